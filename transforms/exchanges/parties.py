"""Who wants a thing of whom: the parties of a demand or an answer, from its clause and who speaks there."""

from __future__ import annotations

from demarches.transforms.exchanges.demanders import demanders
from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.exchanges.targets import targets
from demarches.transforms.frames.cues import Want, cue_of
from demarches.transforms.naming.presence import Party


def parties(want: Want, scene: Scene) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who wants the thing, and of whom: the second is empty where the text leaves it open."""
    theirs = targets(want, scene)
    ours = tuple(each for each in demanders(want, scene) if each not in theirs)
    if is_condition(want):
        # Who tells under which condition his own side would get something has not set it.
        ours = tuple(each for each in ours if each.of not in {other.of for other in theirs})
    ours = ours or scene.present(want.head, theirs)
    return ours, theirs or scene.present(want.head, ours)


def is_condition(want: Want) -> bool:
    """Whether something is to be had for the thing wanted."""
    cue = cue_of(want)
    return cue is not None and cue.form == "condition"
