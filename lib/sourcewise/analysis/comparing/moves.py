"""How far results move with what was chosen to get them: the same estimates under every choice."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from sourcewise.analysis.comparing import inference, verdicts
from sourcewise.analysis.comparing.independence import Unit
from sourcewise.analysis.comparing.layouts import lay_out
from sourcewise.analysis.comparing.pairs import members, pairs
from sourcewise.analysis.comparing.values import aligned

COLUMNS = {"statistic": "str", "a": "str", "b": "str", "n": "Int64", "estimate": "Float64"}
SUBJECT = ["statistic", "a", "b"]


def estimates(
    values: pd.DataFrame, articles: pd.DataFrame, *, unit: Unit = "author", within: str | None = "story"
) -> pd.DataFrame:
    """What `compare.describe` and `compare.contrast` estimate, without interval and p.

    `values`: doc_id x statistics. A row an outlet and statistic (its mean; `b` is "") and, where both have
    the articles that a comparison takes, one a pair (mean of a less that of b, inside `within` where that is
    shared). Columns: statistic, a, b, n (articles), estimate. Raises ValueError as `compare.contrast`.
    """
    table, numbers = aligned(values, articles, "", unit, within)
    means = numbers.groupby(table["outlet"]).agg(["mean", "count"])
    rows = [
        {"statistic": name, "a": outlet, "b": "", "n": int(row["count"]), "estimate": row["mean"]}
        for name in numbers
        for outlet, row in means[name].iterrows()
        if row["count"]
    ]
    known = table["known"].to_numpy()
    rows += [row for name in numbers for row in _differences(table[known], numbers.loc[known, name], within)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def moves(found: Mapping[str, pd.DataFrame], *, reference: str) -> pd.DataFrame:
    """How each estimate moves over tables of `estimates`, by the name of the choice that made them.

    A row an outlet or pair and statistic of the table named `reference`: `statistic`, `a`, `b`, `n` and
    `estimate` there; `bottom` and `top`, the ends over all choices; `choices`, how many give an estimate;
    `same_sign`, the share of these (0 to 1) with the reference's sign; `furthest`, the choice whose estimate
    lies furthest from it. Raises ValueError for a reference that is not there.
    """
    if reference not in found:
        raise ValueError(f"there is no choice {reference!r}; there are {', '.join(found)}")
    every = pd.concat({name: table.set_index(SUBJECT)["estimate"] for name, table in found.items()}, axis=1)
    every = every.astype("float64")
    table = found[reference].set_index(SUBJECT)
    every = every.loc[table.index]
    base = every[reference]
    same = np.sign(every).eq(np.sign(base), axis=0) & every.notna()
    away = every.sub(base, axis=0).abs()
    table = table.assign(
        bottom=every.min(axis=1),
        top=every.max(axis=1),
        choices=every.notna().sum(axis=1),
        same_sign=same.sum(axis=1) / every.notna().sum(axis=1),
        furthest=away.idxmax(axis=1).astype("str"),
    )
    return table.reset_index()


def _differences(table: pd.DataFrame, column: pd.Series, within: str | None) -> Iterator[dict[str, Any]]:
    """The difference of every two outlets that can be compared."""
    for a, b in pairs(sorted(table["outlet"].unique()), "pairs"):
        ours, first = members(table, a, b)
        rows = np.flatnonzero(ours & column.notna().to_numpy())
        x = column.to_numpy()[rows]
        layout = lay_out(table.iloc[rows], first[rows], x, np.ones(len(x)), within=within, widen=False)
        if not verdicts.no_comparison(layout):
            estimate = inference.observed(layout.sample).difference[0, 0]
            yield {"statistic": column.name, "a": a, "b": b, "n": len(layout.doc_ids), "estimate": estimate}
