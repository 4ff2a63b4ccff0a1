"""What stopped a notebook, and how it is said: the cell, its question, the error in three lines."""

import re
from dataclasses import dataclass
from typing import Any

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(r"\s*(File .|Cell In\[)")
_CHAIN = re.compile(r"^(?:During handling of the above|The above exception was).*$", re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    """What stopped a notebook: the cell's number, the heading above it, the error in three lines."""

    notebook: str
    cell: int | None
    question: str
    error: str

    def __str__(self) -> str:
        """Say it in one paragraph."""
        where = f", cell [{self.cell}]" if self.cell else ""
        question = f", under “{self.question}”" if self.question else ""
        lines = "\n".join(f"    {line}" for line in self.error.splitlines())
        return f"{self.notebook}{where}{question}:\n{lines}"


def explain(error: Exception, *, slow: str) -> str:
    """Say an error in three lines at most: what, where in the cell, where below it.

    `slow` is said where time ran out.
    """
    kind = type(error).__name__
    if kind == "DeadKernelError":
        return "the kernel died: it was killed from outside, or memory ran out"
    if kind == "CellTimeoutError":
        return slow
    if kind != "PapermillExecutionError":
        return f"{kind}: {first_line(error)}"
    return "\n".join(line[:200] for line in (f"{error.ename}: {first_line(error.evalue)}", *_frames(error)))


def first_line(text: object) -> str:
    """The first line of a text or of an error's message."""
    return str(text).strip().partition("\n")[0]


def _frames(error: Any) -> list[str]:  # noqa: ANN401 - papermill's error, whose module is slow to import
    """Say which line of the cell failed and, where that called something else, in which file it ended."""
    traceback = _CHAIN.split(_COLOUR.sub("", "\n".join(error.traceback)))[-1]
    frames = [line.strip() for line in traceback.splitlines() if _FRAME.match(line)]
    own = re.compile(rf"Cell In\[{error.exec_count}\], line ([0-9]+)")
    numbers = [int(found[1]) for frame in frames if (found := own.match(frame))]
    source = dict(enumerate(error.source.splitlines(), start=1))
    where = [f"line {number} of the cell: {source.get(number, '').strip()}" for number in numbers[:1]]
    return [*where, *frames[1:][-1:]]
