"""Sheets that people filled in, as spreadsheets leave them: commas, semicolons or tabs, a mark of byte
order.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd


def read(path: Path | str, columns: Sequence[str]) -> pd.DataFrame:
    """The named columns of a CSV file, text without blanks around it, a row each line that holds anything.

    Names of columns are found in whatever case. Raises FileNotFoundError, and ValueError, naming the file,
    where it is not UTF-8 text or lacks a column.
    """
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not UTF-8 text: save it as CSV UTF-8") from error
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ValueError(f"{path.name} is no CSV ({error}): save it as CSV UTF-8") from error
    names = [name.strip().lower() for name in rows[0]] if rows else []
    if missing := [name for name in columns if name not in names]:
        raise ValueError(f"{path.name} has no column {missing[0]!r}: its columns are {names}")
    places = [names.index(name) for name in columns]
    lines = ((*row, *[""] * len(names)) for row in rows[1:] if any(cell.strip() for cell in row))
    return pd.DataFrame([[row[place].strip() for place in places] for row in lines], columns=list(columns))
