"""A document as far as its parties are known: who is named, who speaks, who does what a clause says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from demarches.transforms.gazetteer.actors import ANSWERABLE, gazetteer
from demarches.transforms.naming.bodies import org_words
from demarches.transforms.naming.groups import GOVERNING, OWN_PEOPLE, PROTESTS, harmed, officials, unnamed
from demarches.transforms.naming.presence import Party, Presence, party_of
from demarches.transforms.parsing.clauses import FIRST_PERSON, child, is_verbal, preposition, subject
from demarches.transforms.parsing.tokens import span_of, text_of
from demarches.transforms.units import Actor, Mention, Span, Statement

OWNERS = ("poss", "amod", "compound", "nmod")
OF_ONESELF = re.compile(r"\b(?:I|[Mm][ey]|[Ww]e|[Oo]ur|[Uu]s)\b")
TALKING = FIRST_PERSON | {"you", "your"}
# Who speaks for whose he is: "her office".
SPEAKING = frozenset(
    [
        "aide",
        "aides",
        "ambassador",
        "board",
        "camp",
        "delegation",
        "department",
        "envoy",
        "headquarters",
        "leadership",
        "negotiator",
        "negotiators",
        "office",
        "secretariat",
        "spokesman",
        "spokesperson",
        "spokeswoman",
    ]
)
JUDGES = frozenset(["arbitrator", "court", "judge", "magistrate", "tribunal"])
# Who acts for himself though the text names him nowhere.
APART = JUDGES | {"group"}
# What tells how many they are, or what it is, whom "of" names behind it: "thousands of workers", "the state of Ohio".
COUNTS = frozenset(["crowd", "crowds", "dozens", "hundreds", "scores", "state", "tens", "thousands"])
# What stands between the states of a list.
BETWEEN = re.compile(r",? (?:and )?(?:the )?|-")
LISTED = frozenset(["alliance", "igo", "state"])
# What acts for whose it is: "French aircraft".
FORCES = frozenset(
    ["aircraft", "bomber", "commando", "gunboat", "gunship", "helicopter", "jet", "paratrooper", "warplane", "warship"]
)
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
        return party_of(mention) if mention else None

    def sentence(self, span: Span) -> Span:
        """The sentence in which a span begins."""
        sentence = self.doc.char_span(*span, alignment_mode="expand")[0].sent
        return Span(sentence.start_char, sentence.end_char)

    def named_by(self, token: Token | None) -> tuple[Party, ...]:
        """The parties that a noun phrase names: "the US and NATO" are two; "we" is who speaks there."""
        if token is None:
            return ()
        if self.at(token) is None and (several := _several(token)) is not None:
            return self.named_by(several) or self.unnamed(several)
        found = self.at(token) or self._pronoun(token)
        if token.lower_ in OWN_PEOPLE and (own := child(token, "poss")) is not None and own.tag_ == "PRP$":
            return self.named_by(own)
        if found is None and token.lower_ in JUDGES:
            return self.unnamed(token)
        if found is None and (meant := next(each_named(self, [*_standing_for(token)]), ())):
            return meant
        rest = (each for every in token.children if every.dep_ in ("conj", "appos") for each in self.named_by(every))
        mention = self._by_start.get(token.idx)
        listed = self._lists.get(mention, ()) if mention else ()
        return tuple(dict.fromkeys([*([found] if found else []), *listed, *self._joined(token), *rest]))

    @cached_property
    def _lists(self) -> dict[Mention, tuple[Party, ...]]:
        """The states and leagues of a list, by each mention in it: "Britain, France and Germany", however parsed."""
        text = text_of(self.doc)
        lists: list[list[Mention]] = []
        for each in self.mentions:
            side = each.party or each.actor
            listed = side is not None and side.kind in LISTED and each.method != "pronoun"
            if listed and lists and BETWEEN.fullmatch(text, lists[-1][-1].span.end, each.span.start):
                lists[-1].append(each)
            elif listed:
                lists.append([each])
        ends = [text[row[-2].span.end : row[-1].span.start] if len(row) > 1 else "" for row in lists]
        whole = [row for row, end in zip(lists, ends, strict=True) if end == "-" or (len(row) > 2 and " and " in end)]
        parties = [tuple(filter(None, map(party_of, row))) for row in whole]
        return {each: row for row, members in zip(parties, whole, strict=True) for each in members}

    def _joined(self, token: Token) -> Iterator[Party]:
        """Who else a word names that hyphens join: the Soviet Union of "the U.S.-Soviet proposal"."""
        there = {self._by_start[i] for i in range(token.idx + 1, token.idx + len(token)) if i in self._by_start}
        later = (each for each in there if each.span.start > token.idx)
        yield from filter(None, map(party_of, sorted(later, key=lambda each: each.span)))

    def _pronoun(self, token: Token) -> Party | None:
        """Who "we" is: who speaks there; and who "they" is in reported words that name nobody else."""
        if token.lower_ in FIRST_PERSON:
            return self.speaker(token)
        said = self._said(token) if token.lower_ in THIRD_PERSON else None
        person = said is not None and said.actor is not None and said.actor.kind == "person"
        thing = token.lower_ == "it" and person
        return self.speaker(token) if said and said.kind != "direct" and not thing else None

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

    def unnamed(self, noun: Token) -> tuple[Party, ...]:
        """The body that a noun calls which the text names nowhere: "a federal appeals court"; those who protest."""
        kind = org_words().get(noun.text.title(), "document")
        acts = kind != "document" or noun.lower_ in PROTESTS | APART
        body = unnamed(self.doc, span_of(noun)) if acts else None
        return (Party(body, body),) if body else ()

    @cached_property
    def _harmed(self) -> frozenset[Party]:
        """Those to whom something is done, who are seldom meant where nobody is named."""
        parties = filter(None, map(party_of, self.mentions))
        return frozenset(each for each in parties if each.actor.name.rpartition(" ")[2] in harmed())

    def are_harmed(self, parties: Collection[Party]) -> bool:
        """Whether all of some parties are such to whom something is done: "the hostages"."""
        return bool(parties) and self._harmed.issuperset(parties)

    @cached_property
    def _together(self) -> dict[Party, tuple[Party, ...]]:
        return {
            party: tuple(Party(one, one) for one in each.together)
            for each in self.mentions
            if each.together and (party := party_of(each))
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
        found = self.presence.likeliest(span_of(token), sentence, [*without, *self._harmed])
        return (found,) if found else ()

    @cached_property
    def _facing(self) -> dict[Actor, Party]:
        """Whom each of two faces who talk to each other as "I" and "you"."""
        sides = {
            party.of: party
            for each in self.mentions
            if each.method in ("publisher", "speaker") and (party := party_of(each))
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
        own = (each for each in self.mentions if each.method == "publisher")
        return next(filter(None, map(party_of, own)), None)


def _several(pronoun: Token) -> Token | None:
    """Those who say what "they" or "it" will do: "Spain and France said they would leave", "the IMF told Kenya it"."""
    clause = pronoun.head
    if pronoun.lower_ not in ("it", "they") or clause.dep_ != "ccomp" or not is_verbal(clause.head):
        return None
    saying = subject(clause.head)
    if saying is None or (pronoun.lower_ == "they" and child(saying, "conj") is None):
        return None
    return saying if saying.pos_ in ("NOUN", "PROPN") else None


def _standing_for(noun: Token) -> Iterator[Token | None]:
    """Who is meant by a noun that names nobody itself: "her office", "French aircraft", "dozens of workers"."""
    speaking = noun.lower_ in SPEAKING
    acting = noun.lemma_ in FORCES or noun.lower_ in GOVERNING or noun.lower_ in officials()
    whose = ("compound", "nmod", "poss") if speaking else ("amod", "compound", "poss") if acting else ()
    yield from (each for each in noun.children if each.dep_ in whose)
    if noun.lower_ in COUNTS:
        yield preposition(noun, "of")


def owners(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Whose a demand or an answer is: "Moscow's demand", "the American proposal", "a request by Iran"."""
    for each in noun.children:
        if each.dep_ in OWNERS and (found := scene.named_by(each)):
            return found
    put = (each for each in noun.children if each.dep_ == "acl" and each.tag_ == "VBN")
    telling = [*(preposition(noun, word) for word in ("by", "from", "of")), *map(subject, put)]
    unnamed = (scene.unnamed(each) for each in (child(noun, "poss"), *telling[:2]) if each is not None)
    return next(each_named(scene, telling), ()) or next(filter(None, unnamed), ())


def doers(verb: Token, scene: Scene) -> tuple[Party, ...]:
    """Who does what the verb says, "we" being who speaks."""
    doer = subject(verb)
    return scene.named_by(doer) or (scene.unnamed(doer) if doer is not None and doer.lower_ in APART else ())


def each_named(scene: Scene, tokens: list[Token | None]) -> Iterator[tuple[Party, ...]]:
    """The parties that noun phrases name, of those which name any."""
    return (found for each in tokens if each is not None and (found := scene.named_by(each)))
