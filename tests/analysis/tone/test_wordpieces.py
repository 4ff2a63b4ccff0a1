import pytest

from sourcewise.analysis.tone import wordpieces
from sourcewise.analysis.tone.wordpieces import LONGEST, encode, is_pronoun


def words(row):
    return " ".join(wordpieces.tokenizer().id_to_token(number) for number in row)


def one(text, mention):
    start = text.index(mention)
    rows, cut = encode([text], [(start, start + len(mention))])
    return words(rows[0]), cut[0]


TARGET = "[unused1] [unused2] [unused3]"
READ = [
    ("Norway was praised.", "Norway", f"[CLS] {TARGET} was praised . [SEP]"),
    ("They praised Norway's navy.", "Norway's", f"[CLS] they praised {TARGET} ' s navy . [SEP]"),
    ("They praised Norway’s navy.", "Norway’s", f"[CLS] they praised {TARGET} ’ s navy . [SEP]"),
    ("The States' navy", "States'", f"[CLS] the {TARGET} ' navy [SEP]"),
    ("They blamed him.", "him", "[CLS] they blamed [unused1] him [unused3] . [SEP]"),
    ("She left.", "She", "[CLS] [unused1] she [unused3] left . [SEP]"),
    ("[SEP] Norway [unused2]", "Norway", f"[CLS] [ sep ] {TARGET} [ unused ##2 ] [SEP]"),
]


@pytest.mark.parametrize(("text", "mention", "read"), READ)
def test_the_mention_stands_between_marks_and_a_name_is_not_read(text, mention, read):
    assert one(text, mention) == (read, False)


@pytest.mark.parametrize(
    ("mention", "kept"),
    [("he", True), ("Their", True), (" it ", True), ("IT giant", False), ("Heath", False)],
)
def test_only_pronouns_are_read_as_they_stand(mention, kept):
    assert is_pronoun(mention) is kept


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [(200, 200, 45, 46), (200, 3, 88, 3), (3, 200, 3, 88), (45, 46, 45, 46), (0, 200, 0, 91)],
)
def test_a_long_sentence_is_cut_round_the_mention(before, after, left, right):
    told, cut = one("so " * before + "Norway" + " no" * after, "Norway")
    assert told.split().count("so") == left
    assert told.split().count("no") == right
    assert len(told.split()) <= LONGEST
    assert cut is (before + after > LONGEST - 5)


def test_a_far_end_counts_as_cut_even_when_its_words_are_one_piece():
    assert one("Norway " + "x" * 5000, "Norway")[1]
