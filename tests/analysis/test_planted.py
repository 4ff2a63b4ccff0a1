"""Words whose rates were planted in drawn corpora are the ones that are found."""

import numpy as np
import pytest
from synthetic import Design, Outlet, draw

from sourcewise.analysis import compare, terms, wording

PLANTED = {"harbour": 3.0, "bridge": 0.3}


def drawn(seed, planted, articles=60):
    outlets = [
        Outlet("Amber", articles, planted=planted),
        Outlet("Birch", articles),
        Outlet("Cedar", articles),
    ]
    corpus = draw(Design(outlets, terms=120), seed=seed)
    rows, names = corpus.articles["doc_id"].to_numpy(), np.array(corpus.terms, dtype=object)
    return corpus.articles, terms.Counts(corpus.counts.tocsr(), rows, names, np.asarray(corpus.words))


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_words_lead_the_ranks_and_are_the_only_ones_that_articles_confirm(seed):
    articles, counts = drawn(seed, PLANTED)
    groups = articles.set_index("doc_id")["outlet"]
    ranked = wording.keyness(counts, groups, target="Amber")
    assert ranked["term"].iloc[0] == "harbour"
    assert ranked["term"].iloc[-1] == "bridge"
    rates = compare.contrast_rates(counts, articles, resamples=999)
    told = rates[rates["p_adjusted"] < 0.05]
    amber = told[told["a"] == "Amber"].set_index("statistic")
    assert set(amber.index) == set(PLANTED)
    for word, factor in PLANTED.items():
        assert amber.loc[word, "low"] < np.log2(factor) < amber.loc[word, "high"]
    assert set(told["statistic"]) <= set(PLANTED), (
        "against the rest, of which Amber is a part, they lean away"
    )


def test_where_nothing_is_planted_keyness_ranks_all_the_same_and_articles_confirm_nothing():
    found, beyond = 0, []
    for seed in range(10, 14):
        articles, counts = drawn(seed, {}, articles=30)
        ranked = wording.keyness(counts, articles.set_index("doc_id")["outlet"], target="Amber")
        beyond.append((ranked["g2"].abs() > 3.84).mean())
        found += int((compare.contrast_rates(counts, articles, resamples=199)["p_adjusted"] < 0.05).any())
    assert np.mean(beyond) > 0.1, "twice the 5 in 100 that independent words would give"
    assert found <= 1
