"""How fast documents are read, as a ratio to spaCy's small pipeline, both on two cores, side by side in one run.

    python -m benchmarks.reading TEXTS.jsonl [--words 50000]

The texts are lines of {"text": ...}; `raw/` alone is too little to time. Statements are what the reader does alone:
sentences, names, tags, actors, statements; reading adds clauses, demands, responses and tables. spaCy's pipeline runs
with all its components, once in the same two processes, which keep what they parse, and once by its own `n_process`,
which brings the parsed texts home; batches are of the same size each time. Rounds alternate, and the median ratio is
told, so that a machine whose speed drifts does not decide it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from itertools import accumulate
from multiprocessing import Pool
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

from demarches.transforms.naming.mentions import mentions
from demarches.transforms.parsing.sentences import parse, parser
from demarches.transforms.parsing.tagger import reader
from demarches.transforms.reading import headline, read
from demarches.transforms.speech.statements import statements
from demarches.transforms.texts.documents import articles
from demarches.transforms.units import Document

ROUNDS, CORES, BATCH = 3, 2, 8
Item = TypeVar("Item")


def main() -> None:
    """Time all ways and print words a second and ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", type=Path)
    options.add_argument("--words", type=int, default=50_000)
    chosen = options.parse_args()
    texts = _texts(chosen.texts, chosen.words)
    words = sum(len(text.split()) for text in texts)
    documents = [document for text in texts for document in articles(text)]
    with Pool(CORES) as pool:
        ways: dict[str, Callable[[], object]] = {
            "spaCy, n_process": lambda: list(parser().pipe(texts, n_process=CORES, batch_size=BATCH)),
            "spaCy, two processes": lambda: pool.map(_parsed, _batches(texts), 1),
            "statements": lambda: pool.map(_stated, _batches(documents), 1),
            "reading": lambda: pool.map(read, _batches(documents), 1),
        }
        for way in ways.values():
            _seconds(way)
        rounds = [{name: _seconds(way) for name, way in ways.items()} for _ in range(ROUNDS)]
    spacy, ours = list(ways)[:2], list(ways)[2:]
    for name in ways:
        speed = words / median(seconds[name] for seconds in rounds)
        print(f"{name:22} {speed:8,.0f} words a second on {CORES} cores")  # noqa: T201
    for name in ours:
        ratios = (f"{median(seconds[other] / seconds[name] for seconds in rounds):.2f} of {other}" for other in spacy)
        print(f"{name}: {'; '.join(ratios)}, on {words:,} words")  # noqa: T201


def _parsed(texts: Sequence[str]) -> int:
    return sum(len(doc) for doc in parse(texts))


def _stated(documents: Sequence[Document]) -> int:
    found = 0
    for document in documents:
        tagged = reader().read(document.text, headline(document))
        doc = tagged.document()
        found += len(statements(doc, tagged, document, mentions(doc, document)))
    return found


def _batches(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _texts(path: Path, words: int) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    totals = accumulate(len(text.split()) for text in texts)
    return [text for text, total in zip(texts, totals, strict=True) if total <= words]


def _seconds(way: Callable[[], object]) -> float:
    began = perf_counter()
    way()
    return perf_counter() - began


if __name__ == "__main__":
    main()
