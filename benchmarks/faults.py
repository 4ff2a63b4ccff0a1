"""What a careless world does to sourcewise: hostile texts, killed processes, fifty runs in a row.

    make faults
    python benchmarks/faults.py [--examples 2000] [--runs 50] [--kills 5] [--only properties kills runs]

- properties: the property tests of the corpus room (readers, spans, ledger), each with so many examples.
- kills: `grid_kills.py`, a grid whose driver and workers are killed at random moments.
- runs: a small corpus run so many times in one process; memory, open files, threads and processes after each.

Prints what held; exit code 1 where not all did.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent


def properties(given: argparse.Namespace) -> bool:
    """Property tests with many examples, of everything that reads strangers' text or counts characters."""
    environment = {**os.environ, "PYTHONPATH": str(HERE), "EXAMPLES": str(given.examples)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "many_examples", "-m", "hypothesis", "-n", "auto"]
    return _call([*command, *(str(ROOT / place) for place in given.tests)], environment)


def kills(given: argparse.Namespace) -> bool:
    """A grid on the seeds that is killed again and again; with notebooks that do little, but for `--full`."""
    size = () if given.full else ("--light", "--small")
    return _call([sys.executable, str(HERE / "grid_kills.py"), *size, "--kills", str(given.kills)])


def runs(given: argparse.Namespace) -> bool:
    """Many runs in one process."""
    light = () if given.full else ("--light",)
    return _call([sys.executable, str(HERE / "repeated.py"), "--runs", str(given.runs), *light])


PARTS: dict[str, Callable[[argparse.Namespace], bool]] = {
    "properties": properties,
    "kills": kills,
    "runs": runs,
}


def main() -> None:
    """Do each part and say which held."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=2_000, help="of each property test")
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--kills", type=int, default=5, help="of the driver, and of workers")
    parser.add_argument("--full", action="store_true", help="the real notebooks, and a grid of 64 runs")
    parser.add_argument("--tests", nargs="+", default=["tests/corpus"], help="where the property tests stand")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    given = parser.parse_args()
    held = {name: PARTS[name](given) for name in given.only}
    for name, good in held.items():
        print(f"{name}: {'held' if good else 'FAILED'}")
    sys.exit(0 if all(held.values()) else 1)


def _call(command: list[str], environment: dict[str, str] | None = None) -> bool:
    print("$", *(Path(part).name if part == sys.executable else part for part in command), flush=True)
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


if __name__ == "__main__":
    main()
