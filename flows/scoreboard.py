"""An evaluation as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from demarches.flows.evaluating import Evaluation
from demarches.transforms.scoring.judgements import Count, Reliability
from demarches.transforms.scoring.scores import Figure

# Measures that are a part of what was found, not a match of two sets.
SHARES = (".actor", ".form", ".direction")
# What is told of each kind of text.
BY_TEXT = (
    "statements.found",
    "statements.attributed",
    "demands.found",
    "demands.parties",
    "responses.found",
    "responses.linked",
)


def is_share(measure: str) -> bool:
    """Whether a measure is a share of what was found, so that only its recall says something."""
    return ".recall." in measure or measure.endswith(SHARES)


def report(evaluation: Evaluation) -> str:
    """Figures, what is missed by kind, figures by kind of text, and how far confidence can be trusted."""
    return "\n".join(_lines(evaluation))


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield from (_line(name, figure) for name, figure in evaluation.figures.items())
    for name, kinds in evaluation.kinds.items():
        yield f"\n{name:28} {'gold':>6} {'missed':>6} {'recall':>7}  {'predicted':>9} {'false':>6} {'precision':>9}"
        yield from (_kind_line(kind, count) for kind, count in kinds.items())
    if len(evaluation.texts) > 1:
        yield from _text_lines(evaluation.texts)
    for table, found in evaluation.reliability.items():
        yield from _reliability_lines(table, found)


def _line(name: str, figure: Figure) -> str:
    if is_share(name):
        return f"{name:28} {figure.recall:6.1%}  ({figure.hits} of {figure.gold})"
    rates = f"P {figure.precision:6.1%}  R {figure.recall:6.1%}  F1 {figure.f1:6.1%}"
    return f"{name:28} {rates}  ({figure.hits} of {figure.predicted} predicted, {figure.gold} gold)"


def _kind_line(kind: str, count: Count) -> str:
    missed = f"{count.gold:6} {count.missed:6} {_percent(count.recall):>7}"
    return f"  {kind:26} {missed}  {count.predicted:9} {count.false:6} {_percent(count.precision):>9}"


def _text_lines(texts: Mapping[str, Mapping[str, Figure]]) -> Iterator[str]:
    """F1 of each kind of text, and of how many gold units, for the measures that any of them has."""
    for measure in BY_TEXT:
        told = {kind: figures[measure] for kind, figures in texts.items() if measure in figures}
        if told:
            yield f"\n{measure + ' by kind of text':44} {'gold':>6} {'precision':>9} {'recall':>7} {'F1':>7}"
            yield from (_text_line(kind, figure) for kind, figure in told.items())


def _text_line(kind: str, figure: Figure) -> str:
    return f"  {kind[:42]:42} {figure.gold:6} {figure.precision:9.1%} {figure.recall:7.1%} {figure.f1:7.1%}"


def _reliability_lines(table: str, found: Reliability) -> Iterator[str]:
    unsure = f", {found.unsure} without confidence" if found.unsure else ""
    yield f"\n{table} by confidence: expected calibration error {_percent(found.error)} of {found.units}{unsure}"
    yield f"  {'confidence':26} {'units':>6} {'mean':>6} {'right':>7}"
    for each in found.bins:
        if each.confidence is not None:
            between = f"{each.least:.1f} to {each.least + 0.1:.1f}"
            yield f"  {between:26} {each.units:6} {each.confidence:6.2f} {_percent(each.right):>7}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
