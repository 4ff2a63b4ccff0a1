"""Processes that execute notebooks side by side: spawned, never forked, and gone when the run is."""

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from sourcewise.runs import execute, isolation, kernel_process
from sourcewise.runs.execute import Outcome, Task, Tell
from sourcewise.runs.failures import Failure

GRACE = 5.0  # seconds in which a worker that is told to stop may end its kernel
SLACK = 300.0  # seconds beyond a notebook's limit in which a kernel may start (twice) and end


@dataclass(frozen=True)
class Worker:
    """A spawned process and the pipe to it: tasks go out, progress and outcomes come back."""

    process: BaseProcess
    pipe: Connection
    throwaway: Path
    server: str


@contextlib.contextmanager
def crew(count: int) -> Iterator[list[Worker]]:
    """Start `count` workers, which load papermill while the caller goes on; end them on the way out."""
    with (
        tempfile.TemporaryDirectory(prefix="sourcewise-", ignore_cleanup_errors=True) as throwaway,
        kernel_process.serving(Path(throwaway)) if count else contextlib.nullcontext("") as server,
    ):
        workers = [_hire(Path(throwaway), server) for _ in range(count)]
        try:
            yield workers
        finally:
            for worker in workers:
                worker.process.terminate()
            for worker in workers:
                worker.process.join(GRACE)
                worker.process.kill()


def work_off(
    workers: list[Worker],
    tasks: list[Task],
    needs: Mapping[str, tuple[str, ...]],
    tell: Tell,
    *,
    begin: Callable[[Task], Task] = lambda task: task,
) -> Iterator[Outcome]:
    """Execute the tasks, each as soon as those that it needs are whole, and yield outcomes as they come.

    `begin` is called with each task just before it starts, and gives the task to execute. A need that is no
    task is taken for whole; a task whose needs failed is left out. A worker that dies, or does not answer
    when its notebook's time is long over, is replaced, and its task has failed.
    """
    waiting, open_ = list(tasks), {task.name for task in tasks}
    idle, busy = list(workers), dict[Connection, tuple[Worker, Task]]()
    deadlines, cells = dict[Connection, float](), dict[str, int]()
    while True:
        for task in [task for task in waiting if open_.isdisjoint(needs.get(task.name, ()))][: len(idle)]:
            waiting.remove(task)
            worker = idle.pop(0)
            busy[worker.pipe] = (worker, begin(task))
            deadlines[worker.pipe] = time.monotonic() + task.limit + SLACK
            with contextlib.suppress(BrokenPipeError):  # a dead worker is seen below
                worker.pipe.send(busy[worker.pipe][1])
        if not busy:
            return
        ready = connection.wait(
            list(busy), timeout=max(0.0, min(map(deadlines.get, busy)) - time.monotonic())
        )
        if not ready:
            _kill_overdue(busy, deadlines)
        for pipe in ready:
            message = _receive(pipe, busy[pipe][1], cells, overdue=time.monotonic() >= deadlines[pipe])
            if not isinstance(message, Outcome):
                cells[message[0]] = message[1]
                tell(*message)
                continue
            idle.append(_replaced(workers, busy.pop(pipe)[0]))
            if not message.failure:
                open_.discard(message.name)
            yield message


def _hire(throwaway: Path, server: str) -> Worker:
    folder = Path(tempfile.mkdtemp(dir=throwaway))
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, folder, server), daemon=True
    )
    process.start()
    theirs.close()
    return Worker(process, ours, throwaway, server)


def _kill_overdue(
    busy: Mapping[Connection, tuple[Worker, Task]], deadlines: Mapping[Connection, float]
) -> None:
    """End the workers that do not answer, be they stopped or stuck; their pipes then tell of it."""
    for pipe, (worker, _) in busy.items():
        if time.monotonic() >= deadlines[pipe]:
            worker.process.kill()


def _receive(
    pipe: Connection, task: Task, cells: Mapping[str, int], *, overdue: bool
) -> Outcome | tuple[str, int, int]:
    try:
        return pipe.recv()
    except (EOFError, OSError):
        killed = "the process that executed it was killed, or memory ran out"
        told = f"it took longer than {task.limit} s and did not stop" if overdue else killed
        at = cells.get(task.name)
        failure = Failure(task.name, *execute.locate(task, at), told)
        return Outcome(task.name, 0 if at is None else at + 1, 0.0, failure)


def _replaced(workers: list[Worker], worker: Worker) -> Worker:
    """Return the worker, or a new one in its place if it is dead."""
    if connection.wait([worker.process.sentinel], timeout=0):
        workers.remove(worker)
        workers.append(_hire(worker.throwaway, worker.server))
        return workers[-1]
    return worker


def _serve(pipe: Connection, throwaway: Path, server: str) -> None:
    """Execute what comes through the pipe until it closes (the body of a worker)."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is the parent's: it ends the workers itself
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # unwinds, so that the kernel is ended too
    threading.Thread(target=_die_with_parent, daemon=True).start()
    isolation.isolate(throwaway, server=server)
    import papermill.execute  # noqa: F401 - a second and a half, while the corpus is built

    try:
        while True:
            pipe.send(_do(pipe.recv(), pipe))
    finally:
        os._exit(0)  # nothing is left to do, and to unload papermill takes most of a second


def _do(task: Task, pipe: Connection) -> Outcome:
    try:
        return execute.execute(task, lambda *step: pipe.send(step))
    except Exception as error:
        return Outcome(task.name, 0, 0.0, Failure(task.name, None, "", f"{type(error).__name__}: {error}"))


def _die_with_parent() -> None:
    """End this process when the parent is killed; its kernel looks for its own parent every second."""
    connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
