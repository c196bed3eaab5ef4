"""Who speaks where in a transcript, by the names that lines begin with: "Vladimir Putin: I propose that you come"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from demarches.transforms.gazetteer.actors import gazetteer
from demarches.transforms.units import Actor

WORD = r"[A-Z][\w.'’-]*"
# A line that begins with who speaks; what else stands in brackets, as "(retranslated)".
LABEL = re.compile(
    rf"^(?P<who>{WORD}(?: (?:{WORD}|of|the|and|for|on|to|de|al|bin|von|van))*)(?: \([^)\n]*\))?: ", re.MULTILINE
)
OF_STATES = frozenset({"alliance", "igo", "state", "subnational"})


class Turn(NamedTuple):
    """Where somebody begins to speak, who that is and for whom; None where the label does not tell."""

    start: int
    actor: Actor | None
    party: Actor | None


def turns(text: str, party: Callable[[Actor], Actor], named: Callable[[str], Actor | None]) -> list[Turn]:
    """The turns of a transcript, in order; none of a text in which nobody's words follow a name and a colon.

    `party` tells for whom a person speaks, `named` who is meant by other labels: "THE PRESIDENT".
    """
    found: list[Turn] = []
    for label in LABEL.finditer(text):
        words = label.group("who")
        parts = gazetteer().named_in(words)[::-1]
        person = next((each for each in parts if each.kind == "person"), None) or named(words)
        state = next((each for each in parts if each.kind in OF_STATES), None)
        side = gazetteer().party(state) if state else party(person) if person else None
        found.append(Turn(label.end(), person or side, side))
    return found


def turn_at(found: Sequence[Turn], start: int) -> Turn | None:
    """The turn in which a character stands."""
    place = bisect_right(found, start, key=lambda turn: turn.start)
    return found[place - 1] if place else None


def addressed(found: Sequence[Turn], turn: Turn) -> Turn | None:
    """Whom the speaker of a turn calls "you", where two speak in all."""
    speakers = {each.actor: each for each in found}
    if None in speakers or len(speakers) != 2:
        return None
    return next(each for each in speakers.values() if each.actor != turn.actor)
