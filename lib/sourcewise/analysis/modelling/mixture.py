"""A topic model as a mixture of word distributions: what each topic says, and how much of each text it is.

Models give weights on scales of their own: NMF's components are no probabilities, and its weights of a text
are no shares of its words. `finish` takes any model's weights as a start and fits, by a few steps of EM,
the mixture in which each word of a text comes from one topic (Hofmann 1999; the same as NMF with the
Kullback-Leibler divergence, Gaussier and Goutte 2005). Then models can be compared with each other, and a
share means: of the counted words of this text, so many come from this topic.

`counts` is texts x terms; `shares` texts x topics, rows that sum to 1 (or to 0, for a text without a
counted word); `words` topics x terms, rows that sum to 1. All sums go in one fixed order, so that threads
change nothing.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

FINISH = 10  # steps of EM: five to twenty gave the same words (docs/topics.md)
FOLD_IN = 30
CELLS = 100_000  # of counts times topics, worked out at once: they stay in the processor's cache
PASSAGES = 50_000  # whose words are told apart at once: what that takes, a corpus's passages would take often
SMOOTH = 0.01  # added to each expected count, so that no word that a text holds is impossible
TINY = 1e-12


def scaled(weights: ArrayLike, components: ArrayLike) -> np.ndarray:
    """Weights that a model gave texts (texts x topics), on one scale for all topics: numbers of words.

    NMF leaves open how much of a topic stands in its weights and how much in its `components` (topics x
    terms), so that its weights alone can't say which topic is first, or how much of it there is. Shares, rows
    that sum to 1 as LDA's do, stay.
    """
    values, size = np.asarray(weights, dtype="float64"), np.asarray(components, dtype="float64").sum(axis=1)
    return values if np.allclose(values.sum(axis=1), 1) else values * size


def finish(
    counts: sparse.csr_matrix, weights: ArrayLike, *, steps: int = FINISH
) -> tuple[np.ndarray, np.ndarray]:
    """Shares of the texts and words of the topics, from the weights that a model gave the same texts.

    `weights`: texts x topics, without negative values, as `scaled` gives them; a text without any is held to
    be about all alike.
    Raises ValueError where the weights are of another number of texts.
    """
    counts = sparse.csr_matrix(counts, dtype="float64")
    shares = np.asarray(weights, dtype="float64")
    if len(shares) != counts.shape[0]:
        raise ValueError(f"weights have {len(shares)} rows and counts {counts.shape[0]}: give the same texts")
    shares = _rows(shares + 1e-6)
    words = _rows((counts.T @ shares).T + SMOOTH / counts.shape[1])
    for _ in range(steps):
        ratio = _ratio(counts, shares, words)
        shares, words = (
            _rows(shares * (ratio @ words.T)),
            _rows(words * (ratio.T @ shares).T + SMOOTH / counts.shape[1]),
        )
    return _told(counts, shares), words


def fold_in(counts: sparse.csr_matrix, words: ArrayLike, *, steps: int = FOLD_IN) -> np.ndarray:
    """Shares of other texts, given the words of the topics: the likeliest, by EM from even shares."""
    counts, words = sparse.csr_matrix(counts, dtype="float64"), np.asarray(words, dtype="float64")
    shares = np.full((counts.shape[0], len(words)), 1 / len(words))
    for _ in range(steps):
        shares = _rows(shares * (_ratio(counts, shares, words) @ words.T))
    return _told(counts, shares)


def said(counts: sparse.csr_matrix, text: ArrayLike, shares: ArrayLike, words: ArrayLike) -> np.ndarray:
    """Expected number of words of each topic in each passage: passages x topics.

    `counts`: passages x terms; `text`: the row of `shares` that a passage belongs to. The passages of a
    text add up to its number of counted words in each topic, so that each share leads to what it was
    counted from.
    """
    text, shares, words = (
        np.asarray(text),
        np.asarray(shares, dtype="float64"),
        np.asarray(words, dtype="float64"),
    )
    told = np.empty((counts.shape[0], len(words)))
    for at in range(0, len(told), PASSAGES):
        part = slice(at, at + PASSAGES)
        some, mine = sparse.csr_matrix(counts[part], dtype="float64"), shares[text[part]]
        told[part] = mine * (_ratio(some, mine, words) @ words.T)
    return told


def likelihood(counts: sparse.csr_matrix, shares: ArrayLike, words: ArrayLike) -> np.ndarray:
    """Log-likelihood (natural) of each text's words, of the mixture; 0 for a text without a counted word."""
    counts = sparse.csr_matrix(counts, dtype="float64")
    shares, words = np.asarray(shares, dtype="float64"), np.asarray(words, dtype="float64")
    cells = counts.copy()
    cells.data = counts.data * np.log(_chances(counts, shares, words))
    return np.asarray(cells.sum(axis=1)).ravel()


def _ratio(counts: sparse.csr_matrix, shares: np.ndarray, words: np.ndarray) -> sparse.csr_matrix:
    """Counts over what the mixture expects of them, up to the text's length."""
    data = counts.data / _chances(counts, shares, words)
    return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def _chances(counts: sparse.csr_matrix, shares: np.ndarray, words: np.ndarray) -> np.ndarray:
    """For each cell of the counts, the probability of its word in its text."""
    texts, by_term = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr)), words.T.copy()
    chances, step = np.empty(len(counts.data)), max(1, CELLS // max(len(words), 1))
    of_text, of_term = np.empty((2, step, len(words)))
    for at in range(0, len(chances), step):
        part = slice(at, min(at + step, len(chances)))
        some = slice(part.stop - at)
        np.take(
            shares, texts[part], axis=0, out=of_text[some], mode="clip"
        )  # no copy of `out`, as "raise" makes
        np.take(by_term, counts.indices[part], axis=0, out=of_term[some], mode="clip")
        np.einsum("ij,ij->i", of_text[some], of_term[some], out=chances[part])
    return np.maximum(chances, TINY)


def _rows(values: np.ndarray) -> np.ndarray:
    """Rows that sum to 1; a row of zeros stays."""
    total = values.sum(axis=1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)


def _told(counts: sparse.csr_matrix, shares: np.ndarray) -> np.ndarray:
    """Shares, 0 for a text that holds no counted word."""
    return np.where(np.diff(counts.indptr)[:, None] > 0, shares, 0.0)
