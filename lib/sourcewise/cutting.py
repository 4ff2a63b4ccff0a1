"""Texts cut into words by arrays of characters, and the words told apart as numbers, many texts at once.

Words of up to 16 characters of ASCII, nearly all of English, are told apart as two numbers of 64 bits that
hold their letters, others as strings.
"""

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

LETTER, DIGIT, WORD, BEYOND = (1 << bit for bit in range(4))
"""What a character is, as bits: a letter, a digit, one of `\\w`, one of `\\w` that is not ASCII."""
PLANES = 0x40000  # all letters and digits are below, of characters up to 0x10FFFF
_EIGHT = 8  # letters in a number of 64 bits
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_EIGHT + 1)], dtype=np.uint64)
_EDGE = "\n" * 2 * _EIGHT  # what is looked at before the first word and behind the last


class Words(NamedTuple):
    """Words of a few texts: `lengths`, how many each text has; `codes`, which ones, one text after another;
    `raw`, code -> the word.
    """

    lengths: np.ndarray
    codes: np.ndarray
    raw: list[str]


@functools.cache
def kinds() -> np.ndarray:
    """What each character is, by its number."""
    found = np.zeros(0x110000, dtype=np.uint8)
    characters = "".join(map(chr, range(PLANES)))
    for kind, pattern in (
        (LETTER, r"[^\W\d_]+"),
        (DIGIT, r"\d+"),
        (WORD, r"\w+"),
        (BEYOND, r"[^\W\x00-\x7f]+"),
    ):
        for run in re.finditer(pattern, characters):
            found[run.start() : run.end()] |= kind
    return found


def cut(texts: Sequence[str], known: np.ndarray, inside: Callable[[np.ndarray], np.ndarray]) -> Words:
    """The words of a few texts: the longest runs of characters that are inside words.

    `known`: what each character is, `kinds` or more; characters that are not ASCII and can be inside a word
    are BEYOND. `inside` tells from what the characters of all texts are which are inside words, a bool each;
    no line end is, and one stands between two texts.
    """
    text = _EDGE + "\n".join(texts) + _EDGE
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    own = known[characters]
    edges = np.flatnonzero(np.diff(inside(own))) + 1
    starts, sizes = edges[::2], edges[1::2] - edges[::2]
    ends = len(_EDGE) + np.cumsum([len(text) + 1 for text in texts])
    lengths = np.diff(np.searchsorted(starts, ends), prepend=0)

    short = sizes <= 2 * _EIGHT
    short[np.searchsorted(starts, np.flatnonzero(has(own, BEYOND)), "right") - 1] = False
    codes = np.empty(len(starts), dtype=np.int64)
    codes[short], raw = _short(characters.astype(np.uint8), starts[short], sizes[short])
    others: dict[str, int] = {}
    codes[~short] = [
        others.setdefault(text[start : start + size], len(raw) + len(others))
        for start, size in zip(starts[~short].tolist(), sizes[~short].tolist(), strict=True)
    ]
    return Words(lengths, codes, raw + list(others))


def has(kinds: np.ndarray, kind: int) -> np.ndarray:
    """Whether each has one of the bits."""
    return (kinds & kind) != 0


def _short(letters: np.ndarray, starts: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """Code of each word of up to 16 letters of ASCII, and each code's letters."""
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
