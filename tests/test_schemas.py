"""The data package is the one list of columns, types, keys and codes."""

import pandas as pd
import pyarrow as pa
import pytest
from frictionless import Schema

from demarches.datapackage.schemas import (
    SchemaError,
    arrow_schema,
    columns,
    conform,
    frame,
    primary_key,
    rows,
    schema,
    table_names,
)


@pytest.mark.parametrize("table", table_names())
def test_a_schema_is_a_table_schema(table: str) -> None:
    assert Schema.from_descriptor(schema(table)).field_names == columns(table)


@pytest.mark.parametrize("table", table_names())
def test_keys_are_columns_and_lead_to_keys(table: str) -> None:
    assert set(primary_key(table)) <= set(columns(table))
    for key in schema(table).get("foreignKeys", ()):
        assert set(key["fields"]) <= set(columns(table))
        assert key["reference"]["fields"] == primary_key(key["reference"]["resource"] or table)


@pytest.mark.parametrize("table", table_names())
def test_every_column_says_what_it_is(table: str) -> None:
    assert all(field["title"] and field["description"].endswith(".") for field in schema(table)["fields"])


@pytest.mark.parametrize("table", table_names())
def test_no_rows_are_a_table_with_all_columns(table: str) -> None:
    empty = frame(table, [])
    assert list(empty) == columns(table)
    assert pa.Schema.from_pandas(empty).names == arrow_schema(table).names


def test_rows_are_sorted_by_key_and_typed() -> None:
    texts = frame("texts", [{"document_id": "b", "text": "Lavrov agreed."}, {"document_id": "a", "text": None}])
    assert rows(texts) == [{"document_id": "a", "text": None}, {"document_id": "b", "text": "Lavrov agreed."}]


@pytest.mark.parametrize(
    ("loose", "message"),
    [
        ({"document_id": ["a"]}, r"table 'texts': missing columns \['text'\]"),
        ({"document_id": ["a"], "text": ["x"], "txt": ["y"]}, r"unknown columns \['txt'\]"),
        ({"document_id": ["a", "a"], "text": ["x", "y"]}, r"key \['document_id'\] repeats at {'document_id': 'a'}"),
        ({"document_id": ["a"], "text": [["x"]]}, "table 'texts'"),
    ],
    ids=["missing", "unknown", "repeated", "type"],
)
def test_what_does_not_conform_is_named(loose: dict[str, list[object]], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        conform("texts", pd.DataFrame(loose))
