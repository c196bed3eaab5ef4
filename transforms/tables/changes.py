"""What was added, changed and withdrawn between the tables of two releases, by key."""

from __future__ import annotations

from typing import Any

import pandas as pd

from demarches.datapackage.schemas import Tables, columns, dtypes, frame, primary_key, table_names

KINDS = ("added", "changed", "withdrawn")
_OF_SIDE = {"right_only": "added", "both": "changed", "left_only": "withdrawn"}


def changes(old: Tables, new: Tables) -> dict[str, pd.DataFrame]:
    """The rows of each table that differ: `change`, the key, and for a changed row the `columns` that differ.

    A table that one side lacks counts as empty there, and a column that it lacks as missing values, so
    releases of different schemas compare. Tables in which nothing differs are left out.
    """
    found = {
        table: _differing(table, _aligned(table, old), _aligned(table, new))
        for table in table_names()
        if table in old or table in new
    }
    return {table: rows for table, rows in found.items() if len(rows)}


def counts(differing: Tables) -> dict[str, dict[str, int]]:
    """How many rows of each table were added, changed and withdrawn."""
    return {table: {kind: int((rows["change"] == kind).sum()) for kind in KINDS} for table, rows in differing.items()}


def _aligned(table: str, tables: Tables) -> pd.DataFrame:
    rows, typed = tables.get(table, frame(table, [])), dtypes(table)
    absent = {
        column: pd.Series(None, index=rows.index, dtype=dtype) for column, dtype in typed.items() if column not in rows
    }
    return rows.assign(**absent)[columns(table)].astype(typed)


def _differing(table: str, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    key = primary_key(table)
    values = [column for column in columns(table) if column not in key]
    both = old.merge(new, on=key, how="outer", suffixes=(" old", " new"), indicator="change", validate="one_to_one")
    both["columns"] = _changed_columns(both, values)
    both["change"] = both["change"].astype(str).map(_OF_SIDE)
    both = both.loc[(both["change"] != "changed") | (both["columns"] != ""), ["change", *key, "columns"]]
    named = both.assign(columns=both["columns"].mask(both["columns"] == ""))
    return named.sort_values(["change", *key], ignore_index=True)


def _changed_columns(both: pd.DataFrame, values: list[str]) -> pd.Series[str]:
    """Names of the columns that differ, joined by spaces, of the rows that both sides have."""
    names = pd.Series("", index=both.index, dtype="str")
    in_both = both["change"] == "both"
    for column in values:
        differs = in_both & ~_same(both[f"{column} old"], both[f"{column} new"])
        names = names.mask(differs, names + f" {column}")
    return names.str.strip()


def _same(old: pd.Series[Any], new: pd.Series[Any]) -> pd.Series[bool]:
    return (old == new).fillna(False).astype(bool) | (old.isna() & new.isna())
