"""Reading topics and judging how stable they are. The models themselves are called in the notebook.

`components` is topics x terms, `weights` units x topics, both without negative values, as NMF and LDA of
scikit-learn give them. Topics are numbered from 0.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from sourcewise.analysis.stability import heaviest, matched, stability
from sourcewise.analysis.units import check, how_many, units

__all__ = [
    "check", "exemplars", "how_many", "matched", "near_tie", "prevalence", "shares", "stability", "top_words",
    "units",
]  # fmt: skip


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


def exemplars(weights: ArrayLike, units: pd.DataFrame, n: int = 3) -> pd.DataFrame:
    """The `n` units that say each topic most: `topic`, `rank`, `weight`, `share`, then the unit's columns.

    Ranked by weight, since a unit of one word may have a share of 1. Equal weights stand in the units' order.
    """
    values, share = np.asarray(weights, dtype="float64"), shares(weights)
    picked = [(t, r, u) for t, column in enumerate(values.T) for r, u in enumerate(heaviest(column, n), 1)]
    topic, rank, unit = np.array(picked, dtype=int).reshape(-1, 3).T
    head = pd.DataFrame(
        {"topic": topic, "rank": rank, "weight": values[unit, topic], "share": share[unit, topic]}
    )
    return pd.concat([head, units.iloc[unit].reset_index(drop=True)], axis=1)


def shares(weights: ArrayLike) -> np.ndarray:
    """Weights as shares of their unit, 0 to 1; a unit without any topic stays 0."""
    values = np.asarray(weights, dtype="float64")
    total = values.sum(axis=1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)


def prevalence(weights: ArrayLike, units: pd.DataFrame, *, by: str = "outlet") -> pd.DataFrame:
    """Share of each topic by outlet: `by`, `topic`, `share` (0 to 1), `n_units`, `n_articles`.

    An article's share is the mean of its units', an outlet's the mean of its articles', so that a long
    article counts once. Units without any topic are left out and not counted. `by="doc_id"` gives the
    articles' own values.
    """
    values = shares(weights)
    if len(values) != len(units):
        raise ValueError(
            f"weights have {len(values)} rows and units {len(units)}: they must be the same units"
        )
    told = values.sum(axis=1) > 0
    table = pd.DataFrame(values[told]).assign(
        group=units.loc[told, by].to_numpy(), doc=units.loc[told, "doc_id"].to_numpy()
    )
    articles = table.groupby(["group", "doc"], sort=False).mean()
    means = articles.groupby("group", sort=False).mean().rename_axis(columns="topic").stack().rename("share")
    counts = table.groupby("group").agg(n_units=("doc", "size"), n_articles=("doc", "nunique"))
    return means.reset_index().merge(counts.reset_index(), on="group").rename(columns={"group": by})


def near_tie(weights: ArrayLike, margin: float = 0.05) -> np.ndarray:
    """Which units have their first two topics within `margin` of share: they are about neither one more.

    A unit without any topic is a tie too. Other processors change the last digits of weights: so never name
    the first topic of a unit that is here.
    """
    values = np.sort(shares(weights), axis=1)
    return values[:, -1] - values[:, -2] <= margin if values.shape[1] > 1 else values[:, -1] == 0
