"""One stage of a batch, carried out in a worker of Dask: what it is given, what comes of it.

The files of stages pass through the batch's folder, which every worker sees; only names and hashes travel.
"""

import atexit
import contextlib
import functools
import os
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sourcewise.runs import execute, making, origin, store
from sourcewise.runs.execute import Outcome, Task
from sourcewise.runs.failures import Failure
from sourcewise.runs.places import find_places
from sourcewise.runs.store import CORPUS, REPORT, ForeignFileError, Made, Work
from sourcewise.spread import SCHEDULER

OTHER = "a worker runs another version of sourcewise than this one: install the same on all"
STORE, WORK = "stages", ".work"  # in the folder of a batch

_one_at_a_time = threading.Lock()  # a notebook's process changes its folder
_readying = threading.Lock()


@dataclass(frozen=True)
class Job:
    """A stage: its name and fingerprint, the fingerprints of what it reads, and its inputs, of which a stage
    has only its own: `task` of a notebook, `stated` (files with hashes) and `reading` of a corpus, `title`
    and `summary` of a report. `told` says it to a reader. `code`: hash of the code that it must be run by.
    """

    name: str
    fingerprint: str
    needs: tuple[str, ...]
    corpus: Path
    told: str
    code: str
    task: Task | None = None
    stated: Sequence[Mapping[str, str]] = ()
    reading: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""
    summary: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Done:
    """What came of a job: the finished stage, or the files that a failed one left behind."""

    job: str
    outcome: Outcome
    made: Made | None
    left: Made | None = None
    ran: bool = True


def do(job: Job, needs: Sequence[Made], place: Path, workers: int = 1) -> Done:
    """Carry out a stage of the batch in `place`, unless it is there; what is wrong with it is in the outcome.

    Raises OSError where the folder cannot be written, ForeignFileError, and ValueError where this worker has
    other code than the batch was planned with.
    """
    if job.code != _code():
        raise ValueError(OTHER)
    os.environ.pop(SCHEDULER, None)  # its workers may all wait for each other: a stage is done by one
    made = store.find(place / STORE, job.name, job.fingerprint, lambda _: None)
    if made:  # asked for again, since the worker that had just finished it was lost
        return Done(job.fingerprint, Outcome(job.name, 0, 0.0), made, ran=False)
    with _one_at_a_time:
        work = store.begin(place / WORK, job.name, needs)
        outcome = _carry_out(job, work, place, workers)
        if outcome.failure:
            return Done(job.fingerprint, outcome, None, store.peek(work, job.name))
        return Done(job.fingerprint, outcome, store.keep(place / STORE, work, job.name, job.fingerprint))


def _carry_out(job: Job, work: Work, place: Path, workers: int) -> Outcome:
    begun = time.monotonic()
    try:
        if job.task:
            return _execute(job, job.task, work.folder, place)
        if job.name == CORPUS:
            making.make_corpus(work.folder, job.corpus, job.stated, job.reading, workers=workers)
        elif job.name == REPORT:
            making.make_report(work.folder, title=job.title, summary=job.summary)
        failure = None
    except ForeignFileError:
        raise
    except ValueError as error:
        failure = Failure(job.name, None, "", str(error))
    return Outcome(job.name, 0, round(time.monotonic() - begun, 3), failure)


def _execute(job: Job, task: Task, folder: Path, place: Path) -> Outcome:
    """Execute a notebook in its folder, as a run does."""
    _ready()
    (folder / "notebooks").mkdir(exist_ok=True)
    places = find_places(run=(folder, place), corpus=job.corpus)
    outcome = execute.execute(replace(task, folder=folder / "notebooks", places=places), lambda *_: None)
    os.chdir(place)  # the folder of a finished stage goes
    making.check_notebook(task.notebook, job.stated)
    return outcome


def warm_up() -> None:
    """Load what notebooks need, beside what this worker does first."""
    threading.Thread(target=_ready, daemon=True).start()


def _ready() -> None:
    with _readying:
        _isolate()


@functools.cache
def _isolate() -> None:
    """Give this process the environment of every kernel: Dask sets another one in its workers."""
    from sourcewise.runs import isolation, kernel_process

    ending = contextlib.ExitStack()
    atexit.register(ending.close)
    made = tempfile.TemporaryDirectory(prefix="sourcewise-", ignore_cleanup_errors=True)
    throwaway = Path(ending.enter_context(made))
    server = ending.enter_context(kernel_process.serving(throwaway))
    isolation.isolate(throwaway / "own", server=server)
    import papermill.execute  # noqa: F401 - a second and a half, once a process


@functools.cache
def _code() -> str:
    return origin.find_code()
