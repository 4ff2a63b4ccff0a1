"""The words of many texts at once, as numbers: what `tokens.raw_words` gives, by arrays of characters.

Whether a mark stands inside a word hangs on two characters before it and two behind, so that all marks of a
text are judged at once. Words of up to 16 characters of ASCII, nearly all of English, are told apart as two
numbers of 64 bits that hold their letters, others as strings. Both ways of cutting are compared in the tests.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from sourcewise.analysis.words import tokens
from sourcewise.spread import in_parts

BATCH_CHARS = 4_000_000  # of text that is cut at once: some twelve bytes each for a while
_LETTER, _DIGIT, _WORD, _ODD, _DOT, _COMMA, _MARK, _AFTER_DOT = (1 << bit for bit in range(8))
_PLANES = 0x40000  # all letters and digits are below, of characters up to 0x10FFFF
_EIGHT = 8  # letters in a number of 64 bits
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_EIGHT + 1)], dtype=np.uint64)
_EDGE = "\n" * 2 * _EIGHT  # what is looked at before the first word and behind the last


class Words(NamedTuple):
    """Words of a few texts: `lengths`, how many each text has; `codes`, which ones, one text after another;
    `raw`, code -> the word as it is written, though with straight marks where all else is ASCII.
    """

    lengths: np.ndarray
    codes: np.ndarray
    raw: list[str]


def batches(texts: Iterable[str]) -> Iterator[Words]:
    """All texts in order, some four million characters at a time; a longer text is one batch."""
    return map(cut, in_parts(texts, BATCH_CHARS))


def cut(texts: Sequence[str]) -> Words:
    """The words of a few texts."""
    texts = [tokens.plain(text) for text in texts]
    text = _EDGE + "\n".join(texts) + _EDGE
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _kinds()[characters]
    edges = np.flatnonzero(np.diff(_inside(kinds))) + 1
    starts, sizes = edges[::2], edges[1::2] - edges[::2]
    ends = len(_EDGE) + np.cumsum([len(text) + 1 for text in texts])
    lengths = np.diff(np.searchsorted(starts, ends), prepend=0)

    short = sizes <= 2 * _EIGHT
    short[np.searchsorted(starts, np.flatnonzero(_has(kinds, _ODD)), "right") - 1] = False
    codes = np.empty(len(starts), dtype=np.int64)
    codes[short], raw = _short(_letters(characters, kinds), starts[short], sizes[short])
    others: dict[str, int] = {}
    codes[~short] = [
        others.setdefault(text[start : start + size], len(raw) + len(others))
        for start, size in zip(starts[~short].tolist(), sizes[~short].tolist(), strict=True)
    ]
    return Words(lengths, codes, raw + list(others))


@functools.cache
def _kinds() -> np.ndarray:
    """What each character is, as bits; `_ODD` a letter or digit beyond ASCII."""
    kinds = np.zeros(0x110000, dtype=np.uint8)
    characters = "".join(map(chr, range(_PLANES)))
    for kind, pattern in (
        (_LETTER, r"[^\W\d_]+"),
        (_DIGIT, r"\d+"),
        (_WORD, r"\w+"),
        (_ODD, r"[^\W\x00-\x7f]+"),
    ):
        for found in re.finditer(pattern, characters):
            kinds[found.start() : found.end()] |= kind
    for kind, signs in (
        (_DOT, "."),
        (_COMMA, ","),
        (_MARK, tokens.APOSTROPHES + tokens.HYPHENS),
        (_AFTER_DOT, tokens.AFTER_DOT),
    ):
        kinds[[ord(sign) for sign in signs]] |= kind
    return kinds


def _inside(kinds: np.ndarray) -> np.ndarray:
    """Whether each character belongs to a word: letters and digits, and marks as in `tokens.WORD`."""
    at = np.flatnonzero(_has(kinds, _DOT | _COMMA | _MARK))
    sign, before, after = kinds[at], kinds[at - 1], kinds[at + 1]
    further_before, further_after = kinds[at - 2], kinds[at + 2]
    initial = _has(sign, _DOT) & _has(before, _LETTER)
    joint = _has(sign, _MARK) & _has(before & after, _WORD)
    joint |= _has(sign, _DOT | _COMMA) & _has(before & after, _DIGIT)
    joint |= initial & _has(after, _LETTER) & ~_has(further_before | further_after, _WORD)
    double = initial & _has(further_before, _DOT) & _has(after, _AFTER_DOT) & _has(further_after, _WORD)
    inside = _has(kinds, _WORD)
    inside[at[joint | double]] = True
    inside[at[double] + 1] = True
    return inside


def _has(kinds: np.ndarray, kind: int) -> np.ndarray:
    """Whether each has one of the bits."""
    return (kinds & kind) != 0


def _letters(characters: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """The characters as bytes, with straight marks; what a character beyond ASCII gives is of no use."""
    letters = characters.astype(np.uint8)
    marks = np.flatnonzero(_has(kinds, _MARK))
    hyphens = np.isin(characters[marks], [ord(sign) for sign in tokens.HYPHENS])
    letters[marks] = np.where(hyphens, ord("-"), ord("'"))
    return letters


def _short(letters: np.ndarray, starts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Code of each word of up to 16 letters, and each code's letters."""
    eights = np.ndarray(len(letters) - _EIGHT + 1, "<u8", letters.tobytes(), strides=(1,))
    codes, heads = pd.factorize(eights[starts] & _MASKS[np.minimum(sizes, _EIGHT)])
    raw = _strings(heads)
    longer = np.flatnonzero(sizes > _EIGHT)
    rest = eights[starts[longer] + _EIGHT] & _MASKS[sizes[longer] - _EIGHT]
    rest_codes, rests = pd.factorize(rest)
    pair_codes, pairs = pd.factorize(codes[longer] * len(rests) + rest_codes)
    codes[longer] = pair_codes + len(raw)
    ends = _strings(rests)
    first, second = np.divmod(pairs, max(len(ends), 1))
    return codes, raw + [
        raw[head] + ends[end] for head, end in zip(first.tolist(), second.tolist(), strict=True)
    ]


def _strings(eights: np.ndarray) -> list[str]:
    """Numbers of 64 bits as the letters that they hold."""
    return [letters.decode("ascii") for letters in eights.astype("<u8").view(f"S{_EIGHT}").tolist()]
