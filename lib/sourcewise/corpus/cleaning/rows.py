"""Rules that compare lines: pull quotes, which repeat a passage of the text, and rows of buttons."""

import re
from collections.abc import Iterator, Sequence

from sourcewise.corpus.cleaning.rule import NEVER, Rule, either

LEAST_WORDS = 8  # of a pull quote
MOST = 300  # characters of it, with its speaker; a longer quotation that is set off is an epigraph
OPENING = 18  # characters that the passage shares with it to the letter
FAR = 20_000  # characters on both sides in which its passage is looked for

_QUOTED = re.compile(
    r"[“\"](?P<words>[^“”\"]{20,140})[”\"][.,]?\s?(?:(?:--|[—–])\s?[A-Z][^!?@“”\"]{2,90}|- [A-Z][\w ]{2,30})"
    r"|“ (?P<spaced>[^“”]{20,280}) ”"
)
_BUTTON = re.compile(
    either(r"""
    (?i:(?:play )?(?:facebook|twitter)|instagram|linkedin|pinterest|flipboard|whatsapp|reddit|telegram|tumblr|
    e-?mail|print|copy|copy link|share|tweet|embed|messenger|google\+?|youtube|sms|pocket)
    """)
)
_WORDS = re.compile(r"[\W_]+")

Span = tuple[int, int]


def pull_quotes(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Lines but the first that are one short quotation with its speaker, or one in spaced marks.

    Their words stand in another line, too, that is more than such a quotation.
    """
    alone = {span: words for span in lines[1:] if (words := _quotation(text, *span))}
    rest = [span for span in lines if span not in alone] if alone else []
    for (start, end), words in alone.items():
        near = (text[a:b] for a, b in rest if start - FAR < a < end + FAR)
        if any(f" {words} " in f" {_bare(line)} " for line in near):
            yield start, end


def _quotation(text: str, start: int, end: int) -> str:
    """The bare words of a line that is one quotation, at least LEAST_WORDS; else nothing."""
    line = _QUOTED.fullmatch(text, start, end) if end - start <= MOST and text[start] in '“"' else None
    quoted = (line["words"] or line["spaced"]).strip() if line else ""
    if text.count(quoted[:OPENING]) < 2:
        return ""
    words = _bare(quoted)
    return words if words.count(" ") + 1 >= LEAST_WORDS else ""


def _bare(line: str) -> str:
    """The words of a line in small letters, whatever marks and blanks divide them."""
    return _WORDS.sub(" ", line).strip().casefold()


def button_rows(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Two or more lines in a row that are nothing but names of networks and buttons."""
    first = 0
    for at in range(len(lines) + 1):
        if (
            at < len(lines)
            and lines[at][1] - lines[at][0] <= 14
            and _BUTTON.fullmatch(text[slice(*lines[at])])
        ):
            continue
        if at - first >= 2:
            yield lines[first][0], lines[at - 1][1]
        first = at + 1


RULES = (
    Rule(
        "pull_quote",
        "page_furniture",
        NEVER,
        removes="“The council met on Sunday and agreed to wait until the spring.” — Jane Doe",
        leaves="“Nobody had expected so few boats in the harbour this spring.” — Jane Doe",
        shape="text",
        spans=pull_quotes,
    ),
    Rule(
        "button_row",
        "share_line",
        NEVER,
        removes="Facebook\n\nTwitter\n\nWhatsApp",
        leaves="Facebook\n\nWhat the company wants",
        shape="text",
        spans=button_rows,
    ),
)
