"""What was missed and what is false, by kind; and whether confidence means something."""

from __future__ import annotations

from typing import Any

import pytest

from demarches.transforms.scoring.judgements import Bin, Count, Judged, counts, judged, reliability

TEXT = "“No,” said Lavrov. Kyiv asked Moscow to leave and Minsk to wait. Moscow refused."


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def demand(words: str, form: str = "request", **more: Any) -> dict[str, Any]:
    return {"id": words, "mentions": [span(words)], "form": form, **more}


def by_form(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Count]:
    units = judged({"a": {"text": TEXT, "demands": gold}}, {"a": {"demands": predicted}})
    return counts(units, lambda each: str(each.unit["form"]))


def confident(*units: tuple[float | None, bool]) -> list[Judged]:
    return [Judged("demands", "a", {"confidence": confidence}, False, right) for confidence, right in units]


def test_what_is_missed_and_what_is_false_is_counted_by_kind() -> None:
    found = by_form([demand("leave"), demand("wait")], [demand("leave"), demand("refused", "demand")])
    assert found == {"request": Count(2, 1, 1, 1), "demand": Count(0, 0, 1, 0)}
    assert (found["request"].missed, found["request"].recall, found["request"].precision) == (1, 0.5, 1.0)
    assert (found["demand"].false, found["demand"].recall, found["demand"].precision) == (1, None, 0.0)


def test_each_side_is_of_its_own_kind() -> None:
    found = by_form([demand("leave", "demand")], [demand("leave", "request")])
    assert found == {"demand": Count(1, 1, 0, 0), "request": Count(0, 0, 1, 1)}


def test_an_optional_unit_counts_on_neither_side() -> None:
    assert by_form([demand("leave", optional=True)], [demand("leave")]) == {}


def test_a_document_that_was_not_predicted_is_missed() -> None:
    gold = {"a": {"text": TEXT, "responses": [{"mentions": [span("refused")], "responder": "Russia"}]}}
    assert [(each.table, each.is_gold, each.shared) for each in judged(gold, {})] == [("responses", True, False)]


def test_confidence_that_says_how_many_hold_has_no_error() -> None:
    found = reliability(confident((0.5, True), (0.5, False), (1.0, True)))
    assert (found.error, found.units, found.unsure) == (0.0, 3, 0)


def test_the_error_is_the_gap_between_confidence_and_what_holds() -> None:
    found = reliability(confident((0.95, True), (0.95, False), (0.25, False), (None, True)))
    assert [each for each in found.bins if each.units] == [Bin(0.2, 1, 0.25, 0.0), Bin(0.9, 2, 0.95, 0.5)]
    assert found.error == pytest.approx((0.25 + 2 * 0.45) / 3)
    assert found.unsure == 1


def test_without_confidence_there_is_no_error_to_tell() -> None:
    assert reliability(confident((None, True))).error is None
