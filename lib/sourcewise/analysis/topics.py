"""Reading topics: their words, their names, what is near a tie. The models themselves are called in the
notebook.

`words` is topics x terms (probabilities, from `mixture.finish`), `shares` texts x topics, both without
negative values. Topics are numbered from 0.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from sourcewise.analysis.modelling import coherence
from sourcewise.analysis.modelling.stability import heaviest, matched, stability
from sourcewise.analysis.modelling.units import check, how_many, to_try, units

__all__ = [
    "check", "how_many", "matched", "named", "near_tie", "reading", "score", "shares", "stability", "to_try",
    "top_words", "units",
]  # fmt: skip

NAME = 3  # words of a proposed name
LIFTED = 5  # fewest times that a word stands in all texts to be listed by lift: rarer ones are chance


def top_words(components: ArrayLike, terms: Sequence[str], n: int = 10) -> pd.DataFrame:
    """The `n` heaviest terms of each topic, weight 0 left out: `topic`, `rank` from 1, `term`, `weight`."""
    values = np.asarray(components, dtype="float64")
    if values.shape[1] != len(terms):
        raise ValueError(f"components have {values.shape[1]} terms and {len(terms)} are named")
    rows = [
        (topic, rank, terms[term], row[term])
        for topic, row in enumerate(values)
        for rank, term in enumerate(heaviest(row, n), 1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"]).astype({"term": "str"})


def reading(words: ArrayLike, terms: Sequence[str], counts: sparse.csr_matrix, n: int = 10) -> pd.DataFrame:
    """A row a topic: `topic`, `name`, and its first `n` words by `probability`, `frex` and `lift`.

    FREX is frequent and exclusive (weight .5; Airoldi and Bischof 2016); lift is how many times as probable
    as in all texts (Taddy 2012), of words that stand there five times or more (all, where none does).
    `name` proposes the three words of the highest `score`; equal ones of two topics get the topic's number.
    """
    values, known = np.asarray(words, dtype="float64"), np.asarray(terms, dtype=object)
    often = np.asarray(counts.sum(axis=0)).ravel() >= LIFTED
    lifted = coherence.lift(values, counts) * (often if often.any() else 1)
    ranked = {"probability": values, "frex": coherence.frex(values, weight=0.5), "lift": lifted}
    table = pd.DataFrame({"topic": range(len(values)), "name": _listed(score(values), known, NAME)})
    twice = table["name"].duplicated(keep=False)
    table.loc[twice, "name"] += " (" + table["topic"].astype("str") + ")"
    return table.assign(**{kind: _listed(of, known, n) for kind, of in ranked.items()})


def score(words: ArrayLike) -> np.ndarray:
    """Words that are likely in a topic and in few others: p log(p / geometric mean over topics) (Chang
    2010).
    """
    values = np.asarray(words, dtype="float64")
    logs = np.log(np.maximum(values, 1e-300))
    return values * (logs - logs.mean(axis=0)) if len(values) > 1 else values


def named(proposed: pd.Series, given: Sequence[str]) -> tuple[pd.Series, str]:
    """Names of the topics: those given as "proposed name = your name", else the proposed ones; and a
    sentence.

    A name is kept by the words of the proposed one, not by a number, since another run may order topics
    otherwise. The sentence names those that fit no topic. Raises ValueError for text without "=", and for a
    name given twice.
    """
    pairs = [(text, *(part.strip() for part in text.partition("=")[::2])) for text in given]
    for text, old, new in pairs:
        if not (old and new):
            raise ValueError(f"topic_names holds {text!r}; it must read 'proposed name = your name'")
    own = {old: new for _, old, new in pairs}
    names = proposed.map(lambda name: own.get(name, name))
    if len(own) < len(pairs) or names.duplicated().any():
        raise ValueError("topic_names gives two topics one name, or one topic two: each needs its own")
    lost = sorted(set(own) - set(proposed))
    if not given:
        return (
            names,
            "The names are proposed: three words of each topic, until a reader of its texts gives another.",
        )
    sentence = f"{len(own) - len(lost)} of {len(names)} topics have the names that were given."
    return names, sentence + (f" No topic here is {'; '.join(f'“{name}”' for name in lost)}." if lost else "")


def shares(weights: ArrayLike) -> np.ndarray:
    """Weights as shares of their row, 0 to 1; a row without any topic stays 0."""
    values = np.asarray(weights, dtype="float64")
    total = values.sum(axis=1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)


def near_tie(weights: ArrayLike, margin: float = 0.05) -> np.ndarray:
    """Which units have their first two topics within `margin` of share: they are about neither one more.

    A unit without any topic is a tie too. Other processors change the last digits of weights: so never name
    the first topic of a unit that is here.
    """
    values = np.sort(shares(weights), axis=1)
    return values[:, -1] - values[:, -2] <= margin if values.shape[1] > 1 else values[:, -1] == 0


def _listed(values: np.ndarray, terms: np.ndarray, n: int) -> list[str]:
    """The first `n` terms of each topic as one text; "no words" where it has none."""
    return [", ".join(terms[heaviest(row.round(9), n)]) or "no words" for row in values]
