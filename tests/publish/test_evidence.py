import json
import re

import pytest

from sourcewise.publish import safe, show


def body(shown):
    return shown[-1][0]["text/html"].split("</style>")[1]


def test_a_passage_stands_with_who_when_how_and_where(shown, passages, articles):
    show.passages(passages, articles=articles)
    sources = re.findall(r'<p class="sw-source">(.*?)</p>', body(shown))
    assert sources == [
        "TASS · 2022-02-02 · the outlet’s own words · 000_a:1, characters 0–100",
        "TASS · 2022-02-02 · quoted: Wang Yi · 000_a:2, characters 200–300",
        "TASS · 2022-02-02 · reported: the expert · 000_a:3, characters 400–500",
        "TASS · 2022-02-02 · voice unclear · 000_a:4, characters 600–700",
    ]


def test_an_article_without_a_date_says_so(shown, passages, articles):
    show.passages(passages.assign(doc_id="002_c"), articles=articles)
    show.passages(passages)
    assert all("no date" in data["text/html"] for data, _ in shown)


def test_what_an_article_says_is_text(shown, passages, hostile):
    show.passages(passages)
    assert safe.escape(hostile) in body(shown)
    assert "mathjax_ignore" in body(shown)
    assert not re.search(r"<(?!/?(?:ul|li|blockquote|p)\b)", body(shown))


def test_passages_beyond_the_first_are_counted(shown, passages):
    show.passages(passages, rows=3)
    assert body(shown).count("<blockquote") == 3
    assert "The first 3 of 4 passages." in body(shown)
    show.passages(passages.head(0))
    assert "No passages." in body(shown)


def test_a_finding_stands_with_n_interval_or_reason_and_its_evidence(shown, found, passages, articles):
    show.findings(found, passages, articles)
    html = body(shown)
    assert 'id="finding-voices.quoted.share:tass"' in html
    assert "12 articles · estimate 0.375 · interval 0.250 to 0.500 · p &lt; .001 · from " in html
    assert "1 article · one article · from " in html
    assert "<summary>Evidence: 2 passages</summary>" in html
    assert html.count("<blockquote") == 2
    assert '<a href="#cell-02_exploration.a">02_exploration</a>' in html
    assert '<th scope="row">001_b</th><td class="sw-right">–</td>' in html
    assert "<script>" not in html


def test_evidence_and_values_may_come_as_json(shown, found, passages, articles):
    show.findings(found, passages, articles)
    text = found.assign(evidence=found.evidence.map(json.dumps), values=found["values"].map(json.dumps))
    show.findings(text, passages, articles)
    assert shown[0] == shown[1]


def test_a_finding_whose_evidence_is_missing_is_refused(shown, found, passages, articles):
    with pytest.raises(ValueError, match=r"'voices\.quoted\.share:tass' names passage '000_a:2'"):
        show.findings(found, passages.drop(index=1), articles)


def test_no_findings_are_a_sentence(shown, found, passages, articles):
    show.findings(found.head(0), passages, articles)
    assert "No findings." in body(shown)


def test_a_long_and_hostile_passage_takes_no_long_time(shown, passages):
    show.passages(passages.assign(text="“" * 1_000_000 + "<" * 100_000))
    assert body(shown).count("&lt;") == 400_000
