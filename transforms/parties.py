"""Who wants a thing of whom, who answers: whom the reader points at from the words of a demand or an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from demarches.transforms.names import unnamed
from demarches.transforms.tagger import CLASSES, Scores, Tag, Tagged
from demarches.transforms.units import Actor, Mention


class Party(NamedTuple):
    """A party at one place of a text: the actor itself, and the state or body that it speaks for."""

    actor: Actor
    of: Actor


@dataclass(frozen=True)
class Scene:
    """A document as far as its parties are known: what the reader sees in it, and who is mentioned where."""

    tagged: Tagged
    mentions: tuple[Mention, ...]

    @cached_property
    def publisher(self) -> Party | None:
        """The party that publishes the text as its own, where it does."""
        own = (each for each in self.mentions if each.method == "publisher" and each.actor)
        return next((Party(each.actor, each.party or each.actor) for each in own if each.actor), None)

    def parties(self, role: str, tags: Sequence[Tag]) -> tuple[Party, ...]:
        """The parties on which the chances of a role fall, the likeliest first; none where the text leaves it open."""
        return self._likeliest(*self.chances(role, tags))

    def sides(self, tags: Sequence[Tag]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
        """Who wants a thing, and of whom; nobody is on both sides."""
        (wanting, nobody), (asked, open_) = (self.chances(role, tags) for role in ("demander", "target"))
        ours = {party: chance for party, chance in wanting.items() if chance >= asked.get(party, 0.0)}
        theirs = {party: chance for party, chance in asked.items() if party not in ours}
        return self._likeliest(ours, nobody), self._likeliest(theirs, open_)

    def _likeliest(self, chances: Mapping[Party, float], none: float) -> tuple[Party, ...]:
        top = max(chances.values(), default=0.0)
        if top <= none:
            return ()
        kept = [party for party, chance in chances.items() if chance >= self.tagged.settings.limits.party * top]
        return tuple(sorted(kept, key=lambda party: -chances[party]))

    def chances(self, role: str, tags: Sequence[Tag]) -> tuple[dict[Party, float], float]:
        """The mean chance of each party to stand in the role, and that of nobody."""
        sums: defaultdict[Party, float] = defaultdict(float)
        none = 0.0
        for tag in tags:
            known = [each for each in self.mentions if each.actor and self._may_be(role, each, tag)]
            scores = self.tagged.scores(role, tag.span, [each.span for each in known])
            none += scores.none / len(tags)
            for mention, chance in zip(known, scores.candidates, strict=True):
                sums[_party(mention)] += chance / len(tags)
            for party, chance in self._others(scores):
                sums[party] += chance / len(tags)
        return dict(sums), none

    def _may_be(self, role: str, mention: Mention, tag: Tag) -> bool:
        """Whoever is named in the thing wanted may be asked for it, but does not want it there."""
        return role == "target" or not mention.span.overlaps(tag.span)

    def _others(self, scores: Scores) -> list[tuple[Party, float]]:
        """Who is meant without a known name: the publisher, and people called by a common noun."""
        group = unnamed(self.tagged.doc, scores.word)
        found = [(Party(group, group), scores.word_chance)] if group else []
        return [*found, (self.publisher, scores.issuer)] if self.publisher else found

    def standing(self, role: str, tags: Sequence[Tag], parties: Sequence[Party]) -> tuple[Actor, ...]:
        """The actors as which parties act: towards other states an official stands for his own, else for himself."""
        himself = class_of(self.tagged, role, tags) == "self"
        return tuple(dict.fromkeys(each.actor if himself else each.of for each in parties))


def _party(mention: Mention) -> Party:
    if mention.actor is None:
        raise ValueError(f"nobody is known to be named at {mention.span}")
    return Party(mention.actor, mention.party or mention.actor)


def class_of(tagged: Tagged, head: str, tags: Sequence[Tag]) -> str:
    """The likeliest class of a head for the mentions of one demand or answer."""
    chances = [sum(each) for each in zip(*(tagged.code(head, tag.span) for tag in tags), strict=True)]
    return CLASSES[head][max(range(len(chances)), key=chances.__getitem__)]
