"""What a page's metadata or a table's columns state becomes fields, or null with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus.fields.field import FIELDS
from sourcewise.corpus.fields.found import from_structure


def values(stated, provenance="table", **options):
    return {field.field: field.value for field in reversed(from_structure(stated, provenance, **options))}


@pytest.mark.parametrize(
    ("given", "value", "precision", "zone"),
    [
        ("2022-03-24", "2022-03-24", "day", None),
        ("2022-03-24 00:00:00", "2022-03-24", "day", None),
        ("2022-03-24T00:00:00Z", "2022-03-24T00:00", "minute", "Z"),
        ("2022-03-24 19:23:05+08:00", "2022-03-24T19:23", "minute", "+08:00"),
        ("Mar 24, 2022 07:23 PM", "2022-03-24T19:23", "minute", None),
        ("2022", "2022", "year", None),
        ("1648149780", "2022-03-24T19:23", "minute", "UTC"),
        ("1648149780000", "2022-03-24T19:23", "minute", "UTC"),
    ],
)
def test_a_date_gets_its_precision_and_the_zone_that_is_stated(given, value, precision, zone):
    found = values({"published": given})
    assert (found["published"], found["published_precision"], found["timezone"]) == (value, precision, zone)


@pytest.mark.parametrize("given", ["03/04/2022", "soon", "12345", "On July 16, 2001, they met", "2022-02-30"])
def test_a_date_that_cannot_be_read_is_null_and_names_its_column(given):
    published, precision, zone = from_structure({"published": given}, "table")
    assert published.value is precision.value is zone.value is None
    assert published.reason.startswith("The column 'published' gives it, but '")


def test_the_outlets_order_and_the_crawl_help():
    assert values({"published": "03/04/2022"}, order="day")["published"] == "2022-04-03"
    assert values({"published": "03/04/2022", "crawled": "2022-03-06"})["published"] == "2022-03-04"
    aged = {"published": "3 hours ago", "crawled": "2022-03-06T12:00"}
    assert values(aged)["published"] == "2022-03-06"


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("Jane Doe", ["Jane Doe"]),
        ("By JANE DOE", ["Jane Doe"]),
        ("Jane Doe, John Roe and Max van der Moe", ["Jane Doe", "John Roe", "Max van der Moe"]),
        ("Jane Doe; John Roe", ["Jane Doe", "John Roe"]),
        ('["Jane Doe", "John Roe"]', ["Jane Doe", "John Roe"]),
        ("['Jane Doe', 'John Roe']", ["Jane Doe", "John Roe"]),
        ("Jane Doe,John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe; Jane Doe", ["Jane Doe"]),
        ("Jane Doe, Staff Writer", ["Jane Doe"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("The Editorial Board", ["The Editorial Board"]),
        ("John Roe, jane@example.org", ["John Roe"]),
        ("https://example.org/jane", [None]),
        ("Reuters", [None]),
    ],
)
def test_a_list_of_authors_is_one_value_a_person(given, names):
    assert [row.value for row in from_structure({"byline": given}, "table") if row.field == "byline"] == names


def test_an_agency_or_a_house_in_the_byline_is_no_person():
    assert values({"byline": "Reuters"})["agency"] == "Reuters"
    assert values({"byline": "Jane Doe, Staff Writer"})["affiliation"] == "Staff Writer"
    assert values({"byline": "Jane Doe, Staff Writer", "affiliation": "Example"})["affiliation"] == "Example"


@pytest.mark.parametrize(("provenance", "rule"), [("html", "html:section"), ("table", "column:section")])
def test_the_rule_names_what_states_it(provenance, rule):
    (section,) = from_structure({"section": " World  news ", "mood": "own column", "genre": " "}, provenance)
    assert (section.value, section.rule, section.provenance) == ("World news", rule, provenance)
    assert section.start is section.end is section.reason is None


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=80)), st.sampled_from(["html", "table"]))
def test_every_row_has_a_value_or_a_reason(stated, provenance):
    rows = from_structure(stated, provenance)
    for row in rows:
        assert (row.value is None) == (row.reason is not None) == (row.provenance == "none")
    single = [row.field for row in rows if row.field != "byline"]
    assert len(single) == len(set(single))
