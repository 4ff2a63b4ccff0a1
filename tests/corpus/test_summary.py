"""What a corpus is like at one look."""

import pandas as pd

from sourcewise.corpus import summary, tables


def articles(*rows):
    base = {"sha256": "0", "n_words": 10}
    return tables.frame("articles", [{**base, "file": f"{row['doc_id']}.txt", **row} for row in rows])


KNOWN = articles(
    {"doc_id": "a", "outlet": "Courier", "published": "2021-01-02T10:00", "headline": "H", "genre": "news",
     "story": "s"},
    {"doc_id": "b", "outlet": "unknown (b)", "n_words": 5},
    {"doc_id": "c", "outlet": "unknown (c)", "duplicate_cluster": "d:c"},
    {"doc_id": "d", "outlet": "Courier", "published": "2020-12-31", "duplicate_cluster": "d:c"},
    {"doc_id": "e", "outlet": "Courier"},
)  # fmt: skip


def test_outlets_the_largest_first_those_without_a_name_in_one_row():
    found = summary.outlets(KNOWN).set_index("outlet")
    assert found.index.tolist() == ["Courier", "unknown"]
    columns = ["articles", "copies", "words", "first", "last", "dated", "headlines", "bylines"]
    assert found.loc["Courier", columns].tolist() == [3, 1, 30, "2020-12-31", "2021-01-02", 2, 1, 0]
    assert found.loc["unknown", columns[:3]].tolist() == [2, 0, 15]


def test_fields_by_where_they_come_from_each_article_once():
    rows = [
        {"doc_id": "a", "field": "byline", "rank": 1, "value": "A", "provenance": "text"},
        {"doc_id": "a", "field": "byline", "rank": 2, "value": "B", "provenance": "text"},
        {"doc_id": "b", "field": "byline", "rank": 1, "provenance": "none", "reason": "no line"},
        {"doc_id": "c", "field": "byline", "rank": 1, "provenance": "none", "reason": "no line"},
        {"doc_id": "c", "field": "outlet", "rank": 1, "value": "C", "provenance": "table"},
    ]
    fields = tables.frame("fields", rows)
    assert summary.provenance(fields).to_dict("records") == [
        {"field": "byline", "text": 1, "table": 0, "not found": 2},
        {"field": "outlet", "text": 0, "table": 1, "not found": 0},
    ]
    told = {"field": "byline", "articles": 2, "reason": "no line"}
    assert summary.missing(fields).to_dict("records") == [told]


def test_what_the_sidecar_should_give_is_counted():
    assert summary.wanted(KNOWN) == (
        "Of 5 articles sources.csv can give what is not stated: outlet of 2, published of 3, genre of 4, "
        "story of 4."
    )
    assert "nothing to add" in summary.wanted(KNOWN.head(1))


def test_a_draft_has_a_row_an_article_and_names_the_rows_of_tables():
    rows = articles(
        {"doc_id": "t#1", "outlet": "Courier", "file": "t.csv", "row": 1, "genre": "news"},
        {"doc_id": "b", "outlet": "unknown (b)"},
    )
    texts = pd.DataFrame({"doc_id": ["b", "t#1"], "text": ["\n Two \n words", "x" * 100]})
    draft = summary.draft(rows, texts)
    assert draft.columns.tolist() == ["file", *summary.ASKED, "begins"]
    assert draft["file"].tolist() == ["t.csv#1", "b.txt"]
    assert draft["outlet"].isna().tolist() == [False, True]
    assert draft["begins"].tolist() == ["x" * summary.SHOWN, "Two words"]
