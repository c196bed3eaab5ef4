"""Who wants a thing, from its clause and who speaks there."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.exchanges.scene import Scene, doers, each_named, owners
from demarches.transforms.frames.answers import answered_by
from demarches.transforms.frames.answers import cues as answer_cues
from demarches.transforms.frames.cues import Want, bound, cue_of, is_spoken
from demarches.transforms.frames.outcomes import speaking
from demarches.transforms.frames.wants import governing
from demarches.transforms.naming.groups import PROTESTS
from demarches.transforms.naming.presence import Party
from demarches.transforms.parsing.clauses import first_joined, governor, is_verbal, preposition, subject

PLURAL = ("NNS", "NNPS")
APPEARING = frozenset(["appear", "speak", "testify"])
TELLING = frozenset(["insist", "repeat", "tell", "warn"])


@cache
def stressing() -> frozenset[str]:
    """Verbs by which one side puts a need to another."""
    return frozenset(row["lemma"] for row in vocabulary("stress_cues"))


def demanders(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who wants it: the subject of the cue, the owner of the demand, or who speaks."""
    cue = cue_of(want)
    if cue is None and answering(want.head) is not None:
        return ()
    source = cue.demander if cue else "owner"
    found: tuple[Party, ...] = ()
    if source in ("subject", "party"):
        found = doers(want.cue, scene)
    elif source == "owner":
        found = owners(want.cue, scene) or _heard_by(want, scene) or _put_by(want.cue, scene)
        found = found or (scene.unnamed(want.cue) if want.cue.lower_ in PROTESTS else ())
    elif source == "other":
        found = next(each_named(scene, [preposition(want.cue, "to", "for")]), ())
    elif source == "stresser":
        return _stressed_by(want.cue, scene)
    elif source == "context":
        found = _holding(want, scene)
    if is_spoken(want):
        found = _saying(want, scene)
    doer = subject(want.cue) if is_verbal(want.cue) else None
    somebody = want.frame == "as" or (doer is not None and doer.pos_ in ("NOUN", "PROPN"))
    if not found and source == "subject" and doer is not None and doer.pos_ == "NOUN":
        found = scene.unnamed(doer)
    return found or (() if somebody else scene.speakers(want.cue) or _issuing(want, scene))


def _issuing(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who issues a text whose sentence begins with its word of demanding: "Calls upon Iran to suspend the work"."""
    opens = all(not each.is_alpha for each in want.cue.doc[want.cue.sent.start : want.cue.i])
    return (scene.issuer,) if scene.issuer and opens and want.cue.tag_ == "VBZ" else ()


def _saying(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who says what another must do, within what is reported: "the bank told Chile it must pay, traders said"."""
    clause = first_joined(bound(want))
    above = governor(clause.head)
    told = clause.dep_ in ("acl", "ccomp") and above is not None and above.lemma_ in TELLING
    return doers(above, scene) if told and above is not None else ()


def answering(thing: Token) -> Token | None:
    """The word that tells an answer to what is wanted, where only that is told: "refused" of "refused to leave"."""
    above = governing(thing)
    return (
        above if any((above.lemma_.lower(), above.pos_, frame) in answer_cues() for frame in ("to", "object")) else None
    )


def _holding(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who does or lets be something only if the thing is done; who says so, where others would do or suffer it."""
    main = _permitting(want.head.head)
    found = doers(main, scene)
    said = main.dep_ == "ccomp" and main.head.lemma_ in speaking()
    suffered = want.frame == "if not" or scene.are_harmed(found) or not {*found}.isdisjoint(doers(want.head, scene))
    saying = doers(main.head, scene) if said and (suffered or not found) else ()
    return found if {each.of for each in found} & {each.of for each in saying} else saying or found


def _permitting(verb: Token) -> Token:
    """The verb of who sets a condition for what others do: "let" of "let them land provided that"."""
    permitted = verb.dep_ == "ccomp" and verb.head.lemma_ in ("allow", "let") and verb.head.i < verb.i
    return verb.head if permitted else verb


def _heard_by(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Before whom somebody shall appear, who asks it: "an invitation to testify before the committee"."""
    return next(each_named(scene, [preposition(want.head, "before")] if want.head.lemma_ in APPEARING else []), ())


def _put_by(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Who puts a demand that the text gives no owner: "Kenya made an appeal", not "Kenya met the demand"."""
    verb = governor(noun)
    return doers(_permitting(verb), scene) if verb is not None and answered_by(noun) is None else ()


def _stressed_by(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Who alone stresses the need for something; what two "discussed the need for" neither wants of the other."""
    verb = governor(noun)
    if verb is None or verb.lemma_.lower() not in stressing():
        return ()
    doer = subject(verb)
    several = doer is not None and (doer.tag_ in PLURAL or doer.lower_ == "they")
    return () if several else doers(verb, scene)
