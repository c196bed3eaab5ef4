"""Responses as the trained reader tags them: the answer, who gives it, its stance, and the demands that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarches.transforms.parties import Scene
from demarches.transforms.pointing import class_of, pointed
from demarches.transforms.tagger import Tag, Tagged
from demarches.transforms.units import Demand, Link, Response

METHOD = "reader"
LEAST = 0.5  # confidence from which an answer is taken that no rule sees


def learnt_responses(tagged: Tagged, scene: Scene, demands: Sequence[Demand]) -> Iterator[Response]:
    """Answers that the reader is sure enough of, in the order of the text, each by the likeliest responder."""
    for tag in tagged.tags("answer"):
        confidence = tagged.trust("responses", [tag])
        parties = pointed(tagged, "responder", [tag], scene)
        if confidence < LEAST or not parties:
            continue
        linked = _linked(tagged, tag, demands)
        asked = {actor for link in linked for actor in demands[link.demand].targets}
        party = parties[0]
        responder = party.actor if party.actor in asked else party.of
        stance = class_of(tagged, "stance", [tag])
        yield Response((tag.span,), responder, stance, linked, round(confidence, 2), METHOD)


def _linked(tagged: Tagged, tag: Tag, demands: Sequence[Demand]) -> tuple[Link, ...]:
    """The demands on which most of the chance falls; none where more falls on none."""
    places = [(number, span) for number, demand in enumerate(demands) for span in demand.mentions]
    scores = tagged.scores("answers", tag.span, [span for _, span in places])
    sums = [0.0] * len(demands)
    for (number, _), chance in zip(places, scores.candidates, strict=True):
        sums[number] += chance
    top = max(sums, default=0.0)
    if top <= scores.none:
        return ()
    total = scores.none + sum(sums)
    kept = [number for number, chance in enumerate(sums) if chance >= tagged.settings.limits.answers * top]
    return tuple(Link(number, round(sums[number] / total, 2), METHOD) for number in kept)
