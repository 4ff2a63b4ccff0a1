"""The runs of a batch, put together of stages that they share with others, each as if it had run alone."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sourcewise.runs import folder, inputs, jobs, manifest, store
from sourcewise.runs.failures import Failure
from sourcewise.runs.jobs import Done
from sourcewise.runs.plan import Planned
from sourcewise.runs.store import Made
from sourcewise.runs.tally import Tally

RUNS = "runs"
TABLE, FINDINGS, ARTICLES = "runs.parquet", "findings.parquet", "articles.parquet"  # written by `gathering`


@dataclass(frozen=True)
class Result:
    """What became of a run: its folder, and what stopped it, if anything did."""

    run: Planned
    folder: Path
    failure: Failure | None


def put_together(
    place: Path,
    run: Planned,
    needs: Mapping[str, tuple[str, ...]],
    made: Mapping[str, Made],
    failed: Sequence[Done],
    tally: Tally,
) -> Result:
    """Make the run's folder in `place/runs` of its finished stages, or what is kept of a failed one.

    A folder that is as it would be made stays; one that somebody changed is kept under another name.
    """
    out = place / RUNS / run.name
    out.parent.mkdir(exist_ok=True)
    if failed:
        return Result(run, _keep_failed(place, out, run, made, failed, tally), failed[0].outcome.failure)
    if not _is_there(out, run):
        whole = _begin(place, run)
        stages = [made[mark] for mark in run.stages.values()]
        store.assemble(whole, [*stages, *_inputs(run, made)])
        manifest.write(whole, run.described, stages, needs)
        _write_log(whole, out, run, tally)
        folder.swap(whole, out, place / jobs.WORK / "former", tally.say)
    shutil.rmtree(out.with_name(f"{out.name}.failed"), ignore_errors=True)
    return Result(run, out, None)


def _keep_failed(
    place: Path, out: Path, run: Planned, made: Mapping[str, Made], failed: Sequence[Done], tally: Tally
) -> Path:
    """Keep what a failed run made; a former run of its name, of other inputs, goes."""
    whole = _begin(place, run)
    left = [done.left for done in failed if done.left]
    finished = [made[mark] for mark in run.stages.values() if mark in made]
    store.assemble(whole, [*finished, *_inputs(run, made), *left], twice=True)
    _write_log(whole, out, run, tally)
    if out.is_dir():
        folder.swap(_begin(place, run, "none"), out, place / jobs.WORK / "former", tally.say)
        out.rmdir()
    return folder.keep_failed(whole, out, "\n".join(str(done.outcome.failure) for done in failed))


def _inputs(run: Planned, made: Mapping[str, Made]) -> list[Made]:
    """The files that the run's parameters name."""
    return [made[inputs.mark(row)] for row in run.described["inputs"]]


def _begin(place: Path, run: Planned, kind: str = "whole") -> Path:
    whole = place / jobs.WORK / f"{kind}-{run.name}"
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir()
    return whole


def _is_there(out: Path, run: Planned) -> bool:
    """Whether the folder holds this very run, whole."""
    try:
        found = manifest.read(out)
    except ValueError:
        return False
    stated = {row["name"]: row["fingerprint"] for row in found["stages"]}
    files = (row["file"] for part in manifest.HELD for row in found[part])
    return (
        stated == dict(run.stages)
        and not manifest.find_changes(out)
        and all((out / file).is_file() for file in files)
    )


def _write_log(whole: Path, out: Path, run: Planned, tally: Tally) -> None:
    """Where the corpus lies and how long stages took, which no hash covers."""
    lines = [{"event": "run", "corpus": os.path.relpath(run.cell.corpus.resolve(), out)}]
    lines += [
        {"event": "stage", "stage": name, "seconds": tally.seconds[mark], "failed": None}
        if mark in tally.seconds
        else {"event": "kept", "stage": name}
        for name, mark in run.stages.items()
    ]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (whole / manifest.LOG).write_text(text, encoding="utf-8")
