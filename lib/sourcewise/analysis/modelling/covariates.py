"""Covariates of a structural topic model: which can be used, and the columns of numbers that they become."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api import types

from sourcewise.analysis.said import counted

SMOOTH = 3  # columns of a spline
MANY = 5  # articles a level of a covariate, or more


@dataclass(frozen=True)
class Design:
    """`columns`: articles x columns, without an intercept; `names` of these; `told`: by what is said of them,
    such as "outlet: Herald, not Courier", the difference of two rows that shows it.
    """

    columns: np.ndarray
    names: list[str]
    told: dict[str, np.ndarray]


def usable(covariates: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The covariates that effects can be estimated of, in the articles that have all of them; and a sentence.

    Left out are columns with one value, with none in half of the articles or more, and columns of text with
    fewer than MANY articles a value; then articles with a gap. Text that is numbers throughout counts as
    numbers. No rows and no columns where nothing is left.
    """
    table = covariates.assign(**{name: _typed(covariates[name]) for name in covariates})
    left_out = {name: why for name in table if (why := _unusable(table[name]))}
    kept = table.drop(columns=list(left_out)).dropna()
    alike = [name for name in kept if kept[name].nunique() < 2]
    left_out |= dict.fromkeys(alike, "one value where the others are known")
    kept = kept.drop(columns=alike)
    kept = kept if len(kept.columns) else kept.iloc[:0]
    on = " and ".join(map(str, kept.columns)) or "nothing"
    said = f"Prevalence depends on {on}, in {len(kept):,} of {counted(len(table))}."
    if left_out:
        said += f" Left out: {'; '.join(f'{name} ({why})' for name, why in left_out.items())}."
    return kept, said


def check(covariates: pd.DataFrame, smooth: Sequence[str]) -> None:
    """Raise ValueError, saying what would work, for a covariate that no effect can be estimated of."""
    for name in smooth:
        if name not in covariates.columns or not types.is_numeric_dtype(covariates[name]):
            raise ValueError(
                f"smooth names {name!r}, which is no column of numbers; they are {list(covariates)}"
            )
    for name in covariates.columns:
        gaps, values = int(covariates[name].isna().sum()), covariates[name].dropna().unique()
        if gaps:
            raise ValueError(
                f"covariate {name!r} has no value in {gaps} of {len(covariates)} texts: leave these out, "
                "or give their values in the sidecar"
            )
        if len(values) < 2:
            raise ValueError(
                f"covariate {name!r} has one value ({values[0]!r}) in all texts: nothing can depend on it; "
                "leave it out, or add articles with another value"
            )


def design(covariates: pd.DataFrame, smooth: Sequence[str]) -> Design:
    """The columns that the covariates become: text its levels against the first by alphabet, numbers straight
    lines, dates and the numbers that `smooth` names bent ones.
    """
    parts = [
        part for name, column in covariates.items() for part in _parts(str(name), column, name in smooth)
    ]
    names = [name for part in parts for name in part.names]
    ends = np.cumsum([len(part.names) for part in parts])
    told = {
        said: np.pad(row, (end - len(row), len(names) - end))
        for part, end in zip(parts, ends, strict=True)
        for said, row in part.told.items()
    }
    return Design(np.column_stack([part.columns for part in parts]), names, told)


def _parts(name: str, column: pd.Series, bend: bool) -> Iterator[Design]:
    """The columns of one covariate."""
    dates = types.is_datetime64_any_dtype(column)
    if not dates and not types.is_numeric_dtype(column):
        levels = sorted(column.astype(str).unique())
        for level in levels[1:]:
            yield _one(f"{name}: {level}, not {levels[0]}", (column.astype(str) == level).to_numpy(float))
        return
    values = ((column - column.min()).dt.days if dates else column).to_numpy(float)
    if (dates or bend) and column.nunique() > SMOOTH + 1:
        yield _bent(name, column, values)
    else:
        yield _one(f"{name}, a day later" if dates else name, values)


def _one(name: str, values: np.ndarray) -> Design:
    """One column, told as it is."""
    return Design(values[:, None], [name], {name: np.ones(1)})


def _bent(name: str, column: pd.Series, values: np.ndarray) -> Design:
    """A spline, told at its quartiles and its end, against its beginning."""
    basis, order = spline(values), np.argsort(values, kind="stable")
    marks = order[[0, *(len(order) * quarter // 4 for quarter in (1, 2, 3)), -1]]
    shown = [f"{value:%Y-%m-%d}" if hasattr(value, "year") else f"{value:g}" for value in column.iloc[marks]]
    told = {
        f"{name}: {now}, not {shown[0]}": basis[mark] - basis[marks[0]]
        for now, mark in zip(shown, marks, strict=True)
        if now != shown[0]
    }
    return Design(basis, [f"{name}, spline {place}" for place in range(1, basis.shape[1] + 1)], told)


def spline(values: np.ndarray) -> np.ndarray:
    """Natural cubic spline of values moved to 0 to 1 (Harrell 2015), which is straight at both ends."""
    x = (values - values.min()) / np.ptp(values)
    knots = np.unique(np.quantile(x, np.linspace(0.05, 0.95, SMOOTH + 1)))
    if len(knots) < 3:
        return x[:, None]
    last, before = knots[-1], knots[-2]
    bent = [
        np.maximum(x - knot, 0) ** 3
        - np.maximum(x - before, 0) ** 3 * (last - knot) / (last - before)
        + np.maximum(x - last, 0) ** 3 * (before - knot) / (last - before)
        for knot in knots[:-2]
    ]
    return np.column_stack([x, *bent])


def _typed(column: pd.Series) -> pd.Series:
    """Text that is numbers throughout, as numbers."""
    if types.is_numeric_dtype(column) or types.is_datetime64_any_dtype(column):
        return column
    numbers = pd.to_numeric(column, errors="coerce")
    return numbers if numbers.notna().equals(column.notna()) else column


def _unusable(column: pd.Series) -> str:
    """Why a column can't be a covariate; empty where it can."""
    known = column.dropna()
    if known.nunique() < 2:
        return f"one value, {known.iloc[0]!r}" if len(known) else "no value"
    if 2 * len(known) <= len(column):
        return f"no value in {len(column) - len(known):,} of {len(column):,}"
    text = not (types.is_numeric_dtype(column) or types.is_datetime64_any_dtype(column))
    if text and known.nunique() * MANY > len(known):
        return f"{known.nunique():,} values in {counted(len(known))}"
    return ""
