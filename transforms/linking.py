"""Across documents: the same demand in several is one demand, and an answer finds the demand it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from demarches.datapackage.schemas import Tables, conform, rows
from demarches.transforms.likeness import Likeness
from demarches.transforms.terms import summarised

SAME_DEMAND = 0.4
ANSWERED = 0.3
LINK_METHOD = "parties_and_words"


def link(tables: Tables) -> Tables:
    """Join demands that are the same, then link the answers that lead nowhere yet to demands of earlier documents."""
    return _linked(_joined(tables))


def _joined(tables: Tables) -> Tables:
    demands = _in_time(tables["demands"], "demand_id")
    firsts = _firsts(demands, tables["demand_parties"])
    renamed = {name: _renamed(tables[name], firsts) for name in ("demand_mentions", "demand_terms", "response_links")}
    kept = demands[~demands["demand_id"].isin(list(firsts))]
    kept = summarised(kept, renamed["demand_terms"], tables["documents"])
    parties = _renamed(_filling(tables["demand_parties"], firsts), firsts)
    changed = {"demands": kept, "demand_parties": parties, **renamed}
    return {**tables, **{name: conform(name, rows) for name, rows in changed.items()}}


def _firsts(demands: pd.DataFrame, parties: pd.DataFrame) -> dict[str, str]:
    """Each demand that restates another document's: {demand_id: demand_id of the earliest}."""
    ids, documents = demands["demand_id"].tolist(), demands["first_document_id"].tolist()
    directions = demands["direction"].tolist()
    demanders, targets = (_actors(ids, parties, role) for role in ("demander", "target"))
    likeness = Likeness(demands["text"].tolist())
    first = list(range(len(ids)))
    for one, other in likeness.candidates([sorted(actors) for actors in demanders]):
        compatible = (
            documents[one] != documents[other]
            and directions[one] == directions[other]
            and (not targets[one] or not targets[other] or targets[one] & targets[other])
        )
        if compatible and likeness.of(one, other) >= SAME_DEMAND:
            first[other] = min(first[other], first[one])
    return {ids[place]: ids[earliest] for place, earliest in enumerate(first) if place != earliest}


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
    """Links of answers that have none: to the likest earlier demand made of the responder, by the words around."""
    linked = set(tables["response_links"]["response_id"])
    responses = _in_time(tables["responses"], "response_id")
    responses = responses[~responses["response_id"].isin(linked)]
    demands = _in_time(tables["demands"], "demand_id")
    ids = demands["demand_id"].tolist()
    asked = _actors(ids, tables["demand_parties"], "target")
    texts = [*demands["text"], *_contexts(responses, tables)]
    likeness = Likeness(texts)
    groups = [*(sorted(actors) for actors in asked), *([actor] for actor in responses["responder_id"])]
    days = [row["first_said_on"] for row in (*rows(demands), *rows(responses))]
    documents = [*demands["first_document_id"], *responses["first_document_id"]]
    best: dict[int, tuple[float, int]] = {}
    for demand, response in likeness.candidates(groups):
        if demand < len(ids) <= response and documents[demand] != documents[response]:
            score = likeness.of(demand, response)
            if score >= ANSWERED and not _later(days[demand], days[response]):
                best[response] = max(best.get(response, (0.0, 0)), (score, -demand))
    for response, (score, demand) in sorted(best.items()):
        yield responses["response_id"].iloc[response - len(ids)], ids[-demand], LINK_METHOD, round(score, 2)


def _contexts(responses: pd.DataFrame, tables: Tables) -> list[str]:
    """Text of each response with the 100 characters before and after it."""
    mentions = tables["response_mentions"].sort_values(["response_id", "char_start"]).drop_duplicates("response_id")
    placed = responses[["response_id"]].merge(mentions, on="response_id", validate="one_to_one")
    placed = placed.drop(columns="text").merge(tables["texts"], on="document_id", validate="many_to_one")
    return [row["text"][max(0, row["char_start"] - 100) : row["char_end"] + 100] for row in rows(placed)]


def _actors(ids: Sequence[str], parties: pd.DataFrame, role: str) -> list[set[str]]:
    of_role: dict[str, set[str]] = {demand_id: set() for demand_id in ids}
    for row in rows(parties[parties["role"] == role]):
        of_role[row["demand_id"]].add(row["actor_id"])
    return [of_role[demand_id] for demand_id in ids]


def _in_time(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """`table` by day, those without one first, then by key."""
    return table.sort_values(["first_said_on", key], na_position="first", ignore_index=True)


def _later(one: date | None, other: date | None) -> bool:
    """Whether day `one` is after day `other`; an unknown day is after none."""
    return one is not None and other is not None and one > other
