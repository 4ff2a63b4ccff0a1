import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from sourcewise.analysis import terms, wording
from sourcewise.analysis.words import association
from sourcewise.corpus import tables


def counted(**texts):
    return terms.count(pd.DataFrame({"doc_id": list(texts), "text": list(texts.values())}))


# quanteda.textstats' own test texts; its numbers from the C++ formulas, in methods of the project
QUANTEDA = counted(d1="a a a b b c c c c c c d e f g h h", d2="a a b c c d d d d e f h")
GROUPS = {"d1": "one", "d2": "two"}


def by_term(counts=QUANTEDA, groups=GROUPS, target="one", **options):
    return wording.keyness(counts, groups, target=target, **options).set_index("term")


@pytest.mark.parametrize(
    ("term", "counts", "default", "none", "g2", "pmi"),
    [
        ("a", (3, 2), 0.0047386, 0.0047386, 0.0047514, 0.0232569),
        ("b", (2, 1), 0.0893037, 0.0893037, 0.0912419, 0.1286174),
        ("c", (6, 2), 0.4672984, 1.2218721, 1.2742380, 0.2464004),
        ("d", (1, 4), -2.0402471, -3.7150327, -3.7794405, -1.0753554),
        ("e", (1, 1), -0.0658134, -0.0658134, -0.0649005, -0.1590647),
        ("g", (1, 0), 0.7310924, 0.7310924, 1.0932910, 0.5340825),
        ("h", (2, 1), 0.0893037, 0.0893037, 0.0912419, 0.1286174),
    ],
)
def test_keyness_equals_quanteda(term, counts, default, none, g2, pmi):
    row, conditional = by_term().loc[term], by_term(correction="quanteda").loc[term]
    assert (row["target"], row["reference"]) == counts
    assert conditional["chi2"] == pytest.approx(default, abs=1e-7)
    assert row["chi2"] == pytest.approx(none, abs=1e-7)
    assert row["g2"] == pytest.approx(g2, abs=1e-7)
    assert row["pmi"] == pytest.approx(pmi, abs=1e-7)


@pytest.mark.parametrize(
    ("column", "correction", "order"), [("chi2", "quanteda", "gcbhaefd"), ("g2", "none", "cgbhaefd")]
)
def test_order_of_terms_equals_quanteda(column, correction, order):
    table = by_term(correction=correction).reset_index()
    ranked = table.round({column: 9}).sort_values([column, "term"], ascending=[False, True])
    assert "".join(ranked["term"]) == order


def test_raysons_form_is_another_number():
    assert by_term().loc["c", "g2_rayson"] == pytest.approx(0.9412, abs=5e-5)


def test_two_words_with_each_correction():
    cells = np.array([7]), np.array([2]), 10, 9
    assert association.chi2(*cells, correction="yates")[0] == pytest.approx(2.6324383, abs=1e-7)
    assert association.chi2(*cells)[0] == pytest.approx(4.3371605, abs=1e-7)
    assert association.g2(*cells)[0] == pytest.approx(4.5349393, abs=1e-7)


@pytest.mark.parametrize(
    ("correction", "chi2", "g2"), [("williams", 4.017626, 4.2008334), ("yates", 2.6324383, 2.7028437)]
)
def test_corrections_of_williams_and_yates(correction, chi2, g2):
    """Williams' chi2 is the number that quanteda's test has for it, and its code misses; the G2 are by the
    formula, and by scipy (chi2_contingency with correction and lambda_="log-likelihood").
    """
    cells = np.array([7, 3]), np.array([2, 7]), 10, 9
    assert association.chi2(*cells, correction=correction) == pytest.approx([chi2, -chi2], abs=1e-6)
    assert association.g2(*cells, correction=correction) == pytest.approx([g2, -g2], abs=1e-6)
    q = 1 + (19 / 10 + 19 / 9 - 1) ** 2 / (6 * 19)
    assert association.g2(*cells, correction="williams")[0] == pytest.approx(4.5349393 / q, abs=1e-7)


def test_g2_has_no_correction_of_quanteda():
    with pytest.raises(ValueError, match="is of chi2; G2 takes"):
        association.g2(np.array([7]), np.array([2]), 10, 9, correction="quanteda")


# Genesis 1:1-5 against John 1:1-5 (King James), a pair that no fixture holds
GENESIS = (
    "In the beginning God created the heaven and the earth. And the earth was without form, and void; "
    "and darkness was upon the face of the deep. And the Spirit of God moved upon the face of the "
    "waters. And God said, Let there be light: and there was light. And God saw the light, that it was "
    "good: and God divided the light from the darkness. And God called the light Day, and the darkness "
    "he called Night."
)
JOHN = (
    "In the beginning was the Word, and the Word was with God, and the Word was God. The same was in "
    "the beginning with God. All things were made by him; and without him was not any thing made that "
    "was made. In him was life; and the life was the light of men. And the light shineth in darkness; "
    "and the darkness comprehended it not."
)


def test_every_word_of_another_text_equals_scipy():
    table = by_term(counted(genesis=GENESIS, john=JOHN), {"genesis": "g", "john": "j"}, "g")
    corrected = by_term(
        counted(genesis=GENESIS, john=JOHN), {"genesis": "g", "john": "j"}, "g", correction="yates"
    )
    n_a, n_b = len(terms.tokenize(GENESIS)), len(terms.tokenize(JOHN))
    assert len(table) > 50
    for term, row in table.iterrows():
        a, b = row["target"], row["reference"]
        cells = [[a, b], [n_a - a, n_b - b]]
        g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        assert abs(row["g2"]) == pytest.approx(g2.statistic, rel=1e-10, abs=1e-12)
        chi2 = stats.chi2_contingency(cells, correction=False).statistic
        assert abs(row["chi2"]) == pytest.approx(chi2, rel=1e-10, abs=1e-12)
        yates = stats.chi2_contingency(cells, correction=True, lambda_="log-likelihood").statistic
        assert abs(corrected.loc[term, "g2"]) == pytest.approx(yates, rel=1e-10, abs=1e-12)
        yates = stats.chi2_contingency(cells, correction=True).statistic
        assert abs(corrected.loc[term, "chi2"]) == pytest.approx(yates, rel=1e-10, abs=1e-12)
        assert np.sign(row["g2"]) == np.sign(a / n_a - b / n_b)
        assert row["target_rate"] == pytest.approx(10_000 * a / n_a)


def test_log_odds_equal_the_example_of_the_package_fightin_words():
    counts = counted(
        one="The quick brown fox jumps over the lazy pig",
        two="The lazy purple pig jumps over the lazier donkey",
    )
    a, b = counts.matrix.toarray()
    _, z = association.log_odds(a, b, 9, 9, prior=np.full(len(a), 0.05))
    found = dict(zip(counts.terms, z, strict=True))
    assert found["brown"] == pytest.approx(0.6894227886807968, abs=1e-12)
    assert found["donkey"] == pytest.approx(-0.6894227886807968, abs=1e-12)
    assert found["the"] == pytest.approx(0.0, abs=1e-12)


def test_log_odds_with_an_informative_prior_by_hand():
    """c: 6 of 17 against 2 of 12, 8 of 29 words in all; 29 pseudo-counts give it 8 and all others 21."""
    row = by_term(prior=29.0).loc["c"]
    delta = np.log(14 / (46 - 14)) - np.log(10 / (41 - 10))
    assert row["log_odds"] == pytest.approx(delta, rel=1e-12)
    assert row["z"] == pytest.approx(delta / np.sqrt(1 / 14 + 1 / 10), rel=1e-12)
    assert abs(by_term(prior=1e6).loc["c", "log_odds"]) < 1e-3, "a strong prior pulls to 0"


@pytest.mark.parametrize(
    ("smoothing", "c", "g"),
    [
        (0.0, np.log2((6 / 17) / (2 / 12)), np.inf),
        (0.5, np.log2((6.5 / 18) / (2.5 / 13)), np.log2((1.5 / 18) / (0.5 / 13))),
    ],
)
def test_log_ratio_with_its_smoothing(smoothing, c, g):
    table = by_term(smoothing=smoothing)
    assert table.loc["c", "log_ratio"] == pytest.approx(c)
    assert table.loc["g", "log_ratio"] == pytest.approx(g)


MANY = counted(a1="x y", a2="x x z", b1="y y", c1="z q q", lost="x x x")
OUTLETS = pd.Series({"a1": "A", "a2": "A", "b1": "B", "c1": "C", "elsewhere": "A"})


def test_one_against_all_others_and_against_one():
    rest, pair = by_term(MANY, OUTLETS, "A"), by_term(MANY, OUTLETS, "A", reference="B")
    assert rest.loc["x", ["target", "reference", "target_df", "reference_df"]].tolist() == [3, 0, 2, 0]
    assert rest.loc["z", ["target", "reference"]].tolist() == [1, 1]
    assert set(pair.index) == {"x", "y", "z"}, "words of C alone, and of rows without a group, are not there"
    assert rest.loc["x", "target_rate"] == pytest.approx(10_000 * 3 / 5)


def test_sides_swapped_turn_every_sign():
    one, two = by_term(), by_term(target="two").loc[lambda table: table.index]
    for column in ("g2", "g2_rayson", "chi2", "log_ratio", "log_odds", "z"):
        assert one[column].to_dict() == pytest.approx((-two[column]).to_dict())


def test_every_document_twice_keeps_rates_and_log_ratio():
    twice = wording.keyness(
        counted(**{f"{name}-{i}": text for name, text in (("g", GENESIS), ("j", JOHN)) for i in (1, 2)}),
        {"g-1": "g", "g-2": "g", "j-1": "j", "j-2": "j"},
        target="g",
        smoothing=0.0,
    ).set_index("term")
    once = by_term(counted(g=GENESIS, j=JOHN), {"g": "g", "j": "j"}, "g", smoothing=0.0)
    for column in ("target_rate", "reference_rate", "log_ratio", "pmi"):
        assert twice[column].to_dict() == pytest.approx(once[column].to_dict())


@pytest.mark.parametrize(
    ("groups", "options", "said"),
    [
        ({"d1": "one", "d2": "one"}, {"target": "one"}, "the target cannot be all the documents"),
        (GROUPS, {"target": "three"}, r"'three' has no counted rows; the groups are \['one', 'two'\]"),
        (GROUPS, {"target": "one", "reference": "three"}, "'three' has no counted rows"),
        (GROUPS, {"target": "one", "reference": "one"}, "both 'one'"),
    ],
)
def test_sides_that_cannot_be_are_refused(groups, options, said):
    with pytest.raises(ValueError, match=said):
        wording.keyness(QUANTEDA, groups, **options)


def test_no_terms_are_refused_in_plain_words():
    with pytest.raises(ValueError, match="have no terms"):
        wording.keyness(counted(d1="1 2", d2="3"), GROUPS, target="one")


def test_no_column_is_a_p():
    assert not {"p", "p_value", "pvalue"} & set(by_term().columns)


def test_every_outlet_against_the_rest_and_in_pairs():
    table = wording.keyness_of_each(MANY, OUTLETS)
    assert table[["a", "b"]].drop_duplicates().to_numpy().tolist() == [[x, "all others"] for x in "ABC"]
    alone = wording.keyness(MANY, OUTLETS, target="B")
    pd.testing.assert_frame_equal(
        table[table["a"] == "B"].drop(columns=["a", "b"]).reset_index(drop=True), alone
    )
    both = wording.keyness_of_each(MANY, OUTLETS, against="pairs", most=1)
    assert both[["a", "b"]].to_numpy().tolist() == [
        list(pair) for pair in ("AB", "AC", "BA", "BC", "CA", "CB")
    ]
    assert (both["z"] > 0).all()


@pytest.mark.parametrize("groups", [{"a1": "A", "a2": "A"}, {}])
def test_one_outlet_alone_has_no_marking_words(groups):
    table = wording.keyness_of_each(MANY, groups)
    assert table.empty
    assert list(table.columns) == list(wording.keyness_of_each(MANY, OUTLETS).columns)


def test_no_terms_are_an_empty_table_and_a_strange_word_is_refused():
    assert wording.keyness_of_each(counted(d1="1", d2="2"), GROUPS).empty
    with pytest.raises(ValueError, match="against is 'all'"):
        wording.keyness_of_each(MANY, OUTLETS, against="all")


def test_the_dispersion_of_each_side_is_that_of_its_rows_alone():
    row = by_term(MANY, OUTLETS, "A").loc["x"]
    alone = wording.dispersion(counted(a1="x y", a2="x x z")).set_index("term")
    assert row["target_dp"] == pytest.approx(alone.loc["x", "dp_norm"])
    assert pd.isna(row["reference_dp"]), "x is not there"
    assert by_term(MANY, OUTLETS, "B").loc["y", ["target_dp"]].isna().all(), "one row has no spread"


def test_a_number_leads_to_the_rows_that_it_was_counted_from():
    held = wording.passages_of(MANY, ["z", "x", "nowhere", "x"])
    assert held.to_numpy().tolist() == [
        ["z", "a2", 1], ["z", "c1", 1], ["x", "a1", 1], ["x", "a2", 2], ["x", "lost", 3]
    ]  # fmt: skip
    assert wording.passages_of(MANY, []).empty


# Gries 2008: five parts of 9, 10, 10, 10 and 11 words
PARTS = terms.Counts(
    sparse.csr_matrix(
        np.array([[2, 1, 0, 0, 1], [2, 0, 1, 0, 2], [2, 0, 0, 0, 3], [2, 0, 0, 0, 4], [2, 0, 0, 1, 5]])
    ),
    np.array(list("12345")),
    np.array(["b", "i", "q", "x", "a"]),
    np.array([9, 10, 10, 10, 11]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("term", "dp", "dp_norm"),
    [("b", 0.02, 0.024), ("i", 0.82, 1.0), ("q", 0.8, 0.976), ("x", 0.78, 0.951), ("a", 0.18, 0.2195)],
)
def test_dispersion_of_gries_parts(term, dp, dp_norm):
    row = wording.dispersion(PARTS).set_index("term").loc[term]
    assert row["dp"] == pytest.approx(dp, abs=1e-12)
    assert row["dp_norm"] == pytest.approx(dp_norm, abs=6e-4)
    assert row["dp_norm"] == pytest.approx(dp / 0.82, abs=1e-12)


def test_dispersion_over_equal_parts_by_hand():
    """Lijffijt and Gries 2012: 2, 1, 0 over three equal parts."""
    row = wording.dispersion(counted(p1="a a z", p2="a z z", p3="z z z")).set_index("term").loc["a"]
    assert (row["dp"], row["dp_norm"]) == pytest.approx((1 / 3, 1 / 2), abs=1e-12)
    assert (row["count"], row["rows"]) == (3, 2)


def test_dispersion_of_one_part_is_even_and_has_no_norm():
    row = wording.dispersion(counted(p1="a b", empty="")).set_index("term").loc["a"]
    assert row["dp"] == 0
    assert pd.isna(row["dp_norm"])


def test_dispersion_of_nothing_is_an_empty_table():
    assert list(wording.dispersion(counted(p1="1")).columns) == ["term", "count", "rows", "dp", "dp_norm"]
    assert wording.dispersion(counted()).empty


RAW = (
    "Title here\n“We seek win-win cooperation,” said Wang.  He doesn’t cooperate.\n"
    "Russia’s co-operation with China: cooperative.\n"
)


def passage(n, text, paragraph, voice="outlet", kind="body", start=None):
    start = RAW.index(text) if start is None else start
    return {
        "passage_id": f"d:{n}", "doc_id": "d", "outlet": "TASS", "paragraph": paragraph, "sentence": n,
        "kind": kind, "start": start, "end": start + len(text), "voice": voice, "text": text,
    }  # fmt: skip


LINES = tables.frame(
    "passages",
    [
        passage(1, "Title here", 1, kind="headline"),
        passage(2, "We seek win-win cooperation,", 2, "quoted"),
        passage(3, "said Wang.", 2),
        passage(4, "He doesn’t cooperate.", 2),
        passage(5, "Russia’s co-operation with China: cooperative.", 3),
    ],
)


@pytest.mark.parametrize(
    ("query", "options", "matches"),
    [
        ("cooperation", {}, ["cooperation"]),
        ("cooperat*", {}, ["cooperation", "cooperate", "cooperative"]),
        ("cooperat?", {}, ["cooperate"]),
        ("russia", {}, ["Russia"]),
        ("russia", {"case": True}, []),
        ("Russia's", {}, ["Russia’s"]),
        ("doesn't cooperate", {}, ["doesn’t cooperate"]),
        ("win win cooperation", {}, ["win-win cooperation"]),
        ("cooperation said", {}, []),  # a comma lies between
        ("wang he", {}, []),  # a full stop lies between
        ("said wang", {}, ["said Wang"]),
        (["China", "title", "wan*"], {}, ["Title", "Wang", "China"]),
        ("operate", {}, []),
        ("[a-z]+-[a-z]+", {"how": "regex"}, ["win-win", "co-operation"]),
        ("n't \\w+", {"how": "regex"}, ["n’t cooperate"]),
        ("x*", {"how": "regex"}, []),  # matches of no length are none
        (".", {"how": "regex", "case": True}, [sign for sign in RAW if sign not in "“”\n"]),
        ("nowhere", {}, []),
    ],
)  # fmt: skip
def test_concordance_finds(query, options, matches):
    table = wording.concordance(LINES, query, **options)
    found = [match for match in table["match"] if match.strip()]
    assert found == [match for match in matches if match.strip()]
    assert list(table.columns) == [
        "outlet", "published", "doc_id", "passage_id", "voice", "speaker", "left", "match", "right", "start",
        "end",
    ]  # fmt: skip


def test_places_are_places_in_raw_and_the_context_is_the_paragraphs():
    row = wording.concordance(LINES, "said", context=12).iloc[0]
    assert RAW[row["start"] : row["end"]] == "said" == row["match"]
    assert (row["left"], row["right"]) == ("operation,  ", " Wang.  He d")
    assert (row["passage_id"], row["voice"]) == ("d:3", "outlet")


def test_a_match_belongs_to_the_passage_where_it_starts():
    table = wording.concordance(LINES, r"cooperation\W+said", how="regex")
    assert table["passage_id"].tolist() == ["d:2"]
    assert table["voice"].tolist() == ["quoted"]
    assert RAW[table["start"].iloc[0] : table["end"].iloc[0]] == "cooperation,” said"


@pytest.mark.parametrize(
    ("sort", "matches"),
    [
        ("text", ["cooperation", "cooperate", "cooperative"]),
        ("left", ["cooperative", "cooperate", "cooperation"]),  # china, doesn't, win
        ("right", ["cooperate", "cooperation", "cooperative"]),
        ("voice", ["cooperate", "cooperative", "cooperation"]),
        ("speaker", ["cooperation", "cooperate", "cooperative"]),
    ],
)
def test_concordance_is_sorted_as_asked(sort, matches):
    assert wording.concordance(LINES, "cooperat*", sort=sort)["match"].tolist() == matches


def test_the_order_of_passages_changes_nothing():
    mixed = LINES.iloc[[4, 2, 0, 3, 1]]
    pd.testing.assert_frame_equal(wording.concordance(mixed, "co*"), wording.concordance(LINES, "co*"))


@pytest.mark.parametrize(
    ("query", "options", "said"),
    [
        ("", {}, "the query is empty"),
        ("  ", {}, "the query is empty"),
        ([], {}, "the query is empty"),
        ("***", {}, "no letter or digit"),
        ("(", {"how": "regex"}, r"'\(' is not a regular expression \(missing \)"),
        ("a", {"sort": "size"}, "sort is 'size'; it must be"),
    ],
)
def test_concordance_refuses_in_plain_words(query, options, said):
    with pytest.raises(ValueError, match=said):
        wording.concordance(LINES, query, **options)


HOSTILE = tables.frame("passages", [{**passage(1, "Title here", 1), "text": "a" * 3000 + "!", "end": 3001}])


@pytest.mark.parametrize("query", ["(a+)+b", "(a|aa)+$"])
def test_an_expression_that_takes_for_ever_is_stopped_with_a_sentence(query):
    with pytest.raises(ValueError, match="takes too long; a repeat inside a repeat"):
        wording.concordance(HOSTILE, query, how="regex", seconds=0.2)


ABOUT = pd.DataFrame({"doc_id": ["d"], "published": ["2022-02-02"], "genre": ["news"], "outlet": ["TASS"]})


def test_articles_give_the_date_and_their_columns_to_sort_by():
    table = wording.concordance(LINES, "cooperat*", articles=ABOUT, sort="genre")
    assert table["published"].tolist() == ["2022-02-02"] * 3
    assert table["start"].is_monotonic_increasing, "ties by place"
    assert wording.concordance(LINES, "cooperat*")["published"].isna().all()
    two = pd.concat([LINES, LINES.assign(doc_id="e")])
    about = pd.DataFrame({"doc_id": ["d", "e", "f"], "published": ["2023-01-01", "2021", None]})
    sorted_ = wording.concordance(two, "wang", articles=about, sort="published")
    assert sorted_["doc_id"].tolist() == ["e", "d"]


def test_signs_of_regular_expressions_are_searched_for_as_they_stand():
    line = tables.frame("passages", [{**passage(1, "Title here", 1), "text": "a (b) [c] $5", "end": 12}])
    assert wording.concordance(line, "$5")["match"].tolist() == ["$5"]
    assert wording.concordance(line, "(b)")["match"].tolist() == ["(b)"]


def test_hostile_text_takes_linear_time():
    text = "a" * 1_000_000
    line = tables.frame("passages", [{**passage(1, "Title here", 1), "text": text, "end": len(text)}])
    start = time.process_time()
    for query in ("a*b", "a*a*b*c", "*b", "b b b"):
        assert wording.concordance(line, query).empty
    assert time.process_time() - start < 16


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab'’ .", min_size=1, max_size=30))
def test_every_match_is_its_slice_of_raw(text):
    line = tables.frame(
        "passages", [{**passage(1, "Title here", 1), "start": 7, "text": text, "end": 7 + len(text)}]
    )
    for row in wording.concordance(line, "a*", context=5).to_dict("records"):
        assert row["match"] == text[row["start"] - 7 : row["end"] - 7]
        assert (row["left"] + row["match"] + row["right"]) in text
