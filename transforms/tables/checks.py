"""Checks of every row, compiled from the Table Schemas, and warnings for what would surprise.

A failed check stops a release. A warning does not: a party may well ask itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from demarches.datapackage.schemas import Descriptor, Tables, columns, primary_key, schema, table_names


@dataclass(frozen=True)
class Check:
    """A rule, the rows of a table that it was put to, and how many of them break it."""

    table: str
    rule: str
    rows: int
    failures: int
    example: str | None = None

    def __str__(self) -> str:
        example = f", such as {self.example}" if self.example else ""
        return f"{self.table}: {self.failures} of {self.rows} rows break '{self.rule}'{example}"


def checks(tables: Tables) -> list[Check]:
    """Every rule that the schemas declare, put to every row; a missing table fails.

    Example: `Check(table='actors', rule='iso3 matches [A-Z]{3}', rows=2, failures=0, example=None)`.
    """
    found = []
    for table in table_names():
        has_columns = _column_check(table, tables)
        found.append(has_columns)
        if not has_columns.failures:
            found += [*_field_checks(table, tables[table]), *_key_checks(table, tables)]
    return found


def failed(found: list[Check]) -> list[Check]:
    """Those of the checks that some row breaks."""
    return [check for check in found if check.failures]


def warnings(tables: Tables) -> list[Check]:
    """What would surprise but may be true, counted like a check."""
    rules = [_asks_itself(tables), _answered_before(tables), _undated(tables)]
    return failed(rules)


def check_rows(table: str, rule: str, rows: pd.DataFrame, breaks: pd.Series[bool]) -> Check:
    """The check of `rule`, given which of `rows` break it; the first that does is the example."""
    breaking = rows[breaks.fillna(False).to_numpy(dtype=bool)]
    example = None if breaking.empty else _named(breaking.iloc[0], primary_key(table))
    return Check(table, rule, len(rows), len(breaking), example)


def field_checks(table: str, field: Descriptor, rows: pd.DataFrame) -> Iterator[Check]:
    """The checks of what `field` declares, put to its column in `rows`."""
    name: str = field["name"]
    values = rows[name]
    for constraint, value in field.get("constraints", {}).items():
        rule = _RULES[constraint].format(name=name, value=value)
        yield check_rows(table, rule, rows, _BREAKS[constraint](values, value))
    if field["type"] == "string":
        # In CSV an empty string cannot be told from a missing one.
        yield check_rows(table, f"{name} is not empty text", rows, values == "")


def _named(row: pd.Series[Any], key: list[str]) -> str:
    return ", ".join(f"{column} {row[column]!r}" for column in key if column in row.index)


# Each says which values break a constraint; a missing value breaks none but `required`.
_BREAKS: dict[str, Callable[[pd.Series[Any], Any], pd.Series[bool]]] = {
    "required": lambda values, wanted: values.isna() & wanted,
    "unique": lambda values, wanted: values.duplicated() & values.notna() & wanted,
    "pattern": lambda values, pattern: ~_fullmatch(values, pattern) & values.notna(),
    "enum": lambda values, codes: ~values.isin(codes) & values.notna(),
    "minimum": lambda values, least: values < least,
    "maximum": lambda values, most: values > most,
}
_RULES = {
    "required": "{name} is there",
    "unique": "{name} is unique",
    "pattern": "{name} matches {value}",
    "enum": "{name} is one of its codes",
    "minimum": "{name} is at least {value}",
    "maximum": "{name} is at most {value}",
}


def _column_check(table: str, tables: Tables) -> Check:
    rule = "it is there with its columns"
    if table not in tables:
        return Check(table, rule, 0, 1)
    differing = sorted(set(tables[table].columns) ^ set(columns(table)))
    return Check(table, rule, len(tables[table]), len(differing), ", ".join(differing) or None)


def _field_checks(table: str, rows: pd.DataFrame) -> Iterator[Check]:
    for field in schema(table)["fields"]:
        yield from field_checks(table, field, rows)


def _key_checks(table: str, tables: Tables) -> Iterator[Check]:
    rows, key = tables[table], primary_key(table)
    yield check_rows(table, f"key {', '.join(key)} is unique", rows, rows.duplicated(key))
    for reference in schema(table).get("foreignKeys", []):
        yield _reference_check(table, reference, tables)


def _reference_check(table: str, reference: Descriptor, tables: Tables) -> Check:
    own = reference["fields"]
    target = reference["reference"].get("resource") or table
    targets = reference["reference"]["fields"]
    rows = tables[table]
    rule = f"{', '.join(own)} is in {target}"
    if target not in tables or not set(targets) <= set(tables[target].columns):
        return Check(table, rule, len(rows), len(rows))
    there = pd.MultiIndex.from_frame(tables[target][targets])
    known = pd.Series(pd.MultiIndex.from_frame(rows[own]).isin(there), index=rows.index)
    return check_rows(table, rule, rows, ~known & rows[own].notna().all(axis=1))


def _fullmatch(values: pd.Series[Any], pattern: str) -> pd.Series[bool]:
    matches = pc.match_substring_regex(pa.array(values, pa.string()), rf"\A(?:{pattern})\z")
    return pd.Series(pc.fill_null(matches, False).to_numpy(zero_copy_only=False), index=values.index)


def _asks_itself(tables: Tables) -> Check:
    parties = tables["demand_parties"]
    twice = parties.duplicated(["demand_id", "actor_id"])
    return check_rows("demand_parties", "a party does not ask itself", parties, twice)


def _answered_before(tables: Tables) -> Check:
    links = _dated(_dated(tables["response_links"], tables, "demand"), tables, "response")
    early = links["response_said_on"] < links["demand_said_on"]
    return check_rows("response_links", "an answer is not dated before its demand", links, early)


def _dated(links: pd.DataFrame, tables: Tables, unit: str) -> pd.DataFrame:
    dates = tables[f"{unit}s"][[f"{unit}_id", "first_said_on"]]
    dates = dates.rename(columns={"first_said_on": f"{unit}_said_on"})
    return links.merge(dates, on=f"{unit}_id", how="left", validate="many_to_one")


def _undated(tables: Tables) -> Check:
    documents = tables["documents"]
    return check_rows("documents", "a document is dated", documents, documents["published_on"].isna())
