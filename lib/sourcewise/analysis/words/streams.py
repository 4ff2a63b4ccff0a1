"""Running words: passages as one row of numbers, for what asks which word stands beside which."""

from array import array
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sourcewise.analysis.terms import joined
from sourcewise.analysis.words import tokens


@dataclass(frozen=True)
class Stream:
    """All words of some passages, in order. `ids`, one a word: its place in `terms`, -1 for one that is left
    out. `lengths`: how many words each passage has. `passages`: passage_id, doc_id, outlet, voice, a row a
    passage. `terms`: words by alphabet. `stem`: whether they are stems.
    """

    ids: np.ndarray
    lengths: np.ndarray
    passages: pd.DataFrame
    terms: np.ndarray
    stem: bool = False

    @property
    def passage(self) -> np.ndarray:
        """The row in `passages` of each word; worked out when asked for: it is as long as `ids`."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)

    @property
    def documents(self) -> tuple[np.ndarray, np.ndarray]:
        """The document of each word as a number, and the doc_ids, by first passage."""
        codes, names = pd.factorize(self.passages["doc_id"])
        return codes[self.passage], np.asarray(names, dtype=object)


def stream(
    passages: pd.DataFrame,
    *,
    stopwords: Collection[str] = (),
    casefold: bool = True,
    numbers: bool = False,
    stem: bool = False,
    phrases: Collection[str] = (),
) -> Stream:
    """The words of `passages`, in the forms that `terms.count` counts, with the same options.

    Words that are left out keep their place, so that what stands beside them does not move together.
    """
    forms = tokens.forms(casefold, numbers, frozenset(stopwords), stem=stem)
    numbered, raw, lengths = _Numbers(), array("i"), []
    for text in joined(passages["text"], phrases):
        words = tokens.raw_words(text)
        raw.extend(map(numbered.__getitem__, words))
        lengths.append(len(words))
    found = [forms[word] for word in numbered]
    names = np.array(sorted({form for form in found if form}), dtype=object)
    places = {name: place for place, name in enumerate(names)}
    ids = np.array([places.get(form, -1) for form in found], dtype=np.int32)
    about = [name for name in ("passage_id", "doc_id", "outlet", "voice") if name in passages]
    return Stream(
        ids[np.frombuffer(raw, dtype=np.int32)] if raw else np.zeros(0, dtype=np.int32),
        np.array(lengths, dtype=np.int32),
        passages[about].reset_index(drop=True),
        names,
        stem,
    )


class _Numbers(dict[str, int]):
    """Each raw token -> its number, by first use."""

    def __missing__(self, word: str) -> int:
        self[word] = len(self)
        return self[word]


def neighbours(stream: Stream, span: int) -> tuple[np.ndarray, np.ndarray]:
    """Places of all pairs of words that stand up to `span` words apart in one passage: first, second.

    Words that are left out count as steps and make no pair.
    """
    first, second, passage = [], [], stream.passage
    for step in range(1, span + 1):
        left = np.flatnonzero(
            (passage[step:] == passage[:-step]) & (stream.ids[step:] >= 0) & (stream.ids[:-step] >= 0)
        )
        first.append(left)
        second.append(left + step)
    return np.concatenate(first), np.concatenate(second)
