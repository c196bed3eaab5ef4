"""Predicted annotations against gold ones: precision, recall and F1 by a one-to-one matching of units.

Both are in the stand-off form of `demarches annotate`: offsets into a text, end exclusive. Units marked `optional` in
gold neither reward nor punish. The measures:

- `statements.found`: contents share at least half of their words (Jaccard); `.exact`: they cover the same words;
  `.attributed`: found, and the speaker's words overlap; `.words`: words inside any content; `.actor`: the canonical
  speaker is right, of the found ones that have one in gold; `.recall.<kind>`: by how they are quoted.
- `demands.found`: some mention of the one overlaps some mention of the other (Jaccard at least 0.4); `.parties`:
  found, and at least half of all demanders named on either side are shared, likewise the targets; `.form`,
  `.direction`: right, of the found ones; `.same`: pairs of mentions that are one demand.
- `responses.found`: some mention overlaps, and the responder is the same; `.linked`: triples of demand, responder and
  stance, the demand matched as in `demands.found`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarches.transforms.scoring.matching import (
    Place,
    Unit,
    Words,
    demand_pairs,
    folded,
    jaccard,
    match,
    mention_words,
    optionals,
    response_pairs,
    statement_pairs,
    words_in,
    words_of,
)

Triple = tuple[str, str, str | None]


@dataclass(frozen=True)
class Figure:
    """How many units were found, predicted and in gold.

    >>> round(Figure(hits=3, predicted=4, gold=6).f1, 2)
    0.6
    """

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Part of the predicted units that hold, 0 to 1."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Part of the gold units that were found, 0 to 1."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.predicted + self.gold
        return 2 * self.hits / total if total else 0.0


class Tally:
    """Counts under dotted names, added up over documents."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, int]] = Counter()

    def add(self, name: str, hits: int, predicted: int, gold: int) -> None:
        """Count `hits` among the `predicted` and the `gold` units of measure `name`."""
        for place, count in enumerate((hits, predicted, gold)):
            self._counts[name, place] += count

    def figures(self) -> dict[str, Figure]:
        """The figure of each measure, in the order in which the measures were first counted."""
        names = dict.fromkeys(name for name, _ in self._counts)
        return {name: Figure(*(self._counts[name, place] for place in range(3))) for name in names}


def scores(gold: Mapping[str, Unit], predicted: Mapping[str, Unit]) -> dict[str, Figure]:
    """Figures over all documents of `gold`, by doc_id; one that was not predicted counts as empty."""
    tally = Tally()
    for doc_id, document in gold.items():
        _score(document, predicted.get(doc_id, {}), tally)
    return tally.figures()


def _score(gold: Unit, predicted: Unit, tally: Tally) -> None:
    words = words_of(gold["text"])
    if "statements" in gold:
        _score_statements(gold["statements"], predicted.get("statements", ()), words, tally)
    if "demands" in gold:
        same = _score_demands(gold["demands"], predicted.get("demands", ()), words, tally)
        if "responses" in gold:
            _score_responses(gold, predicted.get("responses", ()), words, same, tally)


def _score_statements(gold: Sequence[Unit], predicted: Sequence[Unit], words: list[Place], tally: Tally) -> None:
    contents = [words_in(unit["content"], words) for unit in gold]
    guesses = [words_in(unit["content"], words) for unit in predicted]
    pairs = statement_pairs(gold, predicted, words)
    optional = optionals(gold)
    required = {i: j for i, j in pairs.items() if i not in optional}
    sizes = len(predicted) - len(pairs) + len(required), len(gold) - len(optional)
    tally.add("statements.found", len(required), *sizes)
    tally.add("statements.exact", sum(contents[i] == guesses[j] for i, j in required.items()), *sizes)
    attributed = sum(_same_speaker(gold[i], predicted[j], words) for i, j in required.items())
    tally.add("statements.attributed", attributed, *sizes)
    for kind in ("direct", "mixed", "indirect"):
        of_kind = [i for i, unit in enumerate(gold) if unit.get("kind") == kind and i not in optional]
        tally.add(f"statements.recall.{kind}", sum(i in required for i in of_kind), len(of_kind), len(of_kind))
    named = [(i, j) for i, j in required.items() if gold[i].get("actor")]
    right = sum(folded(gold[i]["actor"]) == folded(predicted[j].get("actor")) for i, j in named)
    tally.add("statements.actor", right, len(named), len(named))
    waived = frozenset[int]().union(*(contents[i] for i in optional))
    wanted, found = (frozenset[int]().union(*every) - waived for every in (contents, guesses))
    tally.add("statements.words", len(wanted & found), len(found), len(wanted))


def _score_demands(gold: Sequence[Unit], predicted: Sequence[Unit], words: list[Place], tally: Tally) -> dict[str, str]:
    pairs = demand_pairs(gold, predicted, words)
    optional = optionals(gold)
    required = {i: j for i, j in pairs.items() if i not in optional}
    sizes = len(predicted) - len(pairs) + len(required), len(gold) - len(optional)
    tally.add("demands.found", len(required), *sizes)
    parties = sum(
        all(_half_shared(gold[i], predicted[j], role) for role in ("demanders", "targets")) for i, j in required.items()
    )
    tally.add("demands.parties", parties, *sizes)
    for code in ("form", "direction"):
        right = sum(gold[i].get(code) == predicted[j].get(code) for i, j in required.items())
        tally.add(f"demands.{code}", right, len(required), len(required))
    mentions, guesses = ([mention_words(unit, words) for unit in units] for units in (gold, predicted))
    _score_sameness(mentions, guesses, optional, tally)
    return {gold[i]["id"]: predicted[j]["id"] for i, j in pairs.items()}


def _score_sameness(mentions: list[list[Words]], guesses: list[list[Words]], optional: set[int], tally: Tally) -> None:
    ours = [(i, mention) for i, group in enumerate(mentions) for mention in group]
    theirs = [(j, mention) for j, group in enumerate(guesses) for mention in group]
    found = match(ours, theirs, lambda a, b: jaccard(a[1], b[1]), 0.4)
    labels = [(ours[a][0], theirs[b][0]) for a, b in found.items() if ours[a][0] not in optional]
    pairs = [(g == h, p == q) for n, (g, p) in enumerate(labels) for h, q in labels[n + 1 :]]
    sizes = [len(group) for i, group in enumerate(mentions) if i not in optional]
    expected = sum(size * (size - 1) // 2 for size in sizes)
    tally.add("demands.same", sum(a and b for a, b in pairs), sum(b for _, b in pairs), expected)


def _score_responses(
    gold: Unit, predicted: Sequence[Unit], words: list[Place], same: Mapping[str, str], tally: Tally
) -> None:
    units = gold["responses"]
    pairs = response_pairs(units, predicted, words)
    optional = optionals(units)
    hits = sum(i not in optional for i in pairs)
    tally.add("responses.found", hits, len(predicted) - len(pairs) + hits, len(units) - len(optional))
    doubtful = {demand["id"] for demand in gold["demands"] if demand.get("optional")}
    firm: set[Triple] = set()
    waived: set[Triple] = set()
    for i, unit in enumerate(units):
        for demand in unit["demands"]:
            triple = (same.get(demand, f"missed {demand}"), folded(unit.get("responder")), unit.get("stance"))
            (waived if i in optional or demand in doubtful else firm).add(triple)
    guessed = {(d, folded(u.get("responder")), u.get("stance")) for u in predicted for d in u["demands"]}
    guessed -= waived - firm
    tally.add("responses.linked", len(firm & guessed), len(guessed), len(firm))


def _same_speaker(gold: Unit, predicted: Unit, words: list[Place]) -> bool:
    ours, theirs = (words_in(unit.get("speaker") or (), words) for unit in (gold, predicted))
    return bool(ours & theirs) or not (ours or theirs)


def _half_shared(gold: Unit, predicted: Unit, role: str) -> bool:
    ours, theirs = ({folded(actor) for actor in unit.get(role) or ()} for unit in (gold, predicted))
    return 2 * len(ours & theirs) >= len(ours | theirs)
