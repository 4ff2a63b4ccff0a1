"""The words of two sources against each other, as many named as there is room for."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked
from sourcewise.publish.drawing import label as write
from sourcewise.publish.palette import BLUE, VERMILLION
from sourcewise.publish.recipes import drawn, leave

MOST, NAMED = 2000, 60


@drawn
def words(
    table: pd.DataFrame,
    *,
    word: str = "term",
    x: str = "reference_rate",
    y: str = "target_rate",
    order: str = "",
    x_label: str = "rate elsewhere, per 10,000 words",
    y_label: str = "rate here, per 10,000 words",
    width: float = 120,
) -> Figure:
    """Draw each word at its rate in either source, both logarithmic; on the line both use it alike.

    Rates are per 10,000 words; a rate of 0 stands at the edge, at half the smallest. Words are named in the
    order of `order`'s distance from 0 (default: of the two rates' ratio), where there is room without
    overlap; the caption says how many are not. Marks tell by their form, too, which source
    has a word oftener.
    """
    known = checked(table, [word, x, y, order], needed=[word, x, y], what="words")
    rows = _placed(known, word, x, y, order)
    shown = rows.head(MOST)
    fig = Figure(figsize=(width / 25.4, (width * 0.92) / 25.4), layout="constrained")
    ax = fig.add_subplot(xscale="log", yscale="log", xlabel=x_label, ylabel=y_label)
    _draw_marks(ax, shown)
    named = shown.head(NAMED)
    texts = named[word].astype(str).tolist()
    evenly = np.geomspace(*ax.get_xlim(), 150)  # the line, which no word may hide
    others = np.vstack([shown[["there", "here"]].to_numpy(), np.column_stack([evenly, evenly])])
    left = write(ax, named["there"].tolist(), named["here"].tolist(), texts, fontsize=6.5, others=others)
    told = len(named) - len(left)
    absent = "A rate of 0 stands at the edge. " if (known[[x, y]] == 0).any(axis=None) else ""
    named_of = f"Of {len(rows):,} words, {told} are named: those that differ most, where there is room."
    leave(fig, absent + named_of)
    return fig


def _placed(known: pd.DataFrame, word: str, x: str, y: str, order: str) -> pd.DataFrame:
    """Words that stand in either source, with the place of each, those to be named first at the top."""
    rows = known[(known[x] >= 0) & (known[y] >= 0) & (known[x] + known[y] > 0)]
    if rows.empty:
        raise NothingToDrawError("There is no figure of words: no word has a rate above 0.")
    rates = rows[[x, y]].astype(float).set_axis(["there", "here"], axis=1)
    least = rates.where(rates > 0).min().fillna(0.02) / 2
    rates = rates.clip(lower=least, axis=1)
    ratio = np.log10(rates["here"] / rates["there"])
    rank = (rows[order].astype(float) if order else ratio).abs()
    rows = rows.assign(there=rates["there"], here=rates["here"], rank=rank)
    return rows.sort_values(["rank", word], ascending=[False, True])


def _draw_marks(ax: Axes, shown: pd.DataFrame) -> None:
    """A mark for each word, the line on which both use it alike, and both axes with the same limits."""
    more = shown["here"] >= shown["there"]
    for side, hue, shape in ((more, VERMILLION, "^"), (~more, BLUE, "o")):
        look = {"s": 9, "color": hue, "marker": shape, "linewidth": 0, "zorder": 3}
        ax.scatter(shown.loc[side, "there"], shown.loc[side, "here"], **look)
    both = shown[["there", "here"]]
    low, high = both.min(axis=None) / 1.8, both.max(axis=None) * 2.2  # room for words at the edges
    ax.plot([low, high], [low, high], color="#777777", linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    ax.set(xlim=(low, high), ylim=(low, high))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter("{x:g}")
        axis.set_minor_formatter("")
