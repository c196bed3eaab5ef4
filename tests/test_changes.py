"""What differs between two releases, by key."""

from __future__ import annotations

from demarches.datapackage.schemas import rows
from demarches.transforms.tables.changes import changes, counts
from tests.editions import affair, complete

OLD = complete(affair())


def test_the_same_tables_do_not_differ() -> None:
    assert changes(OLD, complete(affair())) == {}


def test_all_rows_are_new_after_nothing() -> None:
    assert counts(changes({}, OLD)) == {
        table: {"added": len(found), "changed": 0, "withdrawn": 0} for table, found in OLD.items() if len(found)
    }


def test_all_rows_are_withdrawn_when_the_tables_are_empty() -> None:
    empty = {table: found.iloc[:0] for table, found in OLD.items()}
    assert all(kinds["withdrawn"] == len(OLD[table]) for table, kinds in counts(changes(OLD, empty)).items())


def test_a_changed_row_names_its_columns() -> None:
    demands = OLD["demands"].assign(form="request", topic="trade")
    [row] = rows(changes(OLD, {**OLD, "demands": demands})["demands"])
    assert row == {"change": "changed", "demand_id": demands["demand_id"][0], "columns": "form topic"}


def test_a_value_that_goes_missing_is_a_change() -> None:
    documents = OLD["documents"].assign(title=None)
    assert rows(changes(OLD, {**OLD, "documents": documents})["documents"])[0]["columns"] == "title"


def test_another_key_is_one_row_withdrawn_and_one_added() -> None:
    parties = OLD["demand_parties"].replace({"actor_id": {"nato": "united-states"}})
    found = rows(changes(OLD, {**OLD, "demand_parties": parties})["demand_parties"])
    assert [(row["change"], row["actor_id"]) for row in found] == [("added", "united-states"), ("withdrawn", "nato")]


def test_a_column_that_the_older_release_lacks_counts_as_missing() -> None:
    older = {**OLD, "documents": OLD["documents"].drop(columns=["title", "published_on"])}
    assert rows(changes(older, OLD)["documents"])[0]["columns"] == "title published_on"
