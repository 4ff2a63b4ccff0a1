"""What several tests share: the command, one run of the seeds made by it, a Dask scheduler of one's own."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from distributed.utils import json_load_robust

ROOT = Path(__file__).parents[1]
LOOPBACK = ("--host", "127.0.0.1", "--no-dashboard")
ANY_PORT = ("--port", "0", "--dashboard-address", "127.0.0.1:0")


def call(*arguments, cwd=ROOT, **environment):
    command = [Path(sys.executable).with_name("sourcewise"), *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}, timeout=300
    )


@pytest.fixture(scope="session")
def sourcewise():
    """The command as a user calls it: what it prints, and its exit code."""
    return call


@pytest.fixture(scope="session")
def seeds_run(tmp_path_factory):
    """Folder of a finished run of the seeds."""
    out = tmp_path_factory.mktemp("first") / "seeds"
    done = call("run", "seeds", "-o", out)
    assert done.returncode == 0, done.stderr
    return out


def dask(*arguments):
    command = [sys.executable, "-m", "dask", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextlib.contextmanager
def with_scheduler(place):
    """`dask scheduler` and two `dask worker` that keep their files in a folder; gives the address.

    The scheduler's file is there before anything is written into it: it is read until it says something.
    """
    file = place / "scheduler.json"
    worker = (*LOOPBACK, "--nthreads", 1, "--local-directory", place, "--scheduler-file", file)
    processes = [dask("scheduler", *LOOPBACK, *ANY_PORT, "--scheduler-file", file)]
    processes += [dask("worker", *worker) for _ in range(2)]
    try:
        yield json_load_robust(file, timeout=120)["address"]
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(20)


@pytest.fixture(scope="session")
def own_scheduler():
    """`dask scheduler` and two workers on loopback, as a user starts them: a context, the address."""
    return with_scheduler
