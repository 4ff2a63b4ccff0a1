"""Single quotation marks, told from apostrophes, and laid beside the double ones."""

import re

from sourcewise.corpus.voices.marked import Marked
from sourcewise.corpus.voices.segments import Block

_SINGLE = re.compile(
    r"['‘’‚‛‹›](?:(?<=['‘‚‛‹])(?<![\w'’].)(?=[^\s'’.,;:!?)])()|(?<=['’›])(?<=[^\s'‘(\[].)(?![\w'’]))"
)
"""A mark that opens (group 1 matches) or closes. It begins with a set of marks to be fast."""
_ELISION = re.compile(r".(?:\d0s\b|\d\d\b|(?:em|til|till|tis|twas|cause|bout|round|cuz|n)\b)", re.IGNORECASE)


def with_singles(raw: str, block: Block, doubles: list[Marked]) -> list[Marked]:
    """Add the stretches between single marks: outside double ones, or round them where speech is led in."""
    stretches: list[Marked] = []
    singles = _singles(raw, block, doubles)
    at = 0
    for single in singles:
        while at < len(doubles) and doubles[at].outer_end <= single.start:
            stretches.append(doubles[at])
            at += 1
        inside = at
        while inside < len(doubles) and doubles[inside].outer_end <= single.end:
            inside += 1
        if inside > at and raw[max(block.start, single.outer_start - 2) : single.outer_start].strip()[
            -1:
        ] not in ("", ",", ":"):
            continue
        stretches.append(single)
        at = inside
    return [*stretches, *doubles[at:]]


def _singles(raw: str, block: Block, doubles: list[Marked]) -> list[Marked]:
    """Pair single marks, leaving apostrophes, elisions and plural owners ("the states' rights") alone."""
    found: list[Marked] = []
    opener = owner = -1
    at = 0
    for match in _SINGLE.finditer(raw, block.start, block.end):
        start = match.start()
        while at < len(doubles) and doubles[at].outer_end <= start:
            at += 1
        if at < len(doubles) and doubles[at].outer_start <= start:
            continue
        opens = match.lastindex == 1
        if opens and not _ELISION.match(raw, start):
            if opener >= 0 and owner >= 0:
                found.append(Marked(opener + 1, owner, opener, owner + 1))
            opener, owner = start, -1
        elif not opens and opener >= 0:
            if (
                raw[start - 1] == "s"
                and raw[start + 1 : start + 2] == " "
                and raw[start + 2 : start + 3].islower()
            ):
                owner = owner if owner >= 0 else start
            else:
                found.append(Marked(opener + 1, start, opener, start + 1))
                opener = owner = -1
    if opener >= 0 and owner >= 0:
        found.append(Marked(opener + 1, owner, opener, owner + 1))
    return found
