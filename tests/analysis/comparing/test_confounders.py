import pandas as pd
import pytest

from sourcewise.analysis.comparing.confounders import confounders

A, B = "Morning Post", "Evening Star"


def corpus(sizes, **columns):
    """Articles by outlet: doc_id, outlet, and other columns by doc_id."""
    rows = [(f"{outlet[0]}{i:03d}", outlet) for outlet, n in sizes.items() for i in range(n)]
    table = pd.DataFrame(rows, columns=["doc_id", "outlet"]).astype("str")
    return table.assign(**{name: table["doc_id"].map(given) for name, given in columns.items()})


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
    table = confounders(corpus({A: 2, B: 2}, **{column: given}))
    assert table["confounder"].tolist() == [name]
    row = table.iloc[0]
    assert (None if pd.isna(row["differs"]) else bool(row["differs"])) == differs
    expected = {True: "differs between the articles", False: "is alike", None: "cannot be ruled out"}
    assert expected[differs] in row["sentence"]
    assert (row["known"], row["articles"]) == (len(given), 4)


def test_confounders_without_columns_or_outlets_are_an_empty_table_or_unknown():
    assert confounders(corpus({A: 2, B: 2})).empty
    assert confounders(corpus({}, genre={})).loc[0, "known"] == 0


def test_sentences_on_confounders_name_five_outlets_and_count_the_others():
    names = [f"Paper {i}" for i in range(8)]
    articles = pd.DataFrame({"doc_id": names, "outlet": names, "genre": [f"g{i}" for i in range(8)]})
    said = confounders(articles).loc[0, "by_outlet"]
    assert said.startswith("Paper 0: g0; ")
    assert said.endswith("and 3 more")


@pytest.mark.parametrize(
    ("column", "given", "sentence"),
    [
        (
            "genre",
            GENRES,
            "Genre differs between the articles of these outlets "
            "(Evening Star: opinion; Morning Post: news).",
        ),
        (
            "n_words",
            {"M000": 400, "M001": 500, "E000": 400, "E001": 510},
            "Length is alike in the articles of these outlets "
            "(Evening Star: 455 words; Morning Post: 450 words).",
        ),
        (
            "genre",
            {"M000": "news"},
            "Genre is known for 1 of 4 articles: it cannot be ruled out as a cause.",
        ),
    ],
)
def test_sentences_in_full(column, given, sentence):
    assert confounders(corpus({A: 2, B: 2}, **{column: given})).loc[0, "sentence"] == sentence


def test_unknown_outlets_and_copies_confound_nothing():
    articles = corpus({A: 2, B: 2, "unknown (x)": 1})
    articles["genre"] = ["news", "news", "news", "opinion", "opinion"]
    articles["duplicate_cluster"] = [None, None, "d", "d", None]
    row = confounders(articles).iloc[0]
    assert (row["differs"], row["articles"]) == (False, 3)  # E001 is a copy of E000
