import gzip
import json
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus import tables
from sourcewise.corpus.voices import passages

ROOT = Path(__file__).parents[3]
GOLD = json.loads((ROOT / "tests/gold/seeds.json").read_text("utf-8"))["docs"]
NEWS = ROOT.parent / "shared/data/news/news-12k.jsonl.gz"
QUOTED_SHARE = {"000": 0.170, "001": 0.421, "002": 0.360, "003": 0.185, "004": 0.033}
PIECES = [
    *"“”\"'‘’«»„`,.:;!?()—…-[]", "''", " ", " ", "\n", "\r\n", "\u00a0", "he said", "She", "Ann Lee", "Lee",
    "told them", "according to", "the mayor", "that", "and", "noted", "Second,", "sea", "U.S.", "Mr.", "who",
    "’s", "says", "The",
]  # fmt: skip


def cut(raw, removed=(), headline=None):
    return passages.cut("doc", "Outlet", raw, removed, headline)


def stretches(raw):
    return [(row["voice"], row["text"]) for row in cut(raw)[0]]


def seed(doc):
    raw = (ROOT / "seeds" / doc["file"]).read_bytes().decode("utf-8")
    removed = [SimpleNamespace(start=start, end=end) for start, end, _ in doc["residue"]]
    return raw, removed, doc["headline"] and tuple(doc["headline"])


def check_law(raw, removed, headline):
    """The law of the module, and what its rows must hold."""
    rows, quotes = cut(raw, removed, headline)
    assert (rows, quotes) == cut(raw, removed, headline)
    tables.frame("passages", rows)
    tables.frame("quotes", quotes)
    assert [row["passage_id"] for row in rows] == [f"doc:{n}" for n in range(1, len(rows) + 1)]
    assert [quote["quote_id"] for quote in quotes] == [f"doc:q{n}" for n in range(1, len(quotes) + 1)]
    covered: set[int] = set()
    for row in rows:
        assert row["text"] == raw[row["start"] : row["end"]] == row["text"].strip() != ""
        assert not covered or row["start"] > max(covered)
        assert (row["quote_id"] is not None) == (row["voice"] == "quoted")
        covered.update(range(row["start"], row["end"]))
    gone = {i for span in removed for i in range(span.start, span.end)}
    assert not gone & covered
    left = {i for i, c in enumerate(raw) if not c.isspace()} - covered - gone
    assert not any(raw[i].isalnum() for i in left)
    for quote in quotes:
        assert 0 <= quote["start"] < quote["end"] <= len(raw)
        words = raw[quote["start"] : quote["end"]]
        if quote["kind"] in ("scare", "title") and words[0].isalnum() and words[-1].isalnum():
            assert not left & set(range(quote["start"], quote["end"]))
    cut_out = [quote for quote in quotes if quote["kind"] not in ("scare", "title")]
    assert not left or cut_out
    numbers = [row["sentence"] for row in rows]
    assert numbers == sorted(numbers)
    assert [row["paragraph"] for row in rows] == sorted(row["paragraph"] for row in rows)
    return rows, quotes


@pytest.mark.parametrize("doc", GOLD, ids=lambda doc: doc["file"][:3])
def test_the_law_holds_on_the_seeds(doc):
    check_law(*seed(doc))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=45).map("".join),
    st.lists(st.integers(0, 120), max_size=4).map(sorted),
    st.one_of(st.none(), st.tuples(st.integers(0, 20), st.integers(1, 20))),
)
def test_the_law_holds_on_any_text(raw, edges, head):
    edges = [min(edge, len(raw)) for edge in edges]
    pairs = [SimpleNamespace(start=a, end=b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    headline = (head[0], min(len(raw), head[0] + head[1])) if head and head[0] < len(raw) else None
    check_law(raw, pairs, headline)


@pytest.mark.skipif(not NEWS.exists(), reason="the news articles are not on this machine")
def test_the_law_holds_on_real_articles():
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(150), lines, strict=False):
            check_law(json.loads(line)["text"], (), None)


@pytest.mark.parametrize("doc", GOLD, ids=lambda doc: doc["file"][:3])
def test_the_seeds_quoted_share_is_that_of_the_hand_marks(doc):
    rows = [row for row in cut(*seed(doc))[0] if row["kind"] == "body"]
    quoted = sum(len(row["text"]) for row in rows if row["voice"] == "quoted")
    share = quoted / sum(len(row["text"]) for row in rows)
    assert share == pytest.approx(QUOTED_SHARE[doc["file"][:3]], abs=0.015)


def test_a_sentence_is_cut_where_the_voice_changes():
    assert stretches("“We go,” Ann Lee told them, adding that “the sea is very near to us.” It rained.") == [
        ("quoted", "We go,"),
        ("outlet", "Ann Lee told them, adding that"),
        ("quoted", "the sea is very near to us."),
        ("outlet", "It rained."),
    ]


def test_a_quotation_of_several_sentences_gives_a_passage_each_of_one_speaker():
    rows, quotes = cut("“We go. They stay. It is cold,” Ann Lee said.")
    spoken = [(r["sentence"], r["text"], r["speaker"], r["quote_id"]) for r in rows if r["voice"] == "quoted"]
    assert spoken == [
        (1, "We go.", "Ann Lee", "doc:q1"),
        (2, "They stay.", "Ann Lee", "doc:q1"),
        (3, "It is cold,", "Ann Lee", "doc:q1"),
    ]
    assert len(quotes) == 1


def test_scare_quotes_and_titles_stay_in_the_outlets_voice():
    raw = "The film “Selma” was a “hit” here."
    assert stretches(raw) == [("outlet", raw)]
    assert [quote["kind"] for quote in cut(raw)[1]] == ["title", "scare"]


def test_the_words_round_a_partial_quotation_are_reported():
    assert stretches("Ann Lee said the sea was “very near” to them.") == [
        ("reported", "Ann Lee said the sea was"),
        ("quoted", "very near"),
        ("reported", "to them."),
    ]


def test_a_rest_of_punctuation_beside_a_mark_is_in_no_passage():
    assert stretches('Ann Lee said: "The sea is near".')[-1] == ("quoted", "The sea is near")


def test_a_line_of_punctuation_alone_is_kept():
    assert stretches("It rained.\n* * *\nIt was cold.")[1] == ("outlet", "* * *")


def test_headline_and_headings_are_passages_of_their_own_kind():
    raw = "Sea rises\nThe sea rose.\nA cold day\nIt rained."
    rows, _ = cut(raw, (), (0, 9))
    assert [(r["kind"], r["paragraph"], r["sentence"]) for r in rows] == [
        ("headline", 1, 1),
        ("body", 2, 2),
        ("heading", 3, 3),
        ("body", 4, 4),
    ]


@pytest.mark.parametrize("raw", ["", " ", "\n\r\n\t", "\u00a0"])
def test_blank_text_has_no_passages(raw):
    assert cut(raw) == ([], [])


@pytest.mark.parametrize(
    "raw",
    [
        "“" * 100_000,
        '"a ' * 100_000,
        "a" * 1_000_000,
        "word " * 200_000,
        "Smith said and " * 60_000,
        "“Yes. " * 100_000,
        "a.)" * 200_000,
        '." ' * 100_000,
    ],
)
def test_cutting_is_linear_on_hostile_text(raw):
    began = time.process_time()
    cut(raw)
    assert time.process_time() - began < 24


@pytest.mark.parametrize(
    "unit",
    [
        "said that ",
        "“It is so,” he said, and ",
        "Ann Lee said he called it ",
        "https://t.co/a — ",
        "“red” or ",
    ],
)
def test_a_line_of_a_hundred_thousand_characters_is_cut_without_a_loss(unit):
    raw = unit * (100_000 // len(unit))
    found, _ = passages.cut("a", "b", raw, [], None)
    kept = "".join(row["text"] for row in found)
    assert sum(map(str.isalnum, kept)) == sum(map(str.isalnum, raw))
