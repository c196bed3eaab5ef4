"""Responses: who answers which demands, how, and in which words of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from demarches.transforms.answers import Answer, answers, words_of
from demarches.transforms.clauses import is_verbal
from demarches.transforms.links import links
from demarches.transforms.parties import Party, Scene, doers, owners
from demarches.transforms.units import Actor, Demand, Document, Link, Mention, Response, Statement

METHOD = "frame"


def responses(
    doc: Doc,
    document: Document,
    mentions: tuple[Mention, ...],
    statements: tuple[Statement, ...],
    demands: tuple[Demand, ...],
) -> tuple[Response, ...]:
    """The answers that `document` tells, one a party that answers, in the order of the text."""
    scene = Scene(doc, mentions, statements)
    found = {
        (each.mentions, each.responder): each for answer in answers(doc) for each in _responses(answer, scene, demands)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.mentions, each.responder.actor_id)))


def _responses(answer: Answer, scene: Scene, demands: Sequence[Demand]) -> Iterator[Response]:
    parties = responders(answer, scene)
    asking = owners(answer.about, scene) if answer.about is not None else ()
    linked = links(answer, parties, asking, demands)
    if not linked and answer.needs_demand:
        return
    span = words_of(answer)
    for actor in _actors(parties, linked, demands):
        confidence = max((link.confidence for link in linked), default=0.5)
        yield Response((span,), actor, answer.stance, linked, confidence, METHOD)


def responders(answer: Answer, scene: Scene) -> tuple[Party, ...]:
    """Who answers: whose refusal it is, or the subject of the verb."""
    if is_verbal(answer.cue):
        return doers(answer.head, scene)
    return owners(answer.cue, scene) or (doers(answer.head, scene) if is_verbal(answer.head) else ())


def _actors(parties: Sequence[Party], linked: Sequence[Link], demands: Sequence[Demand]) -> list[Actor]:
    """The parties as the demands know them; who was asked, where the words of the answer name nobody."""
    asked = [actor for link in linked for actor in demands[link.demand].targets]
    if not parties:
        return list(dict.fromkeys(asked))
    return list(dict.fromkeys(each.actor if each.actor in asked else each.of for each in parties))
