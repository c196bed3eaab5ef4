"""What may be released of a text: all of it where its licence is open, else the beginning of each passage."""

from __future__ import annotations

import pandas as pd

from demarches.datapackage.schemas import Tables
from demarches.datapackage.vocabularies import codelist

MOST_CHARACTERS = 300
# Columns that hold words of a text.
PASSAGES = ("text", "speaker_text", "cue", "title", "consequence")


def publishable(tables: Tables) -> dict[str, pd.DataFrame]:
    """`tables` as they may be released; spans stay whole, so that whoever has the text finds the passage.

    Passages from a document whose licence is not open end after 300 characters, and its text is left out.
    """
    is_open = open_documents(tables["documents"])
    cut = {table: _cut(rows, _documents_of(table, tables), is_open) for table, rows in tables.items()}
    texts = tables["texts"]
    return cut | {"texts": texts[texts["document_id"].isin(is_open)].reset_index(drop=True)}


def open_documents(documents: pd.DataFrame) -> set[str]:
    """Ids of the documents whose text may be redistributed."""
    licences = [row["code"] for row in codelist("licences") if row["is_open"] == "true"]
    return set(documents.loc[documents["licence"].isin(licences), "document_id"])


def shortened(passage: str, is_open: bool) -> str:
    """The part of `passage` that is released.

    >>> words = "withdraw its troops from the border, " * 20
    >>> len(words), len(shortened(words, is_open=True)), len(shortened(words, is_open=False))
    (740, 740, 300)
    """
    return passage if is_open else passage[:MOST_CHARACTERS]


def _documents_of(table: str, tables: Tables) -> pd.Series[str] | None:
    rows = tables[table]
    if "document_id" in rows:
        return rows["document_id"]
    if "first_document_id" in rows:
        return rows["first_document_id"]
    if "statement_id" in rows:
        statements = tables["statements"].set_index("statement_id")["document_id"]
        return rows["statement_id"].map(statements)
    return None


def _cut(rows: pd.DataFrame, documents: pd.Series[str] | None, is_open: set[str]) -> pd.DataFrame:
    if documents is None:
        return rows
    closed = ~documents.isin(is_open)
    passages = [column for column in PASSAGES if column in rows]
    return rows.assign(
        **{column: rows[column].mask(closed, rows[column].str.slice(0, MOST_CHARACTERS)) for column in passages}
    )
