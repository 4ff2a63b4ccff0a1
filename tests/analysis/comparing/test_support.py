import math

import pandas as pd
import pytest

from sourcewise.analysis.comparing import support as module
from sourcewise.analysis.comparing.support import support

A, B = "Morning Post", "Evening Star"


def corpus(sizes, **columns):
    rows = [(f"{outlet[0]}{i:03d}", outlet) for outlet, n in sizes.items() for i in range(n)]
    return pd.DataFrame(rows, columns=["doc_id", "outlet"]).astype("str").assign(**columns)


TABLE = [
    # articles, level, p and interval of: even, rate, skewed
    ((1, 1), "description", (False, False), (False, False), (False, False)),
    ((2, 40), "description", (False, False), (False, False), (False, False)),
    ((3, 3), "points", (False, False), (False, False), (False, False)),
    ((3, 40), "points", (False, False), (False, False), (False, False)),
    ((4, 4), "points", (True, False), (False, False), (False, False)),
    ((9, 9), "points", (True, False), (False, False), (False, False)),
    ((10, 10), "small", (True, True), (True, False), (False, False)),
    ((29, 500), "small", (True, True), (True, False), (False, False)),
    ((30, 30), "full", (True, True), (True, False), (True, True)),
    ((49, 60), "full", (True, True), (True, False), (True, True)),
    ((50, 50), "full", (True, True), (True, True), (True, True)),
]


@pytest.mark.parametrize(("sizes", "level", "even", "rate", "skewed"), TABLE)
def test_support_holds_the_table_of_what_a_corpus_can_support(sizes, level, even, rate, skewed):
    for shape, allowed in (("even", even), ("rate", rate), ("skewed", skewed)):
        found = support(dict(zip("ab", sizes, strict=True)), shape=shape)
        assert (found.level, found.p, found.interval) == (level, *allowed)
        assert found.comparison == any(allowed)


@pytest.mark.parametrize(
    ("n", "level"),
    [
        (0, "description"),
        (2.9, "description"),
        (3, "points"),
        (9, "points"),
        (10, "small"),
        (29, "small"),
        (30, "full"),
    ],
)
def test_rows_of_the_table(n, level):
    assert module.level(n) == level


@pytest.mark.parametrize(
    ("n", "p", "interval"), [(3, False, False), (4, True, False), (19, True, False), (20, True, True)]
)
def test_a_share_takes_four_articles_for_a_p_and_twenty_for_an_interval(n, p, interval):
    found = support({"a": n, "b": n}, shape="share")
    assert (found.p, found.interval) == (p, interval)


def test_support_takes_the_familys_correction_into_account():
    assert support({"a": 4, "b": 4}, family=1).p
    assert not support({"a": 4, "b": 4}, family=2).p  # 2 * .029 is above .05


def test_the_smallest_outlet_decides_and_the_reason_says_what_would_work():
    found = support({"a": 40, "b": 35, "c": 1})
    assert found.level == "description"
    assert found.reason == (
        "c has 1 article here: articles are described and outlets are not compared, which takes 3 an outlet; "
        "without those below, 2 outlets remain."
    )


SHOWN = "every article is shown,"
TAKES = "and an interval takes 10 an outlet."


@pytest.mark.parametrize(
    ("sizes", "family", "reason"),
    [
        (
            (2, 4),
            1,
            "a has 2 articles here: articles are described and outlets are not compared, "
            "which takes 3 an outlet.",
        ),
        ((3, 3), 1, f"a has 3 articles here: {SHOWN} no permutation p can fall below .05, {TAKES}"),
        ((5, 4), 1, f"b has 4 articles here: {SHOWN} a permutation p can be printed, {TAKES}"),
        ((4, 4), 2, f"a has 4 articles here: {SHOWN} no permutation p can fall below .05, {TAKES}"),
        ((10, 12), 1, "a has 10 articles here: a small sample, with intervals of article means only."),
        (
            (90, 30),
            1,
            "b has 30 articles here: intervals are printed for statistics whose coverage holds.",
        ),
    ],
)
def test_reasons_in_full(sizes, family, reason):
    assert support(dict(zip("ab", sizes, strict=True)), family=family).reason == reason


@pytest.mark.parametrize(("sizes", "said"), [({}, "There are 0 outlets"), ({"a": 12}, "There is 1 outlet")])
def test_one_outlet_is_no_comparison_and_the_reason_says_what_would_work(sizes, said):
    found = support(sizes)
    assert (found.level, found.p, found.interval, found.comparison) == ("description", False, False, False)
    assert found.reason == (
        f"{said} here and a comparison needs two: "
        "name the outlets in sources.csv, or add articles of another."
    )


def test_where_copies_leave_one_outlet_the_reason_says_so():
    articles = pd.DataFrame(
        {"doc_id": ["a", "b", "c"], "outlet": ["The Courier", "Herald", "Herald"], "byline": [None] * 3,
         "duplicate_cluster": ["d:a"] * 3}
    )  # fmt: skip
    reason = support(articles).reason
    assert reason.startswith("Copies counted once, there is 1 outlet here and a comparison needs two: ")
    assert "2 articles that are copies" in reason


def test_more_outlets_than_articles_is_description_only():
    found = support({"a": 1, "b": 1, "c": 0})
    assert found.level == "description"
    assert "c has 0 articles" in found.reason
    assert (found.smallest_p, found.detectable) == (1.0, math.inf)


def test_effects_that_would_be_found_come_from_n_alone():
    found = support({"a": 10, "b": 10, "c": 90})
    assert found.detectable == pytest.approx(1.32, abs=0.01)
    assert found.needed == {0.8: 26, 0.5: 64, 0.2: 394}
    assert found.smallest_p == pytest.approx(2 / 184756)
    assert support({"a": 5, "b": 5}).detectable == pytest.approx(2.046, abs=0.001)


@pytest.mark.parametrize(("sizes", "family"), [({"a": 600, "b": 700}, 1), ({"a": 60, "b": 70}, 10)])
def test_large_corpora_and_families_have_a_support(sizes, family):
    assert support(sizes, family=family).level == "full"


def test_families_up_to_six_leave_five_articles_a_p():
    found = [support({"a": 5, "b": 5}, family=family) for family in (6, 7)]
    assert [one.p for one in found] == [True, False]  # 2 / 252 times the family
    assert [math.isinf(one.detectable) for one in found] == [False, True]


def test_unknown_outlets_and_copies_are_counted_aloud_and_left_out():
    clusters = {"M000": "d:M000", "M001": "d:M000", "E000": "d:M000"}
    articles = corpus({A: 4, B: 4, "unknown (u)": 1})
    found = support(articles.assign(duplicate_cluster=articles["doc_id"].map(clusters)))
    assert found.n == {A: 2, B: 4}  # E000 comes first by doc_id
    assert (found.unknown, found.copies) == (1, 2)
    assert found.reason.endswith(
        "Left out: 1 article of unknown outlet. Left out: 2 articles that are copies of another."
    )


def test_articles_by_one_hand_count_together():
    articles = corpus({A: 10, B: 10}, byline=["Jane Doe"] * 8 + [None] * 12)
    found = support(articles)
    assert (found.n, found.units) == ({A: 10, B: 10}, {A: 1, B: 10})
    assert found.level == "description"
    assert found.reason.startswith(
        "Morning Post has 10 articles here that count as 1, since authors wrote several "
        '(unit="article" counts each alone): articles are '
    )
    assert support(articles, unit="article").level == "small"


@pytest.mark.parametrize("byline", ["Staff", "Reuters", None])
def test_bylines_that_name_nobody_do_not_count_together(byline):
    assert support(corpus({A: 10, B: 10}, byline=byline)).units == {A: 10, B: 10}


def test_the_order_of_articles_and_outlets_changes_nothing():
    articles = corpus({A: 5, B: 7}, byline=["Jane Doe"] * 2 + ["John Roe"] * 3 + [None] * 7)
    assert support(articles.iloc[::-1]) == support(articles)
    assert support({"b": 7, "a": 5}) == support({"a": 5, "b": 7})


@pytest.mark.parametrize(
    ("groups", "family", "said"),
    [
        ({"a": -1, "b": 3}, 1, "'a' has -1 articles; a number of articles is 0 or more"),
        ({"a": 3, "b": 3}, 0, "a family has at least 1 test, not 0"),
    ],
)
def test_support_refuses_numbers_that_cannot_be(groups, family, said):
    with pytest.raises(ValueError, match=said):
        support(groups, family=family)
