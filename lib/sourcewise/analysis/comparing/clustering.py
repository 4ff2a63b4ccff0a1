"""What articles by one hand have in common, where they stand in several stories."""

import math

import numpy as np
from scipy import sparse, stats

from sourcewise.analysis.comparing.estimate import Sample, Sums, dense

TAIL = 0.975


def widening(sample: Sample, cluster: np.ndarray, *, worth: float = math.inf) -> np.ndarray:
    """By what each statistic's variance grows where units of a `cluster` stand in several strata, 1 or more.

    Two-way clustering (Cameron, Gelbach and Miller 2011): to the variance of the estimate is added what the
    units of a cluster have in common, beyond what single units would bring about, in what is left of them
    after their stratum's level and the groups' difference. Both take away a part of what a cluster has of its
    own; the rest is scaled up to the whole. Clusters that are `worth` fewer than the estimate's degrees of
    freedom widen it as far as Student's t does.
    """
    sums = Sums(sample)
    score = _scores(sample, sums)
    left, left_alone = _left(sample, sums, cluster)
    together = _added(score, cluster)
    single = _cells(sample, cluster) if sample.paired else np.arange(len(cluster))  # units of the variance
    first = np.unique(single, return_index=True)[1]
    alone = _added(_added(score, single) ** 2 / left_alone[first][:, None], cluster[first])
    more = ((together**2 - alone * left[:, None]) / left[:, None] ** 2).sum(axis=0)
    found = sums.estimate(sample.in_a[None, :].astype(float), (~sample.in_a)[None, :].astype(float))
    spread = found.variance[0]
    wider = 1.0 + np.divide(np.maximum(more, 0.0), spread, out=np.zeros_like(spread), where=spread > 0)
    few = stats.t.ppf(TAIL, max(worth - 1, 1)) / stats.t.ppf(TAIL, np.maximum(found.df[0], 1))
    return wider * np.maximum(few, 1.0) ** 2


def _added(values: np.ndarray, code: np.ndarray) -> np.ndarray:
    """Sums of rows by code."""
    result = np.zeros((code.max() + 1, values.shape[1]))
    np.add.at(result, code, values)
    return result


def _cells(sample: Sample, cluster: np.ndarray) -> np.ndarray:
    """A number for each cluster in each stratum."""
    stratum = np.empty(len(cluster), dtype=int)
    for number, rows in enumerate(sample.strata):
        stratum[rows] = number
    return np.unique(np.stack([cluster, stratum]), axis=1, return_inverse=True)[1].ravel()


def _scores(sample: Sample, sums: Sums) -> np.ndarray:
    """What each unit adds to the difference, units x statistics, less what its stratum and group explain."""
    a, b = (sums.levels(side) for side in (sample.in_a, ~sample.in_a))
    mean = [sum(w * part.value[0] for w, part in zip(sums.weight, side, strict=True)) for side in (a, b)]
    scale = [1.0, 1.0]
    if sample.scale == "log_ratio":  # half a case added, as in the estimate
        sizes = [sum(part.size[0] for part in side) for side in (a, b)]
        scale = [level + 0.5 / size for level, size in zip(mean, sizes, strict=True)]
    size = np.asarray(sample.size, dtype=float).reshape(len(sample.in_a), -1)
    score = np.zeros((len(size), len(mean[0])))
    for stratum, rows in enumerate(sample.strata):
        middle = (a[stratum].value[0] + b[stratum].value[0]) / 2
        for side, level, one, sign in ((sample.in_a, a, 0, 1.0), (~sample.in_a, b, 1, -1.0)):
            mine = rows[side[rows]]
            fitted = middle + sign / 2 * (mean[0] - mean[1])
            if sample.scale == "log_ratio":  # there a story's level and the groups' ratio multiply
                fitted = 2 * middle * mean[one] / np.maximum(mean[0] + mean[1], 1e-300)
            share = sums.weight[stratum] / np.maximum(level[stratum].size[0], 1e-300) / scale[one]
            score[mine] = sign * share * (dense(sums.moments[0][mine]) - fitted * size[mine])
    return score


def _left(sample: Sample, sums: Sums, cluster: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The share of what is its own that each cluster, and each unit alone, keeps in its scores."""
    size = np.asarray(sample.size, dtype=float).reshape(len(cluster), -1).max(axis=1)
    weight = sums.weight.mean(axis=1)
    share, weights = np.zeros(len(cluster)), np.zeros(len(cluster))
    for stratum, rows in enumerate(sample.strata):
        for side in (rows[sample.in_a[rows]], rows[~sample.in_a[rows]]):
            share[side] = size[side] / max(size[side].sum(), 1e-300)
        weights[rows] = weight[stratum]
    stratum = np.concatenate([np.full(len(rows), i) for i, rows in enumerate(sample.strata)])
    stratum = stratum[np.argsort(np.concatenate(sample.strata))]
    of_cell = sparse.csr_matrix((share, (cluster, stratum)), shape=(cluster.max() + 1, len(weight)))
    whole = of_cell @ weight
    kept = whole - (of_cell.multiply(of_cell) @ weight + whole**2) / 2
    left = np.divide(kept, whole, out=np.ones_like(whole), where=whole > 0)
    return np.maximum(left, 0.2), np.maximum(1 - share * (1 + weights) / 2, 0.2)
