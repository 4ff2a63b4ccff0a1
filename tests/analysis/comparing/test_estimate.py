import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from sourcewise.analysis.comparing.estimate import Sample, Sums


def sample(total, in_a, size=None, strata=None, scale="difference"):
    total, in_a = total if sparse.issparse(total) else np.asarray(total, dtype=float), np.asarray(in_a, bool)
    size = np.ones(len(in_a)) if size is None else np.asarray(size, dtype=float)
    return Sample(total, size, in_a, strata or [np.arange(len(in_a))], scale)


def estimated(one):
    """The estimate of a sample as it is: difference, variance, df and p of each statistic."""
    weights = one.in_a[None, :].astype(float)
    found = Sums(one).estimate(weights, 1 - weights)
    return found.difference[0], found.variance[0], found.df[0], found.p[0]


def of_each(*strata):
    """Values, groups and rows for strata given as (values of a, values of b)."""
    values = np.concatenate([np.concatenate(pair) for pair in strata]).astype(float)
    in_a = np.concatenate([np.repeat([True, False], [len(a), len(b)]) for a, b in strata])
    ends = np.cumsum([len(a) + len(b) for a, b in strata])
    rows = [np.arange(end - len(a) - len(b), end) for (a, b), end in zip(strata, ends, strict=True)]
    return values, in_a, rows


@pytest.mark.parametrize(("n_a", "n_b"), [(2, 2), (3, 9), (10, 4), (30, 30)])
@pytest.mark.parametrize("origin", [0.0, 1e8])
def test_a_difference_of_means_is_welchs_as_scipy_has_it(n_a, n_b, origin):
    rng = np.random.default_rng(n_a)
    a, b = rng.normal(1, 3, (n_a, 4)) + origin, rng.normal(size=(n_b, 4)) + origin
    expected = stats.ttest_ind(a, b, equal_var=False)
    difference, variance, df, p = estimated(sample(np.vstack([a, b]), np.arange(n_a + n_b) < n_a))
    assert difference == pytest.approx(a.mean(axis=0) - b.mean(axis=0))
    assert difference / np.sqrt(variance) == pytest.approx(expected.statistic, rel=1e-6)
    assert df == pytest.approx(expected.df, rel=1e-6)
    assert p == pytest.approx(expected.pvalue, rel=1e-6)


def test_a_far_origin_of_one_column_costs_no_other_its_digits():
    values = np.random.default_rng(0).normal(size=(9, 1))
    near, far = (estimated(sample(np.hstack([values, values * k]), np.arange(9) < 4)) for k in (1, 1e9))
    assert far[3][0] == near[3][0]


@pytest.mark.parametrize("n", [10, 17])
def test_ten_strata_and_more_of_one_article_each_are_a_paired_t_test(n):
    rng = np.random.default_rng(n)
    a, b = rng.normal(0.5, 1, n), rng.normal(size=n)
    values, in_a, rows = of_each(*(([x], [y]) for x, y in zip(a, b, strict=True)))
    expected = stats.ttest_rel(a, b)
    difference, variance, df, p = estimated(sample(values, in_a, strata=rows))
    assert difference[0] == pytest.approx((a - b).mean())
    assert difference[0] / np.sqrt(variance[0]) == pytest.approx(expected.statistic)
    assert (df[0], p[0]) == (n - 1, pytest.approx(expected.pvalue))


def test_fewer_strata_with_one_article_of_a_side_are_paired_too():
    values, in_a, rows = of_each(([1], [0]), ([4], [1]), ([3], [1]))
    expected = stats.ttest_rel([1, 4, 3], [0, 1, 1])
    assert estimated(sample(values, in_a, strata=rows))[3][0] == pytest.approx(expected.pvalue)


@pytest.mark.parametrize(
    ("sizes", "paired"),
    [
        ([(1, 1)], False),  # one stratum is no pair
        ([(5, 5)], False),
        ([(2, 2)] * 2, False),
        ([(2, 2)] * 9, False),
        ([(2, 2)] * 10, True),
        ([(1, 1)] * 2, True),
        ([(5, 5)] * 8 + [(1, 5)], True),
    ],
)
def test_when_the_strata_are_the_units(sizes, paired):
    values, in_a, rows = of_each(*((np.ones(a), np.ones(b)) for a, b in sizes))
    assert sample(values, in_a, strata=rows).paired == paired


def test_strata_weigh_by_the_product_of_their_sizes_over_the_sum():
    """Weights 6/5 and 1; differences -1 and 4; variances 2/2 + 3/3 and 2/2 + 2/2."""
    values, in_a, rows = of_each(([1, 3], [2, 2, 5]), ([10, 12], [6, 8]))
    difference, variance, df, _ = estimated(sample(values, in_a, strata=rows))
    assert difference[0] == pytest.approx((6 * -1 + 5 * 4) / 11)
    assert variance[0] == pytest.approx((36 * 2 + 25 * 2) / 121)
    assert df[0] == pytest.approx(122**2 / (36**2 / 1 + 36**2 / 2 + 25**2 / 1 + 25**2 / 1))


def test_paired_strata_weigh_as_much_and_vary_about_their_weighted_mean():
    rng = np.random.default_rng(3)
    sizes = [(1, 1), (2, 1), (3, 5), (1, 4)] * 3
    parts = [(rng.normal(1, 1, a), rng.normal(0, 2, b)) for a, b in sizes]
    values, in_a, rows = of_each(*parts)
    weight = np.array([a * b / (a + b) for a, b in sizes])
    weight /= weight.sum()
    gap = np.array([a.mean() - b.mean() for a, b in parts])
    mean = sum(w * d for w, d in zip(weight, gap, strict=True))
    spread = sum(w**2 * (d - mean) ** 2 for w, d in zip(weight, gap, strict=True)) * 12 / 11
    difference, variance, df, _ = estimated(sample(values, in_a, strata=rows))
    assert (difference[0], variance[0], df[0]) == (pytest.approx(mean), pytest.approx(spread), 11)


def ratio(total, size):
    """A ratio and its variance over units, written plainly (Cochran 1977, 6.4)."""
    n, r = len(total), sum(total) / sum(size)
    residuals = sum((t - r * s) ** 2 for t, s in zip(total, size, strict=True))
    return r, n / (n - 1) * residuals / sum(size) ** 2


def test_the_variance_of_a_ratio_by_its_formula_and_about_that_of_the_jackknife():
    rng = np.random.default_rng(2)
    size = rng.integers(200, 900, 80).astype(float)
    total = rng.poisson(size / 100).astype(float)
    in_a = np.arange(80) < 40
    (r_a, v_a), (r_b, v_b) = (ratio(total[side], size[side]) for side in (in_a, ~in_a))
    difference, variance, df, _ = estimated(sample(total, in_a, size))
    assert difference[0] == pytest.approx(r_a - r_b)
    assert variance[0] == pytest.approx(v_a + v_b)
    assert df[0] == pytest.approx((v_a + v_b) ** 2 / (v_a**2 / 39 + v_b**2 / 39))
    jackknife = 0.0
    for t, s in ((total[:40], size[:40]), (total[40:], size[40:])):
        left = [(t.sum() - t[i]) / (s.sum() - s[i]) for i in range(40)]
        jackknife += 39 / 40 * sum((x - np.mean(left)) ** 2 for x in left)
    assert variance[0] == pytest.approx(jackknife, rel=0.05)


def test_articles_of_an_author_are_one_unit_and_the_estimate_stays_the_mean_of_articles():
    """Variance: G/(G-1) times the squared sums of each author's residuals, over the squared number of
    articles.
    """
    authors = [[1.0, 2.0, 3.0], [7.0], [4.0, 5.0]]
    others = [[0.0], [1.0], [5.0]]
    mean = np.mean([1, 2, 3, 7, 4, 5])
    robust = 3 / 2 * sum(sum(x - mean for x in one) ** 2 for one in authors) / 6**2
    total, size = ([f(one) for one in authors + others] for f in (sum, len))
    difference, variance, *_ = estimated(sample(total, [1, 1, 1, 0, 0, 0], size))
    assert difference[0] == pytest.approx(mean - 2)
    assert variance[0] == pytest.approx(robust + np.var([0, 1, 5], ddof=1) / 3)


def test_a_log_ratio_by_hand():
    """8 in 200 words, 4 in 400, half a case added to each; residuals of -1 and 1, and none."""
    difference, variance, df, _ = estimated(
        sample([3, 5, 1, 3], [1, 1, 0, 0], [100, 100, 100, 300], scale="log_ratio")
    )
    part_a = (2 / 1 * 2 / 200**2 + 0.5 / 200**2) / (8.5 / 200) ** 2
    part_b = (0.5 / 400**2) / (4.5 / 400) ** 2
    assert difference[0] == pytest.approx(math.log((8.5 / 200) / (4.5 / 400)))
    assert variance[0] == pytest.approx(part_a + part_b)
    assert df[0] == pytest.approx((part_a + part_b) ** 2 / (part_a**2 + part_b**2))


def test_a_log_ratio_over_strata_is_that_of_the_weighted_levels():
    size, total = [100, 200, 300, 100, 400, 200, 100, 100], [1, 3, 3, 0, 8, 5, 2, 1]
    in_a, rows = [1, 1, 0, 0, 1, 1, 0, 0], [np.arange(4), np.arange(4, 8)]
    words = [(300, 400), (600, 200)]
    weight = np.array([a * b / (a + b) for a, b in words])
    weight /= weight.sum()
    levels, variances = [], []
    for rows_a, rows_b in (((0, 1), (4, 5)), ((2, 3), (6, 7))):
        found = [ratio([total[i] for i in rows], [size[i] for i in rows]) for rows in (rows_a, rows_b)]
        whole = sum(size[i] for i in (*rows_a, *rows_b))
        raised = sum(w * r for w, (r, _) in zip(weight, found, strict=True)) + 0.5 / whole
        levels.append(raised)
        variances.append(
            (sum(w**2 * v for w, (_, v) in zip(weight, found, strict=True)) + 0.5 / whole**2) / raised**2
        )
    difference, variance, *_ = estimated(sample(total, in_a, size, rows, "log_ratio"))
    assert difference[0] == pytest.approx(math.log(levels[0] / levels[1]))
    assert variance[0] == pytest.approx(sum(variances))


def test_a_log_ratio_of_paired_strata_is_about_that_of_the_jackknife():
    rng = np.random.default_rng(5)
    a, b = rng.poisson(12, 40), rng.poisson(7, 40)
    values, in_a, rows = of_each(*(([x], [y]) for x, y in zip(a, b, strict=True)))
    difference, variance, df, _ = estimated(sample(values, in_a, np.full(80, 500), rows, "log_ratio"))
    logs = [math.log((a.sum() - x + 0.5) / (b.sum() - y + 0.5)) for x, y in zip(a, b, strict=True)]
    jackknife = 39 / 40 * sum((x - np.mean(logs)) ** 2 for x in logs)
    assert difference[0] == pytest.approx(math.log((a.sum() + 0.5) / (b.sum() + 0.5)))
    assert variance[0] == pytest.approx(jackknife, rel=0.05)
    assert df[0] == 39


STRATA = {
    "one": [np.arange(24)],
    "two": [np.arange(0, 24, 2), np.arange(1, 24, 2)],
    "twelve": [np.array([i, i + 12]) for i in range(12)],
}


@pytest.mark.parametrize("strata", STRATA)
@pytest.mark.parametrize("scale", ["difference", "log_ratio"])
def test_sparse_equals_dense(strata, scale):
    rng = np.random.default_rng(4)
    total, size = rng.poisson(0.7, (24, 6)).astype(float), rng.integers(100, 900, 24)
    args = (np.arange(24) < 12, size, STRATA[strata], scale)
    for dense, thin in zip(
        estimated(sample(total, *args)), estimated(sample(sparse.csr_matrix(total), *args)), strict=True
    ):
        assert thin == pytest.approx(dense)


def test_each_statistic_counts_the_units_that_have_it():
    rng = np.random.default_rng(9)
    values = rng.normal(size=(20, 3))
    has = rng.random((20, 3)) < 0.7
    in_a = np.arange(20) < 9
    found = estimated(sample(np.where(has, values, 0), in_a, has.astype(float)))
    for column in range(3):
        x, y = (values[side & has[:, column], column] for side in (in_a, ~in_a))
        expected = stats.ttest_ind(x, y, equal_var=False)
        assert found[0][column] == pytest.approx(x.mean() - y.mean())
        assert found[2][column] == pytest.approx(expected.df)
        assert found[3][column] == pytest.approx(expected.pvalue)


def test_strata_in_which_a_statistic_is_missing_on_a_side_do_not_count_for_it():
    rng = np.random.default_rng(1)
    a, b = rng.normal(0.4, 1, 12), rng.normal(size=12)
    has = np.ones((24, 2))
    has[:5, 1] = 0.0
    total = np.column_stack([np.concatenate([a, b])] * 2) * has
    difference, *_ = estimated(sample(total, np.arange(24) < 12, has, STRATA["twelve"]))
    assert difference == pytest.approx([(a - b).mean(), (a - b)[5:].mean()])


def test_paired_strata_without_a_value_add_no_degrees_of_freedom():
    rng = np.random.default_rng(1)
    a, b = rng.normal(0.4, 1, 12), rng.normal(size=12)
    has = np.ones(24)
    has[:5] = 0.0
    found = estimated(sample(np.concatenate([a, b]) * has, np.arange(24) < 12, has, STRATA["twelve"]))
    assert found[3][0] == pytest.approx(stats.ttest_rel(a[5:], b[5:]).pvalue)


@pytest.mark.parametrize(
    ("values", "p"),
    [
        ([3.0] * 8, 1.0),  # nothing to tell apart
        ([0.1] * 8, 1.0),  # nor where the mean of such is rounded
        ([1e9 + 0.1] * 8, 1.0),
        ([1.0, 1, 1, 0, 0, 0, 0, 0], 0.0),  # no spread at all, and apart
    ],
)
def test_values_without_spread(values, p):
    difference, variance, df, found = estimated(sample(values, np.arange(8) < 3))
    assert found[0] == p
    assert variance[0] == 0
    assert np.isfinite([difference[0], df[0]]).all()


@pytest.mark.parametrize("scale", ["difference", "log_ratio"])
def test_a_group_without_articles_has_an_estimate_that_is_a_number(scale):
    one = sample([[1, 0], [2, 0], [0, 0]], [1, 1, 1], scale=scale)
    found = Sums(one).estimate(np.ones((1, 3)), np.zeros((1, 3)))
    for part in (found.difference, found.variance, found.df, found.p):
        assert np.isfinite(part).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-99, 99), min_size=4, max_size=12), st.floats(1e-9, 1e9), st.floats(-1e6, 1e6))
def test_p_is_a_probability_and_the_groups_are_alike(values, unit, origin):
    in_a = np.arange(len(values)) < 2
    difference, variance, df, p = estimated(sample(np.array(values) * unit + origin, in_a))
    other = estimated(sample(np.array(values) * unit + origin, ~in_a))
    assert 0 <= p[0] <= 1
    assert (variance[0] >= 0, df[0] > 0) == (True, True)
    assert (other[0][0], other[1][0], other[3][0]) == (-difference[0], variance[0], pytest.approx(p[0]))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("unit", [1e-90, 1e90])
def test_units_of_any_size_have_a_p(unit):
    near, far = (estimated(sample(np.arange(8.0) ** 2 * k, np.arange(8) < 4)) for k in (1, unit))
    assert far[3][0] == pytest.approx(near[3][0])


def test_many_resamples_at_once_are_each_alone():
    rng = np.random.default_rng(0)
    one = sample(rng.normal(size=(10, 2)), np.arange(10) < 5)
    weights = rng.integers(0, 3, (6, 10)).astype(float)
    sums = Sums(one)
    together = sums.estimate(weights * one.in_a, weights * ~one.in_a)
    for row in range(6):
        alone = sums.estimate(weights[[row]] * one.in_a, weights[[row]] * ~one.in_a)
        assert alone.difference[0] == pytest.approx(together.difference[row])
        assert alone.variance[0] == pytest.approx(together.variance[row])


def test_the_variance_of_a_mean_by_authors_is_the_clustered_one_of_statsmodels_0_15():
    """OLS on a constant with cov_type="cluster": 0.0375833333333333."""
    y = np.array([1.2, 0.7, 3.1, 2.2, -0.4, 0.9, 1.7, 2.8, 0.3, -1.1, 0.5, 1.9])
    author = np.array([0, 0, 0, 1, 1, 2, 3, 3, 3, 3, 4, 5])
    total, size = np.bincount(author, y), np.bincount(author).astype(float)
    one = Sums(Sample(total, size, np.ones(6, dtype=bool), [np.arange(6)]))
    found = one.estimate(np.ones((1, 6)), np.zeros((1, 6)))
    assert found.variance[0, 0] == pytest.approx(0.0375833333333333, rel=1e-12)
    assert found.difference[0, 0] + one.centre[0] == pytest.approx(1.15)


@pytest.mark.parametrize("strata", [None, [4, 26], [10] * 3])
@pytest.mark.parametrize("few", [3, 15, 27])
def test_of_arrangements_the_rest_is_what_the_smaller_group_leaves(few, strata):
    rng = np.random.default_rng(few)
    total, size = sparse.csr_matrix(rng.poisson(0.7, (30, 6))), rng.integers(50, 900, 30)
    rows = strata and np.split(np.arange(30), np.cumsum(strata)[:-1])
    one = Sums(sample(total, np.arange(30) < few, size, rows, scale="log_ratio"))
    labels = np.array([rng.permutation(np.arange(30) < few) for _ in range(20)], dtype=float)
    found, expected = one.arranged(labels), one.estimate(labels, 1 - labels)
    for name in ("difference", "variance", "df", "p"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
