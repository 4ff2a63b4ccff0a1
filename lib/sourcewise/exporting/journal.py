"""What a paper takes from a finished run: its figures for a journal, with what was checked of each file."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from sourcewise.publish import output, sheets
from sourcewise.publish.venues import again, presets

Say = Callable[[str], None]

JOBS = -1  # processes that draw: one a core


def figures(run: Path, out: Path, *, preset: str, say: Say = print) -> pd.DataFrame:
    """Draw every figure of `run` for a preset into the folder `out`; a row a check, also in checks.csv.

    Columns: `file`, `check`, `asked`, `found`, `passed`. Raises ValueError for an unknown preset, a run
    without figures, or an `out` inside the run, whose files stay as they are.
    """
    wanted = presets.find(preset)
    refuse_inside(run, out)
    rows = []
    for made in again.draw_all(run, wanted, jobs=JOBS):
        for kind, content in made.files.items():
            output.write(out / f"{made.key}.{kind}", content)
        rows += made.checks
        failed = [
            f"{one.file}, {one.check}: {one.found} (asked: {one.asked})"
            for one in made.checks
            if not one.passed
        ]
        say("\n".join(f"fail  {line}" for line in failed) or f"pass  {made.key}: {len(made.checks)} checks")
    checks = pd.DataFrame(rows, columns=["file", "check", "asked", "found", "passed"])
    output.write(out / "checks.csv", sheets.to_csv(checks))
    return checks


def refuse_inside(run: Path, out: Path) -> None:
    """Raise ValueError where `run` is no folder, or `out` is the run's own folder or lies in it."""
    if not run.is_dir():
        raise ValueError(f"{run} is not a folder: give the folder of a finished run")
    if out.resolve() == run.resolve() or run.resolve() in out.resolve().parents:
        raise ValueError(
            f"{out} lies in the run {run}, whose files stay as they are: give another folder after -o"
        )
