import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sourcewise.analysis import inference


@pytest.mark.parametrize(
    ("n_a", "n_b", "p"),
    [
        (1, 1, 1.0),
        (2, 2, 1 / 3),
        (3, 3, 0.1),
        (4, 4, 2 / 70),
        (5, 5, 2 / 252),
        (6, 6, 2 / 924),
        (10, 10, 1.1e-5),
        (3, 4, 1 / 35),
    ],
)
def test_smallest_p_by_the_number_of_arrangements(n_a, n_b, p):
    assert inference.smallest_p(n_a, n_b) == pytest.approx(p, rel=0.02)


def test_smallest_p_is_reached_by_groups_that_lie_apart():
    values = np.array([1.0, 2, 3, 4, 101, 102, 103, 105])
    p = inference.permutation_p(values, np.arange(8) < 4)
    assert p[0] == pytest.approx(inference.smallest_p(4, 4))


def test_drawn_permutations_have_a_smallest_p_of_their_own():
    assert inference.smallest_p(10, 10, resamples=999) == pytest.approx(1 / 1000)
    assert inference.smallest_p(4, 4, resamples=999) == pytest.approx(2 / 70)


@pytest.mark.parametrize(
    ("n", "alone", "of_ten"),
    [
        (5, 2.02, 3.08),
        (10, 1.32, 1.84),
        (20, 0.91, 1.22),
        (30, 0.74, 0.98),
        (50, 0.57, 0.74),
        (100, 0.40, 0.52),
        (200, 0.28, 0.37),
    ],
)
def test_detectable_effects_of_the_published_table(n, alone, of_ten):
    assert inference.detectable(n, n) == pytest.approx(alone, abs=0.0051)
    assert inference.detectable(n, n, family=10) == pytest.approx(of_ten, abs=0.0051)


def test_nothing_is_detectable_with_one_article_each():
    assert inference.detectable(1, 1) == np.inf
    assert inference.detectable(0, 9) == np.inf


@pytest.mark.parametrize(("effect", "n"), [(0.8, 26), (0.5, 64), (0.2, 394)])
def test_articles_needed_as_in_cohens_tables(effect, n):
    assert inference.articles_needed(effect) == n


def test_articles_needed_refuses_no_effect():
    with pytest.raises(ValueError, match=r"such as 0\.5"):
        inference.articles_needed(0.0)


def welch(x, y, axis):
    return np.abs(stats.ttest_ind(x, y, equal_var=False, axis=axis).statistic)


@pytest.mark.parametrize(("n_a", "n_b"), [(3, 3), (4, 5), (5, 5), (3, 9), (7, 4)])
def test_exact_p_equals_scipys_enumeration(n_a, n_b):
    rng = np.random.default_rng(n_a * 100 + n_b)
    a, b = rng.normal(1, 2, n_a), rng.normal(size=n_b)
    expected = stats.permutation_test(
        (a, b), welch, vectorized=True, n_resamples=np.inf, alternative="greater"
    )
    ours = inference.permutation_p(np.concatenate([a, b]), np.arange(n_a + n_b) < n_a)
    assert ours[0] == pytest.approx(expected.pvalue, rel=1e-12)


def test_drawn_p_is_within_two_standard_errors_of_the_exact_one(monkeypatch):
    rng = np.random.default_rng(4)
    values, in_a = np.concatenate([rng.normal(0.9, 1, 8), rng.normal(size=8)]), np.arange(16) < 8
    exact = inference.permutation_p(values, in_a)[0]
    monkeypatch.setattr(inference, "EXACT_LIMIT", 1)
    drawn = inference.permutation_p(values, in_a, resamples=4_999, seed=2)[0]
    assert drawn != exact
    assert abs(drawn - exact) < 2 * np.sqrt(exact * (1 - exact) / 5_000)


def test_unequal_spread_and_size_do_not_inflate_false_positives():
    """10 articles against 60 with spread 3 to 1: permuting raw differences is wrong in some 30 % of cases."""
    rng, runs, wrong = np.random.default_rng(7), 300, 0
    in_a = np.arange(70) < 10
    for seed in range(runs):
        values = np.concatenate([rng.normal(0, 3, 10), rng.normal(0, 1, 60)])
        wrong += inference.permutation_p(values, in_a, resamples=199, seed=seed)[0] < 0.05
    # four standard errors about the 5.7 % of long simulations
    assert 0.057 - 4 * 0.0134 < wrong / runs < 0.057 + 4 * 0.0134


@pytest.mark.parametrize(
    ("values", "p"),
    [
        ([5.0, 5, 5, 5, 5, 5], 1.0),  # constant: every arrangement is as extreme
        ([1.0, 1, 1, 0, 0, 0], 0.1),  # no spread inside either group, and only the mirror is as extreme
    ],
)
def test_values_without_spread_have_a_p(values, p):
    assert inference.permutation_p(np.array(values), np.arange(6) < 3)[0] == pytest.approx(p)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=7, max_size=9), st.floats(0.1, 50), st.floats(-1e3, 1e3))
def test_p_does_not_depend_on_unit_or_origin_and_columns_do_not_meet(values, unit, origin):
    x, in_a = np.array(values, dtype=float), np.arange(len(values)) < 3
    p = inference.permutation_p(x, in_a)[0]
    both = inference.permutation_p(np.column_stack([x * unit + origin, np.arange(len(x))]), in_a)
    assert both[0] == pytest.approx(p)
    assert inference.permutation_p(-x, in_a)[0] == pytest.approx(p)


def test_a_far_origin_costs_no_digits():
    x, in_a = np.random.default_rng(1).normal(size=10), np.arange(10) < 4
    assert inference.permutation_p(x + 1e8, in_a)[0] == inference.permutation_p(x, in_a)[0]


def test_intervals_equal_scipys():
    rng = np.random.default_rng(0)
    a, b = rng.normal(size=12), rng.normal(1, 3, size=30)
    one = stats.ttest_1samp(a, 0).confidence_interval()
    two = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    assert inference.t_interval(a) == pytest.approx((one.low, one.high))
    assert inference.t_interval(a, b) == pytest.approx((two.low, two.high))


P = [0.01, 0.04, 0.03, 0.005]


@pytest.mark.parametrize(
    ("method", "adjusted"),
    [
        ("holm", [0.03, 0.06, 0.06, 0.02]),
        ("bh", [0.02, 0.04, 0.04, 0.02]),
        ("by", [0.02 * 25 / 12, 0.04 * 25 / 12, 0.04 * 25 / 12, 0.02 * 25 / 12]),
    ],
)
def test_adjusted_p_by_hand(method, adjusted):
    assert inference.adjust(np.array(P), method=method) == pytest.approx(adjusted)


def test_what_was_not_tested_stays_unknown_and_counts_where_the_family_says_so():
    holed = inference.adjust(np.array([0.01, np.nan]), method="holm")
    assert holed[0] == pytest.approx(0.01)
    assert np.isnan(holed[1])
    assert inference.adjust(np.array([0.01, np.nan]), method="holm", family=3)[0] == pytest.approx(0.03)


@pytest.mark.parametrize(
    ("p", "family", "said"), [([0.5, 1.2], None, "between 0 and 1"), ([0.5, 0.2], 1, "fewer than the 2")]
)
def test_adjust_refuses_what_is_no_family(p, family, said):
    with pytest.raises(ValueError, match=said):
        inference.adjust(np.array(p), family=family)


@pytest.mark.parametrize("method", ["holm", "bh", "by"])
def test_correction_is_what_a_lone_small_p_is_multiplied_by(method):
    p = np.array([1e-4, 1, 1, 1, 1])
    assert inference.adjust(p, method=method)[0] == pytest.approx(
        1e-4 * inference.correction(5, method=method)
    )
