"""What is measured of topics, by the words that they give most weight.

`words` is topics x terms without negative values (probabilities, for FREX and exclusivity); `counts` is the
reference texts x terms, of which only whether a text holds a term counts. "Top" terms are the heaviest,
equal ones in the order of the terms. Coherence can crown a winner that readers do not (Hoyle et al. 2021):
read the topics, and let others tell intruders from them (`intrusion`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.stats import rankdata

TOP = 10
EPSILON = 1e-12  # gensim's, added to joint probabilities
FREX_WEIGHT = 0.7  # of exclusivity; stm's


def top(words: ArrayLike, n: int = TOP) -> np.ndarray:
    """Columns of the `n` heaviest terms of each topic: topics x n (fewer where there are fewer terms)."""
    return np.argsort(-np.asarray(words, dtype="float64"), axis=1, kind="stable")[:, :n]


def npmi(tops: Sequence[Sequence[int]], counts: sparse.csr_matrix) -> np.ndarray:
    """Normalised pointwise mutual information of each topic's terms, -1 to 1: the mean over their pairs.

    Of two terms, log(p(a, b) / p(a) p(b)) / -log p(a, b), where p are shares of the texts (Bouma 2009;
    Aletras and Stevenson 2013). As gensim's `c_npmi` where its window is the whole text. A pair that no
    text holds counts nearly -1, and one whose terms every text holds 0. A topic of one term is NaN.
    """
    return np.array([_mean_npmi(*_shared(terms, counts)) for terms in tops])


def umass(tops: Sequence[Sequence[int]], counts: sparse.csr_matrix) -> np.ndarray:
    """UMass coherence of each topic (Mimno et al. 2011), 0 or below: as gensim's `u_mass`, the mean over
    pairs.

    Of a term and each heavier one: log of the share of the texts of the heavier that hold both. In nats.
    """
    found = []
    for terms in tops:
        both, n = _shared(terms, counts)
        later, earlier = np.tril_indices(len(both), -1)
        values = np.log((both[later, earlier] / n + EPSILON) / (both[earlier, earlier] / n))
        found.append(values.mean() if len(values) else np.nan)
    return np.array(found)


def semantic_coherence(tops: Sequence[Sequence[int]], counts: sparse.csr_matrix) -> np.ndarray:
    """Coherence of each topic as R's stm sums it: log(D(a, b) + .01) - log(D(b) + .01) over pairs.

    Which of two terms is `b` follows stm's code: the one that comes first in the list of all topics' top
    terms, not the heavier one.
    """
    place = {term: at for at, term in enumerate(dict.fromkeys(int(t) for terms in tops for t in terms))}
    found = []
    for terms in tops:
        both, _ = _shared(sorted((int(term) for term in terms), key=place.__getitem__), counts)
        later, earlier = np.tril_indices(len(both), -1)
        found.append((np.log(both[later, earlier] + 0.01) - np.log(both[earlier, earlier] + 0.01)).sum())
    return np.array(found)


def frex(words: ArrayLike, *, weight: float = FREX_WEIGHT) -> np.ndarray:
    """FREX of each term in each topic (Airoldi and Bischof 2016), 0 to 1: frequent in it and exclusive to
    it.

    The harmonic mean of the term's rank by probability in the topic and its rank by the topic's share of
    it, the latter with `weight`; ranks as stm's `exclusivity` has them.
    """
    values = np.asarray(words, dtype="float64")
    total = values.sum(axis=0)
    share = np.divide(values, total, out=np.zeros_like(values), where=total > 0)
    n = values.shape[1]
    exclusive, frequent = rankdata(share, axis=1) / n, rankdata(values, axis=1) / n
    return 1 / (weight / exclusive + (1 - weight) / frequent)


def exclusivity(words: ArrayLike, *, n: int = TOP, weight: float = FREX_WEIGHT) -> np.ndarray:
    """Sum of the FREX of each topic's `n` top terms, 0 to n: stm's `exclusivity`."""
    return np.take_along_axis(frex(words, weight=weight), top(words, n), axis=1).sum(axis=1)


def lift(words: ArrayLike, counts: sparse.csr_matrix) -> np.ndarray:
    """How many times as probable each term is in each topic as in all texts (Taddy 2012); 1 is as in all.

    A term that no text holds has 0.
    """
    overall = np.asarray(counts.sum(axis=0), dtype="float64").ravel()
    values = np.asarray(words, dtype="float64") * overall.sum()
    return np.divide(values, overall, out=np.zeros_like(values), where=overall > 0)


def diversity(tops: Sequence[Sequence[int]]) -> float:
    """Share of different terms among the top terms of all topics (Dieng et al. 2020), 0 to 1."""
    every = [int(term) for terms in tops for term in terms]
    return len(set(every)) / len(every)


def _shared(terms: Sequence[int], counts: sparse.csr_matrix) -> tuple[np.ndarray, int]:
    """How many texts hold each pair of terms (each term, on the diagonal), and how many texts there are."""
    held = (counts[:, np.asarray(terms, dtype=int)] > 0).astype("float64")
    return (held.T @ held).toarray(), counts.shape[0]


def _mean_npmi(both: np.ndarray, n: int) -> float:
    """NPMI of a topic, of how many texts hold each pair."""
    a, b = np.triu_indices(len(both), 1)
    joint, alone = both[a, b] / n + EPSILON, np.diag(both) / n
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.log(joint / (alone[a] * alone[b])) / -np.log(joint)
    return float(np.where(joint >= 1, 0.0, values).mean()) if len(a) else float("nan")
