"""The gazetteer: which names stand for which actor, and who held which office when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar
from unicodedata import combining, normalize

from slugify import slugify

from demarches.datapackage.vocabularies import Row, vocabulary
from demarches.transforms.gazetteer.lexicon import FOLD, Lexicon
from demarches.transforms.units import Actor, Span

T = TypeVar("T")
K = TypeVar("K")

# Those who answer for themselves towards the world; what belongs to one of them speaks for it.
ANSWERABLE = frozenset({"state", "igo", "alliance", "subnational"})
LANDS = frozenset({"state", "subnational"})
# Offices of those who lead a state.
HEADS = frozenset({"chancellor", "emperor", "king", "monarch", "president", "prime minister", "queen"})
REMEMBERED = HEADS | {"leader"}
PROMINENT = HEADS | {"nominee"}
BEFORE, AFTER = 15, 25  # years around a term of office in which its holder may be told of by the last name alone
LOCAL = frozenset({"governor", "mayor"})
PARTICLES = re.compile(r" ((?:von|van|de|der|del|la|le|bin|al|el|di|da|dos|ter|ben)\b.*)$")
SUFFIX = re.compile(r",? (?:Jr|Sr|I{2,3}|IV)\.?$")


class Name(NamedTuple):
    """A name in the gazetteer: what it says, whom it stands for, and what kind of name it is."""

    text: str
    actor_id: str
    kind: str


class Office(NamedTuple):
    """An office and who held it; dates are ISO 8601, cut short where the day is not known, the end exclusive."""

    person_id: str
    title: str
    of_actor_id: str
    start: str
    end: str

    def held(self, first: str, last: str) -> bool:
        """Whether the person held it at any time from `first` to `last`."""
        return self.start <= last and (not self.end or first < self.end)


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Known actors, what they are called, and the offices of the people among them."""

    actors: dict[str, Actor]
    lexicon: Lexicon[Name]
    by_text: dict[str, tuple[Name, ...]]
    by_actor: dict[str, tuple[Name, ...]]
    offices: dict[str, tuple[Office, ...]]
    holders: dict[tuple[str, str], tuple[Office, ...]]
    last_names: dict[str, tuple[str, ...]]
    at_home: dict[tuple[str, str], tuple[str, ...]]

    def find(self, text: str) -> Iterator[tuple[Span, Name]]:
        """Names in `text`, the longest at each place, none inside another.

        >>> [name.actor_id for _, name in gazetteer().find("Moscow’s demand to the US and NATO")]
        ['russia', 'united-states', 'nato']
        """
        return self.lexicon.find(text)

    def actor(self, actor_id: str) -> Actor | None:
        """The actor of that id, where the gazetteer has it."""
        return self.actors.get(actor_id)

    def names(self, actor_id: str) -> dict[str, str]:
        """What an actor is called, with the kind of each name.

        >>> gazetteer().names("nato")["North Atlantic Alliance"]
        'alias'
        """
        return {name.text: name.kind for name in self.by_actor.get(actor_id, ())}

    def named(self, text: str) -> Actor | None:
        """The actor that `text` names; None where it names none or several.

        >>> gazetteer().named("Joseph R. Biden, Jr.").name
        'Joe Biden'
        """
        names = self.by_text.get(bare(text.translate(FOLD)), ())
        return self.actors[names[0].actor_id] if len({name.actor_id for name in names}) == 1 else None

    def named_in(self, text: str) -> list[Actor]:
        """The actors that a text names, in its order.

        >>> [actor.name for actor in gazetteer().named_in("Joe Biden met NATO.")]
        ['Joe Biden', 'NATO']
        """
        return [self.actors[name.actor_id] for _, name in self.find(text)]

    def outlet(self, name: str) -> Actor:
        """Who publishes or is credited under `name`: a known actor, else a medium of that name.

        >>> gazetteer().outlet("Ru-Main").kind
        'media'
        """
        return self.named(name) or own_actor(bare(name), "media")

    def holder(self, title: str, of_actor_id: str, on: str) -> Actor | None:
        """Who held an office on a day.

        >>> gazetteer().holder("president", "united-states", "2022-02-02").name
        'Joe Biden'
        """
        people = {each.person_id for each in self.holders.get((title, of_actor_id), ()) if each.held(on, on)}
        return self.actors[people.pop()] if len(people) == 1 else None

    def holding(self, titles: Iterable[str], of: Actor, on: str) -> Actor | None:
        """Who held an office of any of the titles on a day; None where that was nobody, or several.

        A state has many governors and mayors, of whom it is chance that one is known.
        """
        if of.kind == "state" and LOCAL & {*titles}:
            return None
        holders = {self.holder(title, of.actor_id, on) for title in titles} - {None}
        return holders.pop() if len(holders) == 1 else None

    def people(self, last_name: str, first: str, last: str) -> list[Actor]:
        """People of a last name who held an office in a span of time, or failing them any of that name.

        Of several, the one who led a state then is meant, or who was to, or failing them all who once led one or was
        to. The name may be written without its accents.

        >>> [person.name for person in gazetteer().people("Reagan", "1982", "1982-12-31")]
        ['Ronald Reagan']
        """
        ids = [i for i in self.last_names.get(last_name, ()) if self._is_told_of(i, first, last)]
        then = [i for i in ids if self.held(i, first, last)]
        foremost = self.foremost(then, first, last)
        once = [] if then else [i for i in ids if any(map(self._is_prominent, self.offices.get(i, ())))]
        chosen = [foremost] if foremost else once if len(once) == 1 else then or ids
        return [self.actors[person_id] for person_id in chosen]

    def foremost(self, person_ids: Collection[str], first: str, last: str) -> str | None:
        """Of several people, the one who then led a state, or was to, or alone held an office of a state or league."""
        held = {i: self.held(i, first, last) for i in person_ids}
        leading = [i for i in held if self.leads_state(i, first, last)]
        standing = [i for i, offices in held.items() if any(map(self._is_prominent, offices))]
        public = [i for i, offices in held.items() if any(map(self._is_public, offices))]
        return next((each[0] for each in (leading, standing, public) if len(each) == 1), None)

    def _is_public(self, office: Office) -> bool:
        return self.actors[office.of_actor_id].kind in ANSWERABLE | {"legislature"}

    def _is_told_of(self, person_id: str, first: str, last: str) -> bool:
        """Whether a text of that time may call a person by the last name alone: who led a state, or not long after."""
        held = self.offices.get(person_id, ())
        return not held or any(
            int(each.start[:4]) - BEFORE <= int(last[:4])
            and (not each.end or int(first[:4]) <= int(each.end[:4]) + AFTER or self._is_remembered(each))
            for each in held
        )

    def _is_remembered(self, office: Office) -> bool:
        return office.title in REMEMBERED and self.actors[office.of_actor_id].kind in LANDS

    def _is_prominent(self, office: Office) -> bool:
        """Whether it is an office of one who leads a state, or runs for that; not the president of a union."""
        return office.title in PROMINENT - HEADS or (
            office.title in HEADS and self.actors[office.of_actor_id].kind in LANDS
        )

    def held(self, person_id: str, first: str, last: str) -> list[Office]:
        """The offices that a person held at any time from `first` to `last`."""
        return [office for office in self.offices.get(person_id, ()) if office.held(first, last)]

    def leads_state(self, person_id: str, first: str, last: str) -> bool:
        """Whether a person led a state at any time from `first` to `last`."""
        held = self.held(person_id, first, last)
        return any(office.title in HEADS and self.actors[office.of_actor_id].kind == "state" for office in held)

    def called_at_home(self, land: Actor, name: str, kind: str) -> Actor | None:
        """The body of a kind that is called so in its own land; None where that is none, or several.

        >>> gazetteer().called_at_home(gazetteer().actors["ukraine"], "Communist Party", "party").name
        'Communist Party of Ukraine'
        """
        found = [self.actors[actor_id] for actor_id in self.at_home.get((land.actor_id, name.lower()), ())]
        fitting = [actor for actor in found if actor.kind == kind]
        # The one that needs no brackets to be told from the others is the one that is meant.
        known = [actor for actor in fitting if actor.actor_id == slugify(actor.name)]
        return next((each[0] for each in (fitting, known) if len(each) == 1), None)

    def party(self, actor: Actor) -> Actor:
        """The state or organisation that an actor answers for; itself where none stands behind it.

        >>> gazetteer().party(gazetteer().actors["state-duma"]).name
        'Russia'
        """
        while actor.kind not in ANSWERABLE and actor.parent_id in self.actors:
            actor = self.actors[actor.parent_id]
        return actor


def bare(name: str) -> str:
    """A name without its article."""
    return re.sub(r"^[Tt]he (?=\S)", "", name)


def last_name(name: str) -> str:
    """The last name in a full name, without what follows it; "bin" and the like begin one.

    >>> [last_name(name) for name in ("William P. Clark Jr.", "Ursula von der Leyen", "John Kerry")]
    ['Clark', 'von der Leyen', 'Kerry']
    """
    name = SUFFIX.sub("", name)
    particles = PARTICLES.search(name)
    return particles.group(1) if particles else name.rsplit(" ", 1)[-1]


def plain(name: str) -> str:
    """A name without its accents.

    >>> plain("Chávez")
    'Chavez'
    """
    return "".join(letter for letter in normalize("NFD", name) if not combining(letter))


@lru_cache(maxsize=10_000)
def own_actor(name: str, kind: str, parent: Actor | None = None) -> Actor:
    """An actor that the gazetteer does not know, under the name that a text gives it.

    >>> own_actor("Maurice Obstfeld", "person").actor_id
    'maurice-obstfeld'
    """
    qualified = f"{name} {parent.name}" if parent and parent.name not in name else name
    return Actor(slugify(qualified) or "unknown", name, kind, parent_id=parent.actor_id if parent else None)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the data package, read once a process."""
    actors = {row["actor_id"]: _actor(row) for row in vocabulary("actors")}
    names = [Name(row["name"], row["actor_id"], row["kind"]) for row in vocabulary("actor_names")]
    offices = [Office(*(row[column] for column in Office._fields)) for row in vocabulary("offices")]
    people = [actor for actor in actors.values() if actor.kind == "person" and " " in actor.name]
    return Gazetteer(
        actors,
        Lexicon((name.text, name) for name in names),
        _grouped(names, lambda name: bare(name.text)),
        _grouped(names, lambda name: name.actor_id),
        _grouped(offices, lambda office: office.person_id),
        _grouped(offices, lambda office: (office.title, office.of_actor_id)),
        _by_last_name(people),
        _by_name_at_home(actors, names),
    )


def _by_last_name(people: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """The people of each last name, as it is written with accents and without."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for person in people:
        name = last_name(person.name)
        for written in (name, plain(name)):
            found[written][person.actor_id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _by_name_at_home(actors: dict[str, Actor], names: Iterable[Name]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The bodies of each land by what they are called there, in lower case: "communist party", without "of Ukraine"."""
    lands: defaultdict[str, set[str]] = defaultdict(set)
    own = [(actor.actor_id, actor.name) for actor in actors.values() if actor.kind not in LANDS]
    for name in names:
        if actors[name.actor_id].kind in LANDS:
            lands[name.actor_id] |= {name.text} if name.kind != "metonym" else set()
        else:
            own.append((name.actor_id, name.text))
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for actor_id, text in own:
        land = _land_of(actor_id, actors)
        if land and land in lands:
            found[land, _name_at_home(text, lands[land]).lower()][actor_id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _land_of(actor_id: str, actors: dict[str, Actor]) -> str | None:
    """The land that a body belongs to, be it by way of others: a chamber by its parliament."""
    above = actors[actor_id].parent_id
    while above in actors and actors[above].kind not in LANDS:
        above = actors[above].parent_id
    return above


def _name_at_home(name: str, lands: Collection[str]) -> str:
    """A name without the land that stands before it or behind its first "of"."""
    before = next((each for each in lands if name.startswith(f"{each} ")), "")
    name = bare(name[len(before) :].strip())
    first, _, behind = name.partition(" of ")
    return first if behind.removeprefix("the ") in lands else name


def _actor(row: Row) -> Actor:
    optional = {column: row[column] or None for column in ("iso3", "wikidata_id", "parent_id", "description")}
    cow_code = int(row["cow_code"]) if row["cow_code"] else None
    return Actor(row["actor_id"], row["name"], row["kind"], cow_code=cow_code, **optional)


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {key: tuple(group) for key, group in groups.items()}
