"""Responses: who answers which demands, how, and in which words of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Token

from demarches.transforms.exchanges.casting import cast, responding
from demarches.transforms.exchanges.learnt_responses import learnt_responses
from demarches.transforms.exchanges.links import Ledger
from demarches.transforms.exchanges.scene import Scene, doers, owners
from demarches.transforms.frames.answers import Answer, answers, is_settled, words_of
from demarches.transforms.frames.outcomes import deeds, leaves, leavings, outcome, said_of
from demarches.transforms.naming.groups import officials
from demarches.transforms.naming.presence import Party
from demarches.transforms.parsing.chances import chance, log_odds
from demarches.transforms.parsing.clauses import (
    RELATIVE,
    is_infinitive,
    is_verbal,
    phrase,
    preposition,
    subject,
    told_before,
)
from demarches.transforms.parsing.tagger import Tagged
from demarches.transforms.parsing.tokens import span_of
from demarches.transforms.units import Actor, Demand, Link, Response, Span

METHOD = "frame"
NEEDED = 0.05  # confidence of a link without which what only may be an answer is none
# What is answered where the words, or the next few, say this is a medium's own request, which is no demand.
COMMENT = re.compile(r"\bcomment\b|\bbe (?:identified|interviewed|named|quoted)\b")
BEHIND = 25  # characters
# How often annotators of training texts took what a demand's own words tell for an answer.
TOLD = {"accept": 0.6, "reject": 0.9}
FAVOURED = 0.75  # likewise, of what is done at somebody's request
# Likewise, of who does something about a demand that the same words tell: 20 of 23 answer it there.
OWNED = 0.85
SETTLING = ("accept", "defer", "ignore", "reject")  # where it was talked about, the words tell less
# Confidence below which an answer is left out: on held-out texts F1 hardly depends on it, and fewer are false here.
LEAST = 0.2


class Signs(NamedTuple):
    """What speaks for a response to be one."""

    rule: float  # whether a rule sees it
    ruled: float  # confidence of its surest link, where a rule sees it
    linked: float  # where only the reader does
    alone: float  # whether it answers no demand that is known
    mean: float  # log odds of the mean chance of the words to be an answer, by the reader


def responses(ledger: Ledger) -> tuple[Response, ...]:
    """The answers that a document tells, one a party that answers, in the order of the text.

    What a rule sees stands as the rule has it; the reader adds what no rule sees.
    """
    found = answers(ledger.scene.doc)
    told: list[Response] = []
    for more in (_outcomes(ledger), _favours(found, ledger), _departures(ledger), _owned(found, ledger)):
        told += _besides(more, told)
    by_rule = _besides((each for answer in found for each in _responses(answer, ledger)), told)
    called = [each.about.idx for each in found if each.about is not None and told_before(each.about)]
    learnt = [
        each
        for each in _besides(learnt_responses(ledger), [*by_rule, *told])
        if not any(span.start <= place < span.end for span in each.mentions for place in called)
    ]
    sure = {_who_where(each): _as_sure(each, ledger) for each in (*by_rule, *learnt)}
    sure |= {_who_where(each): each for each in told}
    likely = [each for each in sure.values() if each.confidence >= LEAST and not _is_to_press(each, ledger.tagged.text)]
    taken = (each for each in likely if not any(_is_within(each, other) for other in likely))
    return tuple(sorted(taken, key=lambda each: (each.mentions, each.responder.actor_id)))


def _is_within(one: Response, other: Response) -> bool:
    """Whether the words of another answer tell one, and more: "discuss it" of "agreed to discuss it"."""
    same = (one.responder, one.stance) == (other.responder, other.stance)
    return same and other.mentions[0] != one.mentions[0] and other.mentions[0].covers(one.mentions[0])


def _who_where(found: Response) -> tuple[Actor, Span]:
    """What makes an answer the one it is: the same words may tell it in two ways."""
    return found.responder, found.mentions[0]


def _besides(found: Iterable[Response], others: Sequence[Response]) -> list[Response]:
    """The responses that touch none of the others."""
    seen = [span for each in others for span in each.mentions]
    return [each for each in found if not any(_touches(span, other) for span in each.mentions for other in seen)]


def _outcomes(ledger: Ledger) -> Iterator[Response]:
    """What the demands themselves tell of their outcome, an answer of each who was asked."""
    for number, demand in enumerate(ledger.demands):
        for place in demand.mentions:
            if told := outcome(ledger.scene.doc, place):
                sure = TOLD[told.stance]
                for asked in demand.targets:
                    yield Response((told.span,), asked, told.stance, (Link(number, sure, "words"),), sure, METHOD)


def _favours(found: Sequence[Answer], ledger: Ledger) -> Iterator[Response]:
    """What is done about a demand that the same clause names."""
    scene = ledger.scene
    for verb, about, stance, saying, by_asked in deeds(scene.doc, found):
        span, parties = said_of(verb), scene.each(doers(verb, scene) or _announcing(verb, scene))
        spans = (span,) if saying is None else tuple(sorted((span, phrase(saying))))
        told = tuple(Link(number, FAVOURED, "words") for number in ledger.told_by(about))
        links = told or ledger.links(span, {actor for party in parties for actor in party}, by_rule=True)
        asked = ledger.asked(links)
        for actor in responding(scene, ledger.tagged, span, parties, asked):
            if by_asked and actor not in asked:
                continue
            yield Response(spans, actor, stance, ledger.likely(links), FAVOURED, METHOD)


def _announcing(verb: Token, scene: Scene) -> tuple[Party, ...]:
    """Who says that something will be done: "announced that he would be freed"."""
    return doers(verb.head, scene) if verb.dep_ == "ccomp" else ()


def _departures(ledger: Ledger) -> Iterator[Response]:
    """Who leaves office after that was demanded of him, or in the sentence that tells so."""
    scene, told = ledger.scene, set[Actor]()
    going = [(number, each) for number, each in enumerate(ledger.demands) if _is_to_leave(each, scene)]
    for verb in leavings(scene.doc) if going else ():
        span, sentence = phrase(verb), scene.sentence(span_of(verb))
        who = {actor for party in doers(verb, scene) for actor in party}
        asked = {
            number: each
            for number, each in going
            if not who.isdisjoint(each.targets) and each.mentions[0].start < max(span.start, sentence.end)
        }
        if not any(place.overlaps(span) for each in ledger.demands for place in each.mentions):
            links = tuple(Link(number, FAVOURED, "words") for number in asked)
            for actor in dict.fromkeys(actor for each in asked.values() for actor in each.targets if actor in who):
                if actor not in told:
                    yield Response((span,), actor, "accept", links, FAVOURED, METHOD)
                told.add(actor)


def _is_to_leave(demand: Demand, scene: Scene) -> bool:
    return any(leaves(scene.doc, place) for place in demand.mentions)


def _owned(found: Iterable[Answer], ledger: Ledger) -> Iterator[Response]:
    """Answers to a demand that the same words tell: "has dismissed calls by France to free the sailors"."""
    for answer in found:
        if _may_own(answer) and answer.stance in SETTLING and is_settled(answer):
            asked = ledger.told_by(answer.about)
            for each in _responses(answer._replace(needs_demand=False), ledger) if asked else ():
                links = ledger.of_others([Link(number, OWNED, "words") for number in asked], each.responder)
                if links:
                    yield replace(each, links=links, confidence=OWNED)


def _may_own(answer: Answer) -> bool:
    """Whether an answer is to a demand, or to who may have put it: "gave way to the workers who asked for it"."""
    about = answer.about
    if about is None or answer.frame in ("decision", "demand"):
        return about is not None
    return about.tag_ in RELATIVE or (answer.frame == "to" and about.pos_ in ("NOUN", "PROPN"))


def _as_sure(found: Response, ledger: Ledger) -> Response:
    """A response with its confidence, and with its likely links."""
    confidence = chance(signs(found, ledger.tagged), ledger.tagged.settings.weights["response"])
    links = ledger.of_others(ledger.likely(found.links), found.responder)
    return replace(found, confidence=round(confidence, 2), links=links)


def signs(found: Response, tagged: Tagged) -> Signs:
    """What speaks for a response to be one: a rule, a demand that it answers, and how the reader takes its words."""
    [span] = found.mentions
    seen = [tag.mean for tag in tagged.tags("answer") if tag.span.overlaps(span)]
    mean = max([tagged.inside("answer", span)[0], *seen])
    linked = max((link.confidence for link in found.links), default=0.0)
    rule = float(found.method == METHOD)
    return Signs(rule, rule * linked, (1 - rule) * linked, float(not found.links), log_odds(mean))


def _is_to_press(found: Response, text: str) -> bool:
    """Whether it answers a request for comment: "did not respond to a request for comment"."""
    return all(COMMENT.search(text, span.start, span.end + BEHIND) for span in found.mentions)


def _touches(one: Span, other: Span) -> bool:
    """Whether two spans overlap, or only a space stands between them."""
    return one.start <= other.end + 1 and other.start <= one.end + 1


def _responses(answer: Answer, ledger: Ledger) -> Iterator[Response]:
    scene, demands = ledger.scene, ledger.demands
    span, head = words_of(answer), Span(answer.head.idx, answer.head.idx + len(answer.head))
    if any(place.covers(head) for demand in demands for place in demand.mentions) or _is_only_meant(answer):
        return
    parties = scene.each(responders(answer, scene))
    linked = ledger.links(span, {actor for party in parties for actor in party}, by_rule=True)
    if answer.needs_demand and max((link.confidence for link in linked), default=0.0) < NEEDED:
        return
    asked = ledger.asked(linked)
    parties = _seated(answer, asked, scene) or parties
    if parties:
        found = responding(scene, ledger.tagged, span, parties, asked)
    elif is_told(answer):
        pointed = scene.each([each.party for each in cast(scene, ledger.tagged, "responder", [span])[:1]])
        found = responding(scene, ledger.tagged, span, pointed, asked)
    else:
        found = ledger.asked(ledger.likely(linked))  # as nobody else is named
    for actor in found:
        yield Response((span,), actor, answer.stance, linked, 1.0, METHOD)


def _is_only_meant(answer: Answer) -> bool:
    """Whether a word of answering alone tells no more than what somebody shall do: "has ten days to comply"."""
    return answer.frame == "alone" and is_infinitive(answer.head) and not is_settled(answer)


def _seated(answer: Answer, asked: Sequence[Actor], scene: Scene) -> tuple[Party, ...]:
    """Those who were asked, where officials in their capital answer: "asked Iran, prosecutors in Tehran refused"."""
    doer = subject(answer.head) if is_verbal(answer.head) else None
    if doer is None or doer.lower_ not in officials():
        return ()
    return tuple(each for each in scene.named_by(preposition(doer, "in")) if each.of in asked)


def responders(answer: Answer, scene: Scene) -> tuple[Party, ...]:
    """Who answers: whose refusal it is, the subject of the verb, or who calls the demand unacceptable."""
    if answer.cue.pos_ == "ADJ" and answer.frame in ("demand", "is"):
        return scene.speakers(answer.cue) if answer.stance != "ignore" else ()
    own = owners(answer.cue, scene) if answer.cue.pos_ == "NOUN" else ()
    if answer.frame == "had":
        return own  # who has had no reply is who asked
    return own or (doers(answer.head, scene) if is_verbal(answer.head) else ())


def is_told(answer: Answer) -> bool:
    """Whether the words name who answers, be it nobody that is known."""
    doer = subject(answer.head) if is_verbal(answer.head) and answer.frame != "had" else None
    return doer is not None and doer.pos_ in ("NOUN", "PROPN") and doer != answer.about
