"""What clauses report, by the parse: "Lavrov said that", "a demand that", "according to", "called it useless"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.clauses import SUBJECTS, child, is_infinitive, is_verbal, preposition, subject
from demarches.transforms.units import Span

LEAST = 0.4  # of the places where a cue has such a complement, the share that must be attributions
TAILS = ("prep", "oprd", "xcomp")
QUOTES = ("``", "''")
BESIDE_NAME = ("relcl", "advcl", "acl", "ccomp", "parataxis")


@dataclass(frozen=True)
class Attribution:
    """Words that the text attributes to a source; `content` is in the order of the text."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    method: str
    confidence: float


@cache
def cue_rates() -> dict[tuple[str, str], float]:
    """How often what stands in a frame of a cue is attributed to a source, by frame and lemma.

    One attribution and one other use are added to the counts of each, so that rare cues are not overrated.
    """
    return {
        (row["frame"], row["lemma"]): (int(row["attributed"]) + 1) / (int(row["seen"]) + 2)
        for row in vocabulary("speech_cues")
    }


def reports(doc: Doc, quotes: Collection[Span] = ()) -> Iterator[Attribution]:
    """Reported clauses and phrases, one a cue; a cue that stands in one of `quotes` reports nothing.

    >>> from demarches.transforms.sentences import parse
    >>> text = "Lavrov said that the answer was useless."
    >>> [(each.source.of(text), each.content[0].of(text)) for each in reports(next(parse([text])))]
    [('Lavrov', 'the answer was useless')]
    """
    quoted = {i for quote in quotes for i in range(quote.start, quote.end)}
    for token in doc:
        if token.idx in quoted:
            continue
        rate, frame, words = max(
            ((rate_of(token, frame), frame, words) for frame, words in frames(token)),
            key=lambda rated: rated[0],
            default=(0.0, "", []),
        )
        content = content_of(words, token) if rate >= LEAST else ()
        if content:
            yield Attribution(content, source_of(token), span_of([token]), frame, rate)


def rate_of(cue: Token, frame: str) -> float:
    """How often words like `cue` attribute what stands in their `frame`; 0 for no cue."""
    rates = cue_rates()
    return rates.get((frame, cue.lower_), 0.0) or rates.get((frame, cue.lemma_.lower()), 0.0)


def frames(token: Token) -> Iterator[tuple[str, list[Token]]]:
    """What `token` could be the cue of: the name of the frame, and the words of the content."""
    if is_aside(token):
        yield "aside", _rest(token)
    if not (is_verbal(token) or token.pos_ == "NOUN"):
        return
    kind = "verb" if is_verbal(token) else "noun"
    for each in token.children:
        name = _complement(each, token)
        if name is None:
            continue
        words = _own_words(each)
        yield f"{kind}_{name}", words[1:] if each.dep_ == "prep" else words
        if name == "object":
            if any(word.tag_ in QUOTES for word in words):
                yield "verb_object_predicate", words  # the parser takes “impudent” for a part of the object
            for tail in token.children:
                if tail.i > each.i and tail.dep_ in TAILS:
                    yield f"verb_object_{_tail(tail)}", words + list(tail.subtree)


def _own_words(head: Token) -> list[Token]:
    """The words below `head` without what a participle adds of the same speaker: "..., adding that"."""
    added = (each for each in head.subtree if each.dep_ == "advcl" and each.tag_ == "VBG" and each.i > head.i)
    cues = [each for each in added if rate_of(each, "verb_clause") >= LEAST]
    hidden = {word.i for each in cues if head.doc[each.left_edge.i - 1].text == "," for word in each.subtree}
    return [each for each in head.subtree if each.i not in hidden]


def is_aside(token: Token) -> bool:
    """Whether the rest of its sentence is what `token` attributes: "the talks, he said, are useless"."""
    if token.lower_ == "according":
        return True
    as_they_put_it = token.dep_ == "advcl" and any(each.lower_ == "as" for each in token.children)
    return (token.dep_ == "parataxis" or as_they_put_it) and is_verbal(token) and is_verbal(token.head)


def _rest(aside: Token) -> list[Token]:
    """The words of the clause that `aside` stands in, without it and what is said of its source."""
    hidden = set(aside.subtree) | set(_name_after(aside))
    for each in aside.head.children:
        of_source = each.tag_ == "VBG" and each.dep_ == "advcl" and aside.i < each.i < aside.head.i
        if of_source or (each.dep_ in ("advmod", "cc") and each.i < aside.i and each.left_edge == each.right_edge):
            hidden |= set(each.subtree)
    return [each for each in aside.head.subtree if each not in hidden]


def _name_after(aside: Token) -> list[Token]:
    """A full name between commas after "according to the Minister", which parsers take for a subject."""
    doc, start = aside.doc, aside.right_edge.i + 1
    if aside.lower_ != "according" or start >= len(doc) or doc[start].text != ",":
        return []
    end = start + 1
    while end < len(doc) and doc[end].pos_ == "PROPN":
        end += 1
    closed = end < len(doc) and doc[end].text == ","
    return list(doc[start + 1 : end]) if closed and end - start > 2 and aside.right_edge.pos_ != "PRON" else []


def _complement(each: Token, token: Token) -> str | None:
    """The name of the complement that the word `each` is of `token`, if it is one."""
    after = each.i > token.i
    if each.dep_ == "prep":
        return each.lower_ if after else None
    if each.dep_ == "dobj":
        return "object" if after else None
    if each.dep_ in ("xcomp", "acl") and is_infinitive(each):
        return "infinitive"
    if each.dep_ in ("acl", "relcl"):
        return "clause" if after and child(each, "mark") is not None else None
    if each.dep_ == "xcomp":
        return "predicate"
    return "clause" if each.dep_ == "ccomp" else None


def _tail(tail: Token) -> str:
    return tail.lower_ if tail.dep_ == "prep" else "predicate"


def content_of(words: list[Token], cue: Token) -> tuple[Span, ...]:
    """`words` as spans within the paragraph of `cue`, without the "that" that opens them."""
    doc = cue.doc
    lines = _own_line(cue)
    kept = sorted((each for each in words if each.i in lines and each != cue), key=lambda each: each.i)
    if kept and kept[0].lower_ == "that" and kept[0].dep_ == "mark":
        kept = kept[1:]
    runs: list[list[Token]] = []
    for each in (each for each in kept if not (each.is_punct or each.is_space)):
        if runs and all(doc[i].is_punct or doc[i].is_space for i in range(runs[-1][-1].i + 1, each.i)):
            runs[-1].append(each)
        else:
            runs.append([each])
    return tuple(span_of(run) for run in runs)


def _own_line(token: Token) -> range:
    """The places of the words of the sentence of `token`, as far as its paragraph goes."""
    doc, start, end = token.doc, token.i, token.i + 1
    sentence = token.sent
    while start > sentence.start and "\n" not in doc[start - 1].text:
        start -= 1
    while end < sentence.end and "\n" not in doc[end].text:
        end += 1
    return range(start, end)


def source_of(cue: Token) -> Span | None:
    """The noun phrase that names who speaks by `cue`."""
    if cue.lower_ == "according":
        head = preposition(cue, "to")
        name = _name_after(cue)
        if head is not None and name:
            return Span(name_phrase(head, cue).start, span_of(name).end)
    elif is_verbal(cue):
        head = subject(cue) or (None if is_passive(cue) else _subject_above(cue))
    else:
        head = child(cue, "poss") or preposition(cue, "by", "from")
        if head is None and cue.dep_ not in SUBJECTS:
            head = _subject_above(cue)
    return name_phrase(head, cue) if head is not None else None


def is_passive(verb: Token) -> bool:
    """Whether the subject of `verb` is the one who is told: "was told that", "asked by reporters"."""
    alone = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl")
    return alone or any(each.dep_ in ("auxpass", "nsubjpass") for each in verb.children)


def _subject_above(cue: Token) -> Token | None:
    """The subject of the nearest clause around `cue` that has one: "they are quick to point out that"."""
    return next((each for above in cue.ancestors if (each := child(above, "nsubj")) and cue not in each.subtree), None)


def name_phrase(head: Token, cue: Token) -> Span:
    """The words that name what `head` stands for: "the Minister, Sergey Lavrov", without clauses about him or `cue`.

    A relative pronoun is named with the noun before it: "the Minister, who".
    """
    if head.tag_ in ("WP", "WDT") and head.head.dep_ == "relcl" and head.head.head.i < head.i:
        return Span(name_phrase(head.head.head, head).start, span_of([head]).end)
    doc, lines = head.doc, _own_line(head)
    hidden = {part.i for part in head.subtree if part.dep_ == "case" and part.head == head}
    for part in head.children:
        beside = part.dep_ in BESIDE_NAME and part.i > head.i and doc[part.left_edge.i - 1].is_punct
        if beside or cue == part or part.is_ancestor(cue):
            hidden |= {each.i for each in part.subtree}
    places = {each.i for each in head.subtree if each.i in lines and not each.is_space} - hidden
    start = end = head.i
    while start - 1 in places:
        start -= 1
    while end + 1 in places:
        end += 1
    words = [each for each in doc[start : end + 1] if each == head or not each.is_punct]
    return span_of(words)


def span_of(words: Sequence[Token]) -> Span:
    """From the first of `words` to the end of the last."""
    return Span(words[0].idx, words[-1].idx + len(words[-1].text))
