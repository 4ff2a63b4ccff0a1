"""What a table must have to be drawn, and how its names are shortened: said in a sentence where it has
not.
"""

import textwrap
from collections.abc import Iterable, Sequence

import pandas as pd

LETTERS = 26  # of a name in one line
FEW = 12  # rows up to which a name gets two lines


class NothingToDrawError(ValueError):
    """Why there is no figure, in a sentence for its reader."""


def checked(
    table: pd.DataFrame, columns: Iterable[str], *, needed: Sequence[str] = (), what: str
) -> pd.DataFrame:
    """The rows that have a value in every column of `needed`, numbered anew.

    Raises ValueError for a column that the table has not, NothingToDrawError where no row is left.
    """
    missing = [name for name in columns if name and name not in table.columns]
    if missing:
        raise ValueError(f"there is no column {missing[0]!r} to draw; the columns are {list(table.columns)}")
    known = table.dropna(subset=list(needed)).reset_index(drop=True)
    if known.empty:
        raise NothingToDrawError(f"There is no figure of {what}: no row of the table has a value to draw.")
    return known


def short(name: object, *, letters: int = LETTERS, lines: int = 2) -> str:
    """A name in so many lines at most; one that is longer is cut, with a mark that it goes on."""
    words = " ".join(str(name).split())
    return textwrap.fill(words, letters, max_lines=lines, placeholder=" …") or "–"


def row_names(names: Sequence[object], counts: Iterable[object] | None = None) -> tuple[list[str], float]:
    """What stands beside each row, and how high a row is for it, in mm.

    Up to 12 rows have two lines for the name and one for the number of articles; more rows have one line in
    all, so that 40 still stand on one page.
    """
    few = len(names) <= FEW
    known = [None] * len(names) if counts is None else list(counts)
    numbers = ["" if one is None or pd.isna(one) else f"n = {one:,.0f}" for one in known]
    shown = [short(name, lines=2 if few else 1) for name in names]
    told = [(f"\n{n}" if few else f" ({n})") if n else "" for n in numbers]
    made = [name + n for name, n in zip(shown, told, strict=True)]
    return made, 3.1 * max(name.count("\n") + 1 for name in made) + (1.6 if few else 0.6)


def first(names: Sequence[str], most: int, *, what: str) -> tuple[list[str], str]:
    """The first `most` names, and a sentence that says how many are left out; an empty one for none."""
    if len(names) <= most:
        return list(names), ""
    return list(names[:most]), f"Drawn are the first {most} of {len(names):,} {what}; the data hold them all."
