"""A structural topic model, where the package topica is installed: `pip install "sourcewise[topica]"`.

Prevalence depends on covariates of the articles (Roberts, Stewart and Airoldi 2016). topica (Apache-2.0, a
core in Rust, version 0.62) is young and moves fast: so it is pinned, and called here alone.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api import types

DRAWS = 25  # of the shares, for standard errors; stm's number
SMOOTH = 3  # columns of a spline


@dataclass(frozen=True)
class Structural:
    """A fitted model: `words` (topics x terms), `terms`, `shares` (texts x topics), `effects`.

    `effects`, a row a topic and column of the design: `topic`, `covariate` ("outlet: Herald", "day, spline
    1"), `estimate` (change of the topic's share, 0 to 1, against the first level, or for one more) and
    `error`, its standard error, with what the model does not know of the shares (method of composition).
    """

    words: np.ndarray
    terms: np.ndarray
    shares: np.ndarray
    effects: pd.DataFrame


def installed() -> bool:
    """Whether topica is there."""
    return importlib.util.find_spec("topica") is not None


def fit(
    texts: Sequence[Sequence[str]],
    covariates: pd.DataFrame,
    *,
    n_topics: int,
    seed: int,
    smooth: Sequence[str] = (),
    threads: int = 1,
) -> Structural:
    """Fit `n_topics` topics to `texts` (the counted words of each), with prevalence by `covariates`.

    `covariates`: a row a text; text columns are levels, against the first by alphabet, numbers are straight
    lines, or bent ones (natural cubic splines) where `smooth` names them. The result does not depend on
    `threads`. Raises ValueError, and says what would work, for a covariate with one value or with gaps, a
    number of rows that is not that of the texts, and more topics than texts; ModuleNotFoundError without
    topica.
    """
    if len(texts) != len(covariates):
        raise ValueError(
            f"there are {len(texts)} texts and {len(covariates)} rows of covariates: give one of each"
        )
    if not 2 <= n_topics <= len(texts):
        raise ValueError(f"n_topics is {n_topics}; with {len(texts)} texts it must be from 2 to {len(texts)}")
    _check(covariates, smooth)
    import topica

    design, names = _design(covariates, smooth)
    model = topica.STM(n_topics, seed=seed).fit(
        [list(text) for text in texts], prevalence=design, prevalence_names=names, num_threads=threads
    )
    draws = topica.posterior_theta_samples(model, nsims=DRAWS, seed=seed, uncertainty="global")
    found = topica.estimate_effect(draws, design, feature_names=names).to_frame()
    return Structural(
        np.asarray(model.topic_word),
        np.array(model.vocabulary, dtype=object),
        np.asarray(model.doc_topic),
        _effects(found),
    )


def _check(covariates: pd.DataFrame, smooth: Sequence[str]) -> None:
    """Raise ValueError for a covariate that no effect can be estimated of."""
    for name in smooth:
        if name not in covariates.columns or not types.is_numeric_dtype(covariates[name]):
            raise ValueError(
                f"smooth names {name!r}, which is no column of numbers; they are {list(covariates)}"
            )
    for name in covariates.columns:
        gaps, values = int(covariates[name].isna().sum()), covariates[name].dropna().unique()
        if gaps:
            raise ValueError(
                f"covariate {name!r} has no value in {gaps} of {len(covariates)} texts: leave these out, "
                "or give their values in the sidecar"
            )
        if len(values) < 2:
            raise ValueError(
                f"covariate {name!r} has one value ({values[0]!r}) in all texts: nothing can depend on it; "
                "leave it out, or add articles with another value"
            )


def _design(covariates: pd.DataFrame, smooth: Sequence[str]) -> tuple[np.ndarray, list[str]]:
    """Columns of the design, without an intercept, and their names."""
    columns: dict[str, np.ndarray] = {}
    for name, column in covariates.items():
        if not types.is_numeric_dtype(column):
            levels = sorted(column.astype(str).unique())
            columns |= {
                f"{name}: {level}": (column.astype(str) == level).to_numpy(float) for level in levels[1:]
            }
        elif name in smooth and column.nunique() > SMOOTH + 1:
            bent = _spline(column.to_numpy(float))
            columns |= {f"{name}, spline {place}": part for place, part in enumerate(bent.T, 1)}
        else:
            columns[str(name)] = column.to_numpy(float)
    return np.column_stack(list(columns.values())), list(columns)


def _spline(values: np.ndarray) -> np.ndarray:
    """Natural cubic spline of values moved to 0 to 1 (Harrell 2015), which is straight at both ends."""
    x = (values - values.min()) / np.ptp(values)
    knots = np.unique(np.quantile(x, np.linspace(0.05, 0.95, SMOOTH + 1)))
    last, before = knots[-1], knots[-2]
    bent = [
        np.maximum(x - knot, 0) ** 3
        - np.maximum(x - before, 0) ** 3 * (last - knot) / (last - before)
        + np.maximum(x - last, 0) ** 3 * (before - knot) / (last - before)
        for knot in knots[:-2]
    ]
    return np.column_stack([x, *bent])


def _effects(found: pd.DataFrame) -> pd.DataFrame:
    """topica's table in our words, without the intercept."""
    table = found[found["feature"].str.casefold() != "intercept"]
    named = {"topic": "topic", "feature": "covariate", "coef": "estimate", "se": "error"}
    return table.rename(columns=named)[list(named.values())].reset_index(drop=True)
