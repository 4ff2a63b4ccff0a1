"""What was measured: as a table, as a figure, as a dated file, and beside the last one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORSE = 0.85  # of the last ratio: below it a stage has fallen behind by more than 15 %
MARK = {None: "", True: "met", False: "not met"}

Row = dict[str, Any]


def table(rows: list[Row]) -> str:
    """Rows of one or more stages as lines of text."""
    head = ("", "a second", "times", "asked", "seconds", "(least to most)", "peak", "loaded", "")
    lines = []
    for name in dict.fromkeys(row["stage"] for row in rows):
        of_stage = [row for row in rows if row["stage"] == name]
        kind = "processor" if of_stage[0]["clock"] == "processor" else "wall"
        lines += ["", f"{name}: {of_stage[0]['unit']} a second of the {kind}", _line(head)]
        lines += [_line(cells(row)) for row in of_stage]
    return "\n".join(lines)


def cells(row: Row) -> tuple[str, ...]:
    """A row as words: who, rate, ratio, what was asked, seconds, memory, quality."""
    asked = "" if row["asked"] is None else f"{row['asked']:.3g}, {MARK[row['met']]}"
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.3g}"
    return (
        row["who"], f"{row['rate']:,.4g}", ratio, asked, f"{row['seconds']:.3g}",
        f"({row['least']:.3g} to {row['most']:.3g})", f"{row['peak_mb']} MB", f"{row['load_mb']} MB",
        told(row["quality"]),
    )  # fmt: skip


def told(quality: dict[str, float]) -> str:
    """What is known of how good a case is."""
    return ", ".join(f"{name.replace('_', ' ')} {value:.4g}" for name, value in quality.items())


def _line(columns: tuple[str, ...]) -> str:
    widths = (52, 10, 7, 14, 9, 18, 9, 9, 0)
    first, *rest, last = (f"{cell:{width}}" for cell, width in zip(columns, widths, strict=True))
    aligned = (f"{cell.strip():>{width}}" for cell, width in zip(rest, widths[1:], strict=False))
    return "  ".join((first, *aligned, last)).rstrip()


def last(folder: Path, measured: Row) -> Row | None:
    """The newest file of the same kind of machine, on texts of the same source and number."""
    same = [
        found
        for path in sorted(folder.glob("*.json"))
        if "rows" in (found := json.loads(path.read_text(encoding="utf-8")))
        and _kind(found) == _kind(measured)
        and found["texts"] == measured["texts"]
    ]
    return max(same, key=lambda one: one["time"], default=None)


def compare(now: Row, before: Row | None) -> Iterator[str]:
    """What fell by more than 15 % since the last time, or that nothing did."""
    if before is None:
        yield "No earlier results of this kind of machine on these texts to compare with."
        return
    then = {(row["stage"], row["who"]): row["ratio"] for row in before["rows"]}
    since = f"since {before['date']} ({before['commit']})"
    fallen = 0
    for row in now["rows"]:
        ratio, old = row["ratio"], then.get((row["stage"], row["who"]))
        if ratio and old and ratio < WORSE * old:
            fallen += 1
            yield f"fell {since}: {row['stage']}, beside {row['who']}: {old:.3g} times then, {ratio:.3g} now"
    yield "" if fallen else f"No ratio fell by more than 15 % {since}."


def keep(measured: Row, folder: Path, what: str = "") -> Path:
    """Write a dated file; a second one of a day and commit replaces the first."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = filter(None, (measured["date"], measured["commit"] or "unknown", what))
    path = folder / f"{'-'.join(parts)}.json"
    path.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def draw(measured: Row, path: Path) -> None:
    """How many times as fast sourcewise is as each peer, on a scale of powers of two."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    own = {row["stage"]: row["who"] for row in reversed(measured["rows"])}
    rows = [row for row in measured["rows"] if row["ratio"] and row["who"] != own[row["stage"]]]
    if not rows:
        return
    lines: list[tuple[str, Row | None]] = []
    for stage in dict.fromkeys(row["stage"] for row in rows):
        lines += [(stage, None), *((row["who"], row) for row in rows if row["stage"] == stage)]
    fig, ax = plt.subplots(figsize=(7.2, 0.19 * len(lines) + 0.7), layout="constrained")
    ax.axvline(1, color="#555555", linewidth=0.8)
    for place, (_, row) in enumerate(lines):
        if row:
            ax.barh(place, row["ratio"] - 1, left=1, height=0.7, color=_colour(row))
            ax.plot(
                [row["asked"] or 1] * 2,
                [place - 0.45, place + 0.45],
                color="black",
                lw=1.5 * bool(row["asked"]),
            )
    ax.set_xscale("log", base=2)
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:g}" if value >= 1 else f"1/{1 / value:g}")
    ax.set_yticks(range(len(lines)), [name for name, _ in lines], fontsize=7)
    for label, (_, row) in zip(ax.get_yticklabels(), lines, strict=True):
        label.set_weight("normal" if row else "bold")
    ax.set_ylim(len(lines) - 0.3, -0.7)
    ax.set_xlabel(
        "times as fast as each (grey: does less, or sourcewise itself; short line: asked)", fontsize=7
    )
    ax.tick_params(axis="x", labelsize=7)
    ax.tick_params(axis="y", length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    fig.savefig(path, dpi=150, metadata={"Software": None})
    plt.close(fig)


def _colour(row: Row) -> str:
    """Blue where sourcewise is as fast or faster, brown where not, grey where less is done."""
    if row.get("less") or row["who"].startswith("sourcewise"):
        return "#b0b0b0"
    return "#0b6e99" if row["ratio"] >= 1 else "#b3541e"


def _kind(measured: Row) -> tuple[Any, ...]:
    """What has to be the same of two machines: processor, cores, Python's minor version."""
    machine = measured["machine"]
    return machine["processor"], machine["cores"], machine["python"].rpartition(".")[0]
