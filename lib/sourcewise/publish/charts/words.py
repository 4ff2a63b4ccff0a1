"""The words of two sources against each other, as many named as there is room for."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import checked
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
    overlap; the caption says how many are not.
    """
    rows = checked(table, [word, x, y, order], needed=[word, x, y], what="words")
    rows = rows[(rows[x] >= 0) & (rows[y] >= 0) & (rows[x] + rows[y] > 0)]
    rows = checked(rows, [], needed=[word], what="words")
    least = {
        name: float(rows.loc[rows[name] > 0, name].min()) / 2 if (rows[name] > 0).any() else 0.01
        for name in (x, y)
    }
    there, here = (np.log10(rows[name].clip(lower=least[name]).astype(float)) for name in (x, y))
    rank = rows[order].abs() if order else (here - there).abs()
    rows = rows.assign(there=10**there, here=10**here, rank=rank).sort_values(
        ["rank", word], ascending=[False, True]
    )
    shown = rows.head(MOST)
    fig = Figure(figsize=(width / 25.4, (width * 0.92) / 25.4), layout="constrained")
    ax = fig.add_subplot(xscale="log", yscale="log", xlabel=x_label, ylabel=y_label)
    more = (shown["here"] >= shown["there"]).to_numpy()
    for side, hue, shape in ((more, VERMILLION, "^"), (~more, BLUE, "o")):
        ax.scatter(
            shown["there"][side], shown["here"][side], s=9, color=hue, marker=shape, linewidth=0, zorder=3
        )
    low, high = _limits(pd.concat([shown["there"], shown["here"]]))
    ax.plot([low, high], [low, high], color="#777777", linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    ax.set(xlim=(low, high), ylim=(low, high))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter("{x:g}")
        axis.set_minor_formatter("")
    named = shown.head(NAMED)
    left = write(
        ax,
        named["there"].tolist(),
        named["here"].tolist(),
        named[word].astype(str).tolist(),
        fontsize=6.5,
        others=shown[["there", "here"]].to_numpy(),
    )
    leave(
        fig,
        f"Of {len(rows):,} words, {len(named) - len(left)} are named: those that differ most, where "
        f"there is room.",
    )
    return fig


def _limits(values: pd.Series) -> tuple[float, float]:
    """Limits for both axes, with room for words at the edges."""
    return float(values.min()) / 1.8, float(values.max()) * 2.2
