"""Terms, keyness and rates of a corpus that is built: seconds of each step, and the peak of memory.

`python benchmarks/wording.py RUN/corpus` reads the tables of a run and counts the outlets' own words;
compares the 5,000 most frequent of the outlets with ten articles or more each against the rest, with 1,000
permutations and 1,000 bootstraps of articles; and looks at collocations, categories and diversity.
"""

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd

from sourcewise.analysis import compare, terms, wording
from sourcewise.analysis.comparing import inference, layouts, pairs
from sourcewise.analysis.words import collocations, dictionaries, diversity, streams
from sourcewise.corpus import tables

TERMS, ARTICLES, RESAMPLES = 5_000, 10, 1_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--outlets", type=int, help="only the so many largest outlets are compared")
    given = parser.parse_args()
    articles, passages = _read(given.corpus)
    counts = _timed("terms", lambda: terms.count(passages, stopwords=terms.STOPWORDS, min_count=3))
    kept = _frequent(counts)
    articles = _large(articles, given.outlets)
    groups = articles.set_index("doc_id")["outlet"]
    print(f"{counts.words.sum():,} words, {kept.matrix.shape}, {groups.nunique()} outlets", flush=True)
    _timed("keyness of each outlet", lambda: wording.keyness_of_each(kept, groups, most=50))
    kept = _rows(kept, articles)
    _timed("rates, permutations", lambda: compare.contrast_rates(kept, articles, resamples=RESAMPLES, jobs=2))
    _timed("rates, bootstraps", lambda: _bootstraps(kept, articles))
    _stream(passages)


def _stream(passages: pd.DataFrame) -> None:
    """What is read off running words."""
    running = _timed("stream of words", lambda: streams.stream(passages, numbers=True))
    _timed("pairs", lambda: collocations.pairs(running))
    _timed("company of a word", lambda: collocations.around(running, "China"))
    _timed("categories", lambda: dictionaries.count(running, dictionaries.load(), level=1))
    _timed("diversity", lambda: diversity.diversity(running))


def _read(corpus: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles, and the passages of their bodies in the outlet's own voice."""
    articles, _ = compare.usable(tables.load("articles", corpus))
    passages = tables.load("passages", corpus, columns=["passage_id", "doc_id", "kind", "voice", "text"])
    own = (passages["kind"] == "body") & (passages["voice"] == "outlet")
    return articles, passages[own & passages["doc_id"].isin(articles["doc_id"])]


def _frequent(counts: terms.Counts) -> terms.Counts:
    """The most frequent terms."""
    totals = np.asarray(counts.matrix.sum(axis=0)).ravel()
    first = np.sort(np.argsort(-totals, kind="stable")[:TERMS])
    return terms.Counts(counts.matrix[:, first], counts.rows, counts.terms[first], counts.words)


def _large(articles: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """The articles of outlets that have ten or more."""
    sizes = articles["outlet"].value_counts()
    sizes = sizes[sizes >= ARTICLES].head(most)
    return articles[articles["outlet"].isin(sizes.index)]


def _rows(counts: terms.Counts, articles: pd.DataFrame) -> terms.Counts:
    """The counts of some articles."""
    keep = np.isin(counts.rows, articles["doc_id"])
    return terms.Counts(counts.matrix[keep], counts.rows[keep], counts.terms, counts.words[keep])


def _bootstraps(counts: terms.Counts, articles: pd.DataFrame) -> None:
    """Studentised bootstrap intervals of the log ratio of every term, each outlet against the rest."""
    table = pairs.comparable(articles, unit="author", within=None)
    place = pd.Series(np.arange(len(counts.rows)), index=counts.rows)
    table = table[table.index.isin(place.index)]
    rows = place[table.index].to_numpy()
    matrix, words = counts.matrix[rows], counts.words[rows].astype(float)

    def interval(pair: tuple[str, str]) -> None:
        _, first = pairs.members(table, *pair)
        layout = layouts.lay_out(table, first, matrix, words, scale="log_ratio", within=None)
        inference.bootstrap_interval(layout.sample, resamples=RESAMPLES)

    every = pairs.pairs(sorted(table["outlet"].unique()), "rest")
    joblib.Parallel(n_jobs=2, prefer="threads")(joblib.delayed(interval)(pair) for pair in every)


def _timed(what: str, call: Callable[[], Any]) -> Any:  # noqa: ANN401
    """What a call returns; its seconds and the peak of memory so far are printed."""
    start, processor = time.perf_counter(), time.process_time()
    found = call()
    taken, worked = time.perf_counter() - start, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{taken:7.1f} s, {worked:7.1f} s of processor, {peak:5.2f} GB at most  {what}", flush=True)
    return found


if __name__ == "__main__":
    main()
