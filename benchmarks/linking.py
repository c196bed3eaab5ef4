"""How well and how fast demands and answers are linked across documents.

    python -m benchmarks.linking GOLD.jsonl|RELEASE [--sizes 1000 10000 100000]

Of gold annotations, what they say across documents is taken away and linked anew; a line without `documents` is cut
into two at its middle paragraph, the second dated a day later. Then the documents, or those of a release, are repeated,
each time with other parties, days and words, and the seconds and the peak memory of linking are told at each size.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import log
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import pandas as pd

from demarches.datapackage.schemas import Tables, frame, primary_key, rows
from demarches.flows.annotating import Line, lines
from demarches.flows.tables import read_tables
from demarches.transforms.gazetteer.actors import gazetteer, own_actor
from demarches.transforms.ids import content_id
from demarches.transforms.linking.linking import link
from demarches.transforms.scoring.scores import Figure, scores
from demarches.transforms.scoring.standoff import standoff
from demarches.transforms.tables.assembly import tables
from demarches.transforms.units import Actor, Demand, Document, Link, Reading, Response, Span

MEASURES = ("demands.same", "responses.linked")
LINKED = ("demands", "demand_mentions", "demand_parties", "responses", "response_mentions", "response_links")
WORD = re.compile(r"[^\W\d_]{4,}")
SPREAD = 3650  # days over which repeated documents are strewn
SWAPPED = 0.2  # part of the words and of the parties that another takes the place of

Row = dict[str, Any]


def main() -> None:
    """Print the figures of gold and the growth."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("source", type=Path)
    options.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    chosen = options.parse_args()
    if chosen.source.is_dir():
        told = read_tables(chosen.source)
    else:
        gold = [halved(line) for line in lines(chosen.source)]
        told = tables([reading for line in gold for reading in readings(line)])
        _tell_figures(gold)
    _tell_growth(told, chosen.sizes)


def _tell_figures(gold: Sequence[Line]) -> None:
    """Figures of gold with nothing linked across documents, and linked."""
    apart = [tables(readings(line)) for line in gold]
    for name, told in (("as read", apart), ("linked", [link(each) for each in apart])):
        for measure, figure in figures(gold, told).items():
            rates = f"P {figure.precision:6.1%}  R {figure.recall:6.1%}  F1 {figure.f1:6.1%}"
            counts = f"({figure.hits} of {figure.predicted} predicted, {figure.gold} gold)"
            print(f"{name:8} {measure:18} {rates}  {counts}")  # noqa: T201


def figures(gold: Sequence[Line], told: Sequence[Tables]) -> dict[str, Figure]:
    """What holds of the demands that are the same, and of the answers linked, in `told`."""
    expected = {line["doc_id"]: line for line in gold}
    found = {line["doc_id"]: standoff(each) for line, each in zip(gold, told, strict=True)}
    return {name: figure for name, figure in scores(expected, found).items() if name in MEASURES}


def halved(line: Line) -> Line:
    r"""`line` with `documents`: those it has, or two that are cut at the line break next to its middle.

    >>> told = halved({"doc_id": "a", "text": "One.\\n\\nTwo.", "published_on": "2022-02-02"})
    >>> [(each["char_start"], each["char_end"], each["published_on"]) for each in told["documents"]]
    [(0, 6, '2022-02-02'), (6, 10, '2022-02-03')]
    """
    if "documents" in line:
        return line
    text = line["text"]
    breaks = [found.end() for found in re.finditer(r"\n+", text)]
    middle = min(breaks, key=lambda place: abs(2 * place - len(text)), default=len(text))
    day = date.fromisoformat((line.get("published_on") or "2000-01-01")[:10])
    places = [(0, middle), (middle, len(text))] if middle < len(text) else [(0, len(text))]
    documents = [
        {"doc_id": str(number), "char_start": start, "char_end": end, "published_on": str(day + timedelta(number))}
        for number, (start, end) in enumerate(places)
    ]
    return {**line, "documents": documents}


def readings(line: Line) -> list[Reading]:
    """What gold says in each document of a line by itself."""
    return [_reading(line, ordinal, about) for ordinal, about in enumerate(line["documents"])]


def _reading(line: Line, ordinal: int, about: Mapping[str, Any]) -> Reading:
    start, end = about["char_start"], about["char_end"]
    text = line["text"][start:end]
    document = Document(
        content_id("doc", line["doc_id"], str(ordinal), text),
        text,
        published_on=date.fromisoformat(about["published_on"]) if about.get("published_on") else None,
        ordinal=ordinal,
        char_start=start,
        char_end=end,
    )
    told = [(unit, spans) for unit in line["demands"] if (spans := _inside(unit["mentions"], start, end))]
    places = {unit["id"]: place for place, (unit, _) in enumerate(told)}
    demands = [_demand(unit, spans) for unit, spans in told]
    responses = [
        _response(unit, spans, places)
        for unit in line["responses"]
        if (spans := _inside(unit["mentions"], start, end)) and unit.get("responder")
    ]
    return Reading(document, (), (), (), tuple(demands), tuple(responses))


def _inside(spans: Iterable[Sequence[int]], start: int, end: int) -> tuple[Span, ...]:
    return tuple(Span(a - start, b - start) for a, b in sorted(map(tuple, spans)) if start <= a < end)


def _demand(unit: Row, spans: tuple[Span, ...]) -> Demand:
    demanders, targets = (tuple(map(_actor, dict.fromkeys(unit[role]))) for role in ("demanders", "targets"))
    return Demand(spans, demanders, targets, unit["form"], unit["direction"], 1.0, "gold")


def _response(unit: Row, spans: tuple[Span, ...], places: Mapping[str, int]) -> Response:
    links = tuple(Link(places[demand], 1.0, "gold") for demand in dict.fromkeys(unit["demands"]) if demand in places)
    return Response(spans, _actor(unit["responder"]), unit["stance"], links, 1.0, "gold")


def _actor(name: str) -> Actor:
    return gazetteer().named(name) or own_actor(name, "unknown")


class Growth(NamedTuple):
    """What linking so many documents took."""

    documents: int
    demands: int
    responses: int
    seconds: float
    peak: int  # megabytes, the tables themselves among them


def _tell_growth(told: Tables, sizes: Iterable[int]) -> None:
    print("documents    demands  responses   seconds  peak MB  exponent")  # noqa: T201
    before: Growth | None = None
    for size in sizes:
        grown = measured(repeated(told, size))
        exponent = f"{_exponent(before, grown):9.2f}" if before else ""
        counts = f"{grown.documents:9,} {grown.demands:10,} {grown.responses:10,}"
        print(f"{counts} {grown.seconds:9.1f} {grown.peak:8,} {exponent}", flush=True)  # noqa: T201
        before = grown


def _exponent(one: Growth, other: Growth) -> float:
    """Power of the number of documents with which the seconds grow: 1 is linear."""
    return log(other.seconds / one.seconds) / log(other.documents / one.documents)


def measured(told: Tables) -> Growth:
    """Link and say what it took; the peak is told where the system lets it be reset (Linux)."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    began = perf_counter()
    link(told)
    seconds = perf_counter() - began
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    documents, demands, responses = (len(told[name]) for name in ("documents", "demands", "responses"))
    return Growth(documents, demands, responses, seconds, int(peak[1]) // 1024 if peak else 0)


def repeated(told: Tables, size: int) -> Tables:
    """So many documents by repeating those of `told`, each time with other parties, days and words.

    A word gives way to another of its length, so that spans hold. The same seed gives the same tables.
    """
    change = _Change(told)
    originals = rows(told["documents"])
    of_document = {name: _by_document(name, told) for name in LINKED}
    texts = {row["document_id"]: row["text"] for row in rows(told["texts"])}
    made: dict[str, dict[tuple[Any, ...], Row]] = {name: {} for name in ("documents", "texts", *LINKED)}
    for number in range(size):
        document = originals[number % len(originals)]
        document_id = document["document_id"]
        listed = {name: of_document[name].get(document_id, []) for name in LINKED}
        listed |= {"documents": [document], "texts": [{"document_id": document_id, "text": texts[document_id]}]}
        for name, changed in change.rows(listed, number // len(originals)):
            # Two parties may have been swapped for the same third.
            made[name].setdefault(tuple(changed[column] for column in primary_key(name)), changed)
    return {
        **told,
        "demand_terms": told["demand_terms"].head(0),
        **{name: frame(name, list(each.values())) for name, each in made.items()},
    }


class _Change:
    """Other words, parties and days for each repetition of a document; the first is as it was."""

    def __init__(self, told: Tables) -> None:
        self.random = random.Random(6)
        self.actors = [*told["actors"]["actor_id"]]
        self.words: dict[int, list[str]] = {}
        vocabulary = {word for text in told["texts"]["text"] for word in WORD.findall(text)}
        for word in sorted(vocabulary):
            self.words.setdefault(len(word), []).append(word)

    def rows(self, listed: Mapping[str, Sequence[Row]], copy: int) -> Iterator[tuple[str, Row]]:
        """Each row of a document with the table it belongs to."""
        swaps: dict[str, str] = {}
        days = timedelta(self.random.randrange(SPREAD) if copy else 0)
        for name, each in listed.items():
            for row in each:
                yield name, {column: self._value(column, value, copy, days, swaps) for column, value in row.items()}

    def _value(self, column: str, value: Any, copy: int, days: timedelta, swaps: dict[str, str]) -> Any:
        if not copy or value is None:
            return value
        if column in ("actor_id", "responder_id"):
            return self._swapped(value, self.actors, swaps)
        if column.endswith("_id") and column not in ("publisher_id", "statement_id"):
            return f"{value}-{copy}"
        if isinstance(value, date):
            return value + days
        if column == "text":
            return WORD.sub(lambda found: self._swapped(found[0], self.words[len(found[0])], swaps), value)
        return value

    def _swapped(self, value: str, others: Sequence[str], swaps: dict[str, str]) -> str:
        """The same for the same value throughout a document."""
        if value not in swaps:
            swaps[value] = self.random.choice(others) if self.random.random() < SWAPPED else value
        return swaps[value]


def _by_document(name: str, told: Tables) -> dict[str, list[Row]]:
    """Rows of a table by the document that they were read in."""
    keys = {"demand_parties": ("demands", "demand_id"), "response_links": ("responses", "response_id")}
    table = told[name]
    if name in keys:
        owner, key = keys[name]
        places = told[owner][[key, "first_document_id"]]
        homes = pd.merge(table, places, on=key, validate="many_to_one")["first_document_id"]
        table = table.merge(places[[key]], on=key, validate="many_to_one")
    else:
        homes = table["document_id" if "document_id" in table else "first_document_id"]
    found: dict[str, list[Row]] = {}
    for home, row in zip(homes, rows(table), strict=True):
        found.setdefault(home, []).append(row)
    return found


if __name__ == "__main__":
    main()
