"""A figure as plain data: what stands in it and where, so that it can be drawn again at another size.

For figures that a notebook draws freely. Data, unlike a pickle, runs nothing when it is read.
"""

import base64
import io
from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib import image as images
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import Normalize, to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Annotation, Text

MOST = 400_000  # points of one figure that are kept; more is a picture, not a drawing
SCALES = ("linear", "log", "symlog")

Data = dict[str, Any]


class NotKeptError(Exception):
    """Why a figure cannot be kept as data, in a sentence's end."""


def keep(fig: Figure) -> Data:
    """The figure as data for `redrawn.draw`. Raises NotKeptError, with what it is that cannot be kept.

    Call it after the layout is settled. Kept are lines, patches, collections, images, texts, legends, colour
    bars, linear and logarithmic axes in one grid or at fixed places.
    """
    axes = [ax for ax in fig.axes if not _is_bar(ax)]
    places = {ax: number for number, ax in enumerate(axes)}
    width, height = fig.get_size_inches()
    kept = {
        "width_mm": round(width * 25.4, 3),
        "height_mm": round(height * 25.4, 3),
        "axes": [_axes(ax) for ax in axes],
        "bars": [_bar(ax, places) for ax in fig.axes if _is_bar(ax)],
        "legends": [_legend(legend, None) for legend in fig.legends],
        "texts": [_text(text, "figure") for text in fig.texts if text.get_text()],
        "titles": {
            name: _title(getattr(fig, f"_{name}", None)) for name in ("suptitle", "supxlabel", "supylabel")
        },
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
        "facecolor": _hex(ax.get_facecolor()),
        "scales": scales,
        "limits": [_numbers(ax.get_xlim()), _numbers(ax.get_ylim())],
        "ticks": [_ticks(ax.xaxis), _ticks(ax.yaxis)],
        "labels": [ax.get_xlabel(), ax.get_ylabel()],
        "titles": {side: _title(getattr(ax, name)) for side, name in
                   (("center", "title"), ("left", "_left_title"), ("right", "_right_title"))},
        "spines": {name: spine.get_visible() for name, spine in ax.spines.items()},
        "artists": [_artist(artist, ax) for artist in _drawn(ax)],
        "legend": _legend(legend, ax) if legend else None,
    }  # fmt: skip


def _drawn(ax: Axes) -> Iterable[Artist]:
    """What a notebook put into the axes, in the order that it is drawn."""
    own = [*ax.images, *ax.collections, *ax.patches, *ax.lines, *ax.texts, *ax.artists, *ax.tables]
    return [artist for artist in own if artist.get_visible()]


def _artist(artist: Artist, ax: Axes) -> Data:
    """One artist with its kind."""
    look: Data = {"zorder": artist.get_zorder(), "clip": artist.get_clip_on()}
    if isinstance(artist, AxesImage):
        return look | _image(artist)
    if isinstance(artist, Line2D):
        where = _coordinates(artist.get_transform(), ax)
        return look | _line(artist) | {"xy": _numbers(artist.get_xydata()), "in": where}
    if isinstance(artist, Text):
        return look | _text(artist, _coordinates(artist.get_transform(), ax))
    if isinstance(artist, Patch):
        where = _coordinates(artist.get_data_transform(), ax)
        return (
            look
            | _patch(artist)
            | _path(artist.get_path().transformed(artist.get_patch_transform()))
            | {"in": where}
        )
    if isinstance(artist, Collection) and artist.get_array() is None:
        return look | _collection(artist, ax)
    if isinstance(artist, PathCollection):
        return look | _collection(artist, ax)
    raise NotKeptError(f"it holds a {type(artist).__name__}")


def _image(image: AxesImage) -> Data:
    """A heat map's cells as a picture of one pixel each."""
    buffer = io.BytesIO()
    images.imsave(
        buffer, image.to_rgba(image.get_array(), bytes=True), format="png", metadata={"Software": None}
    )
    png = base64.b64encode(buffer.getvalue()).decode()
    return {"kind": "image", "png": png, "extent": _numbers(image.get_extent()), "origin": image.origin}


def _line(line: Line2D) -> Data:
    """How a line and its markers look."""
    marker = line.get_marker()
    if not isinstance(marker, str | int | type(None)):
        raise NotKeptError("a line has a marker of its own making")
    return {
        "kind": "line", "color": _hex(line.get_color()), "alpha": line.get_alpha(), "linewidth": line.get_linewidth(),
        "linestyle": _dashes(line), "drawstyle": line.get_drawstyle(), "marker": marker if marker != "None" else "",
        "markersize": line.get_markersize(), "markerfacecolor": _hex(line.get_markerfacecolor()),
        "markeredgecolor": _hex(line.get_markeredgecolor()), "markeredgewidth": line.get_markeredgewidth(),
    }  # fmt: skip


def _dashes(line: Line2D) -> Any:  # noqa: ANN401 - a name, or an offset with a pattern
    """A line's style by name, or its own pattern in points."""
    offset, pattern = line._unscaled_dash_pattern
    return line.get_linestyle() if pattern is None else [offset, list(pattern)]


def _patch(patch: Patch) -> Data:
    """How a patch looks."""
    return {
        "kind": "patch", "facecolor": _hex(patch.get_facecolor()), "edgecolor": _hex(patch.get_edgecolor()),
        "linewidth": patch.get_linewidth(), "linestyle": patch.get_linestyle(), "hatch": patch.get_hatch(),
    }  # fmt: skip


def _path(path: Path) -> Data:
    """A path's points and what joins them."""
    codes = None if path.codes is None else [int(code) for code in path.codes]
    return {"xy": _numbers(path.vertices), "codes": codes}


def _collection(collection: Collection, ax: Axes) -> Data:
    """Many marks of one kind: scattered ones by their offsets, others by their paths."""
    scattered = isinstance(collection, PathCollection)
    transform = collection.get_offset_transform() if scattered else collection.get_transform()
    offsets = np.ma.filled(np.ma.asarray(collection.get_offsets(), dtype=float), np.nan) if scattered else []
    return {
        "kind": "collection",
        "in": _coordinates(transform, ax),
        "paths": [_path(path) for path in collection.get_paths()],
        "offsets": _numbers(offsets),
        "sizes": _numbers(collection.get_sizes()) if scattered else [],
        "facecolors": [_hex(colour) for colour in collection.get_facecolor()],
        "edgecolors": [_hex(colour) for colour in collection.get_edgecolor()],
        "linewidths": _numbers(np.atleast_1d(collection.get_linewidth())),
        "linestyles": _patterns(collection),
        "hatch": collection.get_hatch(),
    }


def _patterns(collection: Collection) -> list[Any]:
    """Dash patterns of a collection, an offset and a pattern each, in line widths."""
    return [
        [offset, None if dashes is None else list(dashes)] for offset, dashes in collection._us_linestyles
    ]


def _text(text: Text, where: str) -> Data:
    """A text, where it stands, and the arrow and box that an annotation may have."""
    kept = _words(text) | {"kind": "text", "in": where, "xy": _numbers(text.get_position())}
    box = text.get_bbox_patch()
    if box is not None:
        kept["box"] = {"facecolor": _hex(box.get_facecolor()), "edgecolor": _hex(box.get_edgecolor()),
                       "linewidth": box.get_linewidth()}  # fmt: skip
    if isinstance(text, Annotation):
        kept |= _note(text)
    return kept


def _note(note: Annotation) -> Data:
    """What an annotation has besides its text."""
    systems = [note.xycoords, note.anncoords]
    if not all(isinstance(system, str) for system in systems):
        raise NotKeptError("an annotation stands in coordinates of its own making")
    arrow = {
        name: value for name, value in (note.arrowprops or {}).items() if isinstance(value, str | int | float)
    }
    return {"kind": "note", "point": _numbers(note.xy), "systems": systems,
            "arrow": arrow if note.arrowprops is not None else None}  # fmt: skip


def _words(text: Text) -> Data:
    """A text and how it looks."""
    return {
        "text": text.get_text(), "fontsize": text.get_fontsize(), "color": _hex(text.get_color()),
        "weight": text.get_fontweight(), "style": text.get_fontstyle(), "rotation": text.get_rotation(),
        "ha": text.get_ha(), "va": text.get_va(), "linespacing": text._linespacing,
    }  # fmt: skip


def _title(text: Text | None) -> Data | None:
    """A title's words and look; none for an empty one."""
    return _words(text) if text is not None and text.get_text() else None


def _ticks(axis: Any) -> Data:  # noqa: ANN401 - the x axis or the y axis
    """Where the ticks stand, what is written at them and on which side, and the grid."""
    low, high = sorted(axis.get_view_interval())
    ticks = [tick for tick in axis.get_major_ticks() if low - 1e-9 <= tick.get_loc() <= high + 1e-9]
    shown = [tick.label1 if tick.label1.get_visible() else tick.label2 for tick in ticks]
    words = [label.get_text() if label.get_visible() else "" for label in shown]
    first = ticks[0] if ticks else None
    return {
        "at": _numbers([tick.get_loc() for tick in ticks]),
        "labels": words,
        "far": bool(first and not first.label1.get_visible() and first.label2.get_visible()),
        "marks": float(first.tick1line.get_markersize()) if first and first.tick1line.get_visible() else 0.0,
        "grid": bool(first and first.gridline.get_visible()),
        "look": {name: _words(shown[0])[name] for name in ("fontsize", "color", "rotation", "ha")}
        if shown
        else {},
        "inverted": bool(axis.get_inverted()),
    }


def _legend(legend: Legend, ax: Axes | None) -> Data:
    """A legend: its keys as lines or patches, and where it stands."""
    title = legend.get_title().get_text()
    anchor = None
    if legend._bbox_to_anchor is not None and ax is not None:
        anchor = _numbers(
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
        return _line(handle)
    if isinstance(handle, Patch):
        return _patch(handle)
    if isinstance(handle, Collection):
        faces, edges = handle.get_facecolor(), handle.get_edgecolor()
        path = _path(handle.get_paths()[0]) if handle.get_paths() else None
        size = float(handle.get_sizes()[0]) if isinstance(handle, PathCollection) else 36.0
        return {"kind": "mark", "facecolor": _hex(faces[0]) if len(faces) else "none", "path": path, "size": size,
                "edgecolor": _hex(edges[0]) if len(edges) else "none",
                "linewidth": float(np.atleast_1d(handle.get_linewidth())[0])}  # fmt: skip
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
        "range": _numbers([bar.vmin, bar.vmax]),
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
        return {"box": _numbers(ax.get_position().bounds)}
    grid = spec.get_gridspec()
    if spec.get_topmost_subplotspec() is not spec:
        raise NotKeptError("its grid stands inside another grid")
    rows, columns = grid.get_geometry()
    span = [spec.rowspan.start, spec.rowspan.stop, spec.colspan.start, spec.colspan.stop]
    return {"grid": [rows, columns], "span": span, "widths": _numbers(grid.get_width_ratios()),
            "heights": _numbers(grid.get_height_ratios())}  # fmt: skip


def _coordinates(transform: Any, ax: Axes) -> str:  # noqa: ANN401 - a transform of matplotlib
    """The name of the coordinates that something stands in."""
    known = {"data": ax.transData, "axes": ax.transAxes, "xaxis": ax.get_xaxis_transform(),
             "yaxis": ax.get_yaxis_transform(), "figure": ax.figure.transFigure}  # fmt: skip
    for name, one in known.items():
        if transform == one:
            return name
    probe = np.array([[0.25, 0.5], [0.75, 1.0]])
    for name, one in known.items():
        if np.allclose(transform.transform(probe), one.transform(probe), atol=1e-6):
            return name
    raise NotKeptError("something in it stands in coordinates of its own making")


def _hex(colour: Any) -> str:  # noqa: ANN401 - whatever matplotlib takes for a colour
    """A colour with its opacity; `none` where nothing is painted."""
    return colour if isinstance(colour, str) and colour == "none" else to_hex(colour, keep_alpha=True)


def _numbers(values: Any) -> Any:  # noqa: ANN401 - an array of any shape as lists
    """Numbers with eight digits, as JSON holds them; null for none."""
    if isinstance(values, list | tuple | np.ndarray):
        return [_numbers(value) for value in values]
    return float(f"{float(values):.8g}") if np.isfinite(float(values)) else None


def _count(kept: Any) -> int:  # noqa: ANN401 - any JSON
    """How many numbers and texts there are."""
    if isinstance(kept, dict):
        return sum(map(_count, kept.values()))
    return sum(map(_count, kept)) if isinstance(kept, list) else 1
