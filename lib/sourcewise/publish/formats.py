"""The cells of a table as a reader expects them: decimals, dashes, minus signs, and their side."""

from collections.abc import Callable
from typing import Any, Literal

import pandas as pd
from pandas.api import types

Format = str | Callable[[Any], str]
Side = Literal["left", "right"]

NONE = "–"


def side(column: pd.Series) -> Side:
    """Numbers right, the rest left."""
    number = types.is_numeric_dtype(column) and not types.is_bool_dtype(column)
    return "right" if number else "left"


def texts(column: pd.Series, form: Format | None) -> list[str]:
    """A column as the texts to show; null is a dash."""
    form = form or (_decimals(column) if types.is_float_dtype(column) else _plain)
    show = form.format if isinstance(form, str) else form
    texts = [NONE if _null(value) else show(value) for value in column]
    return [_minus(text) for text in texts] if side(column) == "right" else texts


def _decimals(column: pd.Series) -> str:
    """A format for real numbers: none for whole ones, three decimals under ten, else one."""
    values = column.dropna().astype("float64").abs()
    if (values == values.round()).all():
        return "{:.0f}"
    return "{:.3f}" if values.max() < 10 else "{:.1f}"


def _plain(value: object) -> str:
    """A value as a reader expects it."""
    if types.is_bool(value):
        return "yes" if value else "no"
    if types.is_integer(value):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if types.is_float(value):
        return f"{value:.3f}"
    if types.is_list_like(value):
        parts = [str(part) for part in value]
        return ", ".join(sorted(parts) if isinstance(value, set | frozenset) else parts)
    return str(value).removesuffix(" 00:00:00") if isinstance(value, pd.Timestamp) else str(value)


def _minus(number: str) -> str:
    """A number's text with a true minus sign, and none before zero."""
    if not number.startswith("-"):
        return number
    return f"\u2212{number[1:]}" if any(digit in number for digit in "123456789") else number[1:]


def _null(value: object) -> bool:
    """Whether a cell is empty; a list never is."""
    return bool(types.is_scalar(value) and pd.isna(value))
