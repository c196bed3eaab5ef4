"""Places that name a demand told before by what it is: "the request", "this proposal", "Jefferson's appeal"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from demarches.transforms.exchanges.links import Ledger
from demarches.transforms.exchanges.scene import Scene, owners
from demarches.transforms.frames.answers import answers
from demarches.transforms.frames.forms import form_of
from demarches.transforms.frames.nouns import demand_words
from demarches.transforms.frames.outcomes import deeds
from demarches.transforms.parsing.clauses import phrase
from demarches.transforms.units import Demand, Span

DEFINITE = frozenset(["such", "that", "the", "this"])
REACH = 1500  # characters


def referred(ledger: Ledger) -> tuple[Demand, ...]:
    """Demands with each place behind them that names one by what it is.

    Meant is the latest demand of that form, and of whose it is called; none where its sentence tells several such.
    """
    demands = ledger.demands
    places: list[list[Span]] = [[] for _ in demands]
    told = [span for each in demands for span in each.mentions]
    doc = ledger.scene.doc
    # "Left at Japan's request": the word that tells that leaving was demanded names nothing told before.
    telling = {deed.about for deed in deeds(doc, answers(doc))}
    for noun in _naming(doc):
        if noun in telling:
            continue
        span = phrase(noun)
        meant = _meant(noun, demands, ledger.scene)
        if meant is not None and not ledger.told_by(noun) and not any(span.overlaps(each) for each in told):
            places[meant].append(span)
    return tuple(
        replace(each, mentions=tuple(sorted((*each.mentions, *more)))) if more else each
        for each, more in zip(demands, places, strict=True)
    )


def _naming(doc: Doc) -> Iterator[Token]:
    """Nouns that name one demand that is known: "the request", not "a request", "requests"."""
    for token in doc:
        if token.tag_ == "NN" and token.lemma_.lower() in demand_words() and _is_definite(token):
            yield token


def _is_definite(noun: Token) -> bool:
    return any(each.dep_ == "poss" or (each.dep_ in ("det", "amod") and each.lower_ in DEFINITE) for each in noun.lefts)


def _meant(noun: Token, demands: Sequence[Demand], scene: Scene) -> int | None:
    form = form_of(noun.lemma_.lower())
    asking = {actor for party in owners(noun, scene) for actor in party}
    fitting = sorted(
        (place, number)
        for number, each in enumerate(demands)
        for place in each.mentions
        if 0 <= noun.idx - place.end <= REACH
        and each.form == form
        and (not asking or not asking.isdisjoint(each.demanders))
    )
    if not fitting:
        return None
    latest, meant = fitting[-1]
    beside = {number for place, number in fitting if scene.sentence(place) == scene.sentence(latest)}
    return meant if beside == {meant} else None
