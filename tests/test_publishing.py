"""A release is whole or not there, is what its tables are, and is the same bytes again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest

from demarches.datapackage.schemas import primary_key, table_names
from demarches.flows import catalogue, publishing, storage
from demarches.flows.gates import CheckFailed, Gate, validate
from demarches.flows.publishing import publish
from demarches.flows.tables import read_csv, read_parquet, read_tables
from demarches.flows.verifying import checksum_gate
from demarches.transforms.errors import DemarchesError
from tests.editions import affair, complete, edition, tree

TABLES = complete(affair())
LATER = complete(affair().tell("later", "The US asked NATO to wait.", day=20))
FIRST, SECOND = edition("2022.2.0", TABLES), edition("2022.2.1", LATER, "2022.2.0", TABLES)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    publish(FIRST, tmp_path)
    return tmp_path


def test_a_release_passes_all_gates(out: Path) -> None:
    assert [gate.failures for gate in validate(out / "2022.2.0")] == [[], [], [], []]


@pytest.mark.parametrize("package", ["datapackage.json", "parquet/datapackage.json"])
def test_the_standard_tool_passes_it_on_the_command_line(out: Path, package: str) -> None:
    tool = Path(sys.executable).with_name("frictionless")
    done = subprocess.run([tool, "validate", package], cwd=out / "latest", capture_output=True, text=True, check=False)
    assert (done.returncode, "INVALID" in done.stdout) == (0, False), done.stdout


@pytest.mark.parametrize("table", table_names())
def test_csv_and_parquet_hold_the_rows(out: Path, table: str) -> None:
    csv = read_csv(table, out / f"latest/csv/{table}.csv")
    assert csv.equals(read_parquet(out / f"latest/parquet/{table}.parquet"))
    assert read_tables(out / "latest")[table].equals(TABLES[table])


def test_csv_quotes_strings_and_leaves_missing_values_empty(out: Path) -> None:
    lines = (out / "latest/csv/actors.csv").read_bytes().split(b"\n")
    assert lines[0] == b'"actor_id","name","kind","iso3","cow_code","wikidata_id","parent_id","description"'
    assert lines[1] == b'"nato","NATO","state",,,,,'


def test_parquet_tells_types_order_and_meaning(out: Path) -> None:
    file = pq.ParquetFile(out / "latest/parquet/documents.parquet")
    group, typed = file.metadata.row_group(0), file.schema_arrow
    assert {group.column(place).compression for place in range(group.num_columns)} == {"ZSTD"}
    assert group.column(0).is_stats_set
    assert [group.sorting_columns[place].column_index for place in range(1)] == [0]
    assert str(typed.field("published_on").type) == "date32[day]"
    assert typed.field("title").metadata[b"description"] == b"The headline."
    assert json.loads(file.metadata.metadata[b"schema"])["primaryKey"] == primary_key("documents")


def test_both_descriptors_name_the_same_tables_and_keys(out: Path) -> None:
    csv, parquet = (
        storage.read_json(out / "latest" / name) for name in ("datapackage.json", "parquet/datapackage.json")
    )
    assert [one["name"] for one in csv["resources"]] == [one["name"] for one in parquet["resources"]] == table_names()
    for one, other in zip(csv["resources"], parquet["resources"], strict=True):
        assert {key: one["schema"].get(key) for key in ("primaryKey", "foreignKeys")} == {
            key: other["schema"].get(key) for key in ("primaryKey", "foreignKeys")
        }


def test_the_same_edition_gives_the_same_bytes(out: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    again = tmp_path_factory.mktemp("again")
    publish(FIRST, again)
    assert tree(again) == tree(out)


def test_beside_a_release_stand_index_latest_and_archives(out: Path) -> None:
    publish(SECOND, out)
    entries = storage.read_json(out / "index.json")["releases"]
    assert [entry["version"] for entry in entries] == ["2022.2.0", "2022.2.1"]
    assert (out / "latest").readlink() == Path("2022.2.1")
    for name, checksum in entries[-1]["sha256"].items():
        assert storage.sha256(out / name) == checksum
    with ZipFile(out / "demarches-2022.2.1-csv.zip") as archive:
        assert {"datapackage.json", "csv/texts.csv", "SHA256SUMS"} < set(archive.namelist())


def test_latest_is_a_copy_of_the_entry_where_there_are_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    publish(FIRST, tmp_path)
    publish(SECOND, tmp_path)
    assert storage.read_json(tmp_path / "latest") == storage.read_json(tmp_path / "index.json")["releases"][-1]


def test_a_release_that_fails_a_gate_is_not_made(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(out)
    monkeypatch.setattr(publishing, "csv_gate", lambda _: Gate("csv", "test", 1, ["a row is wrong"]))
    with pytest.raises(CheckFailed, match="gate 'csv': a row is wrong"):
        publish(SECOND, out)
    assert (tree(out), list(out.glob(".*.partial"))) == (before, [])


class Undisturbed(NamedTuple):
    """Files of both releases as runs make them that nothing ends, and how often the second sees to the disk."""

    files: dict[str, str]
    moments: int


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    whole = tmp_path_factory.mktemp("undisturbed")
    publish(FIRST, whole)
    seen: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", seen.append)
        publish(SECOND, whole)
    return Undisturbed(tree(whole), len(seen))


@pytest.mark.parametrize("moment", [0, 20, 40, *range(-12, 0)])
def test_a_killed_run_leaves_whole_releases_and_the_next_puts_all_right(
    out: Path, undisturbed: Undisturbed, moment: int
) -> None:
    killed = get_context("fork").Process(target=_publish_and_die, args=(out, moment % undisturbed.moments))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    assert all(not checksum_gate(out / version).failures for version in catalogue.versions(out))
    assert (out / "latest/SHA256SUMS").is_file()
    with storage.locked(out):
        catalogue.settle(out)
        if "2022.2.1" not in catalogue.versions(out):
            publish(SECOND, out)
    assert tree(out) == undisturbed.files


def _publish_and_die(out: Path, moment: int) -> None:
    left = iter(range(moment, -1, -1))

    def die_at_last(_: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", die_at_last)
        publish(SECOND, out)


def test_a_folder_is_held_by_one_run_at_a_time(tmp_path: Path) -> None:
    with storage.locked(tmp_path), pytest.raises(DemarchesError, match="another run"), storage.locked(tmp_path):
        pass


def test_what_a_dead_run_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".2022.2.0.partial" / "csv").mkdir(parents=True)
    with storage.locked(tmp_path):
        assert list(tmp_path.glob(".*.partial")) == []


@pytest.mark.parametrize(
    ("there", "created", "version"),
    [
        ([], "2022-02-02", "2022.2.0"),
        (["2022.2.0", "2022.2.9", "2022.2.10"], "2022-02-02", "2022.2.11"),
        (["2022.2.3"], "2022-03-01", "2022.3.0"),
        (["2022.11.0"], "2022-02-02", "2022.11.1"),
    ],
)
def test_the_next_version_is_after_all(tmp_path: Path, there: list[str], created: str, version: str) -> None:
    for name in there:
        (tmp_path / name).mkdir()
    assert catalogue.next_version(tmp_path, datetime.fromisoformat(created)) == version


@pytest.mark.parametrize(("wanted", "problem"), [("1.0", "is no YYYY.M.N"), ("2022.1.7", "not after the newest")])
def test_a_version_that_cannot_be_is_refused(out: Path, wanted: str, problem: str) -> None:
    with pytest.raises(DemarchesError, match=problem):
        catalogue.next_version(out, datetime(2022, 2, 2), wanted)
