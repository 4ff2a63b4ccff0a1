"""Rules that compare lines: pull quotes, which repeat a passage of the text; captions of a gallery, each
twice; the author's name under a portrait; and rows of buttons.
"""

import functools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sourcewise.corpus.cleaning.rule import NEVER, PERSON, Rule, either

LEAST_WORDS = 8  # of a pull quote
MORE_WORDS = 2  # that the passage it repeats has besides
SHORTEST, MOST = 45, 300  # characters of it, with its speaker; a longer one that is set off is an epigraph
OPENING = 18  # characters that the passage shares with it to the letter
FAR = 20_000  # characters on both sides in which its passage is looked for
ABOVE = 2  # lines at the top that may say beforehand what the text says: neither pull quotes nor passages
CAPTION = 25  # characters of a caption, at least
NAME = 40  # characters of a name, less than
APART = 2  # lines of a gallery that stand only once between two that stand twice

_QUOTED = re.compile(
    r"[“\"](?P<words>[^“”\"]{20,140})[”\"][.,]?\s?(?:(?:--|[—–])\s?[A-Z][^!?@“”\"]{2,90}|- [A-Z][\w ]{2,30})"
    r"|“ (?P<spaced>[^“”]{20,280}) ”"
)
_MARKED = re.compile(r"[“\"](?P<marked>[^“”\"]{30,280}[.!?…])[”\"](?P<unmarked>)")
_SIGNED = re.compile(
    rf"[“\"](?P<marked>[^“”\"]{{30,250}})[”\"] (?:[A-Z][\w.]* (?:[\w.’-]+ ){{0,4}})?{PERSON}"
    r"(?:, [^!?“”\"]{2,60}[^.!?])?"
    rf"|(?P<unmarked>[A-Z][^“”\"]{{30,250}}[\w.!?]) (?:[–—-] )?{PERSON}(?:, [^.!?“”\"]{{2,60}})?"
)
_TOLD = re.compile(
    r"\b(?:sa(?:id|ys|ying)|t(?:old|ells)|tweet(?:ed|s)|wr(?:ote|ites)|add(?:ed|s)|ask(?:ed|s)|continued|replied"
    r"|expla(?:ined|ins)|according|recalled|noted|declared|argued|testified|insist(?:ed|s)?|concluded"
    r"|responded|complained)\b"
)
_BUTTON = re.compile(
    either(r"""
    (?i:(?:play )?(?:facebook|twitter)|instagram|linkedin|pinterest|flipboard|whatsapp|reddit|telegram|tumblr|
    e-?mail|print|copy|copy link|share|tweet|embed|messenger|google\+?|youtube|sms|pocket)
    """)
)
_WORDS = re.compile(r"[\W_]+")
_PERSON = re.compile(PERSON)

Span = tuple[int, int]


def pull_quotes(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Lines that repeat a quotation of another: with its speaker, in spaced marks, without anybody who tells
    it; or above a text in which it stands again.
    """
    if _comes_again(text, lines):
        yield lines[0]
    alone = {span: words for span in lines[1:] if (words := _quotation(text, *span))}
    rest = [span for span in lines if span not in alone] if alone else []
    for (start, end), words in alone.items():
        if any(f" {words} " in f" {_bare(line)} " for line in _near(text, rest, start, end)):
            yield start, end
    for at in range(ABOVE, len(lines)):
        if lines[at] not in alone and _is_set_off(text, lines, at):
            yield lines[at]


def _quotation(text: str, start: int, end: int) -> str:
    """The bare words of a line that is one quotation, at least LEAST_WORDS; else nothing."""
    line = _QUOTED.fullmatch(text, start, end) if end - start <= MOST and text[start] in '“"' else None
    quoted = (line["words"] or line["spaced"]).strip() if line else ""
    if text.count(quoted[:OPENING]) < 2:
        return ""
    words = _bare(quoted)
    return words if words.count(" ") + 1 >= LEAST_WORDS else ""


def _is_set_off(text: str, lines: Sequence[Span], at: int) -> bool:
    """True for a quotation without a teller, with its marks or its speaker's name, whose words are quoted in
    another line too.
    """
    start, end = lines[at]
    signed = text[end - 1].isalnum()
    if not (SHORTEST <= end - start <= MOST and (signed or text[start] in '“"')):
        return False
    line = text[start:end]
    found = (_SIGNED if signed else _MARKED).fullmatch(line)
    if not found or _TOLD.search(line):
        return False
    quoted = found["marked"] or found["unmarked"]
    opening, words = quoted[1 : OPENING + 1], _bare(quoted)
    passages = _near(text, lines, start, end, first=ABOVE)
    more = 0 if signed else MORE_WORDS
    return words.count(" ") + 1 >= LEAST_WORDS and any(
        _quotes(line, opening, words, more) for line in passages
    )


def _near(text: str, lines: Sequence[Span], start: int, end: int, first: int = 0) -> Iterator[str]:
    """The other lines from `first` on that begin within FAR of text[start:end]."""
    begin = max(first, bisect_left(lines, (start - FAR,)))
    for at in range(begin, bisect_left(lines, (end + FAR,))):
        if lines[at] != (start, end):
            yield text[slice(*lines[at])]


def _quotes(line: str, opening: str, words: str, more: int) -> bool:
    """True where a line holds these words within quotation marks, and so many more."""
    if len(line) <= len(words) + 3 * more or (place := line.find(opening)) < 0:
        return False
    before, bare = line[:place], _bare(line)
    marked = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return marked and bare.count(" ") - words.count(" ") >= more and f" {words} " in f" {bare} "


@functools.lru_cache(maxsize=2048)  # as many lines as are near each other
def _bare(line: str) -> str:
    """The words of a line in small letters, whatever marks and blanks divide them."""
    return _WORDS.sub(" ", line).strip().casefold()


def _comes_again(text: str, lines: Sequence[Span]) -> bool:
    """True where the first line, and not the next, is a quotation, and stands below once more."""
    above, *below = [text[slice(*span)] for span in lines[:2]] if len(lines) > 2 else [""]
    if not above.startswith(("“", '"')) or below[0].startswith(("“", '"')):
        return False
    return above.count(" ") + 1 >= LEAST_WORDS and any(text[a:b] == above for a, b in lines[2:])


def gallery(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Captions of a gallery, most of which stand twice, one line after the other: two such pairs at least,
    and lines of the text above and below them.
    """
    twice = [
        at
        for at, ((start, end), (first, last)) in enumerate(pairwise(lines))
        if end - start == last - first >= CAPTION and text[start:end] == text[first:last]
    ]
    runs: list[list[int]] = []
    for at in twice:
        if runs and at - runs[-1][-1] <= 2 + APART:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        if len(run) >= 2 and run[0] > 0 and run[-1] + 2 < len(lines):
            yield lines[run[0]][0], lines[run[-1] + 1][1]


def portraits(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """The one line below the first that is nothing but the name of the author whom a note names."""
    edges = [text[slice(*span)] for span in (*lines[:2], *lines[-2:])]
    if not any(" is " in line for line in edges):
        return
    alone = defaultdict(list)
    for span in lines[1:]:
        if span[1] - span[0] < NAME and _PERSON.fullmatch(text, *span):
            alone[text[slice(*span)]].append(span)
    for name, spans in alone.items():
        note = re.compile(
            rf"(?:Editor[’']s [Nn]ote: )?{re.escape(name)},? (?:[^.!?]{{3,80}}, )?is (?:an? |the |[A-Z])"
        )
        if len(spans) == 1 and any(map(note.match, edges)):
            yield spans[0]


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
        version=2,
        spans=pull_quotes,
    ),
    Rule(
        "gallery_captions",
        "photo_caption_credit",
        NEVER,
        removes="\n\n".join(
            line
            for line in ("Ships leave the harbour in May.", "The council meets on the pier.")
            for _ in "12"
        ),
        leaves="Nobody had expected so few boats.\n\nNobody had expected so few boats.",
        shape="text",
        spans=gallery,
    ),
    Rule(
        "portrait",
        "photo_caption_credit",
        NEVER,
        removes="Jane Doe",
        leaves="John Roe",
        shape="text",
        where="end",
        spans=portraits,
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
