"""Attributions as the trained reader tags them, and those put together with what rules find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.lang.en.stop_words import STOP_WORDS

from demarches.transforms.reports import Attribution
from demarches.transforms.tagger import Tag, Tagged
from demarches.transforms.units import Span

METHOD = "reader"
NEAR = 8  # earlier contents that a piece may continue
LEAST_WORD = 0.5  # chance that lets a word be a source although it was not tagged
# The reader learnt from a wider notion of attribution than the codebook's, by which each has an identified source:
# what no rule sees too needs the higher chance, what names no source the highest.
SEEN_TWICE, SEEN_ONCE, UNSOURCED = 0.3, 0.45, 0.5
SAME = 0.5  # share of the characters that two contents have in common, from which they are one

WORD = re.compile(r"\w+")
LEADING = re.compile(r"(?:that\s+)?")
TRAILING = re.compile(r"[\s,;:]*$")


def together(by_rule: Sequence[Attribution], by_reader: Sequence[Attribution]) -> list[Attribution]:
    """Attributions of both, in the order of the text, no word in two of them.

    Where both see one, its content is the reader's and its source the rule's; where they differ, the reader wins if it
    is sure enough.
    """
    kept = [each for said in by_reader if (each := _confirmed(said, by_rule))]
    alone = [rule for rule in by_rule if not any(_shared(rule, each) for each in kept)]
    return sorted([*kept, *alone], key=lambda each: each.content)


def learnt(tagged: Tagged) -> list[Attribution]:
    """What the reader takes for attributions: the pieces of each joined, with the likeliest source and cue."""
    contents = [tag for tag in tagged.tags("content") if _says_something(tag.span.of(tagged.text))]
    sources, cues = ([tag.span for tag in tagged.tags(kind)] for kind in ("source", "cue"))
    return [
        Attribution(
            content=tuple(_trimmed(tag.span, tagged.text) for tag in group),
            source=_trimmed_end(_answer(tagged, "source", group, sources), tagged.text),
            cue=_answer(tagged, "cue", group, cues),
            method=METHOD,
            confidence=tagged.trust("statements", group),
        )
        for group in _joined(tagged, contents)
    ]


def _confirmed(said: Attribution, by_rule: Sequence[Attribution]) -> Attribution | None:
    others = [(_shared(rule, said), rule) for rule in by_rule if _shared(rule, said)]
    likest, rule = max(others, key=lambda other: other[0], default=(0.0, None))
    if likest >= SAME and rule is not None:
        return replace(said, source=rule.source or said.source, cue=rule.cue or said.cue)
    least = UNSOURCED if said.source is None else SEEN_TWICE if others else SEEN_ONCE
    return said if said.confidence >= least else None


def _shared(one: Attribution, other: Attribution) -> float:
    """Share of the characters of both contents that stand in both, 0 to 1."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    either = sum(span.end - span.start for said in (one, other) for span in said.content) - both
    return both / either if either else 0.0


def _says_something(words: str) -> bool:
    return any(word.lower() not in STOP_WORDS for word in WORD.findall(words))


def _trimmed(span: Span, text: str) -> Span:
    """`span` without the "that" before it, which is no word of the speaker's."""
    match = LEADING.match(text, span.start, span.end)
    return Span(match.end() if match else span.start, span.end)


def _trimmed_end(span: Span | None, text: str) -> Span | None:
    if span is None:
        return None
    match = TRAILING.search(text, span.start, span.end)
    return Span(span.start, match.start() if match else span.end)


def _joined(tagged: Tagged, contents: Sequence[Tag]) -> Iterator[list[Tag]]:
    """Gather the pieces of one attribution: a piece joins the earlier content that its pointer names."""
    groups: dict[Span, list[Tag]] = {}
    for number, piece in enumerate(contents):
        earlier = [tag.span for tag in contents[max(0, number - NEAR) : number]]
        *others, own = tagged.scores("join", piece.span, [*earlier, piece.span]).candidates
        best = max(range(len(others)), key=others.__getitem__, default=-1)
        group = groups[earlier[best]] if others and others[best] > own else []
        group.append(piece)
        groups[piece.span] = group
    yield from {id(group): group for group in groups.values()}.values()


def _answer(tagged: Tagged, relation: str, group: Sequence[Tag], candidates: Sequence[Span]) -> Span | None:
    """The likeliest source or cue of a group of pieces, or nothing where none is likelier."""
    scored = [tagged.scores(relation, piece.span, candidates) for piece in group]
    chances = [sum(each) / len(group) for each in zip(*(one.candidates for one in scored), strict=True)]
    none = sum(one.none for one in scored) / len(group)
    best = max(range(len(chances)), key=chances.__getitem__, default=-1)
    chance = chances[best] if chances else 0.0
    word = max(scored, key=lambda one: one.word_chance)
    if word.word_chance > max(chance, none, LEAST_WORD) and word.word.start >= 0:
        return word.word
    return candidates[best] if chance > none else None
