"""Many runs: every cell of a grid, on Dask, made of stages that each are carried out once."""

import contextlib
import functools
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sourcewise.files import replacing
from sourcewise.runs import (
    assembling,
    closing,
    cluster,
    folder,
    hashes,
    inputs,
    jobs,
    manifest,
    parameters,
    pipeline,
    plan,
    store,
)
from sourcewise.runs import grid as grids
from sourcewise.runs.assembling import RUNS, Result
from sourcewise.runs.failures import Failure
from sourcewise.runs.grid import Grid
from sourcewise.runs.jobs import Done
from sourcewise.runs.plan import Limits, Plan
from sourcewise.runs.store import Made, Stage
from sourcewise.runs.tally import Tally

if TYPE_CHECKING:
    from distributed import Client

NAME, LOCK = "batch.json", ".lock"

Ask = Callable[[], "Client"]


@dataclass
class _Batch:
    """A batch in its folder: what is planned, the stages that are finished, what came of failed ones."""

    place: Path
    planned: Plan
    tally: Tally
    made: dict[str, Made] = field(default_factory=dict)
    failed: dict[str, Done] = field(default_factory=dict)


def batch(
    file: Path,
    out: Path,
    *,
    notebooks: Path | None = None,
    workers: int = 2,
    scheduler: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - it cannot change
    force: bool = False,
    progress: bool = True,
    stages: Sequence[Stage] = pipeline.STAGES,
) -> tuple[list[Result], Failure | None]:
    """Carry out every run of the grid in `file` below `out`; return what became of each, in its order, and
    what stopped the notebook that reads them, if anything did.

    `out` holds `runs/NAME/` (each as `pipeline.run` makes it), `runs.parquet`, `findings.parquet`,
    `articles.parquet`, and what the notebook `06_multiverse` says of them. Stages whose inputs, code and
    parameters are the same are carried out once, and not at all where they are there from before, whole;
    with `force` all are. `workers` processes of this machine do it, or those of the Dask `scheduler` at an
    address. A run that fails has its row, and what it left in `runs/NAME.failed/`.

    Raises ValueError, before anything starts, for a grid, a folder or a corpus that cannot be used; OSError
    where the disk is full: finished stages are kept. A script calls this under `if __name__ == "__main__":`.
    """
    paths = pipeline.find_notebooks(notebooks, stages)
    declared = parameters.gather(paths)
    last = closing.find_notebook(notebooks)
    grid = grids.read(file, declared)
    _check(grid, out)
    planned = plan.make(grid, paths, declared, stages=stages, limits=limits)
    with (
        _opened(out.resolve(), planned, afresh=force, progress=progress) as found,
        _dask(found.place, workers, scheduler) as ask,
    ):
        _write_plan(found.place, grid, planned)
        found.tally.begin(grid=grid.sha256, runs=len(planned.runs), stages=len(planned.jobs))
        _copy_inputs(found)
        _take_up(found)
        _carry_out(found, ask, workers)
        results = _put_together(found)
        from sourcewise.runs import gathering

        gathering.write(found.place, grid, results)
        stopped = closing.carry_out(found.place, last, limits, ask, found.tally)
    return results, stopped


def _check(grid: Grid, out: Path) -> None:
    """Refuse a folder that holds other things, or that meets a corpus."""
    for corpus in sorted({cell.corpus for cell in grid.cells}):
        folder.check_apart(corpus, out)
    if out.is_dir() and not _is_ours({path.name for path in out.iterdir()}):
        raise ValueError(f"{out} is not a batch of sourcewise: it stays as it is; choose another folder")


def _is_ours(names: set[str]) -> bool:
    """Whether a folder with these files may become a batch: one, or nothing, or the beginning of one."""
    return NAME in names or names <= {LOCK, manifest.LOG, jobs.WORK, f".{NAME}.partial"}


@contextlib.contextmanager
def _opened(out: Path, planned: Plan, *, afresh: bool, progress: bool) -> Iterator[_Batch]:
    """Hold the folder of a batch: its lock, its log, and a place to work in that goes in the end."""
    out.mkdir(parents=True, exist_ok=True)
    with folder.locked(out / LOCK, out), folder.told_if_full(out):
        shutil.rmtree(out / jobs.WORK, ignore_errors=True)
        if afresh:
            shutil.rmtree(out / jobs.STORE, ignore_errors=True)
        (out / jobs.WORK).mkdir(exist_ok=True)
        tally = Tally(out / manifest.LOG, show=progress)
        try:
            yield _Batch(out, planned, tally)
        finally:
            tally.close()
            shutil.rmtree(out / jobs.WORK, ignore_errors=True)


@contextlib.contextmanager
def _dask(place: Path, workers: int, scheduler: str | None) -> Iterator[Ask]:
    """Give what starts Dask when it is first asked for; nothing to do needs none."""
    with contextlib.ExitStack() as open_:

        @functools.cache
        def ask() -> "Client":
            if scheduler:
                return open_.enter_context(cluster.remote(scheduler, place / NAME))
            return open_.enter_context(cluster.local(workers, place / jobs.WORK / "dask"))

        yield ask


def _write_plan(place: Path, grid: Grid, planned: Plan) -> None:
    """Write what is about to be tried, and which cell counts, before anything runs."""
    content = {
        "format": 1,
        "grid": grid.sha256,
        "axes": [asdict(axis) for axis in grid.axes],
        "primary": next(run.name for run in planned.runs if run.cell.primary),
        "runs": [{"run": run.name, "levels": dict(run.cell.levels)} for run in planned.runs],
    }
    with replacing(place / NAME) as beside:
        beside.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _copy_inputs(found: _Batch) -> None:
    """Copy the files that parameters name to where every worker sees them."""
    for mark, one in found.planned.inputs.items():
        place = found.place / jobs.WORK / inputs.FOLDER / hashes.hash_json(mark)[:16]
        inputs.copy([one], place)
        found.made[mark] = Made(inputs.FOLDER, mark, place, {one.file: one.sha256})


def _take_up(found: _Batch) -> None:
    """Find the stages that are there from before, whole."""
    kept = []
    for mark, job in found.planned.jobs.items():
        if made := store.find(found.place / jobs.STORE, job.name, mark, found.tally.say):
            found.made[mark] = made
            kept.append(job)
    found.tally.keep(kept)


def _carry_out(found: _Batch, ask: Ask, workers: int) -> None:
    """Carry out what is not finished; a run is put together as soon as it is whole."""
    todo = {mark: job for mark, job in found.planned.jobs.items() if mark not in found.made}
    if not todo:
        return
    for done in cluster.work_off(ask(), todo, found.made, found.place, workers=workers):
        found.tally.finish(found.planned.jobs[done.job], done)
        if done.outcome.failure:
            found.failed[done.job] = done


def _put_together(found: _Batch) -> list[Result]:
    """The runs of their stages, whole or failed."""
    results = []
    for run in found.planned.runs:
        failed = [found.failed[mark] for mark in run.stages.values() if mark in found.failed]
        results.append(
            assembling.put_together(found.place, run, found.planned.needs, found.made, failed, found.tally)
        )
    known = {run.name for run in found.planned.runs}
    others = sorted(path.name for path in (found.place / RUNS).iterdir())
    others = [name for name in others if name.removesuffix(".failed").split(".before-")[0] not in known]
    if others:
        found.tally.say(
            f"{RUNS} also holds runs of another grid, which are left as they are: {', '.join(others)}"
        )
    return results
