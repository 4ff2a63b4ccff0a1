"""Write the newest results into docs/speed.md and its figure, so that nobody copies a number by hand.

Called by `bench.py --page`. What stands between the two marks of the page is replaced.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import results
import whole

PAGE = Path(__file__).parents[1] / "docs" / "speed.md"
FIGURE = PAGE.with_suffix(".png")
BEGIN, END = "<!-- measured: written by `make bench-page` -->", "<!-- end of what was measured -->"
MILLION = 1_000_000

Row = dict[str, Any]


def write(folder: Path, page: Path = PAGE) -> None:
    """Replace the measured part of the page by what the newest files say. Raises ValueError without marks."""
    before, mark, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (mark and ended):
        raise ValueError(f"{page.name} has not the lines {BEGIN!r} and {END!r}, between which results stand")
    whole_runs = (line for workers in (1, 2) for line in growth(folder, workers))
    parts = [*stages(folder, page.with_suffix(".png")), *by_hand(folder), *whole_runs]
    told = "\n".join(parts) or "Nothing has been measured yet: `make bench`."
    page.write_text(f"{before}{BEGIN}\n\n{told}\n\n{END}{after}", encoding="utf-8")


def newest(folder: Path, what: str, **same: int) -> Row | None:
    """The newest results that hold `what`, among those that have these values."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    fitting = (
        one for one in found if what in one and same.items() <= {key: one[key] for key in same}.items()
    )
    return max(fitting, key=lambda one: one["time"], default=None)


def stages(folder: Path, figure: Path) -> Iterator[str]:
    """The table of stages and peers."""
    if (measured := newest(folder, "rows")) is None:
        return
    results.draw(measured, figure)
    texts = measured["texts"]
    about = f"{texts['pieces']:,} pieces of {texts['articles']:,} articles, {texts['mb']:.1f} MB"
    about = f"Texts: {about} ({texts['source']}). Median of {measured['repeats']}."
    times = "*times*: sourcewise is so many times as fast."
    yield from ("## Beside what users take", "", f"{on(measured)} {about} {times}", "")
    yield f"![Ratios to every peer]({figure.name})"
    head = ("stage", "who", "a second", "times", "asked", "seconds", "peak MB", "quality")
    yield from ("", *_table(head, _lines(measured["rows"])), "")
    yield from (f"- {line}" for line in measured["left_out"])


def _lines(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        who, rate, ratio, asked, seconds, _, peak, _, quality = results.cells(row)
        unit = f"{row['stage']} ({row['unit']})"
        yield unit, who, rate, ratio, asked, seconds, peak.removesuffix(" MB"), quality


def by_hand(folder: Path) -> Iterator[str]:
    """The work assembled by hand, beside."""
    if (measured := newest(folder, "by_hand")) is None:
        return
    lines = []
    for row in measured["by_hand"]:
        hand, own = row["by hand"], row["sourcewise"]
        both = ("", f"{own:.2f}", "") if hand is None else (f"{hand:.2f}", f"{own:.2f}", by_hand_times(row))
        lines.append((row["stage"], *both))
    about = (
        f"{measured['articles']:,} articles ({measured['made']}), seconds of the processor, without imports."
    )
    yield from ("", "## Beside the same work by hand", "", f"{on(measured)} {about}", "")
    yield from _table(("stage", "by hand", "sourcewise", "times"), lines)


def by_hand_times(row: Row) -> str:
    """How many times as fast sourcewise is."""
    return f"{row['by hand'] / max(row['sourcewise'], 1e-3):.2f}"


def growth(folder: Path, workers: int = 1) -> Iterator[str]:
    """Whole runs by size, and a million articles by what they grow like."""
    if (measured := newest(folder, "whole", workers=workers)) is None:
        return
    rows = measured["whole"]
    sizes = sorted({row["articles"] for row in rows})
    at = {(row["stage"], row["articles"]): row for row in rows}
    exponent = {row["stage"]: row["exponent"] for row in measured["growth"]}  # the last: of the largest sizes
    made = ", ".join(f"{at['all', size]['made']} ({size:,})" for size in sizes if ("all", size) in at)
    yield from (
        "",
        f"## Whole runs, workers: {workers}",
        "",
        f"{on(measured)} Articles: {made}.{_given(measured)}",
        "",
    )
    head = ("stage", *(f"{size:,} articles" for size in sizes), "exponent", "a million, one core")
    lines = []
    for name in dict.fromkeys(row["stage"] for row in rows):
        cells = [_cell(at.get((name, size))) for size in sizes]
        power = exponent.get(name)
        told = "" if power is None else f"{power:.2f}"
        lines.append((name, *cells, told, _million(at.get((name, sizes[-1])), power)))
    yield from (*_table(head, lines), "", *_first_to_break(at, exponent, sizes))


def _given(measured: Row) -> str:
    """The parameters of the runs, if any, as a sentence."""
    given = ", ".join(f"`{name}` {value}" for name, value in measured.get("parameters", {}).items())
    return f" Given: {given}." if given else ""


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    return f"{row['processor']:,.1f} s" + (f", {row['peak_mb']:,} MB" if row["peak_mb"] else "")


def _million(row: Row | None, exponent: float | None) -> str:
    """Hours for a million articles, by the slope between the two largest sizes, which starting costs flatten:
    1 at least.
    """
    if row is None or exponent is None or row["articles"] < whole.SMALL:
        return ""
    return f"{row['processor'] * (MILLION / row['articles']) ** max(exponent, 1.0) / 3600:,.1f} h"


def _first_to_break(
    at: dict[tuple[str, int], Row], exponent: dict[str, float], sizes: list[int]
) -> Iterator[str]:
    """What will hold most memory for a million, by a line through the two largest sizes; what grows fast."""
    if len(sizes) < 2 or sizes[-2] < whole.SMALL:
        yield f"From fewer than two sizes of {whole.SMALL:,} articles or more nothing is told of a million."
        return
    small, large = sizes[-2:]
    there = {
        name: after + (after - before) / (large - small) * (MILLION - large)
        for name in exponent
        if name != "all"
        and (before := at[name, small]["peak_mb"]) is not None
        and (after := at[name, large]["peak_mb"]) is not None
    }
    if there:
        first = max(there, key=there.__getitem__)
        here = f"{at[first, large]['peak_mb'] / 1e3:.1f} GB at {large:,} articles"
        yield f"Memory breaks first in {first}: {here}, {there[first] / 1e3:,.0f} GB for a million."
    high = [name for name, power in exponent.items() if power > whole.MOST]
    yield f"Growing faster than the text (exponent above {whole.MOST}): {', '.join(high) or 'no stage'}."


def on(measured: Row) -> str:
    """Machine, versions, commit and date in a sentence."""
    machine, packages = measured["machine"], measured["packages"]
    size = f"{machine['cores']} cores, {machine['memory_gb']} GB, load {measured['load']}"
    versions = ", ".join(f"{name} {version}" for name, version in packages.items())
    changed = " with changes" if measured["changed"] else ""
    where = (
        f"commit {measured['commit']}{changed}, {machine['processor']}, {size}, Python {machine['python']}"
    )
    return f"{measured['date']}, {where}; {versions}."


def _table(head: tuple[str, ...], lines: Any) -> Iterator[str]:  # noqa: ANN401
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for line in lines:
        yield f"| {' | '.join(cell.replace('|', ' ') for cell in line)} |"
