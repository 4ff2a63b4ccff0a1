"""A figure for a paper: PDF, SVG and PNG, the plotted data, the caption, a text for who cannot see it.

The drawing stands in the notebook; here are the one style, the colours of the outlets, and `save`.
"""

import io
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import LogFormatter, NullFormatter

from sourcewise.publish import output, safe
from sourcewise.publish.drawing import dots, label
from sourcewise.publish.palette import VOICES, colours, markers
from sourcewise.publish.sheets import tidy, to_csv
from sourcewise.publish.style import BYTES, mm, use_style

__all__ = ["VOICES", "colours", "dots", "label", "markers", "mm", "nothing", "save", "use_style"]

DPI = 200
SCREEN = 115  # pixels of a screen an inch: read from further away than paper
# What a file says about its making is left out: it would differ from run to run.
METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


def save(fig: Figure, run: Path | str, key: str, *, data: pd.DataFrame, caption: str, alt: str) -> None:
    """Write RUN/figures/KEY as .pdf .svg .png, .csv (`data`, what is drawn) and .json; show it; close it.

    The bytes are the same whenever figure and data are. `alt` says in words what the picture shows.
    Raises ValueError for a key other than small letters, digits and hyphens, an empty caption or alt text,
    or no data (say so with `nothing` then).
    """
    folder = _folder(run, key)
    _check(key, data, caption, alt)
    data = tidy(data)
    files = _draw(fig)
    for kind, content in files.items():
        output.write(folder / f"{key}.{kind}", content)
    output.write(folder / f"{key}.csv", to_csv(data))
    output.write(folder / f"{key}.json", _about(fig, key, data, caption, alt))
    width, height = (round(inches * SCREEN) for inches in fig.get_size_inches())
    plt.close(fig)
    output.picture(files["png"], key=key, caption=caption, alt=alt, width=width, height=height)
    note = f'<p class="sw-caption {safe.NO_MATH}">{safe.escape(caption)}</p>'
    output.emit(note, caption, metadata={output.CAPTION: key})


def nothing(run: Path | str, key: str, reason: str) -> None:
    """Show `reason`, a sentence, in place of figure KEY; a figure of that key from before is removed."""
    folder = _folder(run, key)
    for kind in (*METADATA, "csv", "json"):
        (folder / f"{key}.{kind}").unlink(missing_ok=True)
    output.emit(f'<p class="sw-say {safe.NO_MATH}">{safe.escape(reason)}</p>', reason)


def _folder(run: Path | str, key: str) -> Path:
    """The run's folder of figures, for a key that is a plain file name."""
    safe.check_key("figure", key)
    folder = Path(run) / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _check(key: str, data: pd.DataFrame, caption: str, alt: str) -> None:
    """Refuse a figure that says nothing."""
    if not caption.strip():
        raise ValueError(f"figure {key!r} has no caption: say what it shows, of how many articles")
    if not alt.strip():
        raise ValueError(f"figure {key!r} has no alt text: say what a reader would see in it")
    if data.empty:
        raise ValueError(f"figure {key!r} has no data: show figures.nothing(run, {key!r}, reason) instead")


def _draw(fig: Figure) -> dict[str, bytes]:
    """The figure as files of every kind, with one layout."""
    _plain_logarithms(fig)
    files = {kind: io.BytesIO() for kind in METADATA}
    with mpl.rc_context(BYTES):
        fig.draw_without_rendering()
        fig.set_layout_engine("none")  # placed once: a second time would move it by the last bits
        for kind, buffer in files.items():
            fig.savefig(buffer, format=kind, dpi=DPI, metadata=METADATA[kind])
    return {kind: buffer.getvalue() for kind, buffer in files.items()}


def _plain_logarithms(fig: Figure) -> None:
    """Write 100 on logarithmic axes: 10² would need the formulas that are switched off."""
    for axis in (axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)):
        if isinstance(axis.get_major_formatter(), LogFormatter):
            axis.set_major_formatter("{x:g}")
            axis.set_minor_formatter(NullFormatter())


def _about(fig: Figure, key: str, data: pd.DataFrame, caption: str, alt: str) -> str:
    """What a reader of the figure needs, as JSON."""
    width, height = (round(inches * 25.4, 1) for inches in fig.get_size_inches())
    about = {"key": key, "caption": caption, "alt": alt, "columns": [str(name) for name in data.columns]}
    about |= {"rows": len(data), "width_mm": width, "height_mm": height}
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
