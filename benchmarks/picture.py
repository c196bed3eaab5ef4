"""The picture of how good it is: recall by kind, F1 of each measure, and whether confidence holds."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from demarches.flows.evaluating import Evaluation
from demarches.flows.scoreboard import is_share
from demarches.transforms.scoring.judgements import Reliability

COLOURS = {"statements": "#33658a", "demands": "#c8553d", "responses": "#7a9e2f"}
# With a salt for its ids, the same bytes each time; nothing says when or by what it was drawn.
UNDATED = {"Date": None, "Creator": None}
# Recall by these is drawn; the rest is in the tables.
DRAWN = ("kind", "cue", "form", "stance")


# A bin of fewer units says too little to be drawn.
FEWEST = 5


class Bar(NamedTuple):
    """A labelled share of a table's units; bars of one `group` stand together."""

    table: str
    group: str
    label: str
    share: float


def picture(evaluations: Mapping[str, Evaluation], texts: Mapping[str, str]) -> bytes:
    """The picture as SVG; each table is drawn from the gold file that has most of it, described in `texts`."""
    files = {table: file for table in COLOURS if (file := _richest(table, evaluations))}
    tables = {table: evaluations[file] for table, file in files.items()}
    with matplotlib.rc_context():
        _look()
        figure = Figure(figsize=(9, 6.6), layout="constrained")
        axes = figure.subplot_mosaic([["recall", "f1"], ["recall", "confidence"]], height_ratios=[2, 3])
        _bars(axes["recall"], "Recall by kind", [bar for table in tables for bar in _recalls(table, tables[table])])
        _bars(axes["f1"], "F1 of each measure", [bar for table in tables for bar in _measures(table, tables[table])])
        _diagram(axes["confidence"], {table: found.reliability[table] for table, found in tables.items()})
        handles = [
            Patch(color=COLOURS[table], label=_legend(table, tables[table], texts[files[table]])) for table in tables
        ]
        figure.legend(handles=handles, loc="outside lower left", frameon=False)
        drawn = io.BytesIO()
        figure.savefig(drawn, format="svg", metadata=UNDATED)
    return drawn.getvalue()


def _look() -> None:
    """The look of the picture, whatever the user has set for others."""
    matplotlib.rcdefaults()
    matplotlib.rc("svg", hashsalt="demarches", fonttype="none")
    matplotlib.rc("font", size=8)
    matplotlib.rc("axes.spines", top=False, right=False)


def _richest(table: str, evaluations: Mapping[str, Evaluation]) -> str | None:
    sizes = {
        file: found.figures[f"{table}.found"].gold
        for file, found in evaluations.items()
        if f"{table}.found" in found.figures and table in found.reliability
    }
    return max(sizes, key=lambda file: sizes[file]) if sizes else None


def _legend(table: str, found: Evaluation, texts: str) -> str:
    sure = found.reliability[table]
    error = "no confidence" if sure.error is None else f"expected calibration error {sure.error:.1%} of {sure.units}"
    return f"{table}: {error}; {texts}"


def _recalls(table: str, found: Evaluation) -> Iterator[Bar]:
    for name in DRAWN:
        for kind, count in found.kinds.get(f"{table} by {name}", {}).items():
            if count.recall is not None:
                yield Bar(table, f"{table} by {name}", f"{kind} ({count.found} of {count.gold})", count.recall)


def _measures(table: str, found: Evaluation) -> Iterator[Bar]:
    for name, figure in found.figures.items():
        if name.startswith(table) and not is_share(name) and figure.gold:
            yield Bar(table, table, f"{name} ({figure.gold})", figure.f1)


def _bars(axes: Axes, title: str, bars: list[Bar]) -> None:
    """Bars from top to bottom, with some room between groups."""
    steps = [1.0 if one.group == next_one.group else 1.6 for one, next_one in pairwise(bars)]
    places = list(accumulate(steps, initial=0.0))[: len(bars)]
    drawn = axes.barh(places, [bar.share for bar in bars], color=[COLOURS[bar.table] for bar in bars])
    axes.bar_label(drawn, [f"{bar.share:.0%}" for bar in bars], padding=2)
    axes.set_yticks(places, [bar.label for bar in bars])
    axes.tick_params(left=False)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.1)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.set_title(title, loc="left", fontweight="bold")


def _diagram(axes: Axes, tables: Mapping[str, Reliability]) -> None:
    """The share that is right over the mean confidence of each bin; the area of a point is how many there are."""
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=0.8, linestyle="--")
    for table, found in tables.items():
        told = [each for each in found.bins if each.units >= FEWEST]
        confidence, right = [each.confidence or 0.0 for each in told], [each.right or 0.0 for each in told]
        sizes = [6 + 300 * each.units / found.units for each in told]
        axes.plot(confidence, right, color=COLOURS[table], linewidth=1)
        axes.scatter(confidence, right, s=sizes, color=COLOURS[table], alpha=0.6, linewidths=0)
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="confidence", ylabel="share that is right", aspect="equal")
    axes.set_title("Does confidence hold?", loc="left", fontweight="bold")
