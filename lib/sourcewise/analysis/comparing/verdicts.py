"""Why a p or an interval of a comparison is not printed; empty where it is."""

import numpy as np

from sourcewise.analysis.comparing import inference, power
from sourcewise.analysis.comparing.families import ALPHA
from sourcewise.analysis.comparing.layouts import Layout
from sourcewise.analysis.comparing.support import INTERVAL_FROM, P_FROM, POINTS, Shape
from sourcewise.analysis.said import counted, plural

INSIDE_FROM = 20  # independent articles, for an interval of a difference inside a few stories


def no_comparison(layout: Layout) -> str:
    """Fewer than 3 independent articles in a group."""
    if layout.n >= POINTS:
        return ""
    where = "" if _by_story(layout) else " in one of the groups"
    return f"{_articles(layout)}{where}: described only, a comparison takes {POINTS} an outlet."


def no_p(layout: Layout, *, shape: Shape, correction: float, resamples: int) -> str:
    """Too few for the statistic's shape, or for any p below .05 after the family's `correction`."""
    if layout.n < P_FROM[shape]:
        return f"No p: {_articles(layout)}, and {SAID[shape]} takes {P_FROM[shape]}."
    worth = 0.0  # a p is no less than so many independent articles could show
    if not layout.sample.paired:
        worth = power.smallest_p(layout.units_a, layout.units_b)
    least = max(worth, inference.smallest_p(layout.sample, resamples=resamples)) * correction
    if least < ALPHA:
        return ""
    drawn = max(worth, inference.smallest_p(layout.sample, resamples=10**9)) * correction < ALPHA
    remedy = "raise `resamples`" if drawn else "add articles, or ask of one pair or statistic alone"
    return f"No p: corrected for the family, the least attainable is {min(least, 1):.2g}; {remedy}."


def one_p(*groups: np.ndarray) -> str:
    """Nothing to tell apart."""
    return "No p: every article has the same value." if np.ptp(np.concatenate(groups)) == 0 else ""


def no_interval(n: int, *, shape: Shape, counts: str = "independent article") -> str:
    """Too few independent articles, or what else `counts` names, for the statistic's shape."""
    if n >= INTERVAL_FROM[shape]:
        return ""
    return f"No interval: {counted(n, counts)}, and {SAID[shape]} takes {INTERVAL_FROM[shape]}."


def no_interval_between(layout: Layout, *, shape: Shape) -> str:
    """The same for two groups; inside stories a mean takes more articles too."""
    inside = layout.strata > 1 and not layout.sample.paired
    if inside and INTERVAL_FROM[shape] <= layout.n < INSIDE_FROM:
        return (
            f"No interval: {counted(layout.n, noun(layout))}, and inside {plural(layout.within)} "
            f"{SAID[shape]} takes {INSIDE_FROM}."
        )
    return no_interval(layout.n, shape=shape, counts=noun(layout))


def one_value(*groups: np.ndarray) -> str:
    """More than half of a group's articles with the same value: no interval covers what it promises."""
    if any(np.unique(x, return_counts=True)[1].max() / len(x) > 0.5 for x in groups):
        return "No interval: most articles have the same value."
    return ""


def detectable(layout: Layout, *, family: int) -> float | None:
    """Smallest standardised difference found four times in five, from n; None where stories are units."""
    if layout.sample.paired:  # articles' spread says nothing of that of stories
        return None
    return power.detectable(layout.units_a, layout.units_b, family=family)


SAID = {"even": "a mean", "share": "a share", "rate": "a rate of words", "skewed": "a skewed statistic"}


def noun(layout: Layout) -> str:
    """What the number of units counts."""
    return f"shared {layout.within}" if _by_story(layout) else "independent article"


def _by_story(layout: Layout) -> bool:
    """Whether stories are the units, and fewer than the articles are worth."""
    return layout.sample.paired and layout.n < min(layout.units_a, layout.units_b)


def _articles(layout: Layout) -> str:
    """'4 independent articles', or stories where these are the units."""
    if _by_story(layout):
        return counted(layout.n, noun(layout))
    return counted(layout.n, "independent article" if layout.n < min(layout.n_a, layout.n_b) else "article")
