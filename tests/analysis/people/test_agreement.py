"""Agreement: Krippendorff's own table, numbers by hand, and what cannot be said."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis.people import agreement

NO = float("nan")
CANONICAL = np.array(  # Krippendorff (2011): 4 observers, 12 units
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
        [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
    ]
).T


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491)]
)
def test_krippendorffs_table_gives_the_published_alpha(level, published):
    assert round(agreement.alpha(CANONICAL, level=level), 4) == published
    table = pd.DataFrame(CANONICAL).astype("Float64")
    assert round(agreement.alpha(table, level=level), 4) == published


def by_pairs(ratings, level):
    """Alpha from its definition, over all pairs."""
    units = [[v for v in row if not np.isnan(v)] for row in ratings]
    units = [row for row in units if len(row) > 1]
    every = [v for row in units for v in row]

    def far(c, k):
        if level == "nominal":
            return float(c != k)
        if level == "interval":
            return (c - k) ** 2
        low, high = min(c, k), max(c, k)
        return (sum(low <= v <= high for v in every) - (every.count(c) + every.count(k)) / 2) ** 2

    def total(values):
        return sum(far(a, b) for a, b in itertools.permutations(values, 2))

    observed = sum(total(row) / (len(row) - 1) for row in units) / len(every)
    return 1 - observed / (total(every) / (len(every) * (len(every) - 1)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([1.0, 2.0, 3.0, 7.0, NO]), min_size=3, max_size=3), min_size=2, max_size=8
    )
)
def test_alpha_is_its_definition(rows):
    rated = [v for row in rows if sum(not np.isnan(v) for v in row) > 1 for v in row if not np.isnan(v)]
    for level in ("nominal", "ordinal", "interval"):
        found = agreement.alpha(rows, level=level)
        if len(set(rated)) < 2:
            assert np.isnan(found), "the same rating everywhere, or none in pairs: nothing can be said"
        else:
            assert found == pytest.approx(by_pairs(rows, level), abs=1e-9)


def test_perfect_agreement_is_one_and_a_far_origin_changes_nothing():
    rows = np.array([[1.0, 1], [2, 2], [3, 3], [1, 1]])
    assert [agreement.alpha(rows, level=level) for level in ("nominal", "ordinal", "interval")] == [1, 1, 1]
    assert agreement.alpha(CANONICAL + 1e8, level="interval") == pytest.approx(0.8491071, abs=1e-6)


@pytest.mark.parametrize("rows", [[], np.empty((0, 2)), [[1, NO], [NO, 2]], [[3, 3], [3, 3]]])
def test_nothing_to_compare_is_no_number(rows):
    if len(rows):
        assert np.isnan(agreement.alpha(rows, level="interval"))


@pytest.mark.parametrize(("rows", "words"), [([1, 2], "units x coders"), ([[1, float("inf")]], "infinite")])
def test_bad_ratings_are_refused(rows, words):
    with pytest.raises(ValueError, match=words):
        agreement.alpha(rows, level="interval")


def test_signs_are_neutral_up_to_the_threshold():
    table = pd.DataFrame({"a": [0.05, 0.06, -0.05, -0.3, NO]})
    assert agreement.signs(table)["a"].fillna(9).tolist() == [0, 1, 0, -1, 9]
    assert agreement.signs(table, neutral=0.1)["a"].fillna(9).tolist() == [0, 0, 0, -1, 9]


def test_sign_agreement_counts_pairs_and_all_three():
    table = pd.DataFrame(
        {"x": [0.5, 0.5, -0.5, 0, NO], "y": [0.4, -0.4, -0.4, 0, 1], "z": [0.3, 0.3, 0, 0, 1]},
    )
    found = agreement.sign_agreement(table).set_index("lexicons")
    assert found.index.tolist() == ["x, y", "x, z", "y, z", "x, y, z"]
    assert found["n"].tolist() == [4, 4, 5, 4]
    assert found["same_sign"].tolist() == [0.75, 0.75, 0.6, 0.5]
    assert found["opposite"].tolist() == [0.25, 0, 0.2, 0.25]
    assert found.loc["x, y", "alpha_score"] == pytest.approx(
        by_pairs(table[["x", "y"]].dropna().to_numpy(), "interval")
    )
    assert len(agreement.sign_agreement(table[["x", "y"]])) == 1


def test_an_interval_of_alpha_is_by_articles_and_takes_ten():
    rng = np.random.default_rng(1)
    first = rng.choice([-1.0, 0.0, 1.0], 60)
    second = np.where(rng.random(60) < 0.8, first, 0.0)
    ratings = pd.DataFrame({"anna": first, "ben": second})
    groups = pd.Series([f"d{row // 3}" for row in range(60)])
    low, high = agreement.alpha_interval(ratings, groups, level="ordinal", resamples=199)
    assert low < agreement.alpha(ratings, level="ordinal") < high < 1
    assert agreement.alpha_interval(ratings, groups, level="ordinal", resamples=199) == (low, high)
    together = agreement.alpha_interval(ratings, pd.Series("d", index=groups.index), level="ordinal")
    assert np.isnan(together).all(), "one article is one unit"
    few = agreement.alpha_interval(ratings.iloc[:27], groups, level="ordinal")
    assert np.isnan(few).all(), "nine articles have no interval"


def test_agreement_is_said_of_every_outlet_and_of_all():
    scores = pd.DataFrame({"x": [0.5, -0.5, 0.5, np.nan], "y": [0.4, -0.4, -0.4, 0.1]})
    groups = pd.DataFrame({"target": "China", "outlet": ["A", "A", "B", "B"]})
    said = agreement.said(scores, groups, who="Two lexicons", what="clause")
    assert said["China", "A"] == "Two lexicons give 100% of 2 clauses there the same sign (alpha 1.00)."
    assert said["China", "B"].startswith("Two lexicons give 0% of 1 clause there the same sign")
    assert said["China", ""].startswith("Two lexicons give 67% of 3 clauses")
    assert agreement.said(scores.iloc[:0], groups.iloc[:0], who="Two", what="clause") == {}
