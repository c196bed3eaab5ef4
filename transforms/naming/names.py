"""Where a text names somebody: gazetteer names, persons, organs of state, organisations and groups.

Nothing is resolved here that needs the rest of the text: titles, descriptions and pronouns come later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from demarches.transforms.gazetteer.actors import LANDS, Name, bare, gazetteer, own_actor
from demarches.transforms.naming.bodies import APART, bodies, is_called_a_medium, org_words, organisation, uncut
from demarches.transforms.naming.groups import BLOCS, OPPOSITION, groups, members
from demarches.transforms.naming.organs import (
    NAMED_KINDS,
    administrations,
    is_of_organ,
    organ_phrases,
    organ_rows,
    organs_of,
)
from demarches.transforms.naming.persons import by_given_name, called, is_of_person, person, trimmed
from demarches.transforms.naming.places import Place, disjoint
from demarches.transforms.parsing.tokens import text_of, token_at
from demarches.transforms.units import Actor, Span

# What makes a word for a body the beginning of another's name: "the Congress of People's Deputies".
OF_OTHERS = re.compile(r" of (?:the )?(?!United States\b)[A-Z]")


def named_places(doc: Doc) -> list[Place]:
    """Places that name actors by names of their own, none overlapping, the longest first served."""
    organs = list(organ_phrases(doc))
    known = [each for each in _gazetteer_places(doc) if not is_of_organ(each, organs)]
    governing = list(administrations(doc))
    at_start = {place.span.start: place for place in (*known, *governing)}
    people = [*bodies(doc, at_start), *_entities(doc, at_start), *groups(doc, at_start)]
    found = [*known, *organs_of(doc, known, organs), *governing, *people]
    return disjoint([*found, *by_given_name(doc, found)])


def known_names(text: str) -> list[Place]:
    """Places where the gazetteer's names stand, also within others: the "Indian" of "Indian farm unions"."""
    found = gazetteer().find(text)
    return [Place(span, name.kind, span.of(text), gazetteer().actors[name.actor_id]) for span, name in found]


def _gazetteer_places(doc: Doc) -> Iterator[Place]:
    text = text_of(doc)
    for span, name in gazetteer().find(text):
        if not _common_word(doc, span, name) and not is_of_person(text, span, name):
            actor = gazetteer().actors[name.actor_id]
            others = _is_anothers(doc, span, actor) or _is_of_others(doc, span, actor)
            if not others and (actor.kind != "group" or not _of_place(doc, span, name)):
                yield members(doc, span, name, actor) or Place(span, name.kind, span.of(text), actor)


def _common_word(doc: Doc, span: Span, name: Name) -> bool:
    """Whether a name of one word is an ordinary word here: "Time will tell", or the first of another name."""
    if " " in name.text or name.kind not in NAMED_KINDS or name.text.isupper():
        return False
    token = token_at(doc, span.start)
    if name.text in org_words() and OF_OTHERS.match(text_of(doc), span.end):
        return True
    return token is not None and token.is_sent_start is True and token.pos_ in {"NOUN", "VERB", "ADV", "INTJ"}


def _of_place(doc: Doc, span: Span, name: Name) -> bool:
    """Whether the name of a group is a part of a place's: "Orlando West"."""
    token = token_at(doc, span.start)
    joined = token is not None and token.i > token.sent.start and token.nbor(-1).whitespace_
    before = token.nbor(-1) if token is not None and joined else None
    return name.kind == "name" and before is not None and before.pos_ == "PROPN" and before.text[0].isupper()


def _is_of_others(doc: Doc, span: Span, actor: Actor) -> bool:
    """Whether a word before the name of a party's members makes them those of another: "Christian Democrats"."""
    first = token_at(doc, span.start)
    before = first.nbor(-1) if first is not None and not first.is_sent_start and actor.kind == "party" else None
    if before is None or before.is_sent_start or not before.whitespace_ or " " in span.of(text_of(doc)):
        return False
    known = before.text in gazetteer().by_text or before.lower_ in organ_rows()
    return (
        before.pos_ in {"ADJ", "PROPN"} and before.text[0].isupper() and before.ent_type_ in {"", "NORP"} and not known
    )


def _is_anothers(doc: Doc, span: Span, actor: Actor) -> bool:
    """Whether a land before a name makes it that of another body: "the Kenya Conference of Catholic Bishops"."""
    first = token_at(doc, span.start)
    before = first.nbor(-1) if first is not None and not first.is_sent_start and " " in span.of(text_of(doc)) else None
    names = gazetteer().by_text.get(before.text, ()) if before is not None and before.whitespace_ else ()
    lands = {each.actor_id for each in names if each.kind == "name" and gazetteer().actors[each.actor_id].kind in LANDS}
    return actor.kind in APART | BLOCS and bool(lands) and gazetteer().party(actor).actor_id not in lands


def _entities(doc: Doc, at_start: dict[int, Place]) -> Iterator[Place]:
    for entity in doc.ents:
        if is_called_a_medium(entity):
            span = trimmed(Span(entity.start_char, entity.end_char), text_of(doc))
            yield Place(span, "org", span.of(text_of(doc)), own_actor(bare(span.of(text_of(doc))), "media"))
        elif entity[0].i and entity[0].nbor(-1).lower_ == OPPOSITION:
            continue  # its own name stands behind the word
        elif entity.label_ == "PERSON" or called(text_of(doc), entity.start_char):
            yield from person(entity, at_start)
        elif entity.label_ == "ORG" and any(token.pos_ == "PROPN" for token in entity):
            yield from organisation(uncut(entity), at_start)
        elif entity.label_ == "NORP" and entity.text[:1].isupper() and entity.text.endswith("s"):
            yield Place(Span(entity.start_char, entity.end_char), "group", entity.text, own_actor(entity.text, "group"))
