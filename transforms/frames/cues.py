"""What is wanted, and the entry of the vocabulary of demanding by which it is."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.parsing.clauses import first_joined, is_verbal

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
    known, (_, cue, frame) = cues(), want
    frame = "met" if frame in DONE else frame
    return known.get((cue.lemma_.lower(), cue.pos_, frame)) or known.get((cue.lower_, cue.pos_, frame))


def is_spoken(want: Want) -> bool:
    """Whether who speaks wants it, and the subject must do it: "Iran must leave", "Iran needs to leave"."""
    cue = cue_of(want)
    return cue is not None and cue.demander == "speaker"


def bound(want: Want) -> Token:
    """The verb whose subject must do the thing: "needs" of "Iran needs to leave", "leave" of "Iran must leave"."""
    return want.cue if want.frame == "to" and is_verbal(want.cue) else first_joined(want.head)
