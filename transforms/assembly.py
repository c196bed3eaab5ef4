"""Readings of documents to the tables of a release, and several sets of tables to one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any

import pandas as pd

from demarches.datapackage.schemas import Tables, conform, frame, primary_key, table_names
from demarches.datapackage.vocabularies import codelist
from demarches.transforms.actors import gazetteer
from demarches.transforms.ids import content_id
from demarches.transforms.topics import topic
from demarches.transforms.units import Actor, Demand, Document, Reading, Response, Span, Statement

Row = dict[str, Any]
# What is derived from other tables, or from the release before, is made when all documents are together.
DERIVED = ("former_ids", "demands_with_answers")


def tables(readings: Sequence[Reading]) -> Tables:
    """Conforming tables of all that was read; a demand or response stands for its document alone until it is linked."""
    rows: dict[str, list[Row]] = {name: [] for name in table_names() if name not in DERIVED}
    for reading in readings:
        for name, row in _rows(reading):
            rows[name].append(row)
    actors = _with_parents(chain.from_iterable(_actors(reading) for reading in readings))
    rows["actors"] = [_actor_row(actor) for actor in actors]
    rows["actor_names"] = [row for actor in actors for row in _name_rows(actor)]
    return {name: frame(name, found) for name, found in rows.items()}


def concatenate(parts: Iterable[Tables]) -> Tables:
    """One set of tables from those of several batches of documents; an actor met in two batches is one row."""
    listed = list(parts) or [tables(())]
    return {name: _union(name, [part[name] for part in listed]) for name in listed[0]}


def _union(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    rows = pd.concat(frames, ignore_index=True)
    if name == "actors":
        # A batch that tells an actor's kind wins over one that does not, in whichever order they come.
        rows = rows.assign(untold=rows["kind"] == "unknown").sort_values(["untold", *frames[0].columns])
        rows = rows.drop(columns="untold")
    return conform(name, rows.drop_duplicates(primary_key(name)))


def _rows(reading: Reading) -> Iterator[tuple[str, Row]]:
    yield from _document_rows(reading.document)
    yield from _mention_rows(reading)
    for statement in reading.statements:
        yield from _statement_rows(reading.document, statement)
    for demand in reading.demands:
        yield from _demand_rows(reading, demand)
    for response in reading.responses:
        yield from _response_rows(reading, response)


def _document_rows(document: Document) -> Iterator[tuple[str, Row]]:
    publisher = gazetteer().outlet(document.publisher) if document.publisher else None
    yield (
        "documents",
        {
            "document_id": document.document_id,
            "raw_path": document.raw_path,
            "raw_sha256": document.raw_sha256,
            "ordinal": document.ordinal,
            "char_start": document.char_start,
            "char_end": document.char_end,
            "title": document.title,
            "published_on": document.published_on,
            "publisher_id": _id(publisher),
            "url": document.url,
            "language": document.language,
            "licence": document.licence,
            "text_sha256": sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        },
    )
    yield "texts", {"document_id": document.document_id, "text": document.text}
    credited = [(publisher, "publisher")] if publisher else []
    credited += [(gazetteer().outlet(name), "agency") for name in dict.fromkeys(document.sources)]
    for actor, role in credited:
        yield "document_sources", {"document_id": document.document_id, "actor_id": actor.actor_id, "role": role}


def _mention_rows(reading: Reading) -> Iterator[tuple[str, Row]]:
    document = reading.document
    for mention in reading.mentions:
        yield (
            "mentions",
            {
                "mention_id": _unit_id("men", document, mention.span),
                **_place(document, mention.span),
                "actor_id": _id(mention.actor),
                "method": mention.method,
            },
        )
    for role in reading.roles:
        yield (
            "actor_roles",
            {
                "document_id": document.document_id,
                "char_start": role.span.start,
                "char_end": role.span.end,
                "actor_id": role.actor.actor_id,
                "of_actor_id": role.of_actor.actor_id,
                "title": role.title,
            },
        )


def _statement_rows(document: Document, statement: Statement) -> Iterator[tuple[str, Row]]:
    statement_id = _statement_id(document, statement)
    parts = {
        "content": statement.content,
        "cue": (statement.cue,) if statement.cue else (),
        "speaker": (statement.speaker,) if statement.speaker else (),
    }
    words = {part: " … ".join(span.of(document.text) for span in spans) or None for part, spans in parts.items()}
    yield (
        "statements",
        {
            "statement_id": statement_id,
            "document_id": document.document_id,
            "kind": statement.kind,
            "speaker_id": _id(statement.actor),
            "on_behalf_of_id": _id(statement.on_behalf_of),
            "speaker_text": words["speaker"],
            "cue": words["cue"],
            "text": words["content"],
            "said_on": statement.said_on,
            "method": statement.method,
            "confidence": statement.confidence,
        },
    )
    for part, spans in parts.items():
        for ordinal, span in enumerate(spans):
            place = _place(document, span)
            del place["document_id"]
            yield "statement_spans", {"statement_id": statement_id, "part": part, "ordinal": ordinal, **place}


def _demand_rows(reading: Reading, demand: Demand) -> Iterator[tuple[str, Row]]:
    document = reading.document
    demand_id = _demand_id(document, demand)
    yield (
        "demands",
        {
            "demand_id": demand_id,
            "text": demand.mentions[0].of(document.text),
            "form": demand.form,
            "direction": demand.direction,
            "plover_code": _plover_code("forms", demand.form),
            "topic": topic(demand.mentions[0].of(document.text)),
            **_first_said(reading, demand.mentions[0]),
        },
    )
    for role, actors in (("demander", demand.demanders), ("target", demand.targets)):
        for actor in dict.fromkeys(actors):
            yield "demand_parties", {"demand_id": demand_id, "actor_id": actor.actor_id, "role": role}
    for span in demand.mentions:
        yield (
            "demand_mentions",
            {
                "demand_mention_id": _unit_id("dmn", document, span, *_ids(demand.demanders)),
                "demand_id": demand_id,
                **_place(document, span),
                "statement_id": _statement_at(reading, span),
                "method": demand.method,
                "confidence": demand.confidence,
            },
        )


def _response_rows(reading: Reading, response: Response) -> Iterator[tuple[str, Row]]:
    document, told_apart = reading.document, (response.responder.actor_id, response.stance)
    response_id = _unit_id("res", document, response.mentions[0], *told_apart)
    yield (
        "responses",
        {
            "response_id": response_id,
            "responder_id": response.responder.actor_id,
            "stance": response.stance,
            "text": response.mentions[0].of(document.text),
            "plover_code": _plover_code("stances", response.stance),
            **_first_said(reading, response.mentions[0]),
            "method": response.method,
            "confidence": response.confidence,
        },
    )
    for span in response.mentions:
        yield (
            "response_mentions",
            {
                "response_mention_id": _unit_id("rmn", document, span, *told_apart),
                "response_id": response_id,
                **_place(document, span),
                "statement_id": _statement_at(reading, span),
            },
        )
    for link in response.links:
        yield (
            "response_links",
            {
                "response_id": response_id,
                "demand_id": _demand_id(document, reading.demands[link.demand]),
                "method": link.method,
                "confidence": link.confidence,
            },
        )


def _actors(reading: Reading) -> Iterator[Actor]:
    """Every actor that a row of the reading points at."""
    document = reading.document
    names = [document.publisher, *document.sources] if document.publisher else list(document.sources)
    yield from (gazetteer().outlet(name) for name in names if name)
    found = [mention.actor for mention in reading.mentions]
    found += [actor for role in reading.roles for actor in (role.actor, role.of_actor)]
    found += [actor for statement in reading.statements for actor in (statement.actor, statement.on_behalf_of)]
    found += [actor for demand in reading.demands for actor in (*demand.demanders, *demand.targets)]
    found += [response.responder for response in reading.responses]
    yield from (actor for actor in found if actor)


def _with_parents(actors: Iterable[Actor]) -> list[Actor]:
    """Each actor once, with all that it is a part of; what tells an actor's kind wins."""
    kept: dict[str, Actor] = {}
    waiting = sorted(set(map(_told, actors)))
    while waiting:
        _, _, actor = waiting.pop(0)
        if actor.actor_id in kept:
            continue
        kept[actor.actor_id] = actor
        parent = gazetteer().actor(actor.parent_id) if actor.parent_id else None
        if parent:
            waiting.append(_told(parent))
    return [kept[actor_id] for actor_id in sorted(kept)]


def _told(actor: Actor) -> tuple[bool, str, Actor]:
    return actor.kind == "unknown", actor.name, actor


def _actor_row(actor: Actor) -> Row:
    return {
        "actor_id": actor.actor_id,
        "name": actor.name,
        "kind": actor.kind,
        "iso3": actor.iso3,
        "wikidata_id": actor.wikidata_id,
        "parent_id": actor.parent_id,
        "description": actor.description,
    }


def _name_rows(actor: Actor) -> Iterator[Row]:
    names = {actor.name: "name"} | gazetteer().names(actor.actor_id)
    return ({"actor_id": actor.actor_id, "name": name, "kind": kind} for name, kind in names.items())


def _first_said(reading: Reading, span: Span) -> Row:
    statement = _statement_covering(reading, span)
    said_on = statement.said_on if statement else None
    return {
        "first_document_id": reading.document.document_id,
        "first_said_on": said_on or reading.document.published_on,
    }


def _statement_at(reading: Reading, span: Span) -> str | None:
    statement = _statement_covering(reading, span)
    return _statement_id(reading.document, statement) if statement else None


def _statement_covering(reading: Reading, span: Span) -> Statement | None:
    """The shortest statement that holds `span`: the innermost, where statements report statements."""
    covering = [
        (content.end - content.start, place)
        for place, statement in enumerate(reading.statements)
        for content in statement.content
        if content.covers(span)
    ]
    return reading.statements[min(covering)[1]] if covering else None


def _place(document: Document, span: Span) -> Row:
    return {
        "document_id": document.document_id,
        "char_start": span.start,
        "char_end": span.end,
        "text": span.of(document.text),
    }


def _unit_id(prefix: str, document: Document, span: Span, *told_apart: str) -> str:
    return content_id(prefix, document.document_id, str(span.start), str(span.end), *told_apart)


def _statement_id(document: Document, statement: Statement) -> str:
    more = (str(offset) for span in statement.content[1:] for offset in span)
    return _unit_id("sta", document, statement.content[0], *more)


def _demand_id(document: Document, demand: Demand) -> str:
    return _unit_id("dem", document, demand.mentions[0], *_ids(demand.demanders))


def _ids(actors: Iterable[Actor]) -> list[str]:
    return sorted(actor.actor_id for actor in actors)


def _id(actor: Actor | None) -> str | None:
    return actor.actor_id if actor else None


def _plover_code(name: str, code: str) -> str:
    return next(row["plover_code"] for row in codelist(name) if row["code"] == code)
