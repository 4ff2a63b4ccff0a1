"""Dates as pages print them: what is stated is read, and nothing that is not."""

import pytest

from sourcewise.corpus import dates


@pytest.mark.parametrize(
    ("text", "value", "precision", "timezone"),
    [
        ("Mar 24, 2022 07:23 PM", "2022-03-24T19:23", "minute", None),
        ("2022-02-02", "2022-02-02", "day", None),
        ("2022-07-11T20:12:25.000Z", "2022-07-11T20:12", "minute", "Z"),
        ("20:30, 01-Jul-2022", "2022-07-01T20:30", "minute", None),
        ("2022-09-07 21:02:30", "2022-09-07T21:02", "minute", None),
        ("Thursday, March 24, 2022 7:23 p.m. EDT", "2022-03-24T19:23", "minute", "EDT"),
        ("4 June 2019 at 10:12 BST", "2019-06-04T10:12", "minute", "BST"),
        ("June 4th, 2019", "2019-06-04", "day", None),
        ("Sept. 4, 2019 | 12:05 AM", "2019-09-04T00:05", "minute", None),
        ("12:30 PM GMT+8, 5 May 2021", "2021-05-05T12:30", "minute", "GMT+8"),
        ("2020/01/31 08:15", "2020-01-31T08:15", "minute", None),
        ("31/01/2020", "2020-01-31", "day", None),
        ("01/31/2020 3pm ET", "2020-01-31T15:00", "minute", "ET"),
        ("05/05/2020", "2020-05-05", "day", None),
        ("10 am on 3 May 2021", "2021-05-03T10:00", "minute", None),
    ],
)
def test_a_date_is_read_as_it_is_stated(text, value, precision, timezone):
    assert dates.parse(text) == dates.Stamp(value, precision, timezone)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2022", "may put the day or the month first"),
        ("February 2", "does not state day, month and year"),
        ("last Thursday", "does not state day, month and year"),
        ("February 30, 2022", "is no day of the calendar"),
    ],
)
def test_a_date_that_is_not_stated_in_full_is_no_date(text, reason):
    with pytest.raises(ValueError, match=reason):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2022", dates.Stamp("2022", "year")),
        ("2022-03", dates.Stamp("2022-03", "month")),
        ("2022-03-24", dates.Stamp("2022-03-24", "day")),
        ("2022-03-24T19:23", dates.Stamp("2022-03-24T19:23", "minute")),
        ("2022-03-24 19:23:05+08:00", dates.Stamp("2022-03-24T19:23", "minute", "+08:00")),
    ],
)
def test_iso_dates_keep_their_precision(text, stamp):
    assert dates.parse_iso(text) == stamp


@pytest.mark.parametrize(
    "text", ["24.3.2022", "March 2022", "2022-13", "2022-02-30", "2022-03-24T25:00", "n/a"]
)
def test_what_is_no_iso_date_is_refused(text):
    with pytest.raises(ValueError, match=r"is no(t a)? date"):
        dates.parse_iso(text)
