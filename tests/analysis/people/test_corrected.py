"""An automated score corrected by a coded sample is unbiased, whatever the score is worth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis.people import corrected


def frame(n=40):
    """Mentions of ten articles, what an instrument says, what people would say."""
    rng = np.random.default_rng(3)
    truth = pd.Series(rng.choice([-1.0, 0.0, 1.0], n), index=[f"m{i}" for i in range(n)])
    return truth, 0.3 * truth - 0.5, pd.Series([f"d{i % 10}" for i in range(n)], index=truth.index)


TRUTH, SCORE, DOCUMENTS = frame()


def test_with_all_coded_the_result_is_what_people_said():
    all_of_them = pd.Series(1.0, index=TRUTH.index)
    result = corrected.outcomes(SCORE, TRUTH, all_of_them, DOCUMENTS)
    pd.testing.assert_series_equal(result, TRUTH, check_names=False)


def test_few_labels_give_the_formula_that_can_be_checked_by_hand():
    labels = pd.Series({"m0": 1.0, "m1": -1.0})
    result = corrected.outcomes(SCORE, labels, pd.Series({"m0": 0.1, "m1": 0.2}), DOCUMENTS)
    assert result["m0"] == pytest.approx(SCORE["m0"] + (1 - SCORE["m0"]) / 0.1)
    assert result["m1"] == pytest.approx(SCORE["m1"] + (-1 - SCORE["m1"]) / 0.2)
    assert (result[2:] == SCORE[2:]).all()


def test_over_all_samples_of_the_design_the_mean_is_that_of_the_truth():
    """20 of 40 at random: the mean over many draws is unbiased, and the instrument's own is far off."""
    means = []
    for seed in range(100):
        drawn = TRUTH.sample(20, random_state=seed)
        probability = pd.Series(0.5, index=drawn.index)
        means.append(corrected.outcomes(SCORE, drawn, probability, DOCUMENTS, seed=seed).mean())
    off = abs(np.mean(means) - TRUTH.mean())
    assert off < 3 * np.std(means) / np.sqrt(len(means)) + 1e-9
    assert abs(SCORE.mean() - TRUTH.mean()) > 0.3


def test_a_good_score_makes_the_estimate_sharper_than_the_sample_alone():
    def spread(score):
        found = []
        for seed in range(12):
            drawn = TRUTH.sample(20, random_state=seed)
            found.append(corrected.outcomes(score, drawn, drawn * 0 + 0.5, DOCUMENTS).mean())
        return np.std(found)

    assert spread(SCORE) < 0.2 * spread(SCORE * 0)


def test_a_label_never_predicts_its_own_article():
    """The line of a fold is fitted to other articles: a label moves its own mention there and no other."""
    drawn, one = TRUTH.iloc[:30], pd.Series(1.0, index=TRUTH.index[:30])
    before = corrected.outcomes(SCORE, drawn, one * 0.5, DOCUMENTS)
    wild = drawn.copy()
    wild["m0"] = -wild["m0"] or 1.0
    after = corrected.outcomes(SCORE, wild, one * 0.5, DOCUMENTS)
    same = DOCUMENTS[DOCUMENTS["m0"] == DOCUMENTS].index.drop("m0")
    assert (before[same] == after[same]).all()
    assert after["m0"] - before["m0"] == pytest.approx((wild["m0"] - drawn["m0"]) / 0.5)


def test_a_mention_without_a_score_takes_the_mean():
    score = SCORE.copy()
    score["m5"] = np.nan
    result = corrected.outcomes(score, pd.Series({"m0": 1.0}), pd.Series({"m0": 0.5}), DOCUMENTS)
    assert result["m5"] == pytest.approx(score.mean())


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0]), min_size=40, max_size=40), st.integers(0, 5))
def test_a_constant_score_is_no_error(labels, seed):
    drawn = pd.Series(labels, index=TRUTH.index)
    result = corrected.outcomes(SCORE * 0, drawn, drawn * 0 + 1.0, DOCUMENTS, seed=seed)
    assert np.allclose(result, drawn)


BAD = [
    ({"labels": pd.Series({"m0": 2.0})}, "label lies outside"),
    ({"labels": pd.Series({"x": 1.0})}, "'x' is coded and not in the frame"),
    ({"probability": pd.Series({"m0": 0.0})}, "probability above 0"),
    ({"probability": pd.Series({"m1": 0.5})}, "probability above 0"),
]


@pytest.mark.parametrize(("change", "words"), BAD)
def test_what_is_no_coded_sample_is_refused(change, words):
    given_ = {"labels": pd.Series({"m0": 1.0}), "probability": pd.Series({"m0": 0.5}), **change}
    with pytest.raises(ValueError, match=words):
        corrected.outcomes(SCORE, given_["labels"], given_["probability"], DOCUMENTS)
