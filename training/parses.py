"""What spaCy's parser takes each word for: the reader learns grammar from it, so that reading needs no parser."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Token

from demarches.transforms.parsing.grammar import BEGINS, NAMES, PARTS
from demarches.transforms.parsing.pieces import Ints

UNKNOWN = -1
# Names that spaCy tells apart and the reader need not.
SORTS = {"PERSON": "PERSON", "ORG": "ORG", "NORP": "NORP", "GPE": "GPE", "LOC": "GPE", "FAC": "GPE"}


@dataclass(frozen=True)
class Parsed:
    """The tokens of a text: where they start, and [head, token] what they are, under the heads of `GRAMMAR`."""

    starts: Ints
    values: Ints

    def at(self, start: int) -> list[int]:
        """What a word is that starts at a character; the rest of a token neither begins a name nor a sentence."""
        number = int(np.searchsorted(self.starts, start, side="right")) - 1
        part, name, begins = self.values[:, max(number, 0)].tolist()
        if (number >= 0 and self.starts[number] == start) or part == UNKNOWN:
            return [part, name, begins]
        return [part, name + 1 if NAMES[name].startswith("B") else name, 0]


def parsed(doc: Doc) -> Parsed:
    """The grammar of a parsed text."""
    starts = np.array([token.idx for token in doc], dtype=np.int64)
    return Parsed(starts, np.array([_values(token) for token in doc], dtype=np.int64).reshape(-1, 3).T)


def _values(token: Token) -> tuple[int, int, int]:
    if token.pos_ not in PARTS:
        return UNKNOWN, UNKNOWN, UNKNOWN
    sort = SORTS.get(token.ent_type_)
    name = f"{token.ent_iob_}-{sort}" if sort else "O"
    return PARTS.index(token.pos_), NAMES.index(name), BEGINS.index("first" if token.is_sent_start else "in")
