"""How unlike a small network's outputs are to those of the large one that teaches it, on any text."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from demarches.transforms.parsing.grammar import GRAMMAR
from demarches.transforms.parsing.tagger import KINDS
from training.batches import Batch
from training.losses import DEMAND_KINDS, DEMANDS_COUNT, Outputs

TAGS_COUNT, GRAMMAR_COUNTS, POINTERS_COUNT, CODES_COUNT, STATES_COUNT = 2.0, 0.1, 0.5, 0.2, 0.3


def unlikeness(made: Outputs, taught: Outputs, batch: Batch) -> dict[str, Tensor]:
    """What sets the outputs `made` apart from those `taught`, by kind."""
    counts = torch.ones(len(KINDS))
    counts[DEMAND_KINDS] = DEMANDS_COUNT
    heads, rows = batch.heads.float(), (batch.ids != 0).float()
    tags = zip(_by_kind(made.tags), _by_kind(taught.tags), strict=True)
    sizes = [len(values) for values in GRAMMAR.values()]
    grammar = zip(made.grammar.split(sizes, dim=2), taught.grammar.split(sizes, dim=2), strict=True)
    pointers = _distance(made.queries, taught.queries, rows) + _distance(made.keys, taught.keys, rows)
    return {
        "tags unlike": TAGS_COUNT * (torch.stack([_divergence(*each, heads) for each in tags]) * counts).sum(),
        "grammar unlike": GRAMMAR_COUNTS * torch.stack([_divergence(*each, heads) for each in grammar]).sum(),
        "pointers unlike": POINTERS_COUNT * pointers,
        "codes unlike": CODES_COUNT * _distance(made.codes, taught.codes, rows),
        "states unlike": STATES_COUNT * _distance(made.states, taught.states, rows),
    }


def _by_kind(tags: Tensor) -> list[Tensor]:
    pages, rows, _ = tags.shape
    return list(tags.view(pages, rows, len(KINDS), 3).unbind(dim=2))


def _divergence(made: Tensor, taught: Tensor, heads: Tensor) -> Tensor:
    """Kullback and Leibler's, of the chances taught from those made, the mean of all words."""
    each = functional.kl_div(made.log_softmax(-1), taught.softmax(-1), reduction="none").sum(-1)
    return (each * heads).sum() / heads.sum()


def _distance(made: Tensor, taught: Tensor, rows: Tensor) -> Tensor:
    """The squared distance, as a share of the square of what was taught."""
    return (((made - taught) ** 2).mean(-1) * rows).sum() / ((taught**2).mean(-1) * rows).sum()
