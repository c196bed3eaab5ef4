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
        """Entries in `text` at word boundaries, none inside another; curly apostrophes match straight ones."""
        text, words = _folded(text)
        end = 0
        for word, start in words:
            if word not in self._entries or start < end:
                continue
            for entry, meaning in self._entries[word]:
                stop = start + len(entry)
                if text.startswith(entry, start) and not text[stop : stop + 1].isalnum():
                    end = stop
                    yield Span(start, stop), meaning
                    break


@lru_cache(maxsize=4)
def _folded(text: str) -> tuple[str, list[tuple[str, int]]]:
    """A text with plain apostrophes and spaces, and its words where they start; several lists look in one text."""
    text = text.translate(FOLD)
    return text, [(word.group(), word.start()) for word in WORD.finditer(text)]
