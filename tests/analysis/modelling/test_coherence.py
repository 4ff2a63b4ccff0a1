"""Measures of topics, against gensim 4.4.0 (its own `common_texts` and topics), R's stm by hand, and
topica.
"""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from sourcewise.analysis.modelling import coherence

TEXTS = [
    "human interface computer",
    "survey user computer system response time",
    "eps user interface system",
    "system human system eps",
    "user response time",
    "trees",
    "graph trees",
    "graph minors trees",
    "graph minors survey",
]
TERMS = sorted({word for text in TEXTS for word in text.split()})
COUNTS = csr_matrix([[text.split().count(term) for term in TERMS] for text in TEXTS])
TOPICS = [["human", "computer", "system", "interface"], ["graph", "minors", "trees", "eps"]]
TOPS = [[TERMS.index(word) for word in topic] for topic in TOPICS]


def test_umass_and_npmi_are_gensims():
    assert coherence.umass(TOPS, COUNTS) == pytest.approx([-0.760724698569, -13.449306461739], abs=1e-9)
    assert coherence.npmi(TOPS, COUNTS) == pytest.approx([0.276802684827, -0.221156505355], abs=1e-9)


def test_npmi_of_pairs_by_hand():
    counts = csr_matrix([[1, 2, 0, 1], [1, 1, 0, 1], [0, 0, 1, 1], [0, 0, 1, 1]])
    together, apart, everywhere, alone = coherence.npmi([[0, 1], [0, 2], [3, 3], [0]], counts)
    assert together == pytest.approx(1)
    assert apart == pytest.approx(-1, abs=0.06)
    assert everywhere == 0
    assert math.isnan(alone)


def stm_coherence(tops, counts):
    """R's semCoh1beta, line by line: expand.grid of places in the list of unique words, m after l."""
    words = list(dict.fromkeys(term for terms in tops for term in terms))
    held = (counts.toarray()[:, words] > 0).astype(int)
    cross = held.T @ held
    sums = []
    for terms in tops:
        labels = [words.index(term) for term in terms]
        pairs = [(m, n) for m in labels for n in labels if m > n]
        sums.append(sum(math.log(0.01 + cross[m, n]) - math.log(cross[n, n] + 0.01) for m, n in pairs))
    return sums


def test_semantic_coherence_is_stms_with_its_order_of_pairs():
    tops = [*TOPS, [TERMS.index(word) for word in ("trees", "system", "graph", "human")]]
    found = coherence.semantic_coherence(tops, COUNTS)
    assert found == pytest.approx(stm_coherence(tops, COUNTS), abs=1e-12)
    # the first topic by hand: how many texts hold each pair (later, earlier), and each earlier word
    pairs = ["computer human", "system human", "interface human"]
    pairs += ["system computer", "interface computer", "interface system"]
    together = {tuple(pair.split()): 1 for pair in pairs}
    texts_with = {"human": 2, "computer": 2, "system": 3}
    by_hand = sum(math.log(n + 0.01) - math.log(texts_with[b] + 0.01) for (_, b), n in together.items())
    assert found[0] == pytest.approx(by_hand, abs=1e-12)


BETA = np.array([[0.4, 0.3, 0.1, 0.1, 0.05, 0.05], [0.05, 0.05, 0.2, 0.1, 0.3, 0.3]])


def test_frex_and_exclusivity_of_six_words_by_hand():
    # shares of the first topic: 8/9 6/7 1/3 1/2 1/7 1/7; probabilities: .4 .3 .1 .1 .05 .05
    exclusive, frequent = np.array([6, 5, 3, 4, 1.5, 1.5]) / 6, np.array([6, 5, 3.5, 3.5, 1.5, 1.5]) / 6
    by_hand = 1 / (0.7 / exclusive + 0.3 / frequent)
    assert coherence.frex(BETA)[0] == pytest.approx(by_hand, abs=1e-12)
    assert coherence.exclusivity(BETA, n=2)[0] == pytest.approx(by_hand[:2].sum(), abs=1e-12)
    assert coherence.frex(BETA, weight=0.5)[0, 2] == pytest.approx(
        1 / (0.5 / 0.5 + 0.5 / (3.5 / 6)), abs=1e-12
    )


def test_a_second_opinion_on_stms_measures():
    topica = pytest.importorskip("topica", reason="topica is an extra")
    rng = np.random.default_rng(4)
    texts = [list(rng.choice(TERMS, 6)) for _ in range(40)]
    counts = csr_matrix([[text.count(term) for term in TERMS] for text in texts])
    words = rng.dirichlet(np.ones(len(TERMS)), 3)
    found = coherence.exclusivity(words, n=5)
    assert found == pytest.approx(topica.exclusivity(words, n=5), abs=1e-8)
    theirs = topica.semantic_coherence(words, texts, TERMS, n=5)
    assert coherence.semantic_coherence(coherence.top(words, 5), counts) == pytest.approx(theirs, abs=1e-8)


def test_lift_is_how_many_times_as_probable():
    counts = csr_matrix([[2, 1, 1, 0], [0, 3, 1, 0]])  # 2 4 2 0 of 8
    lift = coherence.lift([[0.5, 0.5, 0, 0], [0.25, 0.5, 0.25, 0]], counts)
    assert lift.tolist() == [[2, 1, 0, 0], [1, 1, 1, 0]]


def test_diversity_is_the_share_of_different_words():
    assert coherence.diversity([[1, 2], [3, 4]]) == 1
    assert coherence.diversity([[1, 2], [2, 1]]) == 0.5


def test_top_terms_keep_the_order_of_equal_ones():
    assert coherence.top([[0.2, 0.5, 0.2, 0.1]], 3).tolist() == [[1, 0, 2]]
    assert coherence.top([[0.5, 0.5]], 10).shape == (1, 2)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_measures_stay_in_range_and_copies_of_all_texts_change_none(seed):
    rng = np.random.default_rng(seed)
    counts = csr_matrix(rng.integers(0, 2, (8, 6)) + np.eye(8, 6, dtype=int))
    words = rng.dirichlet(np.ones(6), 3)
    tops = coherence.top(words, 4)
    twice = csr_matrix(np.vstack([counts.toarray()] * 2))
    for measure in (coherence.npmi, coherence.umass):
        assert measure(tops, twice) == pytest.approx(measure(tops, counts), abs=1e-9)
    assert (np.abs(coherence.npmi(tops, counts)) <= 1 + 1e-9).all()
    assert (coherence.umass(tops, counts) <= 1e-9).all()
    frex = coherence.frex(words)
    assert ((frex > 0) & (frex <= 1)).all()
