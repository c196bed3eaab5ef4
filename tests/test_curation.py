"""What people say of rows wins over what was extracted, run after run."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarches.datapackage.schemas import Tables, frame, rows
from demarches.transforms.curating.corrections import Correction, columns, curation, parse_corrections
from demarches.transforms.curating.curation import Curated, curate
from demarches.transforms.curating.whereabouts import row_ids
from demarches.transforms.ids import content_id
from demarches.transforms.tables.checks import checks, failed
from demarches.transforms.tables.flat import demands_with_answers
from tests.small import Affair

TEXT = "Moscow demanded that NATO withdraw and that it stop its drills. NATO refused to withdraw."
LATER = "Moscow asked NATO once more to withdraw."


def affair() -> Affair:
    """Two demands in a document, an answer to the first."""
    told = Affair().tell("news", TEXT, day=10)
    told.demand("stop its drills", "russia", "nato")
    told.answer("refused", "nato", to=told.demand("withdraw", "russia", "nato"))
    return told


AFFAIR = affair()
TABLES = AFFAIR.tables()
DRILLS, WITHDRAW = (row["demand_id"] for row in AFFAIR.rows["demands"])
REFUSED = AFFAIR.rows["responses"][0]["response_id"]
LINK = f"{REFUSED} {WITHDRAW}"


def said(table: str, row_id: str, action: str, **more: Any) -> Correction:
    return Correction("corrections.csv", 2, table, row_id, action, "So the text says", date(2022, 2, 1), "JD", **more)


def curated(*corrections: Correction, tables: Tables = TABLES, previous: Tables | None = None) -> Curated:
    """The tables as people say; every rule of the schemas still holds."""
    numbered = [Correction(**{**vars(one), "line": 2 + place}) for place, one in enumerate(corrections)]
    found = curate(tables, numbered, previous or {})
    flat = demands_with_answers(found.tables)
    assert failed(checks({**found.tables, "demands_with_answers": flat})) == []
    return found


def column(found: Curated, table: str, name: str) -> list[Any]:
    return [row[name] for row in rows(found.tables[table])]


IDS = [(table, row_id) for table in curation()["fields"] for row_id in row_ids(table, TABLES[table])]
VALUES = ["", "nato", "austria", "atlantis", "target", "demander", "request", "reject", "trade", "2022-01-02", DRILLS]
FIELDS = [(table, row_id, field) for table, row_id in IDS for field in curation()["fields"][table]]
LINES = st.one_of(
    st.builds("{0[0]},{0[1]},{1},,".format, st.sampled_from(IDS), st.sampled_from(["confirm", "withdraw"])),
    st.builds("{0[0]},{0[1]},correct,{0[2]},{1}".format, st.sampled_from(FIELDS), st.sampled_from(VALUES)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_whatever_people_say_the_tables_conform(lines: list[str]) -> None:
    told = [f"{line},Read,2022-02-01," for line in lines]
    read = parse_corrections("\n".join([",".join(columns()), *told]), "corrections.csv")
    found = curate(TABLES, read.found, {})
    flat = demands_with_answers(found.tables)
    assert failed(checks({**found.tables, "demands_with_answers": flat})) == []
    assert len(found.tables["corrections"]) + len(found.refused) + len(read.refused) == len(lines)


def test_without_corrections_nothing_changes() -> None:
    found = curated()
    assert all(found.tables[table].equals(TABLES[table]) for table in TABLES)


def test_a_corrected_field_has_the_value_that_a_person_says_and_the_table_of_corrections_tells_both() -> None:
    found = curated(said("demands", DRILLS, "correct", field="topic", value="arms_control"))
    assert {row["demand_id"]: row["topic"] for row in rows(found.tables["demands"])} == {
        DRILLS: "arms_control",
        WITHDRAW: "security",
    }
    [told] = rows(found.tables["corrections"])
    assert (told["status"], told["extracted"], told["value"]) == ("applied", "security", "arms_control")
    assert TEXT[told["char_start"] : told["char_end"]] == "stop its drills"


def test_a_code_that_follows_from_another_follows_unless_a_person_says_otherwise() -> None:
    stance = said("responses", REFUSED, "correct", field="stance", value="accept")
    assert column(curated(stance), "responses", "plover_code") == ["AGREE"]
    code = said("responses", REFUSED, "correct", field="plover_code", value="CONCEDE")
    assert column(curated(code, stance), "responses", "plover_code") == ["CONCEDE"]


@pytest.mark.parametrize("value", [date(2022, 1, 9), None])
def test_a_day_may_be_corrected_or_emptied(value: date | None) -> None:
    found = curated(said("demands", DRILLS, "correct", field="first_said_on", value=value))
    assert sorted(column(found, "demands", "first_said_on"), key=str) == sorted([value, date(2022, 1, 10)], key=str)


def test_a_withdrawn_demand_takes_along_its_mentions_parties_and_links_and_leaves_the_answer() -> None:
    found = curated(said("demands", WITHDRAW, "withdraw"))
    for table in ("demands", "demand_mentions", "demand_parties"):
        assert set(column(found, table, "demand_id")) == {DRILLS}
    assert column(found, "response_links", "response_id") == []
    assert column(found, "responses", "response_id") == [REFUSED]


def test_a_withdrawn_link_leaves_both_of_its_ends() -> None:
    found = curated(said("response_links", LINK, "withdraw"))
    assert [len(found.tables[table]) for table in ("demands", "responses", "response_links")] == [2, 1, 0]


def test_a_demand_leaves_with_its_only_mention() -> None:
    found = curated(said("demand_mentions", content_id("dmn", DRILLS), "withdraw"))
    assert column(found, "demands", "demand_id") == [WITHDRAW]


def test_a_demand_whose_first_mention_is_withdrawn_is_told_as_the_next_one_says_it() -> None:
    told = affair().tell("later", LATER, day=12)
    again = told.demand("once more to withdraw", "russia", "nato")
    for table in ("demands", "demand_parties"):
        told.rows[table] = [row for row in told.rows[table] if row["demand_id"] != again]
    told.rows["demand_mentions"][-1]["demand_id"] = WITHDRAW
    found = curated(said("demand_mentions", content_id("dmn", WITHDRAW), "withdraw"), tables=told.tables())
    [demand] = [row for row in rows(found.tables["demands"]) if row["demand_id"] == WITHDRAW]
    assert (demand["text"], demand["first_said_on"]) == ("once more to withdraw", date(2022, 1, 12))


def test_a_withdrawn_actor_leaves_optional_keys_empty() -> None:
    told = affair()
    told.rows["documents"][0]["publisher_id"] = "nato"
    found = curated(said("actors", "nato", "withdraw"), tables=told.tables())
    assert column(found, "documents", "publisher_id") == [None]
    assert set(column(found, "demand_parties", "actor_id")) == {"russia"}


def test_a_party_is_corrected_to_one_that_no_text_has_named_so_far() -> None:
    found = curated(said("demand_parties", f"{DRILLS} nato target", "correct", field="actor_id", value="austria"))
    assert f"{DRILLS} austria" in {
        f"{row['demand_id']} {row['actor_id']}" for row in rows(found.tables["demand_parties"])
    }
    assert "Austria" in column(found, "actors", "name")


def test_the_flat_table_says_what_a_person_has_looked_at() -> None:
    found = curated(
        said("demands", WITHDRAW, "confirm"),
        said("responses", REFUSED, "correct", field="stance", value="defer"),
    )
    told = {row["demand_id"]: row for row in rows(demands_with_answers(found.tables))}
    assert (told[WITHDRAW]["demand_curation"], told[WITHDRAW]["answer_curation"]) == ("confirmed", "corrected")
    assert (told[DRILLS]["demand_curation"], told[DRILLS]["answer_curation"]) == ("extracted", None)


@pytest.mark.parametrize(
    ("correction", "problem"),
    [
        (
            said("demand_parties", f"{DRILLS} nato target", "correct", field="actor_id", value="atlantis"),
            "actor_id is 'atlantis', which is no row of actors; write the id of one",
        ),
        (
            said("response_links", LINK, "correct", field="demand_id", value="dem-" + "a" * 16),
            f"demand_id is 'dem-{'a' * 16}', which is no row of demands; write the id of one",
        ),
        (
            said("demand_parties", f"{DRILLS} nato target", "correct", field="role", value="demander"),
            None,
        ),
    ],
    ids=["no such actor", "no such demand", "a key that is free"],
)
def test_a_key_that_leads_nowhere_is_refused(correction: Correction, problem: str | None) -> None:
    found = curated(correction, said("demands", WITHDRAW, "confirm"))
    assert list(map(str, found.refused)) == ([f"corrections.csv, line 2: {problem}"] if problem else [])
    assert len(found.tables["corrections"]) == (1 if problem else 2)


def test_a_key_that_another_row_has_is_refused() -> None:
    both = said("demand_parties", f"{DRILLS} nato target", "correct", field="actor_id", value="russia")
    role = said("demand_parties", f"{DRILLS} nato target", "correct", field="role", value="demander")
    found = curated(both, role)
    assert [error.problem for error in found.refused] == [f"there is a row '{DRILLS} russia demander' already"] * 2
    assert found.tables["demand_parties"].equals(TABLES["demand_parties"])


def test_what_leaves_with_another_row_cannot_be_corrected() -> None:
    party = said("demand_parties", f"{DRILLS} nato target", "correct", field="actor_id", value="united-states")
    [refused] = curated(said("demands", DRILLS, "withdraw"), party).refused
    assert str(refused).startswith("corrections.csv, line 3: its row leaves with what another line withdraws")


def test_a_correction_whose_row_is_gone_is_told_and_kept_and_holds_again_when_it_is_back() -> None:
    correction = said("demands", DRILLS, "correct", field="topic", value="trade")
    first = curated(correction)
    shorter = Affair().tell("news", TEXT, day=10)
    shorter.demand("withdraw", "russia", "nato")
    second = curated(correction, tables=shorter.tables(), previous=first.tables)
    assert str(second.gone[0]).startswith(f"corrections.csv, line 2: demands has no row '{DRILLS}' now; look its id up")
    [told] = rows(second.tables["corrections"])
    assert (told["status"], told["current_id"], told["document_id"]) == ("gone", None, shorter.document["document_id"])
    third = curated(correction, previous=second.tables)
    assert [row["topic"] for row in rows(third.tables["demands"]) if row["demand_id"] == DRILLS] == ["trade"]


def moved(words: str = "that it stop its drills") -> Affair:
    """The same document, read by other rules, which draw a demand wider."""
    told = Affair().tell("news", TEXT, day=10)
    told.demand(words, "russia", "nato")
    told.answer("refused", "nato", to=told.demand("withdraw", "russia", "nato"))
    return told


@pytest.mark.parametrize("action", ["withdraw", "correct", "confirm"])
def test_a_row_that_has_another_id_is_found_by_its_place_in_every_later_run(action: str) -> None:
    more = {"field": "topic", "value": "trade"} if action == "correct" else {}
    correction = said("demands", DRILLS, action, **more)
    tables, before = moved().tables(), TABLES
    for _ in range(3):
        found = curated(correction, tables=tables, previous=before)
        [told] = rows(found.tables["corrections"])
        assert (told["status"], told["current_id"]) == ("applied", moved().rows["demands"][0]["demand_id"])
        before = found.tables
    assert column(found, "demands", "demand_id").count(DRILLS) == 0


def test_a_party_is_found_where_its_demand_has_another_id() -> None:
    correction = said("demand_parties", f"{DRILLS} nato target", "withdraw")
    before = TABLES
    for words in ("that it stop its drills", "it stop its drills", "and that it stop its drills"):
        found = curated(correction, tables=moved(words).tables(), previous=before)
        [told] = rows(found.tables["corrections"])
        assert (len(found.tables["demand_parties"]), TEXT[told["char_start"] : told["char_end"]]) == (3, words)
        before = found.tables


def test_a_row_that_has_little_of_the_place_is_another_one() -> None:
    correction = said("demands", DRILLS, "withdraw")
    found = curated(correction, tables=moved("and that it stop").tables(), previous=TABLES)
    assert (len(found.gone), len(found.tables["demands"])) == (1, 2)


def test_a_row_that_was_there_before_is_nobodys_successor() -> None:
    told = affair()
    told.demand("that it stop its drills", "united-states", "nato")
    correction = said("demands", DRILLS, "withdraw")
    left = {**told.tables()}
    after = curated(correction, tables=left, previous=left).tables
    again = {name: found if name != "corrections" else frame(name, []) for name, found in after.items()}
    found = curated(correction, tables=again, previous=left)
    assert (len(found.gone), len(found.tables["demands"])) == (1, 2)


def test_two_corrections_that_turn_out_to_be_of_one_row_may_not_contradict() -> None:
    earlier = {"table": "demands", "former_id": "dem-" + "a" * 16, "id": DRILLS}
    tables = {**TABLES, "former_ids": frame("former_ids", [earlier])}
    now = said("demands", DRILLS, "correct", field="topic", value="trade")
    once = said("demands", "dem-" + "a" * 16, "correct", field="topic", value="justice")
    [refused] = curated(now, once, tables=tables).refused
    assert str(refused).startswith("corrections.csv, line 3: it contradicts line 2, whose row is this one now")


def test_a_correction_follows_a_demand_to_the_earlier_one_that_it_restates_but_a_withdrawal_does_not() -> None:
    earlier = {"table": "demands", "former_id": DRILLS, "id": WITHDRAW}
    tables = {**curated(said("demands", DRILLS, "withdraw")).tables, "former_ids": frame("former_ids", [earlier])}
    correction = said("demands", DRILLS, "correct", field="topic", value="trade")
    assert column(curated(correction, tables=tables), "demands", "topic") == ["trade"]
    [gone] = curated(said("demands", DRILLS, "withdraw"), tables=tables).gone
    assert f"see whether '{WITHDRAW}' is what you mean" in str(gone)
