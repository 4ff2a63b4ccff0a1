"""A thousand permutations and bootstraps of thousands of terms, beside scipy's for a few of them.

`permutation_test` of Welch's t does not exist in scipy for many columns at once, so that a user writes it for
one term after the other.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from case import Case, Inputs, Stage, Work

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

MOST, TERMS, RESAMPLES, PEER_TERMS = 12_573, 5_000, 999, 2


def drawn(inputs: Inputs) -> tuple[Any, np.ndarray]:
    """A corpus of two outlets with as many articles as there are texts, and which are the first's."""
    from synthetic import Design, Outlet, draw

    articles = min(MOST, len(inputs.pieces))
    half = articles // 2
    outlets = [Outlet("Courier", half, words=800), Outlet("Herald", articles - half, words=800)]
    return draw(Design(outlets, terms=TERMS), seed=1), np.arange(articles) < half


def permutation(inputs: Inputs) -> Work:
    """Studentised permutation with max-T."""
    from sourcewise.analysis.comparing import inference

    sample = _sample(inputs)
    return lambda: inference.permutation(sample, resamples=RESAMPLES)


def bootstrap(inputs: Inputs) -> Work:
    """Studentised bootstrap intervals."""
    from sourcewise.analysis.comparing import inference

    sample = _sample(inputs)
    return lambda: inference.bootstrap_interval(sample, resamples=RESAMPLES)


def scipy(inputs: Inputs) -> Work:
    """scipy's `permutation_test` of Welch's t, for a few terms."""
    from scipy import stats

    corpus, in_a = drawn(inputs)
    rates = corpus.counts[:, :PEER_TERMS].toarray() / corpus.words[:, None]

    def welch(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        return np.abs(stats.ttest_ind(x, y, equal_var=False, axis=axis).statistic)

    how = {"vectorized": True, "batch": 50, "n_resamples": RESAMPLES, "alternative": "greater"}
    return lambda: [stats.permutation_test((x[in_a], x[~in_a]), welch, **how).pvalue for x in rates.T]


def _sample(inputs: Inputs) -> Any:  # noqa: ANN401
    from sourcewise.analysis.comparing.estimate import Sample

    corpus, in_a = drawn(inputs)
    return Sample(corpus.counts, corpus.words, in_a, [np.arange(len(in_a))], "log_ratio")


def amount(inputs: Inputs, case: Case) -> float:
    """Terms; scipy gets a few."""
    return PEER_TERMS if case.begin is scipy else TERMS


STAGE = Stage(
    "a thousand permutations",
    "terms",
    (
        Case("sourcewise, permutations", permutation),
        Case("sourcewise, bootstraps", bootstrap),
        Case("scipy.stats.permutation_test", scipy, asked=1.0),
    ),
    amount,
)
