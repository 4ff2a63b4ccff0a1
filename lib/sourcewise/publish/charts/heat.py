"""A number for every pair of rows and columns, with how much it rests on."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sourcewise.publish.charts.bad import NothingToDrawError, checked, first, short
from sourcewise.publish.recipes import drawn, leave

ROWS, COLUMNS = 24, 12
DARK = 0.58  # share of the range from which a cell is too dark for black letters


@drawn
def heat(
    table: pd.DataFrame,
    *,
    row: str = "outlet",
    column: str = "target",
    value: str = "value",
    n: str = "",
    label: str = "",
    form: str = "{:.2f}",
    centre: float | None = None,
    limit: float | None = None,
    width: float = 89,
) -> Figure:
    """Draw a grid: `value` as a shade and as a number, `n` below it in brackets; a pair without is empty.

    With `centre`, shades go two ways from there, as far as `limit` each way (default: the largest distance);
    the sign of each number tells the sides apart in grey. Without, they go from 0 up. At most 24 rows and 12
    columns.
    """
    known = checked(table, [row, column, value, n], needed=[row, column, value], what="this grid")
    if known.duplicated([row, column]).any():
        raise ValueError(f"there are several rows of the same {row} and {column}: give one each")
    rows, note = first(sorted(known[row].astype(str).unique()), ROWS, what="rows")
    columns, more = first(list(dict.fromkeys(known[column].astype(str))), COLUMNS, what="columns")
    wide = known.assign(**{row: known[row].astype(str), column: known[column].astype(str)})
    grid = (
        wide.pivot(index=row, columns=column, values=value).reindex(index=rows, columns=columns).astype(float)
    )
    counts = wide.pivot(index=row, columns=column, values=n).reindex_like(grid) if n else None
    if grid.notna().sum().sum() == 0:
        raise NothingToDrawError(
            "There is no figure of this grid: it has no value in the rows and columns drawn."
        )
    shown = (grid - centre) if centre is not None else grid
    most = limit or float(np.nanmax(np.abs(shown.to_numpy()))) or 1.0
    fig = Figure(figsize=(width / 25.4, (22 + min(9.5 * len(rows), 145)) / 25.4), layout="constrained")
    ax = fig.add_subplot()
    map_, low = ("PuOr", -most) if centre is not None else ("Greys", 0.0)
    image = ax.imshow(shown, cmap=map_, vmin=low, vmax=most, aspect="auto")
    for i, j in np.argwhere(grid.notna().to_numpy()):
        count = f"\n({counts.iat[i, j]:,.0f})" if counts is not None and pd.notna(counts.iat[i, j]) else ""
        dark = abs(shown.iat[i, j]) / most > DARK
        text = _signed(form.format(grid.iat[i, j])) + count
        ax.text(j, i, text, ha="center", va="center", fontsize=6.5, color="white" if dark else "black")
    letters = max(6, int(width * 0.55 / len(columns)))
    ax.set_xticks(range(len(columns)), [short(name, letters=letters) for name in columns])
    ax.set_yticks(range(len(rows)), [short(name, letters=20) for name in rows])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    if label:
        bar = fig.colorbar(image, ax=ax, location="bottom", label=label, fraction=0.05, aspect=40)
        bar.outline.set_visible(False)
    leave(fig, " ".join(part for part in (note, more) if part))
    return fig


def _signed(number: str) -> str:
    """A number with a true minus sign; nothing that is nought has a sign."""
    return number.replace("-", "−") if any(digit in number for digit in "123456789") else number.lstrip("+-")
