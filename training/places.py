"""Where a text names a party: the annotations tell who demands, not in which words, so any such place is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from slugify import slugify

from demarches.transforms.mentions import mentions
from demarches.transforms.sentences import parse
from demarches.transforms.units import Mention, Span
from training.gold import Row, document_of


@dataclass(frozen=True)
class Named:
    """A text with the mentions of actors that the pipeline finds in it."""

    text: str
    mentions: tuple[Mention, ...]

    def places(self, party: str) -> list[Span]:
        """The places that name `party`, one of its people or organs, or hold its very name.

        >>> Named("The Pentagon refused. The pentagon is a shape.", ()).places("Pentagon")
        [Span(start=4, end=12), Span(start=26, end=34)]
        """
        found = {each.span for each in self.mentions if _means(each, party)}
        written = re.finditer(rf"(?<!\w){re.escape(party)}(?!\w)", self.text, re.IGNORECASE)
        return sorted(found | {Span(*match.span()) for match in written})

    def is_issuer(self, party: str) -> bool:
        """Whether `party` publishes the text as its own: "we" is its word there."""
        return any(each.method == "publisher" and _means(each, party) for each in self.mentions)


def named(rows: Iterable[Row]) -> Iterator[Named]:
    """Each text with its mentions, in order."""
    rows = list(rows)
    for row, doc in zip(rows, parse(row["text"] for row in rows), strict=True):
        yield Named(row["text"], mentions(doc, document_of(row)))


def _means(mention: Mention, party: str) -> bool:
    return any(each and _folded(each.name) == _folded(party) for each in (mention.actor, mention.party))


def _folded(name: str) -> str:
    """A name as scores compare it: without case, accents and article."""
    return str(slugify(name)).removeprefix("the-")
