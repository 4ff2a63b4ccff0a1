"""A figure for a paper: PDF, SVG and PNG, the plotted data, the caption, a text for who cannot see it.

The drawing stands in the notebook; here are the one style, the colours of the outlets, and `save`.
"""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter, NullFormatter

from sourcewise.publish import letters, output, recipes, safe
from sourcewise.publish.charts.bad import NothingToDrawError
from sourcewise.publish.drawing import dots, label
from sourcewise.publish.origin import origin
from sourcewise.publish.palette import VOICES, colours, markers
from sourcewise.publish.sheets import tidy, to_csv
from sourcewise.publish.style import BYTES, mm, use_style
from sourcewise.publish.venues.kept import NotKeptError, keep

__all__ = ["VOICES", "colours", "dots", "draw", "label", "markers", "mm", "nothing", "save", "use_style"]

DPI = 200
SCREEN = 115  # pixels of a screen an inch: read from further away than paper
# Placed once: a second layout would move things by the last bits, and takes a drawing more for every file.
SETTLED = {"figure.autolayout": False, "figure.constrained_layout.use": False}
# What a file says about its making is left out: it would differ from run to run.
METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


def save(
    fig: Figure, run: Path | str, key: str, *, data: pd.DataFrame | None = None, caption: str, alt: str
) -> None:
    """Write RUN/figures/KEY as .pdf .svg .png, .csv (`data`, what is drawn) and .json; show it; close it.

    The bytes are the same whenever figure and data are. `alt` says in words what the picture shows. Without
    `data`, the table that a function of `charts` drew is written. So that `sourcewise export` can draw it
    again, the json holds that function with its options; of one that was drawn freely, or changed after its
    function drew it, the lines, marks and texts are written beside it as .drawing.json.

    Raises ValueError for a key other than small letters, digits and hyphens, an empty caption or alt text,
    or no data (say so with `nothing` then).
    """
    folder = _folder(run, key)
    recipe = recipes.of(fig)
    data = recipe.table if data is None and recipe else data
    _check(key, data, caption, alt)
    caption = letters.number_unknown(fig, " ".join([caption, recipes.left_out(fig)]).strip())
    files = render(fig, tuple(METADATA))
    for kind, content in files.items():
        output.write(folder / f"{key}.{kind}", content)
    output.write(folder / f"{key}.csv", to_csv(tidy(data)))
    again = _again(fig, data, folder / f"{key}.drawing.json")
    about = _about(fig, key, tidy(data), caption, alt) | {"again": again, **origin(run)}
    output.write(folder / f"{key}.json", json.dumps(about, ensure_ascii=False, indent=1) + "\n")
    width, height = (round(inches * SCREEN) for inches in fig.get_size_inches())
    plt.close(fig)
    output.picture(files["png"], key=key, caption=caption, alt=alt, width=width, height=height)
    note = f'<p class="sw-caption {safe.NO_MATH}">{safe.escape(caption)}</p>'
    output.emit(note, caption, metadata={output.CAPTION: key})


def draw(
    chart: Callable[..., Figure],
    table: pd.DataFrame,
    run: Path | str,
    key: str,
    *,
    caption: str,
    alt: str,
    **options: Any,  # noqa: ANN401
) -> None:
    """Draw `table` by a function of `charts` and save it; where it can't be drawn, show the reason
    instead.
    """
    try:
        fig = chart(table, **options)
    except NothingToDrawError as error:
        nothing(run, key, str(error))
        return
    save(fig, run, key, caption=caption, alt=alt)


def nothing(run: Path | str, key: str, reason: str) -> None:
    """Show `reason`, a sentence, in place of figure KEY; a figure of that key from before is removed."""
    folder = _folder(run, key)
    for kind in (*METADATA, "csv", "json", "drawing.json"):
        (folder / f"{key}.{kind}").unlink(missing_ok=True)
    output.emit(f'<p class="sw-say {safe.NO_MATH}">{safe.escape(reason)}</p>', reason)


def _folder(run: Path | str, key: str) -> Path:
    """The run's folder of figures, for a key that is a plain file name."""
    safe.check_key("figure", key)
    folder = Path(run) / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _check(key: str, data: pd.DataFrame | None, caption: str, alt: str) -> None:
    """Refuse a figure that says nothing."""
    if not caption.strip():
        raise ValueError(f"figure {key!r} has no caption: say what it shows, of how many articles")
    if not alt.strip():
        raise ValueError(f"figure {key!r} has no alt text: say what a reader would see in it")
    if data is None or data.empty:
        raise ValueError(f"figure {key!r} has no data: show figures.nothing(run, {key!r}, reason) instead")


def render(fig: Figure, kinds: tuple[str, ...], *, dpi: int = DPI) -> dict[str, bytes]:
    """The figure as files of these kinds (pdf, svg, png, eps, tif), with one layout."""
    _plain_logarithms(fig)
    files = {kind: io.BytesIO() for kind in kinds}
    with mpl.rc_context(BYTES | SETTLED):
        fig.draw_without_rendering()
        fig.set_layout_engine(None)
        _settle(fig)
        for kind, buffer in files.items():
            if kind == "tif":
                _tiff(fig, buffer, dpi)
            else:
                fig.savefig(buffer, format=kind, dpi=dpi, metadata=METADATA.get(kind))
    return {kind: buffer.getvalue() for kind, buffer in files.items()}


def _settle(fig: Figure) -> None:
    """Round where axes stand: the last bits of a layout hang on which memory happened to be free."""
    for ax in fig.axes:
        for which in ("original", "active"):  # an aspect makes the second smaller
            bounds = ax.get_position(original=which == "original").bounds
            ax.set_position([round(edge, 9) for edge in bounds], which=which)


def _tiff(fig: Figure, buffer: io.BytesIO, dpi: int) -> None:
    """Write the figure as pixels without an alpha channel, packed by LZW: matplotlib's own TIFF has one."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    before = fig.dpi
    try:
        fig.set_dpi(dpi)
        canvas = FigureCanvasAgg(fig)
        canvas.draw()
        picture = Image.fromarray(np.ascontiguousarray(np.asarray(canvas.buffer_rgba())[..., :3]))
        picture.save(buffer, format="tiff", compression="tiff_lzw", dpi=(dpi, dpi))
    finally:
        fig.set_dpi(before)


def _again(fig: Figure, data: pd.DataFrame, beside: Path) -> dict[str, Any]:
    """How the figure can be drawn again: by a function, from what is kept of it, or why it cannot."""
    beside.unlink(missing_ok=True)
    recipe = recipes.of(fig)
    try:
        if recipe and recipe.table is data and _untouched(fig, recipe):
            return {"by": recipe.by, "options": recipe.options, "text": sorted(_words(tidy(data)))}
        kept = keep(fig)
    except NotKeptError as error:
        return {"not": f"the figure was drawn freely and cannot be kept as data: {error}"}
    output.write(beside, json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n")
    return {"from": beside.name}


def _untouched(fig: Figure, recipe: recipes.Recipe) -> bool:
    """Whether a figure is as its function drew it: what a cell changed, the function would lose."""
    fresh = recipe.draw(recipe.table, **recipe.options)
    letters.number_unknown(fresh, "")
    fresh.draw_without_rendering()
    _settle(fresh)
    return keep(fresh) == keep(fig)


def _words(data: pd.DataFrame) -> list[str]:
    """The columns that hold text, which a reader of the CSV must not take for numbers."""
    return [name for name in data.columns if not pd.api.types.is_numeric_dtype(data[name])]


def _plain_logarithms(fig: Figure) -> None:
    """Write 100 on logarithmic axes: 10² would need the formulas that are switched off."""
    for axis in (axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)):
        if isinstance(axis.get_major_formatter(), LogFormatter):
            axis.set_major_formatter("{x:g}")
            axis.set_minor_formatter(NullFormatter())


def _about(fig: Figure, key: str, data: pd.DataFrame, caption: str, alt: str) -> dict[str, Any]:
    """What a reader of the figure needs."""
    width, height = (round(inches * 25.4, 1) for inches in fig.get_size_inches())
    about = {"key": key, "caption": caption, "alt": alt, "columns": [str(name) for name in data.columns]}
    return about | {"rows": len(data), "width_mm": width, "height_mm": height}
