"""The sidecar: sources.csv beside the articles, what a researcher knows of them and their text may not say.

Its column `file` names the article, `table.csv#3` the third row of a table, `table.csv` all its rows; every
other column is one of the articles table or the user's own. What it gives overrides the text. A sidecar that
can't be used as a whole is a problem, and the corpus is read without it.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from sourcewise.corpus.fields import dates
from sourcewise.corpus.fields.found import FIELDS as FIELDS  # what a sidecar may give, and a text may state
from sourcewise.corpus.inputs.decode import decode
from sourcewise.corpus.inputs.listing import SIDECAR, TABLES, entries
from sourcewise.corpus.inputs.raw import Problem, RawDocument
from sourcewise.corpus.tables import COMPUTED

CELL = 131_072  # characters; a longer cell is a quotation mark that is not closed

_OF_DATE = ("published", "published_precision", "timezone")
_ROW = re.compile(r"[1-9]\d{0,11}")

Row = dict[str, str | None]


def load_sidecar(folder: Path | str) -> tuple[pd.DataFrame, list[Problem]]:
    """Read `folder`/sources.csv: one row an article (index `file`, as on disk; null where a cell is empty).

    Where `published` is given, `published_precision` and, if stated, `timezone` are added. Problems count
    rows as a spreadsheet does: the header is row 1. Without a sidecar the table is empty.
    """
    path = Path(folder) / SIDECAR
    if not path.is_file() and not path.is_symlink():
        return _table(["file"], []), []
    try:
        header, cells = _parse(path)
    except (OSError, ValueError) as error:
        return _table(["file"], []), [_problem(None, f"{error}; the corpus is read without it")]
    problems = [
        _problem(1, f"has a column '{name}', which is computed and can't be given; leave it out")
        for name in header
        if name in COMPUTED
    ]
    rows = _rows(header, cells, _names(folder), problems)
    return _table([name for name in header if name not in COMPUTED], rows), problems


def _parse(path: Path) -> tuple[list[str], list[list[str]]]:
    """Column names and rows of cells; raises ValueError, saying why the file can't be used as a whole."""
    if path.is_symlink():
        raise ValueError("is a link and is not followed; put the file itself into the folder")
    text = decode(path.read_bytes()).text
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        header, *rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)) or [
            []
        ]
    except csv.Error as error:
        raise ValueError(f"is no table of comma-separated values ({error})") from None
    if any(len(cell) > CELL for row in rows for cell in row):
        raise ValueError("is no table of comma-separated values (a cell is too long)")
    header = [name.strip() for name in header]
    if "file" not in header:
        raise ValueError(f"has no column 'file' that names the articles; its columns are {header}")
    if len(set(header)) < len(header) or "" in header:
        raise ValueError(f"needs one name for every column, each once; its columns are {header}")
    return header, rows


def given_for(known: pd.DataFrame, document: RawDocument) -> dict[str, str]:
    """What the sidecar gives for a document: what it says of its row over what it says of its whole file.

    `known` is the table that `load_sidecar` makes.
    """
    rows = [document.file, *([] if document.row is None else [f"{document.file}#{document.row}"])]
    given: dict[str, str] = {}
    for name in rows:
        if name in known.index:
            said = known.loc[name].dropna().to_dict()
            if "published" in said:
                given = {field: value for field, value in given.items() if field not in _OF_DATE}
            given |= said
    return given


def _names(folder: Path | str) -> Callable[[str], str | None]:
    """What gives a file under `folder` as it is called on disk, a table's row as `file#n`, or None."""
    listed, problems = entries(folder)
    names = [*(entry.file for entry in listed), *(problem.file for problem in problems)]
    on_disk = {unicodedata.normalize("NFC", name): name for name in names}
    tables = {entry.file for entry in listed if entry.kind in TABLES}

    def named(file: str) -> str | None:
        file = unicodedata.normalize("NFC", file.replace("\\", "/").removeprefix("./"))
        table, _, row = file.rpartition("#")
        if file not in on_disk and on_disk.get(table) in tables and _ROW.fullmatch(row):
            return f"{on_disk[table]}#{row}"
        return on_disk.get(file)

    return named


def _rows(
    header: list[str],
    cells: Iterable[list[str]],
    named: Callable[[str], str | None],
    problems: list[Problem],
) -> list[Row]:
    """The rows that can be used; what can't is added to `problems`."""
    rows: dict[str, Row] = {}
    spelled: dict[str, str] = {}
    for number, values in enumerate(cells, start=2):
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(header):
            message = (
                f"has {len(values)} cells in row {number} and {len(header)} columns; give a cell for each"
            )
            problems.append(_problem(number, f"{message}, the row is not used"))
            continue
        row: Row = {name: value.strip() or None for name, value in zip(header, values, strict=True)}
        told = (row["file"] or "").removeprefix("./")
        file = named(told)
        if file is None:
            message = f"names '{told}' in row {number}, which is not there; give the path from the folder"
            problems.append(_problem(number, message))
        elif file in rows:
            problems.append(_problem(number, f"names '{told}' again in row {number}; the first row counts"))
        else:
            if (row.get("outlet") or "").casefold().startswith("unknown"):
                message = f"gives the outlet {row['outlet']!r} in row {number}, which is taken as not given"
                problems.append(_problem(number, f"{message}; leave the cell empty"))
                row["outlet"] = None
            if outlet := row.get("outlet"):
                row["outlet"] = spelled.setdefault(outlet.casefold(), outlet)
                if row["outlet"] != outlet:
                    message = f"writes the outlet {outlet!r} in row {number} and {row['outlet']!r} before"
                    problems.append(_problem(number, f"{message}; the first spelling counts"))
            rows[file] = {**row, **_published(row, number, problems), "file": file}
    return list(rows.values())


def _published(row: Row, number: int, problems: list[Problem]) -> Row:
    """The row's date of publication in ISO 8601, with its precision and time zone."""
    if not row.get("published"):
        return {}
    try:
        stamp = dates.parse_iso(row["published"] or "")
    except ValueError as error:
        problems.append(_problem(number, f"in row {number}: {error}; the date is not used"))
        return {"published": None}
    zone = {"timezone": stamp.timezone} if stamp.timezone else {}
    return {"published": stamp.value, "published_precision": stamp.precision, **zone}


def _problem(row: int | None, message: str) -> Problem:
    return Problem(SIDECAR, row, "sidecar", f"{SIDECAR} {message}.")


def _table(columns: list[str], rows: list[Row]) -> pd.DataFrame:
    """The rows as text columns, indexed by file."""
    added = [name for name in ("published_precision", "timezone") if any(name in row for row in rows)]
    table = pd.DataFrame(rows, columns=[*columns, *(name for name in added if name not in columns)])
    return table.astype("str").set_index("file")
