"""The same estimates under other choices: those of compare, and how far they move."""

import numpy as np
import pandas as pd
import pytest
from synthetic import Design, Outlet, draw

from sourcewise.analysis import compare
from sourcewise.analysis.comparing import moves

CORPUS = draw(Design([Outlet("A", 12), Outlet("B", 12, tone=1), Outlet("C", 2)], stories=3, terms=1), seed=1)
VALUES = CORPUS.values[["tone"]].rename(columns={"tone": "China"})


@pytest.mark.parametrize("within", ["story", None])
def test_estimates_are_those_of_describe_and_contrast(within):
    found = moves.estimates(VALUES, CORPUS.articles, within=within).set_index(["a", "b"])["estimate"]
    described = compare.describe(VALUES, CORPUS.articles, resamples=19).set_index("outlet")["estimate"]
    compared = compare.contrast(VALUES, CORPUS.articles, within=within, resamples=19)
    for outlet, value in described.items():
        assert found[outlet, ""] == pytest.approx(value)
    for row in compared[compared["estimate"].notna()].itertuples():
        assert found[row.a, row.b] == pytest.approx(row.estimate)
    assert len(found) == len(described) + compared["estimate"].notna().sum()
    assert ("A", "C") not in found.index, "two articles are compared with nothing"


def table(**estimates):
    rows = [
        {"statistic": "China", "a": a, "b": "", "n": 3, "estimate": value} for a, value in estimates.items()
    ]
    return pd.DataFrame(rows)


def test_moves_can_be_read_off():
    found = {"own": table(A=0.2, B=-0.1), "quoted": table(A=-0.3, B=-0.2), "all": table(A=0.1)}
    moved = moves.moves(found, reference="own").set_index("a")
    assert moved.loc["A", ["bottom", "top", "choices"]].tolist() == [-0.3, 0.2, 3]
    assert moved.loc["A", "same_sign"] == pytest.approx(2 / 3)
    assert moved.loc["A", "furthest"] == "quoted"
    assert moved.loc["B", ["bottom", "top", "choices", "same_sign"]].tolist() == [-0.2, -0.1, 2, 1]


def test_nothing_moves_where_nothing_is_estimated():
    nothing = moves.estimates(VALUES * np.nan, CORPUS.articles)
    assert moves.moves({"own": nothing, "other": nothing}, reference="own").empty


def test_an_unknown_reference_is_refused():
    with pytest.raises(ValueError, match="no choice 'theirs'"):
        moves.moves({"own": table(A=1.0)}, reference="theirs")
