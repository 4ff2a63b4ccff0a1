"""A scatter whose points can be clicked, or walked with arrow keys: our own widget, drawn as SVG."""

from pathlib import Path
from typing import Any, ClassVar

import anywidget
import pandas as pd
import traitlets

_HERE = Path(__file__).parent


class Scatter(anywidget.AnyWidget):
    """`points`: dicts of name, x, y (above 0), side (left, right or even) and told, what a screen reader
    says; `names` of the axes; `title` of the list of points; `chosen`, the name of the point that is chosen.
    """

    _esm: ClassVar[str] = (_HERE / "scatter.js").read_text(encoding="utf-8")
    _css: ClassVar[str] = (_HERE / "scatter.css").read_text(encoding="utf-8")
    points = traitlets.List(traitlets.Dict()).tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)


def points(against: pd.DataFrame, words: tuple[float, float], names: tuple[str, str]) -> list[dict[str, Any]]:
    """Points of `wording.keyness`, in its rows' order: rates per 10,000 words, half a case added to each.

    `words`: all words of either side, `names` what the sides are called.
    """
    x = against["target_rate"] + 5e3 / words[0]
    y = against["reference_rate"] + 5e3 / words[1]
    side = (against["z"] > 0).map({True: "left", False: "right"}).where(against["z"].abs() >= 1.96, "even")
    told = [
        f"{row.term}: {row.target:.0f} times in {names[0]}, {row.reference:.0f} in {names[1]}"
        for row in against.itertuples()
    ]
    rows = zip(against["term"], x.astype(float), y.astype(float), side, told, strict=True)
    return [dict(zip(("name", "x", "y", "side", "told"), row, strict=True)) for row in rows]
