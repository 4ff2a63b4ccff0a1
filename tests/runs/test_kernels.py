"""Kernels that a server forks: no different from cold ones, apart from each other, gone with who asked."""

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from sourcewise.runs import kernel_process, kernel_server
from sourcewise.runs.execute import Task
from sourcewise.runs.workers import crew, work_off

BYTES = """
import multiprocessing, os, signal, subprocess, sys
import matplotlib.pyplot as plt, numpy as np, pandas as pd
print(sorted(name for name in os.environ if not name.startswith("KMP_")))  # set when sklearn is loaded
print(sys.argv[1:2], os.getcwd(), sys.flags, sys.path, __name__)
subprocess.run("echo from below; echo and aside >&2; cat", shell=True)
print(np.random.default_rng(7).normal(size=3), {"Kyiv", "Moscow", "Beijing"}, file=sys.stderr)
print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGCHLD), multiprocessing.parent_process())
plt.plot([1, 2], [3, 4]); plt.title(plt.get_backend())
pd.DataFrame({"outlet": ["TASS", "NEO"], "share": [.25, 1 / 3]})
"""
STATE = """
import builtins, os, random, sys
import numpy as np, pandas as pd, matplotlib
print(hasattr(builtins, "left"), "LEFT" in os.environ, os.getcwd(), pd.get_option("display.max_rows"))
print(matplotlib.rcParams["figure.dpi"], np.get_printoptions()["precision"], os.getpid())
print(random.random(), np.random.random(), np.random.default_rng().random())
builtins.left = os.environ["LEFT"] = "x"
pd.set_option("display.max_rows", 3); matplotlib.rcParams["figure.dpi"] = 11; np.set_printoptions(2)
random.seed(1), np.random.seed(1), os.chdir("/")
None
"""
WHO = "import os; print(open(f'/proc/{os.getppid()}/cmdline').read())"
LEAVE = """
import os, subprocess, time
from pathlib import Path
below = subprocess.Popen(["sleep", "60"])
Path("part").write_text(f"{os.getpid()} {below.pid} {os.getppid()} {os.environ['JPY_PARENT_PID']}")
Path("part").rename("NAME")
time.sleep(60)
"""
DRIVE = """
import sys
from pathlib import Path
from sourcewise.runs.execute import Task
from sourcewise.runs.workers import crew, work_off
if __name__ == "__main__":
    with crew(1) as workers:
        tasks = [Task(Path(file), Path(sys.argv[1]), {}, {}, 60) for file in sys.argv[2:]]
        for outcome in work_off(workers, tasks, {}, lambda *_: None):
            print(outcome.failure.error, flush=True)
"""
NAMES = ("driver", "kernel", "below", "server", "worker")

linux = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """What the same notebooks print, and their copies, forked and cold; and what stopped which."""
    sources = {"who": WHO, "bytes": BYTES, "a": STATE, "b": STATE}
    sources |= {"kills": "import os, time; os.kill(os.getppid(), 9); time.sleep(30)", "after": WHO}
    return {warm: execute(tmp_path_factory.mktemp("run"), sources, warm=warm) for warm in (True, False)}


def execute(folder, sources, *, warm):
    """Execute notebooks of a cell each; return outcomes and copies by name."""
    if not warm:
        sources = {name: source for name, source in sources.items() if name in ("who", "bytes")}
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST")  # ipykernel would not capture what other processes print
        patch.setattr(sys, "platform", "linux" if warm else "darwin")
        with crew(1) as workers:
            patch.undo()
            (folder / "out").mkdir()
            for name, source in sources.items():
                cells = [v4.new_code_cell(source, id="cell")]
                nbformat.write(v4.new_notebook(cells=cells), folder / f"{name}.ipynb")
            tasks = [
                Task(folder / f"{name}.ipynb", folder / "out", {}, {str(folder): "HERE"}, 60)
                for name in sources
            ]
            outcomes = list(work_off(workers, tasks, {}, lambda *_: None))
    failures = {outcome.name: outcome.failure for outcome in outcomes}
    return failures, {name: json.loads((folder / "out" / f"{name}.ipynb").read_text()) for name in sources}


def printed(copy):
    outputs = copy["cells"][-1]["outputs"]
    return "".join("".join(out["text"]) for out in outputs if out["output_type"] == "stream")


@linux
def test_kernels_are_forked_and_cold_ones_where_the_server_is_gone(executed):
    failed, copies = executed[True]
    assert {name for name, failure in failed.items() if failure} == {"kills"}
    assert failed["kills"].error.startswith("the kernel died")
    told = {name: "sourcewise.runs.kernel_server" in printed(copies[name]) for name in ("who", "after")}
    assert told == {"who": True, "after": False}


def test_a_forked_kernel_and_a_cold_one_write_the_same(executed):
    (_, forked), (failed, cold) = executed[True], executed[False]
    assert not any(failed.values())
    assert "from below\n" in printed(cold["bytes"])
    assert "image/png" in str(cold["bytes"])
    assert forked["bytes"] == cold["bytes"]


@linux
def test_what_a_notebook_changes_does_not_reach_the_next_nor_do_they_draw_the_same(executed):
    _, copies = executed[True]
    first, second = (printed(copies[name]).splitlines() for name in ("a", "b"))
    assert first[0] == second[0] == "False False HERE/out 60"
    assert first[1].split()[:2] == second[1].split()[:2] == ["100.0", "8"]
    assert len({*first[1].split(), *second[1].split()}) == 4  # two processes
    assert len({*first[2].split(), *second[2].split()}) == 6  # six numbers


@pytest.mark.parametrize("name", kernel_server.LOADED)
def test_what_the_server_loads_is_there(name):
    assert importlib.util.find_spec(name)


@linux
def test_whoever_is_killed_no_process_is_left_and_it_is_told(notebook, tmp_path):
    killed = ("kernel", "worker", "driver")
    (tmp_path / "drive.py").write_text(DRIVE)
    (tmp_path / "out").mkdir()
    paths = [notebook(name, LEAVE.replace("NAME", name)) for name in killed]
    command = [sys.executable, tmp_path / "drive.py", tmp_path / "out", *paths]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as driver:
        for who in killed:
            told = tmp_path / "out" / who
            wait(told.exists)
            numbers = dict(zip(NAMES, [driver.pid, *map(int, told.read_text().split())], strict=True))
            assert all(map(alive, numbers.values()))
            os.kill(numbers[who], signal.SIGKILL)
            wait(lambda ended=(numbers["kernel"], numbers["below"]): not any(map(alive, ended)))
        wait(lambda: not any(map(alive, numbers.values())))
        told = driver.stdout.read().splitlines()
    assert [line.partition(":")[0].partition(",")[0] for line in told] == [
        "the kernel died", "the process that executed it was killed",
    ]  # fmt: skip


def test_where_no_server_can_be_there_is_none(tmp_path):
    folder = tmp_path / ("x" * 200)
    folder.mkdir()
    with kernel_process.serving(folder) as address:
        assert address == ""
    with pytest.raises(FileNotFoundError):
        kernel_process.Process(str(tmp_path / "nobody"), {})


def answer(folder, *said):
    """Play a server that says this to whoever asks, and ends; return its address."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(str(folder / "kernels"))
    listener.listen()

    def speak():
        with listener, listener.accept()[0] as channel:
            channel.recv(99)
            for one in said:
                channel.send(one)

    threading.Thread(target=speak, daemon=True).start()
    return str(folder / "kernels")


@linux
@pytest.mark.parametrize("said", [[], [b"ended 1"]])
def test_a_fork_that_ends_before_it_is_a_kernel_is_none(tmp_path, said):
    with pytest.raises(ConnectionResetError):
        kernel_process.Process(answer(tmp_path, *said), {})


@linux
@pytest.mark.parametrize(("said", "code"), [([b"ended 0"], 0), ([b"ended -15"], -15), ([], -9)])
def test_what_a_kernel_ended_with_is_told_and_without_a_server_it_ends(tmp_path, said, code):
    with subprocess.Popen(["sleep", "60"], start_new_session=True) as sleeper:
        process = kernel_process.Process(answer(tmp_path, f"began {sleeper.pid}".encode(), *said), {})
        assert process.pid == sleeper.pid
        assert process.poll(10) == process.wait() == process.poll() == code
        if said:
            assert sleeper.poll() is None
            sleeper.kill()
        assert sleeper.wait(5) == -9


def wait(reached):
    deadline = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(pid):
    """Whether a process runs; one that ended and is not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
