"""Finding the entries of a list of words in a text, the longest at each place, in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from demarches.transforms.units import Span

T = TypeVar("T")

WORD = re.compile(r"\w+")
# As many characters as stand in the text, so that offsets hold.
FOLD = str.maketrans("’‘ʼ\u00a0\n\t", "'''   ")


class Lexicon(Generic[T]):
    """Words and what each means; looked up by first word, so that the time does not grow with the list.

    >>> lexicon = Lexicon([("foreign minister", 1), ("minister", 2)])
    >>> [meaning for _, meaning in lexicon.find("the foreign minister met the minister")]
    [1, 2]
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        grouped: defaultdict[str, list[tuple[str, T]]] = defaultdict(list)
        for words, meaning in sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])):
            grouped[WORD.findall(words)[0]].append((words, meaning))
        self._entries = dict(grouped)

    def find(self, text: str) -> Iterator[tuple[Span, T]]:
        """Entries in `text` at word boundaries, none over another; curly apostrophes match straight ones.

        Of two that overlap, the longer one is there, else the first.
        """
        text, words = _folded(text)
        last: tuple[Span, T] | None = None
        for word, start in words:
            found = self._at(text, start, word) if word in self._entries else None
            if found is None:
                continue
            if last is not None and start < last[0].end:
                last = max(last, found, key=_length)
                continue
            if last is not None:
                yield last
            last = found
        if last is not None:
            yield last

    def _at(self, text: str, start: int, word: str) -> tuple[Span, T] | None:
        """The longest entry that stands at a word."""
        for entry, meaning in self._entries[word]:
            stop = start + len(entry)
            if text.startswith(entry, start) and not text[stop : stop + 1].isalnum():
                return Span(start, stop), meaning
        return None


def _length(found: tuple[Span, T]) -> int:
    return found[0].end - found[0].start


@lru_cache(maxsize=4)
def _folded(text: str) -> tuple[str, list[tuple[str, int]]]:
    """A text with plain apostrophes and spaces, and its words where they start; several lists look in one text."""
    text = text.translate(FOLD)
    return text, [(word.group(), word.start()) for word in WORD.finditer(text)]
