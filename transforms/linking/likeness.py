"""How alike two short texts are by their words, and which of many may be alike, without comparing all pairs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import sqrt

from spacy.lang.en.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+")
# Four letters in a row find one word in another: "investigation" in "investigate", "classified" in "declassify".
RUN = 4
# Cut to five letters, most forms of one English word are the same: "expansion", "expanding", "expand".
STEM = 5
# A text is compared with the latest ones that share one of its rarest stems and a group, so many of each at most.
RAREST, LATEST = 5, 25
ANY = ""  # in place of a stem, for what shares none


def words(text: str) -> list[str]:
    """Words of `text` that carry meaning, in order.

    >>> words("stopping NATO’s expansion")
    ['stopping', 'nato', 'expansion']
    """
    return [word for word in WORD.findall(text.lower()) if len(word) > 1 and word not in STOP_WORDS]


def letter_runs(text: str) -> frozenset[str]:
    """Every four characters in a row of the words that carry meaning, a space around each word.

    >>> sorted(letter_runs("a ban"))
    [' ban', 'ban ']
    """
    padded = f" {' '.join(words(text))} "
    return frozenset(padded[start : start + RUN] for start in range(len(padded) - RUN + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Cosine of two sets of letter runs: 0 where none is shared, 1 where all are.

    >>> expansion, release = letter_runs("stop its eastward expansion"), letter_runs("the release of Alexei Navalny")
    >>> round(likeness(expansion, letter_runs("stopping NATO’s expansion")), 2), likeness(expansion, release)
    (0.45, 0.0)
    """
    shared = len(one & other)
    return shared / sqrt(len(one) * len(other)) if shared else 0.0


def candidates(
    texts: Sequence[str], groups: Sequence[Iterable[str]], known: Sequence[bool] | None = None
) -> Iterator[tuple[int, int]]:
    """Pairs (earlier place, later place) that share a group and a stem rare in the earlier: at most so many a text.

    Args:
        texts: Texts in the order of time.
        groups: The groups of each text, such as the parties of a demand.
        known: Which of them later ones are compared with; all of them, unless told.
    """
    stems = [sorted({word[:STEM] for word in words(text)}) for text in texts]
    spread = Counter(stem for each in stems for stem in each)
    latest: dict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=LATEST))
    for place, each in enumerate(stems):
        blocks = [latest[key] for key in product(groups[place], [*each, ANY]) if key in latest]
        yield from ((earlier, place) for earlier in sorted({earlier for block in blocks for earlier in block}))
        if known is None or known[place]:
            for key in product(groups[place], [*sorted(each, key=spread.__getitem__)[:RAREST], ANY]):
                latest[key].append(place)
