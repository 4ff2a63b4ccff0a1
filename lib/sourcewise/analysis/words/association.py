"""Formulas for how a word is spread between two texts. Arrays of counts in, arrays out; above 0 is toward
the first.

A word comes `a` times in a text of `n_a` words and `b` times in one of `n_b`. All treat words as independent
draws, which they are not: they rank words, and give no p.
"""

from typing import Literal

import numpy as np
from scipy import special

Correction = Literal["none", "yates", "williams", "quanteda"]


def g2(
    a: np.ndarray, b: np.ndarray, n_a: float, n_b: float, *, correction: Correction = "none"
) -> np.ndarray:
    """Signed log-likelihood ratio over all four cells, word and other words (Dunning 1993).

    correction "yates": each observed count half nearer to the expected one, at most as far as that.
    "williams": divided by Williams' q (1976; Sokal and Rohlf 1995, 17.4). "quanteda" is for `chi2` alone.
    Raises ValueError for it.
    """
    if correction == "quanteda":
        raise ValueError("the correction 'quanteda' is of chi2; G2 takes 'none', 'yates' or 'williams'")
    observed, expected = _cells(a, b, n_a, n_b)
    sign = np.sign(observed[0] - expected[0])
    if correction == "yates":
        gap = expected - observed
        observed = observed + np.sign(gap) * np.minimum(0.5, np.abs(gap))
    ratio = np.divide(observed, expected, out=np.ones_like(expected), where=expected > 0)
    value = 2 * np.maximum(special.xlogy(observed, ratio).sum(axis=0), 0.0)
    return sign * value / (_williams(a, b, n_a, n_b) if correction == "williams" else 1.0)


def g2_rayson(a: np.ndarray, b: np.ndarray, n_a: float, n_b: float) -> np.ndarray:
    """Signed log-likelihood ratio over the word's two cells only (Rayson and Garside 2000)."""
    observed, expected = _cells(a, b, n_a, n_b)
    ratio = np.divide(observed, expected, out=np.ones_like(expected), where=expected > 0)
    terms = special.xlogy(observed, ratio)[:2]
    return np.sign(observed[0] - expected[0]) * 2 * np.maximum(terms.sum(axis=0), 0.0)


def chi2(
    a: np.ndarray, b: np.ndarray, n_a: float, n_b: float, *, correction: Correction = "none"
) -> np.ndarray:
    """Signed chi-squared of the four cells; 0 where a margin is empty.

    correction "yates": |ad - bc| less half of all words, at least 0, always. "quanteda": as
    quanteda.textstats does by default, only where |ad - bc| is at least that half and an expected count is
    below 5. "williams": divided by Williams' q (1976; quanteda.textstats 0.97 multiplies by it).
    """
    observed, expected = _cells(a, b, n_a, n_b)
    total = n_a + n_b
    cross = np.abs(observed[0] * observed[3] - observed[1] * observed[2])
    corrected = np.maximum(cross - total / 2, 0.0)
    if correction == "yates":
        cross = corrected
    elif correction == "quanteda":
        cross = np.where((cross >= total / 2) & (expected < 5).any(axis=0), corrected, cross)
    word = observed[0] + observed[1]
    margins = word * (total - word) * n_a * n_b
    value = np.divide(total * cross**2, margins, out=np.zeros_like(margins), where=margins > 0)
    value = value / (_williams(a, b, n_a, n_b) if correction == "williams" else 1.0)
    return np.sign(observed[0] - expected[0]) * value


def pmi(a: np.ndarray, b: np.ndarray, n_a: float, n_b: float) -> np.ndarray:
    """Natural log of observed over expected in the first text; minus infinity where it never comes."""
    observed, expected = _cells(a, b, n_a, n_b)
    with np.errstate(divide="ignore"):
        return np.log(observed[0] / expected[0])


def log_ratio(a: np.ndarray, b: np.ndarray, n_a: float, n_b: float, *, smoothing: float = 0.5) -> np.ndarray:
    """Binary log of the ratio of rates: 1 is twice as often (Hardie 2014).

    `smoothing` is added to both counts and twice to both sizes; 0 leaves infinities for words of one side.
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(divide="ignore"):
        left = np.log2((a + smoothing) / (n_a + 2 * smoothing))
        return left - np.log2((b + smoothing) / (n_b + 2 * smoothing))


def log_odds(
    a: np.ndarray, b: np.ndarray, n_a: float, n_b: float, *, prior: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weighted log-odds: the difference in log-odds (natural), and that over its standard error (Monroe et
    al. 2008).

    `prior`: pseudo-counts a word, above 0; a flat one is the same for all, an informative one follows the
    words' counts in a background. The second is called z, and is no test.
    """
    a, b = np.asarray(a, dtype=float) + prior, np.asarray(b, dtype=float) + prior
    mass = prior.sum()
    delta = np.log(a / (n_a + mass - a)) - np.log(b / (n_b + mass - b))
    return delta, delta / np.sqrt(1 / a + 1 / b)


def _williams(a: np.ndarray, b: np.ndarray, n_a: float, n_b: float) -> np.ndarray:
    """q = 1 + (N/n_a + N/n_b - 1) (N/word + N/others - 1) / 6N; 1 where a margin is empty."""
    total, word = n_a + n_b, np.asarray(a, dtype=float) + np.asarray(b, dtype=float)
    margins = word * (total - word) * n_a * n_b
    sizes = total**2 / np.maximum(n_a * n_b, 1e-300) - 1  # N/n_a + N/n_b is N squared over their product
    words = np.divide(total**2, word * (total - word), out=np.ones_like(word), where=margins > 0) - 1
    return np.where(margins > 0, 1 + sizes * words / (6 * total), 1.0)


def _cells(a: np.ndarray, b: np.ndarray, n_a: float, n_b: float) -> tuple[np.ndarray, np.ndarray]:
    """Observed and expected counts: the word in each text, then the other words in each."""
    a, b, n_a, n_b = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, n_a, n_b)))
    observed = np.array([a, b, n_a - a, n_b - b])
    word, others = a + b, n_a - a + n_b - b
    return observed, np.array([n_a * word, n_b * word, n_a * others, n_b * others]) / (n_a + n_b)
