"""Demands as the reader tags them: what is wanted, by whom, of whom, with every place that states it."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.fuzz import token_set_ratio

from demarches.transforms.parties import Scene, class_of
from demarches.transforms.tagger import READER, Tag, Tagged
from demarches.transforms.units import Actor, Demand

NEAR = 12  # earlier demands that a mention may restate
LEAST = 0.5  # confidence from which a demand is taken
LIKE = 75


def demands(scene: Scene) -> tuple[Demand, ...]:
    """The demands that a document states, restatements put together, in the order of the text."""
    found = [each for group in _restated(scene.tagged) if (each := _demand(scene, group)).confidence >= LEAST]
    return tuple(_together(found, scene.tagged.text))


def _demand(scene: Scene, group: list[Tag]) -> Demand:
    tagged = scene.tagged
    ours, theirs = scene.sides(group)
    return Demand(
        mentions=tuple(tag.span for tag in group),
        demanders=scene.standing("demander", group, ours),
        targets=scene.standing("target", group, theirs),
        form=class_of(tagged, "form", group),
        direction=class_of(tagged, "direction", group),
        confidence=round(tagged.trust("demands", group), 2),
        method=READER,
    )


def _restated(tagged: Tagged) -> list[list[Tag]]:
    """Gather the mentions of one demand: one joins the earlier ones that its pointer names."""
    wanted = tagged.tags("wanted")
    groups: list[list[Tag]] = []
    for number, tag in enumerate(wanted):
        earlier = wanted[max(0, number - NEAR) : number]
        chances = tagged.scores("same", tag.span, [*(each.span for each in earlier), tag.span]).candidates
        sums = [sum(c for each, c in zip(earlier, chances, strict=False) if each in group) for group in groups]
        best = max(range(len(sums)), key=sums.__getitem__, default=-1)
        if sums and sums[best] > tagged.settings.limits.same * (sum(chances) or 1.0):
            groups[best].append(tag)
        else:
            groups.append([tag])
    return groups


def _together(single: list[Demand], text: str) -> list[Demand]:
    """The same demands with each restatement joined to the first."""
    firsts: list[Demand] = []
    for each in single:
        same = next((i for i, first in enumerate(firsts) if _same(first, each, text)), None)
        if same is None:
            firsts.append(each)
        else:
            firsts[same] = _joined(firsts[same], each)
    return firsts


def _same(one: Demand, other: Demand, text: str) -> bool:
    parties = _shared(one.demanders, other.demanders) and _shared(one.targets, other.targets)
    return parties and any(
        token_set_ratio(a.of(text).lower(), b.of(text).lower()) >= LIKE for a in one.mentions for b in other.mentions
    )


def _shared(ours: tuple[Actor, ...], theirs: tuple[Actor, ...]) -> bool:
    return ours == theirs or 2 * len({*ours} & {*theirs}) >= len({*ours, *theirs})


def _joined(first: Demand, again: Demand) -> Demand:
    return replace(
        first,
        mentions=tuple(sorted({*first.mentions, *again.mentions})),
        targets=first.targets or again.targets,
        confidence=max(first.confidence, again.confidence),
    )
