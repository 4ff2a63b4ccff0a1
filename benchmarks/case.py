"""One case of a stage, in a process of its own: what `bench.py` starts, and what stages and cases are.

    python benchmarks/case.py STAGE NUMBER FOLDER [--quality]

The case's own libraries are imported and its data loaded first; then the peak of memory is set back and the
work is timed. What was measured is written to FOLDER/measured.json.
"""

import argparse
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

Work = Callable[[], Any]
PEERS = Path(__file__).parents[1] / "outputs" / "peers"


@dataclass(frozen=True)
class Inputs:
    """The texts that all cases of a run get: `pieces` of about a kilobyte, evenly thinned to `most`."""

    folder: Path
    most: int = 1_000_000_000

    @cached_property
    def pieces(self) -> list[str]:
        """The texts, in the order of the articles."""
        return self.kept("pieces")

    def kept(self, name: str, *, whole: bool = False) -> list[Any]:
        """A list that lies in the folder, evenly thinned unless the whole is asked for."""
        every = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        n = len(every) if whole else min(self.most, len(every))
        return [every[at * len(every) // n] for at in range(n)]

    def keep(self, name: str, values: list[Any]) -> None:
        """Write a list for the cases that are to come."""
        (self.folder / f"{name}.json").write_text(json.dumps(values), encoding="utf-8")


@dataclass(frozen=True)
class Case:
    """One way to do a stage. `begin` imports and loads what it takes, and returns the work to be timed.

    `needs`: the module without which it is left out. `most`: texts that it is given at the most, where it is
    slow. `asked`: how many times as fast as this one sourcewise has to be; None where nothing is asked.
    `less`: it does less than the stage, and shows what that part alone takes.
    """

    who: str
    begin: Callable[[Inputs], Work]
    _: KW_ONLY
    needs: str = ""
    most: int = 1_000_000_000
    asked: float | None = None
    less: bool = False


@dataclass(frozen=True)
class Stage:
    """A piece of work and who does it; the first case is sourcewise, which the others are compared with.

    `amount` of `unit` is what the work on these inputs comes to, so that a rate is `amount` / seconds.
    `quality` tells in numbers how good what a case gave is. `once` prepares a folder of inputs. `clock`:
    seconds of the processor on one core, or of the wall where several processes work. `asked`: rate that
    sourcewise has to reach.
    """

    name: str
    unit: str
    cases: tuple[Case, ...]
    amount: Callable[[Inputs, Case], float]
    _: KW_ONLY
    quality: Callable[[Inputs, Case, Any], dict[str, float]] | None = None
    once: Callable[[Inputs], None] | None = None
    clock: Literal["processor", "wall"] = "processor"
    asked: float | None = None


def megabytes(inputs: Inputs, _: Case) -> float:
    """UTF-8 bytes of the texts, in millions."""
    return sum(len(text.encode("utf-8", "replace")) for text in inputs.pieces) / 1e6


def measure(stage: Stage, case: Case, inputs: Inputs, *, quality: bool) -> dict[str, Any]:
    """Time the work of one case once."""
    size = len(inputs.pieces)  # read now, not while the clock runs
    started = time.perf_counter()
    work = case.begin(inputs)
    loaded = time.perf_counter() - started
    before, reset = _memory("VmRSS"), _forget_peak()
    clock, processor = time.perf_counter(), _processor()
    result = work()
    measured = {"wall": time.perf_counter() - clock, "processor": _processor() - processor}
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    measured |= {"load_seconds": loaded, "load_mb": before, "peak_mb": max(_memory("VmHWM"), children)}
    measured |= {"peak_of_work": reset, "texts": size, "amount": stage.amount(inputs, case)}
    if quality and stage.quality:
        measured["quality"] = stage.quality(inputs, case, result)
    return measured


def _processor() -> float:
    """Seconds of the processor of this process and its finished children."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _memory(what: str) -> float:
    """Megabytes of this process: VmRSS is held now, VmHWM was the most. Elsewhere than on Linux the most."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    line = next(line for line in status.splitlines() if line.startswith(f"{what}:"))
    return int(line.split()[1]) * 1024 / 1e6


def _forget_peak() -> bool:
    """Set the peak of memory back to what is held now; whether the system lets us."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return False
    return True


def main() -> None:
    """Measure the case that the command names."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stage")
    parser.add_argument("number", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quality", action="store_true")
    given = parser.parse_args()
    sys.path.append(os.environ.get("BENCH_PEERS", str(PEERS)))  # last: the project's own packages win
    stage = importlib.import_module(f"stages.{given.stage}").STAGE
    case = stage.cases[given.number]
    measured = measure(stage, case, Inputs(given.folder, case.most), quality=given.quality)
    (given.folder / "measured.json").write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    sys.modules["case"] = sys.modules["__main__"]  # stages import Case from here, once
    main()
