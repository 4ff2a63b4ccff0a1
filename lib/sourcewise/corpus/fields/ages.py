"""Ages in place of dates ("3 hours ago"): a day only where the time of the crawl allows no other."""

import datetime
import re

from sourcewise.corpus.fields.dates import LONGEST, Stamp, parse_iso

_AGE = re.compile(
    r"(?i:(?:(?:published|posted|updated)(?: on)?:?\s)?"
    r"(?:(?P<number>\d{1,4}|an?|one)\s?(?P<unit>min(?:ute)?|hour|hr|day|week|month|year|[hdm])s?\sago"
    r"|(?P<day>today|yesterday|just now)))\.?"
)
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}
_UNITS = {"min": "minute", "m": "minute", "hr": "hour", "h": "hour", "d": "day"}


def parse_age(text: str, crawled: str | None) -> Stamp:
    """Read an age as the day, month or year in which it must lie, seen from `crawled` (ISO 8601).

    Pages round ages or cut them off, so that "3 hours ago" is 2.5 to 4 hours; where those times lie in two
    days, the month is known, where in two months, the year. Raises ValueError with the reason where `text` is
    no age, the crawl is not dated to the day, or two years are possible.
    """
    match = _AGE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        raise ValueError(f"'{text[:40]}' is no age like '3 hours ago'")
    if crawled is None:
        raise ValueError(f"only an age is stated ('{text.strip()}'), and the day of the crawl is not")
    first, last = _crawl(crawled)
    oldest, youngest = _between(match)
    if match["day"] and first.date() == last.date():
        first = last = first.replace(hour=12, minute=0)
    return _common(first - oldest, last - youngest, text)


def _crawl(crawled: str) -> tuple[datetime.datetime, datetime.datetime]:
    """The first and the last minute that the crawl may have been in."""
    stamp = parse_iso(crawled)
    if stamp.precision not in ("day", "minute"):
        raise ValueError(f"the crawl is dated '{crawled}' only, which gives no day to count from")
    first = datetime.datetime.fromisoformat(stamp.value)
    return first, first if stamp.precision == "minute" else first + datetime.timedelta(hours=23, minutes=59)


def _between(match: re.Match[str]) -> tuple[datetime.timedelta, datetime.timedelta]:
    """The highest and the lowest age that is meant."""
    if match["day"]:
        days = float(match["day"].lower() == "yesterday")
        return datetime.timedelta(days), datetime.timedelta(days)
    unit = match["unit"].lower()
    size = _DAYS[_UNITS.get(unit, unit)]
    number = int(match["number"]) if match["number"].isdigit() else 1
    return datetime.timedelta((number + 1) * size), datetime.timedelta((number - 0.5) * size)


def _common(first: datetime.datetime, last: datetime.datetime, text: str) -> Stamp:
    """The day, month or year that both times lie in."""
    if first.date() == last.date():
        return Stamp(f"{first:%Y-%m-%d}", "day")
    if (first.year, first.month) == (last.year, last.month):
        return Stamp(f"{first:%Y-%m}", "month")
    if first.year == last.year:
        return Stamp(f"{first:%Y}", "year")
    raise ValueError(f"'{text.strip()}' may lie in {first:%Y} or {last:%Y}")
