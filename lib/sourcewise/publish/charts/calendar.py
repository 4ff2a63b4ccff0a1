"""An axis of dates, also of a few days or of one."""

from collections.abc import Iterable

import matplotlib.dates as dates
import pandas as pd
from matplotlib.axes import Axes

FEW = 4  # days up to which each day is named
# What stands at the axis' end where the ticks are years, months, days, ...: what they do not say themselves.
BEYOND = ["", "%Y", "%Y", "%Y-%b-%d", "%Y-%b-%d", "%Y-%b-%d %H:%M"]
EARLIEST, LATEST = (pd.Timestamp(day, tz="UTC") for day in ("0001-01-01", "9999-12-30"))  # matplotlib's
ROOM = 0.04  # share of the span that stays free at either end


def date_axis(ax: Axes, days: Iterable[pd.Timestamp], *, most: int) -> None:
    """Have the x axis of `ax` run over `days`, at most so many of them named; a single day has room too."""
    known = sorted(set(days))
    span = known[-1] - known[0]
    room = max(span * ROOM, pd.Timedelta(days=1))
    ax.set_xlim(max(known[0] - room, EARLIEST), min(known[-1] + room, LATEST))
    if span <= pd.Timedelta(days=FEW):
        ax.set_xticks(known, [f"{day:%Y-%m-%d}" if day == known[0] else f"{day:%m-%d}" for day in known])
        return
    ax.xaxis.set_major_locator(dates.AutoDateLocator(maxticks=most))
    formatter = dates.ConciseDateFormatter(ax.xaxis.get_major_locator(), offset_formats=BEYOND)
    ax.xaxis.set_major_formatter(formatter)
