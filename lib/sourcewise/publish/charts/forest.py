"""Estimates with their intervals, a line each."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import checked, first, numbers, row_names
from sourcewise.publish.palette import colours, inked, markers
from sourcewise.publish.recipes import drawn, leave

MOST = 40


@drawn
def forest(
    table: pd.DataFrame,
    *,
    name: str = "outlet",
    estimate: str = "estimate",
    low: str = "low",
    high: str = "high",
    n: str = "",
    label: str = "estimate",
    line: float | None = None,
    among: Sequence[str] = (),
    width: float = 89,
) -> Figure:
    """Draw a row a line: `estimate` as a mark, `low` to `high` as its interval, `n` beside the name.

    A mark without an interval is hollow: there is none, or none may be given. `line` is where a line of
    reference stands, such as 0. `among`: all outlets of the run, so that each looks the same in all its
    figures. At most 40 rows are drawn, in the order of the table.
    """
    rows = checked(table, [name, estimate, low, high, n], needed=[name, estimate], what="estimates")
    names, note = first([str(one) for one in rows[name]], MOST, what="rows")
    rows = rows.head(len(names))
    beside, high_row = row_names(names, rows[n] if n else None)
    fig = Figure(figsize=(width / 25.4, (14 + high_row * len(rows)) / 25.4), layout="constrained")
    ax = fig.add_subplot()
    at = numbers(rows, at=estimate, low=low, high=high)
    _draw_estimates(ax, at.assign(name=names), every=list(among) or names)
    ax.set_yticks(range(len(rows)), beside)
    ax.set(ylim=(len(rows) - 0.5, -0.5), xlabel=label)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.margins(x=0.08)
    ax.grid(axis="x")
    if line is not None:
        ax.axvline(line, color="#555555", linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    hollow = "" if at[["low", "high"]].notna().all(axis=None) else "Hollow marks have no interval."
    leave(fig, " ".join(part for part in (hollow, note) if part))
    return fig


def _draw_estimates(ax: Axes, rows: pd.DataFrame, *, every: list[str]) -> None:
    """A mark for each estimate on its interval, hollow where there is none."""
    hues, shapes = colours(every), markers(every)
    for place, row in enumerate(rows.itertuples()):
        hue, known = hues[row.name], pd.notna(row.low) and pd.notna(row.high)
        look = {"color": hue, "marker": shapes[row.name], "linestyle": "none", "zorder": 3}
        look |= {
            "markeredgecolor": "#333333" if known else inked(hue),
            "markeredgewidth": 0.5 if known else 0.9,
        }
        if known:
            ax.plot([row.low, row.high], [place, place], color=inked(hue), linewidth=1.4, zorder=2)
        ax.plot(row.at, place, markerfacecolor=hue if known else "white", **look)
