"""What a corpus can support, by the number of articles an outlet.

The document is the unit, copies count once, articles of one author count together, outlets that nobody
named enter no comparison, and the smaller of two groups decides. 1-2 articles: description only. 3-9:
points, and from 4 a permutation p where it can fall below .05 at all. 10-29: also intervals of article
means, marked as a small sample. 30 and more: intervals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from sourcewise.analysis.comparing import families, power
from sourcewise.analysis.comparing.independence import Unit, authors, independent, left_out, worth
from sourcewise.analysis.said import counted

Level = Literal["description", "points", "small", "full"]
Shape = Literal["even", "share", "rate", "skewed"]

POINTS, SMALL, FULL = 3, 10, 30
P_FROM: dict[str, int] = {"even": 4, "share": 4, "rate": SMALL, "skewed": FULL}
INTERVAL_FROM: dict[str, int] = {"even": SMALL, "share": 20, "rate": 50, "skewed": FULL}
EFFECTS = (0.8, 0.5, 0.2)  # Cohen's large, medium and small


@dataclass(frozen=True)
class Support:
    """What may be shown of a comparison, and why.

    `n`: articles by outlet, copies once, unknown outlets left out. `units`: how many independent ones they
    count as, where authors wrote several. `p`, `interval`, `comparison`: whether they may be printed for
    every pair of these outlets. `smallest_p`: smallest attainable two-sided permutation p of the two smallest
    outlets, before correction over `family` tests. `detectable`: smallest standardised difference found with
    power .80 at a two-sided .05 (Bonferroni over the family), from n alone. `needed`: articles an outlet by
    effect.
    """

    level: Level
    n: dict[str, int]
    units: dict[str, int]
    family: int
    p: bool
    interval: bool
    comparison: bool
    smallest_p: float
    detectable: float
    needed: dict[float, int]
    unknown: int
    copies: int
    reason: str


def check_shape(shape: str) -> None:
    """Raise ValueError for what is no shape."""
    if shape not in P_FROM:
        raise ValueError(f"shape is {shape!r}; it must be one of {', '.join(P_FROM)}")


def level(n: float) -> Level:
    """Row of the table for `n` independent articles in the smaller group."""
    if n < POINTS:
        return "description"
    if n < SMALL:
        return "points"
    return "small" if n < FULL else "full"


def support(
    groups: Mapping[str, int] | pd.DataFrame, *, family: int = 1, shape: Shape = "even", unit: Unit = "author"
) -> Support:
    """What comparisons among these outlets may show: from numbers of articles by outlet, or from table
    `articles`.

    The smallest outlet decides for all; pairs of larger ones get their own row of the table in
    `compare.contrast`. `family` is the number of tests that are corrected together. `shape` is the
    statistic's: "even" for article means, "share" for shares of an article, "rate" for words counted,
    "skewed" for lengths and other amounts. Raises ValueError for a negative number of articles, a family
    below 1 or another shape.
    """
    if family < 1:
        raise ValueError(f"a family has at least 1 test, not {family}")
    check_shape(shape)
    unknown = copies = 0
    units: dict[str, int] = {}
    if isinstance(groups, pd.DataFrame):
        kept, unknown, copies = independent(groups)
        by_outlet = authors(kept, unit=unit).groupby(kept["outlet"].to_numpy())
        groups = by_outlet.size()
        units = {str(outlet): worth(part) for outlet, part in by_outlet}
    n = {str(outlet): int(groups[outlet]) for outlet in sorted(groups.keys())}
    if n and min(n.values()) < 0:
        raise ValueError(
            f"{min(n, key=n.get)!r} has {min(n.values())} articles; a number of articles is 0 or more"
        )
    units = units or n
    sizes = (*sorted(units.values())[:2], 0, 0)[:2]
    least = min(sizes)
    here = level(least)
    smallest = power.smallest_p(*sizes) if least else 1.0
    tested = least >= P_FROM[shape] and smallest * families.correction(family) < families.ALPHA
    interval = least >= INTERVAL_FROM[shape]
    return Support(
        level=here,
        n=n,
        units=units,
        family=family,
        p=tested,
        interval=interval,
        comparison=tested or interval,
        smallest_p=smallest,
        detectable=power.detectable(*sizes, family=family),
        needed={effect: power.articles_needed(effect, family=family) for effect in EFFECTS},
        unknown=unknown,
        copies=copies,
        reason=" ".join([_reason(n, units, here, tested, copies), *left_out(unknown, copies)]),
    )


def _reason(n: dict[str, int], units: dict[str, int], here: Level, tested: bool, copies: int) -> str:
    """Why this much may be shown, and what would allow more."""
    if len(n) < 2:
        return (
            f"{'Copies counted once, there' if copies else 'There'} {'is' if n else 'are'} "
            f"{counted(len(n), 'outlet')} here and a comparison needs two: "
            "name the outlets in sources.csv, or add articles of another."
        )
    outlet = min(n, key=lambda name: (units[name], name))
    least = f"{outlet} has {counted(n[outlet])} here"
    if units[outlet] < n[outlet]:
        least += (
            f' that count as {units[outlet]}, since authors wrote several (unit="article" counts each alone)'
        )
    if here == "description":
        enough = sum(count >= POINTS for count in units.values())
        rest = f"; without those below, {enough} outlets remain" if enough > 1 else ""
        compared = f"outlets are not compared, which takes {POINTS} an outlet"
        return f"{least}: articles are described and {compared}{rest}."
    if here == "points":
        p = "a permutation p can be printed" if tested else "no permutation p can fall below .05"
        return f"{least}: every article is shown, {p}, and an interval takes {SMALL} an outlet."
    if here == "small":
        return f"{least}: a small sample, with intervals of article means only."
    return f"{least}: intervals are printed for statistics whose coverage holds."
