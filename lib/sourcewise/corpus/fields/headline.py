"""The headline: the first kept line, where its form or its setting shows it; never a first sentence, a
summary or a later subhead.

A line in title case shows itself. One in sentence case may as well be a summary or a caption, so it needs a
setting that only a headline has: a date, an author or a dateline below it, a label, a wider gap.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from sourcewise.corpus.cleaning import headed
from sourcewise.corpus.cleaning.residue import Removed
from sourcewise.corpus.cleaning.rule import PEOPLE, PERSON
from sourcewise.corpus.fields import agencies
from sourcewise.corpus.voices import names

Span = tuple[int, int]
Line = tuple[int, int, str]

MOST_CHARACTERS, FEWEST_WORDS, MOST_WORDS = 160, 3, 26
TITLE_WORDS, TITLE_SHARE = 4, 0.8  # words that a title in title case has, and the share of them in capitals
HEAD = 200  # kept lines that are looked at
SHORT = 60  # characters: a line as short below a line of names is their house
BODY = 80  # characters: a text needs one paragraph this long, or it has no body that a headline could head
KEEPS_A_HEADLINE = frozenset({"crawl_stamp", "title_label", "share_title", "heading_mark", "link_opens"})
"""Fronts that may stand on a headline's line."""
LABELS = frozenset({"title_label", "share_title", "heading_mark"})
ABOVE = frozenset({
    "crawler_date_marker", "header_line", "published_line", "byline", "label_line", "ad_placeholder",
    "share_line", "theme_footer", "cookie_notice", "newsletter_cta", "page_furniture", "tag_line", "markup",
})  # fmt: skip
"""Kinds of lines that may stand above a headline; a caption or a note has a text of its own below it."""
SETS_OFF = frozenset({"published_line", "byline", "dateline"})
"""Kinds of lines that stand between a headline and its text; an age stands below summaries too."""

_LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]")
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
    r"|(?i:highlights|summary|related|related links|correction|updated?|question|advice|series|read|indicator"
    r"|photo(?:s|[- ]illustration)?|illustration|warning) ?(?::|\d)"
    r"|(?i:(?:last )?updated (?:at|on|[a-z]+day|\d))|(?i:citation from )|[IVX]+\. "
    r"|(?i:from the [^:]{3,40} issue:|related links )"
    r"|(?i:click|scroll|please|subscribe|watch the|your message|sign up|what you need to know)\b"
)
_CREDIT_ENDS = re.compile(
    r"\(+(?:[A-Z][\w.’'-]+[ :/]+)+[A-Z][\w.’'-]+\)+$"
    r"|\([^()]{0,60}\b(?:photo|Photo|Reuters|via|Wikimedia|Library|Getty|AP|AFP|File|file|University|School)\b"
    r"[^()]{0,60}\)+$|\([^()]{1,12}\)$(?<=left\)|ight\)|nter\))"
)
_CREDIT = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,3}/ ?[A-Z]|[A-Z][\w.’'-]+ [A-Z][\w.’'-]+/ ?[A-Z]| for The [A-Z]| • "
)
_SPEAKER = re.compile(r"(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?: \([^()]{1,40}\))?:(?= )")
_SMALL = re.compile(
    r"(?i:a|an|the|and|but|or|nor|for|of|on|in|to|at|by|from|with|as|is|it|vs|via|be|into|over|up|off|if|than"
    r"|that|not|no|so|yet|per|amid|de|la)\.?"
)
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_NAMES, _PERSON = re.compile(PEOPLE), re.compile(PERSON)
_SAID = re.compile(r"[,!?]['\"”’] (?:\w+ ){1,4}(?:said|says|told|wrote|added|asked)\b")


def find_headline(raw: str, removed: Sequence[Removed], *, stated: str = "") -> Span | str:
    """The headline's span in `raw`, or why there is none, as a sentence.

    Where the text does not show it, and another source states it, it is where the first kept line holds that.
    """
    found = _shown(raw, removed)
    first = next(_kept_lines(raw, removed), None) if stated and isinstance(found, str) else None
    return (first and headed.find(raw, first[0], first[1], stated)) or found


def _shown(raw: str, removed: Sequence[Removed]) -> Span | str:
    """The headline as the text itself shows it, or why it doesn't."""
    kept = _kept_lines(raw, removed)
    if (first := next(kept, None)) is None:
        return "Nothing of the text is kept, so no line can be its headline."
    start, end, cut = first
    line = raw[start:end]
    if cut:
        return f"The first kept line follows a {cut} on the same line, so it is the first paragraph."
    if above := next((span for span in removed if span.end <= start and span.kind not in ABOVE), None):
        return f"A {above.kind} stands above the first kept line, so that line may belong to it."
    lines = [] if (reason := _no_headline(line)) else [first, *itertools.islice(kept, HEAD - 1)]
    if reason := reason or _no_line_of_its_own(raw, lines):
        return f"The first line {reason}, so it is taken for body text; no other line can be the headline."
    if not _has_body(raw, lines[1:]):
        return "No paragraph follows the first line, so it can't be told whether it is a headline."
    if _are_names(line, len(lines) > 1 and lines[1][1] - lines[1][0] < SHORT):
        return "The first line is a list of names, and no other line can be the headline."
    if not (_is_title(line) or _is_set_off(raw, lines, removed)):
        return (
            "The first line is written like a sentence and nothing sets it off from the text, so it may be a"
            " summary or a caption."
        )
    return start, end


def _is_title(line: str) -> bool:
    """True for title case, not for a line all in capitals."""
    words = [word for word in _WORD.findall(line) if not _SMALL.fullmatch(word)]
    capital = sum(word[0].isupper() for word in words)
    return len(line.split()) >= TITLE_WORDS and capital >= TITLE_SHARE * len(words) > 0 and not line.isupper()


def _is_set_off(raw: str, lines: Sequence[Line], removed: Sequence[Removed]) -> bool:
    """True where a label stands before the first line, or a date, author, dateline or wider gap after it."""
    start, end, _ = lines[0]
    if any(span.rule in LABELS and span.end <= start for span in removed):
        return True
    following = lines[1][0] if len(lines) > 1 else len(raw)
    below = [span for span in removed if end <= span.start < following and span.rule != "age_line"]
    if any(span.kind in SETS_OFF for span in below):
        return True
    if any(end <= span.start < following for span in removed):
        return False
    gaps = [raw.count("\n", one[1], other[0]) for one, other in itertools.pairwise(lines)]
    return len(gaps) > 2 and gaps[0] > max(gaps[1:])


def _no_line_of_its_own(raw: str, lines: Sequence[Line]) -> str | None:
    """What the lines below say against the first as a headline."""
    start, end, _ = lines[0]
    below = [raw[one:other] for one, other, _ in lines[1:]]
    if below and not _LINE_BREAK.search(raw, end, lines[1][0]):
        return "is a piece of a paragraph"
    if below and below[0][0].islower():
        return "runs on in the next"
    if speaker := _SPEAKER.match(raw, start, end):
        label = speaker.group()
        others = [match.group() for each in below if (match := _SPEAKER.match(each))]
        if label in others or (label.isupper() and any(other.isupper() for other in others)):
            return "is a speaker's in a transcript"
    return None


def _has_body(raw: str, lines: Sequence[Line]) -> bool:
    """True where a paragraph is long enough, its lines joined where they are wrapped."""
    length = 0
    for start, end, _ in lines:
        length = length + end - start if length and raw[start].islower() else end - start
        if length >= BODY:
            return True
    return False


def _are_names(line: str, house_follows: bool) -> bool:
    """True for a line of names: a house stands below it, or several have first names that are known."""
    if agencies.is_agency(line):
        return True
    if not _NAMES.fullmatch(line):
        return False
    people = [match.group().split() for match in _PERSON.finditer(line)]
    known = sum(words[0] in names.FIRST_NAMES and len(words) < 4 for words in people)
    return (
        house_follows
        or 2 * known > len(people) > 1
        or bool(known and len(people) == 1 and len(line.split()) < 4)
    )


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
    if _CREDIT_ENDS.search(line) or _CREDIT.search(line):
        return "ends as a caption does"
    if not _OPENS.match(line) or _LABELLED.match(line):
        return "does not begin as a headline does"
    return "reports speech" if _SAID.search(line) else None


def _kept_lines(raw: str, removed: Sequence[Removed]) -> Iterator[Line]:
    """The first kept stretches of lines, without blanks, and the kind of what was cut off their front."""
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


def _stretch(raw: str, start: int, end: int, cut: str) -> Iterator[Line]:
    text = raw[start:end]
    if stripped := text.strip():
        left = start + len(text) - len(text.lstrip())
        yield left, left + len(stripped), cut
