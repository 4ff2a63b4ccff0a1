"""Lexicons of the user's own: what a file may hold, and how a text is scored by one."""

import re
import time

import pandas as pd
import pytest

from sourcewise.analysis.tone import lexicons

WORDS = pd.DataFrame({
    "term": ["good", "very bad", "bad", "abandon*", "abandoned ship", "hope", "no", "o'neil"],
    "score": [4.0, -4.0, -2.0, -1.0, 3.0, 2.0, -1.0, 1.0],
})  # fmt: skip


def total(text, table=WORDS, **options):
    """The sum behind a score."""
    s = lexicons.scorer(table, **options)(text)
    return round(s * (15 / (1 - s * s)) ** 0.5, 6) if s else 0.0


SUMS = [  # text, sum of the scores that count
    ("", 0),
    ("goodness, a baddie", 0),
    ("Good and GOOD", 8),
    ("a very bad thing", -4),  # the longest term counts, not "bad" beside it
    ("they abandon, abandoned, abandons", -3),
    ("abandoned ship", 3),
    ("it is not good", -2.96),  # 4 x -.74
    ("it isn't very good", -2.96),
    ("it is not what anybody here calls good", 4),  # further than three words
    ("not this one. Good", 4),  # a full stop ends the negation
    ("no, good", 3),
    ("no hope", -1.48),  # "no" turns the hope and does not count itself
    ("no", -1),
    ("O'Neil and o’neil", 2),
]


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_the_sum_of_a_text_can_be_checked_by_hand(text, expected):
    assert total(text) == pytest.approx(expected, abs=1e-4)


def test_without_negation_a_term_counts_as_it_stands():
    assert total("it is not good", negation=False) == 4
    assert total("no hope", negation=False) == 1


def test_signed_counts_words_and_not_their_strength():
    assert lexicons.signed(WORDS)["score"].tolist() == [1, -1, -1, -1, 1, 1, -1, 1]


def write(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_csv_is_read_with_its_strongest_term_at_four(tmp_path):
    path = write(tmp_path, "own.csv", "\ufeffTerm;Score\ncrisis;-10\nDon’t panic;5\ncalm*;2.5\n")
    table = lexicons.load(path)
    assert table.to_numpy().tolist() == [["crisis", -4, ""], ["don't panic", 2, ""], ["calm*", 1, ""]]
    assert total("calmly: don't panic", table) == 3


LSD = """
negative: [war*, "lie"]
positive: [peace*, honest]
neg_positive: ["not honest", "no peace*"]
neg_negative: ["not a lie"]
"""


def test_lists_of_negated_terms_are_taken_at_their_word(tmp_path):
    table = lexicons.load(write(tmp_path, "lsd.yaml", LSD))
    assert total("an honest peace", table) == 4
    assert total("not honest", table) == -2
    assert total("not a lie", table) == 2
    assert total("never honest", table) == 2, "what the lists do not hold is not turned"


def test_lists_without_negated_terms_are_turned_by_the_rule(tmp_path):
    table = lexicons.load(write(tmp_path, "plain.yml", "positive: [honest]\nnegative: [lie]\n"))
    assert total("not honest", table) == -1.48


BAD = [
    ("own.csv", "", "not a CSV file"),
    ("own.csv", "term,score\n", "holds no term"),
    ("own.csv", "word,score\ngood,1\n", "no column 'term'; its columns are ['word', 'score']"),
    ("own.csv", "term,score\ngood,very\n", "own.csv, row 2: the score 'very' is not a number"),
    ("own.csv", "term,score\nbad,-1\ngood,\n", "row 3: the score '' is not a number"),
    ("own.csv", "term,score\ngood,inf\n", "'inf' is not a number"),
    ("own.csv", "term,score\n,1\n", "the term '' must be text"),
    ("own.csv", "term,score\na*b,1\n", "with a * only at its end"),
    ("own.csv", f"term,score\n{'x' * 101},1\n", "1 to 100 characters"),
    ("own.csv", "term,score\ngood,1\ngood,2\n", "'good' stands twice with two scores"),
    ("own.csv", "term,score\ngood,0\nbad,0\n", "every score is 0"),
    ("own.csv", b"term,score\n\xff\xfe,1\n", "not UTF-8"),
    ("own.yaml", "positive: [good]\n", "needs the lists 'positive' and 'negative'"),
    ("own.yaml", "positive: [good]\nnegative: [bad]\nangry: [mad]\n", "unknown list 'angry'"),
    ("own.yaml", "positive: good\nnegative: [bad]\n", "'positive' must be a list"),
    ("own.yaml", "positive: [good]\nnegative: [no]\n", "the term False must be text"),
    ("own.yaml", "positive: [good", "not YAML"),
    ("own.yaml", "a: !!python/object/apply:os.system [ls]", "not YAML"),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD)
def test_a_bad_lexicon_is_refused_with_its_file_and_what_would_be_right(tmp_path, name, content, words):
    with pytest.raises(ValueError, match=re.escape(words)) as error:
        lexicons.load(write(tmp_path, name, content))
    assert name in str(error.value)


def test_a_missing_lexicon_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"mine\.csv is not there"):
        lexicons.load(tmp_path / "mine.csv")


@pytest.mark.parametrize("text", ["not " * 200_000, "a" * 1_000_000, "abandon" * 100_000, "good," * 150_000])
def test_hostile_text_takes_linear_time(text):
    score, start = lexicons.scorer(WORDS), time.process_time()
    score(text)
    assert time.process_time() - start < 30
