"""What one side does or lets be only for what another does: "will stay until Iran leaves", "would pay if it left"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.cues import Want
from demarches.transforms.parsing.clauses import (
    FIRST_PERSON,
    SUBJECTS,
    child,
    finite,
    is_meant,
    is_negated,
    is_verbal,
    preposition,
    with_particle,
)

FINITE = ("VBD", "VBN", "VBP", "VBZ")
REFUSING = frozenset(["decline", "refuse"])
VOWING = frozenset(["decide", "pledge", "promise", "threaten", "vote", "vow"])
# What leads from an offer to what is offered: "was ready to consider freeing them".
OFFERED = ("acl", "acomp", "advcl", "ccomp", "dobj", "pcomp", "prep", "xcomp")


@cache
def _held_cues() -> frozenset[tuple[str, str]]:
    """Words by which somebody withholds, offers, or gives what is offered, each with which of these it does."""
    return frozenset((row["lemma"], row["role"]) for row in vocabulary("held_cues"))


def _does(word: Token, role: str) -> bool:
    return not _held_cues().isdisjoint([(with_particle(word), role), (word.lemma_.lower(), role)])


def conditional(cue: Token) -> Iterator[Want]:
    """What stands behind a word that sets a condition, under the frame by which it is one."""
    opening = cue.dep_ == "mark" or (cue.dep_ == "advmod" and cue.lower_ == "when")
    clause = cue.head if opening else child(cue, "pcomp") if cue.dep_ == "prep" else _provided(cue)
    if clause is not None and is_verbal(clause):
        there = child(clause, "attr") if child(clause, "expl") is not None else None
        thing = clause if there is None else there
        if cue.lower_ == "if" and is_negated(clause) and (_is_threatened(clause.head) or _is_announced(clause.head)):
            yield Want(clause, cue, "if not")
        if _is_held_back_for(cue, clause):
            yield Want(thing, cue, "held")
        if _is_offered_for(cue, clause):
            yield Want(thing, cue, "offered")
        yield Want(thing, cue, "only" if cue.i and cue.nbor(-1).lower_ == "only" else "if")
    if cue.lower_ == "without" and (thing := _needed(cue)) is not None:
        yield Want(thing, cue, "without")
    if (given := _given_in_return(cue)) is not None:
        yield Want(given, cue, "in return")


def _is_threatened(main: Token) -> bool:
    """Whether somebody threatens to do it: "threatened to leave if Iran did not"."""
    return "threaten" in (main.lemma_, main.head.lemma_ if main.dep_ == "xcomp" else "")


def _is_announced(main: Token) -> bool:
    """Whether somebody says that he will do it, not that something will come about: "will leave if Iran does not"."""
    doer = child(main, "nsubj") if is_verbal(main) else None
    return doer is not None and doer.tag_ in ("NNP", "NNPS", "PRP") and is_meant(main) and main.lemma_ != "be"


def _provided(cue: Token) -> Token | None:
    """The clause behind "provided", which the parser often takes for what provides something."""
    if (
        cue.lower_ not in ("provided", "providing")
        or cue.tag_ not in ("VBG", "VBN")
        or cue.dep_ not in ("acl", "advcl")
    ):
        return None
    behind = cue.doc[cue.i + 1 : cue.sent.end]
    stop = next((each.i for each in behind if each.is_punct or each.lower_ in ("by", "for", "with")), cue.sent.end)
    return next((each for each in cue.doc[cue.i + 1 : stop] if each.pos_ == "VERB" and each.tag_ in FINITE), None)


def _is_held_back_for(cue: Token, clause: Token) -> bool:
    """Whether something is held back for what another does: "closed the border until Iran leaves", "only once"."""
    main = clause.head
    if not _is_anothers(clause) or not is_verbal(main):
        return False
    meant = is_meant(main) or (main.dep_ == "xcomp" and main.head.lemma_ in VOWING)
    if cue.lower_ in ("after", "once", "when"):
        return (meant or _is_possible(main)) and cue.i > 0 and cue.nbor(-1).lower_ == "only"
    if cue.lower_ != "before" and _is_refused(main):
        return True
    denied = _is_denied(main) and (meant or _is_possible(main))
    if cue.lower_ == "before":
        return denied
    return denied or (_does(main, "withholds") and (meant or finite(clause).tag_ in ("VBP", "VBZ")))


def _is_anothers(clause: Token) -> bool:
    """Whether somebody else than the speaker does what a clause says."""
    doer = child(clause, "nsubj", "nsubjpass")
    return doer is not None and doer.lower_ not in FIRST_PERSON


def _is_refused(verb: Token) -> bool:
    return verb.lemma_ in REFUSING or (verb.dep_ == "xcomp" and verb.head.lemma_ in REFUSING)


def _is_denied(verb: Token) -> bool:
    """Whether it is not done, or nothing is: "would not talk", "no deal can be signed", "there will be no talks"."""
    things = (each for each in verb.children if each.dep_ in (*SUBJECTS, "attr", "dobj"))
    said = (word for each in things for word in (each, *each.children))
    return is_negated(verb) or any(each.lower_ in ("no", "none") for each in said)


def _is_possible(verb: Token) -> bool:
    return any(each.lower_ in ("can", "could") for each in verb.children if each.dep_ == "aux")


def _is_offered_for(cue: Token, clause: Token) -> bool:
    """Whether somebody offers something for what another does: "offered to leave if Iran did", "would free them if"."""
    if cue.lower_ != "if" or clause.dep_ != "advcl" or not _is_anothers(clause) or is_negated(clause):
        return False
    main: Token = clause.head
    if any(each.dep_ in SUBJECTS and each.lower_ in ("he", "she") for each in clause.children):
        return False  # "promised to go if he is elected"
    return _is_offer(main)


def _is_offer(main: Token) -> bool:
    """Whether somebody offers what he would do: "offered a truce", "is ready to leave", "would free them"."""
    if _does(main, "gives") and is_verbal(main) and is_meant(main) and not is_negated(main):
        return True
    while not _does(main, "offers") and main.dep_ in OFFERED and main.head != main:
        main = main.head
    return _does(main, "offers") and not is_negated(main)


def _given_in_return(cue: Token) -> Token | None:
    """For what somebody offers something: "an amnesty" of "offered a truce in return for an amnesty"."""
    given = preposition(cue, "for") if cue.dep_ == "pobj" and cue.head.lower_ == "in" else None
    if given is None or not is_verbal(cue.head.head) or cue.head.head.dep_ == "pcomp":
        return None  # "offered Peru the option of leaving in return for" asks Peru to leave
    return given if _is_offer(cue.head.head) else None


def _needed(cue: Token) -> Token | None:
    """The thing without which somebody would not do something: "would not meet him without a mediator"."""
    thing, main = child(cue, "pobj"), cue.head
    if thing is None or cue.dep_ != "prep" or thing.i < main.i or not is_verbal(main):
        return None
    return thing if _is_refused(main) or (is_negated(main) and is_meant(main)) else None
