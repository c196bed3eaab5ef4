"""Who is likely meant where the words name nobody: the parties present at a place of the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from demarches.transforms.units import Actor, Mention, Span

# Who reports or merely is cited is no party to what is reported.
REPORTING = frozenset(["document", "media", "unknown"])
COLLECTIVE = frozenset(["alliance", "group", "igo", "state"])
REACH = 1000
# Weights beside the share of mentions, which counts 1.
IN_SENTENCE, IN_PHRASE, NEAR, WITH_MEMBERS, SAME_STATE = 0.3, 0.2, 0.3, 0.3, -0.5


class Party(NamedTuple):
    """A party at one place of a text: the actor itself, and the state or body that it speaks for."""

    actor: Actor
    of: Actor


def party_of(mention: Mention) -> Party | None:
    """The party that a mention names, if it is known whom."""
    return Party(mention.actor, mention.party or mention.actor) if mention.actor else None


class Presence:
    """The parties of a document, and where each is mentioned."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._places: dict[Party, list[Span]] = defaultdict(list)
        for each in mentions:
            if (party := party_of(each)) and party.actor.kind not in REPORTING:
                self._places[party].append(each.span)
        self._counts = Counter({party: len(places) for party, places in self._places.items()})
        self._shares: Counter[Actor] = Counter()
        for party, count in self._counts.items():
            self._shares[party.of] += count

    def likeliest(self, place: Span, sentence: Span, without: Collection[Party]) -> Party | None:
        """The party most present at `place` beside `without`: often named, near, in the same sentence, abroad."""
        known = {actor for each in without for actor in each}
        states = {each.of for each in without if each.actor == each.of}
        others = [each for each in self._places if each.actor not in known and each.of not in states]
        abroad = {each.of for each in without}
        return max(others, key=lambda each: self._weight(each, place, sentence, abroad), default=None)

    def _weight(self, party: Party, place: Span, sentence: Span, abroad: set[Actor]) -> float:
        share = self._shares[party.of] / max(self._shares.values())
        stood_for = party.actor if party.of in abroad else party.of
        places = self._places[party]
        return (
            share
            + WITH_MEMBERS * (stood_for.kind in COLLECTIVE)
            + SAME_STATE * (party.of in abroad)
            + IN_SENTENCE * any(sentence.start <= each.start and each.end <= place.start for each in places)
            + IN_PHRASE * any(sentence.covers(each) and each.start >= place.start for each in places)
            + NEAR * max(_nearness(places, place), default=0.0)
        )


def _nearness(places: Iterable[Span], place: Span) -> Iterator[float]:
    """How near before `place` each of `places` stands."""
    return (1 - min(place.start - each.end, REACH) / REACH for each in places if each.end <= place.start)
