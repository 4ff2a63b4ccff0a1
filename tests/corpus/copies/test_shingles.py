import numpy as np
import pytest

from sourcewise.corpus.copies import shingles


def read(*texts):
    return shingles.Reader().read(texts)


def test_runs_stay_within_their_text():
    row, run = read("a b c d", "e f", "", "b c d").runs()
    assert row.tolist() == [0, 0, 3]
    assert run[1] == run[2] != run[0]


def test_words_are_letters_and_digits_in_any_case():
    (one, two, other) = read("The 5 STRASSE—don't!", "the 5 strasse don t", "the five strasse don t").keys()
    assert one == two != other


@pytest.mark.parametrize(("n", "expected"), [(1, 5), (3, 3), (5, 1), (6, 0)])
def test_a_text_has_as_many_runs_as_fit(n, expected):
    assert len(read("one two three four five").runs(n)[1]) == expected


def test_the_order_of_words_counts():
    _, run = read("a b c", "c b a", "a c b").runs()
    assert len(set(run.tolist())) == 3


def test_numbers_are_the_same_in_every_run_of_the_program():
    _, run = read("the same number").runs()
    assert run.tolist() == [3398488568571592644]


def test_batches_of_any_size_hold_all_texts(monkeypatch):
    texts = [f"word{i} and more" for i in range(50)]
    whole = shingles.Reader().read(texts).keys()
    monkeypatch.setattr(shingles, "BATCH_CHARS", 30)
    monkeypatch.setattr(shingles, "MOST_WORDS", 3)
    batches = list(shingles.Reader().batches(texts))
    assert len(batches) > 10
    assert [batch.begin for batch in batches] == np.cumsum(
        [0, *(len(b.lengths) for b in batches[:-1])]
    ).tolist()
    assert np.concatenate([batch.keys() for batch in batches]).tolist() == whole.tolist()
    assert list(shingles.Reader().batches([])) == []
