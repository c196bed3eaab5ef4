"""Teach the small network what the large one knows, and write the reader's folder: `python -m training.teach --help`.

It learns from the annotations too, and from what the large network makes of texts without any.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training.batches import Batch
from training.calibrate import calibrate
from training.export import export
from training.gold import Row, rows_of
from training.likeness import unlikeness
from training.losses import losses, outputs
from training.model import Network, stored
from training.thinning import thinned
from training.train import LOG, Plan, fit, parser, plan_of, schedule, some

SAMPLE = 10  # batches by which is chosen what the small network keeps


@dataclass(frozen=True)
class Lesson(Plan):
    """A plan of teaching: all layers learn alike, from texts without annotations too."""

    statement_epochs: int = 3
    demand_epochs: int = 1
    text_epochs: int = 1
    rate: float = 4e-4
    head_rate: float = 4e-4
    decay: float = 1.0
    dropout: float = 0.0


def teach(
    large: Network,
    sets: Sequence[tuple[Sequence[Row], int]],
    plan: Lesson,
    start: Path | None = None,
) -> Network:
    """Teach a small network on some sets of texts, each so many times, from part of the large one's weights.

    `start` has weights of a small network to teach on from. The same texts give the same weights on one machine.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    steps = schedule(sets, plan)
    large.eval()
    sample = [page for step in steps[:SAMPLE] for page in step]
    network = thinned(large, sample, plan.dropout) if start is None else stored(start, plan.dropout)

    def found(batch: Batch) -> dict[str, Tensor]:
        made = outputs(network, batch)
        with torch.no_grad():
            taught = outputs(large, batch)
        return losses(made, network.bias, batch) | unlikeness(made, taught, batch)

    fit(network, steps, plan, found)
    return network


def main() -> None:
    """Teach, export and calibrate."""
    logging.basicConfig(format="%(message)s")
    LOG.setLevel(logging.INFO)
    made = parser(__doc__, Lesson())
    made.add_argument("--texts", type=Path, nargs="*", default=[], help="texts without annotations")
    made.add_argument("--large", type=Path, default=Path("build/large.pt"), help="the large network's weights")
    made.add_argument("--output", type=Path, required=True, help="folder for the reader")
    made.add_argument("--weights", type=Path, default=Path("build/reader.pt"), help="file for the bare weights")
    made.add_argument("--start", type=Path, help="weights of a small network to teach on from")
    options = made.parse_args()
    plan = plan_of(options, Lesson)
    statements, demands = (rows_of(path) for path in (options.statements, options.demands))
    sets = [
        (some(statements, plan, False), plan.statement_epochs),
        (some(demands, plan, False), plan.demand_epochs),
        (some([row for path in options.texts for row in rows_of(path)], plan, False), plan.text_epochs),
    ]
    network = teach(stored(options.large), sets, plan, options.start)
    options.weights.parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), options.weights)
    export(network, options.output)
    calibrate(options.output, some(statements, plan, True), some(demands, plan, True))


if __name__ == "__main__":
    main()
