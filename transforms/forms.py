"""How a thing is wanted: the form of the demand and its direction, by words."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.clauses import child
from demarches.transforms.wants import Want, cue_of, cues

UNMARKED = "request"
DETERRENCE = ("against", "from")


@cache
def _directions() -> dict[str, str]:
    return {row["lemma"]: row["direction"] for row in vocabulary("direction_cues")}


@cache
def _threats() -> frozenset[str]:
    return frozenset(row["lemma"] for row in vocabulary("threat_cues"))


def form(want: Want) -> str:
    """The form of a demand: its cue's, or an ultimatum where a deadline or a threat stands beside it.

    >>> from demarches.transforms.sentences import parse
    >>> doc = next(parse(["Greece demanded that Turkey withdraw or else face sanctions."]))
    >>> form(Want(doc[4], doc[1], "that"))
    'ultimatum'
    """
    cue = cue_of(want)
    found = cue.form if cue else _worded(want)
    if found in ("demand", "request") and want.frame != "if" and _threatened(want):
        return "ultimatum"
    return found


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

    >>> from demarches.transforms.sentences import parse
    >>> doc = next(parse(["They asked Iran to stop the tests and not to leave the treaty."]))
    >>> direction(Want(doc[4], doc[1], "to")), direction(Want(doc[10], doc[1], "to"))
    ('stop', 'refrain')
    """
    known = _directions()
    # Of a word with a prefix the prefix decides: "non-expansion".
    leading = [each.lemma_.lower().partition("-")[0] for each in _leading(want.head)]
    found = next((known[lemma] for lemma in leading if lemma in known), "do")
    return "refrain" if found == "do" and want.frame in DETERRENCE else found


def _leading(head: Token) -> list[Token]:
    """What decides the direction: "not" before the head, the head, and the act that "put" or "bring" carry."""
    before = [each for each in head.children if each.i < head.i and each.dep_ in ("neg", "det", "advmod", "amod")]
    carried = child(head, "dobj") if head.lemma_ in ("bring", "exercise", "put", "show", "take") else None
    return [*before, head, *([carried] if carried is not None else [])]
