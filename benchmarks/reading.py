"""Reading a corpus: CPU seconds by room, characters a second, and what a second worker gains.

`python benchmarks/reading.py FOLDER_OR_FILE` reads a folder or a table of articles as `sourcewise run` does
and tells for each room its CPU seconds and its share; beside them, in the same run, what libraries' own calls
on the same texts take (nupunkt, py3langid), and a plain pass over all words.
`--articles N` takes N articles evenly out of a table. `--workers` tells in place of that how much faster two
processes are than one, beside what two copies of a plain loop gain at the same time on the same machine.
"""

import argparse
import gzip
import multiprocessing
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sourcewise.corpus import batches, build, document, tables
from sourcewise.corpus.batches import Source
from sourcewise.corpus.cleaning import residue
from sourcewise.corpus.fields import override
from sourcewise.corpus.inputs import read, sidecar
from sourcewise.corpus.voices import marks, passages, quotes, segments, speakers, stops, stretches
from sourcewise.corpus.window import Window

ROOMS = (
    (residue, "find_residue", "residue"), (document, "find_fields", "fields"),
    (document, "from_structure", "fields"), (override, "by_structure", "fields"),
    (override, "by_sidecar", "fields"), (segments, "find_blocks", "sentences"),
    (marks, "find_marked", "quotation marks"), (segments, "split", "sentences"),
    (speakers, "find_cues", "speakers"), (quotes, "read_quotes", "quotations"),
    (stretches, "find_stretches", "reported speech"), (passages, "cut", "passages"),
    (document, "find_signs", "signs"), (document, "_measures", "words and language"),
    (document, "parse", "rows"), (tables, "frame", "tables"), (batches, "parse_batch", "reading"),
)  # fmt: skip
"""Functions and the room that each one's own time counts to, less what it calls of the others."""
TURNS, LOOP = 3, 40_000_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, help="so many of a table, evenly")
    parser.add_argument("--workers", action="store_true", help="one process against two")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.corpus if given.corpus.is_dir() else Path(scratch)
        if given.corpus.is_file():
            _sample(given.corpus, folder / "articles.jsonl", given.articles)
        _workers(folder) if given.workers else _rooms(folder)


def _sample(table: Path, to: Path, articles: int | None) -> None:
    """Some lines of a table of JSON objects, evenly."""
    data = table.read_bytes()
    lines = (gzip.decompress(data) if table.suffix == ".gz" else data).decode("utf-8").split("\n")
    rows = [line for line in lines if line.strip()]
    count = min(articles or len(rows), len(rows))
    kept = [rows[number * len(rows) // count] for number in range(count)]
    to.write_text("\n".join(kept), encoding="utf-8")


def _rooms(folder: Path) -> None:
    """CPU seconds of every room, and of the peers."""
    source, entries, known = _opened(folder)
    texts = [one.raw for entry in entries for one in read.documents(folder, entry) if hasattr(one, "raw")]
    size = sum(map(len, texts)) / 1e6
    _warm()
    spent, running = Counter(), []
    for module, name, room in ROOMS:
        setattr(module, name, _timed(getattr(module, name), room, spent, running))
    start = time.process_time()
    seen = batches.survey(source, entries, known)
    spent["survey"] = time.process_time() - start
    found = Source(folder, repeated=seen.repeated, acronyms=seen.acronyms)
    for _ in batches.parse_all(found, entries, known, kept=seen.kept):
        pass
    whole = time.process_time() - start
    spent["reading"] += whole - spent.total()
    for room, seconds in spent.most_common():
        print(f"{room:20}{seconds:8.2f} s  {seconds / whole:6.1%}")
    print(f"{'all':20}{whole:8.2f} s  {size:.2f} million characters, {size / whole:.2f} a second a core")
    for name, call in _peers().items():
        start = time.process_time()
        for text in texts:
            call(text)
        print(f"beside: {name:40}{time.process_time() - start:8.2f} s")


def _opened(folder: Path) -> tuple[Source, list[read.Entry], Any]:
    """A corpus as `build` opens it."""
    return Source(folder), read.entries(folder)[0], sidecar.load_sidecar(folder)[0]


def _warm() -> None:
    """Compile the rules and load the models, which takes its time once a process."""
    for text in ("One sentence was said. Another was not.", "Wer liest das schon, wenn es regnet? " * 20):
        document.parse(read.RawDocument("a", "a.txt", None, "", "utf-8", "text", text), given={})


def _timed(call: Callable, room: str, spent: Counter[str], running: list[float]) -> Callable:
    """`call`, whose CPU time less that of the rooms within it is added up."""

    def measured(*args: Any, **options: Any) -> Any:  # noqa: ANN401
        start = time.process_time()
        running.append(0.0)
        found = call(*args, **options)
        whole = time.process_time() - start
        spent[room] += whole - running.pop()
        if running:
            running[-1] += whole
        return found

    return measured


def _peers() -> dict[str, Callable[[str], object]]:
    """What libraries' own calls and a plain pass take on the same texts."""
    import py3langid

    return {
        "nupunkt's sentences": stops.nupunkt.sent_spans,
        "py3langid on 600 characters": lambda text: py3langid.classify(text[:600]),
        "a plain pass over all words": document.WORD.findall,
    }


def _workers(folder: Path) -> None:
    """How much faster two processes are than one, here and for two copies of a plain loop."""
    ours, plain = [], []
    for _ in range(TURNS):
        one, two = _read(folder, 1), _read(folder, 2)
        alone, beside = _looped(1), _looped(2)
        ours.append(one / two)
        plain.append(2 * alone / beside)
        print(f"read in {one:.1f} s by one, {two:.1f} s by two: {one / two:.2f} times as fast;", end=" ")
        print(f"a plain loop: {alone:.1f} s, two at once {beside:.1f} s: {2 * alone / beside:.2f} times")
    share = statistics.median(ours) / statistics.median(plain)
    print(f"median gain {statistics.median(ours):.2f} of {statistics.median(plain):.2f}: {share:.0%}")


def _read(folder: Path, workers: int) -> float:
    """Seconds on the wall to read a corpus and write what was read; what starts the processes counts."""
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        build._read(Source(folder), Path(out), Window(), workers=workers, each=None)
        return time.perf_counter() - start


def _looped(copies: int) -> float:
    """Seconds on the wall until so many copies of a plain loop are done."""
    with multiprocessing.get_context("spawn").Pool(copies) as pool:
        pool.map(_loop, [1] * copies)
        start = time.perf_counter()
        pool.map(_loop, [LOOP] * copies, chunksize=1)
        return time.perf_counter() - start


def _loop(turns: int) -> int:
    total = 0
    for number in range(turns):
        total += number & 7
    return total


if __name__ == "__main__":
    main()
