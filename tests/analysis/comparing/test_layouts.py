import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from sourcewise.analysis.comparing import inference
from sourcewise.analysis.comparing.layouts import lay_out

APART = "They share no story, so that coverage and telling can't be told apart."


def laid_out(stories, values=None, authors=None, size=None, **how):
    """Articles given as 'a s1' or 'b s2' (group and story, '-' for none), laid out."""
    groups, names = zip(*(one.split() for one in stories), strict=True)
    n = len(stories)
    articles = pd.DataFrame(
        {
            "story": [None if name == "-" else name for name in names],
            "author": authors or [str(i) for i in range(n)],
        }
    )
    in_a = np.array(groups) == "a"
    total = np.arange(n, dtype=float) if values is None else np.asarray(values, dtype=float)
    return lay_out(articles, in_a, total, np.ones(n) if size is None else np.asarray(size), **how)


def crossed(n_stories, n_a=1, n_b=1):
    return [f"{side} s{k:02d}" for k in range(n_stories) for side in "a" * n_a + "b" * n_b]


@pytest.mark.parametrize(
    ("stories", "rows", "within", "note"),
    [
        # nothing is known of stories
        (["a -", "a -", "b -"], 3, 0, ""),
        # none is shared
        (["a s1", "a s2", "b s3"], 3, 0, APART),
        (["a s1", "a s2", "b -"], 3, 0, APART),
        # fewer than ten: those with two articles a side, if there are such
        (["a s1", "a s1", "b s1", "b s1"], 4, 1, ""),
        (
            ["a s1", "a s1", "b s1", "b s1", "a s2", "b s2", "a s3", "b -"],
            4,
            1,
            "Left out: 4 articles of another story.",
        ),
        (
            ["a s1", "a s1", "b s1", "b s2"],
            3,
            1,
            "Left out: 1 article of another story.",
        ),
        (
            ["a -", "a s1", "b s1", "b -"],
            2,
            1,
            "Left out: 2 articles of another story.",
        ),
        (["a s1", "b s1", "a s2", "b s2"], 4, 2, ""),
        (crossed(9), 18, 9, ""),
        # ten and more
        (crossed(10), 20, 10, ""),
        (
            [*crossed(9, 2, 2), "a s9", "b s9", "a s10"],
            38,
            10,
            "Left out: 1 article of another story.",
        ),
    ],
)
def test_articles_are_compared_inside_the_stories_that_both_cover(stories, rows, within, note):
    layout = laid_out(stories)
    assert (len(layout.rows), layout.strata, layout.note) == (rows, within, note)
    assert layout.n_a + layout.n_b == rows
    assert len(layout.sample.strata) == max(within, 1)
    assert sorted(np.concatenate(layout.sample.strata)) == list(range(rows))


@pytest.mark.parametrize(
    ("stories", "paired"),
    [(crossed(9, 2, 2), False), (crossed(10, 2, 2), True), (crossed(9), True), (crossed(1, 3, 3), False)],
)
def test_the_stories_are_the_units_from_ten_on_or_where_they_have_one_article_a_side(stories, paired):
    assert laid_out(stories).sample.paired == paired


@pytest.mark.parametrize(
    ("stories", "n"),
    [
        (crossed(12), 12),
        (crossed(12, 3, 3), 12),
        ([*crossed(11), *crossed(1, 90, 90)], 1),  # weights .5 eleven times and 45.25: 51.25 ** 2 / 2070
        (crossed(2, 5, 6), 10),  # two stories of many articles: the articles are the units
        (crossed(4), 4),
    ],
)
def test_n_is_what_the_smallest_of_articles_and_stories_is_worth(stories, n):
    assert laid_out(stories).n == n


def test_within_nothing_or_a_column_that_is_not_there_compares_all():
    for within in (None, "month"):
        layout = laid_out(crossed(10), within=within)
        assert (layout.strata, layout.note, len(layout.sample.strata)) == (0, "", 1)


def test_rows_name_the_articles_in_their_order_and_values_follow_them():
    layout = laid_out(["b s2", "a s3", "a s1", "b s1", "a s2", "b s9"])
    assert layout.rows.tolist() == [0, 2, 3, 4]
    assert layout.sample.total.tolist() == [0, 2, 3, 4]
    assert layout.sample.in_a.tolist() == [False, True, False, True]
    gaps = {frozenset(layout.sample.total[rows].tolist()) for rows in layout.sample.strata}
    assert gaps == {frozenset({2.0, 3.0}), frozenset({4.0, 0.0})}


def test_the_order_of_articles_changes_no_estimate():
    stories, rng = [*crossed(11, 2, 1), "a z", "b y"], np.random.default_rng(0)
    values = rng.normal(size=len(stories))
    order = rng.permutation(len(stories))
    one = laid_out(stories, values)
    other = laid_out([stories[i] for i in order], values[order])
    for name in ("difference", "variance", "df"):
        mine, yours = (getattr(inference.observed(x.sample), name) for x in (one, other))
        assert mine == pytest.approx(yours)
    assert (one.n, one.note) == (other.n, other.note)


def test_articles_of_one_author_are_summed_to_one_unit():
    layout = laid_out(
        ["a -"] * 3 + ["b -"] * 3,
        [1, 2, 30, 4, 5, 6],
        ["x", "x", "y", "x", "z", "w"],
        [10, 20, 30, 40, 50, 60],
    )
    assert layout.sample.total.tolist() == [3, 30, 4, 5, 6]
    assert layout.sample.size.tolist() == [30, 30, 40, 50, 60]
    assert layout.sample.in_a.tolist() == [True, True, False, False, False]
    assert (layout.n_a, layout.n_b, layout.units_a, layout.units_b, layout.n) == (3, 3, 1, 3, 1)


def test_inside_several_stories_articles_are_units_and_an_author_of_several_widens_the_variance():
    authors = ["x", "y", "p", "q", "x", "z", "r", "s", "x", "w", "t", "u"]
    values = [5, 0, 2, 2, 6, 1, 3, 4, 5, 1, 2, 3]
    layout = laid_out(crossed(3, 2, 2), values, authors)
    assert [len(rows) for rows in layout.sample.strata] == [4, 4, 4]
    assert layout.sample.total.tolist() == values
    assert (layout.units_a, layout.units_b) == (3, 6)  # 36 / 12
    assert layout.sample.widen > 1
    assert laid_out(crossed(3, 2, 2), values).sample.widen == 1


def test_counts_stay_sparse_and_their_sums_are_those_of_dense_ones():
    counts = np.random.default_rng(0).poisson(1, (8, 5)).astype(float)
    authors = ["x", "x", "p", "q", "x", "y", "q", "s"]
    words = [100, 200, 300, 400, 500, 600, 700, 800]
    articles = pd.DataFrame({"author": authors, "story": "s"})
    in_a = np.arange(8) < 4
    dense, thin = (
        lay_out(articles, in_a, total, np.array(words), scale="log_ratio").sample
        for total in (counts, sparse.csr_matrix(counts))
    )
    assert sparse.issparse(thin.total)
    assert thin.total.toarray().tolist() == np.asarray(dense.total).tolist()
    assert thin.size.tolist() == dense.size.tolist() == [300, 300, 400, 500, 600, 700, 800]


@pytest.mark.parametrize("side", ["a", "b"])
def test_a_group_without_articles_is_worth_nothing(side):
    layout = laid_out([f"{side} s1", f"{side} s2"])
    assert (layout.n, layout.strata, sorted((layout.n_a, layout.n_b))) == (0, 0, [0, 2])


def test_no_articles_at_all_are_worth_nothing():
    articles = pd.DataFrame({"author": [], "story": []}, dtype="str")
    layout = lay_out(articles, np.zeros(0, bool), np.zeros(0), np.zeros(0))
    assert (layout.n, layout.n_a, layout.n_b, layout.note) == (0, 0, 0, "")


def test_stories_may_be_categories_numbers_or_dates():
    articles = pd.DataFrame({"author": list("abcdefgh"), "story": [1, 1, 2, 2, 1, 1, 2, 2]})
    in_a, total = np.arange(8) < 4, np.arange(8.0)
    for kind in ("category", "Int64", "datetime64[ns]", "str"):
        layout = lay_out(articles.astype({"story": kind}), in_a, total, np.ones(8))
        assert (layout.strata, len(layout.rows)) == (2, 8)


def test_an_article_more_does_not_put_nine_stories_out():
    assert laid_out(crossed(9)).n == 9
    assert laid_out([*crossed(9), "a s00", "b s00"]).n == 8  # worth (1 + 8 / 2)^2 / (1 + 8 / 4) = 8.3
