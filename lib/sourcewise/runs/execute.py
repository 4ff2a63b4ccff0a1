"""One notebook through papermill, in a process and an environment that give the same results everywhere."""

import contextlib
import json
import math
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcewise.publish import crosswalk
from sourcewise.runs import clean, failures
from sourcewise.runs.failures import Failure
from sourcewise.runs.isolation import KERNEL

Tell = Callable[[str, int, int], None]
"""Called with the notebook's name, the cell that starts (from 0) and the number of cells."""

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Task:
    """A notebook to execute; the executed copy is written to `folder` under the same name.

    `timeout` is what one cell may take, `limit` what the whole notebook may, both in seconds.
    """

    notebook: Path
    folder: Path
    parameters: Mapping[str, Any]
    places: Mapping[str, str]
    timeout: int
    limit: int = 86_400

    @property
    def name(self) -> str:
        """The notebook's name, without its ending."""
        return self.notebook.stem


@dataclass(frozen=True)
class Outcome:
    """What came of a task; no failure means that the executed copy is whole."""

    name: str
    cells: int
    seconds: float
    failure: Failure | None = None


def execute(task: Task, tell: Tell) -> Outcome:
    """Execute a notebook and clean its executed copy; what a cell or a kernel does is told in the outcome.

    This process changes into `task.folder`, so that no absolute path needs to be injected. A kernel that does
    not start is tried once more. Raises OSError where the notebook cannot be put there.
    """
    started = time.monotonic()
    os.chdir(task.folder)
    place, error = _attempt(task, tell)
    if error and not place.cells:
        place, error = _attempt(task, tell)
    failure = (
        Failure(task.name, place.number, place.question, _explain(error, task, place)) if error else None
    )
    failure = _clean(task, failure)
    return Outcome(task.name, place.cells, round(time.monotonic() - started, 3), failure)


def _clean(task: Task, failure: Failure | None) -> Failure | None:
    """Clean the executed copy, and have what it wrote say where it was made.

    Where that fails, what stopped the notebook before is what is told.
    """
    try:
        clean.clean_file(task.folder / task.notebook.name, task.places)
        if failure is None:
            crosswalk.state(task.folder.parent, task.folder / task.notebook.name)
    except (OSError, ValueError) as error:
        told = f"the executed copy cannot be written: {failures.first_line(error)}"
        return failure or Failure(task.name, None, "", told)
    return failure


def _explain(error: Exception, task: Task, place: "_Place") -> str:
    """Say what stopped a notebook; before its first cell that is its kernel."""
    if not place.cells:
        return f"the kernel did not start, tried twice: {failures.first_line(error)}"
    over = time.monotonic() - place.begun >= task.limit
    limit = f"the notebook took longer than {task.limit} s, and this cell was running"
    return failures.explain(error, slow=limit if over else f"the cell took longer than {task.timeout} s")


@dataclass
class _Place:
    """Where an execution stands: cells begun, code cells among them, the heading last passed."""

    cells: int = 0
    number: int | None = None
    question: str = ""
    begun: float = 0.0

    def move(self, cell: Mapping[str, Any], cell_index: int) -> None:
        self.cells = cell_index + 1
        if cell["cell_type"] == "markdown":
            self.question = (_HEADING.findall(cell["source"]) or [self.question])[-1].strip()
        elif cell["cell_type"] == "code" and cell["source"].strip():
            self.number = (self.number or 0) + 1


def locate(task: Task, at: int | None) -> tuple[int | None, str]:
    """Return the number of the code cell `at` (from 0, of all cells) and the heading above it.

    For a notebook whose process can no longer tell: by the copy that it last saved, nothing without one.
    """
    place = _Place()
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        copy = json.loads((task.folder / task.notebook.name).read_text(encoding="utf-8"))
        for index, cell in enumerate(copy["cells"][: 0 if at is None else at + 1]):
            place.move({**cell, "source": "".join(cell["source"])}, index)
    return place.number, place.question


def _attempt(task: Task, tell: Tell) -> tuple[_Place, Exception | None]:
    """Execute once; return where it ended, and the error if that is not the notebook's end."""
    import papermill
    import zmq
    from traitlets.config import Config

    from sourcewise.runs.kernel_manager import KernelManager
    from sourcewise.runs.saving import ENGINE

    encryption = "auto" if zmq.has("curve") else "disabled"
    place, total = _Place(begun=time.monotonic()), _copy(task) + bool(task.parameters)

    def follow(cell: Mapping[str, Any], cell_index: int) -> None:
        place.move(cell, cell_index)
        tell(task.name, cell_index, total)

    def left(_: object) -> int:
        return max(1, min(task.timeout, math.ceil(place.begun + task.limit - time.monotonic())))

    try:
        papermill.execute_notebook(
            task.notebook.name,
            task.notebook.name,
            parameters=dict(task.parameters),
            engine_name=ENGINE,
            kernel_name=KERNEL,
            kernel_manager_class=KernelManager,
            language="python",
            progress_bar=False,
            start_timeout=120,
            timeout_func=left,
            iopub_timeout=60,
            shutdown_kernel="immediate",
            config=Config(KernelManager={"transport_encryption": encryption}),
            extra_arguments=["--log-level=ERROR"],
            on_cell_start=follow,
        )
    except Exception as error:
        return place, error
    early = None if place.cells == total else EarlyExitError("the cell left the notebook before its end")
    return place, early


class EarlyExitError(Exception):
    """A cell called `exit()`, which papermill takes for success."""


def _copy(task: Task) -> int:
    """Put the notebook into the folder and count its cells.

    A cell without id gets one by its place, where nbformat would draw one at random.
    """
    source = json.loads(task.notebook.read_text(encoding="utf-8"))
    for position, cell in enumerate(source["cells"], start=1):
        cell.setdefault("id", f"cell-{position}")
    source["nbformat_minor"] = max(source.get("nbformat_minor", 0), 5)
    (task.folder / task.notebook.name).write_text(json.dumps(source), encoding="utf-8")
    return len(source["cells"])
