"""One look for every figure, and the settings under which a figure has the same bytes on every machine."""

import warnings
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager

from sourcewise.publish.palette import OKABE_ITO

FONTS = Path(__file__).with_name("fonts")
FAMILY = ["Liberation Sans", "DejaVu Sans"]  # the second, matplotlib's, for letters that the first lacks
INK = "#222222"

# Live TrueType text in PDF (journals refuse Type 3), outlines in SVG, nothing from clock, locale or machine.
BYTES: dict[str, Any] = {
    "svg.hashsalt": "sourcewise",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "pdf.use14corefonts": False,
    "text.usetex": False,
    "text.parse_math": False,  # labels are words of articles: a `$` is a dollar
    "text.hinting": "none",  # or a text's width, and with it the layout, would hang on the resolution
    "timezone": "UTC",
    "axes.formatter.use_locale": False,
    "path.simplify": True,
    "savefig.bbox": None,  # the width is the width that was asked for
    "savefig.facecolor": "white",
}

LOOK: dict[str, Any] = {
    "font.family": FAMILY,
    "font.size": 8,
    "figure.dpi": 110,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 0.04,
    "figure.constrained_layout.w_pad": 0.04,
    "figure.facecolor": "white",
    "figure.titlesize": 9,
    "figure.titleweight": "bold",
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 6,
    "axes.labelsize": 8,
    "axes.labelpad": 4,
    "axes.labelcolor": INK,
    "axes.edgecolor": "#666666",
    "axes.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": mpl.cycler(color=OKABE_ITO),
    "text.color": INK,
    "xtick.color": "#666666",
    "ytick.color": "#666666",
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.2,
    "lines.markersize": 5,
    "legend.frameon": False,
    "legend.fontsize": 7.5,
    "legend.handlelength": 1.2,
    "legend.borderaxespad": 0.0,
    "image.cmap": "cividis",
}


def use_style() -> None:
    """Set matplotlib's look and its reproducible settings for every figure drawn from here on.

    `$` and `\\(` in labels are text, not formulas. Undo with `matplotlib.rcdefaults()`.
    """
    _load_fonts()
    warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # told in the caption: `letters`
    mpl.rcParams.update(LOOK | BYTES)


def mm(width: float, height: float) -> tuple[float, float]:
    """Width and height in millimetres as matplotlib's `figsize`: 89 is a journal's column, 183 two."""
    return width / 25.4, height / 25.4


def _load_fonts() -> None:
    """Make the shipped faces the only ones of their name: a machine may have older ones."""
    ours = Path(mpl.get_data_path())
    manager = font_manager.fontManager
    manager.ttflist = [
        face for face in manager.ttflist if face.name not in FAMILY or Path(face.fname).is_relative_to(ours)
    ]
    for file in sorted(FONTS.glob("*.ttf")):
        manager.addfont(file)
