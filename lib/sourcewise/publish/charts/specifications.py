"""A specification curve: the same estimate under every choice that could have been made."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked, first, numbers, short
from sourcewise.publish.palette import OKABE_ITO
from sourcewise.publish.recipes import drawn, leave

SHAPES = "osD^vP"
LEVELS = 26  # lines of choices that a page holds


@drawn
def specifications(
    table: pd.DataFrame,
    *,
    estimate: str = "estimate",
    low: str = "low",
    high: str = "high",
    choices: Sequence[str] = (),
    verdict: str = "",
    primary: str = "",
    label: str = "estimate",
    line: float = 0.0,
    width: float = 183,
) -> Figure:
    """Draw each row's `estimate` in ascending order, with its interval, over the choices that led to it.

    Each column of `choices` is a group of lines below, one for each of its values; a mark says which value a
    specification has (Simonsohn, Simmons and Nelson 2020). `line` is no effect. Marks look as the texts of
    `verdict` say; without, whether the interval leaves `line` out. Rows for which `primary` is true stand
    in a ring.
    """
    rows = checked(table, [estimate, low, high, *choices, verdict, primary], needed=[estimate],
                   what="specifications")  # fmt: skip
    if len(rows) < 2:
        raise NothingToDrawError("There is no specification curve: it needs two specifications or more.")
    rows = rows.sort_values(estimate, kind="stable").reset_index(drop=True)
    levels = [
        (name, value) for name in choices for value in sorted(set(rows[name].astype(str)), key=_natural)
    ]
    named, note = first(
        [f"{name.replace('_', ' ')}: {value}" for name, value in levels], LEVELS, what="levels"
    )
    levels = levels[: len(named)]
    heights = [38, max(4.2 * len(levels), 1)]
    fig = Figure(figsize=(width / 25.4, (18 + sum(heights)) / 25.4), layout="constrained")
    upper, lower = fig.subplots(2, 1, sharex=True, height_ratios=heights)
    at = numbers(rows, at=estimate, low=low, high=high)
    known = at[["low", "high"]].notna().all(axis=1)
    told = known & ((at["low"] > line) | (at["high"] < line))
    unnamed = told.map({True: f"interval leaves out {line:g}", False: "interval holds it, or there is none"})
    _draw_estimates(upper, at, rows[verdict].astype(str) if verdict else unnamed, line)
    if primary:
        ringed = rows.index[rows[primary].astype(bool)]
        ring = {"s": 46, "facecolor": "none", "edgecolor": "black", "linewidth": 0.9, "zorder": 4}
        upper.scatter(ringed, at.loc[ringed, "at"], label="primary", **ring)
    upper.set_ylabel(label)
    _draw_choices(lower, rows, levels)
    fig.legend(*upper.get_legend_handles_labels(), loc="outside upper center", ncols=4)
    bare = "" if known.all() else f"{(~known).sum():,} specifications have no interval."
    leave(fig, " ".join(part for part in (bare, note) if part))
    return fig


def _draw_estimates(ax: Axes, at: pd.DataFrame, said: pd.Series, line: float) -> None:
    """The estimates with their intervals, one look for each text of `said`."""
    known = at.dropna()
    ax.vlines(known.index, known["low"], known["high"], color="#AAAAAA", linewidth=_thin(len(at)))
    for place, (text, part) in enumerate(at.groupby(said, sort=True)):
        hue, shape = OKABE_ITO[place % len(OKABE_ITO)], SHAPES[place % len(SHAPES)]
        look = {"s": 11, "color": hue, "marker": shape, "edgecolor": "#333333", "linewidth": 0.4}
        ax.scatter(part.index, part["at"], label=text, zorder=3, **look)
    ax.axhline(line, color="#555555", linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    ax.grid(axis="y")


def _draw_choices(ax: Axes, rows: pd.DataFrame, levels: Sequence[tuple[str, str]]) -> None:
    """A line for each level of each choice, a mark where a specification has it."""
    tick = {"linestyle": "none", "marker": "|", "markersize": 4.5, "markeredgewidth": 0.8, "color": "#222222"}
    for place, (name, value) in enumerate(levels):
        has = np.flatnonzero(rows[name].astype(str) == value)
        ax.plot(has, [place] * len(has), **tick)
    beside = [short(f"{name.replace('_', ' ')}: {value}", letters=34, lines=1) for name, value in levels]
    ax.set_yticks(range(len(levels)), beside)
    ax.set(ylim=(max(len(levels), 1) - 0.5, -0.5), xlabel=f"{len(rows):,} specifications, by their estimate")
    ax.tick_params(axis="y", length=0, labelsize=6.5)
    ax.set_xticks([])
    ax.set_visible(bool(levels))


def _natural(value: str) -> tuple[bool, float, str]:
    """Numbers by their size, before all else by its letters."""
    number = pd.to_numeric(value, errors="coerce")
    return bool(pd.isna(number)), 0.0 if pd.isna(number) else float(number), value


def _thin(count: int) -> float:
    """Points of an interval's line, so that many stand beside one another."""
    return float(np.clip(150 / count, 0.4, 1.6))
