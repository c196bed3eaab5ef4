"""Demands as the trained reader tags them: what is wanted, by whom, of whom, with its form and direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demarches.transforms.exchanges.casting import sides
from demarches.transforms.exchanges.pointing import class_of
from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.parsing.tagger import Tag, Tagged
from demarches.transforms.units import Demand

METHOD = "reader"
NEAR = 12  # earlier demands that a mention may restate
LEAST = 0.45  # confidence below which function words and what one does oneself come in


def learnt_demands(tagged: Tagged, scene: Scene) -> Iterator[Demand]:
    """Demands that the reader is sure enough of, in the order of the text."""
    for group in _restated(tagged, scene):
        confidence = tagged.trust("demands", group)
        if confidence >= LEAST:
            ours, theirs = sides(scene, tagged, [tag.span for tag in group])
            form, direction = (class_of(tagged, head, group) for head in ("form", "direction"))
            spans = tuple(tag.span for tag in group)
            yield Demand(spans, ours, theirs, form, direction, round(confidence, 2), METHOD)


def _restated(tagged: Tagged, scene: Scene) -> Iterable[list[Tag]]:
    """Gather the mentions of one demand: one joins the earlier ones that its pointer names, of other sentences."""
    wanted = tagged.tags("wanted")
    spans = [tag.span for tag in wanted]
    sentences = {tag: scene.sentence(tag.span) for tag in wanted}
    groups: list[list[Tag]] = []
    for number, (tag, scores) in enumerate(zip(wanted, tagged.scores("same", spans, spans), strict=True)):
        first = max(0, number - NEAR)
        earlier, chances = wanted[first:number], scores.candidates[first : number + 1]
        sums = [
            # What one sentence tells apart is a list of demands: in training texts 12 of 475 such pairs are one.
            sum(c for each, c in zip(earlier, chances, strict=False) if each in group)
            * all(sentences[each] != sentences[tag] for each in group)
            for group in groups
        ]
        best = max(range(len(sums)), key=sums.__getitem__, default=-1)
        if sums and sums[best] > tagged.settings.limits.same * (sum(chances) or 1.0):
            groups[best].append(tag)
        else:
            groups.append([tag])
    return groups
