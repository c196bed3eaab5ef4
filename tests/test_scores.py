"""Scoring: what counts as found, and what neither rewards nor punishes."""

from typing import Any

from demarches.transforms.scoring.scores import Figure, scores

TEXT = "Putin said the West ignored the demands. Lavrov told NATO to withdraw its troops. NATO refused."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def gold(**units: list[dict[str, Any]]) -> dict[str, Any]:
    return {"a": {"doc_id": "a", "text": TEXT, **units}}


SAID = {"kind": "indirect", "content": [span("the West ignored the demands")], "speaker": [span("Putin")]}
DEMAND = {
    "id": "d1",
    "mentions": [span("withdraw its troops")],
    "demanders": ["Russia"],
    "targets": ["NATO"],
    "form": "demand",
    "direction": "do",
}
ANSWER = {"id": "r1", "mentions": [span("refused")], "responder": "NATO", "stance": "reject", "demands": ["d1"]}


def test_what_agrees_is_found() -> None:
    units = gold(statements=[SAID], demands=[DEMAND], responses=[ANSWER])
    figures = scores(units, units)
    assert all(figure.f1 == 1 for name, figure in figures.items() if figure.gold)


def test_half_of_the_words_are_enough_and_less_is_not() -> None:
    near, far = (SAID | {"content": [span(words)]} for words in ("West ignored the", "the West"))
    assert scores(gold(statements=[SAID]), gold(statements=[near]))["statements.found"].f1 == 1
    assert scores(gold(statements=[SAID]), gold(statements=[far]))["statements.found"].f1 == 0


def test_an_optional_unit_neither_rewards_nor_punishes() -> None:
    optional = gold(statements=[SAID | {"optional": True}])
    assert scores(optional, gold())["statements.found"] == Figure(0, 0, 0)
    assert scores(optional, gold(statements=[SAID]))["statements.found"] == Figure(0, 0, 0)


def test_parties_are_compared_by_name_less_case_accents_and_article() -> None:
    predicted = DEMAND | {"demanders": ["russia"], "targets": ["the Nató"]}
    assert scores(gold(demands=[DEMAND]), gold(demands=[predicted]))["demands.parties"].f1 == 1


def test_a_link_needs_the_demand_the_responder_and_the_stance() -> None:
    units = gold(demands=[DEMAND], responses=[ANSWER])
    other = gold(demands=[DEMAND], responses=[ANSWER | {"stance": "accept"}])
    figures = scores(units, other)
    assert (figures["responses.found"].f1, figures["responses.linked"].f1) == (1, 0)


def test_a_document_that_was_not_predicted_counts_as_empty() -> None:
    assert scores(gold(statements=[SAID]), {})["statements.found"] == Figure(0, 0, 1)
