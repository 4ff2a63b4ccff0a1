"""One network, trained from one seed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from encoder import Toward
from examples import Rows, batches
from torch import Tensor
from torch.nn import functional

EVERY, TELL = 5, 40  # steps: the running mean, a line of the log

State = dict[str, Tensor]


@dataclass(frozen=True)
class Settings:
    """What a training is run with."""

    seed: int = 0
    epochs: int = 4
    rate: float = 1e-4
    batch: int = 32
    smoothing: float = 0.1
    named: float = 0.0  # share of an epoch's rows that show the name
    frozen: int = 0  # layers that, with the words below them, keep the weights that they came with
    warm: float = 0.1
    decay: float = 0.01
    last: int = 1  # epochs whose running mean, at their end, goes into the model
    average: float = 0.95  # of the running mean of the weights, taken every EVERY steps


def train(
    net: Toward,
    rows: Rows,
    settings: Settings,
    *,
    taught: tuple[Tensor, Tensor] | None = None,
    after: Callable[[Toward], None] = lambda _: None,
) -> list[State]:
    """The running mean of the weights after each of the last epochs; `after` is called with every one.

    `taught` are the goals (rows x 3) and the rows' weights that a teacher sets instead of the labels.
    """
    torch.manual_seed(settings.seed)
    freeze(net, settings.frozen)
    random = np.random.default_rng(settings.seed)
    goal, weight = taught or goals(rows.labels, settings.smoothing)
    optimiser = torch.optim.AdamW(net.parameters(), settings.rate, weight_decay=settings.decay, fused=True)
    steps = settings.epochs * -(-len(rows.labels) // settings.batch)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: paced(step / steps, settings.warm))
    running = torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    mean = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=running)
    found = []
    for epoch in range(settings.epochs):
        net.train()
        began, total = time.monotonic(), 0.0
        drawn = batches(shown(rows, settings.named, random), settings.batch, random)
        for i, (which, *inputs) in enumerate(drawn):
            total += step(net, optimiser, inputs, goal[which], weight[which])
            pace.step()
            if i % EVERY == 0:
                mean.update_parameters(net)
            if i % TELL == 0:
                print(f"  {epoch} {i} {total / (i + 1):.4f} {time.monotonic() - began:.0f}s", flush=True)
        after(mean.module)
        found.append({name: weights.clone() for name, weights in mean.module.state_dict().items()})
    return found[-settings.last :]


def freeze(net: Toward, layers: int) -> None:
    """Keep the words' and the lowest layers' weights as they are."""
    kept = ("words", "places", "norm", *(f"layers.{i}." for i in range(layers)))
    for name, weights in net.named_parameters():
        weights.requires_grad_(not (layers and name.startswith(kept)))


def shown(rows: Rows, share: float, random: np.random.Generator) -> list[list[int]]:
    """This epoch's rows: a share of them with the name, the others without."""
    named = random.random(len(rows.labels)) < share
    return [rows.named[i] if show else rows.masked[i] for i, show in enumerate(named)]


def step(
    net: Toward, optimiser: torch.optim.Optimizer, inputs: list[Tensor], goal: Tensor, weight: Tensor
) -> float:
    """One step down the weighted cross-entropy of a batch; its loss."""
    with torch.autocast("cpu", torch.bfloat16):
        logits = net(*inputs)
    loss = -(weight * (goal * functional.log_softmax(logits.float(), 1)).sum(1)).mean()
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()
    return loss.item()


def goals(labels: np.ndarray, smoothing: float) -> tuple[Tensor, Tensor]:
    """Smoothed labels (Szegedy et al. 2016), and each row's weight: classes count the same."""
    goal = np.eye(3)[labels] * (1 - smoothing) + smoothing / 3
    weight = (len(labels) / 3 / np.bincount(labels, minlength=3))[labels]
    return torch.tensor(goal).float(), torch.tensor(weight).float()


def believed(
    answers: np.ndarray, labels: np.ndarray, smoothing: float, share: float
) -> tuple[Tensor, Tensor]:
    """Goals and weights from a teacher's answers; the first rows have labels and mix them in."""
    goal = torch.tensor(answers).float()
    own, _ = goals(labels, smoothing)
    goal[: len(labels)] = share * goal[: len(labels)] + (1 - share) * own
    each = torch.tensor(len(labels) / 3 / np.bincount(labels, minlength=3)).float()
    return goal, goal @ each


def paced(done: float, warm: float) -> float:
    """Up to 1 over the share `warm` of the steps, then down to 0."""
    return done / warm if done < warm else (1 - done) / (1 - warm)


@torch.inference_mode()
def predict(net: Toward, rows: list[list[int]], *, fast: bool = False, size: int = 32) -> np.ndarray:
    """Logits (rows x 3)."""
    net.eval()
    found = np.zeros((len(rows), 3), dtype=np.float32)
    for which, *inputs in batches(rows, size):
        with torch.autocast("cpu", torch.bfloat16, enabled=fast):
            found[which] = net(*inputs).float().numpy()
    return found
