"""Which words stand together oftener than their numbers alone would bring about, and around a word.

A pair of words of a text of N words stands together `together` times, the first stands there n_1 times, the
second n_2; `expected` is n_1 n_2 / N times the number of places that the second may have, and each of these
places is counted for itself. All measures treat words as independent draws: they rank pairs, and give no p.
Sources: G2, Dunning (1993); pmi, Church and Hanks (1990); logDice, Rychly (2008); t, Church et al. (1991).
"""

import re

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.analysis import names
from sourcewise.analysis.terms import Counts
from sourcewise.analysis.words import association, tokens
from sourcewise.analysis.words.dictionaries import cut, folded, matching
from sourcewise.analysis.words.streams import Stream, neighbours

COLUMNS = [
    "first", "second", "together", "documents", "n_first", "n_second", "expected", "g2", "pmi", "log_dice",
    "t",
]  # fmt: skip


def measures(
    together: np.ndarray, n_1: np.ndarray, n_2: np.ndarray, n: float, *, places: int = 1
) -> pd.DataFrame:
    """expected, g2 (signed: above 0, oftener than expected), pmi (binary logarithm), log_dice (at most 14,
    independent of the text's length), t, a row a pair.

    `places`: how many places beside the first word the second may have (1: right behind it).
    """
    together = np.asarray(together, dtype=float)
    first, second = (np.asarray(x, dtype=float) * places for x in (n_1, n_2))
    total = np.maximum(n * places, first + second - together)  # at the edge of a very short text
    expected = first * second / total
    with np.errstate(divide="ignore", invalid="ignore"):
        return pd.DataFrame(
            {
                "expected": expected,
                "g2": association.g2(together, second - together, first, total - first),
                "pmi": np.log2(together / expected),
                "log_dice": 14 + np.log2(2 * together / (first + second)),
                "t": (together - expected) / np.sqrt(together),
            }
        )


def pairs(stream: Stream, *, span: int = 1, min_count: int = 5) -> pd.DataFrame:
    """Pairs of words, the second up to `span` words behind the first in one passage: first, second, together,
    documents (that hold the pair), n_first, n_second and `measures`; by g2, then the words.

    `stream`: words that were left out of it (stopwords) make no pair and keep their place. `min_count`: of a
    pair. Empty where no pair is as frequent. Raises ValueError for `span` or `min_count` below 1.
    """
    if span < 1 or min_count < 1:
        raise ValueError(f"span is {span} and min_count {min_count}; each must be 1 or more")
    left, right = neighbours(stream, span)
    size = max(len(stream.terms), 1)
    codes = stream.ids[left].astype(np.int64) * size + stream.ids[right]
    found, inverse, together = np.unique(codes, return_inverse=True, return_counts=True)
    document = stream.documents[0][left]
    cells = np.unique(inverse * (int(document.max(initial=0)) + 1) + document) // (
        int(document.max(initial=0)) + 1
    )
    documents = np.bincount(cells, minlength=len(found))
    keep = together >= min_count
    first, second = found[keep] // size, found[keep] % size
    totals = np.bincount(stream.ids[stream.ids >= 0], minlength=size)
    table = pd.DataFrame(
        {
            "first": pd.array(stream.terms[first], dtype="str"),
            "second": pd.array(stream.terms[second], dtype="str"),
            "together": together[keep],
            "documents": documents[keep],
            "n_first": totals[first],
            "n_second": totals[second],
        }
    )
    values = measures(together[keep], totals[first], totals[second], len(stream.ids), places=span)
    table = pd.concat([table, values], axis=1)[COLUMNS]
    return table.sort_values(["g2", "first", "second"], ascending=[False, True, True], ignore_index=True)


def around(stream: Stream, node: str, *, span: int = 5) -> Counts:
    """The words up to `span` words on either side of `node`, by document: of a word, with `*` and `?` as in a
    dictionary, or of a phrase that `stream` was told to count as one.

    As `terms.count` gives terms, so that what takes those shows how a word's company shifts between outlets
    (`keyness`, `compare.contrast_rates`): `words` is the number of places beside the node, so that rates are
    per 10,000 of these. A place beside two nodes counts once; a node itself never does. Documents without the
    node have no row. Raises ValueError for `span` below 1, and a node of no word, or of several that are not
    counted as one.
    """
    if span < 1:
        raise ValueError(f"span is {span}; it must be 1 or more")
    here = _is_node(stream, node)[stream.ids]
    near, passage = np.zeros(len(stream.ids), dtype=bool), stream.passage
    for step in range(1, min(span, max(len(near) - 1, 0)) + 1):
        same = passage[step:] == passage[:-step]
        near[step:] |= here[:-step] & same
        near[:-step] |= here[step:] & same
    places = np.flatnonzero(near & ~here)
    document, names = stream.documents
    kept, rows = np.unique(document[places], return_inverse=True)
    words = np.bincount(rows, minlength=len(kept))
    filled = stream.ids[places] >= 0
    shape = len(kept), len(stream.terms)
    cells = np.ones(filled.sum(), dtype=np.int64), (rows[filled], stream.ids[places][filled])
    matrix = sparse.coo_matrix(cells, shape=shape).tocsr()
    there = np.flatnonzero(matrix.getnnz(axis=0)) if len(kept) else np.zeros(0, dtype=int)
    return Counts(matrix[:, there], names[kept], stream.terms[there], words)


def _is_node(stream: Stream, node: str) -> np.ndarray:
    """Which terms of a stream a node is, and one more for none."""
    words, phrase, terms = cut(node), names.as_listed(node).casefold(), folded(stream.terms)
    if " " in phrase and phrase in terms:
        return np.append(terms == phrase, False)
    if len(words) != 1 or not re.search(r"\w", words[0]):
        raise ValueError(
            f"{node!r} must be one word, such as 'China' or 'cooperat*', or a phrase that the texts have and "
            "that is counted as one"
        )
    wild = "*" in words[0] or "?" in words[0]
    return matching(terms, tokens.stemmer()(words[0]) if stream.stem and not wild else words[0])


def company(counts: Counts, stream: Stream) -> pd.DataFrame:
    """The words of `around` with what their numbers in the whole text lead one to expect: term, near,
    documents, n (in the text), expected, and g2, pmi, log_dice, t; by log_dice, then term.
    """
    near = np.asarray(counts.matrix.sum(axis=0)).ravel()
    totals = pd.Series(np.bincount(stream.ids[stream.ids >= 0], minlength=len(stream.terms)), stream.terms)
    n = totals[counts.terms].to_numpy()
    values = measures(near, np.full(len(near), counts.words.sum()), n, len(stream.ids))
    table = pd.DataFrame(
        {
            "term": pd.array(counts.terms, dtype="str"),
            "near": near,
            "documents": counts.matrix.getnnz(axis=0),
            "n": n,
        }
    )
    table = pd.concat([table, values], axis=1)
    return table.sort_values(["log_dice", "term"], ascending=[False, True], ignore_index=True)
