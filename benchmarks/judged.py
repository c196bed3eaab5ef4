"""Judge by eye: draws a sample of what is extracted from texts, and tells how many of the judged rows hold.

    python -m benchmarks.judged draw TEXTS.jsonl [MORE.jsonl ...] --output docs/judged.csv
    python -m benchmarks.judged tell docs/judged.csv

The texts are lines that `demarches annotate` reads. Whoever judges writes `yes` or `no` by the codebook, and why not,
with a word or two for the `cause`, which are counted: a row `holds` where its words state a demand or tell an answer,
`parties` are right where all are, and a response is `linked` where it answers the demands that it is said to answer.
A row that is no longer extracted has no `confidence`.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from demarches.flows.annotating import annotate, lines

VERDICTS = ("holds", "parties", "linked")
BY_HAND = (*VERDICTS, "cause", "why")
COLUMNS = ("table", "doc_id", "char_start", "char_end", "text", "by", "of", "how", "confidence", *BY_HAND)
SEED = 2026
SURE = 0.5
Row = dict[str, Any]


def main() -> None:
    """Draw a sample, or tell what a judged one says."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = options.add_subparsers(dest="way", required=True)
    drawing = ways.add_parser("draw")
    drawing.add_argument("texts", type=Path, nargs="+")
    drawing.add_argument("--output", type=Path, required=True)
    drawing.add_argument("--demands", type=int, default=60)
    drawing.add_argument("--responses", type=int, default=40)
    ways.add_parser("tell").add_argument("judged", type=Path)
    chosen = options.parse_args()
    if chosen.way == "tell":
        sys.stdout.writelines(f"{line}\n" for line in told(read(chosen.judged)))
        return
    listed = [row for path in chosen.texts for row in extracted(path)]
    sizes = {"demands": chosen.demands, "responses": chosen.responses}
    write(drawn(listed, sizes), chosen.output)


def extracted(path: Path) -> Iterator[Row]:
    """A row for each demand and each response that is extracted, at its first place."""
    texts = {line["doc_id"]: line["text"] for line in lines(path)}
    for found in annotate(path):
        text = texts[found["doc_id"]]
        for unit in found["demands"]:
            how = f"{unit['form']} {unit['direction']}"
            yield _row("demands", found["doc_id"], text, unit, unit["demanders"], unit["targets"], how)
        wanted = {unit["id"]: unit for unit in found["demands"]}
        for unit in found["responses"]:
            answered = [text[slice(*wanted[demand]["mentions"][0])] for demand in unit["demands"]]
            yield _row("responses", found["doc_id"], text, unit, [unit["responder"]], answered, unit["stance"])


def _row(table: str, doc_id: str, text: str, unit: Row, by: Sequence[str], of: Sequence[str], how: str) -> Row:
    start, end = unit["mentions"][0]
    place = {"table": table, "doc_id": doc_id, "char_start": start, "char_end": end, "text": text[start:end]}
    return {
        **place,
        "by": "; ".join(by),
        "of": "; ".join(of),
        "how": how,
        "confidence": unit["confidence"],
        **dict.fromkeys(BY_HAND, ""),
    }


def drawn(listed: Sequence[Row], sizes: dict[str, int]) -> list[Row]:
    """A seeded sample of each table, in the order of the texts."""
    chosen: list[Row] = []
    for table, size in sizes.items():
        of_table = [row for row in listed if row["table"] == table]
        places = sorted(random.Random(SEED).sample(range(len(of_table)), min(size, len(of_table))))
        chosen += [of_table[place] for place in places]
    return chosen


def read(path: Path) -> list[Row]:
    """Read a judged sample."""
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write(sample: Sequence[Row], path: Path) -> None:
    """Write a sample as CSV."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sample)


def told(judged: Sequence[Row]) -> Iterator[str]:
    r"""Of how many of the rows of each table that are still extracted each verdict is a yes, and what is wrong.

    >>> rows = [
    ...     {"table": "demands", "confidence": "0.8", "holds": "yes", "cause": ""},
    ...     {"table": "demands", "confidence": "0.3", "holds": "no", "cause": "plan of one's own"},
    ... ]
    >>> print(*told(rows), sep="\n")
    demands: holds 1 of 2 (50 %), 1 of 1 with a confidence of 0.5 or more
    demands: 1 plan of one's own
    """
    for table in dict.fromkeys(row["table"] for row in judged):
        for verdict in VERDICTS:
            given = [row for row in judged if row["table"] == table and row["confidence"] and row.get(verdict)]
            sure = [row for row in given if float(row["confidence"]) >= SURE]
            right, surely_right = (sum(row[verdict] == "yes" for row in rows) for rows in (given, sure))
            if given:
                share = f"{right} of {len(given)} ({100 * right / len(given):.0f} %)"
                yield f"{table}: {verdict} {share}, {surely_right} of {len(sure)} with a confidence of {SURE} or more"
        wrong = [row["cause"] for row in judged if row["table"] == table and row["confidence"] and row.get("cause")]
        causes = Counter(cause for each in wrong for cause in each.split("; "))
        if causes:
            yield f"{table}: " + ", ".join(f"{n} {cause}" for cause, n in sorted(causes.items(), key=_commonest))


def _commonest(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


if __name__ == "__main__":
    main()
