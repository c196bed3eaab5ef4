"""What a text says of a demand beside what is wanted: until when, what is threatened, and whether it is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
from spacy.tokens import Doc

from demarches.datapackage.schemas import dtypes, rows
from demarches.transforms.terms.consequences import consequences
from demarches.transforms.terms.deadlines import deadlines
from demarches.transforms.terms.surroundings import Surroundings, surroundings
from demarches.transforms.terms.withdrawals import withdrawals
from demarches.transforms.units import Demand, Term

METHOD = "cues"
PRESSED = frozenset(["demand", "request"])  # what a deadline makes an ultimatum


def with_terms(doc: Doc, demands: Sequence[Demand], said: Sequence[date | None]) -> tuple[Demand, ...]:
    """The demands, each with what the sentences of its mentions and the next ones say of it; `said` are their days.

    >>> from demarches.transforms.parsing.tagger import reader
    >>> from demarches.transforms.units import Span
    >>> text = "France gave Iran until 1 May to free the sailors or face sanctions."
    >>> demand = Demand((Span(32, 48),), (), (), "ultimatum", "do", 1.0, "reader")
    >>> [found] = with_terms(reader().read(text).document(), [demand], [date(2022, 2, 2)])
    >>> [(each.kind, each.span.of(text), str(each.day)) for each in found.terms]
    [('deadline', 'until 1 May', '2022-05-01'), ('consequence', 'face sanctions', 'None')]
    """
    told = zip(demands, surroundings(doc, demands), said, strict=True)
    return tuple(_told(demand, _terms(around, day)) for demand, around, day in told)


def _told(demand: Demand, terms: tuple[Term, ...]) -> Demand:
    """A demand with its terms; one that is to be met until a day is an ultimatum."""
    pressed = demand.form in PRESSED and any(each.kind == "deadline" for each in terms)
    return replace(demand, terms=terms, form="ultimatum" if pressed else demand.form)


def summary(terms: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The columns of a demand that follow from the rows of its terms, the earliest first.

    >>> summary([{"kind": "withdrawal", "text": "dropped its demand", "date": None}])
    {'withdrawn': True, 'deadline': None, 'consequence': None}
    """
    return {
        "withdrawn": any(row["kind"] == "withdrawal" for row in terms),
        "deadline": next((row["date"] for row in terms if row["date"]), None),
        "consequence": next((row["text"] for row in terms if row["kind"] == "consequence"), None),
    }


def summarised(demands: pd.DataFrame, terms: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """`demands` with the columns that follow from `terms`, those of the earliest document first."""
    published = documents[["document_id", "published_on"]]
    told = terms.merge(published, on="document_id", validate="many_to_one")
    told = told.sort_values(["published_on", "document_id", "char_start"], na_position="first")
    of_demand: dict[str, list[dict[str, Any]]] = {demand_id: [] for demand_id in demands["demand_id"]}
    for row in rows(told):
        of_demand[row["demand_id"]].append(row)
    found = pd.DataFrame(map(summary, of_demand.values()), columns=list(summary(())), index=demands.index)
    return demands.assign(**found.astype({name: dtypes("demands")[name] for name in summary(())}))


def _terms(around: Sequence[Surroundings], said: date | None) -> tuple[Term, ...]:
    found = {(each.span, each.kind): each for place in around for each in _found(place, said)}
    return tuple(_longest([found[key] for key in sorted(found)]))


def _found(around: Surroundings, said: date | None) -> Iterator[Term]:
    yield from deadlines(around, said)
    yield from consequences(around)
    yield from withdrawals(around)


def _longest(found: Sequence[Term]) -> Iterator[Term]:
    """Terms that are no part of another of their kind."""
    for each in found:
        if not any(each.kind == other.kind and other.span.covers(each.span) for other in found if other is not each):
            yield each
