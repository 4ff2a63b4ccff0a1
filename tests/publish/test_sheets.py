import csv
import io

import numpy as np
import pandas as pd
import pytest

from sourcewise.publish import sheets


def test_csv_has_six_decimals_plain_ends_of_line_and_no_minus_zero():
    frame = pd.DataFrame({"word": ["a", "b"], "rate": [1 / 3, -1e-9], "n": [1, 2]})
    assert sheets.to_csv(frame) == "word,rate,n\na,0.333333,1\nb,0.000000,2\n"


def test_nullable_numbers_stay_numbers_and_nulls_are_empty():
    frame = pd.DataFrame(
        {
            "real": pd.array([-0.5, pd.NA], dtype="Float64"),
            "whole": pd.array([-3, pd.NA], dtype="Int64"),
            "text": pd.array(["-3", pd.NA], dtype="str"),
            "mixed": pd.Series([-2.5, "=x"], dtype=object),
            "flag": [True, False],
        }
    )
    assert sheets.to_csv(frame).splitlines()[1:] == ["-0.500000,-3,-3,-2.500000,True", ",,,'=x,False"]


def test_no_cell_heading_or_row_name_acts_in_a_spreadsheet(hostile):
    frame = pd.DataFrame({"=A1": ['=HYPERLINK("http://evil.example")', hostile], "@b": ["+1+1", "fine"]})
    frame.index = pd.Index(["-cmd", "ok"], name="=name")
    cells = [cell for row in csv.reader(io.StringIO(sheets.to_csv(frame))) for cell in row]
    assert len(cells) == 9
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert hostile in cells


def test_an_index_that_names_rows_is_kept_and_a_numbering_goes():
    frame = pd.DataFrame({"n": [2, 1]}, index=[7, 3])
    assert list(sheets.tidy(frame).columns) == ["n"]
    assert list(sheets.tidy(frame.rename_axis("year")).columns) == ["year", "n"]
    assert list(sheets.tidy(frame.set_axis(["a", "b"])).columns) == ["row 1", "n"]
    pairs = frame.set_axis(pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None]))
    assert list(sheets.tidy(pairs).columns) == ["x", "row 2", "n"]


def test_names_of_two_levels_become_one():
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("words", "mean"), ("outlet", "")]))
    assert list(sheets.tidy(frame).columns) == ["words mean", "outlet"]


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same name"):
        sheets.tidy(pd.DataFrame([[1, 2]], columns=["a", "a"]))


def test_the_frame_itself_is_not_changed():
    frame = pd.DataFrame({"a": ["=1"], "x": [np.pi]}, index=pd.Index(["r"], name="row"))
    before = frame.copy(deep=True)
    sheets.to_csv(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_a_saved_table_leaves_nothing_beside_it(tmp_path):
    path = sheets.save(pd.Series([1.5], name="x"), tmp_path, "one")
    assert path == tmp_path / "tables" / "one.csv"
    assert path.read_bytes() == b"x\n1.500000\n"
    assert [file.name for file in path.parent.iterdir()] == ["one.csv"]
