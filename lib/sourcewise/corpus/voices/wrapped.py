"""Text whose lines were broken at a fixed width: there a paragraph ends at a blank line."""

import re
from itertools import pairwise

PARAGRAPH = re.compile(r"[^\r\n]+(?:\r?\n(?=[^\r\n])[^\r\n]*\S[^\r\n]*)*")
"""A paragraph of wrapped text: lines with no blank one between."""
_FEWEST, _SHARE = 8, 0.85
_NARROWEST, _WIDEST = 50, 100
_LOOKED_AT = 400
"""How many lines are looked at; above: how many tell the width, what share is full, how wide they may be."""


_BLANKS = str.maketrans("\r\n", "  ")


def is_wrapped(raw: str) -> bool:
    """Say whether the lines of `raw` are broken at a width.

    They are where nearly every line that another follows directly is so full that the next line's first word
    would not have fitted in (0.85 of at least 8 such lines, the widest of 50 to 100 characters).
    """
    if any(len(line.rstrip()) > _WIDEST for line in raw[: 10 * _WIDEST].splitlines()):
        return False  # nearly always, and known at once
    lines = raw[: _LOOKED_AT * _WIDEST].splitlines()[:_LOOKED_AT]
    widest = max((len(line.rstrip()) for line in lines), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return False
    full = [
        len(line.rstrip()) + 1 + len(following.split(None, 1)[0]) > widest
        for line, following in pairwise(lines)
        if line.strip() and following.strip()
    ]
    return len(full) >= _FEWEST and sum(full) >= _SHARE * len(full)


def unwrapped(raw: str) -> str:
    """The text with blanks for line ends where its lines are broken at a width; as long as before."""
    return raw.translate(_BLANKS) if is_wrapped(raw) else raw
