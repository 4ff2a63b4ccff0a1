"""A grid that is killed again and again: does it end as an undisturbed one, with no finished stage run twice?

    python benchmarks/grid_kills.py [--light] [--small] [--kills N] [--seed N] [FOLDER]

Runs a grid of 64 runs on the seeds three times: undisturbed, with `kill -9` of the driver at N random moments
(each time taken up again), and with `kill -9` of a worker at N random moments. `--light` has notebooks that
only write a finding. Prints what was the same; exit code 1 where not all was.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
GRID = f"""
corpus: {ROOT / "seeds"}
parameters: {{n_seeds: 2}}
axes:
  lexicon: [mean, vader, afinn, textblob]
  voice: [outlet, quoted, reported, all]
  k: {{few: {{n_topics: 3}}, more: {{n_topics: 5}}}}
  seed: [1, 2]
primary: {{lexicon: mean, voice: outlet, k: more, seed: 1}}
"""
LIGHT = {
    "01_corpus": "", "02_exploration": "voice: str = 'outlet'  # whose words",
    "03_topics": "n_topics: int = 5  # topics\nseed: int = 1  # starts\nn_seeds: int = 2  # fits",
    "04_sentiment": "lexicon: str = 'mean'  # score", "05_report": "",
}  # fmt: skip
SOURCE = """
from pathlib import Path
from sourcewise.analysis import findings
articles = len(list(Path(run, "corpus").iterdir()))
names = ("voice", "lexicon", "n_topics", "seed")
told = {name: str(globals()[name]) for name in names if name in globals()}
Path(run, "tables").mkdir(exist_ok=True)
Path(run, "tables", "NAME.csv").write_text(f"{articles} {told}")
findings.save([findings.make("area.n_NAME.x", f"{told}", estimate=1, reason="None.", cell="x")], run, "NAME")
"""


def main() -> None:
    """Run the three grids and compare them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--small", action="store_true", help="16 runs instead of 64")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    place = args.folder or Path(tempfile.mkdtemp(prefix="grid-kills-"))
    place.mkdir(parents=True, exist_ok=True)
    grid = GRID.replace("[outlet, quoted, reported, all]", "[outlet]") if args.small else GRID
    (place / "grid.yaml").write_text(grid)
    notebooks = ["--notebooks", str(write_light(place / "notebooks"))] if args.light else []
    rng = random.Random(args.seed)
    begun = time.monotonic()
    finish(start(place, "undisturbed", notebooks))
    seconds = time.monotonic() - begun
    print(f"undisturbed: {seconds:.0f} s, {len(ran(place / 'undisturbed'))} stages", flush=True)
    drivers = [rng.uniform(0.08, 0.3) * seconds for _ in range(args.kills)]
    kill_drivers(place, notebooks, drivers)
    kill_workers(place, notebooks, sorted(rng.uniform(0.15, 0.9) * seconds for _ in range(args.kills)), rng)
    good = [report(place, name) for name in ("drivers", "workers")]
    sys.exit(0 if all(good) else 1)


def start(place: Path, name: str, notebooks: list[str]) -> subprocess.Popen:
    """Begin the grid, or go on with it."""
    command = [Path(sys.executable).with_name("sourcewise"), "batch", place / "grid.yaml", "-o", place / name]
    log = (place / f"{name}.txt").open("a")
    return subprocess.Popen([*command, *notebooks], stdout=log, stderr=log)


def finish(process: subprocess.Popen) -> None:
    """Wait for a grid that must end well."""
    if process.wait() != 0:
        sys.exit(f"the grid ended with {process.returncode}")


def kill_drivers(place: Path, notebooks: list[str], moments: list[float]) -> None:
    """Kill the driver after so many seconds of each start, then let the grid come to its end.

    A start that is over before its moment is not counted, and said.
    """
    for seconds in moments:
        process = start(place, "drivers", notebooks)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = finished(place / "drivers")
        print(
            f"driver after {seconds:.1f} s: {'killed' if alive else 'was done'}, {len(before)} stages",
            flush=True,
        )
        (place / "finished.json").write_text(json.dumps(before))
    finish(start(place, "drivers", notebooks))
    now = finished(place / "drivers")
    again = [name for name, at in before.items() if now.get(name) != at]
    print(f"finished before the last kill and written again: {len(again)} {again[:3]}", flush=True)


def kill_workers(place: Path, notebooks: list[str], moments: list[float], rng: random.Random) -> None:
    """Kill a worker of one grid at so many seconds from its start."""
    process, begun = start(place, "workers", notebooks), time.monotonic()
    for seconds in moments:
        while time.monotonic() - begun < seconds and process.poll() is None:
            time.sleep(0.05)
        found = workers(process.pid)
        if found:
            os.kill(rng.choice(found), signal.SIGKILL)
        done = len(finished(place / "workers"))
        print(f"worker at {seconds:.1f} s: {'killed' if found else 'none there'}, {done} stages", flush=True)
    finish(process)


def workers(pid: int) -> list[int]:
    """The processes of a driver that do its stages."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
            line = (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == pid and b"spawn_main" in line:
            found.append(int(stat.parent.name))
    return sorted(found)


def finished(out: Path) -> dict[str, int]:
    """When each finished stage was written."""
    return {path.parent.name: path.stat().st_mtime_ns for path in sorted(out.glob("stages/*/stage.json"))}


def ran(out: Path) -> Counter:
    """How often the log says that each stage came to its end."""
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    done = [line for line in lines if line["event"] == "stage" and line["ran"] and not line["failed"]]
    return Counter((line["stage"], line["fingerprint"]) for line in done)


def content(out: Path) -> dict[str, bytes]:
    """Every file but the logs, and what the stages were kept in."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "log.jsonl"
    }


def report(place: Path, name: str) -> bool:
    """Say in what a grid differs from the undisturbed one."""
    first, other = content(place / "undisturbed"), content(place / name)
    differ = sorted(file for file in first.keys() | other.keys() if first.get(file) != other.get(file))
    twice = [stage for stage, times in ran(place / name).items() if times > 1]
    print(f"{name}: {len(first)} files, {len(differ)} differ {differ[:5]}, {len(twice)} stages ran twice")
    return not differ and not twice


def write_light(folder: Path) -> Path:
    """Notebooks that do almost nothing."""
    folder.mkdir(exist_ok=True)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for name, parameters in LIGHT.items():
        own = '# run is set by the run\nrun: str = ".."  # folder of the run\n'
        sources = [own + parameters, SOURCE.replace("NAME", name)]
        cells = [
            {"cell_type": "code", "execution_count": None, "outputs": [], "source": source, "metadata": {}}
            for source in sources
        ]
        cells[0]["metadata"] = {"tags": ["parameters"]}
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": spec}, "cells": cells}
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook))
    return folder


if __name__ == "__main__":
    main()
