"""How many topics: what is measured, and the rule, on corpora whose number of topics is known."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import TfidfTransformer
from synthetic import Design, Outlet, draw

from sourcewise.analysis.modelling import search

MODEL = NMF(init="nndsvda", tol=1e-3)


@pytest.fixture(scope="module")
def planted():
    counts = draw(Design([Outlet("Herald", 150, words=400)], terms=150, topics=4), seed=1).counts
    features = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    return features, counts, np.arange(150)


@pytest.fixture(scope="module")
def measured(planted):
    features, counts, groups = planted
    return search.measure(MODEL, features, counts, groups=groups, numbers=[2, 4, 8], seeds=[1, 2, 3])


def test_everything_is_measured_of_every_number(measured):
    assert list(measured.columns) == ["n_topics", "measure", "seed", "value"]
    assert measured["measure"].drop_duplicates().tolist() == list(search.MEASURES)
    assert measured.notna().all().all()
    sizes = measured.groupby(["n_topics", "measure"]).size().unstack()
    assert (sizes["likelihood"] == 3).all()
    assert (sizes["ari"] == 2).all(), "pairs of three seeds, by the first"
    bounded = measured[measured["measure"].isin(["jaccard", "diversity", "exclusivity", "jaccard_seeds"])]
    assert bounded["value"].between(0, 1).all()


def test_the_planted_number_says_new_articles_best_and_is_chosen(measured):
    likelihood = measured[measured["measure"] == "likelihood"].groupby("n_topics")["value"].mean()
    assert likelihood.idxmax() == 4
    chosen, why = search.choose(measured)
    assert chosen == 4
    assert why.startswith(
        "4 topics, by the rule: more than 4 say new articles no better, and 4 is the largest"
    )


def test_other_seeds_and_numbers_beside_it_change_nothing_of_a_fit(planted, measured):
    features, counts, groups = planted
    again = search.measure(MODEL, features, counts, groups=groups, numbers=[2], seeds=[1, 2])
    once = measured[(measured["n_topics"] == 2) & (measured["measure"] == "likelihood")]
    found = again[again["measure"] == "likelihood"]
    assert found["value"].round(9).tolist() == once["value"].iloc[:2].round(9).tolist()


def test_lda_is_measured_as_well(planted):
    counts = planted[1][:50]
    model = LatentDirichletAllocation(max_iter=1)
    found = search.measure(model, counts, counts, groups=np.arange(50), numbers=[3], seeds=[1, 2])
    assert found["value"].notna().all()


def table(likelihood, ari):
    """Measures of three seeds: (by number of topics) the likelihood of each seed, and the ARI."""
    rows = [(k, "likelihood", s, v) for k, values in likelihood.items() for s, v in enumerate(values)]
    rows += [(k, "ari", 0, v) for k, v in ari.items()]
    return pd.DataFrame(rows, columns=["n_topics", "measure", "seed", "value"])


FLAT = {3: [-5, -5.2, -5.1], 6: [-5.01, -5.19, -5.1], 9: [-5, -5.2, -5.1]}
RISING = {3: [-5.4, -5.5, -5.45], 6: [-5.2, -5.3, -5.25], 9: [-5, -5.11, -5.05]}
RULE = [  # likelihood, ARI, chosen, words
    (FLAT, {3: 0.7, 6: 0.9, 9: 0.9}, 3, "more than 3 say new articles no better"),
    (RISING, {3: 0.9, 6: 0.7, 9: 0.5}, 6, "6 is the largest number up to there"),
    (RISING, {3: 0.9, 6: 0.7, 9: 0.66}, 9, "said best by the most that were tried, 9"),
    (RISING, {3: 0.2, 6: 0.4, 9: 0.3}, 6, "no number's groups come back"),
]


@pytest.mark.parametrize(("likelihood", "ari", "chosen", "words"), RULE)
def test_the_rule(likelihood, ari, chosen, words):
    found, why = search.choose(table(likelihood, ari))
    assert found == chosen
    assert words in why


def test_drawn_groups_stay_together_and_the_others_are_new():
    groups = np.repeat(["a", "b", "c", "d", "e"], 3)
    drawn, left = search.draw(groups, seed=3)
    assert not set(groups[drawn]) & set(groups[left])
    assert set(groups[drawn]) | set(groups[left]) == set("abcde")
    assert (pd.Series(groups[drawn]).value_counts() % 3 == 0).all()
    assert len(drawn) == 15


def test_document_completion_by_hand():
    # a text of one word alone: whichever half is given, the other is sure
    assert search.completion(csr_matrix([[40, 0]]), np.eye(2), seed=1) == pytest.approx(0)
    # one topic says both words alike: each costs log 2
    even = search.completion(csr_matrix([[20, 20]]), [[0.5, 0.5]], seed=1)
    assert even == pytest.approx(-np.log(2))
    assert np.isnan(search.completion(csr_matrix([[1, 0]]), np.eye(2), seed=1))


def test_one_seed_is_refused(planted):
    features, counts, groups = planted
    with pytest.raises(ValueError, match="two seeds or more, not 1"):
        search.measure(MODEL, features, counts, groups=groups, numbers=[2], seeds=[1])
