import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sourcewise.analysis import compare, findings
from sourcewise.analysis.comparing import families

A, B, C = "Courier", "Herald", "Tribune"
QUICK = {"resamples": 199}
FEW = "No interval: {} independent articles, and a mean takes 10."


def corpus(sizes, **columns):
    """Articles by outlet: doc_id, outlet, and other columns in the order of the rows."""
    rows = [(f"{outlet[0]}{i:03d}", outlet) for outlet, n in sizes.items() for i in range(n)]
    return pd.DataFrame(rows, columns=["doc_id", "outlet"]).astype("str").assign(**columns)


def drawn(articles, seed=0, shift=0.0):
    values = np.random.default_rng(seed).normal(size=len(articles))
    values = values + shift * (articles["outlet"] == A).to_numpy()
    return pd.Series(values, index=articles["doc_id"], name="tone")


def of(values, articles, outlet):
    """An outlet's values."""
    return values[articles.loc[articles["outlet"] == outlet, "doc_id"]].to_numpy()


# -- the table of the design -------------------------------------------------------------------------------

PRINTED = {  # articles an outlet: estimate, then p and interval of an even and of a skewed statistic
    1: (False, (False, False), (False, False)),
    2: (False, (False, False), (False, False)),
    3: (True, (False, False), (False, False)),
    4: (True, (True, False), (False, False)),
    9: (True, (True, False), (False, False)),
    10: (True, (True, True), (False, False)),
    29: (True, (True, True), (False, False)),
    30: (True, (True, True), (True, True)),
}
LEVELS = {1: "description", 2: "description", 3: "points", 4: "points", 9: "points"} | {
    10: "small", 29: "small", 30: "full"
}  # fmt: skip


@pytest.mark.parametrize("n", PRINTED)
@pytest.mark.parametrize("more", [0, 20])
def test_a_contrast_prints_what_the_smaller_group_allows(n, more):
    articles = corpus({A: n, B: n + more})
    estimate, *shapes = PRINTED[n]
    for shape, (p, interval) in zip(("even", "skewed"), shapes, strict=True):
        row = compare.contrast(drawn(articles), articles, shape=shape, **QUICK).iloc[0]
        for name in ("estimate", "standardised"):
            assert pd.notna(row[name]) == estimate, name
        assert pd.notna(row["detectable"]) == pd.notna(row["p"]) == pd.notna(row["p_adjusted"]) == p
        assert pd.notna(row["low"]) == pd.notna(row["high"]) == interval
        assert row["level"] == LEVELS[n]
        assert (row["reason"] == "") == (p and interval)
        assert (row["n_a"], row["n_b"], row["units_a"], row["units_b"]) == (n, n + more, n, n + more)


@pytest.mark.parametrize("n", PRINTED)
def test_a_description_prints_an_interval_from_ten_articles_or_thirty(n):
    articles = corpus({A: n})
    for shape, least in (("even", 10), ("skewed", 30)):
        row = compare.describe(drawn(articles), articles, shape=shape, **QUICK).iloc[0]
        assert pd.notna(row["low"]) == pd.notna(row["high"]) == (n >= least)
        assert (row["reason"] == "") == (n >= least)
        assert row["estimate"] == pytest.approx(drawn(articles).mean())
        assert (row["n"], row["units"], row["level"]) == (n, n, LEVELS[n])


@pytest.mark.parametrize("n", [1, 2, 3, 9, 10, 30])
def test_sentences_compare_where_the_number_of_articles_allows(n):
    articles = corpus({A: n, B: n})
    values = drawn(articles, shift=20)
    described, row = compare.describe(values, articles, **QUICK), compare.contrast(values, articles).iloc[0]
    said = compare.phrase(row, what="the tone")
    assert bool(findings.COMPARING.search(said)) == (n >= 9)  # 3 against 3 cannot fall below .05
    assert ("small sample" in said) == (n in (9, 10))
    alone = [compare.phrase(one, what="the tone") for one in described.to_dict("records")]
    assert not any(findings.COMPARING.search(sentence) for sentence in alone)
    start = {1: "In this article of", 2: "In these two articles of", 3: "In these three articles of"}
    assert all(sentence.startswith(start.get(n, "In ")) for sentence in alone)


@settings(max_examples=20, deadline=None)
@given(
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(0, 99),
    st.sampled_from([0.0, 30.0]),
    st.sampled_from([None, 1, 4]),
    st.booleans(),
)
def test_every_sentence_is_a_finding_that_may_be_made(n_a, n_b, seed, shift, stories, signed):
    articles = corpus({A: n_a, B: n_b})
    if stories:
        articles["story"] = [f"s{i % stories}" for i in range(len(articles))]
    if signed:
        articles["byline"] = [f"Jane {'abc'[i % 3] * 4}" for i in range(len(articles))]
    for row in compare.contrast(drawn(articles, seed, shift), articles, resamples=99).to_dict("records"):
        findings.make(
            "tone.mean.all",
            compare.phrase(row, what="the tone"),
            estimate=row["estimate"],
            low=row["low"],
            high=row["high"],
            p=row["p_adjusted"],
            n_articles=n_a + n_b,
            reason=row["reason"],
        )


# -- numbers -----------------------------------------------------------------------------------------------


def test_a_description_is_the_mean_of_articles_and_an_interval_much_like_students():
    articles = corpus({A: 25, B: 2})
    table = compare.describe(drawn(articles), articles).set_index("outlet")
    mine = of(drawn(articles), articles, A)
    expected = stats.ttest_1samp(mine, 0).confidence_interval()
    row = table.loc[A]
    assert row["estimate"] == pytest.approx(mine.mean())
    assert (row["low"] + row["high"]) / 2 == pytest.approx(mine.mean())
    assert row["high"] - row["low"] == pytest.approx(expected.high - expected.low, rel=0.1)


def test_a_contrast_has_the_sign_of_the_first_and_an_interval_much_like_welchs():
    articles = corpus({A: 25, B: 30})
    values = drawn(articles, shift=-3)
    row = compare.contrast(values, articles).iloc[0]
    a, b = of(values, articles, A), of(values, articles, B)
    expected = stats.ttest_ind(a, b, equal_var=False).confidence_interval()
    assert (row["a"], row["b"]) == (A, B)
    assert row["estimate"] < 0
    assert row["estimate"] == pytest.approx(a.mean() - b.mean())
    assert (row["low"] + row["high"]) / 2 == pytest.approx(row["estimate"])
    assert row["high"] - row["low"] == pytest.approx(expected.high - expected.low, rel=0.1)
    assert row["standardised"] == pytest.approx(
        row["estimate"] / np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2)
    )
    assert row["p"] == row["p_adjusted"] == 1e-4


@pytest.mark.parametrize("sizes", [(4, 4), (5, 4), (4, 9), (9, 9)])
@pytest.mark.parametrize("shift", [0.0, 1.5, 4.0])
def test_below_ten_articles_p_is_no_smaller_than_welchs(sizes, shift):
    articles = corpus(dict(zip((A, B), sizes, strict=True)))
    values = drawn(articles, shift=shift)
    welch = stats.ttest_ind(of(values, articles, A), of(values, articles, B), equal_var=False).pvalue
    assert compare.contrast(values, articles).iloc[0]["p"] >= welch * (1 - 1e-9)


def test_the_p_of_skewed_amounts_is_the_larger_of_two_opinions():
    articles = corpus({A: 30, B: 40})
    values = np.exp(2 * drawn(articles, seed=3, shift=0.5))
    even, skewed = (compare.contrast(values, articles, shape=shape).iloc[0] for shape in ("even", "skewed"))
    assert even["p"] < 0.05 < skewed["p"], "a few huge amounts make the difference"
    assert (even["low"], even["high"]) == (skewed["low"], skewed["high"])
    assert skewed["low"] < 0 < skewed["high"]


def test_one_against_the_rest():
    articles = corpus({A: 5, B: 4, C: 3})
    values = drawn(articles)
    table = compare.contrast(values, articles, against="rest").set_index("a")
    rest = np.concatenate([of(values, articles, B), of(values, articles, C)])
    assert table.loc[A, "estimate"] == pytest.approx(of(values, articles, A).mean() - rest.mean())
    assert table[["n_a", "n_b"]].sum(axis=1).tolist() == [12, 12, 12]
    assert set(table["b"]) == {"all others"}


def test_two_outlets_against_the_rest_are_one_pair():
    articles = corpus({A: 12, B: 12})
    rest, both = (
        compare.contrast(drawn(articles), articles, against=against, **QUICK) for against in ("rest", "pairs")
    )
    pd.testing.assert_frame_equal(rest, both)
    assert (rest.loc[0, "a"], rest.loc[0, "b"], len(rest)) == (A, B, 1)


def test_a_row_names_the_articles_that_are_compared():
    articles = corpus(
        {A: 4, B: 3, "unknown (x)": 2}, story=["s1", "s1", "s2", "s1", "s1", "s1", "s3", "s1", "s1"]
    )
    values = drawn(articles)
    values.iloc[3] = np.nan
    row = compare.contrast(values, articles).iloc[0]
    assert row["doc_ids"] == ("C000", "C001", "H000", "H001")
    assert (row["n_a"], row["n_b"]) == (2, 2)
    assert row["note"] == "Left out: 2 articles of another story."
    whole = compare.contrast(values, articles, within=None).iloc[0]
    assert (len(whole["doc_ids"]), whole["note"]) == (6, "")


def test_pairs_of_outlets_come_in_alphabetical_order():
    articles = corpus(dict.fromkeys("bca", 3))
    table = compare.contrast(drawn(articles), articles)
    assert list(zip(table["a"], table["b"], strict=True)) == list(itertools.combinations("abc", 2))


# -- families ----------------------------------------------------------------------------------------------


def test_all_rows_of_a_table_are_one_family():
    articles = corpus({A: 10, B: 11, C: 12, "Lone": 1})
    values = pd.DataFrame({"tone": drawn(articles), "share": drawn(articles, 1)})
    table = compare.contrast(values, articles)
    assert len(table) == 12
    assert set(table["family"]) == {6}, "pairs with Lone cannot be tested and do not count"
    for method in ("holm", "bh", "by"):
        tested = compare.contrast(values, articles, adjustment=method).dropna(subset="p")
        raw = tested["p"].to_numpy(dtype=float)
        assert tested["p"].tolist() == table.dropna(subset="p")["p"].tolist()
        assert tested["p_adjusted"].tolist() == pytest.approx(families.adjust(raw, method=method).tolist())
    assert table.loc[(table["a"] == "Lone") | (table["b"] == "Lone"), "estimate"].isna().all()


def test_a_correction_is_of_cautious_p_below_ten_articles():
    """Of Student's with the smaller group's own degrees of freedom, where that is larger."""
    articles = corpus({A: 5, B: 9, C: 9})
    values = drawn(articles, shift=1)
    table = compare.contrast(values, articles, adjustment="holm")
    x = {name: values[articles["outlet"].to_numpy() == name] for name in (A, B, C)}
    cautious = []
    for a, b, p in table[["a", "b", "p"]].itertuples(index=False):
        one, other = x[a], x[b]
        t = abs(one.mean() - other.mean()) / np.sqrt(one.var() / len(one) + other.var() / len(other))
        cautious.append(max(p, 2 * stats.t.sf(t, min(len(one), len(other)) - 1)))
    assert table["p_adjusted"].tolist() == pytest.approx(families.adjust(np.array(cautious)).tolist())
    two = articles[articles["outlet"] != C]
    alone = compare.contrast(values[two["doc_id"]], two)
    assert alone["p_adjusted"].tolist() == alone["p"].tolist(), "one comparison is no family"


def test_a_p_that_cannot_be_attained_is_not_printed_and_the_reason_says_what_would_help(monkeypatch):
    articles = corpus({A: 4, B: 4, C: 4})
    few = compare.contrast(drawn(articles), articles)
    assert few["p"].isna().all()
    assert few.loc[0, "reason"] == (
        "No p: corrected for the family, the least attainable is 0.086; "
        f"add articles, or ask of one pair or statistic alone. {FEW.format(4)}"
    )
    monkeypatch.setattr(compare, "MOST_RESAMPLES", 10)
    large = corpus({A: 20, B: 20})
    row = compare.contrast(drawn(large), large, resamples=10).iloc[0]
    assert pd.isna(row["p"])
    assert "raise `resamples`" in row["reason"]


def test_a_pair_that_prints_no_p_still_counts_in_the_family():
    articles = corpus({A: 3, B: 8, C: 20})
    table = compare.contrast(drawn(articles, shift=1), articles)
    assert table["p"].notna().tolist() == [False, False, True]
    assert table["family"].tolist() == [3, 3, 3]
    assert table.loc[2, "p_adjusted"] == pytest.approx(min(1, 3 * table.loc[2, "p"]))


def test_what_is_detectable_takes_the_family_into_account():
    articles = corpus({A: 30, B: 30})
    one = compare.contrast(drawn(articles), articles, **QUICK)
    ten = compare.contrast(
        pd.DataFrame({f"v{k}": drawn(articles, k) for k in range(10)}), articles, resamples=299
    )
    assert one.loc[0, "detectable"] == pytest.approx(0.74, abs=0.01)
    assert ten["detectable"].tolist() == pytest.approx([0.98] * 10, abs=0.01)


def test_what_is_detectable_does_not_depend_on_the_values():
    articles = corpus({A: 12, B: 15})
    found = [
        compare.contrast(drawn(articles, seed, shift), articles, **QUICK) for seed, shift in ((0, 0), (1, 9))
    ]
    assert found[0].loc[0, "detectable"] == found[1].loc[0, "detectable"]


MAX_T = {"adjustment": "maxt", **QUICK}


def test_max_t_of_one_statistic_and_pair_is_its_p():
    articles = corpus({A: 12, B: 12})
    row = compare.contrast(drawn(articles, shift=1), articles, **MAX_T).iloc[0]
    assert row["p_adjusted"] == row["p"]


def test_max_t_of_the_same_statistic_three_times_costs_nothing_and_holm_thrice():
    articles = corpus({A: 20, B: 20})
    values = pd.DataFrame(dict.fromkeys("xyz", drawn(articles, shift=1)))
    table = compare.contrast(values, articles, **MAX_T)
    assert table["p_adjusted"].tolist() == pytest.approx(table["p"].tolist())
    holm = compare.contrast(values, articles, **QUICK)
    assert holm["p_adjusted"].tolist() == pytest.approx((3 * holm["p"]).tolist())


def test_max_t_is_multiplied_by_the_pairs():
    articles = corpus({A: 12, B: 12, C: 12})
    table = compare.contrast(drawn(articles, shift=1), articles, **MAX_T)
    assert table["p_adjusted"].tolist() == pytest.approx([min(1, 3 * p) for p in table["p"]])


@pytest.mark.parametrize("n", [6, 12])
def test_max_t_is_never_below_p_also_where_values_are_missing(n):
    articles = corpus({A: n, B: n})
    values = pd.DataFrame({f"v{k}": drawn(articles, k, shift=1) for k in range(4)})
    values.iloc[::5, 2] = np.nan
    table = compare.contrast(values, articles, **MAX_T)
    assert table["p"].notna().all()
    assert (table["p_adjusted"] >= table["p"]).all()


@pytest.mark.parametrize("sizes", [{A: 6, B: 11}, {A: 6, B: 7, C: 8}, {A: 3, B: 8, C: 20}])
def test_max_t_of_few_articles_is_no_less_than_holms(sizes):
    articles = corpus(sizes)
    apart = 1.6 * (articles["outlet"] == articles["outlet"].max()).to_numpy()
    values = pd.DataFrame(dict.fromkeys("xyz", drawn(articles) + apart))
    maxt, holm = (
        compare.contrast(values, articles, adjustment=how, resamples=999)["p_adjusted"]
        .dropna()
        .to_numpy(float)
        for how in ("maxt", "holm")
    )
    assert len(maxt) == len(holm) > 0
    assert (maxt >= holm - 1e-9).all()


def test_resamples_grow_with_the_family_until_a_p_below_05_exists():
    articles = corpus({A: 15, B: 15})
    values = pd.DataFrame({f"v{k}": drawn(articles, k, shift=9) for k in range(20)})
    table = compare.contrast(values, articles, resamples=10)
    assert table["p"].tolist() == pytest.approx([1 / 801] * 20)  # 2 * 20 / .05
    assert table["p_adjusted"].tolist() == pytest.approx([20 / 801] * 20)


# -- missing values, constants, copies, unknown outlets ----------------------------------------------------


def test_articles_without_a_value_are_not_counted_and_said():
    articles = corpus({A: 4, B: 3})
    values = drawn(articles)
    values.iloc[0] = np.nan
    table = compare.describe(values.iloc[:-1], articles).set_index("outlet")
    assert table["n"].to_dict() == {A: 3, B: 2}
    assert table.loc[A, "reason"] == f"{FEW.format(3)} 1 article without a value."
    assert compare.contrast(values.iloc[:-1], articles).iloc[0]["n_b"] == 2


def test_each_statistic_is_compared_by_the_articles_that_have_it():
    articles = corpus({A: 5, B: 5})
    values = pd.DataFrame({"x": drawn(articles), "y": drawn(articles, 1), "z": np.nan})
    values.iloc[[0, 9], 1] = np.nan
    together = compare.contrast(values, articles).set_index("statistic")
    alone = compare.contrast(values["y"].dropna(), articles).iloc[0]
    assert together.loc["y", ["n_a", "n_b"]].tolist() == [4, 4]
    for name in ("n_a", "n_b", "estimate", "standardised"):
        assert together.loc["y", name] == alone[name]
    assert together.loc["z", ["n_a", "n_b", "level"]].tolist() == [0, 0, "description"]
    assert (together["family"] == 2).all(), "nothing is tested of z"


def test_an_outlet_without_any_value_has_a_row_and_a_sentence():
    articles = corpus({A: 4, B: 3})
    values = drawn(articles)[:4]
    row = compare.describe(values, articles).set_index("outlet", drop=False).loc[B]
    assert row["n"] == 0
    assert compare.phrase(row, what="the tone") == f"No article of {B} has a value for the tone."
    row = compare.contrast(values, articles).iloc[0]
    assert pd.isna(row["estimate"])
    assert row["reason"] == "0 articles in one of the groups: described only, a comparison takes 3 an outlet."


@pytest.mark.parametrize("sizes", [{A: 5}, {"unknown (x)": 1}, {}])
@pytest.mark.parametrize("against", ["pairs", "rest"])
def test_one_group_or_none_is_a_row_that_says_so(sizes, against):
    articles = corpus(sizes)
    table = compare.contrast(drawn(articles), articles, against=against)
    assert len(table) == 1
    assert table[["estimate", "p", "low"]].isna().all(axis=None)
    said = compare.phrase(table.iloc[0], what="the tone")
    assert "a comparison needs two: name the outlets in sources.csv, or add articles of another." in said


def test_a_constant_statistic_has_no_p_and_no_interval():
    articles = corpus({A: 12, B: 12})
    row = compare.contrast(drawn(articles) * 0 + 3, articles).iloc[0]
    assert row[["p", "low", "standardised"]].isna().all()
    assert row["reason"] == (
        "No p: every article has the same value. No interval: most articles have the same value."
    )


def test_most_articles_with_one_value_have_a_p_and_no_interval():
    articles = corpus({A: 12, B: 12})
    values = drawn(articles).where(np.arange(24) % 3 == 0, 0.0)
    row = compare.contrast(values, articles, **QUICK).iloc[0]
    assert pd.notna(row["p"])
    assert row["reason"] == "No interval: most articles have the same value."
    assert set(compare.describe(values, articles, **QUICK)["reason"]) == {row["reason"]}


def test_an_article_of_an_unknown_outlet_is_described_and_not_compared():
    articles = corpus({A: 3, B: 3, "unknown (u)": 1})
    articles.loc[7] = ["x1", None]
    described = compare.describe(drawn(articles), articles).set_index("outlet", drop=False)
    assert set(described.index) == {A, B, "unknown (u)", "unknown (x1)"}
    said = compare.phrase(described.loc["unknown (u)"], what="the tone")
    assert said.startswith("In this article of unknown outlet (u), the tone is")
    assert compare.contrast(drawn(articles), articles)[["a", "b"]].to_numpy().tolist() == [[A, B]]


# -- authors and stories -----------------------------------------------------------------------------------


def test_eight_articles_of_one_author_are_no_comparison():
    articles = corpus({A: 10, B: 10}, byline=["Jane Doe, CNN"] * 4 + ["Jane Doe"] * 4 + ["Staff"] * 12)
    row = compare.contrast(drawn(articles), articles).iloc[0]
    assert (row["n_a"], row["units_a"], row["units_b"], row["level"]) == (10, 1, 10, "description")
    assert row["reason"] == (
        "1 independent article in one of the groups: described only, a comparison takes 3 an outlet."
    )
    assert pd.notna(compare.contrast(drawn(articles), articles, unit="article", **QUICK).iloc[0]["low"])
    described = compare.describe(drawn(articles), articles).set_index("outlet")
    assert described.loc[A, ["n", "units"]].tolist() == [10, 1]
    assert pd.isna(described.loc[A, "low"])


def test_authors_change_the_p_and_not_the_estimate():
    articles = corpus({A: 12, B: 12})
    signed = articles.assign(byline=[f"Jane {'abcdef'[i // 2] * 3}" for i in range(12)] + [None] * 12)
    values = drawn(articles, shift=1)
    one, two = (compare.contrast(values, x).iloc[0] for x in (articles, signed))
    assert one["estimate"] == pytest.approx(two["estimate"])
    assert one["standardised"] == pytest.approx(two["standardised"])
    assert two["units_a"] == 6
    assert one["p"] != two["p"]


APART = "They share no story, so that coverage and telling can't be told apart."


@pytest.mark.parametrize(
    ("stories", "n", "within", "level", "reason", "note"),
    [
        (["s1"] * 5 + ["s2"] * 5, (5, 5), 0, "points", FEW.format(5), APART),
        (["s1"] * 10, (5, 5), 1, "points", FEW.format(5), ""),
        (
            ["s1"] * 4 + ["s2"] + ["s1"] * 5, (4, 5), 1, "points",
            FEW.format(4),
            "Left out: 1 article of another story.",
        ),
        (
            ["s1", "s2", "s3", "s4", "s5"] * 2, (5, 5), 5, "points",
            "No p: corrected for the family, the least attainable is 0.062; "
            f"add articles, or ask of one pair or statistic alone. {FEW.format(5)}",
            "",
        ),
        (["s1"] * 5 + [None] * 5, (5, 5), 0, "points", FEW.format(5), APART),
        ([None] * 10, (5, 5), 0, "points", FEW.format(5), ""),
    ],
)  # fmt: skip
def test_articles_are_compared_inside_stories(stories, n, within, level, reason, note):
    articles = corpus({A: 5, B: 5}, story=stories)
    row = compare.contrast(drawn(articles), articles).iloc[0]
    assert (row["n_a"], row["n_b"], row["strata"], row["level"]) == (*n, within, level)
    assert (row["reason"], row["note"]) == (reason, note)


def test_twelve_stories_of_one_article_each_are_pairs():
    articles = corpus({A: 12, B: 12}, story=[f"s{i:02d}" for i in range(12)] * 2)
    stories = np.tile(np.random.default_rng(9).normal(0, 5, 12), 2)
    values = drawn(articles, shift=0.8) + stories
    row = compare.contrast(values, articles).iloc[0]
    gaps = of(values, articles, A) - of(values, articles, B)
    signs = np.array(list(itertools.product((-1, 1), repeat=12)))
    t = np.abs(stats.ttest_1samp(signs * gaps, 0, axis=1).statistic)
    own = abs(stats.ttest_1samp(gaps, 0).statistic)
    assert row["estimate"] == pytest.approx(gaps.mean())
    assert row["p"] == pytest.approx((t >= own * (1 - 1e-9)).mean())
    assert row["low"] < gaps.mean() < row["high"]
    assert row["high"] - row["low"] < 5, "what the stories have in common is gone"
    assert (row["strata"], row["level"], row["reason"]) == (12, "small", "")
    assert row["note"] == ""
    assert pd.isna(row["detectable"]), "stories are the units"
    whole = compare.contrast(values, articles, within=None).iloc[0]
    assert (whole["strata"], whole["estimate"]) == (0, pytest.approx(row["estimate"]))
    assert whole["high"] - whole["low"] > 5


def test_intervals_inside_few_stories_of_few_articles_are_students():
    """Four stories of five articles a side, each a quarter of the weight: the variance is 1/16 of all."""
    articles = corpus({A: 20, B: 20}, story=["s1", "s2", "s3", "s4"] * 10)
    values = drawn(articles, shift=1)
    one, two = (compare.contrast(values, articles, seed=seed, **QUICK).iloc[0] for seed in (1, 2))
    cells = values.groupby([articles["outlet"].to_numpy(), articles["story"].to_numpy()])
    parts = cells.var() / 5 / 16
    half = stats.t.ppf(0.975, parts.sum() ** 2 / (parts**2 / 4).sum()) * np.sqrt(parts.sum())
    assert one["estimate"] == pytest.approx((cells.mean()[A] - cells.mean()[B]).mean())
    assert (one["low"], one["high"]) == (two["low"], two["high"]), "nothing is drawn"
    assert one["high"] - one["estimate"] == pytest.approx(half)
    fewer = articles.groupby("outlet").head(19)
    row = compare.contrast(values[fewer["doc_id"]], fewer, **QUICK).iloc[0]
    assert pd.isna(row["low"])
    assert row["reason"] == "No interval: 19 independent articles, and inside stories a mean takes 20."


def test_an_interval_without_width_is_not_printed():
    articles = corpus({A: 20, B: 20}, story=["s1", "s2"] * 20)
    values = pd.Series([1.0, 3.0] * 10 + [0.0, 2.0] * 10, index=articles["doc_id"])
    row = compare.contrast(values, articles, **QUICK).iloc[0]
    assert row["estimate"] == 1
    assert row[["low", "high"]].isna().all()
    assert row["reason"] == "No interval: too few different values."


def test_articles_left_out_for_their_story_are_said_also_where_too_few_remain():
    articles = corpus({A: 5, B: 5}, story=["s1"] * 2 + ["s2"] * 3 + ["s1"] * 5)
    said = compare.phrase(compare.contrast(drawn(articles), articles).iloc[0], what="the tone")
    assert said.startswith("The tone: 2 articles in one of the groups: described only")
    assert "Left out: 3 articles of another story" in said


def test_another_column_may_take_the_place_of_story():
    articles = corpus({A: 6, B: 6}, month=["2022-01", "2022-02"] * 6)
    row = compare.contrast(drawn(articles), articles, within="month").iloc[0]
    assert row["strata"] == 2


def test_an_author_is_one_unit_across_stories():
    """Four authors an outlet write on 40 stories: the spread is that of the authors, and far from 0 / 80."""
    stories, authors = [f"s{i:02d}" for i in range(40)], [f"Jane {'abcd'[i % 4] * 4}" for i in range(40)]
    articles = corpus({A: 40, B: 40}, story=stories * 2, byline=authors * 2)
    of_author = np.concatenate([np.tile([3, 1, 0.5, 2], 10), np.tile([0, 1, -1, 0.5], 10)])
    values = drawn(articles) * 0.1 + of_author
    means = [of_author[:4], of_author[40:44]]
    row = compare.contrast(values, articles).iloc[0]
    assert row["units_a"] == 4
    assert row["p"] < 1
    assert row["p"] > stats.ttest_ind(*means, equal_var=False).pvalue / 2


def test_pairs_that_hardly_vary_say_why_there_is_no_interval():
    articles = corpus({A: 10, B: 10}, story=[f"s{i}" for i in range(10)] * 2)
    values = pd.Series([2.0, *range(2, 11), *range(10)], index=articles["doc_id"])  # gaps of 2 and nine 1s
    row = compare.contrast(values, articles).iloc[0]
    assert pd.isna(row["low"])
    assert "No interval: too few different values." in row["reason"]


def test_where_a_p_is_printed_something_is_detectable():
    articles = corpus({A: 6, B: 6}, byline=(["Jane Doe"] * 2 + [None] * 4) * 2)
    values = pd.DataFrame({"x": drawn(articles), "y": drawn(articles, 1)})
    table = compare.contrast(values, articles)
    assert np.isfinite(table.loc[table["p"].notna(), "detectable"].to_numpy(dtype=float)).all()


def test_a_large_family_whose_p_cannot_be_small_makes_no_comparison(monkeypatch):
    monkeypatch.setattr(compare, "MOST_RESAMPLES", 499)
    articles = corpus({f"paper {i:02d}": 10 for i in range(35)})
    articles["doc_id"] = [f"d{i}" for i in range(350)]
    table = compare.contrast(drawn(articles), articles, resamples=399)
    said = [compare.phrase(row, what="the tone") for row in table.to_dict("records")]
    assert table["p"].isna().all()
    assert table["reason"].str.contains("raise `resamples`").all()
    assert not any(findings.COMPARING.search(sentence) for sentence in said)


# -- what must change nothing ------------------------------------------------------------------------------


@settings(max_examples=10, deadline=None)
@given(st.integers(3, 12), st.integers(3, 12), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_articles_and_values_changes_nothing(n_a, n_b, stories, random):
    articles = corpus({A: n_a, B: n_b})
    articles["byline"] = [f"Jane {'abcde'[i % 5] * 3}" if i % 2 else None for i in range(n_a + n_b)]
    if stories:
        articles["story"] = [f"s{i % 3}" for i in range(n_a + n_b)]
    values = drawn(articles)
    order = random.sample(range(len(articles)), len(articles))
    for ask in (compare.describe, compare.contrast):
        one = ask(values, articles, resamples=99)
        pd.testing.assert_frame_equal(one, ask(values.iloc[order[::-1]], articles.iloc[order], resamples=99))


@pytest.mark.parametrize("sizes", [(5, 5), (4, 11), (20, 12), (30, 31)])
@pytest.mark.parametrize("stories", [0, 3, 12])
def test_swapped_outlets_turn_the_sign_and_nothing_else(sizes, stories):
    articles = corpus(dict(zip((A, B), sizes, strict=True)))
    if stories:
        articles["story"] = [f"s{i % stories}" for i in range(sum(sizes))]
    values = drawn(articles, shift=0.5)
    swapped = articles.assign(outlet=articles["outlet"].map({A: B, B: A}))
    one, two = (compare.contrast(values, table, **QUICK).iloc[0] for table in (articles, swapped))
    for name in ("p", "p_adjusted", "level", "reason", "strata", "detectable"):
        assert pd.isna(one[name]) if pd.isna(two[name]) else one[name] == two[name], name
    turned = [("estimate", "estimate"), ("standardised", "standardised"), ("low", "high"), ("high", "low")]
    for mine, yours in turned:
        assert pd.isna(one[mine]) == pd.isna(two[yours])
        assert pd.isna(one[mine]) or one[mine] == pytest.approx(-two[yours], rel=1e-9)


@pytest.mark.parametrize(
    "extra", [{}, {"story": [f"s{i % 3}" for i in range(13)]}, {"byline": ["Jane Doe"] * 3 + [None] * 10}]
)
def test_every_article_twice_changes_nothing_once_copies_count_once(extra):
    articles = corpus({A: 6, B: 7}, **extra)
    values = drawn(articles)
    copies = articles.assign(doc_id="a-copy-" + articles["doc_id"])
    twice = pd.concat([articles, copies], ignore_index=True)
    twice["duplicate_cluster"] = "d:" + twice["doc_id"].str.removeprefix("a-copy-")
    twice["published"] = np.where(twice["doc_id"].str.startswith("a-copy-"), "2022-02-02", "2022-01-01")
    both = pd.concat([values, values.set_axis(copies["doc_id"])])
    pd.testing.assert_frame_equal(compare.contrast(values, articles), compare.contrast(both, twice))
    pd.testing.assert_frame_equal(compare.describe(values, articles), compare.describe(both, twice))


@pytest.mark.parametrize("n", [5, 12])
def test_unit_and_origin_of_the_values_change_no_p(n):
    articles = corpus({A: n, B: n + 1})
    one = compare.contrast(drawn(articles, shift=0.7), articles, **QUICK).iloc[0]
    for factor, origin in ((100, 0), (1, 1e6), (-3, 50), (1e-9, 0)):
        two = compare.contrast(drawn(articles, shift=0.7) * factor + origin, articles, **QUICK).iloc[0]
        assert two["p"] == pytest.approx(one["p"], rel=1e-6)
        assert two["estimate"] == pytest.approx(one["estimate"] * factor)
        assert two["standardised"] == pytest.approx(one["standardised"] * np.sign(factor))
        if n > 9:
            ends = sorted([one["low"] * factor, one["high"] * factor])
            assert [two["low"], two["high"]] == pytest.approx(ends)


def test_the_order_of_statistics_changes_no_row():
    articles = corpus({A: 12, B: 12, C: 5})
    values = pd.DataFrame({f"v{k}": drawn(articles, k, 1) for k in range(3)})
    for adjustment in ("holm", "maxt"):
        one, two = (
            compare.contrast(x, articles, adjustment=adjustment, **QUICK).sort_values(["statistic", "a", "b"])
            for x in (values, values[["v2", "v0", "v1"]])
        )
        pd.testing.assert_frame_equal(one.reset_index(drop=True), two.reset_index(drop=True))


def test_an_outlet_more_changes_no_estimate_p_or_interval_of_others():
    articles = corpus({A: 12, B: 12, C: 12})
    values = drawn(articles, shift=0.5)
    one = compare.contrast(values[:24], articles[:24], **QUICK).iloc[0]
    two = compare.contrast(values, articles, **QUICK).iloc[0]
    for name in ("estimate", "standardised", "low", "high", "p"):
        assert one[name] == two[name]
    assert two["p_adjusted"] >= one["p_adjusted"]


def test_the_same_seed_gives_the_same_numbers_and_another_does_not():
    articles = corpus({A: 12, B: 12})
    rows = [compare.contrast(drawn(articles), articles, seed=seed, **QUICK).iloc[0] for seed in (1, 1, 2)]
    for name in ("p", "low"):
        assert rows[0][name] == rows[1][name] != rows[2][name]


@pytest.mark.parametrize("names", [["10", "9", "1", "01", "é", "É", "a b", "z\n", " ", "Ω"]])
def test_any_doc_ids_will_do(names):
    articles = corpus({A: 5, B: 5}).assign(doc_id=names)
    values = pd.Series(np.arange(10.0), index=names)
    row = compare.contrast(values, articles).iloc[0]
    assert (row["estimate"], row["p"]) == (-5, pytest.approx(2 / 252, rel=0.2))


def test_outlets_may_be_categories():
    articles = corpus({A: 5, B: 5})
    coded = articles.assign(outlet=articles["outlet"].astype(pd.CategoricalDtype([C, B, A])))
    pd.testing.assert_frame_equal(
        compare.contrast(drawn(articles), coded), compare.contrast(drawn(articles), articles)
    )


# -- bad input ---------------------------------------------------------------------------------------------


def test_no_statistics_and_no_articles_are_empty_tables():
    articles = corpus({A: 5, B: 5})
    nothing = pd.DataFrame(index=articles["doc_id"])
    assert compare.contrast(nothing, articles).empty
    assert compare.describe(nothing, articles).empty
    assert compare.describe(drawn(articles[:0]), articles[:0]).empty


ARTICLES = corpus({A: 2, B: 2})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            pd.Series([1.0], index=["C999"]),
            "'C999' is not a doc_id of table 'articles'; index the values by doc_id",
        ),
        (pd.Series([1.0, 2.0], index=["C000", "C000"]), "'C000' has two values; give one number an article"),
        (pd.Series([np.inf], index=["C000"], name="tone"), "'C000' has an infinite 'tone'"),
        (pd.Series([-np.inf], index=["H001"]), "'H001' has an infinite"),
        (pd.Series(["high"], index=["C000"]), "must be numbers, one an article"),
    ],
)
def test_values_that_cannot_be_used_are_refused_by_name(values, said):
    for ask in (compare.describe, compare.contrast):
        with pytest.raises(ValueError, match=said):
            ask(values, ARTICLES)


def test_a_column_to_compare_within_must_be_there():
    said = r"table 'articles' has no column 'genre' to compare within; it has doc_id, outlet"
    with pytest.raises(ValueError, match=said):
        compare.contrast(drawn(ARTICLES), ARTICLES, within="genre")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"within": "outlet"}, "outlet"),
        ({"adjustment": "bonferroni"}, "holm"),
        ({"shape": "odd"}, "skewed"),
    ],
)
def test_options_that_do_not_exist_are_refused_by_name(how, said):
    articles = corpus({A: 5, B: 5})
    with pytest.raises(ValueError, match=said):
        compare.contrast(drawn(articles), articles, **how)


def test_an_article_that_comes_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        compare.contrast(drawn(ARTICLES), pd.concat([ARTICLES, ARTICLES[:1]], ignore_index=True))


def test_all_rows_of_a_pair_name_its_articles_in_one_tuple_of_the_same_strings():
    articles = corpus({A: 4, B: 4, C: 4})
    values = pd.DataFrame({"tone": drawn(articles), "length": drawn(articles, seed=1)})
    tables = [compare.contrast(values, articles, **QUICK)["doc_ids"]]
    assert len({id(doc_ids) for doc_ids in tables[0]}) == 3
    assert len({id(doc_id) for doc_ids in tables[0] for doc_id in doc_ids}) == 12
