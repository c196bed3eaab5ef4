"""The same demand in several documents is one, and an answer of a later day finds it."""

from demarches.datapackage.schemas import rows
from demarches.transforms.linking.linking import link
from demarches.transforms.tables.former import former_ids
from tests.small import Affair

DEMAND = "Moscow demanded that NATO stop its expansion to the east."
AGAIN = "NATO must stop its eastward expansion, the Kremlin said."


def test_a_demand_stated_again_is_one_demand_with_two_mentions() -> None:
    affair = Affair().tell("first", DEMAND, day=10)
    first = affair.demand("stop its expansion to the east", "russia", "nato")
    affair.tell("second", AGAIN, day=12).demand("stop its eastward expansion", "russia", "nato")
    linked = link(affair.tables())
    assert linked["demands"]["demand_id"].tolist() == [first]
    assert linked["demand_mentions"]["demand_id"].tolist() == [first, first]


def test_a_demand_of_another_party_is_another_demand() -> None:
    affair = Affair().tell("first", DEMAND, day=10)
    affair.demand("stop its expansion to the east", "russia", "nato")
    affair.tell("second", AGAIN, day=12).demand("stop its eastward expansion", "united-states", "nato")
    assert len(link(affair.tables())["demands"]) == 2


def test_a_demand_in_other_words_is_the_same_and_another_one_of_the_same_party_is_not() -> None:
    affair = Affair().tell("first", "The unions asked Benin to abandon the law and to free the detainees.", day=10)
    law = affair.demand("abandon the law", "unions", "benin")
    affair.demand("free the detainees", "unions", "benin")
    affair.tell("second", "Benin must throw the bill away, the unions said, and open the cell doors.", day=12)
    affair.demand("throw the bill away", "unions", "benin")
    linked = link(affair.tables())
    assert linked["demand_mentions"]["demand_id"].tolist().count(law) == 2
    assert len(linked["demands"]) == 2


def test_the_same_words_to_others_are_the_same_demand_where_they_are_alike_enough() -> None:
    affair = Affair().tell("first", DEMAND, day=10)
    affair.demand("stop its expansion to the east", "russia", "nato")
    affair.tell("second", "Moscow wants the US to stop the expansion to the east.", day=12)
    affair.demand("stop the expansion to the east", "russia", "united-states")
    affair.tell("third", "Moscow wants the US to free the sailors.", day=13)
    affair.demand("free the sailors", "russia", "united-states")
    assert len(link(affair.tables())["demands"]) == 2


def test_an_answer_of_a_later_document_finds_its_demand() -> None:
    affair = Affair().tell("first", DEMAND, day=10)
    demand = affair.demand("stop its expansion to the east", "russia", "nato")
    answer = affair.tell("second", "NATO refused to stop its expansion.", day=12).answer("refused", "nato")
    [found] = rows(link(affair.tables())["response_links"])
    assert (found["response_id"], found["demand_id"]) == (answer, demand)


def test_no_answer_comes_before_its_demand_or_from_another_party() -> None:
    affair = Affair().tell("first", "NATO refused to stop its expansion.", day=2)
    affair.answer("refused", "nato")
    affair.tell("second", DEMAND, day=10).demand("stop its expansion to the east", "russia", "nato")
    affair.tell("third", "The US refused to stop its expansion.", day=12).answer("refused", "united-states")
    assert rows(link(affair.tables())["response_links"]) == []


def test_linking_again_changes_nothing() -> None:
    affair = Affair().tell("first", DEMAND, day=10)
    affair.demand("stop its expansion to the east", "russia", "nato")
    affair.tell("second", AGAIN, day=12).demand("stop its eastward expansion", "russia", "nato")
    once = link(affair.tables())
    assert all(table.equals(once[name]) for name, table in link(once).items())


def test_a_demand_keeps_its_old_name_findable_when_an_earlier_statement_turns_up() -> None:
    affair = Affair().tell("late", AGAIN, day=12)
    late = affair.demand("stop its eastward expansion", "russia", "nato")
    previous = link(affair.tables())
    early = affair.tell("early", DEMAND, day=10).demand("stop its expansion to the east", "russia", "nato")
    found = rows(former_ids(previous, link(affair.tables())))
    assert found == [{"table": "demands", "former_id": late, "id": early}]


def test_nothing_to_link_is_nothing() -> None:
    empty = Affair().tables()
    assert all(table.equals(empty[name]) for name, table in link(empty).items())
    assert rows(former_ids(empty, empty)) == []
