"""Covariates: what can't be used is left out and said; levels, lines and splines as columns of numbers."""

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis.modelling import covariates


def columns(**more):
    """Ten articles, of which each has an outlet; and other columns."""
    return pd.DataFrame({"outlet": list("AABBAABBAB"), **more})


USABLE = [  # other columns, covariates that are left, articles, words
    ({}, ["outlet"], 10, "Prevalence depends on outlet, in 10 of 10 articles."),
    ({"day": [*range(8), None, None]}, ["outlet", "day"], 8, "on outlet and day, in 8 of 10 articles."),
    ({"day": [1.0, 2, 3, 4, 5] + [None] * 5}, ["outlet"], 10, "Left out: day (no value in 5 of 10)."),
    ({"day": [None] * 10}, ["outlet"], 10, "Left out: day (no value)."),
    ({"desk": ["home"] * 10}, ["outlet"], 10, "Left out: desk (one value, 'home')."),
    ({"author": list("abcdefghij")}, ["outlet"], 10, "Left out: author (10 values in 10 articles)."),
    ({"age": list("1234567890")}, ["outlet", "age"], 10, "on outlet and age"),
    ({"outlet": ["A"] * 10}, [], 0, "Prevalence depends on nothing, in 0 of 10 articles."),
    (
        {"outlet": list("AAAAAAAAAB"), "day": [*range(9), None]},
        ["day"],
        9,
        "Left out: outlet (one value where the others are known).",
    ),
]


@pytest.mark.parametrize(("more", "left", "n", "words"), USABLE)
def test_what_no_effect_can_be_estimated_of_is_left_out_and_said(more, left, n, words):
    kept, said = covariates.usable(columns(**more))
    assert list(kept.columns) == left
    assert len(kept) == n
    assert words in said
    if left:
        covariates.check(kept, [])


def test_a_natural_spline_is_straight_outside_its_knots():
    days = np.arange(101.0)
    bent = covariates.spline(days)
    assert bent.shape == (101, covariates.SMOOTH)
    for end in (bent[:5], bent[96:]):
        assert np.abs(np.diff(end, n=2, axis=0)).max() < 1e-9
    assert np.abs(np.diff(bent[40:60, 1], n=2)).max() > 1e-6


def test_levels_lines_and_splines_are_columns_and_are_told_as_differences():
    days = pd.to_datetime("2020-01-01") + pd.to_timedelta(range(12), unit="D")
    table = pd.DataFrame({"outlet": list("ABC" * 4), "length": range(12), "published": days})
    made = covariates.design(table, smooth=[])
    assert made.names[:3] == ["outlet: B, not A", "outlet: C, not A", "length"]
    assert made.columns.shape == (12, 3 + covariates.SMOOTH)
    assert made.columns[:4, :3].tolist() == [[0, 0, 0], [1, 0, 1], [0, 1, 2], [0, 0, 3]]
    later = [f"published: 2020-01-{day}, not 2020-01-01" for day in ("04", "07", "10", "12")]
    assert list(made.told) == [*made.names[:3], *later]
    assert made.told["outlet: C, not A"].tolist() == [0, 1, 0, 0, 0, 0]
    assert made.told[later[1]].tolist() == [0, 0, 0, *(made.columns[6] - made.columns[0])[3:]]


def test_few_days_are_a_straight_line():
    days = pd.to_datetime(["2020-01-01", "2020-01-03"] * 4)
    made = covariates.design(pd.DataFrame({"published": days}), smooth=[])
    assert made.names == ["published, a day later"]
    assert made.columns.ravel().tolist() == [0, 2] * 4
    assert covariates.spline(np.array([0.0] * 50 + [1, 2, 3, 4, 5])).shape == (55, 1), "knots that coincide"
