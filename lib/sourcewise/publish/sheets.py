"""Tables as files that people open in spreadsheets: the same bytes each time, and no cell that acts."""

from pathlib import Path

import pandas as pd
from pandas.api import types

from sourcewise.publish import output, safe


def save(frame: pd.DataFrame | pd.Series, run: Path | str, key: str) -> Path:
    """Write a frame to RUN/tables/KEY.csv as `to_csv` does, whole or not at all; return the path.

    Raises ValueError for a key other than small letters, digits and hyphens.
    """
    folder = Path(run) / "tables"
    name = f"{safe.check_key('table', key)}.csv"
    folder.mkdir(parents=True, exist_ok=True)
    return output.write(folder / name, to_csv(frame))


def to_csv(frame: pd.DataFrame | pd.Series) -> str:
    """The frame as CSV: six decimals, `\\n`, no cell or heading that a spreadsheet takes for a formula."""
    plain = tidy(frame)
    for name in plain.columns:
        if types.is_float_dtype(plain[name]):
            plain[name] = plain[name].astype("float64").round(6) + 0.0  # no minus zero
        elif not types.is_numeric_dtype(plain[name]):
            plain[name] = plain[name].astype(object).map(_cell)
    plain.columns = [safe.disarm(name) for name in plain.columns]
    return plain.to_csv(index=False, float_format="%.6f", lineterminator="\n")


def tidy(frame: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """A copy whose columns are all there is: an index that names rows becomes columns, a mere numbering goes.

    Raises ValueError where two columns would have one name.
    """
    plain = frame.to_frame() if isinstance(frame, pd.Series) else frame.copy()
    plain.columns = [_one_name(name) for name in plain.columns]
    heads = row_heads(frame)
    if len({*heads, *plain.columns}) < len(heads) + len(plain.columns):
        raise ValueError(f"two columns have the same name: {[*heads, *plain.columns]}")
    plain.index.names = heads or plain.index.names
    return plain.reset_index(drop=not heads)


def row_heads(frame: pd.DataFrame | pd.Series) -> list[str]:
    """Names of the index levels that say what a row is; none for a mere numbering."""
    index = frame.index
    if index.nlevels == 1 and index.name is None and types.is_numeric_dtype(index.dtype):
        return []
    return [f"row {level}" if name is None else str(name) for level, name in enumerate(index.names, start=1)]


def _cell(value: object) -> object:
    """One cell of a column that is not of numbers alone."""
    if types.is_float(value) and pd.notna(value):
        return f"{round(value, 6) + 0.0:.6f}"
    return safe.disarm(value)


def _one_name(name: object) -> str:
    """A column's name as text; the levels of a name in one."""
    return " ".join(str(part) for part in name if part != "") if isinstance(name, tuple) else str(name)
