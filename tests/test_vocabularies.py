"""The data files that rules read: well formed, sorted, and consistent with each other."""

import csv
import unicodedata
from pathlib import Path

import pytest

from demarches.datapackage.build_actors import build
from demarches.datapackage.vocabularies import codelist, vocabulary

DATA = Path(__file__).parents[1] / "datapackage"
FILES = sorted([*DATA.glob("vocabularies/*.csv"), *DATA.glob("codelists/*.csv")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_are_sorted_unique_and_normalised(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    header, *rows = csv.reader(text.splitlines())
    assert rows == sorted(rows), f"{path.name}: sort the rows"
    assert len({tuple(row) for row in rows}) == len(rows), f"{path.name}: a row stands twice"
    assert all(len(row) == len(header) and any(row) for row in rows), f"{path.name}: a blank or ragged row"
    assert text == unicodedata.normalize("NFC", text), f"{path.name}: not NFC"
    assert "\r" not in text, f"{path.name}: lines end in LF"


def test_names_and_offices_are_of_known_actors() -> None:
    actors = {row["actor_id"] for row in vocabulary("actors")}
    assert {row["actor_id"] for row in vocabulary("actor_names")} <= actors
    assert {row["parent_id"] for row in vocabulary("actors")} - {""} <= actors
    assert {row[column] for row in vocabulary("offices") for column in ("person_id", "of_actor_id")} <= actors
    assert {row["of_actor_id"] for row in vocabulary("titles")} - {""} <= actors


def test_kinds_are_codes() -> None:
    kinds = {row["code"] for row in codelist("actor_kinds")}
    named = {row["code"] for row in codelist("name_kinds")}
    assert {row["kind"] for row in vocabulary("actors")} <= kinds
    assert {row["kind"] for row in vocabulary("actor_names")} <= named
    assert {row["kind"] for name in ("organs", "org_words") for row in vocabulary(name)} <= kinds
    assert {kind for row in vocabulary("descriptions") for kind in row["kinds"].split(";")} <= kinds


def test_ids_and_wikidata_ids_are_unique() -> None:
    for column in ("actor_id", "wikidata_id"):
        values = [row[column] for row in vocabulary("actors") if row[column]]
        assert len(values) == len(set(values)), sorted({v for v in values if values.count(v) > 1})


def test_terms_of_office_end_after_they_begin() -> None:
    assert all(not row["end"] or row["start"] < row["end"] for row in vocabulary("offices"))


def test_the_build_gives_the_vocabularies_as_they_stand(tmp_path: Path) -> None:
    build(DATA / "sources", tmp_path)
    for name in ("actors.csv", "actor_names.csv", "offices.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / "vocabularies" / name).read_bytes()
