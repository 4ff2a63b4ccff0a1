"""The p and the interval that are printed of a comparison of means, as calibration asks for them."""

import math

import numpy as np

from sourcewise.analysis.comparing import inference
from sourcewise.analysis.comparing.estimate import Sample
from sourcewise.analysis.comparing.layouts import Layout
from sourcewise.analysis.comparing.support import SMALL, Shape


def p_value(layout: Layout, shape: Shape, resamples: int, seed: int) -> float:
    """Permutation p, and a second opinion where calibration asks for one."""
    how = {"resamples": resamples, "seed": seed}
    p = inference.permutation(layout.sample, **how).p[0]
    if layout.n < SMALL:  # with a spread of 3 to 1, permutation alone errs in 7 % and more
        p = max(p, inference.observed(layout.sample).p[0, 0])
    if shape == "skewed":
        p = max(p, inference.bootstrap_p(layout.sample, **how)[0])
    return float(p)


def interval(sample: Sample, resamples: int, seed: int) -> tuple[float | None, float | None, str]:
    """Low and high, or why there are none."""
    cells = [len(rows[side[rows]]) for rows in sample.strata for side in (sample.in_a, ~sample.in_a)]
    if len(sample.strata) > 1 and not sample.paired and min(cells) < SMALL:  # too few to draw from
        low, high = inference.t_interval(sample)
    else:
        low, high = inference.bootstrap_interval(sample, resamples=resamples, seed=seed)
    if np.isinf(low[0]) or low[0] == high[0]:
        return None, None, "No interval: too few different values."
    return low[0], high[0], ""


def standardised(difference: float, x: np.ndarray, y: np.ndarray) -> float | None:
    """A difference over the root of the mean variance; null where neither side varies."""
    spread = math.sqrt((x.var(ddof=1) + y.var(ddof=1)) / 2) if min(len(x), len(y)) > 1 else 0.0
    return difference / spread if spread > 0 else None
