"""A whole page's text: its article is kept; a text that is no page is left alone."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus.cleaning.residue import find_residue, keep

ROOT = Path(__file__).parents[3]
PAGES = next(
    (folder for folder in (ROOT / "shared/data/pages", ROOT.parent / "shared/data/pages") if folder.exists()),
    None,
)

MENU = ["Home", "News", "Sports", "Business", "Harbour guide", "Weather", "Search", "Sign in", "Subscribe"]
FOOT = ["About us", "Contact", "Careers", "Privacy policy", "Terms of use", "More from the harbour"]
ARTICLE = [
    "The council met on Sunday and agreed to wait until the spring before anything is built there.",
    "Nobody had expected that, she told reporters, and nobody in the whole town was glad of it.",
    "Why the harbour matters",
    "He read the letter, which is dated from the spring of last year, to everyone who had come to listen.",
]
TITLE = "Harbour town waits for spring"


def page(article=ARTICLE):
    return "\n".join([f"{TITLE} - The Example", *MENU, TITLE, *article, *FOOT])


def removed(text):
    return [span.rule for span in find_residue(text)]


def test_of_a_page_its_headline_and_its_article_are_kept():
    assert keep(page(), find_residue(page())).split("\n") == ["", TITLE, *ARTICLE, ""]
    assert removed(page()) == ["outside_article"] * 2


def test_switched_off_it_leaves_the_menus():
    assert "Harbour guide" in keep(page(), find_residue(page(), off=["outside_article"]))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(ARTICLE * 4),
        "\n".join([*(f"{n}. Town {n}" for n in range(40)), *ARTICLE]),  # a list is no menu
        "\n".join([*ARTICLE, *("Yes.", "No.", "Who was it?", "Nobody.") * 12]),  # nor is a transcript
        "\n".join(["Roses are red", "violets are blue", "harbours are wet", "and so are you"] * 8),
        "\n".join(MENU + FOOT),  # a page with no article in it
    ],
)
def test_a_text_that_is_no_page_with_an_article_is_not_cut(text):
    assert "outside_article" not in removed(text)


LINES = st.lists(st.sampled_from([*MENU, *FOOT, *ARTICLE, TITLE]), max_size=60)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_the_laws_hold_on_pages(lines):
    text = "\n".join(lines)
    spans = find_residue(text)
    place = 0
    for span in spans:
        assert place <= span.start < span.end <= len(text)
        place = span.end
    assert find_residue(keep(text, spans)) == []


@pytest.mark.skipif(PAGES is None, reason="the pages of article-extraction-benchmark are not here")
def test_on_real_pages_the_article_is_found(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    spec = importlib.util.spec_from_file_location("residue_pages", ROOT / "benchmarks" / "residue_pages.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    pages, bodies = (bench._bodies(PAGES / f"{name}.json") for name in ("whole-page-text", "ground-truth"))
    kept = {page: keep(text, find_residue(text)) for page, text in pages.items()}
    assert bench.score(bodies, kept)[0] >= 0.80
    cut = sum(len(body) - len(keep(body, find_residue(body))) for body in bodies.values())
    assert cut <= 0.005 * sum(map(len, bodies.values()))
