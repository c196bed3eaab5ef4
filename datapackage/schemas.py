"""The tables of a release: their columns, types, keys and checks, all from the Table Schemas in `schema/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
import pyarrow as pa
import yaml

from demarches.datapackage.vocabularies import codelist

Tables = Mapping[str, pd.DataFrame]
Descriptor = dict[str, Any]

ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


class SchemaError(Exception):
    """A table does not have the columns, types or keys that its schema declares."""


@cache
def package() -> Descriptor:
    """What every release says of itself: name, title, licences, and the names of its tables in order."""
    return _yaml("package.yaml")


def table_names() -> list[str]:
    """Names of the tables, in the order in which they read."""
    return list(package()["tables"])


@cache
def schema(table: str) -> Descriptor:
    """Table Schema of `table`, with the codes of its codelists as `enum`.

    >>> [field["constraints"].get("enum") for field in schema("demand_parties")["fields"]]
    [None, None, ['demander', 'target']]
    """
    descriptor = _yaml(f"schema/{table}.yaml")
    return descriptor | {"fields": [_with_codes(field) for field in descriptor["fields"]]}


def columns(table: str) -> list[str]:
    """Names of the columns of `table`, in order.

    >>> columns("texts")
    ['document_id', 'text']
    """
    return [field["name"] for field in schema(table)["fields"]]


def primary_key(table: str) -> list[str]:
    """Names of the columns that tell the rows of `table` apart."""
    return list(schema(table)["primaryKey"])


def references(table: str) -> dict[str, str]:
    """Columns of `table` that hold the key of a row elsewhere, each with the table where that is.

    >>> references("demand_parties")
    {'demand_id': 'demands', 'actor_id': 'actors'}
    """
    keys = schema(table).get("foreignKeys", [])
    return {key["fields"][0]: key["reference"]["resource"] or table for key in keys if len(key["fields"]) == 1}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Arrow types of `table`; a column with a codelist is a dictionary, and descriptions are metadata."""
    fields = [pa.field(field["name"], _arrow_type(field), metadata=_about(field)) for field in schema(table)["fields"]]
    return pa.schema(fields, metadata=_about(schema(table)))


def dtypes(table: str) -> dict[str, pd.ArrowDtype]:
    """Nullable pandas types of the columns of `table`."""
    return {field["name"]: pd.ArrowDtype(ARROW_TYPES[field["type"]]) for field in schema(table)["fields"]}


def frame(table: str, listed: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as a typed table that conforms; no rows give an empty table with all columns."""
    return conform(table, pd.DataFrame(listed, columns=None if listed else columns(table)))


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a typed table as Python values, None where there is none; the inverse of `frame`.

    >>> rows(frame("texts", [{"document_id": "doc-a", "text": None}]))
    [{'document_id': 'doc-a', 'text': None}]
    """
    listed: list[dict[str, Any]] = pa.Table.from_pandas(table, preserve_index=False).to_pylist()
    return listed


def conform(table: str, loose: pd.DataFrame) -> pd.DataFrame:
    """`loose` with the columns of `table` in order, typed, and sorted by key.

    Raises:
        SchemaError: A column is missing or not of the table, a value is not of its type, or a key repeats.
    """
    expected, found = set(columns(table)), set(loose.columns)
    if expected != found:
        missing, unknown = sorted(expected - found), sorted(found - expected)
        raise SchemaError(f"table {table!r}: missing columns {missing}, unknown columns {unknown}")
    try:
        typed = loose[columns(table)].astype(dtypes(table))
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise SchemaError(f"table {table!r}: {error}") from error
    key = primary_key(table)
    repeated = typed[typed.duplicated(key)]
    if len(repeated):
        raise SchemaError(f"table {table!r}: key {key} repeats at {repeated[key].iloc[0].to_dict()}")
    return typed.sort_values(key, ignore_index=True)


def _with_codes(field: Descriptor) -> Descriptor:
    if "codelist" not in field:
        return field
    codes = [row["code"] for row in codelist(field["codelist"])]
    return field | {"constraints": field.get("constraints", {}) | {"enum": codes}}


def _about(descriptor: Descriptor) -> dict[str, str]:
    return {key: descriptor[key] for key in ("title", "description")}


def _arrow_type(field: Descriptor) -> pa.DataType:
    coded = "codelist" in field
    return pa.dictionary(pa.int32(), pa.string()) if coded else ARROW_TYPES[field["type"]]


def _yaml(path: str) -> Descriptor:
    loaded: Descriptor = yaml.safe_load((files("demarches.datapackage") / path).read_text(encoding="utf-8"))
    return loaded
