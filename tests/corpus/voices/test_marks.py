import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus.voices import marks, segments


def found(raw):
    return [raw[m.start : m.end] for m in marks.find_marked(raw, segments.find_blocks(raw, []))]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('"Yes," he said. "No."', ["Yes,", "No."]),
        ("“Yes,” he said. “No.”", ["Yes,", "No."]),
        ("«Yes,» he said.", ["Yes,"]),
        ("„Yes,“ he said.", ["Yes,"]),
        ("``Yes,'' he said.", ["Yes,"]),
        ("‘Yes,’ he said. 'No.'", ["Yes,", "No."]),
        ("“It’s the states’ right,” he said.", ["It’s the states’ right,"]),
        ("\"It's the states' right,\" he said.", ["It's the states' right,"]),
        ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
        ('“He said "no" to me,” she said.', ['He said "no" to me,']),
        ("'He said \"no\" to me,' she said.", ['He said "no" to me,']),
        ("the “first”—and the “second”", ["first", "second"]),
        ('("first")', ["first"]),
    ],
)
def test_balanced_marks_of_every_shape(raw, words):
    assert found(raw) == words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("[They] stick to it… and to us,” said spokesman Lee Gun.", ["[They] stick to it… and to us,"]),
        ("A front against “hegemonism. ” foreigner.", ["hegemonism. "]),
        ("“It harms our interests, ”he said.", ["It harms our interests, "]),
        ('"It harms our interests, "he said. "No."', ["It harms our interests, ", "No."]),
        ("“They play a role. “", ["They play a role. "]),
        ("“It will not collapse. ‘will not win, “he said.", ["It will not collapse. ‘will not win, "]),
        ("”We go,” he said.", ["We go,"]),
        ("He spoke.”We go,” he said.", ["We go,"]),
        ("“We go, he said. “You stay.”", ["We go,", "You stay."]),
        ('“We go," he said.', ["We go,"]),
        ("He said: ““We go to the sea.”", ["We go to the sea."]),
        ('He said: ""We go to the sea."" It rained.', ["We go to the sea."]),
        ('"We go.""We stay."', ["We go.", "We stay."]),
        ("“We must act, Smith wrote.", ["We must act,"]),
        ("“A whole paragraph that nothing closes.", ["A whole paragraph that nothing closes."]),
        ("“One,” he said. It is two,” he added.", ["One,", "It is two,"]),
    ],
)
def test_unbalanced_and_wrong_marks(raw, words):
    assert found(raw) == words


@pytest.mark.parametrize(
    "raw",
    [
        "The states' rights and the Joneses' dogs aren't here.",
        "Rock 'n' roll of the '90s, ’tis said, and the class of '05.",
        "He is 6'2\" tall and she 5'4\".",
        "The US’ words and deeds, China’s aims.",
        'It’s 12" wide.',
        "Nothing at all.",
        "",
    ],
)
def test_apostrophes_and_inches_set_nothing_off(raw):
    assert found(raw) == []


def test_a_quotation_over_paragraphs_goes_on_where_no_mark_closed_it():
    raw = "“We go. We stay.\n\n“We do both.\n\n“And more,” he said.\n\n“No,” she said."
    stretches = marks.find_marked(raw, segments.find_blocks(raw, []))
    assert [(raw[m.start : m.end], m.carried) for m in stretches] == [
        ("We go. We stay.", False),
        ("We do both.", True),
        ("And more,", True),
        ("No,", False),
    ]


def test_a_quotation_over_paragraphs_needs_no_mark_at_the_second():
    raw = "He said: “We go.\nWe do both.”\nIt rained."
    assert found(raw) == ["We go.", "We do both."]
    assert found("He said: “We go.\nWe do both here” and left.") == ["We go.", "We do both here"]


def test_the_outer_edges_take_in_the_marks_that_are_there():
    raw = "He said \"yes\" and ``no''."
    one, two = marks.find_marked(raw, segments.find_blocks(raw, []))
    assert raw[one.outer_start : one.outer_end] == '"yes"'
    assert raw[two.outer_start : two.outer_end] == "``no''"


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from([*"“”\"'‘’«»„`", "''", " ", "\n", ",", ".", "he said", "Yes", "a"]), max_size=40)
)
def test_stretches_are_in_range_in_order_and_within_a_block(parts):
    raw = "".join(parts)
    blocks = segments.find_blocks(raw, [])
    stretches = marks.find_marked(raw, blocks)
    assert stretches == marks.find_marked(raw, blocks)
    last = 0
    for m in stretches:
        assert last <= m.outer_start <= m.start < m.end <= m.outer_end
        assert any(b.start <= m.outer_start and m.outer_end <= b.end for b in blocks)
        last = m.outer_end


@pytest.mark.parametrize(
    "raw",
    ["“" * 100_000, " “" * 100_000, '"a ' * 100_000, "“a, he said. " * 40_000, "a,” he said. " * 40_000],
)
def test_pairing_is_linear_on_hostile_marks(raw):
    began = time.process_time()
    found(raw)
    assert time.process_time() - began < 24


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("He said: “The sea is near to us.’", ["The sea is near to us."]),
        (
            "He said: “The sea is near, the man who has it says.”",
            ["The sea is near, the man who has it says."],
        ),
    ],
)
def test_a_single_mark_can_close_what_a_double_one_opened(raw, words):
    assert found(raw) == words


def test_a_quotation_whose_closing_mark_is_lost_does_not_swallow_a_long_line():
    raw = f"He said: “{'The sea is near. ' * 5000}"
    (words,) = found(raw)
    assert len(words) <= 3000
    assert words.endswith(".")
