"""The reader's network: a MiniLM encoder with heads for tags, classes and pointers, in plain torch.

It comes in two sizes: the large one is as wide as MiniLM, and teaches the small one, which is shipped.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

from demarches.transforms.parsing.grammar import GRAMMAR
from demarches.transforms.parsing.pieces import BUCKETS, SHAPES
from demarches.transforms.parsing.tagger import CLASSES, KINDS, POINT, RELATIONS

WIDTH, LAYERS, WORDS, PLACES = 384, 6, 30522, 512
HEAD = 32  # width of an attention head


@dataclass(frozen=True)
class Size:
    """How many attention heads and inner units each layer has."""

    heads: int
    units: int


LARGE, SMALL = Size(12, 1536), Size(8, 768)
TAGS, CODES, PARSES = 3 * len(KINDS), *(sum(map(len, heads.values())) for heads in (CLASSES, GRAMMAR))
# What MiniLM calls the parts of a layer, and what they are called here.
PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "out",
    "attention.output.LayerNorm": "norm",
    "intermediate.dense": "up",
    "output.dense": "down",
    "output.LayerNorm": "last_norm",
}


class Layer(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """One transformer layer of BERT."""

    def __init__(self, dropout: float, size: Size) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, size.heads * HEAD) for _ in range(3))
        self.out = nn.Linear(size.heads * HEAD, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, size.units), nn.Linear(size.units, WIDTH)
        self.norm, self.last_norm = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Read states [page, row, width]; `mask` [page, 1, 1, row] is added to the attention."""
        pages, rows, _ = x.shape
        split = (pages, rows, -1, HEAD)
        query, key, value = (part(x).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        if torch.onnx.is_in_onnx_export():  # the form that onnxruntime knows how to fuse
            scores = query @ key.transpose(2, 3) / math.sqrt(HEAD)
            seen = scores.softmax(dim=-1) @ value
        else:
            added = None if mask is None else mask.to(query.dtype)
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=added)
        x = self.norm(x + self.dropout(self.out(seen.transpose(1, 2).reshape(pages, rows, -1))))
        return self.last_norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """The encoder and its heads; `bias` [relation, bucket] is what distance adds to a pointer."""

    def __init__(self, dropout: float = 0.1, size: Size = LARGE) -> None:
        super().__init__()
        self.size = size
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout, size) for _ in range(LAYERS))
        self.tags, self.codes = nn.Linear(WIDTH, TAGS), nn.Linear(WIDTH, CODES)
        self.queries, self.keys = (nn.Linear(WIDTH, len(RELATIONS) * POINT) for _ in range(2))
        self.grammar = nn.Linear(WIDTH, PARSES)
        self.bias = nn.Parameter(torch.zeros(len(RELATIONS), BUCKETS))
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Give tag and class scores, queries, keys and grammar, each [page, row, n].

        `mask` is 0 at padding; without it there is none, as where the exported network reads page by page.
        """
        return self.told(self.states(ids, shapes, mask))

    def states(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """What the encoder makes of each row of pages, [page, row, width]."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        if mask is not None:
            mask = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return self.dropout(x)

    def told(self, states: Tensor) -> tuple[Tensor, ...]:
        """What the heads tell of the encoder's states."""
        return (
            self.tags(states),
            self.codes(states),
            self.queries(states),
            self.keys(states),
            self.grammar(states),
        )


@cache
def minilm(name: str) -> bytes:
    """A file of the pretrained encoder, out of its package: `model.safetensors`, `tokenizer.json`."""
    with (files("all_minilm_l6_v2") / "model.zip").open("rb") as opened, ZipFile(opened) as archive:
        return archive.read(name)


def pretrained(dropout: float) -> Network:
    """A network whose encoder has the weights of MiniLM, and whose heads know nothing yet."""
    network, old = Network(dropout), load(minilm("model.safetensors"))
    types = old["embeddings.token_type_embeddings.weight"][0]
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "places.weight": old["embeddings.position_embeddings.weight"] + types,
    }
    for part in ("weight", "bias"):
        new[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
        for number in range(LAYERS):
            for theirs, ours in PARTS.items():
                new[f"layers.{number}.{ours}.{part}"] = old[f"encoder.layer.{number}.{theirs}.{part}"]
    unplaced = network.load_state_dict(new, strict=False).unexpected_keys
    if unplaced:
        raise ValueError(f"weights of MiniLM that have no place: {unplaced}")
    return network


def stored(path: Path, dropout: float = 0.0) -> Network:
    """A network with the weights at `path`, of whichever size; of a head that has grown since, they are put first."""
    old: Mapping[str, Tensor] = torch.load(path)
    network = Network(dropout, Size(len(old["layers.0.query.weight"]) // HEAD, len(old["layers.0.up.weight"])))
    new = network.state_dict()
    for name, weights in old.items():
        new[name][: len(weights)] = weights
    network.load_state_dict(new)
    return network
