"""Bad input of every kind: one clear line for each, and the good articles beside it are read."""

import gzip
import io
import json
import os
import stat
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from reading import read_folder

from sourcewise.corpus.inputs import archives, pages, read, tabular, whole
from sourcewise.corpus.inputs.read import RawDocument

GOOD = "A good article, which is read all the same."
TEXT = "The minister spoke of rain, and nobody was surprised."
PAGE = f"<html><body><article><p>{TEXT} {TEXT}</p><p>{TEXT} It rained.</p></article></body></html>"
LINES = "".join(json.dumps({"text": f"{n}. {TEXT}", "outlet": "The Example"}) + "\n" for n in range(1, 6))
CSV = "text,outlet\n" + "".join(f'"{n}. {TEXT}",The Example\n' for n in range(1, 6))
LONG = "word " * 200_000


def parquet(**columns):
    out = io.BytesIO()
    pd.DataFrame(columns or {"text": [TEXT, TEXT]}).to_parquet(out)
    return out.getvalue()


def packed(*members, encrypted=False):
    """A zip with the members (name, bytes), or (ZipInfo, bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    data = bytearray(out.getvalue())
    if encrypted:
        for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(sign) + place] |= 1
    return bytes(data)


def link():
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def read_all(folder, **options):
    (folder / "good.txt").write_text(GOOD)
    documents, problems = read_folder(folder, **options)
    assert [one.raw for one in documents if one.file == "good.txt"] == [GOOD]
    for problem in problems:
        assert problem.message.startswith(problem.file)
        assert problem.message.endswith(".")
        assert "\n" not in problem.message
        assert problem.message.encode()
    return [one for one in documents if one.file != "good.txt"], problems


# file, bytes, articles read beside, row, kind, what the one problem says
BAD = [
    # cut off
    ("a.txt.gz", gzip.compress(TEXT.encode() * 99)[:-20], 0, None, "archive", "breaks off"),
    ("a.jsonl", LINES[:-30].encode(), 4, 5, "row", "no JSON"),
    ("a.jsonl.gz", gzip.compress(LINES.encode())[:-9], 5, 6, "archive", "breaks off"),
    ("a.csv", CSV[:-25].encode(), 4, 5, "row", "quotation marks"),
    ("a.csv", CSV[:-13].encode(), 4, 5, "row", "1 cells and 2 columns"),
    ("a.json", json.dumps([{"text": TEXT}] * 5)[:-20].encode(), 4, 5, "row", "breaks off"),
    ("a.json", b'{"text": "It bro', 0, None, "row", "no JSON"),
    ("a.parquet", parquet()[:-30], 0, None, "row", "no whole Parquet file"),
    ("a.parquet", b"", 0, None, "row", "no whole Parquet file"),
    ("a.html", b"", 0, None, "empty", "is empty"),
    ("a.zip", packed(("x.txt", TEXT.encode()))[:-30], 0, None, "archive", "can't be opened as a zip"),
    ("a.zip", b"", 0, None, "archive", "can't be opened as a zip"),
    ("a.csv.gz", b"", 0, None, "archive", "breaks off"),
    # of another kind than the name says
    ("a.txt", packed(("x.txt", b"x")), 0, None, "encoding", "a zip"),
    ("a.csv", packed(("x.txt", b"x")), 0, None, "encoding", "a zip"),
    ("a.txt", gzip.compress(b"x"), 0, None, "encoding", "a gzip file"),
    ("a.md", b"%PDF-1.4\n", 0, None, "encoding", "a PDF"),
    ("a.gz.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, 0, None, "encoding", "no text"),
    ("a.txt.gz", TEXT.encode(), 0, None, "archive", "no whole gzip file"),
    ("a.parquet", CSV.encode(), 0, None, "encoding", "no whole Parquet file"),
    ("a.jsonl", parquet(), 0, None, "encoding", "a Parquet table"),
    ("a.json", b"nonsense", 0, None, "row", "no JSON"),
    # columns
    ("a.csv", b"headline,outlet\nRain,A\n", 0, None, "columns", "'headline', 'outlet'"),
    ("a.parquet", parquet(headline=["Rain"]), 0, None, "columns", "'headline'"),
    ("a.csv", b"text,a,a\nOne,1,2\n", 0, None, "columns", "one name for every column"),
    ("a.csv", b"text,outlet\n", 0, None, "empty", "holds no row"),
    ("a.jsonl", b"\n\n", 0, None, "empty", "holds no row"),
    ("a.json", b"[]", 0, None, "empty", "holds no row"),
    ("a.json", b"17", 0, None, "row", "no object"),
    ("a.csv", b"text,outlet\nOne,A\nTwo\nThree,C\n", 2, 2, "row", "1 cells and 2 columns"),
    ("a.csv", b"text,outlet\nOne,A\nTwo, not one,A\nThree,C\n", 2, 2, "row", "3 cells"),
    ("a.csv", b'text,outlet\nOne,A\n"Two" he said,A\nThree,C\n', 2, 2, "row", "quotation marks"),
    ("a.jsonl", b'{"text": "One"}\n{"lead": "Two"}\n{"text": "Three"}\n', 2, 2, "columns", "'lead'"),
    ("a.jsonl", b'{"text": "One"}\n["Two"]\n{"text": "Three"}\n', 2, 2, "row", "a list and no object"),
    ("a.jsonl", b'{"text": "One"}\n{"text" "Two"}\n{"text": "Three"}\n', 2, 2, "row", "no JSON"),
    ("a.jsonl", b"[" * 200_000 + b'\n{"text": "Two"}\n', 1, 1, "row", "nested too deep"),
    ("a.json", b"[" * 200_000, 0, None, "row", "nested too deep"),
    ("a.jsonl", b'{"text": "One", "n": ' + b"9" * 9000 + b'}\n{"text": "Two"}\n', 1, 1, "row", "no JSON"),
    # cells
    ("a.jsonl", b'{"text": "One"}\n{"text": null}\n{"text": "Three"}\n', 2, 2, "text", "holds no text"),
    ("a.jsonl", b'{"text": "One"}\n{"text": NaN}\n{"text": "Three"}\n', 2, 2, "text", "holds no text"),
    ("a.jsonl", b'{"text": "One"}\n{"text": 17}\n{"text": "Three"}\n', 2, 2, "text", "holds 17"),
    ("a.jsonl", b'{"text": "One"}\n{"text": {"x": 1}}\n', 1, 2, "text", "where the text"),
    ("a.jsonl", b'{"text": "One"}\n{"text": "T\\u0000wo"}\n', 1, 2, "text", "control characters"),
    ("a.jsonl", b'{"text": "\\u0001\\u0002\\u0003"}\n{"text": "Two"}\n', 1, 1, "text", "control characters"),
    ("a.jsonl", b'{"text": "One \\ud800 half"}\n', 1, 1, "encoding", "lone surrogates"),
    ("a.csv", b"text,outlet\nOne,A\n  ,B\nThree,C\n", 2, 2, "text", "holds no text"),
    ("a.csv", b"text,n\nOne,1\nNaN,2\n", 1, 2, "text", "holds no text"),
    ("a.csv", b"text,language\nOne,en\n", 1, None, "columns", "'language'"),
    ("a.csv", b"text,content\nOne,Other\n", 1, None, "columns", "'text', 'content'"),
    ("a.parquet", parquet(text=["One", None]), 1, 2, "text", "holds no text"),
    ("a.csv", "text\nnaïve café ".encode() + b"x" * 99 + b"\xff caf\n", 1, None, "encoding", "no UTF-8"),
    ("a.csv", b"\xff\xfeodd", 0, None, "empty", "holds no row"),
    # pages
    ("a.html", b"<html><body></body></html>", 0, None, "page", "no article"),
    ("a.html", (PAGE[:-14] + "<div>" * 3000 + "x").encode(), 1, None, "page", "nested deeper"),
    ("a.html", b"<p " + b'a="1" ' * 25_000 + b">" + PAGE.encode(), 0, None, "page", "attributes"),
    ("a.html", b"<" * 100_000, 0, None, "page", "save its text"),
    # archives
    ("a.zip", packed(("../x.txt", b"x")), 0, None, "archive", "leads out of the archive"),
    ("a.zip", packed(("..\\x.txt", b"x")), 0, None, "archive", "leads out of the archive"),
    ("a.zip", packed(("/etc/x.txt", b"x")), 0, None, "archive", "leads out of the archive"),
    ("a.zip", packed(("C:/x.txt", b"x")), 0, None, "archive", "leads out of the archive"),
    ("a.zip", packed((link(), b"/etc/passwd")), 0, None, "archive", "is a link"),
    ("a.zip", packed(("x.txt", b"x"), encrypted=True), 0, None, "archive", "encrypted"),
    ("a.zip", packed(("x.txt", b"\0" * 20_000_000)), 0, None, "archive", "unpacks from"),
    ("a.txt.gz", gzip.compress(b" " * 20_000_000), 0, None, "archive", "unpacks from"),
    ("a.csv.gz", gzip.compress(b"text\n" + (b" " * 9999 + b"\n") * 2000), 0, None, "archive", "unpacks from"),
    ("a.zip", packed(("x.txt.gz", b"x")), 0, None, "archive", "an archive in an archive"),
    ("a.zip", packed(("x.zip", packed(("y.txt", b"y")))), 0, None, "archive", "an archive in an archive"),
    ("a.zip", packed(("x.pdf", b"x")), 0, None, "unsupported", "not read"),
]


@pytest.mark.parametrize(
    ("file", "data", "beside", "row", "kind", "says"), BAD, ids=[f"{bad[0]}-{bad[5]}" for bad in BAD]
)
def test_bad_input_is_one_problem_and_the_rest_is_read(tmp_path, file, data, beside, row, kind, says):
    (tmp_path / file).write_bytes(data)
    documents, problems = read_all(tmp_path)
    if "unpacks" in says and row is None and file == "a.csv.gz":
        problems = [one for one in problems if one.kind != "text"]  # its blank rows, up to where it ends
        row = problems[-1].row
    assert [(one.row, one.kind) for one in problems] == [(row, kind)]
    assert problems[0].file.startswith(file)
    assert says in problems[0].message
    assert len(documents) == beside
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([file, "good.txt"])


# what must not change: it is no bad input
FINE = [
    ("a.txt", f"=cmd|'/C calc'!A0 {TEXT}", [f"=cmd|'/C calc'!A0 {TEXT}"]),
    ("a.txt", f"<script>alert(1)</script> {TEXT}", [f"<script>alert(1)</script> {TEXT}"]),
    ("a.txt", LONG, [LONG]),
    ("a.csv", "text\n\"=cmd|'/C calc'!A0\"\n<b>One</b>\n", ["=cmd|'/C calc'!A0", "<b>One</b>"]),
    ("a.csv", 'text,n\n"a, ""b""\r\nc\nd",1\n', ['a, "b"\r\nc\nd']),
    ("a.csv", f"text\n{LONG}\nTwo\n", [LONG, "Two"]),
    ("a.csv", "text,n\rOne,1\rTwo,2\r", ["One", "Two"]),
    ("a.tsv", "text\tn\nOne, two; three\t1\n", ["One, two; three"]),
    ("a.csv", "n;text\n1;One, two\n", ["One, two"]),
    ("a.csv", "\ufefftext,n\nOne,1\n", ["One"]),
    ("a.jsonl", json.dumps({"text": LONG}) + "\r\n\r\n" + json.dumps({"text": "Two"}), [LONG, "Two"]),
    ("a.jsonl", '{"text": "A\\r\\nB\u2028C \\ud83d\\ude00"}\n', ["A\r\nB\u2028C \U0001f600"]),
    ("a.json", json.dumps([{"text": LONG}, {"text": "Two"}], indent=1), [LONG, "Two"]),
    ("a.json", '\n {"text": "One"} ', ["One"]),
    ("a.json", '{"status": "ok", "articles": [{"content": "One"}, {"content": "Two"}]}', ["One", "Two"]),
    ("a.json", '{"x": {"text": "One"}, "y": {"text": "Two"}}', ["One", "Two"]),
    ("a.json", '{"text": {"0": "One", "1": "Two"}, "n": {"0": 1, "1": 2}}', ["One", "Two"]),
    ("a.json", '{"text": "One"}\n{"text": "Two"}\n', ["One", "Two"]),
    ("a.jsonl", '{"text": ["One.", "Two."]}\n', ["One.\n\nTwo."]),
]


@pytest.mark.parametrize(("file", "text", "raws"), FINE)
def test_text_of_strangers_is_read_as_it_stands(tmp_path, file, text, raws):
    (tmp_path / file).write_bytes(text.encode())
    documents, problems = read_all(tmp_path)
    assert problems == []
    assert [document.raw for document in documents] == raws


def test_a_directory_that_is_called_like_a_file_is_gone_into(tmp_path):
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.zip").mkdir()
    (tmp_path / "x.txt" / "a.txt").write_text(TEXT)
    documents, problems = read_all(tmp_path)
    assert [one.file for one in documents] == ["x.txt/a.txt"]
    assert problems == []


def test_a_name_twice_in_a_zip_counts_once(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("x.txt", b"First."), ("x.txt", b"Second."), ("y.txt", b"Y."))
    (tmp_path / "a.zip").write_bytes(data)
    documents, problems = read_all(tmp_path)
    assert [(one.file, one.doc_id) for one in documents] == [("a.zip/x.txt", "x"), ("a.zip/y.txt", "y")]
    assert ["is there twice" in one.message for one in problems] == [True]


def test_a_bomb_costs_only_itself_and_many_small_ones_the_archive(tmp_path, monkeypatch):
    (tmp_path / "a.zip").write_bytes(packed(("x.txt", b"\0" * 20_000_000), ("y.txt", TEXT.encode())))
    documents, problems = read_all(tmp_path)
    assert [one.file for one in documents] == ["a.zip/y.txt"]
    assert len(problems) == 1
    monkeypatch.setattr(archives, "FREE", 1000)
    monkeypatch.setattr(archives, "RATIO", 2)
    (tmp_path / "b.zip").write_bytes(packed(*((f"{n}.txt", b"a" * 900) for n in range(50))))
    documents, problems = read_all(tmp_path)
    assert not [one for one in documents if one.file.startswith("b.zip")]
    assert any(one.file == "b.zip" and "says that it unpacks" in one.message for one in problems)


def test_a_damaged_member_costs_only_itself(tmp_path):
    data = bytearray(packed(("x.txt", os.urandom(3000).hex()), ("y.txt", TEXT)))
    data[500] ^= 255
    (tmp_path / "a.zip").write_bytes(data)
    documents, problems = read_all(tmp_path)
    assert [one.file for one in documents] == ["a.zip/y.txt"]
    assert [(one.file, one.kind) for one in problems] == [("a.zip/x.txt", "archive")]


def test_rows_that_are_all_bad_are_told_up_to_a_number_and_counted(tmp_path):
    (tmp_path / "a.csv").write_text("text,n\n" + " ,1\n" * 500 + "One,2\n")
    documents, problems = read_all(tmp_path)
    assert [one.doc_id for one in documents] == ["a#501"]
    assert [one.row for one in problems] == [None, *range(1, 21)]
    assert "480 more" in problems[0].message
    assert "row 500" in problems[0].message


# between listing and reading, and while reading


def test_a_file_that_vanishes_or_becomes_a_link_after_listing_is_a_problem(tmp_path):
    for name in ("a.txt", "b.csv", "c.txt", "d.zip"):
        (tmp_path / name).write_bytes(packed(("x.txt", TEXT)) if name == "d.zip" else CSV.encode())
    listed, _ = read.entries(tmp_path)
    outside = tmp_path / "outside"
    outside.write_text("secret")
    for name in ("a.txt", "b.csv", "c.txt", "d.zip"):
        (tmp_path / name).unlink()
    (tmp_path / "c.txt").symlink_to(outside)
    found = [one for entry in listed for one in read.documents(tmp_path, entry)]
    assert [(one.file, one.kind) for one in found] == [
        (name, "unreadable") for name in ("a.txt", "b.csv", "c.txt", "d.zip/x.txt")
    ]


@pytest.mark.parametrize(("file", "data"), [("a.txt", TEXT * 9), ("a.csv", CSV), ("a.jsonl.gz", LINES)])
def test_a_file_that_changes_while_it_is_read_is_told(tmp_path, monkeypatch, file, data):
    whole = data.encode()
    (tmp_path / file).write_bytes(gzip.compress(whole) if file.endswith(".gz") else whole)
    (entry,), _ = read.entries(tmp_path)
    state = archives._state
    seen = iter(range(99))
    monkeypatch.setattr(archives, "_state", lambda stream: (*state(stream), next(seen)))
    found = list(read.documents(tmp_path, entry))
    assert [one.kind for one in found if not isinstance(one, RawDocument)] == ["changed"]


def test_a_table_that_is_another_on_the_second_reading_is_told(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("text\nOne\nTwo\n")
    (entry,), _ = read.entries(tmp_path)
    chosen = tabular.choose

    def choose_and_change(chunks):
        found = chosen(chunks)
        (tmp_path / "a.csv").write_text("text\nOne\nOther\n")
        return found

    monkeypatch.setattr(tabular, "choose", choose_and_change)
    *documents, problem = read.documents(tmp_path, entry)
    assert [one.raw for one in documents] == ["One", "Other"]
    assert (problem.kind, problem.row) == ("changed", 3)


@pytest.mark.parametrize(
    ("limit", "module", "file", "says"),
    [("WHOLE", whole, "a.txt", "divide it"), ("PAGE", pages, "a.html", "characters"),
     ("MEMBERS", archives, "a.zip", "members")],
)  # fmt: skip
def test_what_is_too_large_for_an_article_is_a_problem(tmp_path, monkeypatch, limit, module, file, says):
    monkeypatch.setattr(module, limit, 60)
    data = {
        "a.zip": packed(*((f"{n}.txt", TEXT) for n in range(61))), "a.html": PAGE.encode(), "a.txt": b"x" * 61
    }  # fmt: skip
    (tmp_path / file).write_bytes(data[file])
    documents, problems = read_all(tmp_path)
    assert documents == []
    assert [says in one.message for one in problems] == [True]


# given columns


@pytest.mark.parametrize(
    ("columns", "says"),
    [({"txt": "x"}, "mean 'text'"), ({"outlett": "x"}, "mean 'outlet'"), ({"": "x"}, "no field ''")],
)
def test_a_choice_of_columns_that_names_no_field_is_refused_before_work_starts(tmp_path, columns, says):
    (tmp_path / "a.csv").write_text(CSV)
    (entry,), _ = read.entries(tmp_path)
    with pytest.raises(ValueError, match=says):
        read.documents(tmp_path, entry, columns=columns)


def test_a_given_column_that_is_not_there_is_told_with_the_nearest(tmp_path):
    (tmp_path / "a.csv").write_text("Story text,outlet\nOne,A\n")
    documents, problems = read_all(tmp_path, columns={"text": "story_text"})
    assert documents == []
    assert "did you mean 'Story text'" in problems[0].message


def test_nothing_is_written_beside_the_articles_and_tables_can_be_saved(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "One \\ud800", "own\\udfff": "b\\udfffc \\u0000"}\n')
    documents, _ = read_all(tmp_path)
    row = {"raw": documents[0].raw, **documents[0].stated}
    pd.DataFrame([row]).to_parquet(tmp_path / "out.pq")
    assert pd.read_parquet(tmp_path / "out.pq").iloc[0].tolist() == ["One \ufffd", "b\ufffdc \ufffd"]
    assert Path(tmp_path / "a.jsonl").exists()
