"""The land that a text is about, whose organs and parties it need not name: "the Supreme Court", "the Labour Party"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from demarches.transforms.gazetteer.actors import LANDS, gazetteer
from demarches.transforms.naming.names import known_names
from demarches.transforms.naming.organs import NAMED_KINDS, organ_rows
from demarches.transforms.naming.places import Place
from demarches.transforms.parsing.datelines import Dateline
from demarches.transforms.units import Actor


def home(headlined: Sequence[Place], named: Sequence[Place], filed: Dateline | None, text: str) -> Actor | None:
    """The land that most names of a headline and a text belong to, else where it was filed; None where none leads."""
    told = _most_told_of([*headlined, *named], 2 if filed and filed.home else 1)
    told = told or (filed.home if filed else _most_told_of(known_names(text)))
    return told or _most_told_of([*_lands_within(named)])


def is_bare(place: Place) -> bool:
    """Whether a place names an organ by its kind alone, whose state is then understood: "the Supreme Court"."""
    return place.sort in NAMED_KINDS and place.words.lower() in organ_rows()


def _most_told_of(places: Sequence[Place], least: int = 1) -> Actor | None:
    """The land that most names belong to, where one has half of them and `least` at least."""
    parties = Counter(
        gazetteer().party(place.actor)
        for place in places
        if place.actor
        and gazetteer().party(place.actor).kind in LANDS
        and not is_bare(place)
        and place.actor.kind != "media"
    )
    best = max(parties, key=lambda actor: parties[actor], default=None)
    return best if best and parties[best] * 2 >= parties.total() and parties[best] >= least else None


def _lands_within(places: Iterable[Place]) -> Iterator[Place]:
    """The lands that stand in the names of bodies: "the General Confederation of Lebanese Workers"."""
    for place in places:
        for word in place.words.split():
            named = (gazetteer().actors[each.actor_id] for each in gazetteer().by_text.get(word, ()))
            yield from (place._replace(words=word, actor=each) for each in named if each.kind in LANDS)
