"""A table shown for reading: numbers right, text escaped, all of it saved for spreadsheets and papers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise.publish import formats as form
from sourcewise.publish import latex, output, safe, sheets, sortable
from sourcewise.publish.formats import Format, Side
from sourcewise.publish.origin import origin

ROWS = 30  # more than that is a file, not something to read
# Characters in a column's longest cell: up to the first it is one line, from the others on it needs room.
SHORT, LONG, PROSE = 18, 40, 120
PAGE = 5  # rows from which on what is cut short is a table to look through, and not a sample of it


@dataclass(frozen=True)
class Shown:
    """What is shown of a table: by column its texts, side and head; which name a row; what is told."""

    cells: Mapping[str, list[str]]
    sides: Mapping[str, Side]
    heads: Mapping[str, str]
    names: list[str]
    caption: str
    notes: list[str]


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

    A longer one can be sorted and searched where somebody sits at the notebook.
    What is shown is written beside it for a paper, as KEY.html and KEY.tex (booktabs), and KEY.json says what
    it is, with the notebook's parameters and the inputs' hash. `units` stand in brackets behind the heads of
    columns, `notes` below the table. An index that names rows is shown as columns. Numbers stand right, text
    left, or as `align` says; `formats` holds, by column, a format such as "{:.1%}" or a function. Underscores
    in headings become blanks. Raises ValueError for a key without a run, or other than small letters, digits
    and hyphens, and for the format, side or unit of a column that is not there.
    """
    whole = sheets.tidy(frame)
    for name in (*(formats or {}), *(align or {}), *(units or {})):
        if name not in whole.columns:
            raise ValueError(f"there is no column {name!r} to format; the columns are {list(whole.columns)}")
    if key is not None and run is None:
        raise ValueError(f"table {key!r} needs the folder of the run: table(..., run=run, key={key!r})")
    first = whole if rows is None else whole.head(rows)
    shown = Shown(
        cells={name: form.texts(first[name], (formats or {}).get(name)) for name in whole.columns},
        sides={name: (align or {}).get(name) or form.side(whole[name]) for name in whole.columns},
        heads={name: _head(name, (units or {}).get(name)) for name in whole.columns},
        names=sheets.row_heads(frame),
        caption=caption or "",
        notes=[part for part in (notes, _note(len(first), len(whole), key)) if part],
    )
    html = _html(shown, key) + "".join(map(_paragraph, shown.notes))
    if key is not None and run is not None:
        sheets.save(whole, run, key)
        _save(shown, html, Path(run), key, rows=len(whole), units=dict(units or {}))
    plain = pd.DataFrame(dict(shown.cells), columns=list(shown.cells)).to_string(index=False)
    longer = PAGE <= len(first) < len(whole)
    others = sortable.view(whole, caption=caption or "", rows=len(first)) if longer else {}
    output.emit(html, "\n".join(part for part in (caption, plain, *shown.notes) if part), others=others)


def _save(shown: Shown, html: str, run: Path, key: str, *, rows: int, units: dict[str, str]) -> None:
    """Write KEY.html, KEY.tex and KEY.json beside the table's CSV."""
    beside = run / "tables" / key
    right = {name: side == "right" for name, side in shown.sides.items()}
    tex = latex.table(shown.cells, shown.heads, right, key=key, caption=shown.caption, notes=shown.notes)
    about: dict[str, Any] = {"key": key, "caption": shown.caption, "notes": shown.notes, "rows": rows}
    about |= {"columns": list(shown.cells), "units": units, **origin(run)}
    output.write(beside.with_name(f"{key}.html"), output.page(html, title=shown.caption or key))
    output.write(beside.with_name(f"{key}.tex"), tex)
    output.write(beside.with_name(f"{key}.json"), json.dumps(about, ensure_ascii=False, indent=1) + "\n")


def _head(name: str, unit: str | None) -> str:
    """The head of a column: blanks for underscores, and the unit in brackets."""
    spoken = name.replace("_", " ")
    return f"{spoken} ({unit})" if unit else spoken


def _html(shown: Shown, key: str | None) -> str:
    """The table in HTML, every text escaped."""
    kinds = {name: _kind(texts, shown.sides[name]) for name, texts in shown.cells.items()}
    top = [f'<th scope="col"{kinds[name]}>{safe.escape(shown.heads[name])}</th>' for name in shown.cells]
    rows = [
        "".join(
            _cell(name, text, kinds[name], shown.names) for name, text in zip(shown.cells, row, strict=True)
        )
        for row in zip(*shown.cells.values(), strict=True)
    ]
    mark = f' id="{safe.anchor("table", key)}"' if key else ""
    title = f"<caption>{safe.escape(shown.caption)}</caption>\n" if shown.caption else ""
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


def _note(shown: int, whole: int, key: str | None) -> str:
    """How much of the table stands here, and where the rest is."""
    if whole == 0:
        return "No rows."
    where = f"; all of them are in tables/{key}.csv" if key else ""
    return f"The first {shown:,} of {whole:,} rows{where}." if shown < whole else ""


def _paragraph(note: str) -> str:
    """The note below a table."""
    return f'<p class="sw-note">{safe.escape(note)}</p>\n' if note else ""
