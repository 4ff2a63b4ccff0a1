"""Families of tests: p-values that are corrected together."""

from typing import Literal

import numpy as np
from scipy import stats

ALPHA = 0.05

Adjustment = Literal["holm", "bh", "by", "maxt"]


def correction(family: int, *, method: Adjustment = "holm") -> float:
    """Factor by which `adjust` multiplies a p that is alone in being small among `family` tests."""
    harmonic = sum(1 / rank for rank in range(1, family + 1)) if method == "by" else 1.0
    return max(family, 1) * harmonic


def adjust(p: np.ndarray, *, method: Adjustment = "holm", family: int | None = None) -> np.ndarray:
    """Adjusted p of one family of tests; NaN (not tested) stays NaN.

    holm: family-wise error (Holm 1979). bh, by: false discovery rate (Benjamini and Hochberg 1995; Benjamini
    and Yekutieli 2001, under any dependence). `family` is the number of tests when it is larger than the p's
    given; the others then count as p = 1. Raises ValueError for a p outside 0 to 1, a family smaller than
    the p's, or "maxt", which needs the resamples and not the p's alone.
    """
    if method == "maxt":
        raise ValueError("max-T is made from resamples: ask `contrast` or `contrast_rates` for it")
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


def _adjusted(p: np.ndarray, method: Adjustment) -> np.ndarray:
    """Adjust a whole family."""
    if method != "holm":
        return stats.false_discovery_control(p, method=method) if len(p) else p
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    result = np.empty(len(p))
    result[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    return result
