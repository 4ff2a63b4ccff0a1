"""The headline: the first kept line, if it looks like one; never a first sentence or a later subhead."""

import re
from collections.abc import Sequence

from sourcewise.corpus.residue import Removed
from sourcewise.corpus.rule import PEOPLE

Span = tuple[int, int]

MOST_CHARACTERS, FEWEST_WORDS, MOST_WORDS = 160, 3, 26
SHORT = 25  # characters: a line as short below a line of names is their house
BODY = 80  # characters: a text needs one line this long, or it has no body that a headline could stand above
KEEPS_A_HEADLINE = frozenset({"crawl_stamp", "title_label"})  # fronts that may stand on a headline's line

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_OPENS = re.compile(r"[\"“”‘'«\[¿¡#$€£&]*[A-Z0-9À-ÖØ-ÞĀ-Ž]|i[A-Z]")
_SENTENCE_ENDS = re.compile(r"[.:;,…]['\"”’)\]]*$|[—–-]$|[.!?…]['\"”’]* \(.{0,40}\)$")
_ABBREVIATION_ENDS = re.compile(r"(?:\b[A-Z]\.){2,}['\"”’]*$|\b(?:Inc|Co|Jr|Sr|Corp|Ltd|No)\.$")
_MORE_INSIDE = re.compile(
    r"(?<!Sens)(?<!Reps)(?<!Govs)(?<!Gens)(?<=[a-z]{3})\.['\"”’]? [A-Z]"
    r"| \| .*(?:Photo|REUTERS|Reuters|Getty|AFP|AP)\b| / |(?i:read more)$"
)
_LABELLED = re.compile(
    r"(?i:story highlights|key points)\b"
    r"|(?i:highlights|summary|related|correction|updated?|question|advice) ?(?::|\d)"
)
_CREDIT_ENDS = re.compile(r"\((?:[A-Z][\w.’'-]+[ :/]+)+[A-Z][\w.’'-]+\)$")
_NAMES = re.compile(PEOPLE)
_SAID = re.compile(r"[,!?]['\"”’] (?:\w+ ){1,4}(?:said|says|told|wrote|added|asked)\b")


def find_headline(raw: str, removed: Sequence[Removed]) -> Span | str:
    """The headline's span in `raw`, or why there is none, as a sentence."""
    lines = _kept_lines(raw, removed)
    first = next(lines, None)
    if first is None:
        return "Nothing of the text is kept, so no line can be its headline."
    start, end, cut = first
    line = raw[start:end]
    if cut:
        return f"The first kept line follows a {cut} on the same line, so it is the first paragraph."
    if reason := _no_headline(line):
        return f"The first line {reason}, so it is taken for body text; no other line can be the headline."
    following = [end - start for start, end, _ in lines]
    if not any(length >= BODY for length in following):
        return "No paragraph follows the first line, so it can't be told whether it is a headline."
    if _NAMES.fullmatch(line) and following[0] < SHORT:
        return "The first line is a list of names, and no other line can be the headline."
    return start, end


def _no_headline(line: str) -> str | None:
    """What speaks against a line as a headline."""
    words = len(line.split())
    if len(line) > MOST_CHARACTERS or words > MOST_WORDS:
        return "is as long as a paragraph"
    if words < FEWEST_WORDS:
        return f"has fewer than {FEWEST_WORDS} words"
    if _SENTENCE_ENDS.search(line) and not _ABBREVIATION_ENDS.search(line):
        return "ends as a sentence does"
    if _MORE_INSIDE.search(line):
        return "holds a sentence and more"
    if _CREDIT_ENDS.search(line):
        return "ends as a caption does"
    if not _OPENS.match(line) or _LABELLED.match(line):
        return "does not begin as a headline does"
    return "reports speech" if _SAID.search(line) else None


def _kept_lines(raw: str, removed: Sequence[Removed]):  # noqa: ANN202
    """Kept stretches of lines as start, end without blanks, and the kind of what was cut off their front."""
    spans = iter(removed)
    span = next(spans, None)
    for match in _LINE.finditer(raw):
        place, cut = match.start(), ""
        while span and span.start < match.end():
            yield from _stretch(raw, place, span.start, cut)
            place, cut = max(place, span.end), "" if span.rule in KEEPS_A_HEADLINE else span.kind
            if span.end > match.end():
                break
            span = next(spans, None)
        yield from _stretch(raw, place, match.end(), cut)


def _stretch(raw: str, start: int, end: int, cut: str):  # noqa: ANN202
    text = raw[start:end]
    if stripped := text.strip():
        left = start + len(text) - len(text.lstrip())
        yield left, left + len(stripped), cut
