"""Small tables made by hand: what a few documents would give."""

from __future__ import annotations

from datetime import date
from typing import Any

from demarches.datapackage.schemas import Tables, frame, table_names
from demarches.transforms.ids import content_id

NAMES = {"russia": "Russia", "nato": "NATO", "united-states": "United States"}


def document(name: str, text: str, day: int) -> dict[str, Any]:
    """A row of `documents`, published on a day of January 2022."""
    return {
        "document_id": content_id("doc", name),
        "raw_path": f"{name}.txt",
        "raw_sha256": "0" * 64,
        "ordinal": 0,
        "char_start": 0,
        "char_end": len(text),
        "title": name,
        "published_on": date(2022, 1, day),
        "publisher_id": None,
        "url": None,
        "language": "en",
        "licence": "CC-BY-4.0",
        "text_sha256": "0" * 64,
    }


class Affair:
    """Documents, demands and answers, added one by one."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in table_names()}
        for actor_id, name in NAMES.items():
            unknown = dict.fromkeys(("iso3", "cow_code", "wikidata_id", "parent_id", "description"))
            self.rows["actors"].append({"actor_id": actor_id, "name": name, "kind": "state", **unknown})

    def tell(self, name: str, text: str, day: int) -> Affair:
        """Add a document; what is added next stands in it."""
        self.document, self.text = document(name, text, day), text
        self.rows["documents"].append(self.document)
        self.rows["texts"].append({"document_id": self.document["document_id"], "text": text})
        return self

    def demand(self, words: str, demander: str, target: str) -> str:
        """Add a demand that the document states in `words`; give its id."""
        place = self._place(words)
        demand_id = content_id("dem", *map(str, place.values()))
        codes = {"form": "demand", "direction": "do", "plover_code": "REQUEST", "topic": "security"}
        terms = {"withdrawn": False, "deadline": None, "consequence": None}
        self.rows["demands"].append({"demand_id": demand_id, "text": words, **codes, **terms, **self._first()})
        made = {"demand_mention_id": content_id("dmn", demand_id), "method": "test", "confidence": None}
        self.rows["demand_mentions"].append({"demand_id": demand_id, "statement_id": None, **place, **made})
        for role, actor_id in (("demander", demander), ("target", target)):
            self.rows["demand_parties"].append({"demand_id": demand_id, "actor_id": actor_id, "role": role})
        return demand_id

    def term(self, demand_id: str, kind: str, words: str, day: date | None = None) -> str:
        """Add what the document says of a demand in `words`; give its id."""
        place = self._place(words)
        term_id = content_id("dtm", demand_id, kind, *map(str, place.values()))
        told = {"demand_term_id": term_id, "demand_id": demand_id, "kind": kind, "date": day, "method": "test"}
        self.rows["demand_terms"].append({**told, **place})
        return term_id

    def answer(self, words: str, responder: str, stance: str = "reject", to: str | None = None) -> str:
        """Add an answer that the document tells in `words`; give its id."""
        place = self._place(words)
        response_id = content_id("res", *map(str, place.values()))
        made = {"plover_code": "REJECT", "method": "test", "confidence": None}
        told = {"responder_id": responder, "stance": stance, "text": words}
        self.rows["responses"].append({"response_id": response_id, **told, **self._first(), **made})
        mention = {"response_mention_id": content_id("rmn", response_id), "statement_id": None}
        self.rows["response_mentions"].append({"response_id": response_id, **mention, **place})
        if to:
            link = {"demand_id": to, "method": "test", "confidence": None}
            self.rows["response_links"].append({"response_id": response_id, **link})
        return response_id

    def tables(self) -> Tables:
        """All rows so far as typed tables."""
        return {name: frame(name, rows) for name, rows in self.rows.items()}

    def _place(self, words: str) -> dict[str, Any]:
        start = self.text.index(words)
        span = {"char_start": start, "char_end": start + len(words)}
        return {"document_id": self.document["document_id"], **span, "text": words}

    def _first(self) -> dict[str, Any]:
        return {"first_document_id": self.document["document_id"], "first_said_on": self.document["published_on"]}
