"""Rules for Markdown: the block of fields on top, marks of headings, addresses of links, pictures.

What a link says stays, and what the block states are fields (`inputs/front.py`).
"""

import re
from collections.abc import Iterator, Sequence

from sourcewise.corpus.cleaning.rule import NEVER, Rule
from sourcewise.corpus.inputs.front import front_matter

_ADDRESS = (
    r"(?:https?://|/|#|mailto:)[^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,500})?(?: \"[^\"\n]{0,200}\")?"
)
_TO = rf"\]\({_ADDRESS}\)"
LONGEST = 300  # characters of what a link says


def _front(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if end := front_matter(text)[0]:
        yield 0, end


def _opened(text: str, found: re.Match[str]) -> bool:
    """Whether the bracket that a match closes stands open before it."""
    before = text[max(0, found.start() - LONGEST) : found.start()]
    return before.rfind("[") > max(before.rfind("]"), before.rfind("\n"))


RULES = (
    Rule(
        "front_matter",
        "header_line",
        NEVER,
        removes="---\ntitle: Ships leave the harbour\nmood: grey\n---",
        leaves="---\nThe ships left: nobody knew where to.\n---",
        shape="text",
        where="top",
        spans=_front,
    ),
    Rule(
        "heading_mark",
        "markup",
        re.compile(r"#{1,6}[ \t]+(?=[^\s#])"),
        removes="## ",
        leaves="#harbour is what they call it.",
        shape="front",
        needs=("# ", "#\t"),
    ),
    Rule(
        "picture_link",
        "photo_caption_credit",
        re.compile(rf"!\[[^\[\]\n]{{0,{LONGEST}}}{_TO}"),
        removes="![Ships in the harbour](https://example.org/ships.jpg)",
        leaves="She cried: [Ships!] (in the harbour).",
        shape="inside",
        needs=("![",),
    ),
    Rule(
        "link_opens",
        "markup",
        re.compile(rf"(?<!!)\[(?=[^\[\]\n]{{0,{LONGEST}}}{_TO})"),
        removes="[",
        leaves="[The harbour] (see the map) is closed.",
        shape="inside",
        needs=("](",),
    ),
    Rule(
        "link_address",
        "markup",
        re.compile(_TO),
        sure=_opened,
        removes="](https://example.org/harbour)",
        leaves="She wrote ](he did not see why) into the margin.",
        shape="inside",
        needs=("](",),
    ),
)
