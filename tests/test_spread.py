"""The same results in the same order, whoever does the work: this process, others, a scheduler's workers."""

import os

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from sourcewise import spread as spreading
from sourcewise.analysis import sentiment
from sourcewise.analysis.modelling import search
from sourcewise.corpus import batches, build
from sourcewise.spread import FEW, SCHEDULER, in_parts, named, spread


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory, own_scheduler):
    with own_scheduler(tmp_path_factory.mktemp("dask")) as address:
        yield address


def where(factor, number):
    return factor * number, os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_pieces(jobs):
    done = list(spread(where, (3,), ((number,) for number in range(20)), jobs=jobs))
    assert [value for value, _ in done] == [3 * number for number in range(20)]
    assert (os.getpid() in {process for _, process in done}) == (jobs == 1)


def test_pieces_are_asked_for_as_they_are_taken():
    asked = []
    pieces = ((asked.append(number) or number,) for number in range(100))
    assert next(spread(where, (1,), pieces))[0] == 0
    assert len(asked) <= FEW


def test_nothing_gives_nothing():
    assert list(spread(where, (1,), [], jobs=2)) == []


def test_a_schedulers_workers_do_many_pieces_and_no_few(scheduler):
    with named(scheduler):
        many = list(spread(where, (2,), ((number,) for number in range(30))))
        few = list(spread(where, (2,), ((number,) for number in range(FEW - 1))))
    assert [value for value, _ in many] == [2 * number for number in range(30)]
    assert os.getpid() not in {process for _, process in many}
    assert {process for _, process in few} == {os.getpid()}
    assert SCHEDULER not in os.environ


def test_what_a_piece_raises_is_raised_here(scheduler):
    with named(scheduler), pytest.raises(TypeError):
        list(spread(where, (2,), [(1,), (2,), (3,), (4, 5)]))


def test_a_scheduler_that_is_not_there_is_a_sentence(monkeypatch):
    monkeypatch.setattr(spreading, "ANSWER", 0.5)
    with named("tcp://127.0.0.1:9"), pytest.raises(ValueError, match="no Dask scheduler with a worker"):
        list(spread(where, (1,), [(number,) for number in range(FEW)]))


def test_a_corpus_is_the_same_by_a_scheduler(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "FILES", 2)
    for number in range(9):
        said = f"“We shall see,” Jane Hill said on day {number}. The council of town {number} agreed to wait."
        (tmp_path / f"{number}.txt").write_text(f"TOWN {number}, May {number + 1} (Reuters) - {said}\n")
    here = build.read_corpus(tmp_path, workers=1)
    with named(scheduler):
        there = build.read_corpus(tmp_path, workers=1)
    for name, table in here.items():
        pd.testing.assert_frame_equal(table, there[name])


def test_a_search_and_scores_are_the_same_by_a_scheduler(scheduler, monkeypatch):
    from sklearn.decomposition import NMF

    monkeypatch.setattr(sentiment, "AT_ONCE", 3)
    counts = sparse.csr_matrix(np.random.default_rng(1).poisson(0.6, (60, 40)))
    given = {"groups": np.arange(60) // 2, "numbers": [2, 3], "seeds": range(2), "top": 3}
    texts = [f"A {word} day for the town." for word in ("good", "bad", "great", "sad")] * 4
    here = search.measure(NMF(max_iter=50), counts, counts, **given), sentiment.score(texts)
    with named(scheduler):
        there = search.measure(NMF(max_iter=50), counts, counts, **given), sentiment.score(texts)
    for one, other in zip(here, there, strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    ("texts", "parts"),
    [
        ([], []),
        (["", ""], [["", ""]]),
        (["abc", "d", "ef"], [["abc", "d"], ["ef"]]),
        (["a", "longer than four", "b"], [["a"], ["longer than four"], ["b"]]),
    ],
)
def test_texts_in_parts_of_a_size(texts, parts):
    assert list(in_parts(iter(texts), 4)) == parts
