"""The cache changes nothing but time: what comes out of it is what a first reading gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demarches.datapackage.schemas import Tables, conform
from demarches.flows import cache as caching
from demarches.flows.cache import Cache, load, reader_digest, save
from demarches.transforms.reading import read
from demarches.transforms.units import Document

NEWS = Document("doc-a", "Belarus asked Austria to postpone the talks. Austria refused.", raw_path="a.txt", char_end=61)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read([NEWS])


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "readings")


def same(found: Tables, expected: Tables) -> bool:
    return all(conform(name, found[name]).equals(rows) for name, rows in expected.items())


def entries(cache: Cache) -> list[Path]:
    return sorted(cache.folder.iterdir())


def test_a_document_is_read_once(cache: Cache, tables: Tables) -> None:
    first, second = cache.read(NEWS), Cache(cache.folder.parent).read(NEWS)
    assert (first[1], second[1], len(entries(cache))) == (False, True, 1)
    assert same(first[0], tables)
    assert same(second[0], tables)


def test_a_document_that_moved_in_the_raw_text_is_not_read_again(cache: Cache) -> None:
    cache.read(NEWS)
    moved = replace(NEWS, raw_path="b.txt", raw_sha256="0" * 64, ordinal=1, char_start=5, char_end=66)
    found, known = cache.read(moved)
    assert known
    assert same(found, read([moved]))


@pytest.mark.parametrize("change", [{"text": "Austria refused."}, {"title": "Minsk"}, {"publisher": "The Herald"}])
def test_what_is_read_otherwise_is_another_entry(cache: Cache, change: dict[str, str]) -> None:
    cache.read(NEWS)
    assert not cache.read(replace(NEWS, **change))[1]  # type: ignore[arg-type]


@pytest.mark.parametrize("left", [slice(0, -9), slice(0, 0), slice(9, None)])
def test_a_harmed_entry_is_written_anew(cache: Cache, tables: Tables, left: slice) -> None:
    cache.read(NEWS)
    [entry] = entries(cache)
    whole = entry.read_bytes()
    entry.write_bytes(whole[left])
    found, known = cache.read(NEWS)
    assert (known, same(found, tables), entry.read_bytes() == whole) == (False, True, True)


def test_a_dead_run_leaves_no_entry(cache: Cache) -> None:
    (cache.folder / "a.1.partial").write_bytes(b"half")
    assert entries(Cache(cache.folder.parent)) == []


def test_entries_of_other_code_are_taken_away(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.read(NEWS)
    monkeypatch.setattr(caching, "reader_digest", lambda: "another")
    assert not Cache(cache.folder.parent).read(NEWS)[1]
    assert not cache.folder.exists()


def test_an_entry_depends_on_code_and_vocabularies(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [("vocabularies/titles.csv", b"changed")]
    monkeypatch.setattr(caching, "contents", lambda _: iter(changed))
    assert caching.reader_digest.__wrapped__() != reader_digest()


def test_what_is_saved_is_what_is_loaded(tables: Tables, tmp_path: Path) -> None:
    save(tables, tmp_path / "a.arrow")
    loaded = load(tmp_path / "a.arrow")
    assert loaded is not None
    assert list(loaded) == list(tables)
    assert all(loaded[name].equals(tables[name]) for name in tables)
