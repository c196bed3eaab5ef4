"""Who each place of a document stands for, decided in one pass from its first to its last."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from demarches.transforms.frames.answers import answerer
from demarches.transforms.gazetteer.actors import ANSWERABLE, LANDS, Office, gazetteer, last_name
from demarches.transforms.naming.bodies import short_names
from demarches.transforms.naming.descriptions import (
    counted,
    described,
    descriptions,
    initials,
    last_name_places,
    organs_alone,
    pronouns,
    titles_alone,
)
from demarches.transforms.naming.eras import meant, year_told
from demarches.transforms.naming.gatherings import Gatherings
from demarches.transforms.naming.groups import FIGHTING, GOVERNING
from demarches.transforms.naming.homes import home, is_bare
from demarches.transforms.naming.names import known_names, named_places
from demarches.transforms.naming.organs import administration, organ, organ_rows
from demarches.transforms.naming.people import People, era, issuer
from demarches.transforms.naming.persons import called
from demarches.transforms.naming.places import Place, disjoint
from demarches.transforms.naming.presence import Party
from demarches.transforms.naming.releases import HEAD, Release
from demarches.transforms.naming.salience import SINGULAR, Salience
from demarches.transforms.naming.titles import AMERICAN, Title, fitting, owner, phrase_start, title_of, titles
from demarches.transforms.naming.turns import Turn, addressed, turn_at
from demarches.transforms.parsing.clauses import doer_to, holder
from demarches.transforms.parsing.datelines import dateline
from demarches.transforms.parsing.tokens import text_of, token_at
from demarches.transforms.texts.quotations import quotations
from demarches.transforms.units import Actor, Document, Mention, Role, Span

POSSESSIVE = frozenset({"its", "his", "her", "their", "them", "him"})
COURTS = frozenset({"judiciary"})
GOVERNMENTS = frozenset({"federal government", "government"})
# States after whose organs an English text does not name those of others: "the National Assembly" may be any state's.
ELSEWHERE = frozenset({"France"})
# Those whom a state sends, and what says where.
SENT = frozenset({"ambassador", "consul", "diplomat", "envoy", "minister"})
POSTED = re.compile(r" (?:at|in|near|to) (?:the )?(?:\w+ )?$")
CHARGED = re.compile(r" for (?:the )?$")  # with what concerns a land
MINISTER = re.compile(r"\b(\w+) minister$")
THERE = re.compile(r" (?:at|from|in|near|outside) (?:the )?[A-Z]\w+$")
FORMER = re.compile(r"\b(?:ex|former|onetime|then)[ -]", re.IGNORECASE)
# What else a body is called: "the California Department of Forestry (CalFire)".
NAMED_TOO = re.compile(r" \((?:the )?[\"“]?([A-Z][\w.&-]+)[\"”]?\)")
# What is called by a part of its name only with its kind: a person by the last name, a state never.
UNSHORTENED = frozenset({"person", "state", "group", "subnational"})
# Who is called so speaks for no land that stands before the word: "Kenyan opposition leader".
DISSIDENT, REBEL = "dissident", re.compile(r"\b(?:breakaway|rebel|renegade)\b", re.IGNORECASE)
WHOSE = re.compile("['’]s? ")
OF_BODY = re.compile(r",? (?:of|(?:the [\w -]{1,40} )?who (?:chair|head|lead|run)(?:s|ed)?|who (?:led|ran)) (?:the )?")
BODIES = frozenset({"alliance", "armed_group", "company", "igo", "ngo", "party"})
KINDS = {"court": "judiciary", "supreme court": "judiciary", "parliament": "legislature", "legislature": "legislature"}
METHODS = {"org": "name", "group": "name", "organ": "pattern"}
Decided = tuple[Actor | None, Actor | None, str]


class Identities:
    """The mentions and the roles of one document."""

    def __init__(self, doc: Doc, document: Document) -> None:
        self._doc, self._text = doc, text_of(doc)
        self._when = era(document)
        self._of: dict[str, Actor] = {}
        self._short: dict[str, Actor] = {}
        self._called: dict[str, Actor] = {}
        self._year = year_told(document)
        self._headline = document.title or ""
        publisher = issuer(document)
        self._release = Release(document, publisher, self._when) if publisher else None
        self._issuer = self._release.issuer if self._release else None
        self._titles = titles(doc)
        filed = dateline(self._text)
        named = [
            place
            for place in named_places(doc)
            if not _is_of_title(place, self._titles) and not (filed and place.span.overlaps(filed.span))
        ]
        self._people = People([place.words for place in named if _is_person(place)], self._when)
        # A last name first: what is tagged as a firm or a place is still the person named in full elsewhere.
        named = disjoint([*last_name_places(doc, self._people.known_alone()), *named])
        headlined = known_names(self._headline)
        self._home = self._issuer or home(headlined, named, filed, self._text)
        if self._home and self._home.kind == "subnational":
            self._home = self._meant(self._home)  # England has no government of its own
        told = [each.actor for each in named if each.actor and not is_bare(each)]
        self._told_of = {gazetteer().party(actor) for actor in told}
        # What a party's name tells is not enough where parties of several lands are called so.
        self._told_surely = {gazetteer().party(actor) for actor in told if actor.kind != "party"}
        self._stated = {each.span: title_of(doc, each.span, self._titles) for each in named if self._is_person(each)}
        held = {stated[0].span for stated in self._stated.values() if stated}
        alone = titles_alone(doc, [title for title in self._titles if title.span not in held], named)
        self._places = disjoint(
            [*named, *alone, *initials(doc), *organs_alone(doc), *descriptions(doc), *counted(doc), *pronouns(doc)]
        )
        self._gatherings = Gatherings(doc, self._places, headlined, self._release, self._party)
        self._salience = Salience()
        self._placed: list[tuple[Place, Actor | None]] = []
        self.roles: list[Role] = []
        self.mentions = tuple(self._read())

    @property
    def issuer(self) -> Party | None:
        """Who publishes the text as his own, where somebody does."""
        return Party(self._release.author, self._release.issuer) if self._release else None

    def _held(self, official: Actor) -> list[Office]:
        return gazetteer().held(official.actor_id, *self._when)

    def _read(self) -> Iterator[Mention]:
        for place in self._places:
            actor, party, method = self._decide(place)
            self._placed.append((place, actor))
            if method:
                self._note(place, actor)
                gathered = self._gatherings.at(place, self._placed)
                together = tuple(each for each in map(self._meant, gathered) if each)
                now = self._gatherings.called(place, together) or self._meant(actor, place.words)
                # The body of that time may answer for itself: the Continental Congress.
                party = gazetteer().party(now) if now and now != actor else self._meant(party, place.words)
                yield Mention(place.span, now, party, method, together)

    def _meant(self, actor: Actor | None, called: str = "") -> Actor | None:
        return meant(actor, self._year, called) if actor else None

    def _decide(self, place: Place) -> Decided:
        if known := self._called.get(place.words):
            return known, gazetteer().party(known), "name"
        if self._is_person(place):
            return self._person(place)
        if place.sort == "group" and (known := self._again(place)):
            return known, gazetteer().party(known), "description"
        if place.sort == "group" and (band := self._band(place)):
            return band, band, "description"
        if place.sort == "group" and self._home and (rulers := self._governing_home(place, self._home)):
            return rulers, gazetteer().party(rulers), "description"
        if party := self._political_party(place):
            return party, gazetteer().party(party), "gazetteer"
        if place.actor:
            known = self._short.get(place.words, place.actor) if place.sort == "org" else place.actor
            actor = self._of_home(place, known)
            return actor, gazetteer().party(actor), METHODS.get(place.sort, "gazetteer")
        decide = {
            "title": self._title,
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
        if place.actor is None or place.actor.kind != "party" or place.words in self._short:
            return None
        before, land = self._placed[-1] if self._placed else (None, None)
        if before and land and land.kind in LANDS and WHOSE.fullmatch(self._text, before.span.end, place.span.start):
            return gazetteer().called_at_home(land, place.words, "party")
        elsewhere = self._home is not None and gazetteer().party(place.actor) not in self._told_surely
        return gazetteer().called_at_home(self._home, place.words, "party") if self._home and elsewhere else None

    def _again(self, place: Place) -> Actor | None:
        """The armed group named before that is called so again: "the rebels"."""
        kinds = described(place.words.lower())
        definite = self._text[max(0, place.span.start - 4) : place.span.start].lower() == "the "
        return self._salience.latest(kinds) if definite and kinds else None

    def _governing_home(self, place: Place, home: Actor) -> Actor | None:
        """The state of "the authorities" and the force of "police", where a text of one land names neither."""
        if place.words.lower() == "police":
            return gazetteer().called_at_home(home, "police", "executive")
        return home if place.words.lower() in GOVERNING and home.kind == "state" else None

    def _band(self, place: Place) -> Actor | None:
        """The armed group of the man whose fighters are told of: "Kony's rebels", "the rebels of Kony"."""
        if FIGHTING.isdisjoint(place.words.lower().split()):
            return None
        number = bisect(self._places, place)
        behind = [each for each in self._places[number : number + 1] if self._text[: each.span.start].endswith(" of ")]
        before = [each for each, _ in self._placed[-1:] if WHOSE.fullmatch(self._text, each.span.end, place.span.start)]
        men = (self._person(each)[1] for each in (*before, *behind) if self._is_person(each))
        return next((body for body in men if body and body.kind == "armed_group"), None)

    def _of_home(self, place: Place, actor: Actor) -> Actor:
        """Of a name that organs of several states bear, that of the state the text is about: "the Supreme Court"."""
        if self._home is None or not is_bare(place) or gazetteer().party(actor) in self._told_of:
            return actor
        here = organ(organ_rows()[place.words.lower()], self._home, "")
        # Every state has its courts and its government, but not every one a congress.
        every = here.kind in COURTS or place.words.lower() in GOVERNMENTS or gazetteer().party(actor).name in ELSEWHERE
        return here if every or here.actor_id in gazetteer().actors else actor

    def _person(self, place: Place) -> Decided:
        pronoun = called(self._text, place.span.start)
        actor, method = self._people.mention(place.words, pronoun)
        if actor is None:
            actor = self._by_title(place)
            method = "role" if actor else method
        if actor is None:
            return None, None, method
        self._state_role(place, actor)
        if pronoun:
            self._salience.call(actor, pronoun)
        return actor, self._party(actor), method

    def _is_person(self, place: Place) -> bool:
        """Whether a place names a person; also where a politician's last name is tagged as an organisation."""
        lone = place.sort == "org" and " " not in place.words
        return _is_person(place) or (lone and bool(gazetteer().people(place.words, *self._when)))

    def _by_title(self, place: Place) -> Actor | None:
        """Of two people of one last name, the one whose office stands before it: "President Bush"."""
        stated = self._stated.get(place.span)
        if stated is None:
            return None
        holders = gazetteer().people(place.words, *self._when)
        held = [actor for actor in holders if self._held_office(actor, stated[0])]
        return held[0] if len(held) == 1 else None

    def _state_role(self, place: Place, actor: Actor) -> None:
        stated = self._stated.get(place.span)
        if stated is None:
            if of := self._belonging(place):
                self._of.setdefault(actor.actor_id, of)
            return
        title, region = stated
        if FORMER.search(self._text, region.start, title.span.start):
            return
        of = self._owner(region, title) or gazetteer().actor(title.row["of_actor_id"])
        of = of or self._office_of(actor) or (self._home if _is_office(title) else None)
        if of and of != actor:
            rebels = DISSIDENT in title.names or REBEL.search(self._text, region.start, region.end)
            dissents = rebels and gazetteer().party(of).kind in LANDS
            self._of.setdefault(actor.actor_id, actor if dissents else of)
            before = title.span.end <= place.span.start
            span = self._title_span(title, Span(region.start, place.span.start) if before else region)
            self.roles.append(Role(actor, meant(of, self._year), span.of(self._text), span))

    def _belonging(self, place: Place) -> Actor | None:
        """Whose a person without a title is: "Iran's Ali Bagheri", "Ann Lee of the Labour Front", "who leads Hamas"."""
        if AMERICAN.match(self._text, place.span.end):
            return gazetteer().actors["united-states-congress"]
        number = bisect(self._places, place)
        before, after = self._places[max(0, number - 2) : number], self._places[number : number + 2]
        owners = (each for each in before if WHOSE.fullmatch(self._text, each.span.end, place.span.start))
        whole = " " in place.words  # "Somalia's Hawiye" may be anything
        lands = (each.actor for each in owners if whole and each.actor and each.actor.kind == "state")
        bodies = (each for each in after if OF_BODY.fullmatch(self._text, place.span.end, each.span.start))
        of = (self._short.get(each.words, each.actor) for each in bodies if each.actor)
        return next(lands, None) or next((each for each in of if each.kind in BODIES), None)

    def _title_span(self, title: Title, region: Span) -> Span:
        """The title's own words, with those that say of what: "Chairman of the State Duma Committee"."""
        end = (
            max(title.span.end, region.end)
            if self._text.startswith((" of", " for", " on", " to"), title.span.end)
            else title.span.end
        )
        words = self._text[title.span.start : end].rstrip(" ,")
        return Span(title.span.start, title.span.start + len(words))

    def _owner(self, region: Span, title: Title) -> Actor | None:
        later = (place for place in self._places if place.span.start >= region.start)
        named = [(each, self._short.get(each.words, each.actor) if each.actor else None) for each in later]
        placed = [each for each in (*self._placed, *named) if not self._is_posted_to(title, each[0])]
        return owner(region, title, placed)

    def _is_posted_to(self, title: Title, place: Place) -> bool:
        """Whether an official is sent to a place and not by it: "Japan's minister in Beijing", "envoy for Iraq"."""
        between = self._text[title.span.end : max(place.span.start, title.span.end)]
        land = place.actor is not None and place.actor.kind in LANDS
        sent = bool(SENT & title.names) and POSTED.match(between) is not None
        return sent or (land and CHARGED.match(between) is not None)

    def _office_of(self, actor: Actor) -> Actor | None:
        offices = self._held(actor)
        if not offices and self._tells_of_years:
            # A history tells of a statesman before and after his time.
            offices = [each for each in gazetteer().offices.get(actor.actor_id, ()) if self._is_of_state(each)]
        held = [of for each in offices if (of := gazetteer().actor(each.of_actor_id))]
        # Whoever leads a society or a firm may speak of other things: the text has to name it.
        told = [each for each in held if each.kind not in {"company", "ngo"} or each in self._told_of]
        return told[-1] if told else None

    def _is_of_state(self, office: Office) -> bool:
        return gazetteer().actors[office.of_actor_id].kind == "state"

    def _party(self, actor: Actor) -> Actor | None:
        stated, held = self._of.get(actor.actor_id), self._office_of(actor)
        # Who leads a party and holds no office of his state speaks for the party.
        of = stated if stated and stated.kind == "party" and (held is None or held.kind == "party") else None
        return of or next((gazetteer().party(each) for each in (stated, held) if each), None)

    def _stands_behind(self, actor: Actor) -> Actor | None:
        """The state or league that stands behind whom an actor speaks for, be that a political party."""
        of = self._party(actor)
        return gazetteer().party(of) if of else None

    def _title(self, place: Place) -> Decided:
        title = next(title for title in self._titles if title.span == place.span)
        start = phrase_start(self._doc, place.span.start)
        if FORMER.search(self._text, start, place.span.start):
            before = self._named_once(title)
            return (before, self._party(before), "role") if before else (None, None, "")
        of = self._owner(Span(start, min(place.span.end + 60, self._end_of_phrase(place.span))), title)
        actor = self._headed(title) or self._holder(title, of) or self._named_with(title, of)
        if actor:
            return actor, self._party(actor), "role"
        court = self._salience.latest(COURTS) if "judge" in title.names else None
        if court:
            return court, gazetteer().party(court), "description"
        if ministry := self._ministry(title, of or self._home):
            return ministry, gazetteer().party(ministry), "role"
        party = gazetteer().party(of) if of and _is_office(title) else None
        return (party, party, "role") if party and party.kind == "state" else (None, None, "")

    def _ministry(self, title: Title, state: Actor | None) -> Actor | None:
        """The ministry of a minister whom a text of his own country does not name: "the transport minister"."""
        if state is None or state.kind != "state" or any(each.kind in ANSWERABLE for each in self._told_of - {state}):
            return None
        words = self._text[phrase_start(self._doc, title.span.start) : title.span.end].lower()
        portfolio = MINISTER.search(words)
        row = organ_rows().get(f"{portfolio.group(1)} ministry") if portfolio else None
        return organ(row, state, "") if row else None

    def _headed(self, title: Title) -> Actor | None:
        """Who has the title in the headline: "Working meeting with Rostov Region Governor Vasily Golubev"."""
        words = re.escape(title.span.of(self._text))
        found = re.search(rf"\b(?i:{words}) ((?:[A-Z][\w.-]+ ?){{2,3}})", self._headline)
        name = [*takewhile(lambda word: word.lower() not in STOP_WORDS, found[1].split())] if found else []
        return self._people.full(" ".join(name)) if len(name) > 1 else None

    def _named_with(self, title: Title, of: Actor | None) -> Actor | None:
        """Who was named last of those who held such an office then; "the Vermont senator" is one of his country."""
        party = gazetteer().party(of) if of and of.kind != "subnational" else None
        named = reversed([actor for _, actor in self._placed if actor])
        fits = (each for each in named if party in (None, self._stands_behind(each)) and self._held_office(each, title))
        return next(fits, None)

    def _named_once(self, title: Title) -> Actor | None:
        """Who was named last of those who held such an office before: "the former secretary of state"."""
        named = reversed([actor for _, actor in self._placed if actor and not self._held_office(actor, title)])
        offices = gazetteer().offices
        return next((each for each in named for o in offices.get(each.actor_id, ()) if o.title in title.names), None)

    def _held_office(self, actor: Actor, title: Title) -> bool:
        return any(office.title in title.names for office in self._held(actor))

    @property
    def _tells_of_years(self) -> bool:
        return self._when.first != self._when.last

    def _end_of_phrase(self, span: Span) -> int:
        found = re.match(r" (?:of|for) (?:the )?[^,;:.!?\n]{0,50}", self._text[span.end :][:60])
        return span.end + (found.end() if found else 0)

    def _holder(self, title: Title, of: Actor | None) -> Actor | None:
        fits = list(fitting(title, self.roles))
        party = gazetteer().party(of) if of else None
        if party:
            fits = [actor for actor in fits if self._stands_behind(actor) == party]
        elif self._issuer and (held := self._holding(title.names, self._issuer)):
            return held if any(actor == held for _, actor in self._placed) else self._governing(title) or held
        held = self._holding(title.names, of) or self._holding(title.names, party or self._home)
        return fits[0] if fits else held

    def _governing(self, title: Title) -> Actor | None:
        """Who holds the office in the state that publishes the text, by the text itself."""
        told = (role for role in reversed(self.roles) if role.of_actor == self._issuer and self._issuer.kind in LANDS)
        return next((role.actor for role in told if title.row["title"] == role.title.lower()), None)

    def _holding(self, names: frozenset[str], of: Actor | None) -> Actor | None:
        if of is None or self._tells_of_years:
            return None
        # A state has many ministers, of whom it is chance that one is known only as such.
        return gazetteer().holding(names - {"minister"}, of, self._when.first)

    def _description(self, place: Place) -> Decided:
        if place.sort == "description" and (called := self._called_by(place.span.of(self._text).lower())):
            return called, gazetteer().party(called), "description"
        actor = self._salience.latest(frozenset(place.words.split(";")))
        return (actor, gazetteer().party(actor), "description") if actor else (None, None, "")

    def _called_by(self, noun: str) -> Actor | None:
        """The body named last of those in whose name a noun stands: "the council" is the Military Council."""
        named = (actor for _, actor in reversed(self._placed) if actor and actor.kind not in UNSHORTENED)
        return next((actor for actor in named if noun in actor.name.lower().split()), None)

    def _organ_alone(self, place: Place) -> Decided:
        """The organ of that name which the text just named, else that of the state it is about, else the last named."""
        if (state := self._state_whose(place)) is not None:
            theirs = organ(organ_rows()[place.words], state, "")
            return theirs, gazetteer().party(theirs), "pattern"
        before, latest = next(self._organs_before(place.words), (None, None))
        if before and latest and (self._is_of_home(latest) or self._sentence(place) - self._sentence(before) <= 1):
            return latest, gazetteer().party(latest), "description"
        described = self._description(place._replace(words=KINDS.get(place.words, "")))
        if described[0] or place.words == "court":
            return described
        if self._home is None:
            return (latest, gazetteer().party(latest), "description") if latest else described
        head = self._holding(HEAD, self._home) if place.words == "administration" else None
        if head:
            actor = administration(last_name(head.name), self._home)
        else:
            actor = organ(organ_rows()[place.words], self._home, "")
        return actor, gazetteer().party(actor), "pattern"

    def _state_whose(self, place: Place) -> Actor | None:
        """The state of those whose organ a pronoun tells: "Spanish shipowners asked their government"."""
        before, those = self._placed[-1] if self._placed else (None, None)
        if before is None or before.words not in POSSESSIVE or those is None or before.span.end + 1 != place.span.start:
            return None
        adjective, *_ = those.name.split()
        named = [gazetteer().actors[name.actor_id] for name in gazetteer().by_text.get(adjective, ())]
        state = named[0] if those.kind == "group" and len(named) == 1 else gazetteer().party(those)
        return state if state.kind == "state" else None

    def _organs_before(self, words: str) -> Iterator[tuple[Place, Actor]]:
        """The organs of that name before a place, the latest first."""
        return (
            (before, actor)
            for before, actor in reversed(self._placed)
            if before.sort == "organ" and actor and before.words.lower().endswith(words)
        )

    def _is_of_home(self, organ: Actor) -> bool:
        return self._home in (None, gazetteer().party(organ))

    def _initials(self, place: Place) -> Decided:
        actor = self._short.get(place.words)
        return (actor, gazetteer().party(actor), "name") if actor else (None, None, "")

    def _own(self, place: Place) -> Decided:
        release = self._release
        if release is None or self._quoted(place):
            return None, None, ""
        if release.signed and release.issuer not in release.signed:
            return release.signed[0], release.signed[0], "publisher"
        if turn := turn_at(release.turns, place.span.start):
            return self._speaking(turn)
        return release.author, release.issuer, "publisher"

    def _addressed(self, place: Place) -> Decided:
        """Whom "you" is put to in a transcript: the other of two who speak, or who met."""
        found = self._release.turns if self._release else []
        turn = turn_at(found, place.span.start)
        if turn is None or turn.party is None or self._quoted(place):
            return None, None, ""
        if other := addressed(found, turn):
            return self._speaking(other)
        others = [party for party in self._gatherings.met(self._placed) if party != turn.party]
        alone = len({each.actor for each in found}) == 1 and len(others) == 1
        return (others[0], others[0], "speaker") if alone else (None, None, "")

    def _speaking(self, turn: Turn) -> Decided:
        if turn.actor is None:
            return None, None, ""
        return turn.actor, turn.party, "publisher" if turn.party == self._issuer else "speaker"

    def _relative(self, place: Place) -> Decided:
        """Whom "who" or "which" stands for: what is named right before it."""
        before, actor = self._placed[-1] if self._placed else (None, None)
        if before is None or actor is None or self._text[before.span.end : place.span.start].strip(" ,"):
            return None, None, ""
        if place.words.lower() == "who":
            actor = self._who_are_there(before) or actor
        return actor, self._party(actor) if actor.kind == "person" else gazetteer().party(actor), "pronoun"

    def _who_are_there(self, where: Place) -> Actor | None:
        """The people of whom a place name only says where they are: "protesters in Cairo who"."""
        people, those = self._placed[-2] if len(self._placed) > 1 else (None, None)
        there = people and THERE.match(self._text, people.span.end, where.span.end)
        return those if there else None

    def _count(self, place: Place) -> Decided:
        found = self._gatherings.called(place, self._gatherings.at(place, self._placed))
        return (found, None, "description") if found else (None, None, "")

    def _pronoun(self, place: Place) -> Decided:
        sentence, besides = self._sentence(place), self._not_meant(place)
        if place.words in SINGULAR:
            actor = self._salience.person(place.words, sentence, besides)
            if actor:
                self._salience.call(actor, place.words)
            return actor, self._party(actor) if actor else None, "pronoun"
        actor = (self._salience.body if place.words in {"it", "its"} else self._salience.plural)(sentence, besides)
        return actor, gazetteer().party(actor) if actor else None, "pronoun"

    def _not_meant(self, place: Place) -> frozenset[Actor]:
        """Who answers the demand that a pronoun owns, or does something to it: "the airline bowed to their demand"."""
        token = token_at(self._doc, place.span.start)
        doer = (answerer(token) or doer_to(token) or holder(token)) if token is not None else None
        if doer is None:
            return frozenset()
        word = Span(doer.idx, doer.idx + len(doer))
        return frozenset(actor for at, actor in self._placed if actor and at.span.overlaps(word))

    def _note(self, place: Place, actor: Actor | None) -> None:
        if actor is None:
            return
        if actor.kind not in UNSHORTENED:
            for name in (actor.name, *short_names(actor.name)):
                self._short.setdefault(name, actor)
            if too := NAMED_TOO.match(self._text, place.span.end):
                self._called[too.group(1)] = actor
        sentence = self._sentence(place)
        weight = 0.1 if place.words in POSSESSIVE else 1.0 if self._opens(place, sentence) else 0.4
        weight = min(weight, 0.4) if self._tells_whose(place, actor) else weight
        weight *= 0.7 if place.sort == "pronoun" else 1.0  # else a wrong guess would carry on
        self._salience.note(actor, sentence, weight * (0.3 if self._quoted(place) else 1.0))

    def _tells_whose(self, place: Place, actor: Actor) -> bool:
        """Whether a land only says whose people are meant: "Nigeria's oil workers"."""
        behind = WHOSE.match(self._text, place.span.end) if actor.kind in LANDS else None
        return behind is not None and any(each.span.start == behind.end() for each in self._places)

    def _opens(self, place: Place, sentence: int) -> bool:
        """Whether the place may be the subject of its sentence: the first actor there, or before a verb."""
        token = token_at(self._doc, place.span.end - 1)
        following = token.nbor() if token is not None and token.i + 1 < len(self._doc) else None
        verb = following is not None and following.pos_ in {"VERB", "AUX"}
        return verb or not self._salience.has(sentence)

    def _quoted(self, place: Place) -> bool:
        return place.span.start in self._inside

    @cached_property
    def _inside(self) -> frozenset[int]:
        return frozenset(i for quote in quotations(self._text) for i in range(*quote))

    def _sentence(self, place: Place) -> int:
        token = token_at(self._doc, place.span.start)
        return self._numbers[token.i] if token is not None else 0

    @cached_property
    def _numbers(self) -> list[int]:
        return [number for number, sent in enumerate(self._doc.sents) for _ in sent]


def _is_person(place: Place) -> bool:
    return place.sort == "person" or bool(place.actor and place.actor.kind == "person")


def _is_office(title: Title) -> bool:
    """Whether a title speaks for somebody, so that its country may be understood: not an author's."""
    return bool({"leader", "minister", "diplomat", "lawmaker", "spokesperson"} & title.names)


def _is_of_title(place: Place, found: Sequence[Title]) -> bool:
    """Whether a supposed name is a word of a title: the "State" of "Secretary of State", "Labour" of a minister's."""
    before = bisect(found, place.span.start, key=lambda title: title.span.start) - 1
    guessed = place.sort in ("org", "person") or (place.actor is not None and place.actor.kind == "party")
    return guessed and before >= 0 and found[before].span.covers(place.span)
