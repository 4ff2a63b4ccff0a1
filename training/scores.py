"""How good the answers are: macro-F1 with its interval, temperature, calibration, neutrality of names."""

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from sklearn.metrics import f1_score

from sourcewise.analysis.tone import classifier

NAMES = (
    "China", "Russia", "Germany", "Nigeria", "Iran", "the United States", "Vladimir Putin", "Angela Merkel",
    "Joe Biden", "Donald Trump", "Xi Jinping", "Malala Yousafzai", "NATO", "Hamas", "Google",
    "the World Health Organization", "Greenpeace", "the European Union", "the Taliban", "the Red Cross",
)  # fmt: skip
DRAWS = 2000


def macro_f1(labels: np.ndarray, found: np.ndarray) -> float:
    """The mean of the three classes' F1."""
    return float(f1_score(labels, found, average="macro", labels=[0, 1, 2], zero_division=0))


def interval(labels: np.ndarray, found: np.ndarray, groups: np.ndarray, seed: int = 0) -> tuple[float, float]:
    """95 % percentile interval of macro-F1; sentences are drawn, with all their mentions."""
    random = np.random.default_rng(seed)
    members = pd.Series(np.arange(len(labels))).groupby(groups).agg(np.array).to_numpy()
    drawn = (np.concatenate(members[random.integers(0, len(members), len(members))]) for _ in range(DRAWS))
    low, high = np.quantile([macro_f1(labels[rows], found[rows]) for rows in drawn], [0.025, 0.975])
    return round(float(low), 3), round(float(high), 3)


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """What the logits are divided by for the best likelihood (Guo et al. 2017)."""

    def loss(size: float) -> float:
        scaled = logits / size
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(labels)), labels]).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def calibration_error(probabilities: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Mean distance of confidence and accuracy over bins of equal width (Guo et al. 2017)."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bin_of = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = pd.DataFrame({"bin": bin_of, "gap": sure - right}).groupby("bin")["gap"]
    return float((gaps.mean().abs() * gaps.size()).sum() / len(labels))


def neutrality(table: pd.DataFrame, sentences: int = 200) -> float:
    """Share of the sentences x NAMES whose class is not the commonest of its sentence."""
    rows = table.drop_duplicates("sentence").head(sentences)
    texts, spans = [], []
    for text, start, end in zip(rows["sentence"], rows["start"], rows["end"], strict=True):
        texts += [text[:start] + name + text[end:] for name in NAMES]
        spans += [(start, start + len(name)) for name in NAMES]
    found = (
        classifier.classes(classifier.classify(texts, spans)).fillna("tie").to_numpy().reshape(-1, len(NAMES))
    )
    common = pd.DataFrame(found).mode(axis=1)[0].to_numpy()
    return float((found != common[:, None]).mean())


def scored(table: pd.DataFrame) -> dict[str, object]:
    """What `classify` reaches on the sentences of `examples.read`."""
    probabilities = classifier.classify(table["sentence"], table[["start", "end"]].to_numpy()).to_numpy()
    labels, found = table["label"].to_numpy(), probabilities.argmax(axis=1)
    low, high = interval(labels, found, table["sentence"].to_numpy())
    return {
        "mentions": len(table),
        "sentences": int(table["sentence"].nunique()),
        "macro_f1": round(macro_f1(labels, found), 3),
        "interval": [low, high],
        "accuracy": round(float((labels == found).mean()), 3),
        "f1": f1_score(labels, found, average=None, labels=[0, 1, 2]).round(3).tolist(),
        "calibration_error": round(calibration_error(probabilities, labels), 3),
    }


def package() -> Path:
    """Where the weights lie."""
    return Path(classifier.__file__).parents[2] / "data" / "toward"
