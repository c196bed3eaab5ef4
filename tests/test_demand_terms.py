"""What is said of demands goes with them: when they are joined, corrected, shown, released and annotated."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from demarches.datapackage.schemas import Tables, frame, rows
from demarches.flows.cards import Occasion
from demarches.flows.pages import page
from demarches.transforms.curating.corrections import Corrections, parse_corrections
from demarches.transforms.curating.curation import Curated, curate
from demarches.transforms.linking.linking import link
from demarches.transforms.reading import read
from demarches.transforms.scoring.standoff import standoff
from demarches.transforms.tables.checks import checks, failed
from demarches.transforms.tables.flat import demands_with_answers
from demarches.transforms.tables.publishable import publishable
from demarches.transforms.terms.terms import summarised
from demarches.transforms.units import Document
from tests.small import Affair

FIRST = "Moscow gave NATO until 1 March to stop its expansion to the east or face a cold winter."
LATER = "NATO must stop its eastward expansion by 1 June, the Kremlin said. Moscow later dropped its demand."
DEADLINE, EXTENDED = date(2022, 3, 1), date(2022, 6, 1)
HEADER = "table,id,action,field,value,reason,curated_on,curator"


def affair() -> Affair:
    """A demand with a deadline and a threat, stated again with another deadline, and withdrawn."""
    told = Affair().tell("first", FIRST, day=10)
    first = told.demand("stop its expansion to the east", "russia", "nato")
    told.term(first, "deadline", "until 1 March", DEADLINE)
    told.term(first, "consequence", "face a cold winter")
    told.tell("later", LATER, day=12)
    later = told.demand("stop its eastward expansion", "russia", "nato")
    told.term(later, "deadline", "by 1 June", EXTENDED)
    told.term(later, "withdrawal", "dropped its demand")
    return told


@pytest.fixture(scope="module")
def linked() -> Tables:
    return link(affair().tables())


def only(found: Tables) -> dict[str, Any]:
    """The one demand: whether withdrawn, until when, or else what."""
    [demand] = rows(found["demands"])
    return {name: demand[name] for name in ("withdrawn", "deadline", "consequence")}


def told(line: str, linked: Tables) -> Curated:
    """The tables after a line of corrections that holds."""
    corrections = parse_corrections(f"{HEADER}\n{line},So the text says,2022-02-02,JD", "corrections.csv")
    assert corrections == Corrections(corrections.found)
    found = curate(linked, corrections.found, {})
    flat = demands_with_answers(found.tables)
    assert failed(checks({**found.tables, "demands_with_answers": flat})) == []
    return found


def test_a_joined_demand_has_all_that_is_said_of_it_the_earliest_first(linked: Tables) -> None:
    assert only(linked) == {"withdrawn": True, "deadline": DEADLINE, "consequence": "face a cold winter"}
    assert set(linked["demand_terms"]["demand_id"]) == set(linked["demands"]["demand_id"])
    assert len(linked["demand_terms"]) == 4


def test_of_a_demand_nothing_may_be_said() -> None:
    alone = Affair().tell("first", FIRST, day=10)
    alone.demand("stop its expansion to the east", "russia", "nato")
    tables = alone.tables()
    found = summarised(tables["demands"], tables["demand_terms"], tables["documents"])
    assert only({"demands": found}) == {"withdrawn": False, "deadline": None, "consequence": None}


def test_the_flat_table_repeats_it(linked: Tables) -> None:
    [row] = rows(demands_with_answers(linked))
    assert (row["withdrawn"], row["deadline"], row["consequence"]) == (True, DEADLINE, "face a cold winter")


def test_what_a_person_takes_away_is_said_no_longer(linked: Tables) -> None:
    ids = {row["text"]: row["demand_term_id"] for row in rows(linked["demand_terms"])}
    found = told(f"demand_terms,{ids['until 1 March']},withdraw,,", linked)
    assert only(found.tables)["deadline"] == EXTENDED
    found = told(f"demand_terms,{ids['dropped its demand']},withdraw,,", linked)
    assert only(found.tables)["withdrawn"] is False


def test_a_corrected_day_is_the_demands(linked: Tables) -> None:
    ids = {row["text"]: row["demand_term_id"] for row in rows(linked["demand_terms"])}
    found = told(f"demand_terms,{ids['until 1 March']},correct,date,2022-03-02", linked)
    assert only(found.tables)["deadline"] == date(2022, 3, 2)


def test_whether_it_is_withdrawn_may_be_corrected(linked: Tables) -> None:
    [demand] = rows(linked["demands"])
    found = told(f"demands,{demand['demand_id']},correct,withdrawn,false", linked)
    [correction] = rows(found.tables["corrections"])
    assert (correction["value"], correction["extracted"]) == ("false", "true")
    assert only(found.tables)["withdrawn"] is False


@pytest.mark.parametrize(
    ("value", "remedy"), [("no", "write it as true or false"), ("", "see that withdrawn is there")]
)
def test_withdrawn_is_true_or_false(value: str, remedy: str, linked: Tables) -> None:
    [demand] = rows(linked["demands"])
    line = f"demands,{demand['demand_id']},correct,withdrawn,{value},So the text says,2022-02-02,JD"
    [refused] = parse_corrections(f"{HEADER}\n{line}", "corrections.csv").refused
    assert remedy in str(refused)


def test_the_page_shows_it(linked: Tables) -> None:
    tables = {**linked, "demands_with_answers": demands_with_answers(linked)}
    shown = page(tables, {}, Occasion("2022.2.0", "2022-02-02T00:00:00Z", None, 1, 0))
    assert '<span class="code">Withdrawn</span>' in shown
    assert "By 2022-03-01 · Else: “face a cold winter”" in shown


def test_a_long_threat_of_a_closed_document_is_cut() -> None:
    long = "face a cold winter " * 30
    closed = Affair().tell("news", f"Moscow told NATO to withdraw or {long}.", day=10)
    closed.document["licence"] = "unknown"
    closed.term(closed.demand("withdraw", "russia", "nato"), "consequence", long)
    found = publishable(link(closed.tables()))
    assert [len(found["demands"]["consequence"][0]), len(found["demand_terms"]["text"][0])] == [300, 300]


def test_annotations_have_it_with_its_places() -> None:
    told = Affair().tell("first", FIRST, day=10)
    told.term(told.demand("stop its expansion to the east", "russia", "nato"), "deadline", "until 1 March", DEADLINE)
    [found] = standoff(link(told.tables()))["demands"]
    assert (found["withdrawn"], found["deadline"], found["consequence"]) == (False, "2022-03-01", None)
    assert found["terms"] == {"deadline": [[17, 30]]}


def test_what_is_read_conforms_and_slices_back() -> None:
    text = "France called on Iran to free the sailors by 1 May, threatening to close the port."
    found = read([Document("doc-a", text, published_on=date(2022, 2, 2))])
    for row in rows(found["demand_terms"]):
        assert text[row["char_start"] : row["char_end"]] == row["text"]
    assert found["demand_terms"].dtypes.equals(frame("demand_terms", []).dtypes)
