import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from sourcewise.analysis import compare, terms, wording
from sourcewise.analysis.words import collocations, streams

PSALM = (
    "The Lord is my shepherd; I shall not want. He maketh me to lie down in green pastures: he leadeth me "
    "beside the still waters. He restoreth my soul: he leadeth me in the paths of righteousness for his "
    "name’s sake. Yea, though I walk through the valley of the shadow of death, I will fear no evil: for "
    "thou art with me; thy rod and thy staff they comfort me. Surely goodness and mercy shall follow me all "
    "the days of my life: and I will dwell in the house of the Lord for ever."
)


def running(*texts, **options):
    ids = [f"p{n}" for n in range(len(texts))]
    return streams.stream(pd.DataFrame({"passage_id": ids, "doc_id": ids, "text": texts}), **options)


def test_every_pair_of_a_text_equals_nltk():
    """Psalm 23 (King James), NLTK 3.10: likelihood_ratio, pmi, student_t and dice (logDice is 14 + log2)."""
    table = collocations.pairs(running(PSALM), min_count=1)
    peer = BigramCollocationFinder.from_words(terms.tokenize(PSALM))
    names = {"g2": "likelihood_ratio", "pmi": "pmi", "t": "student_t", "log_dice": "dice"}
    assert len(table) == len(peer.ngram_fd) > 60
    for column, name in names.items():
        theirs = dict(peer.score_ngrams(getattr(BigramAssocMeasures, name)))
        theirs = np.array([theirs[pair] for pair in zip(table["first"], table["second"], strict=True)])
        theirs = 14 + np.log2(theirs) if column == "log_dice" else theirs
        ours = table[column].abs() if column == "g2" else table[column]
        assert ours.to_numpy() == pytest.approx(theirs, rel=1e-9, abs=1e-9), column
    row = table.set_index(["first", "second"]).loc[("leadeth", "me")]
    assert row[["together", "n_first", "n_second", "documents"]].tolist() == [2, 2, 6, 1]
    assert row["expected"] == pytest.approx(2 * 6 / len(terms.tokenize(PSALM)))


def test_the_sign_of_g2_is_the_direction():
    table = collocations.pairs(running("a b " * 9 + "a a b b"), min_count=1).set_index(["first", "second"])
    assert table.loc[("a", "b"), "g2"] > 0 > table.loc[("a", "a"), "g2"]


def test_pairs_stay_in_their_passage_step_over_stopwords_and_count_documents():
    table = collocations.pairs(
        running("red tape", "red", "tape red the tape", stopwords={"the"}), min_count=1
    )
    found = {(row.first, row.second): (row.together, row.documents) for row in table.itertuples()}
    assert found == {("red", "tape"): (1, 1), ("tape", "red"): (1, 1)}
    wide = collocations.pairs(
        running("red tape", "tape red the tape", stopwords={"the"}), span=2, min_count=2
    )
    assert wide[["first", "second", "together", "documents"]].to_numpy().tolist() == [["red", "tape", 2, 2]]


@pytest.mark.parametrize(("texts", "min_count"), [((), 1), (("one",), 1), (("a b",), 9), (("1 2 3",), 1)])
def test_no_pair_is_an_empty_table(texts, min_count):
    table = collocations.pairs(running(*texts), min_count=min_count)
    assert table.empty
    assert list(table.columns) == collocations.COLUMNS


@pytest.mark.parametrize("options", [{"span": 0}, {"min_count": 0}])
def test_pairs_refuse_what_counts_nothing(options):
    with pytest.raises(ValueError, match="each must be 1 or more"):
        collocations.pairs(running("a b"), **options)


def test_the_company_of_a_word_by_document():
    texts = "x China said y China z", "no", "china’s x"
    counts = collocations.around(running(*texts, stopwords={"said"}), "China", span=1)
    assert counts.rows.tolist() == ["p0", "p2"]
    assert counts.terms.tolist() == ["x", "y", "z"]
    assert counts.matrix.toarray().tolist() == [[1, 1, 1], [1, 0, 0]]
    assert counts.words.tolist() == [4, 1], "places, with that of the stopword"


def test_a_place_beside_two_nodes_counts_once_and_a_node_never():
    counts = collocations.around(running("China and China"), "chin*", span=2)
    assert dict(zip(counts.terms, counts.matrix.toarray()[0], strict=True)) == {"and": 1}
    assert counts.words.tolist() == [1]


def test_company_shows_what_stands_there_oftener_than_its_numbers_say():
    stream = running(*["China trade deal", "weather is fine today and trade falls far from here"] * 5)
    table = collocations.company(collocations.around(stream, "China"), stream).set_index("term")
    assert table.loc["deal", ["near", "documents", "n"]].tolist() == [5, 5, 5]
    assert table.loc["deal", "log_dice"] > table.loc["trade", "log_dice"]
    assert table.loc["deal", "expected"] == pytest.approx(10 * 5 / len(stream.ids))


@pytest.mark.parametrize("node", ["", "two words", "*"])
def test_a_node_is_one_word(node):
    with pytest.raises(ValueError, match="must be one word"):
        collocations.around(running("a"), node)


def test_a_word_that_is_not_there_has_no_company():
    counts = collocations.around(running("a b"), "nowhere")
    assert counts.matrix.shape == (0, 0)
    assert collocations.company(counts, running("a b")).empty
    assert wording.keyness_of_each(counts, {}).empty


def test_a_planted_company_is_found_between_outlets_and_nothing_else():
    """Sixty articles each; one outlet writes "harbour storm", the other "harbour calm", the rest alike."""
    rng = np.random.default_rng(4)
    other = [f"w{n}" for n in range(12)]
    rows = []
    for outlet, beside in (("A", "storm"), ("B", "calm")):
        for number in range(60):
            words = list(rng.choice(other, 60))
            for at in (10, 25, 40):
                words[at : at + 2] = ["harbour", beside if rng.random() < 0.7 else "dock"]
            rows.append({"doc_id": f"{outlet}{number}", "outlet": outlet, "text": " ".join(words)})
    passages = pd.DataFrame(rows).assign(passage_id=lambda table: table["doc_id"])
    stream = streams.stream(passages)
    beside = collocations.around(stream, "harbour", span=1)
    articles = passages[["doc_id", "outlet"]].assign(byline=pd.NA, story=pd.NA, duplicate_cluster=pd.NA)
    rates = compare.contrast_rates(beside, articles, resamples=999)
    told = rates[rates["p_adjusted"] < 0.05]
    assert set(told["statistic"]) == {"storm", "calm"}
    assert told.set_index("statistic")["estimate"].map(np.sign).to_dict() == {"storm": 1, "calm": -1}
    assert rates["p_adjusted"].notna().sum() >= 3


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=9).map(" ".join), min_size=1, max_size=4),
    st.integers(1, 3),
)
def test_pairs_equal_counting_by_hand(texts, span):
    table = collocations.pairs(running(*texts), span=span, min_count=1)
    by_hand = {}
    for text in texts:
        words = text.split()
        for i, first in enumerate(words):
            for second in words[i + 1 : i + 1 + span]:
                by_hand[first, second] = by_hand.get((first, second), 0) + 1
    assert {(row.first, row.second): row.together for row in table.itertuples()} == by_hand
    assert np.isfinite(table[["g2", "pmi", "log_dice", "t"]].to_numpy()).all()
