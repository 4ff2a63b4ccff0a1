"""Words without marks that the text gives as somebody's: posts with their credit line, block quotations.

A post ends in its credit ("— Name (@handle) May 1, 2020"); a block quotation follows a paragraph that leads
it in ("As the paper reported:").
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sourcewise.corpus.voices.marked import Marked
from sourcewise.corpus.voices.segments import Block

_LINK = r"(?:https?://|pic\.twitter\.com/|t\.co/)[^\s—–]{1,200}(?=[\s—–]|\Z)"
CREDIT = re.compile(
    rf"\s*(?:{_LINK}\s*){{0,4}}(?:—|–|--|-)[ \u00a0]?([^\r\n@]{{1,80}}?)[ \u00a0]?\(@\w{{1,20}}\)"
)
"""A post's credit line, with the links before it; the group is the name."""
_DATED = re.compile(
    r"[ \u00a0](?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|[A-Z][a-z]{2}) \d{1,2}, 20\d\d"
)
_LINKS = re.compile(rf"(?:\s*{_LINK})+\s*\Z")
_LINES, _LONGEST_POST = 12, 1200
"""How many lines and characters a post may have."""
_LINKED, _CREDITED = 400, 500
"""How many characters of a line are looked at for its last links, and behind it for a credit line."""
_LEAD, _WORDS = 250, 8
"""How many characters of a lead-in are looked at; the fewest words of a block quotation."""
_LEADS_IN = re.compile(
    r"\b(?:wrote|writes|reports?|reported|noted|notes|explains?|explained|tweeted|tweets|posted|stated|states"
    r"|said|says|statement|text|excerpt|transcript|letter|email|memo|according to|observed|observes|relayed"
    r"|put it)\b"
)
_NOT_LEADING = re.compile(
    r"\b(?:following|these|below|here are|include|including|questions?|reasons?|things|points|tips)\b"
)
_ITEM = re.compile(r"[-*•·–—►▪#]|\(?\d{1,3}[.):]|[A-Z]\w{1,20}:")
_MARK = re.compile(r"[\"“”„«»]")
_FINAL = (".", "!", "?", "…", ":")


def find_verbatim(raw: str, blocks: Sequence[Block]) -> dict[int, Marked]:
    """Return what stands verbatim without marks, by the place of its block, less link and credit."""
    found: dict[int, Marked] = {}
    posts = "(@" in raw
    wide = _wide_gaps(raw, blocks) if posts else 0
    for index, block in enumerate(blocks):
        if posts and block.kind != "headline" and (end := _post_end(raw, block)) is not None:
            found.update(_post(raw, blocks, index, end, wide))
        elif index and _is_block_quotation(raw, blocks[index - 1], block):
            found[index] = _whole(raw, block.start, block.end)
    return found


def signed(raw: str, mark: Marked) -> tuple[int, int] | None:
    """The name in the credit line behind a post: its span; None where there is none."""
    credit = CREDIT.match(raw, mark.outer_end, min(len(raw), mark.outer_end + _CREDITED))
    return credit.span(1) if credit else None


def _post_end(raw: str, block: Block) -> int | None:
    """Where the words of a post's last line end; None where no credit stands in or behind the block."""
    if CREDIT.match(raw, block.end, min(len(raw), block.end + _CREDITED)):
        return block.end
    at = raw.rfind("(@", block.start, block.end)
    if at < 0 or not _DATED.search(raw, at, min(block.end + 30, at + 60)):
        return None
    dash = max(raw.rfind(mark, max(block.start, at - 90), at) for mark in ("—", "–", "--"))
    return dash if dash > block.start and CREDIT.match(raw, dash, block.end) else None


def _post(raw: str, blocks: Sequence[Block], last: int, end: int, wide: int) -> dict[int, Marked]:
    """The lines of a post, from its last one back over gaps that are wider than those between paragraphs."""
    found: dict[int, Marked] = {}
    for index in range(last, max(-1, last - _LINES), -1):
        block = blocks[index]
        stop = end if index == last else block.end
        stop = _without_links(raw, block.start, stop)
        if block.kind != "headline" and block.start < stop and not _is_marked(raw, block.start, stop):
            found[index] = _whole(raw, block.start, stop)
            if index < last and index + 1 in found:
                found[index + 1] = found[index + 1]._replace(carried=True)
        before = blocks[index - 1] if index else None
        gap = raw.count("\n", before.end, block.start) if before else 0
        if before is None or gap < wide or blocks[last].end - before.start > _LONGEST_POST:
            break
        if CREDIT.match(raw, before.end, min(len(raw), before.end + _CREDITED)) or raw[before.end - 1] == ":":
            break
    return found


def _without_links(raw: str, start: int, end: int) -> int:
    """Where a line's words end before its last links and blanks."""
    links = _LINKS.search(raw, max(start, end - _LINKED), end)
    end = links.start() if links else end
    while end > start and raw[end - 1].isspace():
        end -= 1
    return end


def _wide_gaps(raw: str, blocks: Sequence[Block]) -> int:
    """How many line ends make a gap wider than the commonest between paragraphs."""
    gaps = Counter(raw.count("\n", one.end, other.start) for one, other in pairwise(blocks))
    return gaps.most_common(1)[0][0] + 1 if gaps else 1


def _is_marked(raw: str, start: int, end: int) -> bool:
    """Say whether one pair of marks holds all of a line."""
    return raw[start] in '"“«' and raw[end - 1] in '"”»' and not _MARK.search(raw, start + 1, end - 1)


def _is_block_quotation(raw: str, lead: Block, block: Block) -> bool:
    """Say whether a paragraph is led in as somebody's words by the one before."""
    if block.kind != "body" or lead.kind != "body" or raw[lead.end - 1] != ":":
        return False
    before = raw[max(lead.start, lead.end - _LEAD) : lead.end]
    before = re.split(r"[.!?] (?=[A-Z])", before)[-1]
    if not _LEADS_IN.search(before) or _NOT_LEADING.search(before) or _MARK.search(before):
        return False
    text = raw[block.start : block.end]
    whole = text[0].isupper() and text.endswith(_FINAL) and len(text.split()) >= _WORDS
    return whole and not _ITEM.match(text) and not _MARK.search(text[0] + text[-1])


def _whole(raw: str, start: int, end: int) -> Marked:
    """A stretch without marks, less the blanks at its end."""
    while end > start and raw[end - 1].isspace():
        end -= 1
    return Marked(start, end, start, end, verbatim=True)
