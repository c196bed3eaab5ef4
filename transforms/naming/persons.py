"""People whom a text names: as the reader sees them, by their given names, and as titles call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from demarches.transforms.gazetteer.actors import Name, gazetteer
from demarches.transforms.naming.bodies import NAMING, POSSESSIVE, common_nouns
from demarches.transforms.naming.places import Place
from demarches.transforms.naming.salience import given_names
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.units import Span

# A person as a name, not as a heading or a scrap of markup.
PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [^\W\d_][\w.'’-]*){0,5}$")
# What ends in capitals is a body, but for "John Smith III".
LAST_IN_CAPITALS = re.compile(r"(?:^|[ -])(?![IVX]+$)[A-Z]{2,}$")
TITLES = {"Mr": "he", "Mrs": "she", "Ms": "she", "Miss": "she"}
CALLING = re.compile(rf"\b({'|'.join(TITLES)})\.? $")
# A given name, an initial perhaps, and one or two more names.
GIVEN = re.compile(r"\b([A-Z]\w+)(?: [A-Z]\.)?(?: (?:(?:al|el|bin|de|van|von)[ -])?[A-Z][a-z]\w*(?:-[A-Z]\w+)?){1,2}\b")
HONORIFIC = re.compile(
    r"(?:(?:Mr|Messrs|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Adm|Capt|Sgt|Rev|St|Sir|Lord|Lady|Dame|Miss)\b\.? ?"
    r"|(?:President|Senator|Secretary|Minister|Chancellor|Congressman|Congresswoman|Governor|Judge|Justice|General"
    r"|Admiral|Ambassador|Captain|Colonel|Commander|Commissioner|Commodore|Marshal|Premier|Representative)"
    r" (?=[A-Z]))+"
)
TIED = re.compile(r"-[A-Z][a-z]\w+")
# How a name may be found that is somebody's all the same.
GUESSED = frozenset({"group", "org"})


def is_of_person(text: str, span: Span, name: Name) -> bool:
    """Whether a title makes the name of a state or the like somebody's last name: "Mr. English"."""
    return called(text, span.start) is not None and gazetteer().actors[name.actor_id].kind != "person"


def called(text: str, start: int) -> str | None:
    """Whether a title calls who is named at `start` he or she.

    >>> called("It was Mrs. Clinton.", 12)
    'she'
    """
    found = CALLING.search(text[max(0, start - 6) : start])
    return TITLES[found.group(1)] if found else None


def person(entity: Phrase, at_start: dict[int, Place]) -> Iterator[Place]:
    """The person whom a name is of, where it looks like one."""
    inside = (at_start.get(token.idx) for token in entity)
    if any(place and place.actor and place.actor.kind == "person" for place in inside):
        return  # the gazetteer knows better where the name begins: "Entrusting Donald Trump"
    span = _over_hyphen(trimmed(Span(entity.start_char, entity.end_char), text_of(entity.doc)), text_of(entity.doc))
    words = span.of(text_of(entity.doc))
    capital = words[:1].isupper() or words in gazetteer().last_names
    if words.lower() in common_nouns():
        return  # "the Dey" is a title, though a parser takes it for a name
    if PERSON.match(words) and capital and not LAST_IN_CAPITALS.search(words):
        yield Place(span, "person", words)


def _over_hyphen(span: Span, text: str) -> Span:
    """A name with the last name that a hyphen ties to it: "Marisa Dalrymple" "-Philibert"."""
    tied = TIED.match(text, span.end) if " " in span.of(text) else None
    return Span(span.start, tied.end() if tied else span.end)


def by_given_name(doc: Doc, known: Sequence[Place]) -> Iterator[Place]:
    """People by a given name and what follows it, where nobody better known is named: "Kevin Unruh"."""
    text = text_of(doc)
    taken = {i for place in known if place.sort not in GUESSED for i in range(*place.span)}
    for found in GIVEN.finditer(text):
        if found.group(1) in given_names() and taken.isdisjoint(range(*found.span())):
            words = doc.char_span(*found.span(), alignment_mode="contract")
            if words is not None and all(token.pos_ in NAMING for token in words):
                yield Place(Span(*found.span()), "person", found.group())


def trimmed(span: Span, text: str) -> Span:
    """A name without titles before it and the possessive after it, on its first line."""
    words = span.of(text)
    honorific = HONORIFIC.match(words)
    start = span.start + (honorific.end() if honorific else 0)
    words = POSSESSIVE.sub("", text[start : span.end].split("\n")[0].rstrip(" ,"))
    return Span(start, start + len(words))
