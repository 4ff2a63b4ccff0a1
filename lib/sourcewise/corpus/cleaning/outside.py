"""The article's block in a whole page that was saved as text: menus above it, footers below it.

Lines that read like sentences count for an article, other lines against it; the stretch of lines with the
greatest sum is the article (the maximum-sum segment, as in Pasternack and Roth, Extracting article text from
the web with maximum subsequence segmentation, WWW 2009; theirs scores tokens by a trained model, this one
lines by their length). Only a text that is clearly a whole page is cut: one with many lines outside that
stretch, some of which only pages have.
"""

import re
from collections.abc import Iterator, Sequence

from sourcewise.corpus.cleaning.rule import NEVER, Rule, either

LEAST_WORDS = 10  # of a sentence-like line
MOST_WORDS = 40  # that a line counts for the article, however long it is
AGAINST = 8  # words that any other line counts against it
LEAST_MENU = 12  # short lines outside the article, that a text may be a page
LEAST_FURNITURE = 3  # different ones among them that only pages have
SHORT = 90  # characters that a line of a menu has not
TITLE_REACH = 15  # lines above the article in which its headline is looked for

_SENTENCE_END = re.compile(r".*(?:[.!?…:;][”\"’')\]]{0,3}|[”\"])", re.DOTALL)
_ONLY_PAGES = re.compile(
    either(r"""
    (?i:home|menu|search|subscribe(?: now)?|sign ?(?:in|up)|log ?in|register|my account|careers|jobs|help|
    (?:about|contact|advertise|follow)(?: with)?(?: us)?|faqs?|newsletters?|rss(?: feeds?)?|site ?map|
    privacy(?: policy| notice| statement)?|cookies?(?: policy| settings)?|
    terms(?: (?:of|and|&) (?:use|service|conditions))?|facebook|twitter|instagram|youtube|linkedin|pinterest|
    e-?mail|print|share|skip to (?:main )?content|most (?:read|popular|viewed)|trending|
    related(?: (?:stories|articles|content))?|read more|more|comments?|sports?|business|politics|opinion|
    world|entertainment|weather|video|(?:©|copyright)[^\n]{0,80}|all rights reserved\.?)
    """)
)
_EDGES = re.compile(r"^\W{0,12}|\W{0,12}$")

Span = tuple[int, int]


def article_block(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """What stands above and below the article, at most two spans; nothing where `text` is no whole page.

    `lines` are the spans of the text's lines, without the blanks at their edges.
    """
    if sum(end - start < SHORT for start, end in lines) < LEAST_MENU:
        return
    worth = [_worth(text[start:end]) for start, end in lines]
    first, last = _greatest(worth)
    outside = [*range(first), *range(last, len(lines))]
    if first < last and _is_page(text, lines, worth, outside):
        first = _headline_above(text, lines, first)
        if first > 0:
            yield lines[0][0], lines[first - 1][1]
        if last < len(lines):
            yield lines[last][0], lines[-1][1]


def _worth(line: str) -> int:
    """Words of a line that reads like a sentence; less than 0 for a line that does not."""
    words = line.count(" ") + 1 if len(line) < 2000 else MOST_WORDS
    ends = words >= LEAST_WORDS and (words >= 25 or _SENTENCE_END.fullmatch(line[-8:]))
    return min(words, MOST_WORDS) if ends else -AGAINST


def _greatest(worth: Sequence[int]) -> tuple[int, int]:
    """The stretch of greatest sum, half open; the first of several. (0, 0) where none is above 0."""
    best, total, begin, found = 0, 0, 0, (0, 0)
    for at, value in enumerate(worth):
        if total <= 0:
            total, begin = 0, at
        total += value
        if total > best:
            best, found = total, (begin, at + 1)
    return found


def _is_page(text: str, lines: Sequence[Span], worth: Sequence[int], outside: Sequence[int]) -> bool:
    short = [
        text[slice(*lines[at])] for at in outside if worth[at] < 0 and lines[at][1] - lines[at][0] < SHORT
    ]
    if len(short) < LEAST_MENU:
        return False
    bare = (_EDGES.sub("", line) for line in short)
    return len({line.casefold() for line in bare if _ONLY_PAGES.fullmatch(line)}) >= LEAST_FURNITURE


def _headline_above(text: str, lines: Sequence[Span], first: int) -> int:
    """The line above the article that the page's title, its first line, repeats; else the article's first."""
    title = text[slice(*lines[0])].casefold()
    for at in range(max(1, first - TITLE_REACH), first):
        line = text[slice(*lines[at])].casefold()
        if line.count(" ") >= 2 and line in title:
            return at
    return first


PAGE = "\n".join(
    ("Home", "Menu", "Search", "Sign in", *(f"Town {n}" for n in range(12)), "Subscribe", "The harbour")
)

RULES = (
    Rule(
        "outside_article",
        "page_furniture",
        NEVER,
        removes=PAGE,
        leaves="Home\nMenu\nSearch",
        shape="text",
        where="top",
        spans=article_block,
    ),
)
