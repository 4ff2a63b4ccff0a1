"""Which texts are worth comparing: a number for every group of texts that may hold copies.

By signatures, where as many runs of words should be shared as are not; by shared runs, where a short text may
be a part of a long one.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from sourcewise.corpus.copies import minhash, shingles

SPAN, WINDOW = 6, 5  # words in a run that brings texts together; of so many runs in a row one is kept
PART_CHARS = 50_000_000  # of texts whose runs are sorted at once

Groups = Callable[[np.ndarray], Iterator[tuple[np.ndarray, np.ndarray]]]
"""Texts to look at -> (group, text), arrays of one length, a part of the groups at a time."""

_CHOSEN = np.dtype([("run", np.uint64), ("text", np.int32)])


def by_signature(texts: Sequence[str], threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, Groups]:
    """Words and key of every text (see `shingles`), their signatures, and groups that share a band.

    Of the pairs whose Jaccard is `threshold` a share of `minhash.RECALL` at least is in one group; of those
    above it, more.
    """
    words, keys = [], []
    signed = np.empty((len(texts), minhash.PERMUTATIONS), dtype=np.uint16)
    for batch in shingles.Reader().batches(texts):
        words.append(batch.lengths)
        keys.append(batch.keys())
        n = len(batch.lengths)
        signed[batch.begin : batch.begin + n] = minhash.signatures(*batch.runs(), n)
    lengths = _joined(words)

    def groups(kept: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        kept = kept[lengths[kept] >= shingles.RUN]
        for key in minhash.bands(signed, threshold):
            yield _shared(key[kept], kept)

    return lengths, _joined(keys).astype(np.uint64), signed, groups


def by_runs(texts: Sequence[str], scratch: Path) -> tuple[np.ndarray, np.ndarray, Groups]:
    """Words and key of every text, and groups that share one of their chosen runs of SPAN words.

    Winnowing (Schleimer, Wilkerson and Aiken 2003): of any WINDOW runs in a row the least is chosen, so that
    two texts that share SPAN + WINDOW - 1 words in a row share a chosen run. The chosen ones lie in files in
    the folder `scratch`, which has to stay until all groups are seen.
    """
    parts = 1 + sum(map(len, texts)) // PART_CHARS
    files = [scratch / f"runs-{part}" for part in range(parts)]
    words, keys = [], []
    for batch in shingles.Reader().batches(texts):
        words.append(batch.lengths)
        keys.append(batch.keys())
        chosen = _chosen(batch)
        part_of = chosen["run"] % np.uint64(parts)
        for part, file in enumerate(files):
            with file.open("ab") as end:
                chosen[part_of == part].tofile(end)

    def groups(kept: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        wanted = np.zeros(len(texts), dtype=bool)
        wanted[kept] = True
        for file in files if words else ():
            chosen = np.fromfile(file, dtype=_CHOSEN)
            chosen = chosen[wanted[chosen["text"]]]
            yield _shared(chosen["run"], chosen["text"])

    return _joined(words), _joined(keys).astype(np.uint64), groups


def _chosen(batch: shingles.Words) -> np.ndarray:
    """Of every WINDOW runs in a row of a text, and of fewer at its end, the least."""
    row, run = batch.runs(SPAN)
    least = run.copy()
    for step in range(1, min(WINDOW, len(run))):
        inside = row[step:] == row[:-step]
        least[:-step] = np.where(inside, np.minimum(least[:-step], run[step:]), least[:-step])
    new = np.ones(len(run), dtype=bool)
    new[1:] = (least[1:] != least[:-1]) | (row[1:] != row[:-1])
    chosen = np.empty(int(new.sum()), dtype=_CHOSEN)
    chosen["run"], chosen["text"] = least[new], row[new] + batch.begin
    return chosen


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
