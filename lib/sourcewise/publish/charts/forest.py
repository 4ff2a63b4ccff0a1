"""Estimates with their intervals, a line each."""

import pandas as pd
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import checked, first, row_names
from sourcewise.publish.palette import colours, markers
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
    width: float = 89,
) -> Figure:
    """Draw a row a line: `estimate` as a mark, `low` to `high` as its interval, `n` beside the name.

    A mark without an interval is hollow: there is none, or none may be given. `line` is where a line of
    reference stands, such as 0. At most 40 rows are drawn, in the order of the table.
    """
    rows = checked(table, [name, estimate, low, high, n], needed=[name, estimate], what="estimates")
    names, note = first([str(one) for one in rows[name]], MOST, what="rows")
    rows = rows.head(len(names))
    beside, high_row = row_names(names, rows[n] if n else None)
    fig = Figure(figsize=(width / 25.4, (14 + high_row * len(rows)) / 25.4), layout="constrained")
    ax = fig.add_subplot()
    hues, shapes = colours(rows[name].astype(str)), markers(rows[name].astype(str))
    for place, row in rows.iterrows():
        known = pd.notna(row[low]) and pd.notna(row[high])
        hue = hues[str(row[name])]
        if known:
            ax.plot([row[low], row[high]], [place, place], color=hue, linewidth=1.4, zorder=2)
        look = {
            "color": hue,
            "marker": shapes[str(row[name])],
            "markeredgecolor": "#333333",
            "markeredgewidth": 0.5,
        }
        ax.plot(
            row[estimate],
            place,
            **look | ({} if known else {"markerfacecolor": "white", "markeredgecolor": hue}),
            linestyle="none",
            zorder=3,
        )
    ax.set_yticks(range(len(rows)), beside)
    ax.set(ylim=(len(rows) - 0.5, -0.5), xlabel=label)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.margins(x=0.08)
    ax.grid(axis="x")
    if line is not None:
        ax.axvline(line, color="#555555", linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    hollow = "" if rows[[low, high]].notna().all(axis=None) else "Hollow marks have no interval."
    leave(fig, " ".join(part for part in (hollow, note) if part))
    return fig
