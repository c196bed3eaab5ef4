"""Who wants a thing of whom: the parties of a demand or an answer, from its clause and who speaks there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.tokens import Doc, Token

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.frames.answers import answered_by
from demarches.transforms.frames.answers import cues as answer_cues
from demarches.transforms.frames.forms import direction
from demarches.transforms.frames.wants import DONE, Want, bound, cue_of, follows, governing, is_spoken
from demarches.transforms.gazetteer.actors import ANSWERABLE, gazetteer
from demarches.transforms.naming.presence import Party, Presence
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
from demarches.transforms.parsing.tokens import text_of
from demarches.transforms.units import Actor, Mention, Span, Statement

ADDRESSEES = ("dobj", "dative", "nsubjpass")
OWNERS = ("poss", "amod", "compound", "nmod")
ASKED_VERB = ("on", "upon", "to", "with", "from", "of", "at", "against")
ASKED_NOUN = ("on", "to", "with", "against")
PLURAL = ("NNS", "NNPS")
OF_ONESELF = re.compile(r"\b(?:I|[Mm][ey]|[Ww]e|[Oo]ur|[Uu]s)\b")
# What its own people do whose they are: "the withdrawal of Russian troops".
GOING = frozenset(
    [
        "departure",
        "evacuation",
        "pullback",
        "pullout",
        "redeployment",
        "resignation",
        "retreat",
        "return",
        "surrender",
        "withdrawal",
    ]
)
MEN = frozenset(["army", "fighter", "force", "military", "navy", "soldier", "troop"])
SIDES = frozenset(["country", "government", "leader", "nation", "party", "power", "side", "state"])
TELLING = frozenset(["insist", "repeat", "tell", "warn"])
TALKING = FIRST_PERSON | {"you", "your"}
THIRD_PERSON = frozenset(["he", "it", "she", "they"])


@dataclass(frozen=True)
class Scene:
    """A document as far as its parties are known: the parse, who is mentioned where, who says what, who issues it."""

    doc: Doc
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    issuer: Party | None = None

    @cached_property
    def _by_start(self) -> dict[int, Mention]:
        """The mention that covers a character."""
        return {i: each for each in self.mentions for i in range(*each.span)}

    def at(self, token: Token) -> Party | None:
        """The party that `token` names, if any."""
        mention = self._by_start.get(token.idx)
        if mention is None or mention.actor is None:
            return None
        return Party(mention.actor, mention.party or mention.actor)

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span begins."""
        sentence = self.doc.char_span(*span, alignment_mode="expand")[0].sent
        return Span(sentence.start_char, sentence.end_char)

    def named_by(self, token: Token | None) -> tuple[Party, ...]:
        """The parties that a noun phrase names: "the US and NATO" are two; "we" is who speaks there."""
        if token is None:
            return ()
        found = self.at(token) or self._pronoun(token)
        rest = (each for every in token.children if every.dep_ in ("conj", "appos") for each in self.named_by(every))
        return tuple(dict.fromkeys(([found] if found else []) + list(rest)))

    def _pronoun(self, token: Token) -> Party | None:
        """Who "we" is: who speaks there; and who "they" is in reported words that name nobody else."""
        if token.lower_ in FIRST_PERSON:
            return self.speaker(token)
        said = self._said(token) if token.lower_ in THIRD_PERSON else None
        return self.speaker(token) if said and said.kind != "direct" else None

    def _said(self, token: Token) -> Statement | None:
        """The statement of a known source in which `token` stands."""
        around = (each for each in self.statements for span in each.content if span.start <= token.idx < span.end)
        return next((each for each in around if each.actor), None)

    def speaker(self, token: Token) -> Party | None:
        """Who says the words at `token`: the source of the statement, or the document's own party."""
        said = self._said(token)
        return Party(said.actor, said.on_behalf_of or said.actor) if said and said.actor else self.publisher

    def speakers(self, token: Token) -> tuple[Party, ...]:
        """Who says the words at `token`, if anybody known."""
        found = self.speaker(token)
        return (found,) if found else ()

    @cached_property
    def voices(self) -> tuple[Mention, ...]:
        """Where somebody known speaks of himself in his own words: the "I" of a quotation."""
        text = text_of(self.doc)
        return tuple(
            Mention(Span(*found.span()), said.actor, said.on_behalf_of or said.actor, "speaker")
            for said in self.statements
            for content in said.content
            for found in (OF_ONESELF.finditer(text, *content) if said.actor else ())
            if found.start() not in self._by_start
        )

    @cached_property
    def _together(self) -> dict[Party, tuple[Party, ...]]:
        return {
            Party(each.actor, each.party or each.actor): tuple(Party(one, one) for one in each.together)
            for each in self.mentions
            if each.actor and each.together
        }

    def is_several(self, token: Token) -> bool:
        """Whether a noun is known to stand for several parties: "both governments"."""
        return self.at(token) in self._together

    def each(self, parties: Collection[Party]) -> tuple[Party, ...]:
        """The parties, each of its own where one stands for several: "both leaders", the "we" of a joint statement."""
        return tuple(dict.fromkeys(one for party in parties for one in self._together.get(party, (party,))))

    def side(self, actor: Actor) -> Actor:
        """The state or body for which the text has somebody speak."""
        told = (each.party for each in self.mentions if each.actor == actor and each.party)
        return next(told, gazetteer().party(actor))

    @cached_property
    def powers(self) -> frozenset[Actor]:
        """The states, parts of states and leagues of states of which the text tells."""
        told = (actor for each in self.mentions for actor in (each.actor, each.party) if actor)
        return frozenset(party for party in map(gazetteer().party, told) if party.kind in ANSWERABLE)

    @cached_property
    def presence(self) -> Presence:
        """Who is how present where."""
        return Presence(self.mentions)

    def present(self, token: Token, without: Collection[Party]) -> tuple[Party, ...]:
        """Who is most likely meant beside the parties `without`, where the words at `token` name nobody."""
        sentence = Span(token.sent.start_char, token.sent.end_char)
        found = self.presence.likeliest(Span(token.idx, token.idx + len(token)), sentence, without)
        return (found,) if found else ()

    @cached_property
    def _facing(self) -> dict[Actor, Party]:
        """Whom each of two faces who talk to each other as "I" and "you"."""
        sides = {
            each.party or each.actor: Party(each.actor, each.party or each.actor)
            for each in self.mentions
            if each.actor and each.method in ("publisher", "speaker")
        }
        return dict(zip(sides, reversed(sides.values()), strict=True)) if len(sides) == 2 else {}

    def faced(self, party: Actor, place: Span) -> Party | None:
        """Whom a party talks to where the sentence of `place` says "I", "we" or "you" of it."""
        sentence = self.doc.char_span(*place, alignment_mode="expand")[0].sent
        here = (self._by_start.get(token.idx) for token in sentence if token.lower_ in TALKING)
        return self._facing.get(party) if any(each and each.party == party for each in here) else None

    @cached_property
    def publisher(self) -> Party | None:
        """The party that publishes the text as its own, where it does."""
        own = (each for each in self.mentions if each.method == "publisher" and each.actor)
        return next((Party(each.actor, each.party or each.actor) for each in own if each.actor), None)


@cache
def stressing() -> frozenset[str]:
    """Verbs by which one side puts a need to another."""
    return frozenset(row["lemma"] for row in vocabulary("stress_cues"))


def parties(want: Want, scene: Scene) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who wants the thing, and of whom: the second is empty where the text leaves it open."""
    theirs = targets(want, scene)
    ours = tuple(each for each in demanders(want, scene) if each not in theirs)
    if is_condition(want):
        # Who tells under which condition his own side would get something has not set it.
        ours = tuple(each for each in ours if each.of not in {other.of for other in theirs})
    ours = ours or scene.present(want.head, theirs)
    return ours, theirs or scene.present(want.head, ours)


def is_condition(want: Want) -> bool:
    """Whether something is to be had for the thing wanted."""
    cue = cue_of(want)
    return cue is not None and cue.form == "condition"


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
        found = owners(want.cue, scene) or _put_by(want.cue, scene)
    elif source == "other":
        found = next(_named(scene, [preposition(want.cue, "to")]), ())
    elif source == "stresser":
        return _stressed_by(want.cue, scene)
    elif source == "context":
        found = doers(want.head.head, scene)
    if is_spoken(want):
        found = _saying(want, scene)
    doer = subject(want.cue) if is_verbal(want.cue) else None
    somebody = want.frame == "as" or (doer is not None and doer.pos_ in ("NOUN", "PROPN"))
    return found or (() if somebody else scene.speakers(want.cue) or _issuing(want, scene))


def _issuing(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who issues a text whose sentence begins with its word of demanding: "Calls upon Iran to suspend the work"."""
    opens = all(not each.is_alpha for each in want.cue.doc[want.cue.sent.start : want.cue.i])
    return (scene.issuer,) if scene.issuer and opens and want.cue.tag_ == "VBZ" else ()


def _saying(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who says what another must do, within what is reported: "the bank told Chile it must pay, traders said"."""
    clause = first_joined(bound(want))
    told = clause.dep_ == "ccomp" and is_verbal(clause.head) and clause.head.lemma_ in TELLING
    return doers(clause.head, scene) if told else ()


def answering(thing: Token) -> Token | None:
    """The word that tells an answer to what is wanted, where only that is told: "refused" of "refused to leave"."""
    above = governing(thing)
    return (
        above if any((above.lemma_.lower(), above.pos_, frame) in answer_cues() for frame in ("to", "object")) else None
    )


def _put_by(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Who puts a demand that the text gives no owner: "Kenya made an appeal", not "Kenya met the demand"."""
    verb = governor(noun)
    return doers(verb, scene) if verb is not None and answered_by(noun) is None else ()


def _stressed_by(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Who alone stresses the need for something; what two "discussed the need for" neither wants of the other."""
    verb = governor(noun)
    if verb is None or verb.lemma_.lower() not in stressing():
        return ()
    doer = subject(verb)
    several = doer is not None and (doer.tag_ in PLURAL or doer.lower_ == "they")
    return () if several else doers(verb, scene)


def targets(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Of whom it is wanted: who is to do the thing, or to whom the cue is put."""
    if want.frame in DONE:
        return doers(want.head, scene)
    heads = dict.fromkeys([want.head, first_joined(want.head)])
    doers_of = [child(each, "nsubj", "poss") for each in heads] + [preposition(want.head, "by"), needing(want)]
    doing = _named(scene, [_other(each, scene) for each in doers_of])
    if is_verbal(want.head) or want.frame == "modal":
        return next(doing, ()) or addressees(want, scene) or _answering(want, scene)
    named = addressees(want, scene) or _answering(want, scene) or next(doing, ())
    return named or next(_named(scene, [*want.head.lefts]), ()) or _stopping(want, scene)


def surely_asked(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Of whom a word of demanding wants it past doubt: who "must" do it, who is urged or called on, whose it is."""
    if cue_of(want) is None or not want.cue.is_ancestor(want.head):
        return ()
    doer = child(want.head, "nsubj") if want.frame in ("modal", "that") else needing(want)
    whose = None if is_verbal(want.head) else child(want.head, "poss")
    return next(_named(scene, [_other(doer, scene), *_objects(want), preposition(want.cue, "on", "upon"), whose]), ())


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
    """Whose troops are to do it: "a request for its troops to leave"."""
    return child(men, "poss") if men.lemma_ in MEN else None


def is_everybody(noun: Token) -> bool:
    """Whether who proposes is one of those named: "I propose that we meet", "that the two nations meet"."""
    both = any(each.lower_ in ("both", "two") for each in noun.children)
    return noun.lower_ == "we" or (both and noun.lemma_ in SIDES)


def _stopping(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who does what shall end, or who shall go: "an end to Russian attacks", "the resignation of the minister"."""
    going = want.head.lemma_ in GOING
    if direction(want) != "stop" and not going:
        return ()
    things = [each for word in ("to", "of") if (each := preposition(want.head, word)) is not None]
    leaving = preposition(want.head, "of")
    if going and leaving is not None and (found := next(_named(scene, [_commander(leaving), leaving]), ())):
        return found
    doing = next(_named(scene, [preposition(each, "by") for each in things]), ())
    return doing or next((found for each in things if (found := owners(each, scene))), ())


def _answering(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who does something about another's demand: "France and Italy rejected Iran's demand for a delay"."""
    verb = governor(want.head if follows(want) else want.cue)
    whose = doers(want.cue, scene) if follows(want) else owners(want.cue, scene)
    told = whose or (cue_of(want) is None and answering(want.head) is not None)
    found = doers(verb, scene) if verb is not None and told else ()
    return tuple(each for each in found if each not in whose)


def owners(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Whose a demand or an answer is: "Moscow's demand", "the American proposal", "a request by Iran"."""
    for each in noun.children:
        if each.dep_ in OWNERS and (found := scene.named_by(each)):
            return found
    put = (each for each in noun.children if each.dep_ == "acl" and each.tag_ == "VBN")
    return next(
        _named(scene, [*(preposition(noun, word) for word in ("by", "from", "of")), *map(subject, put)]),
        (),
    )


def doers(verb: Token, scene: Scene) -> tuple[Party, ...]:
    """Who does what the verb says, "we" being who speaks."""
    return scene.named_by(subject(verb))


def addressees(want: Want, scene: Scene) -> tuple[Party, ...]:
    """To whom the word of demanding is put: its object, "on Iran", "to Iran", "with Iran", "from Iran"."""
    behind = prepositions(want.cue, *(ASKED_VERB if is_verbal(want.cue) else ASKED_NOUN))
    return next(_named(scene, [*_objects(want), *behind, _sent_to(want.cue)]), ())


def _objects(want: Want) -> list[Token]:
    """The objects of the word of demanding that are not the thing wanted; those written to where it says "them"."""
    found = [each for dep in ADDRESSEES if (each := child(want.cue, dep)) is not None]
    if not found and is_passive(want.cue):
        found = [each for each in (_told_before(want.cue),) if each is not None]
    return [_written_to(each) or each for each in found if each != want.head]


def _told_before(verb: Token) -> Token | None:
    """Whom "told by France to leave" tells: the noun before it, or who does what the clause around it says."""
    above = verb.head
    if verb.dep_ == "advcl":
        return subject(above) if is_verbal(above) else None
    return above if verb.dep_ == "acl" and above.pos_ in ("NOUN", "PROPN") else None


def _sent_to(cue: Token) -> Token | None:
    """To whom a demand is sent: "sent a request to Iran", "conveyed to Iran an appeal", "wrote to Iran asking"."""
    above = cue.head
    if not is_verbal(above) or cue.dep_ not in ("dobj", "advcl"):
        return None
    return preposition(above, "to")


def _told(doer: Token) -> Token | None:
    """Whom "they" means in "convinced the ministers that they should act"."""
    clause = doer.head
    above = clause.head
    if doer.tag_ != "PRP" or doer.lower_ not in THIRD_PERSON or clause.dep_ != "ccomp" or not is_verbal(above):
        return None
    return child(above, "dobj", "dative")


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


def _named(scene: Scene, tokens: list[Token | None]) -> Iterator[tuple[Party, ...]]:
    return (found for each in tokens if each is not None and (found := scene.named_by(each)))
