import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis.words import arrays, tokens


def shown(words):
    """The words of each text, as strings."""
    every = [words.raw[code] for code in words.codes.tolist()]
    edges = np.cumsum(words.lengths)[:-1]
    return [part.tolist() for part in np.split(np.array(every, dtype=object), edges)]


def asked(text):
    return [raw.translate(tokens.MARKS) for raw in tokens.raw_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("a", ["a"]),
        ("They don’t, don't go", ["They", "don't", "don't", "go"]),
        ("U.S.-led U.S.'s U.S. J.K. ’U.S.", ["U.S.-led", "U.S.'s", "U.S", "J.K", "U.S"]),
        ("1,000 3.5 1,a a.1 x.yz xy.z", ["1,000", "3.5", "1", "a", "a", "1", "x", "yz", "xy", "z"]),
        ("-a- 'b' c--d .e. ,1,", ["a", "b", "c", "d", "e", "1"]),
        ("eighteig eighteigh", ["eighteig", "eighteigh"]),
        ("sixteen-letters- sixteen-letters1", ["sixteen-letters", "sixteen-letters1"]),
        ("seventeen-letters seventeen-lettert", ["seventeen-letters", "seventeen-lettert"]),
        ("café caf café cafe", ["café", "caf", "café", "cafe"]),
        ("中国的发展 Россия’s", ["中国的发展", "Россия's"]),
        ("\x00a\x00b\x00 \ud800c", ["a", "b", "c"]),
        ("see https://a.example/b-c now", ["see", "now"]),
    ],
)
def test_words_of_a_text(text, words):
    assert shown(arrays.cut([text])) == [words]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(alphabet="aBé9中’'ʼ‑-..,, U_\u00ad\n“", max_size=40), min_size=1, max_size=5))
def test_words_are_those_of_the_pattern(texts):
    found = [[raw.translate(tokens.MARKS) for raw in words] for words in shown(arrays.cut(texts))]
    assert found == [asked(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_words_of_any_text_are_those_of_the_pattern(texts):
    found = [[raw.translate(tokens.MARKS) for raw in words] for words in shown(arrays.cut(texts))]
    assert found == [asked(text) for text in texts]


def test_batches_hold_all_texts_in_order(monkeypatch):
    texts = ["one two", "", "three", "four five six", "seven"]
    whole = shown(arrays.cut(texts))
    for limit in (1, 5, 8, 100):
        monkeypatch.setattr(arrays, "BATCH_CHARS", limit)
        parts = list(arrays.batches(texts))
        assert [words for part in parts for words in shown(part)] == whole
        assert len(parts) > 1 or limit == 100
    assert list(arrays.batches([])) == []
