import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sourcewise.analysis import compare, findings, inference

A, B = "Morning Post", "Evening Star"
COMPARING = re.compile(r"\b(more|less|fewer|higher|lower|greater|than|significant\w*)\b", re.IGNORECASE)


def corpus(sizes, **columns):
    """Articles by outlet: doc_id, outlet, and other columns by doc_id."""
    rows = [
        {"doc_id": f"{outlet[0]}{i:03d}", "outlet": outlet} for outlet, n in sizes.items() for i in range(n)
    ]
    table = pd.DataFrame(rows, columns=["doc_id", "outlet"]).astype("str")
    return table.assign(**{name: table["doc_id"].map(given) for name, given in columns.items()})


def drawn(articles, seed=0, shift=0.0):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=len(articles)) + shift * (articles["outlet"] == A)
    return pd.Series(np.asarray(values), index=articles["doc_id"], name="tone")


@pytest.mark.parametrize(
    ("sizes", "level", "p", "interval", "comparison"),
    [
        ((1, 1), "description", False, False, False),
        ((2, 40), "description", False, False, False),
        ((3, 3), "points", False, False, False),
        ((4, 4), "points", True, False, True),
        ((9, 9), "points", True, False, True),
        ((10, 10), "small", True, True, True),
        ((29, 500), "small", True, True, True),
        ((30, 30), "full", True, True, True),
    ],
)
def test_support_holds_the_table_of_what_a_corpus_can_support(sizes, level, p, interval, comparison):
    found = compare.support(dict(zip("ab", sizes, strict=True)))
    assert (found.level, found.p, found.interval, found.comparison) == (level, p, interval, comparison)


def test_support_takes_the_familys_correction_into_account():
    assert compare.support({"a": 4, "b": 4}, family=1).p
    assert not compare.support({"a": 4, "b": 4}, family=2).p


def test_the_smallest_outlet_decides_and_the_reason_says_what_would_work():
    found = compare.support({"a": 40, "b": 35, "c": 1})
    assert found.level == "description"
    assert "c has 1 article here" in found.reason
    assert "2 outlets remain" in found.reason


@pytest.mark.parametrize("sizes", [{}, {"a": 12}])
def test_one_outlet_is_no_comparison_and_the_reason_says_what_would_work(sizes):
    found = compare.support(sizes)
    assert (found.level, found.p, found.interval) == ("description", False, False)
    assert "sources.csv" in found.reason


def test_more_outlets_than_articles_is_description_only():
    found = compare.support({"a": 1, "b": 1, "c": 0})
    assert found.level == "description"
    assert "c has 0 articles" in found.reason


def test_effects_that_would_be_found_come_from_n_alone():
    found = compare.support({"a": 5, "b": 5})
    assert found.detectable == pytest.approx(2.02, abs=0.01)
    assert found.needed == {0.8: 26, 0.5: 64, 0.2: 394}
    said = compare.prospects(found)
    assert "2.02 standard deviations" in said
    assert "64" in said
    assert not COMPARING.search(compare.prospects(compare.support({"a": 1, "b": 1})))


def test_unknown_outlets_and_copies_are_counted_aloud_and_left_out():
    articles = corpus({A: 4, B: 4, "unknown (u)": 1})
    articles["duplicate_cluster"] = articles["doc_id"].map(
        {"M000": "d:M000", "M001": "d:M000", "E000": "d:M000"}
    )
    found = compare.support(articles)
    assert found.n == {A: 2, B: 4}
    assert (found.unknown, found.copies) == (1, 2)
    assert "1 article of unknown outlet" in found.reason
    assert "2 articles that are copies" in found.reason


def test_the_earliest_copy_stands_for_all():
    articles = corpus({A: 1, B: 1}, published={"M000": "2022-01-01", "E000": "2022-01-02"})
    articles["duplicate_cluster"] = "d:x"
    assert compare.support(articles).n == {A: 1}
    half_dated = articles.assign(published=["2022-01-01", None])
    assert compare.support(half_dated).n == {A: 1}, "those without a date come last"
    undated = articles.assign(published=pd.NA)
    assert compare.support(undated).n == {B: 1}, "then by doc_id"


@pytest.mark.parametrize(("groups", "family"), [({"a": -1, "b": 3}, 1), ({"a": 3, "b": 3}, 0)])
def test_support_refuses_numbers_that_cannot_be(groups, family):
    with pytest.raises(ValueError, match=r"0 or more|at least 1"):
        compare.support(groups, family=family)


@pytest.mark.parametrize("n", [1, 2, 3, 9, 10, 30])
def test_tables_and_sentences_print_what_the_number_of_articles_allows(n):
    articles = corpus({A: n, B: n})
    values = drawn(articles, shift=20)
    described, contrast = compare.describe(values, articles), compare.contrast(values, articles).iloc[0]
    has_interval = n >= 10
    assert described["low"].notna().tolist() == [has_interval] * 2
    assert pd.notna(contrast["low"]) == has_interval
    assert pd.notna(contrast["p"]) == (n >= 9)  # 3 against 3 cannot fall below .05
    assert pd.notna(contrast["estimate"]) == (n >= 3)
    said = compare.phrase(contrast, what="the tone")
    assert bool(COMPARING.search(said)) == (n >= 9)
    assert ("small sample" in said) == (n in (9, 10))
    alone = [compare.phrase(row, what="the tone") for row in described.to_dict("records")]
    assert not any(COMPARING.search(sentence) for sentence in alone)
    start = {1: "In this article of", 2: "In these two articles of", 3: "In these three articles of"}
    assert all(sentence.startswith(start.get(n, "In ")) for sentence in alone)
    assert (described["reason"].str.len() > 0).tolist() == [not has_interval] * 2


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 99), st.sampled_from([0.0, 30.0]))
def test_every_sentence_is_a_finding_that_may_be_made(n_a, n_b, seed, shift):
    articles = corpus({A: n_a, B: n_b})
    values = drawn(articles, seed, shift)
    for row in compare.contrast(values, articles, resamples=99).to_dict("records"):
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


def test_describe_gives_the_mean_of_articles_and_scipys_interval():
    articles = corpus({A: 12, B: 2})
    values = drawn(articles)
    table = compare.describe(values, articles).set_index("outlet")
    mine = values[articles.loc[articles["outlet"] == A, "doc_id"]]
    expected = stats.ttest_1samp(mine, 0).confidence_interval()
    assert table.loc[A, "estimate"] == pytest.approx(mine.mean())
    assert tuple(table.loc[A, ["low", "high"]]) == pytest.approx((expected.low, expected.high))
    assert table.loc[A, "reason"] == ""


def test_contrast_gives_welchs_interval_and_the_sign_of_the_first():
    articles = corpus({A: 12, B: 15})
    values = drawn(articles, shift=3)
    row = compare.contrast(values, articles).iloc[0]
    b, a = (values[part["doc_id"]] for _, part in articles.groupby("outlet"))
    expected = stats.ttest_ind(b, a, equal_var=False).confidence_interval()
    assert (row["a"], row["b"]) == (B, A)
    assert row["estimate"] == pytest.approx(b.mean() - a.mean())
    assert row["estimate"] < 0
    assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))
    assert row["standardised"] == pytest.approx(
        (b.mean() - a.mean()) / np.sqrt((b.var(ddof=1) + a.var(ddof=1)) / 2)
    )
    assert row["p"] == row["p_adjusted"]


@pytest.mark.parametrize(("shape", "said"), [("even", ""), ("skewed", "skewed")])
def test_a_skewed_statistic_has_a_p_and_no_interval(shape, said):
    articles = corpus({A: 30, B: 30})
    row = compare.contrast(drawn(articles), articles, shape=shape, resamples=199).iloc[0]
    assert pd.notna(row["p"])
    assert pd.isna(row["low"]) == (shape == "skewed")
    assert said in row["reason"]


def test_all_rows_of_a_table_are_one_family():
    articles = corpus({A: 6, B: 6, "Courier": 6, "Lone": 1})
    values = pd.DataFrame({"tone": drawn(articles), "share": drawn(articles, 1)})
    table = compare.contrast(values, articles)
    assert len(table) == 12
    assert set(table["family"]) == {6}, "pairs with Lone cannot be tested and do not count"
    tested = table.dropna(subset="p")
    raw = tested["p"].to_numpy(dtype=float)
    assert tested["p_adjusted"].tolist() == pytest.approx(inference.adjust(raw, method="holm").tolist())
    assert (table.loc[(table["a"] == "Lone") | (table["b"] == "Lone"), "estimate"]).isna().all()


def test_a_p_that_cannot_be_attained_is_not_printed_and_the_reason_says_what_would_help():
    articles = corpus({A: 4, B: 4, "Courier": 4})
    few = compare.contrast(drawn(articles), articles)
    assert few["p"].isna().all()
    assert few["reason"].str.contains("least attainable is 0.086; add articles").all()
    large = corpus({A: 20, B: 20})
    drawn_p = compare.contrast(drawn(large), large, resamples=10).iloc[0]
    assert pd.isna(drawn_p["p"])
    assert "raise `resamples`" in drawn_p["reason"]


def test_a_pair_that_prints_no_p_still_counts_in_the_family():
    articles = corpus({A: 3, B: 3, "Courier": 20})
    table = compare.contrast(drawn(articles, shift=1), articles)
    assert table["p"].notna().tolist() == [True, True, False]
    least = table["p"].min()
    assert table["p_adjusted"].min() == pytest.approx(min(1, 3 * least))


def test_one_against_the_rest():
    articles = corpus({A: 5, B: 4, "Courier": 3})
    values = drawn(articles)
    table = compare.contrast(values, articles, against="rest").set_index("a")
    of_a = articles["outlet"] == A
    left, right = values[articles.loc[of_a, "doc_id"]], values[articles.loc[~of_a, "doc_id"]]
    assert table.loc[A, "estimate"] == pytest.approx(left.mean() - right.mean())
    assert table[["n_a", "n_b"]].sum(axis=1).tolist() == [12, 12, 12]


def test_articles_without_a_value_are_not_counted_and_said():
    articles = corpus({A: 4, B: 3})
    values = drawn(articles)
    values.iloc[0] = np.nan
    table = compare.describe(values.iloc[:-1], articles).set_index("outlet")
    assert table["n"].to_dict() == {A: 3, B: 2}
    assert table["reason"].str.contains("1 article without a value").all()
    assert compare.contrast(values.iloc[:-1], articles).iloc[0]["n_b"] == 3


def test_an_outlet_without_any_value_has_a_row_and_a_sentence():
    articles = corpus({A: 4, B: 3})
    values = drawn(articles)[articles.loc[articles["outlet"] == A, "doc_id"]]
    row = compare.describe(values, articles).set_index("outlet").loc[B]
    assert row["n"] == 0
    said = compare.phrase({**row, "outlet": B}, what="the tone")
    assert said == f"No article of {B} has a value for the tone."
    assert pd.isna(compare.contrast(values, articles).iloc[0]["estimate"])


@pytest.mark.parametrize("sizes", [{A: 5}, {"unknown (x)": 1}, {}])
def test_one_group_or_none_is_a_row_that_says_so(sizes):
    articles = corpus(sizes)
    table = compare.contrast(drawn(articles), articles)
    assert len(table) == 1
    assert table[["estimate", "p", "low"]].isna().all(axis=None)
    assert "needs two" in table.loc[0, "reason"]
    assert "sources.csv" in compare.phrase(table.iloc[0], what="the tone")


def test_a_constant_statistic_has_no_p_and_no_interval():
    articles = corpus({A: 12, B: 12})
    row = compare.contrast(drawn(articles) * 0 + 3, articles).iloc[0]
    assert row[["p", "low", "standardised"]].isna().all()
    assert "every article has the same value" in row["reason"]
    assert "most articles have the same value" in row["reason"]


def test_an_article_of_an_unknown_outlet_is_described_and_not_compared():
    articles = corpus({A: 3, B: 3, "unknown (u)": 1})
    values = drawn(articles)
    described = compare.describe(values, articles)
    assert "unknown (u)" in set(described["outlet"])
    assert "unknown (u)" not in set(compare.contrast(values, articles)[["a", "b"]].to_numpy().ravel())
    row = described[described["outlet"] == "unknown (u)"].iloc[0]
    assert compare.phrase(row, what="the tone").startswith(
        "In this article of unknown outlet (u), the tone is"
    )


ARTICLES = corpus({A: 2, B: 2})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (pd.Series([1.0], index=["M999"]), "'M999' is not a doc_id"),
        (pd.Series([1.0, 2.0], index=["M000", "M000"]), "'M000' has two values"),
        (pd.Series([np.inf], index=["M000"]), "'M000' has an infinite"),
        (pd.Series(["high"], index=["M000"]), "must be numbers"),
    ],
)
def test_values_that_cannot_be_used_are_refused_by_name(values, said):
    for ask in (compare.describe, compare.contrast):
        with pytest.raises(ValueError, match=said):
            ask(values, ARTICLES)


@settings(max_examples=15, deadline=None)
@given(st.integers(3, 12), st.integers(3, 12), st.randoms(use_true_random=False))
def test_the_order_of_articles_and_values_changes_nothing(n_a, n_b, random):
    articles = corpus({A: n_a, B: n_b})
    values = drawn(articles)
    order = random.sample(range(len(articles)), len(articles))
    mixed = articles.iloc[order]
    for ask in (compare.describe, lambda *given: compare.contrast(*given, resamples=99)):
        pd.testing.assert_frame_equal(ask(values, articles), ask(values.iloc[order[::-1]], mixed))


@pytest.mark.parametrize("sizes", [(5, 5), (4, 11), (20, 12)])
def test_swapped_outlets_turn_the_sign_and_nothing_else(sizes):
    articles = corpus(dict(zip((A, B), sizes, strict=True)))
    values = drawn(articles, shift=0.5)
    swapped = articles.assign(outlet=articles["outlet"].map({A: B, B: A}))
    one, two = (compare.contrast(values, table, resamples=999).iloc[0] for table in (articles, swapped))
    assert one["estimate"] == pytest.approx(-two["estimate"])
    assert one["p"] == pytest.approx(two["p"], abs=0.05 if min(sizes) > 9 else 0)
    if pd.notna(one["low"]):
        assert (one["low"], one["high"]) == pytest.approx((-two["high"], -two["low"]))


def test_every_article_twice_changes_nothing_once_copies_count_once():
    articles = corpus({A: 6, B: 7})
    values = drawn(articles)
    copies = articles.assign(doc_id="copy-" + articles["doc_id"])
    twice = pd.concat([articles, copies], ignore_index=True)
    twice["duplicate_cluster"] = "d:" + twice["doc_id"].str.removeprefix("copy-")
    twice["published"] = np.where(twice["doc_id"].str.startswith("copy-"), "2022-02-02", "2022-01-01")
    both = pd.concat([values, values.set_axis(copies["doc_id"])])
    pd.testing.assert_frame_equal(compare.contrast(values, articles), compare.contrast(both, twice))
    pd.testing.assert_frame_equal(compare.describe(values, articles), compare.describe(both, twice))


def test_the_same_seed_gives_the_same_p_and_another_may_not():
    articles = corpus({A: 12, B: 12})
    values = drawn(articles)
    p = [compare.contrast(values, articles, resamples=199, seed=seed).iloc[0]["p"] for seed in (1, 1, 2)]
    assert p[0] == p[1] != p[2]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {"n_a": 5, "n_b": 6, "estimate": 0.25, "low": pd.NA, "p_adjusted": 0.0123, "family": 1},
            "The tone is higher in A than in B (difference 0.25 points; p = .012; 5 articles of A, 6 of B, "
            "small sample).",
        ),
        (
            {"n_a": 40, "n_b": 50, "estimate": -0.25, "low": -0.5, "high": -0.1, "p_adjusted": 0.0002}
            | {"family": 3},
            "The tone is lower in A than in B (difference -0.25 points; 95 % interval -0.50 points to "
            "-0.10 points; "
            "adjusted p < .001; 40 articles of A, 50 of B).",
        ),
        (
            {"n_a": 4, "n_b": 5, "estimate": 0.25, "low": pd.NA, "p_adjusted": 0.4, "family": 1}
            | {"detectable": 2.19},
            "In the tone these articles do not tell A and B apart (difference 0.25 points; p = .400; "
            "4 articles of A, 5 of B, small sample); under 2.2 standard deviations a difference would mostly "
            "go unseen.",
        ),
        (
            {"n_a": 3, "n_b": 3, "estimate": 0.25, "low": pd.NA, "p_adjusted": pd.NA, "reason": "No p."},
            "The tone: the difference between 3 articles of A, 3 of B is 0.25 points. No p.",
        ),
    ],
)  # fmt: skip
def test_phrases_of_a_contrast(row, sentence):
    assert compare.phrase({"a": "A", "b": "B", **row}, what="the tone", unit="points") == sentence


def test_a_difference_of_percentages_is_in_percentage_points():
    row = {"a": "A", "b": "B", "n_a": 40, "n_b": 50, "estimate": 9.74, "low": 1.3, "high": 18.0, "family": 1}
    said = compare.phrase({**row, "p_adjusted": 0.02}, what="the quoted share", unit="%", digits=1)
    assert "difference 9.7 percentage points; 95 % interval 1.3 percentage points to 18.0" in said


GENRES = {"M000": "news", "M001": "news", "E000": "opinion", "E001": "opinion"}


@pytest.mark.parametrize(
    ("column", "given", "name", "differs"),
    [
        ("genre", GENRES, "genre", True),
        ("genre", dict.fromkeys(GENRES, "news"), "genre", False),
        ("published", {"M000": "2022-01-01", "M001": "2022-01-03", "E000": "2022-03-01T10:00"}, "date", True),
        ("published", {"M000": "2022-01-01", "M001": "2022-01-03", "E000": "2022-01-05"}, "date", False),
        ("published", {"M000": "2022-01-01", "M001": "2022-01-03"}, "date", None),
        ("published", {"M000": "2022-01-01", "E001": "yesterday"}, "date", None),
        ("n_words", {"M000": 400, "M001": 500, "E000": 900, "E001": 1000}, "length", True),
        ("n_words", {"M000": 400, "M001": 500, "E000": 400, "E001": 510}, "length", False),
        ("story", {"M000": "s1", "M001": "s2", "E000": "s3", "E001": "s1"}, "story", True),
        ("story", {"M000": "s1", "M001": "s2", "E000": "s1", "E001": "s2"}, "story", False),
        ("translated", {"M000": True, "M001": True, "E000": False, "E001": False}, "translation", True),
    ],
)
def test_confounders_that_differ_are_named(column, given, name, differs):
    table = compare.confounders(corpus({A: 2, B: 2}, **{column: given}))
    assert table["confounder"].tolist() == [name]
    row = table.iloc[0]
    assert (None if pd.isna(row["differs"]) else bool(row["differs"])) == differs
    expected = {True: "differs between the articles", False: "is alike", None: "cannot be ruled out"}
    assert expected[differs] in row["sentence"]
    assert (row["known"], row["articles"]) == (len(given), 4)


def test_confounders_without_columns_or_outlets_are_an_empty_table_or_unknown():
    assert compare.confounders(corpus({A: 2, B: 2})).empty
    assert compare.confounders(corpus({}, genre={})).loc[0, "known"] == 0


def test_sentences_on_confounders_name_five_outlets_and_count_the_others():
    names = [f"Paper {i}" for i in range(8)]
    articles = pd.DataFrame({"doc_id": names, "outlet": names, "genre": [f"g{i}" for i in range(8)]})
    said = compare.confounders(articles).loc[0, "by_outlet"]
    assert said.startswith("Paper 0: g0; ")
    assert said.endswith("and 3 more")


def test_pairs_of_outlets_come_in_alphabetical_order():
    names = ["b", "c", "a"]
    table = compare.contrast(drawn(corpus(dict.fromkeys(names, 3))), corpus(dict.fromkeys(names, 3)))
    assert list(zip(table["a"], table["b"], strict=True)) == list(itertools.combinations("abc", 2))


def readable(sizes, **columns):
    """Articles as `usable` reads them: English and not empty where nothing else is said."""
    articles = corpus(sizes, **columns)
    defaults = {"language": "en", "n_words": 100, "duplicate_cluster": None, "published": None}
    return articles.assign(**{name: value for name, value in defaults.items() if name not in columns})


def test_what_a_measure_cannot_read_is_left_out_aloud():
    articles = readable({A: 5})
    articles["language"] = ["fr", None, "en", "en", "en"]
    articles["n_words"] = [100, 100, 0, 100, 100]
    articles["duplicate_cluster"] = [None, None, None, "d", "d"]
    kept, said = compare.usable(articles)
    assert kept["doc_id"].tolist() == [articles["doc_id"][1], articles["doc_id"][3]]
    assert said.count("Left out: 1 article") == 3


def test_nothing_to_read_is_an_error_that_says_so():
    with pytest.raises(ValueError, match="nothing to measure: none of 2 articles has a word of English"):
        compare.usable(readable({A: 2}).assign(language="fr"))


@pytest.mark.parametrize(("n", "outlets"), [(5, 6), (6, 2)])
def test_many_unknown_outlets_are_put_together_and_stay_unknown(n, outlets):
    unknown = [f"unknown ({i})" for i in range(n)]
    kept, _ = compare.usable(readable({A: 1, **dict.fromkeys(unknown, 1)}).assign(doc_id=range(n + 1)))
    assert kept["outlet"].nunique() == outlets
    assert kept["outlet"].str.startswith("unknown (").sum() == n
