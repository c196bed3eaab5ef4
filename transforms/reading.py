"""Documents to tables: each stage in turn, one document at a time."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from demarches.datapackage.schemas import Tables
from demarches.transforms.assembly import tables
from demarches.transforms.demands import demands
from demarches.transforms.mentions import mentions, roles
from demarches.transforms.responses import responses
from demarches.transforms.sentences import parse
from demarches.transforms.statements import statements
from demarches.transforms.units import Document, Reading


def read(documents: Sequence[Document]) -> Tables:
    """Conforming tables of all that `documents` say; nothing is linked across them yet."""
    parsed = parse(document.text for document in documents)
    return tables([read_document(document, doc) for document, doc in zip(documents, parsed, strict=True)])


def read_document(document: Document, doc: Doc) -> Reading:
    """All that one document says, from its parsed text."""
    named = mentions(doc, document)
    said = statements(doc, document, named)
    demanded = demands(doc, document, named, said)
    answered = responses(doc, document, named, said, demanded)
    return Reading(document, named, roles(doc, document), said, demanded, answered)
