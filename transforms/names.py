"""Where a text names somebody: gazetteer names, persons, organs of state, organisations and groups.

Nothing is resolved here that needs the rest of the text: titles, descriptions and pronouns come later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from spacy.attrs import IDX
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from demarches.datapackage.vocabularies import Row, vocabulary
from demarches.transforms.actors import LANDS, Name, bare, gazetteer, own_actor
from demarches.transforms.lexicon import FOLD, Lexicon
from demarches.transforms.salience import given_names
from demarches.transforms.units import Actor, Span

# What is cut off with a name and is none of it: the "EU-" of "the EU-Russia summit".
LOOSE_ENDS = " (-–,"
TIED_BEFORE, TIED_BEHIND = re.compile(r"\b[A-Z][a-z]+-\Z"), re.compile(r"(?:-[A-Z][a-z]+)+")
CUT_SHORT = re.compile(r"(?: (?:and|for|in|of|on|the))+$")  # "Paris Club of"
POSSESSIVE = re.compile(r"(?:'s|’s|’|')$")
# A person as a name, not as a heading or a scrap of markup.
PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [^\W\d_][\w.'’-]*){0,5}$")
# What ends in capitals is a body, but for "John Smith III".
LAST_IN_CAPITALS = re.compile(r"(?:^|[ -])(?![IVX]+$)[A-Z]{2,}$")
TITLES = {"Mr": "he", "Mrs": "she", "Ms": "she", "Miss": "she"}
CALLING = re.compile(rf"\b({'|'.join(TITLES)})\.? $")
# A given name, an initial perhaps, and one or two more names.
GIVEN = re.compile(r"\b([A-Z]\w+)(?: [A-Z]\.)?(?: (?:(?:al|el|bin|de|van|von)[ -])?[A-Z][a-z]\w*(?:-[A-Z]\w+)?){1,2}\b")
ADMINISTRATION = re.compile(r"\b([A-Z]\w+)(?:-[A-Z]\w+)?(?:['’]s)? [Aa]dministration\b")
HONORIFIC = re.compile(
    r"(?:(?:Mr|Messrs|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Adm|Capt|Sgt|Rev|St|Sir|Lord|Lady|Dame|Miss)\b\.? ?"
    r"|(?:President|Senator|Secretary|Minister|Chancellor|Congressman|Congresswoman|Governor|Judge|Justice|General"
    r"|Admiral|Ambassador|Captain|Colonel|Commander|Commissioner|Commodore|Marshal|Premier|Representative)"
    r" (?=[A-Z]))+"
)
# Words before a noun of people that count or point, and say nothing of who they are.
COUNTING = frozenset(
    [
        "all",
        "any",
        "both",
        "few",
        "many",
        "more",
        "most",
        "other",
        "own",
        "same",
        "several",
        "some",
        "such",
        "various",
        "certain",
        "fellow",
        "important",
        "major",
        "multiple",
        "numerous",
    ]
)
# What belongs to the state or body in its name: the State Duma Committee, the Texas Supreme Court.
OF_STATES = frozenset({"executive", "legislature", "judiciary", "party"})
# What people of a group belong to stands behind these: it is a part of what they are called.
BELONGING = frozenset({"of", "with"})
# What may link words of such a phrase: "countries with influence over Hamas".
WITHIN = frozenset({"of", "over"})
# Words behind a noun that say which people are meant: "the parties concerned".
CONCERNED = frozenset({"concerned", "involved"})
# Nouns that say so little that what describes them, and some of what counts them, belongs to the name: "conflicting
# sides", "all parties".
OF_A_KIND = frozenset({"countries", "nations", "parties", "powers", "republics", "sides", "states"})
TRADING = frozenset({"communities", "companies", "corporations", "firms"})  # "mining companies" are so by trade
SO_CALLED = frozenset({"allied", "armed", "striking", "united"})  # which end so, and say what people are
COUNTED = frozenset(
    [("all", "parties"), ("all", "sides"), ("other", "countries"), ("other", "nations"), ("other", "states")]
)
BLOCS = frozenset({"alliance", "igo"})
# Bodies whose names are as long as they like, and no state's.
APART = frozenset({"armed_group", "company", "ngo", "party"})
WIDEST = 30  # characters before a name in which a noun may say that it is a medium, or a hyphen tie a part of it
NAMING_FOR = frozenset({"against", "for", "of"})
# What those of an armed group are called, who are the group: "Hamas terrorists".
FIGHTING = frozenset(
    {
        "fighters",
        "forces",
        "guerrillas",
        "gunmen",
        "insurgents",
        "jihadists",
        "militants",
        "militiamen",
        "rebels",
        "separatists",
        "terrorists",
        "troops",
    }
)
# Those who govern a state are the state: "Lebanese authorities", "Haiti's interim rulers".
GOVERNING = frozenset({"authorities", "rulers"})
# What the states of a bloc are called together: "CIS countries" are the CIS.
MEMBER_STATES = frozenset({"countries", "nations", "states"})
# What makes a word for a body the beginning of another's name: "the Congress of People's Deputies".
OF_OTHERS = re.compile(r" of (?:the )?(?!United States\b)[A-Z]")
ASKS = "Q"  # as transcripts call a question from the press
# Parts of speech of which a name is made.
NAMING = frozenset({"ADP", "CCONJ", "DET", "NUM", "PART", "PROPN", "PUNCT"})
NAMED_BY = frozenset({"NOUN", "PROPN"})
# How a name may be found that is somebody's all the same.
GUESSED = frozenset({"group", "org"})
NAMED_KINDS = frozenset({"name", "alias", "acronym"})


class Place(NamedTuple):
    """A place that names or may name somebody: `sort` says how it was found, `words` what stands there."""

    span: Span
    sort: str
    words: str
    actor: Actor | None = None


def named_places(doc: Doc) -> list[Place]:
    """Places that name actors by names of their own, none overlapping, the longest first served."""
    organs = list(organ_phrases(doc))
    known = [each for each in _gazetteer_places(doc) if not _is_of_organ(each, organs)]
    governing = list(_administrations(doc))
    at_start = {place.span.start: place for place in (*known, *governing)}
    bodies = _bodies(doc, at_start)
    people = [*_entities(doc, at_start), *_groups(doc, at_start)]
    found = [*known, *_organs(doc, known, organs), *governing, *bodies, *people]
    return disjoint([*found, *_by_given_name(doc, found)])


def disjoint(places: Iterable[Place]) -> list[Place]:
    """Places without overlaps, in order: the longer one wins, then the one that was listed first."""
    taken: set[int] = set()
    kept = []
    for place in sorted(places, key=lambda place: place.span.start - place.span.end):
        if taken.isdisjoint(range(*place.span)):
            taken.update(range(*place.span))
            kept.append(place)
    return sorted(kept)


def known_names(text: str) -> list[Place]:
    """Places where the gazetteer's names stand, also within others: the "Indian" of "Indian farm unions"."""
    found = gazetteer().find(text)
    return [Place(span, name.kind, span.of(text), gazetteer().actors[name.actor_id]) for span, name in found]


def _gazetteer_places(doc: Doc) -> Iterator[Place]:
    text = text_of(doc)
    for span, name in gazetteer().find(text):
        if not _common_word(doc, span, name) and not _of_person(text, span, name):
            actor = gazetteer().actors[name.actor_id]
            if (actor.kind != "group" or not _of_place(doc, span, name)) and not _is_anothers(doc, span, actor):
                yield _members(doc, span, name, actor) or Place(span, name.kind, span.of(text), actor)


def _members(doc: Doc, span: Span, name: Name, state: Actor) -> Place | None:
    """People of a state, who may act for it or for themselves: "Americans", "young Egyptians"."""
    noun = token_at(doc, span.end - 1)
    if state.kind == "group" and name.text.endswith("s") and (place := _of_a_state(doc, span)):
        return place
    if name.kind != "demonym" or not name.text.endswith("s") or noun is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    first = _first_modifier(noun)
    phrase = Span(first.idx, span.end)
    return Place(phrase, "group", phrase.of(text_of(doc)), own_actor(_group_name(doc, first, span.end), "group", state))


def _of_a_state(doc: Doc, people: Span) -> Place | None:
    """A people with the state or land whose they are: "Palestinian Arabs", "Iraqi Kurds"."""
    token = token_at(doc, people.start)
    before = token.nbor(-1) if token is not None and token.i else None
    known = gazetteer().by_text.get(before.text, ()) if before is not None and before.whitespace_ else ()
    if before is None or not any(each.kind == "demonym" for each in known):
        return None
    phrase = Span(before.idx, people.end)
    return Place(phrase, "group", phrase.of(text_of(doc)), own_actor(phrase.of(text_of(doc)), "group"))


def _group_name(doc: Doc, first: Token, end: int) -> str:
    """What a group is called that begins with `first`; a capital that only the sentence gives it is none of its own."""
    words = text_of(doc)[first.idx : end].translate(FOLD)
    own = first.pos_ == "PROPN" or not first.is_title or first.text in gazetteer().by_text
    return words if own or not first.is_sent_start else words[0].lower() + words[1:]


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


def _is_anothers(doc: Doc, span: Span, actor: Actor) -> bool:
    """Whether a land before a name makes it that of another body: "the Kenya Conference of Catholic Bishops"."""
    first = token_at(doc, span.start)
    before = first.nbor(-1) if first is not None and not first.is_sent_start and " " in span.of(text_of(doc)) else None
    names = gazetteer().by_text.get(before.text, ()) if before is not None and before.whitespace_ else ()
    lands = {each.actor_id for each in names if each.kind == "name" and gazetteer().actors[each.actor_id].kind in LANDS}
    return actor.kind in APART | BLOCS and bool(lands) and gazetteer().party(actor).actor_id not in lands


def _of_person(text: str, span: Span, name: Name) -> bool:
    """Whether a title makes the name of a state or the like somebody's last name: "Mr. English"."""
    return called(text, span.start) is not None and gazetteer().actors[name.actor_id].kind != "person"


def called(text: str, start: int) -> str | None:
    """Whether a title calls who is named at `start` he or she.

    >>> called("It was Mrs. Clinton.", 12)
    'she'
    """
    found = CALLING.search(text[max(0, start - 6) : start])
    return TITLES[found.group(1)] if found else None


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """The text of a Doc, which spaCy puts together anew each time it is asked."""
    text: str = doc.text
    return text


def token_at(doc: Doc, start: int) -> Token | None:
    """The token that holds a character, if any does; sooner than spaCy tells it."""
    number = bisect_right(_starts_of(doc), start) - 1
    token = doc[number] if number >= 0 else None
    return token if token is not None and start < token.idx + len(token) else None


@lru_cache(maxsize=1)
def _starts_of(doc: Doc) -> list[int]:
    starts: list[int] = doc.to_array(IDX).tolist()
    return starts


@cache
def demand_words() -> frozenset[str]:
    """Nouns that name a demand: "request", "proposal", "ultimatum"."""
    return frozenset(row["lemma"] for row in vocabulary("demand_words"))


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


def _is_of_organ(place: Place, organs: Iterable[tuple[Span, Row]]) -> bool:
    """Whether the name of a party is a word of an organ's: the "Labour" of "Ministry of Labour"."""
    party = place.actor is not None and place.actor.kind == "party"
    return party and any(span.covers(place.span) and span != place.span for span, _ in organs)


def _organs(doc: Doc, known: list[Place], organs: Iterable[tuple[Span, Row]]) -> Iterator[Place]:
    """Organs of a state that stands beside them: "the Iranian Foreign Ministry", "parliament of Ukraine"."""
    text = text_of(doc)
    states = [place for place in known if place.actor and place.actor.kind in LANDS]
    ends = {place.span.end: place for place in states}
    starts = {place.span.start: place for place in states}
    for span, row in organs:
        before = re.search(
            r"(?:'s|’s|’)? (?:(?:new|interim|federal|central|current) )?$", text[max(0, span.start - 12) : span.start]
        )
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
        elif follower and follower.actor and follower.sort in NAMED_KINDS:
            yield Place(Span(span.start, follower.span.end), "organ", span.of(text), organ(row, follower.actor, ""))


def _administrations(doc: Doc) -> Iterator[Place]:
    """A government called after its head: "the Obama administration"."""
    for found in ADMINISTRATION.finditer(text_of(doc)):
        heads = gazetteer().last_names.get(found.group(1), ())
        offices = [office for person_id in heads for office in gazetteer().offices.get(person_id, ())]
        if offices:
            state = gazetteer().party(gazetteer().actors[offices[-1].of_actor_id])
            yield Place(Span(*found.span()), "organ", found.group(), administration(found.group(1), state))


def administration(head: str, state: Actor) -> Actor:
    """The government of a state under the head of that last name."""
    return own_actor(f"{head} administration", "executive", state)


def organ(row: Row, state: Actor, adjective: str) -> Actor:
    """The organ of a state: the gazetteer's, where it knows one under any name of the state."""
    if known := gazetteer().called_at_home(state, row["organ"], row["kind"]):
        return known
    names = gazetteer().names(state.actor_id)
    # "An Athens court" is no "Greek court".
    demonym = adjective if names.get(adjective) in ("demonym", "metonym") else _demonym(names, state.name)
    return own_actor(row["name"].format(state=state.name, adjective=demonym), row["kind"], state)


def _demonym(names: dict[str, str], name: str) -> str:
    return next((text for text, kind in sorted(names.items()) if kind == "demonym" and not text.endswith("s")), name)


def _entities(doc: Doc, at_start: dict[int, Place]) -> Iterator[Place]:
    for entity in doc.ents:
        if _is_called_a_medium(entity):
            span = trimmed(Span(entity.start_char, entity.end_char), text_of(doc))
            yield Place(span, "org", span.of(text_of(doc)), own_actor(bare(span.of(text_of(doc))), "media"))
        elif entity.label_ == "PERSON" or called(text_of(doc), entity.start_char):
            yield from _person(entity, at_start)
        elif entity.label_ == "ORG" and any(token.pos_ == "PROPN" for token in entity):
            yield from _organisation(_uncut(entity), at_start)
        elif entity.label_ == "NORP" and entity.text[:1].isupper() and entity.text.endswith("s"):
            yield Place(Span(entity.start_char, entity.end_char), "group", entity.text, own_actor(entity.text, "group"))


def _is_called_a_medium(entity: Phrase) -> bool:
    """Whether the words before a name say that it publishes news: "the state news agency Venpres"."""
    start = entity.start_char
    before = text_of(entity.doc)[max(0, start - WIDEST) : start].rstrip(' "“')
    return before.endswith(_media())


@cache
def _media() -> tuple[str, ...]:
    return tuple(f" {row['noun']}" for row in vocabulary("descriptions") if row["kinds"] == "media")


def _person(entity: Phrase, at_start: dict[int, Place]) -> Iterator[Place]:
    inside = (at_start.get(token.idx) for token in entity)
    if any(place and place.actor and place.actor.kind == "person" for place in inside):
        return  # the gazetteer knows better where the name begins: "Entrusting Donald Trump"
    span = trimmed(Span(entity.start_char, entity.end_char), text_of(entity.doc))
    words = span.of(text_of(entity.doc))
    capital = words[:1].isupper() or words in gazetteer().last_names
    if words.lower() in _common_nouns():
        return  # "the Dey" is a title, though a parser takes it for a name
    if PERSON.match(words) and capital and not LAST_IN_CAPITALS.search(words):
        yield Place(span, "person", words)


def _by_given_name(doc: Doc, known: Sequence[Place]) -> Iterator[Place]:
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


@cache
def org_words() -> dict[str, str]:
    """Nouns in the names of bodies, each with what kind of body it is."""
    return {row["word"]: row["kind"] for row in vocabulary("org_words")}


def _uncut(entity: Phrase) -> Phrase:
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


def _bodies(doc: Doc, at_start: dict[int, Place]) -> Iterator[Place]:
    """Bodies by the noun that says what they are and the capitals around it: "the Maritime Union of Australia".

    A parser that sees a name often sees no more than half of such a long one.
    """
    for noun in doc:
        kind = org_words().get(noun.text)
        if kind is None or noun.pos_ != "PROPN":
            continue
        first = noun
        while not first.is_sent_start and _is_capital(first.nbor(-1)) and first.nbor(-1).whitespace_:
            first = first.nbor(-1)
        end = _named_for(noun)
        end = _over_hyphens(Span(first.idx, end), text_of(doc)).end
        words = text_of(doc)[first.idx : end]
        inside = (at_start[i] for i in range(first.idx, noun.idx + 1) if i in at_start)
        known = any(place.span.end >= noun.idx + len(noun) for place in inside)
        if len(words.split()) > 1 and not known and (kind in APART or words.endswith("s") or " for the " in words):
            kind = kind if kind in APART else "ngo"  # a "Congress of Trade Unions" is no legislature
            yield Place(Span(first.idx, end), "org", words, own_actor(words.translate(FOLD), kind))


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


def _is_capital(token: Token) -> bool:
    return bool(token.text[:1].isupper()) and token.pos_ in {"ADJ", "NOUN", "PROPN"}


def _organisation(entity: Phrase, at_start: dict[int, Place]) -> Iterator[Place]:
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
    return bool(letters) and words[0].isupper() and len(words) > 2 and words.lower() not in _common_nouns()


@cache
def _common_nouns() -> frozenset[str]:
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


@cache
def _group_nouns() -> Lexicon[Row]:
    return Lexicon((row["noun"], row) for row in vocabulary("groups"))


def _groups(doc: Doc, at_start: dict[int, Place]) -> Iterator[Place]:
    """People without a name of their own, with the words that say which: "colonial governments"."""
    for span, row in _group_nouns().find(_uncapitalised(doc)):
        token, noun = token_at(doc, span.start), token_at(doc, span.end - 1)
        if token is None or noun is None or noun.pos_ not in {"NOUN", "PROPN"} or token.idx != span.start:
            continue
        if not noun.text.endswith("s") and noun.i + 1 < len(doc) and noun.nbor().lower_ in _common_nouns():
            continue  # "the opposition party" is a party
        first = _first_modifier(token)
        whole = Span(first.idx, span.end)
        owner = next((at_start[i] for i in range(first.idx, span.start) if i in at_start), None)
        kind = owner.actor.kind if owner and owner.actor and first.lower_ != "former" else ""
        members = kind in BLOCS and noun.lower_ in MEMBER_STATES
        members |= kind in BLOCS | {"executive"} and row["sort"] == "official"
        if owner and (members or (noun.lower_ in FIGHTING and kind == "armed_group")):
            yield Place(whole, "name", whole.of(text_of(doc)), owner.actor)
            continue
        end = _owner_end(noun, BELONGING)
        named = next((at_start[i] for i in range(first.idx, end) if i in at_start), None) or _whose(first, at_start)
        if named and named.actor and _are_it(noun, row, named.actor):
            yield Place(whole, "name", whole.of(text_of(doc)), named.actor)
            continue
        parent = named.actor if named and row["sort"] == "official" else None
        name = _group_name(doc, first, span.end if parent else end)
        yield Place(whole, "group", whole.of(text_of(doc)), own_actor(name, "group", parent))


def _uncapitalised(doc: Doc) -> str:
    """The text without the capitals that only sentences give their first words."""
    letters = list(text_of(doc))
    for token in doc:
        if token.is_sent_start and token.pos_ == "NOUN" and token.text[0].isascii():
            letters[token.idx] = letters[token.idx].lower()
    return "".join(letters)


def _are_it(people: Token, row: Row, body: Actor) -> bool:
    """Whether people of a body stand for it: "the foreign ministers of the OAS", "fighters of the FARC"."""
    if body.kind in BLOCS:
        return row["sort"] == "official"
    if body.kind == "state":
        return people.lower_ in GOVERNING or (people.i > 0 and people.nbor(-1).lower_ == "ruling")
    return people.lower_ in FIGHTING and body.kind in {"armed_group", "party"}


def _whose(first: Token, at_start: dict[int, Place]) -> Place | None:
    """Whose people a noun calls: "Iran, whose leaders called for it", "Ethiopia's leaders"."""
    if first.i < 2 or not (first.nbor(-1).lower_ == "whose" or first.nbor(-1).tag_ == "POS"):
        return None
    before = first.nbor(-2) if first.nbor(-2).text != "," or first.i < 3 else first.nbor(-3)
    return next((place for place in at_start.values() if place.span.end == before.idx + len(before)), None)


def unnamed(doc: Doc, place: Span) -> Actor | None:
    """People who are called by the common noun at `place`: a group as the text has it, without the article.

    >>> from demarches.transforms.tagger import reader
    >>> unnamed(reader().read("The court ordered opponents of the bill to leave.").document(), Span(18, 27)).name
    'opponents of the bill'
    """
    token = token_at(doc, place.start) if place.end > place.start else None
    if token is None or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    last = token
    while last.i + 1 < len(doc) and last.whitespace_ and last.nbor().pos_ in {"NOUN", "PROPN"}:
        if last.nbor().lemma_ in demand_words() or last.nbor().lower_ in demand_words():
            break
        last = last.nbor()
    first = _first_modifier(token)
    return own_actor(_group_name(doc, first, _owner_end(last, BELONGING | {"in"})), "group")


def _owner_end(noun: Token, words: frozenset[str]) -> int:
    """Where the phrase ends that says whose or which, after one of `words`: "residents of New Orleans"."""
    end, doc = noun, noun.doc
    if noun.i + 1 < len(doc) and noun.nbor().lower_ in CONCERNED:
        return int(noun.nbor().idx) + len(noun.nbor())
    if noun.i + 2 >= len(doc) or noun.nbor().lower_ not in words:
        return int(noun.idx) + len(noun)
    for token in doc[noun.i + 2 :]:
        tied = token.text == "-" and not token.whitespace_
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN"} and token.lower_ not in WITHIN and not tied:
            break
        end = token if token.pos_ in NAMED_BY else end
    return int(end.idx) + len(end)


def _first_modifier(noun: Token) -> Token:
    """The first of the words before a noun that say which people: "progressive and Muslim", "mixed-race"."""
    first = noun
    while first.i and not first.is_sent_start:
        previous = _over_hyphen(first) or _over_and(first, noun)
        if previous is None and (owners := _over_apostrophe(first)) is not None:
            previous = owners
        elif previous is None:
            previous = first.nbor(-1)
            if not _says_which(previous, first, noun):
                break
        first = previous
    return first


def _says_which(previous: Token, token: Token, noun: Token) -> bool:
    if token == noun and (previous.lower_, noun.lower_) in COUNTED:
        return True
    which = noun.lower_ in OF_A_KIND
    verbal = which and previous.pos_ == "VERB" and previous.i > 0 and previous.nbor(-1).pos_ == "DET"
    modifies = previous.pos_ in {"ADJ", "NOUN", "PROPN"} or verbal
    if not modifies or previous.like_num or previous.lower_ in COUNTING or previous.text == ASKS:
        return False
    # "President Kaunda | opposition parties": who is named in full says of nobody else which they are.
    if previous.ent_type_ == "PERSON" and previous.i > 0 and previous.nbor(-1).ent_type_ == "PERSON":
        return False
    # A name begins a phrase: "at this point | U.S. officials"; what people do is not who they are, but for states.
    trading = previous.lower_.endswith("ing") and noun.lower_ in TRADING
    telling = which or trading or previous.lower_ in SO_CALLED
    doing = previous.pos_ == "ADJ" and previous.lower_.endswith(("ing", "ed")) and not telling
    named = token.pos_ == "PROPN" and previous.pos_ == "NOUN"
    return not doing and not named and bool(previous.whitespace_ == " ")


def _over_hyphen(token: Token) -> Token | None:
    """The word that a hyphen ties to the one behind it."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return None
    tied = not token.nbor(-1).whitespace_ and not token.nbor(-2).whitespace_
    return token.nbor(-2) if tied else None


def _over_apostrophe(token: Token) -> Token | None:
    """The people whose body is meant: "farmers' unions"."""
    if token.i < 2 or token.nbor(-1).tag_ != "POS":
        return None
    people = token.nbor(-2)
    return people if people.tag_ == "NNS" and not people.whitespace_ else None


def _over_and(token: Token, noun: Token) -> Token | None:
    """The adjective before "and" and another one; not what is said of somebody else: "is unfair and American firms"."""
    if token == noun or token.i < 2 or token.nbor(-1).lower_ != "and":
        return None
    if token.nbor(-2).pos_ != "ADJ" and token.nbor(-2).lower_ != "state":
        return None
    said = token.i > 2 and token.nbor(-3).pos_ in {"ADV", "AUX"}
    return None if said else token.nbor(-2)


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
