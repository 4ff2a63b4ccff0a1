"""The clause of a sentence round a mention."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis.tone.clauses import clause

CLAUSES = [  # the mention stands between the bars
    ("|China| kept calm; the US was furious about it.", "China kept calm"),
    ("China kept very calm there; the |US| was furious.", "the US was furious."),
    ("Although |China| agreed, the US did not, and it was angry.", "Although China agreed, the US did not"),
    ("China praised the new deal but |Russia| rejected it.", "but Russia rejected it."),
    ("|China|, Russia, and the US met in Geneva.", "China, Russia, and the US met in Geneva."),
    ("China, Russia, and the |US| met in Geneva.", "China, Russia, and the US met in Geneva."),
    ("China and |Russia| are close and get closer.", "China and Russia are close and get closer."),
    ("He was clear on that: |China| is right.", "China is right."),
    ("It was nearly 10:30 when the |US| left.", "It was nearly 10:30 when the US left."),
    ("They left in anger — that is what |Iran| said — and never came back.", "that is what Iran said"),
    ("A well-known |China| hand said butter is dear.", "A well-known China hand said butter is dear."),
    ("|China|", "China"),
    ("but |China|", "but China"),
    ("They met. |Iran|; no.", "They met. Iran; no."),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), CLAUSES)
def test_the_clause_of_a_mention(marked, expected):
    start, end = marked.index("|"), marked.rindex("|") - 1
    text = marked.replace("|", "")
    left, right = clause(text, start, end)
    assert text[left:right] == expected


CUTS = ["said ", "so, and ", "but ", "; ", ": ", " - ", "a bad day ", ", which "]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(CUTS)), st.lists(st.sampled_from(CUTS)))
def test_a_clause_always_holds_its_mention(before, after):
    text = "".join(before) + "China " + "".join(after)
    start = text.index("China")
    left, right = clause(text, start, start + 5)
    assert 0 <= left <= start < start + 5 <= right <= len(text)
