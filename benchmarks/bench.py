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
import json
import tempfile
from pathlib import Path
from typing import Any

import texts
from case import Inputs
from stages import NAMES

RESULTS = Path(__file__).parent / "results"
PIECES, REPEATS = 21_268, 3


def main() -> None:
    """Measure what the command asks for."""
    given = _arguments()
    if given.page:
        import page

        page.write(RESULTS)
    elif given.profile:
        import whole

        whole.measure(
            given.profile, given.articles, given.out, workers=given.workers, length=given.length,
            parameters=given.parameter,
        )  # fmt: skip
    else:
        _bench(given)


def _bench(given: argparse.Namespace) -> None:
    """Measure every stage, and print, write and compare the results."""
    import interleaved
    import machine
    import results

    names = given.stages or list(NAMES)
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        about = prepare(Path(scratch), given.articles, given.pieces)
        print(f"{about['pieces']:,} pieces, {about['mb']:.1f} MB: {about['source']}", flush=True)
        rows, left_out = [], []
        for name in names:
            found, without = interleaved.stage(name, Path(scratch), given.repeats)
            rows += found
            left_out += without
            print(results.table(found), *without, sep="\n", flush=True)
    measured = {
        **machine.describe(), "texts": about, "repeats": given.repeats, "rows": rows, "left_out": left_out
    }  # fmt: skip
    for line in results.compare(measured, results.last(given.out, measured)):
        print(line)
    path = results.keep(measured, given.out)
    results.draw(measured, path.with_suffix(".png"))
    print(f"written: {path}")


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
    parser.add_argument(
        "--length",
        type=int,
        default=0,
        help="cut a profile's articles into pieces of about so many characters",
    )
    parser.add_argument(
        "-p", "--parameter", nargs=2, action="append", default=[], help="NAME VALUE of runs that are profiled"
    )
    parser.add_argument("--page", action="store_true", help="write the newest results into docs/speed.md")
    given = parser.parse_args()
    if given.articles and not given.articles.is_file():
        parser.error(
            f"{given.articles} is not there: give a file of JSON lines, or none for made-up articles"
        )
    return given


if __name__ == "__main__":
    main()
