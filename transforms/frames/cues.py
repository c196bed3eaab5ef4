"""What is wanted, and the entry of the vocabulary of demanding by which it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.parsing.clauses import RELATIVE, child, first_joined, is_verbal, preposition, with_particle

# How a thing is wanted where only what became of it tells: it was done at somebody's request, or not done.
DONE = ("met", "unmet")


class Cue(NamedTuple):
    """An entry of the vocabulary of demanding: how it demands, and where the one who demands is found."""

    form: str
    demander: str
    needs_addressee: bool


class Want(NamedTuple):
    """A thing wanted: the head of its phrase, the word that shows it is wanted, and the frame between them."""

    head: Token
    cue: Token
    frame: str


@cache
def cues() -> dict[tuple[str, str, str], Cue]:
    """What `demand_cues` says of each lemma, part of speech and frame."""
    return {
        (row["lemma"], row["pos"], row["frame"]): Cue(row["form"], row["demander"], row["needs_addressee"] == "true")
        for row in vocabulary("demand_cues")
    }


@cache
def outcomes() -> dict[tuple[str, str], str]:
    """What `outcome_cues` says of each lemma and part of speech."""
    return {(row["lemma"], row["pos"]): row["outcome"] for row in vocabulary("outcome_cues")}


def tells_outcome(token: Token) -> str | None:
    """What `outcome_cues` says of a word: that it sways who is asked, or that somebody manages to or fails."""
    return outcomes().get((token.lemma_.lower(), token.pos_))


@cache
def market() -> frozenset[str]:
    """What is said of the demand that buyers make."""
    return frozenset(row["lemma"] for row in vocabulary("market_cues"))


def cue_of(want: Want) -> Cue | None:
    """The entry of the vocabulary by which `want` is wanted, if there is one."""
    return _known(want.cue, "met" if want.frame in DONE else want.frame)


def _known(word: Token, frame: str) -> Cue | None:
    forms = (with_particle(word), word.lemma_.lower(), word.lower_)
    return next((cues()[each, word.pos_, frame] for each in forms if (each, word.pos_, frame) in cues()), None)


def is_wanted(noun: Token) -> bool:
    """Whether who wants a thing is told behind it: "a truce put forward by Egypt", "the files that Peru asked for"."""
    below = (noun, *(each for each in (preposition(noun, "of"),) if each is not None))
    told = (each for thing in below for each in thing.children if each.dep_ in ("acl", "relcl") and each.pos_ == "VERB")
    return any(_known(verb, frame) for verb in told for frame in wanting(verb))


def wanting(verb: Token) -> Iterator[str]:
    """The frames of a verb in which what stands before it may be wanted."""
    meant = child(verb, "dobj")
    if (verb.tag_ == "VBN" and preposition(verb, "by") is not None) or (meant is not None and meant.tag_ in RELATIVE):
        yield "object"
    if verb.tag_ == "VBN" and preposition(verb, "by") is not None:
        yield "offered by"
    yield from (each.lower_ for each in verb.children if is_stranded(each))


def is_stranded(prep: Token) -> bool:
    """Whether what a preposition is about stands before its verb: the "for" of "was called for by Chile"."""
    thing = child(prep, "pobj", "pcomp")
    return prep.dep_ == "prep" and (thing is None or thing.tag_ in RELATIVE)


def is_spoken(want: Want) -> bool:
    """Whether who speaks wants it, and the subject must do it: "Iran must leave", "Iran needs to leave"."""
    cue = cue_of(want)
    return cue is not None and cue.demander == "speaker"


def bound(want: Want) -> Token:
    """The verb whose subject must do the thing: "needs" of "Iran needs to leave", "leave" of "Iran must leave"."""
    return want.cue if want.frame == "to" and is_verbal(want.cue) else first_joined(want.head)
