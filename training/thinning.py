"""The small network, cut out of the large one: the attention heads and inner units that move its states most.

How far a part moves the states is the variance of what it adds to them, over some pages; what it adds on average, if it
is left out, is added to the bias. The network is then taught again what it lost (after Michel, Levy and Neubig, "Are
Sixteen Heads Really Better than One?", 2019, who rank heads by what they change).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import torch
from torch import Tensor, nn

from training.data import Example
from training.model import HEAD, SMALL, Layer, Network, Size


class Moments:
    """Mean [feature] and covariance [feature, feature] of what goes into a linear map."""

    def __init__(self, mapping: nn.Linear) -> None:
        self._count, self._sum, self._products = 0, torch.tensor(0.0), torch.tensor(0.0)
        self.watch = mapping.register_forward_pre_hook(self._see)

    def _see(self, _mapping: nn.Linear, inputs: tuple[Tensor]) -> None:
        rows = inputs[0].flatten(0, -2).float()
        self._count += len(rows)
        self._sum = self._sum + rows.sum(dim=0)
        self._products = self._products + rows.T @ rows

    @property
    def mean(self) -> Tensor:
        """The mean of each feature."""
        return self._sum / self._count

    @property
    def covariance(self) -> Tensor:
        """How features vary together."""
        return self._products / self._count - torch.outer(self.mean, self.mean)


def thinned(large: Network, pages: Sequence[Example], dropout: float, size: Size = SMALL) -> Network:
    """A network of `size` with what matters most of a large one on some pages."""
    seen = [(Moments(layer.out), Moments(layer.down)) for layer in large.layers]
    with torch.no_grad():
        for each in pages:
            large.states(torch.from_numpy(each.page.ids)[None], torch.from_numpy(each.page.shapes)[None])
    for moments in chain.from_iterable(seen):
        moments.watch.remove()
    network = Network(dropout, size)
    kept = {name: weights for name, weights in large.state_dict().items() if not name.startswith("layers.")}
    network.load_state_dict(kept, strict=False)
    with torch.no_grad():
        for thin, layer, (attended, active) in zip(network.layers, large.layers, seen, strict=True):
            _cut(thin, layer, attended, active, size)
    return network


def _cut(thin: Layer, layer: Layer, attended: Moments, active: Moments, size: Size) -> None:
    heads = _best(_moved(layer.out, attended, HEAD), size.heads)
    features = (heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
    units = _best(_moved(layer.down, active, 1), size.units)
    for name in ("query", "key", "value"):
        _fill(getattr(thin, name), getattr(layer, name).weight[features], getattr(layer, name).bias[features])
    _fill(thin.up, layer.up.weight[units], layer.up.bias[units])
    for name, moments, chosen in (("out", attended, features), ("down", active, units)):
        whole = getattr(layer, name)
        left_out = moments.mean.index_fill(0, chosen, 0.0)
        _fill(getattr(thin, name), whole.weight[:, chosen], whole.bias + whole.weight @ left_out)
    for name in ("norm", "last_norm"):
        _fill(getattr(thin, name), getattr(layer, name).weight, getattr(layer, name).bias)


def _moved(mapping: nn.Linear, moments: Moments, width: int) -> Tensor:
    """How much what the map gives varies with each group of `width` features."""
    groups = [slice(first, first + width) for first in range(0, mapping.in_features, width)]
    weights, covariance = mapping.weight, moments.covariance
    return torch.stack([((weights[:, group] @ covariance[group, group]) * weights[:, group]).sum() for group in groups])


def _best(moved: Tensor, number: int) -> Tensor:
    return moved.topk(number).indices.sort().values


def _fill(part: nn.Linear | nn.LayerNorm, weight: Tensor, bias: Tensor) -> None:
    part.weight.copy_(weight)
    part.bias.copy_(bias)
