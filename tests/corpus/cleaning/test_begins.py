import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus.cleaning.begins import KNOWN, following
from sourcewise.corpus.cleaning.residue import RULES

AT_LINES = [rule for rule in RULES if rule.shape in ("line", "front")]
PATTERNS = [rule.pattern for rule in AT_LINES]
ODD = [
    r"(?i:straße|k)x", r"[^\W_]{2,3}a", r"(?=b)\w?c", r"(a|b)\1", r"(?:ab){0,2}c", r"[^a-y]+", r"\W*?z|",
    r"(?i)[^a]b",
]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "start", "follow"),
    [
        ("abc", "", "a"),
        ("abc", "a", "b"),
        ("abc", "b", ""),
        ("(?i:ab|cd)", "", "AaCc"),
        ("(?i:ab|cd)", "C", "Dd"),
        ("x?[0-2]", "", "x012"),
        ("x{2,3}y", "x", "x"),
        ("(?:x{0,2}y)+", "y", KNOWN),
        (r"(?!x)\d", "", "0123456789"),
    ],
)
def test_what_can_follow_a_beginning(pattern, start, follow):
    assert following(re.compile(pattern), start) == frozenset(follow)


@pytest.mark.parametrize("rule", AT_LINES, ids=lambda rule: rule.name)
def test_every_example_begins_as_its_rule_can(rule):
    line = rule.removes.lstrip()
    assert all(line[at] in following(rule.pattern, line[:at]) for at in (0, 1) if KNOWN.issuperset(line[:2]))


@given(st.sampled_from([*PATTERNS, *map(re.compile, ODD)]), st.data())
def test_no_match_begins_otherwise(pattern, data):
    text = data.draw(st.from_regex(pattern))
    match = pattern.search(text)
    begins = match[0][:2] if match else ""
    if KNOWN.issuperset(begins):
        assert all(begins[at] in following(pattern, begins[:at]) for at in range(len(begins)))
