"""Every rule of the schemas finds the row that breaks it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from demarches.datapackage.schemas import Tables, schema, table_names
from demarches.transforms.tables.checks import Check, checks, failed, warnings
from demarches.transforms.tables.slicing import slices
from tests.editions import TEXT, affair, complete


def changed(table: str, column: str, value: Any) -> Tables:
    """Good tables but for one value."""
    tables = complete(affair())
    rows = tables[table].copy()
    rows.loc[0, column] = value
    return {**tables, table: rows}


def broken(tables: Tables) -> set[tuple[str, str]]:
    return {(check.table, check.rule) for check in failed(checks(tables))}


def test_good_tables_break_nothing() -> None:
    assert failed(checks(complete(affair()))) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("demands", "text", None, "text is there"),
        ("demands", "form", "wish", "form is one of its codes"),
        ("demands", "text", "", "text is not empty text"),
        ("documents", "char_start", -1, "char_start is at least 0"),
        ("documents", "raw_sha256", "0" * 64 + "\n", "raw_sha256 matches [0-9a-f]{64}"),
        ("documents", "publisher_id", "tass", "publisher_id is in actors"),
        ("actors", "parent_id", "europe", "parent_id is in actors"),
        ("actors", "actor_id", "russia", "key actor_id is unique"),
        ("response_links", "confidence", 1.5, "confidence is at most 1"),
        ("response_links", "demand_id", "dem-gone", "demand_id is in demands"),
    ],
)
def test_a_rule_finds_the_row_that_breaks_it(table: str, column: str, value: Any, rule: str) -> None:
    assert (table, rule) in broken(changed(table, column, value))


def test_a_failure_names_table_rule_and_row() -> None:
    [check] = failed(checks(changed("demands", "form", "wish")))
    key = f"demand_id {complete(affair())['demands'].loc[0, 'demand_id']!r}"
    assert str(check) == f"demands: 1 of 1 rows break 'form is one of its codes', such as {key}"


def test_a_missing_table_fails() -> None:
    tables = {name: rows for name, rows in complete(affair()).items() if name != "former_ids"}
    assert Check("former_ids", "it is there with its columns", 0, 1) in checks(tables)


def test_a_missing_column_fails_by_name() -> None:
    tables = complete(affair())
    tables = {**tables, "actors": tables["actors"].drop(columns="actor_id")}
    assert Check("actors", "it is there with its columns", 3, 1, "actor_id") in failed(checks(tables))


def test_every_constraint_is_checked() -> None:
    declared = sum(
        len(field.get("constraints", {})) + (field["type"] == "string")
        for table in table_names()
        for field in schema(table)["fields"]
    )
    keys = sum(2 + len(schema(table).get("foreignKeys", [])) for table in table_names())
    assert len(checks(complete(affair()))) == declared + keys


@pytest.mark.parametrize(
    ("table", "column", "value", "rule"),
    [
        ("demand_parties", "actor_id", "russia", "a party does not ask itself"),
        ("responses", "first_said_on", date(2021, 12, 31), "an answer is not dated before its demand"),
        ("documents", "published_on", None, "a document is dated"),
    ],
)
def test_what_surprises_is_warned_of_but_does_not_fail(table: str, column: str, value: Any, rule: str) -> None:
    tables = changed(table, column, value)
    if table == "demand_parties":
        tables[table].loc[:, column] = value
    assert (rule, failed(checks(tables))) == (warnings(tables)[0].rule, [])


def test_spans_slice_to_their_words() -> None:
    tables = complete(affair())
    texts = dict.fromkeys(tables["documents"]["document_id"], TEXT)
    assert failed(slices(tables, texts)) == []
    moved = dict.fromkeys(texts, " " + TEXT)
    assert [check.table for check in failed(slices(tables, moved))] == ["demand_mentions", "response_mentions"]
