"""The stages of a batch on Dask: workers of this machine, or those of the user's own scheduler."""

import contextlib
import logging
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sourcewise.runs import jobs, origin
from sourcewise.runs.execute import Outcome
from sourcewise.runs.failures import Failure
from sourcewise.runs.jobs import Done, Job
from sourcewise.runs.store import CORPUS, Made
from sourcewise.spread import connected

if TYPE_CHECKING:
    from distributed import Client, Future

LOOPBACK = "127.0.0.1"
SETTINGS = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.worker-saturation": 1.0,  # a stage is never behind another one in a worker
    "distributed.scheduler.allowed-failures": 3,
    "distributed.worker.daemon": False,  # the corpus is read by several processes
    "distributed.worker.profile.enabled": False,
    "distributed.comm.timeouts.connect": "30s",
}


@contextlib.contextmanager
def local(workers: int, scratch: Path) -> Iterator["Client"]:
    """Workers of this machine, each a process that does one stage at a time: on loopback, with no dashboard.

    They speak under keys made for this one batch: on a machine that others use, whoever may send a task runs
    code in your name.
    """
    import dask
    from distributed import Client, LocalCluster

    scratch.mkdir(parents=True, exist_ok=True)
    _hush()
    with (
        dask.config.set(SETTINGS),
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host=LOOPBACK, dashboard_address=None,
            memory_limit=None, local_directory=str(scratch), silence_logs=logging.CRITICAL,
            protocol="tls://", security=True, scheduler_kwargs={"dashboard_address": f"{LOOPBACK}:0"},
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):  # fmt: skip
        client.run(jobs.warm_up)
        yield client


@contextlib.contextmanager
def remote(address: str, probe: Path) -> Iterator["Client"]:
    """The workers of the scheduler at `address`, which must see the file `probe` and run this same code.

    Raises ValueError, in a sentence, where no scheduler or worker answers, or a worker is not fit.
    """
    _hush()
    with connected(address) as client:
        _check_workers(client, probe)
        client.run(jobs.warm_up)
        yield client


def check(address: str, probe: Path) -> None:
    """Refuse a scheduler, in a sentence, whose workers can't do pieces of a run's work: see `remote`."""
    _hush()
    with connected(address) as client:
        _check_workers(client, probe)
        if set(client.run(origin.find_code).values()) != {origin.find_code()}:
            raise ValueError(jobs.OTHER)


def work_off(
    client: "Client",
    todo: Mapping[str, Job],
    made: dict[str, Made],
    place: Path,
    *,
    workers: int,
) -> Iterator[Done]:
    """Carry out the jobs, each as soon as what it needs is in `made`, to which finished ones are added.

    Yields what came of each, as it comes. A job whose needs failed is left out. A worker that is lost is
    replaced, and its job is done again, up to three times.
    """
    from distributed import as_completed

    waiting, running = dict(todo), dict["Future", Job]()
    finished = as_completed(loop=client.loop)

    def start() -> None:
        for mark, job in list(waiting.items()):
            if all(need in made for need in job.needs):
                del waiting[mark]
                future = _submit(client, job, [made[need] for need in job.needs], place, workers)
                running[future] = job
                finished.add(future)

    start()
    while running:
        future = next(finished)
        done = _result(future, running.pop(future))
        if done.made:
            made[done.job] = done.made
        yield done
        start()


def _submit(client: "Client", job: Job, needs: list[Made], place: Path, workers: int) -> "Future":
    """Send a job off; its key is no other batch's."""
    key = f"{job.name}-{job.fingerprint[:12]}-{uuid.uuid4().hex[:8]}"
    several = workers if job.name == CORPUS else 1
    return client.submit(jobs.do, job, needs, place, several, key=key, pure=False)


def _result(future: "Future", job: Job) -> Done:
    """What came of a job; that its worker was lost again and again is its failure."""
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        told = "the process that did it was killed four times, or memory ran out"
        return Done(job.fingerprint, Outcome(job.name, 0, 0.0, Failure(job.name, None, "", told)), None)


def _check_workers(client: "Client", probe: Path) -> None:
    """Refuse workers that see another folder, or that do several things in one process."""
    content = probe.read_bytes()
    for address, seen in client.run(_look, probe).items():
        if seen != content:
            raise ValueError(
                f"the worker at {address} does not see {probe.parent}: use a folder that all share"
            )
    for address, worker in client.scheduler_info(n_workers=-1)["workers"].items():
        if worker["nthreads"] != 1:
            raise ValueError(
                f"the worker at {address} has {worker['nthreads']} threads and a notebook takes a process: "
                "start it with `dask worker --nworkers N --nthreads 1`"
            )


def _look(probe: Path) -> bytes | None:
    try:
        return probe.read_bytes()
    except OSError:
        return None


def _hush() -> None:
    """Lost workers are told of by what they did not finish, not by Dask's own log."""
    for name in ("distributed", "distributed.nanny", "distributed.client", "distributed.core", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
