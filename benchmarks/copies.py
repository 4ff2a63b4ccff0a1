"""Copies and stories: how many planted copies are found, and what a large corpus costs.

`python benchmarks/copies.py` writes the recall curve to docs/copies-recall.csv and times the inputs that
would be quadratic if all pairs were compared. `python benchmarks/copies.py FILE` also measures on a file of
JSON lines (gzipped or not; keys `id`, `outlet`, `published`, `headline`, `text`).
"""

import argparse
import gzip
import json
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from sourcewise.corpus import document
from sourcewise.corpus.copies import alike, duplicates, stories
from sourcewise.corpus.inputs.read import RawDocument

CURVE = Path(__file__).parents[1] / "docs" / "copies-recall.csv"
CHANGED = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.6, 0.8)
TEXTS, SEED = 200, 20_260_101


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    file = parser.parse_args().file
    curve = recall_curve()
    curve.to_csv(CURVE, index=False, lineterminator="\n")
    print(curve.to_string(index=False))
    rng = random.Random(SEED)
    story, paragraph = _words(rng, 600), _words(rng, 60)
    many = [" ".join(_changed(rng, story, 0.05)) for _ in range(10_000)]
    timed("10,000 copies of one story", lambda: alike.clusters(many, duplicates.THRESHOLD))
    again = [" ".join(_changed(rng, paragraph, 0.05)) for _ in range(12_000)]
    timed("one paragraph in 12,000 articles", lambda: alike.clusters(again, duplicates.REUSED, shorter=True))
    if file:
        _corpus(file)


def recall_curve() -> pd.DataFrame:
    """Planted copies: share of words replaced, mean Jaccard, and the share found at each threshold."""
    rng = random.Random(SEED)
    originals = [_words(rng, rng.randint(150, 1_200)) for _ in range(TEXTS)]
    rows = []
    for share in CHANGED:
        copies = [_changed(rng, words, share) for words in originals]
        texts = [" ".join(words) for words in (*originals, *copies)]
        row: dict[str, float] = {"changed": share, "jaccard": round(_mean_jaccard(texts), 3)}
        for threshold in THRESHOLDS:
            found = {(place, first) for place, first, _ in alike.clusters(texts, threshold)}
            row[f"recall_{threshold}"] = sum((TEXTS + i, i) in found for i in range(TEXTS)) / TEXTS
        rows.append(row)
    return pd.DataFrame(rows)


def _mean_jaccard(texts: list[str]) -> float:
    """Of each original and its copy."""
    jaccard, _ = alike.compare(texts, np.arange(TEXTS), np.arange(TEXTS, 2 * TEXTS))
    return float(jaccard.mean())


def _words(rng: random.Random, n: int) -> list[str]:
    """Words as common as those of a language: the k-th comes in proportion to 1/k."""
    return [f"w{int(20_000 ** rng.random())}" for _ in range(n)]


def _changed(rng: random.Random, words: list[str], share: float) -> list[str]:
    """Words of which a share is replaced by others of the language."""
    places = set(rng.sample(range(len(words)), round(share * len(words))))
    return [f"x{int(20_000 ** rng.random())}" if i in places else word for i, word in enumerate(words)]


def timed(what: str, call: Callable[[], object]) -> object:
    """What a call returns; its time and the peak of memory so far are printed."""
    start = time.process_time()
    result = call()
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{spent:7.1f} s of processor  {peak:.2f} GB so far  {what}", flush=True)
    return result


def _corpus(file: Path) -> None:
    """Copies and stories of a real corpus."""
    texts, passages, articles = read(file)
    dates = articles.set_index("doc_id")["published"]
    found = timed(
        f"copies of {len(texts):,} articles, {texts['text'].str.len().sum() / 1e6:.0f} million characters",
        lambda: duplicates.find_duplicates([texts], [passages], published=dates),
    )
    print(found.groupby("level").agg(rows=("doc_id", "size"), clusters=("cluster_id", "nunique")))
    proposed = timed("stories", lambda: stories.propose(articles, [texts]))
    print(f"{len(proposed):,} articles in {proposed['story'].nunique():,} stories")


def read(file: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Tables texts, passages and articles of a file of JSON lines."""
    rows: document.Rows = {name: [] for name in ("texts", "passages", "articles")}
    with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as lines:
        for line in lines:
            one = json.loads(line)
            found = RawDocument(one["id"], one["id"], None, "", "utf-8", "text", one["text"])
            given = {"outlet": one["outlet"], "published": one["published"], "headline": one["headline"]}
            parsed = document.parse(found, given={k: v for k, v in given.items() if v})
            for name, table in rows.items():
                table.extend(parsed[name])
    texts, passages, articles = (pd.DataFrame.from_records(table) for table in rows.values())
    return texts, passages, articles


if __name__ == "__main__":
    main()
