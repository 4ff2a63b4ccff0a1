"""Which outlets are compared with which, and the articles that count in it."""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, get_args

import numpy as np
import pandas as pd

from sourcewise.analysis.comparing.independence import Unit, authors, independent
from sourcewise.corpus.tables import UNKNOWN

Against = Literal["pairs", "rest"]

REST = "all others"
TAKEN = ("doc_id", "outlet", "known", "author")


def pairs(outlets: Sequence[str], against: Against) -> list[tuple[str, str]]:
    """Every two outlets, or every outlet and all others. Raises ValueError for another word."""
    if against not in get_args(Against):
        raise ValueError(f"against is {against!r}; it must be 'pairs' or 'rest'")
    if against == "pairs" or len(outlets) < 3:  # of two outlets, each is all others of the other
        return list(combinations(outlets, 2))
    return [(outlet, REST) for outlet in outlets]


def comparable(articles: pd.DataFrame, *, unit: Unit, within: str | None) -> pd.DataFrame:
    """Articles less copies, by doc_id in order: outlet (an unknown one under its own name), known (whether it
    is), author, and `within`.

    Raises ValueError for a doc_id that comes twice, and a column `within` that is not there (but for `story`,
    which not every corpus has) or has another use.
    """
    if articles["doc_id"].duplicated().any():
        twice = articles.loc[articles["doc_id"].duplicated(), "doc_id"].iloc[0]
        raise ValueError(f"table 'articles' has {twice!r} twice; a doc_id names one article")
    if within in TAKEN:
        raise ValueError(
            f"articles are not compared within {within!r}; name a column such as story or section"
        )
    if within is not None and within not in articles and within != "story":
        has = ", ".join(articles)
        raise ValueError(f"table 'articles' has no column {within!r} to compare within; it has {has}")
    kept, _, _ = independent(articles)
    named = articles.assign(outlet=articles["outlet"].fillna(UNKNOWN + articles["doc_id"] + ")"))
    unknown = named[named["outlet"].str.startswith(UNKNOWN)]
    table = pd.concat([kept, unknown]).sort_values("doc_id", kind="stable").set_index("doc_id", drop=False)
    columns = ["outlet"] + ([within] if within in table else [])
    result = table[columns].copy()
    result["known"] = ~result["outlet"].str.startswith(UNKNOWN)
    result["author"] = authors(table, unit=unit)
    return result


def members(table: pd.DataFrame, a: str, b: str) -> tuple[np.ndarray, np.ndarray]:
    """Which rows of `comparable` belong to a pair, and which of all rows to its first."""
    first = (table["outlet"] == a).to_numpy()
    second = (table["outlet"] == b).to_numpy()
    return (first | second if second.any() or b != REST else table["known"].to_numpy()), first
