"""A trained network as the folder that the reader loads: an int8 ONNX model, its tokenizer and its settings."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnx.helper import make_node
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.onnx_model import OnnxModel
from onnxruntime.transformers.optimizer import optimize_model

from demarches.transforms.parsing.pieces import CLS, SEP
from demarches.transforms.parsing.tagger import UNITS, Settings, write_settings
from training.model import HEAD, Network, Size, minilm

INPUTS, OUTPUTS = ["ids", "shapes"], ["tags", "codes", "queries", "keys", "grammar"]
VECTORS = "vectors"
OPSET = 17
UNCALIBRATED = (0.0, 1.0, 0.0)  # a unit is as likely as the mean of its words
SOME_WORD = 2000
TINY = 1e-12  # added to a variance, as in the network's norms


def export(network: Network, output: Path) -> None:
    """Write `reader.onnx`, `tokenizer.json` and `reader.json` to the folder `output`."""
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        write_float(network, plain, INPUTS, OUTPUTS)
        fuse(plain, fused, network.size)
        quantise(fused, output / "reader.onnx")
    # The pages are cut by the reader itself.
    tokenizer = json.loads(minilm("tokenizer.json")) | {"truncation": None, "padding": None}
    (output / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    trust = np.array([UNCALIBRATED] * len(UNITS), dtype=np.float32)
    write_settings(Settings(network.bias.detach().numpy(), trust), output / "reader.json")


def write_float(network: torch.nn.Module, path: Path, inputs: list[str], outputs: list[str]) -> None:
    """Write the network as float32 ONNX with free numbers of pages and rows; what gives vectors gives one a page."""
    ids = torch.tensor([[CLS, SOME_WORD, SEP]] * 2)
    torch.onnx.export(
        network.eval(),
        (ids, torch.zeros_like(ids))[: len(inputs)],
        str(path),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes={name: {0: "page"} | ({} if name == VECTORS else {1: "row"}) for name in [*inputs, *outputs]},
        opset_version=OPSET,
        dynamo=False,
    )


def fuse(source: Path, target: Path, size: Size) -> None:
    """Replace attention, norms and activations by onnxruntime's fused operators."""
    options = FusionOptions("bert")
    options.use_multi_head_attention = True  # a page alone needs no mask, and this attention is the faster one
    fused = optimize_model(
        str(source),
        model_type="bert",
        num_heads=size.heads,
        hidden_size=size.heads * HEAD,
        optimization_options=options,
        opt_level=0,
    )
    plain_norms(fused)
    fused.save_model_to_file(str(target))


def plain_norms(model: OnnxModel) -> None:
    """Replace each fused norm over a sum by plain operators, which onnxruntime runs three times as fast."""
    model.add_initializer(numpy_helper.from_array(np.array(TINY, dtype=np.float32), "tiny"))
    for node in model.get_nodes_by_op_type("SkipLayerNormalization"):
        # The bias goes to what was multiplied, so that onnxruntime adds it there and then.
        multiplied, added, gain, shift, *bias = node.input
        steps = [
            *(("Add", [multiplied, each], "biased") for each in bias),
            ("Add", ["biased" if bias else multiplied, added], "sum"),
            ("ReduceMean", ["sum"], "mean"),
            ("Sub", ["sum", "mean"], "centred"),
            ("Mul", ["centred", "centred"], "squared"),
            ("ReduceMean", ["squared"], "variance"),
            ("Add", ["variance", "tiny"], "above_zero"),
            ("Sqrt", ["above_zero"], "deviation"),
            ("Div", ["centred", "deviation"], "unit"),
            ("Mul", ["unit", gain], "scaled"),
        ]
        own = {name: f"{node.name}.{name}" for _, _, name in steps}
        for kind, inputs, name in steps:
            over = {"axes": [-1]} if kind == "ReduceMean" else {}
            model.add_node(make_node(kind, [own.get(each, each) for each in inputs], [own[name]], **over))
        model.add_node(make_node("Add", [own["scaled"], shift], [node.output[0]]))
        model.remove_node(node)
    model.topological_sort()


def quantise(source: Path, target: Path) -> None:
    """Quantise to int8, weights by channel."""
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
