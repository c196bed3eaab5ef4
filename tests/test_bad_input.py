"""Bad input: a message that names the file, the place and the remedy, and the rest of the run is unharmed."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.datapackage.schemas import frame
from demarches.flows import storage
from demarches.flows.receiving import receive
from demarches.flows.release import make_release
from demarches.transforms.errors import DemarchesError
from demarches.transforms.linking.linking import link
from demarches.transforms.reading import read
from demarches.transforms.tables.checks import checks, failed
from demarches.transforms.tables.flat import demands_with_answers
from demarches.transforms.tables.slicing import slices
from demarches.transforms.texts.documents import LONGEST, articles, unique
from demarches.transforms.texts.languages import is_english

NEWS = "Minsk Asks Vienna to Wait\n\nBelarus asked Austria to postpone the talks. Austria refused.\n"
GERMAN = "Der Minister forderte in Berlin, dass die Truppen abziehen. Die Regierung lehnte das ab. " * 4
RUSSIAN = "Россия потребовала гарантий. Ответа пока нет."
ASIDE = {
    "empty.txt": (b"", "the whole file", "it is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "byte 6", "it is binary: byte 0x1a is no text"),
    "furniture.txt": (b"Share\n\nLeave a Reply", "the whole file", "no paragraph in it ends as sentences do"),
    "long.txt": (b"Minsk refused it. " * 60_000, "article 1, from character 0", "it has 1,079,999 characters"),
    "line.txt": (b"a" * 300_000, "article 1, from character 0", "it has 300,000 characters"),
    "german.txt": (GERMAN.encode(), "article 1, from character 0", "it is not in English"),
    "по-русски 1.txt": (RUSSIAN.encode(), "article 1, from character 0", "it is not in English"),
    "key.txt": (NEWS.encode(), "line 1", "'publshed' is no key"),
    "date.txt": (NEWS.encode(), "line 1", "published_on is '02.02.2022'"),
    "french.txt": (NEWS.encode(), "article 1, from character 0", "its sidecar says that it is in 'fr'"),
}
SIDECARS = {"key.txt": "publshed: 2022", "date.txt": "published_on: 02.02.2022", "french.txt": "language: fr"}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    return folder


def deliver(raw: Path, name: str) -> None:
    (raw / name).write_bytes(ASIDE[name][0])
    if name in SIDECARS:
        (raw / f"{name}.yaml").write_text(SIDECARS[name], encoding="utf-8")


@pytest.mark.parametrize("name", ASIDE)
def test_it_is_set_aside_with_file_place_and_remedy(raw: Path, name: str) -> None:
    deliver(raw, name)
    found = receive(raw)
    [notice] = found.quarantined
    _, place, problem = ASIDE[name]
    assert (notice.path.removesuffix(".yaml"), notice.place) == (name, place)
    assert notice.problem.startswith(problem)
    assert notice.remedy
    assert [document.raw_path for document in found.documents] == ["news.txt"]


def test_rows_are_the_same_bytes_whatever_is_set_aside(raw: Path, tmp_path: Path) -> None:
    make_release(raw, tmp_path / "alone")
    for name in ASIDE:
        deliver(raw, name)
    (raw / "out.txt").symlink_to("/etc/passwd")
    outcome = make_release(raw, tmp_path / "among")
    assert len(outcome.quarantined) == len(ASIDE) + 1
    for folder in ("csv", "parquet"):
        for table in (tmp_path / "alone/latest" / folder).glob("*.[cp]*[vt]"):
            assert (tmp_path / "among/latest" / folder / table.name).read_bytes() == table.read_bytes()
    written = storage.read_json(tmp_path / "among/latest/validation.json")["quarantined"]
    assert {notice["path"].removesuffix(".yaml") for notice in written} == {*ASIDE, "out.txt"}


def test_what_is_only_set_aside_makes_no_release_but_is_told(raw: Path, tmp_path: Path) -> None:
    make_release(raw, tmp_path / "out")
    deliver(raw, "empty.txt")
    outcome = make_release(raw, tmp_path / "out")
    assert (outcome.is_new, [notice.path for notice in outcome.quarantined]) == (False, ["empty.txt"])


def test_a_strict_run_fails_where_a_file_would_be_set_aside(raw: Path, tmp_path: Path) -> None:
    deliver(raw, "key.txt")
    with pytest.raises(DemarchesError, match="'publshed' is no key; write one of publisher"):
        make_release(raw, tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()


def test_an_old_encoding_is_taken_and_remarked(raw: Path) -> None:
    (raw / "café 1.txt").write_bytes("“We shall not go to the café,” Minsk said.".encode("cp1252"))
    found = receive(raw)
    assert [str(remark) for remark in found.remarks] == [
        "café 1.txt, the whole file: it is not UTF-8, and was read as cp1252; save it as UTF-8"
    ]
    assert {used.path: used.encoding for used in found.inputs} == {"café 1.txt": "cp1252", "news.txt": "utf-8"}


def test_the_same_bytes_twice_are_one_document_and_remarked(raw: Path) -> None:
    (raw / "again.txt").write_text(NEWS, encoding="utf-8")
    found = receive(raw)
    assert [document.raw_path for document in found.documents] == ["again.txt"]
    [remark] = found.remarks
    assert (remark.path, remark.problem) == ("news.txt", "it is the same text as article 1 of again.txt")


def test_a_sidecar_that_says_english_is_believed(raw: Path) -> None:
    deliver(raw, "german.txt")
    (raw / "german.txt.yaml").write_text("language: en", encoding="utf-8")
    assert receive(raw).quarantined == []


def test_a_long_line_within_bounds_is_taken(raw: Path) -> None:
    (raw / "line.txt").write_text("Minsk refused that. " * (LONGEST // 20), encoding="utf-8")
    assert receive(raw).quarantined == []


@pytest.mark.parametrize("text", [NEWS, "Bern said no.", "Bern, Oslo, Rome.", "", "1997 - 2022", "Café Zoë."])
def test_what_may_be_english_is_taken(text: str) -> None:
    assert is_english(text)


WORDS = [
    "Russia",
    "NATO",
    "demanded",
    "that",
    "refused",
    "withdraw",
    "“",
    "”",
    "said",
    "it",
    "to",
    ".",
    "\n\n",
    "Minsk",
]
TOLD = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(st.one_of(TOLD, st.text(), st.text(string.printable, max_size=400)))
def test_any_text_gives_tables_that_conform(text: str) -> None:
    documents = unique(articles(text, raw_path="a.txt", raw_sha256="0" * 64))
    linked = link(read(documents))
    linked = {**linked, "former_ids": frame("former_ids", []), "corrections": frame("corrections", [])}
    linked = {**linked, "demands_with_answers": demands_with_answers(linked)}
    texts = {document.document_id: document.text for document in documents}
    assert failed([*checks(linked), *slices(linked, texts)]) == []
