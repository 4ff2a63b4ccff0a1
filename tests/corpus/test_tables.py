"""The contract between the rooms: columns, choices, and what a table refuses."""

import pandas as pd
import pytest

from sourcewise.corpus import tables

PASSAGE = {
    "passage_id": "a:1", "doc_id": "a", "outlet": "The Herald", "paragraph": 1, "sentence": 1,
    "start": 0, "end": 4, "kind": "body", "voice": "outlet", "text": "Rain",
}  # fmt: skip


@pytest.mark.parametrize("name", tables.COLUMNS)
def test_an_empty_table_has_every_column_with_its_type(name):
    assert tables.frame(name, []).dtypes.astype(str).to_dict() == tables.COLUMNS[name]


def test_what_a_record_lacks_is_null_and_offsets_stay_whole_numbers():
    table = tables.frame("passages", [PASSAGE])
    assert pd.isna(table.loc[0, "speaker"])
    assert str(table["start"].dtype) == "Int64"


def test_a_table_comes_back_as_it_was_written(tmp_path):
    table = tables.frame(
        "passages", [PASSAGE, {**PASSAGE, "passage_id": "a:2", "voice": "quoted", "speaker": "Ada"}]
    )
    tables.write("passages", table, tmp_path)
    pd.testing.assert_frame_equal(tables.load("passages", tmp_path), table)
    assert [path.name for path in tmp_path.iterdir()] == ["passages.parquet"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"voice": "narrator"}, "row 1: 'voice' is 'narrator'; it must be one of"),
        ({"text": None}, "row 1: 'text' must not be null"),
        ({"end": -1}, "row 1: the span ends before it starts"),
        ({"mood": "sad"}, "has no column 'mood'"),
    ],
)
def test_a_wrong_record_is_refused_with_its_table_row_and_value(change, told):
    with pytest.raises(ValueError, match="table 'passages'") as refusal:
        tables.frame("passages", [PASSAGE, {**PASSAGE, **change}])
    assert told in str(refusal.value)


def test_only_articles_take_columns_of_the_user():
    record = {"doc_id": "a", "file": "a.txt", "sha256": "0", "outlet": "The Herald", "circulation": "9000"}
    assert tables.frame("articles", [record])["circulation"].tolist() == ["9000"]


def test_a_missing_table_says_how_to_make_it(tmp_path):
    with pytest.raises(FileNotFoundError, match="sourcewise run CORPUS -o RUN"):
        tables.load("articles", tmp_path)
