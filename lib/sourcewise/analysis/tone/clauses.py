"""The clause of a sentence that holds a mention, by a rule and no parser."""

import bisect
import functools
import re
from itertools import pairwise

SHORT = 3  # words: a piece of a sentence with fewer is no clause of its own

_CUT = re.compile(
    r";|:(?=\s)|\s[-–]\s|[—―]"
    r"|,\s(?=(?:and|or|nor|so|yet|as|when|which|who|whose|where|since|after|before|until|that)\b)"
    r"|(?<!\w)(?=(?:but|while|whereas|although|though|because|unless)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_EDGE = " ,;:-–—―\t\n\r\xa0"


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Span in `text` of the clause round the mention at start:end, without blanks and marks at its edges.

    A sentence is cut at ; : and dashes; at a comma before and, or, nor, so, yet, as, when, which, who,
    whose, where, since, after, before, until, that; and before but, while, whereas, although, though,
    because, unless. A piece of fewer than SHORT words goes with the next one (the last with the one before),
    so that a list of names stays whole.
    """
    starts, spans = _pieces(text)
    first, after = bisect.bisect_right(starts, start) - 1, bisect.bisect_left(starts, end)
    return spans[first][0], spans[after - 1][1]


@functools.lru_cache(maxsize=64)
def _pieces(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Where the pieces of a sentence begin, short ones joined, and their spans without the edges."""
    starts = [0]
    for cut in _CUT.finditer(text):
        if _has_words(text, starts[-1], cut.start()):
            starts.append(cut.start())
    if len(starts) > 1 and not _has_words(text, starts[-1], len(text)):
        starts.pop()
    spans = []
    for left, right in pairwise([*starts, len(text)]):
        piece = text[left:right]
        spans.append((right - len(piece.lstrip(_EDGE)), left + len(piece.rstrip(_EDGE))))
    return starts, spans


def _has_words(text: str, start: int, end: int) -> bool:
    """Whether a piece has as many words as a clause."""
    found = _WORD.finditer(text, start, end)
    return all(next(found, None) for _ in range(SHORT))
