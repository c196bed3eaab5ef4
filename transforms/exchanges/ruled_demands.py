"""Demands as rules find them: the parties and the words of one place that states what is wanted."""

from __future__ import annotations

from spacy.tokens import Token

from demarches.transforms.exchanges.casting import acting
from demarches.transforms.exchanges.demanders import demanders
from demarches.transforms.exchanges.parties import parties
from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.exchanges.targets import targets
from demarches.transforms.frames.answers import REPLIES
from demarches.transforms.frames.cues import DONE, Want, cue_of
from demarches.transforms.frames.forms import direction, form
from demarches.transforms.frames.wants import follows
from demarches.transforms.parsing.clauses import SUBJECTS, child, governor, is_verbal, phrase
from demarches.transforms.parsing.tagger import Tagged
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.units import Demand, Span

METHOD = "frame"


def demand(want: Want, scene: Scene, tagged: Tagged) -> Demand | None:
    """The demand that one place states; None where nobody is there to want it, or only of himself."""
    ours, theirs = (scene.each(side) for side in parties(want, scene))
    if not ours or _is_somebody(want.head, scene) or not is_grounded(want, scene):
        return None
    span = wanted(want, scene)
    return Demand((span,), *acting(scene, tagged, (span,), ours, theirs), form(want), direction(want), 1.0, METHOD)


def _is_somebody(thing: Token, scene: Scene) -> bool:
    """Whether the word names who is asked, and not people who are asked for: "a request for peacekeepers"."""
    named = scene.at(thing)
    return named is not None and named.actor.kind != "group"


def is_grounded(want: Want, scene: Scene) -> bool:
    """Whether the text itself names who wants it or of whom; both, where anybody might be speaking."""
    ours, theirs = demanders(want, scene), targets(want, scene)
    cue = cue_of(want)
    if cue is not None and cue.demander == "speaker":
        return bool(ours and theirs) and not {*ours} & {*theirs}
    if cue is not None and cue.demander in ("party", "stresser"):
        return bool(ours)
    return bool(ours or theirs)


def wanted(want: Want, scene: Scene) -> Span:
    """The words of the thing wanted: from its verb on, unless its subject is a thing and not the addressee."""
    doer = child(want.head, *SUBJECTS)
    if follows(want) or want.frame in DONE:
        start, least = phrase(want.head).start, want.head.idx + len(want.head)
        behind = next((each for each in want.head.rights if each == want.cue or each.is_ancestor(want.cue)), None)
        behind = want.cue if behind is not None and follows(want) else behind
        # "Acted as a mediator | at Japan's request": the parser may hang the request on another noun.
        close = behind is not None and want.frame in DONE and governor(want.cue) == want.head
        behind = want.cue.head if close and want.cue.head.pos_ == "ADP" else behind
        if behind is not None and behind.head.dep_ == "pobj" and behind.head.lemma_ in REPLIES:
            behind = behind.head.head  # "in response to"
        end = behind.left_edge.idx if behind is not None else phrase(want.head).end
        words = text_of(want.head.doc)[start : max(least, end)]
        return Span(start, start + len(words.rstrip(" ,")))
    return phrase(want.head, with_subject=doer is not None and is_verbal(want.head) and not scene.named_by(doer))
