"""What each document gave, kept from run to run: a run reads only what is new, and without it takes longer, no more.

An entry is named after all that it depends on: the document's text and what is known of it, all code and data that read
it, and the installed packages. Where a document stands in the raw text is left out and put in anew.
"""

from __future__ import annotations

import io
import json
import os
import sys
from dataclasses import asdict, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from demarches.datapackage.schemas import Tables
from demarches.flows import storage
from demarches.flows.provenance import contents
from demarches.transforms.reading import read
from demarches.transforms.units import Document

PLACE: dict[str, Any] = {"raw_path": "", "raw_sha256": "", "ordinal": 0, "char_start": 0, "char_end": 0}
READERS = ("demarches.datapackage", "demarches.transforms")
CHECKSUM_LENGTH = sha256().digest_size


class Cache:
    """A folder of entries, one a document; those that other code made are of no more use and taken away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / reader_digest()
        if not self.folder.is_dir():
            storage.remove(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        for unfinished in self.folder.glob("*.partial"):
            storage.remove(unfinished)

    def read(self, document: Document) -> tuple[Tables, bool]:
        """Tables of what `document` says, and whether they were there already."""
        content = replace(document, **PLACE)
        entry = self.folder / f"{_digest(asdict(content))}.arrow"
        found = load(entry)
        tables = found or read([content])
        if not found:
            save(tables, entry)
        placed = tables["documents"].assign(**{column: getattr(document, column) for column in PLACE})
        return {**tables, "documents": placed}, found is not None


def load(entry: Path) -> Tables | None:
    """Tables of an entry; None where there is none, or where it is not what was written."""
    try:
        data = entry.read_bytes()
    except FileNotFoundError:
        return None
    checksum, written = data[:CHECKSUM_LENGTH], data[CHECKSUM_LENGTH:]
    return _tables(written) if sha256(written).digest() == checksum else None


def save(tables: Tables, entry: Path) -> None:
    """Write an entry aside and rename it; its checksum, not the disk, vouches for it after a crash."""
    written = _bytes(tables)
    aside = entry.with_suffix(f".{os.getpid()}.partial")
    aside.write_bytes(sha256(written).digest() + written)
    aside.replace(entry)


@cache
def reader_digest() -> str:
    """One checksum of all that reads a document: code, vocabularies, models, and the packages that are installed."""
    files = {package: [(path, sha256(data).hexdigest()) for path, data in contents(package)] for package in READERS}
    installed = sorted((found.name, found.version) for found in distributions())
    return _digest({"files": files, "installed": installed, "python": sys.version})


def _digest(content: Any) -> str:
    return sha256(json.dumps(content, default=str).encode()).hexdigest()[:32]


def _bytes(tables: Tables) -> bytes:
    """Tables one after another, each an Arrow stream with the table's name in its metadata."""
    sink = io.BytesIO()
    for name, rows in tables.items():
        table = pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata({"table": name})
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
    return sink.getvalue()


def _tables(written: bytes) -> Tables:
    source, tables = io.BytesIO(written), {}
    while source.tell() < len(written):
        with pa.ipc.open_stream(source) as stream:
            table = stream.read_all()
        name = table.schema.metadata[b"table"].decode()
        tables[name] = table.replace_schema_metadata(None).to_pandas(types_mapper=pd.ArrowDtype)
    return tables
