"""What a file's structure states about an article, brought to the form of fields: a page's metadata, the
columns of a table.

Dates become ISO 8601 with their precision, lists of authors one value a person. What can't be read is null
with its reason, never a guess.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from sourcewise.corpus.cleaning.rule import PERSON
from sourcewise.corpus.fields import ages, dates
from sourcewise.corpus.fields.field import FIELDS, NULL, Field, unshouted
from sourcewise.corpus.fields.places import AGENCIES, CITIES, REGIONS

Structure = Literal["html", "table", "text", ""]

MOST_AUTHORS = 50
GENRES = {
    "news analysis": "analysis", "analysis": "analysis", "interview": "interview", "news": "news",
    "opinion": "opinion", "op-ed": "opinion", "commentary": "opinion", "editorial": "opinion",
    "column": "opinion", "wire": "wire",
}  # fmt: skip
"""Labels of genres and what they come to; other labels stay as they are."""

_RULE = {"html": "html", "table": "column", "text": "front_matter"}
_WHERE = {"html": "The page's metadata", "table": "The column '{}'", "text": "The front matter"}
_PERSON, _AGENCY = re.compile(PERSON), re.compile(rf"(?:[Tt]he )?(?:{AGENCIES})")
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
_MIDNIGHT = re.compile(r"[T ]00:00:00(?:\.0+)?$")
_BY = re.compile(r"(?i:by\b:?\s)")
_LIST = re.compile(r"\s*;\s*|\s*\|\s*|\"\s*,\s*\"|'\s*,\s*'")
_ENUMERATED = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s|,(?=[A-Z])")
_PLACE = re.compile(rf"{CITIES}|{REGIONS}")
_NO_NAME = re.compile(r"@|https?:|www\.|^\W*$")


def from_structure(
    stated: Mapping[str, str], provenance: Structure, *, order: dates.Order | None = None
) -> list[Field]:
    """The fields that `stated` gives (names of FIELDS; others and blank values are passed over), in order.

    Their rule is `html:NAME`, `column:NAME` or `front_matter:NAME`, their place in the text null. `published`
    comes with its precision and time zone. `order` helps to read dates in figures as in `dates.parse`, and
    so does the time of the crawl where it is stated.
    """
    rows: list[Field] = []
    given = {name: value.strip() for name, value in stated.items() if name in FIELDS and value.strip()}
    fetched = _date("crawled", given, provenance, order, None)
    rows += fetched
    crawled = fetched[0].value if fetched else None
    for name in ("published", "updated"):
        rows += _date(name, given, provenance, order, crawled)
    if "byline" in given:
        rows += _bylines(given["byline"], provenance)
    for name in given.keys() - {"published", "published_precision", "updated", "crawled", "byline"}:
        rows.append(_row(name, _plain(name, given[name]), provenance))
    return _once(rows)


def _once(rows: list[Field]) -> list[Field]:
    """The rows in the order of FIELDS; a field that its own column gives is not taken from another's."""
    own = {row.field for row in rows if (row.rule or "").endswith(f":{row.field}")}
    kept = [row for row in rows if row.field not in own or (row.rule or "").endswith(f":{row.field}")]
    return sorted(kept, key=lambda row: (FIELDS.index(row.field), row.rank))


def _row(name: str, value: str, provenance: Structure, column: str | None = None) -> Field:
    return Field(name, 1, value, None, None, f"{_RULE[provenance]}:{column or name}", provenance)


def _plain(name: str, value: str) -> str:
    value = " ".join(value.split())
    return GENRES.get(value.lower(), value) if name == "genre" else value


def _date(
    name: str, given: Mapping[str, str], provenance: Structure, order: dates.Order | None, crawled: str | None
) -> list[Field]:
    """A date, and for `published` its precision and zone; nothing where none is given."""
    if name not in given:
        return []
    try:
        stamp = _stamp(given[name], order, crawled)
    except ValueError as error:
        null = [Field(name, reason=f"{_WHERE[provenance].format(name)} gives it, but {error}.")]
        if name == "published":
            null += [
                Field(part, reason="No publication date is known.")
                for part in ("published_precision", "timezone")
            ]
        return null
    rows = [_row(name, stamp.value, provenance)]
    if name == "published":
        rows.append(_row("published_precision", stamp.precision, provenance, name))
        zone = stamp.timezone
        rows.append(
            _row("timezone", zone, provenance, name) if zone else Field("timezone", reason=NULL["timezone"])
        )
    return rows


def _stamp(text: str, order: dates.Order | None, crawled: str | None) -> dates.Stamp:
    """A date, an age, or seconds or milliseconds since 1970, which count in UTC.

    Midnight to the second without a zone is how tables write a day alone.
    """
    if epoch := _EPOCH.fullmatch(text):
        moment = datetime.datetime.fromtimestamp(int(epoch[1]), datetime.UTC)
        return dates.Stamp(f"{moment:%Y-%m-%dT%H:%M}", "minute", "UTC")
    if text.lower().endswith("ago") or text.lower() in ("today", "yesterday", "just now"):
        return ages.parse_age(text, crawled)
    try:
        return dates.parse_iso(_MIDNIGHT.sub("", text))
    except ValueError:
        return dates.parse(_MIDNIGHT.sub("", text), order=order, crawled=crawled)


def _bylines(text: str, provenance: Structure) -> list[Field]:
    """One value a person; an agency is no person; what can't be split stays whole."""
    authors, agencies, houses = [], [], []
    for part in list(_parts(text))[:MOST_AUTHORS]:
        if _AGENCY.fullmatch(part):
            agencies.append(part)
        else:
            person = _PERSON.match(part)
            rest = part[person.end() :].lstrip(" ,(|–—-").rstrip(" )") if person else ""
            houses += [rest] if rest else []
            authors.append(unshouted(person.group() if person and rest else part))
    rows = [
        Field("byline", rank, author, None, None, f"{_RULE[provenance]}:byline", provenance)
        for rank, author in enumerate(dict.fromkeys(authors), start=1)
    ]
    if not rows:
        whose = f"names an agency, {agencies[0]}, and no person" if agencies else "names no person"
        rows = [Field("byline", reason=f"The byline given {whose}.")]
    rows += [_row("agency", agency, provenance, "byline") for agency in agencies[:1]]
    return rows + [_row("affiliation", house, provenance, "byline") for house in houses[:1]]


def _parts(text: str) -> Iterator[str]:
    """The authors of a list, one by one, without "By", quotes, brackets and addresses."""
    for entry in _LIST.split(" ".join(text.strip("[]").split())):
        entry = _BY.sub("", entry, count=1) if _BY.match(entry) else entry
        pieces = [piece.strip(" \"'") for piece in _ENUMERATED.split(entry)]
        pieces = [piece for piece in pieces if not _NO_NAME.search(piece)]
        named = [bool(_PERSON.fullmatch(unshouted(each))) and not _PLACE.fullmatch(each) for each in pieces]
        last = len(named) - named[::-1].index(True) if any(named) else 0
        several = pieces[:last] if last and all(named[:last]) else [", ".join(pieces)]
        tail = ", ".join(pieces[last:]) if last and all(named[:last]) else ""
        if tail:
            several[-1] = f"{several[-1]}, {tail}"
        yield from (piece for piece in several if not _NO_NAME.search(piece))
