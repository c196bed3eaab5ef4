"""Demands: who wants what of whom, each with every place of the document that states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.fuzz import token_set_ratio
from spacy.tokens import Doc, Token

from demarches.transforms.exchanges.casting import acting, sides
from demarches.transforms.exchanges.demanders import answering, demanders
from demarches.transforms.exchanges.doubts import (
    SURE,
    are_all,
    is_denied,
    is_likely,
    is_own_deed,
    is_supported,
    is_threat,
    is_to_be_weighed,
    is_to_own_staff,
    is_told_as,
    sureness,
)
from demarches.transforms.exchanges.learnt_demands import learnt_demands
from demarches.transforms.exchanges.ruled_demands import METHOD, demand
from demarches.transforms.exchanges.scene import Scene, doers, owners
from demarches.transforms.exchanges.targets import given_to, targets, undergoing
from demarches.transforms.frames.answers import answered_by, answers, refuses
from demarches.transforms.frames.cues import Want
from demarches.transforms.frames.forms import is_suffered, told_form
from demarches.transforms.frames.outcomes import granted
from demarches.transforms.frames.wants import want_at, wants
from demarches.transforms.naming.presence import Party
from demarches.transforms.parsing.clauses import phrase, subject
from demarches.transforms.parsing.tagger import Tagged
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.units import Actor, Demand, Span

LIKE = 75
EVEN = 0.5
# What stands between two demands that are told in one breath.
LISTED = re.compile(r"[^\w.!?]*(?:(?:and|but|nor|or|then|also|to|that|by|of|for|not)\b\W*)*")
# How the second of two begins that are joined.
JOINED = re.compile(r"\s*(?:[,;]|(?:and|but|nor|or)\b)")


def demands(scene: Scene, tagged: Tagged) -> tuple[Demand, ...]:
    """The demands that a document states, restatements put together, in the order of the text.

    Where a rule and the reader see one, its words and form are the rule's, its parties the reader's.
    """
    doc = scene.doc
    learnt = [
        each
        for each in learnt_demands(tagged, scene)
        if not (is_denied(each, doc) or is_threat(each, doc) or is_to_be_weighed(each, doc))
    ]
    ruled = [
        (want, each)
        for want in wants(doc)
        if (whole := demand(want, scene, tagged)) and (is_told_as(want, doc) or is_supported(whole, tagged))
        for each in _parted(whole, learnt, tagged.text)
    ]
    spans = [span for _, each in ruled for span in each.mentions]
    by_rule = [_seen_twice(each, learnt, want, scene, spans) for want, each in ruled]
    more = [each for each in learnt if each.demanders and not any(_overlap(each, other) for other in by_rule)]
    found = [
        replace(
            _put_to(_not_of_whom(each, scene), scene), confidence=sureness(each, tagged, doc), form=_form(each, doc)
        )
        for one in (*by_rule, *more)
        if (each := _asked_of(_without_threat(one, doc), scene))
    ]
    met = [*_met(scene, tagged, found), *_withheld(scene, tagged, found)]
    found = [each for each in found if not any(_is_part(each, done.mentions[0]) for done in met)]
    found = sorted([*found, *met], key=lambda each: each.mentions)
    likely = [each for each in found if is_likely(each, doc) and not is_own_deed(each, scene)]
    likely = [each for each in likely if not is_to_own_staff(each, scene)]
    return tuple(_together(_as_one(likely, scene, tagged), tagged.text))


def _met(scene: Scene, tagged: Tagged, found: Sequence[Demand]) -> Iterator[Demand]:
    """Demands that only their being met tells, beside those found otherwise."""
    for want in granted(scene.doc):
        done = phrase(want.head)
        seen = [span for each in found if not _is_part(each, done) for span in each.mentions]
        told = any(span.overlaps(done) or _is_behind(span, want) for span in seen)
        if told or not demanders(want, scene):
            continue
        if (whole := demand(want, scene, tagged)) and whole.targets:
            yield replace(whole, confidence=SURE)


def _withheld(scene: Scene, tagged: Tagged, found: Sequence[Demand]) -> Iterator[Demand]:
    """Demands that only a refusal to give them what they want tells: "refused to hand him over to Spain"."""
    seen = [span for each in found for span in each.mentions]
    for each in answers(scene.doc):
        if each.about is None or each.stance != "reject" or each.frame != "to":
            continue
        span, asking = phrase(each.about), given_to(each.about, scene)
        asked = owners(each.cue, scene) if each.cue.pos_ == "NOUN" else doers(each.head, scene)
        told = any(span.overlaps(other) for other in seen)
        if asking and asked and {*asked}.isdisjoint(asking) and not told:
            parties = acting(scene, tagged, (span,), asking, asked)
            yield Demand((span,), *parties, "demand", "do", SURE, METHOD)


def _is_part(learnt: Demand, done: Span) -> bool:
    """Whether the reader alone, and unsurely, sees a part of it: "raise it" of "shelved a plan to raise it"."""
    unsure = learnt.method != METHOD and learnt.confidence < EVEN
    return unsure and all(done.covers(span) for span in learnt.mentions)


def _is_behind(span: Span, want: Want) -> bool:
    """Whether a span follows what was done and the word of demanding, which may tell what it was about."""
    behind = want.head.idx < want.cue.idx < span.start < want.cue.sent.end_char
    return bool(behind) and want_at(want.cue.doc, span).cue == want.cue


def _as_one(found: Sequence[Demand], scene: Scene, tagged: Tagged) -> list[Demand]:
    """Demands of a list with the parties of the whole list: "asked Iran to free them and to pay" asks Iran twice."""
    lists: list[list[Demand]] = []
    for each in found:
        if lists and LISTED.fullmatch(tagged.text, lists[-1][-1].mentions[-1].end, each.mentions[0].start):
            lists[-1].append(each)
        else:
            lists.append([each])
    return [each for listed in lists for each in _alike(listed, scene, tagged)]


def _alike(listed: list[Demand], scene: Scene, tagged: Tagged) -> list[Demand]:
    """The demands of a list, each side the same where it was cast otherwise for some of them."""
    ours, theirs = {each.demanders for each in listed}, {each.targets for each in listed}
    if len(ours) == len(theirs) == 1:
        return listed
    wanting, asked = sides(scene, tagged, [span for each in listed for span in each.mentions])
    return [
        replace(
            each,
            demanders=wanting if len(ours) > 1 and wanting else each.demanders,
            targets=asked if len(theirs) > 1 and asked else each.targets,
        )
        for each in listed
    ]


def _not_of_whom(found: Demand, scene: Scene) -> Demand:
    """A demand without those as targets to whom others would do the thing."""
    suffering = {
        actor for span in found.mentions for each in undergoing(want_at(scene.doc, span), scene) for actor in each
    }
    return replace(found, targets=tuple(each for each in found.targets if each not in suffering))


def _put_to(found: Demand, scene: Scene) -> Demand:
    """A demand of nobody told that one of two who talk to each other puts to the other."""
    if found.targets or len(found.demanders) != 1:
        return found
    faced = (scene.faced(found.demanders[0], span) for span in found.mentions)
    return replace(found, targets=tuple(each.of for each in faced if each)[:1])


def _form(found: Demand, doc: Doc) -> str:
    """The form, also by what the words around its first place tell that the reader missed."""
    return told_form(want_at(doc, found.mentions[0]), found.form) if found.method != METHOD else found.form


def _asked_of(found: Demand, scene: Scene) -> Demand | None:
    """A demand that its answer seems to put, as one of who answers by who else is there: "France refused to leave"."""
    wanted = [want_at(scene.doc, span) for span in found.mentions]
    verbs = [verb for want in wanted if (verb := _answered_by(want)) is not None]
    if len(verbs) < len(wanted):
        return found
    refusing, beside = [doers(verb, scene) for verb in verbs], _told_beside(verbs[0], wanted[0].head, scene)
    unasked = not found.targets and are_all(found.demanders, refusing)
    if not unasked and not {*found.demanders} <= {actor for party in beside for actor in party}:
        return found
    others = scene.present(wanted[0].head, (*refusing[0], *beside))
    named = {actor for party in refusing[0] for actor in party}
    asked = () if named.isdisjoint(found.targets) else found.targets
    asked = asked or tuple(dict.fromkeys(each.of for each in refusing[0]))
    return replace(found, demanders=tuple(each.of for each in others), targets=asked) if others else None


def _told_beside(verb: Token, thing: Token, scene: Scene) -> tuple[Party, ...]:
    """Those who are named only to tell who refuses or what: "Cambodia's Khmer Rouge", "unload a Chinese ship"."""
    if answering(thing) != verb:
        return ()
    doer = subject(verb)
    telling = [(each, scene.at(each)) for each in (doer.subtree if doer is not None else ())]
    telling += [(each, party) for each in thing.subtree if (party := scene.at(each)) and _tells_which(each, party)]
    there = {each.i for each, _ in telling}
    # Who is told of elsewhere too may well have asked.
    elsewhere = {party for each in scene.doc if each.i not in there and (party := scene.at(each))}
    return tuple(dict.fromkeys(party for _, party in telling if party and party not in elsewhere))


def _tells_which(word: Token, party: Party) -> bool:
    """Whether a name within what is refused says no more than which it is: "a Chinese ship", "their fighters"."""
    return word.dep_ == "amod" or party.actor.kind == "group"


def _answered_by(want: Want) -> Token | None:
    """The verb that answers the demand, where only that tells it: "refused to leave", "threw out a plea to leave"."""
    verb = answering(want.head)
    return verb if verb is not None and refuses(verb) else answered_by(want.cue)


def _parted(by_rule: Demand, learnt: Sequence[Demand], text: str) -> list[Demand]:
    """The demands of one span in which the reader sees several that are joined: "lift the ban | and open talks"."""
    [whole] = by_rule.mentions
    parts = sorted(span for each in learnt for span in each.mentions if whole.covers(span))
    joined = all(JOINED.match(text, one.end, other.start) for one, other in pairwise(parts))
    return [replace(by_rule, mentions=(part,)) for part in parts] if len(parts) > 1 and joined else [by_rule]


def _seen_twice(by_rule: Demand, learnt: Sequence[Demand], want: Want, scene: Scene, spans: Sequence[Span]) -> Demand:
    """What a rule finds, with what the reader adds that sees it too: other places, and parties that no clause names."""
    same = next((each for each in learnt if _overlap(by_rule, each) and each.demanders), None)
    if same is None:
        return by_rule
    told, asked = demanders(want, scene), targets(want, scene)
    ours = by_rule.demanders if told else same.demanders
    theirs = by_rule.targets if asked else same.targets
    if asked and not told and {*theirs} <= {*ours}:
        # The clause says who is asked: somebody else asks.
        ours = tuple(each for each in ours if each not in theirs) or by_rule.demanders
    elsewhere = (span for span in same.mentions if not any(span.overlaps(mine) for mine in by_rule.mentions))
    here = (_whole(mine, same.mentions, spans, scene.doc) for mine in by_rule.mentions)
    return replace(
        by_rule,
        mentions=tuple(sorted((*here, *elsewhere))),
        demanders=ours,
        targets=tuple(each for each in theirs if each not in ours),
    )


def _whole(mine: Span, learnt: Sequence[Span], by_rule: Sequence[Span], doc: Doc) -> Span:
    """The words of a rule with those that the reader sees before them, and behind a preposition or a comma."""
    around = (span for span in learnt if span.covers(mine) and sum(span.covers(each) for each in by_rule) == 1)
    seen = next(around, mine)
    behind = doc.char_span(mine.end, seen.end, alignment_mode="contract")
    # "Force out, by strikes, officials": a comma may stand within the words.
    led = behind is not None and (behind[0].pos_ == "ADP" or behind[0].text == ",")
    opened = led and behind[-1].pos_ not in ("ADP", "SCONJ")
    if behind is None or not opened or any(each.dep_ == "relcl" for each in behind):
        return Span(seen.start, mine.end)
    return Span(seen.start, seen.end)


def _without_threat(found: Demand, doc: Doc) -> Demand:
    """A demand without what comes if it is not met: "leave" of "leave or face eviction"."""
    return replace(found, mentions=tuple(_until_threat(span, doc) for span in found.mentions))


def _until_threat(span: Span, doc: Doc) -> Span:
    place = list(doc.char_span(*span, alignment_mode="expand"))
    threat = next((i for i, each in enumerate(place) if is_suffered(each)), 0)
    joining = next((each for each in reversed(place[1:threat]) if each.lower_ == "or"), None)
    if joining is None:
        return span
    return Span(span.start, span.start + len(text_of(doc)[span.start : joining.idx].rstrip(" ,")))


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
    if _overlap(one, other):
        return True
    parties = _shared(one.demanders, other.demanders) and _shared(one.targets, other.targets)
    return parties and any(
        token_set_ratio(a.of(text).lower(), b.of(text).lower()) >= LIKE for a in one.mentions for b in other.mentions
    )


def _overlap(one: Demand, other: Demand) -> bool:
    return any(a.overlaps(b) for a in one.mentions for b in other.mentions)


def _shared(ours: tuple[Actor, ...], theirs: tuple[Actor, ...]) -> bool:
    return ours == theirs or 2 * len({*ours} & {*theirs}) >= len({*ours, *theirs})


def _joined(first: Demand, again: Demand) -> Demand:
    return Demand(
        tuple(sorted({*first.mentions, *again.mentions})),
        first.demanders,
        first.targets or again.targets,
        first.form,
        first.direction,
        max(first.confidence, again.confidence),
        first.method,
    )
