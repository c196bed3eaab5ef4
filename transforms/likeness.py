"""How alike two short texts are by their words, and which of many are alike, without comparing all pairs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import log, sqrt

from spacy.lang.en.stop_words import STOP_WORDS

WORD = re.compile(r"[^\W_]+")
# Cut to five letters, most forms of one English word are the same: "expansion", "expanding", "expand".
STEM = 5
# A stem in more texts than this says too little to bring two of them together.
COMMON = 200


def stems(text: str) -> list[str]:
    """Beginnings of the words of `text` that carry meaning, in order.

    >>> stems("stopping NATO’s expansion")
    ['stopp', 'nato', 'expan']
    """
    words = (word for word in WORD.findall(text.lower()) if word not in STOP_WORDS and len(word) > 1)
    return [word[:STEM] for word in words]


class Likeness:
    """Cosine of the texts' stems, weighted by how rare each is among the texts.

    >>> likeness = Likeness(["release Navalny", "withdraw the troops", "the release of Alexei Navalny"])
    >>> round(likeness.of(0, 2), 2), likeness.of(0, 1)
    (0.68, 0.0)
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(stems(text)) for text in texts]
        spread = Counter(stem for count in counts for stem in count)
        weights = {stem: log(1 + len(texts) / number) for stem, number in spread.items()}
        self._vectors = [_unit({stem: n * weights[stem] for stem, n in count.items()}) for count in counts]

    def of(self, one: int, other: int) -> float:
        """Likeness of two texts by their places, 0 (no word shared) to 1."""
        ours, theirs = self._vectors[one], self._vectors[other]
        return sum((weight * theirs[stem] for stem, weight in ours.items() if stem in theirs), 0.0)

    def candidates(self, groups: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
        """Pairs (earlier place, later place) that share a stem and a group; near linear: common stems are passed over.

        Args:
            groups: The groups of each text, such as the parties of a demand.
        """
        postings: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, vector in enumerate(self._vectors):
            keys = [(group, stem) for group in groups[place] for stem in vector]
            shared = {earlier for key in keys if len(postings[key]) < COMMON for earlier in postings[key]}
            yield from ((earlier, place) for earlier in sorted(shared))
            for key in keys:
                postings[key].append(place)


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {stem: weight / length for stem, weight in vector.items()}
