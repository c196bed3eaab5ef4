"""Tables of many documents: the same however they were batched, with ids that depend on content alone."""

from pathlib import Path

import pytest

from demarches.datapackage.schemas import Tables, rows
from demarches.flows.raw import raw_files
from demarches.transforms.ids import content_id
from demarches.transforms.linking.linking import link
from demarches.transforms.reading import read
from demarches.transforms.tables.assembly import concatenate
from demarches.transforms.texts.documents import RawFile, documents
from demarches.transforms.units import Document

SPELLINGS = ["J.P. Morgan Chase said that profits rose.", "J. P. Morgan Chase said that profits fell."]


@pytest.fixture(scope="module")
def articles(raw: Path) -> list[Document]:
    """The articles of the raw text, and two short ones that spell a name in two ways."""
    found = [item for item in raw_files(raw) if isinstance(item, RawFile)]
    return [*documents(found), *(Document(content_id("doc", text), text, raw_path=text) for text in SPELLINGS)]


@pytest.fixture(scope="module")
def together(articles: list[Document]) -> Tables:
    return concatenate([read(articles)])


def test_documents_read_one_by_one_or_together_give_the_same_tables(articles: list[Document], together: Tables) -> None:
    apart = concatenate([read([article]) for article in reversed(articles)])
    assert {name: rows(table) for name, table in apart.items()} == {name: rows(t) for name, t in together.items()}


def test_spans_slice_back_to_their_words(articles: list[Document], together: Tables) -> None:
    texts = {article.document_id: article.text for article in articles}
    for name in ("mentions", "demand_mentions", "response_mentions"):
        for row in rows(together[name]):
            assert texts[row["document_id"]][row["char_start"] : row["char_end"]] == row["text"]


def test_a_demand_belongs_to_the_statement_that_holds_it(together: Tables) -> None:
    said = {row["statement_id"]: row["text"] for row in rows(together["statements"])}
    held = [row for row in rows(together["demand_mentions"]) if row["statement_id"]]
    assert held
    assert all(row["text"] in said[row["statement_id"]] for row in held)


def test_every_actor_that_a_row_points_at_is_in_the_table(together: Tables) -> None:
    known = set(together["actors"]["actor_id"])
    for name, column in (("statements", "speaker_id"), ("demand_parties", "actor_id"), ("responses", "responder_id")):
        assert set(together[name][column].dropna()) <= known


def test_no_documents_are_empty_tables() -> None:
    assert all(len(table) == 0 for table in link(concatenate([])).values())
