"""Text to word pieces and windows: what the encoder reads, every piece with its place in the text."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from demarches.transforms.texts.quotations import quotations

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

WINDOW = 384  # pieces a window holds, its marks and the headline included
OVERLAP = 24  # pieces that neighbouring windows share, at least
HEADLINE = 48  # pieces of the headline that every window repeats, at most
SHAPES = 16
CLS, SEP = 101, 102

_MARKS = str.maketrans("“”„‟«»‘’‛`´\u2060\xa0", '""""""\'\'\'\'\'  ')
# A headline ends where its line does; the reader is shown a full stop there, as in the texts it learnt from.
_LINE_END = re.compile(r"(?<=[\w%)’\"])\n(?=\s*\S)")

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")


def plain(text: str) -> str:
    r"""Write all quotation marks as ``"`` and ``'`` and end all lines, character for character: offsets stay.

    >>> plain("NATO Says No\n\n``No,'' it said.")
    'NATO Says No.\n" No,"  it said.'
    """
    return _LINE_END.sub(".", text.translate(_MARKS).replace("''", '" '))


@dataclass(frozen=True)
class Pieces:
    """The word pieces of one text; `starts` and `ends` are character offsets, exclusive at the end."""

    ids: Ints
    starts: Ints
    ends: Ints
    heads: Flags  # first piece of its word
    shapes: Ints
    cuts: Ints  # how good a place to cut before the piece: 3 paragraph, 2 sentence, 1 word, 0 none

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def words(self) -> Ints:
        """Numbers of the pieces that begin a word."""
        return np.flatnonzero(self.heads)

    def within(self, start: int, end: int) -> Ints:
        """Numbers of the word-beginning pieces whose words touch the characters `start` to `end`."""
        first = int(np.searchsorted(self.word_ends, start, side="right"))
        last = int(np.searchsorted(self.word_starts, end, side="left"))
        return self.words[first:last]

    def bounds(self, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
        """Numbers of the pieces from which and before which the words stand that touch each stretch of characters."""
        numbers = np.append(self.words, len(self))
        first = np.searchsorted(self.word_ends, starts, side="right")
        last = np.searchsorted(self.word_starts, ends, side="left")
        return numbers[first], numbers[np.maximum(first, last)]

    @cached_property
    def word_starts(self) -> Ints:
        """Character starts of the words, a word a row."""
        return self.starts[self.words]

    @cached_property
    def word_ends(self) -> Ints:
        """Character ends of the words, a word a row."""
        last = np.append(self.words[1:], len(self)) - 1
        return self.ends[last] if len(self) else self.ends


_NO_NUMBERS = np.zeros(0, dtype=np.int64)
NO_HEADLINE = Pieces(_NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS, np.zeros(0, dtype=np.bool_), _NO_NUMBERS, _NO_NUMBERS)


def cut_to_pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut `text` to word pieces with their offsets, shapes and places to cut."""
    code = tokenizer.encode(plain(text), add_special_tokens=False)
    ids = np.array(code.ids, dtype=np.int64)
    spans = np.array(code.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array([-1 if w is None else w for w in code.word_ids], dtype=np.int64)
    heads = np.append(True, words[1:] != words[:-1])[: len(ids)]
    cuts = _cuts(text, spans, heads)
    return Pieces(ids, spans[:, 0], spans[:, 1], heads, _shapes(text, spans, words, cuts), cuts)


def _cuts(text: str, spans: Ints, heads: Flags) -> Ints:
    cuts = heads.astype(np.int64)
    for i in np.flatnonzero(heads)[1:]:
        before = text[max(spans[i - 1, 1] - 6, 0) : spans[i, 0]]
        # The full stop that ends a line is the line break itself.
        if "\n" in text[spans[i - 1, 1] - 1 : spans[i, 0]]:
            cuts[i] = 3
        elif before[-1:].isspace() and not text[spans[i, 0]].islower() and _SENTENCE_END.search(before):
            cuts[i] = 2
    if len(cuts):
        cuts[0] = 3
    return cuts


def _shapes(text: str, spans: Ints, words: Ints, cuts: Ints) -> Ints:
    """Number what lower-casing loses: capitals (4) x in a quotation (2) x begins a paragraph (2)."""
    quoted = np.zeros(len(text) + 1, dtype=np.int64)
    for start, end in quotations(text):
        quoted[start:end] = 1
    bounds: dict[int, tuple[int, int]] = {}
    for (start, end), word in zip(spans.tolist(), words.tolist(), strict=True):
        bounds[word] = (bounds.get(word, (start, end))[0], end)
    case = {word: _case(text[start:end]) for word, (start, end) in bounds.items()}
    cases = np.array([case[w] for w in words.tolist()], dtype=np.int64)
    return np.asarray(cases * 4 + quoted[spans[:, 0]] * 2 + (cuts == 3), dtype=np.int64)


def _case(word: str) -> int:
    if not word[:1].isupper():
        return 3 if word[:1].isdigit() else 0
    return 2 if len(word) > 1 and word.isupper() else 1


@dataclass(frozen=True)
class Window:
    """A stretch of pieces that is read at once, and the part of it that is decided here."""

    first: int
    last: int
    own_first: int
    own_last: int


def windows(pieces: Pieces, size: int, overlap: int = OVERLAP) -> list[Window]:
    """Cut pieces into overlapping windows of at most `size`, at paragraphs or sentences where possible."""
    bounds = [(0, min(len(pieces), size))]
    if len(pieces) > size:
        bounds = []
        start = 0
        while start + size < len(pieces):
            end = _best_cut(pieces, start + size * 3 // 4, start + size)
            bounds.append((start, end))
            start = _best_cut(pieces, end - 2 * overlap, end - overlap)
        bounds.append((start, len(pieces)))
    middles = [_best_cut(pieces, b[0] + (a[1] - b[0]) // 3, b[0] + (a[1] - b[0]) * 2 // 3) for a, b in pairwise(bounds)]
    owns = zip([0, *middles], [*middles, len(pieces)], strict=True)
    return [Window(*bound, *own) for bound, own in zip(bounds, owns, strict=True)]


def _best_cut(pieces: Pieces, low: int, high: int) -> int:
    """Give the last of the best places to cut in `low` to `high`."""
    places = pieces.cuts[low : high + 1]
    return low + int(len(places) - 1 - np.argmax(places[::-1]))


@dataclass(frozen=True)
class Page:
    """A window as the encoder gets it: marks, headline, body. `offset` + piece number = its row."""

    ids: Ints
    shapes: Ints
    offset: int
    heads: Flags  # rows that may be pointed to: words of headline and body, and the two marks


def page(pieces: Pieces, window: Window, headline: Pieces) -> Page:
    """Lay out one window: [CLS] headline [SEP] body [SEP], without the headline where there is none."""
    top = min(len(headline), HEADLINE)
    body = slice(window.first, window.last)
    before = [CLS, *headline.ids[:top].tolist(), SEP] if top else [CLS]
    ids = np.array([*before, *pieces.ids[body].tolist(), SEP], dtype=np.int64)
    shapes = np.zeros(len(ids), dtype=np.int64)
    heads = np.zeros(len(ids), dtype=np.bool_)
    shapes[1 : top + 1], heads[1 : top + 1] = headline.shapes[:top], headline.heads[:top]
    rows = slice(len(before), len(ids) - 1)
    shapes[rows], heads[rows] = pieces.shapes[body], pieces.heads[body]
    heads[0] = heads[-1] = True
    return Page(ids, shapes, len(before) - window.first, heads)


def body_size(headline: Pieces) -> int:
    """Count the pieces of body that fit beside the headline and the marks."""
    top = min(len(headline), HEADLINE)
    return WINDOW - 2 - (top + 1 if top else 0)


BUCKETS = 22
_AFTER, _ISSUER, _NONE, _HEADLINE = 9, 19, 20, 21
# Of each distance: none, or 1 more than its logarithm.
_SIZES = np.array([0, *(min(math.ceil(math.log2(distance)), 8) + 1 for distance in range(1, WINDOW))])


def buckets(first: npt.ArrayLike, last: npt.ArrayLike, width: int, body_first: int) -> Ints:
    """Give the distance bucket of every row of a page of `width` from the span of rows `first` to `last`.

    Of several spans their numbers are arrays, and so are those of the rows: [span, row].
    """
    rows, first, last = np.arange(width), np.expand_dims(first, -1), np.expand_dims(last, -1)
    bucket = _SIZES[np.maximum(np.maximum(first - rows, rows - last), 0)] + np.where(rows > last, _AFTER, 0)
    bucket[..., 1:body_first] = _HEADLINE
    bucket[..., 0], bucket[..., width - 1] = _ISSUER, _NONE
    return np.asarray(bucket, dtype=np.int64)
