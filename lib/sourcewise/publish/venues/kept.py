"""A figure as plain data: what stands in it and where, so that it can be drawn again at another size.

For figures that a notebook draws freely. Data, unlike a pickle, runs nothing when it is read.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import Normalize, to_hex
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from sourcewise.publish.venues import marks
from sourcewise.publish.venues.marks import NotKeptError

MOST = 400_000  # points of one figure that are kept; more is a picture, not a drawing
SCALES = ("linear", "log", "symlog")

Data = dict[str, Any]


def keep(fig: Figure) -> Data:
    """The figure as data for `redrawn.draw`. Raises NotKeptError, with what it is that cannot be kept.

    Call it after the layout is settled. Kept are lines, patches, collections, images, texts, legends, colour
    bars, linear and logarithmic axes in one grid or at fixed places.
    """
    axes = [ax for ax in fig.axes if not _is_bar(ax)]
    places = {ax: number for number, ax in enumerate(axes)}
    width, height = fig.get_size_inches()
    titles = {name: getattr(fig, f"_{name}", None) for name in ("suptitle", "supxlabel", "supylabel")}
    kept = {
        "width_mm": round(width * 25.4, 3),
        "height_mm": round(height * 25.4, 3),
        "axes": [_axes(ax) for ax in axes],
        "bars": [_bar(ax, places) for ax in fig.axes if _is_bar(ax)],
        "legends": [_legend(legend, None) for legend in fig.legends],
        "texts": [
            marks.keep_text(text, "figure")
            for text in fig.texts
            if text.get_text() and all(text is not title for title in titles.values())
        ],
        "titles": {name: _title(title) for name, title in titles.items()},
    }
    if _count(kept) > MOST:
        raise NotKeptError(f"it holds more than {MOST:,} numbers")
    return kept


def _axes(ax: Axes) -> Data:
    """One pair of axes."""
    if ax.name != "rectilinear":
        raise NotKeptError(f"its axes are {ax.name}")
    scales = [axis.get_scale() for axis in (ax.xaxis, ax.yaxis)]
    if unknown := [scale for scale in scales if scale not in SCALES]:
        raise NotKeptError(f"an axis has the scale {unknown[0]}")
    legend = ax.get_legend()
    return {
        "place": _place(ax),
        "on": ax.axison,
        "facecolor": marks.keep_colour(ax.get_facecolor()),
        "scales": scales,
        "limits": [marks.keep_numbers(ax.get_xlim()), marks.keep_numbers(ax.get_ylim())],
        "ticks": [_ticks(ax.xaxis), _ticks(ax.yaxis)],
        "labels": [ax.get_xlabel(), ax.get_ylabel()],
        "titles": {side: _title(getattr(ax, name)) for side, name in
                   (("center", "title"), ("left", "_left_title"), ("right", "_right_title"))},
        "spines": {name: spine.get_visible() for name, spine in ax.spines.items()},
        "artists": [marks.keep_artist(artist, ax) for artist in _drawn(ax)],
        "legend": _legend(legend, ax) if legend else None,
    }  # fmt: skip


def _drawn(ax: Axes) -> Iterable[Artist]:
    """What a notebook put into the axes, in the order that it is drawn."""
    own = [*ax.images, *ax.collections, *ax.patches, *ax.lines, *ax.texts, *ax.artists, *ax.tables]
    return [artist for artist in own if artist.get_visible()]


def _title(text: Text | None) -> Data | None:
    """A title's words and look; none for an empty one."""
    return marks.keep_words(text) if text is not None and text.get_text() else None


def _ticks(axis: Any) -> Data:  # noqa: ANN401 - the x axis or the y axis
    """Where the ticks stand, what is written at them and on which side, and the grid."""
    low, high = sorted(axis.get_view_interval())
    ticks = [tick for tick in axis.get_major_ticks() if low - 1e-9 <= tick.get_loc() <= high + 1e-9]
    shown = [tick.label1 if tick.label1.get_visible() else tick.label2 for tick in ticks]
    words = [label.get_text() if label.get_visible() else "" for label in shown]
    first = ticks[0] if ticks else None
    return {
        "at": marks.keep_numbers([tick.get_loc() for tick in ticks]),
        "labels": words,
        "far": bool(first and not first.label1.get_visible() and first.label2.get_visible()),
        "marks": float(first.tick1line.get_markersize()) if first and first.tick1line.get_visible() else 0.0,
        "grid": bool(first and first.gridline.get_visible()),
        "look": {name: marks.keep_words(shown[0])[name] for name in ("fontsize", "color", "rotation", "ha")}
        if shown
        else {},
        "inverted": bool(axis.get_inverted()),
    }


def _legend(legend: Legend, ax: Axes | None) -> Data:
    """A legend: its keys as lines or patches, and where it stands."""
    title = legend.get_title().get_text()
    anchor = None
    if legend._bbox_to_anchor is not None and ax is not None:
        anchor = marks.keep_numbers(
            ax.transAxes.inverted().transform(legend.get_bbox_to_anchor().extents.reshape(2, 2)).ravel()
        )
    return {
        "handles": [_handle(handle) for handle in legend.legend_handles],
        "labels": [text.get_text() for text in legend.get_texts()],
        "title": title if title != "None" else "",
        "loc": getattr(legend, "_loc_real", legend._loc),
        "outside": legend._outside_loc,
        "anchor": anchor,
        "ncols": legend._ncols,
        "frame": legend.get_frame_on(),
        "fontsize": legend._fontsize,
    }


def _handle(handle: Artist) -> Data:
    """The key of a legend: a line with its marker, or a patch."""
    if isinstance(handle, Line2D):
        return marks.keep_line(handle)
    if isinstance(handle, Patch):
        return marks.keep_patch(handle)
    if isinstance(handle, Collection):
        faces, edges = handle.get_facecolor(), handle.get_edgecolor()
        path = marks.keep_path(handle.get_paths()[0]) if handle.get_paths() else None
        size = float(handle.get_sizes()[0]) if isinstance(handle, PathCollection) else 36.0
        return {
            "kind": "mark",
            "facecolor": marks.keep_colour(faces[0]) if len(faces) else "none",
            "path": path,
            "size": size,
            "edgecolor": marks.keep_colour(edges[0]) if len(edges) else "none",
            "linewidth": float(np.atleast_1d(handle.get_linewidth())[0]),
        }
    raise NotKeptError(f"its legend holds a {type(handle).__name__}")


def _is_bar(ax: Axes) -> bool:
    """Whether these are the axes of a colour bar."""
    return getattr(ax, "_colorbar", None) is not None


def _bar(ax: Axes, places: dict[Axes, int]) -> Data:
    """A colour bar: its colours, range, ticks and the axes that it belongs to."""
    bar = ax._colorbar
    if type(bar.norm) is not Normalize and type(bar.norm).__name__ not in ("TwoSlopeNorm", "CenteredNorm"):
        raise NotKeptError(f"its colour bar has a {type(bar.norm).__name__}")
    parents = [
        places[parent] for parent in getattr(ax, "_colorbar_info", {}).get("parents", []) if parent in places
    ]
    axis = ax.yaxis if bar.orientation == "vertical" else ax.xaxis
    return {
        "colours": [to_hex(colour, keep_alpha=True) for colour in bar.cmap(np.linspace(0, 1, 256))],
        "range": marks.keep_numbers([bar.vmin, bar.vmax]),
        "extend": bar.extend,
        "orientation": bar.orientation,
        "ticks": _ticks(axis),
        "label": ax.get_ylabel() or ax.get_xlabel(),
        "parents": parents,
    }


def _place(ax: Axes) -> Data:
    """Where the axes stand: a cell of a grid, or a box in the figure (shares of its sides)."""
    spec = ax.get_subplotspec()
    if spec is None:
        return {"box": marks.keep_numbers(ax.get_position().bounds)}
    grid = spec.get_gridspec()
    if spec.get_topmost_subplotspec() is not spec:
        raise NotKeptError("its grid stands inside another grid")
    rows, columns = grid.get_geometry()
    span = [spec.rowspan.start, spec.rowspan.stop, spec.colspan.start, spec.colspan.stop]
    return {"grid": [rows, columns], "span": span, "widths": marks.keep_numbers(grid.get_width_ratios()),
            "heights": marks.keep_numbers(grid.get_height_ratios())}  # fmt: skip


def _count(kept: Any) -> int:  # noqa: ANN401 - any JSON
    """How many numbers and texts there are."""
    if isinstance(kept, dict):
        return sum(map(_count, kept.values()))
    return sum(map(_count, kept)) if isinstance(kept, list) else 1
