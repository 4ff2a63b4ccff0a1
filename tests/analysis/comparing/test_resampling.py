import itertools

import numpy as np
import pytest

from sourcewise.analysis.comparing import resampling


def groups(*sizes):
    """Who is in group a, and the rows of each stratum, for strata of these numbers (of a, of b)."""
    in_a = np.concatenate([np.repeat([True, False], size) for size in sizes])
    ends = np.cumsum([sum(size) for size in sizes])
    return in_a, [np.arange(end - sum(size), end) for size, end in zip(sizes, ends, strict=True)]


def relabelled(in_a, strata, **how):
    return np.concatenate(list(resampling.relabelled(in_a, strata, **{"resamples": 9, "seed": 0} | how)))


@pytest.mark.parametrize(
    ("sizes", "ways"),
    [
        ([(4, 4)], 70),
        ([(3, 9)], 220),
        ([(2, 2), (2, 3)], 6 * 10),
        ([(1, 1)] * 10, 1024),
        ([(5, 0)], 1),
        ([(0, 5)], 1),
        ([(2, 2), (3, 0)], 6),
        ([(1, 1)], 2),
    ],
)
def test_arrangements_are_counted_and_enumerated_once_each_inside_strata(sizes, ways):
    in_a, strata = groups(*sizes)
    assert resampling.arrangements(in_a, strata) == ways
    every = {
        row
        for row in itertools.product((0.0, 1.0), repeat=len(in_a))
        if all(sum(row[i] for i in rows) == in_a[rows].sum() for rows in strata)
    } if len(in_a) < 13 else None  # fmt: skip
    found = [tuple(row) for row in relabelled(in_a, strata).tolist()]
    assert len(found) == len(set(found)) == ways
    assert every is None or set(found) == every


def test_strata_may_lie_in_any_order_of_rows():
    in_a, strata = np.array([True, True, False, False, True]), [np.array([4, 0, 3]), np.array([2, 1])]
    labels = relabelled(in_a, strata)
    assert len(set(map(tuple, labels.tolist()))) == 3 * 2
    assert (labels[:, [0, 3, 4]].sum(axis=1) == 2).all()
    assert (labels[:, [1, 2]].sum(axis=1) == 1).all()


def test_blocks_hold_what_one_block_would(monkeypatch):
    in_a, strata = groups((3, 4))
    whole = relabelled(in_a, strata)
    monkeypatch.setattr(resampling, "CELLS", 20)
    blocks = list(resampling.relabelled(in_a, strata, resamples=9, seed=0))
    assert max(map(len, blocks)) == 2
    assert np.array_equal(np.concatenate(blocks), whole)
    drawn = resampling.drawn([np.arange(7)], 7, resamples=9, seed=0)
    assert sum(map(len, drawn)) == 9


@pytest.mark.parametrize(("limit", "rows"), [(70, 70), (69, 9)])
def test_up_to_the_limit_all_are_enumerated_and_beyond_some_are_drawn(monkeypatch, limit, rows):
    monkeypatch.setattr(resampling, "EXACT_LIMIT", limit)
    assert len(relabelled(*groups((4, 4)))) == rows


SIZES = [(12, 9), (1, 3), (6, 0), (0, 2), (2, 2)]


def test_drawn_arrangements_keep_the_sizes_inside_every_stratum():
    in_a, strata = groups(*SIZES)
    labels = relabelled(in_a, strata, resamples=500, seed=3)
    assert labels.shape == (500, len(in_a))
    assert set(np.unique(labels)) == {0.0, 1.0}
    for rows in strata:
        assert (labels[:, rows].sum(axis=1) == in_a[rows].sum()).all()


def test_every_unit_is_as_often_in_group_a_as_its_stratum_says():
    in_a, strata = groups((12, 9), (9, 12))
    share = relabelled(in_a, strata, resamples=4_000, seed=5).mean(axis=0)
    expected = np.repeat([12 / 21, 9 / 21], 21)
    assert np.abs(share - expected).max() < 4 * np.sqrt(0.25 / 4_000)


def test_the_same_seed_draws_the_same_and_another_does_not():
    in_a, strata = groups((12, 12))
    one, again, other = (relabelled(in_a, strata, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    cells = [np.arange(12), np.arange(12, 24)]
    one, again, other = (
        np.concatenate(list(resampling.drawn(cells, 24, resamples=9, seed=seed))) for seed in (1, 1, 2)
    )
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_from_every_cell_as_many_are_drawn_as_it_has_and_nothing_from_elsewhere():
    cells = [np.array([0, 3, 5]), np.array([1]), np.array([7, 2])]
    weights = np.concatenate(list(resampling.drawn(cells, 8, resamples=300, seed=0)))
    assert weights.shape == (300, 8)
    for cell in cells:
        assert (weights[:, cell].sum(axis=1) == len(cell)).all()
    assert (weights[:, [4, 6]] == 0).all()
    assert (weights[:, 1] == 1).all()


def test_draws_with_replacement_have_the_moments_of_the_multinomial():
    weights = np.concatenate(list(resampling.drawn([np.arange(10)], 10, resamples=5_000, seed=1)))
    assert np.abs(weights.mean(axis=0) - 1).max() < 4 * np.sqrt(0.9 / 5_000)
    assert weights.var() == pytest.approx(0.9, rel=0.02)  # n times 1/n times (1 - 1/n)
