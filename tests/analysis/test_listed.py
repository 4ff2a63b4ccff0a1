"""What is wrong with a list of the user's own is one sentence with the file and the line."""

import pytest

from sourcewise.analysis import listed


def test_a_mapping_is_read_as_it_stands_with_a_mark_at_its_head_too(tmp_path):
    (tmp_path / "mine.yaml").write_bytes(b"\xef\xbb\xbfa: [x, y]\nb: {c: 1}\n")
    assert listed.read(tmp_path / "mine.yaml", what="your words") == {"a": ["x", "y"], "b": {"c": 1}}
    assert isinstance(listed.shipped("targets.yaml"), dict)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [b", r"mine\.yaml is not YAML: .*line"),
        (b"a: [x]\nb:\n  c: 1\n  c: 2\n", r"mine\.yaml, line 4: 'c' stands twice; merge the two"),
        (b"a: \xff\n", r"mine\.yaml is not UTF-8 text: save it as UTF-8"),
        (b"a: !!python/object/apply:os.system [ls]", r"mine\.yaml is not YAML"),
        (b"[" * 5000, r"mine\.yaml is not YAML"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(content, message, tmp_path):
    (tmp_path / "mine.yaml").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        listed.read(tmp_path / "mine.yaml", what="your words")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(
        FileNotFoundError, match=r"mine\.yaml is not there: give the YAML file with your words"
    ):
        listed.read(tmp_path / "mine.yaml", what="your words")
