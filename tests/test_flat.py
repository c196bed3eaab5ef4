"""The flat table: a row a demand and answer."""

from demarches.datapackage.schemas import rows
from demarches.transforms.tables.flat import demands_with_answers
from tests.small import Affair

TEXT = "Moscow demanded that NATO withdraw. NATO refused. The US agreed to discuss it."


def test_a_demand_stands_with_each_of_its_answers() -> None:
    affair = Affair().tell("news", TEXT, day=10)
    demand = affair.demand("withdraw", "russia", "nato")
    affair.answer("refused", "nato", to=demand)
    affair.answer("agreed to discuss it", "united-states", "partial", to=demand)
    flat = rows(demands_with_answers(affair.tables()))
    assert [(row["answer"], row["demanders"], row["targets"], row["demand"]) for row in flat] == [
        (1, "Russia", "NATO", "withdraw"),
        (2, "Russia", "NATO", "withdraw"),
    ]
    assert {(row["responder"], row["stance"]) for row in flat} == {("NATO", "reject"), ("United States", "partial")}


def test_an_unanswered_demand_stands_once() -> None:
    affair = Affair().tell("news", TEXT, day=10)
    affair.demand("withdraw", "russia", "nato")
    [row] = rows(demands_with_answers(affair.tables()))
    assert (row["answer"], row["response_id"], row["demand_title"]) == (0, None, "news")


def test_no_demands_are_no_rows() -> None:
    assert rows(demands_with_answers(Affair().tables())) == []
