"""What else differs between the outlets: genre, date, length, story, translation."""

from collections.abc import Callable, Mapping

import pandas as pd
from scipy.spatial import distance

from sourcewise.analysis.comparing.independence import independent
from sourcewise.analysis.said import counted

COLUMNS = ("confounder", "differs", "known", "articles", "by_outlet", "sentence")
SHARE_GAP = 0.2  # of an outlet's articles: from this gap on the mix of a category differs
DAYS_GAP = 7  # between the outlets' median dates
LENGTH_RATIO = 1.25  # between the outlets' median numbers of words
SAID = 5  # outlets named in a sentence
STORY_OVERLAP = 0.5  # of all stories of two outlets, those that both cover


def confounders(articles: pd.DataFrame) -> pd.DataFrame:
    """What differs between the outlets of table `articles` besides the outlet, a row each.

    Columns: confounder (genre, date, length, story, translation, where `articles` has a column for it:
    genre, published, n_words, story, translated), differs (null where it is not known for two outlets or
    more), known and articles (how many have a value, of how many), by_outlet (the usual value of each
    outlet), sentence. Unknown outlets and copies are left out. A gap counts from 0.2 of the articles
    (categories), 7 days between median dates, a quarter between median lengths, and under half of two
    outlets' stories shared.
    """
    kept, _, _ = independent(articles)
    rows = []
    for name, column, judge in CHECKS:
        if column in kept:
            values = {outlet: part[column].dropna() for outlet, part in kept.groupby("outlet", sort=True)}
            rows.append(
                _row(name, {outlet: part for outlet, part in values.items() if len(part)}, judge, kept)
            )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"differs": "boolean"})


def _row(
    name: str,
    values: Mapping[str, pd.Series],
    judge: Callable[[Mapping[str, pd.Series]], tuple[bool, dict[str, str]]],
    kept: pd.DataFrame,
) -> dict[str, object]:
    """One confounder: judged where at least two outlets have values."""
    known, of = sum(map(len, values.values())), len(kept)
    differs, usual = judge(values) if len(values) > 1 else (pd.NA, {})
    by_outlet = _listed(usual)
    if len(usual) < 2:
        differs = pd.NA
        sentence = (
            f"{name.capitalize()} is known for {known} of {counted(of)}: it cannot be ruled out as a cause."
        )
    elif differs:
        sentence = f"{name.capitalize()} differs between the articles of these outlets ({by_outlet})."
    else:
        sentence = f"{name.capitalize()} is alike in the articles of these outlets ({by_outlet})."
    row = (name, differs, known, of, by_outlet, sentence)
    return dict(zip(COLUMNS, row, strict=True))


def _listed(usual: Mapping[str, str]) -> str:
    """'A: news; B: opinion', the first five outlets."""
    said = [f"{outlet}: {value}" for outlet, value in usual.items()]
    return "; ".join([*said[:SAID], *([f"and {len(said) - SAID} more"] if len(said) > SAID else [])])


def _category(values: Mapping[str, pd.Series]) -> tuple[bool, dict[str, str]]:
    """Whether the mix of a category differs: total variation distance of any two outlets."""
    shares = pd.DataFrame(
        {outlet: part.value_counts(normalize=True) for outlet, part in values.items()}
    ).fillna(0.0)
    gap = distance.pdist(shares.to_numpy().T, "cityblock").max() / 2
    return bool(gap >= SHARE_GAP), {outlet: _mix(values[outlet]) for outlet in shares}


def _mix(part: pd.Series) -> str:
    """The most frequent value and its share where there are others."""
    counts = part.astype(str).value_counts()
    top = min(counts[counts == counts.max()].index)
    share = counts.max() / counts.sum()
    return top if share == 1 else f"{top} ({share:.0%})"


def _dates(values: Mapping[str, pd.Series]) -> tuple[bool, dict[str, str]]:
    """Whether median days lie apart."""
    days = {
        outlet: pd.to_datetime(part.str.slice(0, 10), errors="coerce", format="ISO8601").dropna()
        for outlet, part in values.items()
    }
    medians = {
        outlet: part.sort_values().iloc[(len(part) - 1) // 2] for outlet, part in days.items() if len(part)
    }
    apart = (max(medians.values()) - min(medians.values())).days if medians else 0
    return apart > DAYS_GAP, {outlet: f"{day:%Y-%m-%d}" for outlet, day in medians.items()}


def _lengths(values: Mapping[str, pd.Series]) -> tuple[bool, dict[str, str]]:
    """Whether median lengths lie apart."""
    medians = {outlet: float(part.astype(float).median()) for outlet, part in values.items()}
    ratio = max(medians.values()) / max(min(medians.values()), 1.0)
    return ratio >= LENGTH_RATIO, {outlet: f"{words:,.0f} words" for outlet, words in medians.items()}


def _stories(values: Mapping[str, pd.Series]) -> tuple[bool, dict[str, str]]:
    """Whether two outlets share under half of their stories."""
    stories = {outlet: set(part) for outlet, part in values.items()}
    overlap = min(
        len(stories[a] & stories[b]) / len(stories[a] | stories[b]) for a in stories for b in stories if a < b
    )
    return overlap < STORY_OVERLAP, {
        outlet: "1 story" if len(part) == 1 else f"{len(part)} stories" for outlet, part in stories.items()
    }


CHECKS = (
    ("genre", "genre", _category),
    ("date", "published", _dates),
    ("length", "n_words", _lengths),
    ("story", "story", _stories),
    ("translation", "translated", _category),
)
