"""The reference says what the docstrings say, and the documentation leads nowhere that is not there."""

import importlib.util
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("reference_make", DOCS / "reference" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_current(make):
    for room, text in make.pages().items():
        path = DOCS / "reference" / f"{room}.md"
        assert path.read_text(encoding="utf-8") == text, "run: python docs/reference/make.py"


def test_it_holds_what_a_notebook_calls(make):
    pages = make.pages()
    for room, entry in [
        ("lab", "explore.words"),
        ("analysis", "compare.contrast"),
        ("analysis", "wording.concordance"),
    ]:
        assert f"### `{entry}`" in pages[room]


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_links_lead_to_pages_that_are_there(page):
    for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
