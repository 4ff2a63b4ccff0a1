"""Signatures of sets by MinHash (Broder 1997), and groups of texts that are worth comparing.

The share of places at which two signatures agree estimates the Jaccard similarity J of the two sets, with a
standard error of sqrt(J(1 - J) / PERMUTATIONS). Of each number the last 16 bits are kept (Li and König 2010):
one place in 65,536 agrees by chance. Texts whose signatures agree in a whole band of places are compared: of
those with a Jaccard of J that is a share of 1 - (1 - J**rows)**bands.
"""

from collections.abc import Iterator

import numpy as np

PERMUTATIONS = 256  # half a kB a text
RECALL = 0.995  # of pairs exactly at the threshold
LEAST_BLOCK = 1 << 15  # runs at once: what a processor's cache holds

_RANDOM = np.random.default_rng(1997).integers(0, 1 << 32, (2, PERMUTATIONS), dtype=np.uint32)
_FLIP, _TIMES = _RANDOM[0], _RANDOM[1] | np.uint32(1)
_SHIFT, _MIX32 = np.uint32(15), np.uint32(0x2C1B3C6D)
_MIX64 = np.uint64(0x9E3779B97F4A7C15)


def signatures(row: np.ndarray, run: np.ndarray, n: int) -> np.ndarray:
    """n x PERMUTATIONS: of every permuted numbering of each text's runs the least; `row` is sorted.

    A text without a run has the greatest number throughout: leave it out of comparisons.
    """
    found = np.full((n, PERMUTATIONS), np.iinfo(np.uint16).max, dtype=np.uint16)
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    for first, last in _blocks(starts, len(row)):
        begin, end = starts[first], starts[last] if last < len(starts) else len(row)
        short = (run[begin:end] >> np.uint64(32)).astype(np.uint32)
        at, into = starts[first:last] - begin, row[starts[first:last]]
        least = np.empty((PERMUTATIONS, len(at)), dtype=np.uint32)
        for place in range(PERMUTATIONS):
            mixed = (short ^ _FLIP[place]) * _TIMES[place]
            mixed ^= mixed >> _SHIFT
            mixed *= _MIX32
            np.minimum.reduceat(mixed, at, out=least[place])
        found[into] = least.T.astype(np.uint16)  # the last bits: the first ones are 0 in nearly all
    return found


def _blocks(starts: np.ndarray, n: int) -> Iterator[tuple[int, int]]:
    """Cut texts into blocks of some LEAST_BLOCK runs, never inside a text."""
    first = 0
    while first < len(starts):
        last = int(np.searchsorted(starts, starts[first] + LEAST_BLOCK))
        yield first, max(first + 1, min(last, len(starts)))
        first = max(first + 1, min(last, len(starts)))


def estimate(found: np.ndarray, a: np.ndarray, b: np.ndarray, *, block: int = 100_000) -> np.ndarray:
    """Jaccard similarity, 0-1, of texts `a` with texts `b` by their signatures."""
    parts = [
        (found[a[i : i + block]] == found[b[i : i + block]]).mean(axis=1) for i in range(0, len(a), block)
    ]
    return np.concatenate(parts) if parts else np.array([])


def rows(threshold: float) -> int:
    """How many places a band has: the most with which RECALL of the pairs at `threshold` are compared."""
    best = 1
    for rows in range(2, 17):
        if 1 - (1 - threshold**rows) ** (PERMUTATIONS // rows) >= RECALL:
            best = rows
    return best


def bands(found: np.ndarray, threshold: float) -> Iterator[np.ndarray]:
    """For each band a number a text: those with the same number are worth comparing."""
    width = rows(threshold)
    for begin in range(0, PERMUTATIONS - width + 1, width):
        key = np.zeros(len(found), dtype=np.uint64)
        for place in range(begin, begin + width):
            key = (key ^ (key >> np.uint64(29))) * _MIX64 + found[:, place]
        yield key
