"""The gazetteer: names to actors, offices to their holders."""

import pytest

from demarches.transforms.gazetteer.actors import gazetteer, last_name, own_actor


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Moscow’s demand to the US and NATO", ["russia", "united-states", "nato"]),
        ("The U.N. Security Council met in Kyiv", ["united-nations-security-council", "ukraine"]),
        ("Côte d’Ivoire and Türkiye signed", ["ivory-coast", "turkey"]),
        ("tell us what it is to be polish", []),
        ("The State Department and the Duma", ["united-states-department-of-state", "state-duma"]),
        ("the Soviet Union and West Germany", ["soviet-union", "west-germany"]),
        ("South Korean, North Korean and Korean", ["south-korea", "north-korea"]),
        ("M23 and the ELN", ["march-23-movement", "national-liberation-army-colombia"]),
        ("the House Ways and Means Committee", ["united-states-house-committee-on-ways-and-means"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_stand_for_actors(text: str, ids: list[str]) -> None:
    assert [name.actor_id for _, name in gazetteer().find(text)] == ids


@pytest.mark.parametrize(
    ("actor_id", "iso3", "wikidata_id"),
    [
        ("russia", "RUS", "Q159"),
        ("ukraine", "UKR", "Q212"),
        ("united-states", "USA", "Q30"),
        ("kosovo", None, "Q1246"),
        ("nato", None, "Q7184"),
        ("hong-kong", "HKG", "Q8646"),
    ],
)
def test_states_have_codes(actor_id: str, iso3: str | None, wikidata_id: str) -> None:
    actor = gazetteer().actors[actor_id]
    assert (actor.iso3, actor.wikidata_id) == (iso3, wikidata_id)


@pytest.mark.parametrize(
    ("title", "of", "on", "name"),
    [
        ("president", "united-states", "2022-02-02", "Joe Biden"),
        ("president", "united-states", "2021-01-19", "Donald Trump"),
        ("president", "united-states", "1863-11-19", "Abraham Lincoln"),
        ("foreign minister", "russia", "2022-02-02", "Sergey Lavrov"),
        ("secretary-general", "nato", "2022-02-02", "Jens Stoltenberg"),
        ("chancellor", "germany", "2021-12-08", "Olaf Scholz"),
        ("president", "russia", "2009-05-01", "Dmitry Medvedev"),
        ("governor", "texas", "2016-05-01", "Greg Abbott"),
        ("speaker", "state-duma", "2018-03-01", "Vyacheslav Volodin"),
    ],
)
def test_offices_are_dated(title: str, of: str, on: str, name: str) -> None:
    holder = gazetteer().holder(title, of, on)
    assert holder is not None
    assert holder.name == name


def test_nobody_holds_an_office_before_it_was_made() -> None:
    assert gazetteer().holder("president", "united-states", "1700-01-01") is None


def test_an_unknown_outlet_is_a_medium() -> None:
    assert gazetteer().outlet("The Daily Planet").kind == "media"
    assert gazetteer().outlet("White House").kind == "executive"


@pytest.mark.parametrize(("name", "last"), [("John F. Kerry", "Kerry"), ("Charles de Gaulle", "de Gaulle")])
def test_last_names(name: str, last: str) -> None:
    assert last_name(name) == last


def test_one_name_in_two_states_makes_two_ids() -> None:
    states = gazetteer().actors["iran"], gazetteer().actors["iraq"]
    assert len({own_actor("Ministry of Health", "executive", state).actor_id for state in states}) == 2
