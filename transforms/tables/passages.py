"""Words in the sentence that holds them, for people who look: never more of a text than may be released."""

from __future__ import annotations

import re
from typing import NamedTuple

from demarches.transforms.tables.publishable import MOST_CHARACTERS
from demarches.transforms.units import Span

CUT = "… "
_BREAK = re.compile(r"[\r\n]+|[.!?][\"'”’»)]*\s+(?=[\"'“‘«(]*[^\W\d_a-z])")


class Passage(NamedTuple):
    """Words with what stands before and after them in their sentence."""

    before: str
    words: str
    after: str


def passage(text: str, span: Span, most: int = MOST_CHARACTERS) -> Passage:
    """The words of `span` in their sentence; where that is longer than `most` characters, as much as fits on each side.

    >>> passage("Minsk spoke. NATO must not expand, Lavrov said. It refused.", Span(18, 33))
    Passage(before='NATO ', words='must not expand', after=', Lavrov said.')
    """
    words = span.of(text)[:most]
    if len(words) < span.end - span.start:
        return Passage("", words, CUT.rstrip())
    room = most - len(words)
    before = _BREAK.split(text[max(0, span.start - most) : span.start])[-1]
    after = _first(text[span.end : span.end + most])
    left = min(len(before), max(room // 2, room - len(after)))
    return Passage(_last_words(before, left), words, _first_words(after, room - left))


def _first(after: str) -> str:
    found = _BREAK.search(after)
    return after[: found.end()].rstrip() if found else after


def _last_words(before: str, room: int) -> str:
    if len(before) <= room:
        return before
    return CUT + before[len(before) - room :].partition(" ")[2]


def _first_words(after: str, room: int) -> str:
    if len(after) <= room:
        return after
    return after[:room].rpartition(" ")[0] + CUT[::-1]
