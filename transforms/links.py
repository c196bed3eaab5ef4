"""Which demand an answer answers: by what it refers to, by words, by parties, and by the order of the text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from demarches.transforms.answers import Answer, names_demand, words_of
from demarches.transforms.presence import Party
from demarches.transforms.units import Actor, Demand, Link, Span

LEAST = 0.25
# How much less probable than the best another may be: more for an answer to several, "rejected the demands".
RIVAL, RIVAL_OF_SEVERAL = 0.15, 0.3
REACH = 1500
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")


class Ties(NamedTuple):
    """What ties an answer to a demand: each a number from 0 to 1."""

    inside: float
    ahead: float
    words: float
    asked: float
    near: float
    latest: float


# Log odds, learnt by logistic regression from answers that people linked; `ahead`, too rare there, by the codebook.
WEIGHTS = Ties(inside=2.5, ahead=4.0, words=3.2, asked=3.7, near=3.5, latest=1.0)
BIAS = -7.0


def links(
    answer: Answer, responders: Sequence[Party], owners: Sequence[Party], demands: Sequence[Demand]
) -> tuple[Link, ...]:
    """The demands that `answer` answers, in their order; none rather than a wrong one."""
    said = words_of(answer)
    latest = min((_gap(said, each) for each in demands if _asked(responders, each) == 1), default=None)
    found = [
        Ties(
            inside=float(any(said.covers(place) or _in_object(answer, place) for place in demand.mentions)),
            ahead=_ahead(answer, said, owners, demand, demands),
            words=_shared_words(answer, demand),
            asked=_asked(responders, demand),
            near=_near(said, demand),
            latest=float(_gap(said, demand) == latest),
        )
        for demand in demands
    ]
    chances = [chance(each) for each in found]
    least = max(LEAST, max(chances, default=0.0) - (RIVAL_OF_SEVERAL if _is_to_several(answer) else RIVAL))
    return tuple(
        Link(place, round(chances[place], 2), _method(each))
        for place, each in enumerate(found)
        if chances[place] >= least
    )


def chance(each: Ties) -> float:
    """How probably the answer answers the demand."""
    odds = BIAS + sum(weight * tie for weight, tie in zip(WEIGHTS, each, strict=True))
    return 1 / (1 + math.exp(-odds))


def _method(each: Ties) -> str:
    if each.inside:
        return "inside"
    return "words" if each.words >= 0.5 else "reference" if each.ahead else "order"


def _in_object(answer: Answer, place: Span) -> bool:
    """Whether the demand is told in the very phrase that is answered: "rejected Moscow's demand to follow it"."""
    about = answer.about
    if about is None:
        return False
    phrase = Span(about.left_edge.idx, about.right_edge.idx + len(about.right_edge))
    return phrase.covers(place)


def _is_to_several(answer: Answer) -> bool:
    return answer.about is not None and answer.about.tag_ in ("NNS", "PRP") and names_demand(answer.about)


def _ahead(answer: Answer, said: Span, owners: Sequence[Party], demand: Demand, demands: Sequence[Demand]) -> float:
    """How close after the answer the demand stands, where the answer names one that the text has yet to tell."""
    if answer.about is None or not names_demand(answer.about):
        return 0.0
    asking = _actors(owners)
    known = any(asking & {*each.demanders} and _gap(said, each) < REACH for each in demands)
    if known or not asking & {*demand.demanders}:
        return 0.0
    return max(1 - min(each.start - said.end, REACH) / REACH for each in demand.mentions)


def _actors(parties: Sequence[Party]) -> set[Actor]:
    return {actor for each in parties for actor in each}


def _asked(responders: Sequence[Party], demand: Demand) -> float:
    """Whether who answers is who was asked: for certain, perhaps, or not.

    Perhaps, where the text names nobody, or a group such as "the West", whose members nobody lists.
    """
    known = _actors(responders)
    if known & {*demand.targets}:
        return 1.0
    if known & {*demand.demanders}:
        return 0.0
    open_ended = not demand.targets or not known or any(each.kind == "group" for each in known)
    return 0.7 if open_ended else 0.4


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


def _gap(said: Span, demand: Demand) -> int:
    """How many characters before the answer the demand stands; `REACH` for one that comes later."""
    before = (said.start - each.end for each in demand.mentions if each.end <= said.start)
    return min(before, default=REACH)


def _near(said: Span, demand: Demand) -> float:
    """How close before the answer the demand stands."""
    return 1 - min(_gap(said, demand), REACH) / REACH
