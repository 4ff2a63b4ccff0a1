"""A number for every pair of rows and columns, with how much it rests on."""

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from sourcewise.publish.charts.bad import NothingToDrawError, checked, first, short
from sourcewise.publish.recipes import drawn, leave

ROWS, COLUMNS = 24, 12
DARK = 0.58  # share of the range from which a cell is too dark for black letters
DEEP, PAGE = 7.6, 122  # mm of a row of two lines, and of all rows
LETTERS, TURNED = 22, 26  # of a name beside a row, and of one that is turned, in a line


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
    the sign of each number tells the sides apart in grey. Without, they go from 0 up. Rows and columns stand
    in the order of the table, at most 24 and 12.
    """
    known = checked(table, [row, column, value, n], needed=[row, column, value], what="this grid")
    if known.duplicated([row, column]).any():
        raise ValueError(f"there are several rows of the same {row} and {column}: give one each")
    rows, note = first(list(dict.fromkeys(known[row].astype(str))), ROWS, what="rows")
    columns, more = first(list(dict.fromkeys(known[column].astype(str))), COLUMNS, what="columns")
    grid = _wide(known, row, column, value).reindex(index=rows, columns=columns)
    counts = _wide(known, row, column, n).reindex_like(grid) if n else grid * np.nan
    if grid.isna().all(axis=None):
        raise NothingToDrawError("There is no figure of this grid: the rows and columns drawn have no value.")
    names, turned = _column_names(columns, width)
    tight = len(rows) > PAGE / DEEP  # too many rows for two lines each
    beside = [short(name, letters=LETTERS, lines=1 if tight else 2) for name in rows]
    deep = DEEP if n or any("\n" in name for name in beside) else 6.0
    high = min(deep * len(rows), PAGE) + (36 if turned else 12) + (10 if label else 0)
    fig = Figure(figsize=(width / 25.4, high / 25.4), layout="constrained")
    ax = fig.add_subplot()
    image = _draw_cells(ax, grid, counts, form, " " if tight else "\n", centre, limit)
    ax.set_xticks(range(len(columns)), names, rotation=90 if turned else 0)
    ax.set_yticks(range(len(rows)), beside)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    if label:
        bar = fig.colorbar(image, ax=ax, location="bottom", label=label, fraction=0.05, aspect=40)
        bar.outline.set_visible(False)
    leave(fig, " ".join(part for part in (note, more) if part))
    return fig


def _wide(known: pd.DataFrame, row: str, column: str, value: str) -> pd.DataFrame:
    """The table as a grid of numbers."""
    text = known.assign(row=known[row].astype(str), column=known[column].astype(str))
    return text.pivot(index="row", columns="column", values=value).astype(float)


def _column_names(columns: Sequence[str], width: float) -> tuple[list[str], bool]:
    """What stands below the columns, and whether it is turned: where a column is narrower than its words."""
    letters = int(width * 0.5 / len(columns))
    words = max(len(word) for name in columns for word in name.split() or [""])
    lines = max(len(textwrap.wrap(name, max(letters, 1))) for name in columns)
    turned = words > letters or lines > 2
    return [short(name, letters=TURNED if turned else letters) for name in columns], turned


def _draw_cells(
    ax: Axes,
    grid: pd.DataFrame,
    counts: pd.DataFrame,
    form: str,
    between: str,
    centre: float | None,
    limit: float | None,
) -> AxesImage:
    """The shades, each with its number, and below it on how much it rests."""
    shown = grid if centre is None else grid - centre
    most = limit or float(np.nanmax(np.abs(shown.to_numpy()))) or 1.0
    shades, low = ("Greys", 0.0) if centre is None else ("PuOr", -most)
    image = ax.imshow(shown, cmap=shades, vmin=low, vmax=most, aspect="auto")
    look = {"ha": "center", "va": "center", "fontsize": 6.5}
    for i, j in np.argwhere(grid.notna().to_numpy()):
        count = f"{between}({counts.iat[i, j]:,.0f})" if pd.notna(counts.iat[i, j]) else ""
        dark = abs(shown.iat[i, j]) / most > DARK
        ax.text(
            j, i, _signed(form.format(grid.iat[i, j])) + count, color="white" if dark else "black", **look
        )
    return image


def _signed(number: str) -> str:
    """A number with a true minus sign; nothing that is nought has a sign."""
    return number.replace("-", "−") if any(digit in number for digit in "123456789") else number.lstrip("+-")
