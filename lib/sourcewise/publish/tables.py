"""A table shown for reading: right numbers, escaped text, and the whole of it saved for spreadsheets."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pandas.api import types

from sourcewise.publish import latex, output, safe, sheets, sortable

Format = str | Callable[[Any], str]
Side = Literal["left", "right"]

ROWS = 30  # more than that is a file, not something to read
# Characters in a column's longest cell: up to the first it is one line, from the others on it needs room.
SHORT, LONG, PROSE = 18, 40, 120
NONE = "–"
PAGE = 5  # rows from which on what is cut short is a table to look through, and not a sample of it


def table(
    frame: pd.DataFrame | pd.Series,
    *,
    run: Path | str | None = None,
    key: str | None = None,
    caption: str | None = None,
    rows: int | None = ROWS,
    formats: Mapping[str, Format] | None = None,
    align: Mapping[str, Side] | None = None,
    units: Mapping[str, str] | None = None,
    notes: str | None = None,
) -> None:
    """Show the first `rows` (None: all) of a frame; with `run` and `key`, save it all to RUN/tables/KEY.csv.

    A longer one can be sorted and searched where somebody sits at the notebook. What is shown is written to
    RUN/tables/KEY.tex as well, for a paper. `units` stand in brackets behind the
    heads of columns, `notes` below the table. An index that names rows is shown as columns. Numbers stand
    right, text left, or as `align` says;
    `formats` holds, by column, a format such as "{:.1%}" or a function. Underscores in headings become
    blanks. Raises ValueError for a key without a run, or other than small letters, digits and hyphens, and
    for the format or side of a column that is not there.
    """
    whole = sheets.tidy(frame)
    for name in (*(formats or {}), *(align or {}), *(units or {})):
        if name not in whole.columns:
            raise ValueError(f"there is no column {name!r} to format; the columns are {list(whole.columns)}")
    if key is not None and run is None:
        raise ValueError(f"table {key!r} needs the folder of the run: table(..., run=run, key={key!r})")
    if key is not None:
        sheets.save(whole, run, key)
    shown = whole if rows is None else whole.head(rows)
    cells = {name: _texts(shown[name], (formats or {}).get(name)) for name in whole.columns}
    sides = {name: (align or {}).get(name) or _side(whole[name]) for name in cells}
    kinds = {name: _kind(cells[name], sides[name]) for name in cells}
    heads = {name: f"{name} ({units[name]})" if name in (units or {}) else name for name in cells}
    told = [part for part in (notes, _note(len(shown), len(whole), key)) if part]
    if key is not None:
        right = {heads[name]: sides[name] == "right" for name in cells}
        tex = latex.table(
            {heads[name]: cells[name] for name in cells}, right, key=key, caption=caption or "", notes=told
        )
        output.write(Path(run) / "tables" / f"{key}.tex", tex)
    html = _html(cells, kinds, heads, sheets.row_heads(frame), caption, key) + "".join(map(_paragraph, told))
    plain = pd.DataFrame(cells, columns=list(cells)).to_string(index=False)
    longer = PAGE <= len(shown) < len(whole)
    others = sortable.view(whole, caption=caption or "", rows=len(shown)) if longer else {}
    output.emit(html, "\n".join(part for part in (caption, plain, *told) if part), others=others)


def _html(
    cells: dict[str, list[str]],
    kinds: dict[str, str],
    heads: dict[str, str],
    names: list[str],
    caption: str | None,
    key: str | None,
) -> str:
    """The table in HTML, every text escaped."""
    top = [
        f'<th scope="col"{kinds[name]}>{safe.escape(heads[name].replace("_", " "))}</th>' for name in cells
    ]
    rows = [
        "".join(_cell(name, text, kinds[name], names) for name, text in zip(cells, row, strict=True))
        for row in zip(*cells.values(), strict=True)
    ]
    mark = f' id="{safe.anchor("table", key)}"' if key else ""
    title = f"<caption>{safe.escape(caption)}</caption>\n" if caption else ""
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<table class="sw-table {safe.NO_MATH}"{mark}>\n{title}'
        f"<thead><tr>{''.join(top)}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
    )


def _cell(name: str, text: str, kind: str, heads: list[str]) -> str:
    """One cell; what names the row is its heading."""
    if name in heads:
        return f'<th scope="row"{kind}>{safe.escape(text)}</th>'
    return f"<td{kind}>{safe.escape(text)}</td>"


def _kind(texts: list[str], side: Side) -> str:
    """The classes of a column's cells: to the right, short enough for one line, long enough to need room."""
    longest = max(map(len, texts), default=0)
    wanted = {"sw-right": side == "right", "sw-short": longest <= SHORT}
    wanted |= {"sw-long": longest >= LONG, "sw-prose": longest >= PROSE}
    names = [name for name, holds in wanted.items() if holds]
    return f' class="{" ".join(names)}"' if names else ""


def _side(column: pd.Series) -> Side:
    """Numbers right, the rest left."""
    number = types.is_numeric_dtype(column) and not types.is_bool_dtype(column)
    return "right" if number else "left"


def _texts(column: pd.Series, form: Format | None) -> list[str]:
    """A column as the texts to show; null is a dash."""
    form = form or (_decimals(column) if types.is_float_dtype(column) else _plain)
    show = form.format if isinstance(form, str) else form
    texts = [NONE if _null(value) else show(value) for value in column]
    return [_minus(text) for text in texts] if _side(column) == "right" else texts


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


def _note(shown: int, whole: int, key: str | None) -> str:
    """How much of the table stands here, and where the rest is."""
    if whole == 0:
        return "No rows."
    where = f"; all of them are in tables/{key}.csv" if key else ""
    return f"The first {shown:,} of {whole:,} rows{where}." if shown < whole else ""


def _paragraph(note: str) -> str:
    """The note below a table."""
    return f'<p class="sw-note">{safe.escape(note)}</p>\n' if note else ""
