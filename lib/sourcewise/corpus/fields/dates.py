"""Dates as news pages print them, read into ISO 8601 with their precision; never more than is stated.

A date in figures whose order of day and month nothing decides is no date: not the string (a part above 12, a
weekday), not the outlet's other dates, not the time of the crawl, which no publication passes.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

EARLIEST = 1600  # the first newspapers: Relation in 1605, Aviso in 1609
Precision = Literal["year", "month", "day", "minute"]
Order = Literal["day", "month"]
"""What an outlet puts first where it writes a date in figures, as in 03/04/2021."""

LONGEST = 200  # characters: what is longer is no date
AHEAD = datetime.timedelta(hours=14)  # clocks on earth differ by up to 26 hours; pages' zones from ours by 14

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?i:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
_WEEKDAY = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?\.?,?\s"
_DAY, _YEAR = r"[0-3]?\d(?:st|nd|rd|th)?", r"(?:1[89]|20)\d\d"
_DAY_OF = (
    rf"(?:{_YEAR}[-/.年][01]?\d[-/.月][0-3]?\d日?(?!\d)"
    rf"|{MONTH}\s{_DAY},?\s{_YEAR}\b"
    rf"|{_DAY}[\s-]{MONTH}[,\s-]{{1,2}}{_YEAR}\b"
    rf"|[0-3]?\d[/.][0-3]?\d[/.]{_YEAR}\b)"
)
_CLOCK = (
    r"(?:[0-2]?\d[:.][0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?|[01]?\d\s?[ap]\.?m\b\.?|(?i:noon)\b)"
)
_ZONE = (
    r"(?:(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|Z\b|[+-]\d\d:?\d\d\b|(?:[ECMP][SD]?|AK[SD]|H|A[EWC][SD])T\b"
    r"|CES?T\b|EES?T\b|BST\b|IST\b|JST\b|KST\b|HKT\b|SGT\b|MSK\b|[A-Z][a-z]+ [Tt]ime\b)"
)
_WITH_ZONE = rf"{_CLOCK}(?:\s?\(?{_ZONE}\)?)?"
DATE = (
    rf"(?i:{_WITH_ZONE}\s?[,|·-]?\s(?:on\s)?)?(?:{_WEEKDAY})?{_DAY_OF}"
    rf"(?i:(?:\s?T|,?\s(?:at\s|[|·@/–—-]\s?)?){_WITH_ZONE})?"
)
"""One date, with or without weekday, time and zone, as a piece of a larger pattern."""
_DAY_ONLY = rf"(?:{_WEEKDAY})?(?:{MONTH}\s{_DAY}|[0-3]?\d/[0-3]?\d|{_DAY}\s{MONTH})|{_WEEKDAY[:-2]}"
PARTIAL = (
    rf"(?:{_WITH_ZONE}(?:,?\s(?:on\s)?(?:{_DAY_ONLY}))?|(?:{_DAY_ONLY}),?\s(?:at\s)?(?:{_WITH_ZONE}|noon))"
)
"""A time of day, or a day and a time, without the year: the date of a line that states no date in full."""

_IN_FIGURES = re.compile(r"(?<!\d)(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})(?!\d)")
_YEAR_OF, _DAY_OF_MONTH = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_PARTS = [
    re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"),
    re.compile(rf"(?P<name>{MONTH})\s{_DAY_OF_MONTH},?\s{_YEAR_OF}\b"),
    re.compile(rf"{_DAY_OF_MONTH}[\s-](?P<name>{MONTH})[,\s-]{{1,2}}{_YEAR_OF}\b"),
    re.compile(
        rf"(?P<name>{MONTH})\s{{1,2}}{_DAY_OF_MONTH}\s(?P<clock>\d\d:\d\d(?::\d\d)?(?:\s(?!{MONTH})[A-Z]{{2,5}})?)"
        rf"\s{_YEAR_OF}\b"
    ),
    _IN_FIGURES,
    re.compile(r"(?<!\d)(?P<year>(?:1[89]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?P<name>{MONTH}),?\s{_YEAR_OF}\b"),
]
_TIME = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?)?"
    rf"(?i:\s?(?P<half>[ap])\.?m\b\.?)?\s?\(?(?P<zone>{_ZONE})?"
)
_NOON = re.compile(r"(?i:\bnoon\b)")
_COMPACT = re.compile(r"(\d{8})T(\d\d)(\d\d)(?:\d\d)?(Z|[+-]\d\d:?\d\d)?")
_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED_DAY = re.compile(r"(?i:\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?)")
_LABEL = (
    r"(?i:\b(?:(?:first|originally|last|most recently)\s)?(?:published|posted|updated?|modified|revised"
    r"|issued|released|created|date)\b(?:\s(?:on|at|date)\b)?)"
)
_NEXT_DATE = re.compile(rf"{_LABEL}\s?:?\s?{DATE}")
_SAYS_NOTHING = re.compile(rf"{_LABEL}|(?i:\b(?:on|at|T|local time)\b)|[\s,|·•:;()/@–—.-]")


@dataclass(frozen=True)
class Stamp:
    """A date as stated: ISO 8601 local time without zone, its precision, the zone in the page's own words."""

    value: str
    precision: Precision
    timezone: str | None = None


def parse(text: str, *, order: Order | None = None, crawled: str | None = None) -> Stamp:
    """Read `text` as one date, with its time and zone where they are stated; a label may stand before it.

    Of two labelled dates ("Published: ... Updated: ...") it reads the first. `order` is what the outlet puts
    first in dates in figures (see `order_of`), `crawled` the ISO time at which the page was fetched. Raises
    ValueError with the reason where `text` is no date or more than one, the day does not exist, or nothing
    tells day and month apart.
    """
    if len(text) > LONGEST:
        raise ValueError(f"'{text[:40]}...' is {len(text)} characters long, which no date is")
    text = _COMPACT.sub(r"\1 \2:\3\4", text)
    match = next(filter(None, (part.search(text) for part in _PARTS)), None)
    if match is None:
        raise ValueError(f"'{text}' does not state day, month and year")
    parts = match.groupdict()
    rest = f"{text[: match.start()]} {parts.get('clock') or ''} {text[match.end() :]}"
    rest = _NEXT_DATE.sub(" ", rest)
    stamp, rest = _with_time(_day(match, rest, order, crawled), rest)
    if left := _SAYS_NOTHING.sub("", _NAMED_DAY.sub("", rest)):
        raise ValueError(f"'{text}' says more than a date ('{left[:30]}')")
    return stamp


def order_of(texts: Iterable[str]) -> Order | None:
    """What an outlet puts first in its dates in figures, by those of `texts` that can be read one way only.

    None where fewer than two decide, or they differ.
    """
    firsts = [first for text in texts if (first := _decided(text[:LONGEST])) is not None]
    return firsts[0] if len(firsts) > 1 and len(set(firsts)) == 1 else None


def parse_iso(text: str) -> Stamp:
    """Read YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS][zone]; anything else raises ValueError."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text}' is not a date like 2022, 2022-03, 2022-03-24 or 2022-03-24T19:23")
    year, month, day, hour, minute, zone = match.groups()
    _refuse_before_newspapers(int(year), text)
    try:
        datetime.datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0))
    except ValueError:
        raise ValueError(f"'{text}' is no date of the calendar") from None
    if hour:
        return Stamp(f"{year}-{month}-{day}T{hour}:{minute}", "minute", zone)
    if day:
        return Stamp(f"{year}-{month}-{day}", "day")
    return Stamp(f"{year}-{month}", "month") if month else Stamp(year, "year")


def _with_time(stamp: Stamp, rest: str) -> tuple[Stamp, str]:
    """The day with the time that stands beside it, if any, and what else stands there."""
    if stamp.precision != "day":
        return stamp, rest
    rest = _NOON.sub("12:00", rest)
    clock = next((found for found in _TIME.finditer(rest) if found["minute"] or found["half"]), None)
    if clock is None:
        return stamp, rest
    rest = rest[: clock.start()] + rest[clock.end() :]
    hour, minute = _hour(clock), int(clock["minute"] or 0)
    if hour > 23 or minute > 59:
        return stamp, rest
    return Stamp(f"{stamp.value}T{hour:02}:{minute:02}", "minute", clock["zone"]), rest


def _day(match: re.Match[str], rest: str, order: Order | None, crawled: str | None) -> Stamp:
    """The matched day, or month where no day is stated."""
    parts = match.groupdict()
    if "first" in parts:
        days = _readings(match)
        if len(set(days.values())) > 1:
            first = _first_by_itself(match, rest) or order or _first_by_crawl(match, crawled)
            if first is None:
                raise ValueError(f"'{match.group()}' may put the day or the month first")
            return Stamp(days[first], "day")
        return Stamp(next(iter(days.values())), "day")
    named = parts.get("name")
    month = MONTHS.index(named[:3].lower()) + 1 if named else int(parts["month"])
    if "day" not in parts:
        return Stamp(f"{parts['year']}-{month:02}", "month")
    return Stamp(_calendar(int(parts["year"]), month, int(parts["day"]), match.group()), "day")


def _refuse_before_newspapers(year: int, text: str) -> None:
    """Refuse what stands for no date in many databases: 0001-01-01 and its like."""
    if year < EARLIEST:
        raise ValueError(f"'{text}' lies before {EARLIEST}, when there were no newspapers")


def _calendar(year: int, month: int, day: int, text: str) -> str:
    """The day as YYYY-MM-DD, if there is one."""
    _refuse_before_newspapers(year, text)
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(f"'{text}' is no day of the calendar") from None


def _decided(text: str) -> Order | None:
    """What a text's date in figures puts first, where the text itself decides."""
    match = _IN_FIGURES.search(text)
    try:
        return _first_by_itself(match, text) if match else None
    except ValueError:
        return None


def _readings(match: re.Match[str]) -> dict[Order, str]:
    """The days that a date in figures may be, by what it puts first; ValueError where it can be none."""
    year, one, other = int(match["year"]), int(match["first"]), int(match["second"])
    days: dict[Order, str] = {}
    for first, month, day in (("day", other, one), ("month", one, other)):
        if 1 <= month <= 12:
            days[first] = _calendar(year, month, day, match.group())
    if not days:
        raise ValueError(f"'{match.group()}' is no day of the calendar")
    return days


def _first_by_itself(match: re.Match[str], beside: str) -> Order | None:
    """What stands first, where the figures or a weekday beside them allow one reading only."""
    days = _readings(match)
    if len(days) == 1:
        return next(iter(days))
    named = _NAMED_DAY.search(beside)
    weekday = _WEEKDAYS.index(named[1].lower()) if named else None
    fits = [first for first, day in days.items() if datetime.date.fromisoformat(day).weekday() == weekday]
    return fits[0] if len(fits) == 1 else None


def _first_by_crawl(match: re.Match[str], crawled: str | None) -> Order | None:
    """What stands first, where the other reading lies after the time of the crawl."""
    if crawled is None or parse_iso(crawled).precision not in ("day", "minute"):
        return None
    latest = datetime.datetime.fromisoformat(parse_iso(crawled).value) + AHEAD
    latest += datetime.timedelta(days=parse_iso(crawled).precision == "day")
    fits = [
        first for first, day in _readings(match).items() if datetime.datetime.fromisoformat(day) <= latest
    ]
    return fits[0] if len(fits) == 1 else None


def _hour(clock: re.Match[str]) -> int:
    """The hour from 0 to 23."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half and hour <= 12:
        return hour % 12 + (12 if half == "p" else 0)
    return hour
