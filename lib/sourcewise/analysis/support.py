"""What a corpus can support, by the number of articles an outlet.

The document is the unit, copies count once, outlets that nobody named enter no comparison, and the smaller
of two groups decides. 1-2 articles: description only. 3-9: points, and a permutation p where it can fall
below .05 at all. 10-29: also intervals of article means, marked as a small sample. 30 and more: intervals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from sourcewise.analysis import inference
from sourcewise.corpus.tables import UNKNOWN

Level = Literal["description", "points", "small", "full"]

POINTS, SMALL, FULL = 3, 10, 30
MANY_UNKNOWN = 5
EFFECTS = (0.8, 0.5, 0.2)  # Cohen's large, medium and small


@dataclass(frozen=True)
class Support:
    """What may be shown of a comparison, and why.

    `n`: articles by outlet, copies once, unknown outlets left out. `p`, `interval`, `comparison`: whether
    they may be printed for every pair of these outlets. `smallest_p`: smallest attainable two-sided
    permutation p of the two smallest outlets, before correction over `family` tests. `detectable`: smallest
    standardised difference found with power .80 at a two-sided .05 (Bonferroni over the family), from n
    alone. `needed`: articles an outlet by effect.
    """

    level: Level
    n: dict[str, int]
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


def level(n: int) -> Level:
    """Row of the table for `n` articles in the smaller group."""
    if n < POINTS:
        return "description"
    if n < SMALL:
        return "points"
    return "small" if n < FULL else "full"


def support(groups: Mapping[str, int] | pd.DataFrame, *, family: int = 1) -> Support:
    """What comparisons among these outlets may show: from numbers of articles by outlet, or from table
    `articles`.

    The smallest outlet decides for all; pairs of larger ones get their own row of the table in
    `compare.contrast`. `family` is the number of tests that are corrected together. Raises ValueError for a
    negative number of articles or a family below 1.
    """
    if family < 1:
        raise ValueError(f"a family has at least 1 test, not {family}")
    unknown = copies = 0
    if isinstance(groups, pd.DataFrame):
        kept, unknown, copies = independent(groups)
        groups = kept["outlet"].value_counts()
    n = {str(outlet): int(groups[outlet]) for outlet in sorted(groups.keys())}
    if n and min(n.values()) < 0:
        raise ValueError(
            f"{min(n, key=n.get)!r} has {min(n.values())} articles; a number of articles is 0 or more"
        )
    sizes = (*sorted(n.values())[:2], 0, 0)[:2]
    here = level(min(sizes))
    smallest = inference.smallest_p(*sizes) if min(sizes) else 1.0
    tested = here != "description" and smallest * inference.correction(family) < inference.ALPHA
    interval = here in ("small", "full")
    return Support(
        level=here,
        n=n,
        family=family,
        p=tested,
        interval=interval,
        comparison=tested or interval,
        smallest_p=smallest,
        detectable=inference.detectable(*sizes, family=family),
        needed={effect: inference.articles_needed(effect, family=family) for effect in EFFECTS},
        unknown=unknown,
        copies=copies,
        reason=" ".join([_reason(n, here, tested), *_left_out(unknown, copies)]),
    )


def independent(articles: pd.DataFrame) -> tuple[pd.DataFrame, int, int]:
    """The articles that count in a comparison; and how many are left out for an unknown outlet, and as
    copies.

    Of each `duplicate_cluster` the earliest stands for all: by `published`, then by `doc_id`. Sorted by
    `doc_id`.
    """
    known = articles["outlet"].notna() & ~articles["outlet"].fillna(UNKNOWN).str.startswith(UNKNOWN)
    kept = articles[known].sort_values("doc_id", kind="stable")
    copy = _copies(kept)
    return kept[~copy], int((~known).sum()), int(copy.sum())


def usable(articles: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The articles that an English-only measure reads, copies once, sorted by `doc_id`; and who is left out.

    Of each `duplicate_cluster` the earliest stands for all. Articles whose language is not known are read,
    those without a word in their body are not. More than 5 unknown outlets are put together as one, which
    stays unknown. Raises ValueError where no article is left.
    """
    english = articles[articles["language"].isna() | (articles["language"] == "en")]
    worded = english[english["n_words"].fillna(0) > 0]
    kept = worded[~_copies(worded)].sort_values("doc_id", kind="stable").reset_index(drop=True)
    if kept.empty:
        read = counted(len(articles))
        raise ValueError(f"there is nothing to measure: none of {read} has a word of English in its body")
    unknown = kept["outlet"].str.startswith(UNKNOWN)
    if unknown.sum() > MANY_UNKNOWN:
        kept["outlet"] = kept["outlet"].mask(unknown, f"{UNKNOWN}{unknown.sum()} articles)")
    foreign, empty = len(articles) - len(english), len(english) - len(worded)
    said = [f"Left out: {counted(foreign)} in another language."] if foreign else []
    said += [f"Left out: {counted(empty)} without a word in the body."] if empty else []
    return kept, " ".join([*said, *_left_out(0, len(worded) - len(kept))])


def counted(n: int, noun: str = "article") -> str:
    """'1 article', '3 articles'."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _reason(n: dict[str, int], here: Level, tested: bool) -> str:
    """Why this much may be shown, and what would allow more."""
    if len(n) < 2:
        return (
            f"There {'is' if n else 'are'} {counted(len(n), 'outlet')} here and a comparison needs two: "
            "name the outlets in sources.csv, or add articles of another."
        )
    outlet = min(n, key=lambda name: (n[name], name))
    least = f"{outlet} has {counted(n[outlet])} here"
    if here == "description":
        enough = sum(count >= POINTS for count in n.values())
        rest = f"; without those below, {enough} outlets remain" if enough > 1 else ""
        compared = f"outlets are not compared, which takes {POINTS} an outlet"
        return f"{least}: articles are described and {compared}{rest}."
    if here == "points":
        p = "a permutation p can be printed" if tested else "no permutation p can fall below .05"
        return f"{least}: every article is shown, {p}, and an interval takes {SMALL} an outlet."
    if here == "small":
        return f"{least}: a small sample, with intervals of article means only."
    return f"{least}: intervals are printed for statistics whose coverage holds."


def _left_out(unknown: int, copies: int) -> list[str]:
    """Sentences that count aloud what is left out."""
    said = []
    if unknown:
        said.append(f"Left out: {counted(unknown)} of unknown outlet.")
    if copies:
        said.append(
            f"Left out: {counted(copies)} that {'is a copy' if copies == 1 else 'are copies'} of another."
        )
    return said


def _copies(articles: pd.DataFrame) -> pd.Series:
    """Which articles are copies of an earlier one among these."""
    copy = pd.Series(False, index=articles.index)
    if "duplicate_cluster" in articles:
        dates = ["published"] if "published" in articles else []
        in_order = articles.sort_values([*dates, "doc_id"], na_position="last", kind="stable")
        copy |= in_order["duplicate_cluster"].notna() & in_order["duplicate_cluster"].duplicated()
    return copy
