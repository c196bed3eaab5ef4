"""Who wants a thing, is asked for it or answers, by where the reader points, by the clauses, and by what else tells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from operator import eq
from typing import NamedTuple

from demarches.datapackage.vocabularies import vocabulary
from demarches.transforms.exchanges.demanders import demanders
from demarches.transforms.exchanges.pointing import class_chances, pointed_at
from demarches.transforms.exchanges.scene import Scene, doers
from demarches.transforms.exchanges.targets import surely_asked, targets
from demarches.transforms.frames.outcomes import leaves
from demarches.transforms.frames.wants import want_at
from demarches.transforms.gazetteer.actors import LANDS, gazetteer
from demarches.transforms.naming.descriptions import described
from demarches.transforms.naming.groups import OF_A_KIND
from demarches.transforms.naming.presence import Party, party_of
from demarches.transforms.parsing.chances import chance, log_odds, log_share
from demarches.transforms.parsing.tagger import CLASSES, Tag, Tagged
from demarches.transforms.units import Actor, Mention, Span

# Who reports or merely is cited is no party to what is reported.
REPORTING = frozenset(["document", "media"])
STATES = frozenset(["alliance", "igo", "state"])
# Words of groups that are states, or of several.
OF_STATES = (OF_A_KIND - {"parties", "sides"}) | {
    "colonies",
    "community",
    "governments",
    "members",
    "ministers",
    "tribes",
}
APART = frozenset(["armed_group", "company", "judiciary", "ngo"])  # who act for themselves, whose people they are
CHAMBERS = APART | {"legislature", "party"}
BODIES = frozenset(["company", "media", "ngo"])
CHURCHES = frozenset(["Holy See"])  # whose heads annotators take for themselves
SPOKEN_FOR = frozenset(
    ["alliance", "armed_group", "igo", "ngo"]
)  # whose people annotators hardly ever take for themselves
HIMSELF = re.compile(r"\b(?:him|her)self\b")
FAINT = 0.03  # share of the likeliest's chance below which a party is not looked at
ACROSS = {"demander": "target", "target": "demander"}


class Standing(NamedTuple):
    """What speaks for a party to stand in a role at the places of one demand or answer."""

    pointed: float  # log of the chance on which the reader points at its names
    share: float  # of the likeliest party's chance
    across: float  # log of the chance to stand on the other side
    told: float  # whether the clause says so
    told_other: float  # whether the clause says that another party does
    told_across: float  # whether the clause puts it on the other side
    speaks: float  # whether it says the words
    publishes: float
    before: float  # whether it is named in the sentence before the words
    inside: float  # whether it is named in the words
    dwelt: float  # share of all mentions
    person: float
    group: float
    state: float
    reporting: float
    none: float  # log of the chance that nobody stands in the role


class Level(NamedTuple):
    """What speaks for somebody to act for himself, and not for the state or body that he speaks for."""

    himself: float  # log odds by the reader's class
    abroad: float  # whether those across are of another state
    home: float  # whether they are of the same
    person: float
    of_state: float


class Cast(NamedTuple):
    """A party with its chance to stand in a role."""

    chance: float
    party: Party


def sides(scene: Scene, tagged: Tagged, spans: Sequence[Span]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who wants what the words at `spans` state, and of whom; nobody is on both sides."""
    wants = [want_at(scene.doc, span) for span in spans]
    told = dict.fromkeys(each for want in wants for each in surely_asked(want, scene))
    asked, wanting = cast(scene, tagged, "target", spans), cast(scene, tagged, "demander", spans, told)
    if not wanting:
        # Who says that another must do it wants it, if nobody else does.
        saying = (each for want in wants for each in scene.speakers(want.cue) if each not in told)
        wanting = [Cast(1.0, each) for each in saying][:1] or cast(scene, tagged, "demander", spans)
    chances = {each.party: each.chance for each in wanting}
    theirs = [each for each in told if each not in chances]
    theirs = theirs or [each.party for each in asked if each.chance > chances.get(each.party, 0.0)]
    ours = [each.party for each in wanting if each.party not in theirs] or [each.party for each in wanting[:1]]
    return acting(scene, tagged, spans, scene.each(ours), scene.each(theirs))


def acting(
    scene: Scene, tagged: Tagged, spans: Sequence[Span], ours: Sequence[Party], theirs: Sequence[Party]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The actors as which two sides meet over what the words at `spans` state; nobody is on both."""
    wanting = standing(scene, tagged, "demander", spans, ours, theirs)
    if any(leaves(scene.doc, span) or HIMSELF.search(span.of(tagged.text)) for span in spans):
        theirs = _each_himself(theirs)
    asked = standing(scene, tagged, "target", spans, theirs, ours)
    return wanting, tuple(actor for actor in asked if actor not in wanting)


def _each_himself(parties: Sequence[Party]) -> list[Party]:
    """Parties of whom nobody but the official himself can leave his office."""
    return [each._replace(of=each.actor) if each.actor.kind == "person" else each for each in parties]


def cast(scene: Scene, tagged: Tagged, role: str, spans: Sequence[Span], without: Collection[Party] = ()) -> list[Cast]:
    """The parties that stand in a role, the likeliest first: all that are likely enough, or the likeliest alone."""
    limits, weights = tagged.settings.limits, tagged.settings.weights[role]
    found = sorted(
        (
            Cast(chance(signs, weights), party)
            for party, signs in standings(scene, tagged, role, spans).items()
            if party not in without
        ),
        key=lambda each: (-each.chance, each.party),
    )
    if not found or (role == "target" and found[0].chance < limits.target):
        return []
    return [each for each in found if each is found[0] or each.chance >= limits.beside]


def standing(
    scene: Scene, tagged: Tagged, role: str, spans: Sequence[Span], here: Sequence[Party], across: Collection[Party]
) -> tuple[Actor, ...]:
    """The actors as which parties act: towards other states an official stands for his own, else for himself.

    Who stands beside his own side is told once, as that side.
    """
    actors = {each: _stands(scene, tagged, role, spans, each, across) for each in here}
    told = {*actors.values()}
    return tuple(dict.fromkeys(each.of if each.of in told else actor for each, actor in actors.items()))


def _stands(
    scene: Scene, tagged: Tagged, role: str, spans: Sequence[Span], party: Party, across: Collection[Party]
) -> Actor:
    if party.actor.kind == "person" and party.of.kind in SPOKEN_FOR:
        return party.of
    if party.actor.kind == "person" and party.of.kind == "subnational":
        return party.actor
    if party.actor.kind == "person" and party.of.kind == "party":
        return party.of if _is_abroad(party.of, across) else party.actor
    himself = (
        party.actor.kind in (CHAMBERS if role == "responder" else APART | {"party"})
        or party.of.name in CHURCHES
        or _is_alone(party, across, scene)
        or _is_at_home(role, party, across)
        or chance(level(tagged, role, spans, party, {each.of for each in across}), tagged.settings.weights["himself"])
        >= 0.5
    )
    return party.actor if himself else party.of


def _is_abroad(political: Actor, across: Collection[Party]) -> bool:
    """Whether those across are other states than that of a political party, or leagues of states."""
    return any(each.of.kind in STATES and each.of.actor_id != political.parent_id for each in across)


def _is_alone(party: Party, across: Collection[Party], scene: Scene) -> bool:
    """Whether an official of a state acts where no other state is told of: 134 of 135 annotated are themselves."""
    abroad = scene.powers - {party.of} or any(_are_states(each.actor) or _is_foreign(each, party.of) for each in across)
    return party.actor.kind in {"person", "executive"} and party.of.kind in LANDS and not abroad


def _is_foreign(party: Party, state: Actor) -> bool:
    """Whether it is an armed group that fights elsewhere."""
    return party.of.kind == "armed_group" and not party.of.parent_id and not _is_of(party.of, state)


def _are_states(actor: Actor) -> bool:
    return actor.kind == "group" and not OF_STATES.isdisjoint(actor.name.lower().split())


def _is_at_home(role: str, party: Party, across: Collection[Party]) -> bool:
    """Whether those across are people or bodies of one country, towards whom an official acts for himself."""
    return bool(across) and all(_is_domestic(role, party, each) for each in across)


def _is_domestic(role: str, party: Party, other: Party) -> bool:
    lands = (party.of.actor_id, party.of.parent_id), (other.of.parent_id, other.of.actor_id)
    if party.actor.kind == other.actor.kind == "person" and any(map(eq, *lands)):
        return True  # of a land and of a part of it
    if party.of == other.of and party.actor != party.of and other.actor != other.of:
        return True  # two bodies of one state
    actor = other.actor if other.actor.kind in APART | {"party"} else other.of
    if _are_states(actor):
        return False
    if actor.kind == "armed_group":
        return role != "responder" and party.actor.kind in {"executive", "person"} and _is_of(actor, party.of)
    return actor.kind in BODIES or (role == "target" and actor.kind in {"group", "party", "person"})


def _is_of(armed: Actor, state: Actor) -> bool:
    """Whether an armed group fights in a state."""
    return state.actor_id in _insurgencies().get(armed.actor_id, ())


@cache
def _insurgencies() -> dict[str, frozenset[str]]:
    """The states in which each armed group fights."""
    fights: defaultdict[str, set[str]] = defaultdict(set)
    for row in vocabulary("insurgencies"):
        fights[row["actor_id"]].add(row["state_id"])
    return {actor_id: frozenset(states) for actor_id, states in fights.items()}


def responding(
    scene: Scene, tagged: Tagged, span: Span, parties: Sequence[Party], asked: Collection[Actor]
) -> tuple[Actor, ...]:
    """The actors as which parties answer, each as the one who was asked: "the US and NATO have rejected" is two."""
    if leaves(scene.doc, span):
        parties = _each_himself(parties)
    return tuple(
        dict.fromkeys(
            next((actor for actor in each if actor in asked), None)
            or _called_again(each, asked)
            or _answering(scene, tagged, span, each, asked)
            for each in parties
        )
    )


def _answering(scene: Scene, tagged: Tagged, span: Span, party: Party, asked: Collection[Actor]) -> Actor:
    [actor] = standing(
        scene, tagged, "responder", [span], [party], [Party(one, gazetteer().party(one)) for one in asked]
    )
    return actor


def _called_again(party: Party, asked: Collection[Actor]) -> Actor | None:
    """The one who was asked, where only a noun for such a body tells who answers: "the company", "the bank"."""
    *_, noun = party.actor.name.split()
    return next(iter(asked)) if len(asked) == 1 and party.actor.kind == "group" and described(noun) else None


def level(tagged: Tagged, role: str, spans: Sequence[Span], party: Party, across: Collection[Actor]) -> Level:
    """What speaks for `party` to act for himself."""
    himself = dict(zip(CLASSES[role], class_chances(tagged, role, _tags(spans)), strict=True))["self"]
    return Level(
        log_odds(himself),
        float(party.of not in across and any(each.kind in STATES for each in across)),
        float(party.of in across),
        float(party.actor.kind == "person"),
        float(party.of.kind in STATES),
    )


def standings(scene: Scene, tagged: Tagged, role: str, spans: Sequence[Span]) -> dict[Party, Standing]:
    """What speaks for each party of a text to stand in a role: all that the reader points at or the clause names."""
    tags = _tags(spans)
    pointed, none = pointed_at(tagged, role, tags, scene)
    across = pointed_at(tagged, ACROSS[role], tags, scene)[0] if role in ACROSS else {}
    told = _told(scene, role, spans)
    told_across = _told(scene, ACROSS[role], spans) if role in ACROSS else frozenset[Party]()
    speakers = _speakers(scene, spans)
    sentences = [(span, scene.sentence(span)) for span in spans]
    places, dwelt = _places(scene.mentions)
    top, total = max(pointed.values(), default=0.0) or 1.0, max(1, dwelt.total())
    return {
        party: Standing(
            pointed=log_share(pointed.get(party, 0.0)),
            share=pointed.get(party, 0.0) / top,
            across=log_share(across.get(party, 0.0)),
            told=float(party in told),
            told_other=float(bool(told) and party not in told),
            told_across=float(party in told_across),
            speaks=float(bool(speakers & {*party})),
            publishes=float(party == scene.publisher),
            before=float(
                any(s.start <= p.start and p.end <= span.start for span, s in sentences for p in places[party])
            ),
            inside=float(any(span.overlaps(p) for span, _ in sentences for p in places[party])),
            dwelt=dwelt[party.of] / total,
            person=float(party.actor.kind == "person"),
            group=float(party.actor.kind == "group"),
            state=float(party.actor.kind in STATES),
            reporting=float(party.actor.kind in REPORTING),
            none=log_share(none),
        )
        for party in {**dict.fromkeys(sorted(told)), **pointed}
        if party in told or pointed[party] >= FAINT * top
    }


def _told(scene: Scene, role: str, spans: Sequence[Span]) -> frozenset[Party]:
    """Who stands in the role by the clauses of the words: the subject of the cue, its object, who does it."""
    if role == "responder":
        heads = (scene.doc.char_span(*span, alignment_mode="expand").root for span in spans)
        return frozenset(party for head in heads for party in doers(head, scene))
    find = demanders if role == "demander" else targets
    return frozenset(party for span in spans for party in find(want_at(scene.doc, span), scene))


def _speakers(scene: Scene, spans: Sequence[Span]) -> set[Actor]:
    return {
        each.actor
        for each in scene.statements
        for content in each.content
        for span in spans
        if each.actor and content.overlaps(span)
    }


@lru_cache(maxsize=4)
def _places(mentions: tuple[Mention, ...]) -> tuple[Mapping[Party, list[Span]], Counter[Actor]]:
    """Where each party is mentioned, and how often each actor or somebody who speaks for it."""
    places: defaultdict[Party, list[Span]] = defaultdict(list)
    for each in mentions:
        if party := party_of(each):
            places[party].append(each.span)
    return places, Counter(party.of for party, spans in places.items() for _ in spans)


def _tags(spans: Sequence[Span]) -> list[Tag]:
    return [Tag("", span, 1.0, 1.0) for span in spans]
