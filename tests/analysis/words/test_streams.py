import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis import terms
from sourcewise.analysis.words import streams

PASSAGES = pd.DataFrame(
    {
        "passage_id": ["p1", "p2", "p3", "p4"],
        "doc_id": ["d2", "d2", "d1", "d1"],
        "outlet": ["B", "B", "A", "A"],
        "voice": ["outlet", "quoted", "outlet", "outlet"],
        "text": ["China and the deal", "the big deal", "", "Big in 2022"],
    }
)


def test_words_keep_their_place_where_some_are_left_out():
    running = streams.stream(PASSAGES, stopwords={"the", "and"})
    assert running.terms.tolist() == ["big", "china", "deal", "in"]
    assert running.ids.tolist() == [1, -1, -1, 2, -1, 0, 2, 0, 3, -1]
    assert running.passage.tolist() == [0] * 4 + [1] * 3 + [3] * 3
    document, names = running.documents
    assert names.tolist() == ["d2", "d1"]
    assert document.tolist() == [0] * 7 + [1] * 3


def test_neighbours_stay_inside_a_passage_and_step_over_what_is_left_out():
    running = streams.stream(PASSAGES, stopwords={"the", "and"})
    assert list(zip(*streams.neighbours(running, 1), strict=True)) == [(5, 6), (7, 8)]
    assert sorted(zip(*streams.neighbours(running, 3), strict=True)) == [(0, 3), (5, 6), (7, 8)]


def test_no_passage_is_an_empty_stream():
    running = streams.stream(PASSAGES.iloc[:0])
    assert (len(running.ids), len(running.passage), len(running.terms)) == (0, 0, 0)
    assert [len(side) for side in streams.neighbours(running, 2)] == [0, 0]


TEXTS = st.lists(st.text(alphabet="aB9’'- .", max_size=25), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.booleans(), st.booleans())
def test_a_stream_holds_what_count_counts(texts, numbers, stem):
    ids = [f"p{i}" for i in range(len(texts))]
    passages = pd.DataFrame({"passage_id": ids, "doc_id": ids, "text": texts})
    running = streams.stream(passages, stopwords={"a"}, numbers=numbers, stem=stem)
    counts = terms.count(passages, stopwords={"a"}, numbers=numbers, stem=stem)
    assert running.terms.tolist() == counts.terms.tolist()
    there = running.ids >= 0
    table = np.zeros(counts.matrix.shape, dtype=int)
    np.add.at(table, (running.passage[there], running.ids[there]), 1)
    assert (table == counts.matrix.toarray()).all()
    assert np.bincount(running.passage, minlength=len(ids)).tolist() == counts.words.tolist()
