"""What was found in a document to rows of the tables, each with an id that depends on its content alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from demarches.datapackage.vocabularies import codelist
from demarches.transforms.gazetteer.actors import gazetteer
from demarches.transforms.ids import content_id
from demarches.transforms.speech.statements import covering, said_on
from demarches.transforms.tables.topics import topic
from demarches.transforms.terms.terms import METHOD, summary
from demarches.transforms.units import Actor, Demand, Document, Mention, Reading, Response, Span, Statement, Term

Row = dict[str, Any]


def records(reading: Reading) -> Iterator[tuple[str, Row]]:
    """Rows of what one document says, each with the name of its table."""
    yield from _document_rows(reading.document)
    yield from _mention_rows(reading)
    for statement in reading.statements:
        yield from _statement_rows(reading.document, statement)
    for demand in reading.demands:
        yield from _demand_rows(reading, demand)
    for response in reading.responses:
        yield from _response_rows(reading, response)


def actor_record(actor: Actor) -> Row:
    """The row of an actor."""
    return {
        "actor_id": actor.actor_id,
        "name": actor.name,
        "kind": actor.kind,
        "iso3": actor.iso3,
        "cow_code": actor.cow_code,
        "wikidata_id": actor.wikidata_id,
        # A parent that only the text knows may stand in another document, and this row must not depend on that.
        "parent_id": actor.parent_id if gazetteer().actor(actor.parent_id or "") else None,
        "description": actor.description,
    }


def name_records(actor_id: str, name: str) -> list[Row]:
    """Rows of all that an actor is called."""
    names = {name: "name"} | gazetteer().names(actor_id)
    return [{"actor_id": actor_id, "name": name, "kind": kind} for name, kind in names.items()]


def telling(reading: Reading) -> list[Mention]:
    """Mentions less those of groups without a name that are party to nothing: "countries", "partners"."""
    acting = {actor.actor_id for actor in parties(reading)}

    def tells(actor: Actor | None) -> bool:
        if actor is None or actor.kind != "group" or actor.actor_id in acting:
            return True
        return gazetteer().actor(actor.actor_id) is not None

    return [mention for mention in reading.mentions if tells(mention.actor)]


def parties(reading: Reading) -> Iterator[Actor]:
    """Those who speak, demand, are asked or answer."""
    for statement in reading.statements:
        yield from (actor for actor in (statement.actor, statement.on_behalf_of) if actor)
    for demand in reading.demands:
        yield from (*demand.demanders, *demand.targets)
    yield from (response.responder for response in reading.responses)


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
    for mention in telling(reading):
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
            **summary([_term_row(document, demand_id, term) for term in demand.terms]),
            **_first_said(reading, demand.mentions[0]),
        },
    )
    for role, actors in (("demander", demand.demanders), ("target", demand.targets)):
        for actor in dict.fromkeys(actors):
            yield "demand_parties", {"demand_id": demand_id, "actor_id": actor.actor_id, "role": role}
    for term in demand.terms:
        yield "demand_terms", _term_row(document, demand_id, term)
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


def _term_row(document: Document, demand_id: str, term: Term) -> Row:
    return {
        "demand_term_id": _unit_id("dtm", document, term.span, term.kind, demand_id),
        "demand_id": demand_id,
        **_place(document, term.span),
        "kind": term.kind,
        "date": term.day,
        "method": METHOD,
    }


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


def _first_said(reading: Reading, span: Span) -> Row:
    return {
        "first_document_id": reading.document.document_id,
        "first_said_on": said_on(span, reading.statements, reading.document),
    }


def _statement_at(reading: Reading, span: Span) -> str | None:
    statement = covering(span, reading.statements)
    return _statement_id(reading.document, statement) if statement else None


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
