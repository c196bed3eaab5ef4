"""Offices that a document states, whose they are, and who holds them."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import takewhile

from spacy.lang.en.stop_words import STOP_WORDS

from demarches.transforms.gazetteer.actors import ANSWERABLE, LANDS, Office, gazetteer, own_actor
from demarches.transforms.naming.eras import meant
from demarches.transforms.naming.organs import organ, organ_rows
from demarches.transforms.naming.people import UNTOLD
from demarches.transforms.naming.places import Decided, Place
from demarches.transforms.naming.story import Story
from demarches.transforms.naming.titles import AMERICAN, Title, fitting, owner, phrase_start
from demarches.transforms.units import Actor, Role, Span

COURTS = frozenset({"judiciary"})
# Those whom a state sends, and what says where.
SENT = frozenset({"ambassador", "consul", "diplomat", "envoy", "minister"})
POSTED = re.compile(r" (?:at|in|near|to) (?:the )?(?:\w+ )?$")
CHARGED = re.compile(r" for (?:the )?$")  # with what concerns a land
MINISTER = re.compile(r"\b(\w+) minister$")
FORMER = re.compile(r"\b(?:ex|former|onetime|then)[ -]", re.IGNORECASE)
JUDGE, LEADER = "judge", "leader"
# Who is called so speaks for no land that stands before the word: "Kenyan opposition leader".
DISSIDENT, REBEL = "dissident", re.compile(r"\b(?:breakaway|rebel|renegade)\b", re.IGNORECASE)
WHOSE = re.compile("['’]s? ")
OF_BODY = re.compile(r",? (?:of|(?:the [\w -]{1,40} )?who (?:chair|head|lead|run)(?:s|ed)?|who (?:led|ran)) (?:the )?")
LOCAL = frozenset({"mayor"})
OF_PLACE = re.compile(r" of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
BODIES = frozenset({"alliance", "armed_group", "company", "igo", "ngo", "party"})


class Offices:
    """The offices of the people of one document; `roles` are those that the text states, in its order."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._of: dict[str, Actor] = {}
        self.roles: list[Role] = []

    def _held(self, official: Actor) -> list[Office]:
        return gazetteer().held(official.actor_id, *self._story.when)

    def by_title(self, place: Place) -> Actor | None:
        """Of two people of one last name, the one whose office stands before it: "President Bush"."""
        stated = self._story.stated.get(place.span)
        if stated is None:
            return None
        held = self._holders(place, stated[0])
        return held[0] if len(held) == 1 else None

    def side_by_title(self, place: Place) -> Actor | None:
        """The state whose office all of one last name held, whoever of them is meant: "President Bush"."""
        stated = self._story.stated.get(place.span)
        if stated is None:
            return None
        held = (office for actor in self._holders(place, stated[0]) for office in self._held(actor))
        lands = {gazetteer().actors[each.of_actor_id] for each in held if each.title in stated[0].names}
        return lands.pop() if len(lands) == 1 and all(each.kind == "state" for each in lands) else None

    def _holders(self, place: Place, title: Title) -> list[Actor]:
        """Those of a last name who held an office of that title."""
        holders = gazetteer().people(place.words, *self._story.when)
        return [actor for actor in holders if self._held_office(actor, title)]

    def state(self, place: Place, actor: Actor) -> None:
        """Remember the office that the text gives to a person at a place, and whose he is."""
        stated = self._story.stated.get(place.span)
        if stated is None:
            if of := self._belonging(place):
                self._of.setdefault(actor.actor_id, of)
            return
        title, region = stated
        if FORMER.search(self._story.text, region.start, title.span.start):
            return
        of = self._owner(region, title) or gazetteer().actor(title.row["of_actor_id"])
        of = of or self._office_of(actor) or (self._story.home if _is_office(title) else None)
        if of and of != actor:
            rebels = DISSIDENT in title.names or REBEL.search(self._story.text, region.start, region.end)
            dissents = rebels and gazetteer().party(of).kind in LANDS
            self._of.setdefault(actor.actor_id, actor if dissents or JUDGE in title.names else of)
            before = title.span.end <= place.span.start
            span = self._title_span(title, Span(region.start, place.span.start) if before else region)
            self.roles.append(Role(actor, meant(of, self._story.year), span.of(self._story.text), span))

    def _belonging(self, place: Place) -> Actor | None:
        """Whose a person without a title is: "Iran's Ali Bagheri", "Ann Lee of the Labour Front", "who leads Hamas"."""
        if AMERICAN.match(self._story.text, place.span.end):
            return gazetteer().actors["united-states-congress"]
        number = bisect(self._story.places, place)
        before, after = self._story.places[max(0, number - 2) : number], self._story.places[number : number + 2]
        owners = (each for each in before if WHOSE.fullmatch(self._story.text, each.span.end, place.span.start))
        whole = " " in place.words  # "Somalia's Hawiye" may be anything
        lands = (each.actor for each in owners if whole and each.actor and each.actor.kind == "state")
        bodies = (each for each in after if OF_BODY.fullmatch(self._story.text, place.span.end, each.span.start))
        of = (self._story.short.get(each.words, each.actor) for each in bodies if each.actor)
        return next(lands, None) or next((each for each in of if each.kind in BODIES), None)

    def _title_span(self, title: Title, region: Span) -> Span:
        """The title's own words, with those that say of what: "Chairman of the State Duma Committee"."""
        end = (
            max(title.span.end, region.end)
            if self._story.text.startswith((" of", " for", " on", " to"), title.span.end)
            else title.span.end
        )
        words = self._story.text[title.span.start : end].rstrip(" ,")
        return Span(title.span.start, title.span.start + len(words))

    def _owner(self, region: Span, title: Title) -> Actor | None:
        later = (place for place in self._story.places if place.span.start >= region.start)
        named = [(each, self._story.short.get(each.words, each.actor) if each.actor else None) for each in later]
        placed = [each for each in (*self._story.placed, *named) if not self._is_posted_to(title, each[0])]
        return owner(region, title, placed)

    def _is_posted_to(self, title: Title, place: Place) -> bool:
        """Whether an official is sent to a place and not by it: "Japan's minister in Beijing", "envoy for Iraq"."""
        between = self._story.text[title.span.end : max(place.span.start, title.span.end)]
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
        told = [each for each in held if each.kind not in {"company", "ngo"} or each in self._story.told_of]
        # Where no time is told, who led a land and a part of it is known for the land.
        states = [each for each in told if each.kind == "state"] if self._story.year == UNTOLD else []
        named = [each for each in states if each in self._story.told_of]
        return next(reversed(named or states or told), None)

    def _is_of_state(self, office: Office) -> bool:
        return gazetteer().actors[office.of_actor_id].kind == "state"

    def party(self, actor: Actor) -> Actor | None:
        """The state or body that a person speaks for, by the text or else by his offices of the time."""
        stated, held = self._of.get(actor.actor_id), self._office_of(actor)
        # Who leads a party and holds no office of his state speaks for the party.
        of = stated if stated and stated.kind == "party" and (held is None or held.kind == "party") else None
        return of or next((gazetteer().party(each) for each in (stated, held) if each), None)

    def _stands_behind(self, actor: Actor) -> Actor | None:
        """The state or league that stands behind whom an actor speaks for, be that a political party."""
        of = self.party(actor)
        return gazetteer().party(of) if of else None

    def alone(self, place: Place) -> Decided:
        """Whom a title without a name stands for: its holder, a court, a ministry, or the state."""
        title = next(title for title in self._story.titles if title.span == place.span)
        start = phrase_start(self._story.doc, place.span.start)
        if FORMER.search(self._story.text, start, place.span.start):
            before = self._named_once(title)
            return (before, self.party(before), "role") if before else (None, None, "")
        of = self._owner(Span(start, min(place.span.end + 60, self._end_of_phrase(place.span))), title)
        actor = self._headed(title) or self._holder(title, of) or self._named_with(title, of)
        if actor:
            return actor, self.party(actor), "role"
        court = self._story.salience.latest(COURTS) if JUDGE in title.names else None
        if court:
            return court, gazetteer().party(court), "description"
        if ministry := self._ministry(title, of or self._story.home):
            return ministry, gazetteer().party(ministry), "role"
        if LOCAL & title.names and (lone := self._local(title)):
            return lone, lone, "role"
        party = gazetteer().party(of) if of and _is_office(title) else None
        return (party, party, "role") if party and party.kind == "state" else (None, None, "")

    def _local(self, title: Title) -> Actor | None:
        """Who is called by the place he heads, and speaks for no state: "the mayor of Kyiv"."""
        behind = OF_PLACE.match(self._story.text, title.span.end)
        return own_actor(title.span.of(self._story.text) + behind.group(), "person") if behind else None

    def _ministry(self, title: Title, state: Actor | None) -> Actor | None:
        """The ministry of a minister whom a text of his own country does not name: "the transport minister"."""
        if (
            state is None
            or state.kind != "state"
            or any(each.kind in ANSWERABLE for each in self._story.told_of - {state})
        ):
            return None
        words = self._story.text[phrase_start(self._story.doc, title.span.start) : title.span.end].lower()
        portfolio = MINISTER.search(words)
        row = organ_rows().get(f"{portfolio.group(1)} ministry") if portfolio else None
        return organ(row, state, "") if row else None

    def _headed(self, title: Title) -> Actor | None:
        """Who has the title in the headline: "Working meeting with Rostov Region Governor Vasily Golubev"."""
        words = re.escape(title.span.of(self._story.text))
        found = re.search(rf"\b(?i:{words}) ((?:[A-Z][\w.-]+ ?){{2,3}})", self._story.headline)
        name = [*takewhile(lambda word: word.lower() not in STOP_WORDS, found[1].split())] if found else []
        return self._story.people.full(" ".join(name)) if len(name) > 1 else None

    def _named_with(self, title: Title, of: Actor | None) -> Actor | None:
        """Who was named last of those who held such an office then; "the Vermont senator" is one of his country."""
        if of and of.kind == "subnational" and LEADER in title.names:
            return None  # "the Catalan leader" is no leader of Spain
        party = gazetteer().party(of) if of and of.kind != "subnational" else None
        named = reversed([actor for _, actor in self._story.placed if actor])
        fits = (each for each in named if party in (None, self._stands_behind(each)) and self._held_office(each, title))
        return next(fits, None)

    def _named_once(self, title: Title) -> Actor | None:
        """Who was named last of those who held such an office before: "the former secretary of state"."""
        named = reversed([actor for _, actor in self._story.placed if actor and not self._held_office(actor, title)])
        offices = gazetteer().offices
        return next((each for each in named for o in offices.get(each.actor_id, ()) if o.title in title.names), None)

    def _held_office(self, actor: Actor, title: Title) -> bool:
        return any(office.title in title.names for office in self._held(actor))

    @property
    def _tells_of_years(self) -> bool:
        return self._story.when.first != self._story.when.last

    def _end_of_phrase(self, span: Span) -> int:
        found = re.match(r" (?:of|for) (?:the )?[^,;:.!?\n]{0,50}", self._story.text[span.end :][:60])
        return span.end + (found.end() if found else 0)

    def _holder(self, title: Title, of: Actor | None) -> Actor | None:
        fits = list(fitting(title, self.roles))
        party = gazetteer().party(of) if of else None
        if party:
            fits = [actor for actor in fits if self._stands_behind(actor) == party]
        elif self._story.issuer and (held := self.holding(title.names, self._story.issuer)):
            return held if any(actor == held for _, actor in self._story.placed) else self._governing(title) or held
        held = self.holding(title.names, of) or self.holding(title.names, party or self._story.home)
        return fits[0] if fits else held

    def _governing(self, title: Title) -> Actor | None:
        """Who holds the office in the state that publishes the text, by the text itself."""
        told = (
            role
            for role in reversed(self.roles)
            if role.of_actor == self._story.issuer and self._story.issuer.kind in LANDS
        )
        return next((role.actor for role in told if title.row["title"] == role.title.lower()), None)

    def holding(self, names: frozenset[str], of: Actor | None) -> Actor | None:
        """Who held one of these offices of a state or body then, where the gazetteer knows one."""
        if of is None or self._tells_of_years:
            return None
        # A state has many ministers, of whom it is chance that one is known only as such.
        return gazetteer().holding(names - {"minister"}, of, self._story.when.first)


def _is_office(title: Title) -> bool:
    """Whether a title speaks for somebody, so that its country may be understood: not an author's."""
    return bool({"leader", "minister", "diplomat", "lawmaker", "spokesperson"} & title.names)
