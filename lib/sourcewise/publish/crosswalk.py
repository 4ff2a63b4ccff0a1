"""From every figure, table and number of a run to the notebook, question and cell that made it, and its
file.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise.files import hash_file
from sourcewise.publish import output

COLUMNS = ["kind", "key", "notebook", "question", "cell", "says", "file", "sha256"]

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)
_TABLE = re.compile(r'<table class="sw-table[^"]*" id="table-([a-z0-9-]+)"')
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)


def crosswalk(run: Path) -> pd.DataFrame:
    """A row for each figure, table and finding of a finished run, in the order of the notebooks.

    `kind` (figure, table, number), `key`, `notebook`, `question` (the heading above), `cell` (its id),
    `says` (caption
    or statement), `file` and its `sha256`. Raises ValueError where the run holds no executed notebook.
    """
    files = sorted((run / "notebooks").glob("*.ipynb"))
    if not files:
        raise ValueError(f"{run / 'notebooks'} holds no notebook: give the folder of a finished run")
    rows = [row for file in files for row in _notebook(run, file)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _notebook(run: Path, file: Path) -> Iterator[dict[str, Any]]:
    """What one executed notebook made."""
    notebook, question = json.loads(file.read_text(encoding="utf-8")), ""
    asked: dict[str, str] = {}
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            question = (_HEADING.findall(source) or [question])[-1].strip()
            continue
        place = {"notebook": file.stem, "question": question, "cell": str(cell.get("id", ""))}
        asked[place["cell"]] = question
        for shown in cell.get("outputs", []):
            yield from (place | row for row in _shown(run, shown))
    yield from _numbers(run, file.stem, asked)


def _shown(run: Path, shown: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Figures and tables in one output."""
    metadata = shown.get("metadata", {})
    about = metadata.get("image/png", {})
    if "key" in about:
        yield _row(run, "figure", about["key"], about.get("caption", ""), f"figures/{about['key']}.csv")
    page = "".join(shown.get("data", {}).get("text/html", ""))
    for found in _TABLE.finditer(page) if output.CAPTION not in metadata else ():
        caption = _CAPTION.search(page, found.end())
        yield _row(run, "table", found[1], caption[1] if caption else "", f"tables/{found[1]}.csv")


def _numbers(run: Path, notebook: str, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The findings of a notebook."""
    file = f"findings/{notebook}.json"
    if not (run / file).is_file():
        return
    for found in json.loads((run / file).read_text(encoding="utf-8")):
        cell = found.get("cell") or ""
        place = {"notebook": notebook, "question": asked.get(cell, ""), "cell": cell}
        yield place | _row(run, "number", found["key"], found["statement"], file)


def _row(run: Path, kind: str, key: str, says: str, file: str) -> dict[str, Any]:
    """A row with the hash of its file, which is none where the file is not there."""
    sha256 = hash_file(run / file) if (run / file).is_file() else ""
    return {"kind": kind, "key": key, "says": says, "file": file, "sha256": sha256}
