"""Who says what, as the trained reader tags it: content, source and cue of each attribution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS

from demarches.transforms.parsing.tagger import Scores, Tag, Tagged
from demarches.transforms.units import Span

NEAR = 8  # earlier contents that a piece may continue
LEAST_WORD = 0.5  # chance that lets a word be a source although it was not tagged
# The reader learnt from a wider notion of attribution than the codebook's, by which each has an identified source.
LEAST, UNSOURCED = 0.4, 0.55

MARKS = frozenset("“\"‘'«„`")
WORD = re.compile(r"\w+")
LEADING = re.compile(r"(?:that\s+)?")
# What follows a source and is not its name: a comma, and what it does besides, as in "officials, speaking".
TRAILING = re.compile(r"(?:,\s+\w+(?:ing|ed))?[\s,;:]*$")


@dataclass(frozen=True)
class Attribution:
    """Words that the text attributes to a source; `content` is in the order of the text."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float

    @property
    def is_sure(self) -> bool:
        """Whether it is likely enough to be told; what names no source needs more."""
        return self.confidence >= (UNSOURCED if self.source is None else LEAST)


def attributions(tagged: Tagged) -> list[Attribution]:
    """Every attribution that the reader sees, sure or not: the pieces of each joined, the likeliest source and cue.

    >>> from demarches.transforms.parsing.tagger import reader
    >>> text = "“We see no answer,” Lavrov said. “We insist on one.”"
    >>> [span.of(text) for span in attributions(reader().read(text))[0].content]
    ['“We see no answer,”', '“We insist on one.”']
    """
    contents = [tag for tag in tagged.tags("content") if _says_something(tag.span.of(tagged.text))]
    groups = _joined(tagged, contents)
    sources, cues = (_answers(tagged, kind, groups) for kind in ("source", "cue"))
    return [
        Attribution(
            content=tuple(_trimmed(tag.span, tagged.text) for tag in group),
            source=_trimmed_end(source, tagged.text),
            cue=cue,
            confidence=tagged.trust("statements", group),
        )
        for group, source, cue in zip(groups, sources, cues, strict=True)
    ]


def _says_something(words: str) -> bool:
    """Whether words are more than function words, which say something in quotation marks alone: “We do not”."""
    return words[0] in MARKS or any(word.lower() not in STOP_WORDS for word in WORD.findall(words))


def _trimmed(span: Span, text: str) -> Span:
    """`span` without the "that" before it, which is no word of the speaker's, and with its closing mark whole."""
    match = LEADING.match(text, span.start, span.end)
    # Two apostrophes are one mark, of which the reader sees the halves.
    halved = text[span.end - 1 : span.end + 1] == "''"
    return Span(match.end() if match else span.start, span.end + halved)


def _trimmed_end(span: Span | None, text: str) -> Span | None:
    if span is None:
        return None
    match = TRAILING.search(text, span.start, span.end)
    return Span(span.start, match.start() if match else span.end)


def _joined(tagged: Tagged, contents: Sequence[Tag]) -> list[list[Tag]]:
    """Gather the pieces of one attribution: a piece joins the earlier content that its pointer names."""
    spans = [tag.span for tag in contents]
    groups: list[list[Tag]] = []
    of_piece: list[list[Tag]] = []
    for number, (piece, scores) in enumerate(zip(contents, tagged.scores("join", spans, spans), strict=True)):
        near = range(max(0, number - NEAR), number)
        best = max(near, key=scores.candidates.__getitem__, default=number)
        if best < number and scores.candidates[best] > scores.candidates[number]:
            group = of_piece[best]
        else:
            group = []
            groups.append(group)
        group.append(piece)
        of_piece.append(group)
    return groups


def _answers(tagged: Tagged, relation: str, groups: Sequence[Sequence[Tag]]) -> list[Span | None]:
    """The likeliest source or cue of each group of pieces, or nothing where none is likelier."""
    candidates = [tag.span for tag in tagged.tags(relation)]
    scores = iter(tagged.scores(relation, [piece.span for group in groups for piece in group], candidates))
    return [_answer([next(scores) for _ in group], candidates) for group in groups]


def _answer(scored: Sequence[Scores], candidates: Sequence[Span]) -> Span | None:
    chances = np.mean([one.candidates for one in scored], axis=0)
    none = sum(one.none for one in scored) / len(scored)
    best = int(chances.argmax()) if len(chances) else -1
    chance = chances[best] if len(chances) else 0.0
    word = max(scored, key=lambda one: one.word_chance)
    if word.word_chance > max(chance, none, LEAST_WORD) and word.word.start >= 0:
        return word.word
    return candidates[best] if chance > none else None
