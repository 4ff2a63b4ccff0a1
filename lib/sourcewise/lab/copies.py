"""Working copies of the notebooks, for use by hand: what happens in them never touches the originals.

A copy remembers in its metadata which original it was made of. So an original that has changed replaces a
copy that was only run, and never one that somebody has edited.
"""

import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sourcewise.files import replacing

Notebook = dict[str, Any]

INJECTED = "injected-parameters"  # the tag and id that papermill's own cell has
MADE_OF = "sourcewise_made_of"


def prepare(originals: Sequence[Path], folder: Path, given: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Put a working copy of each notebook into `folder`, its parameters set to `given[stem]`.

    A copy that is there stays, with its outputs, unless the original has changed and the copy was not edited,
    or other parameters are given, which empties the outputs. Returns a sentence for each edited copy whose
    original has changed.
    """
    told = []
    for original in originals:
        place = folder / original.name
        source, mine = _read(original), _read(place)
        if mine is None or (_stale(mine, source) and not _edited(mine)):
            mine = _fresh(source)
        elif _stale(mine, source):
            told.append(
                f"{place.name} in {folder.name} holds your changes, and the project's own has changed since: "
                "rename yours to get the new one beside it."
            )
        made = _with(mine, given.get(original.stem, {}))
        if made != _read(place):  # one that is open in a browser is not touched without need
            _write(made, place)
    return told


def without_outputs(notebook: Notebook) -> Notebook:
    """The notebook with no output, execution count or record of an execution; the same object."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        cell.get("metadata", {}).pop("execution", None)
    notebook.get("metadata", {}).pop("widgets", None)
    return notebook


def _read(path: Path) -> Notebook | None:
    """A notebook, or None where there is none, or a broken one: such a copy is made again."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("cells"), list) else None


def _fresh(source: Notebook) -> Notebook:
    made = without_outputs(copy.deepcopy(source))
    made["metadata"][MADE_OF] = _mark(source)
    return made


def _stale(mine: Notebook, source: Notebook) -> bool:
    return mine["metadata"].get(MADE_OF) != _mark(source)


def _edited(mine: Notebook) -> bool:
    return mine["metadata"].get(MADE_OF) != _mark(mine)


def _mark(notebook: Notebook) -> str:
    """The sha256 of what stands in the cells, but for injected parameters."""
    cells = [
        [cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"] if not _injected(cell)
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _injected(cell: Mapping[str, Any]) -> bool:
    return INJECTED in cell.get("metadata", {}).get("tags", [])


def _with(notebook: Notebook, given: Mapping[str, Any]) -> Notebook:
    """The notebook with a cell below its parameters that sets those given; a cell of the same is left."""
    before = [cell for cell in notebook["cells"] if _injected(cell)]
    wanted = [_cell(given)] if given else []
    if ["".join(cell["source"]) for cell in before] == [cell["source"] for cell in wanted]:
        return notebook
    rest = [cell for cell in notebook["cells"] if not _injected(cell)]
    tagged = [n for n, cell in enumerate(rest) if "parameters" in cell.get("metadata", {}).get("tags", [])]
    at = tagged[0] + 1 if tagged else 0
    return without_outputs({**notebook, "cells": [*rest[:at], *wanted, *rest[at:]]})


def _cell(given: Mapping[str, Any]) -> dict[str, Any]:
    lines = ["# Set for this working copy; change it here or above"]
    lines += [f"{name} = {value!r}" for name, value in given.items()]
    return {
        "cell_type": "code", "id": INJECTED, "metadata": {"tags": [INJECTED]}, "source": "\n".join(lines),
        "outputs": [], "execution_count": None,
    }  # fmt: skip


def _write(notebook: Notebook, place: Path) -> None:
    with replacing(place) as beside:
        beside.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
