"""Words of speech are found from the blank before them as they are by their own pattern."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus.voices import cues

PIECES = st.sampled_from(
    [
        "said",
        "says",
        "tell",
        "According to",
        "according to",
        "told",
        "mis",
        "-",
        " ",
        "\n",
        "“",
        ",",
        "x",
        "é",
        "",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_words_of_speech_are_those_that_the_pattern_finds(raw):
    assert cues.find(raw) == [cue.span() for cue in cues.CUE.finditer(raw)]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("said she", ["said"]),
        ("According to her, it rained, she said.", ["According to", "said"]),
        ("unsaid, well-said and said", ["said"]),
        ("The saying goes", ["saying"]),
        ("", []),
    ],
)
def test_a_word_of_speech_stands_by_itself(raw, found):
    assert [raw[slice(*span)] for span in cues.find(raw)] == found
