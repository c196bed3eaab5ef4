"""Every place of a document that names an actor, the roles that it states, and whom a noun phrase means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from spacy.tokens import Doc

from demarches.transforms.naming.identities import Identities
from demarches.transforms.units import Document, Mention, Role, Span

# What ends the head of a noun phrase: a clause or a comma, and a preposition that tells no owner.
BREAK = re.compile(
    r",|;|\(| (?:who|which|that|whose|to|in|on|about|against|leaked|published|released|obtained|quoted|reviewed|seen)\b"
    r"|\w+ing\b"
)
# What leads to a name in apposition: a comma and a title at most, as in "his running mate, Indiana Gov. Mike Pence".
APPOSED = re.compile(r", (?:[A-Z][\w.-]* ){0,4}$")
CALLED = re.compile(r" (?:[a-z-]+ ){1,4}?[a-z-]+, (?:the )?")
POSSESSIVES = ("'s", "’s")
OWNED_BY = re.compile(r" (?:of|for|from|at|by|with) ")


def mentions(doc: Doc, document: Document) -> tuple[Mention, ...]:
    """Places that name an actor, in order, none overlapping.

    A name or pronoun that could mean several stays without an actor; "we" of a text that its own party
    publishes is the publisher's.
    """
    return Identities(doc, document).mentions


def roles(doc: Doc, document: Document) -> tuple[Role, ...]:
    """Offices that the text itself states, in its order."""
    return tuple(Identities(doc, document).roles)


def resolve(span: Span, mentions: Sequence[Mention], text: str | None = None) -> Mention | None:
    """The mention that a noun phrase means: its head, or who stands behind a head that names nobody.

    `mentions` are in order, none overlapping. A person wins over the office around the name; without `text` the first
    mention inside is taken.
    """
    first = bisect_right(mentions, span.start, key=lambda each: each.span.end)
    inside = list(takewhile(lambda each: each.span.start < span.end, mentions[first:]))
    people = [each for each in inside if each.actor and each.actor.kind == "person"]
    if text is None or not inside:
        return next(iter(people or inside), None)
    head, rest = _halves(span, text)
    apposed = [each for each in people if _apposed(each, span, text)]
    apposed = apposed or [each for each in inside if each.actor and _called_so(each, inside, text)]
    named = [each for each in people if head.overlaps(each.span)]
    named = [each for each in named if not text.startswith(POSSESSIVES, each.span.end)] or named
    bodies = [each for each in inside if head.overlaps(each.span)]
    behind = [each for each in inside if rest and rest.overlaps(each.span)]
    return next((_head(found, text) for found in (apposed, named, bodies) if found), next(iter(behind), None))


def _head(found: Sequence[Mention], text: str) -> Mention:
    """The last of several names ("Trump's adviser Kellyanne Conway"), the first where they are a list."""
    listed = re.search(r",|\band\b", text[found[0].span.end : found[-1].span.start])
    return found[0] if listed else found[-1]


def _halves(span: Span, text: str) -> tuple[Span, Span | None]:
    """The head of a noun phrase, and what an "of" or the like hangs on it."""
    words = span.of(text)
    stop = BREAK.search(words)
    words = words[: stop.start()] if stop and stop.start() else words
    owned = OWNED_BY.search(words)
    if not owned:
        return Span(span.start, span.start + len(words)), None
    return Span(span.start, span.start + owned.start()), Span(span.start + owned.end(), span.start + len(words))


def _called_so(mention: Mention, inside: Sequence[Mention], text: str) -> bool:
    """Whether a body is named in apposition to the noun of whose it is: "Chad's main party, the Front, "."""
    first = inside[0]
    told = mention != first and text.startswith(POSSESSIVES, first.span.end)
    return told and bool(CALLED.fullmatch(text, first.span.end + 2, mention.span.start))


def _apposed(mention: Mention, span: Span, text: str) -> bool:
    """Whether a name stands in apposition at the end: "the First Deputy Chairman of ..., Vyacheslav Nikonov"."""
    return bool(APPOSED.search(text, span.start, mention.span.start)) and mention.span.end >= span.end - 2
