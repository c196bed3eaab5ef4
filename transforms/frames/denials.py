"""Whether a frame of demanding demands anything of anybody there: not where it is denied, a law, or a forecast."""

from __future__ import annotations

from spacy.tokens import Token

from demarches.transforms.frames.cues import Want, bound, cue_of, is_spoken, market, tells_outcome
from demarches.transforms.parsing.clauses import FIRST_PERSON, child, is_mandative, is_negated

PUT_TO = ("for", "from", "on", "to", "with")
ADDRESSED = ("dobj", "dative", "nsubjpass")
PROTESTING = frozenset(
    ["complain", "condemn", "convey", "deliver", "demand", "discuss", "express", "lodge", "make", "protest", "voice"]
)
FORETELLING = frozenset(["eventually", "inevitably", "probably", "surely"])
UNDONE = frozenset(["decline", "fail", "refuse"])
HELD = frozenset(["demonstration", "election", "march", "meeting", "protest", "rally", "strike", "summit", "vote"])
LAWS = frozenset(["article", "bill", "clause", "law", "legislation", "provision", "rule"])


def holds(want: Want) -> bool:
    """Whether the frame is one of demanding, not denied, and put to someone."""
    cue = cue_of(want)
    if cue is None or not want.head.text[0].isalpha() or denies(want):
        return False
    if want.frame == "that" and cue.form != "condition" and not is_mandative(want.head):
        return False
    return not cue.needs_addressee or is_put_to_someone(want)


def denies(want: Want) -> bool:
    """Whether a word of demanding demands nothing there: "did not ask for help", "a demand for gas", "we must act"."""
    denied = is_negated(want.cue) or (want.cue.dep_ == "xcomp" and want.cue.head.lemma_ in UNDONE)
    if want.head.lemma_ == "comply" and all(each.lower_ != "with" for each in want.head.children):
        return True  # "ten days to comply" asks for what was demanded before
    if want.cue.lemma_ == "time" and want.cue.dep_ == "dobj":
        return True  # who "needs time to think" asks for nothing else
    if want.cue.lower_ == "called" and want.cue.dep_ == "acl" and want.cue.head.lemma_ in HELD:
        return True  # "a strike called by the union to press the government"
    if want.cue.lemma_ == "order" and want.cue.i and want.cue.nbor(-1).lower_ == "in":
        return True  # "in order to"
    if want.cue.lemma_ == "summon" and want.head.lemma_ in PROTESTING:
        return True  # "summoned the ambassador to protest"
    # Who failed to persuade has asked.
    return (
        is_by_law(want.cue)
        or is_of_market(want)
        or is_of_all(want)
        or is_general(want)
        or (denied and tells_outcome(want.cue) != "sways")
    )


def is_by_law(cue: Token) -> bool:
    """Whether only a law asks for it, of everybody: "a clause that obliges parties to hold primaries"."""
    told = cue.dep_ == "relcl" and (doer := child(cue, "nsubj")) is not None and doer.lower_ in ("that", "which")
    return bool(told) and cue.head.lemma_ in LAWS


def is_of_all(want: Want) -> bool:
    """Whether who speaks says what "we" must do, which asks nobody else."""
    doer = child(bound(want), "nsubj") if is_spoken(want) else None
    return doer is not None and doer.lower_ in FIRST_PERSON


def is_general(want: Want) -> bool:
    """Whether it is a rule for whoever is such, or a forecast: "Passengers must pay", "it must surely fall"."""
    if want.frame != "modal":
        return False
    doer = child(bound(want), "nsubj")
    anybody = doer is not None and doer.tag_ == "NNS" and doer.is_sent_start and not doer.n_lefts + doer.n_rights
    return bool(anybody) or any(each.lower_ in FORETELLING for each in bound(want).children)


def is_of_market(want: Want) -> bool:
    """Whether buyers "demand" it: "a growing demand for gas", "expects demand for gas to grow"."""
    around = [want.cue.head, *want.cue.children]
    rising = child(want.head, "nsubj")
    if rising is not None and rising.lemma_ == "demand":
        return True
    return (want.cue.lemma_, want.frame) == ("demand", "for") and any(each.lemma_ in market() for each in around)


def is_put_to_someone(want: Want) -> bool:
    """Whether the clause names someone else who is to do the thing: "asked Iran to leave", not "asked to leave"."""
    doing = {want.head, bound(want)} if is_spoken(want) else {want.head}
    if any(child(each, "nsubj", "nsubjpass") is not None for each in doing) and want.frame != "doing":
        return True
    around = [*want.cue.children, *(want.head.children if want.frame == "object" else ())]
    return any(
        each.dep_ in ADDRESSED or (each.dep_ == "prep" and each.lower_ in PUT_TO)
        for each in around
        if each != want.head
    )
