"""How well annotations agree with gold ones."""

from __future__ import annotations

from pathlib import Path

from demarches.flows.annotating import annotate, lines
from demarches.transforms.scores import Figure, scores

# Measures that are a part of what was found, not a match of two sets.
ACCURACIES = (".actor", ".form", ".direction")


def evaluate(gold: Path) -> dict[str, Figure]:
    """Annotate the texts of a gold file and score what comes out against it.

    Raises:
        BadInput: A line of the file is no gold annotation.
    """
    expected = {line["doc_id"]: line for line in lines(gold)}
    return scores(expected, {line["doc_id"]: line for line in annotate(gold)})


def report(figures: dict[str, Figure]) -> str:
    """Figures as lines of text, a measure a line."""
    return "\n".join(_line(name, figure) for name, figure in figures.items())


def _line(name: str, figure: Figure) -> str:
    if ".recall." in name or name.endswith(ACCURACIES):
        return f"{name:28} {figure.recall:6.1%}  ({figure.hits} of {figure.gold})"
    rates = f"P {figure.precision:6.1%}  R {figure.recall:6.1%}  F1 {figure.f1:6.1%}"
    return f"{name:28} {rates}  ({figure.hits} of {figure.predicted} predicted, {figure.gold} gold)"
