"""What speaks for and against a demand: how sure it is, and what is none though its words seem to say so."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from demarches.transforms.exchanges.ruled_demands import METHOD
from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.frames.answers import answered_things, answers
from demarches.transforms.frames.cues import Want, cue_of
from demarches.transforms.frames.denials import denies
from demarches.transforms.frames.forms import is_suffered
from demarches.transforms.frames.wants import want_at
from demarches.transforms.naming.presence import Party
from demarches.transforms.parsing.chances import chance, log_odds
from demarches.transforms.parsing.clauses import child, is_verbal
from demarches.transforms.parsing.tagger import SUPPORTED, Tagged
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.units import Actor, Demand, Span

# Confidence below which a demand is left out, as texts held out of training advise: of requests with less than 0.3, one
# in seven held there.
LEAST, LEAST_REQUEST = 0.2, 0.3
# Who orders what of those under him has no demand of another party.
ORDERING = frozenset(["command", "direct", "instruct", "order", "tell"])
RULING = frozenset(["executive", "person", "state"])
STAFF = frozenset(["aides", "commanders", "forces", "generals", "ministers", "officers", "soldiers", "troops"])
TELLING = frozenset(["give", "go"])  # verbs that say enough alone: who shall go, or give himself up
# Frames that the reader hardly ever sees: "as Iran had asked", "until Iran leaves", what Iran is given time for. Of
# nineteen in sentences written for it and unseen texts eighteen are demands.
RARE, SURE = ("as", "done", "held", "if not", "in return", "offered", "under which", "until", "without"), 0.7
LAWFUL = frozenset(["bar", "subpoena"])  # what only courts and their like do
LIMITED, DEADLINES = ("if not", "until"), ("deadline", "ultimatum")
ONESELF = re.compile(r"\b(?:my|him|her)self$|\b(?:our|them)selves$")


class Signs(NamedTuple):
    """What speaks for a demand to be one."""

    rule: float  # whether a rule sees it
    condition: float
    mean: float  # log odds of the mean chance of the words to be wanted, by the reader, where it is surest
    weakest: float  # of the least


def signs(found: Demand, tagged: Tagged) -> Signs:
    """What speaks for a demand to be one: a rule, and how the reader takes its words."""
    seen = [tagged.inside("wanted", span) for span in found.mentions]
    return Signs(
        rule=float(found.method == METHOD),
        condition=float(found.form == "condition"),
        mean=log_odds(max(mean for mean, _ in seen)),
        weakest=log_odds(max(weakest for _, weakest in seen)),
    )


def is_likely(found: Demand, doc: Doc) -> bool:
    """Whether a demand is sure enough to be told, says something, and is put to others than the demander."""
    least = LEAST_REQUEST if found.form == "request" else LEAST
    says = any(_says_something(span, doc) for span in found.mentions)
    return found.confidence >= least and says and not _is_of_oneself(found, doc)


def _says_something(span: Span, doc: Doc) -> bool:
    """Whether words are more than function words: "that" and "more of the same" tell nobody what is wanted."""
    words = [token for token in doc.char_span(*span, alignment_mode="expand") if token.is_alpha]
    return not all(token.is_stop and token.lemma_ not in TELLING for token in words)


def _is_of_oneself(found: Demand, doc: Doc) -> bool:
    """Whether the demander himself would do it: "insisted on reading the bill herself"."""
    return not found.targets and all(ONESELF.search(span.of(text_of(doc))) for span in found.mentions)


def is_own_deed(found: Demand, scene: Scene) -> bool:
    """Whether its clause says that the demander would do it: "must leave before France will ratify the treaty"."""
    heads = [want_at(scene.doc, span).head for span in found.mentions]
    doing = [scene.named_by(child(head, "nsubj")) if is_verbal(head) else () for head in heads]
    return found.form == "condition" and are_all(found.demanders, doing)


def is_to_own_staff(found: Demand, scene: Scene) -> bool:
    """Whether one who rules orders those under him, who are no other party: "the premier ordered the army to halt"."""
    orders = all(want_at(scene.doc, span).cue.lemma_ in ORDERING for span in found.mentions)
    if not (orders and found.targets and all(each.kind in RULING for each in found.demanders)):
        return False
    lands = {scene.side(each) for each in found.demanders}
    return all(
        (each.kind == "executive" and scene.side(each) in lands) or (each.kind == "group" and each.name in STAFF)
        for each in found.targets
    )


def are_all(actors: Collection[Actor], named: Sequence[Collection[Party]]) -> bool:
    """Whether each of the places names none but some of the actors."""
    return all(who and all({*each} & {*actors} for each in who) for who in named)


def is_threat(found: Demand, doc: Doc) -> bool:
    """Whether it is only what comes if a demand is not met: "withdraw or be driven out"."""
    return all(is_suffered(want_at(doc, span).head) for span in found.mentions)


def is_to_be_weighed(found: Demand, doc: Doc) -> bool:
    """Whether it is what somebody asks time for: "needs a week to study the plan"."""
    weighed = [each.about.idx for each in answers(doc) if each.frame == "time" and each.about is not None]
    return all(any(span.start <= place < span.end for place in weighed) for span in found.mentions)


def is_denied(found: Demand, doc: Doc) -> bool:
    """Whether rules know the word by which it is wanted, and that it demands nothing there: "did not ask for help"."""
    told = [want_at(doc, span) for span in found.mentions]
    return all(cue_of(want) is not None and denies(want) for want in told)


def sureness(found: Demand, tagged: Tagged, doc: Doc) -> float:
    """How likely a demand holds."""
    learnt = chance(signs(found, tagged), tagged.settings.weights["demand"])
    told = [want_at(doc, span) for span in found.mentions] if learnt < SURE else []
    low = any(want.frame in RARE or is_told_as(want, doc) for want in told)
    return round(SURE if low else learnt, 2)


def is_told_as(want: Want, doc: Doc) -> bool:
    """Whether words tell of it that the reader hardly ever sees: "as Iran asked", a deadline, "the truce it sought"."""
    if want.cue.lemma_ in LAWFUL and want.frame in ("from", "object"):
        return True
    limited = want.frame in LIMITED or (want.frame == "to" and want.cue.lemma_ in DEADLINES)
    return want.head.i in answered_things(doc) or (
        is_verbal(want.head) and (want.frame in ("as", "done", "under which") or limited)
    )


def is_supported(found: Demand, tagged: Tagged) -> bool:
    """Whether the reader does not speak against it; of conditions it is not asked."""
    return found.form == "condition" or tagged.support("wanted", found.mentions[0]) >= SUPPORTED
