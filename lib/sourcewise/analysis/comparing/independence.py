"""Which articles count in a comparison, and which of them are independent of each other.

Copies count once. Articles by one hand are alike: an outlet's articles count as so many units as they have
authors, fewer still where one of them wrote most.
"""

import math
import re
from collections.abc import Collection
from typing import Literal

import numpy as np
import pandas as pd

from sourcewise.analysis.said import counted
from sourcewise.corpus.tables import UNKNOWN

Unit = Literal["author", "article"]

MANY_UNKNOWN = 5
FIRST = re.compile(r"[,;|/&]| and | with ", re.IGNORECASE)  # what follows the first author's name
BY = re.compile(r"^\s*by[\s:]+", re.IGNORECASE)
STAFF = re.compile(  # what no person is called by
    r"^(?:the )?(?:agence .*|reuters.*|xinhua.*|tass.*|various.*|press (?:association|trust|agency).*"
    r"|(?:associated|united|canadian) press.*|.*\b(?:staff|newsroom|editors?|editorial|news|desk|agency"
    r"|agencies|wires?|team|board|bureau|services?|correspondents?|reporters?|contributors?|writers?|online"
    r"|digital|media|magazine|network|admin|anonymous"
    r"|afp|ap|upi|dpa|pti|ani|bbc|cnn|npr|abc|cbs|nbc|interfax|bloomberg|sputnik|kyodo|yonhap))$",
    re.IGNORECASE,
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
    return kept, " ".join([*said, *left_out(0, len(worded) - len(kept))])


def passages_of(
    articles: pd.DataFrame, passages: pd.DataFrame, *, kinds: Collection[str] | None = None
) -> pd.DataFrame:
    """The passages of these articles, with the outlet that their article counts to; of some kinds alone.

    `articles` as `usable` gives them; `passages` the table, or rows of it, whose order and index stay.
    """
    outlets = articles.set_index("doc_id")["outlet"]
    kept = passages["doc_id"].isin(outlets.index)
    if kinds is not None:
        kept &= passages["kind"].isin(kinds)
    chosen = passages[kept]
    return chosen.assign(outlet=chosen["doc_id"].map(outlets))


def left_out(unknown: int, copies: int) -> list[str]:
    """Sentences that count aloud what is left out."""
    said = []
    if unknown:
        said.append(f"Left out: {counted(unknown)} of unknown outlet.")
    if copies:
        said.append(
            f"Left out: {counted(copies)} that {'is a copy' if copies == 1 else 'are copies'} of another."
        )
    return said


def authors(articles: pd.DataFrame, *, unit: Unit = "author") -> pd.Series:
    """Who wrote each article, as a name by `doc_id`: articles of one name are one unit of inference.

    The outlet and the first name of the `byline`; for an article without one, or whose byline names no person
    ("Staff", "Reuters", the outlet, its agency, one word alone), its doc_id, as for all articles with
    `unit="article"`.
    """
    alone = articles["doc_id"].astype("str")
    if unit == "author" and "byline" in articles:
        names = articles["byline"].astype("object").map(_first_author)
        person = pd.Series([" " in name and not STAFF.search(name) for name in names], index=articles.index)
        for column in ("outlet", "agency"):
            if column in articles:
                person &= names != articles[column].astype("object").map(_first_author)
        alone = alone.mask(person, articles["outlet"].astype("str").fillna("") + "\x1f" + names)
    return pd.Series(alone.to_numpy(), index=pd.Index(articles["doc_id"], name="doc_id"))


def _first_author(byline: object) -> str:
    """The first name of a byline, in lower case; "Doe, Jane" is one name; empty where there is none."""
    if not isinstance(byline, str):
        return ""
    parts = [" ".join(part.casefold().split()) for part in FIRST.split(BY.sub("", byline))]
    single = len(parts) > 1 and all(part and " " not in part and not STAFF.search(part) for part in parts[:2])
    if single and "," in byline:
        return f"{parts[1]} {parts[0]}"
    return parts[0].removeprefix("the ")


def worth(units: pd.Series | np.ndarray) -> int:
    """How many independent articles these are worth, by the unit of each: all, where each has its own."""
    return effective(np.unique(units, return_counts=True)[1])


def effective(sizes: np.ndarray) -> int:
    """How many of equal size these sizes are worth: (sum n)^2 / sum n^2, rounded down; 0 for none.

    The effective number of clusters of Carter, Schnepel and Steigerwald (2017), for clusters that are alike
    inside.
    """
    sizes = np.asarray(sizes, dtype=float)
    return math.floor(sizes.sum() ** 2 / np.square(sizes).sum() + 1e-9) if sizes.any() else 0


def _copies(articles: pd.DataFrame) -> pd.Series:
    """Which articles are copies of an earlier one among these."""
    copy = pd.Series(False, index=articles.index)
    if "duplicate_cluster" in articles:
        dates = ["published"] if "published" in articles else []
        unknown = articles["outlet"].astype("str").fillna(UNKNOWN).str.startswith(UNKNOWN)
        in_order = articles.assign(unknown=unknown)  # a copy of known outlet stands before one of unknown
        in_order = in_order.sort_values(["unknown", *dates, "doc_id"], na_position="last", kind="stable")
        copy |= in_order["duplicate_cluster"].notna() & in_order["duplicate_cluster"].duplicated()
    return copy
