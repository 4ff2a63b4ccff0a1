"""A concordance that answers while one types: paragraphs that can't hold the query are never read.

The lines are those of `analysis.wording.concordance`; only what is handed to it is chosen here.
"""

import re
import time
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from sourcewise.analysis import wording
from sourcewise.analysis.said import counted
from sourcewise.analysis.words import queries
from sourcewise.analysis.words.concordance import in_order

MOST = 1_000  # paragraphs that are read for one answer: more is a question for a run
SECONDS = 0.7  # that a regular expression may look for paragraphs

_PARTS = re.compile(r"[\s*?]+")


class Answer(NamedTuple):
    """Lines as `wording.concordance` has them, and a sentence on how many they are and of how much."""

    lines: pd.DataFrame
    said: str


class Finder:
    """Passages laid out so that a query finds its paragraphs by their letters, in milliseconds."""

    def __init__(self, passages: pd.DataFrame, articles: pd.DataFrame) -> None:
        """Take tables `passages` and `articles`; nothing is copied but the letters, folded."""
        self.passages = in_order(passages)
        self.articles = articles
        self._lay_out()

    def _lay_out(self) -> None:
        """Join the text of every paragraph, folded, and note where each begins and which passages it has."""
        columns = self.passages[["doc_id", "kind", "paragraph"]].fillna({"paragraph": 0})
        new = (columns != columns.shift()).any(axis=1).to_numpy()
        starts, ends = (self.passages[side].to_numpy(dtype="int64") for side in ("start", "end"))
        apart = np.append(False, starts[1:] > ends[:-1])
        gap = np.where(new, "\n", np.where(apart, " ", ""))
        folded = [_fold(text) for text in self.passages["text"].tolist()]
        lengths = np.fromiter(map(len, folded), dtype="int64", count=len(folded))
        self.letters = "".join(part for pair in zip(gap.tolist(), folded, strict=True) for part in pair)
        places = np.cumsum(lengths + np.array([len(one) for one in gap.tolist()], dtype="int64")) - lengths
        self.first = np.flatnonzero(new)  # of each paragraph, its first passage
        self.begins = places[self.first]  # and where it begins in `letters`
        self.outlets = self.passages["outlet"].to_numpy()[self.first]

    def ask(
        self,
        query: str,
        *,
        outlets: Collection[str] = (),
        voices: Collection[str] = (),
        sort: str = "text",
        most: int = MOST,
        context: int = 60,
    ) -> Answer:
        """Lines of `query` ("cooperat*", or /an expression/) in the chosen outlets and voices (none: all).

        At most `most` paragraphs are read; the sentence says so where there are more. Raises ValueError as
        `wording.concordance` does.
        """
        how = "regex" if len(query) > 2 and query[0] == query[-1] == "/" else "words"
        asked = query[1:-1] if how == "regex" else query
        wording.concordance(self.passages.head(0), asked, how=how)  # a fault is told before any work
        wanted = np.isin(self.outlets, list(outlets)) if outlets else np.ones(len(self.first), dtype=bool)
        found = self._by_expression(asked, wanted) if how == "regex" else self._by_letters(asked, wanted)
        chosen, whole = [], True
        for paragraph in found:
            if len(chosen) == most or paragraph < 0:
                whole = False
                break
            chosen.append(paragraph)
        lines = wording.concordance(
            self._of(chosen), asked, how=how, sort=sort, articles=self.articles, context=context,
            seconds=2 * SECONDS,
        )  # fmt: skip
        if voices:
            lines = lines[lines["voice"].isin(list(voices))].reset_index(drop=True)
        return Answer(lines, _said(query, lines, len(chosen), whole=whole))

    def _of(self, paragraphs: list[int]) -> pd.DataFrame:
        """The passages of some paragraphs."""
        bounds = np.append(self.first, len(self.passages))
        rows = [np.arange(bounds[one], bounds[one + 1]) for one in paragraphs]
        return self.passages.iloc[np.concatenate(rows) if rows else []]

    def _by_letters(self, query: str, wanted: np.ndarray) -> Iterator[int]:
        """Paragraphs that hold the words of the query one after another, in order."""
        folded = _fold(query)
        letters, loose = max(_PARTS.split(folded), key=len), re.compile(_loose(folded))
        at = self.letters.find(letters)
        while at >= 0:
            paragraph, end = self._around(at)
            if wanted[paragraph] and loose.search(self.letters, int(self.begins[paragraph]), end):
                yield paragraph
            at = self.letters.find(letters, end)

    def _by_expression(self, query: str, wanted: np.ndarray) -> Iterator[int]:
        """Paragraphs in which an expression is found, in order; -1 where the time for it is over."""
        import regex

        asked = unicodedata.normalize("NFC", query).translate(queries.QUERY)
        pattern = regex.compile(asked, regex.VERSION0 | regex.IGNORECASE | regex.MULTILINE)
        until, end = time.monotonic() + SECONDS, 0
        try:
            while found := pattern.search(self.letters, end, timeout=max(until - time.monotonic(), 0.001)):
                paragraph, end = self._around(found.start())
                if wanted[paragraph]:
                    yield paragraph
        except TimeoutError:
            yield -1

    def _around(self, at: int) -> tuple[int, int]:
        """The paragraph that holds a place in `letters`, and where the next one begins."""
        after = int(np.searchsorted(self.begins, at, side="right"))
        return max(after - 1, 0), int(self.begins[after]) if after < len(self.begins) else len(self.letters)


def _fold(text: str) -> str:
    """Letters in one case, as `queries` reads them; İ and ı as i, as an expression that ignores case takes
    them.
    """
    flat = text.translate(queries.TEXT)
    if not flat.isascii():
        flat = unicodedata.normalize("NFC", flat.translate(queries.WITHOUT))
    return flat.casefold().replace("ı", "i").replace("\u0307", "")


def _loose(query: str) -> str:
    """An expression that finds all that the query does, and little else."""
    signs = {"*": r"[\w'-]*", "?": r"\w{1,3}"}  # one letter may become three when it is folded
    words = ("".join(signs.get(sign) or re.escape(sign) for sign in word) for word in query.split())
    return r"[\W_]{1,5}".join(words)


def _said(query: str, lines: pd.DataFrame, read: int, *, whole: bool) -> str:
    """How often it was found, and in how much of the corpus."""
    times = f"{counted(len(lines), 'time')} in {counted(lines['doc_id'].nunique())}"
    if whole:
        return f"“{query}” is found {times}."
    return (
        f"“{query}” is found {times} in the first {counted(read, 'paragraph')} that can hold it; the rest is "
        "not read here. Choose outlets or a longer query to see all: a run counts all of it."
    )
