"""The cases of a stage measured in turn, each in a process of its own on one core."""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from case import PEERS, Case, Stage

HERE = Path(__file__).parent
LIMIT = 3_600  # seconds that one case may take
THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "POLARS_MAX_THREADS",
    "RAYON_NUM_THREADS",
)
ONE_CORE = dict.fromkeys(THREADS, "1")
SETTINGS = {"PYTHONHASHSEED": "0", "TOKENIZERS_PARALLELISM": "false", "SOURCE_DATE_EPOCH": "0"}
SUGGESTED = "`make bench-peers` puts it beside the project"


def stage(name: str, folder: Path, repeats: int) -> tuple[list[dict[str, Any]], list[str]]:
    """A row a case of one stage, its cases measured in turn; and what was left out."""
    described: Stage = importlib.import_module(f"stages.{name}").STAGE
    there, left_out = [], []
    for number, case in enumerate(described.cases):
        if case.needs and not is_there(case.needs):
            why = f"{case.needs} is missing: {SUGGESTED}"
            left_out.append(f"left out of {described.name}: {case.who}, since {why}")
        else:
            there.append(number)
    if described.once and (failed := _child(["once.py", name, str(folder)])):
        return [], [f"failed: {described.name}: {failed}"]
    measured: dict[int, list[dict[str, Any]]] = {number: [] for number in there}
    for turn in range(repeats):
        for number in there[turn % len(there) :] + there[: turn % len(there)]:
            quality = () if turn else ("--quality",)
            failed = _child(["case.py", name, str(number), str(folder), *quality])
            if failed:
                left_out.append(f"failed: {described.cases[number].who}: {failed}")
                continue
            measured[number].append(json.loads((folder / "measured.json").read_text(encoding="utf-8")))
    done = {number: runs for number, runs in measured.items() if runs}
    first = _rate(described, done[0]) if 0 in done else None
    return [_row(described, described.cases[at], runs, first) for at, runs in done.items()], left_out


def _row(stage: Stage, case: Case, runs: Sequence[dict[str, Any]], first: float | None) -> dict[str, Any]:
    """One case's line of the table: medians, and how many times as fast sourcewise is."""
    seconds = sorted(one[stage.clock] for one in runs)
    rate = _rate(stage, runs)
    own = case is stage.cases[0]
    asked = stage.asked if own else case.asked
    ratio = first / rate if first else None
    reached = rate if own else ratio
    return {
        "stage": stage.name, "who": case.who, "less": case.less, "texts": runs[0]["texts"],
        "amount": round(runs[0]["amount"], 3), "unit": stage.unit, "clock": stage.clock,
        "seconds": round(median(seconds), 4),
        "least": round(seconds[0], 4), "most": round(seconds[-1], 4), "runs": len(runs),
        "wall": round(median(one["wall"] for one in runs), 4),
        "rate": float(f"{rate:.4g}"), "ratio": ratio and float(f"{ratio:.4g}"),
        "asked": asked, "met": None if asked is None or reached is None else bool(reached >= asked),
        "peak_mb": round(median(one["peak_mb"] for one in runs)),
        "load_mb": round(median(one["load_mb"] for one in runs)),
        "load_seconds": round(median(one["load_seconds"] for one in runs), 2),
        "quality": next((one["quality"] for one in runs if "quality" in one), {}),
    }  # fmt: skip


def _rate(stage: Stage, runs: Sequence[dict[str, Any]]) -> float:
    """Units a second, by the median."""
    return runs[0]["amount"] / max(median(one[stage.clock] for one in runs), 1e-9)


def is_there(module: str) -> bool:
    """Whether a peer can be imported, from the environment or from beside the project."""
    beside = Path(os.environ.get("BENCH_PEERS", PEERS))
    return bool(importlib.util.find_spec(module)) or (beside / module).exists()


def _child(command: list[str]) -> str:
    """Run a script in a process of its own; the last line of its complaint, or ""."""
    script, *arguments = command
    environment = {**os.environ, **ONE_CORE, **SETTINGS}
    try:
        done = subprocess.run(
            [sys.executable, HERE / script, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {LIMIT} s"
    return done.stderr.strip().rpartition("\n")[2][:300] or "ended badly" if done.returncode else ""
