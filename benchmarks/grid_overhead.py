"""What a grid costs beside its notebooks' own work, and what a second worker gains.

    python benchmarks/grid_overhead.py [RUNS] [SECONDS]

A grid of RUNS (32) runs of one notebook that counts for about SECONDS (1), with one worker and with two;
beside it the same loop in one process and in two at once. Printed: the time of a notebook beyond its own work
(kernel, papermill, clean copy), the gain of two workers over that of two loops, and what a run more costs of
processors' time beyond that work, whoever spends it (kernel, papermill, Dask, store, report): this hangs
little on what else a machine does.
"""

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from sourcewise.runs import batch
from sourcewise.runs.pipeline import Stage

STAGE = Stage("01_work")
LOOP = """
def loop(n):  # as below: names of a module are slower to reach than those of a function
    total = 0
    for number in range(n):
        total += number * number % 7
    return total

open("../own.txt", "w").write(str(loop({rounds})))
"""


def main(runs: int, seconds: float) -> None:
    """Time the grids and the loops."""
    begun = time.perf_counter()
    loop(1_000_000)
    rounds = int(seconds * 1_000_000 / (time.perf_counter() - begun))
    place = Path(tempfile.mkdtemp(prefix="grid-overhead-"))
    for folder, n in (("one", 1), ("all", runs)):
        prepare(place / folder, n, rounds)
    begun = processors()
    loops = {1: time_loops(1, rounds, runs)}
    own = (processors() - begun) / runs
    loops[2] = time_loops(2, rounds, runs)
    spent = [processors()]
    time_grid(place / "one", 1)
    spent.append(processors())
    grids = {1: time_grid(place / "all", 1)}
    spent.append(processors())
    grids[2] = time_grid(place / "all", 2)
    for n in (1, 2):
        beyond = (grids[n] * n - loops[n] * n) / runs
        told = f"grid {grids[n]:.1f} s, loops {loops[n]:.1f} s"
        print(f"{n} worker(s): {told}, beyond own work {beyond:.2f} s a notebook")
    more = (spent[2] - spent[1]) - (spent[1] - spent[0])
    beyond = more / (runs - 1) - own
    print(f"a run more costs {beyond:.2f} s of processors beyond own work")
    gains = loops[1] / loops[2], grids[1] / grids[2]
    print(f"two loops gain {gains[0]:.2f}, two workers {gains[1]:.2f}: {gains[1] / gains[0]:.0%} of it")


def processors() -> float:
    """Seconds that this process and all that it started and saw end have had of processors."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def loop(rounds: int) -> int:
    """A plain loop that only a processor does."""
    total = 0
    for number in range(rounds):
        total += number * number % 7
    return total


def time_loops(n: int, rounds: int, runs: int) -> float:
    """Seconds for `runs` loops, `n` at once."""
    with multiprocessing.get_context("spawn").Pool(n) as pool:
        pool.map(loop, [1000] * n)
        begun = time.perf_counter()
        pool.map(loop, [rounds] * runs, chunksize=1)
        return time.perf_counter() - begun


def time_grid(place: Path, workers: int) -> float:
    """Seconds from the start of the first notebook to the end of the last, reports left out of it."""
    out = place / f"out-{workers}"
    how = {"notebooks": place / "notebooks", "stages": [STAGE], "progress": False, "workers": workers}
    results, _ = batch.batch(place / "grid.yaml", out, **how)
    assert not any(result.failure for result in results)
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    return sum(line["seconds"] for line in lines if line.get("stage") == STAGE.name) / workers


def prepare(place: Path, runs: int, rounds: int) -> None:
    """A corpus of one article, the notebook, and the grid of so many seeds."""
    (place / "corpus").mkdir(parents=True)
    text = "The ministry said on Monday that talks on trade went on, and nobody left the table before noon.\n"
    (place / "corpus" / "a.txt").write_text(text * 5)
    (place / "notebooks").mkdir()
    parameters = "# set by the run\nrun: str = '..'  # folder of the run\nseed: int = 1  # a number"
    cells = [
        {"cell_type": "code", "execution_count": None, "outputs": [], "source": source, "metadata": {}}
        for source in (parameters, LOOP.replace("{rounds}", str(rounds)))
    ]
    cells[0]["metadata"] = {"tags": ["parameters"]}
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": spec}, "cells": cells}
    (place / "notebooks" / f"{STAGE.name}.ipynb").write_text(json.dumps(notebook))
    seeds = ", ".join(map(str, range(runs)))
    (place / "grid.yaml").write_text(f"corpus: corpus\naxes: {{seed: [{seeds}]}}\nprimary: {{seed: 0}}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 32, float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
