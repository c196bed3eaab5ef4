"""People without a name of their own, with the words that say which: "young Egyptians", "colonial governments"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import Row, vocabulary
from demarches.transforms.frames.nouns import demand_words
from demarches.transforms.gazetteer.actors import Name, gazetteer, own_actor
from demarches.transforms.gazetteer.lexicon import FOLD, Lexicon
from demarches.transforms.naming.bodies import common_nouns
from demarches.transforms.naming.places import Place
from demarches.transforms.parsing.tokens import text_of, token_at
from demarches.transforms.units import Actor, Span

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
        "couple",
        "dozen",
        "fellow",
        "handful",
        "hundred",
        "important",
        "major",
        "multiple",
        "numerous",
    ]
)
EVERY = frozenset({"any", "each", "every"})  # before one of those who are meant together
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})
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
GOVERNING = frozenset({"authorities", "junta", "rulers"})
# What the states of a bloc are called together: "CIS countries" are the CIS.
MEMBER_STATES = frozenset({"countries", "nations", "neighbors", "neighbours", "states"})
# What makes a name of the next word: "Latin Americans".
REGIONS = frozenset({"central", "east", "eastern", "latin", "native", "north", "northern", "south", "southern", "west"})
SENT = frozenset({"delegates", "delegations"})  # who speak for two lands, but at home for themselves
OPPOSITION = "opposition"
MEMBERS = "members"
OWN_PEOPLE = frozenset({MEMBERS, "leaders"})
OWNED = frozenset({"'s", "’s", "'", "’"})
# What is told to demand for those who take part.
PROTESTS = frozenset({"demonstration", "demonstrations", "marches", "protest", "protests", "rallies", "rally", "riots"})
ASKS = "Q"  # as transcripts call a question from the press
NAMED_BY = frozenset({"NOUN", "PROPN"})


def members(doc: Doc, span: Span, name: Name, state: Actor) -> Place | None:
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
    named = first.text in gazetteer().by_text or first.text in _proper()
    named |= first.lower_ in REGIONS and first.nbor().is_title
    own = (first.pos_ == "PROPN" and " " in words) or not first.is_title or named
    return words if own or not first.is_sent_start else words[0].lower() + words[1:]


@cache
def _group_nouns() -> Lexicon[Row]:
    return Lexicon((row["noun"], row) for row in vocabulary("groups"))


@cache
def _proper() -> frozenset[str]:
    """Adjectives that have a capital wherever they stand: "Muslim"."""
    return frozenset(row["word"] for row in vocabulary("proper_adjectives"))


@cache
def _private() -> frozenset[str]:
    """Words that make leaders those of people, not of a state: "Chilean student leaders"."""
    return frozenset(row["word"] for row in vocabulary("private_cues"))


@cache
def harmed() -> frozenset[str]:
    """Nouns of people to whom something is done, who are seldom those who ask for it: "hostages"."""
    return frozenset(row["noun"] for row in vocabulary("groups") if row["sort"] == "harmed")


def groups(doc: Doc, at_start: dict[int, Place]) -> Iterator[Place]:
    """People without a name of their own, with the words that say which: "colonial governments"."""
    for span, row in _group_nouns().find(_uncapitalised(doc)):
        token, noun = token_at(doc, span.start), token_at(doc, span.end - 1)
        if token is None or noun is None or noun.pos_ not in {"NOUN", "PROPN"} or token.idx != span.start:
            continue
        if not noun.text.endswith("s") and noun.i + 1 < len(doc) and noun.nbor().lower_ in common_nouns():
            continue  # "the opposition party" is a party
        if noun.lower_ == OPPOSITION and (own := _named_behind(noun)) is not None:
            if own.start not in at_start:
                words = own.of(text_of(doc))
                yield Place(own, "org", words, own_actor(words.translate(FOLD), "party"))
            continue
        first = _first_modifier(token)
        if noun.lower_ in officials() and _are_of_two_lands(first, token):
            continue  # "Armenian and Azerbaijani delegates" are Armenia and Azerbaijan
        whole = Span(first.idx, span.end)
        owner = next((at_start[i] for i in range(first.idx, span.start) if i in at_start), None)
        kind = owner.actor.kind if owner and owner.actor and first.lower_ != "former" else ""
        members = kind in BLOCS and noun.lower_ in MEMBER_STATES
        members |= kind in BLOCS | {"executive"} and row["sort"] == "official"
        if owner and (members or (noun.lower_ in FIGHTING | GOVERNING and kind == "armed_group")):
            yield Place(whole, "name", whole.of(text_of(doc)), owner.actor)
            continue
        end = _owner_end(noun, BELONGING)
        named = next((at_start[i] for i in range(first.idx, end) if i in at_start), None) or _whose(first, at_start)
        if named and named.actor and _are_it(noun, row, named.actor):
            yield Place(whole, "name", whole.of(text_of(doc)), named.actor)
            continue
        around = doc.char_span(first.idx, end, alignment_mode="expand")
        private = any(each.lower_ in _private() for each in around)
        land = named.actor if named and named.actor and named.actor.kind != "group" else None
        parent = land if row["sort"] == "official" and not private else None
        name = _group_name(doc, first, span.end if parent else end)
        yield Place(whole, "group", whole.of(text_of(doc)), own_actor(name, "group", parent))


def _are_of_two_lands(first: Token, noun: Token) -> bool:
    """Whether two adjectives of lands stand before people, joined: "Armenian and Azerbaijani delegates"."""
    words = [each.text for each in noun.doc[first.i : noun.i]]
    lands = [name.actor_id for word in words for name in gazetteer().by_text.get(word, ()) if name.kind == "demonym"]
    return len(words) == 3 and words[1] == "and" and len({*lands}) == 2


@cache
def officials() -> frozenset[str]:
    """Nouns of people who speak for the land that is named before them: "delegates"."""
    return SENT | {row["noun"] for row in vocabulary("groups") if row["sort"] == "official"}


def _named_behind(noun: Token) -> Span | None:
    """The name right behind a noun that says what it is: "the opposition | Samagi Jana Balawegaya"."""
    last = noun
    while (
        last.whitespace_
        and last.i + 1 < len(noun.doc)
        and last.nbor().pos_ == "PROPN"
        and last.nbor().text[0].isupper()
    ):
        last = last.nbor()
    return Span(noun.nbor().idx, last.idx + len(last)) if last.i > noun.i else None


def _uncapitalised(doc: Doc) -> str:
    """The text without the capitals that only sentences give their first words."""
    letters = list(text_of(doc))
    for token in doc:
        # A parser may take the first word for a name: "Rebels in Lima seized it".
        alone = token.pos_ == "PROPN" and token.i + 1 < len(doc) and not token.nbor().is_title
        if token.is_sent_start and (token.pos_ == "NOUN" or alone) and token.text[0].isascii():
            letters[token.idx] = letters[token.idx].lower()
    return "".join(letters)


def _are_it(people: Token, row: Row, body: Actor) -> bool:
    """Whether people of a body stand for it: "the foreign ministers of the OAS", "fighters of the FARC"."""
    if body.kind in BLOCS:
        return row["sort"] == "official"
    if body.kind == "state":
        return people.lower_ in GOVERNING or (people.i > 0 and people.nbor(-1).lower_ == "ruling")
    if people.lower_ == MEMBERS:
        return body.kind in {"ngo", "party"}
    if people.lower_ in GOVERNING:
        return body.kind == "armed_group"
    return people.lower_ in FIGHTING and body.kind in {"armed_group", "party"}


def _whose(first: Token, at_start: dict[int, Place]) -> Place | None:
    """Whose people a noun calls: "Iran, whose leaders called for it", "Ethiopia's leaders"."""
    if first.i < 2 or not (first.nbor(-1).lower_ == "whose" or first.nbor(-1).tag_ == "POS"):
        return None
    before = first.nbor(-2) if first.nbor(-2).text != "," or first.i < 3 else first.nbor(-3)
    return next((place for place in at_start.values() if place.span.end == before.idx + len(before)), None)


def unnamed(doc: Doc, place: Span) -> Actor | None:
    """People who are called by the common noun at `place`: a group as the text has it, without the article.

    >>> from demarches.transforms.parsing.tagger import reader
    >>> unnamed(reader().read("The court ordered opponents of the bill to leave.").document(), Span(18, 27)).name
    'opponents of the bill'
    """
    token = token_at(doc, place.start) if place.end > place.start else None
    if token is None or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    last = token
    while last.i + 1 < len(doc) and last.whitespace_ and last.nbor().pos_ in {"NOUN", "PROPN"}:
        if last.nbor().lemma_ in demand_words() or last.nbor().lower_ in demand_words() | DAYS:
            break
        last = last.nbor()
    if last.lower_ in PROTESTS:
        return own_actor("protesters", "group")
    first = _first_modifier(token)
    # "A court in Multan" is called so, "a federal judge in Arkansas" a federal judge.
    name = _group_name(doc, first, _owner_end(last, BELONGING | ({"in"} if first == last else set())))
    if first.i and first.nbor(-1).lower_ in EVERY and last.tag_ == "NN" and name.endswith(last.text):
        name = re.sub("y$", "ie", name) + "s"
    return own_actor(name, "group")


def _owner_end(noun: Token, words: frozenset[str]) -> int:
    """Where the phrase ends that says whose or which, after one of `words`: "residents of New Orleans"."""
    end, doc = noun, noun.doc
    if noun.i + 1 < len(doc) and noun.nbor().lower_ in CONCERNED:
        return int(noun.nbor().idx) + len(noun.nbor())
    if noun.i + 2 >= len(doc) or noun.nbor().lower_ not in words:
        return int(noun.idx) + len(noun)
    for token in doc[noun.i + 2 :]:
        tied = token.text == "-" and not token.whitespace_
        owned = token.lower_ in OWNED and not token.nbor(-1).whitespace_
        within = token.lower_ in WITHIN | SO_CALLED or tied or owned
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN"} and not within:
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
    modifies = previous.pos_ in {"ADJ", "NOUN", "PROPN"} or verbal or previous.lower_ in SO_CALLED
    if not modifies or previous.like_num or previous.lower_ in COUNTING or previous.text == ASKS:
        return False
    # "President Kaunda | opposition parties": who is named in full says of nobody else which they are.
    if previous.ent_type_ == "PERSON" and previous.i > 0 and previous.nbor(-1).ent_type_ == "PERSON":
        return f"{previous.nbor(-1).text} {previous.text}" in gazetteer().by_text
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


def _is_of_trade(one: Token, other: Token) -> bool:
    """Whether two nouns before people say which they are: "bus and taxi drivers", not "a bus and taxi drivers"."""
    alone = one.is_sent_start or one.nbor(-1).pos_ in {"ADP", "CCONJ", "PUNCT", "VERB"}
    return alone and one.tag_ == other.tag_ == "NN"


def _over_and(token: Token, noun: Token) -> Token | None:
    """The adjective before "and" and another one; not what is said of somebody else: "is unfair and American firms"."""
    if token == noun or token.i < 2 or token.nbor(-1).lower_ != "and":
        return None
    if token.nbor(-2).pos_ != "ADJ" and token.nbor(-2).lower_ != "state" and not _is_of_trade(token.nbor(-2), token):
        return None
    said = token.i > 2 and token.nbor(-3).pos_ in {"ADV", "AUX", "VERB"}
    return None if said else token.nbor(-2)
