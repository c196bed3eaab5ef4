"""The folder of raw text: what a run finds in it, and what it sets aside."""

import os
from pathlib import Path

import pytest

from demarches.flows.raw import Quarantined, raw_files
from demarches.transforms.texts.documents import RawFile
from demarches.transforms.texts.sidecars import Sidecar


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    (folder / "june é").mkdir(parents=True)
    (folder / "b.txt").write_bytes(b"Bern said no.")
    (folder / "june é" / "a 1.txt").write_bytes(b"Oslo said yes.")
    return folder


def quarantined(folder: Path) -> list[tuple[str, str]]:
    """Paths and problems; the two good files are there whatever stands beside them."""
    found = list(raw_files(folder))
    assert [raw.path for raw in found if isinstance(raw, RawFile)] == ["b.txt", "june é/a 1.txt"]
    return [(bad.path, bad.problem) for bad in found if isinstance(bad, Quarantined)]


def test_files_come_sorted_by_path_with_their_sidecars(raw: Path) -> None:
    (raw / "b.txt.yaml").write_text("publisher: The Herald")
    assert list(raw_files(raw)) == [
        RawFile("b.txt", b"Bern said no.", Sidecar(publisher="The Herald")),
        RawFile("june é/a 1.txt", b"Oslo said yes."),
    ]


def test_hidden_files_and_folders_are_left_out(raw: Path) -> None:
    (raw / ".git").mkdir()
    (raw / ".git" / "a.txt").write_text("Bern said no.")
    (raw / ".DS_Store").write_bytes(b"\0")
    assert quarantined(raw) == []


def test_a_wrong_sidecar_sets_its_file_aside(raw: Path) -> None:
    (raw / "c.txt").write_text("Rome said maybe.")
    (raw / "c.txt.yaml").write_text("publshed: 2022")
    assert quarantined(raw) == [("c.txt.yaml", "'publshed' is no key")]


def test_a_sidecar_that_is_not_utf8_sets_its_file_aside(raw: Path) -> None:
    (raw / "c.txt").write_text("Rome said maybe.")
    (raw / "c.txt.yaml").write_bytes(b"title: caf\xe9")
    assert quarantined(raw) == [("c.txt.yaml", "it is not UTF-8")]


def test_a_sidecar_without_its_file_is_told(raw: Path) -> None:
    (raw / "c.yaml").write_text("publisher: The Herald")
    assert quarantined(raw) == [("c.yaml", "there is no 'c'")]


@pytest.mark.parametrize("target", ["../secret.txt", "..", "/etc/passwd"])
def test_a_link_out_of_the_folder_is_set_aside(raw: Path, target: str) -> None:
    (raw.parent / "secret.txt").write_text("Do not read.")
    (raw / "c.txt").symlink_to(target)
    assert quarantined(raw) == [("c.txt", "it leads out of the folder of raw text")]


@pytest.mark.parametrize("target", ["nowhere.txt", "c.txt", "june é"])
def test_a_link_to_no_file_is_set_aside(raw: Path, target: str) -> None:
    (raw / "c.txt").symlink_to(target)
    assert quarantined(raw) == [("c.txt", "it is no regular file")]


def test_a_link_to_a_file_in_the_folder_is_read(raw: Path) -> None:
    (raw / "c.txt").symlink_to("b.txt")
    assert [found.path for found in raw_files(raw)] == ["b.txt", "c.txt", "june é/a 1.txt"]


def test_a_pipe_is_not_waited_for(raw: Path) -> None:
    os.mkfifo(raw / "c.txt")
    assert quarantined(raw) == [("c.txt", "it is no regular file")]


def test_a_name_that_is_no_unicode_is_set_aside(raw: Path) -> None:
    Path(os.fsdecode(os.fsencode(raw) + b"/caf\xe9.txt")).write_text("Bern said no.")
    assert quarantined(raw) == [("caf\\xe9.txt", "it is not UTF-8")]


def test_no_files_are_no_error(tmp_path: Path) -> None:
    assert list(raw_files(tmp_path)) == []
