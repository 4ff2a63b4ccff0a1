"""Dates as pages print them: what is stated is read, and nothing that is not."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus.fields import ages, dates


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
        (
            "Published: Mar 24, 2022 07:23 PM Updated: Mar 25, 2022 06:13 AM",
            "2022-03-24T19:23",
            "minute",
            None,
        ),
        ("Updated: 2022-07-29 09:36", "2022-07-29T09:36", "minute", None),
        ("3:47 p.m. ET, 1/20/2014", "2014-01-20T15:47", "minute", "ET"),
        ("5 May 2021 at noon ET", "2021-05-05T12:00", "minute", "ET"),
        ("Wed, 02 Oct 2002 13:00:00 +0200", "2002-10-02T13:00", "minute", "+0200"),
        ("Tue Jul 12 00:39:18 2022", "2022-07-12T00:39", "minute", None),
        ("Tue Jul 12 00:39:18 EDT 2022", "2022-07-12T00:39", "minute", "EDT"),
        ("20220324T192300Z", "2022-03-24T19:23", "minute", "Z"),
        ("20220324", "2022-03-24", "day", None),
        ("2022年3月24日 19:23", "2022-03-24T19:23", "minute", None),
        ("March 2022", "2022-03", "month", None),
        ("Thursday, 04/03/2021", "2021-03-04", "day", None),
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
        ("04/31/2020", "is no day of the calendar"),
        ("32/13/2020", "is no day of the calendar"),
        ("11.09.2001 9 a.m.", "may put the day or the month first"),
        ("Monday, 03/04/2021", "may put the day or the month first"),
        ("July 16, 2001, the treaty was signed", "says more than a date"),
        ("2021-05-03/2021-05-04", "says more than a date"),
        ("12/2022", "does not state"),
        ("03/04/22", "does not state"),
        ("9/11", "does not state"),
        ("1,500", "does not state"),
        ("", "does not state"),
        ("3 hours ago", "does not state"),
        ("May 3, 2021 " * 90_000, "characters long"),
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


@pytest.mark.parametrize("read", [dates.parse, dates.parse_iso])
@pytest.mark.parametrize("text", ["0001-01-01", "0001-11-30", "1599-12-31"])
def test_no_article_is_older_than_newspapers(read, text):
    with pytest.raises(ValueError, match="lies before 1600, when there were no newspapers"):
        read(text)
    assert read("1600-01-01").value == "1600-01-01"


@pytest.mark.parametrize(
    ("order", "crawled", "value"),
    [
        ("day", None, "2021-04-03"),
        ("month", None, "2021-03-04"),
        (None, "2021-03-10T12:00", "2021-03-04"),
        (None, "2021-04-02", None),
        (None, "2021-03-31", "2021-03-04"),
        (None, "2021-05", None),
    ],
)
def test_the_outlets_order_or_the_crawl_may_tell_day_and_month_apart(order, crawled, value):
    if value is None:
        with pytest.raises(ValueError, match="may put the day or the month first"):
            dates.parse("03/04/2021", order=order, crawled=crawled)
    else:
        assert dates.parse("03/04/2021", order=order, crawled=crawled).value == value


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["15/04/2021", "22/04/2021", "05/06/2021"], "day"),
        (["04/15/2021", "04.22.2021 10:00"], "month"),
        (["15/04/2021", "05/06/2021"], None),
        (["15/04/2021", "04/22/2021", "23/04/2021"], None),
        (["05/05/2021", "06/06/2021"], None),
        (["31/02/2021", "2021-04-22", "May 3, 2021"], None),
        ([], None),
    ],
)
def test_an_outlets_other_dates_show_its_order_where_two_decide_and_none_differs(texts, order):
    assert dates.order_of(texts) == order


FORMS = (
    "%B %d, %Y %I:%M %p", "%d-%b-%Y, %H:%M", "%H:%M, %d-%b-%Y", "%Y-%m-%d %H:%M:%S", "%A, %d %B %Y at %H:%M",
    "%a %b %d %H:%M:%S %Y", "%Y-%m-%dT%H:%M:%S.000", "Updated: %Y/%m/%d %H:%M", "%Y%m%dT%H%M%S",
)  # fmt: skip


@given(
    st.datetimes(min_value=datetime.datetime(1900, 1, 1), max_value=datetime.datetime(2099, 12, 31)),
    st.sampled_from(FORMS),
)
def test_a_date_written_in_any_form_is_read_back(moment, form):
    stamp = dates.parse(moment.strftime(form))
    assert stamp == dates.Stamp(f"{moment:%Y-%m-%dT%H:%M}", "minute")


@given(st.text(max_size=300))
def test_any_text_is_a_date_of_the_calendar_or_refused(text):
    try:
        stamp = dates.parse(text)
    except ValueError:
        return
    assert dates.parse_iso(stamp.value).precision == stamp.precision


@pytest.mark.parametrize(
    ("text", "crawled", "value", "precision"),
    [
        ("3 hours ago", "2022-07-12T12:39", "2022-07-12", "day"),
        ("3 hours ago", "2022-07-12T02:39", "2022-07", "month"),
        ("3 hours ago", "2022-07-12", "2022-07", "month"),
        ("Updated 20 minutes ago", "2022-07-12T12:39", "2022-07-12", "day"),
        ("yesterday", "2022-07-01", "2022-06-30", "day"),
        ("today", "2022-07-01", "2022-07-01", "day"),
        ("2 days ago", "2022-07-12T12:00", "2022-07", "month"),
        ("a month ago", "2022-07-20", "2022", "year"),
    ],
)
def test_an_age_is_read_as_exactly_as_it_is_stated(text, crawled, value, precision):
    assert ages.parse_age(text, crawled) == dates.Stamp(value, precision)


@pytest.mark.parametrize(
    ("text", "crawled", "reason"),
    [
        ("3 hours ago", None, "the day of the crawl is not"),
        ("6 years ago", "2022-07-12", "may lie in 2015 or 2017"),
        ("2 days ago", "2022-07", "gives no day to count from"),
        ("long ago", "2022-07-12", "is no age"),
        ("3 hours ago nobody knew", "2022-07-12", "is no age"),
    ],
)
def test_an_age_that_gives_no_year_is_no_date(text, crawled, reason):
    with pytest.raises(ValueError, match=reason):
        ages.parse_age(text, crawled)
