"""The numbers behind a comparison: permutation, Welch's interval, families of tests, power. Arrays in,
numbers out.
"""

import functools
import itertools
import math
from collections.abc import Iterator
from typing import Literal

import numpy as np
from scipy import optimize, special, stats

ALPHA = 0.05
POWER = 0.80
RESAMPLES = 9_999
EXACT_LIMIT = 50_000  # arrangements up to which a permutation test enumerates them all
BLOCK = 4_000_000  # cells of the label matrix held at once

Adjustment = Literal["holm", "bh", "by"]


def smallest_p(n_a: int, n_b: int, *, resamples: int | None = None) -> float:
    """Smallest two-sided p that `permutation_p` can give for `n_a` against `n_b` articles.

    2 / C(2n, n) for groups of n each (an arrangement and its mirror are as extreme), 1 / C(n_a + n_b, n_a)
    otherwise. With `resamples`, at least 1 / (resamples + 1) where the test draws instead of enumerating.
    """
    arrangements = math.comb(n_a + n_b, n_a)
    least = min(1.0, (2 if n_a == n_b else 1) / arrangements)
    drawn = resamples is not None and arrangements > EXACT_LIMIT
    return max(least, 1 / (resamples + 1)) if drawn else least


def correction(family: int, *, method: Adjustment = "holm") -> float:
    """Factor by which `adjust` multiplies a p that is alone in being small among `family` tests."""
    harmonic = sum(1 / rank for rank in range(1, family + 1)) if method == "by" else 1.0
    return max(family, 1) * harmonic


@functools.cache
def detectable(n_a: int, n_b: int, *, family: int = 1) -> float:
    """Smallest standardised difference (Cohen's d) found with power .80 at a two-sided .05, Bonferroni over
    `family`.

    From the numbers of articles alone, by the noncentral t distribution; infinite where a group has no
    article or both have one.
    """
    df = n_a + n_b - 2
    if min(n_a, n_b) < 1 or df < 1:
        return math.inf
    scale = math.sqrt(n_a * n_b / (n_a + n_b))
    critical = stats.t.ppf(1 - ALPHA / (2 * family), df)

    def shortfall(effect: float) -> float:
        # the other tail is left out: it holds less than a millionth at this power, and scipy gives NaN there
        return stats.nct.sf(critical, df, effect * scale) - POWER

    high = 1 / scale
    while shortfall(high) < 0:
        high *= 1.5
    return float(optimize.brentq(shortfall, 0.0, high, xtol=1e-9))


def articles_needed(effect: float, *, family: int = 1) -> int:
    """Articles an outlet (two outlets alike) that make a standardised `effect` detectable. Raises
    ValueError.
    """
    if not effect > 0.01:
        raise ValueError(f"the effect is {effect}; give a standardised difference above 0.01, such as 0.5")
    low, high = 2, 4
    while detectable(high, high, family=family) > effect:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if detectable(middle, middle, family=family) > effect:
            low = middle
        else:
            high = middle
    return high


def adjust(p: np.ndarray, *, method: Adjustment = "holm", family: int | None = None) -> np.ndarray:
    """Adjusted p of one family of tests; NaN (not tested) stays NaN.

    holm: family-wise error (Holm 1979). bh, by: false discovery rate (Benjamini and Hochberg 1995; Benjamini
    and Yekutieli 2001, under any dependence). `family` is the number of tests when it is larger than the p's
    given; the others then count as p = 1. Raises ValueError for a p outside 0 to 1 or a family smaller than
    the p's.
    """
    given = np.asarray(p, dtype=float)
    known = given[~np.isnan(given)]
    size = len(known) if family is None else family
    if ((known < 0) | (known > 1)).any():
        raise ValueError(f"a p must lie between 0 and 1, and one is {known[(known < 0) | (known > 1)][0]}")
    if size < len(known):
        raise ValueError(f"the family has {size} tests, fewer than the {len(known)} p-values given")
    padded = np.concatenate([known, np.ones(size - len(known))])
    result = given.copy()
    result[~np.isnan(given)] = _adjusted(padded, method)[: len(known)]
    return result


def permutation_p(
    values: np.ndarray, in_a: np.ndarray, *, resamples: int = RESAMPLES, seed: int = 0
) -> np.ndarray:
    """Two-sided permutation p of the difference in means, one for each column of `values` (articles x
    statistics).

    The statistic is the size of Welch's t, computed anew for every arrangement of the articles (Janssen
    1997; Chung and Romano 2013), so that unequal variances and sizes do no harm. All C(n, n_a) arrangements
    are enumerated up to 50,000; beyond, `resamples` are drawn and p = (b + 1) / (resamples + 1).
    """
    data = np.asarray(values, dtype=float)
    data = data[:, None] if data.ndim == 1 else data
    data = data - data.mean(axis=0)
    small = in_a if in_a.sum() * 2 <= len(in_a) else ~in_a
    # twice the smaller tail errs 9.5 % of the time with 10 against 60 and spread 3 to 1; this, 5.4 %
    observed = np.abs(_welch_t(small[None, :].astype(float), data))
    bar = np.where(np.isfinite(observed), observed * (1 - 1e-9) - 1e-12, observed)
    exact = math.comb(len(small), int(small.sum())) <= EXACT_LIMIT
    blocks = _every_label(small) if exact else _drawn_labels(small, resamples, seed)
    extreme, total = (np.zeros(data.shape[1]), 0) if exact else (np.ones(data.shape[1]), 1)
    for labels in blocks:
        extreme = extreme + (np.abs(_welch_t(labels, data)) >= bar).sum(axis=0)
        total += len(labels)
    return extreme / total


def t_interval(a: np.ndarray, b: np.ndarray | None = None) -> tuple[float, float]:
    """95 % t interval of the mean of `a`, or by Welch of the mean of `a` less that of `b`; at least 2 values
    each.
    """
    parts = [a.var(ddof=1) / len(a)] + ([] if b is None else [b.var(ddof=1) / len(b)])
    freedom = [len(a) - 1] + ([] if b is None else [len(b) - 1])
    variance = sum(parts)
    middle = a.mean() - (0.0 if b is None else b.mean())
    if variance == 0:
        return float(middle), float(middle)
    df = variance**2 / sum(part**2 / free for part, free in zip(parts, freedom, strict=True))
    half = stats.t.ppf(1 - ALPHA / 2, df) * math.sqrt(variance)
    return float(middle - half), float(middle + half)


def standardised(a: np.ndarray, b: np.ndarray) -> float:
    """Mean of `a` less that of `b`, over the root of their mean variance; NaN where neither varies."""
    spread = math.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    return float((a.mean() - b.mean()) / spread) if spread > 0 else math.nan


def _adjusted(p: np.ndarray, method: Adjustment) -> np.ndarray:
    """Adjust a whole family."""
    if method != "holm":
        return stats.false_discovery_control(p, method=method) if len(p) else p
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    result = np.empty(len(p))
    result[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return result


def _welch_t(labels: np.ndarray, data: np.ndarray) -> np.ndarray:
    """Welch's t of each column of centred `data` for each row of 0/1 `labels`; 0/0 is 0, x/0 infinite."""
    n_a = labels[0].sum()
    n_b = len(data) - n_a
    squares = data**2
    sum_a, square_a = labels @ data, labels @ squares
    sum_b, square_b = data.sum(axis=0) - sum_a, squares.sum(axis=0) - square_a
    floor = 1e-12 * squares.sum(axis=0)  # below this a sum of squares is rounding, not spread
    within_a = square_a - sum_a**2 / n_a
    within_b = square_b - sum_b**2 / n_b
    variance = np.where(within_a > floor, within_a, 0.0) / (max(n_a - 1, 1) * n_a)
    variance = variance + np.where(within_b > floor, within_b, 0.0) / (max(n_b - 1, 1) * n_b)
    difference = sum_a / n_a - sum_b / n_b
    difference = np.where(np.abs(difference) > 1e-12 * np.sqrt(squares.sum(axis=0)), difference, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(difference / np.sqrt(variance), nan=0.0, posinf=np.inf, neginf=-np.inf)


def _every_label(group: np.ndarray) -> Iterator[np.ndarray]:
    """All arrangements of `group`, as blocks of 0/1 rows."""
    n, k = len(group), int(group.sum())
    chosen = itertools.combinations(range(n), k)
    size = max(1, BLOCK // n)
    for _ in range(0, int(special.comb(n, k, exact=True)), size):
        rows = np.array(list(itertools.islice(chosen, size)))
        yield _labels(rows, n)


def _drawn_labels(group: np.ndarray, resamples: int, seed: int) -> Iterator[np.ndarray]:
    """`resamples` random arrangements of `group`, as blocks of 0/1 rows."""
    n, k = len(group), int(group.sum())
    rng = np.random.default_rng(seed)
    size = max(1, BLOCK // n)
    for start in range(0, resamples, size):
        draws = rng.random((min(size, resamples - start), n))
        yield _labels(np.argpartition(draws, k - 1, axis=1)[:, :k], n)


def _labels(chosen: np.ndarray, n: int) -> np.ndarray:
    """0/1 rows of length `n` with ones at the chosen places."""
    labels = np.zeros((len(chosen), n))
    np.put_along_axis(labels, chosen, 1.0, axis=1)
    return labels
