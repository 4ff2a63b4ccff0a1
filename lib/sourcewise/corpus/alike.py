"""Which texts are alike: the Jaccard similarity of their sets of runs of three words, of all pairs, by
sparse products.

Words are letters and digits in any case. Nothing is sampled: the runs are hashed to 64 bits that are the
same in every run of the program, and two different ones meet once in some hundred thousand corpora of this
size.
"""

import hashlib
import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse import csgraph

RUN = 3  # words in a run
BATCH = 2_000  # texts whose words are held at once
PAIRS = 5_000_000  # pairs held at once
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing

WORD = re.compile(r"[^\W_]+")


def clusters(
    texts: Sequence[str], threshold: float, *, shorter: bool = False, min_words: int = 1
) -> list[tuple[int, int, float]]:
    """(text, first of its cluster, Jaccard to that, 0-1) for each text that has a copy, by cluster and
    place.

    Two texts of `min_words` words or more are copies when their words are the same, or from `threshold` on:
    the runs that they share over the runs of both, or with `shorter` over those of the shorter one. A
    cluster is a chain of copies.
    """
    row, run, words, exact = _runs(texts)
    long_enough = np.flatnonzero(words >= max(min_words, 1))
    _, first_of, same = np.unique(exact[long_enough], return_index=True, return_inverse=True)
    kept = long_enough[first_of]  # one text of each that are exactly alike
    matrix, sizes = _matrix(row, run, kept, len(texts))
    a, b = _pairs(matrix, sizes, threshold, shorter)
    graph = sparse.coo_matrix((np.ones(len(a)), (a, b)), shape=(len(kept), len(kept)))
    label = csgraph.connected_components(graph, directed=False)[1][same]
    order = np.lexsort((long_enough, label))
    label, place, mine = label[order], long_enough[order], same[order]
    starts = np.flatnonzero(np.diff(label, prepend=-1))
    size = np.diff(np.append(starts, len(label)))
    leader, member = np.repeat(starts, size), np.repeat(size > 1, size)
    jaccard = _jaccard(matrix, sizes, mine[member], mine[leader[member]])
    found = zip(place[member].tolist(), place[leader[member]].tolist(), jaccard.tolist(), strict=True)
    return sorted(found, key=lambda one: (one[1], one[0]))


def _runs(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Row and hash of every run of words; the number of words, and the hash of all words, of every text."""
    codes = _Codes()
    batches = [_batch(texts[begin : begin + BATCH], begin, codes) for begin in range(0, len(texts), BATCH)]
    if not batches:
        return *(np.array([], dtype=np.int64) for _ in range(3)), np.array([], dtype=str)
    row, run, words, exact = (np.concatenate(parts) for parts in zip(*batches, strict=True))
    return row, run, words, exact


def _batch(texts: Sequence[str], begin: int, codes: "_Codes") -> tuple[np.ndarray, ...]:
    """`_runs` of a few texts, the first of which is row `begin`."""
    split = [WORD.findall(text.casefold()) for text in texts]
    lengths = np.array([len(one) for one in split], dtype=np.int32)
    flat = np.fromiter(map(codes.__getitem__, chain.from_iterable(split)), np.uint64, lengths.sum())
    row = np.repeat(np.arange(begin, begin + len(split), dtype=np.int32), lengths)
    last = max(len(flat) - RUN + 1, 0)
    run = np.zeros(last, dtype=np.uint64)
    for step in range(RUN):
        run = (run ^ (run >> np.uint64(29))) * MIX + flat[step : last + step]
    whole = row[:last] == row[len(row) - last :]
    pieces = np.split(flat, np.cumsum(lengths)[:-1])
    exact = [hashlib.blake2b(piece.tobytes(), digest_size=16).hexdigest() for piece in pieces]
    return row[:last][whole], run[whole], lengths, np.array(exact)


class _Codes(dict[str, int]):
    """Word -> 64 bits that are the same in every run of the program."""

    def __missing__(self, word: str) -> int:
        code = int.from_bytes(
            hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "little"
        )
        self[word] = code
        return code


def _matrix(
    row: np.ndarray, run: np.ndarray, kept: np.ndarray, n: int
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Kept texts x runs that two or more of them have, 0/1; and how many runs each text has in all."""
    place = np.full(n, -1, dtype=np.int32)
    place[kept] = np.arange(len(kept))
    row = place[row]
    column, distinct = pd.factorize(run[row >= 0])
    cells = (np.ones(len(column), dtype=np.int32), (row[row >= 0], column.astype(np.int32)))
    matrix = sparse.csr_matrix(cells, shape=(len(kept), len(distinct)))
    matrix.data[:] = 1  # a run that comes twice in a text was summed
    return matrix[:, np.flatnonzero(matrix.getnnz(axis=0) > 1)], matrix.getnnz(axis=1)


def _pairs(
    matrix: sparse.csr_matrix, sizes: np.ndarray, threshold: float, shorter: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of rows, the lower first, that are alike enough; a block of rows at a time."""
    turned = matrix.T.tocsr()
    work = np.cumsum(matrix @ matrix.getnnz(axis=0))  # at most so many pairs up to each row
    found = [(np.array([], dtype=np.int64),) * 2]
    begin = 0
    while begin < len(sizes):
        done = work[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(work, done + PAIRS, side="right")))
        shared = (matrix[begin:end] @ turned).tocoo()
        a, b, both = shared.row + begin, shared.col, shared.data
        upper = a < b
        a, b, both = a[upper], b[upper], both[upper]
        of = np.minimum(sizes[a], sizes[b]) if shorter else sizes[a] + sizes[b] - both
        alike = both >= threshold * of
        found.append((a[alike], b[alike]))
        begin = end
    a, b = (np.concatenate(part) for part in zip(*found, strict=True))
    return a, b


def _jaccard(matrix: sparse.csr_matrix, sizes: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Jaccard similarity of rows `a` with rows `b`, rounded to 6 decimals; of a row with itself 1."""
    both = np.asarray(matrix[a].multiply(matrix[b]).sum(axis=1)).ravel()
    union = sizes[a] + sizes[b] - both
    value = np.divide(both, union, out=np.ones(len(a)), where=(union > 0) & (a != b))
    return np.round(value, 6)
