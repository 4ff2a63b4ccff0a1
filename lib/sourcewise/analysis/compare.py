"""Comparisons of outlets: what each has, and how two differ, as far as the number of articles supports it.

Values are one number an article, so the document is the unit. `contrast` prints no more than `support`
allows.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, Literal

import numpy as np
import pandas as pd

from sourcewise.analysis import inference
from sourcewise.analysis.confounders import confounders
from sourcewise.analysis.inference import Adjustment
from sourcewise.analysis.sentences import phrase, prospects
from sourcewise.analysis.support import (
    POINTS,
    SMALL,
    UNKNOWN,
    Support,
    counted,
    independent,
    level,
    support,
    usable,
)  # fmt: skip

__all__ = [
    "Support", "confounders", "contrast", "counted", "describe", "phrase", "prospects", "support", "usable",
]  # fmt: skip

REST = "all others"
DESCRIBED = {
    "statistic": "str", "outlet": "str", "n": "Int64", "estimate": "Float64", "low": "Float64",
    "high": "Float64", "level": "str", "reason": "str",
}  # fmt: skip
CONTRASTED = {
    "statistic": "str", "a": "str", "b": "str", "n_a": "Int64", "n_b": "Int64", "estimate": "Float64",
    "standardised": "Float64", "low": "Float64", "high": "Float64", "p": "Float64", "p_adjusted": "Float64",
    "detectable": "Float64", "family": "Int64", "level": "str", "reason": "str",
}  # fmt: skip

Shape = Literal["even", "skewed"]


def describe(
    values: pd.Series | pd.DataFrame, articles: pd.DataFrame, *, statistic: str = "", shape: Shape = "even"
) -> pd.DataFrame:
    """What each outlet has: a row an outlet (and statistic, where `values` has several columns).

    `values`: one number an article, indexed by `doc_id`. Columns: statistic, outlet, n (articles with a
    value, copies once), estimate (mean of the article values), low and high (95 % t interval, from 10
    articles), level, reason (why there is no interval). An article of an unknown outlet has its own row.
    `shape="skewed"` (counts, lengths, rates of single words) prints no interval, since those do not cover
    what they promise. Raises ValueError as `contrast`.
    """
    table = _aligned(values, articles, statistic)
    rows = []
    for name, column in table.drop(columns="outlet").items():
        for outlet, part in column.groupby(table["outlet"], sort=True):
            rows.append({"statistic": name, "outlet": outlet, **_described(part, shape)})
    return pd.DataFrame(rows, columns=list(DESCRIBED)).astype(DESCRIBED)


def contrast(
    values: pd.Series | pd.DataFrame,
    articles: pd.DataFrame,
    *,
    against: Literal["pairs", "rest"] = "pairs",
    statistic: str = "",
    shape: Shape = "even",
    adjustment: Adjustment = "holm",
    resamples: int = inference.RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """How outlets differ: a row a pair of outlets, or an outlet against all others, and statistic.

    `values` as in `describe`; all rows of the table are one family of tests. Columns: statistic, a, b, n_a,
    n_b, estimate (mean of the articles of a less that of b: above 0, a is higher), standardised (over the
    root of the mean variance), low and high (95 % Welch interval of each alone, from 10 articles), p
    (studentised permutation of articles), p_adjusted, detectable (smallest standardised difference found
    with power .80, from n alone), family (number of tests), level (by the smaller group), reason (why
    something is null). With 1-2 articles in a group all numbers are null; p is null where its smallest
    attainable value times the family's correction is not below .05.

    Outlets that are unknown and copies are left out; articles without a value are not counted. Where there
    are no two outlets, one row says so. Raises ValueError for a doc_id that `articles` lacks or that comes
    twice, or values that are not finite numbers.
    """
    table = _aligned(values, articles, statistic)
    known = table[~table["outlet"].str.startswith(UNKNOWN)]
    outlets = sorted(known["outlet"].unique())
    if len(outlets) < 2:
        return _nothing(support(articles), outlets, list(table.columns[1:]))
    pairs = list(combinations(outlets, 2)) if against == "pairs" else [(outlet, REST) for outlet in outlets]
    groups = [
        (name, a, b, *_split(known["outlet"], known[name], a, b))
        for name in table.columns[1:]
        for a, b in pairs
    ]
    family = sum(min(len(a), len(b)) >= POINTS for *_, a, b in groups)
    how = {
        "family": family, "correction": inference.correction(family, method=adjustment), "shape": shape,
        "resamples": resamples, "seed": seed,
    }  # fmt: skip
    rows = [{"statistic": name, "a": a, "b": b, **_contrasted(x, y, **how)} for name, a, b, x, y in groups]
    result = pd.DataFrame(rows, columns=list(CONTRASTED)).astype(CONTRASTED)
    raw = result["p"].to_numpy(dtype=float, na_value=np.nan)
    result["p_adjusted"] = pd.array(inference.adjust(raw, method=adjustment, family=family), dtype="Float64")
    return result


def _aligned(values: pd.Series | pd.DataFrame, articles: pd.DataFrame, statistic: str) -> pd.DataFrame:
    """Outlet and values of the articles that count, by doc_id in order; checked."""
    if isinstance(values, pd.Series):
        values = values.to_frame(statistic or values.name or "value")
    if values.index.has_duplicates:
        twice = values.index[values.index.duplicated()][0]
        raise ValueError(f"article {twice!r} has two values; give one number an article, such as its mean")
    strangers = values.index.difference(articles["doc_id"])
    if len(strangers):
        raise ValueError(f"{strangers[0]!r} is not a doc_id of table 'articles'; index the values by doc_id")
    try:
        numbers = values.astype("Float64").astype(float)
    except (TypeError, ValueError) as error:
        raise ValueError(f"the values must be numbers, one an article: {error}") from error
    if np.isinf(numbers.to_numpy()).any():
        row, column = np.argwhere(np.isinf(numbers.to_numpy()))[0]
        raise ValueError(f"article {numbers.index[row]!r} has an infinite {numbers.columns[column]!r}")
    outlets = _countable(articles).set_index("doc_id")["outlet"]
    return outlets.to_frame().join(numbers)


def _countable(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles less copies, those of unknown outlets each under its own name."""
    kept, _, _ = independent(articles)
    named = articles.assign(outlet=articles["outlet"].fillna(UNKNOWN + articles["doc_id"] + ")"))
    unknown = named[named["outlet"].str.startswith(UNKNOWN)]
    return pd.concat([kept, unknown]).sort_values("doc_id", kind="stable")


def _described(part: pd.Series, shape: Shape) -> dict[str, Any]:
    """One outlet's row."""
    x = part.dropna().to_numpy()
    row: dict[str, Any] = {"n": len(x), "level": level(len(x)), "estimate": x.mean() if len(x) else pd.NA}
    row["reason"] = _no_interval([x], shape)
    if not row["reason"]:
        row["low"], row["high"] = inference.t_interval(x)
    missing = len(part) - len(x)
    if missing:
        row["reason"] = f"{row['reason']} {counted(missing)} without a value.".strip()
    return row


def _contrasted(
    x: np.ndarray, y: np.ndarray, *, family: int, correction: float, shape: Shape, resamples: int, seed: int
) -> dict[str, Any]:
    """One pair's row, less the adjusted p."""
    n = min(len(x), len(y))
    row: dict[str, Any] = {"n_a": len(x), "n_b": len(y), "family": family, "level": level(n)}
    if n < POINTS:
        least = f"{counted(n)} in one of the groups"
        return {**row, "reason": f"{least}: described only, a comparison takes {POINTS} an outlet."}
    row["estimate"] = x.mean() - y.mean()
    effect = inference.standardised(x, y)
    row["standardised"] = pd.NA if np.isnan(effect) else effect
    row["detectable"] = inference.detectable(len(x), len(y), family=family)
    no_p = _no_p(x, y, correction, resamples)
    if not no_p:
        in_a = np.arange(len(x) + len(y)) < len(x)
        row["p"] = inference.permutation_p(np.concatenate([x, y]), in_a, resamples=resamples, seed=seed)[0]
    no_interval = _no_interval([x, y], shape)
    if not no_interval:
        row["low"], row["high"] = inference.t_interval(x, y)
    row["reason"] = " ".join(reason for reason in (no_p, no_interval) if reason)
    return row


def _no_p(x: np.ndarray, y: np.ndarray, correction: float, resamples: int) -> str:
    """Why no p is printed; empty where one is."""
    if np.ptp(np.concatenate([x, y])) == 0:
        return "No p: every article has the same value."
    least = inference.smallest_p(len(x), len(y), resamples=resamples) * correction
    if least < inference.ALPHA:
        return ""
    drawn = least > inference.smallest_p(len(x), len(y)) * correction
    remedy = "raise `resamples`" if drawn else "add articles, or ask of one pair or statistic alone"
    return f"No p: corrected for the family, the least attainable is {min(least, 1):.2g}; {remedy}."


def _no_interval(groups: Sequence[np.ndarray], shape: Shape) -> str:
    """Why no interval is printed; empty where one is."""
    n = min(map(len, groups))
    if n < SMALL:
        return f"No interval: {counted(n)}, and it takes {SMALL}."
    if shape == "skewed":
        return "No interval: for a skewed statistic it would not cover what it promises."
    if any(_largest_tie(x) > 0.5 for x in groups):
        return "No interval: most articles have the same value."
    return ""


def _largest_tie(x: np.ndarray) -> float:
    """Share of the most frequent value."""
    return np.unique(x, return_counts=True)[1].max() / len(x)


def _split(outlet: pd.Series, column: pd.Series, a: str, b: str) -> tuple[np.ndarray, np.ndarray]:
    """Values of outlet a, and of outlet b or all others."""
    known = column.notna()
    in_b = outlet != a if b == REST else outlet == b
    return column[known & (outlet == a)].to_numpy(), column[known & in_b].to_numpy()


def _nothing(found: Support, outlets: Sequence[str], statistics: Iterable[str]) -> pd.DataFrame:
    """The table where there is nothing to compare: a row a statistic that says why."""
    first = outlets[0] if outlets else pd.NA
    rows = [
        {"statistic": name, "a": first, "level": "description", "family": 0, "reason": found.reason}
        for name in statistics
    ]
    return pd.DataFrame(rows, columns=list(CONTRASTED)).astype(CONTRASTED)
