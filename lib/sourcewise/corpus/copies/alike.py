"""Which texts are copies: groups that are worth comparing, and in these every pair compared exactly.

Time grows with the texts and with the copies found, not with the pairs of texts: in a group all are compared
with its first, and only those that are no copies of it go on to the next round. Signatures are held in
memory, the numbers of runs in parts, sets of runs only for the pairs that are being compared.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.corpus.copies import candidates, minhash, shingles

ROUNDS = 16  # texts of one group that are compared with all the others
SMALL = 16  # texts of a group in which all pairs are compared
SLACK = 4.0  # standard errors below the threshold at which signatures are still worth a comparison
COMPARED_CHARS = 5_000_000  # of texts compared at once

Copies = list[tuple[int, int, float]]
"""(earlier text, later text, Jaccard)"""


def clusters(
    texts: Sequence[str],
    threshold: float,
    *,
    shorter: bool = False,
    min_words: int = 1,
    scratch: Path | None = None,
) -> list[tuple[int, int, float]]:
    """(text, first of its cluster, Jaccard to that, 0-1) for each text that has a copy, by cluster and
    place.

    Two texts of `min_words` words or more are copies when their words are the same, or from `threshold` on:
    the runs of three words that they share over the runs of both, or with `shorter` over those of the shorter
    one. A text that is no copy of an earlier first is a first, and its copies are its cluster; a text is in
    the cluster of the earliest first that it is a copy of, with `shorter` in those of all. Near copies come
    to a comparison where their signatures agree in a band (`minhash`), with `shorter` where they share ten
    words in a row, or fewer by chance. What does not have to be in memory lies in the folder `scratch`
    meanwhile, or in the system's own for such files.
    """
    judge = _Judge(texts, threshold, shorter)
    with tempfile.TemporaryDirectory(dir=scratch) as place:
        if shorter:
            words, keys, groups = candidates.by_runs(texts, Path(place))
        else:
            words, keys, judge.signed, groups = candidates.by_signature(texts, threshold)
        enough = np.flatnonzero(words >= max(min_words, 1))
        _, first, same = np.unique(keys[enough], return_index=True, return_inverse=True)
        for group, member in groups(np.sort(enough[first])):  # one text of each that are exactly alike
            judge.rounds(group, member)
    exactly: dict[int, list[int]] = {}  # of several texts that are exactly alike the first, and all
    several = np.bincount(same, minlength=1)[same] > 1
    for earliest, text in zip(enough[first][same[several]].tolist(), enough[several].tolist(), strict=True):
        exactly.setdefault(earliest, []).append(text)
    led = _firsts(judge.copies(), several=shorter)
    follows = {later for copies in led.values() for later, _ in copies}
    for place in exactly:
        if place not in follows:
            led.setdefault(place, [])
    return [
        (place, first, jaccard)
        for first, copies in sorted(led.items())
        for place, jaccard in sorted(
            (place, jaccard)
            for near, jaccard in [(first, 1.0), *copies]
            for place in exactly.get(near, [near])
        )
    ]


def compare(
    texts: Sequence[str], a: np.ndarray, b: np.ndarray, *, reader: shingles.Reader | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Exact Jaccard similarity of texts `a` with texts `b`, rounded to 6 decimals; and the share of the
    smaller set's runs that the other has too. Both 0-1, and 0 where a text has no run."""
    places, at = np.unique(np.concatenate((a, b)), return_inverse=True)
    row, run = (reader or shingles.Reader()).read([texts[place] for place in places.tolist()]).runs()
    column, distinct = pd.factorize(run)
    cells = (np.ones(len(column), dtype=np.int32), (row, column.astype(np.int32)))
    matrix = sparse.csr_matrix(cells, shape=(len(places), max(len(distinct), 1)))
    matrix.data[:] = 1  # a run that comes twice in a text was summed
    sizes = matrix.getnnz(axis=1)
    one, two = at[: len(a)], at[len(a) :]
    both = np.asarray(matrix[one].multiply(matrix[two]).sum(axis=1)).ravel()
    least, union = np.minimum(sizes[one], sizes[two]), sizes[one] + sizes[two] - both
    jaccard = np.divide(both, union, out=np.zeros(len(a)), where=union > 0)
    return np.round(jaccard, 6), np.divide(both, least, out=np.zeros(len(a)), where=least > 0)


class _Judge:
    """Compares pairs of texts, exactly and each once, and remembers the copies."""

    def __init__(self, texts: Sequence[str], threshold: float, shorter: bool) -> None:
        self._texts, self._threshold, self._shorter = texts, threshold, shorter
        self._reader = shingles.Reader()
        self._known: dict[int, float | None] = {}
        self._of = np.arange(len(texts))  # the earliest text that each is a copy of, as far as is known
        self.signed: np.ndarray | None = None

    def copies(self) -> Copies:
        """The pairs that are copies, by the later, then the earlier."""
        n = len(self._texts)
        found = [(pair // n, pair % n, near) for pair, near in self._known.items() if near is not None]
        return sorted(found, key=lambda one: (one[1], one[0]))

    def rounds(self, group: np.ndarray, member: np.ndarray) -> None:
        """Compare the members of each group with its first; those that are no copies of it go on."""
        for _ in range(ROUNDS):
            starts = np.flatnonzero(np.diff(group, prepend=group[:1] - group.dtype.type(1)))
            sizes = np.diff(np.append(starts, len(group)))
            first, left = np.repeat(member[starts], sizes), np.repeat(sizes, sizes)
            other = left > 1
            other[starts] = False
            if not other.any():
                return
            copy = self._judged(first[other], member[other])
            goes_on = np.flatnonzero(other)[~copy | (left[other] <= SMALL)]
            group, member = group[goes_on], member[goes_on]

    def _judged(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether texts `b` are copies of `a`; two that are copies of one earlier text count as such."""
        same = self._of[a] == self._of[b]
        same[~same] = self._compared(a[~same], b[~same])
        return same

    def _compared(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether texts `b` are copies of `a`, and enter it."""
        pairs, place = np.unique(a.astype(np.int64) * len(self._texts) + b, return_inverse=True)
        worth = self._worth(*np.divmod(pairs, len(self._texts)))
        new = [pair for pair in pairs[worth].tolist() if pair not in self._known]
        for part in self._parts(np.array(new, dtype=np.int64)):
            jaccard, share = compare(self._texts, *np.divmod(part, len(self._texts)), reader=self._reader)
            copy = (share if self._shorter else jaccard) >= self._threshold
            near = np.where(copy, jaccard, None).tolist()
            self._known.update(zip(part.tolist(), near, strict=True))
        copy = np.array([self._known.get(pair) is not None for pair in pairs.tolist()], dtype=bool)
        np.minimum.at(self._of, *np.divmod(pairs[copy], len(self._texts))[::-1])
        return copy[place]

    def _worth(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Whether signatures, where there are any, leave it open that texts are copies."""
        if self.signed is None:
            return np.ones(len(a), dtype=bool)
        error = np.sqrt(self._threshold * (1 - self._threshold) / minhash.PERMUTATIONS)
        return minhash.estimate(self.signed, a, b) >= self._threshold - SLACK * error

    def _parts(self, pairs: np.ndarray) -> Iterator[np.ndarray]:
        """Pairs in parts of some COMPARED_CHARS characters."""
        n, texts = len(self._texts), self._texts
        chars = np.cumsum([len(texts[pair // n]) + len(texts[pair % n]) for pair in pairs.tolist()])
        if len(pairs):
            edges = np.searchsorted(chars, np.arange(COMPARED_CHARS, chars[-1], COMPARED_CHARS))
            yield from (part for part in np.split(pairs, edges) if len(part))


def _firsts(copies: Iterable[tuple[int, int, float]], *, several: bool) -> dict[int, list[tuple[int, float]]]:
    """Each first with its copies; `copies` in the order of the later.

    With `several` a text that is only near to texts that are no firsts is not lost: the earliest of them
    leads it, beside the cluster that it is in itself.
    """
    led: dict[int, list[tuple[int, float]]] = {}
    follows: set[int] = set()
    for later, pairs in groupby(copies, key=lambda one: one[1]):
        near = [(earlier, jaccard) for earlier, _, jaccard in pairs]
        firsts = [one for one in near if one[0] not in follows]
        if several and not firsts:
            firsts = near[:1]
        for earlier, jaccard in firsts if several else firsts[:1]:
            led.setdefault(earlier, []).append((later, jaccard))
            follows.add(later)
    return led
