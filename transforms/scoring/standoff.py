"""Tables back to stand-off annotations: offsets into the text that was given, as scorers and annotators read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from demarches.datapackage.schemas import Tables, rows

Unit = dict[str, Any]


def standoff(tables: Tables) -> dict[str, list[Unit]]:
    """Statements, demands and responses of the documents of one raw file, with offsets into its decoded text.

    Spans are `[start, end]` in Unicode code points, the end exclusive; parties are canonical names.
    """
    places = _Places(tables)
    return {
        "statements": _statements(tables, places),
        "demands": _demands(tables, places),
        "responses": _responses(tables, places),
    }


class _Places:
    """Where documents begin in their raw text, and what actors are called."""

    def __init__(self, tables: Tables) -> None:
        self.starts = {row["document_id"]: row["char_start"] for row in rows(tables["documents"])}
        self.names = {row["actor_id"]: row["name"] for row in rows(tables["actors"])}

    def span(self, document_id: str, start: int, end: int) -> list[int]:
        offset = self.starts[document_id]
        return [offset + start, offset + end]

    def spans(self, mentions: pd.DataFrame, key: str) -> dict[str, list[list[int]]]:
        """Spans of each unit in the order of the text."""
        spans = defaultdict(list)
        for row in rows(mentions):
            spans[row[key]].append(self.span(row["document_id"], row["char_start"], row["char_end"]))
        return {unit_id: sorted(places) for unit_id, places in spans.items()}

    def name(self, actor_id: str | None) -> str | None:
        return self.names[actor_id] if actor_id else None


def _statements(tables: Tables, places: _Places) -> list[Unit]:
    spans = tables["statement_spans"].merge(
        tables["statements"][["statement_id", "document_id"]], on="statement_id", validate="many_to_one"
    )
    parts = {part: places.spans(part_rows, "statement_id") for part, part_rows in spans.groupby("part", observed=True)}
    return _in_order(
        {
            "id": row["statement_id"],
            "kind": row["kind"],
            "content": parts["content"][row["statement_id"]],
            "speaker": parts.get("speaker", {}).get(row["statement_id"], []),
            "cue": parts.get("cue", {}).get(row["statement_id"], []),
            "actor": places.name(row["speaker_id"]),
            "on_behalf_of": places.name(row["on_behalf_of_id"]),
            "confidence": row["confidence"],
        }
        for row in rows(tables["statements"])
    )


def _demands(tables: Tables, places: _Places) -> list[Unit]:
    mentions = places.spans(tables["demand_mentions"], "demand_id")
    kinds = tables["demand_terms"].groupby("kind")
    by_kind = {kind: places.spans(of_kind, "demand_id") for kind, of_kind in kinds}
    confidences = {row["demand_id"]: row["confidence"] for row in rows(tables["demand_mentions"])}
    parties = {
        role: _grouped(of_role, "demand_id", "actor_id") for role, of_role in tables["demand_parties"].groupby("role")
    }
    return _in_order(
        {
            "id": row["demand_id"],
            "mentions": mentions[row["demand_id"]],
            "demanders": [places.name(actor) for actor in parties.get("demander", {}).get(row["demand_id"], ())],
            "targets": [places.name(actor) for actor in parties.get("target", {}).get(row["demand_id"], ())],
            "form": row["form"],
            "direction": row["direction"],
            "withdrawn": row["withdrawn"],
            "deadline": row["deadline"].isoformat() if row["deadline"] else None,
            "consequence": row["consequence"],
            "terms": {kind: spans[row["demand_id"]] for kind, spans in by_kind.items() if row["demand_id"] in spans},
            "confidence": confidences[row["demand_id"]],
        }
        for row in rows(tables["demands"])
    )


def _responses(tables: Tables, places: _Places) -> list[Unit]:
    mentions = places.spans(tables["response_mentions"], "response_id")
    links = _grouped(tables["response_links"], "response_id", "demand_id")
    return _in_order(
        {
            "id": row["response_id"],
            "mentions": mentions[row["response_id"]],
            "responder": places.name(row["responder_id"]),
            "stance": row["stance"],
            "demands": links.get(row["response_id"], []),
            "confidence": row["confidence"],
        }
        for row in rows(tables["responses"])
    )


def _grouped(links: pd.DataFrame, key: str, value: str) -> dict[str, list[str]]:
    grouped = defaultdict(list)
    for row in rows(links):
        grouped[row[key]].append(row[value])
    return dict(grouped)


def _in_order(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: (*unit.get("content", ()), *unit.get("mentions", ()), [], unit["id"]))
