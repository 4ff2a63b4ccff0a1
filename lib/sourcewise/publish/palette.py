"""Colours and markers: an outlet looks the same in every figure of a run, in colour, in print and in grey."""

from collections.abc import Iterable

from sourcewise.corpus.tables import UNKNOWN

BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, BLACK, YELLOW = "#E69F00", "#56B4E9", "#000000", "#F0E442"

# Okabe and Ito's eight colours (2008, jfly.uni-koeln.de/color), yellow last: on white it is the faintest.
OKABE_ITO = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK, YELLOW)
GREYS = ("#6E6E6E", "#A3A3A3", "#4A4A4A", "#8A8A8A")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "p")

# From dark to light, so that the four voices keep their order in grey.
VOICES = {"outlet": BLUE, "quoted": ORANGE, "reported": "#F7DDA4", "unclear": "#EEEEEE"}


def colours(outlets: Iterable[str]) -> dict[str, str]:
    """Colour of each outlet, fixed by the sorted names: pass all outlets of the run, in any order.

    Outlets named `unknown (...)` are grey. After eight outlets the colours come again, with other markers.
    """
    return {name: _tones(name)[place % len(_tones(name))] for name, place in _places(outlets).items()}


def markers(outlets: Iterable[str]) -> dict[str, str]:
    """Marker of each outlet; colour and marker together are one outlet's own among up to 80 (40 unknown)."""
    return {
        name: MARKERS[(place + place // len(_tones(name))) % len(MARKERS)]
        for name, place in _places(outlets).items()
    }


def inked(hue: str) -> str:
    """A colour for thin lines and empty marks on white: dark grey in place of yellow, which is too faint."""
    return "#555555" if hue == YELLOW else hue


def _unknown(name: str) -> bool:
    """Whether nobody could say which outlet this is."""
    return name.startswith(UNKNOWN)


def _tones(name: str) -> tuple[str, ...]:
    """The colours that this outlet's is taken from."""
    return GREYS if _unknown(name) else OKABE_ITO


def _places(outlets: Iterable[str]) -> dict[str, int]:
    """Each outlet's number among the known or among the unknown, by name."""
    names = sorted(set(outlets))
    known = {name: place for place, name in enumerate(n for n in names if not _unknown(n))}
    return known | {name: place for place, name in enumerate(n for n in names if _unknown(n))}
