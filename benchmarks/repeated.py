"""A small corpus run again and again in one process: does anything grow?

    python benchmarks/repeated.py [--runs 50] [--light] [--corpus FOLDER]

After each run the memory that the process holds (RSS), its open files, threads and the processes below it are
noted. The first runs load what is loaded once, and are left out of the slope. Exit code 1 where memory grows
by more than GROWTH over the runs that are judged, or anything else is left behind. `--light` has notebooks
that only write a finding; without it the real five run on the seeds.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
from grid_kills import ROOT, write_light

from sourcewise.runs import pipeline

SETTLING = 5  # runs after which memory is judged
GROWTH = 0.05  # of the memory at the start, over all runs that are judged
LIMIT = 600  # seconds that a notebook may take before it counts as hung


def main() -> None:
    """Run, note, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--corpus", type=Path, default=ROOT / "seeds")
    given = parser.parse_args()
    noted = []
    with tempfile.TemporaryDirectory(prefix="repeated-") as scratch:
        notebooks = write_light(Path(scratch, "notebooks")) if given.light else None
        for number in range(given.runs):
            begun = time.monotonic()
            out = Path(scratch, f"run-{number % 2}")
            how = {"notebooks": notebooks, "force": True, "progress": False, "notebook_limit": LIMIT}
            pipeline.run(given.corpus, out, **how)
            noted.append(_left_behind())
            print(f"run {number + 1}: {time.monotonic() - begun:.1f} s, {_told(noted[-1])}", flush=True)
    sys.exit(0 if _judge(np.array(noted)) else 1)


def _left_behind() -> tuple[float, int, int, int]:
    """Megabytes held, open files, threads, processes below."""
    process = psutil.Process()
    below = len(process.children(recursive=True))
    return process.memory_info().rss / 1e6, process.num_fds(), process.num_threads(), below


def _told(one: tuple[float, int, int, int]) -> str:
    memory, files, threads, below = one
    return f"{memory:.1f} MB, {files} open files, {threads} threads, {below} processes below"


def _judge(noted: np.ndarray) -> bool:
    """Say how memory and the rest went from run to run, and whether all held."""
    judged = noted[min(SETTLING, len(noted) - 1) :]
    memory, others = judged[:, 0], judged[:, 1:]
    slope = np.polyfit(np.arange(len(memory)), memory, 1)[0] if len(memory) > 2 else 0.0
    grown = slope * len(memory) / memory[0]
    more = (others[-1] - others[0]).astype(int).tolist()
    names = ("open files", "threads", "processes")
    print(f"memory: {slope:+.3f} MB a run over {len(memory)} runs, {grown:+.1%} of {memory[0]:.0f} MB")
    print(", ".join(f"{name}: {number:+}" for name, number in zip(names, more, strict=True)))
    return bool(grown <= GROWTH and max(more) <= 0)


if __name__ == "__main__":
    main()
