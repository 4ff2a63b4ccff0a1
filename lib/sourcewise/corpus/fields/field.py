"""What a field is: one value with the place it was read from, or why there is none."""

import re
from dataclasses import dataclass
from typing import Literal

Provenance = Literal["text", "html", "table", "sidecar", "proposed", "none"]

FIELDS = (
    "outlet", "published", "published_precision", "timezone", "updated", "headline", "byline", "affiliation",
    "dateline_place", "agency", "section", "genre", "url", "crawled",
)  # fmt: skip

NULL = {
    "outlet": "The text nowhere names the outlet that published it; sources.csv can.",
    "timezone": "No time zone is stated.",
    "updated": "No line states when the text was updated.",
    "byline": "No line names an author.",
    "affiliation": "No line states an author's position or house.",
    "dateline_place": "The text opens without a dateline.",
    "agency": "No dateline, byline or copyright line names an agency.",
    "section": "No line states a section.",
    "genre": "No label states the genre, and no wire service signs the text.",
    "url": "No line gives the address of the page.",
    "crawled": "No stamp states when the page was fetched.",
}
"""Why a field that no line states is null."""


@dataclass(frozen=True)
class Field:
    """One value of one field with its evidence raw[start:end], or a null value with its reason.

    What a file's structure states (metadata of a page, a column of a table) has no place in `raw`.
    """

    field: str
    rank: int = 1
    value: str | None = None
    start: int | None = None
    end: int | None = None
    rule: str | None = None
    provenance: Provenance = "none"
    reason: str | None = None


_CAPITALS = {letters: re.compile(rf"[A-ZÀ-ÖØ-Þ]{{{letters},}}(?![\w]|\.[A-Z])") for letters in (2, 3, 4)}
_PARTICLES = frozenset({"de", "del", "da", "do", "dos", "of", "and", "the", "on", "upon", "sur", "am"})


def unshouted(text: str, *, letters: int = 3) -> str:
    """`text` with its words in capitals, of so many letters (2 to 4) or more, in lower case but the first."""

    def lowered(word: re.Match[str]) -> str:
        low = word.group().lower()
        return low if word.start() and low in _PARTICLES else low.capitalize()

    return _CAPITALS[letters].sub(lowered, text)
