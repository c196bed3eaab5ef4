"""Stand-off annotations of any texts, without a release."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from demarches.transforms.errors import BadInput
from demarches.transforms.ids import content_id
from demarches.transforms.linking.linking import link
from demarches.transforms.reading import read
from demarches.transforms.scoring.standoff import standoff
from demarches.transforms.texts.documents import articles, unique
from demarches.transforms.texts.languages import ENGLISH
from demarches.transforms.units import Document

Line = Mapping[str, Any]


def annotate(path: Path) -> Iterator[dict[str, Any]]:
    """Annotate each line of a JSON Lines file, in order, as one raw file of its own.

    A line has `doc_id` and `text`, and may have `title`, `published_on` and `publisher`, or `documents` with their
    offsets, which are then taken as given.

    Raises:
        BadInput: A line is no such JSON.
    """
    for line in lines(path):
        tables = link(read(unique(_documents(line))))
        yield {"doc_id": line["doc_id"], **standoff(tables)}


def lines(path: Path) -> Iterator[Line]:
    """Lines of a JSON Lines file of texts or annotations; one whose name ends in .gz is unpacked.

    Raises:
        BadInput: A line is no JSON object with `doc_id`.
    """
    opening = gzip.open if path.suffix == ".gz" else open
    with opening(path, "rt", encoding="utf-8") as opened:
        for number, line in enumerate(opened, start=1):
            if line.strip():
                yield _line(line, str(path), f"line {number}")


def _line(line: str, path: str, place: str) -> Line:
    try:
        loaded = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(path, place, f"it is no JSON ({error})", "write one JSON object a line") from error
    if not isinstance(loaded, dict) or not isinstance(loaded.get("doc_id"), str):
        raise BadInput(path, place, "it has no 'doc_id'", 'write {"doc_id": "...", "text": "..."}')
    return loaded


def _documents(line: Line) -> list[Document]:
    if "documents" not in line:
        return [_told(document, line) for document in articles(line["text"])]
    return [_given(ordinal, about, line["text"]) for ordinal, about in enumerate(line["documents"])]


def _given(ordinal: int, about: Line, text: str) -> Document:
    words = text[about["char_start"] : about["char_end"]]
    place = {"ordinal": ordinal, "char_start": about["char_start"], "char_end": about["char_end"]}
    return _told(Document(content_id("doc", words), words, **place), about)


def _told(document: Document, about: Line) -> Document:
    published_on = about.get("published_on")
    return replace(
        document,
        title=about.get("title") or document.title,
        publisher=about.get("publisher") or document.publisher,
        published_on=date.fromisoformat(published_on[:10]) if published_on else document.published_on,
        language=ENGLISH,
    )
