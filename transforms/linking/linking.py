"""Across documents: the same demand in several is one demand, and an answer finds the demand it answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import exp, log1p
from typing import Any, NamedTuple

import pandas as pd

from demarches.datapackage.schemas import Tables, conform, rows
from demarches.transforms.gazetteer.actors import ANSWERABLE
from demarches.transforms.linking.likeness import candidates
from demarches.transforms.linking.phrases import alike
from demarches.transforms.terms.terms import summarised

LINK_METHOD = "parties_and_words"
# Days between two places of which one is not dated: far apart.
UNDATED = 1500
SENTENCE_END = re.compile(r"\n|(?<=[.!?]) ")


class Chance(NamedTuple):
    """How likely two places belong together whose parties fit: log odds of their likeness and the months between them.

    The weights are those that join most for the fewest false in halves of annotated texts, each taken for two
    documents, and in affairs that several texts tell. Names, numbers and context added nothing.
    """

    constant: float
    likeness: float
    months: float

    def of(self, alike: float, days: int) -> float:
        """Chance from likeness, 0 to 1, and days apart.

        >>> [round(SAME.of(0.4, days), 2) for days in (0, 30, 365)]
        [0.96, 0.88, 0.19]
        """
        return 1 / (1 + exp(-self.constant - self.likeness * alike - self.months * log1p(days / 30)))


SAME = Chance(-4.8, 20.0, -1.8)
ANSWERED = Chance(-2.8, 16.0, -0.45)
# How much more alike the same demand of one party has to be where two texts name other parties of whom it is made, and
# where one of them names nobody.
OF_OTHERS, OF_NOBODY = 0.2, 0.05
# Demands are joined where that finds most for the fewest false. No link is better than a wrong one: an answer has to
# be linked more likely than not; it answers too what is nearly as likely as the likeliest.
LEAST_SAME, LEAST_ANSWERED, NEARLY = 0.4, 0.5, 0.9
# What is put together by one likely pair has to be likely on the whole: of each group so many places are compared.
LEAST_AMONG, LATEST = 0.32, 4


class Stated(NamedTuple):
    """A place that states a demand or tells an answer: its words, its day, and who asks or answers and who is asked.

    `around` is the sentence of an answer; `ours` and `theirs` hold each party and all that it speaks for; `themselves`
    are ours alone.
    """

    unit_id: str
    document_id: str
    day: date | None
    words: str
    around: str
    themselves: frozenset[str]
    ours: frozenset[str]
    theirs: frozenset[str]


@dataclass(eq=False)
class Group:
    """Places that state one demand, and the documents that they stand in."""

    places: list[int]
    documents: set[str]


def link(tables: Tables) -> Tables:
    """Join demands that are the same, then link the answers that lead nowhere yet to demands of other documents."""
    return _linked(_joined(tables))


def _joined(tables: Tables) -> Tables:
    firsts = _firsts(_demands(tables))
    renamed = {name: _renamed(tables[name], firsts) for name in ("demand_mentions", "demand_terms", "response_links")}
    kept = tables["demands"][~tables["demands"]["demand_id"].isin(list(firsts))]
    kept = summarised(kept, renamed["demand_terms"], tables["documents"])
    parties = _renamed(_filling(tables["demand_parties"], firsts), firsts)
    changed = {"demands": kept, "demand_parties": parties, **renamed}
    return {**tables, **{name: conform(name, rows) for name, rows in changed.items()}}


def _firsts(stated: Sequence[Stated]) -> dict[str, str]:
    """Each demand that restates another document's: {demand_id: demand_id of the earliest}."""
    firsts: dict[str, str] = {}
    for group in _together(stated, sorted(_restatements(stated), reverse=True)):
        first = min(group.places)
        firsts |= {stated[place].unit_id: stated[first].unit_id for place in group.places}
    return {later: first for later, first in firsts.items() if later != first}


def _restatements(stated: Sequence[Stated]) -> Iterator[tuple[float, int, int]]:
    """Pairs of places that may state one demand, each with its chance."""
    for one, other in candidates([each.words for each in stated], [each.ours for each in stated]):
        if _comparable(stated[one], stated[other]):
            likeness = alike(stated[one].words, stated[other].words) - _unlike(stated[one], stated[other])
            chance = SAME.of(likeness, _days(stated[one], stated[other]))
            if chance >= LEAST_SAME:
                yield chance, -one, -other


def _comparable(one: Stated, other: Stated) -> bool:
    """Whether two demands of different documents may be of one party: an official may stand for his state."""
    asking = one.themselves & other.ours or other.themselves & one.ours
    return bool(asking) and one.document_id != other.document_id


def _unlike(one: Stated, other: Stated) -> float:
    """How much less alike two demands are by the parties of whom they are made."""
    if not one.theirs or not other.theirs:
        return OF_NOBODY
    return OF_OTHERS if one.theirs.isdisjoint(other.theirs) else 0.0


def _together(stated: Sequence[Stated], pairs: Iterable[tuple[float, int, int]]) -> list[Group]:
    """Groups of places that state one demand, the likeliest pairs put together first.

    What one document tells apart stays apart, so between two documents each demand has one counterpart at most.
    """
    units: dict[str, Group] = {}
    for place, each in enumerate(stated):
        group = units.setdefault(each.unit_id, Group([], set()))
        group.places.append(place)
        group.documents.add(each.document_id)
    of_place = [units[each.unit_id] for each in stated]
    for _, one, other in pairs:
        small, large = sorted((of_place[-one], of_place[-other]), key=lambda group: len(group.places))
        apart = small is not large and small.documents.isdisjoint(large.documents)
        if apart and _among(small, large, stated) >= LEAST_AMONG:
            large.places += small.places
            large.documents |= small.documents
            for place in small.places:
                of_place[place] = large
    return list(dict.fromkeys(of_place))


def _among(one: Group, other: Group, stated: Sequence[Stated]) -> float:
    """The mean chance that the latest places of two groups state one demand."""
    pairs = product(*((stated[place] for place in group.places[-LATEST:]) for group in (one, other)))
    chances = [SAME.of(alike(a.words, b.words), _days(a, b)) for a, b in pairs]
    return sum(chances) / len(chances)


def _filling(parties: pd.DataFrame, firsts: dict[str, str]) -> pd.DataFrame:
    """`parties` less those of a restatement whose earliest statement names some of the same role."""
    listed = list(zip(parties["demand_id"], parties["role"], strict=True))
    told = set(listed)
    return parties.loc[[demand not in firsts or (firsts[demand], role) not in told for demand, role in listed]]


def _renamed(table: pd.DataFrame, firsts: dict[str, str]) -> pd.DataFrame:
    named = table.assign(demand_id=[firsts.get(demand_id, demand_id) for demand_id in table["demand_id"]])
    return named.drop_duplicates([column for column in named if column not in ("method", "confidence")])


def _linked(tables: Tables) -> Tables:
    found = pd.DataFrame(list(_answers(tables)), columns=tables["response_links"].columns)
    links = pd.concat([tables["response_links"], found.astype(tables["response_links"].dtypes)], ignore_index=True)
    return {**tables, "response_links": conform("response_links", links)}


def _answers(tables: Tables) -> Iterator[tuple[str, str, str, float]]:
    """Links of answers that have none: to the demands made of the responder before that their sentence is likest to."""
    demands, responses = _demands(tables), _responses(tables)
    told = {(each.document_id, each.unit_id) for each in demands}
    chances: dict[str, dict[str, float]] = defaultdict(dict)
    for demand, response, chance in _pairs(demands, responses):
        if (response.document_id, demand.unit_id) not in told:
            of_response = chances[response.unit_id]
            of_response[demand.unit_id] = max(chance, of_response.get(demand.unit_id, 0.0))
    for response_id, found in chances.items():
        least = max(LEAST_ANSWERED, NEARLY * max(found.values()))
        for demand_id, chance in found.items():
            if chance >= least:
                yield response_id, demand_id, LINK_METHOD, round(chance, 2)


def _pairs(demands: Sequence[Stated], responses: Sequence[Stated]) -> Iterator[tuple[Stated, Stated, float]]:
    """Demands and later answers of a party that was asked, with the chance that the one answers the other."""
    undated = [date.min, date.max]
    listed = sorted(
        ((each, answers) for answers, places in enumerate((demands, responses)) for each in places),
        key=lambda place: (place[0].day or undated[place[1]], place[1], place[0].unit_id),
    )
    asked = [each.ours if answers else each.theirs for each, answers in listed]
    known = [not answers for _, answers in listed]
    for one, other in candidates([each.words for each, _ in listed], asked, known):
        (demand, _), (response, answers) = listed[one], listed[other]
        if answers and not demand.themselves & response.themselves:
            near = (alike(demand.words, response.words) + alike(demand.words, response.around)) / 2
            yield demand, response, ANSWERED.of(near, _days(demand, response))


def _demands(tables: Tables) -> list[Stated]:
    """Every place that states a demand, by day, those without one first."""
    above = _above(tables["actors"])
    parties = {role: _actors(tables["demand_parties"], role) for role in ("demander", "target")}
    firsts = {row["demand_id"]: (row["first_document_id"], row["first_said_on"]) for row in rows(tables["demands"])}
    published = _published(tables)
    places = []
    for row in rows(tables["demand_mentions"]):
        (first, day), demand_id, document_id = firsts[row["demand_id"]], row["demand_id"], row["document_id"]
        ours, theirs = (parties[role][demand_id] for role in ("demander", "target"))
        day = day if document_id == first else published[document_id]
        words, sides = row["text"], (ours, _with(ours, above), _with(theirs, above))
        places.append(Stated(demand_id, document_id, day, words, words, *sides))
    return sorted(places, key=lambda each: (each.day or date.min, each.unit_id))


def _responses(tables: Tables) -> list[Stated]:
    """The first place of each response that is not linked yet, in its sentence."""
    linked = set(tables["response_links"]["response_id"])
    above = _above(tables["actors"])
    texts = dict(zip(tables["texts"]["document_id"], tables["texts"]["text"], strict=True))
    mentions = tables["response_mentions"].sort_values(["response_id", "char_start"]).drop_duplicates("response_id")
    places = {row["response_id"]: row for row in rows(mentions)}
    stated = []
    for row in rows(tables["responses"][~tables["responses"]["response_id"].isin(linked)]):
        place, ours = places[row["response_id"]], frozenset([row["responder_id"]])
        around = sentence(texts[place["document_id"]], place["char_start"], place["char_end"])
        about = row["response_id"], place["document_id"], row["first_said_on"], place["text"], around
        stated.append(Stated(*about, ours, _with(ours, above), frozenset()))
    return stated


def sentence(text: str, start: int, end: int) -> str:
    """A span with what stands around it up to the ends of sentences or lines.

    >>> text = "It has a plan. Iran refused to free the sailors. Talks ended."
    >>> sentence(text, 20, 27)
    'Iran refused to free the sailors.'
    """
    return SENTENCE_END.split(text[:start])[-1] + text[start:end] + SENTENCE_END.split(text[end:], maxsplit=1)[0]


def _above(actors: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Each actor with all that it speaks for: an official with his ministry and his state, a state with itself."""
    known = {row["actor_id"]: row for row in rows(actors)}
    return {actor_id: frozenset(_speaks_for(actor_id, known)) for actor_id in known}


def _speaks_for(actor_id: str, known: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    yield actor_id
    while known[actor_id]["kind"] not in ANSWERABLE and known[actor_id]["parent_id"] in known:
        actor_id = known[actor_id]["parent_id"]
        yield actor_id


def _with(actors: frozenset[str], above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*(above.get(actor, frozenset([actor])) for actor in actors))


def _actors(parties: pd.DataFrame, role: str) -> dict[str, frozenset[str]]:
    of_role: dict[str, frozenset[str]] = defaultdict(frozenset)
    for row in rows(parties[parties["role"] == role]):
        of_role[row["demand_id"]] |= {row["actor_id"]}
    return of_role


def _published(tables: Tables) -> dict[str, date | None]:
    return {row["document_id"]: row["published_on"] for row in rows(tables["documents"])}


def _days(one: Stated, other: Stated) -> int:
    return abs((one.day - other.day).days) if one.day and other.day else UNDATED
