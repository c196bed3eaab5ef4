"""Commands: what they print and how they end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from demarches.flows.cli import main, parser


def test_validate_and_verify_say_that_all_holds(releases: Path, raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latest = str(releases / "latest")
    assert main(["validate", latest]) == 0
    assert main(["verify", latest, "--raw", str(raw)]) == 0
    printed = capsys.readouterr().out
    assert (printed.count("holds on"), printed.count("fails")) == (7, 0)


def test_verify_finds_a_byte_that_changed(
    releases: Path, raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(releases / "2022.2.0", tmp_path / "copy")
    with (tmp_path / "copy/README.md").open("a", encoding="utf-8") as card:
        card.write("more")
    assert main(["verify", str(tmp_path / "copy"), "--raw", str(raw)]) == 1
    assert "README.md: its bytes are not those of its checksum" in capsys.readouterr().out


def test_validate_finds_a_csv_that_was_edited(
    releases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(releases / "2022.2.0", tmp_path / "copy")
    actors = tmp_path / "copy/csv/actors.csv"
    actors.write_text(actors.read_text(encoding="utf-8").replace('"Russia"', '"Rossiya"'), encoding="utf-8")
    assert main(["validate", str(tmp_path / "copy")]) == 1
    assert "actors: CSV and Parquet differ" in capsys.readouterr().out


def test_diff_of_a_release_with_itself(releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    latest = str(releases / "latest")
    assert main(["diff", latest, latest]) == 0
    assert capsys.readouterr().out == "nothing changed\n"


def test_json_is_for_machines(releases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(releases / "latest"), "--json"]) == 0
    assert [gate["failures"] for gate in json.loads(capsys.readouterr().out)] == [[], [], [], []]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["validate", "gone"], "gone: it is no release: there is no datapackage.json in it"),
        (["verify", "gone"], "gone: it is no release: there is no SHA256SUMS in it"),
        (["diff", "gone", "gone"], "gone: it is no release: there are no Parquet tables in it"),
        (["release", "--corrections", "gone.csv"], "gone.csv: there is no such file; name a CSV file of corrections"),
        (["annotate", "gone.jsonl"], "[Errno 2] No such file or directory: 'gone.jsonl'"),
    ],
)
def test_an_error_is_one_line(arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err == f"demarches: {problem}\n"


def test_a_command_that_is_not_understood_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["publish"])
    assert (ended.value.code, "invalid choice" in capsys.readouterr().err) == (2, True)


def test_annotate_writes_a_line_a_text(tmp_path: Path) -> None:
    line = {"doc_id": "a", "text": "Russia demanded that NATO withdraw. NATO refused."}
    (tmp_path / "in.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert main(["annotate", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl")]) == 0
    [found] = [json.loads(told) for told in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert set(found) == {"doc_id", "statements", "demands", "responses"}
