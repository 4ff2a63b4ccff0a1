"""What a corpus is made of: articles, dates, lengths, outlet by outlet."""

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import checked, first, row_names
from sourcewise.publish.palette import colours
from sourcewise.publish.recipes import drawn, leave

MOST = 40


@drawn
def overview(
    table: pd.DataFrame,
    *,
    name: str = "outlet",
    when: str = "published",
    words: str = "n_words",
    width: float = 183,
) -> Figure:
    """Draw of each outlet's articles (a row each) how many there are, from when to when, and how long.

    Lengths are a line from the 10th to the 90th percentile with a mark at the median. Outlets stand by their
    number of articles, at most 40.
    """
    rows = checked(table, [name, when, words], needed=[name], what="the corpus")
    rows = rows.assign(
        outlet=rows[name].astype(str),
        day=pd.to_datetime(rows[when], format="ISO8601", utc=True, errors="coerce"),
    )
    counts = rows["outlet"].value_counts()
    names, note = first(sorted(counts.index, key=lambda one: (-counts[one], one)), MOST, what="outlets")
    hues = colours(counts.index)
    beside, high = row_names(names)
    fig = Figure(figsize=(width / 25.4, (16 + max(high, 3.7) * len(names)) / 25.4), layout="constrained")
    how_many, dated, long = fig.subplots(1, 3, sharey=True, width_ratios=[1, 1.2, 1])
    for place, one in enumerate(names):
        part = rows[rows["outlet"] == one]
        _draw_row((how_many, dated, long), place, hues[one], part["day"], part[words])
    how_many.set_yticks(range(len(names)), beside)
    how_many.set(ylim=(len(names) - 0.5, -0.5), xlim=(0, counts.max() * 1.28), xlabel="articles")
    long.set(xlim=(0, None), xlabel="words: median, middle 80 %")
    _dates(dated, rows["day"])
    for ax in (how_many, dated, long):
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.grid(axis="x")
    undated = f"{rows['day'].isna().sum():,} articles have no date." if rows["day"].isna().any() else ""
    leave(fig, " ".join(part for part in (undated, note) if part))
    return fig


def _draw_row(
    axes: tuple[Axes, Axes, Axes], place: int, hue: str, days: pd.Series, lengths: pd.Series
) -> None:
    """One outlet: how many articles, from when to when, and how long."""
    how_many, dated, long = axes
    count, days, lengths = len(days), days.dropna(), lengths.dropna().astype(float)
    look = {"color": hue, "linewidth": 1.6, "solid_capstyle": "butt"}
    beside = {"textcoords": "offset points", "va": "center", "fontsize": 6.5}
    how_many.barh(place, count, color=hue, height=0.6, edgecolor="#333333", linewidth=0.3)
    how_many.annotate(f"{count:,}", (count, place), (2, 0), **beside)
    if len(days):
        dated.plot([days.min(), days.max()], [place, place], marker="|", markersize=5, **look)
    if len(lengths):
        long.plot(lengths.quantile([0.1, 0.9]), [place, place], **look)
        edge = {"markeredgecolor": "#333333", "markeredgewidth": 0.4}
        long.plot(lengths.median(), place, marker="o", color=hue, **edge)


def _dates(ax: Axes, days: pd.Series) -> None:
    """The axis of dates, or the word that there are none."""
    ax.set_xlabel("first to last date")
    if days.notna().any():
        ax.xaxis.set_major_locator(dates.AutoDateLocator(maxticks=4))
        ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(ax.xaxis.get_major_locator()))
    else:
        ax.set_xticks([])
        ax.text(0.5, 0.5, "no dates", transform=ax.transAxes, ha="center", va="center")
