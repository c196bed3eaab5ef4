"""Where to look for what a text says of a demand: the sentence of a mention, the next one, and cues in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.units import Demand, Span

SPEAKS = ("VERB", "AUX")
WORD = re.compile(r"\S")
# What a sentence ends with, or the mark after that.
STOP = re.compile(r"[.!?:…\n\"”’»)\]]\Z|\n")
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Surroundings:
    """A mention of a demand, with its sentence, the next one of the paragraph, and the mentions of other demands."""

    doc: Doc
    text: str
    mention: Span
    form: str
    others: tuple[Span, ...]

    @cached_property
    def sentence(self) -> Span:
        """The sentence of the mention, or the sentences that it runs through."""
        tokens = self.doc.char_span(*self.mention, alignment_mode="expand")
        return Span(_begin(tokens[0]), _end(tokens[-1]))

    @cached_property
    def following(self) -> Span:
        """The sentence after that, empty where the paragraph ends before or it states a demand of its own."""
        end = self.sentence.end
        after = self.token(end)
        if after is None or "\n" in self.text[end - 1 : after.idx]:
            return Span(end, end)
        found = Span(after.sent.start_char, _end(after))
        return Span(end, end) if any(found.overlaps(other) for other in self.others) else found

    def token(self, place: int) -> Token | None:
        """The first word from `place` on."""
        word = WORD.search(self.text, place)
        found = self.doc.char_span(*word.span(), alignment_mode="expand") if word else None
        return found[0] if found is not None and len(found) else None

    def acts(self, between: Span) -> bool:
        """Whether a verb stands there."""
        found = self.doc.char_span(*between, alignment_mode="contract") if between.start < between.end else None
        return found is not None and any(token.pos_ in SPEAKS for token in found)

    def is_nearer_another(self, span: Span) -> bool:
        """Whether the words of another demand stand between it and those of this one."""
        between = Span(min(span.end, self.mention.end), max(span.start, self.mention.start))
        return any(between.covers(other) for other in self.others)

    def is_anothers(self, span: Span) -> bool:
        """Whether it stands in the words of another demand and not in those of this one."""
        return not self.mention.overlaps(span) and any(span.overlaps(other) for other in self.others)


def surroundings(doc: Doc, demands: Sequence[Demand]) -> Iterator[list[Surroundings]]:
    """The surroundings of each mention of each demand."""
    text = doc.text  # which spaCy puts together anew each time
    for demand in demands:
        others = tuple(span for each in demands if each is not demand for span in each.mentions)
        yield [Surroundings(doc, text, mention, demand.form, others) for mention in demand.mentions]


def _begin(token: Token) -> int:
    """Where its sentence begins; a break without a stop before it is none."""
    first = token.sent[0]
    while first.i and not STOP.search(first.nbor(-1).text):
        first = first.nbor(-1).sent[0]
    return int(first.idx)


def _end(token: Token) -> int:
    last = token.sent[-1]
    while last.i + 1 < len(last.doc) and not STOP.search(last.text):
        last = last.nbor().sent[-1]
    return int(last.idx + len(last))


@cache
def cue(name: str, *frames: str) -> re.Pattern[str]:
    """What finds the cues of those frames in the vocabulary `name`, the longest first, in any case.

    >>> cue("deadline_cues", "last").findall("By Friday, and no later than noon")
    ['By', 'no later than']
    """
    words = {row["cue"] for row in vocabulary(name) if row["frame"] in frames}
    return any_of(words)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of `words`, the longest first, with any space between theirs."""
    listed = [r"\s+".join(map(re.escape, each.split())) for each in sorted(words, key=lambda word: (-len(word), word))]
    starts = "|".join(rf"\b{each}" if each[0].isalnum() else each for each in listed)
    return re.compile(rf"(?:{starts})\b", re.IGNORECASE) if listed else NOTHING
