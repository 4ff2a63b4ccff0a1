"""A specification curve: the same estimate under every choice that could have been made."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked, short
from sourcewise.publish.palette import BLUE
from sourcewise.publish.recipes import drawn, leave


@drawn
def specifications(
    table: pd.DataFrame,
    *,
    estimate: str = "estimate",
    low: str = "low",
    high: str = "high",
    choices: tuple[str, ...] | list[str] = (),
    label: str = "estimate",
    line: float = 0.0,
    width: float = 183,
) -> Figure:
    """Draw each row's `estimate` in ascending order, with its interval, over the choices that led to it.

    Each column of `choices` is a group of lines below, one for each of its values; a mark says which value a
    specification has (Simonsohn, Simmons and Nelson 2020). `line` is no effect. Filled are those whose
    interval leaves that out.
    """
    rows = checked(table, [estimate, low, high, *choices], needed=[estimate], what="specifications")
    if len(rows) < 2:
        raise NothingToDrawError("There is no specification curve: it needs two specifications or more.")
    rows = rows.sort_values(estimate, kind="stable").reset_index(drop=True)
    lines = [(name, value) for name in choices for value in sorted(rows[name].astype(str).unique())]
    heights = [38, max(4.2 * len(lines), 1)]
    fig = Figure(figsize=(width / 25.4, (14 + sum(heights)) / 25.4), layout="constrained")
    upper, lower = fig.subplots(2, 1, sharex=True, height_ratios=heights)
    known = _draw_estimates(upper, rows[[estimate, low, high]].set_axis(["at", "low", "high"], axis=1), line)
    upper.set_ylabel(label)
    upper.grid(axis="y")
    tick = {"linestyle": "none", "marker": "|", "markersize": 4.5, "markeredgewidth": 0.8}
    for place, (name, value) in enumerate(lines):
        has = np.flatnonzero(rows[name].astype(str) == value)
        lower.plot(has, [place] * len(has), color="#222222", **tick)
    lower.set_yticks(
        range(len(lines)), [short(f"{name.replace('_', ' ')}: {value}", letters=34) for name, value in lines]
    )
    lower.set(
        ylim=(max(len(lines), 1) - 0.5, -0.5), xlabel=f"{len(rows):,} specifications, by their estimate"
    )
    lower.tick_params(axis="y", length=0, labelsize=6.5)
    lower.set_xticks([])
    lower.set_visible(bool(lines))
    leave(fig, "" if known.all() else f"{(~known).sum():,} specifications have no interval.")
    return fig


def _draw_estimates(ax: Axes, rows: pd.DataFrame, line: float) -> pd.Series:
    """The estimates with their intervals, filled where those leave out `line`; which ones have any."""
    known = rows["low"].notna() & rows["high"].notna()
    told = known & ((rows["low"] > line) | (rows["high"] < line))
    shown = rows[known]
    ax.vlines(shown.index, shown["low"], shown["high"], color="#AAAAAA", linewidth=_thin(len(rows)))
    for chosen, face in ((told, BLUE), (~told, "white")):
        look = {"s": 9, "color": face, "edgecolor": BLUE, "linewidth": 0.6, "zorder": 3}
        ax.scatter(rows.index[chosen], rows.loc[chosen, "at"], **look)
    ax.axhline(line, color="#555555", linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    return known


def _thin(count: int) -> float:
    """Points of an interval's line, so that many stand beside one another."""
    return float(np.clip(150 / count, 0.4, 1.6))
