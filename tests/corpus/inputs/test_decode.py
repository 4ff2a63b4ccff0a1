"""Streams are decoded as whole files are, wherever the pieces break."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus.inputs import streams
from sourcewise.corpus.inputs.decode import decode
from sourcewise.corpus.inputs.raw import UnusableError

TEXT = "The minister’s “plan” – a naïve one – was refused in Zürich.\nNobody was surprised.\n"


def pieces(data, size):
    return [data[place : place + size] for place in range(0, len(data), size)]


def streamed(data, size=5):
    chosen = streams.choose(pieces(data, size))
    return "".join(streams.texts(pieces(data, size), chosen.encoding)), chosen.encoding, chosen.damage


@pytest.mark.parametrize(
    "data",
    [
        b"", b"plain", TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16"), TEXT.encode("utf-32"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT.encode("utf-16-le"), TEXT.encode("cp1252"),
        TEXT.encode() + b"\xff\n" + TEXT.encode(), TEXT.encode()[:-1] + b"\xc3",
        ("Nobody was surprised by that, she said.\n" * 20 + "At a café.").encode("cp1252"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 7, 4096])
def test_a_stream_is_read_as_the_whole_file_is(data, size):
    whole = decode(data)
    assert streamed(data, size) == (whole.text, whole.encoding, whole.damage)


def test_what_stands_beyond_the_sample_counts():
    data = b"plain\n" * 20_000 + TEXT.encode() * 9 + b"plain \xff\n" + b"plain\n" * 20_000
    text, encoding, damage = streamed(data, 9_999)
    assert (encoding, text.count("’"), text.count("\ufffd")) == ("utf-8", 9, 1)
    assert "1 times" in damage


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(ValueError, match="no text"):
        streamed(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)


@pytest.mark.parametrize(
    ("named", "encoding"),
    [("windows-1251", "cp1251"), ("ISO-8859-1", "cp1252"), ("no-such", None), ("", None), ("utf-8", None)],
)
def test_the_encoding_that_a_file_names_counts_where_it_is_no_utf8(named, encoding):
    data = "Привет, мир. ".encode("cp1251") * 9
    assert (decode(data, named=named).encoding == encoding) == (encoding is not None)
    assert decode(TEXT.encode(), named=named).text == TEXT


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab\n\r\u2028é", max_size=40), st.integers(1, 9))
def test_lines_join_to_the_text_wherever_it_is_cut(text, size):
    found = list(streams.lines(pieces(text, size)))
    assert "".join(found) == text
    assert all(line for line in found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["a\n", "b"]), ("a\r\nb\r\n", ["a\r\n", "b\r\n"]), ("a\rb\r", ["a\r", "b\r"]),
        ("a\u2028b\x0bc\x85d", ["a\u2028b\x0bc\x85d"]), ("a\rb\nc", ["a\rb\n", "c"]), ("", []),
    ],
)  # fmt: skip
def test_a_line_ends_where_its_file_ends_lines(text, lines):
    assert list(streams.lines([text])) == lines


def test_a_line_that_no_article_has_is_refused(monkeypatch):
    monkeypatch.setattr(streams, "LINE", 100)
    found = streams.lines(["short\n", "x" * 60, "x" * 60])
    assert next(found) == "short\n"
    with pytest.raises(UnusableError, match="100 characters"):
        next(found)
