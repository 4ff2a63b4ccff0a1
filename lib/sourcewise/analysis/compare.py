"""Comparisons of outlets: what each has, and how two differ, as far as the number of articles supports it.

Values are one number an article, so the document is the unit. `contrast` prints no more than `support`
allows; `contrast_rates` does the same for words that were counted.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pandas as pd

from sourcewise.analysis.comparing import families, inference, printed, verdicts
from sourcewise.analysis.comparing.confounders import confounders
from sourcewise.analysis.comparing.families import Adjustment
from sourcewise.analysis.comparing.independence import Unit, passages_of, usable, worth
from sourcewise.analysis.comparing.layouts import Layout, lay_out
from sourcewise.analysis.comparing.pairs import REST, Against, members, pairs
from sourcewise.analysis.comparing.rates import contrast_rates
from sourcewise.analysis.comparing.sentences import phrase, prospects
from sourcewise.analysis.comparing.support import SMALL, Shape, Support, check_shape, level, support
from sourcewise.analysis.comparing.values import aligned
from sourcewise.analysis.said import counted

__all__ = [
    "REST", "Support", "confounders", "contrast", "contrast_rates", "counted", "describe",
    "passages_of", "phrase", "prospects", "support", "usable",
]  # fmt: skip

MAX_T_FROM = 20
MOST_RESAMPLES = 99_999
DESCRIBED = {
    "statistic": "str", "outlet": "str", "n": "Int64", "units": "Int64", "estimate": "Float64",
    "low": "Float64", "high": "Float64", "level": "str", "reason": "str",
}  # fmt: skip
CONTRASTED = {
    "statistic": "str", "a": "str", "b": "str", "n_a": "Int64", "n_b": "Int64", "units_a": "Int64",
    "units_b": "Int64", "within": "str", "strata": "Int64", "estimate": "Float64", "standardised": "Float64",
    "low": "Float64", "high": "Float64", "p": "Float64", "p_adjusted": "Float64", "detectable": "Float64",
    "family": "Int64", "level": "str", "reason": "str", "note": "str", "doc_ids": "object",
}  # fmt: skip


def describe(
    values: pd.Series | pd.DataFrame,
    articles: pd.DataFrame,
    *,
    statistic: str = "",
    shape: Shape = "even",
    unit: Unit = "author",
    resamples: int = inference.RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """What each outlet has: a row an outlet (and statistic, where `values` has several columns).

    `values`: one number an article, indexed by `doc_id`. Columns: statistic, outlet, n (articles with a
    value, copies once), units (independent ones that they are worth, see `independence`), estimate (mean of
    the article values), low and high (95 % symmetric studentised bootstrap interval, from 10 independent
    articles), level, reason (why there is no interval). An article of an unknown outlet has its own row.
    `shape="skewed"` (lengths, amounts) prints an interval from 30 articles. Raises ValueError as `contrast`.
    """
    _check(shape, resamples)
    table, numbers = aligned(values, articles, statistic, unit, None)
    rows = []
    for name in numbers:
        for outlet, part in table.assign(value=numbers[name]).groupby("outlet", sort=True):
            rows.append({"statistic": name, "outlet": outlet, **_described(part, shape, resamples, seed)})
    return pd.DataFrame(rows, columns=list(DESCRIBED)).astype(DESCRIBED)


def contrast(
    values: pd.Series | pd.DataFrame,
    articles: pd.DataFrame,
    *,
    against: Against = "pairs",
    statistic: str = "",
    shape: Shape = "even",
    adjustment: Adjustment = "holm",
    unit: Unit = "author",
    within: str | None = "story",
    resamples: int = inference.RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """How outlets differ: a row a pair of outlets, or an outlet against all others, and statistic.

    `values` as in `describe`; all rows of the table are one family of tests. Columns: statistic, a, b, n_a,
    n_b (articles), units_a, units_b (independent ones that they are worth), within and strata (inside how
    many values of which column they are compared), estimate (mean of the articles of a less that of b, or the
    weighted mean of that inside the strata: above 0, a is higher), standardised (over the root of the mean
    variance), low and high (95 % symmetric studentised bootstrap interval of each alone, from 10 independent
    articles), p (studentised permutation of articles; below 10, the larger of that and Welch's), p_adjusted,
    detectable (where there is a p of articles: smallest standardised difference found with power .80, from n
    alone), family (number of tests), level (by the smaller group), reason (why something is null), note
    (what is left out), doc_ids (of the articles compared). With 1-2 independent articles in
    a group all numbers are null; p is null below 4, and where its smallest attainable value times the
    family's correction is not below .05.

    `adjustment`: "holm", "bh", "by", or "maxt": step-down max-T over the statistics of a pair, times the
    number of pairs. `unit`: "author" counts an author's articles together, "article" each alone. `within`: a
    column whose values the articles are compared inside of, such as story or a month; None for all together.
    `shape="skewed"` prints p and interval from 30 articles, and a p that the bootstrap confirms.

    Outlets that are unknown and copies are left out; articles without a value are not counted. Where there
    are no two outlets, one row a statistic says so. Raises ValueError for a doc_id that `articles` lacks or
    that comes twice, values that are not finite numbers, or a column `within` that is not there.
    """
    _check(shape, resamples, adjustment)
    table, numbers = aligned(values, articles, statistic, unit, within)
    table, numbers = table[table["known"]], numbers[table["known"]]
    outlets = sorted(table["outlet"].unique())
    if len(outlets) < 2:
        return _nothing(support(articles, unit=unit), outlets, list(numbers))
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # doc_ids: those of a pair, whatever the statistic
    groups = [
        ({"statistic": name, "a": a, "b": b}, _lay_out(table, numbers[name], a, b, within, same))
        for name in numbers
        for a, b in pairs(outlets, against)
    ]
    family = sum(not verdicts.no_comparison(layout) for _, (layout, *_) in groups)
    correction = families.correction(family, method="holm" if adjustment == "maxt" else adjustment)
    enough = min(math.ceil(2 * correction / families.ALPHA), MOST_RESAMPLES)  # for a p below .05 at all
    resamples = max(resamples, enough)
    how = {"family": family, "correction": correction, "shape": shape, "resamples": resamples, "seed": seed}
    rows = [{**named, **_contrasted(*laid_out, **how)} for named, laid_out in groups]
    result = pd.DataFrame(rows, columns=list(CONTRASTED)).astype(CONTRASTED)
    single = "cautious" if family > 1 else "p"  # a correction multiplies what a p of few articles errs by
    raw = np.array([row.get(single, np.nan) for row in rows], dtype=float)
    if adjustment == "maxt":
        how = {"within": within, "resamples": resamples, "seed": seed}
        adjusted = np.fmax(raw, _max_t(result.assign(cautious=raw), table, numbers, **how))
    else:
        adjusted = families.adjust(raw, method=adjustment, family=family)
    result["p_adjusted"] = pd.array(adjusted, dtype="Float64")
    return result


def _check(shape: Shape, resamples: int, adjustment: str = "holm") -> None:
    """Raise ValueError for options that cannot be."""
    check_shape(shape)
    if adjustment not in get_args(Adjustment):
        raise ValueError(f"adjustment is {adjustment!r}; it must be one of {', '.join(get_args(Adjustment))}")
    if resamples < 1:
        raise ValueError(f"resamples is {resamples}; it takes 1 or more, such as 9999")


def _lay_out(
    table: pd.DataFrame,
    column: pd.Series,
    a: str,
    b: str,
    within: str | None,
    same: dict[tuple[str, ...], tuple[str, ...]],
) -> tuple[Layout, np.ndarray, np.ndarray]:
    """One pair and statistic laid out, and the values of each side that are compared."""
    ours, first = members(table, a, b)
    rows = np.flatnonzero(ours & column.notna().to_numpy())
    x = column.to_numpy()[rows]
    layout = lay_out(table.iloc[rows], first[rows], x, np.ones(len(x)), within=within)
    layout = replace(layout, doc_ids=same.setdefault(layout.doc_ids, layout.doc_ids))
    x, in_a = x[layout.rows], first[rows][layout.rows]
    return layout, x[in_a], x[~in_a]


def _described(part: pd.DataFrame, shape: Shape, resamples: int, seed: int) -> dict[str, Any]:
    """One outlet's row."""
    mine = part[part["value"].notna()]
    x, n = mine["value"].to_numpy(), worth(mine["author"])
    row: dict[str, Any] = {
        "n": len(x),
        "units": n,
        "level": level(n),
        "estimate": x.mean() if len(x) else pd.NA,
    }
    row["reason"] = verdicts.no_interval(n, shape=shape) or verdicts.one_value(x)
    if not row["reason"]:
        alone = lay_out(mine, np.ones(len(x), dtype=bool), x, np.ones(len(x)), within=None).sample
        row["low"], row["high"], row["reason"] = printed.interval(alone, resamples, seed)
    missing = len(part) - len(x)
    if missing:
        row["reason"] = f"{row['reason']} {counted(missing)} without a value.".strip()
    return row


def _contrasted(
    layout: Layout, x: np.ndarray, y: np.ndarray, *, family: int, correction: float, shape: Shape,
    resamples: int, seed: int,
) -> dict[str, Any]:  # fmt: skip
    """One pair's row, less the adjusted p."""
    row: dict[str, Any] = {
        "n_a": layout.n_a, "n_b": layout.n_b, "units_a": layout.units_a, "units_b": layout.units_b,
        "within": layout.within, "strata": layout.strata, "family": family, "level": level(layout.n),
        "note": layout.note, "doc_ids": layout.doc_ids,
    }  # fmt: skip
    if reason := verdicts.no_comparison(layout):
        return {**row, "reason": reason}
    row["estimate"] = inference.observed(layout.sample).difference[0, 0]
    row["standardised"] = printed.standardised(row["estimate"], x, y)
    no_p = verdicts.one_p(x, y) or verdicts.no_p(
        layout, shape=shape, correction=correction, resamples=resamples
    )
    if not no_p:
        row["p"] = row["cautious"] = printed.p_value(layout, shape, resamples, seed)
        if layout.n < SMALL:
            row["cautious"] = max(row["p"], inference.cautious_p(layout.sample, layout.n))
        row["detectable"] = verdicts.detectable(layout, family=family)
    no_interval = verdicts.no_interval_between(layout, shape=shape) or verdicts.one_value(x, y)
    if not no_interval:
        row["low"], row["high"], no_interval = printed.interval(layout.sample, resamples, seed)
    row["reason"] = " ".join(reason for reason in (no_p, no_interval) if reason)
    return row


def _max_t(
    result: pd.DataFrame,
    table: pd.DataFrame,
    numbers: pd.DataFrame,
    *,
    within: str | None,
    resamples: int,
    seed: int,
) -> np.ndarray:
    """For each row with a p, that of max-T over the statistics of its pair, times the number of pairs."""
    tested = result[result["p"].notna()]
    compared = result.loc[result["estimate"].notna(), ["a", "b", "family"]]  # those without a p count too
    n_pairs = len(compared[["a", "b"]].drop_duplicates())
    adjusted = pd.Series(np.nan, index=result.index)
    for (a, b), part in tested.groupby(["a", "b"], sort=False):
        ours, first = members(table, a, b)
        ours = ours & numbers[part["statistic"]].notna().any(axis=1).to_numpy()
        values = numbers.loc[ours, part["statistic"]].to_numpy()
        has = ~np.isnan(values)
        layout = lay_out(
            table[ours], first[ours], np.where(has, values, 0.0), has.astype(float), within=within
        )
        family = inference.permutation(layout.sample, resamples=resamples, seed=seed).p_family
        family = np.minimum(1.0, family * n_pairs)
        if layout.n < MAX_T_FROM:  # permutation alone errs more there; Holm's is of p that Welch's confirms
            single = part["cautious"].to_numpy(dtype=float)
            holm = families.adjust(single, family=int(compared["family"].max()))
            family = np.maximum(family, holm)
        adjusted[part.index] = family
    return adjusted.to_numpy()


def _nothing(found: Support, outlets: Sequence[str], statistics: Iterable[str]) -> pd.DataFrame:
    """The table where there is nothing to compare: a row a statistic that says why."""
    first = outlets[0] if outlets else pd.NA
    rows = [
        {"statistic": name, "a": first, "level": "description", "family": 0, "reason": found.reason}
        for name in statistics
    ]
    return pd.DataFrame(rows, columns=list(CONTRASTED)).astype(CONTRASTED)
