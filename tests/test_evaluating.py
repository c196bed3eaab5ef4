"""What `evaluate` tells: of gold and annotations beside it, in words and as data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from demarches.flows.cli import main
from demarches.flows.evaluating import Evaluation, evaluate, kind_of_text
from demarches.flows.scoreboard import report
from demarches.transforms.errors import BadInput

TEXT = "Lavrov said that NATO must leave. He hopes to win. NATO refused."


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def statement(words: str, cue: str, speaker: str, **more: Any) -> dict[str, Any]:
    return {"kind": "indirect", "content": [span(words)], "cue": [span(cue)], "speaker": [span(speaker)], **more}


SAID = statement("NATO must leave", "said", "Lavrov")
HOPED = statement("to win", "hopes", "He")
DEMAND = {"id": "d", "mentions": [span("leave")], "demanders": ["Russia"], "targets": ["NATO"], "form": "demand"}
ANSWER = {"id": "r", "mentions": [span("refused")], "responder": "NATO", "stance": "reject", "demands": ["d"]}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Gold of a news text and of a readout, and annotations of the first alone, without its second statement."""
    folder = tmp_path_factory.mktemp("files")
    units = {"text": TEXT, "statements": [SAID, HOPED], "demands": [DEMAND], "responses": [ANSWER]}
    gold = [{"doc_id": doc_id, **units} for doc_id in ("news/1", "readouts/1")]
    found = {"statements": [SAID | {"confidence": 0.9}], "demands": [DEMAND | {"confidence": None}], "responses": []}
    with gzip.open(folder / "gold.jsonl.gz", "wt", encoding="utf-8") as opened:
        opened.writelines(json.dumps(line) + "\n" for line in gold)
    (folder / "found.jsonl").write_text(json.dumps({"doc_id": "news/1", **found}), encoding="utf-8")
    return folder / "gold.jsonl.gz", folder / "found.jsonl"


@pytest.fixture(scope="module")
def evaluation(files: tuple[Path, Path]) -> Evaluation:
    return evaluate(*files)


def test_what_is_missed_is_told_by_kind(evaluation: Evaluation) -> None:
    missed = {
        name: {kind: (count.missed, count.gold) for kind, count in kinds.items()}
        for name, kinds in evaluation.kinds.items()
    }
    assert missed == {
        "statements by kind": {"indirect": (3, 4)},
        "statements by cue": {"verb of belief or intention": (2, 2), "verb of speech": (1, 2)},
        "statements by speaker": {"name": (1, 2), "pronoun": (2, 2)},
        "demands by form": {"demand": (1, 2)},
        "responses by stance": {"reject": (2, 2)},
    }


def test_figures_are_told_by_kind_of_text(evaluation: Evaluation) -> None:
    assert {kind: figures["demands.found"].f1 for kind, figures in evaluation.texts.items()} == {
        "news": 1.0,
        "readouts": 0.0,
    }


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ({"doc_id": "usa-today_2016", "publisher": "USA Today", "kind": "news"}, "news"),
        ({"doc_id": "usa-today_2016", "publisher": "USA Today"}, "USA Today"),
        ({"doc_id": "usa-today_2016"}, "usa-today"),
        ({"doc_id": "alone"}, "alone"),
    ],
)
def test_the_kind_of_a_text(line: dict[str, str], kind: str) -> None:
    assert kind_of_text(line) == kind


def test_the_report_names_every_table(evaluation: Evaluation) -> None:
    told = report(evaluation).splitlines()
    assert "statements.found             P 100.0%  R  25.0%  F1  40.0%  (1 of 1 predicted, 4 gold)" in told
    assert "  verb of belief or intention      2      2    0.0%          0      0         -" in told
    assert "statements by confidence: expected calibration error 10.0% of 1" in told
    assert "demands by confidence: expected calibration error - of 0, 1 without confidence" in told
    assert "demands.found by kind of text                  gold precision  recall      F1" in told


def test_json_holds_all(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    gold, found = files
    assert main(["evaluate", str(gold), "--annotations", str(found), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["statements.found"] == {
        "hits": 1, "predicted": 1, "gold": 4, "precision": 1.0, "recall": 0.25, "f1": 0.4,
    }  # fmt: skip
    assert told["kinds"]["responses by stance"]["reject"]["recall"] == 0
    assert told["reliability"]["statements"]["bins"][9] == {"least": 0.9, "units": 1, "confidence": 0.9, "right": 1.0}
    assert set(told["texts"]) == {"news", "readouts"}


def test_annotations_of_other_texts_are_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "others.jsonl").write_text('{"doc_id": "news/2"}', encoding="utf-8")
    with pytest.raises(BadInput, match=r"no text of .* is among them; compare their 'doc_id'"):
        evaluate(files[0], tmp_path / "others.jsonl")
