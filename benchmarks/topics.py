"""The search for a number of topics, on a file of articles.

.venv/bin/python benchmarks/topics.py ARTICLES.jsonl.gz [--first N] [--jobs 2]

ARTICLES has a JSON object a line with a `text`. Printed are the seconds of the search over six numbers with
five seeds each, what it chose, and the peak of memory. One fit beside scikit-learn's own call, gensim's and
tomotopy's is a stage of `make bench`.
"""

import argparse
import gzip
import json
import resource
import time
from itertools import islice
from pathlib import Path

import numpy as np
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from sourcewise.analysis import terms
from sourcewise.analysis.modelling import search

NUMBERS, SEEDS = [5, 8, 12, 20, 30, 50], range(2022, 2027)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--first", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with gzip.open(given.articles, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, given.first)]
    vectorizer = CountVectorizer(
        tokenizer=terms.tokenize,
        token_pattern=None,
        lowercase=False,
        stop_words=sorted(terms.STOPWORDS),
        min_df=2,
    )
    counts = vectorizer.fit_transform(texts)
    features = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    print(f"{counts.shape[0]:,} articles, {counts.shape[1]:,} words, {counts.nnz:,} cells")
    model, groups = NMF(init="nndsvda", tol=1e-4, max_iter=500), np.arange(len(texts))
    how = {"groups": groups, "numbers": NUMBERS, "seeds": SEEDS, "jobs": given.jobs}
    table = _timed("search", lambda: search.measure(model, features, counts, **how))
    print(search.choose(table)[1])
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"at most {peak / 1e6:.2f} GB in one process")


def _timed(what: str, call):  # noqa: ANN001, ANN202
    """What a call gives; its seconds are printed."""
    start = time.perf_counter()
    result = call()
    print(f"{time.perf_counter() - start:7.1f} s  {what}", flush=True)
    return result


if __name__ == "__main__":
    main()
