"""The network: MiniLM's encoder (Wang et al. 2020), a linear head on the two marks' states and the mean."""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LAYERS, WIDTH, HEADS, INNER, PLACES = 6, 384, 12, 1536, 128
CLASSES = ("negative", "neutral", "positive")
NEAR = ("president", "government", "company", "he", "they")  # the new pieces begin as the mean of these


class Dropout(nn.Module):
    """Dropout (Srivastava et al. 2014) with a random byte a value: a tenth of torch's time here."""

    def __init__(self, random: np.random.Generator, share: float) -> None:
        """Leave out this share of the values."""
        super().__init__()
        self.random, self.limit = random, round(share * 256)

    def forward(self, states: Tensor) -> Tensor:
        """The states less what is left out, in training only."""
        if not self.training:
            return states
        drawn = torch.from_numpy(np.frombuffer(bytearray(self.random.bytes(states.numel())), np.uint8))
        kept = (drawn >= self.limit).to(states.dtype).mul_(256 / (256 - self.limit))
        return states * kept.view(states.shape)


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019); the three projections of attention in one matrix."""

    def __init__(self, dropout: Dropout) -> None:
        """Draw the weights anew."""
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.dropout = dropout

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States (rows x length x WIDTH) of the next layer; `mask` is far below 0 at padding."""
        rows, length, _ = states.shape
        split = self.qkv(states).view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = split[0], split[1], split[2]
        match = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
        seen = (match + mask.to(match.dtype)).softmax(-1) @ value  # torch's own is three times slower here
        seen = self.out(seen.transpose(1, 2).reshape(rows, length, WIDTH))
        states = self.norm1(states + self.dropout(seen))
        return self.norm2(states + self.dropout(self.down(functional.gelu(self.up(states)))))


class Toward(nn.Module):
    """Word pieces (rows x length, 0 is padding) and the places of the two marks -> logits (rows x 3)."""

    def __init__(self, pieces: int, dropout: float = 0.1, seed: int = 0) -> None:
        """Draw the weights anew."""
        super().__init__()
        drop = Dropout(np.random.Generator(np.random.SFC64(seed)), dropout)
        self.words, self.places = nn.Embedding(pieces, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, 1e-12), drop
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.head = nn.Linear(3 * WIDTH, len(CLASSES))

    def forward(self, pieces: Tensor, opened: Tensor, closed: Tensor) -> Tensor:
        """Logits, by CLASSES."""
        there = (pieces != 0).float()
        mask = (1.0 - there)[:, None, None, :] * -10000.0
        states = self.words(pieces) + self.places.weight[None, : pieces.shape[1]]
        states = self.dropout(self.norm(states))
        for layer in self.layers:
            states = layer(states, mask)
        rows = torch.arange(pieces.shape[0])
        mean = (states * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
        read = torch.cat([states[rows, opened], states[rows, closed], mean], 1)
        return self.head(self.dropout(read))


def load(folder: Path, pieces: list[str], new: list[str], *, dropout: float = 0.1, seed: int = 0) -> Toward:
    """The network with MiniLM's weights; `pieces` is the table in its order, `new` begin near NEAR."""
    given = load_file(folder / "model.safetensors")
    number = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    words = given["embeddings.word_embeddings.weight"]
    near = words[[number[word] for word in NEAR]].mean(0)
    rows = [near if piece in new else words[number[piece]] for piece in pieces]
    net = Toward(len(pieces), dropout, seed)
    state = net.state_dict()
    state["words.weight"] = torch.stack(rows) + given["embeddings.token_type_embeddings.weight"][0]
    state["places.weight"] = given["embeddings.position_embeddings.weight"][:PLACES]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for i in range(LAYERS):
            old, here = f"encoder.layer.{i}", f"layers.{i}"
            sides = [given[f"{old}.attention.self.{side}.{part}"] for side in ("query", "key", "value")]
            state[f"{here}.qkv.{part}"] = torch.cat(sides)
            state[f"{here}.out.{part}"] = given[f"{old}.attention.output.dense.{part}"]
            state[f"{here}.norm1.{part}"] = given[f"{old}.attention.output.LayerNorm.{part}"]
            state[f"{here}.up.{part}"] = given[f"{old}.intermediate.dense.{part}"]
            state[f"{here}.down.{part}"] = given[f"{old}.output.dense.{part}"]
            state[f"{here}.norm2.{part}"] = given[f"{old}.output.LayerNorm.{part}"]
    nn.init.normal_(state["head.weight"], std=0.02)
    nn.init.zeros_(state["head.bias"])
    net.load_state_dict(state)
    return net
