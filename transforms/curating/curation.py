"""Curation: what people say of rows, put to the tables over what was extracted.

What is withdrawn leaves first, with what hangs on it; then fields are corrected, so that no key leads to what has left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from demarches.datapackage.schemas import Tables, conform, frame, primary_key, references, rows, schema
from demarches.datapackage.vocabularies import codelist
from demarches.transforms.curating.corrections import Correction
from demarches.transforms.curating.whereabouts import Whereabouts, first_mentions, row_ids
from demarches.transforms.errors import BadInput
from demarches.transforms.gazetteer.actors import gazetteer
from demarches.transforms.ids import content_id
from demarches.transforms.tables.assembly import with_actors
from demarches.transforms.tables.former import GATHERED
from demarches.transforms.terms.terms import summarised

Row = dict[str, Any]


class Curated(NamedTuple):
    """The tables with all corrections that can be put to them, and an error for each that cannot."""

    tables: Tables
    refused: tuple[BadInput, ...] = ()
    gone: tuple[BadInput, ...] = ()


def curate(tables: Tables, corrections: Sequence[Correction], previous: Tables) -> Curated:
    """Withdraw and correct rows as people say, over what was extracted; the table `corrections` tells what was done.

    A correction whose row is gone stays in that table, and is put to the row again where it comes back.
    """
    where = Whereabouts(tables, previous)
    found = {one: where.current(one) for one in corrections}
    there = {one: row_id for one, row_id in found.items() if row_id is not None}
    kept = _without(tables, [(one.table, row_id) for one, row_id in there.items() if one.action == "withdraw"])
    refused = dict(_refusals(there, tables, kept))
    held = {one: row_id for one, row_id in found.items() if one not in refused}
    extracted = _extracted({one: row_id for one, row_id in there.items() if one in held}, tables)
    told = [_record(one, row_id, extracted.get(one), where) for one, row_id in held.items()]
    corrected = _corrected(kept, {one: row_id for one, row_id in there.items() if one in held})
    former = tables["former_ids"].set_index(["table", "former_id"])["id"].to_dict()
    gone = tuple(_gone(one, former.get(one.row)) for one, row_id in found.items() if row_id is None)
    return Curated({**corrected, "corrections": frame("corrections", told)}, tuple(refused.values()), gone)


def _without(tables: Tables, withdrawn: Iterable[tuple[str, str]]) -> dict[str, pd.DataFrame]:
    """`tables` less rows that are withdrawn and what hangs on them; an optional key that led there is empty then."""
    left = dict(tables)
    by_table: dict[str, set[str]] = defaultdict(set)
    for table, row_id in withdrawn:
        by_table[table].add(row_id)
    leaving = list(by_table.items())
    while leaving:
        table, ids = leaving.pop()
        stays = ~row_ids(table, left[table]).isin(ids)
        if stays.all():
            continue
        left[table] = left[table][stays]
        leaving += list(_hanging(left, table, ids))
    changed = {table: conform(table, found) for table, found in left.items() if found is not tables[table]}
    return _retold({**tables, **changed}, tables) if changed else left


def _hanging(left: dict[str, pd.DataFrame], table: str, ids: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Rows that cannot be without the rows `ids` of `table`; where they can, they are made to."""
    for name in left:
        for column in (column for column, leads in references(name).items() if leads == table):
            there = left[name][column].isin(ids)
            if column in _required(name):
                yield name, set(row_ids(name, left[name][there]))
            elif there.any():
                left[name] = left[name].assign(**{column: left[name][column].mask(there)})
    for unit, (mentions, _, key) in GATHERED.items():
        if table == mentions:
            yield unit, set(left[unit][key]) - set(left[mentions][key])
    former = left["former_ids"]
    left["former_ids"] = former[~((former["table"] == table) & former["id"].isin(ids))]


def _required(table: str) -> set[str]:
    required = (field["name"] for field in schema(table)["fields"] if field.get("constraints", {}).get("required"))
    return {*required, *primary_key(table)}


def _retold(left: Tables, before: Tables) -> dict[str, pd.DataFrame]:
    """Demands and responses whose earliest mention has left, as the next one says it, and demands whose terms have."""
    told = {**left, **{unit: _as_next_says(unit, left, before) for unit in GATHERED}}
    return told if left["demand_terms"] is before["demand_terms"] else told | {"demands": _summarised(told)}


def _summarised(tables: Tables) -> pd.DataFrame:
    return summarised(tables["demands"], tables["demand_terms"], tables["documents"])


def _as_next_says(unit: str, left: Tables, before: Tables) -> pd.DataFrame:
    mentions, mention_id, key = GATHERED[unit]
    firsts = first_mentions(unit, before)
    lost = set(firsts.loc[~firsts[mention_id].isin(left[mentions][mention_id]), key]) & set(left[unit][key])
    if not lost:
        return left[unit]
    said = left["statements"][["statement_id", "said_on"]]
    published = left["documents"][["document_id", "published_on"]]
    told = left[mentions][left[mentions][key].isin(lost)]
    told = told.merge(said, on="statement_id", how="left", validate="many_to_one")
    told = told.merge(published, on="document_id", validate="many_to_one")
    told = told.assign(said_on=told["said_on"].fillna(told["published_on"]))
    nexts = told.sort_values(["said_on", "document_id", "char_start"], na_position="first").drop_duplicates(key)
    units = left[unit].set_index(key)
    for row in rows(nexts):
        retold = {"text": row["text"], "first_document_id": row["document_id"], "first_said_on": row["said_on"]}
        _set(units, row[key], retold)
    return conform(unit, units.reset_index())


def _refusals(there: dict[Correction, str], tables: Tables, kept: Tables) -> Iterator[tuple[Correction, BadInput]]:
    """Corrections of rows that leave, to values that lead nowhere, or to keys that other rows have."""
    ids: Callable[[str], set[str]] = cache(lambda table: set(row_ids(table, kept[table])))
    were: Callable[[str], set[str]] = cache(lambda table: set(row_ids(table, tables[table])))
    said: dict[tuple[str, str, str | None], Correction] = {}
    moved: dict[tuple[str, str], list[Correction]] = {}
    for one, row_id in there.items():
        if one.action == "withdraw":
            continue
        before = said.setdefault((one.table, row_id, one.field), one)
        if one.value != before.value:
            yield one, one.wrong(f"it contradicts line {before.line}, whose row is this one now", "keep one of the two")
        elif row_id not in ids(one.table):
            yield one, one.wrong("its row leaves with what another line withdraws", "keep one of the two lines")
        elif not _leads(one, ids, were):
            target = references(one.table)[str(one.field)]
            yield one, one.wrong(f"{one.field} is {one.value!r}, which is no row of {target}", "write the id of one")
        elif one.field in primary_key(one.table):
            moved.setdefault((one.table, row_id), []).append(one)
    yield from _clashes(moved, ids)


def _clashes(
    moved: dict[tuple[str, str], list[Correction]], ids: Callable[[str], set[str]]
) -> Iterator[tuple[Correction, BadInput]]:
    for (table, row_id), told in moved.items():
        new_id = _moved(table, row_id, told)
        if new_id != row_id and new_id in ids(table):
            for one in told:
                yield one, one.wrong(f"there is a row {new_id!r} already", "withdraw the row instead")
        ids(table).add(new_id)


def _leads(one: Correction, ids: Callable[[str], set[str]], were: Callable[[str], set[str]]) -> bool:
    """Whether a value that is a key is that of a row, or of a known actor that no text has named so far."""
    target = references(one.table).get(one.field or "")
    if target is None or one.value is None or one.value in ids(target):
        return True
    return target == "actors" and one.value not in were(target) and str(one.value) in gazetteer().actors


def _moved(table: str, row_id: str, told: Iterable[Correction]) -> str:
    parts = dict(zip(primary_key(table), row_id.split(" "), strict=True))
    return " ".join({**parts, **{str(one.field): str(one.value) for one in told}}.values())


def _corrected(kept: Tables, there: dict[Correction, str]) -> Tables:
    corrections = {one: row_id for one, row_id in there.items() if one.action == "correct"}
    named = (str(one.value) for one in corrections if references(one.table).get(str(one.field)) == "actors")
    tables = dict(with_actors(kept, named))
    # The terms of demands before the demands, which follow from them but where they are themselves corrected.
    for table in sorted({one.table for one in corrections}):
        found = tables[table].set_index(row_ids(table, tables[table]))
        of_table = [(one, row_id) for one, row_id in corrections.items() if one.table == table]
        for one, row_id in of_table:
            _set(found, row_id, _following(one))
        for one, row_id in of_table:
            _set(found, row_id, {str(one.field): one.value})
        tables[table] = conform(table, found.reset_index(drop=True))
        if table == "demand_terms":
            tables["demands"] = _summarised(tables)
    return tables


def _set(found: pd.DataFrame, row_id: str, values: Row) -> None:
    for column, value in values.items():
        found.loc[row_id, column] = pd.NA if value is None else value


def _following(one: Correction) -> Row:
    """Fields whose codes follow from the corrected one by its codelist, as a PLOVER code does from a form."""
    fields = {field["name"]: field for field in schema(one.table)["fields"]}
    codes = codelist(fields[str(one.field)]["codelist"]) if "codelist" in fields[str(one.field)] else ()
    coded = next((row for row in codes if row["code"] == one.value), {})
    return {column: value for column, value in coded.items() if column in fields}


def _record(one: Correction, row_id: str | None, extracted: str | None, where: Whereabouts) -> Row:
    document, span = where.place(one.table, row_id or one.id) or (None, (None, None))
    value = _as_text(one.value)
    return {
        "correction_id": content_id("cor", one.table, one.id, one.action, one.field or "", value or ""),
        "table": one.table,
        "id": one.id,
        "current_id": row_id,
        "status": "gone" if row_id is None else "applied",
        "action": one.action,
        "field": one.field,
        "value": value,
        "extracted": extracted,
        "reason": one.reason,
        "curated_on": one.curated_on,
        "curator": one.curator,
        "document_id": document,
        "char_start": span[0],
        "char_end": span[1],
    }


def _extracted(there: dict[Correction, str], tables: Tables) -> dict[Correction, str | None]:
    """What the fields that are corrected were, as text."""
    by_id: Callable[[str], pd.DataFrame] = cache(lambda table: tables[table].set_index(row_ids(table, tables[table])))
    fields = {one: row_id for one, row_id in there.items() if one.field}
    values: dict[Correction, Any] = {one: by_id(one.table).at[row_id, one.field] for one, row_id in fields.items()}
    return {one: None if pd.isna(value) else _as_text(value) for one, value in values.items()}


def _as_text(value: Any) -> str | None:
    """A value as a line of corrections has it."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _gone(one: Correction, former: str | None) -> BadInput:
    remedy = f"see whether {former!r} is what you mean" if former else "look its id up in the newest release"
    return one.wrong(f"{one.table} has no row {one.id!r} now", f"{remedy}, or leave the line for when it is back")
