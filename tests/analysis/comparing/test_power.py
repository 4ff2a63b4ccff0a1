import math
from fractions import Fraction

import pytest
from scipy import integrate, stats

from sourcewise.analysis.comparing import power


@pytest.mark.parametrize(
    ("n_a", "n_b", "p"),
    [
        (1, 1, 1.0),
        (2, 2, 1 / 3),
        (3, 3, 0.1),
        (4, 4, 2 / 70),
        (5, 5, 2 / 252),
        (6, 6, 2 / 924),
        (10, 10, 2 / 184756),
        (3, 4, 1 / 35),
        (1, 19, 1 / 20),
        (0, 4, 1.0),
        (0, 0, 1.0),
    ],
)
def test_smallest_p_by_the_number_of_arrangements(n_a, n_b, p):
    assert power.smallest_p(n_a, n_b) == pytest.approx(p)


ATTAINABLE = [(2, 2, 1), (3, 3, 1), (4, 4, 1), (4, 4, 2), (5, 5, 1), (5, 5, 10), (4, 5, 1), (10, 10, 10)]
ROUNDED = [(3, 9, 1), (3, 13, 2), (6, 14, 1)]  # .05 is a multiple of 1 / 220, and floats say no


@pytest.mark.parametrize(
    ("n_a", "n_b", "family"),
    [
        *ATTAINABLE,
        *ROUNDED,
    ],
)
def test_the_attainable_level_is_the_largest_share_of_arrangements_below_05(n_a, n_b, family):
    step = min(Fraction(1), Fraction(2 if n_a == n_b else 1, math.comb(n_a + n_b, n_a)))
    most = max(k * step for k in range(math.ceil(Fraction(1, 20) / family / step)))
    assert most < Fraction(1, 20) / family
    assert power.attainable(n_a, n_b, family=family) == pytest.approx(float(most), rel=1e-9)


@pytest.mark.parametrize(("n_a", "n_b"), [(0, 9), (9, 0), (0, 0)])
def test_an_empty_group_attains_nothing(n_a, n_b):
    assert power.attainable(n_a, n_b) == 0


@pytest.mark.parametrize(
    ("n", "alone", "of_ten"),
    [
        (10, 1.32, 1.84),
        (20, 0.91, 1.22),
        (30, 0.74, 0.98),
        (50, 0.57, 0.74),
        (100, 0.40, 0.52),
        (200, 0.28, 0.37),
    ],
)
def test_detectable_effects_of_the_published_table(n, alone, of_ten):
    assert power.detectable(n, n) == pytest.approx(alone, abs=0.0051)
    assert power.detectable(n, n, family=10) == pytest.approx(of_ten, abs=0.0051)


def shown(effect, n_a, n_b, level):
    """Power of Welch's test of equal spreads, as the noncentral t is defined: a shifted normal over a chi."""
    df = (1 / n_a + 1 / n_b) ** 2 / (1 / (n_a**2 * (n_a - 1)) + 1 / (n_b**2 * (n_b - 1)))
    shift = effect * math.sqrt(n_a * n_b / (n_a + n_b))
    critical = stats.t.ppf(1 - level / 2, df)

    def beyond(squares):
        bar = critical * math.sqrt(squares / df)
        return (stats.norm.sf(bar - shift) + stats.norm.cdf(-bar - shift)) * stats.chi2.pdf(squares, df)

    return integrate.quad(beyond, 0, df + 12 * math.sqrt(2 * df) + 40, limit=200)[0]


@pytest.mark.parametrize(
    ("n_a", "n_b", "family", "level"),
    [
        (4, 4, 1, 2 / 70),
        (5, 5, 1, 12 / 252),
        (4, 9, 1, 35 / 715),
        (10, 10, 1, 0.05),
        (10, 60, 1, 0.05),
        (30, 30, 10, 0.005),
        (200, 100, 3, 0.05 / 3),
    ],
)
def test_a_detectable_effect_is_found_four_times_in_five(n_a, n_b, family, level):
    effect = power.detectable(n_a, n_b, family=family)
    assert shown(effect, n_a, n_b, level) == pytest.approx(0.80, abs=2e-4)


def test_few_articles_are_asked_at_the_level_that_they_can_attain():
    assert power.detectable(5, 5) == pytest.approx(2.046, abs=0.001)  # 2.02 at .05, which they can't have
    assert power.detectable(5, 5, family=10) == math.inf


@pytest.mark.parametrize(
    ("n_a", "n_b", "family"), [(1, 1, 1), (0, 9, 1), (3, 3, 1), (4, 4, 2), (1, 19, 1), (1, 90, 1)]
)
def test_nothing_is_detectable_where_no_p_can_be_small(n_a, n_b, family):
    assert power.detectable(n_a, n_b, family=family) == math.inf


def test_more_articles_detect_less_and_larger_families_more():
    effects = [power.detectable(n, n) for n in (4, 5, 6, 8, 10, 15, 30, 100, 300)]
    assert effects == sorted(effects, reverse=True)
    effects = [power.detectable(20, 20, family=family) for family in (1, 2, 10, 100)]
    assert effects == sorted(effects)
    assert power.detectable(7, 30) == pytest.approx(power.detectable(30, 7))


@pytest.mark.parametrize(("effect", "n"), [(0.8, 26), (0.5, 64), (0.2, 394)])
def test_articles_needed_as_in_cohens_tables(effect, n):
    assert power.articles_needed(effect) == n


def test_what_is_needed_detects_the_effect_and_one_article_fewer_does_not():
    for effect in (0.3, 0.7, 1.5, 3.0):
        n = power.articles_needed(effect, family=3)
        assert power.detectable(n, n, family=3) <= effect < power.detectable(n - 1, n - 1, family=3)


def test_many_articles_detect_little():
    n = 600  # normal approximation: (1.960 + 0.842) * sqrt(2 / n)
    assert power.detectable(n, n) == pytest.approx(2.8016 * math.sqrt(2 / n), rel=0.003)


def test_small_effects_and_large_families_need_many_articles():
    assert power.articles_needed(0.1) == pytest.approx(2 * (2.8016 / 0.1) ** 2, rel=0.003)
    assert power.articles_needed(0.2, family=10) == pytest.approx(
        2 * ((2.8070 + 0.8416) / 0.2) ** 2, rel=0.01
    )


@pytest.mark.parametrize("effect", [0.0, -1.0, 0.01, math.nan])
def test_articles_needed_refuses_no_effect(effect):
    with pytest.raises(ValueError, match=r"such as 0\.5"):
        power.articles_needed(effect)
