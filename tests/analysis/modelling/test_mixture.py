"""The mixture behind topics: shares and words by EM, by hand and against scikit-learn's KL-NMF."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF

from sourcewise.analysis.modelling import mixture


def corpus(seed=0, texts=60, terms=40, topics=3):
    rng = np.random.default_rng(seed)
    words = rng.dirichlet(np.full(terms, 0.1), topics)
    shares = rng.dirichlet(np.full(topics, 0.4), texts)
    counts = [rng.multinomial(80, row) for row in shares @ words]
    return csr_matrix(np.array(counts)), shares, words


def test_the_steps_are_those_of_nmf_with_kullback_leibler():
    counts, _, _ = corpus()
    start = np.random.default_rng(1).dirichlet(np.ones(3), 60)
    ours_shares, ours_words = mixture.finish(counts, start, steps=200)
    first = (start + 1e-6).T @ counts.toarray()
    model = NMF(3, init="custom", solver="mu", beta_loss="kullback-leibler", max_iter=600, tol=1e-9)
    weights = model.fit_transform(
        counts.toarray().astype(float), W=start.copy() * 80, H=first / first.sum(axis=1, keepdims=True)
    )
    theirs = model.components_ / model.components_.sum(axis=1, keepdims=True)
    scaled = weights * model.components_.sum(axis=1)
    assert ours_words == pytest.approx(theirs, abs=0.01)
    assert ours_shares == pytest.approx(scaled / scaled.sum(axis=1, keepdims=True), abs=0.02)


def test_planted_shares_and_words_come_back():
    counts, shares, words = corpus(texts=400)
    found_shares, found_words = mixture.finish(counts, shares + 0.2, steps=50)
    assert np.abs(found_words - words).sum(axis=1).max() < 0.2
    assert np.abs(found_shares - shares).mean() < 0.04
    folded = mixture.fold_in(counts, words)
    assert np.abs(folded - shares).mean() < 0.04, "80 words tell no more"


def test_folding_in_two_words_by_hand():
    # the likeliest share of a text of 3 "a" and 1 "b", topics that say only one of them, is 3/4
    assert mixture.fold_in(csr_matrix([[3, 1]]), np.eye(2))[0] == pytest.approx([0.75, 0.25])


def test_weights_are_put_on_one_scale():
    # the same factors twice: in one the second topic's size stands in the weights, in the other in its words
    weights, words = np.array([[2.0, 6.0], [1.0, 0.0]]), np.array([[0.5, 0.5], [0.1, 0.1]])
    scaled = mixture.scaled(weights, words)
    assert scaled.tolist() == pytest.approx(np.array([[2.0, 1.2], [1.0, 0.0]])), (
        "the first topic is the first"
    )
    other = mixture.scaled(weights / [1, 10], words * [[1], [10]])
    assert other == pytest.approx(scaled)
    shares = np.array([[0.4, 0.6], [1.0, 0.0]])
    assert mixture.scaled(shares, [[900.0, 100.0], [1.0, 1.0]]).tolist() == shares.tolist(), (
        "LDA gives shares"
    )


def test_expected_words_by_hand():
    # of 3 "a" two are the first topic's: .5 x .8 of .6; of 2 "b" a quarter: .5 x .2 of .4
    found = mixture.said(csr_matrix([[3, 2], [0, 2]]), [0, 0], [[0.5, 0.5]], [[0.8, 0.2], [0.4, 0.6]])
    assert found == pytest.approx(np.array([[2.5, 2.5], [0.5, 1.5]]))


def test_a_text_without_a_counted_word_has_no_share():
    counts = csr_matrix([[2, 0], [0, 0], [0, 3]])
    shares, words = mixture.finish(counts, [[1, 0], [1, 1], [0, 1]])
    assert shares[1].tolist() == [0, 0]
    assert shares[[0, 2]].sum(axis=1) == pytest.approx(1)
    assert words.sum(axis=1) == pytest.approx(1)
    assert (words > 0).all(), "no word that a text holds is impossible"


def test_weights_of_other_texts_are_refused():
    with pytest.raises(ValueError, match="2 rows and counts 3: give the same texts"):
        mixture.finish(csr_matrix(np.eye(3)), np.ones((2, 2)))


def test_the_likelihood_is_the_mixtures():
    counts, shares, words = csr_matrix([[2, 1], [0, 0]]), [[0.5, 0.5], [0.5, 0.5]], [[0.8, 0.2], [0.4, 0.6]]
    assert mixture.likelihood(counts, shares, words) == pytest.approx([2 * np.log(0.6) + np.log(0.4), 0])


def test_what_passages_say_does_not_hang_on_how_many_are_told_apart_at_once(monkeypatch):
    counts, shares, words = corpus(3, texts=12, terms=15)
    whole = mixture.said(counts, np.arange(12), shares, words)
    monkeypatch.setattr(mixture, "PASSAGES", 5)
    assert (mixture.said(counts, np.arange(12), shares, words) == whole).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_passages_add_up_to_their_text_and_order_changes_nothing(seed):
    counts, shares, words = corpus(seed, texts=12, terms=15)
    rng = np.random.default_rng(seed)
    first = counts.copy()
    first.data = rng.binomial(counts.data, 0.5)
    second = csr_matrix(counts - first)
    passages = csr_matrix(np.vstack([first.toarray(), second.toarray()]))
    text = np.tile(np.arange(12), 2)
    said = mixture.said(passages, text, shares, words)
    whole = mixture.said(counts, np.arange(12), shares, words)
    assert said[:12] + said[12:] == pytest.approx(whole)
    assert said.sum(axis=1) == pytest.approx(np.asarray(passages.sum(axis=1)).ravel())
    order = rng.permutation(12)
    assert mixture.finish(counts[order], shares[order])[0] == pytest.approx(
        mixture.finish(counts, shares)[0][order], abs=1e-9
    )


def test_topics_in_another_order_give_the_same_in_that_order():
    counts, shares, _ = corpus()
    order = [2, 0, 1]
    once, again = mixture.finish(counts, shares), mixture.finish(counts, shares[:, order])
    assert again[0] == pytest.approx(once[0][:, order], abs=1e-9)
    assert again[1] == pytest.approx(once[1][order], abs=1e-9)
