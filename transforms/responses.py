"""Responses: who answers which demands, how, and in which words of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc

from demarches.transforms.answers import Answer, answers, words_of
from demarches.transforms.casting import responding
from demarches.transforms.chances import chance, log_odds
from demarches.transforms.clauses import is_verbal, subject
from demarches.transforms.learnt_responses import learnt_responses
from demarches.transforms.links import links
from demarches.transforms.parties import Scene, doers, owners
from demarches.transforms.presence import Party
from demarches.transforms.tagger import Tagged
from demarches.transforms.units import Demand, Link, Mention, Response, Span, Statement

METHOD = "frame"
SURE = 0.5
# Of the links that rules find in annotated texts, so many hold from each chance on: 261 were judged, end to end.
LINKS_HOLD = ((0.9, 0.47), (0.7, 0.25), (0.0, 0.13))


class Signs(NamedTuple):
    """What speaks for a response to be one."""

    rule: float  # whether a rule sees it
    ruled: float  # confidence of the surest link of a rule
    linked: float  # of one of the reader
    alone: float  # whether it answers no demand that is known
    mean: float  # log odds of the mean chance of the words to be an answer, by the reader


def responses(
    doc: Doc,
    tagged: Tagged,
    mentions: tuple[Mention, ...],
    statements: tuple[Statement, ...],
    demands: tuple[Demand, ...],
) -> tuple[Response, ...]:
    """The answers that a document tells, one a party that answers, in the order of the text.

    What a rule sees stands as the rule has it; the reader adds what no rule sees.
    """
    scene = Scene(doc, mentions, statements)
    by_rule = [each for answer in answers(doc) for each in _responses(answer, scene, tagged, demands)]
    seen = [span for each in by_rule for span in each.mentions]
    more = [
        each
        for each in learnt_responses(tagged, scene, demands)
        if not any(_touches(span, other) for span in each.mentions for other in seen)
    ]
    weights = tagged.settings.weights["response"]
    found = {
        (each.mentions, each.responder): replace(each, confidence=round(chance(signs(each, tagged), weights), 2))
        for each in (*by_rule, *more)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.mentions, each.responder.actor_id)))


def signs(found: Response, tagged: Tagged) -> Signs:
    """What speaks for a response to be one: a rule, a demand that it answers, and how the reader takes its words."""
    mean, _ = tagged.inside("answer", found.mentions[0])
    linked = max((link.confidence for link in found.links), default=0.0)
    rule = float(found.method == METHOD)
    return Signs(rule, rule * linked, (1 - rule) * linked, float(not found.links), log_odds(mean))


def _touches(one: Span, other: Span) -> bool:
    """Whether two spans overlap, or only a space stands between them."""
    return one.start <= other.end + 1 and other.start <= one.end + 1


def _responses(answer: Answer, scene: Scene, tagged: Tagged, demands: Sequence[Demand]) -> Iterator[Response]:
    span, head = words_of(answer), Span(answer.head.idx, answer.head.idx + len(answer.head))
    if any(place.covers(head) for demand in demands for place in demand.mentions):
        return
    parties = responders(answer, scene)
    asking = owners(answer.about, scene) if answer.about is not None else ()
    linked = links(answer, parties, asking, demands)
    if answer.needs_demand and max((link.confidence for link in linked), default=0.0) < SURE:
        return
    held = tuple(link._replace(confidence=_held(link.confidence)) for link in linked)
    asked = [actor for link in linked for actor in demands[link.demand].targets]
    if parties:
        found = responding(tagged, span, parties, asked)
    else:
        found = () if is_told(answer) else tuple(dict.fromkeys(asked))  # as nobody else is named
    for actor in found:
        yield Response((span,), actor, answer.stance, held, 1.0, METHOD)


def _held(linked: float) -> float:
    return next(share for least, share in LINKS_HOLD if linked >= least)


def responders(answer: Answer, scene: Scene) -> tuple[Party, ...]:
    """Who answers: whose refusal it is, the subject of the verb, or who calls the demand unacceptable."""
    if answer.cue.pos_ == "ADJ" and answer.frame in ("demand", "is"):
        return scene.speakers(answer.cue)
    own = owners(answer.cue, scene) if answer.cue.pos_ == "NOUN" else ()
    return own or (doers(answer.head, scene) if is_verbal(answer.head) else ())


def is_told(answer: Answer) -> bool:
    """Whether the words name who answers, be it nobody that is known."""
    doer = subject(answer.head) if is_verbal(answer.head) else None
    return doer is not None and doer.pos_ in ("NOUN", "PROPN") and doer != answer.about
