"""Of whom a thing is wanted, from its clause."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.exchanges.demanders import APPEARING, answering
from demarches.transforms.exchanges.scene import THIRD_PERSON, Scene, doers, each_named, owners
from demarches.transforms.frames.answers import answered_by
from demarches.transforms.frames.cues import DONE, Want, bound, cue_of, is_spoken
from demarches.transforms.frames.forms import direction
from demarches.transforms.frames.nouns import deed_nouns
from demarches.transforms.frames.wants import follows
from demarches.transforms.naming.presence import Party
from demarches.transforms.parsing.clauses import (
    FIRST_PERSON,
    child,
    first_joined,
    governor,
    is_passive,
    is_verbal,
    preposition,
    prepositions,
    subject,
)

ADDRESSEES = ("dobj", "dative", "nsubjpass")
ASKED_VERB = ("on", "upon", "to", "with", "from", "of", "at", "against")
ASKED_NOUN = ("on", "to", "with", "against")
MEN = frozenset(["army", "fighter", "force", "guerrilla", "military", "navy", "soldier", "troop"])
HEARING = frozenset(["meet", "receive"])  # what one does to who has asked to be heard
WITHDRAWING = frozenset(["pull", "remove", "withdraw"])
SIDES = frozenset(["country", "government", "leader", "nation", "party", "power", "side", "state"])


def is_undergone(thing: Token) -> bool:
    """Whether others would do it to whose it is: "his release"."""
    return deed_nouns().get(thing.lemma_) == "undergone"


def targets(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Of whom it is wanted: who is to do the thing, or to whom the cue is put."""
    if want.frame in DONE:
        doing = want.head if is_verbal(want.head) else governor(want.head)
        return doers(doing, scene) if doing is not None else ()
    heads = dict.fromkeys([want.head, first_joined(want.head)])
    doers_of = [_doer(each) for each in heads] + [preposition(want.head, "by"), needing(want), _giving(want)]
    doing = each_named(scene, [_other(each, scene) for each in doers_of])
    if is_verbal(want.head) or want.frame == "modal":
        return next(doing, ()) or addressees(want, scene) or _answering(want, scene)
    named = addressees(want, scene) or _answering(want, scene) or next(doing, ())
    named = named or next(each_named(scene, [*want.head.lefts]), ()) or _stopping(want, scene)
    return named or _acting_upon(want, scene)


def _doer(thing: Token) -> Token | None:
    """Who would do it: its subject, or whose it is; not who would undergo it, as "his release" says."""
    if is_undergone(thing):
        return child(thing, "nsubj")
    moved = child(thing, "nsubjpass") if thing.lemma_ in WITHDRAWING else None
    return child(thing, "nsubj", "poss") or (_commander(moved) if moved is not None else None)


def _giving(want: Want) -> Token | None:
    """Who shall give the thing that is demanded: "demanded a referendum from Madrid", "its demand for one from it"."""
    # "Pleas for clemency from Britain" are Britain's.
    owned = want.frame == "for" and child(want.cue, "poss") is not None
    given = (want.frame == "object" or owned) and not is_verbal(want.head)
    return preposition(want.head, "from") if given else None


def given_to(verb: Token, scene: Scene) -> tuple[Party, ...]:
    """To whom a thing would be given, or who would be met: "Spain" of "hand him over to Spain", "appear before it"."""
    if verb.lemma_ in APPEARING:
        return next(each_named(scene, [preposition(verb, "before")]), ())
    if verb.lemma_ in HEARING:
        return next(each_named(scene, [child(verb, "dobj")]), ())
    if verb.lemma_ not in _giving_verbs() or child(verb, "dobj") is None:
        return ()
    behind = (child(verb, "dobj"), child(verb, "prt", "advmod"))
    others = [preposition(each, "to") for each in behind if each is not None]
    return next(each_named(scene, [preposition(verb, "to"), child(verb, "dative"), *others]), ())


@cache
def _giving_verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in vocabulary("giving_verbs"))


def undergoing(want: Want, scene: Scene) -> tuple[Party, ...]:
    """To whom others would do the thing, so that nobody asks it of them: "his release", "that Navalny be freed"."""
    if is_undergone(want.head):
        suffering = [preposition(want.head, "of"), child(want.head, "poss")]
    else:
        suffering = [child(want.head, "nsubjpass")]
    # Whom "they" means in a passive is too often a guess.
    sure = (each for each in suffering if each is not None and (each.tag_ != "PRP" or not is_verbal(want.head)))
    # Troops are withdrawn by whose they are.
    sure = (each for each in sure if each.lemma_ not in MEN)
    return tuple(party for each in sure for party in scene.named_by(each))


def surely_asked(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Of whom a word of demanding wants it past doubt: who "must" do it, who is urged or called on, whose it is."""
    if cue_of(want) is None or not want.cue.is_ancestor(want.head):
        return ()
    doer = child(want.head, "nsubj") if want.frame in ("modal", "that") else needing(want)
    whose = None if is_verbal(want.head) or is_undergone(want.head) else child(want.head, "poss")
    return next(
        each_named(
            scene,
            [_other(doer, scene), *_objects(want), preposition(want.cue, "on", "upon"), whose, _sent_to(want.cue)],
        ),
        (),
    )


def needing(want: Want) -> Token | None:
    """Who "needs to" do it, by the words of another."""
    return child(want.cue, "nsubj") if is_spoken(want) and bound(want) == want.cue else None


def _other(doer: Token | None, scene: Scene) -> Token | None:
    """Who else than those who propose shall do the thing: those told where it says "they", nobody where "we"."""
    if doer is None or (is_everybody(doer) and (_is_proposed(doer) or not scene.is_several(doer))):
        return None
    return _told(doer) or _written_to(doer) or _commander(doer) or doer


def _is_proposed(doer: Token) -> bool:
    """Whether somebody proposes that one does it: "that the two nations meet"."""
    return any(each.lower_ == "that" and each.dep_ == "mark" for each in doer.head.children)


def _commander(men: Token) -> Token | None:
    """Whose troops are to do it: "a request for its troops to leave", "troops from Angola"."""
    return (child(men, "poss", "amod", "compound") or preposition(men, "from")) if men.lemma_ in MEN else None


def is_everybody(noun: Token) -> bool:
    """Whether who proposes is one of those named: "I propose that we meet", "that the two nations meet"."""
    both = any(each.lower_ in ("both", "two") for each in noun.children)
    return noun.lower_ == "we" or (both and noun.lemma_ in SIDES)


def _stopping(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who does what shall end, or who shall go: "an end to Russian attacks", "the resignation of the minister"."""
    leaving = preposition(want.head, "of")
    troops = want.head.lemma_ == "removal" and leaving is not None and leaving.lemma_ in MEN
    going = deed_nouns().get(want.head.lemma_) == "done" or troops
    if direction(want) != "stop" and not going:
        return ()
    things = [each for word in ("to", "of") if (each := preposition(want.head, word)) is not None]
    # Whoever holds captives shall return them.
    going = going and (want.head.lemma_ != "return" or leaving is None or leaving.lemma_ in MEN)
    if going and leaving is not None and (found := next(each_named(scene, [_commander(leaving), leaving]), ())):
        return found
    doing = next(each_named(scene, [preposition(each, "by") for each in things]), ())
    return doing or next((found for each in things if (found := owners(each, scene))), ())


def _answering(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who does something about another's demand: "France and Italy rejected Iran's demand for a delay"."""
    verb = governor(want.head if follows(want) else want.cue)
    whose = doers(want.cue, scene) if follows(want) else owners(want.cue, scene)
    told = whose or answered_by(want.cue) is not None or (cue_of(want) is None and answering(want.head) is not None)
    found = doers(verb, scene) if verb is not None and told else ()
    return tuple(each for each in found if each not in whose)


def _acting_upon(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who does something after another demands a thing of nobody: "Chile left after Peru demanded a truce"."""
    cue = first_joined(want.cue)
    mark = child(cue, "mark") if is_verbal(cue) and cue.dep_ == "advcl" else None
    if mark is None or mark.lower_ not in ("after", "when") or not is_verbal(cue.head):
        return ()
    wanting = doers(cue, scene)
    return tuple(each for each in doers(cue.head, scene) if wanting and each not in wanting)


def addressees(want: Want, scene: Scene) -> tuple[Party, ...]:
    """To whom the word of demanding is put: its object, "on Iran", "to Iran", "with Iran", "from Iran"."""
    behind = prepositions(want.cue, *(ASKED_VERB if is_verbal(want.cue) else ASKED_NOUN))
    return next(each_named(scene, [*_objects(want), *behind, _sent_to(want.cue)]), ())


def _objects(want: Want) -> list[Token]:
    """The objects of the word of demanding that are not the thing wanted; those written to where it says "them"."""
    found = [each for dep in ADDRESSEES if (each := child(want.cue, dep)) is not None]
    if not found and is_passive(want.cue) and not follows(want):
        found = [each for each in (_told_before(want.cue),) if each is not None]
    return [_written_to(each) or each for each in found if each != want.head]


def _told_before(verb: Token) -> Token | None:
    """Whom "told by France to leave" tells: the noun before it, or who does what the clause around it says."""
    above = verb.head
    if verb.dep_ == "conj":
        return child(first_joined(verb), "nsubjpass")
    if verb.dep_ == "advcl":
        return subject(above) if is_verbal(above) else None
    return above if verb.dep_ == "acl" and above.pos_ in ("NOUN", "PROPN") else None


def _sent_to(cue: Token) -> Token | None:
    """To whom a demand is sent: "sent a request to Iran", "wrote to Iran asking", "sent it to Iran with a request"."""
    above = cue.head.head if cue.dep_ == "pobj" and cue.head.lower_ == "with" else cue.head
    if not is_verbal(above) or cue.dep_ not in ("dobj", "advcl", "pobj"):
        return None
    return preposition(above, "to")


def _told(doer: Token) -> Token | None:
    """Whom "they" means in "convinced the ministers that they should act", "promised the rebels posts if they did"."""
    clause = first_joined(doer.head)
    given = clause.dep_ == "advcl" and child(clause.head, "dative") is not None
    above = clause.head if given or clause.dep_ == "ccomp" else governor(clause.head) if clause.dep_ == "acl" else None
    if doer.tag_ != "PRP" or doer.lower_ not in THIRD_PERSON or above is None or not is_verbal(above):
        return None
    told = child(above, "dative") or child(above, "dobj")
    several = told is not None and (told.tag_ in ("NNS", "NNPS") or child(told, "conj") is not None)
    return None if doer.lower_ == "it" and several else told


def _written_to(asked: Token) -> Token | None:
    """Whom a pronoun means in "wrote to the leaders, imploring them", in "lodged a protest with Iran and urged it"."""
    above = asked.head.head if asked.dep_ == "nsubj" and asked.head.dep_ in ("ccomp", "xcomp") else asked.head
    if asked.tag_ != "PRP" or asked.lower_ in FIRST_PERSON or not is_verbal(above):
        return None
    if above.dep_ == "conj" and is_verbal(above.head) and subject(above) == subject(above.head):
        given = child(above.head, "dobj")
        told = (preposition(each, "to", "with") for each in (above.head, given) if each is not None)
        return next(filter(None, told), None)
    if above.dep_ in ("advcl", "pcomp") and asked.dep_ == "dobj":
        return _sent_to(above) or _acting_then(above)
    return None


def _acting_then(clause: Token) -> Token | None:
    """Who does what the main clause says, whom the other means by "it": "Peru left after Chile had asked it to"."""
    main = governor(clause.head)
    timed = child(clause, "mark") is not None or clause.head.lower_ in ("after", "before")
    return subject(main) if timed and main is not None and child(clause, "nsubj") is not None else None
