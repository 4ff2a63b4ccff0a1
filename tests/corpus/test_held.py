"""Tables are read when they are asked for, and held as long as somebody uses them."""

import pandas as pd
import pytest

from sourcewise.corpus import build, tables
from sourcewise.corpus.held import Tables


@pytest.fixture
def folder(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("The harbour opened again on Monday.")
    build.build(articles, tmp_path / "corpus")
    return tmp_path / "corpus"


def test_each_table_is_the_one_that_was_written(folder):
    held = Tables(folder, build.BUILT)
    assert list(held) == list(build.BUILT)
    assert len(held) == len(build.BUILT)
    for name, table in held.items():
        pd.testing.assert_frame_equal(table, tables.load(name, folder))


def test_nothing_is_read_before_it_is_asked_for_or_twice_while_it_is_held(folder, monkeypatch):
    read, load = [], tables.load
    monkeypatch.setattr(tables, "load", lambda name, where: read.append(name) or load(name, where))
    held = Tables(folder, build.BUILT)
    assert read == []
    first = held["passages"]
    assert held["passages"] is first
    assert read == ["passages"]


def test_a_table_that_nobody_holds_is_read_again(folder, monkeypatch):
    read, load = [], tables.load
    monkeypatch.setattr(tables, "load", lambda name, where: read.append(name) or load(name, where))
    held = Tables(folder, build.BUILT)
    assert len(held["texts"]) == 1
    assert len(held["texts"]) == 1
    assert read == ["texts", "texts"]


def test_a_name_that_is_no_table_is_told(folder):
    with pytest.raises(KeyError, match="'words' is no table of a corpus; they are articles, texts"):
        Tables(folder, build.BUILT)["words"]
