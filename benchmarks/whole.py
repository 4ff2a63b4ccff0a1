"""Whole runs of more and more articles: time and memory of every stage, and how fast they grow.

Called by `bench.py --profile N ...`. Seconds of a stage are those of the run's own log. Seconds of the
processor and memory are looked at every half second, and summed over the run's processes: of memory what
each alone holds and its share of what they share (PSS). More articles than the file has are made of its
paragraphs, drawn at random.
"""

import json
import math
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import machine
import psutil
import results
import texts

EACH = 0.5  # seconds between two looks at the memory
MOST = 1.1  # exponent that a stage may have
SMALL = 1_000  # articles from which on exponents are judged: below, what every start costs hides the rest

Row = dict[str, Any]
Parameters = Sequence[tuple[str, str]]
Look = tuple[float, float, dict[int, float]]
"""When, how many megabytes, and seconds of the processor by process."""


def measure(
    sizes: list[int], articles: Path | None, out: Path, *, workers: int, length: int = 0,
    parameters: Parameters = (),
) -> None:  # fmt: skip
    """Run each size, print and write what its stages took. One worker gives memory by stage.

    `length` cuts articles into pieces of about so many characters, 0 leaves them whole; `parameters` are
    those of the run, (name, value).
    """
    sizes, rows = sorted(set(sizes)), []
    source = articles.name if articles else "made up"
    measured = {**machine.describe(), "workers": workers, "source": source, "parameters": dict(parameters)}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            made = lay(Path(scratch, "corpus"), articles, size, length)
            rows += run(Path(scratch), size, workers, made, parameters)
        print(table([row for row in rows if row["articles"] == size]), flush=True)
        measured |= {"whole": rows, "growth": growth(rows)}
        results.keep(measured, out, f"whole-{workers}")  # after each size, since the last may take hours
    print(told(measured["growth"]))


def lay(folder: Path, articles: Path | None, size: int, length: int = 0) -> str:
    """Write a corpus of so many articles as one table; how it was made."""
    if articles is None:
        made = texts.made_up()
        found, how = islice(texts.cut(made, length) if length else made, size), "made up"
    else:
        every = texts.read(articles)
        every = list(texts.cut(every, length)) if length else every
        drawn = size > len(every)
        how = "paragraphs drawn at random" if drawn else "evenly taken"
        evenly = (every[at * len(every) // size] for at in range(size))
        found = texts.resampled(every, size) if drawn else evenly
    how += f", cut into pieces of about {length:,} characters" if length else ""
    folder.mkdir()
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in found)
    return how


def run(scratch: Path, size: int, workers: int, made: str, parameters: Parameters) -> list[Row]:
    """One run; a row a stage, and one for all."""
    corpus, out = scratch / "corpus", scratch / "run"
    size_mb = (corpus / "articles.jsonl").stat().st_size / 1e6
    command = [Path(sys.executable).with_name("sourcewise"), "run", corpus, "-o", out]
    command += ["--workers", str(workers), "--quiet"]
    command += ["--cell-limit", "86400"]
    command += [part for name, value in parameters for part in ("-p", name, value)]
    begun = time.time()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seen: list[Look] = []
    watching = threading.Thread(target=watch, args=(process, seen), daemon=True)
    watching.start()
    complaint = process.communicate()[1]
    seconds = time.time() - begun
    watching.join()
    shared = {"articles": size, "mb": round(size_mb, 2), "made": made}
    if process.returncode:
        raise SystemExit(f"the run of {size:,} articles ended with {process.returncode}: {complaint[-800:]}")
    spans = [*stages(out / "log.jsonl"), ("all", begun, time.time())]
    return [
        {
            **shared,
            "stage": name,
            "seconds": round(seconds if name == "all" else end - start, 2),
            "processor": round(worked(seen, start, end), 2),
            "peak_mb": peak(seen, start, end),
        }
        for name, start, end in spans
    ]


def watch(process: subprocess.Popen, seen: list[Look]) -> None:
    """Look at a process and all below it until it ends."""
    while process.poll() is None:
        seen.append((time.time(), *held(process.pid)))
        time.sleep(EACH)


def held(pid: int) -> tuple[float, dict[int, float]]:
    """Megabytes of a process and all below it, and each one's seconds of the processor so far."""
    total, spent = 0, {}
    try:
        top = psutil.Process(pid)
        every = [top, *top.children(recursive=True)]
    except psutil.Error:
        return 0.0, {}
    for one in every:
        try:
            memory, times = one.memory_full_info(), one.cpu_times()
        except psutil.Error:  # it has just ended
            continue
        total += getattr(memory, "pss", memory.uss)
        spent[one.pid] = times.user + times.system
    return total / 1e6, spent


def stages(log: Path) -> Iterator[tuple[str, float, float]]:
    """(stage, start, end) of each stage of a run, in seconds since 1970."""
    for line in map(json.loads, log.read_text(encoding="utf-8").splitlines()):
        if line["event"] == "stage":
            end = datetime.fromisoformat(line["time"]).timestamp()
            yield line["stage"], end - line["seconds"], end


def peak(seen: list[Look], start: float, end: float) -> int | None:
    """The most megabytes between two times; None for a stage that was too short to be looked at."""
    within = [megabytes for at, megabytes, _ in seen if start <= at <= end]
    return round(max(within)) if within else None


def worked(seen: list[Look], start: float, end: float) -> float:
    """Seconds of the processor between two times, of all processes; the last half second of one is lost."""
    before: dict[int, float] = {}
    after: dict[int, float] = {}
    for at, _, spent in seen:
        (before if at < start else after if at <= end else {}).update(spent)
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def growth(rows: list[Row]) -> list[Row]:
    """Exponent of each stage from one size to the next: of the processor's seconds, by megabytes of text."""
    found = []
    for stage in dict.fromkeys(row["stage"] for row in rows):
        for before, after in pairwise(row for row in rows if row["stage"] == stage):
            more = math.log(after["mb"] / before["mb"])
            if min(before["processor"], after["processor"]) > 0 and more > 0:
                exponent = math.log(after["processor"] / before["processor"]) / more
                sizes = {"from": before["articles"], "to": after["articles"]}
                found.append({"stage": stage, **sizes, "exponent": round(exponent, 2)})
    return found


def table(rows: list[Row]) -> str:
    """One size's stages as lines of text."""
    first = rows[0]
    lines = [f"\n{first['articles']:,} articles, {first['mb']:.1f} MB, {first['made']}"]
    for row in rows:
        memory = "too short to see" if row["peak_mb"] is None else f"{row['peak_mb']:,} MB at most"
        times = f"{row['seconds']:10.1f} s {row['processor']:10.1f} s of the processor"
        lines.append(f"{row['stage']:18}{times}  {memory}")
    return "\n".join(lines)


def told(found: list[Row]) -> str:
    """The exponents, and which are too high."""
    lines = ["\nseconds of the processor grow as the power of the text's size:"]
    for row in found:
        high = row["from"] >= SMALL and row["exponent"] > MOST
        judged = f"above {MOST}" if high else "" if row["from"] >= SMALL else "not judged: small"
        span = f"{row['from']:,} to {row['to']:,}"
        lines.append(f"{row['stage']:18}{span:>20}{row['exponent']:8.2f}  {judged}".rstrip())
    return "\n".join(lines)
