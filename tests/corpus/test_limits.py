"""What takes too long is one problem, and the rest is read."""

import signal
import threading

import pytest

from sourcewise.corpus import batches, build, limits
from sourcewise.corpus.inputs import pages
from sourcewise.corpus.inputs.raw import RawDocument

TEXT = "The minister spoke of rain, and nobody was surprised. "
PAGE = f"<html><body><article><p>{TEXT * 3}</p><p>{TEXT * 3}</p></article></body></html>"


def forever(*_, **__):
    while True:
        try:
            pass
        except Exception:
            continue


@pytest.fixture
def hurried(monkeypatch):
    """Half a second, once the models are loaded."""
    for text in (TEXT * 5, "Wer liest das schon, wenn es regnet und der Wind vom Meer her weht? " * 5):
        batches.parse(RawDocument("a", "a.txt", None, "", "utf-8", "text", text), given={})
    pages.read_page(PAGE)
    monkeypatch.setattr(limits, "LEAST", 0.5)


def test_a_text_that_takes_too_long_is_one_problem(tmp_path, monkeypatch, hurried):
    parse = batches.parse
    monkeypatch.setattr(
        batches, "parse", lambda one, **how: (forever if one.doc_id == "b" else parse)(one, **how)
    )
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(TEXT * 5)
    corpus = build.read_corpus(tmp_path)
    assert corpus["articles"]["doc_id"].tolist() == ["a", "c"]
    assert corpus["problems"][["file", "kind"]].values.tolist() == [["b.txt", "slow"]]
    assert corpus["problems"]["message"][0] == f"b.txt {limits.SLOW}."


def test_a_page_that_takes_too_long_is_one_problem(tmp_path, monkeypatch, hurried):
    body = pages._body
    monkeypatch.setattr(
        pages, "_body", lambda tree: (forever if "slow" in tree.text_content() else body)(tree)
    )
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.html").write_text(PAGE.replace("rain", "slow rain"))
    corpus = build.read_corpus(tmp_path)
    assert corpus["articles"]["doc_id"].tolist() == ["a"]
    assert corpus["problems"][["file", "kind"]].values.tolist() == [["b.html", "slow"]]


def test_the_limit_grows_with_the_text_and_ends_with_its_block(monkeypatch):
    before = signal.getsignal(signal.SIGVTALRM)
    with limits.at_most(2_000_000):
        left, _ = signal.getitimer(signal.ITIMER_VIRTUAL)
    assert left == pytest.approx(limits.LEAST + 2 * limits.PER_MILLION, abs=1)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_in_a_thread_beside_the_main_one_there_is_no_limit():
    done = []

    def work():
        with limits.at_most(1):
            done.append(signal.getitimer(signal.ITIMER_VIRTUAL))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [(0.0, 0.0)]
