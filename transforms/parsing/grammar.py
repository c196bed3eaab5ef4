"""Tokens, sentences and names of a text: what the reader takes each word for, as a spaCy document.

Parts of speech are those of Universal Dependencies; names are of the kinds PERSON, ORG, NORP (nationalities, religious
and political groups) and GPE (states and places of all kinds), each in the form B (its first word) and I (the rest).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, LENGTH, POS, SENT_START, SPACY
from spacy.lang.en import English
from spacy.symbols import IDS
from spacy.tokens import Doc, Span

from demarches.transforms.parsing.datelines import dateline

Ints = npt.NDArray[np.int64]

PARTS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
SORTS = ("PERSON", "ORG", "NORP", "GPE")
OUTSIDE = "O"
NAMES = (OUTSIDE, *(f"{place}-{sort}" for sort in SORTS for place in "BI"))
BEGINS = ("in", "first")  # of the words of a sentence
GRAMMAR = {"part": PARTS, "name": NAMES, "begins": BEGINS}
# Cut at the hyphen, "de-escalates" and "non-expansion" would be three words each.
PREFIXED = re.compile(r"(?:anti|co|counter|de|ex|mid|non|post|pre|pro|re)-[a-z]+", re.IGNORECASE)

BREAK = re.compile(r"\n")
UNKNOWN = -1

_PART_IDS = np.array([*(IDS[part] for part in PARTS), 0], dtype=np.uint64)  # the last for what is unknown


@cache
def language() -> English:
    """English without any model: its tokenizer."""
    pipeline = English()
    pipeline.tokenizer.token_match = PREFIXED.fullmatch
    return pipeline


def document(text: str, starts: Ints, values: Ints) -> Doc:
    r"""The document of a text whose words start at `starts`; `values` [head, word] are numbers under `GRAMMAR`.

    A sentence also begins after each line break and behind a dateline, so that neither runs into the first sentence.

    >>> parts = [[11, 15, 10, 15, 12], [1, 0, 0, 0, 0], [1, 0, 0, 0, 0]]
    >>> doc = document("Putin Speaks\n\nHe spoke.", np.array([0, 6, 14, 17, 22]), np.array(parts))
    >>> [sentence.text for sentence in doc.sents], doc.ents, doc[0].pos_
    (['Putin Speaks\n\n', 'He spoke.'], (Putin,), 'PROPN')
    """
    doc: Doc = language().tokenizer(text)
    if not len(doc):
        return doc
    ends = np.cumsum(doc.to_array([LENGTH, SPACY]).astype(np.int64).sum(axis=1))
    parts, names, firsts = _of_tokens(np.concatenate([[0], ends]), starts, values)
    filed = dateline(text)
    breaks = [*(match.start() for match in BREAK.finditer(text)), *([filed.span.end - 1] if filed else ())]
    broken = np.searchsorted(ends, breaks, side="right") + 1
    begins = firsts == BEGINS.index("first")
    begins[broken[broken < len(doc)]] = True
    begins &= ~doc.to_array(IS_SPACE).astype(bool)
    begins[0] = True
    columns = [_PART_IDS[parts], np.where(begins, 1, -1).astype(np.uint64)]
    doc.from_array([POS, SENT_START], np.stack(columns, axis=1))
    doc.set_ents([Span(doc, *place) for place in _names(names.tolist())])
    return doc


def _of_tokens(bounds: Ints, starts: Ints, values: Ints) -> Ints:
    """What each token is, by the first word in it; a token without one is unknown."""
    words = np.searchsorted(starts, bounds)
    known = words[:-1] < words[1:]
    padded = np.concatenate([values, np.full((len(values), 1), UNKNOWN)], axis=1)
    return np.where(known, padded[:, words[:-1]], UNKNOWN)


def _names(numbers: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """The names among tokens: first, end, sort."""
    start, sort = 0, ""
    for place, number in enumerate([*numbers, UNKNOWN]):
        begun, _, kind = NAMES[number].partition("-") if number > 0 else ("", "", "")
        if sort and (kind != sort or begun == "B"):
            yield start, place, sort
            sort = ""
        if kind and not sort:
            start, sort = place, kind
