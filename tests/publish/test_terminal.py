"""Tables on a screen."""

import pandas as pd

from sourcewise.publish import terminal


def test_a_frame_is_shown_under_its_number_of_rows_and_null_is_blank(capsys):
    terminal.table("Things", pd.DataFrame({"name": ["a", None, "c"], "n": [1, 2, 3]}), rows=2)
    assert (
        capsys.readouterr().out == "Things: 3\n  name  n\n  a     1\n        2\n  ... and 1 more (--rows)\n\n"
    )


def test_an_empty_frame_shows_its_number_alone(capsys):
    terminal.table("Things", pd.DataFrame({"name": []}), rows=2)
    assert capsys.readouterr().out == "Things: 0\n\n"


def test_sentences_stand_whole_and_steer_nothing(capsys):
    terminal.sentences("Problems", ["one\x1b[31m\nline", "two", "three"], rows=2)
    assert capsys.readouterr().out == "Problems: 3\n  one [31m line\n  two\n  ... and 1 more (--rows)\n"


def test_wide_signs_take_two_columns_and_what_is_too_wide_is_cut(capsys):
    terminal.records("T", [("a", "b"), ("新华社" * 40, "x"), ("y", "z")], 5)
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split()[0].endswith("…")
    assert lines[1].index("b") == lines[3].index("z") <= terminal.WIDEST + 4
