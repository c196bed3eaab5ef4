"""Responses as the trained reader tags them: the answer, who gives it, its stance, and the demands that it answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from demarches.transforms.casting import cast, responding
from demarches.transforms.parties import Scene
from demarches.transforms.pointing import class_of
from demarches.transforms.tagger import Tag, Tagged
from demarches.transforms.units import Actor, Demand, Link, Response

METHOD = "reader"
ASKED = 6.0  # how much likelier who was asked makes it that a demand is the one that is answered
LEAST = 0.4  # confidence from which an answer is taken


def learnt_responses(tagged: Tagged, scene: Scene, demands: Sequence[Demand]) -> Iterator[Response]:
    """Answers that the reader is sure enough of, in the order of the text; none where nobody demands anything."""
    for tag in tagged.tags("answer") if demands else ():
        confidence = tagged.trust("responses", [tag])
        if confidence < LEAST:
            continue
        parties = [each.party for each in cast(scene, tagged, "responder", [tag.span])]
        linked = _linked(tagged, tag, demands, {actor for party in parties for actor in party})
        asked = {actor for link in linked for actor in demands[link.demand].targets}
        stance = class_of(tagged, "stance", [tag])
        for responder in responding(tagged, tag.span, parties, asked):
            yield Response((tag.span,), responder, stance, linked, round(confidence, 2), METHOD)


def _linked(tagged: Tagged, tag: Tag, demands: Sequence[Demand], answering: Collection[Actor]) -> tuple[Link, ...]:
    """The demands on which most of the chance falls, those made of who answers first; none where more falls on none."""
    places = [(number, span) for number, demand in enumerate(demands) for span in demand.mentions]
    scores = tagged.scores("answers", tag.span, [span for _, span in places])
    sums = [0.0] * len(demands)
    for (number, _), chance in zip(places, scores.candidates, strict=True):
        sums[number] += chance * (ASKED if set(answering) & {*demands[number].targets} else 1.0)
    top = max(sums, default=0.0)
    if top <= scores.none:
        return ()
    total = scores.none + sum(sums)
    kept = [number for number, chance in enumerate(sums) if chance >= tagged.settings.limits.answers * top]
    return tuple(Link(number, round(sums[number] / total, 2), METHOD) for number in kept)
