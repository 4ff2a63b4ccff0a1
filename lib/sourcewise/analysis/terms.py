"""Terms: the passages that are asked for, and how often each unit of their text has each word (see
`tokens`).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.analysis import names
from sourcewise.analysis.words import arrays, tokens
from sourcewise.analysis.words.selection import select
from sourcewise.analysis.words.stopwords import STOPWORDS
from sourcewise.analysis.words.tokens import tokenize

__all__ = ["STOPWORDS", "Counts", "count", "joined", "select", "tokenize"]

Unit = Literal["doc_id", "passage_id"]


@dataclass(frozen=True)
class Counts:
    """Counts of terms: `matrix`, rows x terms, csr; `rows`, ids of documents or passages in the order of the
    passages; `terms` by alphabet; `words`, all words of each row, those that are not counted as terms too.
    """

    matrix: sparse.csr_matrix
    rows: np.ndarray
    terms: np.ndarray
    words: np.ndarray


def count(
    passages: pd.DataFrame,
    *,
    unit: Unit = "doc_id",
    stopwords: Collection[str] = (),
    ngrams: tuple[int, int] = (1, 1),
    min_count: int = 1,
    casefold: bool = True,
    numbers: bool = False,
    stem: bool = False,
    phrases: Collection[str] = (),
) -> Counts:
    """How often each unit has each term. Without passages or terms the matrix is empty, with 0 rows or
    columns.

    `ngrams`: shortest and longest run of words; a run stays inside one passage and holds no stopword.
    `stopwords` in the form that `tokenize` gives, such as `STOPWORDS`. `min_count`: over all rows. `stem`:
    count "cooperates" and "cooperation" as "cooper"; stopwords are looked for before. `phrases`: names of
    several words ("Belt and Road") that count as one, and their words then not by themselves; `words` counts
    each as one too. Raises ValueError for `ngrams` or `min_count` below 1 and a phrase of less than two
    words.
    """
    low, high = ngrams
    if not 1 <= low <= high or min_count < 1:
        raise ValueError(
            f"ngrams is {ngrams} and min_count {min_count}; use (1, 1) or more, such as (1, 2), and 1"
        )
    column = _Columns(tokens.forms(casefold, numbers, frozenset(stopwords), stem=stem))
    rows, ids = pd.factorize(passages[unit], use_na_sentinel=False)
    words = np.zeros(len(ids), dtype=np.int64)
    cells = [np.empty((3, 0), dtype=np.int32)]
    begin = 0
    for cut in arrays.batches(joined(passages["text"], phrases).tolist()):
        row = np.repeat(rows[begin : begin + len(cut.lengths)], cut.lengths)
        text = np.repeat(np.arange(len(cut.lengths)), cut.lengths)
        begin += len(cut.lengths)
        words += np.bincount(row, minlength=len(ids))
        form = np.array([column[raw] for raw in cut.raw], dtype=np.int64)[cut.codes]
        runs = _runs(form, text, column.terms, high)
        cells += [_summed(row[: len(run)], run) for size, run in enumerate(runs, start=1) if size >= low]
    return _ordered(cells, np.asarray(ids, dtype=object), column.terms, words, min_count)


def joined(texts: pd.Series, phrases: Collection[str]) -> pd.Series:
    """The texts with the words of each named phrase held together as one token; the longest one wins."""
    wanted = [names.as_listed(phrase).casefold() for phrase in phrases]
    if wrong := [phrase for phrase in wanted if " " not in phrase]:
        raise ValueError(
            f"{wrong[0]!r} is no phrase: give two words or more with blanks between them; single words are "
            "counted anyway"
        )
    if not wanted:
        return texts
    pattern = names.pattern(wanted, after="(?:['’]s)?", flags=re.IGNORECASE)
    return texts.map(
        lambda text: pattern.sub(lambda found: names.as_listed(found[0]).replace(" ", tokens.JOINT), text)
    )


class _Columns(dict[str, int]):
    """Raw token -> the column of its form, or -1 for one that is left out; `terms`, form -> column."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        super().__init__()
        self.forms, self.terms = forms, {"": -1}

    def __missing__(self, raw: str) -> int:
        self[raw] = column = _column(self.terms, self.forms[raw])
        return column


def _column(terms: dict[str, int], term: str) -> int:
    """The term's column; a term that is not there gets the next one."""
    return terms.setdefault(term, len(terms) - 1)


def _runs(form: np.ndarray, text: np.ndarray, terms: dict[str, int], high: int) -> Iterator[np.ndarray]:
    """For one to `high` words, the column of the run that begins at each word, or -1 where it holds a word
    that is left out or reaches over the end of its text; `form` and `text` have a cell a word.
    """
    run = form
    yield run
    for size in range(2, high + 1):
        following = form[size - 1 :]
        run = run[: len(following)]
        whole = (run >= 0) & (following >= 0) & (text[: len(following)] == text[size - 1 :])
        codes, pairs = pd.factorize(run[whole] * len(terms) + following[whole])
        heads, tails = (part.tolist() for part in np.divmod(pairs, len(terms)))
        named = list(terms)[1:]
        columns = [
            _column(terms, f"{named[head]} {named[tail]}") for head, tail in zip(heads, tails, strict=True)
        ]
        run = np.full(len(following), -1, dtype=np.int64)
        run[whole] = np.array(columns, dtype=np.int64)[codes]
        yield run


def _summed(row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Rows, columns and counts of the cells that are not empty, from a row and a column a word."""
    row, column = row[column >= 0], column[column >= 0]
    if not row.size:
        return np.empty((3, 0), dtype=np.int32)
    first, ones = row.min(), np.ones(len(row), dtype=np.int32)
    cells = sparse.csr_matrix((ones, (row - first, column))).tocoo()
    return np.array([cells.row + first, cells.col, cells.data], dtype=np.int32)


def _ordered(
    cells: list[np.ndarray],
    rows: np.ndarray,
    terms: Mapping[str, int],
    words: np.ndarray,
    min_count: int,
) -> Counts:
    """Cells (rows, columns, counts) as counts of the terms that come often enough, by alphabet; `cells` is
    emptied, since large corpora have many.
    """
    row, column, data = np.concatenate(cells, axis=1)
    cells.clear()
    names = np.array(list(terms)[1:], dtype=object)
    totals = np.bincount(column, weights=data, minlength=len(names))
    order = np.flatnonzero(totals >= min_count)
    order = order[np.argsort(names[order], kind="stable")]
    place = np.full(len(names), -1, dtype=np.int32)
    place[order] = np.arange(len(order))
    column = place[column]
    if len(order) < len(names):
        often = column >= 0
        row, column, data = row[often], column[often], data[often]
    matrix = sparse.csr_matrix((data, (row, column)), shape=(len(rows), len(order)))
    return Counts(matrix.astype(np.int64), rows, names[order], words)
