"""Units of text for a topic model, paragraphs or articles, and how many topics they carry."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

MANY = 200  # articles from which an article is the unit


def units(
    passages: pd.DataFrame, *, by: Literal["paragraph", "article", "auto"] = "auto"
) -> tuple[pd.DataFrame, str]:
    """The units of the passages given, in their order, and the sentence that says which and why.

    A row a unit: `unit_id`, `doc_id`, `outlet`, `paragraph` (null for an article), `start`, `end`, `text`
    (its passages, a blank between). Only body text counts, not headlines and headings. "auto" takes
    paragraphs below MANY articles, since a model needs more texts than it has topics, and articles from
    there on, since the article is what is compared. Raises ValueError for another `by` and for passages
    without body text.
    """
    body = passages[passages["kind"] == "body"]
    if body.empty:
        raise ValueError(
            f"none of the {len(passages)} passages is body text: there is nothing to find topics in"
        )
    n = body["doc_id"].nunique()
    unit = ("article" if n >= MANY else "paragraph") if by == "auto" else by
    if unit not in ("paragraph", "article"):
        raise ValueError(f"by is {by!r}; it must be 'paragraph', 'article' or 'auto'")
    keys = ["doc_id"] if unit == "article" else ["doc_id", "paragraph"]
    table = body.groupby(keys, sort=False, dropna=False).agg(
        outlet=("outlet", "first"), start=("start", "min"), end=("end", "max"), text=("text", " ".join)
    )
    table = table.reset_index().assign(unit_id=lambda t: t[keys].astype("str").agg(":".join, axis=1))
    if unit == "article":
        table["paragraph"] = pd.array([pd.NA] * len(table), dtype="Int64")
    columns = ["unit_id", "doc_id", "outlet", "paragraph", "start", "end", "text"]
    return table[columns].astype({"unit_id": "str"}), _why(unit, by, n, len(table))


def how_many(n_topics: int, matrix: csr_matrix | np.ndarray) -> tuple[int, str]:
    """How many topics can be fitted to `matrix` (units x terms), at most `n_topics`, and why, as a
    sentence.

    A topic needs a unit and a term of its own: the most is the smaller of the number of different units
    with a term and the number of terms. 0 where that is below 2: then there is nothing to tell apart.
    """
    rows = csr_matrix(matrix)
    empty = int((rows.getnnz(axis=1) == 0).sum())
    n_units, n_terms = _different(rows), int((rows.getnnz(axis=0) > 0).sum())
    most = min(n_units, n_terms)
    have = f"the {rows.shape[0]} units of text hold {n_units} that differ and {n_terms} different terms"
    have += f" ({empty} hold no term that is counted)" if empty else ""
    if most < 2:
        return 0, f"No topics can be told apart: {have}. Give more text, or count rarer terms."
    if n_topics > most:
        return most, f"{n_topics} topics were asked for and {most} is the most that can be fitted: {have}."
    return n_topics, f"{n_topics} topics are fitted: {have}."


def to_try(tried: Sequence[str], matrix: csr_matrix | np.ndarray) -> list[int]:
    """The numbers of topics in `tried` that can be fitted to `matrix`, sorted; the most that can for larger
    ones.

    Raises ValueError for text that is no whole number of 2 or more.
    """
    if wrong := [text for text in tried if not (text.strip().isdecimal() and int(text) >= 2)]:
        raise ValueError(f"tried names {wrong[0]!r}; it must hold whole numbers of 2 or more, such as '5'")
    return sorted({how_many(int(text), matrix)[0] for text in tried} - {0})


def check(n_topics: int, matrix: csr_matrix | np.ndarray) -> None:
    """Raise ValueError, saying what would work, where `n_topics` cannot be fitted to `matrix`."""
    if n_topics < 2:
        raise ValueError(f"n_topics is {n_topics}; it must be 2 or more")
    fitted, why = how_many(n_topics, matrix)
    if fitted < n_topics:
        raise ValueError(
            why if fitted == 0 else f"{why} Set n_topics to {fitted} or fewer, or take smaller units."
        )


def _why(unit: str, by: str, n_articles: int, n_units: int) -> str:
    """The rule as a sentence."""
    count = f"{n_units:,} {unit}{'s' * (n_units != 1)} of {n_articles:,} article{'s' * (n_articles != 1)}"
    if by != "auto":
        return f"The unit is the {unit}, as asked: {count}."
    side = "fewer than" if unit == "paragraph" else "at least"
    return f"The unit is the {unit}, because the corpus has {side} {MANY} articles: {count}."


def _different(rows: csr_matrix) -> int:
    """Number of different rows that hold a term."""
    rows = rows.copy()
    rows.sum_duplicates()
    rows.eliminate_zeros()
    starts = zip(rows.indptr, rows.indptr[1:], strict=False)
    return len({(rows.indices[a:b].tobytes(), rows.data[a:b].tobytes()) for a, b in starts if b > a})
