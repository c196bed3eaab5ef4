"""Whom and what the trained reader points at from a span, and of which class it takes it to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from demarches.transforms.names import unnamed
from demarches.transforms.parties import Scene
from demarches.transforms.presence import Party
from demarches.transforms.tagger import CLASSES, Scores, Tag, Tagged
from demarches.transforms.units import Actor, Mention


def pointed(tagged: Tagged, role: str, tags: Sequence[Tag], scene: Scene) -> tuple[Party, ...]:
    """The parties on which the chances of a role fall, the likeliest first; none where the text leaves it open."""
    return _likeliest(tagged, *_chances(tagged, role, tags, scene))


def sides(tagged: Tagged, tags: Sequence[Tag], scene: Scene) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who wants a thing, and of whom; nobody is on both sides."""
    (wanting, nobody), (asked, open_) = (_chances(tagged, role, tags, scene) for role in ("demander", "target"))
    ours = {party: chance for party, chance in wanting.items() if chance >= asked.get(party, 0.0)}
    theirs = {party: chance for party, chance in asked.items() if party not in ours}
    return (
        standing(tagged, "demander", tags, _likeliest(tagged, ours, nobody)),
        standing(tagged, "target", tags, _likeliest(tagged, theirs, open_)),
    )


def standing(tagged: Tagged, role: str, tags: Sequence[Tag], parties: Sequence[Party]) -> tuple[Actor, ...]:
    """The actors as which parties act: towards other states an official stands for his own, else for himself."""
    himself = class_of(tagged, role, tags) == "self"
    return tuple(dict.fromkeys(each.actor if himself else each.of for each in parties))


def class_of(tagged: Tagged, head: str, tags: Sequence[Tag]) -> str:
    """The likeliest class of a head for the mentions of one demand or answer."""
    chances = [sum(each) for each in zip(*(tagged.code(head, tag.span) for tag in tags), strict=True)]
    return CLASSES[head][max(range(len(chances)), key=chances.__getitem__)]


def _chances(tagged: Tagged, role: str, tags: Sequence[Tag], scene: Scene) -> tuple[dict[Party, float], float]:
    """The mean chance of each party to stand in the role, and that of nobody."""
    sums: defaultdict[Party, float] = defaultdict(float)
    none = 0.0
    for tag in tags:
        known = [each for each in scene.mentions if each.actor and _may_be(role, each, tag)]
        scores = tagged.scores(role, tag.span, [each.span for each in known])
        none += scores.none / len(tags)
        for mention, chance in zip(known, scores.candidates, strict=True):
            if mention.actor:
                sums[Party(mention.actor, mention.party or mention.actor)] += chance / len(tags)
        for party, chance in _others(scores, scene):
            sums[party] += chance / len(tags)
    return dict(sums), none


def _likeliest(tagged: Tagged, chances: Mapping[Party, float], none: float) -> tuple[Party, ...]:
    top = max(chances.values(), default=0.0)
    if top <= none:
        return ()
    kept = [party for party, chance in chances.items() if chance >= tagged.settings.limits.party * top]
    return tuple(sorted(kept, key=lambda party: -chances[party]))


def _may_be(role: str, mention: Mention, tag: Tag) -> bool:
    """Whoever is named in the thing wanted may be asked for it, but does not want it there."""
    return role == "target" or not mention.span.overlaps(tag.span)


def _others(scores: Scores, scene: Scene) -> list[tuple[Party, float]]:
    """Who is meant without a known name: the publisher, and people called by a common noun."""
    group = unnamed(scene.doc, scores.word)
    found = [(Party(group, group), scores.word_chance)] if group else []
    return [*found, (scene.publisher, scores.issuer)] if scene.publisher else found
