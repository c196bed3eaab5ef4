"""How well annotations agree with gold ones: figures, what is missed by kind, and how far confidence can be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from demarches.flows.annotating import Line, annotate, lines
from demarches.transforms.errors import BadInput
from demarches.transforms.parsing.sentences import parse
from demarches.transforms.scoring.introductions import cue_kind, source_kind
from demarches.transforms.scoring.judgements import PAIRS, Count, Judged, Reliability, counts, judged, reliability
from demarches.transforms.scoring.scores import Figure, scores

KINDS = {"statements": ("kind", "cue", "speaker"), "demands": ("form", "direction"), "responses": ("stance",)}
# What the words of a statement's cue and speaker are, rather than a code that it carries.
INTRODUCTIONS = {"cue": cue_kind, "speaker": source_kind}


@dataclass(frozen=True)
class Evaluation:
    """What `evaluate` measures: `kinds` by table and kind ("demands by form"), `texts` by kind of text."""

    figures: dict[str, Figure]
    kinds: dict[str, dict[str, Count]]
    reliability: dict[str, Reliability]
    texts: dict[str, dict[str, Figure]]


def evaluate(gold: Path, annotations: Path | None = None) -> Evaluation:
    """Annotate the texts of a gold file, or take `annotations` of them, and measure against gold.

    Raises:
        BadInput: A line of a file is no annotation, or `annotations` are of other texts.
    """
    expected = {line["doc_id"]: line for line in lines(gold)}
    found = {line["doc_id"]: line for line in (lines(annotations) if annotations else annotate(gold))}
    if annotations and expected and not expected.keys() & found.keys():
        raise BadInput(str(annotations), "its lines", f"no text of {gold} is among them", "compare their 'doc_id'")
    units = list(judged(expected, found))
    return Evaluation(
        scores(expected, found),
        dict(_kinds(units, expected)),
        {table: reliability(each for each in units if each.table == table) for table in _tables(units)},
        {kind: scores(texts, found) for kind, texts in _kinds_of_text(expected).items()},
    )


def kind_of_text(line: Line) -> str:
    """What a gold line says of its kind, else its publisher, else what its id begins with.

    >>> kind_of_text({"doc_id": "kremlin/28252"})
    'kremlin'
    """
    return str(line.get("kind") or line.get("publisher") or line["doc_id"].replace("/", "_").split("_")[0])


def _kinds_of_text(gold: Mapping[str, Line]) -> dict[str, dict[str, Line]]:
    groups: defaultdict[str, dict[str, Line]] = defaultdict(dict)
    for doc_id, line in gold.items():
        groups[kind_of_text(line)][doc_id] = line
    return dict(sorted(groups.items()))


def _tables(units: list[Judged]) -> list[str]:
    there = {each.table for each in units}
    return [table for table in PAIRS if table in there]


def _kinds(units: list[Judged], gold: Mapping[str, Line]) -> Iterator[tuple[str, dict[str, Count]]]:
    """Counts by each kind that gold tells of: where no gold statement has a cue, there is none to go by."""
    docs = _parsed(units, gold)
    for table in _tables(units):
        of_table = [each for each in units if each.table == table]
        for name in KINDS[table]:
            if any(each.is_gold and each.unit.get(name) for each in of_table):
                yield f"{table} by {name}", counts(of_table, _teller(name, docs))


def _teller(name: str, docs: Mapping[str, Doc]) -> Callable[[Judged], str]:
    if name in INTRODUCTIONS:
        return lambda each: INTRODUCTIONS[name](docs[each.doc_id], each.unit)
    return lambda each: str(each.unit.get(name) or "unknown")


def _parsed(units: list[Judged], gold: Mapping[str, Line]) -> dict[str, Doc]:
    """The texts that have statements: what a cue is shows in its sentence."""
    doc_ids = list(dict.fromkeys(each.doc_id for each in units if each.table == "statements"))
    return dict(zip(doc_ids, parse(gold[doc_id]["text"] for doc_id in doc_ids), strict=True))


def data(evaluation: Evaluation) -> dict[str, Any]:
    """All of an evaluation as plain data, for machines."""
    return {
        "figures": _figures(evaluation.figures),
        "kinds": {
            name: {
                kind: vars(count) | {"recall": count.recall, "precision": count.precision} for kind, count in of.items()
            }
            for name, of in evaluation.kinds.items()
        },
        "reliability": {
            table: {"error": found.error, "unsure": found.unsure, "bins": [each._asdict() for each in found.bins]}
            for table, found in evaluation.reliability.items()
        },
        "texts": {kind: _figures(figures) for kind, figures in evaluation.texts.items()},
    }


def _figures(figures: Mapping[str, Figure]) -> dict[str, dict[str, float]]:
    return {
        name: vars(figure) | {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
        for name, figure in figures.items()
    }
