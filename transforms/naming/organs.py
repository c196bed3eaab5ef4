"""Organs of a state: those that stand beside it, and governments called after their heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc

from demarches.datapackage.vocabularies import Row, vocabulary
from demarches.transforms.gazetteer.actors import HEADS, LANDS, gazetteer, own_actor
from demarches.transforms.gazetteer.lexicon import Lexicon
from demarches.transforms.naming.places import Place
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.units import Actor, Span

ADMINISTRATION = re.compile(
    r"\b([A-Z]\w+)(?:-[A-Z]\w+)?(?:['’]s)? [Aa]dministration\b|(?<=\b[Tt]he )([A-Z]\w+) (?:government|regime)\b"
)
# What may stand between a state and its organ.
OF_A_TIME = (
    "caretaker|central|civilian|current|de facto|elected|federal|interim|military|new|outgoing|ousted|provincial|"
    "provisional|regional|state|transitional"
)
# Lands whose names have the article behind "of": "the Government of the Philippines".
ARTICLE = re.compile(
    r"^(?:Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines)$|\b(?:Emirates|Islands|Kingdom|Republic|States|Union)\b"
)
NAMED_KINDS = frozenset({"name", "alias", "acronym"})


@cache
def organ_rows() -> dict[str, Row]:
    """What is known of organs of a state, by what they are called in lower case."""
    return {row["organ"]: row for row in vocabulary("organs")}


@cache
def organ_names() -> Lexicon[Row]:
    """What organs of a state are called, in lower case."""
    return Lexicon(organ_rows().items())


def organ_phrases(doc: Doc) -> Iterator[tuple[Span, Row]]:
    """Places that say an organ of a state, by its kind alone."""
    lowered = text_of(doc).lower()
    return organ_names().find(lowered) if len(lowered) == len(text_of(doc)) else iter(())


def is_of_organ(place: Place, organs: Iterable[tuple[Span, Row]]) -> bool:
    """Whether the name of a party is a word of an organ's: the "Labour" of "Ministry of Labour"."""
    party = place.actor is not None and place.actor.kind == "party"
    return party and any(span.covers(place.span) and span != place.span for span, _ in organs)


def organs_of(doc: Doc, known: list[Place], organs: Iterable[tuple[Span, Row]]) -> Iterator[Place]:
    """Organs of a state that stands beside them: "the Iranian Foreign Ministry", "parliament of Ukraine"."""
    text = text_of(doc)
    states = [place for place in known if place.actor and place.actor.kind in LANDS]
    ends = {place.span.end: place for place in states}
    starts = {place.span.start: place for place in states}
    for span, row in organs:
        before = re.search(rf"(?:'s|’s|’|')? (?:(?:{OF_A_TIME}) )?$", text[max(0, span.start - 20) : span.start])
        owner = ends.get(span.start - len(before.group())) if before else None
        after = re.match(r" (?:of|in) (?:the )?", text[span.end : span.end + 9])
        follower = starts.get(span.end + after.end()) if after else None
        if owner and owner.actor:
            yield Place(
                Span(owner.span.start, span.end),
                "organ",
                text[owner.span.start : span.end],
                organ(row, owner.actor, owner.words),
            )
        elif follower and follower.actor and follower.sort in NAMED_KINDS and not _only_meets(row, after):
            yield Place(Span(span.start, follower.span.end), "organ", span.of(text), organ(row, follower.actor, ""))


def _only_meets(row: Row, leading: re.Match[str] | None) -> bool:
    """Whether a place behind a body of many states only tells where it meets: "the Security Council in New York"."""
    known = gazetteer().named(row["organ"].title())
    return known is not None and known.kind == "igo" and leading is not None and "in" in leading.group().split()


def administrations(doc: Doc) -> Iterator[Place]:
    """A government called after its head: "the Obama administration", "the Babangida government"."""
    for found in ADMINISTRATION.finditer(text_of(doc)):
        head = found.group(1) or found.group(2)
        heads = gazetteer().last_names.get(head, ())
        held = [office for person_id in heads for office in gazetteer().offices.get(person_id, ())]
        of_states = [each for each in held if each.title in HEADS and _is_state(each.of_actor_id)]
        if offices := of_states or (held if found.group(1) else []):
            state = gazetteer().party(gazetteer().actors[offices[-1].of_actor_id])
            named = administration(head, state) if found.group(1) else organ(organ_rows()["government"], state, "")
            yield Place(Span(*found.span()), "organ", found.group(), named)


def _is_state(actor_id: str) -> bool:
    return gazetteer().actors[actor_id].kind == "state"


def administration(head: str, state: Actor) -> Actor:
    """The government of a state under the head of that last name."""
    return own_actor(f"{head} administration", "executive", state)


def organ(row: Row, state: Actor, adjective: str) -> Actor:
    """The organ of a state: the gazetteer's, where it knows one under any name of the state."""
    # The army of a state at war with itself is one of the armed groups.
    kinds = (row["kind"], "armed_group") if row["kind"] == "executive" else (row["kind"],)
    here = (gazetteer().called_at_home(state, row["organ"], kind) for kind in kinds)
    if known := next(filter(None, here), None):
        return known
    names = gazetteer().names(state.actor_id)
    # "An Athens court" is no "Greek court".
    demonym = adjective if names.get(adjective) in ("demonym", "metonym") else _demonym(names, state.name)
    land = f"the {state.name}" if " of {state}" in row["name"] and ARTICLE.search(state.name) else state.name
    return own_actor(row["name"].format(state=land, adjective=demonym), row["kind"], state)


def _demonym(names: dict[str, str], name: str) -> str:
    return next((text for text, kind in sorted(names.items()) if kind == "demonym" and not text.endswith("s")), name)
