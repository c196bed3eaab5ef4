"""The encoder of phrases: MiniLM as its makers trained it, which tells how alike two phrases are, as int8 ONNX."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.export import VECTORS, fuse, quantise, write_float
from training.model import LARGE, Network, pretrained


class Phrases(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """One vector of length 1 for each row of word pieces: the mean of what the encoder makes of them."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> Tensor:
        """Give [page, width] for pieces [page, row], the marks of beginning and end among them."""
        return functional.normalize(self.network.states(ids, torch.zeros_like(ids)).mean(dim=1), dim=-1)


def export(path: Path) -> None:
    """Write the encoder to `path`."""
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        write_float(Phrases(pretrained(0.0)), plain, ["ids"], [VECTORS])
        fuse(plain, fused, LARGE)
        quantise(fused, path)


def main() -> None:
    """Export the encoder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True, help="the model file to write")
    options = parser.parse_args()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    export(options.output)


if __name__ == "__main__":
    main()
