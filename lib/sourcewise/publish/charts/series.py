"""A number over time, a panel for each name."""

import matplotlib.dates as dates
import pandas as pd
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked, first, short
from sourcewise.publish.palette import colours, markers
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
    width: float = 89,
) -> Figure:
    """Draw `value` at each date of `when`, a panel for each name, all on one scale.

    Marks are as large as `n` is, the number of articles behind them; `low` to `high` is an interval. A panel
    of its own keeps each line readable in grey. At most 10 names, those with the most rows.
    """
    columns = [when, name, value, n, low, high]
    rows = checked(table, columns, needed=[when, name, value], what="change over time")
    rows = rows.assign(when=pd.to_datetime(rows[when], format="ISO8601", utc=True, errors="coerce")).dropna(
        subset=["when"]
    )
    if rows["when"].nunique() < 2:
        raise NothingToDrawError("There is no figure of change over time: all values are of one date.")
    counted = rows[name].astype(str).value_counts()
    names, note = first(sorted(counted.index, key=lambda one: (-counted[one], one)), MOST, what="names")
    names = sorted(names)
    fig = Figure(figsize=(width / 25.4, (14 + min(PANEL * len(names), PAGE)) / 25.4), layout="constrained")
    panels = fig.subplots(len(names), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    hues, shapes = colours(rows[name].astype(str)), markers(rows[name].astype(str))
    for ax, one in zip(panels, names, strict=True):
        part = rows[rows[name].astype(str) == one].sort_values("when", kind="stable")
        if low and high:
            ax.fill_between(
                part["when"], part[low].astype(float), part[high].astype(float), color="#DDDDDD", linewidth=0
            )
        ax.plot(part["when"], part[value], color=hues[one], linewidth=0.9)
        sizes = 6 + 60 * part[n] / rows[n].max() if n else 16
        ax.scatter(
            part["when"],
            part[value],
            s=sizes,
            color=hues[one],
            marker=shapes[one],
            edgecolor="#333333",
            linewidth=0.4,
            zorder=3,
        )
        ax.set_title(short(one, letters=int(width * 0.5), lines=1), fontsize=7.5)
        ax.yaxis.set_major_formatter(form)
        ax.grid(axis="y")
    panels[-1].xaxis.set_major_locator(dates.AutoDateLocator(maxticks=6))
    panels[-1].xaxis.set_major_formatter(dates.ConciseDateFormatter(panels[-1].xaxis.get_major_locator()))
    fig.supylabel(label, fontsize=8)
    sized = "The larger a mark, the more articles are behind it." if n else ""
    leave(fig, " ".join(part for part in (sized, note) if part))
    return fig
