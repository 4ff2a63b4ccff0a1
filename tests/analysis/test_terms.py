import time
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from sourcewise.analysis import terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They don’t like it", ["they", "don't", "like", "it"]),
        ("They don't like it", ["they", "don't", "like", "it"]),
        ("China’s ties and China's rise", ["china", "ties", "and", "china", "rise"]),
        ("the states’ rights", ["the", "states", "rights"]),
        ("It’s what's next; let's see who's who", ["it's", "what's", "next", "let's", "see", "who's", "who"]),
        ("Sino-Russian win‑win", ["sino-russian", "win-win"]),
        ("state-of-the-art — or not -- yes", ["state-of-the-art", "or", "not", "yes"]),
        ("O’Brien's O'Brien", ["o'brien", "o'brien"]),
        ("‘quoted’ 'words' “here”", ["quoted", "words", "here"]),
        (
            "the U.S. and the U.S, J.K. Rowling at 9 a.m.",
            ["the", "u.s.", "and", "the", "u.s.", "j.k.", "rowling", "at", "a.m."],
        ),
        ("U.S.-led U.S.-China U.S.'s", ["u.s.-led", "u.s.-china", "u.s."]),
        ("The end.The start", ["the", "end", "the", "start"]),
        ("the US told us; the WHO, who?", ["the", "US", "told", "us", "the", "WHO", "who"]),
        ("in 2022, 1,000 men, 3.5 %, 5G, COVID-19", ["in", "men", "5g", "covid-19"]),
        ("cafe\u0301 café", ["café", "café"]),
        ("co\u00adope\u200brate", ["cooperate"]),
        ("中国的发展 и Россия", ["中国的发展", "и", "россия"]),
        ("… !? -- ' ’ _", []),
        ("", []),
    ],
)
def test_words(text, words):
    assert terms.tokenize(text) == words


def test_numbers_and_capitals_are_kept_where_asked():
    text = "In 2022 China’s 1,000 men, 3.5 %"
    assert terms.tokenize(text, numbers=True) == ["in", "2022", "china", "1,000", "men", "3.5"]
    assert terms.tokenize(text, casefold=False) == ["In", "China", "men"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aB9’'‑-. U.S,_\u00ad\n“é", max_size=40))
def test_curly_and_straight_marks_are_the_same_and_words_are_stable(text):
    words = terms.tokenize(text, numbers=True)
    assert terms.tokenize(text.replace("’", "'").replace("‑", "-"), numbers=True) == words
    assert all(word == word.casefold() for word in words if word != "US")
    assert not set("".join(words)) & set(" \n“’‑\u00ad")


@pytest.mark.parametrize("unit", ["a", "a.", "1", "1,", "a'", "'", "“", "a-", "U.S.-", "\u00ad"])
def test_hostile_text_takes_linear_time(unit):
    start = time.process_time()
    terms.tokenize(unit * (1_000_000 // len(unit)))
    assert time.process_time() - start < 16


def test_stopwords_are_words_as_they_are_counted():
    assert 150 <= len(terms.STOPWORDS) <= 220
    assert terms.tokenize(" ".join(sorted(terms.STOPWORDS))) == sorted(terms.STOPWORDS)
    assert not terms.STOPWORDS & {"china", "russia", "war", "us.", "US", "said", "new"}


PASSAGES = pd.DataFrame(
    [
        ("d2", "d2:1", "B", "headline", "outlet", "China and China"),
        ("d2", "d2:2", "B", "body", "outlet", "China’s big new deal"),
        ("d2", "d2:3", "B", "body", "quoted", "A big deal, no big loss"),
        ("d1", "d1:1", "A", "body", "outlet", "Big in 2022"),
        ("d1", "d1:2", "A", "body", "unclear", "… 5 …"),
    ],
    columns=["doc_id", "passage_id", "outlet", "kind", "voice", "text"],
)


def shown(counts):
    """{row: {term: count}} of the cells that are filled."""
    table = pd.DataFrame(counts.matrix.toarray(), counts.rows, counts.terms)
    return {row: {k: v for k, v in line.items() if v} for row, line in table.to_dict("index").items()}


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({}, ["d2:2", "d2:3", "d1:1", "d1:2"]),
        ({"kinds": None}, ["d2:1", "d2:2", "d2:3", "d1:1", "d1:2"]),
        ({"voices": ["outlet"]}, ["d2:2", "d1:1"]),
        ({"voices": {"outlet"}, "outlets": ["B"], "kinds": ("headline", "body")}, ["d2:1", "d2:2"]),
        ({"voices": ["reported"]}, []),
    ],
)
def test_select_takes_what_is_asked_for_and_keeps_the_order(options, ids):
    assert terms.select(PASSAGES, **options)["passage_id"].tolist() == ids


ARTICLES = pd.DataFrame(
    {
        "doc_id": ["d1", "d2", "d3"],
        "published": ["2022-02-02", "2022-03-24T10:00", None],
        "story": ["s", "t", "t"],
    }
)


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        ({"since": "2022-03"}, {"d2"}),
        ({"until": "2022-02"}, {"d1"}),
        ({"since": "2022-02-02", "until": "2022-03-24"}, {"d1", "d2"}),
        ({"since": "2023"}, set()),
        ({"stories": ["t"]}, {"d2"}),
        ({"stories": ["s", "t"], "until": "2022"}, {"d1", "d2"}),
    ],
)
def test_select_by_date_and_story(options, documents):
    kept = terms.select(PASSAGES, articles=ARTICLES, **options)
    assert set(kept["doc_id"]) == documents
    assert set(kept["kind"]) <= {"body"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"since": "March"}, "since is 'March'; it must be a date such as"),
        ({"stories": ["u"]}, r"story 'u' is not here; it must be one of \['s', 't'\]"),
        ({"stories": "t"}, "stories must be several names"),
    ],
)
def test_select_refuses_dates_and_stories_that_are_none(options, said):
    with pytest.raises(ValueError, match=said):
        terms.select(PASSAGES, articles=ARTICLES, **options)
    with pytest.raises(ValueError, match="give it as articles"):
        terms.select(PASSAGES, **options)


def test_stems_are_counted_as_one_and_stopwords_are_looked_for_before():
    texts = ["cooperates cooperation having US", "cooperate haves"]
    passages = pd.DataFrame({"doc_id": ["a", "b"], "text": texts})
    counts = terms.count(passages, stem=True, stopwords={"having"})
    assert shown(counts) == {"a": {"cooper": 2, "US": 1}, "b": {"cooper": 1, "have": 1}}


PHRASES = ["Belt and Road", "belt and road initiative", "New  York’s mayor"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Belt and Road Initiative", {"the": 1, "belt and road initiative": 1}),
        ("BELT and\u00a0Road’s banks", {"belt and road": 1, "banks": 1}),
        ("seatbelt and road", {"seatbelt": 1, "and": 1, "road": 1}),
        ("belt, and road", {"belt": 1, "and": 1, "road": 1}),
        ("New York's mayor", {"new york's mayor": 1}),
        ("New York mayor", {"new": 1, "york": 1, "mayor": 1}),
    ],
)
def test_named_phrases_count_as_one_and_the_longest_wins(text, found):
    passages = pd.DataFrame({"doc_id": ["d"], "text": [text]})
    counts = terms.count(passages, phrases=PHRASES)
    assert shown(counts) == {"d": found}
    assert counts.words.tolist() == [sum(found.values())]


def test_a_phrase_keeps_its_stopwords_takes_no_stem_and_stays_in_its_passage():
    passages = pd.DataFrame({"doc_id": ["d", "d"], "text": ["the Belt and Road banks", "belt and"]})
    counts = terms.count(
        passages, phrases=["belt and road"], stopwords=terms.STOPWORDS, stem=True, ngrams=(1, 2)
    )
    assert shown(counts) == {"d": {"belt and road": 1, "bank": 1, "belt and road bank": 1, "belt": 1}}


def test_a_phrase_of_one_word_is_refused():
    with pytest.raises(ValueError, match="'china' is no phrase: give two words or more"):
        terms.count(PASSAGES, phrases=["China"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"voices": ["quote"]}, "voice 'quote' is not here; it must be one of"),
        ({"kinds": ["title"]}, "kind 'title' is not here"),
        ({"outlets": ["C"]}, r"outlet 'C' is not here; it must be one of \['A', 'B'\]"),
        ({"voices": "outlet"}, "must be several names"),
    ],
)
def test_select_refuses_names_that_are_not_there(options, said):
    with pytest.raises(ValueError, match=said):
        terms.select(PASSAGES, **options)


def test_counts_by_document_join_its_passages():
    counts = terms.count(PASSAGES)
    assert counts.rows.tolist() == ["d2", "d1"]
    assert counts.terms.tolist() == sorted(counts.terms)
    assert shown(counts) == {
        "d2": {"a": 1, "and": 1, "big": 3, "china": 3, "deal": 2, "loss": 1, "new": 1, "no": 1},
        "d1": {"big": 1, "in": 1},
    }
    assert counts.matrix.nnz == 10, "a term has one cell, in whatever forms it comes"
    assert counts.words.tolist() == [13, 4], "all words, with those that are not counted as terms"


def test_counts_by_passage_have_a_row_for_every_passage():
    counts = terms.count(PASSAGES, unit="passage_id", stopwords=terms.STOPWORDS, min_count=2)
    assert counts.rows.tolist() == PASSAGES["passage_id"].tolist()
    assert shown(counts) == {
        "d2:1": {"china": 2},
        "d2:2": {"big": 1, "china": 1, "deal": 1},
        "d2:3": {"big": 2, "deal": 1},
        "d1:1": {"big": 1},
        "d1:2": {},
    }


def test_runs_of_words_stay_in_a_passage_and_hold_no_stopword():
    counts = terms.count(PASSAGES, stopwords=terms.STOPWORDS, ngrams=(2, 3))
    assert shown(counts) == {
        "d2": {
            "big deal": 1, "big loss": 1, "big new": 1, "big new deal": 1, "china big": 1, "china big new": 1,
            "new deal": 1,
        },
        "d1": {},
    }  # fmt: skip
    assert counts.words.tolist() == [13, 4]


def test_words_and_runs_count_single_words_alike():
    left_out = {"and", "new"}
    one, two = (terms.count(PASSAGES, stopwords=left_out, ngrams=(1, n)) for n in (1, 2))
    single = [" " not in term for term in two.terms]
    assert two.terms[single].tolist() == one.terms.tolist()
    assert (two.matrix[:, np.flatnonzero(single)] != one.matrix).nnz == 0


@pytest.mark.parametrize(
    ("passages", "shape"), [(PASSAGES.iloc[:0], (0, 0)), (PASSAGES.iloc[-1:], (1, 0)), (PASSAGES, (2, 0))]
)
def test_nothing_to_count_is_an_empty_matrix(passages, shape):
    counts = terms.count(passages, min_count=99 if shape == (2, 0) else 1)
    assert counts.matrix.shape == shape
    assert (len(counts.rows), len(counts.terms)) == shape
    assert len(counts.words) == shape[0]


@pytest.mark.parametrize("options", [{"ngrams": (0, 1)}, {"ngrams": (2, 1)}, {"min_count": 0}])
def test_count_refuses_what_counts_nothing(options):
    with pytest.raises(ValueError, match=r"use \(1, 1\)"):
        terms.count(PASSAGES, **options)


WORDS = st.lists(
    st.sampled_from(["China", "china", "China's", "the", "a-b", "2022", "don’t", "US"]), max_size=8
)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_counts_equal_tokenize_and_scikit_learn(texts):
    joined = [" ".join(words) for words in texts]
    passages = pd.DataFrame({"doc_id": [f"d{i}" for i in range(len(joined))], "text": joined})
    counts = terms.count(passages)
    assert shown(counts) == {f"d{i}": Counter(terms.tokenize(text)) for i, text in enumerate(joined)}
    if counts.terms.size:
        peer = CountVectorizer(tokenizer=terms.tokenize, lowercase=False, token_pattern=None).fit(joined)
        assert counts.terms.tolist() == sorted(peer.get_feature_names_out())
        assert (peer.transform(joined)[:, np.argsort(peer.get_feature_names_out())] != counts.matrix).nnz == 0
