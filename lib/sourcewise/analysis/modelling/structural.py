"""A structural topic model, where the package topica is installed: `pip install "sourcewise[topica]"`.

Prevalence depends on covariates of the articles (Roberts, Stewart and Airoldi 2016). topica (Apache-2.0, a
core in Rust, version 0.62) is young and moves fast: so it is pinned, and called here alone.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from sourcewise.analysis.modelling import covariates as columns

DRAWS = 25  # of the shares, for standard errors; stm's number


@dataclass(frozen=True)
class Structural:
    """A fitted model: `words` (topics x terms), `terms`, `shares` (texts x topics), `effects`.

    `effects`, rows by topic: `topic`, `covariate` ("outlet: Herald, not Courier", "published: 2020-03-01, not
    2019-01-07"), `estimate` (change of the topic's share, 0 to 1; of a number for one more) and `error`, its
    standard error, with what the model does not know of the shares (method of composition).
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

    `covariates`: a row a text, as `covariates.usable` gives them; text columns are levels, against the first
    by alphabet, numbers are straight lines; dates, and numbers that `smooth` names, bent ones (natural cubic
    splines). The result does not depend on `threads`. Raises ValueError, and says what would work, for a
    covariate with one value or with gaps, a number of rows that is not that of the texts, and more topics
    than texts; ModuleNotFoundError without topica.
    """
    if len(texts) != len(covariates):
        raise ValueError(
            f"there are {len(texts)} texts and {len(covariates)} rows of covariates: give one of each"
        )
    if not 2 <= n_topics <= len(texts):
        raise ValueError(f"n_topics is {n_topics}; with {len(texts)} texts it must be from 2 to {len(texts)}")
    columns.check(covariates, smooth)
    import topica

    design = columns.design(covariates, smooth)
    how = {"prevalence": design.columns, "prevalence_names": design.names, "num_threads": threads}
    model = topica.STM(n_topics, seed=seed).fit([list(text) for text in texts], **how)
    draws = topica.posterior_theta_samples(model, nsims=DRAWS, seed=seed, uncertainty="global")
    found = topica.estimate_effect(draws, design.columns, feature_names=design.names)
    return Structural(
        np.asarray(model.topic_word),
        np.array(model.vocabulary, dtype=object),
        np.asarray(model.doc_topic),
        _effects(found, design.told),
    )


def _effects(found: Sequence[Any], told: dict[str, np.ndarray]) -> pd.DataFrame:
    """What is told of the covariates, of each topic; the coefficients' first is the intercept."""
    rows = [
        (int(topic.topic), said, row @ topic.coef[1:], np.sqrt(row @ topic.vcov[1:, 1:] @ row))
        for topic in found
        for said, row in told.items()
    ]
    return pd.DataFrame(rows, columns=["topic", "covariate", "estimate", "error"])
