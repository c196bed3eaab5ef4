"""Responses as the reader tags them: the answer, who gives it, its stance, and the demands that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from demarches.transforms.parties import Scene, class_of
from demarches.transforms.tagger import READER, Tag
from demarches.transforms.units import Demand, Link, Response

LEAST = 0.5  # confidence from which an answer is taken


def responses(scene: Scene, demands: Sequence[Demand]) -> tuple[Response, ...]:
    """The answers that a document tells, one a party that answers, in the order of the text."""
    return tuple(_responses(scene, demands))


def _responses(scene: Scene, demands: Sequence[Demand]) -> Iterator[Response]:
    tagged = scene.tagged
    for tag in tagged.tags("answer"):
        confidence = round(tagged.trust("responses", [tag]), 2)
        parties = scene.parties("responder", [tag])
        if confidence < LEAST or not parties:
            continue
        linked = _linked(scene, tag, demands)
        asked = {actor for link in linked for actor in demands[link.demand].targets}
        known = next((actor for actor in parties[0] if actor in asked), None)
        (responder,) = [known] if known else scene.standing("responder", [tag], parties[:1])
        yield Response((tag.span,), responder, class_of(tagged, "stance", [tag]), linked, confidence, READER)


def _linked(scene: Scene, tag: Tag, demands: Sequence[Demand]) -> tuple[Link, ...]:
    """The demands on which most of the chance falls; none where more falls on none."""
    places = [(number, span) for number, demand in enumerate(demands) for span in demand.mentions]
    scores = scene.tagged.scores("answers", tag.span, [span for _, span in places])
    sums = [0.0] * len(demands)
    for (number, _), chance in zip(places, scores.candidates, strict=True):
        sums[number] += chance
    top = max(sums, default=0.0)
    if top <= scores.none:
        return ()
    total = scores.none + sum(sums)
    least = scene.tagged.settings.limits.answers * top
    kept = [number for number, chance in enumerate(sums) if chance >= least]
    return tuple(Link(number, round(sums[number] / total, 2), READER) for number in kept)
