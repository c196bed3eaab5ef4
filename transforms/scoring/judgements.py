"""What was found and what was missed, unit by unit: counted by kind, and held against the confidence of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from demarches.transforms.scoring.matching import (
    Unit,
    demand_pairs,
    optionals,
    response_pairs,
    statement_pairs,
    words_of,
)

PAIRS = {"statements": statement_pairs, "demands": demand_pairs, "responses": response_pairs}
BINS = 10


class Judged(NamedTuple):
    """A gold unit that was `shared` (found) or missed, or a predicted one that is `shared` (right) or false."""

    table: str
    doc_id: str
    unit: Unit
    is_gold: bool
    shared: bool


@dataclass(frozen=True)
class Count:
    """Of one kind: the units in gold and those found, the predicted units and those that are right.

    >>> Count(gold=10, found=7, predicted=8, right=6).missed
    3
    """

    gold: int
    found: int
    predicted: int
    right: int

    @property
    def missed(self) -> int:
        """Gold units that were not found."""
        return self.gold - self.found

    @property
    def false(self) -> int:
        """Predicted units that are not in gold."""
        return self.predicted - self.right

    @property
    def recall(self) -> float | None:
        """Part of the gold units that were found; None without any."""
        return self.found / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """Part of the predicted units that are right; None without any."""
        return self.right / self.predicted if self.predicted else None


class Bin(NamedTuple):
    """Predicted units of like confidence: how many, their mean confidence, and the share of them that is right."""

    least: float
    units: int
    confidence: float | None
    right: float | None

    @property
    def gap(self) -> float:
        """How far the two are apart; 0 without units."""
        return 0.0 if self.confidence is None or self.right is None else abs(self.confidence - self.right)


@dataclass(frozen=True)
class Reliability:
    """Ten bins of confidence; `unsure` units carry none."""

    bins: tuple[Bin, ...]
    unsure: int

    @property
    def units(self) -> int:
        """How many units carry a confidence."""
        return sum(each.units for each in self.bins)

    @property
    def error(self) -> float | None:
        """The expected calibration error: how far confidence is from the share that is right, over all units."""
        return sum(each.units * each.gap for each in self.bins) / self.units if self.units else None


def judged(gold: Mapping[str, Unit], predicted: Mapping[str, Unit]) -> Iterator[Judged]:
    """Every unit of both sides, by doc_id; optional gold ones, and what matches them, are left out.

    >>> gold = {"a": {"text": "Putin said no.", "statements": [{"content": [[11, 13]], "kind": "indirect"}]}}
    >>> [(each.is_gold, each.shared) for each in judged(gold, {})]
    [(True, False)]
    """
    for doc_id, document in gold.items():
        words = words_of(document["text"])
        for table, pairs_of in PAIRS.items():
            if table in document:
                ours, theirs = document[table], predicted.get(doc_id, {}).get(table, ())
                pairs, waived = pairs_of(ours, theirs, words), optionals(ours)
                found = {j: i for i, j in pairs.items()}
                yield from (Judged(table, doc_id, u, True, i in pairs) for i, u in enumerate(ours) if i not in waived)
                yield from (
                    Judged(table, doc_id, unit, False, j in found)
                    for j, unit in enumerate(theirs)
                    if found.get(j) not in waived
                )


def counts(units: Iterable[Judged], kind: Callable[[Judged], str]) -> dict[str, Count]:
    """How many of each kind were found and missed, right and false; the most frequent in gold first.

    A statement that gold calls mixed and we call direct is found as a mixed one, and right as a direct one.
    """
    kinds = defaultdict(list)
    for each in units:
        kinds[kind(each)].append(each)
    found = {name: _count(group) for name, group in kinds.items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1].gold, -item[1].predicted, item[0])))


def _count(units: Iterable[Judged]) -> Count:
    places = [(each.is_gold, each.shared) for each in units]
    gold, predicted = ([shared for is_gold, shared in places if is_gold == side] for side in (True, False))
    return Count(len(gold), sum(gold), len(predicted), sum(predicted))


def reliability(units: Iterable[Judged]) -> Reliability:
    """How often predicted units of each tenth of confidence are right; 1.0 is of the last tenth.

    >>> sure = [Judged("demands", "a", {"confidence": 0.75}, False, shared) for shared in (True, True, True, False)]
    >>> reliability(sure).error
    0.0
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    unsure = 0
    for each in units:
        if each.is_gold:
            continue
        confidence = each.unit.get("confidence")
        if confidence is None:
            unsure += 1
        else:
            bins[min(int(confidence * BINS), BINS - 1)].append((confidence, each.shared))
    return Reliability(tuple(_bin(place / BINS, group) for place, group in enumerate(bins)), unsure)


def _bin(least: float, group: list[tuple[float, bool]]) -> Bin:
    if not group:
        return Bin(least, 0, None, None)
    confidences, right = zip(*group, strict=True)
    return Bin(least, len(group), sum(confidences) / len(group), sum(right) / len(group))
