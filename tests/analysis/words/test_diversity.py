import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis import terms
from sourcewise.analysis.words import diversity, streams

GENESIS = (
    "In the beginning God created the heaven and the earth. And the earth was without form, and void; "
    "and darkness was upon the face of the deep. And the Spirit of God moved upon the face of the "
    "waters. And God said, Let there be light: and there was light. And God saw the light, that it was "
    "good: and God divided the light from the darkness. And God called the light Day, and the darkness "
    "he called Night."
)
WORDS = terms.tokenize(GENESIS)


@pytest.mark.parametrize(
    ("window", "value"),
    [(2, (0.5 + 1 + 1 + 0.5 + 1 + 1) / 6), (3, 2 / 3), (4, 0.5)],
)
def test_mattr_equals_quantedas_test(window, value):
    """test-textstat_lexdiv.R: "one one two one one two one"."""
    assert diversity.mattr(["one", "one", "two", "one", "one", "two", "one"], window=window) == pytest.approx(
        value
    )


def test_numbers_of_lexicalrichness_on_another_text():
    """Genesis 1:1-5 (King James), lexicalrichness 0.5.1: mattr(20), mtld(), hdd(42), hdd(20); 79 words."""
    assert len(WORDS) == 79
    assert diversity.mattr(WORDS, window=20) == pytest.approx(0.6341666666666664)
    assert diversity.mtld(WORDS) == pytest.approx(14.8125)
    assert diversity.hdd(WORDS) == pytest.approx(0.5447323095557173)
    assert diversity.hdd(WORDS, sample=20) == pytest.approx(0.6747546882820558)


def test_extremes_by_hand():
    assert diversity.mattr(range(50), window=10) == 1.0
    assert diversity.mattr([1] * 50, window=10) == pytest.approx(0.1)
    assert diversity.hdd(range(50)) == pytest.approx(1.0)
    assert diversity.hdd([1] * 50) == pytest.approx(1 / 42)
    assert diversity.mtld(range(50)) == 50.0
    assert diversity.mtld([1] * 50) == 2.0, "every second word is a repeat"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: diversity.mattr([1, 2], window=3), "has 2 words, and a window 3"),
        (lambda: diversity.hdd([1, 2]), "has 2 words, and HD-D draws 42"),
        (lambda: diversity.mtld([]), "no words"),
        (
            lambda: diversity.diversity(streams.stream(pd.DataFrame(columns=["doc_id", "text"])), window=1),
            "2 or more",
        ),
    ],
)
def test_what_cannot_be_measured_is_refused(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_mtld_by_hand_where_a_stretch_ends_just_at_its_factor():
    """18 different of 25 are .72; three follow. Backward: 22 21 20 0 0 0, 0 0, 0 0, and 17 different."""
    words = [*range(18), *[0] * 7, 20, 21, 22]
    assert diversity.mtld(words) == pytest.approx((28 / 1 + 28 / 3) / 2)


@pytest.mark.parametrize(("n", "measured"), [(99, False), (100, True)])
def test_measures_take_a_hundred_words_and_windows_are_as_long(n, measured):
    words = " ".join(f"w{i % 70}" for i in range(n))
    row = diversity.diversity(streams.stream(pd.DataFrame({"doc_id": ["d"], "text": [words]}))).iloc[0]
    assert row[["mattr", "mtld", "hdd"]].notna().all() == measured
    assert row["reason"] == ("" if measured else "Under 100 words.")
    if measured:
        assert row["mattr"] == pytest.approx(70 / 100), "one window"


def test_short_articles_have_nulls_and_the_reason():
    texts = {"long": GENESIS * 2, "short": "China and Russia", "none": "…"}
    table = diversity.diversity(
        streams.stream(pd.DataFrame({"doc_id": list(texts), "text": list(texts.values())}))
    ).set_index("doc_id")
    assert table.index.tolist() == ["long", "none", "short"]
    assert table["words"].tolist() == [158, 0, 3]
    assert table.loc["long", "reason"] == ""
    assert table.loc["long", ["mattr", "mtld", "hdd"]].notna().all()
    assert table.loc[["none", "short"], ["mattr", "mtld", "hdd"]].isna().all(axis=None)
    assert table.loc["short", "reason"] == "Under 100 words."


def test_no_document_is_an_empty_table():
    assert diversity.diversity(streams.stream(pd.DataFrame(columns=["doc_id", "text"]))).empty


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=4, max_size=60), st.integers(2, 4))
def test_mattr_equals_counting_every_window(words, window):
    windows = [len(set(words[at : at + window])) / window for at in range(len(words) - window + 1)]
    assert diversity.mattr(words, window=window) == pytest.approx(np.mean(windows))
