import hashlib
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.runs import hashes

LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
PLAIN = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def test_links_out_of_the_folder_are_left_out(tmp_path):
    (tmp_path / "secret").write_text("x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "own").write_text("y")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in" / "own")
    (tmp_path / "in" / "out").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "dead").symlink_to(tmp_path / "nowhere")
    assert [entry["file"] for entry in hashes.hash_folder(tmp_path / "in")] == ["again", "own"]


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems refuse such a name")
def test_a_name_that_is_no_utf_8_can_be_written_into_a_manifest(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text("x")
    [entry] = hashes.hash_folder(tmp_path)
    assert entry["file"] == "a\\xff.txt"
    assert json.dumps(entry, ensure_ascii=False).encode("utf-8")


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(max_size=3), PLAIN, max_size=3))
def test_the_order_of_names_does_not_change_a_hash_and_the_values_do(value):
    backwards = dict(reversed(value.items()))
    assert hashes.hash_json(backwards) == hashes.hash_json(value)
    assert hashes.hash_json({**value, "new name": 1}) != hashes.hash_json({**value, "new name": 2})


def test_a_hash_is_that_of_the_files_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    assert hashes.hash_file(tmp_path / "a") == hashlib.sha256(b"x" * 3_000_000).hexdigest()


@pytest.fixture
def package(tmp_path):
    for name in ("a.py", "corpus/b.py", "corpus/__pycache__/b.pyc", "runs/c.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "all_of_it", "corpus_alone"),
    [
        ("a.py", True, True),
        ("corpus/b.py", True, True),
        ("corpus/new.py", True, True),
        ("runs/c.py", True, False),
        ("corpus/__pycache__/b.pyc", False, False),
    ],
)
def test_code_is_another_one_when_a_file_of_it_is(package, changed, all_of_it, corpus_alone):
    only = ("a.py", "corpus")
    before = hashes.hash_code(package), hashes.hash_code(package, only=only)
    (package / changed).write_text("other")
    after = hashes.hash_code(package), hashes.hash_code(package, only=only)
    assert [one != other for one, other in zip(before, after, strict=True)] == [all_of_it, corpus_alone]
