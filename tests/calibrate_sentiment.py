"""Whether what is printed of tone toward a target keeps its promises, on mentions whose truth is known.

Draws 1,000 corpora for each setting below: outlets, articles that differ, in each a few mentions with what a
person would say of them and what an instrument says. Asks `compare` as the notebook does, of the means that
an instrument gives where outlets do not differ, and of the estimate that a coded sample corrects where the
instrument is biased, and more so for one of the outlets. Writes `tests/calibration-sentiment.csv`: how often
a p below .05 was printed, how often intervals held the truth, how far estimates lie from it on average.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
import pandas as pd

from sourcewise.analysis import compare
from sourcewise.analysis.people import coding, corrected

RESULTS = Path(__file__).with_name("calibration-sentiment.csv")
CORPORA, RESAMPLES = 1_000, 499
OUTLETS = ("Courier", "Herald")
CLASSES = np.array([-1.0, 0.0, 1.0])
NAMES = np.array(["negative", "neutral", "positive"])
# What the instrument says (columns) of what is negative, neutral, positive (rows), by outlet: it hears the
# second outlet's neutral mentions as negative, so that outlets that are alike seem to differ.
HEARD = {
    "Courier": np.array([[0.75, 0.15, 0.10], [0.15, 0.70, 0.15], [0.10, 0.20, 0.70]]),
    "Herald": np.array([[0.80, 0.15, 0.05], [0.45, 0.45, 0.10], [0.30, 0.30, 0.40]]),
}


@dataclass(frozen=True)
class Setting:
    """Articles of each outlet with a mention, mentions of an article on average beyond the first, how many
    are coded (0: none), by how much the second outlet's chance of a kind word is raised, and how many stories
    the articles stand in.
    """

    name: str
    articles: tuple[int, int]
    mentions: tuple[float, float] = (2.0, 2.0)
    coded: int = 0
    kinder: float = 0.0
    stories: int = 0

    @property
    def seed(self) -> int:
        """Seed of the first corpus; that of corpus i is i more."""
        return int(hashlib.sha256(self.name.encode()).hexdigest()[:8], 16)


SETTINGS = [
    Setting("corrected, 60 and 60 articles, 200 coded", (60, 60), coded=200),
    Setting("corrected, 60 and 60 articles, 100 coded", (60, 60), coded=100),
    Setting("lexicon, 10 and 60 articles, 6 and 1 mentions", (10, 60), (5.0, 0.2)),
    Setting("lexicon, 30 and 30 articles, 12 and 2 mentions", (30, 30), (11.0, 1.0)),
    Setting("corrected, 60 and 60 articles, 200 coded, one outlet kinder", (60, 60), coded=200, kinder=0.15),
    Setting("lexicon, 10 and 10 articles", (10, 10)),
    Setting("lexicon, 40 and 40 articles in 12 stories", (40, 40), stories=12),
    Setting("corrected, 60 and 60 articles, 40 coded", (60, 60), coded=40),
    Setting("lexicon, 30 and 30 articles, one outlet kinder", (30, 30), kinder=0.15),
    Setting("corrected, 150 and 150 articles, 200 coded", (150, 150), coded=200),
    Setting("lexicon, 5 and 5 articles", (5, 5)),
]


def chances(kind: np.ndarray) -> np.ndarray:
    """The chances of an unkind, a neutral and a kind word of articles, whose kindness is 0 to 1."""
    return np.column_stack([0.5 * (1 - kind), np.full(len(kind), 0.5), 0.5 * kind])


def draw(setting: Setting, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Articles, their mentions with what people (`label`) and the instrument (`tone`) say, and the true mean
    of each outlet.
    """
    rng, n = np.random.default_rng(seed), sum(setting.articles)
    outlet = np.repeat(OUTLETS, setting.articles)
    second = outlet == OUTLETS[1]
    story = rng.integers(0, max(setting.stories, 1), n)
    base = rng.beta(4, 4, max(setting.stories, 1)) if setting.stories else np.full(1, 0.45)
    mean = np.clip(base[story] + setting.kinder * second, 0.05, 0.95)
    kind = rng.beta(6 * mean, 6 * (1 - mean))  # articles of an outlet are not alike
    counts = 1 + rng.poisson(np.where(second, *setting.mentions[::-1]))
    articles = pd.DataFrame({"doc_id": [f"d{i:04}" for i in range(n)], "outlet": outlet})
    if setting.stories:
        articles["story"] = [f"s{number}" for number in story]
    of = np.repeat(np.arange(n), counts)
    label = (rng.random((len(of), 1)) > chances(kind)[of].cumsum(axis=1)).sum(axis=1).clip(max=2)
    heard = np.stack([HEARD[name] for name in outlet[of]])[np.arange(len(of)), label]
    predicted = (rng.random((len(of), 1)) > heard.cumsum(axis=1)).sum(axis=1).clip(max=2)
    mentions = articles.iloc[of].reset_index(drop=True).assign(
        passage_id=[f"p{i}" for i in range(len(of))], target="China", start=0, end=5,
        label=CLASSES[label], tone=CLASSES[predicted], predicted=NAMES[predicted],
    )  # fmt: skip
    truth = 0.5 * (2 * np.array([0.45, 0.45 + setting.kinder]) - 1)
    return articles, mentions, truth


def lexicon_like(mentions: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Scores as a lexicon gives them for what people say: weakly tied to it, many of them 0."""
    noise = rng.normal(0, 0.35, len(mentions))
    return (0.25 * mentions["label"] + noise).where(rng.random(len(mentions)) > 0.3, 0.0).clip(-1, 1)


def ask(setting: Setting, seed: int) -> Iterator[dict[str, object]]:
    """What is printed of one corpus, and whether it is true."""
    articles, mentions, truth = draw(setting, seed)
    if setting.coded:
        key, _ = coding.draw(mentions, n=setting.coded, seed=seed)
        chosen = mentions.reset_index().merge(key[["passage_id", "probability"]], on="passage_id")
        chosen = chosen.set_index("index")
        adjusted = corrected.outcomes(
            mentions["tone"], chosen["label"], chosen["probability"], mentions["doc_id"], seed=seed
        )
        measures = {"corrected": adjusted}
        naive = mentions["tone"].groupby(mentions["doc_id"]).mean()
        level = naive.groupby(articles.set_index("doc_id")["outlet"]).mean()[list(OUTLETS)].to_numpy()
        yield {"of": "naive difference", "error": level[0] - level[1] - (truth[0] - truth[1])}
    else:
        measures = {"lexicon": lexicon_like(mentions, np.random.default_rng(seed + 1))}
        truth = truth * 0.25 * 0.7
    for name, score in measures.items():
        values = score.groupby(mentions["doc_id"]).mean().rename("China")
        if setting.coded:
            for row in compare.describe(values, articles, resamples=RESAMPLES).to_dict("records"):
                yield {"of": f"{name} mean", **told(row, truth[OUTLETS.index(row["outlet"])])}
        for row in compare.contrast(values, articles, resamples=RESAMPLES).to_dict("records"):
            yield {"of": f"{name} difference", **told(row, truth[0] - truth[1])}


def told(row: dict[str, object], truth: float) -> dict[str, object]:
    """One printed row against the truth."""
    held = np.nan if pd.isna(row["low"]) else float(row["low"] <= truth <= row["high"])
    p = row.get("p_adjusted", np.nan)
    return {"error": row["estimate"] - truth, "held": held, "p": np.nan if pd.isna(p) else p}


def measure(setting: Setting) -> list[dict[str, object]]:
    """All corpora of a setting, as the rows of the table."""
    told_of = pd.DataFrame([row for i in range(CORPORA) for row in ask(setting, setting.seed + i)])
    rows = []
    for of, part in told_of.groupby("of"):
        error, held, p = (part[name].dropna() for name in ("error", "held", "p"))
        spread = error.std() / np.sqrt(len(error)) if len(error) > 1 else np.nan
        planted = setting.kinder > 0
        rows += [
            {
                "measured": "mean error",
                "of": of,
                "n": len(error),
                "value": error.mean(),
                "standard_error": spread,
            },
            {"measured": "interval holds the truth", "of": of, "n": len(held), "value": held.mean()},
        ]
        rows = [row for row in rows if row["n"]]
        if of.endswith("difference") and not of.startswith("naive"):
            what = "planted difference found" if planted else "p below .05"
            rows.append({"measured": what, "of": of, "n": CORPORA, "value": (p < 0.05).sum() / CORPORA})
    return [{"setting": setting.name, **row, "corpora": CORPORA, "first_seed": setting.seed} for row in rows]


def main() -> None:
    """Measure the settings named, or all, and write the table after each."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    )
    chosen = [s for s in SETTINGS if not sys.argv[1:] or any(word in s.name for word in sys.argv[1:])]
    measured = joblib.Parallel(n_jobs=-1, return_as="generator_unordered")(
        joblib.delayed(measure)(setting) for setting in chosen
    )
    for rows in measured:
        keep(pd.DataFrame(rows).assign(commit=commit.stdout.strip()))


def keep(table: pd.DataFrame) -> None:
    """Put the rows of one setting in their place in the file."""
    order = {setting.name: place for place, setting in enumerate(SETTINGS)}
    if RESULTS.exists():
        before = pd.read_csv(RESULTS, dtype={"commit": "str"})
        stale = before["setting"].isin(table["setting"]) | ~before["setting"].isin(list(order))
        table = pd.concat([before[~stale], table])
    table = table.sort_values("setting", key=lambda names: names.map(order), kind="stable")
    columns = ["setting", "measured", "of", "n", "value", "standard_error", "corpora", "first_seed", "commit"]
    table[columns].round(5).to_csv(RESULTS, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
