"""Words by arrays of characters are those of a plain expression, whatever the texts hold."""

import re
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise import cutting


def words(texts):
    cut = cutting.cut(texts, cutting.kinds(), lambda kinds: cutting.has(kinds, cutting.WORD))
    every = np.array([cut.raw[code] for code in cut.codes.tolist()], dtype=object)
    return [part.tolist() for part in np.split(every, np.cumsum(cut.lengths)[:-1])]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([""], [[]]),
        (["", "a", ""], [[], ["a"], []]),
        (["one two", "two"], [["one", "two"], ["two"]]),
        (["eightlet eightlets"], [["eightlet", "eightlets"]]),
        (["sixteenletterss_ sixteenletterss1"], [["sixteenletterss_", "sixteenletterss1"]]),
        (["seventeenletterss seventeenlettersS"], [["seventeenletterss", "seventeenlettersS"]]),
        (["caf café ca"], [["caf", "café", "ca"]]),
        (["a\x00b \ud800c 中国"], [["a", "b", "c", "中国"]]),
    ],
)
def test_words_of_texts(texts, found):
    assert words(texts) == found


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=40) | st.text(alphabet="abé_1 ", max_size=40), min_size=1, max_size=4))
def test_words_are_those_of_the_expression(texts):
    assert words(texts) == [re.findall(r"\w+", text) for text in texts]


def test_all_letters_and_digits_are_known():
    """Python's tables may grow: no character above the planes that are looked at is one of a word."""
    beyond = "".join(map(chr, range(cutting.PLANES, sys.maxunicode + 1)))
    assert not re.search(r"\w", beyond)
