"""Finding the entries of a list of words in a text, the longest at each place, in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
        text = text.translate(FOLD)
        end = 0
        for word in WORD.finditer(text):
            if word.start() < end:
                continue
            for words, meaning in self._entries.get(word.group(), ()):
                stop = word.start() + len(words)
                if text.startswith(words, word.start()) and not text[stop : stop + 1].isalnum():
                    end = stop
                    yield Span(word.start(), stop), meaning
                    break
