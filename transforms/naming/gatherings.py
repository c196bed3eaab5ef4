"""Those for whom one place of a text stands together: "both governments", "the four states", who signed, who met."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from spacy.tokens import Doc

from demarches.transforms.gazetteer.actors import LANDS, gazetteer, own_actor
from demarches.transforms.naming.descriptions import NUMBERS
from demarches.transforms.naming.places import Place
from demarches.transforms.naming.releases import Release
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.units import Actor

Placed = Sequence[tuple[Place, Actor | None]]

MEETING = re.compile(r".{0,8}?\b(?:the|both|two|three|four) (?:leaders|presidents)\b(?! of\b)", re.IGNORECASE)
# What stands before the first state whose leaders are meant, and between two of them.
OWNED, LISTED = re.compile(r" of (?:the )?"), re.compile(r",? (?:and )?(?:the )?")
REACH = 20  # characters before a noun in which a number or "both" may stand
BOTH = re.compile(r"\b(?:both|the two|either)(?: (?:of )?the)? (?:\w+ )?\Z", re.IGNORECASE)
DEFINITE = re.compile(r"\b(?:all|both|the)(?: (?:the|these|those))? \Z", re.IGNORECASE)
COUNTED = re.compile(rf"\b(?:the|all|these|those) ({'|'.join(NUMBERS)}) \Z", re.IGNORECASE)
# What those are called who face each other, or whom the text has listed, and of what kinds who face each other may be.
SIDES = frozenset(
    [
        "armies",
        "camps",
        "capitals",
        "countries",
        "governments",
        "leaders",
        "nations",
        "neighbors",
        "neighbours",
        "parties",
        "powers",
        "presidents",
        "sides",
        "states",
    ]
)
FIRMS = frozenset(["airlines", "automakers", "banks", "companies", "firms"])
OPPOSED = frozenset({"armed_group", "state", "subnational"})


class Gatherings:
    """Who is told of together in one document; `placed` are the places decided so far, each with its actor."""

    def __init__(
        self,
        doc: Doc,
        places: Sequence[Place],
        headlined: Sequence[Place],
        release: Release | None,
        party: Callable[[Actor], Actor | None],
    ) -> None:
        self._doc, self._text = doc, text_of(doc)
        self._places, self._headlined, self._release = places, headlined, release
        self._party = party

    def at(self, place: Place, placed: Placed) -> tuple[Actor, ...]:
        """Those for whom a place stands together, at least two; none where it stands for one."""
        if place.sort == "own" and self._release:
            found = self._release.signed
        elif place.sort == "group" and len(listed := self._states_of(place)) > 1:
            found = listed
        elif place.sort == "group" and MEETING.match(self._text, max(0, place.span.start - len("the two "))):
            found = self.met(placed)
        elif self._faces(place):
            found = self._pair(place, placed)
        elif number := self._counted(place):
            found = self._listed(placed, "state", number)
        elif place.sort == "group" and place.words.lower() in FIRMS and self._before(DEFINITE, place):
            found = self._listed(placed, "company")
        else:
            found = ()
        return found if len(found) > 1 else ()

    def called(self, place: Place, together: Sequence[Actor]) -> Actor | None:
        """A name for some that are told of by their number, which no others have: "both governments", "4 states"."""
        if not together or not (self._faces(place) or self._counted(place)):
            return None
        noun = "states" if place.sort == "counted" else _noun(place)
        return own_actor(f"{'both' if len(together) == 2 else len(together)} {noun}", "group")

    def met(self, placed: Placed) -> tuple[Actor, ...]:
        """Who spoke or met, by the title of a release, else by the people whom its first sentence names."""
        if self._release is None or self._release.met:
            return self._release.met if self._release else ()
        first = next((sentence.end_char for sentence in self._doc.sents), 0)
        named = (actor for place, actor in placed if actor and place.span.end <= first)
        parties = dict.fromkeys(self._party(actor) for actor in named if actor.kind == "person")
        return tuple(party for party in parties if party)

    def _faces(self, place: Place) -> bool:
        """Whether a place says that two are meant who face each other: "both governments"."""
        return _is_of_sides(place) and self._before(BOTH, place) is not None

    def _counted(self, place: Place) -> int:
        """How many states a place says that are meant, if it does: "the four states", "the four"."""
        if place.sort == "counted":
            return NUMBERS[place.words]
        told = self._before(COUNTED, place) if _is_of_sides(place) else None
        return NUMBERS[told.group(1).lower()] if told else 0

    def _before(self, pattern: re.Pattern[str], place: Place) -> re.Match[str] | None:
        return pattern.search(self._text, max(0, place.span.start - REACH), place.span.start)

    def _listed(self, placed: Placed, kind: str, number: int = 0) -> tuple[Actor, ...]:
        """Those that the text has listed, the last time that it did, or so many: "Egypt, Bahrain and Saudi Arabia"."""
        listed: list[list[Actor]] = []
        end = -1
        for place, actor in placed:
            if actor is None or actor.kind != kind:
                continue
            if end < 0 or LISTED.fullmatch(self._text, end, place.span.start) is None:
                listed.append([])
            listed[-1].append(actor)
            end = place.span.end
        several = (each for each in reversed(listed) if len({*each}) == number or (not number and len({*each}) > 1))
        return tuple(next(several, ()))

    def _pair(self, place: Place, placed: Placed) -> tuple[Actor, ...]:
        """The two that a text dwells on up to a place; not who says so in the same sentence."""
        here = self._sentence(place)
        told = [(self._side(actor), self._sentence(before)) for before, actor in placed if actor]
        told += [(self._side(each.actor), -1) for each in self._headlined if each.actor]
        issuer = self._release.issuer if self._release else None
        saying = {party for party, sentence in told if sentence == here} | {issuer}
        sides = Counter(party for party, _ in told if party and party.kind in OPPOSED)
        others = Counter({party: count for party, count in sides.items() if party not in saying})
        ranked = (others if len(others) > 1 else sides).most_common(3)
        clear = len(ranked) == 2 or (len(ranked) == 3 and ranked[2][1] < ranked[1][1])
        return tuple(sorted(party for party, _ in ranked[:2])) if clear else ()

    def _side(self, actor: Actor) -> Actor | None:
        return self._party(actor) if actor.kind == "person" else gazetteer().party(actor)

    def _sentence(self, place: Place) -> int:
        return bisect(self._starts, place.span.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start_char for sentence in self._doc.sents]

    def _states_of(self, place: Place) -> tuple[Actor, ...]:
        """Whose people a group is, where it is told of several: "leaders of Egypt, Ethiopia, and Sudan"."""
        found: list[Actor] = []
        end = place.span.end
        for each in self._places[bisect(self._places, place) :]:
            joined = (LISTED if found else OWNED).fullmatch(self._text, end, each.span.start)
            if joined is None or each.actor is None or each.actor.kind not in LANDS:
                break
            found.append(each.actor)
            end = each.span.end
        return tuple(found)


def _is_of_sides(place: Place) -> bool:
    return place.sort == "group" and _noun(place) in SIDES


def _noun(place: Place) -> str:
    return place.words.rsplit(" ", 1)[-1].lower()
