"""Topics: units, matching, stability, prevalence and ties, with numbers by hand or from scikit-learn."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score

from sourcewise.analysis import topics
from sourcewise.corpus import tables


def passages(rows):
    """Passages from (document, paragraph, kind, text)."""
    out, at = [], {}
    for n, (doc, paragraph, kind, text) in enumerate(rows):
        start = at.get(doc, 0)
        at[doc] = start + len(text) + 2
        out.append({
            "passage_id": f"{doc}:{n}", "doc_id": doc, "outlet": doc.upper(), "paragraph": paragraph,
            "sentence": n, "start": start, "end": start + len(text), "kind": kind, "voice": "outlet",
            "text": text,
        })  # fmt: skip
    return tables.frame("passages", out)


TWO = passages([
    ("b", None, "headline", "Head"),
    ("b", 1, "body", "One."),
    ("b", 1, "body", "Two."),
    ("b", 2, "heading", "Sub"),
    ("b", 3, "body", "Three."),
    ("a", 1, "body", "Four."),
])  # fmt: skip


def test_paragraphs_are_units_below_200_articles():
    units, why = topics.units(TWO)
    assert units["unit_id"].tolist() == ["b:1", "b:3", "a:1"], "in the order of the passages, body text alone"
    assert units["text"].tolist() == ["One. Two.", "Three.", "Four."]
    assert units[["start", "end"]].to_numpy().tolist() == [[6, 16], [23, 29], [0, 5]]
    assert units["outlet"].tolist() == ["B", "B", "A"]
    because = "because the corpus has fewer than 200 articles"
    assert why == f"The unit is the paragraph, {because}: 3 paragraphs of 2 articles."


def test_articles_are_units_from_200_articles():
    rows = [(f"d{n}", p, "body", f"text {n} {p}") for n in range(200) for p in (1, 2)]
    units, why = topics.units(passages(rows))
    assert len(units) == 200
    assert units["paragraph"].isna().all()
    assert units["unit_id"].tolist()[:2] == ["d0", "d1"]
    assert why.startswith(
        "The unit is the article, because the corpus has at least 200 articles: 200 articles of"
    )
    assert len(topics.units(passages(rows[:-2]))[0]) == 398


def test_units_can_be_chosen_and_one_article_is_enough():
    units, why = topics.units(TWO, by="article")
    assert units["text"].tolist() == ["One. Two. Three.", "Four."]
    assert why == "The unit is the article, as asked: 2 articles of 2 articles."
    assert topics.units(TWO.iloc[5:])[1].endswith("1 paragraph of 1 article.")


def test_no_body_text_and_an_unknown_unit_are_refused():
    with pytest.raises(ValueError, match="none of the 1 passages is body text"):
        topics.units(TWO.iloc[:1])
    with pytest.raises(ValueError, match="must be 'paragraph', 'article' or 'auto'"):
        topics.units(TWO, by="sentence")


TOO_FEW = [  # matrix, topics that can be fitted, words of the reason
    ([[1, 0, 2], [0, 1, 0], [3, 0, 0]], 3, "3 is the most that can be fitted"),
    ([[1, 0, 2], [1, 0, 2], [0, 0, 1]], 2, "3 units of text hold 2 that differ and 2 different terms"),
    ([[1, 0, 1], [0, 0, 0], [0, 1, 0]], 2, "2 that differ and 3 different terms (1 hold no term"),
    ([[1, 0], [0, 1], [1, 1], [2, 1]], 2, "4 that differ and 2 different terms"),
    ([[1, 2]] * 4, 0, "4 units of text hold 1 that differ"),
    ([[1, 2]], 0, "No topics can be told apart: the 1 units"),
    ([[0, 0], [0, 0]], 0, "0 different terms (2 hold no term that is counted)"),
    (np.empty((0, 0)), 0, "the 0 units"),
    (np.empty((3, 0)), 0, "0 different terms"),
]


@pytest.mark.parametrize(("matrix", "most", "words"), TOO_FEW)
def test_too_many_topics_are_told_with_the_most_that_work(matrix, most, words):
    for given_as in (np.array(matrix, dtype=float), csr_matrix(np.array(matrix, dtype=float))):
        fitted, why = topics.how_many(5, given_as)
        assert fitted == most
        assert words in why
        with pytest.raises(ValueError, match="Set n_topics to" if most else "Give more text"):
            topics.check(5, given_as)


def test_as_many_topics_as_asked_are_fitted_where_they_can_be():
    matrix = csr_matrix(np.eye(6))
    assert topics.how_many(5, matrix) == (
        5,
        "5 topics are fitted: the 6 units of text hold 6 that differ and 6 different terms.",
    )
    topics.check(6, matrix)
    with pytest.raises(ValueError, match="it must be 2 or more"):
        topics.check(1, matrix)


def test_top_words_are_the_heaviest_and_ties_keep_their_order():
    table = topics.top_words([[0.1, 3, 0.1, 0], [0, 0, 0, 2]], ["a", "b", "c", "d"], 3)
    assert table.to_numpy().tolist() == [
        [0, 1, "b", 3.0],
        [0, 2, "a", 0.1],
        [0, 3, "c", 0.1],
        [1, 1, "d", 2.0],
    ]
    with pytest.raises(ValueError, match="4 terms and 3 are named"):
        topics.top_words([[1, 2, 3, 4]], ["a", "b", "c"])


READ = np.array([[0.5, 0.3, 0.1, 0.1, 0.0], [0.0, 0.3, 0.1, 0.2, 0.4]])
TERMS = ["goal", "said", "team", "vote", "law"]
MANY = csr_matrix(np.full((5, 5), 2))


def test_a_topic_is_read_by_probability_frex_lift_and_named_by_score():
    table = topics.reading(READ, TERMS, MANY, 3)
    assert table["probability"].tolist() == ["goal, said, team", "law, said, vote"]
    assert table["frex"].str.split(", ").str[0].tolist() == ["goal", "law"]
    assert table["lift"].str.split(", ").str[0].tolist() == ["goal", "law"]
    assert table["name"].str.split(", ").str[0].tolist() == ["goal", "law"]


def test_a_word_that_two_topics_say_alike_does_not_name_them():
    assert topics.score(READ)[:, 1].tolist() == [0, 0]
    assert topics.score(READ[:1]).tolist() == READ[:1].tolist(), "one topic has none to be told from"


def test_rare_words_are_not_listed_by_lift_unless_all_are_rare():
    counts = csr_matrix([[9, 9, 1, 9, 9]])
    words = [[0.2, 0.2, 0.4, 0.1, 0.1], [0.3, 0.3, 0.0, 0.2, 0.2]]
    assert "team" not in topics.reading(words, TERMS, counts)["lift"].iloc[0]
    assert topics.reading(words, TERMS, csr_matrix(np.eye(5)))["lift"].iloc[0].startswith("team")


def test_equal_names_get_the_number_of_their_topic():
    table = topics.reading([[0.6, 0.2, 0.2, 0, 0]] * 2, TERMS, MANY)
    assert table["name"].is_unique


PROPOSED = pd.Series(["goal, team, match", "law, vote, party"])


def test_given_names_are_kept_by_the_words_of_the_proposed_one():
    names, why = topics.named(PROPOSED, ["law, vote, party = Parliament"])
    assert names.tolist() == ["goal, team, match", "Parliament"]
    assert why == "1 of 2 topics have the names that were given."
    again, why = topics.named(PROPOSED[::-1], ["law, vote, party = Parliament", "old, gone, words = Trade"])
    assert again.tolist() == ["Parliament", "goal, team, match"], "in whatever order the topics come"
    assert why.endswith("No topic here is “old, gone, words”.")
    assert topics.named(PROPOSED, [])[1].startswith("The names are proposed")


NAMED_WRONG = [
    (["law, vote, party"], "must read 'proposed name = your name'"),
    (["law, vote, party = "], "must read"),
    (["law, vote, party = A", "goal, team, match = A"], "two topics one name"),
    (["law, vote, party = A", "law, vote, party = B"], "one topic two"),
    (["law, vote, party = goal, team, match"], "two topics one name"),
]


@pytest.mark.parametrize(("given_names", "words"), NAMED_WRONG)
def test_names_that_cannot_be_are_refused(given_names, words):
    with pytest.raises(ValueError, match=words):
        topics.named(PROPOSED, given_names)


def test_numbers_to_try_are_those_that_can_be_fitted():
    assert topics.to_try(["5", "2", "3"], csr_matrix(np.eye(4))) == [2, 3, 4]
    assert topics.to_try(["5"], csr_matrix(np.ones((3, 3)))) == []
    for wrong in ("five", "1", "2.5", "-3", ""):
        with pytest.raises(ValueError, match="must hold whole numbers of 2 or more"):
            topics.to_try(["5", wrong], csr_matrix(np.eye(4)))


def test_a_near_tie_is_called_a_tie():
    weights = [[0.52, 0.48, 0], [0.6, 0.4, 0], [5, 5, 5], [0, 0, 0], [1, 0, 0]]
    assert topics.near_tie(weights).tolist() == [True, False, True, True, False]
    assert topics.near_tie(weights, margin=0.3).tolist() == [True, True, True, True, False]
    assert topics.near_tie([[1.0], [0.0]]).tolist() == [False, True]


def by_hand(a, b):
    """The best match by trying all."""
    cosine = (a / np.linalg.norm(a, axis=1)[:, None]) @ (b / np.linalg.norm(b, axis=1)[:, None]).T
    return max(
        sum(cosine[i, j] for i, j in enumerate(order)) for order in itertools.permutations(range(len(b)))
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_matching_is_the_best_of_all_matchings(seed):
    a, b = np.random.default_rng(seed).random((2, 4, 6))
    match = topics.matched(a, b)
    assert sorted(match["other"]) == [0, 1, 2, 3]
    assert match["cosine"].sum() == pytest.approx(by_hand(a, b))


def test_matching_finds_a_shuffled_model_again():
    a = np.random.default_rng(1).random((5, 30))
    order = [3, 0, 4, 1, 2]
    match = topics.matched(a, a[order] * 7)
    assert [order[other] for other in match["other"]] == [0, 1, 2, 3, 4]
    assert match["cosine"].tolist() == pytest.approx([1] * 5)
    assert len(topics.matched(a, a[:3])) == 3
    assert topics.matched(np.zeros((2, 3)), np.ones((2, 3)))["cosine"].tolist() == [0, 0]
    with pytest.raises(ValueError, match="30 and 29 terms"):
        topics.matched(a, a[:, 1:])


def test_stability_is_one_for_the_same_model_in_another_order():
    rng = np.random.default_rng(2)
    components, weights = rng.random((4, 40)), rng.random((25, 4))
    order = [2, 0, 3, 1]
    table = topics.stability([components, components[order]], [weights, weights[:, order]], seeds=[7, 8])
    assert table[["first", "second"]].to_numpy().tolist() == [[7, 8]]
    assert table.loc[0, ["jaccard", "cosine", "ari"]].tolist() == pytest.approx([1, 1, 1])


def test_stability_by_hand_and_by_scikit_learn():
    a = np.array([[4.0, 3, 2, 1, 0, 0], [0, 0, 0, 1, 2, 3]])
    b = np.array([[0, 0, 1.0, 0, 2, 3], [4, 3, 0, 1, 2, 0]])
    weights = [
        np.array(w, dtype=float) for w in ([[2, 1], [1, 2], [3, 0], [0, 0]], [[1, 2], [2, 1], [5, 0], [0, 0]])
    ]
    table = topics.stability([a, b], weights, top=3)
    # topic 0 {0 1 2} with 1 {0 1 4}: 2 of 4; topic 1 {5 4 3} with 0 {5 4 2}: 2 of 4
    assert table.loc[0, "jaccard"] == 0.5
    assert table.loc[0, "ari"] == adjusted_rand_score([0, 1, 0, -1], [1, 0, 0, -1])
    assert topics.stability([a, b])["ari"].isna().all()
    assert len(topics.stability([a, b, a, b], weights * 2)) == 6


def test_one_model_has_no_stability():
    with pytest.raises(ValueError, match="two or more, not 1"):
        topics.stability([np.eye(2)])
    with pytest.raises(ValueError, match="2 components and 1 weights"):
        topics.stability([np.eye(2)] * 2, [np.eye(2)])


def planted(n=120, seed=0):
    """Texts of three plain topics and their labels."""
    rng = np.random.default_rng(seed)
    words = [[f"{letter}{n}" for n in range(20)] for letter in "xyz"]
    labels = rng.integers(0, 3, n)
    return [" ".join(rng.choice(words[label], 30)) for label in labels], labels


def test_planted_topics_are_found_and_stable_in_both_models():
    texts, labels = planted()
    makers = {
        "nmf": (TfidfVectorizer(), lambda seed: NMF(3, init="random", random_state=seed)),
        "lda": (CountVectorizer(), lambda seed: LatentDirichletAllocation(3, max_iter=30, random_state=seed)),
    }
    for name, (vectorizer, make) in makers.items():
        matrix = vectorizer.fit_transform(texts)
        topics.check(3, matrix)
        models = [make(seed) for seed in (1, 2)]
        weights = [model.fit_transform(matrix) for model in models]
        table = topics.stability([model.components_ for model in models], weights)
        assert table.loc[0, "ari"] > 0.95, name
        assert adjusted_rand_score(labels, weights[0].argmax(axis=1)) > 0.95, name
        top = topics.top_words(models[0].components_, vectorizer.get_feature_names_out(), 5)
        assert all(group.str[0].nunique() == 1 for _, group in top.groupby("topic")["term"]), name
