"""Offices as a text states them: "the Russian Foreign Minister, Sergey Lavrov"; and titles that stand alone."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import Row, vocabulary
from demarches.transforms.gazetteer.actors import gazetteer
from demarches.transforms.gazetteer.lexicon import Lexicon
from demarches.transforms.naming.places import Place
from demarches.transforms.parsing.tokens import text_of, token_at
from demarches.transforms.units import Actor, Role, Span

# What may stand between a title and the name after it: "of the State Duma Committee on International Affairs, ".
TO_NAME = re.compile(r"(?:,? (?:of|for|on|to|at|in|from|and) [^,;:.!?“”\"()\n]{1,90}?)?,? $")
# What may stand between a name and the title after it: ", the First Deputy ", ", Russia's ", ", who is the ".
FROM_NAME = re.compile(r",? (?:who (?:is|was) )?(?:[^,;:.!?“”\"()\n]{0,60} )?$")
OF_NAME = re.compile(r" of (?:the )?[A-Z][\w-]+(?: (?:and )?[A-Z][\w-]+)*+(?!['’]|[ -]\w+ing\b)")
AMERICAN = re.compile(r" \((?:R|D|I)[-–][A-Z]")
CALLED = re.compile(r"(?:Messrs|Mr|Mrs|Ms|Miss|Dr)\.? $")
OWNING = frozenset({"her", "his", "its", "their"})
REACH = 130


class Title(NamedTuple):
    """A place of the text that says an office, and what the vocabulary knows of it."""

    span: Span
    row: Row

    @property
    def names(self) -> frozenset[str]:
        """Titles that the holder of this one may be called by."""
        return frozenset([self.row["title"], *filter(None, self.row["also"].split(";"))])


@cache
def _titles() -> Lexicon[Row]:
    return Lexicon((row["title"], row) for row in vocabulary("titles"))


def titles(doc: Doc) -> list[Title]:
    """Titles in the text, whether or not a name stands beside them."""
    lowered = text_of(doc).lower()
    found = _titles().find(lowered) if len(lowered) == len(text_of(doc)) else ()
    return [Title(_with_portfolio(doc, span, row), row) for span, row in found if _is_noun(doc, span)]


def _with_portfolio(doc: Doc, span: Span, row: Row) -> Span:
    """A minister's title with what he is minister of, whatever that is: "Oil and Gas Minister"."""
    first = token_at(doc, span.start)
    if row["title"] != "minister" or first is None or not first.is_title:
        return span
    while not first.is_sent_start:
        before = first.nbor(-1)
        if before.lower_ == "and" and not before.is_sent_start and _is_portfolio(before.nbor(-1)):
            before = before.nbor(-1)
        if not _is_portfolio(before):
            break
        first = before
    return Span(first.idx, span.end)


def _is_portfolio(token: Token) -> bool:
    return token.is_title and token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.text not in gazetteer().by_text


def _is_noun(doc: Doc, span: Span) -> bool:
    token = token_at(doc, span.end - 1)
    return token is not None and token.pos_ in {"NOUN", "PROPN"}


def title_of(doc: Doc, person: Span, found: Sequence[Title]) -> tuple[Title, Span] | None:
    """The title that a text gives to the person named at `person`, with the words that say it and whose it is."""
    first, middle, last = (
        bisect(found, place, key=_start) for place in (person.start - REACH, person.start, person.end + REACH)
    )
    for title in reversed(found[first:middle]):
        if _leads_to(doc, title.span.end, person.start):
            return title, Span(_titles_start(doc, title, found[first:middle]), _named_of_end(doc, person.end))
    for title in found[middle:last]:
        if _leads_from(doc, person.end, title.span.start) and not _is_anothers(doc, title):
            return title, Span(person.end, _of_phrase_end(doc, title.span.end))
    return None


def _is_anothers(doc: Doc, title: Title) -> bool:
    """Whether a title stands right before a name: "his brother Mahinda, former president Maithripala Sirisena said"."""
    behind = token_at(doc, title.span.end + 1)
    return behind is not None and behind.ent_type_ == "PERSON" and text_of(doc)[title.span.end] == " "


def _titles_start(doc: Doc, title: Title, before: Sequence[Title]) -> int:
    """Where the phrase of a title begins, with that of another one right before it: "the Soviet commander, Marshal"."""
    start = phrase_start(doc, title.span.start)
    other = next((each for each in before if text_of(doc)[each.span.end : start] == ", "), None)
    return phrase_start(doc, other.span.start) if other else start


def _start(title: Title) -> int:
    return title.span.start


def _leads_to(doc: Doc, start: int, end: int) -> bool:
    between = CALLED.sub("", text_of(doc)[start:end])
    if between in {" ", ", "}:
        return True
    if not TO_NAME.match(between) or between.endswith((" and ", " or ")):
        return False
    return (between.endswith(", ") and not _has_verb(doc, start, end)) or _runs_into(doc, start, end)


def _runs_into(doc: Doc, start: int, end: int) -> bool:
    """Whether "President of Russia" runs straight into the name: no verb, no small word before it."""
    last = token_at(doc, end - 2)
    # Of "mayor of Fort Lee" the last word is no name of his.
    split = last is not None and last.ent_type_ == "GPE" and last.text not in gazetteer().by_text
    return last is not None and last.pos_ == "PROPN" and not split and not _has_verb(doc, start, end)


def _leads_from(doc: Doc, start: int, end: int) -> bool:
    between = text_of(doc)[start:end]
    return between.startswith(", ") and bool(FROM_NAME.match(between)) and not _has_verb(doc, start, end)


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    phrase = doc.char_span(start, end, alignment_mode="contract")
    return phrase is not None and any(token.pos_ in {"VERB", "AUX"} for token in phrase)


def phrase_start(doc: Doc, start: int) -> int:
    """Where the noun phrase begins that the noun at `start` belongs to."""
    token = token_at(doc, start)
    while token is not None and token.i and not (token.is_sent_start or _begins(token)) and _modifies(token.nbor(-1)):
        token = token.nbor(-1)
    return token.idx if token is not None else start


def _begins(token: Token) -> bool:
    """Whether a noun phrase begins here, whatever stands before: "in New York | his minister"."""
    return token.lower_ in OWNING or token.pos_ == "DET"


def _modifies(token: Token) -> bool:
    return (
        token.lower_ in OWNING or token.pos_ in {"ADJ", "PROPN", "NOUN", "PART", "DET"} or token.text in {"’", "'", "-"}
    )


def _named_of_end(doc: Doc, end: int) -> int:
    """Where a name ends with what it is said to be of: "President Erdoğan of Turkey", not "of Turkey's plans"."""
    found = OF_NAME.match(text_of(doc), end)
    return found.end() if found else end


def _of_phrase_end(doc: Doc, end: int) -> int:
    rest = re.match(r" (?:of|for|at|to|in|on) [^,;:.!?“”\"()\n]{1,60}", text_of(doc)[end : end + 80])
    if not rest:
        return end
    tokens = doc.char_span(end, end + rest.end(), alignment_mode="contract")
    verb = next((token.idx for token in tokens or () if token.pos_ in {"VERB", "AUX"}), end + rest.end())
    return min(verb, end + rest.end())


def owner(region: Span, title: Title, placed: Sequence[tuple[Place, Actor | None]]) -> Actor | None:
    """Whose office it is: who is named after the title ("of the State Duma"), else the last before it."""
    inside = [
        (place, actor)
        for place, actor in placed
        if actor and region.covers(place.span) and actor.kind not in {"person", "group"}
    ]
    after = [actor for place, actor in inside if place.span.start >= title.span.end]
    before = [actor for place, actor in inside if place.span.end <= title.span.start]
    return after[0] if after else before[-1] if before else None


def fitting(title: Title, roles: Sequence[Role]) -> Iterator[Actor]:
    """People whose stated office a title alone may stand for, the latest named first."""
    for role in reversed(roles):
        if title.row["title"] in _called(role.title) or (
            title.row["of_kind"] and role.of_actor.kind == title.row["of_kind"]
        ):
            yield role.actor


@cache
def _called(words: str) -> frozenset[str]:
    """Every title that somebody of this title may be called by."""
    # "The spokeswoman for the president" is no president.
    rows = [row for _, row in _titles().find(words.lower().partition(" for ")[0])]
    return frozenset(name for row in rows for name in (row["title"], *row["also"].split(";")) if name)
