"""What a text says of a demand beside what is wanted: until when, what is threatened, and whether it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from demarches.transforms.consequences import consequences
from demarches.transforms.deadlines import deadlines
from demarches.transforms.surroundings import surroundings
from demarches.transforms.units import Demand, Term
from demarches.transforms.withdrawals import withdrawals

METHOD = "cues"


def with_terms(doc: Doc, demands: Sequence[Demand], said: Sequence[date | None]) -> tuple[Demand, ...]:
    """The demands, each with what the sentences of its mentions and the next ones say of it; `said` are their days.

    >>> from demarches.transforms.demands import demands
    >>> from demarches.transforms.parties import Scene
    >>> from demarches.transforms.tagger import reader
    >>> text = "France gave Iran until 1 May to free the sailors or face sanctions."
    >>> tagged = reader().read(text)
    >>> [found] = with_terms(tagged.doc, demands(Scene(tagged, ())), [date(2022, 2, 2)])
    >>> [(each.kind, each.span.of(text), str(each.day)) for each in found.terms]
    [('deadline', 'until 1 May', '2022-05-01'), ('consequence', 'face sanctions', 'None')]
    """
    days = zip(range(len(demands)), said, strict=True)
    return tuple(replace(demands[number], terms=_terms(doc, demands, number, day)) for number, day in days)


def _terms(doc: Doc, demands: Sequence[Demand], number: int, said: date | None) -> tuple[Term, ...]:
    found = {(each.kind, each.span): each for each in _found(doc, demands, number, said)}
    return tuple(_longest([found[key] for key in sorted(found)]))


def _found(doc: Doc, demands: Sequence[Demand], number: int, said: date | None) -> Iterator[Term]:
    for around in surroundings(doc, demands, number):
        yield from deadlines(around, said)
        yield from consequences(around)
        yield from withdrawals(around)


def _longest(found: Sequence[Term]) -> Iterator[Term]:
    """Terms that are no part of another of their kind."""
    for each in found:
        if not any(each.kind == other.kind and other.span.covers(each.span) for other in found if other is not each):
            yield each
