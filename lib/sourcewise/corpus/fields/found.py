"""What a text states about itself: each field's value with the span it was read from, or why there is none.

Residue rules say which line states what: the named groups of their patterns are fields, so that a rule that
is switched off gives none. Dates in the body, in captions or of treaties are never read. An agency in a
dateline or a copyright line (`agency`) is whose text it is; it stands for the outlet only where nothing else
names one, and a sidecar can say who printed it.
"""

import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sourcewise.corpus.cleaning.residue import RULES, Removed
from sourcewise.corpus.cleaning.rule import PERSON
from sourcewise.corpus.fields import agencies, ages, dates
from sourcewise.corpus.fields.field import FIELDS as FIELDS
from sourcewise.corpus.fields.field import NULL, unshouted
from sourcewise.corpus.fields.field import Field as Field
from sourcewise.corpus.fields.field import Provenance as Provenance
from sourcewise.corpus.fields.headline import find_headline
from sourcewise.corpus.fields.structure import GENRES
from sourcewise.corpus.fields.structure import from_structure as from_structure

DATES = ("published", "updated")
EDGE = 1_000  # characters of text: a date with more above it and more below it is another text's
AS_STATED = ("affiliation", "dateline_place", "agency", "section", "url")
STATED_BY = {
    "published": ("published_line", "byline", "updated_line", "date_line", "crawl_stamp", "dateline_"),
    "byline": ("byline", "end_byline", "author_", "signed_"),
    "outlet": ("source_line", "end_byline", "copyright"),
}
"""Which rules state a field best, by the beginnings of their names: the first that is there counts."""

_AGENCY_NAMES = {"The Associated Press": "AP", "Associated Press": "AP", "Thomson/Reuters": "Reuters"}
_OTHER_NAMES = {"signed": "agency", "quoted": "outlet", "holder": "outlet"}
_RULES = {rule.name: rule for rule in RULES}
_PERSON = re.compile(PERSON)
_MASTHEAD = re.compile(
    r"\b(?:Times|Post|News|Daily|Journal|Herald|Tribune|Guardian|Gazette|Chronicle|Star|Sun|Mail|Express|Observer"
    r"|Telegraph|Independent|Review|Magazine|Monitor|Mirror|Standard|Globe|Inquirer|Examiner|Register|Today|TODAY)\b"
)
_AFTER_POSITION = re.compile(
    r"(?:\.|[.,]? (?:and )?(?:[Rr]each|[Ff]ollow|can be (?:found|reached)|[Tt]weets? at)\b.*)$"
)
_COMPANY = re.compile(r",? (?:LLC|Inc|Ltd|LP|L\.P|Co|Corp)\b\.?$")
_REST_OF_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]*")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_DAY_BEFORE = re.compile(
    r"\b(?:[JFMASOND][a-z]{2,8}\.? \d{1,2}, |\d{1,2} [JFMASOND][a-z]{2,8}\.? |[JFMASOND][a-z]{2,8} )\Z"
)
LONGEST_DAY = 20  # characters: a day and a month before their year
MOST_DECOYS = 3


def find_fields(
    raw: str, removed: Sequence[Removed], *, dated: bool = False, headline: str = ""
) -> list[Field]:
    """Every field of FIELDS, in that order; `byline` alone may have several values (rank 1, 2, ...).

    `dated`: another source gives the date, so that nobody asks why the text gives none. `headline`: what
    another source gives as the headline, which is then seen where it stands.
    """
    stated = _at_edges([field for span in removed for field in _stated(raw, span)], raw, removed)
    found = [
        _headline(raw, removed, headline),
        *_published(raw, removed, stated, dated=dated),
        *(_date(name, stated) for name in ("updated", "crawled")),
        *_bylines(removed, stated),
        agencies.outlet(_first("outlet", stated), _first("agency", stated)),
        agencies.genre(_first("genre", stated), _first("agency", stated)),
        *(_first(name, stated) for name in AS_STATED),
    ]
    return sorted(found, key=lambda field: (FIELDS.index(field.field), field.rank))


def _stated(raw: str, span: Removed) -> Iterator[Field]:
    """What a removed line states: the named groups of the rule that found it."""
    rule = _RULES.get(span.rule)
    if rule is None:  # found by counting or by a function: such lines state nothing
        return
    start = span.start + len(raw[span.start : span.end]) - len(raw[span.start : span.end].lstrip())
    if rule.shape == "front":
        rest = _REST_OF_LINE.match(raw, span.end)
        match = rule.pattern.match(raw, start, rest.end() if rest else span.end)
    else:
        match = rule.pattern.fullmatch(raw, start, span.end)
    for group in rule.pattern.groupindex if match else ():
        if text := match[group]:
            name = _OTHER_NAMES.get(group, group)
            if name == "outlet" and agencies.is_agency(text):
                name = "agency"
            if name != "outlet" or group != "holder" or _MASTHEAD.search(text):
                yield Field(name, 1, _clean(name, text), *match.span(group), rule.name, "text")


def _at_edges(stated: Sequence[Field], raw: str, removed: Sequence[Removed]) -> list[Field]:
    """What is stated, less the dates in the middle of what is kept: a live blog has more of them."""
    ends = [span.end for span in removed]
    gone = [0, *itertools.accumulate(span.end - span.start for span in removed)]
    above = [(field.start or 0) - gone[bisect_right(ends, field.start or 0)] for field in stated]
    kept = len(raw) - gone[-1]
    return [
        field
        for field, before in zip(stated, above, strict=True)
        if field.field not in DATES or min(before, kept - before) <= EDGE
    ]


def _clean(name: str, text: str) -> str:
    """A stated value in the form of its field; dates are read later."""
    text = text.rstrip(" \u00a0,")
    if name == "byline":
        return unshouted(text)
    if name == "dateline_place":
        city, comma, region = text.partition(",")
        return unshouted(city, letters=2) + comma + unshouted(region, letters=4)
    if name == "genre":
        return _genre(text)
    if name == "affiliation":
        return _AFTER_POSITION.sub("", text)
    if name == "agency":
        return _AGENCY_NAMES.get(text) or agencies.tidy(_COMPANY.sub("", text))
    return _COMPANY.sub("", text) if name == "outlet" else text


def _genre(label: str) -> str:
    """What a label comes to: of "Analysis/Opinion" and of guests' essays, opinion."""
    label = label.lower()
    if "interview" in label or label.startswith("q"):
        return "interview"
    return GENRES.get(label, "opinion")


def _best(name: str, stated: Sequence[Field]) -> list[Field]:
    """What is stated of a field, the better rules first."""
    order = (*STATED_BY.get(name, ()), "")
    return sorted(
        (field for field in stated if field.field == name),
        key=lambda field: next(n for n, best in enumerate(order) if (field.rule or "").startswith(best)),
    )


def _first(name: str, stated: Sequence[Field]) -> Field:
    return next(iter(_best(name, stated)), None) or _null(name)


@functools.cache
def _null(name: str) -> Field:
    return Field(name, reason=NULL[name])


def _headline(raw: str, removed: Sequence[Removed], stated: str) -> Field:
    found = find_headline(raw, removed, stated=stated)
    if isinstance(found, str):
        return Field("headline", reason=found)
    return Field("headline", 1, raw[slice(*found)], *found, "headline", "text")


def _date(name: str, stated: Sequence[Field]) -> Field:
    """The first stated date of a field that can be read, in ISO 8601."""
    reason = NULL.get(name)
    for field in _best(name, stated):
        try:
            return replace(field, value=dates.parse(field.value or "").value)
        except ValueError as error:
            reason = f"A line gives it, but {error}."
    return Field(name, reason=reason)


def _published(raw: str, removed: Sequence[Removed], stated: Sequence[Field], *, dated: bool) -> list[Field]:
    """`published` with its precision and time zone."""
    published = _date("published", stated)
    if published.value is not None:
        return _dated(published, dates.parse(raw[published.start : published.end]))
    age = next((span for span in removed if span.rule == "age_line"), None)
    reason = published.reason or _no_date("" if dated else raw)
    if age:
        try:
            stamp = ages.parse_age(raw[age.start : age.end], _date("crawled", stated).value)
            return _dated(Field("published", 1, stamp.value, age.start, age.end, age.rule, "text"), stamp)
        except ValueError as error:
            reason = published.reason or f"No line gives a date: {error}."
    parts = ("published_precision", "timezone")
    unknown = [Field(name, reason="No publication date is known.") for name in parts]
    return [Field("published", reason=reason), *unknown]


def _dated(published: Field, stamp: dates.Stamp) -> list[Field]:
    zone = replace(published, field="timezone", value=stamp.timezone)
    return [
        published,
        replace(published, field="published_precision", value=stamp.precision),
        zone if stamp.timezone else Field("timezone", reason=NULL["timezone"]),
    ]


def _no_date(raw: str) -> str:
    """Why no line gives the publication date, with the dates that might be taken for it."""
    decoys: dict[str, None] = {}
    for year in _YEAR.finditer(raw):
        if day := _DAY_BEFORE.search(raw, max(0, year.start() - LONGEST_DAY), year.start()):
            decoys[raw[day.start() : year.end()]] = None
        if len(decoys) == MOST_DECOYS:
            break
    told = f"; dates elsewhere in it ({'; '.join(decoys)}) are not the date of publication" if decoys else ""
    return f"No line states when the text was published{told}."


def _bylines(removed: Sequence[Removed], stated: Sequence[Field]) -> list[Field]:
    """One value a person, from the best line that names one."""
    named = _best("byline", stated)
    if not named:
        return [Field("byline", reason=_no_author(removed, stated))]
    of_rule = [field for field in named if field.rule == named[0].rule]
    people = [person for field in of_rule for person in _people(field)]
    once = {person.value: person for person in reversed(people)}
    unique = sorted(once.values(), key=lambda person: person.start or 0)
    return [replace(person, rank=rank) for rank, person in enumerate(unique, start=1)]


def _people(field: Field) -> list[Field]:
    """The persons of one byline; a desk or board is one."""
    names = list(_PERSON.finditer(field.value or "")) if field.rule != "byline_desk" else []
    start = field.start or 0
    return [
        replace(field, value=name.group(), start=start + name.start(), end=start + name.end())
        for name in names
    ] or [field]


def _no_author(removed: Sequence[Removed], stated: Sequence[Field]) -> str:
    agency = _first("agency", stated).value
    if any(span.kind == "author_note" and span.rule == "author_is" for span in removed):
        return "An author's note gives a position but no name."
    return f"No line names an author; the text is signed by {agency}." if agency else NULL["byline"]
