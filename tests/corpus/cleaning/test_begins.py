import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus.cleaning.begins import KNOWN, following
from sourcewise.corpus.cleaning.residue import RULES

AT_LINES = [rule for rule in RULES if rule.shape in ("line", "front")]
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


def begins_as_it_can(pattern, line):
    match = pattern.match(line)
    begins = match[0][:2] if match else ""
    return not KNOWN.issuperset(begins) or all(
        begins[at] in following(pattern, begins[:at]) for at in range(len(begins))
    )


@pytest.mark.parametrize("rule", AT_LINES, ids=lambda rule: rule.name)
def test_what_a_rule_matches_of_all_examples_begins_as_it_can(rule):
    examples = [text for each in RULES for text in (each.removes, each.leaves)]
    lines = [
        line for text in examples for line in (text, text.lower(), f"• {text}", f"{text}The council met.")
    ]
    assert all(begins_as_it_can(rule.pattern, line) for line in lines)


@given(st.sampled_from(ODD).map(re.compile), st.data())
def test_no_match_begins_otherwise(pattern, data):
    assert begins_as_it_can(pattern, data.draw(st.from_regex(pattern, fullmatch=True)))
