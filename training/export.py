"""The trained network as an ONNX graph of 8-bit weights that onnxruntime reads fast on a processor.

Weights: one scale a column, 7 bits, so that sums of two products fit into 16 bits on processors without VNNI
(onnxruntime's guide to quantization). Inputs of the products: 8 bits with fixed ranges, measured on training
rows, so that a sentence's answer does not depend on what else is in its batch. Columns of inputs far larger
than others lend some of their size to the weights (SmoothQuant, Xiao et al. 2023), as much as brings the
product nearest to the exact one.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import torch
from encoder import HEADS, LAYERS, WIDTH, Toward
from examples import padded
from onnx import TensorProto, helper, numpy_helper

OWN = "com.microsoft"  # onnxruntime's own operators
STEPS = 63  # of a weight on each side of 0: 7 bits
LENT = (0.0, 0.15, 0.3, 0.5)  # how much of a column's size the weights take over
KEPT = (1.0, 0.8, 0.6, 0.4)  # share of the range of the inputs that is told apart
EPSILON = 1e-12

Inputs = dict[str, np.ndarray]


@dataclass
class Graph:
    """Nodes and constants as they are added."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: np.ndarray) -> str:
        """Add a constant; its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, *, own: bool = False, **options: object) -> str:
        """Add a node of one output; its name."""
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=OWN if own else "", **options))
        return output


@torch.inference_mode()
def inputs_of(net: Toward, rows: list[list[int]]) -> Inputs:
    """What goes into every product of the layers, over the rows: states x width."""
    seen: dict[str, list[np.ndarray]] = defaultdict(list)
    products = [(name, part) for name, part in net.named_modules() if name.startswith("layers.")]
    handles = [
        part.register_forward_hook(lambda _, given, __, name=name: seen[name].append(given[0][0].numpy()))
        for name, part in products
        if isinstance(part, torch.nn.Linear)
    ]
    net.eval()
    for row in rows:  # one at a time: nobody reads the states of padding
        net(*padded([row]))
    for handle in handles:
        handle.remove()
    return {name: np.concatenate(states) for name, states in seen.items()}


def write(net: Toward, path: Path, *, seen: Inputs, temperature: float = 1.0) -> None:
    """Write the graph: `pieces` (rows x length) and `marks` (rows x 2) -> `logits` (rows x 3)."""
    weights = {name: value.detach().float().numpy() for name, value in net.state_dict().items()}
    graph = Graph()
    states = _embedded(graph, weights)
    for i in range(LAYERS):
        states = _layer(graph, weights, f"layers.{i}", states, seen)
    _head(graph, weights, states, temperature)
    inputs = [_told("pieces", TensorProto.INT64, "length"), _told("marks", TensorProto.INT64, 2)]
    whole = helper.make_graph(
        graph.nodes, "toward", inputs, [_told("logits", TensorProto.FLOAT, 3)], graph.constants
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(OWN, 1)]
    model = helper.make_model(whole, opset_imports=opsets, ir_version=8, producer_name="sourcewise")
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def _told(name: str, kind: int, width: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, ["rows", width])


def _embedded(graph: Graph, weights: dict[str, np.ndarray]) -> str:
    """Words and places; and `mask`, 1 where a piece stands."""
    words = weights["words.weight"]
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-9) / 127
    graph.add("Gather", [graph.constant("words", np.rint(words / scale).astype(np.int8)), "pieces"], "word8")
    graph.add("Cast", ["word8"], "word32", to=TensorProto.FLOAT)
    graph.add("Gather", [graph.constant("word.scale", scale.astype(np.float32)), "pieces"], "word.size")
    graph.add("Mul", ["word32", "word.size"], "word")
    graph.add("Shape", ["pieces"], "length", start=1, end=2)
    first = graph.constant("first", np.array([0]))
    graph.add("Slice", [graph.constant("places", weights["places.weight"]), first, "length", first], "place")
    graph.add("Add", ["word", "place"], "placed")
    graph.add("Equal", ["pieces", graph.constant("padding", np.array(0))], "empty")
    graph.add("Not", ["empty"], "there")
    graph.add("Cast", ["there"], "mask", to=TensorProto.INT32)
    norm = [graph.constant(f"norm.{part}", weights[f"norm.{part}"]) for part in ("weight", "bias")]
    return graph.add("LayerNormalization", ["placed", *norm], "states", axis=-1, epsilon=EPSILON)


def _layer(graph: Graph, weights: dict[str, np.ndarray], name: str, states: str, seen: Inputs) -> str:
    """One layer of the encoder."""
    qkv = _product(graph, weights, f"{name}.qkv", states, seen)
    sides = [f"{name}.{side}" for side in ("query", "key", "value")]
    split = graph.constant(f"{name}.widths", np.array([WIDTH] * 3))
    graph.nodes.append(helper.make_node("Split", [qkv, split], sides, axis=2))
    read = graph.add("MultiHeadAttention", [*sides, "", "mask"], f"{name}.read", own=True, num_heads=HEADS)
    out = _product(graph, weights, f"{name}.out", read, seen)
    states = _normed(graph, weights, f"{name}.norm1", [out, states])
    wide = graph.add("Gelu", [_product(graph, weights, f"{name}.up", states, seen)], f"{name}.gelu", own=True)
    return _normed(
        graph, weights, f"{name}.norm2", [_product(graph, weights, f"{name}.down", wide, seen), states]
    )


def _normed(graph: Graph, weights: dict[str, np.ndarray], name: str, added: list[str]) -> str:
    """The normalised sum of two states."""
    norm = [graph.constant(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias")]
    return graph.add("SkipLayerNormalization", [*added, *norm], f"{name}.states", own=True, epsilon=EPSILON)


def _product(graph: Graph, weights: dict[str, np.ndarray], name: str, states: str, seen: Inputs) -> str:
    """A linear layer in whole numbers: inputs of 8 bits, weights of 7."""
    found = whole_numbers(weights[f"{name}.weight"].T, seen[name])
    if (found.even != 1).any():
        share = graph.constant(f"{name}.even", 1 / found.even)
        states = graph.add("Mul", [states, share], f"{name}.evened")
    step, zero = graph.constant(f"{name}.step", found.step), graph.constant(f"{name}.zero", found.zero)
    whole = graph.add("QuantizeLinear", [states, step, zero], f"{name}.input")
    weight = graph.constant(f"{name}.weight", found.weight)
    scale = graph.constant(f"{name}.scale", found.scale)
    nil = graph.constant(f"{name}.nil", np.zeros(len(found.scale), np.int8))
    bias = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    inputs = [whole, weight, step, scale, zero, nil, bias]
    return graph.add("MatMulIntegerToFloat", inputs, f"{name}.product", own=True)


@dataclass(frozen=True)
class Whole:
    """A matrix in whole numbers, and how its inputs become whole numbers."""

    even: np.ndarray  # what each column of the input is divided by
    step: np.float32
    zero: np.uint8
    weight: np.ndarray
    scale: np.ndarray  # of each column of the weight


def whole_numbers(matrix: np.ndarray, states: np.ndarray) -> Whole:
    """The choice of LENT and KEPT whose product of the states is nearest to the exact one."""
    exact = states @ matrix
    tried = [_cut(matrix, states, lent, kept) for lent in LENT for kept in KEPT]
    return min(tried, key=lambda found: float(np.square(_answer(found, states) - exact).mean()))


def _cut(matrix: np.ndarray, states: np.ndarray, lent: float, kept: float) -> Whole:
    """The matrix and its inputs in whole numbers."""
    even = (np.abs(states).max(axis=0).clip(1e-3) / np.abs(matrix).max(axis=1).clip(1e-3)) ** lent
    matrix, states = matrix * even[:, None], states / even
    low, high = kept * states.min(), kept * states.max()
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / STEPS
    step = np.float32((high - low) / 255)
    zero = np.uint8(np.clip(np.rint(-low / step), 0, 255))
    weight = np.rint(matrix / scale).astype(np.int8)
    return Whole(even.astype(np.float32), step, zero, weight, scale.astype(np.float32))


def _answer(found: Whole, states: np.ndarray) -> np.ndarray:
    """The product as the processor will compute it."""
    whole = np.clip(np.rint(states / found.even / found.step) + found.zero, 0, 255) - found.zero
    return (whole.astype(np.float32) @ found.weight.astype(np.float32)) * found.step * found.scale


def _head(graph: Graph, weights: dict[str, np.ndarray], states: str, temperature: float) -> None:
    """The states of the two marks and the mean of all -> logits over the temperature."""
    last = graph.constant("last", np.array([2]))
    graph.add("Unsqueeze", ["marks", last], "marked")
    graph.add("GatherND", [states, "marked"], "both", batch_dims=1)
    graph.add("Flatten", ["both"], "ends", axis=1)
    graph.add("Cast", ["mask"], "weight", to=TensorProto.FLOAT)
    graph.add("Unsqueeze", ["weight", last], "weights")
    graph.add("Mul", [states, "weights"], "kept")
    middle = graph.constant("middle", np.array([1]))
    graph.add("ReduceSum", ["kept", middle], "total", keepdims=0)
    graph.add("ReduceSum", ["weight", middle], "count", keepdims=1)
    graph.add("Div", ["total", "count"], "mean")
    graph.add("Concat", ["ends", "mean"], "summary", axis=1)
    head = [
        graph.constant(f"head.{p}", weights[f"head.{p}"] / np.float32(temperature))
        for p in ("weight", "bias")
    ]
    graph.add("Gemm", ["summary", *head], "logits", transB=1)
