"""The structural model: what no effect can be estimated of is refused; with topica, planted effects are
found.
"""

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis import terms
from sourcewise.analysis.modelling import structural
from sourcewise.analysis.words import tokens

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
    assert effects.index.tolist() == ["outlet: B, not A", "day"]
    assert effects.loc["outlet: B, not A", "estimate"] == pytest.approx(0.4, abs=0.11), (
        "40 words: shares are pushed apart"
    )
    assert effects.loc["outlet: B, not A", "error"] < 0.02
    assert effects.loc["day", "estimate"] * 100 == pytest.approx(0.2, abs=0.08)


def test_dates_may_bend():
    pytest.importorskip("topica", reason="topica is an extra")
    texts, covariates = planted(80)
    found = structural.fit(texts, covariates, n_topics=2, seed=5, smooth=["day"])
    by_name = found.effects[found.effects["topic"] == 0].set_index("covariate")
    assert by_name.index[0] == "outlet: B, not A"
    assert by_name.index[1:].str.fullmatch("day: [0-9]+, not 0").all()
    assert len(by_name) == 5
    assert (by_name["error"] > 0).all()
    other = found.effects[found.effects["topic"] == 1].set_index("covariate")
    assert by_name["estimate"].to_numpy() == pytest.approx(-other["estimate"].to_numpy()), "of two topics"
    assert found.shares.sum(axis=1) == pytest.approx(1)


PUBLISHED = 0.4569280 - 0.2099581  # R's stm 1.1, gadarianFit: share of topic 2 with treatment less without
ITS_ERROR = np.hypot(0.0229809, 0.0214375)


def test_the_effect_of_the_published_example_of_stm_comes_out():
    """Gadarian and Albertson's experiment (Roberts et al. 2014), against the coefficients that the README of
    tidystm (github.com/mikajoh/tidystm, 2016) prints of the model in stm's own package.

    Its other two topics split what these answers also say in another way; the one that rises is compared.
    """
    topica = pytest.importorskip("topica", reason="topica is an extra")
    answers = topica.datasets.load_gadarian()  # 341, in the wheel
    forms = tokens.forms(casefold=True, numbers=False, stopwords=terms.STOPWORDS, stem=True)
    told = [
        [form for word in tokens.raw_words(text) if (form := forms[word])]
        for text in answers["open.ended.response"]
    ]
    held = pd.Series([word for text in told for word in set(text)]).value_counts()
    texts = [[word for word in text if held[word] > 1] for text in told]
    covariates = answers[["treatment", "pid_rep"]].astype(float)
    found = structural.fit(texts, covariates, n_topics=3, seed=2014, smooth=["pid_rep"])
    effects = found.effects[found.effects["covariate"] == "treatment"]
    rising = effects.loc[effects["estimate"].idxmax()]
    words = found.terms[np.argsort(-found.words[int(rising["topic"])])[:10]]
    assert {"crime", "welfar"} <= set(words), "the topic of fears, as in Roberts et al. (2014)"
    assert abs(rising["estimate"] - PUBLISHED) < 2 * min(rising["error"], ITS_ERROR)
