import pandas as pd
import pytest

from sourcewise.corpus import build
from sourcewise.corpus.window import OUTSIDE, Window

ROWS = [
    ("2019-12-31", False), ("2020-01-01", True), ("2020-06-30T23:59", True), ("2020-07-01", False),
    ("2020", False), ("2020-01", True), ("2020-06", True), ("2020-07", False), ("2019", False), (None, False),
]  # fmt: skip


@pytest.mark.parametrize(("published", "inside"), ROWS)
def test_a_date_counts_where_all_of_it_lies_in_the_window(published, inside):
    window = Window("2020-01-01", "2020-06-30")
    assert list(window.holds(pd.Series([published], dtype="str"))) == [inside]


def test_a_bound_that_is_not_given_bounds_nothing():
    dates = pd.Series(["1999-01-01", "2020", None], dtype="str")
    assert list(Window(until="2020-12-31").holds(dates)) == [True, True, False]
    assert list(Window(since="2020-01-01").holds(dates)) == [False, True, False]
    assert not Window()


def test_a_corpus_of_a_window_holds_its_articles_alone_and_tells_of_the_others(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("early", "late", "never"):
        text = f"The ministry in {name} said that talks on trade went on. Nobody was there to ask about it.\n"
        (folder / f"{name}.txt").write_text(text * 3)
    rows = "early.txt,The Herald,2019-05-01\nlate.txt,The Post,2020-05-01\nnever.txt,The Post,\n"
    (folder / "sources.csv").write_text(f"file,outlet,published\n{rows}")
    whole = build.read_corpus(folder)
    late = build.read_corpus(folder, since="2020-01-01")
    assert list(late["articles"]["doc_id"]) == ["late"]
    for name in ("texts", "fields", "passages"):
        kept = whole[name][whole[name]["doc_id"] == "late"].reset_index(drop=True)
        assert len(late[name]) == len(kept) > 0
    told = late["problems"][late["problems"]["kind"] == OUTSIDE]
    assert list(told["file"]) == ["early.txt", "never.txt"]
    said = "early is of 2019-05-01, and the dates that count are from 2020-01-01 to the last."
    assert told["message"].iloc[0] == said
    assert told["message"].iloc[1].startswith("never has no date, ")
    with pytest.raises(ValueError, match="holds no article that can be read"):
        build.read_corpus(folder, since="2021-01-01")
