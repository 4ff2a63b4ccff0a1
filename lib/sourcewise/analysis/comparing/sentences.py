"""Sentences from the tables of `compare`, in the wording that the number of articles allows."""

import functools
import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from sourcewise.analysis.comparing.estimate import PAIRED_FROM
from sourcewise.analysis.comparing.families import ALPHA
from sourcewise.analysis.comparing.support import FULL, SMALL, Support
from sourcewise.analysis.said import NUMBERS, counted
from sourcewise.corpus.tables import UNKNOWN

Shown = Callable[[float], str]


def phrase(row: Mapping[str, Any] | pd.Series, *, what: str, unit: str = "", digits: int = 2) -> str:
    """One row of `compare.describe`, `contrast` or `contrast_rates` as a sentence about `what`, its values in
    `unit`.

    Under 3 articles the sentence is about the articles ("In these two articles of ..."), and a row of
    `contrast` says only that they are not compared. Words of comparison between outlets appear where an
    adjusted p is below .05.
    """
    values = dict(row)
    shown = functools.partial(_value, unit=unit, digits=digits)
    if "rate_a" in values:
        return _rated(values, what)
    return _contrasted(values, what, shown) if "a" in values else _described(values, what, shown)


def prospects(support: Support) -> str:
    """What differences these numbers of articles could show, and what others would take. From n alone."""
    (first, n), *others = support.needed.items()
    wanted = f"one of {first} would take about {n:,} articles an outlet"
    wanted += "".join(f", of {effect} about {n:,}" for effect, n in others)
    if math.isinf(support.detectable) or not support.comparison:
        return f"No difference between outlets can be shown here; in standard deviations, {wanted}."
    return (
        "In a single comparison of all articles, a difference of "
        f"{support.detectable:.2f} standard deviations would be found four times in five; {wanted}."
    )


def _value(value: float, *, unit: str, digits: int) -> str:
    """A value with its unit, '0.27', '4 words' or '41.0%'; never -0."""
    text = f"{round(float(value), digits) + 0.0:,.{digits}f}"
    return f"{text}%" if unit == "%" else f"{text} {unit}".rstrip()


def _described(row: dict[str, Any], what: str, shown: Shown) -> str:
    """A row of `describe`."""
    outlet, n = row["outlet"], int(row["n"])
    if n == 0:
        return f"No article of {outlet} has a value for {what}."
    value = shown(row["estimate"])
    if n == 1:
        name = str(outlet)
        unknown = name.startswith(UNKNOWN)
        whose = f"unknown outlet ({name.removeprefix(UNKNOWN).removesuffix(')')})" if unknown else name
        return f"In this article of {whose}, {what} is {value}."
    if str(outlet).startswith(UNKNOWN):
        outlet = "unknown outlets"
    these = f"these {NUMBERS[n]} articles" if n < SMALL else counted(n)
    if pd.isna(row["low"]):
        return f"In {these} of {outlet}, {what} averages {value}."
    units = f", worth {row['units']} independent ones" if row["units"] < n else ""
    small = ", small sample" if row["units"] < FULL else ""
    return f"In {these} of {outlet}, {what} averages {value} ({_interval(row, shown)}{units}{small})."


def _contrasted(row: dict[str, Any], what: str, shown: Shown) -> str:
    """A row of `contrast`."""
    a, b = row["a"], row["b"]
    if shown.keywords["unit"] == "%":
        shown = functools.partial(shown.func, **{**shown.keywords, "unit": "percentage points"})
    if pd.isna(row["estimate"]):
        return f"{_titled(what)}: {row['reason']}{_note(row)}"
    articles = _articles(row)
    small = "" if row["level"] == "full" else ", small sample"
    alone = " of this comparison alone" if row["family"] > 1 else ""
    found = [_interval(row, shown) + alone] if pd.notna(row["low"]) else []
    if pd.isna(row["p_adjusted"]):
        interval = "".join(f" ({interval}{small})" for interval in found)
        difference = f"the difference between {articles} is {shown(row['estimate'])}{interval}"
        return f"{_titled(what)}: {difference}. {row['reason']}{_note(row)}"
    found.append(("adjusted " if row["family"] > 1 else "") + _p(row["p_adjusted"]))
    details = f"difference {shown(row['estimate'])}; {'; '.join(found)}; {articles}{small}"
    if not _settled(row):
        missed = (
            ""
            if pd.isna(row["detectable"]) or math.isinf(row["detectable"])
            else (f"; one of {row['detectable']:.1f} standard deviations would be missed one time in five")
        )
        return f"In {what} these articles do not tell {a} and {b} apart ({details}){missed}.{_note(row)}"
    return f"{_higher(row, what)} ({details}).{_note(row)}"


def _rated(row: dict[str, Any], what: str) -> str:
    """A row of `contrast_rates`."""
    rates = f"{row['rate_a']:,.1f} against {row['rate_b']:,.1f} per 10,000 words"
    if pd.isna(row["estimate"]):
        return f"{_titled(what)}: {row['reason']}{_note(row)}"
    if pd.isna(row["p_adjusted"]):
        return f"{_titled(what)}: {rates} in {_articles(row)}. {row['reason']}{_note(row)}"
    found = [rates]
    if pd.notna(row["low"]):
        alone = ", of this comparison alone" if row["family"] > 1 else ""
        found.append(f"95 % interval of the ratio {2 ** row['low']:,.2f} to {2 ** row['high']:,.2f}{alone}")
    found.append(("adjusted " if row["family"] > 1 else "") + _p(row["p_adjusted"]))
    details = "; ".join([*found, _articles(row)]) + ("" if row["level"] == "full" else ", small sample")
    if not _settled(row):
        return (
            f"In {what} these articles do not tell {row['a']} and {row['b']} apart ({details}).{_note(row)}"
        )
    return f"{_higher(row, what)} ({details}).{_note(row)}"


def _higher(row: dict[str, Any], what: str) -> str:
    """Which side is higher: in these stories, where only these few were compared."""
    direction = "higher" if row["estimate"] > 0 else "lower"
    few = 0 < row["strata"] < PAIRED_FROM
    scope = f"In {counted(int(row['strata']), row['within'])} that both cover, " if few else ""
    said = f"{scope}{what} is {direction} in {row['a']} than in {row['b']}"
    return said if scope else _titled(said)


def _note(row: dict[str, Any]) -> str:
    """What was left out, where something was."""
    return f" {row['note']}" if pd.notna(row["note"]) and row["note"] else ""


def _articles(row: dict[str, Any]) -> str:
    """'12 articles of A and 9 of B', and what they are worth or compared within."""
    said = f"{counted(int(row['n_a']))} of {row['a']} and {int(row['n_b'])} of {row['b']}"
    if row["units_a"] < row["n_a"] or row["units_b"] < row["n_b"]:
        said += f", worth {row['units_a']} and {row['units_b']} independent ones"
    if row["strata"] > 0:
        said += f", within {counted(int(row['strata']), 'shared ' + row['within'])}"
    return said


def _settled(row: dict[str, Any]) -> bool:
    """Whether a direction may be stated: by p, and where there is one comparison, by its interval too."""
    if pd.isna(row["p_adjusted"]) or row["p_adjusted"] >= ALPHA:
        return False
    return bool(row["family"] > 1 or pd.isna(row["low"]) or row["low"] > 0 or row["high"] < 0)


def _interval(row: dict[str, Any], shown: Shown) -> str:
    return f"95 % interval {shown(row['low'])} to {shown(row['high'])}"


def _p(p: float) -> str:
    if p < 0.001:
        return "p < .001"
    digits = 3 if (round(p, 3) < ALPHA) == (p < ALPHA) else 5
    return f"p = {p:.{digits}f}".replace("0.", ".")


def _titled(text: str) -> str:
    return text[:1].upper() + text[1:]
