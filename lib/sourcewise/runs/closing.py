"""The end of a batch: the notebook that reads its tables, and a page of what it says."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sourcewise.runs import cluster, hashes, jobs, origin, pipeline, store
from sourcewise.runs.assembling import ARTICLES, FINDINGS, TABLE
from sourcewise.runs.execute import Task
from sourcewise.runs.failures import Failure
from sourcewise.runs.isolation import FIXED
from sourcewise.runs.jobs import Job
from sourcewise.runs.plan import Limits
from sourcewise.runs.store import REPORT, Made, Stage
from sourcewise.runs.tally import Tally

if TYPE_CHECKING:
    from distributed import Client

MULTIVERSE = Stage("06_multiverse")

TABLES = ("batch.json", TABLE, FINDINGS, ARTICLES)


def find_notebook(notebooks: Path | None) -> Path | None:
    """The notebook that reads a finished batch; none where a folder of the user's own lacks it."""
    if notebooks and not (notebooks / f"{MULTIVERSE.name}.ipynb").is_file():
        return None
    return pipeline.find_notebooks(notebooks, [MULTIVERSE])[0]


def carry_out(
    place: Path, notebook: Path | None, limits: Limits, ask: Callable[[], "Client"], tally: Tally
) -> Failure | None:
    """Execute the notebook on the tables of the batch in `place`, and put there what it writes.

    What is there from before and still holds is kept. Returns what stopped it, where something did: the runs
    are whole all the same.
    """
    if notebook is None:
        return None
    failure = None
    tables = Made("tables", "", place, {name: hashes.hash_file(place / name) for name in TABLES})
    made = {"": tables}
    todo = {job.fingerprint: job for job in _jobs(place, notebook, tables, limits)}
    for mark, job in todo.items():
        if kept := store.find(place / jobs.STORE, job.name, mark, tally.say):
            made[mark] = kept
    left = {mark: job for mark, job in todo.items() if mark not in made}
    tally.expect(len(left))
    for done in cluster.work_off(ask(), left, made, place, workers=1) if left else ():
        tally.finish(todo[done.job], done)
        failure = failure or done.outcome.failure
    for mark in todo:
        if mark in made:
            _install(made[mark], place)
    return failure


def _jobs(place: Path, notebook: Path, tables: Made, limits: Limits) -> list[Job]:
    """The notebook and the page, with what they depend on."""
    about, stated = origin.describe(), [{"file": notebook.name, "sha256": hashes.hash_file(notebook)}]
    code, made_with = about["code"], {name: about[name] for name in ("python", "packages", "lock")}
    first = hashes.hash_json([MULTIVERSE.name, code, made_with, stated, dict(tables.files), FIXED])
    task = Task(notebook, notebook.parent, {"batch": ".."}, {}, limits.cell, limits.notebook)
    told = f"the batch {place.name}"
    page = {"title": "What hangs on which choice?", "summary": {**about, "tables": dict(tables.files)}}
    return [
        Job(MULTIVERSE.name, first, ("",), place, told, code, task=task, stated=stated),
        Job(REPORT, hashes.hash_json([REPORT, first, page]), ("", first), place, told, code, **page),
    ]


def _install(made: Made, place: Path) -> None:
    """Put the files of a stage into the batch's folder, in the place of former ones."""
    for file in made.files:
        target = place / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        store.share(made.folder / file, target)
