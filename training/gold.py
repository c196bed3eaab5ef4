"""Annotated texts as the gold files hold them, and which of them training leaves aside."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

from demarches.transforms.units import Document

Row = dict[str, Any]
HELD_OUT = 10  # every nth text


def rows_of(path: Path) -> list[Row]:
    """Read annotated texts, a JSON object a line, gzipped or not."""
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line) for line in text.decode().split("\n") if line.strip()]


def is_held_out(row: Row) -> bool:
    """Whether a text is one of those that training leaves to calibration; by its id, so that order does not matter.

    Texts of one affair, which share a `group`, are left out or not together.

    >>> [number for number in range(30) if is_held_out({"doc_id": str(number)})]
    [18]
    """
    return int(hashlib.sha256((row.get("group") or row["doc_id"]).encode()).hexdigest(), 16) % HELD_OUT == 0


def document_of(row: Row) -> Document:
    """The document that a row annotates, as the stages of the pipeline take it."""
    day = row.get("published_on")
    return Document(
        row["doc_id"],
        row["text"],
        title=row.get("title") or None,
        publisher=row.get("publisher") or None,
        published_on=date.fromisoformat(day[:10]) if day else None,
    )
