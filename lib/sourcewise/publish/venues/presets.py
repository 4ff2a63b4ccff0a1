"""What journals ask of figures, with the page that says so: widths, type, formats, fonts, resolution."""

from dataclasses import dataclass
from typing import Literal

Format = Literal["pdf", "svg", "eps", "png", "tif"]


@dataclass(frozen=True)
class Preset:
    """What a figure must be for one venue. Lengths in mm, type and lines in points, resolution in dpi.

    No `widths`: the venue names none, so a figure keeps the width that it was drawn at, up to `widest`.
    `transparent` says whether a file may hold transparency. `source` is the page that the rules were read on.
    """

    name: str
    widths: tuple[float, ...]
    widest: float
    highest: float
    size: float
    smallest: float
    largest: float
    thinnest: float
    formats: tuple[Format, ...]
    dpi: int
    transparent: bool
    source: str

    def width(self, drawn: float) -> float:
        """The width in mm for a figure that was drawn at `drawn` mm: the next that the venue has."""
        if not self.widths:
            return min(drawn, self.widest)
        return next((width for width in self.widths if width >= drawn - 0.5), self.widths[-1])


SCREEN = Preset(
    "screen", widths=(), widest=300, highest=1000, size=8, smallest=6, largest=12, thinnest=0.3,
    formats=("svg", "png"), dpi=200, transparent=True, source="the look of the notebooks",
)  # fmt: skip
NATURE = Preset(
    "nature",
    widths=(89, 120, 136, 183),
    widest=183,
    highest=170,
    size=7,
    smallest=5,
    largest=7,
    thinnest=0.25,
    formats=("pdf", "eps"),
    dpi=450,
    transparent=False,
    source="https://research-figure-guide.nature.com/figures/preparing-figures-our-specifications",
)
TANDF = Preset(
    "tandf", widths=(), widest=183, highest=240, size=8, smallest=7, largest=9, thinnest=0.3,
    formats=("eps", "tif"), dpi=1200, transparent=False,
    source="https://authorservices.taylorandfrancis.com/submission-of-electronic-artwork/",
)  # fmt: skip
CAMBRIDGE = Preset(
    "cambridge", widths=(), widest=183, highest=240, size=8, smallest=6, largest=10, thinnest=0.3,
    formats=("eps", "pdf", "tif"), dpi=1000, transparent=False,
    source="https://www.cambridge.org/core/services/authors/journals/journals-artwork-guide",
)  # fmt: skip

PRESETS = {preset.name: preset for preset in (SCREEN, NATURE, TANDF, CAMBRIDGE)}


def find(name: str) -> Preset:
    """The preset of that name. Raises ValueError that lists the names there are."""
    if name not in PRESETS:
        raise ValueError(f"there is no preset {name!r}: give one of {', '.join(PRESETS)}")
    return PRESETS[name]
