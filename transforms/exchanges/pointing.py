"""Whom and what the trained reader points at from a span, and of which class it takes it to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.naming.groups import unnamed
from demarches.transforms.naming.presence import Party, party_of
from demarches.transforms.parsing.tagger import CLASSES, Scores, Tag, Tagged
from demarches.transforms.units import Mention


def class_of(tagged: Tagged, head: str, tags: Sequence[Tag]) -> str:
    """The likeliest class of a head for the mentions of one demand or answer."""
    chances = class_chances(tagged, head, tags)
    return CLASSES[head][max(range(len(chances)), key=chances.__getitem__)]


def class_chances(tagged: Tagged, head: str, tags: Sequence[Tag]) -> list[float]:
    """The mean chances of the classes of a head for the mentions of one demand or answer."""
    return [sum(each) / len(tags) for each in zip(*(tagged.code(head, tag.span) for tag in tags), strict=True)]


def pointed_at(tagged: Tagged, role: str, tags: Sequence[Tag], scene: Scene) -> tuple[dict[Party, float], float]:
    """The mean chance of each party to stand in the role, and that of nobody."""
    sums: defaultdict[Party, float] = defaultdict(float)
    none = 0.0
    for tag in tags:
        known = [each for each in (*scene.mentions, *scene.voices) if each.actor and _may_be(role, each, tag)]
        [scores] = tagged.scores(role, [tag.span], [each.span for each in known])
        none += scores.none / len(tags)
        for mention, chance in zip(known, scores.candidates, strict=True):
            if party := party_of(mention):
                sums[party] += chance / len(tags)
        for party, chance in _others(scores, scene):
            sums[party] += chance / len(tags)
    return dict(sums), none


def _may_be(role: str, mention: Mention, tag: Tag) -> bool:
    """Whoever is named in the thing wanted may be asked for it, but does not want it there."""
    return role == "target" or not mention.span.overlaps(tag.span)


def _others(scores: Scores, scene: Scene) -> list[tuple[Party, float]]:
    """Who is meant without a known name: the publisher, and people called by a common noun."""
    group = unnamed(scene.doc, scores.word)
    found = [(Party(group, group), scores.word_chance)] if group else []
    return [*found, (scene.publisher, scores.issuer)] if scene.publisher else found
