"""Agreement of coders, or of lexicons, on the same units."""

from itertools import combinations
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from sourcewise.analysis.said import counted

Level = Literal["nominal", "ordinal", "interval"]

GROUPS = 10  # articles from which an interval of alpha is given
NEUTRAL = 0.05  # a score nearer to 0 is neutral: VADER's own threshold (Hutto and Gilbert 2014)


def alpha(ratings: ArrayLike, *, level: Level) -> float:
    """Krippendorff's alpha of `ratings`, numbers in units x coders with NaN where a coder gave none.

    1 is perfect agreement, 0 what chance gives, below 0 systematic disagreement; NaN where nothing can be
    said: no unit with two ratings, or the same rating everywhere. Ordinal is interval on mid-ranks, which is
    Krippendorff's ordinal difference. Raises ValueError for a matrix of another shape or an infinite rating.
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Hayes and Krippendorff (2007).
    """
    is_table = isinstance(ratings, pd.DataFrame)
    values = (
        ratings.to_numpy("float64", na_value=np.nan) if is_table else np.asarray(ratings, dtype="float64")
    )
    if values.ndim != 2:
        raise ValueError(f"ratings must be a matrix of units x coders, not of {values.ndim} dimensions")
    if np.isinf(values).any():
        raise ValueError("a rating is infinite: give numbers, and NaN where a coder gave none")
    values = values[(~np.isnan(values)).sum(axis=1) >= 2]
    if values.size == 0:
        return float("nan")
    if level == "nominal":
        observed, expected = _nominal(values)
    else:
        observed, expected = _squared(_ranked(values) if level == "ordinal" else values)
    return float(1 - observed / expected) if expected > 0 else float("nan")


def alpha_interval(
    ratings: pd.DataFrame, groups: pd.Series, *, level: Level, resamples: int = 999, seed: int = 0
) -> tuple[float, float]:
    """A 95 % percentile interval of `alpha`: whole `groups` of units (articles) are drawn with replacement.

    Units of one article are alike, so that drawing units alone would give an interval that is too narrow.
    Both ends are NaN below GROUPS groups with two ratings of a unit, or where alpha is. Hayes and
    Krippendorff (2007) draw units; by groups as Field and Welsh (2007).
    """
    paired = ratings[ratings.notna().sum(axis=1) >= 2]
    rows = list(paired.groupby(groups.reindex(paired.index).to_numpy(), sort=True).indices.values())
    values, rng = paired.to_numpy("float64", na_value=np.nan), np.random.default_rng(seed)
    if len(rows) < GROUPS or np.isnan(alpha(values, level=level)):
        return float("nan"), float("nan")
    drawn = (rng.integers(0, len(rows), len(rows)) for _ in range(resamples))
    found = [alpha(values[np.concatenate([rows[at] for at in one])], level=level) for one in drawn]
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)


def said(scores: pd.DataFrame, groups: pd.DataFrame, *, who: str, what: str) -> dict[tuple[str, str], str]:
    """How far the columns of `scores` agree, in a sentence for each group: what stands beside a result.

    `groups`: two columns, statistic and outlet, with the index of `scores`. The keys are their values, and
    (statistic, "") for all outlets together. `who` they are ("Three lexicons"), `what` they score
    ("clause").
    """
    rated = scores.dropna()
    statistic, outlet = (groups.loc[rated.index, column] for column in groups)
    parts = [*rated.groupby([statistic, outlet], sort=True)]
    parts += [((name, ""), part) for name, part in rated.groupby(statistic, sort=True)]
    return {key: _said(_agreement(part, NEUTRAL), who, what) for key, part in parts}


def _said(row: dict[str, Any], who: str, what: str) -> str:
    """A row of `sign_agreement` as a sentence."""
    alpha_said = "" if np.isnan(row["alpha_sign"]) else f" (alpha {row['alpha_sign']:.2f})"
    return f"{who} give {row['same_sign']:.0%} of {counted(row['n'], what)} there the same sign{alpha_said}."


def _nominal(values: np.ndarray) -> tuple[float, float]:
    """Observed and expected share of pairs that differ."""
    kinds, where = np.unique(values[~np.isnan(values)], return_inverse=True)
    counts = np.zeros((len(values), len(kinds)))
    np.add.at(counts, (np.nonzero(~np.isnan(values))[0], where), 1)
    of_unit, of_kind = counts.sum(axis=1), counts.sum(axis=0)
    n = of_unit.sum()
    observed = ((of_unit**2 - (counts**2).sum(axis=1)) / (of_unit - 1)).sum() / n
    return observed, (n * n - (of_kind**2).sum()) / (n * (n - 1))


def _squared(values: np.ndarray) -> tuple[float, float]:
    """Observed and expected mean squared difference of pairs, without going through the pairs."""
    values = values - np.nanmean(values)
    of_unit = (~np.isnan(values)).sum(axis=1)
    n = of_unit.sum()
    spread = of_unit * np.nansum(values**2, axis=1) - np.nansum(values, axis=1) ** 2
    observed = 2 * (spread / (of_unit - 1)).sum() / n
    expected = 2 * (n * np.nansum(values**2) - np.nansum(values) ** 2) / (n * (n - 1))
    return observed, expected if np.ptp(values[~np.isnan(values)]) > 0 else 0.0


def _ranked(values: np.ndarray) -> np.ndarray:
    """Mid-ranks of all ratings together."""
    return stats.rankdata(values, axis=None, nan_policy="omit").reshape(values.shape)


def signs(scores: pd.DataFrame, *, neutral: float = NEUTRAL) -> pd.DataFrame:
    """Scores as -1, 0 or 1: 0 up to `neutral` from 0; NaN stays."""
    return np.sign(scores.where(scores.abs() > neutral, 0.0)).where(scores.notna())


def sign_agreement(scores: pd.DataFrame, *, neutral: float = NEUTRAL) -> pd.DataFrame:
    """How far the columns of `scores` (a lexicon each) agree: a row a pair, and one for all of them.

    Columns: `lexicons`; `n`, rows that all of them score; `same_sign`, share of these (0 to 1) with one sign;
    `opposite`, share with + in one and - in another; `alpha_sign` (ordinal, of signs) and `alpha_score`
    (interval, of scores).
    """
    columns = list(scores.columns)
    groups = [*combinations(columns, 2), *([tuple(columns)] if len(columns) > 2 else [])]
    return pd.DataFrame([_agreement(scores[list(group)].dropna(), neutral) for group in groups])


def _agreement(scores: pd.DataFrame, neutral: float) -> dict[str, Any]:
    """One row of `sign_agreement`."""
    sign = signs(scores, neutral=neutral)
    low, high = sign.min(axis=1), sign.max(axis=1)
    return {
        "lexicons": ", ".join(scores.columns),
        "n": len(scores),
        "same_sign": (low == high).mean(),
        "opposite": ((low < 0) & (high > 0)).mean(),
        "alpha_sign": alpha(sign, level="ordinal"),
        "alpha_score": alpha(scores, level="interval"),
    }
