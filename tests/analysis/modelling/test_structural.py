"""The structural model: what no effect can be estimated of is refused; with topica, planted effects are
found.
"""

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis.modelling import structural

TEXTS = [["tax", "budget"], ["goal", "match"], ["tax", "vote"]]
WRONG = [  # covariates, options, words
    ({"outlet": ["A", "A", "A"]}, {}, "covariate 'outlet' has one value \\('A'\\) in all texts"),
    ({"outlet": ["A", None, "B"]}, {}, "covariate 'outlet' has no value in 1 of 3 texts: leave these out"),
    ({"day": [1.0, np.nan, np.nan]}, {}, "no value in 2 of 3 texts"),
    ({"outlet": ["A", "B"]}, {}, "3 texts and 2 rows of covariates"),
    ({"outlet": ["A", "B", "B"]}, {"n_topics": 4}, "with 3 texts it must be from 2 to 3"),
    (
        {"outlet": ["A", "B", "B"]},
        {"smooth": ["outlet"]},
        "smooth names 'outlet', which is no column of numbers",
    ),
    ({"outlet": ["A", "B", "B"]}, {"smooth": ["day"]}, "smooth names 'day'"),
]


@pytest.mark.parametrize(("covariates", "options", "words"), WRONG)
def test_what_cannot_work_is_refused_with_what_would(covariates, options, words):
    with pytest.raises(ValueError, match=words):
        structural.fit(TEXTS, pd.DataFrame(covariates), **{"n_topics": 2, "seed": 1, **options})


def test_a_natural_spline_is_straight_outside_its_knots():
    days = np.arange(101.0)
    bent = structural._spline(days)
    assert bent.shape == (101, structural.SMOOTH)
    for end in (bent[:5], bent[96:]):
        assert np.abs(np.diff(end, n=2, axis=0)).max() < 1e-9
    assert np.abs(np.diff(bent[40:60, 1], n=2)).max() > 1e-6


def planted(n=160):
    """Texts on two plain topics; outlet B writes more of the second, as do all on later days."""
    rng = np.random.default_rng(3)
    outlet, day = rng.choice(["A", "B"], n), rng.integers(0, 100, n)
    share = 0.2 + 0.4 * (outlet == "B") + 0.2 * day / 100
    words = [[f"{letter}{number}" for number in range(15)] for letter in "xy"]
    texts = [[str(rng.choice(words[int(rng.random() < p)])) for _ in range(40)] for p in share]
    return texts, pd.DataFrame({"outlet": outlet, "day": day})


def test_planted_effects_are_found_and_threads_change_nothing():
    pytest.importorskip("topica", reason="topica is an extra")
    texts, covariates = planted()
    one, two = (structural.fit(texts, covariates, n_topics=2, seed=5, threads=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one.effects, two.effects)
    assert (one.shares == two.shares).all()
    second = int(one.words[:, one.terms == "y0"].ravel().argmax())
    effects = one.effects[one.effects["topic"] == second].set_index("covariate")
    assert effects.index.tolist() == ["outlet: B", "day"]
    assert effects.loc["outlet: B", "estimate"] == pytest.approx(0.4, abs=0.11), (
        "40 words: shares are pushed apart"
    )
    assert effects.loc["outlet: B", "error"] < 0.02
    assert effects.loc["day", "estimate"] * 100 == pytest.approx(0.2, abs=0.08)


def test_dates_may_bend():
    pytest.importorskip("topica", reason="topica is an extra")
    texts, covariates = planted(80)
    found = structural.fit(texts, covariates, n_topics=2, seed=5, smooth=["day"])
    names = found.effects["covariate"].unique().tolist()
    assert names == ["outlet: B", "day, spline 1", "day, spline 2", "day, spline 3"]
    assert found.shares.sum(axis=1) == pytest.approx(1)
