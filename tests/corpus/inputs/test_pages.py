"""Web pages: the article and not the page about it, and only what the page states."""

import gzip
import json
from pathlib import Path

import pytest
from reading import read_folder

from sourcewise.corpus.inputs import pages

BODY = [
    "The minister spoke of rain on Monday, and nobody in the harbour town was surprised by what he said.",
    "“We did not expect it,” said Jane Doe, who has kept the lighthouse for years. “It was a quiet day.”",
    "According to the harbour master, ships will wait until the storm has passed, which may take all week.",
]
PAGES = Path(__file__).parents[4] / "shared/data/pages"


def page(head="", before="", after="", body=BODY, lang=' lang="en-GB"'):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>x</title>{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav>{before}'
        f"<article><h1>Rain in the harbour</h1>{text}</article>{after}<footer>© 2020 The Example</footer>"
        "</body></html>"
    )


def linked(**article):
    data = {"@type": "NewsArticle", **article}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(**tags):
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in tags.items()
    )


def test_the_article_is_read_and_the_page_about_it_is_not():
    text = pages.read_page(
        page(after="<div class='comments'><p>First! I liked this very much.</p></div>")
    ).text
    assert [paragraph in text for paragraph in BODY] == [True] * 3
    assert not any(word in text for word in ("Home", "©", "First!"))


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        (linked(headline="Rain", author={"name": "Jane Doe"}, datePublished="2020-03-04T05:06:07Z"),
         {"headline": "Rain", "byline": "Jane Doe", "published": "2020-03-04T05:06:07Z"}),
        (linked(author=[{"name": "By Jane Doe"}, {"name": "John Roe"}]), {"byline": "Jane Doe; John Roe"}),
        (linked(author={"@id": "#j"}, about=[{"@type": "Person", "@id": "#j", "name": "J. Doe"}]),
         {"byline": "J. Doe"}),
        (linked(publisher={"name": "Agency"}) + meta(og__site_name="The Example"), {"outlet": "The Example"}),
        (linked(publisher={"name": "The Example"}), {"outlet": "The Example"}),
        (meta(article__published_time="2020-03-04", article__modified_time="2020-03-05T06:00+01:00"),
         {"published": "2020-03-04", "updated": "2020-03-05T06:00+01:00"}),
        (meta(article__section="World", og__url="https://example.org/a"),
         {"section": "World", "url": "https://example.org/a"}),
        ('<link rel="canonical" href="https://example.org/b">', {"url": "https://example.org/b"}),
        # what is no field
        (meta(article__author="https://example.org/jane", og__site_name="www.example.org"), {}),
        ('<link rel="canonical" href="javascript:alert(1)">', {}),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>', {}),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", {}),
        (linked(headline="x" * 5000), {}),
        ('<script type="application/ld+json">{"@type": "Organization", "name": "The Example"}</script>', {}),
    ],
)  # fmt: skip
def test_only_what_a_page_states_is_a_field(head, stated):
    found = pages.read_page(page(head=head, lang=""))
    assert found.stated == stated
    assert found.reasons == []


def test_dates_in_the_text_are_not_the_date_of_publication():
    body = [*BODY, "On 12 May 2019 the harbour was closed, and on 13 May 2019 it was opened again."]
    assert pages.read_page(page(body=body)).stated == {"stated_language": "en-GB"}


@pytest.mark.parametrize(
    ("file", "data", "encoding"),
    [
        ("a.html", page().encode(), "utf-8"), ("a.HTM", page().encode(), "utf-8"),
        ("a.html.gz", gzip.compress(page().encode()), "utf-8"), ("a.txt", page().encode(), "utf-8"),
        ("a.html", page().replace("utf-8", "windows-1252").encode("cp1252"), "cp1252"),
        ("a.html", page().replace("utf-8", "windows-1251").encode("cp1251"), "cp1251"),
    ],
)  # fmt: skip
def test_a_page_is_a_document_that_says_how_it_was_read(tmp_path, file, data, encoding):
    (tmp_path / file).write_bytes(data)
    (document,), problems = read_folder(tmp_path)
    assert problems == []
    assert (document.doc_id, document.row, document.encoding, document.provenance) == (
        "a",
        None,
        encoding,
        "html",
    )
    assert document.extractor == pages.extractor()
    assert document.extractor.startswith("trafilatura ")
    assert BODY[2] in document.raw


@pytest.mark.parametrize(
    ("title", "head", "headline"),
    [
        ("Rain in the harbour | The Example", "", "Rain in the harbour"),
        ("RAIN IN THE HARBOUR - The Example", "", "Rain in the harbour"),
        ("x", meta(og__title="Rain in the harbour &#8211; The Example"), "Rain in the harbour"),
        ("Rain in the harbour", meta(og__title="It rains"), "It rains"),
        ("The Example: Rain in the harbour", "", None),
        ("x", "", None),
    ],
)
def test_the_headline_is_the_heading_that_the_title_begins_with(title, head, headline):
    html = page(head).replace("<title>x", f"<title>{title}").replace("<h1>Rain in", "<h1>Rain <!--x-->in")
    assert pages.read_page(html).stated.get("headline") == headline


@pytest.mark.parametrize("text", ["A text.", "He wrote <html> on the wall.", "<b>Bold</b> words begin it."])
def test_a_text_that_is_no_page_stays_as_it_is(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    (document,), _ = read_folder(tmp_path)
    assert (document.raw, document.extractor, document.provenance) == (text, "text", "")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("---\ntitle: 'Rain: again'\nauthor: Jane Doe\ndate: 2020-03-04\nmood: grey\n---\nText.\n",
         {"headline": "Rain: again", "byline": "Jane Doe", "published": "2020-03-04"}),
        ("---\r\noutlet: The Example\r\n---\r\nText.", {"outlet": "The Example"}),
        # no front matter
        ("# Rain\n\nText.\n\n---\n\ntitle: no\n\n---\n", {}), ("---\nNo fields here.\n---\nText.", {}),
        ("---\ntitle: never closed\n", {}), ("Text.", {}),
    ],
)  # fmt: skip
def test_markdown_stays_as_it_is_and_its_front_matter_states_fields(tmp_path, text, stated):
    (tmp_path / "a.md").write_bytes(text.encode())
    (document,), problems = read_folder(tmp_path)
    assert (document.raw, document.stated, document.provenance) == (text, stated, "text" if stated else "")
    assert problems == []


def test_without_the_extractor_a_page_is_a_problem_and_the_texts_are_read(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (tmp_path / "a.html").write_text(page())
    (tmp_path / "b.txt").write_text("A text.")
    documents, problems = read_folder(tmp_path)
    assert [one.file for one in documents] == ["b.txt"]
    assert "'trafilatura'; install it" in problems[0].message


@pytest.mark.parametrize(
    "html",
    ["<b>" * 50_000, "<table><tr><td>" * 20_000, "<!--" * 50_000, "&#xD800;&#0;" * 1000,
     "<p>" + "word " * 200_000,
     "<svg><style><!--</style>" * 5000, "\x00<html>"],
)  # fmt: skip
def test_hostile_markup_is_read_or_told(html):
    try:
        text = pages.read_page(html).text
    except ValueError as error:
        text = str(error)
    assert text


def test_bodies_of_real_pages_are_no_worse_than_the_extractors_own():
    if not PAGES.is_dir():
        pytest.skip("the marked pages are not on this machine")
    benchmark = pytest.importorskip("trafilatura")
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("pages_benchmark", Path(__file__).parents[3] / "benchmarks" / "pages.py")
    scoring = module_from_spec(spec)
    spec.loader.exec_module(scoring)
    marked = json.loads((PAGES / "ground-truth.json").read_text())
    true = {name: article["articleBody"] for name, article in marked.items()}
    html = scoring._read(PAGES)
    ours = scoring.score(true, {name: pages.read_page(text).text for name, text in html.items()})
    theirs = scoring.score(true, {name: benchmark.extract(text) or "" for name, text in html.items()})
    assert ours[0] >= theirs[0]
