"""Which demand an answer answers: by what it refers to, by words, by parties, and by the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from demarches.transforms.answers import Answer, names_demand, words_of
from demarches.transforms.parties import Party
from demarches.transforms.units import Actor, Demand, Link, Span

LEAST = 0.5
REACH = 1500
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
WORD = re.compile(r"\w+")


class Ties(NamedTuple):
    """What ties an answer to a demand: each a number from 0 to 1."""

    inside: float
    named: float
    owned: float
    words: float
    asked: float
    near: float


def links(
    answer: Answer, responders: Sequence[Party], owners: Sequence[Party], demands: Sequence[Demand]
) -> tuple[Link, ...]:
    """The demands that `answer` answers, in their order; none rather than a wrong one."""
    found = [(place, ties(answer, responders, owners, demand)) for place, demand in enumerate(demands)]
    scored = [(place, strength(each), each) for place, each in found]
    best = max((score for _, score, _ in scored), default=0.0)
    kept = [each for each in scored if each[1] >= LEAST and each[1] > best - 0.15]
    return tuple(Link(place, round(min(score, 0.95), 2), _method(each)) for place, score, each in kept)


def strength(each: Ties) -> float:
    """How surely the answer answers the demand."""
    if each.inside:
        return 0.9
    return each.asked * (0.35 * each.named + 0.3 * each.owned + 0.5 * each.words + 0.3 * each.near)


def _method(each: Ties) -> str:
    if each.inside:
        return "inside"
    return "words" if each.words >= 0.5 else "reference" if each.named else "order"


def ties(answer: Answer, responders: Sequence[Party], owners: Sequence[Party], demand: Demand) -> Ties:
    """What speaks for `demand` being the one that is answered."""
    said = words_of(answer)
    return Ties(
        inside=float(any(said.covers(each) or _in_object(answer, each) for each in demand.mentions)),
        named=float(answer.about is not None and names_demand(answer.about)),
        owned=float(bool(_actors(owners) & {*demand.demanders})),
        words=_shared_words(answer, demand),
        asked=_asked(responders, demand),
        near=_near(said, demand),
    )


def _in_object(answer: Answer, place: Span) -> bool:
    """Whether the demand is told in the very phrase that is answered: "rejected Moscow's demand to follow it"."""
    about = answer.about
    if about is None:
        return False
    doc = about.doc
    return doc[about.left_edge.i].idx <= place.start and place.end <= doc[about.right_edge.i].idx + len(
        about.right_edge
    )


def _actors(parties: Sequence[Party]) -> set[Actor]:
    return {actor for each in parties for actor in each}


def _asked(responders: Sequence[Party], demand: Demand) -> float:
    """Whether who answers is who was asked: for certain, perhaps (nobody known was asked), or not."""
    known = _actors(responders)
    if known & {*demand.targets}:
        return 1.0
    if known & {*demand.demanders}:
        return 0.0
    return 0.7 if not demand.targets or not known else 0.4


def _shared_words(answer: Answer, demand: Demand) -> float:
    """The part of the demand's words that the answer has too."""
    doc = answer.head.doc
    said = words_of(answer)
    ours = _lemmas(doc.char_span(*said, alignment_mode="expand"))
    shares = [
        len(ours & theirs) / len(theirs)
        for each in demand.mentions
        if (theirs := _lemmas(doc.char_span(*each, alignment_mode="expand")))
    ]
    return max(shares, default=0.0)


def _lemmas(tokens: Sequence[Token]) -> set[str]:
    return {each.lemma_.lower() for each in tokens if each.pos_ in CONTENT and not each.is_stop}


def _near(said: Span, demand: Demand) -> float:
    """How close before the answer the demand stands."""
    before = [said.start - each.end for each in demand.mentions if each.end <= said.start]
    return max((1 - min(each, REACH) / REACH for each in before), default=0.0)
