"""Fields: right or null with a reason; every value shows where it stands, and decoys stay decoys."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus.cleaning.residue import RULES, Removed, find_residue
from sourcewise.corpus.fields.found import FIELDS, find_fields

ROOT = Path(__file__).parents[3]
GOLD = json.loads((ROOT / "tests" / "gold" / "seeds.json").read_text())["docs"]
NAMED_IN_THE_TEXT = {"TASS", "New Eastern Outlook"}

PROSE = "The council met on Sunday and agreed to wait until the spring before anything is built."
BODY = "\n\n".join([PROSE] * 4)
LONG = "\n\n".join([PROSE] * 20)
HEADLINE = "Council waits until spring"


def fields(text, **options):
    return find_fields(text, find_residue(text, **options))


def values(text):
    return {field.field: field.value for field in reversed(fields(text))}


def bylines(text):
    return [field.value for field in fields(text) if field.field == "byline"]


def above(lines):
    return f"{HEADLINE}\n{lines}\n\n{BODY}"


def below(lines):
    return f"{HEADLINE}\n\n{BODY}\n\n{lines}"


# the seeds


@pytest.fixture(scope="module", params=GOLD, ids=lambda gold: gold["file"][:3])
def seed(request):
    raw = (ROOT / "seeds" / request.param["file"]).read_bytes().decode()
    return request.param, raw, {field.field: field for field in reversed(fields(raw))}


def test_a_seeds_headline_date_author_dateline_and_affiliation_stand_where_they_were_marked(seed):
    gold, _, found = seed
    marks = {
        "published": "date",
        "byline": "author",
        "dateline_place": "dateline",
        "affiliation": "affiliation",
    }
    spans = {name: gold[f"{mark}_span"] for name, mark in marks.items()} | {"headline": gold["headline"]}
    for name, span in spans.items():
        assert [found[name].start, found[name].end] == (span or [None, None]), name


def test_a_seeds_values_are_those_marked_by_hand(seed):
    gold, raw, found = seed
    assert (found["published"].value or "")[:10] == (gold["date"] or "")
    assert found["byline"].value == gold["author"]
    assert found["dateline_place"].value == gold["dateline_place"]
    assert found["headline"].value == (raw[slice(*gold["headline"])] if gold["headline"] else None)


def test_a_seeds_outlet_is_the_one_that_its_text_names_or_null(seed):
    gold, _, found = seed
    assert found["outlet"].value == (gold["outlet"] if gold["outlet"] in NAMED_IN_THE_TEXT else None)


def test_what_a_seed_does_not_state_has_a_reason_that_can_be_read(seed):
    for field in seed[2].values():
        assert (field.value is None) == (field.provenance == "none") == (field.reason is not None)
        assert field.reason is None or (field.reason[0].isupper() and field.reason.endswith("."))


def test_the_time_of_day_is_kept_and_no_time_zone_invented():
    raw = (ROOT / "seeds" / "004_499e26efed84d30a.txt").read_text()
    found = values(raw)
    assert found["published"] == "2022-03-24T19:23"
    assert found["published_precision"] == "minute"
    assert found["timezone"] is None


def test_a_treatys_date_is_named_as_no_date_of_publication():
    raw = (ROOT / "seeds" / "003_458868eebf953c35.txt").read_text()
    published = next(field for field in fields(raw) if field.field == "published")
    assert published.value is None
    assert "July 16, 2001" in published.reason


# forms


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Published: Mar 24, 2022 07:23 PM", "published", "2022-03-24T19:23"),
        ("Published: Mar 24, 2022 07:23 PM", "published_precision", "minute"),
        ("Thursday, March 24, 2022 7:23 p.m. EDT", "timezone", "EDT"),
        ("March 24, 2022", "published_precision", "day"),
        ("Published: Feb 22, 2022 02:07 PM Updated: Feb 23, 2022 06:13 AM", "updated", "2022-02-23T06:13"),
        ("Updated: 2022-07-29 09:36", "updated", "2022-07-29T09:36"),
        ("Updated: 2022-07-29 09:36", "published", None),
        ("By Jane Doe | March 24, 2022", "published", "2022-03-24"),
        ("Retrieved: 2021-04-05 10:00", "crawled", "2021-04-05T10:00"),
        ("Retrieved: 2021-04-05 10:00", "published", None),
        ("URL: https://example.org/1", "url", "https://example.org/1"),
        ("Section: World news", "section", "World news"),
        ("Source: The Daily Example", "outlet", "The Daily Example"),
        ("OPINION", "genre", "opinion"),
        ("News Analysis", "genre", "analysis"),
        ("Type: News", "genre", "news"),
        ("INTERVIEW", "genre", "interview"),
        ("Source: No meeting is planned for the spring so far", "outlet", None),
        ("Source: A person who knows the plans for the harbour of the town", "outlet", None),
        ("Thursday, March 24, 2022 at noon ET", "published", "2022-03-24T12:00"),
        ("By Jane Doe, Staff Writer", "affiliation", "Staff Writer"),
        ("By Jane Doe of The Daily Example", "affiliation", "The Daily Example"),
        ("By Reuters Staff", "agency", "Reuters"),
    ],
)
def test_a_line_above_the_article_states_a_field(line, name, value):
    assert values(above(line))[name] == value


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("By JANE DOE", ["Jane Doe"]),
        ("By Jane Doe and John Roe, Staff Writer", ["Jane Doe", "John Roe"]),
        ("By Jane Doe, John Roe and Max van der Moe", ["Jane Doe", "John Roe", "Max van der Moe"]),
        ("Written by Jean-Luc O'Neill Jr.", ["Jean-Luc O'Neill Jr."]),
        ("By Jane Doe, BBC News, Washington", ["Jane Doe"]),
        ("By The Editorial Board", ["The Editorial Board"]),
        ("Jane Doe, Staff Writer", ["Jane Doe"]),
        ("By Any Means Necessary", [None]),
    ],
)
def test_a_byline_gives_one_value_a_person(line, names):
    assert bylines(above(line)) == names


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Jane Doe, historian, exclusively for the journal “Example Outlook”.", "byline", "Jane Doe"),
        ("Jane Doe, historian, exclusively for the journal “Example Outlook”.", "outlet", "Example Outlook"),
        (
            "The author is a fellow of the Example Institute.",
            "affiliation",
            "fellow of the Example Institute",
        ),
        ("The author is a fellow of the Example Institute.", "byline", None),
        ("• Jane Doe is a professor of law at Example University.", "byline", "Jane Doe"),
        ("• Jane Doe is a lawyer in Rome. She tweets.", "affiliation", "lawyer in Rome"),
        ("Copyright © 2019 The Example Times, LLC.", "outlet", "The Example Times"),
        ("Copyright 2018 The Associated Press. All rights reserved.", "agency", "AP"),
        ("Copyright 2018 The Associated Press. All rights reserved.", "outlet", None),
        ("Copyright 2018 The Associated Press. All rights reserved.", "genre", "wire"),
        ("© 2018 TRIBUNE CONTENT AGENCY, LLC.", "agency", "Tribune Content Agency"),
        ("© 2018 TRIBUNE CONTENT AGENCY, LLC.", "outlet", None),
        ("© 2018 TRIBUNE CONTENT AGENCY, LLC.", "genre", None),
        ("Write to Jane Doe at jane.doe@example.org", "byline", "Jane Doe"),
        ("Follow Jane Doe on her way north.", "byline", None),
        ("This interview has been edited and condensed for clarity.", "genre", "interview"),
        ("Updated at 3:15 p.m. ET", "updated", None),
        ("© 2019 Example Holdings Inc.", "outlet", None),
        ("Read or Share this story: https://example.org/1", "url", "https://example.org/1"),
        ("Filed under: Politics", "section", "Politics"),
    ],
)
def test_a_line_below_the_article_states_a_field(line, name, value):
    assert values(below(line))[name] == value


@pytest.mark.parametrize(
    ("dateline", "place", "agency", "outlet", "genre"),
    [
        ("BEIJING, February 2. /TASS/. ", "Beijing", "TASS", "TASS", "wire"),
        ("BEIJING, China – ", "Beijing, China", None, None, None),
        ("ST. LOUIS — ", "St. Louis", None, None, None),
        ("RIO DE JANEIRO — ", "Rio de Janeiro", None, None, None),
        ("PORTSMOUTH, N.H. (AP) – ", "Portsmouth, N.H.", "AP", None, "wire"),
        ("SEOUL/WASHINGTON (Reuters) - ", "Seoul/Washington", "Reuters", "Reuters", "wire"),
        ("WASHINGTON (CBSDC/AP) — ", "Washington", "CBSDC/AP", None, "wire"),
        ("(CNN) -- ", None, "CNN", "CNN", None),
    ],
)
def test_a_dateline_states_place_and_agency(dateline, place, agency, outlet, genre):
    found = values(f"{HEADLINE}\n\n{dateline}{BODY}")
    stated = (found["dateline_place"], found["agency"], found["outlet"], found["genre"])
    assert stated == (place, agency, outlet, genre)


def test_an_outlet_that_the_text_names_goes_before_an_agency():
    text = f"{HEADLINE}\n\nROME (AP) — {BODY}\n\nCopyright © 2019 The Example Times, LLC."
    found = {field.field: field for field in fields(text)}
    assert (found["agency"].value, found["outlet"].value) == ("AP", "The Example Times")
    assert found["outlet"].rule == "copyright"


def test_an_agency_as_outlet_is_named_as_such():
    found = {field.field: field for field in fields(f"ROME (Reuters) — {BODY}")}
    assert found["outlet"].rule == "agency_as_outlet"
    assert found["genre"].rule == "agency_as_wire"
    assert found["byline"].reason == "No line names an author; the text is signed by Reuters."


def test_an_agency_that_others_print_is_no_outlet_and_says_so():
    found = {field.field: field for field in fields(f"ROME (AP) — {BODY}")}
    assert found["outlet"].value is None
    assert found["outlet"].reason.startswith("AP signs the text, which other outlets print too")


def test_a_label_goes_before_the_wire():
    found = values(f"ANALYSIS\n\nROME (AP) — {BODY}")
    assert (found["genre"], found["agency"]) == ("analysis", "AP")


# decoys and reasons


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE}\n\nOn July 16, 2001, the treaty was signed.\n\n{BODY}",
        below("Ships leave on May 3, 2019. JANE DOE / AFP via Getty Images"),
        above("6 years ago"),
        f"ROME, February 2 (AP) — {BODY}",
        above("Published: 03/04/2022"),
        f"{BODY}\n\nMarch 24, 2022\n\n{BODY}",
        f"{PROSE}\n\nJan. 20, 2009\n\n{BODY}",
        f"{LONG}\n\nPublished: Mar 24, 2022\n\n{LONG}",
    ],
)
def test_a_date_that_is_not_the_publications_is_not_taken_for_it(text):
    published = next(field for field in fields(text) if field.field == "published")
    assert published.value is None
    assert published.reason.endswith(".")


def test_a_date_that_can_be_read_two_ways_is_null_and_says_so():
    published = next(field for field in fields(above("Published: 03/04/2022")) if field.field == "published")
    assert "03/04/2022" in published.reason
    assert "day or the month" in published.reason


def test_a_handle_below_a_long_text_is_its_authors():
    assert bylines(f"{LONG}\n\nFollow Jane Doe on Twitter: @janedoe") == ["Jane Doe"]
    assert bylines(f"Follow Jane Doe on Twitter: @janedoe\n\n{LONG}") == [None]


def test_an_age_counts_from_the_day_of_the_crawl_where_it_is_stated():
    found = values(above("Retrieved: 2021-04-05 14:00\n3 hours ago"))
    assert (found["published"], found["published_precision"]) == ("2021-04-05", "day")
    found = {field.field: field for field in fields(above("3 hours ago"))}
    assert "the day of the crawl is not" in found["published"].reason


def test_a_time_without_a_day_is_no_date_and_says_so():
    updated = next(field for field in fields(above("Updated at 3:15 p.m. ET")) if field.field == "updated")
    assert updated.value is None
    assert "3:15 p.m. ET" in updated.reason


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE}\n\n{PROSE}\n\nAn insertion\n\nBy Jane Doe, Example News\n\n{BODY}",
        f"JANE DOE: {PROSE}\n\nJOHN ROE: {PROSE}\n\nJANE DOE: {PROSE}",
        "\n".join(["By Jane Doe and the harbour the ship had passed before anybody", "saw it."] * 9),
        "By Any Means Necessary\n\n" + BODY,
    ],
)
def test_what_is_no_byline_of_the_article_is_not_taken_for_it(text):
    assert bylines(text) == [None]


def test_a_removed_line_of_a_rule_without_a_pattern_states_nothing():
    raw = f"By Jane Doe\n\n{BODY}"
    found = find_fields(raw, [Removed(0, 11, "page_furniture", "counted_line", 1)])
    assert all(field.value is None for field in found)


def test_the_publication_line_goes_before_a_crawl_stamp():
    text = f"date 2022-05-01 {HEADLINE}\nPublished: Mar 24, 2022\n\n{BODY}"
    assert values(text)["published"] == "2022-03-24"


def test_a_rule_that_is_switched_off_states_no_field():
    found = {field.field: field for field in fields(above("By Jane Doe"), off=["byline", "byline_within"])}
    assert found["byline"].value is None


# laws

LINES = st.sampled_from(
    [*(rule.removes + (PROSE if rule.shape == "front" else "") for rule in RULES), PROSE, HEADLINE, ""]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_every_field_is_there_with_its_evidence_or_its_reason(text):
    found = fields(text)
    assert list(dict.fromkeys(field.field for field in found)) == list(FIELDS)
    for field in found:
        assert (field.value is None) == (field.reason is not None) == (field.start is None)
        if field.value is not None:
            assert 0 <= field.start < field.end <= len(text)
            assert field.provenance == "text"
    assert all(field.rank == 1 for field in found if field.field != "byline")
