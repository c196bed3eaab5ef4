"""What came of a demand where its own clause tells: "persuaded Peru to accept arbitration", "failed to persuade it"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from demarches.transforms.clauses import governor, is_infinitive, is_negated
from demarches.transforms.units import Span
from demarches.transforms.wants import governing, tells_outcome

POSSIBLE = frozenset(["can", "may", "might", "must", "shall", "should", "will", "would"])
DONE = frozenset(["VBD", "VBN"])


class Outcome(NamedTuple):
    """The words that tell what came of a demand, and the stance of whoever was asked."""

    span: Span
    stance: str


def outcome(doc: Doc, wanted: Span) -> Outcome | None:
    """What came of the demand for the thing at `wanted`; None where its clause does not tell.

    >>> from demarches.transforms.sentences import parse
    >>> text = "Japan failed to persuade Iran to join the talks."
    >>> found = outcome(next(parse([text])), Span(33, 47))
    >>> found.span.of(text), found.stance
    ('failed to persuade Iran to join the talks', 'reject')
    """
    verb = governing(doc.char_span(*wanted, alignment_mode="expand").root)
    if tells_outcome(verb) != "sways":
        return None
    first = _leading(verb)
    told = tells_outcome(first)
    if told == "fails" or (is_negated(first) and not _is_open(first)):
        stance = "reject"
    elif told in ("manages", "sways") and _is_done(first):
        stance = "accept"
    else:
        return None
    return Outcome(Span(min(_start(first), wanted.start), max(wanted.end, verb.idx + len(verb))), stance)


def obliged(doc: Doc) -> Iterator[Token]:
    """The verbs that tell what is done at somebody's request.

    >>> from demarches.transforms.sentences import parse
    >>> doc = next(parse(["Chile joined the talks at the request of Peru."]))
    >>> list(obliged(doc))
    [joined]
    """
    for each in doc:
        if each.dep_ == "pobj" and each.head.lower_ == "at" and tells_outcome(each) == "obliges":
            verb = governor(each)
            if verb is not None and _is_done(verb):
                yield verb


def _leading(verb: Token) -> Token:
    """The word that tells whether it was done: "failed" of "failed to persuade", "without" of "without persuading"."""
    if not is_infinitive(verb) and verb.tag_ != "VBG" and verb.dep_ != "pcomp":
        return verb
    return verb.head if verb.head.lower_ == "without" else governing(verb)


def _is_done(first: Token) -> bool:
    """Whether it has been done, and not only may be or shall be."""
    finite = first.head if first.pos_ == "ADJ" else first
    return finite.tag_ in DONE and not _is_open(finite) and not is_negated(first)


def _is_open(verb: Token) -> bool:
    return any(each.lower_ in POSSIBLE for each in verb.children if each.dep_ == "aux")


def _start(first: Token) -> int:
    """Where the words begin that tell it: with "could not", "did not"."""
    denying = (each.idx for each in first.children if each.dep_ in ("aux", "neg"))
    return int(min([first.idx, *denying])) if is_negated(first) else int(first.idx)
