"""The words of many texts at once: what `tokens.raw_words` gives, by arrays of characters.

Whether a mark stands inside a word hangs on two characters before it and two behind, so that all marks of a
text are judged at once. Both ways of cutting are compared in the tests.
"""

import functools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from sourcewise import cutting
from sourcewise.analysis.words import tokens
from sourcewise.cutting import BEYOND, DIGIT, LETTER, WORD, Words, has
from sourcewise.spread import in_parts

BATCH_CHARS = 4_000_000  # of text that is cut at once: some twelve bytes each for a while
_DOT, _COMMA, _MARK, _AFTER_DOT = (1 << bit for bit in range(4, 8))
_STRAIGHT = (("’", "'"), ("‐", "-"), ("‑", "-"))  # so that nearly all words are ASCII


def batches(texts: Iterable[str]) -> Iterator[Words]:
    """All texts in order, some four million characters at a time; a longer text is one batch."""
    return map(cut, in_parts(texts, BATCH_CHARS))


def cut(texts: Sequence[str]) -> Words:
    """The words of a few texts, as they are written but for straight marks; a word may have two codes."""
    return cutting.cut([_straight(tokens.plain(text)) for text in texts], _kinds(), _inside)


def _straight(text: str) -> str:
    if not text.isascii():
        for mark, straight in _STRAIGHT:
            text = text.replace(mark, straight)
    return text


@functools.cache
def _kinds() -> np.ndarray:
    """What each character is, the marks that can stand inside words too."""
    kinds = cutting.kinds().copy()
    marks = tokens.APOSTROPHES + tokens.HYPHENS
    beyond = "".join(mark for mark in marks if not mark.isascii())
    for kind, signs in (
        (_DOT, "."),
        (_COMMA, ","),
        (_MARK, marks),
        (_AFTER_DOT, tokens.AFTER_DOT),
        (BEYOND, beyond),
    ):
        kinds[[ord(sign) for sign in signs]] |= kind
    return kinds


def _inside(kinds: np.ndarray) -> np.ndarray:
    """Whether each character belongs to a word: letters and digits, and marks as in `tokens.WORD`."""
    at = np.flatnonzero(has(kinds, _DOT | _COMMA | _MARK))
    sign, before, after = kinds[at], kinds[at - 1], kinds[at + 1]
    further_before, further_after = kinds[at - 2], kinds[at + 2]
    initial = has(sign, _DOT) & has(before, LETTER)
    joint = has(sign, _MARK) & has(before & after, WORD)
    joint |= has(sign, _DOT | _COMMA) & has(before & after, DIGIT)
    joint |= initial & has(after, LETTER) & ~has(further_before | further_after, WORD)
    double = initial & has(further_before, _DOT) & has(after, _AFTER_DOT) & has(further_after, WORD)
    inside = has(kinds, WORD)
    inside[at[joint | double]] = True
    inside[at[double] + 1] = True
    return inside
