import itertools

import pandas as pd
import pytest

from sourcewise.analysis.comparing.pairs import REST, comparable, members, pairs

ARTICLES = pd.DataFrame(
    {
        "doc_id": ["d3", "d1", "d2", "d4", "d5"],
        "outlet": ["B", "A", "A", "unknown (x)", None],
        "byline": ["Jane Doe", "Jane Doe", "Jane Doe", None, None],
        "story": ["s1", "s1", "s2", "s1", None],
        "duplicate_cluster": [None, "d", "d", "d", None],
    }
).astype("str")


def test_every_two_outlets_in_their_order():
    assert pairs(["a", "b", "c"], "pairs") == list(itertools.combinations("abc", 2))
    assert pairs(["a"], "pairs") == []
    assert pairs([], "pairs") == []


def test_every_outlet_and_all_others():
    assert pairs(["a", "b", "c"], "rest") == [("a", REST), ("b", REST), ("c", REST)]


def test_two_outlets_are_each_the_rest_of_the_other():
    assert pairs(["a", "b"], "rest") == [("a", "b")]
    assert pairs(["a"], "rest") == pairs([], "rest") == []


def test_an_outlet_that_is_called_all_others_is_an_outlet():
    table = comparable(
        ARTICLES.assign(outlet=["B", "A", REST, REST, "B"], duplicate_cluster=None),
        unit="author",
        within=None,
    )
    ours, first = members(table, "A", REST)
    assert table.index[ours].tolist() == ["d1", "d2", "d4"]
    assert table.index[first].tolist() == ["d1"]


def test_articles_that_can_be_compared_come_by_doc_id_and_copies_once():
    table = comparable(ARTICLES, unit="author", within="story")
    assert table.index.tolist() == ["d1", "d3", "d4", "d5"]
    assert table["outlet"].tolist() == ["A", "B", "unknown (x)", "unknown (d5)"]
    assert table["known"].tolist() == [True, True, False, False]
    assert table["story"].tolist()[:3] == ["s1"] * 3
    pd.testing.assert_frame_equal(comparable(ARTICLES.iloc[::-1], unit="author", within="story"), table)


def test_authors_are_units_or_not():
    copies = ARTICLES.drop(columns="duplicate_cluster")
    by_author = comparable(copies, unit="author", within=None)["author"]
    assert by_author["d1"] == by_author["d2"] != by_author["d3"]
    assert comparable(copies, unit="article", within=None)["author"].is_unique


def test_stories_may_be_missing_and_other_columns_may_not():
    bare = ARTICLES[["doc_id", "outlet"]]
    assert "story" not in comparable(bare, unit="author", within="story")
    assert "story" not in comparable(ARTICLES, unit="author", within=None)
    with pytest.raises(ValueError, match=r"no column 'month' to compare within; it has doc_id, outlet"):
        comparable(bare, unit="author", within="month")


def test_the_rest_are_all_known_outlets():
    table = comparable(ARTICLES, unit="author", within=None)
    ours, first = members(table, "A", "B")
    assert table.index[ours].tolist() == ["d1", "d3"]
    assert table.index[first].tolist() == ["d1"]
    ours, first = members(table, "B", REST)
    assert table.index[ours].tolist() == ["d1", "d3"]
    assert table.index[first].tolist() == ["d3"]


def test_an_empty_table_has_nobody():
    table = comparable(ARTICLES.iloc[:0], unit="author", within="story")
    assert table.empty
    assert [part.tolist() for part in members(table, "A", REST)] == [[], []]
