"""Where the rows are that corrections are of: by their ids, by former ids, and by their places in the texts.

A later run of other rules may draw a span otherwise and so give its row another id; the place is still the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, reduce
from typing import Any

import pandas as pd

from demarches.datapackage.schemas import Tables, primary_key, references, rows
from demarches.transforms.curating.corrections import Correction
from demarches.transforms.tables.former import GATHERED
from demarches.transforms.units import Span

Place = tuple[str, Span]
# Less in common, and a row may be another one; a person had better look.
SAME_PLACE = 0.5
# Tables whose own columns say where the row stands.
PLACED = ("mentions", "actor_roles", "demand_mentions", "demand_terms", "response_mentions")


def row_ids(table: str, found: pd.DataFrame) -> pd.Series[str]:
    """The key of each row as one text: its columns, in order, with a space between."""
    first, *more = (found[column].astype("str") for column in primary_key(table))
    return reduce(lambda one, other: one + " " + other, more, first)


def places(table: str, tables: Tables) -> dict[str, Place]:
    """Where each row of `table` stands, by its id: a demand or response where its earliest mention does."""
    if table in GATHERED:
        found = first_mentions(table, tables).rename(columns={GATHERED[table][2]: "id"})
    elif table == "statements":
        spans = tables["statement_spans"]
        first = spans[(spans["part"] == "content") & (spans["ordinal"] == 0)]
        documents = tables["statements"][["statement_id", "document_id"]]
        found = first.merge(documents, on="statement_id", validate="one_to_one").rename(columns={"statement_id": "id"})
    elif table in PLACED:
        found = tables[table].assign(id=row_ids(table, tables[table]))
    else:
        return {}
    listed = found[["id", "document_id", "char_start", "char_end"]].itertuples(index=False)
    return {row_id: (document, Span(int(start), int(end))) for row_id, document, start, end in listed}


def first_mentions(table: str, tables: Tables) -> pd.DataFrame:
    """The mention that each demand or response is named after: the first in its first document."""
    mentions, _, key = GATHERED[table]
    units = tables[table][[key, "first_document_id"]].rename(columns={"first_document_id": "document_id"})
    there = tables[mentions].merge(units, on=[key, "document_id"], validate="many_to_one")
    return there.sort_values(["char_start", "char_end"]).drop_duplicates(key)


class Whereabouts:
    """The rows of a release to be, and what the release before knows of where rows were."""

    def __init__(self, tables: Tables, previous: Tables) -> None:
        self._former = tables["former_ids"].set_index(["table", "former_id"])["id"].to_dict()
        self._ids: Callable[[str], frozenset[str]] = cache(lambda table: _ids(table, tables))
        self._places: Callable[[str], dict[str, Place]] = cache(lambda table: places(table, tables))
        self._by_document: Callable[[str], dict[str, dict[str, Span]]] = cache(
            lambda table: _by_document(self._places(table))
        )
        told = rows(previous["corrections"]) if "corrections" in previous else []
        self._told = {(row["table"], row["id"]): row for row in told}
        self._before: Callable[[str], frozenset[str]] = cache(lambda table: _known_before(table, previous, told))
        self._were: Callable[[str], dict[str, Place]] = cache(
            lambda table: places(table, previous) if table in previous else {}
        )

    def current(self, correction: Correction) -> str | None:
        """The id that the row of `correction` has now; None where it is gone."""
        return self._current(correction.table, correction.id, correction.action)

    def place(self, table: str, row_id: str) -> Place | None:
        """Where a row stands, or last stood; what tells of another row stands where that does."""
        found = self._places(table).get(row_id) or self._last_place(table, row_id)
        of = references(table).get(primary_key(table)[0])
        return found or (self.place(of, row_id.split(" ")[0]) if of else None)

    def _current(self, table: str, row_id: str, action: str) -> str | None:
        names = [row_id, *filter(None, [self._told.get((table, row_id), {}).get("current_id")])]
        candidates = [*names, *(self._by_parts(table, name, action) for name in names)]
        if action != "withdraw":
            # What a demand restates may hold where the restatement does not.
            candidates += [self._former.get((table, name)) for name in names]
        there = self._ids(table)
        return next((one for one in candidates if one in there), None) or self._by_place(table, row_id)

    def _by_parts(self, table: str, row_id: str, action: str) -> str | None:
        """A key that names other rows, with the ids that these have now."""
        key = primary_key(table)
        if len(key) == 1:
            return None
        leads = references(table)
        parts = zip(key, row_id.split(" "), strict=True)
        return " ".join(
            self._current(leads[column], part, action) or part if column in leads else part for column, part in parts
        )

    def _by_place(self, table: str, row_id: str) -> str | None:
        """The row that is new since the release before and has most of the place, if half; None where several do."""
        place = self._last_place(table, row_id)
        if place is None:
            return None
        there = self._by_document(table).get(place[0], {})
        shared = {one: _shared(place[1], span) for one, span in there.items() if one not in self._before(table)}
        most = max(shared.values(), default=0.0)
        best = [one for one, share in shared.items() if share == most]
        return best[0] if most >= SAME_PLACE and len(best) == 1 else None

    def _last_place(self, table: str, row_id: str) -> Place | None:
        told = self._told.get((table, row_id))
        if told and told["document_id"]:
            return told["document_id"], Span(told["char_start"], told["char_end"])
        return self._were(table).get(row_id)


def _ids(table: str, tables: Tables) -> frozenset[str]:
    return frozenset(row_ids(table, tables[table]))


def _known_before(table: str, previous: Tables, told: Iterable[dict[str, Any]]) -> frozenset[str]:
    """Ids that are nobody's successors: rows of the release before, and those that were withdrawn from it."""
    curated = {row[column] for row in told if row["table"] == table for column in ("id", "current_id")}
    return (_ids(table, previous) if table in previous else frozenset()) | curated


def _by_document(found: dict[str, Place]) -> dict[str, dict[str, Span]]:
    grouped: dict[str, dict[str, Span]] = defaultdict(dict)
    for row_id, (document, span) in found.items():
        grouped[document][row_id] = span
    return grouped


def _shared(one: Span, two: Span) -> float:
    """How much of two spans is of both, 0 to 1."""
    both = min(one.end, two.end) - max(one.start, two.start)
    return max(both, 0) / (max(one.end, two.end) - min(one.start, two.start))
