"""Documents to tables: each stage in turn, one document at a time."""

from __future__ import annotations

from collections.abc import Sequence

from demarches.datapackage.schemas import Tables
from demarches.transforms.assembly import tables
from demarches.transforms.demands import demands
from demarches.transforms.identities import Identities
from demarches.transforms.parties import Scene
from demarches.transforms.responses import responses
from demarches.transforms.statements import said_on, statements
from demarches.transforms.tagger import reader
from demarches.transforms.terms import with_terms
from demarches.transforms.units import Document, Reading


def read(documents: Sequence[Document]) -> Tables:
    """Conforming tables of all that `documents` say; nothing is linked across them yet."""
    return tables([read_document(document) for document in documents])


def read_document(document: Document) -> Reading:
    """All that one document says."""
    tagged = reader().read(document.text, headline(document))
    who = Identities(tagged.doc, document)
    scene = Scene(tagged, who.mentions)
    said = statements(tagged, document, who.mentions)
    put = demands(scene)
    demanded = with_terms(tagged.doc, put, [said_on(each.mentions[0], said, document) for each in put])
    return Reading(
        document,
        who.mentions,
        tuple(who.roles),
        said,
        demanded,
        responses(scene, demanded),
    )


def headline(document: Document) -> str:
    """What stands above a text and is not in it: who published it, and its title.

    >>> headline(Document("", "We urge Russia to withdraw.", title="On Ukraine", publisher="White House"))
    'White House: On Ukraine'
    """
    title = document.title or ""
    if not title or document.text.lstrip().startswith(title[:25].rstrip()):
        return ""
    return f"{document.publisher}: {title}" if document.publisher else title
