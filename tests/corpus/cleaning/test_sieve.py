"""The words that a sieve finds are those that stand in the text, whatever both are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus.cleaning.sieve import Sieve

LETTERS = st.text("abAB ?…©—\n", max_size=60)


@given(st.lists(LETTERS, max_size=12), LETTERS, st.integers(0, 60), st.integers(0, 12))
def test_what_is_found_is_what_stands_in_the_text(words, text, start, length):
    words = [*words, text[start : start + length]]
    assert Sieve(words).found(text) == {word for word in words if word in text}


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ([], "Photo: AP", set()),
        (["Photo", "hoto:", "AP"], "", set()),
        (["Photo", "hoto:", "Video", "AP"], "Photo: AP", {"Photo", "hoto:", "AP"}),
        (["Select Date…", "Select Date?"], "Select Date…", {"Select Date…"}),
        (["//–>", "©"], "© 2020 //–>", {"//–>", "©"}),
        (["photo"], "Photo", set()),
    ],
)
def test_words_that_stand_there_and_words_that_do_not(words, text, found):
    assert Sieve(words).found(text) == found
