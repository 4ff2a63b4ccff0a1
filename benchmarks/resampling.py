"""A thousand permutations and bootstraps of five thousand terms, beside scipy's for a few of them.

`make bench` prints seconds, the peak of memory, and the ratio to scipy.stats (`permutation_test` of Welch's t
and `bootstrap` of a studentised kind do not exist there for many columns at once, so its time for three
terms is scaled to all).
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from synthetic import Design, Outlet, draw

from sourcewise.analysis.comparing import inference
from sourcewise.analysis.comparing.estimate import Sample

ARTICLES, TERMS, RESAMPLES, PEER_TERMS = 12_573, 5_000, 999, 3


def main() -> None:
    """Measure and print."""
    half = ARTICLES // 2
    outlets = [Outlet("Courier", half, words=800), Outlet("Herald", ARTICLES - half, words=800)]
    corpus = draw(Design(outlets, terms=TERMS), seed=1)
    in_a = np.arange(ARTICLES) < half
    sample = Sample(corpus.counts, corpus.words, in_a, [np.arange(ARTICLES)], "log_ratio")
    ours = _timed("permutation, max-T", lambda: inference.permutation(sample, resamples=RESAMPLES))
    ours += _timed("bootstrap", lambda: inference.bootstrap_interval(sample, resamples=RESAMPLES))
    rates = corpus.counts[:, :PEER_TERMS].toarray() / corpus.words[:, None]
    peer = _timed(f"scipy, permutation of {PEER_TERMS} terms", lambda: [_peer(x, in_a) for x in rates.T])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{ARTICLES:,} articles, {TERMS:,} terms, {corpus.counts.nnz:,} cells, {RESAMPLES} resamples each")
    print(f"both together {ours:.1f} s, at most {peak:.2f} GB")
    print(f"scipy for all terms would take {peer / PEER_TERMS * TERMS:,.0f} s for permutations alone")
    print(f"ratio {peer / PEER_TERMS * TERMS / ours:,.0f} to 1")


def _timed(what: str, call) -> float:  # noqa: ANN001
    """Seconds that a call takes; printed."""
    start = time.perf_counter()
    call()
    taken = time.perf_counter() - start
    print(f"{taken:7.1f} s  {what}", flush=True)
    return taken


def _peer(values: np.ndarray, in_a: np.ndarray) -> float:
    """What a user would write with scipy: one term."""

    def welch(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        return np.abs(stats.ttest_ind(x, y, equal_var=False, axis=axis).statistic)

    groups = (values[in_a], values[~in_a])
    done = stats.permutation_test(
        groups, welch, vectorized=True, batch=50, n_resamples=RESAMPLES, alternative="greater"
    )
    return float(done.pvalue)


if __name__ == "__main__":
    main()
