"""How good it is: measures gold files, and writes what the docs and the data card say of that.

    python -m benchmarks.quality GOLD.jsonl [GOLD.jsonl.gz ...]

`docs/QUALITY.md` is what `demarches evaluate` prints of each file, `docs/quality.svg` the picture of it, and in
`datapackage/quality.yaml` the figures that name one of the files are set anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from benchmarks import judged
from benchmarks.picture import picture
from demarches.flows.evaluating import Evaluation, evaluate
from demarches.flows.scoreboard import is_share, report

STATED = Path("datapackage/quality.yaml")
PAGE = Path("docs/QUALITY.md")
PICTURE = Path("docs/quality.svg")
JUDGED = Path("docs/judged.csv")
HEAD = """# How good it is

![Recall by kind, F1 of each measure, and how often rows of each confidence hold](quality.svg)

This page, its picture and the figures of `datapackage/quality.yaml`, which the data card of a release states, are
made by

```sh
make quality GOLD="gold.jsonl more.gold.jsonl.gz"
```

from gold files, in the form that `demarches annotate` writes, with `text`. They do not come with the project, and no
model was trained on them. What counts as a statement, a demand or an answer is said in the [codebook](CODEBOOK.md).

- `statements.found`: the content shares at least half of its words with that in gold; `.exact`: it has the same words;
  `.attributed`: found, and the words for the source overlap; `.words`: words inside any statement; `.actor`: who the
  source is, right of those found; `.recall`: how many of each kind were found.
- `demands.found`: a mention overlaps one in gold; `.parties`: found, with at least half of the demanders and of the
  targets; `.form`, `.direction`: right of those found; `.same`: pairs of mentions that are one demand.
- `responses.found`: a mention overlaps one in gold, and the responder is the same; `.linked`: demand, responder and
  stance are the same.
- What is missed is counted by the kind that gold gives it, what is false by the kind that we give it. A cue is what
  introduces a statement; a verb of speech is one that our vocabulary knows, other verbs are ones that it does not.
- The expected calibration error is how far the confidence of a row is from the share of rows like it that are right,
  on average.
"""
SAMPLED = """
## 60 demands and 40 responses, judged one by one

Drawn from all that is extracted from 462 texts, 282 articles of Wikinews (CC BY 2.5) and 180 histories of the US Office
of the Historian, by `python -m benchmarks.judged`. A large language model judged each by the codebook, from the words
around it. [judged.csv](judged.csv) has each verdict and what is wrong; rows without a confidence were left out since.

```text
{told}
```
"""


def main() -> None:
    """Measure, and write page, picture and figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path, nargs="+", help="gold annotations, a line a text; gzipped or not")
    evaluations = {name(path): evaluate(path) for path in options.parse_args().gold}
    stated = yaml.safe_load(STATED.read_text(encoding="utf-8"))["figures"]
    told = {entry["file"]: entry["texts"] for entry in stated}
    texts = {file: told.get(file, file) for file in evaluations}
    STATED.write_text(restated(STATED.read_text(encoding="utf-8"), evaluations), encoding="utf-8")
    PAGE.write_text(page(evaluations, texts), encoding="utf-8")
    PICTURE.write_bytes(picture(evaluations, texts))


def name(gold: Path) -> str:
    """A gold file's name, as figures state it.

    >>> name(Path("polnear/dev.gold.jsonl.gz"))
    'dev.gold'
    """
    return gold.name.removesuffix(".gz").removesuffix(".jsonl")


def page(evaluations: Mapping[str, Evaluation], texts: Mapping[str, str]) -> str:
    """What is printed of each gold file, below what the texts are."""
    sections = (f"\n## {texts[file]}\n\n```text\n{report(found)}\n```\n" for file, found in evaluations.items())
    return HEAD + SAMPLED.format(told="\n".join(judged.told(judged.read(JUDGED)))) + "".join(sections)


def restated(text: str, evaluations: Mapping[str, Evaluation]) -> str:
    """The data file of figures with those set anew that were measured; the comment at its head stays."""
    head = [line for line in text.splitlines(keepends=True) if line.startswith("#")]
    figures = [_restated(entry, evaluations) for entry in yaml.safe_load(text)["figures"]]
    return "".join(head) + yaml.safe_dump({"figures": figures}, sort_keys=False, allow_unicode=True, width=120)


def _restated(entry: dict[str, Any], evaluations: Mapping[str, Evaluation]) -> dict[str, Any]:
    if entry["file"] not in evaluations:
        return entry
    figure = evaluations[entry["file"]].figures[entry["score"]]
    rates = {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
    untold = {"precision", "f1"} if is_share(entry["score"]) else ()
    return entry | {
        "gold": figure.gold,
        **{rate: None if rate in untold else round(share, 3) for rate, share in rates.items()},
    }


if __name__ == "__main__":
    main()
