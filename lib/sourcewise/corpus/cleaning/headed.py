"""Rules for what a crawler glued to the front of a headline: a caption, a credit, the label of a section.

They act only where the file, the page or the sidecar states the headline and the text's first kept line holds
it, so that nobody has to guess where the headline begins.
"""

import re

from sourcewise.corpus.cleaning.rule import Rule

LEAST = 15  # characters of a headline: a shorter one may stand in any sentence
MOST_BEFORE = 400  # characters before it: more is a paragraph that happens to hold its words

_AS_TYPED = str.maketrans("‘’‚“”„\u00a0\u2009–—", "'''\"\"\"  --")
_A_PART = re.compile(r".*[:,;&/-]|\W*\w{1,6}\.")
_GOES_ON = re.compile(r"\s*$|\s+[^\Wa-z]|\s+[^\w\s]")
_ENDED, _LONG_WORD = re.compile(r"[.!?…\"')\]/|]"), re.compile(r"[^\W\d_]{4,}")

RULES = (
    Rule(
        "caption_before_headline",
        "photo_caption_credit",
        re.compile(r".*[.!?…\"')\]](?: [\w ]{2,40})?|.*(?:/| \| ).*"),
        removes="Ships leave the harbour in spring. ",
        leaves="Of all that she saw, ",
        shape="before",
    ),
    Rule(
        "label_before_headline",
        "label_line",
        re.compile(r"[^.!?]{2,60}"),
        removes="2020 elections ",
        leaves="Sen. ",
        shape="before",
    ),
)


def find(text: str, start: int, end: int, headline: str) -> tuple[int, int] | None:
    """Where `headline` stands in the line text[start:end], in code points of `text`; None where it doesn't.

    Curly and straight quotation marks, kinds of dashes and blanks count as the same. None, too, for a
    headline of fewer than LEAST characters; where the line goes on as a sentence that begins with its words
    does; and where what stands before it is longer than MOST_BEFORE or seems to be a part of it: "Watch:",
    "Sen.", or words without an end before a headline in title case, which may be its own.
    """
    headline = " ".join(headline.split()).translate(_AS_TYPED)
    line = text[start:end].translate(_AS_TYPED)
    at = line.find(headline) if len(headline) >= LEAST else -1
    last = at + len(headline)
    if at < 0 or at > MOST_BEFORE or not _GOES_ON.match(line, last):
        return None
    if at and (not line[at - 1].isspace() or _is_a_part(line[:at].rstrip(), headline)):
        return None
    return start + at, start + last


def _is_a_part(front: str, headline: str) -> bool:
    capitals = [word[0].isupper() for word in _LONG_WORD.findall(headline)]
    return bool(_A_PART.fullmatch(front)) or (not _ENDED.search(front) and all(capitals))


def before(text: str, start: int, at: int) -> str:
    """What stands before the headline at `at`, as the rules see it."""
    return text[start:at].translate(_AS_TYPED).strip()
