"""A number over time, a panel for each name."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked, first, numbers, short
from sourcewise.publish.charts.calendar import date_axis
from sourcewise.publish.palette import colours, inked, markers
from sourcewise.publish.recipes import drawn, leave

MOST = 10
PANEL, PAGE = 22, 150  # mm of one panel, and of all of them


@drawn
def series(
    table: pd.DataFrame,
    *,
    when: str = "day",
    name: str = "outlet",
    value: str = "share",
    n: str = "",
    low: str = "",
    high: str = "",
    label: str = "share",
    form: str = "{x:g}",
    line: float | None = None,
    among: Sequence[str] = (),
    width: float = 89,
) -> Figure:
    """Draw `value` at each date of `when` (a day, month or year), a panel for each name, all on one scale.

    Marks are as large as `n` is, the number of articles behind them; `low` to `high` is an interval, `line` a
    line of reference. A panel of its own keeps each line readable in grey. At most 10 names, those with the
    most rows, in the order of the table. `among`: all outlets of the run, so that each looks the same in
    all its figures. A row without a value is a gap in the line.
    """
    checked(table, [when, name, value, n, low, high], needed=[when, name, value], what="change over time")
    rows, names, note = _chosen(table.dropna(subset=[when, name]), when, name, value)
    fig = Figure(figsize=(width / 25.4, (14 + min(PANEL * len(names), PAGE)) / 25.4), layout="constrained")
    panels = fig.subplots(len(names), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    drawn_rows = numbers(rows, value=value, n=n, low=low, high=high)
    every = list(among) or table[name].dropna().astype(str)
    hues, shapes = colours(every), markers(every)
    for ax, one in zip(panels, names, strict=True):
        part = drawn_rows.assign(when=rows["when"])[rows["name"] == one].sort_values("when", kind="stable")
        _draw_panel(ax, part, hues[one], shapes[one], largest=float(drawn_rows["n"].max()))
        ax.set_title(short(one, letters=int(width * 0.5), lines=1), fontsize=7.5)
        ax.yaxis.set_major_formatter(form)
        if line is not None:
            ax.axhline(line, color="#555555", linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    date_axis(panels[-1], rows["when"], most=6)
    fig.supylabel(label, fontsize=8)
    sized = "The larger a mark, the more articles are behind it." if n else ""
    leave(fig, " ".join(part for part in (sized, note) if part))
    return fig


def _chosen(rows: pd.DataFrame, when: str, name: str, value: str) -> tuple[pd.DataFrame, list[str], str]:
    """The rows with a date and their names, those with most values, and what is left out.

    Raises NothingToDrawError for fewer than two dates.
    """
    days = pd.to_datetime(rows[when], format="ISO8601", utc=True, errors="coerce")
    rows = rows.assign(when=days, name=rows[name].astype(str)).dropna(subset=["when"])
    known = rows[rows[value].notna()]
    if known["when"].nunique() < 2:
        raise NothingToDrawError("There is no figure of change over time: all values are of one date.")
    counted = known["name"].value_counts()
    order = list(dict.fromkeys(known["name"]))
    most = sorted(order, key=lambda one: (-counted[one], order.index(one)))
    names, note = first(most, MOST, what="names")
    names = sorted(names, key=order.index)
    return rows[rows["name"].isin(names)].reset_index(drop=True), names, note


def _draw_panel(ax: Axes, part: pd.DataFrame, hue: str, shape: str, *, largest: float) -> None:
    """One name: its interval as a band, its values as marks on a line."""
    ax.fill_between(part["when"], part["low"], part["high"], color="#DDDDDD", linewidth=0)
    ax.plot(part["when"], part["value"], color=inked(hue), linewidth=0.9)
    sizes = (6 + 60 * part["n"] / largest) if largest > 0 else 16
    edge = {"edgecolor": "#333333", "linewidth": 0.4, "zorder": 3}
    ax.scatter(part["when"], part["value"], s=sizes, color=hue, marker=shape, **edge)
    ax.grid(axis="y")
