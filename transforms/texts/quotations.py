"""Quotation marks to the spans between them; whether such a span is speech is for the statements to say."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from demarches.transforms.units import Span

PARAGRAPH = re.compile(r"\S[^\n]*")
MARK = re.compile(r"[`'‘’]{2}|[\"“”„‟«»‹›`'‘’]")
OPENING, CLOSING = frozenset("“„‟«‹‘`"), frozenset("”»›’")
BEFORE_OPENING = frozenset("([{-–—/…“‘\"'")
AFTER_CLOSING = frozenset(")]}-–—…”’\"'.,;:!?")


class _Mark(NamedTuple):
    """A quotation mark; `opens` is None where glyph and neighbours leave both open."""

    start: int
    end: int
    family: str
    opens: bool | None


def quotations(text: str) -> tuple[Span, ...]:
    """Quotations of `text` with their marks, outermost only, in order.

    One without a closing mark ends with its paragraph, unless the next one opens with a mark again: newspapers
    repeat the opening mark on each paragraph of a long quotation. Apostrophes are no marks.

    >>> text = 'The US’ answer, he said, was “impudent”.'
    >>> [span.of(text) for span in quotations(text)]
    ['“impudent”']
    """
    found: list[Span] = []
    unclosed: _Mark | None = None
    end = 0
    for paragraph in PARAGRAPH.finditer(text):
        marks = _marks(text, paragraph.start(), paragraph.end())
        continued = unclosed and marks and _continues(unclosed, marks[0], paragraph.start())
        if unclosed and not continued:
            found.append(Span(unclosed.start, end))
            unclosed = None
        for mark in marks[1:] if continued else marks:
            if unclosed is None:
                unclosed = None if mark.opens is False else mark
            elif mark.family == unclosed.family and mark.opens:
                unclosed = mark  # its closing mark is missing: no telling where it ended
            elif mark.family == unclosed.family:
                found.append(Span(unclosed.start, mark.end))
                unclosed = None
        end = paragraph.end()
    return (*found, Span(unclosed.start, end)) if unclosed else tuple(found)


def overlapping(span: Span, quotes: Sequence[Span]) -> Sequence[Span]:
    """Those of `quotes`, which are in order and apart, that share a character with `span`."""
    first = bisect_right(quotes, span.start, key=lambda quote: quote.end)
    return quotes[first : bisect_left(quotes, span.end, key=lambda quote: quote.start)]


def _continues(unclosed: _Mark, first: _Mark, paragraph_start: int) -> bool:
    at_start = first.start == paragraph_start and first.opens is not False
    return at_start and first.family == unclosed.family != "single"


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of a paragraph; of single ones only those that make a pair."""
    marks = [_mark(text, found) for found in MARK.finditer(text, start, end)]
    pairs = dict(_single_pairs(text, marks))
    kept = set(pairs) | set(pairs.values())
    return [mark for i, mark in enumerate(marks) if mark.family != "single" or i in kept]


def _mark(text: str, found: re.Match[str]) -> _Mark:
    glyph = found.group()
    family = "guillemet" if glyph in "«»‹›" else "single" if glyph in "`'‘’" else "double"
    return _Mark(
        *found.span(),
        family,
        _opens(glyph[0], text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]),
    )


def _opens(glyph: str, before: str, after: str) -> bool | None:
    """Whether a mark opens: by its neighbours, which are more to be trusted than a typist, then by its glyph."""
    may_open = not before or before.isspace() or before in BEFORE_OPENING
    may_close = not after or after.isspace() or after in AFTER_CLOSING
    if may_open != may_close:
        return may_open
    return True if glyph in OPENING else False if glyph in CLOSING else None


def _single_pairs(text: str, marks: list[_Mark]) -> Iterator[tuple[int, int]]:
    """Places of single marks that open and close; a plural's apostrophe closes where nothing else does."""
    sure: int | None = None
    possible: int | None = None
    for i in range(len(marks) - 1, -1, -1):
        mark = marks[i]
        if mark.family != "single":
            continue
        if mark.opens and text[mark.start] != "’" and not text[mark.end : mark.end + 1].isdigit():
            close = possible if sure is None else sure
            if close is not None:
                yield i, close
            sure = possible = None
        elif not text[mark.end : mark.end + 1].isalnum() and not text[mark.start - 1 : mark.start].isspace():
            possible = i
            if not re.match(r"s. \w", text[mark.start - 1 : mark.end + 2]):
                sure = i
