"""The folder of raw text to documents: what a run reads, what it sets aside, and what it remarks on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from demarches.flows import storage
from demarches.flows.provenance import Input
from demarches.flows.raw import Notice, Quarantined, Remark, raw_files, require_raw
from demarches.transforms.errors import BadInput, DemarchesError
from demarches.transforms.texts import documents as raw_documents
from demarches.transforms.texts.documents import WHOLE, RawFile
from demarches.transforms.texts.sidecars import SUFFIX
from demarches.transforms.units import Document

UTF8 = ("utf-8", "utf-8-sig")


@dataclass(frozen=True)
class Delivery:
    """What a run found in the folder of raw text."""

    documents: Sequence[Document]
    inputs: Sequence[Input]
    quarantined: Sequence[Notice]
    remarks: Sequence[Notice] = ()


def receive(raw: Path) -> Delivery:
    """Documents in the folder of raw text, the files that they came from, and what there is to say of these.

    Raises:
        DemarchesError: There is no folder, nothing in it, or nothing that can be read.
    """
    require_raw(raw)
    found: list[Document | Notice] = []
    inputs: list[Input] = []
    for item in raw_files(raw):
        read = [item] if isinstance(item, Notice) else list(_read(item))
        found += read
        if isinstance(item, RawFile) and any(isinstance(one, Document) for one in read):
            inputs += _inputs(item, raw)
    documents = [one for one in found if isinstance(one, Document)]
    notices = [one for one in found if isinstance(one, Notice)]
    quarantined = [notice for notice in notices if isinstance(notice, Quarantined)]
    if not documents:
        raise DemarchesError(f"{raw}: none of its files can be read; {aside(quarantined)}")
    kept = raw_documents.unique(documents)
    remarks = [notice for notice in notices if isinstance(notice, Remark)]
    return Delivery(kept, inputs, quarantined, [*remarks, *_repeated(documents, kept)])


def aside(quarantined: Sequence[Notice]) -> str:
    """What was set aside, in a line: the first, and how many there are."""
    more = f" ({len(quarantined)} set aside in all)" if len(quarantined) > 1 else ""
    return f"{quarantined[0]}{more}"


def _read(item: RawFile) -> Iterator[Document | Notice]:
    try:
        documents = raw_documents.read(item)
    except BadInput as bad:
        yield Quarantined.of(bad)
        return
    encoding = raw_documents.decode(item).encoding
    if encoding not in UTF8:
        yield Remark(item.path, WHOLE, f"it is not UTF-8, and was read as {encoding}", "save it as UTF-8")
    for document in documents:
        try:
            raw_documents.require_readable(document, item.sidecar)
            yield document
        except BadInput as bad:
            yield Quarantined.of(bad)


def _repeated(documents: Iterable[Document], kept: Iterable[Document]) -> Iterator[Remark]:
    firsts = {document.document_id: document for document in kept}
    for document in documents:
        first = firsts[document.document_id]
        if (first.raw_path, first.ordinal) != (document.raw_path, document.ordinal):
            place, other = f"article {document.ordinal + 1}", f"article {first.ordinal + 1} of {first.raw_path}"
            yield Remark(document.raw_path, place, f"it is the same text as {other}", "take one of the two away")


def _inputs(item: RawFile, raw: Path) -> list[Input]:
    """A raw file, and its sidecar where it has one."""
    sidecar = item.path + SUFFIX
    found = [Input(item.path, sha256(item.data).hexdigest(), encoding=raw_documents.decode(item).encoding)]
    if (raw / sidecar).is_file():
        found.append(Input(sidecar, storage.sha256(raw / sidecar), "sidecar"))
    return found
