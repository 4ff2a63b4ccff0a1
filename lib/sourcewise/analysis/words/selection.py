"""Which passages are asked for: by voice, outlet, kind, date and story."""

import re
from collections.abc import Collection

import pandas as pd

from sourcewise.corpus import tables

DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def select(
    passages: pd.DataFrame,
    *,
    voices: Collection[str] | None = None,
    outlets: Collection[str] | None = None,
    kinds: Collection[str] | None = ("body",),
    articles: pd.DataFrame | None = None,
    since: str | None = None,
    until: str | None = None,
    stories: Collection[str] | None = None,
) -> pd.DataFrame:
    """The passages of these voices, outlets and kinds; None takes all. Nothing left is an empty table.

    With `articles`, the table that has their dates and stories: `since` and `until`, the first and the last
    day, month or year ("2022-02-24", "2022-02", "2022"; both inclusive), and `stories`. Articles without a
    date stand in no span of time.

    Raises ValueError for a voice or kind that does not exist, an outlet or story that has no passage, a date
    of another form, and dates or stories without `articles`.
    """
    keep = pd.Series(True, index=passages.index)
    for column, wanted in (("voice", voices), ("kind", kinds), ("outlet", outlets)):
        if wanted is not None:
            keep &= _among(passages[column], column, wanted)
    if since is None and until is None and stories is None:
        return passages[keep]
    if articles is None:
        raise ValueError("dates and stories stand in the table of articles: give it as articles=...")
    about = articles.set_index("doc_id")
    if stories is not None:
        keep &= _among(passages["doc_id"].map(about["story"]), "story", stories)
    return passages[keep & _between(passages["doc_id"].map(about["published"]), since, until)]


def _among(values: pd.Series, column: str, wanted: Collection[str]) -> pd.Series:
    """Which values are among those wanted."""
    plural = "stories" if column == "story" else f"{column}s"
    if isinstance(wanted, str):
        raise ValueError(f"{plural} must be several names, such as ({wanted!r},), not the text {wanted!r}")
    there = tables.CHOICES.get(("passages", column)) or set(values.dropna())
    if strange := sorted(set(wanted) - there):
        raise ValueError(f"{column} {strange[0]!r} is not here; it must be one of {sorted(there)}")
    return values.isin(list(wanted))


def _between(published: pd.Series, since: str | None, until: str | None) -> pd.Series:
    """Which dates lie in a span; a shorter date takes in the whole of its month or year."""
    keep = pd.Series(True, index=published.index)
    for name, date in (("since", since), ("until", until)):
        if date is None:
            continue
        if not DATE.fullmatch(date):
            raise ValueError(
                f"{name} is {date!r}; it must be a date such as '2022-02-24', '2022-02' or '2022'"
            )
        known = published.str.slice(0, len(date))
        keep &= ((known >= date) if name == "since" else (known <= date)).fillna(False).astype(bool)
    return keep
