import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from sourcewise.analysis.comparing import inference, resampling
from sourcewise.analysis.comparing.estimate import Sample


def sample(total, in_a, size=None, strata=None, scale="difference"):
    total, in_a = total if sparse.issparse(total) else np.asarray(total, dtype=float), np.asarray(in_a, bool)
    size = np.ones(len(in_a)) if size is None else np.asarray(size, dtype=float)
    return Sample(total, size, in_a, strata or [np.arange(len(in_a))], scale)


def two(n_a, n_b, seed=0, shift=1.0, spread=2.0, columns=None):
    rng = np.random.default_rng(seed)
    shape = (lambda n: n) if columns is None else (lambda n: (n, columns))
    values = np.concatenate([rng.normal(shift, spread, shape(n_a)), rng.normal(size=shape(n_b))])
    return sample(values, np.arange(n_a + n_b) < n_a)


def swapped(one):
    return Sample(one.total, one.size, ~one.in_a, one.strata, one.scale)


def welch_p(values, chosen):
    """scipy's two-sided p, when the articles numbered `chosen` are group a."""
    rest = [i for i in range(len(values)) if i not in chosen]
    return stats.ttest_ind(values[list(chosen)], values[rest], equal_var=False).pvalue


def share_as_small(p, observed):
    """How many of the arrangements' p are as small as the observed one, but for rounding."""
    return np.mean(np.array(p) <= observed * (1 + 1e-7))


@pytest.mark.parametrize(("n_a", "n_b"), [(3, 3), (4, 5), (5, 5), (3, 9), (7, 4)])
def test_exact_p_is_the_share_of_arrangements_whose_welch_p_is_as_small(n_a, n_b):
    one = two(n_a, n_b, seed=n_a * 100 + n_b)
    every = [welch_p(one.total, chosen) for chosen in itertools.combinations(range(n_a + n_b), n_a)]
    expected = share_as_small(every, welch_p(one.total, range(n_a)))
    assert inference.permutation(one).p[0] == pytest.approx(expected, rel=1e-12)


def stratified_p(values, sizes, chosen):
    """p of the weighted difference over strata, by Satterthwaite's degrees of freedom."""
    weight = [a * b / (a + b) for a, b in sizes]
    difference, parts, start = 0.0, [], 0
    for (a, b), w, picks in zip(sizes, weight, chosen, strict=True):
        inside = values[start : start + a + b]
        x = inside[list(picks)]
        y = inside[[i for i in range(a + b) if i not in picks]]
        share = w / sum(weight)
        difference += share * (x.mean() - y.mean())
        parts += [(share**2 * z.var(ddof=1) / len(z), len(z) - 1) for z in (x, y)]
        start += a + b
    variance = sum(part for part, _ in parts)
    df = variance**2 / sum(part**2 / n for part, n in parts)
    return 2 * stats.t.sf(abs(difference) / math.sqrt(variance), df)


def test_with_strata_exact_p_is_that_of_all_arrangements_inside_each():
    sizes = [(2, 2), (2, 3), (2, 2)]
    values = np.random.default_rng(8).normal(size=13) + np.repeat([0, 5, -3], [4, 5, 4])
    in_a = np.concatenate([np.repeat([True, False], pair) for pair in sizes])
    ways = [itertools.combinations(range(a + b), a) for a, b in sizes]
    every = [stratified_p(values, sizes, chosen) for chosen in itertools.product(*ways)]
    expected = share_as_small(every, stratified_p(values, sizes, [range(a) for a, _ in sizes]))
    strata = [np.arange(4), np.arange(4, 9), np.arange(9, 13)]
    assert inference.permutation(sample(values, in_a, strata=strata)).p[0] == pytest.approx(expected)


def paired(gaps):
    n = len(gaps)
    return sample(
        np.concatenate([gaps, np.zeros(n)]),
        np.arange(2 * n) < n,
        strata=[np.array([i, i + n]) for i in range(n)],
    )


def test_one_article_each_in_ten_stories_is_a_test_of_turned_signs():
    gaps = np.random.default_rng(3).normal(0.6, 1, 10)
    signs = np.array(list(itertools.product((-1, 1), repeat=10)))
    every = stats.ttest_1samp(signs * gaps, 0, axis=1).pvalue
    expected = share_as_small(every, stats.ttest_1samp(gaps, 0).pvalue)
    assert inference.permutation(paired(gaps)).p[0] == pytest.approx(expected)


def test_drawn_p_is_within_two_standard_errors_of_the_exact_one(monkeypatch):
    one = two(8, 8, seed=4, shift=0.9, spread=1)
    exact = inference.permutation(one).p[0]
    monkeypatch.setattr(resampling, "EXACT_LIMIT", 1)
    drawn = inference.permutation(one, resamples=4_999, seed=2).p[0]
    assert drawn != exact
    assert abs(drawn - exact) < 2 * np.sqrt(exact * (1 - exact) / 5_000)


def test_drawn_p_counts_the_arrangement_that_was_observed():
    one = sample(np.arange(40.0) + 100 * (np.arange(40) < 20), np.arange(40) < 20)
    assert inference.permutation(one, resamples=99).p[0] == 1 / 100


@pytest.mark.parametrize(
    ("sizes", "least"),
    [
        ([(3, 3)], 0.1),
        ([(4, 4)], 2 / 70),
        ([(3, 4)], 1 / 35),
        ([(2, 2), (2, 2)], 2 / 36),
        ([(2, 2), (2, 3)], 1 / 60),
        ([(1, 1)] * 6, 2 / 64),
    ],
)
def test_smallest_p_is_reached_by_groups_that_lie_apart_and_never_undercut(sizes, least):
    in_a = np.concatenate([np.repeat([True, False], pair) for pair in sizes])
    ends = np.cumsum([sum(pair) for pair in sizes])
    strata = [np.arange(end - sum(pair), end) for end, pair in zip(ends, sizes, strict=True)]
    values = 100 * in_a + np.random.default_rng(1).normal(size=len(in_a))
    one = sample(values, in_a, strata=strata)
    assert inference.smallest_p(one) == pytest.approx(least)
    assert inference.permutation(one).p[0] == pytest.approx(least)


def test_one_group_has_nothing_to_rearrange():
    with pytest.raises(ValueError, match="takes two groups"):
        inference.permutation(sample([5.0, 6, 7], [1, 1, 1]))


@pytest.mark.parametrize(
    ("n", "resamples", "least"), [(10, 999, 1 / 1000), (4, 999, 2 / 70), (10, 10**9, 2 / 184756)]
)
def test_drawn_permutations_have_a_smallest_p_of_their_own(n, resamples, least):
    assert inference.smallest_p(two(n, n), resamples=resamples) == pytest.approx(least)


def test_thousands_of_articles_have_a_smallest_p():
    assert inference.smallest_p(two(2_000, 2_000)) == 1e-4


def test_unequal_spread_and_size_do_not_inflate_false_positives():
    """10 articles against 60 with spread 3 to 1: permuting raw differences is wrong in some 30 % of cases."""
    runs = 300
    wrong = sum(
        inference.permutation(two(10, 60, seed=seed, shift=0, spread=3), resamples=199, seed=seed).p[0] < 0.05
        for seed in range(runs)
    )
    # four standard errors about the 5.7 % of long simulations
    assert 0.057 - 4 * 0.0134 < wrong / runs < 0.057 + 4 * 0.0134


@pytest.mark.parametrize(
    ("values", "p"),
    [
        ([5.0, 5, 5, 5, 5, 5], 1.0),  # constant: every arrangement is as extreme
        ([0.1] * 6, 1.0),
        ([1.0, 1, 1, 0, 0, 0], 0.1),  # no spread inside either group, and only the mirror is as extreme
        ([1.0, 0, 0, 1, 0, 0], 1.0),
    ],
)
def test_values_without_spread_have_a_p(values, p):
    assert inference.permutation(sample(values, np.arange(6) < 3)).p[0] == pytest.approx(p)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-20, 20), min_size=7, max_size=9), st.floats(0.1, 50), st.floats(-1e3, 1e3))
def test_p_does_not_depend_on_unit_or_origin_and_columns_do_not_meet(values, unit, origin):
    x, in_a = np.array(values, dtype=float), np.arange(len(values)) < 3
    p = inference.permutation(sample(x, in_a)).p[0]
    both = inference.permutation(sample(np.column_stack([x * unit + origin, np.arange(len(x))]), in_a)).p
    assert both[0] == pytest.approx(p)
    assert inference.permutation(sample(-x, in_a)).p[0] == pytest.approx(p)


def test_a_far_origin_costs_no_digits():
    x, in_a = np.random.default_rng(1).normal(size=10), np.arange(10) < 4
    near, far = (inference.permutation(sample(x + origin, in_a)).p[0] for origin in (0, 1e8))
    assert far == near


def test_a_thousand_columns_are_each_what_they_are_alone():
    one = two(5, 6, columns=50)
    together = inference.permutation(one).p
    for column in (0, 17, 49):
        alone = inference.permutation(sample(one.total[:, column], one.in_a)).p[0]
        assert together[column] == alone


# -- max-T -------------------------------------------------------------------------------------------------


def test_max_t_of_one_statistic_is_its_p():
    found = inference.permutation(two(5, 6))
    assert found.p_family.tolist() == found.p.tolist()


def test_identical_columns_cost_nothing():
    one = two(6, 6, seed=2)
    found = inference.permutation(sample(np.column_stack([one.total] * 5), one.in_a))
    assert found.p_family == pytest.approx(found.p)
    assert len(set(found.p)) == 1


def test_max_t_steps_down_as_westfall_and_young_do():
    """Algorithm 4.1: of each arrangement, the smallest p of all columns, then of all but the first."""
    one = two(4, 4, seed=11, columns=3)
    p = np.array(
        [
            [welch_p(one.total[:, k], chosen) for k in range(3)]
            for chosen in itertools.combinations(range(8), 4)
        ]
    )
    order = np.argsort(p[0])
    steps = [share_as_small(p[:, order[step:]].min(axis=1), p[0][order[step]]) for step in range(3)]
    expected = dict(zip(order.tolist(), np.maximum.accumulate(steps).tolist(), strict=True))
    assert inference.permutation(one).p_family == pytest.approx([expected[k] for k in range(3)])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 999), st.integers(3, 5), st.integers(3, 5), st.integers(2, 6))
def test_max_t_is_never_below_p_and_keeps_its_order(seed, n_a, n_b, columns):
    one = two(n_a, n_b, seed=seed, columns=columns)
    found = inference.permutation(one)
    assert (found.p_family >= found.p - 1e-12).all()
    assert (found.p_family <= 1).all()
    studentised = inference.observed(one).p[0]
    assert (np.diff(found.p_family[np.argsort(studentised)]) >= 0).all()


def test_max_t_of_independent_columns_is_about_sidaks():
    one = two(20, 20, seed=6, shift=0, spread=1, columns=20)
    p = inference.permutation(one, resamples=4_999).p
    family = inference.permutation(one, resamples=4_999).p_family
    least = p.argmin()
    assert family[least] == pytest.approx(1 - (1 - p[least]) ** 20, abs=0.06)


def test_the_order_of_columns_changes_no_p():
    one, order = two(5, 5, columns=4), [2, 0, 3, 1]
    whole, mixed = (
        inference.permutation(sample(total, one.in_a)) for total in (one.total, one.total[:, order])
    )
    assert mixed.p.tolist() == whole.p[order].tolist()
    assert mixed.p_family.tolist() == whole.p_family[order].tolist()


def test_columns_with_gaps_are_tested_by_the_articles_that_have_them():
    one = two(6, 6, columns=2)
    has = np.ones((12, 2))
    has[[0, 11], 1] = 0
    found = inference.permutation(sample(one.total * has, one.in_a, has))
    assert found.p[0] == inference.permutation(sample(one.total[:, 0], one.in_a)).p[0]
    every = []
    for chosen in itertools.combinations(range(12), 6):
        x, y = [
            [one.total[i, 1] for i in side if has[i, 1]]
            for side in (chosen, [i for i in range(12) if i not in chosen])
        ]
        every.append(stats.ttest_ind(x, y, equal_var=False).pvalue)
    assert found.p[1] == pytest.approx(share_as_small(every, every[0]))


# -- intervals ---------------------------------------------------------------------------------------------


def test_t_intervals_equal_scipys():
    one = two(12, 30)
    a, b = one.total[:12], one.total[12:]
    alone = stats.ttest_1samp(a, 0).confidence_interval()
    both = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    low, high = inference.t_interval(sample(a + 50, np.ones(12)))
    assert (low[0], high[0]) == pytest.approx((alone.low + 50, alone.high + 50))
    low, high = inference.t_interval(one)
    assert (low[0], high[0]) == pytest.approx((both.low, both.high))


def bootstrap_t(values_a, values_b, rng, resamples):
    """Half the width of the symmetric bootstrap-t interval, in a plain loop."""

    def studentised(x, y, centre):
        return abs(x.mean() - y.mean() - centre) / spread(x, y)

    def spread(x, y):
        return math.sqrt(x.var(ddof=1) / len(x) + y.var(ddof=1) / len(y))

    centre = values_a.mean() - values_b.mean()
    t = [
        studentised(rng.choice(values_a, len(values_a)), rng.choice(values_b, len(values_b)), centre)
        for _ in range(resamples)
    ]
    return np.quantile(t, 0.95) * spread(values_a, values_b)


def test_a_bootstrap_interval_is_that_of_a_plain_loop():
    one = two(12, 15, seed=5)
    a, b = one.total[:12], one.total[12:]
    half = bootstrap_t(a, b, np.random.default_rng(0), 6_000)
    low, high = inference.bootstrap_interval(one, resamples=9_999)
    assert (low[0] + high[0]) / 2 == pytest.approx(a.mean() - b.mean())
    assert (high[0] - low[0]) / 2 == pytest.approx(half, rel=0.05)


def test_a_bootstrap_interval_of_pairs_is_that_of_their_differences():
    gaps = np.random.default_rng(2).exponential(size=14)
    low, high = inference.bootstrap_interval(paired(gaps), seed=1)
    alone = inference.bootstrap_interval(sample(gaps, np.ones(14)), seed=1)
    assert (low[0], high[0]) == pytest.approx((alone[0][0], alone[1][0]))
    t = []
    rng = np.random.default_rng(7)
    for _ in range(4_000):
        x = rng.choice(gaps, 14)
        t.append(abs(x.mean() - gaps.mean()) / (x.std(ddof=1) / math.sqrt(14)))
    half = np.quantile(t, 0.95) * gaps.std(ddof=1) / math.sqrt(14)
    assert (high[0] - low[0]) / 2 == pytest.approx(half, rel=0.08)


def test_a_bootstrap_interval_of_paired_log_ratios_is_refused():
    counts = np.random.default_rng(2).poisson(np.repeat([12, 6], 14))
    one = sample(counts, np.arange(28) < 14, np.full(28, 500.0), paired(np.zeros(14)).strata, "log_ratio")
    with pytest.raises(ValueError, match="use t_interval"):
        inference.bootstrap_interval(one)


def test_the_same_seed_gives_the_same_interval_and_another_does_not():
    one = two(12, 12)
    ends = [inference.bootstrap_interval(one, resamples=199, seed=seed)[0][0] for seed in (1, 1, 2)]
    assert ends[0] == ends[1] != ends[2]


def p_and_interval(seed, resamples):
    one = two(10, 12, seed=seed, shift=0.75, spread=1)
    low, high = inference.bootstrap_interval(one, resamples=resamples, seed=seed)
    return inference.bootstrap_p(one, resamples=resamples, seed=seed)[0], low[0] > 0 or high[0] < 0


def test_a_bootstrap_p_below_05_has_an_interval_that_leaves_out_0_and_one_above_has_not():
    found = [p_and_interval(seed, 199) for seed in range(60)]
    assert {out for p, out in found if p < 0.05} == {True}
    assert {out for p, out in found if p > 0.05} == {False}


def test_a_bootstrap_p_is_below_05_exactly_where_the_interval_leaves_out_0():
    assert all((p < 0.05) == out for p, out in (p_and_interval(seed, 19) for seed in range(20)))


def test_a_bootstrap_p_of_nothing_is_1_and_of_pairs_fits_too():
    assert inference.bootstrap_p(sample(np.ones(20), np.arange(20) < 10), resamples=99)[0] == 1
    far, near = (paired(np.random.default_rng(0).normal(shift, 1, 12)) for shift in (3, 0))
    assert inference.bootstrap_p(far, resamples=999)[0] < 0.01
    assert inference.bootstrap_p(near, resamples=999)[0] > 0.05


def test_values_that_do_not_vary_have_an_interval_of_no_width():
    low, high = inference.bootstrap_interval(sample(np.full(12, 3.5), np.ones(12)), resamples=99)
    assert (low[0], high[0]) == (3.5, 3.5)


def test_an_interval_is_infinite_where_too_many_resamples_have_no_spread():
    low, high = inference.bootstrap_interval(sample([0.0] * 11 + [1.0], np.ones(12)), resamples=999)
    assert (low[0], high[0]) == (-np.inf, np.inf)


SAMPLES = {
    "exact": two(5, 6),
    "drawn": two(11, 14, shift=0.5),
    "drawn too": two(13, 10, shift=0.2, columns=4),
    "strata": sample(
        np.random.default_rng(3).normal(size=24),
        np.arange(24) % 2 < 1,
        strata=[np.arange(12), np.arange(12, 24)],
    ),
    "pairs": paired(np.random.default_rng(4).normal(0.5, 1, 20)),
    "columns": two(12, 12, columns=3),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_swapped_groups_turn_the_sign_and_keep_p_and_the_mirrored_interval(name):
    one = SAMPLES[name]
    other = swapped(one)
    assert inference.observed(other).difference[0] == pytest.approx(-inference.observed(one).difference[0])
    p, again = (inference.permutation(x, resamples=499) for x in (one, other))
    assert (again.p.tolist(), again.p_family.tolist()) == (p.p.tolist(), p.p_family.tolist())
    assert (
        inference.bootstrap_p(other, resamples=499).tolist()
        == inference.bootstrap_p(one, resamples=499).tolist()
    )
    (low, high), (again_low, again_high) = (
        inference.bootstrap_interval(x, resamples=499) for x in (one, other)
    )
    assert again_low == pytest.approx(-high, rel=1e-12)
    assert again_high == pytest.approx(-low, rel=1e-12)


@pytest.mark.parametrize("scale", ["difference", "log_ratio"])
def test_sparse_counts_have_the_p_of_dense_ones(scale):
    counts = np.random.default_rng(1).poisson(1, (14, 5)).astype(float)
    in_a, size = np.arange(14) < 6, np.full(14, 300.0)
    dense, thin = (
        inference.permutation(sample(total, in_a, size, scale=scale))
        for total in (counts, sparse.csr_matrix(counts))
    )
    assert thin.p == pytest.approx(dense.p)
    assert thin.p_family == pytest.approx(dense.p_family)


def test_one_group_has_its_mean_as_estimate():
    found = inference.observed(sample([2.0, 4, 9], [1, 1, 1]))
    assert found.difference[0, 0] == pytest.approx(5)
    assert found.variance[0, 0] == pytest.approx(np.var([2, 4, 9], ddof=1) / 3)
