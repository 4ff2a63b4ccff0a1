import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus.copies import minhash


def signed(*sets):
    """Signatures of sets of numbers."""
    row = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    return minhash.signatures(
        row, np.concatenate([np.array(one, dtype=np.uint64) for one in sets]), len(sets)
    )


def pair(seed, size, jaccard):
    """Two sets of a size with some Jaccard, which is returned too."""
    both = round(2 * size * jaccard / (1 + jaccard))
    numbers = np.random.default_rng(seed).integers(0, 2**64, 2 * size - both, dtype=np.uint64)
    return numbers[:size], numbers[size - both :], both / len(numbers)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("size", [20, 200, 2_000])
@pytest.mark.parametrize("wanted", [0.1, 0.4, 0.7, 0.95])
def test_the_estimate_lies_within_three_standard_errors_of_the_exact_jaccard(seed, size, wanted):
    one, two, jaccard = pair((seed, size, round(wanted * 100)), size, wanted)
    (found,) = minhash.estimate(signed(one, two), np.array([0]), np.array([1]))
    assert abs(found - jaccard) <= 3 * np.sqrt(jaccard * (1 - jaccard) / minhash.PERMUTATIONS)


def test_the_error_of_the_estimate_is_that_of_independent_permutations():
    z = []
    for seed in range(300):
        one, two, jaccard = pair(seed, 300, 0.4)
        (found,) = minhash.estimate(signed(one, two), np.array([0]), np.array([1]))
        z.append((found - jaccard) / np.sqrt(jaccard * (1 - jaccard) / minhash.PERMUTATIONS))
    assert abs(np.mean(z)) < 0.2
    assert 0.85 < np.std(z) < 1.15


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=9), min_size=1, max_size=6), st.data()
)
def test_order_and_repeats_within_a_set_change_nothing(sets, data):
    mixed = [data.draw(st.permutations(one)) + one[:1] for one in sets]
    assert (signed(*mixed) == signed(*sets)).all()


def test_blocks_of_any_size_give_the_same_signatures(monkeypatch):
    sets = [pair(seed, 30 + seed, 0.5)[0] for seed in range(20)]
    whole = signed(*sets)
    monkeypatch.setattr(minhash, "LEAST_BLOCK", 40)
    assert (signed(*sets) == whole).all()


def test_a_text_without_runs_has_the_greatest_number_throughout():
    found = minhash.signatures(np.array([0, 2]), np.array([5, 6], dtype=np.uint64), 3)
    assert (found[1] == np.iinfo(np.uint16).max).all()
    assert (found[0] < np.iinfo(np.uint16).max).all()


@pytest.mark.parametrize(("threshold", "rows"), [(0.2, 1), (0.3, 2), (0.4, 3), (0.5, 3), (0.7, 5), (1.0, 16)])
def test_bands_are_as_wide_as_the_recall_at_the_threshold_allows(threshold, rows):
    """By hand for 0.4: 1 - (1 - 0.4**3)**85 = 0.9964; with four rows 1 - (1 - 0.4**4)**64 = 0.810."""
    assert minhash.rows(threshold) == rows


@pytest.mark.parametrize(("jaccard", "least", "most"), [(0.45, 0.98, 1), (0.4, 0.97, 1), (0.05, 0, 0.1)])
def test_pairs_share_a_band_as_often_as_the_formula_says(jaccard, least, most):
    met = 0
    for seed in range(200):
        one, two, _ = pair(seed, 400, jaccard)
        met += any(key[0] == key[1] for key in minhash.bands(signed(one, two), 0.4))
    assert least <= met / 200 <= most
