"""How many of the dates that pages print are read, and whether any lies after its crawl.

`python benchmarks/dates.py FILE` takes a CSV with the columns `outlet_file`, `crawled_file` (its name holds
the time of the crawl, as in BBC-Tue-Jul-12-00_39_18-2022-WORLD.csv) and `date_string`. It prints how many
dates are read, how many lie more than 14 hours after their crawl (none can: clocks in two zones differ by
less, so one that does has day and month exchanged), the zones that are stated, the forms with their counts,
and what fails. It ends with status 1 where a date fails or lies after its crawl.
"""

import argparse
import csv
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from sourcewise.corpus.fields import dates

_CRAWL = re.compile(r"-([A-Z][a-z]{2})-{1,2}(\d{1,2})-(\d\d)_(\d\d)_(\d\d)-(\d{4})-")
_NAMES = re.compile(rf"({dates.MONTH})|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b")
SHOWN = 20  # failures


def main() -> int:
    """Read, count and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    with parser.parse_args().file.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    forms: Counter[tuple[str, str]] = Counter()
    zones: Counter[str | None] = Counter()
    precisions: Counter[str] = Counter()
    failed, late = [], []
    for row in rows:
        forms[row["outlet_file"], form(row["date_string"])] += 1
        try:
            stamp = dates.parse(row["date_string"])
        except ValueError as error:
            failed.append(f"{row['outlet_file']}: {error}")
            continue
        zones[stamp.timezone] += 1
        precisions[stamp.precision] += 1
        if datetime.fromisoformat(stamp.value) > crawl_time(row["crawled_file"]) + dates.AHEAD:
            late.append(f"{row['outlet_file']}: {row['date_string']} in {row['crawled_file']}")
    print(
        f"{len(rows)} dates, {len(rows) - len(failed)} read, {len(late)} more than 14 hours after the crawl"
    )
    print(f"precision {dict(precisions)}, time zone {dict(zones)}")
    for (outlet, shape), count in forms.most_common():
        print(f"{count:6} {outlet:12} {shape}")
    for what, lines in (("not read", failed), ("after the crawl", late)):
        print(*(f"{what}: {line}" for line in lines[:SHOWN]), sep="\n", end="\n" if lines else "")
    return int(bool(failed or late))


def form(text: str) -> str:
    """A date with 9 for its figures and Name for its months and weekdays."""
    return _NAMES.sub("Name", re.sub(r"\d", "9", text))


def crawl_time(name: str) -> datetime:
    """The time of the crawl that a file's name holds. Raises ValueError where it holds none."""
    match = _CRAWL.search(name)
    if match is None:
        raise ValueError(f"'{name}' holds no time like Tue-Jul-12-00_39_18-2022")
    month, day, hour, minute, second, year = match.groups()
    number = dates.MONTHS.index(month.lower()) + 1
    return datetime(int(year), number, int(day), int(hour), int(minute), int(second))


if __name__ == "__main__":
    sys.exit(main())
