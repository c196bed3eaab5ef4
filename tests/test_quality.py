"""A floor under the quality on the project's own raw text, which people annotated by the codebook."""

import json
from pathlib import Path

import pytest

from demarches.flows.evaluating import evaluate
from demarches.transforms.scoring.scores import Figure

GOLD = Path(__file__).parent / "gold" / "ru-main_2022-02-02_security-guarantees.jsonl"
# F1, and for speakers the share that is right; lowered only on purpose.
FLOORS = {
    "statements.found": 0.85,
    "statements.attributed": 0.80,
    "statements.actor": 0.90,
    "demands.found": 0.60,
    "demands.parties": 0.45,
    "responses.linked": 0.25,
}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return evaluate(GOLD).figures


def test_the_annotated_text_is_the_raw_text(raw: Path) -> None:
    annotated = json.loads(GOLD.read_text(encoding="utf-8"))["text"]
    assert annotated == (raw / f"{GOLD.stem}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("measure", "floor"), FLOORS.items())
def test_quality_does_not_fall_below_its_floor(measure: str, floor: float, figures: dict[str, Figure]) -> None:
    assert figures[measure].f1 >= floor
