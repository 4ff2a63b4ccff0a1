"""What must change nothing from files to comparisons: residue in the articles, and copies of them."""

import numpy as np
import pandas as pd
import pytest
from synthetic import Design, Outlet, draw, write

from sourcewise.analysis import compare, terms
from sourcewise.corpus.build import read_corpus

RESIDUE = ("- Advertisement -", "Subscribe to our newsletter", "Share this article on Facebook")
OUTLETS = [Outlet("The Courier", 10, words=200), Outlet("The Herald", 10, words=200)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("plain")
    write(draw(Design(OUTLETS, terms=20), seed=3), place)
    return place


def compared(folder):
    """The tables of two comparisons, without the names of articles."""
    corpus = read_corpus(folder)
    articles, passages = corpus["articles"], corpus["passages"]
    counts = terms.count(passages[passages["kind"] == "body"], stopwords=terms.STOPWORDS)
    quoted = articles.set_index("doc_id")["quoted_share"]
    return [
        compare.contrast(quoted, articles, resamples=99),
        compare.contrast_rates(counts, articles, resamples=99),
    ]


def same(left, right):
    for one, other in zip(left, right, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_residue_in_the_articles_changes_no_comparison(folder, tmp_path):
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".txt":
            paragraphs = text.split("\n\n")
            places = np.linspace(1, len(paragraphs), len(RESIDUE)).astype(int)
            for place, line in zip(places[::-1], RESIDUE, strict=True):
                paragraphs.insert(place, line)
            text = "\n\n".join(paragraphs)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    removed = read_corpus(tmp_path)["removed"]
    assert len(removed) == 20 * len(RESIDUE)
    same(compared(folder), compared(tmp_path))


def test_copies_in_the_folder_change_no_comparison(folder, tmp_path):
    rows = (folder / "sources.csv").read_text(encoding="utf-8").splitlines()
    for path in folder.glob("*.txt"):
        for name in (path.name, f"z-{path.name}"):
            (tmp_path / name).write_bytes(path.read_bytes())
    (tmp_path / "sources.csv").write_text("\n".join([*rows, *(f"z-{row}" for row in rows[1:])]) + "\n")
    same(compared(folder), compared(tmp_path))
