"""Examples gathered to batches, and batches as tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from demarches.transforms.parsing.tagger import RELATIONS
from training.data import PARTY_RELATIONS, Example
from training.parses import UNKNOWN

ALIKE = 32  # rows by which pages of one batch differ, mostly
OF_PARTIES = tuple(name in PARTY_RELATIONS for name in RELATIONS)


@dataclass(frozen=True)
class Batch:
    """Pages as tensors; pointer queries and class labels are flat over the pages."""

    ids: Tensor
    shapes: Tensor
    tags: Tensor
    weights: Tensor
    heads: Tensor  # [page, row] rows that begin a word, or may be pointed to
    grammar: Tensor  # [page, head, row]
    page: Tensor  # [query] its page
    relation: Tensor  # [query]
    spans: Tensor  # [query, row] mean over the span
    buckets: Tensor  # [query, row]
    allowed: Tensor  # [query, row] rows that compete
    group_query: Tensor  # [group] its query
    groups: Tensor  # [group, row] rows that are right
    label_page: Tensor
    label_head: Tensor
    label_spans: Tensor
    labels: Tensor


def batches(items: Sequence[Example], rows_per_batch: int, seed: int) -> list[list[Example]]:
    """Gather examples of like length to batches of at most `rows_per_batch` rows, in seeded random order."""
    order = random.Random(seed)
    found: list[list[Example]] = []
    for item in sorted(items, key=lambda each: (len(each.page.ids) // ALIKE, order.random())):
        last = found[-1] if found else []
        if not last or (len(last) + 1) * max(len(item.page.ids), len(last[-1].page.ids)) > rows_per_batch:
            found.append([])
        found[-1].append(item)
    order.shuffle(found)
    return found


def collate(items: Sequence[Example]) -> Batch:
    """Pad examples to one batch."""
    width = max(len(item.page.ids) for item in items)
    queries = [(number, item, query) for number, item in enumerate(items) for query in item.queries]
    labels = [(number, label) for number, item in enumerate(items) for label in item.labels]
    groups = [(number, group) for number, (_, _, query) in enumerate(queries) for group in query.groups]
    allowed = [
        item.page.heads & ~(item.masked & (OF_PARTIES[query.relation] and not query.sure)) for _, item, query in queries
    ]
    return Batch(
        ids=_padded([torch.from_numpy(item.page.ids) for item in items], width),
        shapes=_padded([torch.from_numpy(item.page.shapes) for item in items], width),
        tags=_padded([torch.from_numpy(item.tags) for item in items], width),
        weights=_padded([torch.from_numpy(item.weights) for item in items], width),
        heads=_padded([torch.from_numpy(item.page.heads) for item in items], width).bool(),
        grammar=_padded([torch.from_numpy(item.grammar) for item in items], width, UNKNOWN),
        page=_numbers([number for number, _, _ in queries]),
        relation=_numbers([query.relation for _, _, query in queries]),
        spans=_padded([_mean(query.rows, width) for _, _, query in queries], width),
        buckets=_padded([torch.from_numpy(item.buckets(query)) for _, item, query in queries], width).long(),
        allowed=_padded([torch.from_numpy(rows) for rows in allowed], width).bool(),
        group_query=_numbers([number for number, _ in groups]),
        groups=_padded([_mean(group, width) for _, group in groups], width) > 0,
        label_page=_numbers([number for number, _ in labels]),
        label_head=_numbers([label.head for _, label in labels]),
        label_spans=_padded([_mean(label.rows, width) for _, label in labels], width),
        labels=_numbers([label.value for _, label in labels]),
    )


def _padded(rows: Sequence[Tensor], width: int, filling: int = 0) -> Tensor:
    padded = [functional.pad(row, (0, width - row.shape[-1]), value=filling) for row in rows]
    return torch.stack(padded) if padded else torch.zeros(0, width)


def _numbers(values: Sequence[int]) -> Tensor:
    return torch.tensor(values, dtype=torch.long)


def _mean(rows: list[int], width: int) -> Tensor:
    """Weights by which a span's rows sum to their mean."""
    weights = torch.zeros(width)
    weights[rows] = 1 / len(rows)
    return weights
