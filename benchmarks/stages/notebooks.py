"""The five notebooks on the seeds, warm: one `sourcewise run`, and five papermill commands by hand."""

import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from case import Case, Inputs, Stage, Work

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0[1-5]_*.ipynb"))
ENVIRONMENT = {"MPLBACKEND": "agg", "TQDM_DISABLE": "1"}


def once(inputs: Inputs) -> None:
    """Warm the caches: compiled modules, fonts."""
    run(inputs)()


def run(inputs: Inputs) -> Work:
    """`sourcewise run`, two notebooks side by side, the report included."""

    def work() -> None:
        with tempfile.TemporaryDirectory(dir=inputs.folder) as out:
            _call("sourcewise", "run", str(ROOT / "seeds"), "-o", str(Path(out, "run")), "--quiet")

    return work


def papermill(inputs: Inputs, *, imports: bool) -> Work:
    """Five papermill commands in a row, of whole notebooks or of their imports alone, with no report."""

    def work() -> None:
        with tempfile.TemporaryDirectory(dir=inputs.folder) as out:
            place = Path(out, "notebooks")
            place.mkdir()
            given = () if imports else ("-p", "run", "..", "-p", "corpus", str(ROOT / "seeds"))
            for notebook in NOTEBOOKS:
                (place / notebook.name).write_text(
                    _only_imports(notebook) if imports else notebook.read_text()
                )
                _call("papermill", notebook.name, notebook.name, *given, "--no-progress-bar", cwd=place)

    return work


def _only_imports(notebook: Path) -> str:
    """A notebook without the cells that do more than import."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"] = [
        cell
        for cell in content["cells"]
        if cell["cell_type"] == "code"
        and all(line.startswith(("import ", "from ")) for line in cell["source"] if line.strip())
    ]
    return json.dumps(content)


def _call(command: str, *arguments: str, cwd: Path | None = None) -> None:
    program = Path(sys.executable).with_name(command)
    done = subprocess.run(
        [program, *arguments], cwd=cwd, env={**os.environ, **ENVIRONMENT}, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-500:]}")


def amount(inputs: Inputs, _: Case) -> float:
    """Runs."""
    return 1.0


STAGE = Stage(
    "five notebooks on the seeds, warm",
    "runs",
    (
        Case("sourcewise run, report included", run),
        Case("five papermill commands", partial(papermill, imports=False)),
        Case("five papermill commands, imports alone", partial(papermill, imports=True), less=True),
    ),
    amount,
    once=once,
    clock="wall",
    asked=1 / 25,
)
