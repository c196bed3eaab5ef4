"""A trained network as the folder that the reader loads: an int8 ONNX model, its tokenizer and its settings."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from demarches.transforms.pieces import CLS, SEP
from demarches.transforms.tagger import UNITS, Settings, write_settings
from training.model import ATTENTIONS, WIDTH, Network, minilm

HEADS = ("/tags/", "/codes/", "/queries/", "/keys/", "/grammar/")
INPUTS, OUTPUTS = ["ids", "shapes"], ["tags", "codes", "queries", "keys", "grammar"]
OPSET = 17
UNCALIBRATED = (0.0, 1.0, 0.0)  # a unit is as likely as the mean of its words
SOME_WORD = 2000


def export(network: Network, output: Path) -> None:
    """Write `reader.onnx`, `tokenizer.json` and `reader.json` to the folder `output`."""
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        write_float(network, plain)
        fuse(plain, fused)
        quantise(fused, output / "reader.onnx")
    # The pages are cut by the reader itself.
    tokenizer = json.loads(minilm("tokenizer.json")) | {"truncation": None, "padding": None}
    (output / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    trust = np.array([UNCALIBRATED] * len(UNITS), dtype=np.float32)
    write_settings(Settings(network.bias.detach().numpy(), trust), output / "reader.json")


def write_float(network: Network, path: Path) -> None:
    """Write the network as float32 ONNX with free numbers of pages and rows."""
    ids = torch.tensor([[CLS, SOME_WORD, SEP]] * 2)
    torch.onnx.export(
        network.eval(),
        (ids, torch.zeros_like(ids)),
        str(path),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={name: {0: "page", 1: "row"} for name in [*INPUTS, *OUTPUTS]},
        opset_version=OPSET,
        dynamo=False,
    )


def fuse(source: Path, target: Path) -> None:
    """Replace attention, norms and activations by onnxruntime's fused operators."""
    options = FusionOptions("bert")
    options.use_multi_head_attention = True  # a page alone needs no mask, and this attention is the faster one
    fused = optimize_model(
        str(source),
        model_type="bert",
        num_heads=ATTENTIONS,
        hidden_size=WIDTH,
        optimization_options=options,
        opt_level=0,
    )
    fused.save_model_to_file(str(target))


def quantise(source: Path, target: Path) -> None:
    """Quantise all but the heads to int8, weights by channel."""
    nodes = [node.name for node in onnx.load(str(source)).graph.node if node.name.startswith(HEADS)]
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=nodes,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
