"""What an interval owes to the model: refits in the order of the first topics, and wider intervals."""

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfTransformer
from synthetic import Design, Outlet, draw

from sourcewise.analysis.modelling import mixture, refits

ARTICLES = pd.DataFrame({"doc_id": ["a1", "a2", "b1", "b2"], "outlet": ["A", "A", "B", "B"]})


def values(*numbers):
    return pd.DataFrame({"x": numbers}, index=["a1", "a2", "b1", "b2"])


def row(**more):
    base = {"statistic": "x", "estimate": 4.0, "low": 1.0, "high": 7.0}
    return pd.DataFrame([{**base, **more}]).astype({"low": "Float64", "high": "Float64"})


def test_an_interval_grows_by_the_spread_of_the_refits():
    again = [values(6, 6, 2, 2), values(8, 8, 2, 2), values(7, 9, 1, 1)]  # differences 4, 6, 7
    table = row(a="A", b="B", doc_ids=["a1", "a2", "b1", "b2"])
    wide = refits.widen(table, again, ARTICLES).iloc[0]
    spread = np.std([4, 6, 7], ddof=1)
    assert wide["spread"] == pytest.approx(spread)
    half = np.hypot(3, 1.959964 * spread)
    assert [wide["low"], wide["high"]] == pytest.approx([4 - half, 4 + half])


def test_only_articles_that_were_compared_count_and_all_others_are_one_side():
    again = [values(6, 0, 2, 2), values(8, 0, 2, 4)]
    table = row(a="A", b="all others", doc_ids=["a1", "b1", "b2"])
    assert refits.widen(table, again, ARTICLES).iloc[0]["spread"] == pytest.approx(np.std([4, 5], ddof=1))
    described = row(outlet="A")
    assert refits.widen(described, again, ARTICLES).iloc[0]["spread"] == pytest.approx(np.std([3, 4], ddof=1))


def test_no_interval_stays_none_and_no_refit_changes_nothing():
    none = row(outlet="A", low=pd.NA, high=pd.NA)
    assert (
        refits.widen(none, [values(1, 2, 3, 4), values(2, 3, 4, 5)], ARTICLES)[["low", "high"]]
        .isna()
        .all()
        .all()
    )
    same = refits.widen(row(outlet="A"), [], ARTICLES)
    assert same[["low", "high"]].to_numpy().tolist() == [[1, 7]]
    assert same["spread"].isna().all()


def test_a_difference_that_refits_move_by_as_much_loses_its_p():
    again = [values(6, 6, 2, 2), values(8, 8, 2, 2), values(7, 9, 1, 1)]  # a spread of 1.5
    table = pd.concat(
        [
            row(
                a="A",
                b="B",
                doc_ids=list(ARTICLES["doc_id"]),
                estimate=estimate,
                p=0.01,
                p_adjusted=0.02,
                reason="",
            )
            for estimate in (2.0, 4.0)
        ],
        ignore_index=True,
    ).astype({"p": "Float64", "p_adjusted": "Float64", "reason": "str"})
    moved, kept = refits.widen(table, again, ARTICLES).to_dict("records")
    assert pd.isna(moved["p_adjusted"])
    assert pd.isna(moved["p"])
    assert moved["reason"] == refits.MOVED
    assert [kept["p_adjusted"], kept["reason"]] == [0.02, ""]


def test_refits_have_the_topics_in_the_first_models_order():
    corpus = draw(Design([Outlet("Herald", 120, words=400)], terms=120, topics=3), seed=2)
    counts, groups = corpus.counts, corpus.articles["doc_id"]
    features = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    model = NMF(init="nndsvda", tol=1e-3)
    first = NMF(n_components=3, init="nndsvda", tol=1e-3).fit(features)
    shares, words = mixture.finish(counts, first.transform(features) * first.components_.sum(axis=1))
    order = [2, 0, 1]
    again = refits.refit(model, features, counts, words[order], groups=groups, seeds=[1, 2])
    for one in again:
        likeness = np.corrcoef(one.T, shares[:, order].T)[:3, 3:]
        assert (likeness.argmax(axis=1) == [0, 1, 2]).all()
        assert np.diag(likeness).min() > 0.9
    two = refits.refit(model, features, counts, words[order], groups=groups, seeds=[1, 2], jobs=2)
    assert all((a == b).all() for a, b in zip(again, two, strict=True)), "processes change nothing"


def test_an_articles_share_is_of_its_words():
    shares = np.array([[1.0, 0], [0, 1], [0.5, 0.5], [0, 0]])
    counts = np.array([[3], [1], [2], [0]])
    found = refits.by_article(shares, counts, ["a", "a", "b", "c"])
    assert found.loc["a"].tolist() == [0.75, 0.25]
    assert found.index.tolist() == ["a", "b"], "an article without a counted word has no share"
