"""Bodies that a text names: by what the reader sees, and by the nouns that say what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.nouns import demand_words
from demarches.transforms.gazetteer.actors import bare, own_actor
from demarches.transforms.gazetteer.lexicon import FOLD
from demarches.transforms.naming.places import Place
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.texts.dates import MONTHS
from demarches.transforms.units import Span

POSSESSIVE = re.compile(r"(?:'s|’s|’|')$")
# Parts of speech of which a name is made.
NAMING = frozenset({"ADP", "CCONJ", "DET", "NUM", "PART", "PROPN", "PUNCT"})
# What is cut off with a name and is none of it: the "EU-" of "the EU-Russia summit".
LOOSE_ENDS = " (-–,"
TIED_BEFORE, TIED_BEHIND = re.compile(r"\b[A-Z][a-z]+-\Z"), re.compile(r"(?:-[A-Z][a-z]+)+")
CUT_SHORT = re.compile(r"(?: (?:and|for|in|of|on|the))+$")  # "Paris Club of"
# What belongs to the state or body in its name: the State Duma Committee, the Texas Supreme Court.
OF_STATES = frozenset({"executive", "legislature", "judiciary", "party"})
# Bodies whose names are as long as they like, and no state's.
APART = frozenset({"armed_group", "company", "ngo", "party"})
WIDEST = 30  # characters before a name in which a noun may say that it is a medium, or a hyphen tie a part of it
APOSTROPHES = frozenset({"'", "’"})
NAMING_FOR = frozenset({"against", "for", "of"})


def is_called_a_medium(entity: Phrase) -> bool:
    """Whether the words before a name say that it publishes news: "the state news agency Venpres"."""
    start = entity.start_char
    before = text_of(entity.doc)[max(0, start - WIDEST) : start].rstrip(' "“')
    return before.endswith(_media())


@cache
def _media() -> tuple[str, ...]:
    return tuple(f" {row['noun']}" for row in vocabulary("descriptions") if row["kinds"] == "media")


@cache
def org_words() -> dict[str, str]:
    """Nouns in the names of bodies, each with what kind of body it is."""
    return {row["word"]: row["kind"] for row in vocabulary("org_words")}


def uncut(entity: Phrase) -> Phrase:
    """A name with the words of an organisation that follow it and are no name of their own: "Helsinki Final" "Act"."""
    doc, end = entity.doc, entity.end
    while end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].ent_type_ and doc[end].text in org_words():
        end += 1
    if doc[end - 1].text in org_words():
        end = _over_of(doc, end)
    return doc[entity.start : end]


def _over_of(doc: Doc, end: int) -> int:
    """Where the name of a body ends that says of whom or for what it is: "Union" "of Teachers"."""
    behind = end
    if behind < len(doc) and doc[behind].lower_ in ("for", "of"):
        behind += 1 + (behind + 1 < len(doc) and doc[behind + 1].lower_ == "the")
    last = behind
    while (
        last < len(doc) and doc[last].pos_ == "PROPN" and doc[last].text[0].isupper() and doc[last].ent_type_ != "GPE"
    ):
        last += 1
    plural = last > behind and doc[last - 1].text.endswith("s")
    return last if behind > end and plural else end


def bodies(doc: Doc, at_start: dict[int, Place]) -> Iterator[Place]:
    """Bodies by the noun that says what they are and the capitals around it: "the Maritime Union of Australia".

    A parser that sees a name often sees no more than half of such a long one.
    """
    for noun in doc:
        kind = org_words().get(noun.text)
        if kind is None or noun.pos_ != "PROPN":
            continue
        first = noun
        while (before := _name_before(first)) is not None:
            first = before
        end = _named_for(noun)
        end = _over_hyphens(Span(first.idx, end), text_of(doc)).end
        words = text_of(doc)[first.idx : end]
        inside = (at_start[i] for i in range(first.idx, noun.idx + 1) if i in at_start)
        known = any(place.span.end >= noun.idx + len(noun) for place in inside)
        if len(words.split()) > 1 and not known and (kind in APART or words.endswith("s") or " for " in words):
            kind = kind if kind in APART else "ngo"  # a "Congress of Trade Unions" is no legislature
            yield Place(Span(first.idx, end), "org", words, own_actor(words.translate(FOLD), kind))


def _name_before(token: Token) -> Token | None:
    """The word before another of a name, be it whose body it is: "Nova Scotia Nurses' | Union"."""
    before = None if token.is_sent_start else token.nbor(-1)
    if before is not None and before.tag_ == "POS" and before.text in APOSTROPHES and not before.is_sent_start:
        members = before.nbor(-1)
        return members if _is_capital(members) and members.lower_.endswith("s") and not members.whitespace_ else None
    return before if before is not None and _is_of_name(before) and before.whitespace_ else None


def _named_for(noun: Token) -> int:
    """Where the name of a body ends that says of whom, of where or for what it is."""
    doc, last = noun.doc, noun
    while last.i + 1 < len(doc) and doc[last.i + 1].lower_ in NAMING_FOR:
        begin = last
        behind = last.i + 2
        behind += behind < len(doc) and doc[behind].lower_ == "the"
        for token in doc[behind:]:
            if not (_is_capital(token) or token.lower_ == "and"):
                break
            last = token if _is_capital(token) else last
        if last == begin:
            break
    return int(last.idx) + len(last)


def _over_hyphens(span: Span, text: str) -> Span:
    """A name with the capitals that hyphens tie to its ends: "University of Abomey" "-Calavi", "Ar-" "Namys"."""
    before, after = TIED_BEFORE.search(text, max(0, span.start - WIDEST), span.start), TIED_BEHIND.match(text, span.end)
    return Span(before.start() if before else span.start, after.end() if after else span.end)


def _is_of_name(token: Token) -> bool:
    """Whether a word before others of a name belongs to it, be it the day of a month: "June 5 Movement"."""
    return _is_capital(token) or (token.like_num and not token.is_sent_start and token.nbor(-1).lower_ in MONTHS)


def _is_capital(token: Token) -> bool:
    return bool(token.text[:1].isupper()) and token.pos_ in {"ADJ", "NOUN", "PROPN"}


def organisation(entity: Phrase, at_start: dict[int, Place]) -> Iterator[Place]:
    """The body that a name is of, where it is one and no better known name stands in it."""
    text = text_of(entity.doc)
    words = entity.text.split("\n")[0]
    start = entity.start_char + len(words) - len(bare(words))
    words = CUT_SHORT.sub("", POSSESSIVE.sub("", bare(words)).rstrip(LOOSE_ENDS))
    if words.rsplit(" ", 1)[-1] in demand_words():
        words = words.rpartition(" ")[0]  # "High Court order" is the High Court's
    inside = [at_start[i] for i in range(start, start + len(words)) if i in at_start]
    if not _is_name(words) or sum(place.sort != "demonym" for place in inside) > 1:
        return
    kind = org_kind(words) or "unknown"
    parent = inside[0].actor if inside and kind in OF_STATES else None
    if kind == "unknown" and any(_stands_out(place, entity) for place in inside):
        return
    span = Span(start, start + len(words))
    if not inside:
        span = _over_hyphens(span, text)
        words = span.of(text)
    if kind == "document" and inside and inside[0].actor and words == f"{inside[0].words} Resolution":
        # What a body resolves, it says itself.
        yield Place(span, "org", span.of(text), inside[0].actor)
        return
    yield Place(span, "org", span.of(text), own_actor(_full(words.translate(FOLD), kind), kind, parent))


def _stands_out(place: Place, entity: Phrase) -> bool:
    """Whether the name is the one inside: "President of Russia", "NATO Rejects Demand", not "RJR Nabisco"."""
    owned = entity.text[: place.span.start - entity.start_char].endswith((" of ", " of the ", " in ", "'s ", "’s "))
    return place.sort != "demonym" and (owned or any(token.pos_ not in NAMING for token in entity))


def _full(name: str, kind: str) -> str:
    """An American body's name with its country written out, as its title has it."""
    return re.sub(r"^U\.?S\.? ", "United States ", name) if kind in OF_STATES - {"party"} else name


def _is_name(words: str) -> bool:
    letters = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 1]
    return bool(letters) and words[0].isupper() and len(words) > 2 and words.lower() not in common_nouns()


@cache
def common_nouns() -> frozenset[str]:
    """Nouns that describe an actor and name none, though a writer gives them a capital: "the Alliance"."""
    descriptions = {row["noun"] for row in vocabulary("descriptions")}
    return frozenset(
        descriptions | {row["organ"] for row in vocabulary("organs")} | {row["title"] for row in vocabulary("titles")}
    )


def org_kind(name: str) -> str | None:
    """What an organisation is, by the words of its name: the first noun of "Ministry of ...", else the last.

    >>> org_kind("State Duma Committee on International Affairs")
    'legislature'
    """
    head = re.split(r" (?:of|on|for) ", name)[0].rsplit(" ", 1)[-1]
    return org_words().get(head) or org_words().get(name.rsplit(" ", 1)[-1])


def short_names(name: str) -> list[str]:
    """What a body may be called once it has been named: the end of its name, its beginning, its initials.

    >>> short_names("Platte River Networks")
    ['River Networks', 'Networks', 'Platte River', 'Platte', 'PRN']
    """
    words = bare(name).split()
    ends = [" ".join(words[i:]) for i in range(1, len(words))]
    beginnings = [" ".join(words[:i]) for i in range(len(words) - 1, 0, -1)]
    initials = "".join(word[0] for word in words if word[0].isupper())
    return [each for each in (*ends, *beginnings, initials) if each[:1].isupper() and each != bare(name)]
