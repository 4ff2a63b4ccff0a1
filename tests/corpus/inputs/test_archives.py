"""Packed articles are the articles that were packed."""

import gzip
import hashlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read_folder

from sourcewise.corpus.inputs import archives, read
from sourcewise.corpus.inputs.raw import Entry, UnusableError

TEXT = "The minister spoke of rain, and nobody was surprised.\r\n"
ENTRY = Entry("a.txt.gz", "a", "text")


def unpacked(folder, file="a.txt.gz", archive=""):
    digest = hashlib.sha256()
    return b"".join(archives.read(folder, Entry(file, "a", "text", archive), digest)), digest.hexdigest()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4), st.integers(1, 400), st.integers(0, 9))
def test_gzip_is_unpacked_whole_however_it_is_cut(tmp_path_factory, parts, chunk, padding):
    folder = tmp_path_factory.mktemp("corpus")
    data = b"".join(gzip.compress(part) for part in parts) + b"\0" * padding
    (folder / "a.txt.gz").write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archives, "CHUNK", chunk)
        assert unpacked(folder) == (b"".join(parts), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("cut", [1, 9, 15, 40])
def test_what_stands_before_a_break_is_given_and_the_hash_is_the_files(tmp_path, cut):
    data = gzip.compress(TEXT.encode() * 5000)[:-cut]
    (tmp_path / "a.txt.gz").write_bytes(data)
    digest, pieces = hashlib.sha256(), []
    with pytest.raises(UnusableError, match="breaks off"):
        list(map(pieces.append, archives.read(tmp_path, ENTRY, digest)))
    found = b"".join(pieces)
    assert len(found) > 200_000
    assert (TEXT.encode() * 5000).startswith(found)
    assert digest.hexdigest() == hashlib.sha256(data).hexdigest()


def test_a_file_may_repeat_itself_as_news_tables_do(tmp_path):
    data = ("One,Two\n" * 1_000_000).encode()
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(data))
    assert unpacked(tmp_path)[0] == data


def test_files_of_every_kind_gzipped_zipped_and_mixed_are_read(tmp_path):
    table = '{"text": "One."}\n{"text": "Two."}\n'
    with zipfile.ZipFile(tmp_path / "z.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("in/", "")
        packed.writestr("in/a.txt", TEXT)
        packed.writestr("in/b.jsonl", table)
        packed.writestr("__MACOSX/in/._a.txt", "no article")
        packed.writestr("README.txt", "no article")
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "D.JSONL.GZ").write_bytes(gzip.compress(table.encode()))
    (tmp_path / "e.txt").write_bytes(TEXT.encode())
    documents, problems = read_folder(tmp_path)
    assert problems == []
    assert [(one.file, one.doc_id, one.row, one.raw) for one in documents] == [
        ("D.JSONL.GZ", "D#1", 1, "One."), ("D.JSONL.GZ", "D#2", 2, "Two."), ("c.txt.gz", "c", None, TEXT),
        ("e.txt", "e", None, TEXT), ("z.zip/in/a.txt", "a", None, TEXT),
        ("z.zip/in/b.jsonl", "b#1", 1, "One."), ("z.zip/in/b.jsonl", "b#2", 2, "Two."),
    ]  # fmt: skip
    hashes = {one.file: one.sha256 for one in documents}
    assert hashes["c.txt.gz"] == hashlib.sha256((tmp_path / "c.txt.gz").read_bytes()).hexdigest()
    assert hashes["e.txt"] == hashes["z.zip/in/a.txt"] == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_directory_of_a_zip_is_read_once_for_all_its_members(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as packed:
        for number in range(30):
            packed.writestr(f"{number}.txt", TEXT)
    opened = []
    whole = zipfile.ZipFile
    monkeypatch.setattr(archives.zipfile, "ZipFile", lambda *a: opened.append(a) or whole(*a))
    assert len(read_folder(tmp_path)[0]) == 30
    assert len(opened) == 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 399), st.integers(1, 255))
def test_a_zip_that_is_changed_anywhere_is_read_or_told(tmp_path_factory, data, place, change):
    folder = tmp_path_factory.mktemp("corpus")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", data)
        packed.writestr("b.txt", TEXT)
    broken = bytearray(out.getvalue())
    broken[place % len(broken)] ^= change
    (folder / "z.zip").write_bytes(broken)
    listed, problems = read.entries(folder)
    found = [one for entry in listed for one in read.documents(folder, entry)]
    assert found or problems
