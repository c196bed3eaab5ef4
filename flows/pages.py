"""The page of a release, to look at before one loads: demands with their answers, in the words of the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from demarches.datapackage.schemas import Tables, package, rows
from demarches.datapackage.vocabularies import codelist
from demarches.flows.cards import Occasion, template
from demarches.transforms.tables.passages import Passage, passage
from demarches.transforms.units import Span

# More would keep a phone waiting; the tables hold all.
MOST_DEMANDS = 1000
COUNTED = {"documents": "documents", "statements": "statements", "demands": "demands", "responses": "answers"}
NO_ANSWER = "none"

Row = Mapping[str, Any]


def page(tables: Tables, texts: Mapping[str, str], occasion: Occasion) -> str:
    """`index.html` of a release, which needs no other file; `texts` are the whole texts of its documents by id."""
    demands = list(_demands(tables, texts))
    return template("index.html.j2").render(
        occasion=occasion,
        package=package(),
        counts=[(len(tables[table]), name) for table, name in COUNTED.items()],
        demands=sorted(demands, key=_latest, reverse=True)[:MOST_DEMANDS],
        total=len(demands),
        **{name: _labels(name) for name in ("forms", "stances", "topics", "curations")},
    )


def _demands(tables: Tables, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    asked = _places(tables, "demand", texts)
    answered = _places(tables, "response", texts)
    flat = rows(tables["demands_with_answers"])
    for demand_id, group in groupby(flat, key=lambda row: row["demand_id"]):
        listed = list(group)
        answers = [_answer(row, answered) for row in listed if row["response_id"]]
        stances = " ".join(sorted({answer["stance"] for answer in answers})) or NO_ANSWER
        told = _told(listed[0], "demand", asked.get(demand_id))
        yield {**listed[0], "passage": told, "answers": answers, "stances": stances}


def _answer(row: Row, answered: Mapping[str, Passage]) -> dict[str, Any]:
    return {**row, "passage": _told(row, "response", answered.get(row["response_id"]))}


def _told(row: Row, unit: str, found: Passage | None) -> dict[str, Any]:
    said = {"demand": "demanded_on", "response": "answered_on"}[unit]
    about = {key: row.get(f"{unit}_{key}") for key in ("title", "publisher", "url")}
    return {**(found or Passage("", row[unit], ""))._asdict(), "date": row[said], **about}


def _places(tables: Tables, unit: str, texts: Mapping[str, str]) -> dict[str, Passage]:
    """The passage of the first mention of each demand or response, by its id."""
    key = f"{unit}_id"
    first = {row[key]: row["first_document_id"] for row in rows(tables[f"{unit}s"])}
    mentions = sorted(rows(tables[f"{unit}_mentions"]), key=lambda row: row["char_start"], reverse=True)
    return {
        row[key]: passage(texts[row["document_id"]], Span(row["char_start"], row["char_end"]))
        for row in mentions
        if row["document_id"] == first[row[key]] and row["document_id"] in texts
    }


def _latest(demand: Row) -> tuple[str, str]:
    return str(demand["demanded_on"] or ""), demand["demand_id"]


def _labels(name: str) -> dict[str, str]:
    return {row["code"]: row["label"] for row in codelist(name)}
