"""Every stage of sourcewise beside what a user would take instead, on the same texts, in one run.

    make bench
    python benchmarks/bench.py [--articles FILE.jsonl.gz] [--pieces N] [--repeats N] [--stages NAMES]
    python benchmarks/bench.py --profile 100 1000 [--articles FILE.jsonl.gz]
    python benchmarks/bench.py --page

Each case runs in a process of its own, on one core, sourcewise and its peers in turn, and the median counts.
What is measured is written to benchmarks/results as a dated JSON file with a figure, and compared with the
last such file of the same kind of machine. Without a file of articles a corpus of the same shape is made up.
Peers that are not there are left out aloud; `make bench-peers` gets them.
"""

import argparse
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import texts
from case import PEERS, Case, Inputs, Stage
from stages import NAMES

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PIECES, REPEATS, LIMIT = 21_268, 3, 3_600
ONE_CORE = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS"),
    "1",
)
SETTINGS = {"PYTHONHASHSEED": "0", "TOKENIZERS_PARALLELISM": "false", "SOURCE_DATE_EPOCH": "0"}
SUGGESTED = "`make bench-peers` puts it beside the project"


def main() -> None:
    """Measure what the command asks for."""
    given = _arguments()
    if given.page:
        import page

        page.write(RESULTS)
    elif given.profile:
        import whole

        whole.measure(given.profile, given.articles, given.out, workers=given.workers)
    else:
        _bench(given)


def _bench(given: argparse.Namespace) -> None:
    """Measure every stage, and print, write and compare the results."""
    import machine
    import results

    names = given.stages or list(NAMES)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        about = prepare(Path(scratch), given.articles, given.pieces)
        print(f"{about['pieces']:,} pieces, {about['mb']:.1f} MB: {about['source']}", flush=True)
        rows, left_out = [], []
        for name in names:
            found, without = stage(name, Path(scratch), given.repeats)
            rows += found
            left_out += without
            print(results.table(found), *without, sep="\n", flush=True)
    measured = {
        **machine.describe(), "texts": about, "repeats": given.repeats, "rows": rows, "left_out": left_out
    }  # fmt: skip
    for line in results.compare(measured, results.last(given.out, measured)):
        print(line)
    print(f"written: {results.write(measured, given.out)}")


def prepare(folder: Path, articles: Path | None, wanted: int) -> dict[str, Any]:
    """Lay the texts into a folder: pieces, paragraphs, and the articles that they come from."""
    every = texts.read(articles) if articles else texts.made_up()
    used, pieces = texts.enough(every, wanted)
    inputs = Inputs(folder)
    inputs.keep("pieces", pieces)
    inputs.keep("texts", [article["text"] for article in used])
    inputs.keep("paragraphs", sorted({line.strip() for one in used for line in one["text"].split("\n")}))
    (folder / "articles").mkdir()
    lines = [json.dumps(article) + "\n" for article in used]
    (folder / "articles" / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    source = f"articles of {articles.name}" if articles else "made up, of the shape of news"
    size = sum(len(piece.encode("utf-8", "replace")) for piece in pieces) / 1e6
    return {"source": source, "articles": len(used), "pieces": len(pieces), "mb": round(size, 3)}


def stage(name: str, folder: Path, repeats: int) -> tuple[list[dict[str, Any]], list[str]]:
    """A row a case of one stage, its cases measured in turn; and what was left out."""
    described: Stage = importlib.import_module(f"stages.{name}").STAGE
    there, left_out = [], []
    for number, case in enumerate(described.cases):
        if case.needs and not _found(case.needs):
            left_out.append(
                f"left out of {described.name}: {case.who}, since {case.needs} is missing: {SUGGESTED}"
            )
        else:
            there.append(number)
    if described.once:
        _child([str(HERE / "once.py"), name, str(folder)])
    measured: dict[int, list[dict[str, Any]]] = {number: [] for number in there}
    for turn in range(repeats):
        for number in there[turn % len(there) :] + there[: turn % len(there)]:
            quality = () if turn else ("--quality",)
            failed = _child([str(HERE / "case.py"), name, str(number), str(folder), *quality])
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
        "stage": stage.name, "who": case.who, "texts": runs[0]["texts"], "amount": round(runs[0]["amount"], 3),
        "unit": stage.unit, "clock": stage.clock, "seconds": round(median(seconds), 4),
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


def _found(module: str) -> bool:
    """Whether a peer can be imported, from the environment or from beside the project."""
    if importlib.util.find_spec(module):
        return True
    return any(
        (Path(os.environ.get("BENCH_PEERS", PEERS)) / name).exists() for name in (module, f"{module}.py")
    )


def _child(command: list[str]) -> str:
    """Run a script in a process of its own; the last line of what it complains of, or "" where all is well."""
    environment = {**os.environ, **ONE_CORE, **SETTINGS}
    try:
        done = subprocess.run(
            [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {LIMIT} s"
    return done.stderr.strip().rpartition("\n")[2][:300] or "ended badly" if done.returncode else ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=Path, metavar="FILE", help="JSON lines with a `text`, gzipped or not"
    )
    parser.add_argument("--pieces", type=int, default=PIECES, help="texts of about a kilobyte")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--stages", nargs="+", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="FOLDER")
    parser.add_argument("--profile", nargs="+", type=int, metavar="N", help="whole runs of so many articles")
    parser.add_argument("--workers", type=int, default=1, help="of a run that is profiled")
    parser.add_argument("--page", action="store_true", help="write the newest results into docs/speed.md")
    given = parser.parse_args()
    if given.articles and not given.articles.is_file():
        parser.error(
            f"{given.articles} is not there: give a file of JSON lines, or none for made-up articles"
        )
    return given


if __name__ == "__main__":
    main()
