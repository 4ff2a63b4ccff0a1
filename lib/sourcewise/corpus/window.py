"""Articles of a span of time: those whose date lies in it for sure."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sourcewise.corpus import tables

OUTSIDE = "outside_dates"


@dataclass(frozen=True)
class Window:
    """The first and the last day that count, as ISO dates; empty for no bound. Raises ValueError for what is
    no such date, and for a span that ends before it begins.
    """

    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        """Refuse a bound that is no day."""
        for name, day in (("since", self.since), ("until", self.until)):
            if day and not _is_day(day):
                raise ValueError(f"{name} is {day!r}: it must be a day, written such as 2020-01-31")
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"the dates end on {self.until}, before they begin on {self.since}")

    def __bool__(self) -> bool:
        """Whether anything is left out at all."""
        return bool(self.since or self.until)

    def holds(self, published: pd.Series) -> pd.Series:
        """Whether each date lies inside for sure: 2020 does where all that year counts; none never does."""
        known = {date: self._holds(date) for date in published.dropna().unique()}
        return published.map(known).astype("boolean").fillna(False).astype(bool)

    def _holds(self, date: str) -> bool:
        span = pd.Period(date[:10])
        first, last = span.start_time.date().isoformat(), span.end_time.date().isoformat()
        return (not self.since or first >= self.since) and (not self.until or last <= self.until)


def keep(frames: Mapping[str, pd.DataFrame], window: Window) -> dict[str, pd.DataFrame]:
    """The rows of the articles in the window, of every table; each other one has a row in `problems`."""
    articles = frames["articles"]
    inside = window.holds(articles["published"])
    kept = set(articles.loc[inside, "doc_id"])
    left = articles[~inside]
    rows = [
        {"file": row["file"], "row": row["row"], "kind": OUTSIDE, "message": _said(row, window)}
        for row in left[["file", "row", "doc_id", "published"]].to_dict("records")
    ]
    problems = pd.concat(
        [frames["problems"], tables.frame("problems", rows)] if rows else [frames["problems"]]
    )
    found = {
        name: table[table["doc_id"].isin(kept)].reset_index(drop=True)
        for name, table in frames.items()
        if name != "problems"
    }
    return found | {"problems": problems.reset_index(drop=True)}


def _said(row: Mapping[str, object], window: Window) -> str:
    has = "has no date" if pd.isna(row["published"]) else f"is of {row['published']}"
    span = f"from {window.since or 'the first'} to {window.until or 'the last'}"
    return f"{row['doc_id']} {has}, and the dates that count are {span}."


def _is_day(text: str) -> bool:
    try:
        return pd.Timestamp(text).date().isoformat() == text
    except ValueError:
        return False
