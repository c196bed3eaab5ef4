"""Tables as files: CSV for every program, Parquet with types.

CSV is RFC 4180 in UTF-8 with line feeds. Every string is quoted, so that a comma, a line break or a lone carriage
return in a text harms no reader; a missing value is empty and unquoted.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from demarches.datapackage.schemas import Tables, arrow_schema, primary_key, schema, table_names

# Readers skip the groups of rows that they do not need; fewer rows a group cost more metadata.
ROWS_PER_GROUP = 122_880
COMPRESSION_LEVEL = 9
LARGEST_BLOCK = 2**30
SMALLEST_BLOCK = 2**20


def csv_path(table: str) -> str:
    """Place of a table's CSV in a release."""
    return f"csv/{table}.csv"


def parquet_path(table: str) -> str:
    """Place of a table's Parquet in a release."""
    return f"parquet/{table}.parquet"


def as_arrow(table: str, rows: pd.DataFrame) -> pa.Table:
    """Rows in the Arrow types of their schema, codes as dictionaries, without pandas' metadata."""
    expected = arrow_schema(table)
    plain = pa.Table.from_pandas(rows, schema=_plain(expected), preserve_index=False)
    return plain.replace_schema_metadata(None).cast(expected).unify_dictionaries()


def write_csv(rows: pd.DataFrame, path: Path) -> None:
    """Write rows as CSV, every string quoted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = pyarrow.csv.WriteOptions(quoting_style="needed")  # which quotes whatever is a string
    pyarrow.csv.write_csv(pa.Table.from_pandas(rows, preserve_index=False), path, options)


def write_parquet(table: str, rows: pd.DataFrame, path: Path) -> None:
    """Write rows as Parquet: zstd, sorted by key, with statistics, descriptions and the Table Schema itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    typed = as_arrow(table, rows)
    about = {b"schema": json.dumps(schema(table), ensure_ascii=False).encode("utf-8")}
    described = typed.replace_schema_metadata({**typed.schema.metadata, **about})
    order = [(column, "ascending") for column in primary_key(table)]
    pq.write_table(
        described,
        path,
        compression="zstd",
        compression_level=COMPRESSION_LEVEL,
        use_dictionary=_repeating(table),
        row_group_size=ROWS_PER_GROUP,
        sorting_columns=pq.SortingColumn.from_ordering(typed.schema, order),
        write_page_index=True,
    )


def read_csv(table: str, path: Path) -> pa.Table:
    """Rows of a CSV file in the Arrow types of their schema; codes as plain strings."""
    plain = _plain(arrow_schema(table))
    # A row must fit into a block, and a text is one row.
    block = min(max(path.stat().st_size, SMALLEST_BLOCK), LARGEST_BLOCK)
    return pyarrow.csv.read_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(block_size=block),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=plain, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )


def read_parquet(path: Path) -> pa.Table:
    """Rows of a Parquet file; codes as plain strings, without metadata."""
    read = pq.read_table(path)
    plain = read.cast(_plain(read.schema)).replace_schema_metadata(None)
    # Without rows it has no chunks at all, which pandas cannot join.
    return plain if plain.num_rows else plain.schema.empty_table()


def read_tables(release: Path) -> Tables:
    """Tables of a release, those that it has, in the types of its Parquet files."""
    found = {table: release / parquet_path(table) for table in table_names()}
    return {
        table: read_parquet(path).to_pandas(types_mapper=pd.ArrowDtype)
        for table, path in found.items()
        if path.is_file()
    }


def _plain(typed: pa.Schema) -> pa.Schema:
    """The types without dictionaries and metadata."""
    return pa.schema(
        [
            pa.field(field.name, field.type.value_type if pa.types.is_dictionary(field.type) else field.type)
            for field in typed
        ]
    )


def _repeating(table: str) -> list[str]:
    """Columns whose values repeat, so that a dictionary of them is smaller: codes, and ids of other tables."""
    coded = [field["name"] for field in schema(table)["fields"] if "codelist" in field]
    references = [name for key in schema(table).get("foreignKeys", []) for name in key["fields"]]
    return sorted({*coded, *references})
