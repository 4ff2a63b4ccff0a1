"""Resamples of units: other arrangements of two groups, and draws with replacement. Groups in, weights out.

Units are the rows of what is analysed: articles, or the articles of one author taken together. A resample
is a row of weights, one a unit, so that the sums of a thousand resamples are one matrix product.
"""

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

EXACT_LIMIT = 50_000  # arrangements up to which all are enumerated
CELLS = 2_000_000  # weights held at once


def arrangements(in_a: np.ndarray, strata: Sequence[np.ndarray]) -> int:
    """In how many ways the units of each stratum can be dealt to groups of the sizes that they have."""
    return math.prod(math.comb(len(rows), int(in_a[rows].sum())) for rows in strata)


def relabelled(
    in_a: np.ndarray, strata: Sequence[np.ndarray], *, resamples: int, seed: int, width: int = 1
) -> Iterator[np.ndarray]:
    """Blocks of arrangements, a row each: 1 for the units of group a, 0 for those of b.

    Units change places inside their stratum (arrays of row numbers) only. All arrangements, where there are
    50,000 or fewer; otherwise `resamples` of them, drawn. `width`: numbers that each resample will be turned
    into, so that a block of them fits in memory.
    """
    size = max(1, CELLS // max(len(in_a), width))
    if arrangements(in_a, strata) <= EXACT_LIMIT:
        yield from _every(in_a, strata, size)
        return
    rng = np.random.default_rng(seed)
    for start in range(0, resamples, size):
        rows = min(size, resamples - start)
        labels = np.zeros((rows, len(in_a)))
        for stratum in strata:
            _deal(labels, stratum, int(in_a[stratum].sum()), rng)
        yield labels


def drawn(
    cells: Sequence[np.ndarray], n: int, *, resamples: int, seed: int, width: int = 1
) -> Iterator[np.ndarray]:
    """Blocks of draws with replacement, a row each: how often each of `n` units was drawn.

    From every cell (an array of row numbers, such as an outlet's units) as many are drawn as it has.
    """
    rng = np.random.default_rng(seed)
    size = max(1, CELLS // max(n, width))
    for start in range(0, resamples, size):
        rows = min(size, resamples - start)
        weights = np.zeros((rows, n))
        for cell in cells:
            picks = rng.integers(len(cell), size=(rows, len(cell)))
            flat = picks + np.arange(rows)[:, None] * len(cell)
            counts = np.bincount(flat.ravel(), minlength=rows * len(cell))
            weights[:, cell] = counts.reshape(rows, len(cell))
        yield weights


def _every(in_a: np.ndarray, strata: Sequence[np.ndarray], size: int) -> Iterator[np.ndarray]:
    """All arrangements, in blocks of up to `size` rows."""
    ways = [itertools.combinations(rows.tolist(), int(in_a[rows].sum())) for rows in strata]
    chosen = ways[0] if len(ways) == 1 else map(itertools.chain.from_iterable, itertools.product(*ways))
    flat = itertools.chain.from_iterable(chosen)
    k = sum(int(in_a[rows].sum()) for rows in strata)
    left = arrangements(in_a, strata)
    while left > 0:
        rows = min(size, left)
        block = np.fromiter(flat, dtype=np.int64, count=rows * k).reshape(rows, k)
        labels = np.zeros((rows, len(in_a)))
        np.put_along_axis(labels, block, 1.0, axis=1)
        yield labels
        left -= rows


def _deal(labels: np.ndarray, stratum: np.ndarray, k: int, rng: np.random.Generator) -> None:
    """Put a random `k` units of a stratum into group a, in every row of `labels`."""
    if not 0 < k < len(stratum):
        labels[:, stratum] = float(k > 0)
        return
    draws = rng.random((len(labels), len(stratum)))
    picks = np.argpartition(draws, k - 1, axis=1)[:, :k]
    np.put_along_axis(labels, stratum[picks], 1.0, axis=1)
