"""Runs of words as 64-bit numbers that are the same in every run of the program.

Words are letters and digits in any case. Two different runs have one number once in some hundred thousand
corpora of a thousand million runs.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sourcewise import cutting
from sourcewise.spread import in_parts

RUN = 3  # words in a run
BATCH_CHARS = 2_000_000  # of text whose words are held at once
MOST_WORDS = 300_000  # different words whose numbers are kept
MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing


@dataclass(frozen=True)
class Words:
    """The words of some texts as numbers: `flat` one after another, `lengths` how many each text has."""

    begin: int
    lengths: np.ndarray
    flat: np.ndarray

    def runs(self, n: int = RUN) -> tuple[np.ndarray, np.ndarray]:
        """Text (an index from 0) and number of every run of `n` words, none over the edge of a text."""
        row = np.repeat(np.arange(len(self.lengths), dtype=np.int32), self.lengths)
        last = max(len(self.flat) - n + 1, 0)
        run = np.zeros(last, dtype=np.uint64)
        for step in range(n):
            run = (run ^ (run >> np.uint64(29))) * MIX + self.flat[step : last + step]
        whole = row[:last] == row[len(row) - last :]
        return row[:last][whole], run[whole] ^ (run[whole] >> np.uint64(32))

    def keys(self) -> np.ndarray:
        """A number for all the words of each text in order: texts with the same words have the same."""
        pieces = np.split(self.flat, np.cumsum(self.lengths)[:-1]) if len(self.lengths) else []
        return np.array([_number(piece.tobytes()) for piece in pieces], dtype=np.uint64)


class Reader:
    """Reads texts in batches, and keeps the numbers of words that it has met."""

    def __init__(self) -> None:  # noqa: D107 - takes nothing
        self._numbers = _Numbers()

    def read(self, texts: Sequence[str], begin: int = 0) -> Words:
        """The words of a few texts."""
        if len(self._numbers) > MOST_WORDS:
            self._numbers.clear()
        cut = cutting.cut([text.casefold() for text in texts], cutting.kinds(), _inside)
        numbers = np.fromiter(map(self._numbers.__getitem__, cut.raw), np.uint64, len(cut.raw))
        return Words(begin, cut.lengths, numbers[cut.codes])

    def batches(self, texts: Iterable[str]) -> Iterator[Words]:
        """All texts, some two million characters at a time; a longer text is one batch."""
        begin = 0
        for part in in_parts(texts, BATCH_CHARS):
            yield self.read(part, begin)
            begin += len(part)


def _inside(kinds: np.ndarray) -> np.ndarray:
    """Whether each character is a letter or a digit."""
    return cutting.has(kinds, cutting.LETTER | cutting.DIGIT)


class _Numbers(dict[str, int]):
    """Word -> its number."""

    def __missing__(self, word: str) -> int:
        self[word] = number = _number(word.encode("utf-8", "replace"))
        return number


def _number(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")
