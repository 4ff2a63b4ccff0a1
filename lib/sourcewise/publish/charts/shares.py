"""Parts of a whole, a bar each."""

import pandas as pd
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
    parts: tuple[str, ...] | list[str] = tuple(VOICES),
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
    left = pd.Series(0.0, index=rows.index)
    plain = dict(zip(parts, OKABE_ITO, strict=False))
    for part in parts:
        hue = VOICES.get(part) or plain.get(part, "#BBBBBB")
        sizes = rows[part].fillna(0).astype(float)
        ax.barh(
            rows.index,
            sizes,
            left=left,
            color=hue,
            edgecolor="#555555",
            linewidth=0.4,
            label=part.replace("_", " "),
        )
        for place in rows.index[sizes >= ROOM]:
            text = f"{sizes[place]:.0%}"
            ax.text(
                left[place] + sizes[place] / 2,
                place,
                text,
                ha="center",
                va="center",
                fontsize=6.5,
                color=_ink(hue),
            )
        left += sizes
    ax.set_yticks(rows.index, beside)
    ax.set(ylim=(len(rows) - 0.5, -0.5), xlim=(0, max(1.0, float(left.max()))), xlabel=label)
    ax.xaxis.set_major_formatter("{x:.0%}")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    fig.legend(loc="outside upper center", ncols=min(len(parts), 4), handlelength=0.9, columnspacing=1.0)
    leave(fig, note)
    return fig


def _ink(colour: str) -> str:
    """White on dark colours, black on light ones."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else "black"
