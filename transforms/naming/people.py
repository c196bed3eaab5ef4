"""What is known of a document as a whole: its time, its issuer, the people whom it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from demarches.transforms.gazetteer.actors import gazetteer, last_name, own_actor, plain
from demarches.transforms.gazetteer.lexicon import FOLD
from demarches.transforms.naming.salience import given_names
from demarches.transforms.units import Actor, Document

YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
UNTOLD = "9999"  # the last year of a text that tells of none

ALIKE = 88  # likeness, 0 to 100, of two spellings of one name

ISSUING = frozenset({"state", "executive", "legislature", "judiciary", "igo", "alliance", "subnational", "party"})


class Era(NamedTuple):
    """The time that a document tells of, as ISO dates: its day, or the years that stand in its text."""

    first: str
    last: str


def era(document: Document) -> Era:
    """The day of publication; for an undated text, from the earliest to the latest year in it."""
    if document.published_on:
        return Era(document.published_on.isoformat(), document.published_on.isoformat())
    years = YEAR.findall(document.text) or ["0000", UNTOLD]
    return Era(min(years), f"{max(years)}-12-31")


def issuer(document: Document) -> Actor | None:
    """Who publishes the text as its own; None for news.

    >>> issuer(Document("d", "", publisher="White House")).name
    'White House'
    """
    if not document.publisher:
        return None
    names = gazetteer().named_in(document.publisher)
    whole = gazetteer().named(document.publisher) or (names[-1] if names else None)
    return whole if whole and whole.kind in ISSUING else None


def _may_be(person: Actor, pronoun: str | None) -> bool:
    """Whether nothing speaks against a person being he or she."""
    return pronoun is None or given_names().get(person.name.split(" ")[0], pronoun) == pronoun


class People:
    """Who is named in full in a document; last names alone are read by it, with their accents or without."""

    def __init__(self, names: Iterable[str], when: Era) -> None:
        self._when = when
        self._by_last: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
        self._by_first: defaultdict[str, dict[str, Actor]] = defaultdict(dict)
        self._seen: set[str] = set()
        self._single: set[str] = set()
        for name in names:
            self.full(name) if " " in name else self._single.add(name)

    def known_alone(self) -> list[str]:
        """Names of one word that stand for a person in this document."""
        names = {name for name in self._by_last if " " not in name} | self._single
        return sorted(name for name in names if not gazetteer().named(name))

    def full(self, name: str) -> Actor:
        """The person of a full name: the gazetteer's, or one of the document's own."""
        name = name.translate(FOLD)
        name = name.title() if name.isupper() else name  # "I, JOSEPH R. BIDEN JR., do hereby proclaim"
        known = gazetteer().named(name)
        if known is None or known.kind != "person":
            known = self._alike(name) or self._in_office(name) or self._spelt(name) or own_actor(name, "person")
        for last in (last_name(name), last_name(known.name)):
            self._by_last[last][known.actor_id] = self._by_last[plain(last)][known.actor_id] = known
        self._by_first[name.split(" ")[0]][known.actor_id] = known
        return known

    def _alike(self, name: str) -> Actor | None:
        """One named before with the same first and last name: "John R. Smith" is "John Smith"."""
        first = name.split(" ")[0]
        return next((p for p in self._by_last.get(last_name(name), {}).values() if p.name.split(" ")[0] == first), None)

    def _in_office(self, name: str) -> Actor | None:
        """Who of that first and last name held an office then: "Harry M. Reid", "M. Abbas"."""
        first = name.split(" ")[0]
        known = [
            each
            for each in gazetteer().people(last_name(name), *self._when)
            if each.name.startswith(first.rstrip(".") if first.endswith(".") else f"{first} ")
        ]
        return known[0] if len(known) == 1 else None

    def _spelt(self, name: str) -> Actor | None:
        """Who of that last name is spelt otherwise, or has more names: "Yousaf Raza Gilani", "Consuelo Porras"."""
        words = {*plain(name).lower().split()}
        known = [
            each
            for each in map(gazetteer().actor, gazetteer().last_names.get(last_name(name), ()))
            if each is not None
            and (words < {*plain(each.name).lower().split()} or ratio(plain(name), plain(each.name)) >= ALIKE)
        ]
        return known[0] if len(known) == 1 else None

    def mention(self, name: str, pronoun: str | None) -> tuple[Actor | None, str]:
        """Whom a name at a place of the text stands for, and how that is known; None where it could be two.

        `pronoun` is "he" or "she" where the text tells: of "Mr. Clinton".
        """
        if " " in name or ((known := gazetteer().named(name)) and known.kind == "person"):
            actor = self.full(name)
            self._seen.add(actor.actor_id)
            return actor, "gazetteer" if actor.actor_id in gazetteer().actors else "name"
        return self._alone(name, pronoun)

    def _alone(self, name: str, pronoun: str | None) -> tuple[Actor | None, str]:
        for found in (self._by_last.get(name), self._by_last.get(plain(name)), self._by_first.get(name)):
            fitting = {key: actor for key, actor in (found or {}).items() if _may_be(actor, pronoun)}
            if fitting:
                choice = self._choice(fitting)
                return choice, "last_name" if choice else "ambiguous"
        known = [actor for actor in gazetteer().people(name, *self._when) if _may_be(actor, pronoun)]
        if known:
            return (known[0], "last_name") if len(known) == 1 else (None, "ambiguous")
        return own_actor(name, "person"), "name"

    def _choice(self, found: dict[str, Actor]) -> Actor | None:
        """Of several people of a name, the only one named so far, in office then, or leading a state."""
        seen = [actor for key, actor in found.items() if key in self._seen]
        in_office = [actor for key, actor in found.items() if gazetteer().held(key, *self._when)]
        foremost = gazetteer().foremost(found, *self._when)
        choices = (list(found.values()), seen, in_office, [found[foremost]] if foremost else [])
        return next((choice[0] for choice in choices if len(choice) == 1), None)
