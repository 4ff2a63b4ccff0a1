"""Parts of a whole, a bar each."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked, first, row_names
from sourcewise.publish.palette import OKABE_ITO, VOICES
from sourcewise.publish.recipes import drawn, leave

MOST = 40
ROOM = 0.09  # share of a bar from which its number has room inside


@drawn
def shares(
    table: pd.DataFrame,
    *,
    name: str = "outlet",
    parts: Sequence[str] = tuple(VOICES),
    n: str = "",
    label: str = "share",
    width: float = 89,
) -> Figure:
    """Draw a bar a row, cut into the columns `parts` (each 0 to 1), with numbers where they have room.

    The four voices have colours of their own, from dark to light, so that they keep their order in grey. At
    most 40 rows.
    """
    rows = checked(table, [name, *parts, n], needed=[name], what="shares")
    rows = rows[rows[list(parts)].fillna(0).sum(axis=1) > 0].reset_index(drop=True)
    if rows.empty:
        raise NothingToDrawError("There is no figure of shares: no row has a share above 0.")
    names, note = first([str(one) for one in rows[name]], MOST, what="rows")
    rows = rows.head(len(names))
    beside, high = row_names(names, rows[n] if n else None)
    fig = Figure(figsize=(width / 25.4, (20 + max(high, 3.7) * len(rows)) / 25.4), layout="constrained")
    ax = fig.add_subplot()
    right = _draw_bars(ax, rows[list(parts)].fillna(0).astype(float))
    ax.set_yticks(rows.index, beside)
    ax.set(ylim=(len(rows) - 0.5, -0.5), xlim=(0, max(1.0, right)), xlabel=label)
    ax.xaxis.set_major_formatter("{x:.0%}")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    fig.legend(loc="outside upper center", ncols=min(len(parts), 4), handlelength=0.9, columnspacing=1.0)
    leave(fig, note)
    return fig


def _draw_bars(ax: Axes, sizes: pd.DataFrame) -> float:
    """A bar for each row, cut into its columns, with their numbers; how far the longest reaches."""
    ends = sizes.cumsum(axis=1)
    plain = dict(zip(sizes.columns, OKABE_ITO, strict=False))
    for part in sizes.columns:
        hue = VOICES.get(part) or plain.get(part, "#BBBBBB")
        look = {"color": hue, "edgecolor": "#555555", "linewidth": 0.4, "label": part.replace("_", " ")}
        ax.barh(sizes.index, sizes[part], left=ends[part] - sizes[part], **look)
        within = {"ha": "center", "va": "center", "fontsize": 6.5, "color": _ink(hue)}
        for place in sizes.index[sizes[part] >= ROOM]:
            size = sizes.at[place, part]
            ax.text(ends.at[place, part] - size / 2, place, f"{size:.0%}", **within)
    return float(ends.max(axis=None))


def _ink(colour: str) -> str:
    """White on dark colours, black on light ones."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else "black"
