"""Which texts are worth comparing: a number for every group of texts that may hold copies.

By signatures, where as many runs of words should be shared as are not; by shared runs, where a short text may
be a part of a long one.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from sourcewise.corpus.copies import minhash, shingles

SPAN, WINDOW = 6, 5  # words in a run that brings texts together; of so many runs in a row one is kept
PART_CHARS = 200_000_000  # of texts whose runs are sorted at once

Groups = Callable[[np.ndarray], Iterator[tuple[np.ndarray, np.ndarray]]]
"""Texts to look at -> (group, text), arrays of one length, a part of the groups at a time."""


def by_signature(texts: Sequence[str], threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, Groups]:
    """Words and key of every text (see `shingles`), their signatures, and groups that share a band.

    Of the pairs whose Jaccard is `threshold` a share of `minhash.RECALL` at least is in one group; of those
    above it, more.
    """
    words, keys, found = [], [], []
    for batch in shingles.Reader().batches(texts):
        words.append(batch.lengths)
        keys.append(batch.keys())
        found.append(minhash.signatures(*batch.runs(), len(batch.lengths)))
    lengths, signed = _joined(words), _stacked(found)

    def groups(kept: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        kept = kept[lengths[kept] >= shingles.RUN]
        for key in minhash.bands(signed[kept], threshold):
            yield _shared(key, kept)

    return lengths, _joined(keys).astype(np.uint64), signed, groups


def by_runs(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, Groups]:
    """Words and key of every text, and groups that share one of their chosen runs of SPAN words.

    Winnowing (Schleimer, Wilkerson and Aiken 2003): of any WINDOW runs in a row the least is chosen, so that
    two texts that share SPAN + WINDOW - 1 words in a row share a chosen run.
    """
    parts = 1 + sum(map(len, texts)) // PART_CHARS
    words, keys, first = [], [], []
    for batch in shingles.Reader().batches(texts):
        words.append(batch.lengths)
        keys.append(batch.keys())
        first.append(_chosen(batch, 0, parts))

    def groups(kept: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        wanted = np.zeros(len(texts), dtype=bool)
        wanted[kept] = True
        for part in range(parts):
            batches = shingles.Reader().batches(texts) if part else ()
            chosen = [_chosen(batch, part, parts) for batch in batches] if part else first
            run, text = (_joined(column) for column in zip(*chosen, strict=True)) if chosen else ((), ())
            if len(run):
                yield _shared(run[wanted[text]], text[wanted[text]])

    return _joined(words), _joined(keys).astype(np.uint64), groups


def _chosen(batch: shingles.Words, part: int, parts: int) -> tuple[np.ndarray, np.ndarray]:
    """Of every WINDOW runs in a row of a text, and of fewer at its end, the least; those of one part."""
    row, run = batch.runs(SPAN)
    least = run.copy()
    for step in range(1, min(WINDOW, len(run))):
        inside = row[step:] == row[:-step]
        least[:-step] = np.where(inside, np.minimum(least[:-step], run[step:]), least[:-step])
    new = np.ones(len(run), dtype=bool)
    new[1:] = (least[1:] != least[:-1]) | (row[1:] != row[:-1])
    if parts > 1:
        new &= least % np.uint64(parts) == part
    return least[new], (row[new] + batch.begin).astype(np.int32)


def _shared(key: np.ndarray, text: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Keys that two or more texts have, with these, sorted by key and text."""
    order = np.lexsort((text, key))
    key, text = key[order], text[order]
    new = np.ones(len(key), dtype=bool)
    new[1:] = (key[1:] != key[:-1]) | (text[1:] != text[:-1])
    key, text = key[new], text[new]
    same = key[1:] == key[:-1]
    several = np.concatenate((same, [False])) | np.concatenate(([False], same)) if len(key) else same
    return key[several], text[several]


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.array([], dtype=np.int64)


def _stacked(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.empty((0, minhash.PERMUTATIONS), dtype=np.uint32)
