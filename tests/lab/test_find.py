"""The fast concordance gives the lines of the slow one, and says what it left unread."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis import wording
from sourcewise.corpus import tables
from sourcewise.lab.find import Finder

TEXTS = [
    [
        "The council cooperates.",
        "“We want co-operation,”",
        "said the mayor. Co-operating harbours STRASSE straße",
    ],
    ["Win–win cooperation is what the coun", "cil wants.", "He said that he knew. That he said"],
    ["İstanbul and the harbour’s gate.", "Nobody cooperat", "ed with the U.S. council"],
]


def passages(texts=TEXTS):
    rows = []
    for doc, parts in enumerate(texts):
        start = 0
        for number, text in enumerate(parts):
            rows.append(
                {
                    "passage_id": f"{doc}:{number}", "doc_id": f"d{doc}", "outlet": f"Outlet {doc}",
                    "sentence": number,
                    "paragraph": number // 2, "start": start, "end": start + len(text), "kind": "body",
                    "voice": ("outlet", "quoted")[number % 2], "speaker": None, "quote_id": None,
                    "text": text,
                }
            )  # fmt: skip
            start += len(text) + number % 2
    return tables.frame("passages", rows)


ARTICLES = pd.DataFrame({"doc_id": ["d0", "d1", "d2"], "published": ["2020-01-03", None, "2020-01-01"]})
QUERIES = [
    "cooperat*", "co-operat*", "win-win cooperation", "council", "said that he", "harbour's", "straße", "u.s",
    "?e",    "/co.?operat\\w+/", "/^the/", "/[A-Z]{6}/", "/said$/", "the council",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("sort", ["text", "left", "right", "outlet", "published"])
def test_the_lines_are_those_of_the_concordance(query, sort):
    how, asked = ("regex", query[1:-1]) if query.startswith("/") else ("words", query)
    expected = wording.concordance(passages(), asked, how=how, sort=sort, articles=ARTICLES)
    found = Finder(passages(), ARTICLES).ask(query, sort=sort)
    pd.testing.assert_frame_equal(found.lines, expected)
    assert "not read" not in found.said


@settings(max_examples=60, deadline=None)
@given(
    st.text("abiıİßeé\u0301\u00ad- '’.\n", min_size=1, max_size=40),
    st.text("abiıİßeé\u0301\u00ad*? ’", min_size=1, max_size=6),
)
def test_no_line_is_lost_whatever_the_letters(text, query):
    if not any(sign.isalnum() for sign in query):
        return
    table = passages([[text, text], [text]])
    expected = wording.concordance(table, query, articles=ARTICLES)
    pd.testing.assert_frame_equal(Finder(table, ARTICLES).ask(query).lines, expected)


def test_outlets_and_voices_narrow_it():
    finder = Finder(passages(), ARTICLES)
    assert set(finder.ask("the").lines["outlet"]) == {"Outlet 0", "Outlet 1", "Outlet 2"}
    assert set(finder.ask("the", outlets=["Outlet 2"]).lines["doc_id"]) == {"d2"}
    assert set(finder.ask("want", voices=["quoted"]).lines["voice"]) == {"quoted"}
    assert len(finder.ask("want", voices=["reported"]).lines) == 0


def test_what_is_not_read_is_told():
    table = passages([["harbour"]] * 5)
    articles = pd.DataFrame({"doc_id": [f"d{n}" for n in range(5)], "published": None})
    answer = Finder(table, articles).ask("harbour", most=3)
    assert len(answer.lines) == 3
    assert "first 3 paragraphs that can hold it; the rest is not read here" in answer.said
    assert Finder(table, articles).ask("harbour", most=5).said == "“harbour” is found 5 times in 5 articles."


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "empty"),
        (" ", "empty"),
        ("*", "no letter"),
        ("/(/", "not a regular expression"),
        ("—", "no letter"),
    ],
)
def test_a_query_that_cannot_be_used_is_told(query, message):
    with pytest.raises(ValueError, match=message):
        Finder(passages(), ARTICLES).ask(query)


def test_an_expression_that_never_ends_is_left():
    with pytest.raises(ValueError, match="too long"):
        Finder(passages([["aaaa!", "a" * 60 + "!"]]), ARTICLES).ask("/a{4}!|(a|aa)+$/")


def test_an_empty_corpus_answers():
    empty = passages().head(0)
    assert len(Finder(empty, ARTICLES).ask("the").lines) == 0
    assert len(Finder(empty, ARTICLES).ask("/the/").lines) == 0
