"""What a file of corrections may say, and what is said of lines that say something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarches.datapackage import schemas
from demarches.datapackage.vocabularies import codelist
from demarches.transforms.curating.corrections import Correction, columns, curation, parse_corrections

FILE = "corrections.csv"
HEADER = ",".join(columns())
DEMAND, RESPONSE = "dem-" + "a" * 16, "res-" + "b" * 16
SHIPPED = Path(__file__).parents[1] / "datapackage" / "curation" / FILE


def told(*lines: str) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (f"demands,{DEMAND},confirm,,,As it stands,2026-11-24,JD", None, None),
        (f"demands,{DEMAND},withdraw,,,A recess of their own,2026-11-24,", None, None),
        (f"demands,{DEMAND},correct,form,request,Nobody is threatened,2026-11-24,JD", "form", "request"),
        (
            f"demands,{DEMAND},correct,first_said_on,2022-01-10,See § 2,2026-11-24,JD",
            "first_said_on",
            date(2022, 1, 10),
        ),
        (f"demands,{DEMAND},correct,first_said_on,,No day is told,2026-11-24,JD", "first_said_on", None),
        (f"demand_parties,{DEMAND} nato target,correct,actor_id,russia,See § 2,2026-11-24,JD", "actor_id", "russia"),
        (f'response_links,{RESPONSE} {DEMAND},withdraw,,,"It answers\nanother, later one",2026-11-24,JD', None, None),
    ],
)
def test_what_a_line_says(line: str, field: str | None, value: object) -> None:
    [found] = parse_corrections(told(line), FILE).found
    assert (found.line, found.field, found.value, found.curated_on) == (2, field, value, date(2026, 11, 24))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"demand,{DEMAND},confirm,,,Read,2026-11-24,JD", "table is 'demand'; write one of documents, actors, "),
        (",,confirm,,,Read,2026-11-24,JD", "table is ''; see that table is there"),
        ("texts,doc-a,confirm,,,Read,2026-11-24,JD", "table is 'texts'; write one of"),
        ("demands,,confirm,,,Read,2026-11-24,JD", "id is ''; see that id is there"),
        ("demands,7,confirm,,,Read,2026-11-24,JD", "id is '7'; see that demand_id matches dem-[a-z2-7]{16}"),
        (f"demands,{RESPONSE},confirm,,,Read,2026-11-24,JD", f"id is '{RESPONSE}'; see that demand_id matches"),
        (
            f"demand_parties,{DEMAND},confirm,,,Read,2026-11-24,JD",
            "write demand_id, actor_id, role with a space between",
        ),
        (f"demand_parties,{DEMAND} nato asker,confirm,,,Read,2026-11-24,JD", "id is 'asker'; write one of demander,"),
        (
            f"demands,{DEMAND},delete,,,Read,2026-11-24,JD",
            "action is 'delete'; write one of confirm, correct, withdraw",
        ),
        (
            f"demands,{DEMAND},correct,mood,angry,Read,2026-11-24,JD",
            "field is 'mood', which cannot be corrected in demands",
        ),
        (f"demands,{DEMAND},correct,text,angry,Read,2026-11-24,JD", "write one of form, direction,"),
        (f"demands,{DEMAND},correct,form,plea,Read,2026-11-24,JD", "form is 'plea'; write one of condition, demand,"),
        (f"demands,{DEMAND},correct,form,,Read,2026-11-24,JD", "form is ''; write one of condition,"),
        (f"demands,{DEMAND},correct,first_said_on,10.1.2022,Read,2026-11-24,JD", "write it as a day like 2026-11-24"),
        (f"demands,{DEMAND},correct,first_said_on,20220110,Read,2026-11-24,JD", "write it as a day like 2026-11-24"),
        ("actors,nato,correct,wikidata_id,7184,Read,2026-11-24,JD", "see that wikidata_id matches Q[1-9][0-9]*"),
        (f"demands,{DEMAND},confirm,form,,Read,2026-11-24,JD", "field is 'form', but nothing is corrected"),
        (f"demands,{DEMAND},confirm,,,,2026-11-24,JD", "reason is ''; see that reason is there"),
        (f"demands,{DEMAND},confirm,,,Read,,JD", "curated_on is ''; see that curated_on is there"),
        (f"demands,{DEMAND},confirm,,,Read,24 Nov 2026,JD", "curated_on is '24 Nov 2026'; write it as a day like"),
        (
            f"demands,{DEMAND},confirm,,,Read, and read again,2026-11-24,JD",
            "it has 9 cells, not 8; quote what holds a comma",
        ),
        (
            f"documents,doc-{'c' * 16},withdraw,,,Twice,2026-11-24,JD",
            "a row of documents is not withdrawn here; take its",
        ),
    ],
)
def test_a_wrong_line_is_refused_by_file_line_and_field_and_harms_no_other(line: str, words: str) -> None:
    found = parse_corrections(told(line, f"responses,{RESPONSE},confirm,,,Read,2026-11-24,JD"), FILE)
    assert [one.table for one in found.found] == ["responses"]
    [refused] = found.refused
    assert str(refused).startswith(f"{FILE}, line 2: ")
    assert words in str(refused)


@pytest.mark.parametrize(
    ("one", "other", "problems"),
    [
        ("correct,form,request", "correct,form,demand", ["it contradicts line 3", "it contradicts line 2"]),
        ("correct,form,request", "withdraw,,", ["it contradicts line 3", "it contradicts line 2"]),
        ("withdraw,,", "confirm,,", ["it contradicts line 3", "it contradicts line 2"]),
        ("withdraw,,", "withdraw,,", ["it says what line 2 says"]),
        ("correct,form,request", "correct,topic,trade", []),
        ("correct,form,request", "confirm,,", []),
    ],
)
def test_of_two_that_contradict_neither_is_taken(one: str, other: str, problems: list[str]) -> None:
    lines = [f"demands,{DEMAND},{said},Read,2026-11-24,JD" for said in (one, other)]
    found = parse_corrections(told(*lines), FILE)
    assert [error.problem for error in found.refused] == problems
    assert len(found.found) == 2 - len(problems)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", None, None),
        (HEADER.replace(",", ";"), "line 1", "its header is 'table;id;action"),
        ("table,id\n", "line 1", f"write '{HEADER}'"),
        (told('demands,"a'), "line 2", "it is no CSV"),
    ],
    ids=["nothing", "semicolons", "header", "quote"],
)
def test_a_file_that_is_no_such_table_is_refused_whole(text: str, place: str | None, words: str | None) -> None:
    found = parse_corrections(text, FILE)
    assert found.found == ()
    assert [error.place for error in found.refused] == ([place] if place else [])
    assert all(words and words in str(error) for error in found.refused)


def test_blank_lines_as_spreadsheets_leave_them_are_nothing() -> None:
    assert parse_corrections(told(",,,,,,,", "", " , ,,,,,,"), FILE) == ((), ())


def test_the_file_that_is_shipped_corrects_nothing() -> None:
    assert parse_corrections(SHIPPED.read_text(encoding="utf-8"), FILE) == ((), ())


def test_the_declaration_names_columns_of_the_schemas() -> None:
    assert set(columns()) <= set(schemas.columns("corrections"))
    assert set(Correction.__dataclass_fields__) == {"path", "line", *columns()}
    assert set(curation()["kept"]) <= set(curation()["fields"]) <= set(schemas.table_names())
    for table, fields in curation()["fields"].items():
        assert set(fields) <= set(schemas.columns(table))
        assert not {"text", "char_start", "char_end", "document_id"} & set(fields)


def test_every_action_is_a_code() -> None:
    assert [row["code"] for row in codelist("curation_actions")] == ["confirm", "correct", "withdraw"]


CELLS = st.sampled_from(
    ["", "demands", DEMAND, "correct", "confirm", "form", "request", "2026-11-24", '"', "\x00", "é"]
)


@given(st.one_of(st.text(), st.lists(st.lists(CELLS, max_size=9).map(",".join), max_size=5).map(lambda x: told(*x))))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(error.path == FILE and error.remedy for error in parse_corrections(text, FILE).refused)
