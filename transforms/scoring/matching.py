"""Which predicted units are which gold ones: a one-to-one matching by the words they share, the likest pairs first."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")
Words = frozenset[int]
Place = tuple[int, int]
Unit = Mapping[str, Any]
Pairs = dict[int, int]
T = TypeVar("T")


def words_of(text: str) -> list[Place]:
    """Where the words of `text` stand; lone punctuation is none.

    >>> words_of("“No,” he said.")
    [(1, 3), (6, 8), (9, 13)]
    """
    return [match.span() for match in WORD.finditer(text) if match.group().strip("_")]


def words_in(spans: Iterable[Sequence[int]], words: Sequence[Place]) -> Words:
    """Numbers of the words that any of `spans` touches; `words` are in order and apart."""
    return frozenset(
        number
        for start, end in spans
        for number in range(bisect_right(words, start, key=_end), bisect_left(words, end, key=_start))
    )


def _start(word: Place) -> int:
    return word[0]


def _end(word: Place) -> int:
    return word[1]


def mention_words(unit: Unit, words: Sequence[Place]) -> list[Words]:
    """The words of each mention of a demand or a response."""
    return [words_in([mention], words) for mention in unit["mentions"]]


def optionals(units: Sequence[Unit]) -> set[int]:
    """Places of the units that neither reward nor punish."""
    return {i for i, unit in enumerate(units) if unit.get("optional")}


def statement_pairs(gold: Sequence[Unit], predicted: Sequence[Unit], words: Sequence[Place]) -> Pairs:
    """Statements are one where their contents share at least half of their words (Jaccard)."""
    contents, guesses = ([words_in(unit["content"], words) for unit in units] for units in (gold, predicted))
    return match(contents, guesses, jaccard, 0.5)


def demand_pairs(gold: Sequence[Unit], predicted: Sequence[Unit], words: Sequence[Place]) -> Pairs:
    """Demands are one where some mention of the one overlaps some mention of the other (Jaccard at least 0.4)."""
    ours, theirs = ([mention_words(unit, words) for unit in units] for units in (gold, predicted))
    return match(ours, theirs, _likest, 0.4)


def response_pairs(gold: Sequence[Unit], predicted: Sequence[Unit], words: Sequence[Place]) -> Pairs:
    """Responses are one where some mention overlaps, and the responder is the same."""
    ours, theirs = (
        [(mention_words(u, words), folded(u.get("responder"))) for u in units] for units in (gold, predicted)
    )
    return match(ours, theirs, lambda a, b: _likest(a[0], b[0]) if a[1] == b[1] else 0.0, 1e-9)


def folded(actor: str | None) -> str:
    """A name as names are compared: without case, accents and a leading article.

    >>> folded("The Élysée")
    'elysee'
    """
    plain = unicodedata.normalize("NFKD", actor or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"^the ", "", plain.strip())


def jaccard(a: Words, b: Words) -> float:
    """The share of all words on either side that both have."""
    return len(a & b) / len(a | b) if a | b else 0.0


def _likest(a: list[Words], b: list[Words]) -> float:
    return max((jaccard(x, y) for x in a for y in b), default=0.0)


def match(gold: Sequence[T], predicted: Sequence[T], likeness: Callable[[T, T], float], least: float) -> Pairs:
    """Greedy one-to-one matching, likest pairs first: {place in gold: place in predicted}."""
    likenesses = ((likeness(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted))
    taken: Pairs = {}
    used: set[int] = set()
    for _, i, j in sorted((pair for pair in likenesses if pair[0] >= least), reverse=True):
        if -i not in taken and -j not in used:
            taken[-i] = -j
            used.add(-j)
    return taken
