"""From a document whose licence is not open, passages are released by their beginning."""

from __future__ import annotations

import pandas as pd
import pytest

from demarches.datapackage.schemas import Tables, rows
from demarches.transforms.tables.publishable import publishable
from demarches.transforms.tables.slicing import slices
from tests.small import Affair

LONG = "withdraw " + "and withdraw again " * 40
TEXT = f"Moscow demanded that NATO {LONG}. NATO refused."


def published(licence: str) -> Tables:
    told = Affair().tell("news", TEXT, day=10)
    told.document["licence"] = licence
    told.answer("refused", "nato", to=told.demand(LONG, "russia", "nato"))
    return publishable(told.tables())


@pytest.mark.parametrize(
    ("licence", "length", "texts"),
    [("unknown", 300, 0), ("proprietary", 300, 0), ("CC-BY-4.0", len(LONG), 1), ("US-PD", len(LONG), 1)],
)
def test_passages_of_closed_documents_are_cut(licence: str, length: int, texts: int) -> None:
    tables = published(licence)
    assert tables["demands"]["text"].str.len().tolist() == [length]
    assert tables["demand_mentions"]["text"].str.len().tolist() == [length]
    assert len(tables["texts"]) == texts


def test_spans_stay_whole_and_the_beginning_is_verified() -> None:
    tables = published("unknown")
    [mention] = rows(tables["demand_mentions"])
    assert mention["char_end"] - mention["char_start"] == len(LONG)
    texts = {mention["document_id"]: TEXT}
    assert not any(check.failures for check in slices(tables, texts, released=True))
    assert any(check.failures for check in slices(tables, texts))


def test_types_stay() -> None:
    tables, whole = published("unknown"), published("US-PD")
    for table, found in tables.items():
        pd.testing.assert_series_equal(found.dtypes, whole[table].dtypes)
