"""The same as `calibrate.py`, on real articles: no outlet differs where both groups are drawn from one.

`python tests/calibrate_news.py FILE` takes a file of JSON lines (gzipped or not) with the keys outlet,
byline, published and text, reads up to 400 articles of each of its five largest outlets as a corpus, and
draws two groups 1,000 times a setting: from one outlet, and from two outlets whose values are shifted to the
same mean, so that their forms and spreads differ as those of real outlets do. Writes
`tests/calibration-news.csv`. The articles themselves are not part of this project.
"""

import argparse
import itertools
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from calibrate import ALPHA, CORPORA, RESAMPLES, commit, parallel

from sourcewise.analysis import compare, sentiment, terms
from sourcewise.corpus.build import read_corpus

RESULTS = Path(__file__).with_name("calibration-news.csv")
OUTLETS, ARTICLES = 5, 400
SIZES = ((5, 5), (9, 60), (10, 10), (10, 60), (30, 30), (30, 120))
OF_RATES = ((30, 30), (50, 50), (50, 200))
TERMS = 10  # fewest times that a term stands in all articles


def read(path: Path) -> tuple[pd.DataFrame, pd.DataFrame, terms.Counts]:
    """Articles, their values (quoted share, tone of the outlet's own words), counts of their words."""
    lines = pd.read_json(path, lines=True, dtype={"published": "str"})
    lines = lines[lines["outlet"].isin(lines["outlet"].value_counts().head(OUTLETS).index)]
    lines = lines.groupby("outlet").head(ARTICLES).reset_index(drop=True)
    lines["file"] = [f"{number:05d}.txt" for number in range(len(lines))]
    with tempfile.TemporaryDirectory() as folder:
        for file, text in zip(lines["file"], lines["text"], strict=True):
            (Path(folder) / file).write_text(text, encoding="utf-8", newline="")
        lines[["file", "outlet", "byline"]].to_csv(Path(folder) / "sources.csv", index=False)
        corpus = read_corpus(Path(folder))
    articles = compare.usable(corpus["articles"])[0]
    passages = corpus["passages"]
    passages = passages[passages["doc_id"].isin(articles["doc_id"])]
    own = passages[(passages["kind"] == "body") & (passages["voice"] == "outlet")]
    tone = sentiment.score(own["text"]).mean(axis=1).groupby(own["doc_id"]).mean()
    quoted = articles.set_index("doc_id")["quoted_share"].astype(float)
    counts = terms.count(own, stopwords=terms.STOPWORDS, min_count=TERMS)
    return articles, pd.DataFrame({"quoted share": quoted, "tone": tone}), counts


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("words", nargs="*", help="only settings whose name has one of these, again")
    parser.add_argument("--corpora", type=int, default=CORPORA)
    given = parser.parse_args()
    measured, (articles, values, counts) = commit(), read(given.file)
    done = pd.read_csv(RESULTS, dtype={"commit": "str"}).to_dict("records") if given.words else []
    rows = []
    for name, look in settings(articles, values, counts):
        if given.words and not any(word in name for word in given.words):
            rows += [row for row in done if row["setting"] == name]
            continue
        found = [{"setting": name, **row, "commit": measured} for row in look(given.corpora)]
        print(*found, sep="\n", flush=True)
        rows += found
    pd.DataFrame(rows).to_csv(RESULTS, index=False, lineterminator="\n")


def settings(
    articles: pd.DataFrame, values: pd.DataFrame, counts: terms.Counts
) -> Iterator[tuple[str, Callable[[int], list[dict[str, object]]]]]:
    """Each setting's name, and what measures it on a number of corpora."""
    for (a, b), statistic, mixed in itertools.product(SIZES, values, (False, True)):
        source = "two outlets, same mean" if mixed else "one outlet"
        how = partial(measure, articles, values[statistic].dropna(), (a, b), mixed=mixed)
        yield f"{statistic} of {a} and {b} articles from {source}", how
    for a, b in OF_RATES:
        how = partial(measure_rates, articles, counts, (a, b))
        yield f"rates of words in {a} and {b} articles from one outlet", how


def measure(
    articles: pd.DataFrame, values: pd.Series, sizes: tuple[int, int], corpora: int, *, mixed: bool
) -> list[dict[str, object]]:
    """How often a p below .05, and an interval without 0, is printed where means do not differ."""
    outlets = articles.set_index("doc_id")["outlet"].reindex(values.index)
    centred = values - values.groupby(outlets).transform("mean")
    look = joblib.delayed(_means)
    found = parallel(
        look(centred.to_numpy(), outlets.to_numpy(), sizes, seed, mixed) for seed in range(corpora)
    )
    p, low, high = np.array(found, dtype=float).T
    rows = [("any p below .05", (p[~np.isnan(p)] < ALPHA))]
    rows.append(("interval holds the truth", ((low <= 0) & (high >= 0))[~np.isnan(low)]))
    return [
        {"measured": what, "n": len(hits), "share": round(float(hits.mean()), 4)}
        for what, hits in rows
        if len(hits)
    ]


def _means(
    values: np.ndarray, outlets: np.ndarray, sizes: tuple[int, int], seed: int, mixed: bool
) -> tuple[float, ...]:
    """p and interval of one draw."""
    rng = np.random.default_rng(seed)
    names = rng.choice(np.unique(outlets), 2, replace=False)
    pools = [values[outlets == name] for name in (names if mixed else names[[0, 0]])]
    drawn = [rng.choice(pool, size) for pool, size in zip(pools, sizes, strict=True)]
    table = pd.DataFrame({"doc_id": [f"{i:04d}" for i in range(sum(sizes))]}).astype("str")
    table["outlet"] = pd.array(np.repeat(["a", "b"], sizes), dtype="str")
    drawn = pd.Series(np.concatenate(drawn), index=table["doc_id"])
    row = compare.contrast(drawn, table, resamples=RESAMPLES).iloc[0]
    return tuple(np.nan if pd.isna(row[column]) else row[column] for column in ("p", "low", "high"))


def measure_rates(
    articles: pd.DataFrame, counts: terms.Counts, sizes: tuple[int, int], corpora: int
) -> list[dict[str, object]]:
    """How often any word is told apart between two groups of articles of one outlet."""
    outlets = articles.set_index("doc_id")["outlet"].reindex(counts.rows).to_numpy()
    look = joblib.delayed(_rates)
    found = parallel(look(counts, outlets, sizes, seed) for seed in range(corpora))
    hit, held, n = np.array(found, dtype=float).T
    rows = [{"measured": "any p below .05", "n": corpora, "share": round(hit.mean(), 4)}]
    if n.sum():
        share = round(held.sum() / n.sum(), 4)
        rows.append({"measured": "interval holds the truth", "n": int(n.sum()), "share": share})
    return rows


def _rates(
    counts: terms.Counts, outlets: np.ndarray, sizes: tuple[int, int], seed: int
) -> tuple[int, int, int]:
    """Whether a word is told apart; how many intervals hold 0, of how many."""
    rng = np.random.default_rng(seed)
    pool = np.flatnonzero(outlets == rng.choice(np.unique(outlets)))
    rows = rng.choice(pool, sum(sizes), replace=False)
    names = np.array([f"{i:04d}" for i in range(len(rows))], dtype=object)
    table = pd.DataFrame({"doc_id": names, "outlet": np.repeat(["a", "b"], sizes)}).astype("str")
    drawn = terms.Counts(counts.matrix[rows], names, counts.terms, counts.words[rows])
    found = compare.contrast_rates(drawn, table, against="pairs", resamples=499)
    shown = found[found["low"].notna()]
    held = ((shown["low"] <= 0) & (shown["high"] >= 0)).sum()
    return int((found["p_adjusted"] < ALPHA).any()), int(held), len(shown)


if __name__ == "__main__":
    main()
