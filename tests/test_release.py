"""The whole way through, on the project's own raw text."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from demarches.flows import publishing, release, storage
from demarches.flows.gates import validate
from demarches.flows.progress import LOGGER, batches
from demarches.flows.receiving import Delivery, receive
from demarches.flows.release import PLAIN, Outcome, make_release
from demarches.flows.reporting import summary
from demarches.flows.tables import read_tables
from demarches.flows.verifying import verify
from demarches.transforms.errors import DemarchesError
from tests.editions import tree

NEWS = "Minsk Asks Vienna to Wait\n\nBelarus asked Austria to postpone the talks. Austria refused.\n"


@pytest.fixture
def started(raw: Path, releases: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the raw text and of its first release, to go on from."""
    shutil.copytree(raw, tmp_path / "raw")
    shutil.copytree(releases, tmp_path / "releases", symlinks=True)
    return tmp_path / "raw", tmp_path / "releases"


def test_the_release_of_the_raw_text_passes_all_gates(releases: Path, raw: Path) -> None:
    gates = [*validate(releases / "latest"), *verify(releases / "latest", raw)]
    assert [gate.failures for gate in gates] == [[]] * 7


def test_the_raw_text_gives_documents_demands_and_answers(releases: Path) -> None:
    rows = storage.read_json(releases / "latest/validation.json")["rows"]
    assert rows["documents"] == 3
    assert min(rows[table] for table in ("statements", "demands", "responses", "response_links")) > 0


def test_no_passage_of_a_closed_document_is_longer_than_is_allowed(releases: Path) -> None:
    tables = read_tables(releases / "latest")
    assert len(tables["texts"]) == 0
    for name in ("statements", "statement_spans", "demands", "responses"):
        assert tables[name]["text"].str.len().max() <= 300


def test_the_same_raw_text_gives_the_same_bytes_in_whatever_order_and_batches(
    releases: Path, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reversed_delivery(folder: Path) -> Delivery:
        found = receive(folder)
        return Delivery(found.documents[::-1], found.inputs[::-1], found.quarantined)

    monkeypatch.setattr(release, "batches", lambda documents: batches(documents, size=1))
    make_release(raw, tmp_path / "again", steps=replace(PLAIN, receive=reversed_delivery))
    assert tree(tmp_path / "again") == tree(releases)


def test_a_run_that_changes_no_row_makes_no_release(started: tuple[Path, Path]) -> None:
    before = tree(started[1])
    outcome = make_release(*started)
    assert (outcome.is_new, outcome.version, tree(started[1])) == (False, "2022.2.0", before)


def test_an_outcome_is_told_to_machines_and_people(started: tuple[Path, Path]) -> None:
    (started[0] / "empty.txt").touch()
    outcome = make_release(*started)
    told = json.loads(json.dumps(asdict(outcome), default=str))
    assert (told["version"], told["rows"]["documents"], told["quarantined"][0]["path"]) == ("2022.2.0", 3, "empty.txt")
    first, counts, *more = summary(outcome).splitlines()
    assert first == f"Nothing changed, no new release; the newest is 2022.2.0 in {started[1] / '2022.2.0'}"
    assert [count.split()[1] for count in counts.split(", ")] == ["documents", "statements", "demands", "answers"]
    assert more[-1] == "  set aside: empty.txt, the whole file: it is empty; deliver its text, or take it away"


def test_a_new_file_makes_a_release_that_says_what_it_added(started: tuple[Path, Path]) -> None:
    raw, out = started
    (raw / "news.txt").write_text(NEWS, encoding="utf-8")
    first = tree(out / "2022.2.0")
    outcome = make_release(raw, out)
    assert (outcome.version, outcome.previous) == ("2022.2.1", "2022.2.0")
    assert outcome.changed["documents"] == {"added": 1, "changed": 0, "withdrawn": 0}
    assert "Minsk Asks Vienna to Wait" in (out / "latest/CHANGES.md").read_text(encoding="utf-8")
    assert tree(out / "2022.2.0") == first


def test_a_removed_file_withdraws_its_rows(started: tuple[Path, Path]) -> None:
    raw, out = started
    (raw / "news.txt").write_text(NEWS, encoding="utf-8")
    make_release(raw, out)
    (raw / "news.txt").unlink()
    assert make_release(raw, out).changed["documents"] == {"added": 0, "changed": 0, "withdrawn": 1}
    for table, rows in read_tables(out / "2022.2.0").items():
        assert rows.equals(read_tables(out / "2022.2.2")[table]), table


def test_a_changed_file_replaces_its_documents_by_id_and_nothing_else_is_read(
    started: tuple[Path, Path], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = started
    monkeypatch.setattr(LOGGER, "propagate", True)  # which the command line turns off
    (raw / "news.txt").write_text(NEWS, encoding="utf-8")
    make_release(raw, out)
    (raw / "news.txt").write_text(NEWS.replace("Austria", "Poland"), encoding="utf-8")
    with caplog.at_level("INFO", "demarches"):
        assert make_release(raw, out).changed["documents"] == {"added": 1, "changed": 0, "withdrawn": 1}
    assert "read 4 of 4 documents (3 known from an earlier run)" in caplog.text
    old, new = (set(read_tables(out / version)["documents"]["document_id"]) for version in ("2022.2.1", "2022.2.2"))
    told = (out / "latest/CHANGES.md").read_text(encoding="utf-8")
    added, withdrawn = told.partition("## Documents withdrawn")[::2]
    assert all(f"`{document_id}`" in withdrawn for document_id in old - new)
    assert all(f"`{document_id}`" in added for document_id in new - old)


def test_without_its_cache_a_run_makes_the_same(started: tuple[Path, Path]) -> None:
    raw, out = started
    (raw / "news.txt").write_text(NEWS, encoding="utf-8")
    shutil.copytree(out, out.with_name("again"), symlinks=True)
    make_release(raw, out)
    shutil.rmtree(out.parent / ".cache")
    make_release(raw, out.with_name("again"))
    assert tree(out) == tree(out.with_name("again"))


def test_a_file_that_cannot_be_read_is_set_aside_and_harms_no_other(started: tuple[Path, Path]) -> None:
    raw, out = started
    (raw / "picture.txt").write_bytes(b"\x89PNG\x00\x00")
    (raw / "news.txt").write_text(NEWS, encoding="utf-8")
    outcome = make_release(raw, out)
    assert [found.path for found in outcome.quarantined] == ["picture.txt"]
    assert outcome.changed["documents"] == {"added": 1, "changed": 0, "withdrawn": 0}
    assert storage.read_json(out / "latest/validation.json")["quarantined"][0]["path"] == "picture.txt"


def test_a_failure_while_writing_leaves_the_releases_as_they_were(
    started: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, out = started
    (raw / "news.txt").write_text(NEWS, encoding="utf-8")
    before = tree(out)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "csv_gate", full)
    with pytest.raises(OSError, match="No space left"):
        make_release(raw, out)
    assert (tree(out), list(out.glob(".*.partial"))) == (before, [])


@pytest.mark.parametrize("folder", ["missing", "empty", "unreadable"])
def test_nothing_to_read_is_an_error_and_no_release(tmp_path: Path, folder: str) -> None:
    if folder != "missing":
        (tmp_path / folder).mkdir()
    if folder == "unreadable":
        (tmp_path / folder / "empty.txt").touch()
    with pytest.raises(DemarchesError, match=folder):
        make_release(tmp_path / folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def prefect_server() -> Iterator[None]:
    """A Prefect server of its own, for the flow."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.mark.usefixtures("prefect_server")
def test_the_flow_makes_the_same_release_and_shows_it(releases: Path, raw: Path, tmp_path: Path) -> None:
    from prefect.artifacts import Artifact

    from demarches.flows.orchestration import release as flow

    outcome: Outcome = flow(raw, tmp_path / "out")
    assert outcome.is_new
    assert tree(tmp_path / "out") == tree(releases)
    shown: Any = Artifact.get(key="release")
    assert "| documents | 3 |" in shown.data
