"""Two drawings that more than one notebook needs: every article as a dot, and labels that do not overlap."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sourcewise.corpus.tables import UNKNOWN
from sourcewise.publish.charts.bad import row_names
from sourcewise.publish.palette import YELLOW, colours, inked, markers
from sourcewise.publish.recipes import leave

FULL = 80  # values from which a line is too full for dots
DOT = 5.0  # points from one dot to the next
GAP = 3.0  # pixels between a label and what is near it
# Where a label may stand about its point, best first: shares of its width and height, then pixels of gap.
SPOTS = ((0, -0.5, 1, 0), (-1, -0.5, -1, 0), (-0.5, 0, 0, 1), (-0.5, -1, 0, -1))
SPOTS += ((0, 0, 1, 1), (0, -1, 1, -1), (-1, 0, -1, 1), (-1, -1, -1, -1))


def dots(
    ax: Axes, frame: pd.DataFrame, *, value: str, by: str = "outlet", among: Iterable[str] | None = None
) -> None:
    """Draw each row of `frame`, an article, as a dot at `value` in its outlet's line, with the outlet's n.

    Near dots stand above one another instead of hiding each other. Of more than 80 articles of an outlet a
    thin line shows the range, a thick one the middle 80 %, and the mark the median; the caption then says so.
    Rows without a value are left out.
    `among`: all outlets of the run, so that colours are the same as in its other figures.
    Raises ValueError if no row has a value.
    """
    known = frame.dropna(subset=[value, by])
    if known.empty:
        raise ValueError(f"no article has a value of {value!r} to draw")
    names = sorted(known[by].unique(), key=lambda name: (name.startswith(UNKNOWN), name))
    every = names if among is None else list(among)
    hues, shapes = colours(every), markers(every)
    width, height = ax.bbox.width, ax.bbox.height / len(names)
    dot = DOT / 72 * ax.figure.dpi
    step = (known[value].max() - known[value].min()) * dot / width
    for line, name in enumerate(names):
        values = np.sort(known.loc[known[by] == name, value].to_numpy(dtype=float))
        style = {"color": hues[name], "marker": shapes[name], "markeredgewidth": 0.4, "zorder": 3}
        style["markeredgecolor"] = inked(hues[name]) if hues[name] == YELLOW else "white"
        if len(values) > FULL:
            _range(ax, values, line, style)
        else:
            ax.plot(values, line + _spread(values, step, dot / height), linestyle="none", **style)
    counts = known[by].value_counts()
    if counts.max() > FULL:
        leave(ax.figure, f"Of more than {FULL} articles of an outlet: range, middle 80 % and median.")
    ax.set_yticks(range(len(names)), row_names(names, [counts[name] for name in names])[0])
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")


def _range(ax: Axes, values: np.ndarray, line: int, style: dict[str, Any]) -> None:
    """The range of sorted values in their line, their middle 80 % and the median."""
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
    about = {"color": inked(style["color"]), "zorder": 2}
    ax.plot(values[[0, -1]], [line, line], linewidth=0.7, **about)
    ax.plot([low, high], [line, line], linewidth=3, solid_capstyle="butt", **about)
    ax.plot(middle, line, markersize=7, **style)


def label(
    ax: Axes,
    x: Sequence[float],
    y: Sequence[float],
    texts: Sequence[str],
    *,
    fontsize: float = 7,
    others: np.ndarray | None = None,
    areas: Sequence[float] | None = None,
) -> list[str]:
    """Write `texts` beside their points, the first ones first; return those for which there was no room.

    Set the axes' limits and titles before. A label overlaps no point (`others`, n x 2, are points without a
    label), no other label and no edge. `areas`: of the circles about the points, as `Axes.scatter` has them.
    """
    ax.figure.draw_without_rendering()  # places the axes, so that pixels are final
    points = ax.transData.transform(np.column_stack([x, y]))
    dots = points if others is None else ax.transData.transform(np.vstack([np.column_stack([x, y]), others]))
    circles = np.zeros(len(points)) if areas is None else np.sqrt(np.asarray(areas)) / 2
    gaps = GAP + circles * ax.figure.dpi / 72
    around = np.concatenate([gaps, np.full(len(dots) - len(points), GAP)])
    taken = [(px - gap, py - gap, px + gap, py + gap) for (px, py), gap in zip(dots, around, strict=True)]
    frame, left_out = ax.get_window_extent().extents, []
    for point, gap, text in zip(points, gaps, texts, strict=True):
        mark = ax.annotate(text, point, xycoords="figure pixels", fontsize=fontsize, ha="left", va="bottom")
        size = mark.get_window_extent()
        box = _free(point, gap, size.width, size.height, np.array(taken), frame)
        mark.remove()
        if box is None:
            left_out.append(text)
            continue
        taken.append(box)
        spot = ax.transData.inverted().transform(box[:2])
        ax.text(*spot, text, fontsize=fontsize, ha="left", va="bottom", zorder=4)
    return left_out


def _spread(values: np.ndarray, step: float, rise: float) -> np.ndarray:
    """Heights of sorted values in their line: 0, then `rise` up, down, ... for those nearer than `step`."""
    heights, start = np.zeros(len(values)), 0
    for place in range(1, len(values)):
        if values[place] - values[start] > step:
            start = place
        turn = place - start
        heights[place] = (turn + 1) // 2 * (1 if turn % 2 else -1)
    return heights * min(rise, 0.4 / max(np.abs(heights).max(initial=0), 1))


def _free(
    point: np.ndarray, gap: float, width: float, height: float, taken: np.ndarray, frame: np.ndarray
) -> tuple[float, float, float, float] | None:
    """The first place about a point where a label stands inside the frame and on nothing else."""
    for right, up, gap_x, gap_y in SPOTS:
        left = point[0] + right * width + gap_x * (gap + 1)
        low = point[1] + up * height + gap_y * (gap + 1)
        box = (left, low, left + width, low + height)
        inside = min(left - frame[0], low - frame[1], frame[2] - box[2], frame[3] - box[3]) > GAP
        clear = (taken[:, 0] > box[2]) | (taken[:, 2] < left) | (taken[:, 1] > box[3]) | (taken[:, 3] < low)
        if inside and clear.all():
            return box
    return None
