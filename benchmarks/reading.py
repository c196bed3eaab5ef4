"""How fast documents are read, as a ratio to spaCy's small pipeline, both on two cores, side by side in one run.

    python benchmarks/reading.py TEXTS.jsonl [--words 50000]

The texts are lines of {"text": ...}; `raw/` alone is too little to time. Reading is all of it: sentences, names, tags,
actors, statements, demands and responses. Rounds alternate, and the median ratio is told, so that a machine whose speed
drifts does not decide it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from itertools import accumulate
from multiprocessing import Pool
from pathlib import Path
from statistics import median
from time import perf_counter

from demarches.transforms.documents import articles
from demarches.transforms.reading import read
from demarches.transforms.sentences import parser

ROUNDS, CORES, BATCH = 3, 2, 8


def main() -> None:
    """Time both ways and print words a second and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", type=Path)
    options.add_argument("--words", type=int, default=50_000)
    chosen = options.parse_args()
    texts = _texts(chosen.texts, chosen.words)
    words = sum(len(text.split()) for text in texts)
    documents = [document for text in texts for document in articles(text)]
    batches = [documents[start : start + BATCH] for start in range(0, len(documents), BATCH)]
    with Pool(CORES) as pool:
        ways: dict[str, Callable[[], object]] = {
            "spaCy's small pipeline": lambda: list(parser().pipe(texts, n_process=CORES)),
            "reading": lambda: pool.map(read, batches),
        }
        for way in ways.values():
            _seconds(way)
        rounds = [{name: _seconds(way) for name, way in ways.items()} for _ in range(ROUNDS)]
    for name in ways:
        speed = words / median(seconds[name] for seconds in rounds)
        print(f"{name:22} {speed:8,.0f} words a second on {CORES} cores")  # noqa: T201
    ratio = median(seconds["spaCy's small pipeline"] / seconds["reading"] for seconds in rounds)
    print(f"reading is {ratio:.2f} times as fast, on {words:,} words")  # noqa: T201


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
