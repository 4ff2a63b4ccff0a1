import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.analysis.comparing import independence

A, B = "Morning Post", "Evening Star"


def corpus(sizes, **columns):
    """Articles by outlet: doc_id, outlet, and other columns in the order of the rows."""
    rows = [(f"{outlet[0]}{i:03d}", outlet) for outlet, n in sizes.items() for i in range(n)]
    table = pd.DataFrame(rows, columns=["doc_id", "outlet"]).astype("str")
    return table.assign(**columns)


def readable(sizes, **columns):
    """Articles as `usable` reads them: English and not empty where nothing else is said."""
    given = {"language": "en", "n_words": 100, "duplicate_cluster": None, "published": None}
    return corpus(sizes, **{**given, **columns})


# -- who wrote ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jane Doe", "Jane Doe", True),
        ("Jane Doe", "JANE  DOE", True),
        ("Jane Doe", " Jane Doe ", True),
        ("Jane Doe, CNN", "Jane Doe", True),
        ("Jane Doe, CNN", "Jane Doe, Senior Reporter", True),
        ("Jane Doe and John Roe", "Jane Doe", True),
        ("Jane Doe & John Roe", "Jane Doe / Reuters", True),
        ("Jane Doe with agencies", "Jane Doe; AP", True),
        ("Jane Doe and John Roe", "John Roe", False),
        ("Jane Doe", "Jane Roe", False),
        ("Jane Anderson", "Jane", False),
        ("Staff", "Staff", False),
        ("Reuters", "Reuters", False),
        ("Reuters Staff", "Reuters Staff", False),
        ("The Editorial Board", "The Editorial Board", False),
        ("CNN", "CNN", False),
        ("Associated Press", "Associated Press", False),
        ("News desk", "News desk", False),
        ("", "", False),
        (" ", " ", False),
        (None, None, False),
        (np.nan, np.nan, False),
        ("Аня Иванова", "Аня Иванова", True),
        ("Anna Pressman", "Anna Pressman", True),  # holds "press", and is a name
        ("By Jane Doe", "Jane Doe", True),
        ("BY: Jane Doe", "by Jane Doe, CNN", True),
        ("Byron Doe", "Ron Doe", False),
        ("Doe, Jane", "Jane Doe", True),
        ("Doe, Jane", "Doe, John", False),
        ("Doe, Jane and John Roe", "Jane Doe", True),
        ("Jane", "Jane", False),
        ("By CNN", "By CNN", False),
        ("Morning Post", "By The Morning Post", False),  # the outlet
        ("The Associated Press", "The Associated Press", False),
        ("Reuters Moscow", "Reuters Moscow", False),
        ("CNN Newsroom", "CNN Newsroom", False),
        ("Board Woman", "Board Woman", True),  # staff words count at the end
        ("News Jane", "News Jane", True),
        # names of agencies are no persons' either
        ("Reuters, AFP", "Reuters, AFP", False),
        ("TASS, Moscow", "TASS, Moscow", False),
        ("Press Association", "Press Association", False),
        ("United Press International", "United Press International", False),
    ],
)
def test_articles_of_one_name_are_one_unit_and_those_of_no_person_are_not(one, other, same):
    names = independence.authors(corpus({A: 2}, byline=pd.Series([one, other], dtype="str")))
    assert names.index.tolist() == ["M000", "M001"]
    assert (names.nunique() == 1) == same


@pytest.mark.parametrize("one", ["JANE DOE AND JOHN ROE", "Jane Doe With agencies"])
def test_what_follows_the_first_name_is_cut_in_capitals_too(one):
    assert independence.authors(corpus({A: 2}, byline=[one, "Jane Doe"])).nunique() == 1


def test_a_byline_that_is_the_agency_is_no_person():
    signed = corpus({A: 2}, byline="Inter Fax", agency=["Inter Fax", None])
    assert independence.authors(signed).tolist()[0] == "M000"
    assert independence.authors(signed.assign(agency="The Inter Fax")).nunique() == 2
    assert independence.authors(signed.assign(agency="TASS")).nunique() == 1


def test_one_name_in_two_outlets_is_two_units():
    names = independence.authors(corpus({A: 1, B: 1}, byline=["Jane Doe", "Jane Doe"]))
    assert names.nunique() == 2


def test_with_articles_as_units_or_without_bylines_each_stands_alone():
    signed = corpus({A: 3}, byline="Jane Doe")
    assert independence.authors(signed, unit="article").tolist() == ["M000", "M001", "M002"]
    assert independence.authors(corpus({A: 3})).tolist() == ["M000", "M001", "M002"]


@pytest.mark.parametrize("dtype", ["str", "object"])
def test_authors_of_any_type_of_column_or_of_none(dtype):
    signed = corpus({A: 3}, byline=pd.Series(["Jane Doe", None, "Jane Doe"], dtype=dtype))
    assert independence.authors(signed).nunique() == 2
    assert independence.authors(signed.iloc[:0]).empty


# -- what they are worth -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "worth"),
    [
        ([1] * 10, 10),
        ([10], 1),
        ([8, 1, 1], 1),  # 100 / 66
        ([5, 5], 2),
        ([2, 1, 1, 1, 1], 4),  # 36 / 8
        ([3, 3, 3], 3),  # not 2.9999
        ([7, 7, 7, 7, 7, 7, 7], 7),
        ([2, 1], 1),  # 9 / 5
        ([], 0),
    ],
)
def test_articles_count_as_so_many_independent_ones(sizes, worth):
    units = pd.Series(np.repeat(np.arange(len(sizes)), sizes).astype(str))
    assert independence.worth(units) == worth


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20))
def test_they_are_worth_no_more_than_their_authors_and_no_less_than_one(sizes):
    worth = independence.worth(pd.Series(np.repeat(np.arange(len(sizes)), sizes)))
    assert 1 <= worth <= len(sizes)
    assert (worth == len(sizes)) == (len(set(sizes)) == 1)


# -- which count -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "kept"),
    [
        (["2022-01-01", "2022-01-02"], "M000"),
        (["2022-01-02", "2022-01-01"], "E000"),
        (["2022-01-01", None], "M000"),  # those without a date come last
        ([None, None], "E000"),  # then by doc_id
        (["2022-01-01", "2022-01-01"], "E000"),
    ],
)
def test_the_earliest_copy_stands_for_all(published, kept):
    articles = corpus({A: 1, B: 1}, duplicate_cluster="d:x", published=published)
    for table in (articles, articles.iloc[::-1]):
        found, unknown, copies = independence.independent(table)
        assert (found["doc_id"].tolist(), unknown, copies) == ([kept], 0, 1)


def test_unknown_outlets_are_left_out_and_take_no_copy_with_them():
    articles = corpus({"unknown (x)": 1, A: 2}, duplicate_cluster=["d", "d", None])
    articles.loc[len(articles)] = ["Z000", None, None]
    found, unknown, copies = independence.independent(articles)
    assert found["doc_id"].tolist() == ["M000", "M001"]
    assert (unknown, copies) == (2, 0)


def test_articles_without_a_cluster_are_no_copies_of_each_other():
    found, *_ = independence.independent(corpus({A: 3}, duplicate_cluster=None))
    assert len(found) == 3


def test_an_index_that_repeats_changes_nothing():
    articles = corpus({A: 2, B: 2}, duplicate_cluster=["d", None, "d", None])
    found, *_ = independence.independent(articles.set_axis([0, 0, 1, 1]))
    assert found["doc_id"].tolist() == ["E000", "E001", "M001"]


def test_what_is_left_out_is_said():
    assert independence.left_out(0, 0) == []
    assert independence.left_out(1, 1) == [
        "Left out: 1 article of unknown outlet.",
        "Left out: 1 article that is a copy of another.",
    ]
    assert independence.left_out(2, 3) == [
        "Left out: 2 articles of unknown outlet.",
        "Left out: 3 articles that are copies of another.",
    ]


# -- which a measure reads ---------------------------------------------------------------------------------


def test_what_a_measure_cannot_read_is_left_out_aloud():
    articles = readable({A: 5})
    articles["language"] = ["fr", None, "en", "en", "en"]
    articles["n_words"] = [100, 100, 0, 100, 100]
    articles["duplicate_cluster"] = [None, None, None, "d", "d"]
    kept, said = independence.usable(articles)
    assert kept["doc_id"].tolist() == ["M001", "M003"]
    assert said == (
        "Left out: 1 article in another language. Left out: 1 article without a word in the body. "
        "Left out: 1 article that is a copy of another."
    )


def test_nothing_left_out_is_nothing_said():
    assert independence.usable(readable({A: 2}))[1] == ""


def test_a_copy_that_cannot_be_read_does_not_stand_for_one_that_can():
    articles = readable({A: 2}, language=["fr", "en"], duplicate_cluster="d")
    assert independence.usable(articles)[0]["doc_id"].tolist() == ["M001"]


@pytest.mark.parametrize("outlet", ["unknown (x)", "unknown (a)"])
def test_an_earlier_copy_of_an_unknown_outlet_stands_for_no_known_one(outlet):
    articles = readable({outlet: 1, A: 2}, duplicate_cluster="d").assign(
        published=["2022-01-01", "2022-01-03", "2022-01-02"]
    )
    for table in (articles, articles.iloc[::-1]):
        kept, said = independence.usable(table)
        assert kept["doc_id"].tolist() == ["M001"]
        assert said == "Left out: 2 articles that are copies of another."
        found, unknown, copies = independence.independent(table)
        assert (found["doc_id"].tolist(), unknown, copies) == (["M001"], 1, 1)


def test_nothing_to_read_is_an_error_that_says_so():
    with pytest.raises(ValueError, match="nothing to measure: none of 2 articles has a word of English"):
        independence.usable(readable({A: 2}, language="fr"))
    with pytest.raises(ValueError, match="none of 0 articles"):
        independence.usable(readable({}))


@pytest.mark.parametrize(("n", "outlets"), [(5, 6), (6, 2)])
def test_many_unknown_outlets_are_put_together_and_stay_unknown(n, outlets):
    unknown = [f"unknown ({i})" for i in range(n)]
    articles = readable({A: 1, **dict.fromkeys(unknown, 1)}).assign(doc_id=[str(i) for i in range(n + 1)])
    kept, _ = independence.usable(articles)
    assert kept["outlet"].nunique() == outlets
    assert kept["outlet"].str.startswith("unknown (").sum() == n
    assert ("unknown (6 articles)" in set(kept["outlet"])) == (n == 6)


def test_passages_are_those_of_the_articles_with_the_outlet_that_these_count_to():
    articles = pd.DataFrame({"doc_id": ["b", "a"], "outlet": ["Two", "unknown (2 articles)"]})
    passages = pd.DataFrame(
        {
            "doc_id": ["a", "a", "b", "c"],
            "kind": ["headline", "body", "body", "body"],
            "outlet": ["unknown (a)", "unknown (a)", "Two", "Three"],
        },
        index=[5, 6, 7, 8],
    )
    every = independence.passages_of(articles, passages)
    assert every["outlet"].to_dict() == {5: "unknown (2 articles)", 6: "unknown (2 articles)", 7: "Two"}
    assert independence.passages_of(articles, passages, kinds=["body"]).index.tolist() == [6, 7]
    assert list(passages["outlet"]) == ["unknown (a)", "unknown (a)", "Two", "Three"]
