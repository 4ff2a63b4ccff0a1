"""Dates as news pages print them, read into ISO 8601 with their precision; never more than is stated."""

import datetime
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["year", "month", "day", "minute"]

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
_CLOCK = r"(?:[0-2]?\d[:.][0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?|[01]?\d\s?[ap]\.?m\b\.?)"
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

_PARTS = [
    re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})"),
    re.compile(rf"(?P<name>{MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<name>{MONTH})[,\s-]{{1,2}}(?P<year>\d{{4}})"),
    re.compile(r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})"),
]
_TIME = re.compile(
    rf"(?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?)?"
    rf"(?i:\s?(?P<half>[ap])\.?m\b\.?)?\s?\(?(?P<zone>{_ZONE})?"
)
_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?)?)?"
)


@dataclass(frozen=True)
class Stamp:
    """A date as stated: ISO 8601 local time without zone, its precision, the zone in the page's own words."""

    value: str
    precision: Precision
    timezone: str | None = None


def parse(text: str) -> Stamp:
    """Read the first date that stands in `text`, with its time and zone where they are stated.

    Raises ValueError with the reason where no date stands there, the day does not exist, or day and month
    of a date in figures can't be told apart.
    """
    match = next(filter(None, (part.search(text) for part in _PARTS)), None)
    if match is None:
        raise ValueError(f"'{text}' does not state day, month and year")
    day = _day(match)
    rest = text[: match.start()] + " " + text[match.end() :]
    clock = next((found for found in _TIME.finditer(rest) if found["minute"] or found["half"]), None)
    if clock is None:
        return Stamp(day, "day")
    hour, minute = _hour(clock), int(clock["minute"] or 0)
    if hour > 23 or minute > 59:
        return Stamp(day, "day")
    return Stamp(f"{day}T{hour:02}:{minute:02}", "minute", clock["zone"])


def parse_iso(text: str) -> Stamp:
    """Read YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM[:SS][zone]; anything else raises ValueError."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"'{text}' is not a date like 2022, 2022-03, 2022-03-24 or 2022-03-24T19:23")
    year, month, day, hour, minute, zone = match.groups()
    try:
        datetime.datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0))
    except ValueError:
        raise ValueError(f"'{text}' is no date of the calendar") from None
    if hour:
        return Stamp(f"{year}-{month}-{day}T{hour}:{minute}", "minute", zone)
    if day:
        return Stamp(f"{year}-{month}-{day}", "day")
    return Stamp(f"{year}-{month}", "month") if month else Stamp(year, "year")


def _day(match: re.Match[str]) -> str:
    """The matched day as YYYY-MM-DD."""
    parts = match.groupdict()
    if "first" in parts:
        month, day = _told_apart(int(parts["first"]), int(parts["second"]), match.group())
    else:
        named = parts.get("name")
        month = MONTHS.index(named[:3].lower()) + 1 if named else int(parts["month"])
        day = int(parts["day"])
    try:
        return datetime.date(int(parts["year"]), month, day).isoformat()
    except ValueError:
        raise ValueError(f"'{match.group()}' is no day of the calendar") from None


def _told_apart(first: int, second: int, text: str) -> tuple[int, int]:
    """Month and day of a date in figures, where one of the two can only be a day or both are the same."""
    if first > 12 or first == second:
        return second, first
    if second > 12:
        return first, second
    raise ValueError(f"'{text}' may put the day or the month first")


def _hour(clock: re.Match[str]) -> int:
    """The hour from 0 to 23."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half and hour <= 12:
        return hour % 12 + (12 if half == "p" else 0)
    return hour
