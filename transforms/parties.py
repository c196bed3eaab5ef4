"""Who wants a thing of whom: the parties of a demand or an answer, from its clause and who speaks there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from demarches.transforms.clauses import child, is_verbal, preposition, subject
from demarches.transforms.presence import Party, Presence
from demarches.transforms.units import Actor, Mention, Span, Statement
from demarches.transforms.wants import Want, cue_of

ADDRESSEES = ("dobj", "dative", "nsubjpass")
OWNERS = ("poss", "amod", "compound", "nmod")
ASKED_VERB = ("on", "upon", "to", "with", "from", "of", "at", "against")
ASKED_NOUN = ("on", "to", "with", "against")
FIRST_PERSON = frozenset(["i", "me", "my", "our", "us", "we"])
STATELIKE = frozenset(["alliance", "group", "igo", "state", "subnational"])


@dataclass(frozen=True)
class Scene:
    """A document as far as its parties are known: the parse, who is mentioned where, and who says what."""

    doc: Doc
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]

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

    def named_by(self, token: Token | None) -> tuple[Party, ...]:
        """The parties that a noun phrase names: "the US and NATO" are two; "we" is who speaks there."""
        if token is None:
            return ()
        found = self.at(token) or self._first_person(token)
        rest = (each for every in token.children if every.dep_ in ("conj", "appos") for each in self.named_by(every))
        return tuple(dict.fromkeys(([found] if found else []) + list(rest)))

    def _first_person(self, token: Token) -> Party | None:
        return self.speaker(token) if token.lower_ in FIRST_PERSON else None

    def speaker(self, token: Token) -> Party | None:
        """Who says the words at `token`: the source of the statement, or the document's own party."""
        for each in self.statements:
            if each.actor and any(span.start <= token.idx < span.end for span in each.content):
                return Party(each.actor, each.on_behalf_of or each.actor)
        return self.publisher

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
    def publisher(self) -> Party | None:
        """The party that publishes the text as its own, where it does."""
        own = (each for each in self.mentions if each.method == "publisher" and each.actor)
        return next((Party(each.actor, each.party or each.actor) for each in own if each.actor), None)


def parties(want: Want, scene: Scene) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who wants the thing, and of whom: the second is empty where the text leaves it open."""
    theirs = targets(want, scene)
    ours = tuple(each for each in demanders(want, scene) if each not in theirs)
    ours = ours or scene.present(want.head, theirs)
    return level(ours, theirs or scene.present(want.head, ours))


def demanders(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Who wants it: the subject of the cue, the owner of the demand, or who speaks."""
    cue = cue_of(want)
    source = cue.demander if cue else "owner"
    found: tuple[Party, ...] = ()
    if source in ("subject", "party"):
        found = doers(want.cue, scene)
    elif source == "owner":
        found = owners(want.cue, scene) or _put_by(want.cue, scene)
    elif source == "context":
        found = doers(want.head.head, scene)
    return found or _just(scene.speaker(want.cue))


def _put_by(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Who puts a demand that the text gives no owner: "Kenya made an appeal", not "Kenya met the demand"."""
    verb = noun
    while not is_verbal(verb) and verb.head != verb:
        verb = verb.head
    return doers(verb, scene) if is_verbal(verb) else ()


def targets(want: Want, scene: Scene) -> tuple[Party, ...]:
    """Of whom it is wanted: who is to do the thing, or to whom the cue is put."""
    doing = _named(scene, [child(want.head, "nsubj", "poss"), preposition(want.head, "by")])
    if is_verbal(want.head) or want.frame == "modal":
        return next(doing, ()) or _put_to(want, scene)
    return _put_to(want, scene) or next(doing, ()) or next(_named(scene, [*want.head.lefts]), ())


def _put_to(want: Want, scene: Scene) -> tuple[Party, ...]:
    return addressees(want, scene)


def _just(party: Party | None) -> tuple[Party, ...]:
    return (party,) if party else ()


def owners(noun: Token, scene: Scene) -> tuple[Party, ...]:
    """Whose a demand or an answer is: "Moscow's demand", "the American proposal", "a request by Iran"."""
    for each in noun.children:
        if each.dep_ in OWNERS and (found := scene.named_by(each)):
            return found
    return next(_named(scene, [preposition(noun, word) for word in ("by", "from", "of")]), ())


def doers(verb: Token, scene: Scene) -> tuple[Party, ...]:
    """Who does what the verb says, "we" being who speaks."""
    return scene.named_by(subject(verb))


def addressees(want: Want, scene: Scene) -> tuple[Party, ...]:
    """To whom the word of demanding is put: its object, "on Iran", "to Iran", "with Iran", "from Iran"."""
    cue = want.cue
    places = [child(cue, dep) for dep in ADDRESSEES]
    places = [each for each in places if each != want.head]
    places += [preposition(cue, word) for word in (ASKED_VERB if is_verbal(cue) else ASKED_NOUN)]
    return next(_named(scene, places), ())


def _named(scene: Scene, tokens: list[Token | None]) -> Iterator[tuple[Party, ...]]:
    return (found for each in tokens if each is not None and (found := scene.named_by(each)))


def level(ours: tuple[Party, ...], theirs: tuple[Party, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The actors as which two sides meet: states where officials face another state, else each itself.

    The codebook: towards others an official stands for his state; inside one country everyone for himself.
    """
    states = {each.of for each in (*ours, *theirs)}
    abroad = not theirs or (bool({each.of for each in ours} - {each.of for each in theirs}) and len(states) > 1)
    return tuple(_as(ours, abroad)), tuple(_as(theirs, abroad))


def _as(parties: tuple[Party, ...], abroad: bool) -> dict[Actor, None]:
    return dict.fromkeys(each.of if abroad else each.actor for each in parties)
