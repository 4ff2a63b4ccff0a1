import math

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from sourcewise.analysis.comparing.rates import RATES, contrast_rates
from sourcewise.analysis.terms import Counts

A, B, C = "Courier", "Herald", "Tribune"
RARE = "No p or interval: too rare in articles of this number and length."
FEW = "No interval: {} independent articles, and a rate of words takes 50."


def corpus(sizes, **columns):
    rows = [(f"{outlet[0]}{i:03d}", outlet) for outlet, n in sizes.items() for i in range(n)]
    return pd.DataFrame(rows, columns=["doc_id", "outlet"]).astype("str").assign(**columns)


def counts(articles, matrix, words=500):
    """Counts of terms t0, t1, ... in these articles, whose words are all of a number or one each."""
    matrix = sparse.csr_matrix(np.asarray(matrix, dtype=np.int64))
    terms = np.array([f"t{k}" for k in range(matrix.shape[1])], dtype=object)
    words = np.broadcast_to(np.asarray(words, dtype=np.int64), matrix.shape[:1]).copy()
    return Counts(matrix, articles["doc_id"].to_numpy(dtype=object), terms, words)


def drawn(articles, terms=3, seed=0, planted=0.0):
    """Counts of which the last term comes more often in the first outlet."""
    rng = np.random.default_rng(seed)
    mean = np.full((len(articles), terms), 2.0)
    mean[articles["outlet"] == articles["outlet"].min(), -1] += planted
    return counts(articles, rng.poisson(mean), rng.integers(300, 700, len(articles)))


def test_counts_articles_and_rates_by_hand():
    articles = corpus({A: 3, B: 3})
    table = contrast_rates(
        counts(articles, [[2, 0], [0, 0], [3, 1], [1, 0], [1, 0], [0, 0]], [1000, 500, 500, 400, 400, 200]),
        articles,
        against="pairs",
    )
    assert list(table.columns) == list(RATES)
    row = table.iloc[0]
    assert (row["statistic"], row["a"], row["b"], row["n_a"], row["n_b"]) == ("t0", A, B, 3, 3)
    assert (row["count_a"], row["count_b"], row["df_a"], row["df_b"]) == (5, 2, 2, 2)
    assert (row["rate_a"], row["rate_b"]) == (5 / 2000 * 10_000, 2 / 1000 * 10_000)
    assert row["estimate"] == pytest.approx(math.log2((5.5 / 2000) / (2.5 / 1000)))
    assert (row["level"], row["family"]) == ("points", 0)
    other = table.iloc[1]
    assert (other["count_a"], other["count_b"], other["df_a"], other["df_b"]) == (1, 0, 1, 0)
    assert other["estimate"] == pytest.approx(math.log2((1.5 / 2000) / (0.5 / 1000)))


@pytest.mark.parametrize(
    ("n", "level", "estimate", "p", "interval"),
    [
        (1, "description", False, False, False),
        (2, "description", False, False, False),
        (3, "points", True, False, False),
        (9, "points", True, False, False),
        (10, "small", True, True, False),
        (29, "small", True, True, False),
        (49, "full", True, True, False),
        (50, "full", True, True, True),
    ],
)
def test_rates_print_what_the_number_of_articles_allows(n, level, estimate, p, interval):
    articles = corpus({A: n, B: n})
    table = contrast_rates(
        counts(articles, np.arange(2 * n)[:, None] % 3 + 1), articles, against="pairs", resamples=99
    )
    row = table.iloc[0]
    assert row["level"] == level
    found = [pd.notna(row[name]) for name in ("rate_a", "estimate", "p", "p_adjusted", "low", "high")]
    assert found == [True, estimate, p, p, interval, interval]
    assert (row["reason"] == "") == interval


@pytest.mark.parametrize(
    ("holders", "words", "tested"),
    [
        # alike in words: half of the articles that hold the term
        ((8, 8), (500, 500), True),
        ((16, 0), (500, 500), True),
        ((0, 16), (500, 500), True),
        ((8, 7), (500, 500), False),
        ((20, 20), (500, 500), True),
        # b has a quarter of the words: 32 of all must hold it
        ((20, 11), (600, 200), False),
        ((20, 12), (600, 200), True),
        ((12, 20), (600, 200), True),
    ],
)
def test_a_term_is_tested_from_eight_expected_articles_on(holders, words, tested):
    articles = corpus({A: 20, B: 20})
    has = np.concatenate([np.arange(20) < n for n in holders])[:, None]
    given = counts(articles, has, np.repeat(words, 20))
    row = contrast_rates(given, articles, against="pairs", resamples=99).iloc[0]
    assert pd.notna(row["p"]) == tested
    assert row["reason"] == (FEW.format(20) if tested else RARE)
    assert pd.notna(row["estimate"])


def test_authors_hold_a_term_once_each():
    """18 articles hold it, half of which are 9; they are 12 units, half of which are 6."""
    articles = corpus({A: 40, B: 40})
    byline = np.array([None] * 80, dtype=object)
    byline[:4], byline[4:8] = "Jane Doe", "John Roe"
    has = np.zeros((80, 1), dtype=int)
    has[:8] = has[40:50] = 1
    by_article = contrast_rates(counts(articles, has), articles, against="pairs", resamples=99)
    by_author = contrast_rates(
        counts(articles, has), articles.assign(byline=byline), against="pairs", resamples=99
    )
    assert pd.notna(by_article.loc[0, "p"])
    assert by_author.loc[0, ["p", "df_a", "count_a"]].tolist() == [pd.NA, 8, 8]
    assert by_author.loc[0, "units_a"] == int(40**2 / (32 + 2 * 4**2))


def test_a_word_of_one_outlet_alone_has_a_finite_ratio():
    articles = corpus({A: 50, B: 50})
    matrix = np.zeros((100, 2), dtype=int)
    matrix[:50, 0] = 1 + np.arange(50) % 2
    matrix[50:, 1] = 1
    table = contrast_rates(counts(articles, matrix), articles, against="pairs", resamples=999)
    assert table["estimate"].tolist() == pytest.approx([math.log2(75.5 / 0.5), -math.log2(50.5 / 0.5)])
    assert (table["p"] == 1 / 1000).all()
    assert np.isfinite(table[["low", "high"]].to_numpy(dtype=float)).all()
    assert (table["low"] * table["high"] > 0).all()


def test_the_interval_is_students_of_the_log_of_the_ratio():
    articles = corpus({A: 50, B: 55})
    given = drawn(articles, terms=1, planted=1)
    row = contrast_rates(given, articles, against="pairs", resamples=99).iloc[0]
    total, words, parts = given.matrix.toarray()[:, 0], given.words, []
    for side in (slice(0, 50), slice(50, 105)):
        x, size = total[side], words[side]
        n, rate = len(x), x.sum() / size.sum()
        variance = n / (n - 1) * ((x - rate * size) ** 2).sum() / size.sum() ** 2
        parts.append((variance + 0.5 / size.sum() ** 2) / (rate + 0.5 / size.sum()) ** 2)
    df = sum(parts) ** 2 / (parts[0] ** 2 / 49 + parts[1] ** 2 / 54)
    half = stats.t.ppf(0.975, df) * math.sqrt(sum(parts)) / math.log(2)
    assert (row["low"], row["high"]) == pytest.approx((row["estimate"] - half, row["estimate"] + half))


def test_words_that_both_use_alike_are_not_told_apart():
    articles = corpus({A: 50, B: 50})
    row = contrast_rates(counts(articles, np.ones((100, 1))), articles, against="pairs").iloc[0]
    assert (row["estimate"], row["p"]) == (0, 1)
    assert row["low"] < 0 < row["high"]


@pytest.mark.parametrize("empty", [slice(20, 40), slice(0, 40)])
def test_an_outlet_without_words_is_said_to_have_none(empty):
    articles = corpus({A: 20, B: 20})
    matrix, words = np.ones((40, 2)), np.full(40, 500)
    matrix[empty] = words[empty] = 0
    table = contrast_rates(counts(articles, matrix, words), articles, against="pairs")
    assert table[["estimate", "p", "low"]].isna().all(axis=None)
    assert (table["reason"] == "One of the groups has no words.").all()
    assert (table["rate_b"] == 0).all()


def test_an_article_without_words_changes_no_rate():
    articles = corpus({A: 21, B: 20})
    matrix, words = np.random.default_rng(0).poisson(2, (41, 2)), np.full(41, 500)
    matrix[20] = words[20] = 0
    whole = contrast_rates(counts(articles, matrix, words), articles, against="pairs", resamples=99)
    rest = np.arange(41) != 20
    fewer = contrast_rates(
        counts(articles[rest], matrix[rest], words[rest]), articles, against="pairs", resamples=99
    )
    assert whole["estimate"].tolist() == fewer["estimate"].tolist()


# -- families and pairs ------------------------------------------------------------------------------------


def test_pairs_and_rest():
    articles = corpus({A: 4, B: 4, C: 4})
    table = contrast_rates(drawn(articles), articles, against="pairs")
    assert list(table.groupby(["a", "b"], sort=False).groups) == [(A, B), (A, C), (B, C)]
    rest = contrast_rates(drawn(articles), articles)
    assert list(rest.groupby(["a", "b"], sort=False).groups) == [(x, "all others") for x in (A, B, C)]
    assert (rest["n_a"] + rest["n_b"] == 12).all()
    assert (rest["count_a"] + rest["count_b"]).tolist() == drawn(articles).matrix.sum(axis=0).tolist()[0] * 3


def test_the_p_of_a_pair_are_corrected_together_and_for_the_number_of_pairs():
    articles = corpus({A: 12, B: 12, C: 12})
    given = drawn(articles, planted=3)
    table = contrast_rates(given, articles, against="pairs", resamples=499)
    two = articles["outlet"].isin([A, B]).to_numpy()
    alone = contrast_rates(
        Counts(given.matrix[two], given.rows[two], given.terms, given.words[two]),
        articles,
        against="pairs",
        resamples=499,
    )
    first = table[:3]
    assert first["p"].tolist() == alone["p"].tolist()
    assert first["p_adjusted"].tolist() == pytest.approx(np.minimum(1, 3 * alone["p_adjusted"]).tolist())
    assert (table["family"].tolist(), alone["family"].tolist()) == ([9] * 9, [3] * 3)
    assert (alone["p_adjusted"] >= alone["p"]).all()


def test_one_term_of_one_pair_needs_no_correction():
    articles = corpus({A: 12, B: 12})
    row = contrast_rates(drawn(articles, terms=1, planted=1), articles, against="pairs", resamples=499).iloc[
        0
    ]
    assert row["p_adjusted"] == row["p"]


def test_terms_that_are_too_rare_are_in_no_family():
    articles = corpus({A: 12, B: 12})
    given = drawn(articles, terms=2)
    matrix = sparse.hstack([given.matrix, sparse.csr_matrix(np.arange(24)[:, None] < 5)]).tocsr()
    wider = Counts(matrix, given.rows, np.array(["t0", "t1", "t2"], dtype=object), given.words)
    one, two = (contrast_rates(x, articles, against="pairs", resamples=199) for x in (given, wider))
    pd.testing.assert_frame_equal(two[:2], one)
    assert pd.isna(two.loc[2, "p"])
    assert (two["family"] == 2).all()


def test_a_pair_whose_correction_leaves_no_p_says_so():
    articles = corpus({A: 12, B: 12})
    table = contrast_rates(drawn(articles), articles, resamples=10)
    assert table["p"].isna().all()
    assert (
        table["reason"]
        .str.startswith("No p: corrected for the family, the least attainable is 0.091; raise")
        .all()
    )


# -- what must change nothing ------------------------------------------------------------------------------


def shuffled(given, order):
    return Counts(given.matrix[order], given.rows[order], given.terms, given.words[order])


@pytest.mark.parametrize("stories", [False, True])
def test_the_order_of_articles_and_counts_changes_nothing(stories):
    articles = corpus({A: 12, B: 13})
    articles["story"] = [f"s{i % 6}" for i in range(25)] if stories else None
    given, order = drawn(articles, planted=2), np.random.default_rng(1).permutation(25)
    table = contrast_rates(given, articles, resamples=199)
    again = contrast_rates(shuffled(given, order[::-1]), articles.iloc[order], resamples=199)
    pd.testing.assert_frame_equal(table, again)


@pytest.mark.parametrize("n", [(12, 13), (50, 51)])
def test_swapped_outlets_turn_the_sign_and_nothing_else(n):
    articles = corpus(dict(zip((A, B), n, strict=True)))
    given = drawn(articles, planted=1)
    other = articles.assign(outlet=articles["outlet"].map({A: B, B: A}))
    one, two = (contrast_rates(given, x, against="pairs", resamples=199) for x in (articles, other))
    for name in ("p", "p_adjusted", "reason", "level"):
        assert one[name].tolist() == two[name].tolist()
    assert one["rate_a"].tolist() == two["rate_b"].tolist()
    assert one["estimate"].tolist() == pytest.approx((-two["estimate"]).tolist())
    if max(n) > 50:
        assert one["low"].tolist() == pytest.approx((-two["high"]).tolist())


def test_a_word_that_no_article_has_changes_nothing():
    articles = corpus({A: 12, B: 12})
    given = drawn(articles, planted=2)
    matrix = sparse.hstack([given.matrix, sparse.csr_matrix((24, 1), dtype=np.int64)]).tocsr()
    wider = Counts(matrix, given.rows, np.array(["t0", "t1", "t2", "zz"], dtype=object), given.words)
    table = contrast_rates(wider, articles, resamples=199)
    pd.testing.assert_frame_equal(
        table[table["statistic"] != "zz"].reset_index(drop=True),
        contrast_rates(given, articles, resamples=199),
    )
    assert (table.loc[table["statistic"] == "zz", "reason"] == f"{RARE}").all()


def test_every_article_twice_changes_nothing_once_copies_count_once():
    articles = corpus({A: 12, B: 12})
    given = drawn(articles, planted=2)
    copies = articles.assign(doc_id="a-copy-" + articles["doc_id"])
    both = pd.concat([articles, copies], ignore_index=True)
    both["duplicate_cluster"] = "d:" + both["doc_id"].str.removeprefix("a-copy-")
    both["published"] = np.where(both["doc_id"].str.startswith("a-copy-"), "2022-02-02", "2022-01-01")
    twice = Counts(
        sparse.vstack([given.matrix] * 2).tocsr(),
        both["doc_id"].to_numpy(dtype=object),
        given.terms,
        np.concatenate([given.words] * 2),
    )
    pd.testing.assert_frame_equal(
        contrast_rates(twice, both, resamples=199), contrast_rates(given, articles, resamples=199)
    )


def test_words_ten_times_as_many_change_the_rates_and_no_p():
    articles = corpus({A: 12, B: 12})
    given = drawn(articles, planted=2)
    longer = Counts(given.matrix, given.rows, given.terms, given.words * 10)
    one, two = (contrast_rates(x, articles, against="pairs", resamples=199) for x in (given, longer))
    assert two["rate_a"].tolist() == pytest.approx((one["rate_a"] / 10).tolist())
    assert two["p"].tolist() == one["p"].tolist()


# -- what is left out and refused --------------------------------------------------------------------------


def test_unknown_outlets_and_articles_without_counts_are_left_out():
    articles = corpus({A: 3, B: 3, "unknown (x)": 2})
    given = counts(articles, np.ones((8, 1)))
    table = contrast_rates(shuffled(given, np.arange(1, 8)), articles, against="pairs")
    assert (len(table), table.loc[0, "n_a"], table.loc[0, "n_b"]) == (1, 2, 3)


@pytest.mark.parametrize("sizes", [{}, {A: 5}, {"unknown (x)": 3}])
def test_no_two_outlets_are_an_empty_table(sizes):
    articles = corpus(sizes)
    table = contrast_rates(counts(articles, np.ones((len(articles), 2))), articles)
    assert table.empty
    assert list(table.columns) == list(RATES)


def test_no_terms_are_an_empty_table():
    articles = corpus({A: 12, B: 12})
    table = contrast_rates(counts(articles, np.zeros((24, 0))), articles)
    assert table.empty
    assert list(table.columns) == list(RATES)


def test_rows_that_are_no_articles_are_refused():
    articles = corpus({A: 3, B: 3})
    with pytest.raises(
        ValueError, match="'H002' is not a doc_id of table 'articles'; count with unit='doc_id'"
    ):
        contrast_rates(counts(articles, np.ones((6, 1))), articles[:5])
    with pytest.raises(ValueError, match="no column 'month' to compare within"):
        contrast_rates(counts(articles, np.ones((6, 1))), articles, within="month")


# -- stories -----------------------------------------------------------------------------------------------


def test_rates_are_compared_inside_shared_stories():
    """a writes mostly on s1, b on s2, and each story has words of its own: inside them nothing differs."""
    articles = corpus({A: 20, B: 20})
    story = np.array(["s1"] * 15 + ["s2"] * 5 + ["s1"] * 5 + ["s2"] * 15)
    rng = np.random.default_rng(3)
    matrix = np.where(story == "s1", rng.poisson(8, 40), rng.poisson(1, 40))[:, None]
    inside = contrast_rates(counts(articles, matrix), articles.assign(story=story), against="pairs").iloc[0]
    whole = contrast_rates(counts(articles, matrix), articles, against="pairs").iloc[0]
    assert (inside["strata"], whole["strata"]) == (2, 0)
    assert (inside["reason"], inside["note"]) == (FEW.format(20), "")
    assert whole["p"] < 0.05 < inside["p"]
    assert abs(inside["estimate"]) < 0.4 < whole["estimate"]


def test_ten_stories_and_more_are_the_units():
    articles = corpus({A: 12, B: 12}, story=[f"s{i % 12:02d}" for i in range(24)])
    matrix = np.concatenate([9 + np.arange(12) % 3, 1 + np.arange(12) % 2])[:, None]
    row = contrast_rates(counts(articles, matrix), articles, against="pairs").iloc[0]
    assert row["p"] == pytest.approx(2 / 2**12)  # every story leans the same way
    assert (row["strata"], row["level"]) == (12, "small")


@pytest.mark.parametrize("seed", range(3))
def test_outlets_that_share_no_story_are_said_not_to(seed):
    articles = corpus({A: 12, B: 12}, story=["s1"] * 12 + ["s2"] * 12)
    table = contrast_rates(drawn(articles, seed=seed), articles, against="pairs", resamples=99)
    said = "They share no story, so that coverage and telling can't be told apart."
    assert (table["note"] == said).all()
    assert not table["reason"].str.contains("share no story").any()


def test_rates_inside_stories_are_weighted_and_lean_as_the_estimate_does():
    """Simpson's case: a has more in each story and fewer in all, since it writes on the poorer one.

    s1: 2 articles of a with 20 each and 8 of b with 10; s2: 8 of a with 4 each and 2 of b with 2, of 1,000
    words each. Both stories weigh alike: (200 + 40) / 2 = 120 against (100 + 20) / 2 = 60 of 10,000 words,
    where all together a has 40 + 32 = 72 and b has 80 + 4 = 84 in ten articles each.
    """
    articles = corpus({A: 10, B: 10}, story=["s1"] * 2 + ["s2"] * 8 + ["s1"] * 8 + ["s2"] * 2)
    given = counts(articles, np.repeat([20, 4, 10, 2], [2, 8, 8, 2])[:, None], 1000)
    inside = contrast_rates(given, articles, resamples=99).iloc[0]
    assert (inside["rate_a"], inside["rate_b"]) == pytest.approx((120, 60))
    assert inside["estimate"] > 0
    assert (inside["count_a"], inside["count_b"]) == (72, 84)
    whole = contrast_rates(given, articles, within=None, resamples=99).iloc[0]
    assert (whole["rate_a"], whole["rate_b"]) == pytest.approx((72, 84))
    assert whole["estimate"] < 0


def test_rows_name_the_articles_that_were_compared():
    articles = corpus({A: 3, B: 3, "unknown (x)": 1}, story=["s1", "s1", "s2", "s1", "s1", "s3", "s1"])
    table = contrast_rates(counts(articles, np.ones((7, 2))), articles)
    assert list(table["doc_ids"]) == [("C000", "C001", "H000", "H001")] * 2
    assert set(table["note"]) == {"Left out: 2 articles of another story."}


def test_two_outlets_against_the_rest_are_one_pair():
    articles = corpus({A: 12, B: 12})
    rest, both = (
        contrast_rates(drawn(articles), articles, against=against, resamples=99)
        for against in ("rest", "pairs")
    )
    pd.testing.assert_frame_equal(rest, both)
    assert set(rest["b"]) == {B}


def test_authors_who_write_on_several_stories_and_rare_terms_beside_frequent_ones():
    """Terms that are left out take nothing from those that are tested: each has a widening of its own."""
    articles = corpus({A: 24, B: 24})
    articles["story"] = [f"s{i % 4}" for i in range(48)]
    articles["byline"] = [f"Jane {'abcdefgh'[i % 16 // 2]}" if i % 16 < 4 else None for i in range(48)]
    matrix = np.random.default_rng(4).poisson([0.05, 6, 4], (48, 3))
    alone = contrast_rates(counts(articles, matrix[:, 1:]), articles, against="pairs", resamples=99)
    among = contrast_rates(counts(articles, matrix), articles, against="pairs", resamples=99)
    assert among["p"].notna().tolist() == [False, True, True]
    assert among["p"][1:].tolist() == alone["p"].tolist()


def test_pairs_side_by_side_give_the_same():
    articles = corpus({A: 30, B: 25, C: 40})
    matrix = drawn(articles, planted=2.0)
    alone, beside = (contrast_rates(matrix, articles, resamples=99, jobs=jobs) for jobs in (1, 3))
    pd.testing.assert_frame_equal(alone, beside)
    assert alone["p"].notna().any()


@pytest.mark.parametrize("sizes", [{A: 30, B: 25, C: 40}, {A: 4, B: 6}, {A: 30, B: 3}])
def test_without_rare_terms_the_others_are_the_same(sizes):
    articles = corpus(sizes, story=[f"s{i % 3}" for i in range(sum(sizes.values()))])
    matrix = np.random.default_rng(5).poisson([0.02, 5, 0.1, 3, 0.3], (len(articles), 5))
    given = counts(articles, matrix)
    whole, frequent = (contrast_rates(given, articles, resamples=99, rare=rare) for rare in (True, False))
    tested = whole[whole["p"].notna() | (whole["reason"] != RARE)]
    kept = whole.merge(frequent[["statistic", "a", "b"]], on=["statistic", "a", "b"])
    pd.testing.assert_frame_equal(kept, frequent)
    assert set(frequent["statistic"]) < set(whole["statistic"]) or frequent.empty
    assert len(tested[tested["p"].notna()]) == frequent["p"].notna().sum()


def test_against_all_others_every_outlet_names_the_same_articles_in_one_tuple():
    articles = corpus({A: 4, B: 4, C: 4})
    table = contrast_rates(drawn(articles), articles, against="rest")
    assert table["a"].nunique() == 3
    assert len({id(doc_ids) for doc_ids in table["doc_ids"]}) == 1
