"""Quotation marks: which stretches of a paragraph stand between them, whatever the marks look like.

A state machine for each paragraph, linear in its length. It reads a mark's direction from its neighbours as
well as from its shape, since real text has opening marks that close and closing marks that open.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from sourcewise.corpus.voices import cues, singles, verbatim
from sourcewise.corpus.voices.marked import Marked
from sourcewise.corpus.voices.segments import Block

_DOUBLE = re.compile(
    r"['`‘’\"“”„‟«»＂](?:(?<=[„‟«»＂])|(?<=\")(?:(?<!\S.)\"|\"(?!\S))?|(?<=“)“?|(?<=”)”?"
    r"|(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’)"
)
"""A double mark, or one that was doubled by mistake. It begins with a set of marks to be fast."""
_OPENING_SHAPES, _CLOSING_SHAPES = (
    frozenset({"“", "„", "‟", "«", "``", "‘‘"}),
    frozenset({"”", "»", "''", "’’"}),
)
_BEFORE_OPENING = frozenset("([{—–-/‘'…>*|:~=")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-…/’'*<|~=")
_LEADS_IN = (",", ":", ".", "?", "!", "…", "”", '"', " that")
_FINAL = frozenset(".,?!…;:—–-")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[A-Z0-9“\"‘(\[])")
_LONGEST = 3000
"""How many characters a quotation may run whose closing mark is lost."""
_COMMA = re.compile(r"[,?!]\s*")


@dataclass(slots=True)
class _Mark:
    """A double mark, its place among its paragraph's, and what its neighbours let it be."""

    index: int
    start: int
    end: int
    shape: str
    can_open: bool
    can_close: bool


@dataclass(slots=True)
class _Paragraph:
    """The double marks of a block: all, in pairs, opening ones never closed, closing ones never opened."""

    block: Block
    marks: list[_Mark]
    pairs: list[tuple[_Mark, _Mark]] = field(default_factory=list)
    open: list[_Mark] = field(default_factory=list)
    loose: list[_Mark] = field(default_factory=list)


def find_marked(raw: str, blocks: Sequence[Block]) -> list[Marked]:
    """Return the outermost stretches between marks, in order and disjoint, none over the edge of a block."""
    found: list[Marked] = []
    goes_on = False
    introduced = verbatim.find_verbatim(raw, blocks)
    double = list(_DOUBLE.finditer(raw))
    places = [match.start() for match in double]
    edges = [(bisect_left(places, block.start), bisect_left(places, block.end)) for block in blocks]
    paragraphs = [
        _paired(raw, block, double[slice(*edge)]) for block, edge in zip(blocks, edges, strict=True)
    ]
    for index, (paragraph, following) in enumerate(zip_longest(paragraphs, paragraphs[1:])):
        if index in introduced and not goes_on:
            found.append(introduced[index])
            continue
        carried = goes_on
        goes_on = _goes_on(raw, paragraph, following)
        doubles = _settled(raw, paragraph, goes_on, carried) if paragraph.marks else []
        found += singles.with_singles(raw, paragraph.block, doubles)
    return found


def _paired(raw: str, block: Block, double: Sequence[re.Match[str]]) -> _Paragraph:
    """Pair a block's marks by direction and nesting."""
    paragraph = _Paragraph(block, _double_marks(raw, block, double) if double else [])
    stack = paragraph.open
    for mark in paragraph.marks:
        if stack and _closes(raw, paragraph.marks, mark):
            paragraph.pairs.append((stack.pop(), mark))
        elif stack or _opens(raw, mark):
            stack.append(mark)
        else:
            paragraph.loose.append(mark)
    return paragraph


def _double_marks(raw: str, block: Block, double: Sequence[re.Match[str]]) -> list[_Mark]:
    """A block's double marks and what their neighbours let them be."""
    marks = []
    for index, match in enumerate(double):
        start, end = match.span()
        before = raw[start - 1] if start > block.start else " "
        after = raw[end] if end < block.end else " "
        can_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
        can_open = not after.isspace() and (before.isspace() or before in _BEFORE_OPENING)
        marks.append(_Mark(index, start, end, match.group(), can_open, can_close))
    return marks


def _opens(raw: str, mark: _Mark) -> bool:
    """Say whether a mark opens a quotation where none is open."""
    if mark.shape in _OPENING_SHAPES:
        return mark.can_open or not mark.can_close
    if mark.shape in _CLOSING_SHAPES:
        if not raw[mark.end : mark.end + 1].isalnum() or cues.ATTRIBUTION.match(raw, mark.end):
            return False
        return mark.can_open or (raw[mark.start - 1] in ".?!" and raw[mark.end].isupper())
    return mark.can_open or not (mark.can_close or raw[mark.start - 1].isdigit())


def _closes(raw: str, marks: list[_Mark], mark: _Mark) -> bool:
    """Say whether a mark closes the quotation that is open."""
    if mark.shape in _CLOSING_SHAPES or not mark.can_open or mark.can_close:
        return True
    following = marks[mark.index + 1] if mark.index + 1 < len(marks) else None
    if following and following.can_close and not following.can_open:
        return False
    return raw[mark.start - 2 : mark.start].strip()[-1:] in _FINAL and bool(
        cues.ATTRIBUTION.match(raw, mark.end)
    )


def _goes_on(raw: str, paragraph: _Paragraph, following: _Paragraph | None) -> bool:
    """Say whether a paragraph leaves a quotation open that the next one takes up."""
    if not paragraph.open or following is None or not following.marks:
        return False
    mark, first = paragraph.open[0], following.marks[0]
    if _ends_in_single(raw, mark.end, paragraph.block.end):
        return False
    if mark is not paragraph.marks[-1] or _attribution(raw, mark.end, paragraph.block.end):
        return False
    return following.loose[:1] == [first] or (first.start == following.block.start and first.can_open)


def _settled(raw: str, paragraph: _Paragraph, goes_on: bool, carried: bool) -> list[Marked]:
    """The outermost stretches of a paragraph, unbalanced marks included."""
    stretches = [Marked(a.end, b.start, a.start, b.end) for a, b in paragraph.pairs]
    if goes_on:
        mark, end = paragraph.open[0], paragraph.block.end
        stretches.append(Marked(mark.end, end, mark.start, end))
    else:
        stretches += filter(None, (_unclosed(raw, paragraph, mark) for mark in paragraph.open))
    stretches += filter(None, (_unopened(raw, paragraph, mark, carried) for mark in paragraph.loose))
    outermost: list[Marked] = []
    for stretch in sorted(stretches, key=lambda stretch: (stretch.outer_start, -stretch.outer_end)):
        if stretch.start < stretch.end and (not outermost or outermost[-1].outer_end <= stretch.outer_start):
            outermost.append(stretch)
    if carried and outermost and outermost[0].outer_start == paragraph.block.start:
        outermost[0] = outermost[0]._replace(carried=True)
    return outermost


def _unclosed(raw: str, paragraph: _Paragraph, mark: _Mark) -> Marked | None:
    """What a mark sets off that nothing closes: up to an attribution or to the last full stop."""
    block, following = paragraph.block, mark.index + 1
    if mark.shape in _CLOSING_SHAPES:
        return None
    limit = paragraph.marks[following].start if following < len(paragraph.marks) else block.end
    if end := _attribution(raw, mark.end, limit):
        return Marked(mark.end, end, mark.start, end)
    if limit == block.end and _ends_in_single(raw, mark.end, limit):
        return Marked(mark.end, limit - 1, mark.start, limit)
    lead = raw[max(block.start, mark.start - 6) : mark.start].rstrip()
    if mark.start > block.start and not lead.endswith(_LEADS_IN):
        return None
    end = limit
    if limit < block.end:
        end = max((stop.start() + 1 for stop in _SENTENCE_END.finditer(raw, mark.end, limit)), default=0)
    if end - mark.end > _LONGEST:
        limit = mark.end + _LONGEST
        end = max((stop.start() + 1 for stop in _SENTENCE_END.finditer(raw, mark.end, limit)), default=0)
    return Marked(mark.end, end, mark.start, end) if end else None


def _ends_in_single(raw: str, start: int, end: int) -> bool:
    """Say whether a single mark closes what a double one opened, at the end of its paragraph."""
    return raw[end - 1] in "’'" and raw[end - 2] in ".,?!…" and end - 2 > start and "‘" not in raw[start:end]


def _unopened(raw: str, paragraph: _Paragraph, mark: _Mark, carried: bool) -> Marked | None:
    """What a mark closes that nothing opened: the paragraph up to it, or its own sentence."""
    block = paragraph.block
    if mark.index == 0 and carried:
        return Marked(block.start, mark.start, block.start, mark.end)
    spoken = mark.end == block.end or cues.ATTRIBUTION.match(raw, mark.end)
    if not spoken or raw[mark.start - 1] not in _FINAL:
        return None
    start = paragraph.marks[mark.index - 1].end if mark.index else block.start
    if mark.index or cues.CUE.search(raw, start, mark.start):
        stops = [stop.end() for stop in _SENTENCE_END.finditer(raw, start, mark.start)]
        if mark.index and not stops:
            return None
        start = stops[-1] if stops else start
    return Marked(start, mark.start, start, mark.end)


def _attribution(raw: str, start: int, end: int) -> int | None:
    """Where a stretch ends that runs into ", he said"; None where it does not."""
    for comma in _COMMA.finditer(raw, start, end):
        if cues.ATTRIBUTION.match(raw, comma.end(), end):
            return comma.start() + 1
    return None
