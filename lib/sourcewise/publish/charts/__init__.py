"""The figures of the field: a tidy table in, a figure out, drawn again by `sourcewise export` at any width.

Every function takes the table, `width` in mm and keyword-only options that JSON can hold; it returns a
matplotlib Figure whose axes a notebook may still change, and raises NothingToDrawError, a sentence, where
there is nothing to see. Use `figures.save`, or `figures.draw`, which shows that sentence instead.
"""

from sourcewise.publish.charts.bad import NothingToDrawError
from sourcewise.publish.charts.forest import forest
from sourcewise.publish.charts.heat import heat
from sourcewise.publish.charts.overview import overview
from sourcewise.publish.charts.series import series
from sourcewise.publish.charts.shares import shares
from sourcewise.publish.charts.specifications import specifications
from sourcewise.publish.charts.timeline import timeline
from sourcewise.publish.charts.words import words

__all__ = [
    "NothingToDrawError",
    "forest",
    "heat",
    "overview",
    "series",
    "shares",
    "specifications",
    "timeline",
    "words",
]
