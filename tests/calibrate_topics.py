"""Whether planted topics and the difference between two outlets in a topic's share are found again.

Each corpus has 500 articles of two outlets and five topics whose words and shares are known; in one outlet
the first topic is more frequent, in the other the second. The steps are those of the notebook: tf-idf, NMF,
`mixture.finish`, `compare.contrast`, `refits.widen`. `tests/calibration_topics.csv` holds, by setting, the
smallest and the mean cosine of a corpus's worst topic with the planted one, the mean estimate beside the
truth, and how often intervals held the truth, as they come from the articles and widened. Seeds are fixed:
corpus i of a setting has the seed that the setting's name and i give.
"""

import argparse
import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import synthetic
from scipy import sparse
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfTransformer

from sourcewise.analysis import compare
from sourcewise.analysis.modelling import mixture, refits
from sourcewise.analysis.modelling.stability import matched

RESULTS = Path(__file__).with_name("calibration_topics.csv")
CORPORA, REFITS, TOPICS, HALF = 1_000, 5, 5, 250
MEASURED = ("lib/sourcewise/analysis", "tests/synthetic.py", "tests/calibrate_topics.py")


@dataclass(frozen=True)
class Planted:
    """A corpus: counts, words of the topics, articles, and the true difference of each topic's share, in
    points.
    """

    counts: sparse.csr_matrix
    words: np.ndarray
    articles: pd.DataFrame
    difference: np.ndarray


@dataclass(frozen=True)
class Setting:
    """What is drawn."""

    name: str
    draw: Callable[[int], Planted]

    @property
    def seed(self) -> int:
        """Seed of the first corpus; that of corpus i is i more."""
        return int(hashlib.sha256(self.name.encode()).hexdigest()[:8], 16)


def sharp(shift: float, length: int, spread: float = 0.05) -> Callable[[int], Planted]:
    """Topics whose words are drawn from a Dirichlet of `spread` over 1,000 terms; articles of about
    `length` words.

    Shares of an article are drawn from a Dirichlet of concentration 1 around its outlet's, which differ by
    `shift`.
    """

    def draw(seed: int) -> Planted:
        rng = np.random.default_rng(seed)
        words = rng.dirichlet(np.full(1000, spread), TOPICS)
        first = np.arange(2 * HALF) < HALF
        mean = np.full((2, TOPICS), 1 / TOPICS)
        mean[:, 0] += np.array([shift, -shift]) / 2
        mean[:, 1] -= np.array([shift, -shift]) / 2
        shares = np.array([rng.dirichlet(mean[0 if one else 1]) for one in first])
        sizes = rng.poisson(length, 2 * HALF) + 2
        counts = np.array([rng.multinomial(n, row) for n, row in zip(sizes, shares @ words, strict=True)])
        return Planted(sparse.csr_matrix(counts), words, _articles(first), 100 * (mean[0] - mean[1]))

    return draw


def _articles(first: np.ndarray) -> pd.DataFrame:
    """Two outlets, all else unknown."""
    outlet = np.where(first, "Courier", "Herald")
    ids = [f"{row:04d}" for row in range(len(first))]
    empty = dict.fromkeys(("byline", "story", "duplicate_cluster", "published"))
    return pd.DataFrame({"doc_id": ids, "outlet": outlet, **empty})


def bursty(weight: float, length: int) -> Callable[[int], Planted]:
    """The corpora of `synthetic`: topics share a fifth of their words, which come in bursts; `weight` to 1
    plants.
    """

    def draw(seed: int) -> Planted:
        topics = ([weight, 1, 1, 1, 1], [1, weight, 1, 1, 1])
        outlets = [
            synthetic.Outlet(name, HALF, words=length, topics=one)
            for name, one in zip(("Courier", "Herald"), topics, strict=True)
        ]
        design = synthetic.Design(outlets, terms=1000, topics=TOPICS)
        corpus = synthetic.draw(design, seed=seed)
        shared = synthetic._share(design, seed)
        words = shared.rates * shared.boosts
        difference = corpus.truth.topics.loc["Courier"] - corpus.truth.topics.loc["Herald"]
        words = words / words.sum(axis=1, keepdims=True)
        return Planted(corpus.counts, words, corpus.articles, 100 * difference.to_numpy())

    return draw


SETTINGS = [
    Setting("sharp topics, 10 points, 200 words", sharp(0.10, 200)),
    Setting("sharp topics, no difference, 200 words", sharp(0.0, 200)),
    Setting("sharp topics, 20 points, 200 words", sharp(0.20, 200)),
    Setting("sharp topics, 10 points, 60 words", sharp(0.10, 60)),
    Setting("bursty topics that share words, 7 points, 1000 words", bursty(1.4, 1000)),
]


def look(setting: Setting, seed: int) -> dict[str, float]:
    """What one corpus adds."""
    planted = setting.draw(seed)
    held = np.asarray((planted.counts > 0).sum(axis=0)).ravel() >= 2
    counts, truth = planted.counts[:, held].tocsr(), planted.words[:, held]
    features = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    model = NMF(init="nndsvda", tol=1e-4, max_iter=500)
    final = NMF(n_components=TOPICS, init="nndsvda", tol=1e-5, max_iter=2000, random_state=seed)
    fitted = final.fit(features)
    start = mixture.scaled(fitted.transform(features), fitted.components_)
    shares, words = mixture.finish(counts, start)
    match = matched(truth, words)
    order = match.sort_values("topic")["other"].to_numpy()
    ids = planted.articles["doc_id"]
    values = refits.by_article(shares[:, order], counts, ids)[[0]].add_prefix("topic ") * 100
    seeds = range(seed, seed + REFITS)
    again = refits.refit(model, features, counts, words[order], groups=ids, seeds=seeds)
    again = [refits.by_article(one, counts, ids)[[0]].add_prefix("topic ") * 100 for one in again]
    table = compare.contrast(values, planted.articles, shape="share", within=None, resamples=499)
    wide, at = refits.widen(table, again, planted.articles), planted.difference[0]
    row, wider = table.iloc[0], wide.iloc[0]
    found = {
        "cosine": match["cosine"].min(),
        "truth": at,
        "estimate": row["estimate"],
        "spread": wider["spread"],
    }
    return found | {
        "articles": row["low"] <= at <= row["high"],
        "widened": wider["low"] <= at <= wider["high"],
    }


def measure(setting: Setting, corpora: int, jobs: int) -> dict[str, object]:
    """One row of the results."""
    with joblib.parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1):
        seen = joblib.Parallel(batch_size=2)(
            joblib.delayed(look)(setting, setting.seed + number) for number in range(corpora)
        )
    table = pd.DataFrame(seen).astype(float)
    mean = table.mean().round(4)
    return {
        "setting": setting.name, "corpora": corpora, "first_seed": setting.seed,
        "cosine_mean": mean["cosine"], "cosine_least": round(table["cosine"].min(), 4),
        "truth": mean["truth"], "estimate_mean": mean["estimate"],
        "estimate_sd": round(table["estimate"].std(), 4),
        "spread_mean": mean["spread"], "held_articles": mean["articles"], "held_widened": mean["widened"],
    }  # fmt: skip


def commit() -> str:
    """The commit that is measured. Raises RuntimeError where the code differs from it."""
    changed = subprocess.run(
        ["git", "status", "--porcelain", *MEASURED], capture_output=True, text=True, check=True
    ).stdout
    if changed:
        raise RuntimeError(f"what is measured differs from the last commit; commit it first: {changed}")
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    return head.stdout.strip()


def main() -> None:
    """Measure the settings whose name has one of the given words (all, without), and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--corpora", type=int, default=CORPORA)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    given = parser.parse_args()
    measured = commit()
    done = pd.read_csv(RESULTS, dtype={"commit": "str"}).to_dict("records") if RESULTS.exists() else []
    for setting in SETTINGS:
        if given.words and not any(word in setting.name for word in given.words):
            continue
        row = {**measure(setting, given.corpora, given.jobs), "commit": measured}
        print(row, flush=True)
        done = [one for one in done if one["setting"] != setting.name] + [row]
        order = [one.name for one in SETTINGS]
        kept = sorted(
            (one for one in done if one["setting"] in order), key=lambda one: order.index(one["setting"])
        )
        pd.DataFrame(kept).to_csv(RESULTS, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
