"""Terms: the passages that are asked for, and how often each unit of their text has each word (see
`tokens`).
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.analysis import names
from sourcewise.analysis.words import tokens
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
    forms = tokens.forms(casefold, numbers, frozenset(stopwords), stem=stem)
    column = _Columns(forms.__getitem__ if high == 1 else str)
    rows, words, bounds, columns, data = [], [], [0], [], []
    for row, texts in _units(passages.assign(text=joined(passages["text"], phrases)), unit):
        found, n = _words(texts) if high == 1 else _runs(texts, forms, low, high)
        rows.append(row)
        words.append(n)
        columns.extend(map(column.__getitem__, found))
        data.extend(found.values())
        bounds.append(len(columns))
    cells = [np.array(part, dtype=np.int64) for part in (data, columns, bounds)]
    return _ordered(
        cells, np.array(rows, dtype=object), column.terms, np.array(words, dtype=np.int64), min_count
    )


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
    """What was found (a raw token, or a run of words) -> its column, or -1 for one that is left out."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self.form, self.terms = form, {"": -1}

    def __missing__(self, found: str) -> int:
        self[found] = self.terms.setdefault(self.form(found), len(self.terms) - 1)
        return self[found]


def _units(passages: pd.DataFrame, unit: Unit) -> Iterator[tuple[str, list[str]]]:
    """Each unit with the texts of its passages, in the order of the table."""
    texts: dict[str, list[str]] = {}
    for row, text in zip(passages[unit].tolist(), passages["text"].tolist(), strict=True):
        texts.setdefault(row, []).append(text)
    yield from texts.items()


def _words(texts: Sequence[str]) -> tuple[Counter[str], int]:
    """Counts of raw tokens in a unit, and how many there are."""
    found = Counter(tokens.raw_words("\n".join(texts)))
    return found, found.total()


def _runs(texts: Sequence[str], forms: Mapping[str, str], low: int, high: int) -> tuple[Counter[str], int]:
    """Counts of runs of `low` to `high` words in a unit, and how many words it has."""
    found: Counter[str] = Counter()
    n = 0
    for text in texts:
        raw = tokens.raw_words(text)
        n += len(raw)
        for stretch in _stretches([forms[token] for token in raw]):
            for size in range(low, high + 1):
                found.update(map(" ".join, zip(*(stretch[i:] for i in range(size)), strict=False)))
    return found, n


def _stretches(forms: list[str]) -> Iterable[list[str]]:
    """The stretches between words that are left out."""
    gaps = [-1, *(i for i, form in enumerate(forms) if not form), len(forms)]
    return (forms[a + 1 : b] for a, b in pairwise(gaps) if b - a > 1)


def _ordered(
    cells: Sequence[np.ndarray],
    rows: np.ndarray,
    terms: Mapping[str, int],
    words: np.ndarray,
    min_count: int,
) -> Counts:
    """Cells (values, columns, bounds of the rows) as counts of the terms that come often enough, by
    alphabet.
    """
    names = np.array(list(terms)[1:], dtype=object)
    data, columns, bounds = cells
    columns = np.where(columns < 0, len(names), columns)  # the last column holds what is left out
    matrix = sparse.csr_matrix((data, columns, bounds), shape=(len(rows), len(names) + 1))
    totals = np.asarray(matrix.sum(axis=0)).ravel()[:-1]
    order = np.flatnonzero(totals >= min_count)
    order = order[np.argsort(names[order], kind="stable")]
    matrix = matrix[:, order]
    matrix.sum_duplicates()  # "China" and "China's" came as two cells
    return Counts(matrix, rows, names[order], words)
