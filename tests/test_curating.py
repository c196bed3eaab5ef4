"""Corrections through whole runs: in the release, in its accounts, and again in the next run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from demarches.datapackage.schemas import rows
from demarches.flows import settings, storage
from demarches.flows.curating import read_corrections
from demarches.flows.gates import validate
from demarches.flows.provenance import vocabularies
from demarches.flows.release import make_release
from demarches.flows.reporting import artifact, summary
from demarches.flows.tables import read_tables
from demarches.flows.verifying import verify
from demarches.transforms.curating.corrections import NOTHING_CORRECTED, columns
from demarches.transforms.errors import DemarchesError
from tests.editions import tree

GONE = "dem-" + "a" * 16
MADE = "So the text says,2022-02-01,JD"


@pytest.fixture
def started(raw: Path, releases: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The raw text and a copy of its first release, to go on from."""
    shutil.copytree(releases, tmp_path / "releases", symlinks=True)
    return raw, tmp_path / "releases"


@pytest.fixture
def file(releases: Path, tmp_path: Path) -> Path:
    """Corrections of the release: one that holds, one that withdraws, one that is wrong, one whose row is gone."""
    answered = first(releases)
    lines = [
        f"demands,{answered['demand_id']},correct,topic,other,{MADE}",
        f"response_links,{answered['response_id']} {answered['demand_id']},withdraw,,,{MADE}",
        f"demands,{answered['demand_id']},correct,form,plea,{MADE}",
        f"demands,{GONE},confirm,,,{MADE}",
    ]
    return write(tmp_path / "mine.csv", *lines)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([",".join(columns()), *lines]) + "\n", encoding="utf-8")
    return path


def first(out: Path) -> dict[str, Any]:
    """The first answered demand of the newest release."""
    return next(row for row in rows(read_tables(out / "latest")["demands_with_answers"]) if row["response_id"])


def test_what_a_person_says_is_in_the_release_which_passes_all_gates(started: tuple[Path, Path], file: Path) -> None:
    raw, out = started
    before = first(out)
    assert make_release(raw, out, corrections=file).version == "2022.2.1"
    gates = [*validate(out / "latest"), *verify(out / "latest", raw)]
    assert [gate.failures for gate in gates] == [[]] * 7
    told = rows(read_tables(out / "latest")["demands_with_answers"])
    [*demand] = (row for row in told if row["demand_id"] == before["demand_id"])
    assert {(row["topic"], row["demand_curation"]) for row in demand} == {("other", "corrected")}
    assert before["response_id"] not in {row["response_id"] for row in demand}


def test_the_release_says_what_became_of_each_correction(started: tuple[Path, Path], file: Path) -> None:
    outcome = make_release(*started, corrections=file)
    latest = started[1] / "latest"
    told = storage.read_json(latest / "validation.json")["corrections"]
    assert (told["applied"], [one["place"] for one in told["refused"]], [one["place"] for one in told["gone"]]) == (
        2,
        ["line 4"],
        ["line 5"],
    )
    assert f"- `{GONE}` (demands): confirm, on 2022-02-01: So the text says" in (latest / "CHANGES.md").read_text()
    assert "demarches:curation/mine.csv" in storage.read_json(latest / "provenance.json")["entity"]
    lines = summary(outcome).splitlines()
    assert "  2 corrections hold" in lines
    assert any(
        line.startswith("  correction set aside: mine.csv, line 4: form is 'plea'; write one of") for line in lines
    )
    assert any(
        line.startswith(f"  correction without its row: mine.csv, line 5: demands has no row {GONE!r}")
        for line in lines
    )
    assert "2 corrections hold; 1 set aside, 1 gone." in artifact(outcome)


def test_the_next_run_says_the_same_with_its_cache_or_without(started: tuple[Path, Path], file: Path) -> None:
    raw, out = started
    make_release(raw, out, corrections=file)
    once = tree(out)
    assert make_release(raw, out, corrections=file).is_new is False
    shutil.rmtree(settings.cache(out))
    outcome = make_release(raw, out, corrections=file)
    assert (outcome.is_new, len(outcome.curation.gone), tree(out)) == (False, 1, once)


def test_without_its_corrections_a_run_is_as_extracted(started: tuple[Path, Path], file: Path) -> None:
    raw, out = started
    make_release(raw, out, corrections=file)
    make_release(raw, out)
    for table, found in read_tables(out / "2022.2.0").items():
        assert found.equals(read_tables(out / "2022.2.2")[table]), table


def test_a_strict_run_fails_where_a_correction_would_be_set_aside(started: tuple[Path, Path], file: Path) -> None:
    before = tree(started[1])
    with pytest.raises(DemarchesError, match=r"mine\.csv, line 4: form is 'plea'"):
        make_release(*started, corrections=file, strict=True)
    assert tree(started[1]) == before


def test_a_file_that_is_named_must_be_there(started: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(DemarchesError, match=r"gone\.csv: there is no such file; name a CSV file of corrections"):
        make_release(*started, corrections=tmp_path / "gone.csv")


def test_the_file_of_the_checkout_is_read_where_none_is_named(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_corrections(None) == (NOTHING_CORRECTED, [])
    settings.CORRECTIONS.parent.mkdir(parents=True)
    shutil.copy(file, settings.CORRECTIONS)
    found, used = read_corrections(None)
    assert (len(found.found), [one.path for one in used]) == (3, ["corrections.csv"])


def test_a_new_correction_has_no_document_read_again(started: tuple[Path, Path], file: Path) -> None:
    assert not any(path.startswith("curation/") for path in vocabularies())
    make_release(*started, corrections=file)
    entries = [path.stat().st_mtime_ns for path in sorted(settings.cache(started[1]).rglob("*.arrow"))]
    file.unlink()
    make_release(*started)
    assert entries == [path.stat().st_mtime_ns for path in sorted(settings.cache(started[1]).rglob("*.arrow"))]


def test_a_file_that_is_not_utf_8_is_set_aside(tmp_path: Path) -> None:
    file = write(tmp_path / "old.csv")
    file.write_bytes(file.read_bytes() + "é".encode("cp1252"))
    [refused] = read_corrections(file)[0].refused
    assert str(refused) == "old.csv, byte 54: it is not UTF-8; save it as UTF-8"
