"""What a crawler glued to the front of a headline that the file states."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus.cleaning import headed
from sourcewise.corpus.cleaning.residue import find_residue, keep
from sourcewise.corpus.document import parse
from sourcewise.corpus.inputs.raw import RawDocument

HEADLINE = "Harbour town waits for its spring"
BODY = "The council of the harbour town did not say on Monday when the ships would leave it again.\n" * 3

TABLE = [  # the first line, what goes, by which rule
    (f"Ships leave the harbour in May. {HEADLINE}", "Ships leave the harbour in May. ", "caption"),
    (f"‘We waited,’ the mayor says. {HEADLINE} Nobody", "‘We waited,’ the mayor says. ", "caption"),
    (f"Jane Doe/Example Pictures {HEADLINE}", "Jane Doe/Example Pictures ", "caption"),
    (
        f"Ships leave. | Jane Doe for Example 2020 {HEADLINE}",
        "Ships leave. | Jane Doe for Example 2020 ",
        "caption",
    ),
    (
        f"It left, she said last May. Town hall {HEADLINE}",
        "It left, she said last May. Town hall ",
        "caption",
    ),
    (f"2020 elections {HEADLINE} The mayor hopes.", "2020 elections ", "label"),
    (f"congress {HEADLINE}", "congress ", "label"),
]
STAYS = [
    HEADLINE,
    f"{HEADLINE} The mayor hopes.",
    f"Watch: {HEADLINE}",
    f"Sen. {HEADLINE}",
    f"On the roster - {HEADLINE}",
    f"2020 elections{HEADLINE}",
    f"Ships leave the harbour in May. {HEADLINE}s",
    f"Ships leave the harbour in May. {HEADLINE}.",
    f"Ships leave the harbour in May. {HEADLINE} and for its boats.",
    f"{'Ships leave the harbour in May. ' * 14}{HEADLINE}",
    f"Of all that she saw she liked best what the others in that long and quiet room called {HEADLINE}",
]


def removed(line, headline=HEADLINE, **options):
    text = f"{line}\n\n{BODY}"
    return [
        (text[span.start : span.end], span.rule) for span in find_residue(text, headline=headline, **options)
    ]


@pytest.mark.parametrize(("line", "front", "rule"), TABLE)
def test_what_stands_before_the_stated_headline_goes(line, front, rule):
    assert removed(line) == [(front, f"{rule}_before_headline")]
    kept = keep(f"{line}\n\n{BODY}", find_residue(f"{line}\n\n{BODY}", headline=HEADLINE))
    assert kept.startswith(HEADLINE)
    assert find_residue(kept, headline=HEADLINE) == []


@pytest.mark.parametrize("line", STAYS)
def test_what_may_be_a_part_of_the_headline_or_of_a_sentence_stays(line):
    assert removed(line) == []


@pytest.mark.parametrize(("line", "front", "rule"), TABLE)
def test_without_a_stated_headline_nothing_is_guessed(line, front, rule):
    assert f"{rule}_before_headline" not in [name for _, name in removed(line, "")]


def test_a_rule_that_is_switched_off_removes_nothing():
    assert removed(TABLE[0][0], off=["caption_before_headline"]) == []


def test_words_before_a_headline_in_title_case_may_be_its_own():
    assert removed("President Harbour Town Waits for Spring", "Harbour Town Waits for Spring") == []


def test_marks_and_blanks_count_as_typed():
    line = "Ships leave. “Nobody’s” harbour – who waits for it?"
    at = headed.find(line, 0, len(line), '"Nobody\'s"  harbour - who waits for it?')
    assert at == (13, len(line))


def test_a_short_headline_is_not_looked_for():
    assert headed.find("Ships leave. Who waits?", 0, 23, "Who waits?") is None


@given(
    front=st.text(max_size=60),
    headline=st.text(min_size=10, max_size=60),
    rest=st.text(max_size=60),
    stated=st.none() | st.text(max_size=60),
)
def test_the_laws_hold_with_any_headline(front, headline, rest, stated):
    raw, stated = f"{front} {headline} {rest}\n\n{BODY}", headline if stated is None else stated
    spans = find_residue(raw, headline=stated)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert find_residue(keep(raw, spans), headline=stated) == []
    found = headed.find(raw, 0, len(raw), stated)
    assert found is None or found[1] - found[0] == len(" ".join(stated.split()))


def document(text, **stated):
    return RawDocument("t#1", "t.csv", 1, "0" * 64, "utf-8", "table", text, stated=stated, provenance="table")


def test_a_stated_headline_is_no_sentence_of_the_body_wherever_its_line_begins():
    text = f"Ships leave the harbour in May. {HEADLINE} Nobody says when.\n\n{BODY}"
    rows = parse(document(text, headline=HEADLINE), given={})
    kinds = [(row["kind"], row["text"]) for row in rows["passages"][:2]]
    assert kinds == [("headline", HEADLINE), ("body", "Nobody says when.")]
    field = next(row for row in rows["fields"] if row["field"] == "headline")
    assert (text[field["start"] : field["end"]], field["value"]) == (HEADLINE, HEADLINE)


def test_a_sidecar_states_a_headline_too():
    text = f"congress {HEADLINE}\n\n{BODY}"
    rows = parse(document(text), given={"headline": HEADLINE})
    assert [row["rule"] for row in rows["removed"]] == ["label_before_headline"]
