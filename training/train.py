"""Train the large network on two files of annotated texts: `python -m training.train --help`."""

from __future__ import annotations

import argparse
import logging
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import torch
from spacy.tokens import Doc
from tokenizers import Tokenizer
from torch import Tensor

from demarches.transforms.parsing.sentences import parse
from training.batches import Batch, batches, collate
from training.data import Example, Text, examples, scraps
from training.gold import Row, is_held_out, rows_of
from training.losses import losses, outputs
from training.model import LAYERS, Network, minilm, pretrained, stored
from training.parses import parsed
from training.places import named

LOG = logging.getLogger("training")
HEADLINE_DROPPED, SCRAPPED = 0.25, 0.15  # shares of texts that are read without their headline, and in scraps, an epoch
HEADS = ("tags", "codes", "queries", "keys", "bias", "shapes", "grammar")
WARM, COLD = 1 / 12, 0.02  # share of the steps in which the rate rises; the least share of the rate
REPORTED = 20  # steps


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train."""

    statement_epochs: int = 4
    demand_epochs: int = 14
    rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.85  # of the rate, a layer down
    rows_per_batch: int = 4096
    dropout: float = 0.1
    seed: int = 1
    threads: int = 1
    share: float = 1.0  # of the texts, for a trial
    keep: float = 0.0  # share of the weights at the start in those that come of it


PlanT = TypeVar("PlanT", bound=Plan)


def train(statements: Sequence[Row], demands: Sequence[Row], plan: Plan, start: Path | None = None) -> Network:
    """Train a network from MiniLM's weights, or on from those at `start`.

    Seeds and one thread: the same texts give the same weights on one machine.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    steps = schedule([(statements, plan.statement_epochs), (demands, plan.demand_epochs)], plan)
    network = pretrained(plan.dropout) if start is None else stored(start, plan.dropout)

    def found(batch: Batch) -> dict[str, Tensor]:
        return losses(outputs(network, batch), network.bias, batch)

    fit(network, steps, plan, found)
    return network


def fit(
    network: Network, steps: Sequence[list[Example]], plan: Plan, found: Callable[[Batch], dict[str, Tensor]]
) -> None:
    """Lessen the sum of the losses that are found of each batch."""
    before = {name: weights.clone() for name, weights in network.state_dict().items()}
    network.train()
    optimizer = optimizer_of(network, plan)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: pace(step, len(steps)))
    began = time.monotonic()
    for number, items in enumerate(steps, 1):
        each = found(collate(items))
        torch.stack(list(each.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        rates.step()
        if number % REPORTED == 0 or number == len(steps):
            told = ", ".join(f"{name} {float(loss.detach()):.3f}" for name, loss in each.items())
            LOG.info("step %d of %d, %.0f s: %s", number, len(steps), time.monotonic() - began, told)
    after = network.state_dict()
    network.load_state_dict({name: torch.lerp(weights, before[name], plan.keep) for name, weights in after.items()})
    network.eval()


def pace(step: int, steps: int) -> float:
    """Share of the full rate at a step: it rises for a twelfth of the steps, then falls.

    >>> [round(pace(step, 120), 2) for step in (0, 9, 65, 119)]
    [0.1, 1.0, 0.5, 0.02]
    """
    warm = max(1, int(steps * WARM))
    return min((step + 1) / warm, max(COLD, (steps - step) / max(1, steps - warm)))


def schedule(sets: Sequence[tuple[Sequence[Row], int]], plan: Plan) -> list[list[Example]]:
    """All batches of the training: the epochs of some sets of texts, mixed evenly."""
    order = random.Random(plan.seed)
    mixed = []
    for rows, epochs in sets:
        texts = [_text(row, doc) for row, doc in zip(rows, parse(row["text"] for row in rows), strict=True)]
        pages = [[list(examples(text, tokenizer(), each)) for each in (True, False)] for text in texts]
        steps = []
        for epoch in range(epochs):
            items = [each for text, both in zip(texts, pages, strict=True) for each in _way(text, both, order)]
            steps += batches(items, plan.rows_per_batch, plan.seed + epoch)
        mixed += [((n + order.random()) / len(steps), n, batch) for n, batch in enumerate(steps)]
    return [batch for _, _, batch in sorted(mixed, key=lambda each: each[:2])]


def _text(row: Row, doc: Doc) -> Text:
    return Text(row, parsed(doc), named(row, doc) if "demands" in row else None)


def _way(text: Text, pages: Sequence[list[Example]], order: random.Random) -> list[Example]:
    """The pages of a text with its headline, now and then without it or in scraps."""
    if order.random() < SCRAPPED:
        return list(scraps(text, tokenizer(), order))
    return pages[order.random() < HEADLINE_DROPPED]


@cache
def tokenizer() -> Tokenizer:
    """MiniLM's tokenizer without its truncation and padding."""
    loaded = Tokenizer.from_buffer(minilm("tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def optimizer_of(network: Network, plan: Plan) -> torch.optim.AdamW:
    """The optimizer: lower layers learn slower, heads faster, biases and norms do not decay."""
    groups = []
    for name, weights in network.named_parameters():
        depth = int(name.split(".")[1]) if name.startswith("layers.") else -1
        rate = plan.head_rate if name.startswith(HEADS) else plan.rate * plan.decay ** (LAYERS - 1 - depth)
        groups.append({"params": [weights], "lr": rate, "weight_decay": 0.01 if weights.dim() > 1 else 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def main() -> None:
    """Train, and keep the weights."""
    logging.basicConfig(format="%(message)s")
    LOG.setLevel(logging.INFO)
    made = parser(__doc__, Plan())
    made.add_argument("--weights", type=Path, default=Path("build/large.pt"), help="file for the weights")
    made.add_argument("--start", type=Path, help="weights to train on from")
    options = made.parse_args()
    plan = plan_of(options, Plan)
    statements, demands = (some(rows_of(path), plan, False) for path in (options.statements, options.demands))
    network = train(statements, demands, plan, options.start)
    options.weights.parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), options.weights)


def some(rows: Sequence[Row], plan: Plan, held_out: bool) -> Sequence[Row]:
    """The plan's share of the texts that are held out, or of the others."""
    of_them = [row for row in rows if is_held_out(row) == held_out]
    return of_them[: max(1, round(len(of_them) * plan.share))]


def parser(description: str | None, plan: Plan) -> argparse.ArgumentParser:
    """The command line of a training; each number of its plan is an option."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--statements", type=Path, required=True, help="texts with annotated statements")
    made.add_argument("--demands", type=Path, required=True, help="texts with annotated demands and responses")
    for name, value in vars(plan).items():
        made.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    return made


def plan_of(options: argparse.Namespace, kind: type[PlanT]) -> PlanT:
    """The plan that a command line gives."""
    return kind(**{name: getattr(options, name) for name in vars(kind())})


if __name__ == "__main__":
    main()
