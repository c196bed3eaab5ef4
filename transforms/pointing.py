"""Whom and what the trained reader points at from a span, and of which class it takes it to be."""

from __future__ import annotations

from collections.abc import Sequence

from demarches.transforms.parties import Scene
from demarches.transforms.presence import Party
from demarches.transforms.tagger import CLASSES, Tag, Tagged


def pointed(tagged: Tagged, relation: str, group: Sequence[Tag], scene: Scene) -> tuple[Party, ...]:
    """The parties on which the chances of a role fall; none where the text more likely leaves it open."""
    sums: dict[Party, float] = {}
    none = 0.0
    for tag in group:
        outside = [each for each in scene.mentions if relation == "target" or not each.span.overlaps(tag.span)]
        scores = tagged.scores(relation, tag.span, [each.span for each in outside])
        none += scores.none
        for mention, chance in zip(outside, scores.candidates, strict=True):
            if mention.actor:
                party = Party(mention.actor, mention.party or mention.actor)
                sums[party] = sums.get(party, 0.0) + chance
        if scene.publisher:
            sums[scene.publisher] = sums.get(scene.publisher, 0.0) + scores.issuer
    top = max(sums.values(), default=0.0)
    if top <= none:
        return ()
    kept = [party for party in sums if sums[party] >= tagged.settings.limits.party * top]
    return tuple(sorted(kept, key=lambda party: -sums[party]))


def class_of(tagged: Tagged, head: str, group: Sequence[Tag]) -> str:
    """The likeliest class of a head for the mentions of one demand or answer."""
    chances = [sum(each) for each in zip(*(tagged.code(head, tag.span) for tag in group), strict=True)]
    return CLASSES[head][max(range(len(chances)), key=chances.__getitem__)]
