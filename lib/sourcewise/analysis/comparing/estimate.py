"""The difference of two groups and its variance, for many statistics and many resamples at once.

A unit is an article, or an author's articles taken together; it has a total and a size. For the mean of a
value, the size is the number of articles; for the rate of a word, the number of words. A group's level is
the sum of totals over the sum of sizes, so that every article, or every word, weighs the same, and its
variance is that of a ratio over independent units (Cochran 1977, 6.4; with articles as units and sizes of
1, the variance of a mean). Groups are compared by the difference of their levels, or by the logarithm of
their ratio (delta method, half a case added to each side).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import sparse, special

Scale = Literal["difference", "log_ratio"]
PAIRED_FROM = 10  # strata from which the strata themselves are the units
FEW = 0.2  # share of the units below which adding up a group's rows beats a product with all rows

Matrix = np.ndarray | sparse.csr_matrix


@dataclass(frozen=True)
class Sample:
    """Units of two groups. `total`: units x statistics, dense or sparse. `size`: one a unit, or as `total`
    where statistics have different gaps; 0 is a unit without a value. `in_a`: one truth value a unit.
    `strata`: row numbers of each stratum. `widen`: by what the variance of the observed estimate is
    multiplied, for what the units have in common across strata (see `clustering`).
    """

    total: Matrix
    size: np.ndarray
    in_a: np.ndarray
    strata: Sequence[np.ndarray]
    scale: Scale = "difference"
    widen: np.ndarray | float = 1.0

    @property
    def paired(self) -> bool:
        """Whether the strata are the units: ten or more, or one with too few articles for a spread."""
        sides = [(self.in_a[rows].sum(), (~self.in_a[rows]).sum()) for rows in self.strata]
        return len(sides) > 1 and (len(sides) >= PAIRED_FROM or min(map(min, sides)) < 2)


@dataclass(frozen=True)
class Estimate:
    """Resamples x statistics: difference of a less b (or log of the ratio), its variance, degrees of
    freedom.
    """

    difference: np.ndarray
    variance: np.ndarray
    df: np.ndarray

    @property
    def p(self) -> np.ndarray:
        """Two-sided p by the t distribution with each estimate's own degrees of freedom; 1 for 0 / 0."""
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.abs(self.difference) / np.sqrt(self.variance)
            return np.where(np.isnan(t), 1.0, 2 * special.stdtr(self.df, -t))


class Sums:
    """The moments of a sample, from which any weighting of its units is estimated."""

    def __init__(self, sample: Sample) -> None:
        """Square and multiply once what every resample will add up."""
        total, size = sample.total, np.asarray(sample.size, dtype=float)
        size = size[:, None] if size.ndim == 1 else size
        self.scale, self.paired, self.strata = sample.scale, sample.paired, sample.strata
        self.centre: np.ndarray | float = 0.0
        if sparse.issparse(total):
            total = total.tocsr().astype(float)
            moments = [total, total.multiply(total).tocsr(), total.multiply(size).tocsr()]
        else:
            total = np.asarray(total, dtype=float)
            total = total[:, None] if total.ndim == 1 else total
            if sample.scale == "difference":  # a far origin would cost digits in the squares
                self.centre = total.sum(axis=0) / np.maximum(size.sum(axis=0), 1e-300)
                total = total - self.centre * size
            moments = [total, total**2, total * size]
        self.moments = [*moments, size, size**2, (size > 0).astype(float)]
        self.weight = self._weights(sample.in_a) if len(self.strata) > 1 else np.ones((1, 1))

    def estimate(self, a: np.ndarray, b: np.ndarray) -> Estimate:
        """The estimate for each row of weights `a` and `b` (resamples x units)."""
        return self._between(self.levels(a), self.levels(b))

    def arranged(self, labels: np.ndarray) -> Estimate:
        """The estimate for each row of labels (resamples x units): 1 for group a, 0 for b.

        Of counts only the smaller group's are added up, and the other's are the rest: exact, since they are
        whole numbers.
        """
        if not sparse.issparse(self.moments[0]):
            return self.estimate(labels, 1 - labels)
        share = labels.mean()
        few = labels if share <= 0.5 else 1 - labels
        some = self._group(sparse.csr_matrix(few) if min(share, 1 - share) < FEW else few)
        whole = self._group(np.ones((1, labels.shape[1])))
        rest = [
            [all_ - part for all_, part in zip(*one, strict=True)] for one in zip(whole, some, strict=True)
        ]
        sides = [[_level(*moments) for moments in side] for side in (some, rest)]
        return self._between(*(sides if share <= 0.5 else sides[::-1]))

    def levels(self, weights: np.ndarray) -> list["_Level"]:
        """The level of each stratum for each row of weights."""
        return [_level(*moments) for moments in self._group(np.atleast_2d(weights).astype(float))]

    def _weights(self, in_a: np.ndarray) -> np.ndarray:
        """Strata x statistics: each stratum's share, by the product of its sizes over their sum."""
        both = np.vstack([in_a, ~in_a]).astype(float)
        sizes = np.stack([moments[3] for moments in self._group(both)])
        weight = sizes[:, 0] * sizes[:, 1] / np.maximum(sizes.sum(axis=1), 1e-300)
        return weight / np.maximum(weight.sum(axis=0), 1e-300)

    def _group(self, weights: Matrix) -> list[list[np.ndarray]]:
        """For each stratum, the moments summed by each row of weights."""
        if len(self.strata) == 1:
            return [[_product(weights, moment) for moment in self.moments]]
        return [[_product(weights[:, rows], moment[rows]) for moment in self.moments] for rows in self.strata]

    def _between(self, a: list["_Level"], b: list["_Level"]) -> Estimate:
        """The difference of two groups, by what the units are."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self._paired(a, b) if self.paired else self._within(a, b)

    def _within(self, a: list["_Level"], b: list["_Level"]) -> Estimate:
        """Levels weighted over strata, variances from the units inside them."""
        sides = []
        for side in (a, b):
            value = sum(w * part.value for w, part in zip(self.weight, side, strict=True))
            parts = [w**2 * part.variance for w, part in zip(self.weight, side, strict=True)]
            size = sum(part.size for part in side)
            sides.append(_scaled(value, parts, size, self.scale))
        (value_a, parts_a), (value_b, parts_b) = sides
        parts = [*parts_a, *parts_b]
        units = [part.units for part in (*a, *b)]
        variance = sum(parts)
        shares = [part / variance for part in parts]
        df = 1 / sum(share**2 / np.maximum(n - 1, 1) for share, n in zip(shares, units, strict=True))
        return Estimate(value_a - value_b, variance, np.where(variance > 0, df, 1.0))

    def _paired(self, a: list["_Level"], b: list["_Level"]) -> Estimate:
        """Differences weighted over strata, variance from the strata."""
        level_a = np.stack([part.value for part in a])
        level_b = np.stack([part.value for part in b])
        weight = self.weight[:, None]
        mean_a, mean_b = (weight * level_a).sum(axis=0), (weight * level_b).sum(axis=0)
        if self.scale == "log_ratio":
            add_a, add_b = (0.5 / sum(part.size for part in side) for side in (a, b))
            mean_a, mean_b = mean_a + add_a, mean_b + add_b
            spread = (level_a - mean_a + add_a) / mean_a - (level_b - mean_b + add_b) / mean_b
            difference = np.log(mean_a / mean_b)
        else:
            difference = mean_a - mean_b
            spread = level_a - level_b - difference
        n = (weight > 0).sum(axis=0)
        variance = (weight**2 * spread**2).sum(axis=0) * n / np.maximum(n - 1, 1)
        return Estimate(difference, variance, np.broadcast_to(np.maximum(n - 1.0, 1.0), variance.shape))


@dataclass(frozen=True)
class _Level:
    """Resamples x statistics, of one group in one stratum."""

    value: np.ndarray
    variance: np.ndarray
    size: np.ndarray
    units: np.ndarray


def _level(*moments: np.ndarray) -> _Level:
    """A ratio and its variance; rounding below a millionth of a millionth of the squares is no spread."""
    total, square, cross, size, squared, n = moments
    size = np.where(size > 0, size, 1.0)  # an empty group has a level of 0
    value = total / size
    residual = square - 2 * value * cross + value**2 * squared
    residual = np.where(residual > 1e-12 * square, residual, 0.0)
    variance = residual * n / np.maximum(n - 1, 1) / size**2
    return _Level(value, variance, size, n)


def _scaled(
    value: np.ndarray, parts: list[np.ndarray], size: np.ndarray, scale: Scale
) -> tuple[np.ndarray, list[np.ndarray]]:
    """A level and its parts of variance on their scale."""
    if scale == "difference":
        return value, parts
    raised = value + 0.5 / size
    return np.log(raised), [(part + 0.5 / size**2 / len(parts)) / raised**2 for part in parts]


def _product(weights: Matrix, moment: Matrix) -> np.ndarray:
    """Rows of weights times a moment, dense."""
    if sparse.issparse(weights):
        return dense(weights @ moment)
    return (moment.T @ weights.T).T if sparse.issparse(moment) else weights @ moment


def dense(values: Matrix) -> np.ndarray:
    """Rows of a moment as an array."""
    return values.toarray() if sparse.issparse(values) else values
