"""A figure made to fit a preset: type within its sizes, no hairlines, no transparency, nothing cut."""

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba_array
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from sourcewise.publish.venues.presets import Preset

DRAWN = 8.0  # points of the notebooks' own type


def fit(fig: Figure, preset: Preset, *, scale: float = 1.0) -> None:
    """Change type (`scale` times as large), lines and colours of `fig` in place to what the preset asks."""
    for text in fig.findobj(Text):
        text.set_fontsize(_size(text.get_fontsize() * scale, preset))
    for axis in (axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)):
        for label in axis.get_ticklabels()[:1]:  # ticks to come look like those that are there
            axis.set_tick_params(labelsize=label.get_fontsize())
    for artist in fig.findobj(lambda one: isinstance(one, Line2D | Patch | Collection)):
        _thicken(artist, preset.thinnest)
    if not preset.transparent:
        for artist in fig.findobj():
            _flatten(artist)


def _size(points: float, preset: Preset) -> float:
    """A size of type within the preset's limits."""
    return round(min(max(points, preset.smallest), preset.largest), 2)


def _thicken(artist: Any, thinnest: float) -> None:  # noqa: ANN401 - a line, a patch or a collection
    """No line thinner than that, unless it is none at all."""
    widths = np.atleast_1d(np.asarray(artist.get_linewidth(), dtype=float))
    wanted = np.where(widths > 0, np.maximum(widths, thinnest), widths)
    if (wanted != widths).any():
        artist.set_linewidth(wanted if isinstance(artist, Collection) else float(wanted[0]))


def _flatten(artist: Artist) -> None:
    """Paint every colour as it looks on white paper."""
    if isinstance(artist, AxesImage):
        _flatten_image(artist)
    elif isinstance(artist, Line2D):
        for part in ("color", "markerfacecolor", "markeredgecolor"):
            _on_white(artist, part, artist.get_alpha())
        artist.set_alpha(None)
    elif isinstance(artist, Patch | Collection):
        for part in ("facecolor", "edgecolor"):
            _on_white(artist, part, None)  # their colours hold the alpha already
        _unseen_edge(artist)
    elif isinstance(artist, Text):
        _on_white(artist, "color", artist.get_alpha())
        artist.set_alpha(None)


def _on_white(artist: Any, part: str, alpha: float | None) -> None:  # noqa: ANN401 - any artist with colours
    """One colour of an artist, or each of several, mixed with white by its opacity."""
    colour = getattr(artist, f"get_{part}")()
    if isinstance(colour, str) and colour in ("none", "face", "auto"):
        return
    colours = to_rgba_array(colour)
    if len(colours) == 0 or ((colours[:, 3] == 1).all() and alpha is None):
        return
    opacity = colours[:, 3:] * (1 if alpha is None else alpha)
    flat = np.hstack([colours[:, :3] * opacity + 1 - opacity, (opacity > 0).astype(float)])
    if isinstance(artist, Patch | Collection):
        artist.set_alpha(None)
    getattr(artist, f"set_{part}")(flat if isinstance(artist, Collection) else tuple(flat[0]))


def _unseen_edge(artist: Any) -> None:  # noqa: ANN401 - a patch or a collection
    """Have an edge that is not drawn leave no trace: files note its opacity all the same."""
    edges = to_rgba_array(artist.get_edgecolor())
    if len(edges) and (edges[:, 3] == 0).all():
        artist.set_linewidth(0)
        artist.set_edgecolor("white")
    faces = to_rgba_array(artist.get_facecolor())
    if len(faces) and (faces[:, 3] == 0).all():
        artist.set_facecolor("none")


def _flatten_image(image: AxesImage) -> None:
    """A picture without transparent cells."""
    cells = image.to_rgba(image.get_array(), bytes=False)
    opacity = cells[..., 3:] * (1 if image.get_alpha() is None else image.get_alpha())
    image.set_alpha(None)
    image.set_data(cells[..., :3] * opacity + 1 - opacity)
