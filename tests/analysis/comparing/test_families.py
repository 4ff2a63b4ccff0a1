import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sourcewise.analysis.comparing import families

P = [0.01, 0.04, 0.03, 0.005]
METHODS = ["holm", "bh", "by"]


@pytest.mark.parametrize(
    ("p", "method", "adjusted"),
    [
        (P, "holm", [0.03, 0.06, 0.06, 0.02]),
        (P, "bh", [0.02, 0.04, 0.04, 0.02]),
        (P, "by", [0.02 * 25 / 12, 0.04 * 25 / 12, 0.04 * 25 / 12, 0.02 * 25 / 12]),
        ([0.04, 0.04, 0.04], "holm", [0.12, 0.12, 0.12]),
        ([0.04, 0.04, 0.04], "bh", [0.04, 0.04, 0.04]),
        ([0.5, 0.6], "holm", [1.0, 1.0]),
        ([0.02], "holm", [0.02]),
        ([0.02], "by", [0.02]),
        ([0.0, 1.0], "bh", [0.0, 1.0]),
        ([], "holm", []),
        ([], "bh", []),
    ],
)
def test_adjusted_p_by_hand(p, method, adjusted):
    assert families.adjust(np.array(p), method=method) == pytest.approx(adjusted)


TEN = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]


@pytest.mark.parametrize(
    ("method", "adjusted"),
    [
        ("holm", [0.01, 0.072, 0.312, 0.312, 0.312, 0.312, 0.312, 0.615, 0.615, 0.615]),
        ("bh", [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.105714285714, 0.216, 0.216, 0.216]),
        ("by", [
            0.0292896825397, 0.117158730159, 0.246033333333, 0.246033333333, 0.246033333333, 0.292896825397,
            0.309633786848, 0.632657142857, 0.632657142857, 0.632657142857,
        ]),
    ],
)  # fmt: skip
def test_adjusted_p_are_those_of_statsmodels_multipletests_0_15(method, adjusted):
    assert families.adjust(np.array(TEN), method=method) == pytest.approx(adjusted, rel=1e-11)


PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


@given(PROBABILITIES, st.sampled_from(["bh", "by"]))
def test_false_discovery_rates_are_scipys(p, method):
    assert families.adjust(np.array(p), method=method) == pytest.approx(
        stats.false_discovery_control(p, method=method)
    )


@given(PROBABILITIES)
def test_holm_is_its_definition(p):
    """The largest of (m - j + 1) p(j) up to each rank, at most 1."""
    m, ranked = len(p), sorted(p)
    expected = {
        x: min(1, max((m - j) * ranked[j] for j in range(ranked.index(x) + ranked.count(x)))) for x in p
    }
    assert families.adjust(np.array(p)) == pytest.approx([expected[x] for x in p])


@given(PROBABILITIES, st.sampled_from(METHODS))
def test_adjusting_never_lowers_a_p_nor_turns_their_order(p, method):
    adjusted = families.adjust(np.array(p), method=method)
    assert (adjusted >= np.array(p) - 1e-12).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p)]) >= -1e-12).all()


@pytest.mark.parametrize("method", METHODS)
def test_what_was_not_tested_stays_unknown_and_counts_where_the_family_says_so(method):
    holed = np.array([0.01, np.nan])
    alone = families.adjust(holed, method=method)
    assert alone[0] == pytest.approx(0.01)
    assert np.isnan(alone[1])
    factor = {"holm": 3, "bh": 3, "by": 3 * (1 + 1 / 2 + 1 / 3)}[method]
    assert families.adjust(holed, method=method, family=3)[0] == pytest.approx(0.01 * factor)


def test_the_given_p_are_not_changed():
    p = np.array(P)
    families.adjust(p)
    assert p.tolist() == P


@pytest.mark.parametrize(
    ("p", "how", "said"),
    [
        ([0.5, 1.2], {}, r"between 0 and 1, and one is 1\.2"),
        ([-0.1], {}, r"between 0 and 1, and one is -0\.1"),
        ([0.5, 0.2], {"family": 1}, "1 tests, fewer than the 2"),
        ([0.5], {"method": "maxt"}, "ask `contrast` or `contrast_rates`"),
    ],
)
def test_what_is_no_family_is_refused(p, how, said):
    with pytest.raises(ValueError, match=said):
        families.adjust(np.array(p), **how)


@pytest.mark.parametrize(
    ("family", "method", "factor"),
    [(5, "holm", 5), (5, "bh", 5), (2, "by", 3), (3, "by", 5.5), (1, "by", 1), (0, "holm", 1), (0, "by", 0)],
)
def test_correction_by_hand(family, method, factor):
    assert families.correction(family, method=method) == pytest.approx(factor)


@pytest.mark.parametrize("method", METHODS)
def test_correction_is_what_a_lone_small_p_is_multiplied_by(method):
    p = np.array([1e-4, 1, 1, 1, 1])
    assert families.adjust(p, method=method)[0] == pytest.approx(1e-4 * families.correction(5, method=method))
