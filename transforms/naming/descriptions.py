"""Places that stand for an actor without naming it: titles alone, descriptions, pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.nouns import demand_words
from demarches.transforms.gazetteer.lexicon import Lexicon
from demarches.transforms.naming.bodies import org_words
from demarches.transforms.naming.organs import organ_phrases
from demarches.transforms.naming.places import Place
from demarches.transforms.naming.titles import Title, phrase_start
from demarches.transforms.parsing.clauses import FIRST_PERSON
from demarches.transforms.parsing.tokens import text_of, token_at
from demarches.transforms.units import Span

PRONOUN = re.compile(
    r"\b(?:he|she|him|her|his|hers|it|its|they|them|their|we|us|our|I|me|my|you|your|who|which)\b", re.IGNORECASE
)
INITIALS = re.compile(r"\b[A-Z]{2,6}\b")
KIND_OF_BODY = re.compile(r"\b[Tt]he ([A-Z][a-z]+)\b(?! (?:[A-Z]|for |of ))")
NUMBERS = dict(zip(("three", "four", "five", "six", "seven", "eight", "nine", "ten"), range(3, 11), strict=True))
COUNTED = re.compile(rf"\b(?:[Tt]he|[Aa]ll|[Tt]hese) ({'|'.join(NUMBERS)})\b")
NAMING = frozenset({"ADJ", "NOUN", "NUM", "PROPN"})
SORTS = {
    **dict.fromkeys(FIRST_PERSON, "own"),
    **dict.fromkeys(["you", "your"], "addressed"),
    **dict.fromkeys(["who", "which"], "relative"),
}
# "It is clear that", "it would take": an "it" that stands for nobody.
EMPTY_IT = re.compile(
    r"it(?:['’]s| (?:\w+ )?(?:is|was|be|been|seems?|appears?|looks?|takes?|remains?|would|will|may|could))\b",
    re.IGNORECASE,
)
# What stands before the organ of a state that the text need not name: "the central | government", "their | government".
OF_A_STATE = re.compile(
    r"\b(?:the|this|that|their|its)(?: (?:caretaker|central|current|interim|military|national|transitional))? $",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"\b(?:the|this|that) $", re.IGNORECASE)


def last_name_places(doc: Doc, last_names: Sequence[str]) -> Iterator[Place]:
    """Last names of people whom the document names in full, also where no entity was seen."""
    capital = [(name, name) for name in last_names if name[:1].isupper() and len(name) > 1]
    for span, name in Lexicon(capital).find(text_of(doc)):
        yield Place(span, "person", name)


def titles_alone(doc: Doc, found: Sequence[Title], named: Sequence[Place]) -> Iterator[Place]:
    """Titles of `found` that stand for their holder: "the Minister", "the US president"."""
    ends = {place.span.end for place in named}
    for title in found:
        before = text_of(doc)[phrase_start(doc, title.span.start) : title.span.start]
        definite = re.match(r"(?:the|this)\b", before, re.IGNORECASE) or title.span.start - 1 in ends
        if definite or re.search(r"['’]s? ", before):
            yield Place(title.span, "title", title.span.of(text_of(doc)))


@cache
def _descriptions() -> Lexicon[str]:
    return Lexicon((row["noun"], row["kinds"]) for row in vocabulary("descriptions"))


def described(noun: str) -> frozenset[str]:
    """Kinds of actors that a common noun may stand for once they have been named."""
    whole = Span(0, len(noun))
    return next(
        (frozenset(kinds.split(";")) for span, kinds in _descriptions().find(noun) if span == whole), frozenset()
    )


def descriptions(doc: Doc) -> Iterator[Place]:
    """Common nouns for an actor named before: "the alliance", "the country"; `words` holds the kinds it may be of."""
    lowered = text_of(doc).lower()
    for span, kinds in _descriptions().find(lowered) if len(lowered) == len(text_of(doc)) else ():
        definite = DEFINITE.search(text_of(doc)[max(0, span.start - 6) : span.start])
        token = token_at(doc, span.end - 1)
        following = token.nbor() if token is not None and token.i + 1 < len(doc) else None
        compound = following is not None and (following.pos_ in {"NOUN", "PROPN"} or following.lower_ == "of")
        if definite and token is not None and token.pos_ in {"NOUN", "PROPN"} and not compound:
            yield Place(span, "description", kinds)


def counted(doc: Doc) -> Iterator[Place]:
    """Numbers that may stand for so many states that were listed: "the four have cut their ties"."""
    for found in COUNTED.finditer(text_of(doc)):
        token = token_at(doc, found.start(1))
        following = token.nbor() if token is not None and token.i + 1 < len(doc) else None
        if following is not None and following.pos_ not in NAMING and following.lower_ not in ("-", "of"):
            yield Place(Span(*found.span(1)), "counted", found.group(1))


def initials(doc: Doc) -> Iterator[Place]:
    """Words that may stand for a body named before, as "PRN" and "the Networks" for "Platte River Networks"."""
    for found in INITIALS.finditer(text_of(doc)):
        yield Place(Span(*found.span()), "initials", found.group())
    for found in KIND_OF_BODY.finditer(text_of(doc)):
        if found.group(1) in org_words():
            yield Place(Span(*found.span(1)), "initials", found.group(1))


def organs_alone(doc: Doc) -> Iterator[Place]:
    """Organs of a state that the text need not name: "the government", "the Foreign Ministry"."""
    for span, row in organ_phrases(doc):
        token = token_at(doc, span.end - 1)
        definite = OF_A_STATE.search(text_of(doc)[max(0, span.start - 24) : span.start])
        known = definite or _demands(token, row["organ"]) or _is_bare_parliament(token)
        if token is not None and token.pos_ in {"NOUN", "PROPN"} and known:
            yield Place(span, "organ alone", row["organ"])


def _is_bare_parliament(organ: Token | None) -> bool:
    """Whether a parliament is told of without article, as of no other organ: "until parliament sets a date"."""
    if organ is None or organ.text != "parliament":
        return False
    before = organ.nbor(-1) if organ.i else None
    return before is None or before.pos_ not in {"ADJ", "DET", "NOUN", "PART", "PRON", "PROPN"}


def _demands(organ: Token | None, name: str) -> bool:
    """Whether a demand is called by who puts it: "a government proposal"."""
    if organ is None:
        return False
    following = organ.nbor() if organ.i + 1 < len(organ.doc) else None
    return name == "government" and following is not None and following.lower_.rstrip("s") in demand_words()


def pronouns(doc: Doc) -> Iterator[Place]:
    """Pronouns that may stand for an actor."""
    for found in PRONOUN.finditer(text_of(doc)):
        word = found.group()
        if word in {"US", "IT", "i"} or EMPTY_IT.match(text_of(doc), found.start()):
            continue
        yield Place(Span(*found.span()), SORTS.get(word.lower(), "pronoun"), word.lower())
