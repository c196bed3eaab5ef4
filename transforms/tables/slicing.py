"""Whether every span slices back to the words that its row gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from demarches.datapackage.schemas import Tables
from demarches.transforms.tables.checks import Check, check_rows
from demarches.transforms.tables.publishable import open_documents, shortened

# The column that repeats the words of a span, in each table that has spans.
WORDS = {
    "actor_roles": "title",
    "mentions": "text",
    "statement_spans": "text",
    "demand_mentions": "text",
    "demand_terms": "text",
    "response_mentions": "text",
}


def slices(tables: Tables, texts: Mapping[str, str], *, released: bool = False) -> list[Check]:
    """The check of every span against the whole text of its document.

    Released words of a document whose licence is not open are the beginning of their span.
    """
    is_open = open_documents(tables["documents"]) if released else set(texts)
    return [_sliced(table, _with_document(table, tables), texts, is_open) for table in WORDS]


def _with_document(table: str, tables: Tables) -> pd.DataFrame:
    if table != "statement_spans":
        return tables[table]
    documents = tables["statements"][["statement_id", "document_id"]]
    return tables[table].merge(documents, on="statement_id", how="left", validate="many_to_one")


def _sliced(table: str, rows: pd.DataFrame, texts: Mapping[str, str], is_open: set[str]) -> Check:
    breaks = pd.Series(list(_breaks(table, rows, texts, is_open)), index=rows.index, dtype=bool)
    return check_rows(table, f"the span slices to {WORDS[table]}", rows, breaks)


def _breaks(table: str, rows: pd.DataFrame, texts: Mapping[str, str], is_open: set[str]) -> Iterator[bool]:
    columns = [rows[name].tolist() for name in ("document_id", "char_start", "char_end", WORDS[table])]
    for document, start, end, words in zip(*columns, strict=True):
        passage = texts.get(document, "")[start:end]
        yield not passage or shortened(passage, document in is_open) != words
