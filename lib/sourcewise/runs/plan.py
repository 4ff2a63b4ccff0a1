"""What a batch has to do: its runs, and the different stages of which all of them are made."""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sourcewise.runs import fingerprints, hashes, manifest, pipeline, reading, store
from sourcewise.runs.execute import Task
from sourcewise.runs.grid import Cell, Grid
from sourcewise.runs.jobs import Job
from sourcewise.runs.store import CORPUS, REPORT, Stage
from sourcewise.runs.values import Parameter

LONG = 60  # letters of a run's name before the hash that tells it from all others


@dataclass(frozen=True)
class Planned:
    """A run of the grid: its name, its manifest without stages and outputs, its stages by fingerprint."""

    name: str
    cell: Cell
    described: Mapping[str, Any]
    stages: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """The runs, what each stage reads by name, and the jobs by fingerprint, those that others need first."""

    runs: tuple[Planned, ...]
    needs: Mapping[str, tuple[str, ...]]
    jobs: Mapping[str, Job]


@dataclass(frozen=True)
class Limits:
    """Seconds that one cell and one notebook may take."""

    cell: int = pipeline.CELL_LIMIT
    notebook: int = pipeline.NOTEBOOK_LIMIT


def make(
    grid: Grid,
    paths: Sequence[Path],
    declared: Sequence[Parameter],
    *,
    stages: Sequence[Stage] = pipeline.STAGES,
    limits: Limits = Limits(),
) -> Plan:
    """Plan every run of a grid. Raises ValueError for a corpus that cannot be read."""
    paths = [path.resolve() for path in paths]
    needs = store.find_needs(stages)
    describe = _describer(paths, declared)
    runs, jobs = [], dict[str, Job]()
    for cell in grid.cells:
        described = describe(cell.corpus.resolve(), cell.given)
        injected = {path.stem: pipeline.inject(path.stem, declared, cell.given) for path in paths}
        how = reading.options(declared, cell.given)
        summary = manifest.summarise(described)
        marks = fingerprints.make(described, injected, needs, reading=how, summary=summary)
        runs.append(Planned(name_of(cell), cell, described, marks))
        for name, mark in marks.items():
            if mark not in jobs:
                upstream = tuple(marks[need] for need in needs[name])
                job = Job(name, mark, upstream, cell.corpus.resolve(), "", described["code"])
                own = {"described": described, "how": how, "summary": summary}
                jobs[mark] = _with_inputs(job, paths, injected.get(name, {}), limits, **own)
    return Plan(tuple(runs), needs, _told(jobs, runs))


def name_of(cell: Cell) -> str:
    """The name of a run's folder: its levels, as far as they are letters and digits, and a hash of them."""
    said = re.sub(r"[^a-z0-9]+", "-", "-".join(cell.levels.values()).casefold()).strip("-")
    return f"{said[:LONG].strip('-') or 'run'}-{hashes.hash_json(dict(cell.levels))[:6]}"


def _describer(
    paths: Sequence[Path], declared: Sequence[Parameter]
) -> Callable[[Path, Mapping[str, Any]], dict[str, Any]]:
    """Manifests of which the costly parts are made once for a corpus."""

    @functools.cache
    def first(corpus: Path) -> dict[str, Any]:
        title = f"How the articles in {corpus.name} tell it"
        return manifest.describe(corpus, paths, declared, {}, title=title)

    return lambda corpus, given: first(corpus) | manifest.describe_given(declared, given)


def _with_inputs(
    job: Job,
    paths: Sequence[Path],
    injected: Mapping[str, Any],
    limits: Limits,
    *,
    described: Mapping[str, Any],
    how: Mapping[str, Any],
    summary: Mapping[str, Any],
) -> Job:
    """The job with what its stage is made of."""
    if job.name == CORPUS:
        return replace(job, stated=described["corpus"], reading=how)
    if job.name == REPORT:
        return replace(job, title=described["title"], summary=summary)
    [path] = [path for path in paths if path.stem == job.name]
    task = Task(path, path.parent, injected, {}, limits.cell, limits.notebook)
    return replace(job, task=task, stated=described["notebooks"])


def _told(jobs: Mapping[str, Job], runs: Sequence[Planned]) -> dict[str, Job]:
    """The jobs, each with the first run that it belongs to, and the number of others."""
    users: dict[str, list[str]] = {mark: [] for mark in jobs}
    for run in runs:
        for mark in run.stages.values():
            users[mark].append(run.name)
    more = {mark: f" and {len(names) - 1} more" if len(names) > 1 else "" for mark, names in users.items()}
    return {mark: replace(job, told=f"{users[mark][0]}{more[mark]}") for mark, job in jobs.items()}
