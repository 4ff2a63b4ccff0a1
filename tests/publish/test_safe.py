import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.publish import safe


@pytest.mark.parametrize(
    ("raw", "out"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        ("&lt;", "&amp;lt;"),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("half a pair \ud800", "half a pair \ufffd"),
        ("as it is: “é” 中 $x$\n\t", "as it is: “é” 中 $x$\n\t"),
        (3.5, "3.5"),
    ],
)
def test_text_is_escaped_and_only_what_must_be(raw, out):
    assert safe.escape(raw) == out


@pytest.mark.parametrize(
    ("value", "out"),
    [
        ("=1+1", "'=1+1"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        (" =1", "' =1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("- said the minister", "'- said the minister"),
        # what must stay
        ("-0.25", "-0.25"),
        ("+3", "+3"),
        ("-1e-05", "-1e-05"),
        ("a = b", "a = b"),
        ("2022-02-02", "2022-02-02"),
        ("“=”", "“=”"),
        ("", ""),
        (-0.25, -0.25),
        (None, None),
    ],
)
def test_formulas_are_disarmed_and_numbers_stay(value, out):
    assert safe.disarm(value) == out


@settings(max_examples=60, deadline=None)
@given(st.text("=+-@\t\r 01e.ab", max_size=8))
def test_no_disarmed_text_begins_as_a_formula(text):
    out = safe.disarm(text)
    begins = out.lstrip()[:1] in tuple("=+-@") or out[:1] in ("\t", "\r")
    assert not begins or float(out) is not None  # what still begins so is a number


def test_an_anchor_is_readable_where_it_can_be_and_unique_where_not():
    assert (
        safe.anchor("finding", "sentiment.toward.china:tass-neo") == "finding-sentiment.toward.china:tass-neo"
    )
    odd = [safe.anchor("finding", key) for key in ('a b"><script>', "a b", "a  b", "中", "文")]
    assert len(set(odd)) == 5
    assert all(set(mark) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for mark in odd)


@pytest.mark.parametrize("key", ["", "A", "a b", "../a", "a/b", "a.b", "é", "a\n"])
def test_a_key_that_is_no_plain_file_name_is_refused(key):
    with pytest.raises(ValueError, match="small letters, digits and hyphens"):
        safe.check_key("table", key)
    assert safe.check_key("table", "quoted-share-2") == "quoted-share-2"
