"""What the title and the lines of a party's own text tell: who wrote or signed it, who met, and who speaks where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from demarches.transforms.gazetteer.actors import Office, gazetteer
from demarches.transforms.naming.people import Era
from demarches.transforms.naming.turns import Turn, turns
from demarches.transforms.units import Actor, Document

CAPITAL = re.compile(r"\b[A-Z]\w+")
SAYS_I = re.compile(r"\b(?:I|my|me)\b")
SPEAKING = frozenset({"press secretary", "spokesman", "spokesperson", "spokeswoman"})
HEAD = frozenset({"president", "prime minister", "chancellor", "monarch", "pope", "secretary-general"})
# A title of a statement that several parties make, and what its subject comes behind.
JOINT = re.compile(
    r"\bjoint (?:statement|declaration|communiqu|readout)|leaders['’] (?:joint )?statement", re.IGNORECASE
)
ABOUT = re.compile(r"\b(?:on|about|announcing|concerning|regarding|after|following)\b", re.IGNORECASE)
SIGNING = frozenset({"alliance", "group", "igo", "state"})
MEETING = re.compile(r"\b(?:call|conversation|meet(?:ing|s)?|talks|visit)\b", re.IGNORECASE)


class Release:
    """A text that a party publishes as its own; `issuer` is the state or organisation that stands behind it."""

    def __init__(self, document: Document, publisher: Actor, when: Era) -> None:
        self._text, self._title, self._when = document.text, document.title or "", when
        self._publisher, self.issuer = publisher, gazetteer().party(publisher)

    @cached_property
    def author(self) -> Actor:
        """Who speaks in it: who holds office and is named in its title, else its head if he says "I".

        A spokesperson speaks for the publisher.
        """
        named = (actor for actor in self._named(self._title) if actor.kind == "person")
        official = next((actor for actor in named if self._party(actor) == self.issuer), None)
        if official is None:
            head = self._holding(HEAD) if SAYS_I.search(self._text) else None
            return head or self._publisher
        held = self._held(official)
        return self._publisher if held and held[-1].title in SPEAKING else official

    @cached_property
    def signed(self) -> tuple[Actor, ...]:
        """Who makes a joint statement, by its title: "Joint Statement of the Leaders of India and Israel on Trade"."""
        title = self._title if JOINT.search(self._title) else ""
        return self._parties(ABOUT.split(title)[0]) or self._parties(title)

    @cached_property
    def met(self) -> tuple[Actor, ...]:
        """Who spoke or met, by its title: "Readout of President Biden's Call with Prime Minister Modi of India"."""
        title = self._title if MEETING.search(self._title) else ""
        found = tuple(dict.fromkeys([self.issuer, *self._parties(ABOUT.split(title)[0])]))
        return found if len(found) > 1 else ()

    @cached_property
    def turns(self) -> list[Turn]:
        """Who speaks where in a transcript."""
        return turns(self._text, self._party, self._labelled)

    def _labelled(self, words: str) -> Actor | None:
        """Who speaks under a title alone or with a last name: "THE PRESIDENT", "PRIME MINISTER GOLOB"."""
        title = words.lower().removeprefix("the ")
        return self._holding(frozenset({title})) or next(self._titled(words.rsplit(" ", 1)[-1].title(), words), None)

    def _parties(self, title: str) -> tuple[Actor, ...]:
        found = dict.fromkeys(map(self._party, self._named(title)))
        return tuple(each for each in found if each.kind in SIGNING)

    def _named(self, title: str) -> list[Actor]:
        titled = (actor for word in CAPITAL.findall(title) for actor in self._titled(word, title))
        return [*gazetteer().named_in(title), *titled]

    def _titled(self, word: str, title: str) -> Iterator[Actor]:
        """People of that last name whose office stands before it in a title: "Vice President Harris"."""
        for actor in gazetteer().people(word, *self._when):
            if any(f"{office.title} {word}".lower() in title.lower() for office in self._held(actor)):
                yield actor

    def _party(self, actor: Actor) -> Actor:
        offices = self._held(actor)
        of = gazetteer().actor(offices[-1].of_actor_id) if offices else None
        return gazetteer().party(of or actor)

    def _held(self, actor: Actor) -> list[Office]:
        return gazetteer().held(actor.actor_id, *self._when)

    def _holding(self, titles: frozenset[str]) -> Actor | None:
        """Who held an office of the issuer on the day of the text."""
        first, last = self._when
        return gazetteer().holding(titles, self.issuer, first) if first == last else None
