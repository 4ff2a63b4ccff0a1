import math

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis.comparing import verdicts
from sourcewise.analysis.comparing.layouts import lay_out


def layout(n_a, n_b, authors=None, stories=None):
    n = n_a + n_b
    articles = pd.DataFrame({"author": authors or [str(i) for i in range(n)], "story": stories or [None] * n})
    return lay_out(articles, np.arange(n) < n_a, np.arange(float(n)), np.ones(n))


def by_one_hand(n):
    """Ten articles a group; of group a, `n` by one author."""
    return layout(10, 10, ["x"] * n + [str(i) for i in range(20 - n)])


def pairs(n):
    return layout(n, n, stories=[f"s{i}" for i in range(n)] * 2)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (layout(0, 9), "0 articles in one of the groups: described only, a comparison takes 3 an outlet."),
        (layout(1, 9), "1 article in one of the groups: described only, a comparison takes 3 an outlet."),
        (layout(40, 2), "2 articles in one of the groups: described only, a comparison takes 3 an outlet."),
        (layout(3, 3), ""),
        (
            by_one_hand(8),
            "1 independent article in one of the groups: described only, a comparison takes 3 an outlet.",
        ),
        (by_one_hand(4), ""),  # 100 / 22
        (pairs(2), "2 articles in one of the groups: described only, a comparison takes 3 an outlet."),
    ],
)
def test_fewer_than_three_articles_are_not_compared(groups, said):
    assert verdicts.no_comparison(groups) == said


@pytest.mark.parametrize(
    ("groups", "shape", "correction", "resamples", "said"),
    [
        (layout(3, 9), "even", 1, 9_999, "No p: 3 articles, and a mean takes 4."),
        (layout(4, 4), "even", 1, 9_999, ""),
        (layout(3, 9), "share", 1, 9_999, "No p: 3 articles, and a share takes 4."),
        (layout(4, 4), "share", 1, 9_999, ""),
        (layout(9, 9), "rate", 1, 9_999, "No p: 9 articles, and a rate of words takes 10."),
        (layout(10, 10), "rate", 1, 9_999, ""),
        (layout(29, 90), "skewed", 1, 9_999, "No p: 29 articles, and a skewed statistic takes 30."),
        (layout(30, 30), "skewed", 1, 9_999, ""),
        (by_one_hand(5), "even", 1, 9_999, "No p: 3 independent articles, and a mean takes 4."),
        (
            layout(4, 4), "even", 3, 9_999,
            "No p: corrected for the family, the least attainable is 0.086; "
            "add articles, or ask of one pair or statistic alone.",
        ),
        (
            layout(4, 4), "even", 99, 9_999,
            "No p: corrected for the family, the least attainable is 1; "
            "add articles, or ask of one pair or statistic alone.",
        ),
        (
            layout(20, 20), "even", 1, 10,
            "No p: corrected for the family, the least attainable is 0.091; raise `resamples`.",
        ),
        (layout(20, 20), "even", 1, 20, ""),
        (
            layout(20, 20), "even", 500, 9_999,
            "No p: corrected for the family, the least attainable is 0.05; raise `resamples`.",
        ),
        (
            pairs(5), "even", 1, 9_999,
            "No p: corrected for the family, the least attainable is 0.062; "
            "add articles, or ask of one pair or statistic alone.",
        ),
        (pairs(6), "even", 1, 9_999, ""),
    ],
)  # fmt: skip
def test_why_there_is_no_p(groups, shape, correction, resamples, said):
    assert verdicts.no_p(groups, shape=shape, correction=correction, resamples=resamples) == said


@pytest.mark.parametrize(
    ("n", "shape", "said"),
    [
        (9, "even", "No interval: 9 independent articles, and a mean takes 10."),
        (10, "even", ""),
        (1, "even", "No interval: 1 independent article, and a mean takes 10."),
        (19, "share", "No interval: 19 independent articles, and a share takes 20."),
        (20, "share", ""),
        (49, "rate", "No interval: 49 independent articles, and a rate of words takes 50."),
        (50, "rate", ""),
        (29, "skewed", "No interval: 29 independent articles, and a skewed statistic takes 30."),
        (30, "skewed", ""),
    ],
)
def test_why_there_is_no_interval(n, shape, said):
    assert verdicts.no_interval(n, shape=shape) == said


@pytest.mark.parametrize(
    ("x", "y", "no_p", "no_interval"),
    [
        ([1, 1], [1, 1], True, True),
        ([1, 1], [2, 2], False, True),
        ([1, 2], [1, 2], False, False),  # half is not most
        ([1, 1, 2], [1, 2, 3], False, True),
        ([1, 2, 3], [1, 1, 2], False, True),
        ([1, 2, 3], [1, 2, 3], False, False),
    ],
)
def test_values_that_do_not_vary_enough(x, y, no_p, no_interval):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    assert verdicts.one_p(x, y) == ("No p: every article has the same value." if no_p else "")
    said = "No interval: most articles have the same value."
    assert verdicts.one_value(x, y) == (said if no_interval else "")


def test_what_is_detectable_follows_what_the_articles_are_worth():
    assert verdicts.detectable(layout(10, 10), family=1) == pytest.approx(1.32, abs=0.01)
    assert verdicts.detectable(layout(30, 30), family=10) == pytest.approx(0.98, abs=0.01)
    assert verdicts.detectable(by_one_hand(8), family=1) == math.inf
    eight = verdicts.detectable(layout(8, 10), family=1)
    assert verdicts.detectable(by_one_hand(2), family=1) == eight > 1.33  # 100 / 12
    with_stories = layout(20, 20, stories=[f"s{i % 10}" for i in range(40)])
    assert verdicts.detectable(with_stories, family=1) is None, "stories are the units"


UNEVEN = layout(6, 6, stories=["s1"] * 5 + ["s2"] + ["s1"] + ["s2"] * 5)  # two stories of 5 and 1


def test_stories_are_not_said_to_be_in_one_of_the_groups():
    assert "2 shared stories" in verdicts.no_comparison(UNEVEN)
    assert "in one of the groups" not in verdicts.no_comparison(UNEVEN)


def test_more_resamples_are_asked_for_only_where_they_help():
    """Six articles a group, worth four: 2 / 70 twice is above .05, whatever is drawn."""
    groups = layout(6, 6, [*"xxabcd", *"yyefgh"])
    said = verdicts.no_p(groups, shape="even", correction=2, resamples=9_999)
    assert "the least attainable is 0.057" in said
    assert "raise `resamples`" not in said
