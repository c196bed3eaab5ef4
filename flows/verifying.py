"""Whether a release is what its raw text says: every checksum holds, every span slices to its words."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from demarches.datapackage.schemas import Tables
from demarches.flows import storage
from demarches.flows.archives import CHECKSUMS, read_checksums
from demarches.flows.gates import Gate
from demarches.flows.receiving import receive
from demarches.flows.tables import read_tables
from demarches.transforms.errors import DemarchesError
from demarches.transforms.tables.slicing import slices
from demarches.transforms.units import Document


def verify(release: Path, raw: Path) -> list[Gate]:
    """The checksums of a release, its documents against the raw text, and all of its spans.

    Raises:
        DemarchesError: It is no release, or there is no raw text.
    """
    if not (release / CHECKSUMS).is_file():
        raise DemarchesError(f"{release}: it is no release: there is no {CHECKSUMS} in it")
    tables = read_tables(release)
    delivered = {document.document_id: document for document in receive(raw).documents}
    return [checksum_gate(release), document_gate(tables, delivered), span_gate(tables, delivered.values())]


def checksum_gate(release: Path) -> Gate:
    """Every file has the bytes that it had, and none was added or lost."""
    expected = read_checksums(release)
    found = {path.relative_to(release).as_posix() for path in storage.files_below(release)} - {CHECKSUMS}
    failures = [f"{name}: it is not in {CHECKSUMS}" for name in sorted(found - set(expected))]
    failures += [f"{name}: it is missing" for name in sorted(set(expected) - found)]
    failures += [
        f"{name}: its bytes are not those of its checksum"
        for name in sorted(found & set(expected))
        if storage.sha256(release / name) != expected[name]
    ]
    return Gate("checksums", "SHA-256", len(expected), failures)


def document_gate(tables: Tables, delivered: dict[str, Document]) -> Gate:
    """Every document is in the raw text, with the text whose checksum it has."""
    rows = tables["documents"][["document_id", "raw_path", "text_sha256"]]
    failures = [
        f"{document_id}: it is not in {raw_path} as it is now"
        for document_id, raw_path, checksum in rows.itertuples(index=False)
        if document_id not in delivered or _checksum(delivered[document_id]) != checksum
    ]
    return Gate("documents", "demarches", len(rows), failures)


def span_gate(tables: Tables, delivered: Iterable[Document]) -> Gate:
    """Every span slices to its words; words that are cut short are its beginning."""
    texts = {document.document_id: document.text for document in delivered}
    found = slices(tables, texts, released=True)
    failures = [str(check) for check in found if check.failures]
    return Gate("spans", "demarches", sum(check.rows for check in found), failures, found)


def _checksum(document: Document) -> str:
    return sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
