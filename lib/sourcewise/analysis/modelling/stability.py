"""How far topic models of the same matrix agree: matched topics, top terms, groupings.

`components` is topics x terms, `weights` units x topics, both without negative values.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import linear_sum_assignment


def matched(reference: ArrayLike, other: ArrayLike) -> pd.DataFrame:
    """The best one-to-one match of two models' topics by cosine: `topic`, `other`, `cosine` (0 to 1).

    Hungarian method (Kuhn 1955): the sum of cosines is the largest possible. With unequal numbers of topics,
    the topics without a partner have no row. Raises ValueError where the models have different terms.
    """
    a, b = _unit_rows(reference), _unit_rows(other)
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"the models have {a.shape[1]} and {b.shape[1]} terms: fit both to the same matrix")
    cosine = a @ b.T
    topic, partner = linear_sum_assignment(-cosine)
    return pd.DataFrame({"topic": topic, "other": partner, "cosine": cosine[topic, partner]})


def stability(
    components: Sequence[ArrayLike],
    weights: Sequence[ArrayLike] | None = None,
    *,
    top: int = 10,
    seeds: Sequence[int] | None = None,
) -> pd.DataFrame:
    """How far models of the same matrix agree, a row a pair: `first`, `second`, `jaccard`, `cosine`, `ari`.

    jaccard: mean over matched topics of the overlap of their `top` terms, 0 to 1. cosine: mean over matched
    topics, 0 to 1. ari: adjusted Rand index of the units' first topics (1 the same grouping, 0 chance), null
    without `weights`. `seeds` names the models, else 0, 1, 2. Raises ValueError for fewer than two models.
    """
    if len(components) < 2:
        raise ValueError(f"stability compares models: give two or more, not {len(components)}")
    if weights is not None and len(weights) != len(components):
        raise ValueError(f"{len(components)} components and {len(weights)} weights: give one of each a model")
    names = list(range(len(components))) if seeds is None else list(seeds)
    first = [None] * len(components) if weights is None else [_first(model) for model in weights]
    rows = []
    for a, b in combinations(range(len(components)), 2):
        match = matched(components[a], components[b])
        overlap = _overlap(np.asarray(components[a]), np.asarray(components[b]), match, top)
        rows.append((names[a], names[b], overlap, match["cosine"].mean(), _ari(first[a], first[b])))
    return pd.DataFrame(rows, columns=["first", "second", "jaccard", "cosine", "ari"])


def heaviest(row: np.ndarray, n: int) -> list[int]:
    """Positions of the `n` largest values above 0, equal ones in their order."""
    return [int(i) for i in np.argsort(-row, kind="stable")[:n] if row[i] > 0]


def _overlap(a: np.ndarray, b: np.ndarray, match: pd.DataFrame, n: int) -> float:
    """Mean Jaccard of the top terms of matched topics; two topics without terms do not overlap."""
    pairs = [
        (set(heaviest(a[i], n)), set(heaviest(b[j], n)))
        for i, j in zip(match["topic"], match["other"], strict=True)
    ]
    return float(np.mean([len(x & y) / max(len(x | y), 1) for x, y in pairs]))


def _ari(a: np.ndarray | None, b: np.ndarray | None) -> float:
    """Adjusted Rand index of two groupings."""
    if a is None or b is None:
        return float("nan")
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(a, b))


def _first(weights: ArrayLike) -> np.ndarray:
    """The first topic of each unit; -1 for a unit without any."""
    values = np.asarray(weights)
    return np.where(values.sum(axis=1) > 0, values.argmax(axis=1), -1)


def _unit_rows(values: ArrayLike) -> np.ndarray:
    """Rows of length 1; a row of zeros stays."""
    rows = np.asarray(values, dtype="float64")
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
