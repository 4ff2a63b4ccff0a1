"""Columns of tables: what each is taken for, what a row states, and what stays as it is."""

import datetime
import json
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_folder

from sourcewise.corpus.inputs import cells, columns, read, sidecar
from sourcewise.corpus.inputs.raw import RawDocument, UnusableError

TEXT = "The minister spoke of rain, and nobody was surprised."


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["text", "outlet", "published"], ["text", "outlet", "published"]),
        (["Full Text", "SOURCE", "Pub_Date"], ["text", "outlet", "published"]),
        (["id", "outlet", "published", "headline", "byline", "topic", "text"],
         ["id", "outlet", "published", "headline", "byline", "topic", "text"]),
        (["title", "content", "publishedAt", "author", "source", "url"],
         ["headline", "text", "published", "byline", "outlet", "url"]),
        (["maintext", "date_publish", "authors", "source_domain"], ["text", "published", "byline", "outlet"]),
        # what must not change: a user's own, and what is not the likeliest
        (["text", "coder", "Topic", "story"], ["text", "coder", "Topic", "story"]),
        (["body", "text"], ["body", "text"]),
        (["text", "headline", "title", "source", "outlet"],
         ["text", "headline", "title", "source", "outlet"]),
        (["text", "context", "texts", "dates"], ["text", "context", "texts", "dates"]),
        # what is computed
        (["text", "language", "file", "n_words"],
         ["text", "stated_language", "stated_file", "stated_n_words"]),
        (["text", "language", "stated_language"], ["text", "stated_language", "stated_stated_language"]),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_name(names, called):
    assert [columns.match(names)[name] for name in names] == called


@pytest.mark.parametrize(
    ("names", "given", "called"),
    [
        (["story_text", "paper"], {"text": "story_text", "outlet": "paper"}, ["text", "outlet"]),
        (["text", "lead"], {"text": "lead"}, ["stated_text", "text"]),
    ],
)
def test_a_column_that_is_given_counts(names, given, called):
    assert [columns.match(names, given)[name] for name in names] == called


@pytest.mark.parametrize(
    ("names", "given", "says"),
    [
        (["headline"], {}, "its columns are 'headline'"), ([], {}, "its columns are none"),
        ([f"c{n}" for n in range(40)], {}, "and 28 more"),
        (["text", "text"], {}, "one name for every column"),
        (["text", "paper"], {"outlet": "papers"}, "did you mean 'paper'"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_used_are_named(names, given, says):
    with pytest.raises(UnusableError, match=says):
        columns.match(names, given)


def test_what_is_computed_here_is_what_no_sidecar_gives():
    assert sidecar.COMPUTED <= columns.RESERVED


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("A", "A"), (" A ", " A "), ("", None), (" ", None), ("nan", None), ("NULL", None), ("None", None),
        ("none", "none"), ("NA", "NA"), (None, None), (float("nan"), None), (pd.NaT, None), (3, "3"),
        (3.0, "3"), (2.5, "2.5"), (True, "True"), (["A. B.", "C. D."], "A. B.; C. D."), (["A", None], "A"),
        ([], None), ({"id": None, "name": "The Example"}, "The Example"), ({"x": 1}, '{"x": 1}'), ({}, None),
        ([{"name": "A. B."}, {"name": "C. D."}], "A. B.; C. D."), (datetime.date(2020, 3, 4), "2020-03-04"),
        (datetime.datetime(2020, 3, 4, 5, 6), "2020-03-04T05:06:00"), (b"\xff", "1 bytes"),
        (np.float64("inf"), "inf"),
    ],
)  # fmt: skip
def test_a_cell_is_text_or_null(value, text):
    assert cells.cell(value) == text


def test_an_outlet_that_is_called_unknown_is_not_stated():
    called = {"t": "text", "o": "outlet"}
    assert cells.stated({"t": "x", "o": "Unknown"}, called) == {"stated_outlet": "Unknown"}
    assert cells.stated({"t": "x", "o": "The Unknown"}, called) == {"outlet": "The Unknown"}


def write(folder, kind, frame):
    """The same table as a file of each kind."""
    path = folder / f"t.{kind}"
    if kind == "parquet":
        frame.to_parquet(path)
    elif kind in ("csv", "tsv"):
        frame.to_csv(path, index=False, sep="\t" if kind == "tsv" else ",")
    else:
        frame.to_json(path, orient="records", lines=kind in ("jsonl", "ndjson"))


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "ndjson", "json", "parquet"])
def test_a_table_is_the_same_in_every_format(tmp_path, kind):
    rows = [
        {"Text": TEXT, "Source": "The Example", "Date": "2020-03-04", "author": "A. B.", "coder": "JD"},
        {"Text": 'Two, "lines"\nhere; “é”', "Source": None, "Date": None, "author": None, "coder": "x"},
    ]
    write(tmp_path, kind, pd.DataFrame(rows))
    documents, problems = read_folder(tmp_path)
    assert problems == []
    assert [(one.doc_id, one.row, one.raw, one.provenance) for one in documents] == [
        ("t#1", 1, rows[0]["Text"], "table"), ("t#2", 2, rows[1]["Text"], "table")
    ]  # fmt: skip
    assert documents[0].stated == {
        "outlet": "The Example", "published": "2020-03-04", "byline": "A. B.", "coder": "JD",
    }  # fmt: skip
    assert documents[1].stated == {"coder": "x"}


def test_a_given_column_is_read(tmp_path):
    pd.DataFrame({"essay": [TEXT], "paper": ["A"]}).to_csv(tmp_path / "t.csv", index=False)
    documents, _ = read_folder(tmp_path, columns={"text": "essay", "outlet": "paper"})
    assert (documents[0].raw, documents[0].stated) == (TEXT, {"outlet": "A"})


CELL = st.text(max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(["jsonl", "json", "csv"]))
def test_every_row_is_an_article_as_it_stands_or_a_problem(tmp_path_factory, rows, kind):
    folder = tmp_path_factory.mktemp("corpus")
    if kind == "csv":
        frame = pd.DataFrame(rows, columns=["text", "own"]).map(
            lambda one: one.encode("utf-8", "replace").decode()
        )
        frame.to_csv(folder / "t.csv", index=False, quoting=1)
        texts = frame["text"].tolist()
    else:
        records = [{"text": text, "own": own} for text, own in rows]
        whole = json.dumps(records) if kind == "json" else "\n".join(map(json.dumps, records))
        (folder / f"t.{kind}").write_text(whole)
        texts = [text.encode("utf-8", "replace").decode() for text, _ in rows]
    (entry,), _ = read.entries(folder)
    found = list(read.documents(folder, entry))
    documents = [one for one in found if isinstance(one, RawDocument)]
    assert {one.row for one in found} == set(range(1, len(rows) + 1))
    for one in documents:
        assert one.raw.replace("\ufffd", "?") == texts[one.row - 1].replace("\ufffd", "?")
        assert all(value.encode() for value in one.stated.values())


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json"])
def test_a_table_is_read_in_memory_that_does_not_grow_with_it(tmp_path, kind):
    def peak(rows):
        write(tmp_path, kind, pd.DataFrame({"text": [TEXT * 20] * rows, "outlet": "A"}))
        (entry,), _ = read.entries(tmp_path)
        tracemalloc.start()
        count = sum(1 for _ in read.documents(tmp_path, entry))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == rows
        return most

    assert peak(6000) < 1.5 * peak(2000) + 500_000


@pytest.mark.parametrize(
    ("names", "choice", "taken"),
    [
        (["story", "text"], "story", "story"),
        (["text"], "story|text", "text"),
        (["story", "text"], "story|text", "story"),
        (["a|b", "a"], "a|b", "a|b"),  # a column may be called so
    ],
)
def test_of_several_columns_that_are_chosen_the_first_that_there_is_holds_the_field(names, choice, taken):
    called = columns.match(names, {"text": choice})
    assert [name for name, field in called.items() if field == "text"] == [taken]


def test_a_table_with_none_of_the_chosen_columns_says_which_it_has():
    with pytest.raises(UnusableError, match=r"no column 'stori' or 'txt' \(did you mean 'story'\?\)"):
        columns.match(["story", "id"], {"text": "stori|txt"})
