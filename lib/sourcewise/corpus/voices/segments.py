"""Blocks and sentences: what the kept text is made of, as spans of `raw`.

A paragraph is a line. Sentences are nupunkt's, corrected where quotation marks and titles need it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

from sourcewise.corpus.voices import stops, wrapped
from sourcewise.corpus.voices.cues import FINITE_SPEECH

Span = tuple[int, int]
_Piece = tuple[int, int, int, bool]
"""A kept stretch of a line: the line's number, start, end, whether it is the headline."""
Kind = Literal["headline", "heading", "body"]

_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"  # beside the usual one
_LINE, _ANY_LINE = re.compile(".+"), re.compile(rf"[^\n{_LINE_ENDS}]+")
_HEADING_CHARS, _HEADING_WORDS = 80, 12
_LETTER = re.compile(r"[^\W_]")
_FEW = 8
"""How many opening marks are stepped over at the head of a sentence."""
_QUOTE_MARK = re.compile(r"[\"“”„‟«»＂]|(?<!\w)['‘’](?=\S)")
_NOT_A_HEADING_END = tuple(".!?…:;,—–-\"”’')]/|")
_BODY_END = tuple(".!?…:\"”’')]“")
_OPENERS, _CLOSERS = "\"“”„‟«＂'‘’‚‛‹([{—–-", stops.CLOSERS
_ASKED_BY_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\. )?(?:[A-Z][\w.’'-]*[ \u00a0]){1,5}(?:[a-z]+ly )?"
    rf"{FINITE_SPEECH}\b"
)


class HasSpan(Protocol):
    """Anything with a start and an end in `raw`, half open."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


class Block(NamedTuple):
    """A kept stretch of one line; `paragraph` counts the lines with kept text, of every kind, from 1."""

    paragraph: int
    kind: Kind
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of a block: its paragraph, the block's kind and its span, without blanks at the edges."""

    paragraph: int
    kind: Kind
    start: int
    end: int


def find_blocks(raw: str, removed: Sequence[HasSpan], headline: Span | None = None) -> list[Block]:
    """Return the blocks of `raw` less the removed spans, in order, without blanks at their edges.

    `removed` is sorted and disjoint. A span removed inside a line, or a headline that is only a part of its
    line, makes several blocks of one paragraph number. A heading is a short line without a final stop or a
    quotation mark that stands between other text and a body paragraph.
    """
    pieces = _kept_lines(raw, removed, headline)
    blocks: list[Block] = []
    paragraph, line_before = 0, -1
    for index, (line, start, end, is_headline) in enumerate(pieces):
        paragraph += line != line_before
        line_before = line
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        kind: Kind = "headline" if is_headline else "body"
        if (
            end - start <= _HEADING_CHARS
            and kind == "body"
            and blocks
            and following
            and _is_heading(raw, pieces[index - 1], pieces[index], following)
        ):
            kind = "heading"
        blocks.append(Block(paragraph, kind, start, end))
    return blocks


def find_sentences(
    raw: str, block: Block, quotes: Sequence[HasSpan] = (), *, starts: stops.Starts | None = None
) -> list[Span]:
    """Return the sentences of `block` in order, without blanks at their edges; a headline or heading is one.

    `quotes` are the quotations of the block or of the document (inner spans, in order): one that is set into
    a running sentence is not split. `starts` are those of `raw` where they are known. Together the sentences
    hold every non-blank character of the block.
    """
    if block.kind != "body":
        return [(block.start, block.end)]
    if starts is None:
        starts = stops.find_starts(wrapped.unwrapped(raw), [(block.start, block.end)])
    places = starts.places
    cuts = places[bisect_right(places, block.start) : bisect_left(places, block.end)]
    if not cuts:
        return [(block.start, block.end)]
    inside = _set_in(raw, block, quotes) if quotes else []
    worded = raw[block.start].isalnum() and block.end - cuts[-1] > 1
    if inside or not worded or not starts.unsure.isdisjoint(cuts):
        text = raw[block.start : block.end]
        sure = [cut not in starts.unsure for cut in cuts]
        mended = _mended(text, [cut - block.start for cut in cuts], sure, inside)
        cuts = [block.start + cut for cut in mended]
    edges = pairwise([block.start, *cuts, block.end])
    return [(start, start + len(raw[start:end].rstrip())) for start, end in edges]


def split(raw: str, blocks: Sequence[Block], quotes: Sequence[HasSpan] = ()) -> list[Sentence]:
    """Return the sentences of all blocks in order, with their paragraph and kind."""
    bodies = [(block.start, block.end) for block in blocks if block.kind == "body"]
    starts = stops.find_starts(wrapped.unwrapped(raw), bodies)
    places = [quote.start for quote in quotes]
    sentences: list[Sentence] = []
    for block in blocks:
        paragraph, kind, begin, end = block
        own = quotes[bisect_left(places, begin) : bisect_left(places, end)] if quotes else ()
        found = find_sentences(raw, block, own, starts=starts)
        sentences += [Sentence(paragraph, kind, *span) for span in found]
    return sentences


def _kept_lines(raw: str, removed: Sequence[HasSpan], headline: Span | None) -> list[_Piece]:
    """Kept stretches as (line number, start, end, is headline)."""
    pieces = []
    at = 0
    lines = _ANY_LINE if any(end in raw for end in _LINE_ENDS) else _LINE
    lines = wrapped.PARAGRAPH if wrapped.is_wrapped(raw) else lines
    for number, line in enumerate(lines.finditer(raw)):
        start, line_end = line.span()
        while at < len(removed) and removed[at].end <= start:
            at += 1
        apart = headline is None or line_end <= headline[0] or headline[1] <= start
        if apart and (at == len(removed) or line_end <= removed[at].start):
            a, b = _stripped(raw, start, line_end)
            if a < b:
                pieces.append((number, a, b, False))
            continue
        nearest = at
        while start < line_end:
            gap = removed[nearest] if nearest < len(removed) and removed[nearest].start < line_end else None
            end = max(start, gap.start) if gap else line_end
            for a, b, is_headline in _around(start, end, headline):
                a, b = _stripped(raw, a, b)
                if a < b:
                    pieces.append((number, a, b, is_headline))
            start = gap.end if gap else line_end
            nearest += 1
    return pieces


def _around(start: int, end: int, headline: Span | None) -> list[tuple[int, int, bool]]:
    """Cut a kept stretch at the headline's edges."""
    if headline is None or headline[1] <= start or end <= headline[0]:
        return [(start, end, False)]
    first, last = max(start, headline[0]), min(end, headline[1])
    return [(start, first, False), (first, last, True), (last, end, False)]


def _is_heading(raw: str, before: _Piece, piece: _Piece, after: _Piece) -> bool:
    """Say whether a line is a heading: short, title-like, unfinished, and a finished line follows it."""
    line, start, end, _ = piece
    if line in (before[0], after[0]):
        return False
    text = raw[start:end]
    begins = text[0].isupper() or text[0].isdigit()
    if not begins or text.endswith(_NOT_A_HEADING_END) or _QUOTE_MARK.search(text):
        return False
    return len(text.split()) <= _HEADING_WORDS and raw[after[1] : after[2]].endswith(_BODY_END)


def _stripped(text: str, start: int, end: int) -> Span:
    """Move the edges of a span inward past blanks."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _set_in(raw: str, block: Block, quotes: Sequence[HasSpan]) -> list[Span]:
    """Quotations of the block that begin and end within a running sentence, relative to its start."""
    spans = []
    first = bisect_left(quotes, block.start, key=lambda quote: quote.start)
    last = bisect_left(quotes, block.end, key=lambda quote: quote.start)
    for quote in quotes[first:last]:
        if quote.start == block.start or quote.end >= block.end:
            continue
        before = raw[max(block.start, quote.start - 3) : quote.start - 1].rstrip()
        after = raw[quote.end + 1 : quote.end + 4].lstrip()
        if before[-1:].isalnum() and after[:1].islower():
            spans.append((quote.start - block.start, quote.end - block.start))
    return spans


def _mended(text: str, cuts: Sequence[int], sure: Sequence[bool], inside: Sequence[Span]) -> list[int]:
    """Drop the cuts that end no sentence, and let closing marks go with the sentence that they close."""
    kept: list[int] = []
    nearest = reached = 0
    for cut, is_sure in zip(cuts, sure, strict=True):
        if cut < reached:
            continue
        while (
            not is_sure
            and cut < len(text)
            and text[cut] in _CLOSERS
            and (cut + 1 == len(text) or text[cut + 1].isspace())
        ):
            cut += 1
            while cut < len(text) and text[cut].isspace():
                cut += 1
        reached = cut
        while nearest < len(inside) and inside[nearest][1] <= cut:
            nearest += 1
        within = nearest < len(inside) and inside[nearest][0] < cut < inside[nearest][1]
        if not within and (not kept or cut > kept[-1]) and (is_sure or _is_cut(text, cut)):
            kept.append(cut)
    return _with_words(text, kept)


def _with_words(text: str, cuts: list[int]) -> list[int]:
    """Drop the cuts that leave a piece without a letter or a digit: it goes with the sentence before it."""
    worded = [bool(_LETTER.search(text, *edge)) for edge in pairwise([0, *cuts, len(text)])]
    first = worded.index(True) if True in worded else len(cuts)
    return [cut for place, cut in enumerate(cuts, 1) if place > first and worded[place]]


def _is_cut(text: str, cut: int) -> bool:
    """Say whether a sentence can begin at `cut`."""
    at = cut
    while at < min(len(text), cut + _FEW) and text[at] in _OPENERS:
        at += 1
    if at == len(text) or (text[at].islower() and not text[at + 1 : at + 2].isupper()):
        return False
    before = text[max(0, cut - stops.LONGEST_TITLE) : cut].rstrip()
    if stops.TITLE_ABBREVIATION.search(before):
        return False
    asked = before[-1:] in _CLOSERS and before[-2:-1] in "?!"
    return not (asked and _ASKED_BY_NAME.match(text, cut))
