"""What stands in a figure's axes as plain data: lines, patches, collections, images, texts."""

import base64
import io
from typing import Any

import numpy as np
from matplotlib import image as images
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Annotation, Text

Data = dict[str, Any]


class NotKeptError(Exception):
    """Why a figure cannot be kept as data, in a sentence's end."""


def keep_artist(artist: Artist, ax: Axes) -> Data:
    """One artist with its kind."""
    look: Data = {"zorder": artist.get_zorder(), "clip": artist.get_clip_on()}
    if isinstance(artist, AxesImage):
        return look | _image(artist)
    if isinstance(artist, Line2D):
        where = _coordinates(artist.get_transform(), ax)
        return look | keep_line(artist) | {"xy": keep_numbers(artist.get_xydata()), "in": where}
    if isinstance(artist, Text):
        note = isinstance(artist, Annotation)  # which says itself where it stands
        return look | keep_text(artist, "data" if note else _coordinates(artist.get_transform(), ax), ax)
    if isinstance(artist, Patch):
        where = _coordinates(artist.get_data_transform(), ax)
        path = artist.get_path().transformed(artist.get_patch_transform())
        return look | keep_patch(artist) | keep_path(path) | {"in": where}
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
    return {"kind": "image", "png": png, "extent": keep_numbers(image.get_extent()), "origin": image.origin}


def keep_line(line: Line2D) -> Data:
    """How a line and its markers look."""
    marker = line.get_marker()
    if not isinstance(marker, str | int | type(None)):
        raise NotKeptError("a line has a marker of its own making")
    return {
        "kind": "line",
        "color": keep_colour(line.get_color()),
        "alpha": line.get_alpha(),
        "linewidth": line.get_linewidth(),
        "linestyle": _dashes(line),
        "drawstyle": line.get_drawstyle(),
        "marker": marker if marker != "None" else "",
        "markersize": line.get_markersize(),
        "markerfacecolor": keep_colour(line.get_markerfacecolor()),
        "markeredgecolor": keep_colour(line.get_markeredgecolor()),
        "markeredgewidth": line.get_markeredgewidth(),
    }


def _dashes(line: Line2D) -> Any:  # noqa: ANN401 - a name, or an offset with a pattern
    """A line's style by name, or its own pattern in points."""
    offset, pattern = line._unscaled_dash_pattern
    return line.get_linestyle() if pattern is None else [offset, list(pattern)]


def keep_patch(patch: Patch) -> Data:
    """How a patch looks."""
    return {
        "kind": "patch",
        "facecolor": keep_colour(patch.get_facecolor()),
        "edgecolor": keep_colour(patch.get_edgecolor()),
        "linewidth": patch.get_linewidth(),
        "linestyle": patch.get_linestyle(),
        "hatch": patch.get_hatch(),
    }


def keep_path(path: Path) -> Data:
    """A path's points and what joins them."""
    codes = None if path.codes is None else [int(code) for code in path.codes]
    return {"xy": keep_numbers(path.vertices), "codes": codes}


def _collection(collection: Collection, ax: Axes) -> Data:
    """Many marks of one kind: scattered ones by their offsets, others by their paths."""
    scattered = isinstance(collection, PathCollection)
    transform = collection.get_offset_transform() if scattered else collection.get_transform()
    offsets = np.ma.filled(np.ma.asarray(collection.get_offsets(), dtype=float), np.nan) if scattered else []
    return {
        "kind": "collection",
        "in": _coordinates(transform, ax),
        "paths": [keep_path(path) for path in collection.get_paths()],
        "offsets": keep_numbers(offsets),
        "sizes": keep_numbers(collection.get_sizes()) if scattered else [],
        "facecolors": [keep_colour(colour) for colour in collection.get_facecolor()],
        "edgecolors": [keep_colour(colour) for colour in collection.get_edgecolor()],
        "linewidths": keep_numbers(np.atleast_1d(collection.get_linewidth())),
        "linestyles": _patterns(collection),
        "hatch": collection.get_hatch(),
    }


def _patterns(collection: Collection) -> list[Any]:
    """Dash patterns of a collection, an offset and a pattern each, in line widths."""
    return [
        [offset, None if dashes is None else list(dashes)] for offset, dashes in collection._us_linestyles
    ]


def keep_text(text: Text, where: str, ax: Axes | None = None) -> Data:
    """A text, where it stands, and the arrow and box that an annotation may have."""
    kept = keep_words(text) | {"kind": "text", "in": where, "xy": keep_numbers(text.get_position())}
    box = text.get_bbox_patch()
    if box is not None:
        kept["box"] = {
            "facecolor": keep_colour(box.get_facecolor()),
            "edgecolor": keep_colour(box.get_edgecolor()),
            "linewidth": box.get_linewidth(),
        }
    if isinstance(text, Annotation):
        kept |= _note(text, ax)
    return kept


def _note(note: Annotation, ax: Axes | None) -> Data:
    """What an annotation has besides its text; coordinates that have no name in matplotlib get ours."""
    systems = [
        system if isinstance(system, str) or ax is None else {"in": _coordinates(system, ax)}
        for system in (note.xycoords, note.anncoords)
    ]
    if not all(isinstance(system, str | dict) for system in systems):
        raise NotKeptError("an annotation stands in coordinates of its own making")
    arrow = {
        name: value for name, value in (note.arrowprops or {}).items() if isinstance(value, str | int | float)
    }
    return {"kind": "note", "point": keep_numbers(note.xy), "systems": systems,
            "clipped": note.get_annotation_clip(),
            "arrow": arrow if note.arrowprops is not None else None}  # fmt: skip


def keep_words(text: Text) -> Data:
    """A text and how it looks."""
    return {
        "text": text.get_text(), "fontsize": text.get_fontsize(), "color": keep_colour(text.get_color()),
        "weight": text.get_fontweight(), "style": text.get_fontstyle(), "rotation": text.get_rotation(),
        "ha": text.get_ha(), "va": text.get_va(), "linespacing": text._linespacing,
    }  # fmt: skip


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


def keep_colour(value: Any) -> str:  # noqa: ANN401 - whatever matplotlib takes for a colour
    """A colour with its opacity; `none` where nothing is painted."""
    return value if isinstance(value, str) and value == "none" else to_hex(value, keep_alpha=True)


def keep_numbers(values: Any) -> Any:  # noqa: ANN401 - an array of any shape as lists
    """Numbers with eight digits, as JSON holds them; null for none."""
    if isinstance(values, list | tuple | np.ndarray):
        return [keep_numbers(value) for value in values]
    return float(f"{float(values):.8g}") if np.isfinite(float(values)) else None
