"""As whom the parties of a demand act."""

import pytest

from demarches.transforms.actors import own_actor
from demarches.transforms.casting import standing
from demarches.transforms.presence import Party
from demarches.transforms.tagger import reader
from demarches.transforms.units import Span

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
    assert [actor.name for actor in standing(reader().read(TEXT), "demander", [wanted], here, [CONGRESS])] == told
