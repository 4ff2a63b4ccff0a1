"""A figure drawn again from what `kept.keep` kept of it, at another width and size of type."""

import base64
import io
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import collections as marks
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import ListedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform, Transform

Data = Mapping[str, Any]


def draw(kept: Data, *, width: float, height: float) -> Figure:
    """The figure that `kept` tells of, `width` x `height` mm; type and lines have the sizes that they had."""
    fig = Figure(figsize=(width / 25.4, height / 25.4), layout="constrained")
    grids: dict[str, GridSpec] = {}
    axes = [_axes(fig, one, grids) for one in kept["axes"]]
    for bar in kept["bars"]:
        _bar(fig, bar, axes)
    for text in kept["texts"]:
        _text(text, fig, fig.transFigure)
    for name, title in kept["titles"].items():
        if title:
            getattr(fig, name)(title["text"], fontsize=title["fontsize"], weight=title["weight"])
    for legend in kept["legends"]:
        _legend(fig, legend)
    return fig


def _axes(fig: Figure, kept: Data, grids: dict[str, GridSpec]) -> Axes:
    """One pair of axes with all that stands in it."""
    ax = _placed(fig, kept["place"], grids)
    ax.set_facecolor(kept["facecolor"])
    ax.set(xscale=kept["scales"][0], yscale=kept["scales"][1])
    for artist in kept["artists"]:
        _ADD[artist["kind"]](ax, artist)
    ax.set(xlim=kept["limits"][0], ylim=kept["limits"][1], autoscale_on=False)
    for axis, ticks, label in zip((ax.xaxis, ax.yaxis), kept["ticks"], kept["labels"], strict=True):
        _ticks(axis, ticks)
        axis.set_label_text(label)
    for side, title in kept["titles"].items():
        if title:
            ax.set_title(
                title["text"],
                loc=side,
                fontsize=title["fontsize"],
                weight=title["weight"],
                color=title["color"],
            )
    for name, visible in kept["spines"].items():
        ax.spines[name].set_visible(visible)
    if not kept["on"]:
        ax.set_axis_off()
    if kept["legend"]:
        _legend(ax, kept["legend"])
    return ax


def _placed(fig: Figure, place: Data, grids: dict[str, GridSpec]) -> Axes:
    """Empty axes in their cell of the grid, or in their box."""
    if "box" in place:
        return fig.add_axes(place["box"])
    key = str([place[name] for name in ("grid", "widths", "heights")])
    if key not in grids:
        rows, columns = place["grid"]
        grids[key] = fig.add_gridspec(
            rows, columns, width_ratios=place["widths"], height_ratios=place["heights"]
        )
    top, bottom, left, right = place["span"]
    return fig.add_subplot(grids[key][top:bottom, left:right])


def _ticks(axis: Any, kept: Data) -> None:  # noqa: ANN401 - the x axis or the y axis
    """Ticks, what is written at them, and the grid."""
    axis.set_ticks(kept["at"], kept["labels"], **(kept["look"] if kept["at"] else {}))
    axis.set_ticks([], minor=True)
    far, near = ("top", "bottom") if axis.axis_name == "x" else ("right", "left")
    axis.set_tick_params(
        length=kept["marks"], **{f"label{far}": kept["far"], f"label{near}": not kept["far"]}
    )
    axis.grid(kept["grid"])


def _image(ax: Axes, kept: Data) -> None:
    """A heat map."""
    picture = plt.imread(io.BytesIO(base64.b64decode(kept["png"])), format="png")
    ax.imshow(picture, extent=kept["extent"], origin=kept["origin"], aspect="auto", interpolation="nearest",
              zorder=kept["zorder"])  # fmt: skip


def _line(ax: Axes, kept: Data) -> None:
    """A line."""
    line = _key(kept)
    line.set_data(*_points(kept["xy"]).T)
    line.set(drawstyle=kept["drawstyle"], zorder=kept["zorder"], transform=_transform(ax, kept["in"]))
    ax.add_line(line)
    line.set_clip_on(kept["clip"])


def _patch(ax: Axes, kept: Data) -> None:
    """A patch."""
    path = Path(_points(kept["xy"]), kept["codes"])
    look = {
        name: kept[name] for name in ("facecolor", "edgecolor", "linewidth", "linestyle", "hatch", "zorder")
    }
    patch = PathPatch(path, transform=_transform(ax, kept["in"]), **look)
    ax.add_patch(patch)
    patch.set_clip_on(kept["clip"])


def _collection(ax: Axes, kept: Data) -> None:
    """Many marks at once."""
    look = {name: kept[name] for name in ("facecolors", "edgecolors", "linewidths", "hatch", "zorder")}
    look["linestyles"] = [(offset, dashes) for offset, dashes in kept["linestyles"]] or "solid"
    where, paths = (
        _transform(ax, kept["in"]),
        [Path(_points(one["xy"]), one["codes"]) for one in kept["paths"]],
    )
    if kept["sizes"]:
        many = marks.PathCollection(
            paths, kept["sizes"], offsets=_points(kept["offsets"]), offset_transform=where, **look
        )
        many.set_transform(IdentityTransform())
    else:
        many = marks.PathCollection(paths, transform=where, **look)
    ax.add_collection(many, autolim=False)
    many.set_clip_on(kept["clip"])


def _note(ax: Axes, kept: Data) -> None:
    """An annotation."""
    point, aside = (one if isinstance(one, str) else _transform(ax, one["in"]) for one in kept["systems"])
    place = {"xycoords": point, "textcoords": aside, "annotation_clip": kept["clipped"]}
    note = ax.annotate(kept["text"], kept["point"], kept["xy"], arrowprops=kept["arrow"],
                       zorder=kept["zorder"], **place, **_words(kept))  # fmt: skip
    note.set_clip_on(kept["clip"])


def _write(ax: Axes, kept: Data) -> None:
    """A text in axes."""
    text = _text(kept, ax, _transform(ax, kept["in"]))
    text.set(zorder=kept["zorder"], clip_on=kept["clip"])


def _text(kept: Data, owner: Any, transform: Transform) -> Any:  # noqa: ANN401 - axes or a figure, and its text
    """A text with its box."""
    box = {"boxstyle": "round", **kept["box"]} if "box" in kept else None
    return owner.text(*kept["xy"], kept["text"], transform=transform, bbox=box, **_words(kept))


def _words(kept: Data) -> dict[str, Any]:
    """How a text looks."""
    names = ("fontsize", "color", "weight", "style", "rotation", "ha", "va", "linespacing")
    return {name: kept[name] for name in names}


_ADD = {
    "image": _image,
    "line": _line,
    "patch": _patch,
    "collection": _collection,
    "text": _write,
    "note": _note,
}


def _key(kept: Data) -> Line2D:
    """A line with its markers, as it stands in axes and in a legend."""
    names = ("color", "alpha", "linewidth", "marker", "markersize", "markerfacecolor", "markeredgecolor",
             "markeredgewidth")  # fmt: skip
    style = kept["linestyle"]
    line = Line2D([], [], **{name: kept[name] for name in names})
    line.set_linestyle(style if isinstance(style, str) else (style[0], style[1]))
    return line


def _handle(kept: Data) -> Any:  # noqa: ANN401 - the key of a legend
    """The key of a legend."""
    if kept["kind"] == "line":
        return _key(kept)
    if kept["kind"] == "patch":
        names = ("facecolor", "edgecolor", "linewidth", "linestyle", "hatch")
        return Patch(**{name: kept[name] for name in names})
    path = Path(_points(kept["path"]["xy"]), kept["path"]["codes"]) if kept["path"] else "s"
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=path,
        markersize=kept["size"] ** 0.5,
        markeredgewidth=kept["linewidth"],
        markerfacecolor=kept["facecolor"],
        markeredgecolor=kept["edgecolor"],
    )


def _legend(owner: Any, kept: Data) -> None:  # noqa: ANN401 - axes or a figure
    """A legend."""
    names = {1: "upper right", 2: "upper left", 3: "lower left", 4: "lower right", 6: "center left",
             7: "center right", 8: "lower center", 9: "upper center"}  # fmt: skip
    where = kept["loc"] if not isinstance(kept["loc"], list) else tuple(kept["loc"])
    if kept["outside"]:
        side = names.get(where, "upper center")
        turned = side.split()[1] == kept["outside"]
        where = f"outside {' '.join(reversed(side.split())) if turned else side}"
    more = {"bbox_to_anchor": kept["anchor"]} if kept["anchor"] else {}
    owner.legend(
        [_handle(one) for one in kept["handles"]], kept["labels"], loc=where, ncols=kept["ncols"],
        title=kept["title"] or None, frameon=kept["frame"], fontsize=kept["fontsize"], **more,
    )  # fmt: skip


def _bar(fig: Figure, kept: Data, axes: list[Axes]) -> None:
    """A colour bar beside the axes that it belongs to."""
    ends = {"under": kept["colours"][0], "over": kept["colours"][-1]}
    colours = ListedColormap(kept["colours"]).with_extremes(**ends)
    mappable = ScalarMappable(Normalize(*kept["range"]), colours)
    parents = [axes[place] for place in kept["parents"]] or axes
    bar = fig.colorbar(
        mappable, ax=parents, extend=kept["extend"], orientation=kept["orientation"], label=kept["label"]
    )
    bar.set_ticks(kept["ticks"]["at"], labels=kept["ticks"]["labels"])
    bar.ax.tick_params(labelsize=kept["ticks"]["look"].get("fontsize"))


def _transform(ax: Axes, name: str) -> Transform:
    """The coordinates of that name."""
    known = {"data": ax.transData, "axes": ax.transAxes, "figure": ax.figure.transFigure}
    if name in known:
        return known[name]
    return ax.get_xaxis_transform() if name == "xaxis" else ax.get_yaxis_transform()


def _points(values: Any) -> np.ndarray:  # noqa: ANN401 - lists of pairs
    """Pairs of numbers as an array; what was null is no number."""
    return np.array(
        [[np.nan if part is None else part for part in pair] for pair in values], dtype=float
    ).reshape(-1, 2)
