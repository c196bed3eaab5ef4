"""As whom the parties of a demand act."""

from datetime import date

import pytest

from demarches.transforms.exchanges.casting import standing
from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.gazetteer.actors import own_actor
from demarches.transforms.naming.presence import Party
from demarches.transforms.parsing.tagger import reader
from demarches.transforms.reading import readings
from demarches.transforms.units import Document, Mention, Span

# Who acts where of other states is told too.
SCENE = Scene(
    reader().read("").document(),
    tuple(Mention(Span(0, 0), own_actor(state, "state"), None, "name") for state in ("Norway", "Israel")),
    (),
)
TEXT = "President Joe Biden asked Congress to pass the bill."
BIDEN, CONGRESS, STATE = (
    own_actor(name, kind)
    for name, kind in (("Joe Biden", "person"), ("United States Congress", "legislature"), ("United States", "state"))
)


@pytest.mark.parametrize(
    ("here", "told"),
    [
        ([Party(BIDEN, STATE)], ["Joe Biden"]),
        ([Party(BIDEN, STATE), Party(STATE, STATE)], ["United States"]),
        ([Party(STATE, STATE), Party(BIDEN, STATE)], ["United States"]),
    ],
)
def test_who_stands_beside_his_own_side_is_told_as_that_side(here: list[Party], told: list[str]) -> None:
    wanted = Span(TEXT.index("pass"), len(TEXT) - 1)
    assert [
        actor.name
        for actor in standing(SCENE, reader().read(TEXT), "demander", [wanted], here, [Party(CONGRESS, STATE)])
    ] == told


@pytest.mark.parametrize(
    ("speaking", "of", "across", "stands"),
    [
        ("Kari Moe", ("Amnesty International", "ngo"), ("Norway", "state"), "Amnesty International"),
        ("Kari Moe", ("Hamas", "armed_group"), ("Israel", "state"), "Hamas"),
        ("Ivan Duque", ("Colombia", "state"), ("Revolutionary Armed Forces of Colombia", "armed_group"), "Ivan Duque"),
        ("Pope Francis", ("Holy See", "state"), ("Israel", "state"), "Pope Francis"),
    ],
)
def test_an_official_meets_his_own_country_as_himself_and_speaks_for_a_body(
    speaking: str, of: tuple[str, str], across: tuple[str, str], stands: str
) -> None:
    text = "He asked them to leave the town."
    him = Party(own_actor(speaking, "person"), own_actor(*of))
    them = Party(own_actor(*across), own_actor(*across))
    [found] = standing(
        SCENE, reader().read(text), "demander", [Span(text.index("leave"), len(text) - 1)], [him], [them]
    )
    assert found.name == stands


@pytest.mark.parametrize(
    ("text", "demanders"),
    [
        (
            "Zimbabwe's President Robert Mugabe has given white farmers until Thursday to hand over their land.",
            "himself",
        ),
        ("President Robert Mugabe of Zimbabwe urged African countries to hand over their debtors.", "his state"),
    ],
)
def test_where_no_other_state_is_told_of_an_official_acts_for_himself(text: str, demanders: str) -> None:
    [reading] = readings([Document("d", text, published_on=date(2001, 2, 1))])
    [demand] = reading.demands
    expected = {"himself": "Robert Mugabe", "his state": "Zimbabwe"}[demanders]
    assert [actor.name for actor in demand.demanders] == [expected]
