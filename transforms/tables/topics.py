"""What a demand is about, by the stems of its words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from demarches.datapackage.vocabularies import vocabulary

WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def topic(text: str) -> str:
    """Code of `topics` that most words of `text` speak for, the earliest word first; `other` where none does.

    >>> topic("returning the bloc’s military infrastructure in Europe to how it was in 1997")
    'security'
    >>> topic("a clear answer to the question")
    'procedure'
    """
    words = WORD.findall(text.lower())
    spoken_for = Counter(code for code in map(_topic_of, words) if code)
    return spoken_for.most_common(1)[0][0] if spoken_for else "other"


def _topic_of(word: str) -> str | None:
    """Topic of the longest stem with which `word` begins."""
    stems = _stems()
    return next((stems[word[:end]] for end in range(len(word), 2, -1) if word[:end] in stems), None)


@cache
def _stems() -> dict[str, str]:
    return {row["stem"]: row["topic"] for row in vocabulary("topic_stems")}
