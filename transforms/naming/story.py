"""A document as far as it has been read: its names and titles, where it is at home, and who stood at each place."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from demarches.transforms.gazetteer.actors import gazetteer
from demarches.transforms.naming.descriptions import (
    counted,
    descriptions,
    initials,
    last_name_places,
    organs_alone,
    pronouns,
    titles_alone,
)
from demarches.transforms.naming.eras import meant, year_told
from demarches.transforms.naming.homes import home, is_bare
from demarches.transforms.naming.names import known_names, named_places
from demarches.transforms.naming.people import Era, People, era, issuer
from demarches.transforms.naming.places import Place, disjoint
from demarches.transforms.naming.releases import Release
from demarches.transforms.naming.salience import Salience
from demarches.transforms.naming.titles import Title, title_of, titles
from demarches.transforms.parsing.datelines import dateline
from demarches.transforms.parsing.tokens import span_of, text_of
from demarches.transforms.units import Actor, Document, Span


@dataclass(frozen=True)
class Story:
    """What is known of a document before its places are decided, and what becomes known as they are."""

    doc: Doc
    text: str
    when: Era
    year: str  # the latest that it tells of
    headline: str
    headlined: Sequence[Place]
    release: Release | None  # where a party publishes it as its own
    titles: Sequence[Title]
    stated: Mapping[Span, tuple[Title, Span] | None]  # the title that the text gives to who is named at a place
    places: Sequence[Place]
    people: People
    home: Actor | None  # the land whose organs it need not name
    told_of: frozenset[Actor]  # states and organisations to which its names belong
    # What a party's name tells is not enough where parties of several lands are called so.
    told_surely: frozenset[Actor]
    placed: list[tuple[Place, Actor | None]] = field(default_factory=list)
    short: dict[str, Actor] = field(default_factory=dict)  # bodies by their names and parts of them
    salience: Salience = field(default_factory=Salience)

    @property
    def issuer(self) -> Actor | None:
        """The state or organisation behind the publisher, where a party publishes the text as its own."""
        return self.release.issuer if self.release else None

    @property
    def latest(self) -> tuple[Place, Actor | None] | tuple[None, None]:
        """The last place that has been decided, and who stands there."""
        return self.placed[-1] if self.placed else (None, None)

    def actors_at(self, token: Token) -> list[Actor]:
        """Who stands at a word, of the places that have been decided."""
        word = span_of(token)
        return [actor for place, actor in self.placed if actor and place.span.overlaps(word)]

    def meant(self, actor: Actor | None, called: str = "") -> Actor | None:
        """Whom a name meant in the year that the document tells of."""
        return meant(actor, self.year, called, self.told_of) if actor else None


def story(doc: Doc, document: Document) -> Story:
    """A document with its places found and none of them decided."""
    text, when, headline = text_of(doc), era(document), document.title or ""
    publisher = issuer(document)
    release = Release(document, publisher, when) if publisher else None
    found, filed = titles(doc), dateline(text)
    named = [
        place
        for place in named_places(doc)
        if not _is_of_title(place, found) and not (filed and place.span.overlaps(filed.span))
    ]
    people = People([place.words for place in named if _names_person(place)], when)
    # A last name first: what is tagged as a firm or a place is still the person named in full elsewhere.
    named = disjoint([*last_name_places(doc, people.known_alone()), *named])
    headlined, year = known_names(headline), year_told(document)
    land = release.issuer if release else home(headlined, named, filed, text)
    if land and land.kind == "subnational":
        land = meant(land, year)  # England has no government of its own
    told = [each.actor for each in named if each.actor and not is_bare(each)]
    stated = {each.span: title_of(doc, each.span, found) for each in named if is_person(each, when)}
    held = {title[0].span for title in stated.values() if title}
    alone = titles_alone(doc, [title for title in found if title.span not in held], named)
    return Story(
        doc=doc,
        text=text,
        when=when,
        year=year,
        headline=headline,
        headlined=headlined,
        release=release,
        titles=found,
        stated=stated,
        places=disjoint(
            [*named, *alone, *initials(doc), *organs_alone(doc), *descriptions(doc), *counted(doc), *pronouns(doc)]
        ),
        people=people,
        home=land,
        told_of=frozenset(gazetteer().party(actor) for actor in told),
        told_surely=frozenset(gazetteer().party(actor) for actor in told if actor.kind != "party"),
    )


def is_person(place: Place, when: Era) -> bool:
    """Whether a place names a person; also where a politician's last name is tagged as an organisation."""
    lone = place.sort == "org" and " " not in place.words
    return _names_person(place) or (lone and bool(gazetteer().people(place.words, *when)))


def _names_person(place: Place) -> bool:
    return place.sort == "person" or bool(place.actor and place.actor.kind == "person")


def _is_of_title(place: Place, found: Sequence[Title]) -> bool:
    """Whether a supposed name is a word of a title: the "State" of "Secretary of State", "Labour" of a minister's."""
    before = bisect(found, place.span.start, key=lambda title: title.span.start) - 1
    guessed = place.sort in ("org", "person") or (place.actor is not None and place.actor.kind == "party")
    return guessed and before >= 0 and found[before].span.covers(place.span)
