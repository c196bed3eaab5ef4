"""Documents to tables: each stage in turn, one document at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from demarches.datapackage.schemas import Tables
from demarches.transforms.exchanges.demands import demands
from demarches.transforms.exchanges.links import Ledger
from demarches.transforms.exchanges.references import referred
from demarches.transforms.exchanges.responses import responses
from demarches.transforms.exchanges.scene import Scene
from demarches.transforms.naming.identities import Identities
from demarches.transforms.parsing.sentences import clauses
from demarches.transforms.parsing.tagger import Tagged, reader
from demarches.transforms.speech.statements import said_on, statements
from demarches.transforms.tables.assembly import tables
from demarches.transforms.terms.terms import with_terms
from demarches.transforms.units import Document, Reading


def read(documents: Sequence[Document]) -> Tables:
    """Conforming tables of all that `documents` say; nothing is linked across them yet."""
    return tables(list(readings(documents)))


def readings(documents: Sequence[Document]) -> Iterator[Reading]:
    """All that each document says, in their order."""
    tagged = [reader().read(document.text, headline(document)) for document in documents]
    for document, tags, doc in zip(documents, tagged, clauses(tagged), strict=True):
        yield _reading(document, tags, doc)


def _reading(document: Document, tagged: Tagged, doc: Doc) -> Reading:
    """All that one document says, from its text as the reader tagged it and its parsed sentences."""
    who = Identities(doc, document)
    named = who.mentions
    said = statements(doc, tagged, document, named)
    scene = Scene(doc, named, said, who.issuer)
    put = demands(scene, tagged)
    demanded = with_terms(doc, put, [said_on(each.mentions[0], said, document) for each in put])
    ledger = Ledger(scene, tagged, demanded)
    return Reading(document, named, tuple(who.roles), said, referred(ledger), responses(ledger))


def headline(document: Document) -> str:
    """What stands above a text and is not in it: who published it, and its title.

    >>> headline(Document("", "We urge Russia to withdraw.", title="On Ukraine", publisher="White House"))
    'White House: On Ukraine'
    """
    title = document.title or ""
    if not title or document.text.lstrip().startswith(title[:25].rstrip()):
        return ""
    return f"{document.publisher}: {title}" if document.publisher else title
