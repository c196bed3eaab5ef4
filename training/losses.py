"""What the reader gets wrong of a batch: tags, pointers and classes."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from demarches.transforms.parsing.grammar import GRAMMAR
from demarches.transforms.parsing.tagger import CLASSES, KINDS, POINT, RELATIONS
from training.batches import Batch
from training.model import Network
from training.parses import UNKNOWN

POINTERS_COUNT, CLASSES_COUNT, GRAMMAR_COUNTS = 1.0, 0.3, 0.05  # beside the tags
DEMANDS_COUNT = 1.5  # tags of what is wanted and of answers, which are rare
DEMAND_KINDS = slice(KINDS.index("wanted"), None)
SMOOTHING = 0.02
NEVER = -1e4


class Outputs(NamedTuple):
    """What a network makes of pages, each [page, row, n]; queries and keys hold all relations side by side."""

    states: Tensor
    tags: Tensor
    codes: Tensor
    queries: Tensor
    keys: Tensor
    grammar: Tensor


def outputs(network: Network, batch: Batch) -> Outputs:
    """What the network makes of a batch."""
    with torch.autocast("cpu", torch.bfloat16):
        states = network.states(batch.ids, batch.shapes, batch.ids != 0)
        told = network.told(states)
    return Outputs(*(each.float() for each in (states, *told)))


def losses(made: Outputs, bias: Tensor, batch: Batch) -> dict[str, Tensor]:
    """The losses of a batch, by what was wrong; `bias` [relation, bucket] is what distance adds to a pointer."""
    found = {"grammar": GRAMMAR_COUNTS * _of_grammar(made.grammar, batch)}
    if (batch.weights > 0).any():
        found["tags"] = _of_tags(made.tags, batch)
    if len(batch.relation):
        found["pointers"] = POINTERS_COUNT * _of_pointers(bias, made.queries, made.keys, batch)
    if len(batch.labels):
        found["classes"] = CLASSES_COUNT * _of_classes(made.codes, batch)
    return found


def _of_tags(tags: Tensor, batch: Batch) -> Tensor:
    pages, rows, _ = tags.shape
    scores = tags.view(pages, rows, len(KINDS), 3).permute(0, 3, 2, 1)
    weights = batch.weights.clone()
    weights[:, DEMAND_KINDS] *= DEMANDS_COUNT
    words = (batch.weights > 0).any(dim=1).sum()
    loss = functional.cross_entropy(scores, batch.tags, reduction="none", label_smoothing=SMOOTHING)
    return (loss * weights).sum() / words


def _of_grammar(grammar: Tensor, batch: Batch) -> Tensor:
    heads = grammar.split([len(values) for values in GRAMMAR.values()], dim=2)
    known = [
        functional.cross_entropy(
            scores.transpose(1, 2), batch.grammar[:, number], ignore_index=UNKNOWN, reduction="sum"
        )
        for number, scores in enumerate(heads)
    ]
    return torch.stack(known).sum() / (batch.grammar[:, 0] != UNKNOWN).sum()


def _of_pointers(bias: Tensor, queries: Tensor, keys: Tensor, batch: Batch) -> Tensor:
    """Minus the log of the chance that falls on right rows, over the groups of a query."""
    pages, rows, _ = queries.shape
    split = (pages, rows, len(RELATIONS), POINT)
    query = torch.einsum("qr,qrd->qd", batch.spans, queries.view(split)[batch.page, :, batch.relation])
    key = keys.view(split)[batch.page, :, batch.relation]
    scores = torch.einsum("qd,qrd->qr", query, key) / math.sqrt(POINT)
    scores = scores + bias[batch.relation].gather(1, batch.buckets)
    scores = scores.masked_fill(~(batch.allowed | _right(batch)), NEVER).log_softmax(dim=1)
    right = scores[batch.group_query].masked_fill(~batch.groups, NEVER).logsumexp(dim=1)
    share = 1 / torch.bincount(batch.group_query, minlength=len(batch.relation))[batch.group_query]
    return -(right * share).sum() / len(batch.relation)


def _right(batch: Batch) -> Tensor:
    right = torch.zeros_like(batch.allowed)
    for query, group in zip(batch.group_query.tolist(), batch.groups, strict=True):
        right[query] |= group
    return right


def _of_classes(codes: Tensor, batch: Batch) -> Tensor:
    pooled = torch.einsum("lr,lrc->lc", batch.label_spans, codes[batch.label_page])
    start, found = 0, []
    for head, names in enumerate(CLASSES.values()):
        mine = batch.label_head == head
        scores = pooled[mine, start : start + len(names)]
        found.append(functional.cross_entropy(scores, batch.labels[mine], reduction="sum"))
        start += len(names)
    return torch.stack(found).sum() / len(batch.labels)
