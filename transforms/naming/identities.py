"""Who each place of a document stands for, decided in one pass from its first to its last."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc

from demarches.transforms.frames.answers import answerer
from demarches.transforms.frames.wants import wanting_of
from demarches.transforms.gazetteer.actors import LANDS, gazetteer, last_name
from demarches.transforms.naming.bodies import short_names
from demarches.transforms.naming.descriptions import described
from demarches.transforms.naming.gatherings import Gatherings
from demarches.transforms.naming.groups import FIGHTING, GOVERNING
from demarches.transforms.naming.homes import is_bare
from demarches.transforms.naming.offices import COURTS, WHOSE, Offices
from demarches.transforms.naming.organs import OF_A_TIME, administration, organ, organ_rows
from demarches.transforms.naming.persons import called
from demarches.transforms.naming.places import Decided, Place
from demarches.transforms.naming.presence import Party
from demarches.transforms.naming.releases import HEAD
from demarches.transforms.naming.salience import SINGULAR
from demarches.transforms.naming.story import is_person, story
from demarches.transforms.naming.turns import Turn, addressed, turn_at
from demarches.transforms.parsing.clauses import doer_to, holder, sayer
from demarches.transforms.parsing.tokens import token_at
from demarches.transforms.texts.quotations import quotations
from demarches.transforms.units import Actor, Document, Mention, Role

POSSESSIVE = frozenset({"its", "his", "her", "their", "them", "him"})
GOVERNMENTS = frozenset({"federal government", "government"})
# States after whose organs an English text does not name those of others: "the National Assembly" may be any state's.
ELSEWHERE = frozenset({"France"})
THERE = re.compile(r" (?:across|around|at|from|in|inside|near|outside|throughout) (?:the )?[A-Z]\w+$")
# What else a body is called: "the California Department of Forestry (CalFire)".
NAMED_TOO = re.compile(r" \((?:the )?[\"“]?([A-Z][\w.&-]+)[\"”]?\)")
# What is called by a part of its name only with its kind: a person by the last name, a state never.
UNSHORTENED = frozenset({"person", "state", "group", "subnational"})
MILITARY = "military"
IN_POWER = re.compile(rf"{MILITARY} (?:authorities|government|junta|regime|rulers)\b")
UNDER = re.compile(r" (?:of|under) (?:(?:the|[A-Z]\w+) ){0,4}")
KINDS = {"court": "judiciary", "supreme court": "judiciary", "parliament": "legislature", "legislature": "legislature"}
ORGANS = frozenset({"armed_group", "executive", "judiciary", "legislature"})
METHODS = {"org": "name", "group": "name", "organ": "pattern"}


class Identities:
    """The mentions and the roles of one document."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self._story = story(doc, document)
        self._offices = Offices(self._story)
        told = self._story
        self._gatherings = Gatherings(doc, told.places, told.headlined, told.release, self._offices.party)
        self._called: dict[str, Actor] = {}
        self.mentions = tuple(self._read())

    @property
    def roles(self) -> list[Role]:
        """The offices that the text states, in its order."""
        return self._offices.roles

    @property
    def issuer(self) -> Party | None:
        """Who publishes the text as his own, where somebody does."""
        return Party(self._story.release.author, self._story.release.issuer) if self._story.release else None

    def _read(self) -> Iterator[Mention]:
        for place in self._story.places:
            actor, party, method = self._decide(place)
            self._story.placed.append((place, actor))
            if method:
                self._note(place, actor)
                gathered = self._gatherings.at(place, self._story.placed)
                together = tuple(each for each in map(self._story.meant, gathered) if each)
                now = self._gatherings.called(place, together) or self._story.meant(actor, place.words)
                # The body of that time may answer for itself: the Continental Congress.
                party = gazetteer().party(now) if now and now != actor else self._story.meant(party, place.words)
                yield Mention(place.span, now, party, method, together)

    def _decide(self, place: Place) -> Decided:
        if known := self._called.get(place.words):
            return known, gazetteer().party(known), "name"
        if self._names_person(place):
            return self._person(place)
        if place.sort == "group" and (known := self._again(place)):
            return known, gazetteer().party(known), "description"
        if place.sort == "group" and (band := self._band(place)):
            return band, band, "description"
        if place.sort == "group" and self._story.home and (rulers := self._governing_home(place, self._story.home)):
            return rulers, gazetteer().party(rulers), "description"
        if party := self._political_party(place):
            return party, gazetteer().party(party), "gazetteer"
        if place.actor:
            known = self._story.short.get(place.words, place.actor) if place.sort == "org" else place.actor
            if IN_POWER.match(self._story.text, place.span.end - len(MILITARY)):
                known = gazetteer().party(known)
            actor = self._of_home(place, known)
            return actor, gazetteer().party(actor), METHODS.get(place.sort, "gazetteer")
        decide = {
            "title": self._offices.alone,
            "description": self._description,
            "own": self._own,
            "addressed": self._addressed,
            "pronoun": self._pronoun,
            "relative": self._relative,
            "organ alone": self._organ_alone,
            "initials": self._initials,
            "counted": self._count,
        }
        return decide[place.sort](place)

    def _political_party(self, place: Place) -> Actor | None:
        """The party of that name in the land that stands before it, or that the text is about: "Japan's Democrats"."""
        if place.actor is None or place.actor.kind != "party" or place.words in self._story.short:
            return None
        before, land = self._story.latest
        if (
            before
            and land
            and land.kind in LANDS
            and WHOSE.fullmatch(self._story.text, before.span.end, place.span.start)
        ):
            return gazetteer().called_at_home(land, place.words, "party")
        elsewhere = self._story.home is not None and gazetteer().party(place.actor) not in self._story.told_surely
        return (
            gazetteer().called_at_home(self._story.home, place.words, "party")
            if self._story.home and elsewhere
            else None
        )

    def _again(self, place: Place) -> Actor | None:
        """The armed group named before that is called so again: "the rebels"."""
        kinds = described(place.words.lower())
        definite = self._story.text[max(0, place.span.start - 4) : place.span.start].lower() == "the "
        return self._story.salience.latest(kinds) if definite and kinds else None

    def _governing_home(self, place: Place, home: Actor) -> Actor | None:
        """The state of "the authorities" and the force of "police", where a text of one land names neither."""
        if place.words.lower() == "police":
            return gazetteer().called_at_home(home, "police", "executive")
        which, _, those = place.words.lower().rpartition(" ")
        rule = those in GOVERNING and (not which or re.fullmatch(OF_A_TIME, which) is not None)
        return home if rule and home.kind == "state" else None

    def _band(self, place: Place) -> Actor | None:
        """The armed group of the man whose fighters are told of: "Kony's rebels", "the rebels of Kony"."""
        if FIGHTING.isdisjoint(place.words.lower().split()):
            return None
        number = bisect(self._story.places, place)
        behind = [
            each
            for each in self._story.places[number : number + 1]
            if self._story.text[: each.span.start].endswith(" of ")
        ]
        before = [
            each
            for each, _ in self._story.placed[-1:]
            if WHOSE.fullmatch(self._story.text, each.span.end, place.span.start)
        ]
        men = (self._person(each)[1] for each in (*before, *behind) if self._names_person(each))
        return next((body for body in men if body and body.kind == "armed_group"), None)

    def _of_home(self, place: Place, actor: Actor) -> Actor:
        """Of a name that organs of several states bear, that of the state the text is about: "the Supreme Court"."""
        if self._story.home is None or not is_bare(place) or gazetteer().party(actor) in self._story.told_of:
            return actor
        if gazetteer().party(actor).kind == "igo" and self._story.release is None:
            return actor  # to the press "the Security Council" is that of the United Nations
        here = organ(organ_rows()[place.words.lower()], self._story.home, "")
        # Every state has its courts and its government, but not every one a congress.
        every = here.kind in COURTS or place.words.lower() in GOVERNMENTS or gazetteer().party(actor).name in ELSEWHERE
        return here if every or here.actor_id in gazetteer().actors else actor

    def _names_person(self, place: Place) -> bool:
        return is_person(place, self._story.when)

    def _person(self, place: Place) -> Decided:
        pronoun = called(self._story.text, place.span.start)
        actor, method = self._story.people.mention(place.words, pronoun)
        if actor is None:
            actor = self._offices.by_title(place)
            method = "role" if actor else method
        if actor is None and (side := self._offices.side_by_title(place)):
            return side, side, "role"
        if actor is None:
            return None, None, method
        self._offices.state(place, actor)
        if pronoun:
            self._story.salience.call(actor, pronoun)
        return actor, self._offices.party(actor), method

    def _description(self, place: Place) -> Decided:
        if place.sort == "description" and (called := self._called_by(place.span.of(self._story.text).lower())):
            return called, gazetteer().party(called), "description"
        actor = self._story.salience.latest(frozenset(place.words.split(";")))
        return (actor, gazetteer().party(actor), "description") if actor else (None, None, "")

    def _called_by(self, noun: str) -> Actor | None:
        """The body named last of those in whose name a noun stands: "the council" is the Military Council."""
        named = (actor for _, actor in reversed(self._story.placed) if actor and actor.kind not in UNSHORTENED)
        return next((actor for actor in named if noun in actor.name.lower().split()), None)

    def _organ_alone(self, place: Place) -> Decided:
        """The organ of that name which the text just named, else that of the state it is about, else the last named."""
        if (state := self._state_whose(place) or self._state_under(place)) is not None:
            theirs = organ(organ_rows()[place.words], state, "")
            return theirs, gazetteer().party(theirs), "pattern"
        before, latest = next(self._organs_before(place.words), (None, None))
        if before and latest and (self._is_of_home(latest) or self._sentence(place) - self._sentence(before) <= 1):
            return latest, gazetteer().party(latest), "description"
        described = self._description(place._replace(words=KINDS.get(place.words, "")))
        if described[0] or place.words == "court":
            return described
        if self._story.home is None:
            return (latest, gazetteer().party(latest), "description") if latest else described
        head = self._offices.holding(HEAD, self._story.home) if place.words == "administration" else None
        if head:
            actor = administration(last_name(head.name), self._story.home)
        else:
            actor = organ(organ_rows()[place.words], self._story.home, "")
        return actor, gazetteer().party(actor), "pattern"

    def _state_whose(self, place: Place) -> Actor | None:
        """The state of those whose organ a pronoun tells: "Spanish shipowners asked their government"."""
        before, those = self._story.latest
        if before is None or before.words not in POSSESSIVE or those is None or before.span.end + 1 != place.span.start:
            return None
        adjective, *_ = those.name.split()
        named = [gazetteer().actors[name.actor_id] for name in gazetteer().by_text.get(adjective, ())]
        state = named[0] if those.kind == "group" and len(named) == 1 else gazetteer().party(those)
        return state if state.kind == "state" else None

    def _state_under(self, place: Place) -> Actor | None:
        """The state of the person whose organ it is: "the government of General Augusto Pinochet"."""
        number = bisect(self._story.places, place)
        behind = next(iter(self._story.places[number : number + 1]), None)
        if behind is None or not self._names_person(behind):
            return None
        led = UNDER.fullmatch(self._story.text, place.span.end, behind.span.start)
        head = self._story.people.mention(behind.words, None)[0] if led else None
        party = self._offices.party(head) if head else None
        return party if party is not None and party.kind == "state" else None

    def _organs_before(self, words: str) -> Iterator[tuple[Place, Actor]]:
        """The organs of that name before a place, the latest first."""
        return (
            (before, actor)
            for before, actor in reversed(self._story.placed)
            if actor and (before.sort == "organ" or actor.kind in ORGANS) and before.words.lower().endswith(words)
        )

    def _is_of_home(self, organ: Actor) -> bool:
        return self._story.home in (None, gazetteer().party(organ))

    def _initials(self, place: Place) -> Decided:
        actor = self._story.short.get(place.words)
        return (actor, gazetteer().party(actor), "name") if actor else (None, None, "")

    def _own(self, place: Place) -> Decided:
        release = self._story.release
        if release is None or self._quoted(place):
            return None, None, ""
        if release.signed and release.issuer not in release.signed:
            return release.signed[0], release.signed[0], "publisher"
        if turn := turn_at(release.turns, place.span.start):
            return self._speaking(turn)
        return release.author, release.issuer, "publisher"

    def _addressed(self, place: Place) -> Decided:
        """Whom "you" is put to in a transcript: the other of two who speak, or who met."""
        found = self._story.release.turns if self._story.release else []
        turn = turn_at(found, place.span.start)
        if turn is None or turn.party is None or self._quoted(place):
            return None, None, ""
        if other := addressed(found, turn):
            return self._speaking(other)
        others = [party for party in self._gatherings.met(self._story.placed) if party != turn.party]
        alone = len({each.actor for each in found}) == 1 and len(others) == 1
        return (others[0], others[0], "speaker") if alone else (None, None, "")

    def _speaking(self, turn: Turn) -> Decided:
        if turn.actor is None:
            return None, None, ""
        return turn.actor, turn.party, "publisher" if turn.party == self._story.issuer else "speaker"

    def _relative(self, place: Place) -> Decided:
        """Whom "who" or "which" stands for: what is named right before it."""
        before, actor = self._story.latest
        if before is None or actor is None or self._story.text[before.span.end : place.span.start].strip(" ,"):
            return None, None, ""
        if place.words.lower() == "who":
            actor = self._who_are_there(before) or actor
        return actor, self._offices.party(actor) if actor.kind == "person" else gazetteer().party(actor), "pronoun"

    def _who_are_there(self, where: Place) -> Actor | None:
        """The people of whom a place name only says where they are: "protesters in Cairo who"."""
        people, those = self._story.placed[-2] if len(self._story.placed) > 1 else (None, None)
        there = people and THERE.match(self._story.text, people.span.end, where.span.end)
        return those if there else None

    def _count(self, place: Place) -> Decided:
        found = self._gatherings.called(place, self._gatherings.at(place, self._story.placed))
        return (found, None, "description") if found else (None, None, "")

    def _pronoun(self, place: Place) -> Decided:
        if (saying := self._sayer(place)) is not None:
            return saying, gazetteer().party(saying), "pronoun"
        sentence, besides = self._sentence(place), self._not_meant(place)
        if place.words in SINGULAR:
            actor = self._story.salience.person(place.words, sentence, besides)
            if actor:
                self._story.salience.call(actor, place.words)
            return actor, self._offices.party(actor) if actor else None, "pronoun"
        actor = (self._story.salience.body if place.words in {"it", "its"} else self._story.salience.plural)(
            sentence, besides
        )
        return actor, gazetteer().party(actor) if actor else None, "pronoun"

    def _sayer(self, place: Place) -> Actor | None:
        """The body that says what it will do: "the army said it would"."""
        token = token_at(self._story.doc, place.span.start)
        saying = sayer(token) if token is not None else None
        there = self._story.actors_at(saying) if saying is not None else []
        return there[-1] if there and there[-1].kind != "person" else None

    def _not_meant(self, place: Place) -> frozenset[Actor]:
        """Who answers the demand that a pronoun owns, or does something to it: "the airline bowed to their demand"."""
        token = token_at(self._story.doc, place.span.start)
        doer = (answerer(token) or doer_to(token) or holder(token) or wanting_of(token)) if token is not None else None
        if doer is None:
            return frozenset()
        there = self._story.actors_at(doer)
        return frozenset([*there, *filter(None, map(self._offices.party, there))])

    def _note(self, place: Place, actor: Actor | None) -> None:
        if actor is None:
            return
        if actor.kind not in UNSHORTENED:
            for name in (actor.name, *short_names(actor.name)):
                self._story.short.setdefault(name, actor)
            if too := NAMED_TOO.match(self._story.text, place.span.end):
                self._called[too.group(1)] = actor
        sentence = self._sentence(place)
        weight = 0.1 if place.words in POSSESSIVE else 1.0 if self._opens(place, sentence) else 0.4
        weight = min(weight, 0.4) if self._tells_whose(place, actor) else weight
        weight *= 0.7 if place.sort == "pronoun" else 1.0  # else a wrong guess would carry on
        self._story.salience.note(actor, sentence, weight * (0.3 if self._quoted(place) else 1.0))

    def _tells_whose(self, place: Place, actor: Actor) -> bool:
        """Whether a land only says whose people are meant: "Nigeria's oil workers"."""
        behind = WHOSE.match(self._story.text, place.span.end) if actor.kind in LANDS else None
        return behind is not None and any(each.span.start == behind.end() for each in self._story.places)

    def _opens(self, place: Place, sentence: int) -> bool:
        """Whether the place may be the subject of its sentence: the first actor there, or before a verb."""
        token = token_at(self._story.doc, place.span.end - 1)
        following = token.nbor() if token is not None and token.i + 1 < len(self._story.doc) else None
        verb = following is not None and following.pos_ in {"VERB", "AUX"}
        return verb or not self._story.salience.has(sentence)

    def _quoted(self, place: Place) -> bool:
        return place.span.start in self._inside

    @cached_property
    def _inside(self) -> frozenset[int]:
        return frozenset(i for quote in quotations(self._story.text) for i in range(*quote))

    def _sentence(self, place: Place) -> int:
        token = token_at(self._story.doc, place.span.start)
        return self._numbers[token.i] if token is not None else 0

    @cached_property
    def _numbers(self) -> list[int]:
        return [number for number, sent in enumerate(self._story.doc.sents) for _ in sent]
