"""Where a text names a party: the annotations tell who demands, not in which words, so any such place is right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from slugify import slugify
from spacy.tokens import Doc

from demarches.transforms.naming.mentions import mentions
from demarches.transforms.units import Actor, Mention, Span
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

    def level(self, party: str) -> str | None:
        """Whether `party` is an official named here, or whom one speaks for; None where that cannot be told."""
        officials = [each for each in self.mentions if each.actor and each.party and each.actor != each.party]
        if any(_is(each.actor, party) for each in officials):
            return "self"
        return "party" if any(_is(each.party, party) for each in officials) else None

    def is_issuer(self, party: str) -> bool:
        """Whether `party` publishes the text as its own: "we" is its word there."""
        return any(each.method == "publisher" and _means(each, party) for each in self.mentions)


def named(row: Row, doc: Doc) -> Named:
    """A text with its mentions, from its parse."""
    return Named(row["text"], mentions(doc, document_of(row)))


def _means(mention: Mention, party: str) -> bool:
    return any(_is(each, party) for each in (mention.actor, mention.party))


def _is(actor: Actor | None, name: str) -> bool:
    return actor is not None and _folded(actor.name) == _folded(name)


@cache
def _folded(name: str) -> str:
    """A name as scores compare it: without case, accents and article."""
    return str(slugify(name)).removeprefix("the-")
