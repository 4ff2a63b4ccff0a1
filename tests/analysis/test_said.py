import pytest

from sourcewise.analysis.said import NUMBERS, counted


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((0,), "0 articles"),
        ((1,), "1 article"),
        ((2,), "2 articles"),
        ((1234567,), "1,234,567 articles"),
        ((1, "story"), "1 story"),
        ((2, "story"), "2 stories"),
        ((2, "shared day"), "2 shared days"),
        ((2, "outlet"), "2 outlets"),
    ],
)
def test_numbers_as_sentences_say_them(given, said):
    assert counted(*given) == said


def test_numbers_below_ten_are_words_at_their_place():
    assert (len(NUMBERS), NUMBERS[0], NUMBERS[2], NUMBERS[9]) == (10, "no", "two", "nine")
