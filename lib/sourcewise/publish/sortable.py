"""A long table that can be sorted, searched and downloaded, where somebody sits at a notebook; by itables."""

import importlib.util
from typing import Any

import pandas as pd
from pandas.api import types

from sourcewise.publish import output, safe

VIEW = "application/vnd.jupyter.widget-view+json"
BYTES = 2_000_000  # of a table that goes to the browser; the file has all of it
BUTTONS = ("copyHtml5", "csvHtml5")
STYLE = "table-layout:auto; width:100%; margin:0; caption-side:bottom"
PROSE = 60  # characters of a text that wants room


def view(frame: pd.DataFrame, *, caption: str, rows: int) -> dict[str, Any]:
    """The table as a widget, by the type that a front end shows it by; nothing where nobody can sort it.

    `rows` stand on a page. Of what is larger than 2 MB the middle is left out, and the table says so. Text
    is escaped.
    """
    if not output.live() or importlib.util.find_spec("itables") is None:
        return {}
    from itables.widget import ITable

    plain = _plain(frame)
    table = ITable(
        plain, style=STYLE, columnDefs=_columns(plain), caption=safe.escape(caption),
        maxBytes=BYTES, pageLength=rows,
        allow_html=False, layout={"topStart": "buttons", "topEnd": "search"}, buttons=list(BUTTONS),
        showIndex=False, classes="display compact", lengthMenu=[5, 10, 30, 100],
    )  # fmt: skip
    return {VIEW: {"version_major": 2, "version_minor": 0, "model_id": table.model_id}}


def _columns(plain: pd.DataFrame) -> list[dict[str, Any]]:
    """Text stands left, and sentences get room beside names and ids."""
    texts = {at: column for at, (_, column) in enumerate(plain.items()) if not types.is_numeric_dtype(column)}
    long = [at for at, column in texts.items() if column.str.len().max() > PROSE]
    left = [{"targets": list(texts), "className": "dt-left"}] if texts else []
    return left + ([{"targets": long, "width": "24rem"}] if long else [])


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers as numbers, so that they sort as such; everything else as text that HTML can hold."""
    plain = frame.copy()
    plain.columns = [str(name).replace("_", " ") for name in frame.columns]
    for name in plain.columns:
        column = plain[name]
        if types.is_float_dtype(column):
            plain[name] = column.astype("float64").round(4)
        elif not types.is_numeric_dtype(column):
            plain[name] = [safe.printable(value) if _given(value) else "" for value in column]
    return plain


def _given(value: object) -> bool:
    return not (types.is_scalar(value) and pd.isna(value))
