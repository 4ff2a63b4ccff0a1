"""Letters that the shipped faces lack: a name that no face can draw stands as a number, told in the
caption.
"""

import unicodedata
from functools import cache

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.text import Text

from sourcewise.publish.style import FAMILY


def number_unknown(fig: Figure, caption: str) -> str:
    """Replace in `fig` each text that no shipped face can draw by `[1]`, `[2]`, ...; the caption that says
    so.

    Arabic, Hebrew, Greek and Cyrillic are drawn as they are; Chinese, Japanese and Korean are not, since a
    face that has them weighs more than the rest of the library.
    """
    told: dict[str, str] = {}

    def numbered(words: str) -> str:
        if drawable(words):
            return words
        known: dict[bool, list[str]] = {False: [], True: []}
        for line in words.splitlines():
            known[drawable(line)].append(line)
        whole = " ".join(" ".join(known[False]).split())  # a name may be cut into lines, its number beside it
        return "\n".join([told.setdefault(whole, f"[{len(told) + 1}]"), *known[True]])

    for axis in (axis for ax in fig.axes for axis in (ax.yaxis, ax.xaxis)):
        labels = [label.get_text() for label in axis.get_ticklabels()]
        if not all(map(drawable, labels)):
            axis.set_ticks(axis.get_majorticklocs(), [numbered(label) for label in labels])
    for text in fig.findobj(Text):
        text.set_text(numbered(text.get_text()))
    if not told:
        return caption
    return (
        f"{caption} In the figure, " + ", ".join(f"{mark} is {words}" for words, mark in told.items()) + "."
    )


def drawable(text: str) -> bool:
    """Whether every letter of `text` is in one of the faces that figures are drawn in."""
    known = _known()
    return all(ord(sign) in known or sign.isspace() or unicodedata.category(sign) == "Cf" for sign in text)


@cache
def _known() -> frozenset[int]:
    """Code points that the faces of the figures have."""
    files = [font_manager.findfont(font_manager.FontProperties(family=[name])) for name in FAMILY]
    return frozenset().union(*(font_manager.get_font(file).get_charmap() for file in files))
