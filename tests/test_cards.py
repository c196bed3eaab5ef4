"""The data card and the account of changes say what the release holds."""

from __future__ import annotations

import pytest

from demarches.datapackage.schemas import schema, table_names
from demarches.flows import cards
from demarches.flows.cards import Occasion, change_card, data_card
from demarches.transforms.tables.changes import changes
from tests.editions import affair, complete

OLD = complete(affair())
NEW = complete(affair().tell("later", "The US asked NATO to wait.", day=20))
OCCASION = Occasion("2022.2.1", "2022-02-02T00:00:00Z", "2022.2.0", 2, 1)


def test_the_card_tells_of_every_table_and_column() -> None:
    card = data_card(NEW, OCCASION)
    for table in table_names():
        assert f"### {table}\n" in card
        assert all(f"| {field['name']} | {field['type']} |" in card for field in schema(table)["fields"])


def test_the_card_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = {"measure": "demands.found", "texts": "news", "gold": 80, "precision": 0.5, "recall": None, "f1": 0.625}
    monkeypatch.setattr(cards, "_figures", lambda: [figure])
    card = data_card(NEW, OCCASION)
    assert "- 2 documents\n- 0 statements\n- 1 demands\n" in card
    assert "Made on 2022-02-02 from 2 raw files; 1 more could not be read" in card
    assert "| demands.found | news | 80 | 50.0% |  | 62.5% |" in card


def test_changes_name_the_documents() -> None:
    card = change_card(OCCASION, changes(OLD, NEW), OLD, NEW)
    assert "| documents | 1 | 0 | 0 |" in card
    [added] = set(NEW["documents"]["document_id"]) - set(OLD["documents"]["document_id"])
    assert f"## Documents added\n\n- `{added}` later (later.txt)\n" in card
    assert "## Documents withdrawn" not in card
