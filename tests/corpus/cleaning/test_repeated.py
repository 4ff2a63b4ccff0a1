"""Lines that repeat in an outlet's articles: which are furniture, and which are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus.cleaning import repeated
from sourcewise.corpus.cleaning.residue import find_residue, keep

FURNITURE = "Read all about it in our harbour guide."


def article(number, line):
    return (
        f"The council met for the {number}th time and agreed to wait until spring number {number}.\n\n"
        f"{line}\n\nNobody in town {number} had expected that."
    )


def corpus(line, *, times=repeated.LEAST_ARTICLES, outlet="The Example"):
    return [(outlet, article(number, line)) for number in range(times)]


def test_a_line_in_enough_articles_of_one_outlet_is_furniture():
    assert repeated.count(corpus(FURNITURE)).of("The Example") == {FURNITURE}


def test_a_line_in_fewer_articles_is_not():
    texts = corpus(FURNITURE, times=repeated.LEAST_ARTICLES - 1)
    assert repeated.count(texts).of("The Example") == frozenset()


def test_articles_of_two_outlets_are_not_added_up():
    texts = [*corpus(FURNITURE, times=3), *corpus(FURNITURE, times=3, outlet="The Other")]
    assert repeated.count(texts).lines == {"The Example": frozenset(), "The Other": frozenset()}


def test_copies_of_one_article_count_once():
    assert repeated.count([("The Example", article(1, FURNITURE))] * 9).of("The Example") == frozenset()


def test_a_line_that_stands_twice_in_an_article_counts_once():
    texts = [("The Example", f"{text}\n{FURNITURE}") for _, text in corpus(FURNITURE, times=3)]
    assert repeated.count(texts).of("The Example") == frozenset()


def test_a_line_in_a_small_share_of_a_large_outlet_is_not_furniture():
    few = int(repeated.LEAST_ARTICLES / repeated.LEAST_SHARE)
    others = [("The Example", f"Text {number} of the harbour.") for number in range(few)]
    assert repeated.count([*corpus(FURNITURE), *others]).of("The Example") == frozenset()


def test_an_outlet_that_was_not_counted_has_no_furniture():
    assert repeated.count([]).of("The Example") == frozenset()


@pytest.mark.parametrize(
    "line",
    [
        "What happens next?",
        "What happens next to the harbour of this town?",
        "___",
        "Jane Doe",
        "Interview Highlights",
        "On how the harbour was built:",
        "“I have nothing to say about it,” she said, “nothing.”",
        "x " * 200,
    ],
)
def test_subheads_names_dividing_lines_and_quotations_stay_however_often_they_stand(line):
    assert repeated.count(corpus(line, times=40)).of("The Example") == frozenset()


def test_what_was_counted_is_removed_with_its_rule_and_can_be_switched_off():
    known, text = repeated.count(corpus(FURNITURE)).of("The Example"), article(9, FURNITURE)
    spans = find_residue(text, repeated=known)
    assert [(text[span.start : span.end], span.rule) for span in spans] == [(FURNITURE, "repeated_line")]
    assert find_residue(text, repeated=known, off=["repeated_line"]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([FURNITURE, "The council waits.", "Share", ""]), max_size=9))
def test_cleaning_twice_removes_nothing_more(lines):
    text, known = "\n".join(lines), frozenset([FURNITURE])
    kept = keep(text, find_residue(text, repeated=known))
    assert FURNITURE not in kept
    assert find_residue(kept, repeated=known) == []


@settings(max_examples=30, deadline=None)
@given(st.permutations(corpus(FURNITURE, times=7) + corpus("Another line that is of the page.", times=4)))
def test_the_order_of_articles_changes_nothing(texts):
    assert repeated.count(texts).lines == {"The Example": frozenset([FURNITURE])}
