"""The page that shows articles as they were read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.corpus import tables
from sourcewise.publish.pages import marked

RAW = "BERLIN <script>alert(1)</script> He said “no”. Rain = $x$ &amp; more."
SPANS = {
    "removed": [{"start": 0, "end": 6, "kind": "dateline", "rule": "dateline_dash", "rule_version": 1,
                 "text": "BERLIN"}],
    "passages": [{"passage_id": "a:1", "outlet": "O", "start": 33, "end": 41, "kind": "body",
                  "voice": "reported", "speaker": "Mr <b>", "text": "He said "}],
    "signs": [{"start": 33, "end": 35, "kind": "orphan word", "text": "He"}],
}  # fmt: skip


@pytest.fixture
def corpus():
    known = {"file": "a.txt", "sha256": "0", "outlet": "unknown (a)", "headline": "A “<i>title</i>”"}
    rows = {
        "articles": [{**known, "doc_id": "a"}, {**known, "doc_id": "b", "headline": None}],
        "texts": [{"doc_id": name, "raw": RAW, "text": RAW} for name in "ab"],
        "fields": [{"doc_id": "a", "field": "byline", "rank": 1, "provenance": "none", "reason": "no line"}],
        **{name: [{"doc_id": "a", **row} for row in found] for name, found in SPANS.items()},
        "problems": [{"file": "c.txt", "kind": "empty", "message": "c.txt is <empty>."}],
    }
    return {name: tables.frame(name, rows.get(name, [])) for name in tables.COLUMNS}


def page(corpus, tmp_path, **options):
    return marked.write(tmp_path / "page.html", corpus, title="How they were read", **options).read_text()


def test_each_span_is_coloured_and_tells_its_rule_or_speaker(corpus, tmp_path):
    html = page(corpus, tmp_path)
    assert '<span class="removed" title="removed: dateline, by rule dateline_dash">BERLIN</span>' in html
    both = '<span class="sign reported" title="sign: orphan word; reported · Mr &lt;b&gt;">He</span>'
    assert both in html
    assert "Not found: 1 field</summary>" in html
    assert '<dt>byline</dt><dd dir="auto">no line</dd>' in html


def test_text_of_strangers_is_shown_and_does_nothing(corpus, tmp_path):
    html = page(corpus, tmp_path)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "A “&lt;i&gt;title&lt;/i&gt;”" in html
    assert "c.txt is &lt;empty&gt;." in html
    assert "default-src &#39;none&#39;" in html
    assert not re.search(r"(?:src|href)=\"(?!#|data:,)", html)


def test_only_so_many_articles_are_shown_and_that_is_said(corpus, tmp_path):
    assert page(corpus, tmp_path, most=1).count("<article") == 1
    assert "2 articles, the first 1 of them below" in page(corpus, tmp_path, most=1)
    assert "no headline (b)" in page(corpus, tmp_path)


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from("xyz"))))
def test_stretches_put_together_give_the_text_again(raw, found):
    length = len(raw)
    spans = [(min(a, b, length), min(max(a, b), length), name, name) for a, b, name in found]
    parts = list(marked.stretches(raw, spans))
    assert "".join(part.text for part in parts) == marked.safe.printable(raw)
    for name in "xyz":
        inside = sum(len(part.text) for part in parts if name in part.classes.split())
        assert inside == len(
            {at for start, end, kind, _ in spans if kind == name for at in range(start, end)}
        )
