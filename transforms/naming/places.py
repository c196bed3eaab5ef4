"""Places that name or may name somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from demarches.transforms.units import Actor, Span

# Who stands at a place, the state or body that he speaks for, and how that was told; "" where the place names nobody.
Decided = tuple[Actor | None, Actor | None, str]


class Place(NamedTuple):
    """A place that names or may name somebody: `sort` says how it was found, `words` what stands there."""

    span: Span
    sort: str
    words: str
    actor: Actor | None = None


def disjoint(places: Iterable[Place]) -> list[Place]:
    """Places without overlaps, in order: the longer one wins, then the one that was listed first."""
    taken: set[int] = set()
    kept = []
    for place in sorted(places, key=lambda place: place.span.start - place.span.end):
        if taken.isdisjoint(range(*place.span)):
            taken.update(range(*place.span))
            kept.append(place)
    return sorted(kept)
