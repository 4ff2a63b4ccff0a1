"""The sidecar: what can be used is used, what can't is a problem, and the corpus is read in any case."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest
from reading import read_folder

from sourcewise.corpus.inputs.raw import RawDocument
from sourcewise.corpus.inputs.sidecar import given_for, load_sidecar

ROOT = Path(__file__).parents[3]


@pytest.fixture
def load(tmp_path):
    for name in ("a.txt", "b.txt", "d/c.txt", "Été.txt", "page.html", "scan.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("An article.")

    def write_and_load(content):
        (tmp_path / "sources.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        return load_sidecar(tmp_path)

    return write_and_load


@pytest.mark.parametrize("outlet", ["unknown", "Unknown", "unknown (x)"])
def test_an_outlet_that_is_called_unknown_is_not_given(load, outlet):
    table, problems = load(f"file,outlet\na.txt,{outlet}\nb.txt,The Unknown Times\n")
    assert table["outlet"].isna().tolist() == [True, False]
    assert [problem.row for problem in problems] == [2]


def test_an_outlet_in_other_capitals_is_the_same_outlet_and_told(load):
    table, problems = load("file,outlet\na.txt,TASS\nb.txt,Tass\nd/c.txt,TASS\n")
    assert table["outlet"].tolist() == ["TASS", "TASS", "TASS"]
    assert [problem.row for problem in problems] == [3]
    assert "'Tass' in row 3 and 'TASS' before" in problems[0].message


def test_without_a_sidecar_the_table_is_empty(tmp_path):
    table, problems = load_sidecar(tmp_path)
    assert table.empty
    assert table.index.name == "file"
    assert problems == []


def test_columns_of_the_articles_and_the_users_own_are_given_by_file(load):
    table, problems = load("file,outlet,coder\na.txt,The Example,JD\nd/c.txt,,MR\n")
    assert problems == []
    assert table.loc["a.txt"].to_dict() == {"outlet": "The Example", "coder": "JD"}
    assert table.loc["d/c.txt"].dropna().to_dict() == {"coder": "MR"}


@pytest.mark.parametrize(
    "content",
    [
        "file,outlet\r\na.txt,Été\r\n",
        "file;outlet\na.txt;Été\n",
        "file\toutlet\na.txt\tÉté\n",
        "\ufefffile,outlet\na.txt,Été\n",
        "file,outlet\na.txt,Été\n".encode("utf-16"),
        "file,outlet\na.txt,Été\n".encode("cp1252"),
        ' file , outlet \n a.txt ," Été "\n\n,\n',
        "outlet,file\nÉté,./a.txt\n",
    ],
)
def test_a_spreadsheets_ways_to_write_a_table_are_all_read(load, content):
    table, problems = load(content)
    assert problems == []
    assert table["outlet"].to_dict() == {"a.txt": "Été"}


def test_a_name_is_found_whether_its_accents_are_composed_or_not(load):
    table, problems = load("file,outlet\nE\u0301te\u0301.txt,The Example\nd\\c.txt,Other\n")
    assert problems == []
    assert list(table.index) == ["Été.txt", "d/c.txt"]


@pytest.mark.parametrize(
    ("published", "value", "precision", "timezone"),
    [
        ("2022", "2022", "year", None),
        ("2022-03", "2022-03", "month", None),
        ("2022-03-24", "2022-03-24", "day", None),
        ("2022-03-24T19:23", "2022-03-24T19:23", "minute", None),
        ("2022-03-24 19:23+08:00", "2022-03-24T19:23", "minute", "+08:00"),
    ],
)
def test_a_publication_date_has_its_precision_and_its_zone_if_given(
    load, published, value, precision, timezone
):
    row = load(f"file,published\na.txt,{published}\n")[0].loc["a.txt"]
    assert (row["published"], row["published_precision"], row.get("timezone")) == (value, precision, timezone)


@pytest.mark.parametrize(
    ("rows", "row", "says", "used"),
    [
        ("missing.txt,X,\na.txt,A,\n", 2, "'missing.txt'", ["a.txt"]),
        ("../a.txt,X,\na.txt,A,\n", 2, "'../a.txt'", ["a.txt"]),
        ("/etc/passwd,X,\na.txt,A,\n", 2, "'/etc/passwd'", ["a.txt"]),
        (",X,\na.txt,A,\n", 2, "''", ["a.txt"]),
        ("a.txt,A,\na.txt,X,\n", 3, "again", ["a.txt"]),
        ("a.txt,A,\nb.txt,X\n", 3, "2 cells", ["a.txt"]),
        ("a.txt,A,\nb.txt,X,,,\n", 3, "5 cells", ["a.txt"]),
        ("a.txt,A,24.3.2022\n", 2, "24.3.2022", ["a.txt"]),
        ("a.txt,A,2022-02-30\n", 2, "2022-02-30", ["a.txt"]),
    ],
)
def test_a_row_that_cannot_be_used_is_a_problem_and_the_others_are_used(load, rows, row, says, used):
    table, problems = load(f"file,outlet,published\n{rows}")
    assert [(problem.file, problem.row, problem.kind) for problem in problems] == [
        ("sources.csv", row, "sidecar")
    ]
    assert says in problems[0].message
    assert problems[0].message.endswith(".")
    assert list(table.index) == used
    assert list(table["outlet"]) == ["A"]
    assert table["published"].isna().all()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,outlet\na.txt,A\n", "no column 'file'"),
        ("", "no column 'file'"),
        ("file,outlet,outlet\na.txt,A,B\n", "one name for every column"),
        ("file,\na.txt,A\n", "one name for every column"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no text"),
        ('file,outlet\na.txt,"A\n', "no table"),
        ("file,outlet\na.txt," + "x" * 1_000_000 + "\n", "no table"),
    ],
)
def test_a_sidecar_that_cannot_be_used_as_a_whole_is_a_problem(load, content, says):
    table, problems = load(content)
    assert table.empty
    assert len(problems) == 1
    assert says in problems[0].message
    assert "read without it" in problems[0].message


def test_a_computed_column_is_not_taken(load):
    table, problems = load("file,sha256,outlet\na.txt,0,A\n")
    assert list(table.columns) == ["outlet"]
    assert "'sha256'" in problems[0].message


def test_a_linked_sidecar_is_not_followed(tmp_path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "sources.csv"
    outside.write_text("file,outlet\na.txt,A\n")
    (tmp_path / "a.txt").write_text("An article.")
    (tmp_path / "sources.csv").symlink_to(outside)
    table, problems = load_sidecar(tmp_path)
    assert table.empty
    assert "is a link" in problems[0].message


def test_a_file_that_is_a_problem_itself_may_be_named(load):
    table, problems = load("file,outlet\nscan.pdf,A\n")
    assert list(table.index) == ["scan.pdf"]
    assert problems == []


def test_the_seeds_outlets_are_known_as_their_readme_says():
    table, problems = load_sidecar(ROOT / "seeds")
    outlets = {file[:3]: None if pd.isna(name) else name for file, name in table["outlet"].items()}
    assert problems == []
    assert outlets == {
        "000": "TASS", "001": None, "002": None, "003": "New Eastern Outlook", "004": "Global Times"
    }  # fmt: skip
    assert table["outlet_known_from"].notna().all()
    assert list(table.index) == [document.file for document in read_folder(ROOT / "seeds")[0]]


# tables: a row, or all rows


TABLE = "text\nOne.\nTwo.\nThree.\n"


def test_a_row_of_a_table_may_be_given_and_comes_before_its_file(load, tmp_path):
    (tmp_path / "t.csv").write_text(TABLE)
    table, problems = load(
        "file,outlet,coder,published\n"
        "t.csv,The Example,JD,2020-01-01T10:00+01:00\nt.csv#2,Other,,2021-03-04\n"
    )
    assert problems == []
    of_file = {"outlet": "The Example", "coder": "JD"}
    dated = {"published": "2020-01-01T10:00", "published_precision": "minute", "timezone": "+01:00"}
    given = {n: given_for(table, RawDocument(f"t#{n}", "t.csv", n, "", "", "", "")) for n in (1, 2, 3)}
    assert given[1] == given[3] == of_file | dated
    assert given[2] == {
        "outlet": "Other", "coder": "JD", "published": "2021-03-04", "published_precision": "day"
    }  # fmt: skip


def test_a_text_file_is_given_what_stands_at_its_name_and_others_nothing(load):
    table, _ = load("file,outlet\na.txt,The Example\n")
    assert given_for(table, RawDocument("a", "a.txt", None, "", "", "", "")) == {"outlet": "The Example"}
    assert given_for(table, RawDocument("b", "b.txt", None, "", "", "", "")) == {}


@pytest.mark.parametrize("name", ["a.txt#1", "t.csv#0", "t.csv#01", "t.csv#", "t.csv#x", "u.csv#1", "#1"])
def test_what_is_no_row_of_a_table_is_a_problem(load, tmp_path, name):
    (tmp_path / "t.csv").write_text(TABLE)
    table, problems = load(f"file,outlet\n{name},A\na.txt,B\n")
    assert list(table.index) == ["a.txt"]
    assert f"'{name}'" in problems[0].message


def test_a_file_whose_name_looks_like_a_row_is_that_file(load, tmp_path):
    (tmp_path / "t.csv").write_text(TABLE)
    (tmp_path / "t.csv#1.txt").write_text("An article.")
    assert list(load("file,outlet\nt.csv#1.txt,A\n")[0].index) == ["t.csv#1.txt"]


def test_a_member_of_a_zip_may_be_named(load, tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as packed:
        packed.writestr("in/x.txt", "An article.")
    table, problems = load("file,outlet\nz.zip/in/x.txt,A\n")
    assert (list(table.index), problems) == (["z.zip/in/x.txt"], [])
