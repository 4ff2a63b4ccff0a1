"""Markdown: what its marks say stays, the marks go, and a front matter is no text."""

import pytest

from sourcewise.corpus.build import read_corpus
from sourcewise.corpus.cleaning.residue import find_residue, keep

BODY = "The harbour was closed on Tuesday, and the ships that lay in it had to wait for a week.\n" * 3


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("She met [Petra Holm](https://example.org/holm) there.", "She met Petra Holm there."),
        ("See [the map](/maps/a_(b).html 'x') or not.", "See [the map](/maps/a_(b).html 'x') or not."),
        ('See [the map](/maps/a_(b).html "The map") now.', "See the map now."),
        ("[One](https://a.org) and [two](https://b.org).", "One and two."),
        ("It shows ![the map](https://a.org/m.png) now.", "It shows now."),
        ("A [![map](https://a.org/m.png)](https://a.org) it is.", "A  it is."),
        # no links
        ("She said [the harbour](sic) was closed.", "She said [the harbour](sic) was closed."),
        ("The rate [2] (of three) fell.", "The rate [2] (of three) fell."),
        ("f](https://a.org) and so on.", "f](https://a.org) and so on."),
    ],
)
def test_what_a_link_says_stays(line, kept):
    text = f"{BODY}\n{line}\n\n{BODY}"
    assert keep(text, find_residue(text)).split("\n")[4] == kept


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_front_matter_states_fields_and_is_no_text(tmp_path, name):
    fields = (
        "title: Harbour closed, ships wait\nauthor: Mia Falk\ndate: 2021-03-04\ntags:\n  - ships\nmood: grey"
    )
    (tmp_path / name).write_text(
        f"---\n{fields}\n---\n\n# Harbour closed, ships wait\n\n{BODY}\n## What follows\n\n{BODY}"
    )
    found = read_corpus(tmp_path)
    article = found["articles"].iloc[0]
    assert [article[field] for field in ("headline", "byline", "published")] == [
        "Harbour closed, ships wait", "Mia Falk", "2021-03-04",
    ]  # fmt: skip
    kinds = found["passages"].groupby("kind")["text"].first()
    assert (kinds["headline"], kinds["heading"]) == ("Harbour closed, ships wait", "What follows")
    assert found["removed"]["rule"].tolist() == ["front_matter", "heading_mark", "heading_mark"]


def test_the_first_heading_is_the_headline_where_nothing_states_one(tmp_path):
    (tmp_path / "a.md").write_text(f"# Harbour closed, ships wait\n\n{BODY}\n## What follows\n\n{BODY}")
    assert read_corpus(tmp_path)["articles"]["headline"].tolist() == ["Harbour closed, ships wait"]
