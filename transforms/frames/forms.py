"""How a thing is wanted: the form of the demand and its direction, by words."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.cues import Want, cue_of, cues
from demarches.transforms.frames.wants import is_alternative
from demarches.transforms.parsing.clauses import child, first_joined, is_meant, is_negated, is_verbal

UNMARKED = "request"
DETERRENCE = ("against", "from")
# There "not" only says that it is not done: "would not repeal it, as Peru had asked", "will strike if it does not pay".
UNDONE = ("as", "if", "if not", "unmet")
POSITIVE = ("det", "advmod", "amod")
ASKING = ("demand", "request")
# What opens the clause of a thing on which something else hangs.
HANGING = frozenset(["before", "once", "unless", "until"])
POSSIBLE = frozenset(["can", "could", "may", "might", "will", "would"])
TALKS = frozenset(["dialogue", "negotiation", "talk"])
SUFFERED = frozenset(["face", "lose", "risk", "see", "suffer"])


@cache
def _directions() -> dict[str, str]:
    return {row["lemma"]: row["direction"] for row in vocabulary("direction_cues")}


@cache
def _threats() -> frozenset[str]:
    return frozenset(row["lemma"] for row in vocabulary("threat_cues"))


def form(want: Want) -> str:
    """The form of a demand: its cue's, or an ultimatum where a deadline or a threat stands beside it.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["Greece demanded that Turkey withdraw or else face sanctions."]))
    >>> form(Want(doc[4], doc[1], "that"))
    'ultimatum'
    """
    cue = cue_of(want)
    return told_form(want, cue.form if cue else _worded(want))


def told_form(want: Want, found: str) -> str:
    """The form `found`, unless the words around tell of a threat, a deadline, or something that hangs on the thing.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["Chile kept its troops there until Peru paid."]))
    >>> told_form(Want(doc[7], doc[1], ""), "request")
    'condition'
    """
    mark = child(first_joined(want.head), "mark")
    if mark is not None and is_verbal(want.head):
        if _is_warned_of(mark):
            return "ultimatum"
        if mark.lower_ in HANGING:
            return "condition"
    if found in ASKING and (any(map(is_suffered, want.head.children)) or (want.frame != "if" and _threatened(want))):
        return "ultimatum"
    first = want.frame == "modal" and any(each.lower_ == "first" for each in want.head.children)
    return "condition" if found in ASKING and (first or _comes_before(want)) else found


def _is_warned_of(mark: Token) -> bool:
    """Whether somebody threatens what comes if a thing is not done: "will strike unless", "would end if it did not"."""
    clause, main = mark.head, mark.head.head
    undone = mark.lower_ == "unless" or (mark.lower_ == "if" and is_negated(clause))
    if (undone or mark.lower_ in HANGING) and any(each.lemma_ == "threaten" for each in clause.ancestors):
        return True
    return undone and is_meant(main) and not is_negated(main)


def is_suffered(thing: Token) -> bool:
    """Whether it is what comes of not doing the other thing: "be driven out" of "withdraw or be driven out"."""
    return is_alternative(thing) and (child(thing, "auxpass") is not None or thing.lemma_ in SUFFERED)


def _comes_before(want: Want) -> bool:
    """Whether something else can or will be had only then: "must leave before talks can begin"."""
    later = (each for each in want.head.children if each.dep_ == "advcl" and each.i > want.head.i)
    return any(
        any(part.lower_ == "before" and part.dep_ == "mark" for part in each.children)
        and (any(part.lower_ in POSSIBLE and part.dep_ == "aux" for part in each.children) or _is_ones_own_part(each))
        for each in later
    )


def _is_ones_own_part(clause: Token) -> bool:
    """Whether those who are told of will do it then: "must pay before it lends it more", "before talks start"."""
    doer = child(clause, "nsubj")
    return (
        clause.tag_ in ("VBP", "VBZ") and doer is not None and (doer.lower_ in ("it", "they") or doer.lemma_ in TALKS)
    )


@cache
def _forms() -> dict[str, str]:
    """The form that a word tells of outside its frames: the first that it has in one."""
    framed = {lemma: cue.form for (lemma, _, _), cue in reversed(cues().items())}
    return framed | {row["lemma"]: row["form"] for row in vocabulary("form_cues")}


def form_of(lemma: str) -> str | None:
    """The form of demand that a word tells, if any.

    >>> form_of("plea")
    'request'
    """
    return _forms().get(lemma)


def _worded(want: Want) -> str:
    """The form by the nearest telling word before the thing in its sentence."""
    before = reversed(want.head.doc[want.head.sent.start : want.head.i])
    return next((form for each in before if (form := form_of(each.lemma_.lower()))), UNMARKED)


def _threatened(want: Want) -> bool:
    words = f" {' '.join(each.lower_ for each in want.head.sent)} "
    return any(f" {threat} " in words for threat in _threats())


def direction(want: Want) -> str:
    """Whether the thing is to be done, stopped or not begun: by "not" or its own first word.

    >>> from demarches.transforms.parsing.sentences import parse
    >>> doc = next(parse(["They asked Iran to stop the tests and not to leave the treaty."]))
    >>> direction(Want(doc[4], doc[1], "to")), direction(Want(doc[10], doc[1], "to"))
    ('stop', 'refrain')
    """
    known = _directions()
    # Of a word with a prefix the prefix decides: "non-expansion".
    leading = [each.lemma_.lower().partition("-")[0] for each in _leading(want)]
    found = next((known[lemma] for lemma in leading if lemma in known), "do")
    return "refrain" if found == "do" and want.frame in DETERRENCE else found


def _leading(want: Want) -> list[Token]:
    """What decides the direction: "not" before the head, the head, and the act that "put" or "bring" carry."""
    head, told = want.head, POSITIVE if want.frame in UNDONE else ("neg", *POSITIVE)
    before = [each for each in head.children if each.i < head.i and each.dep_ in told]
    carried = child(head, "dobj") if head.lemma_ in ("bring", "exercise", "put", "show", "take") else None
    return [*before, head, *([carried] if carried is not None else [])]
