"""Web pages: the article's text by trafilatura, and what the page states about it.

Options were chosen on 102 news pages with bodies marked by hand (`benchmarks/pages.py`): without reader
comments, without the second extractors that it falls back to, and for recall. A page's markup is never
rendered, and nothing that it links to is fetched.
"""

import re
from dataclasses import dataclass, field

from sourcewise.corpus.inputs.raw import UnusableError
from sourcewise.corpus.inputs.tags import Element, find_stated

PAGE = 8_388_608  # characters: larger pages are no articles, and cost seconds each
ATTRIBUTES = 20_000  # of one tag: parsing more takes time that grows with their square
TOO_DEEP = "is nested deeper than the parser reads, and what stands below is not read; save its text as .txt"

_LONG_TAG = re.compile(r"<[^<>]{40000,}")
_CHARSET = re.compile(
    rb"""<meta[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE
)


@dataclass(frozen=True)
class Page:
    """A page's article: its text, what the page states, and what could not be used."""

    text: str
    stated: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


def extractor() -> str:
    """Name and version of what takes the text from a page. Raises UnusableError where it is not installed."""
    try:
        import trafilatura
    except ImportError:
        raise UnusableError(
            "page", "is a web page, which needs the package 'trafilatura'; install it"
        ) from None
    return f"trafilatura {trafilatura.__version__}"


def charset(data: bytes) -> str:
    """The encoding that a page names in its first 4,096 bytes, or nothing."""
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii", "ignore") if found else ""


def is_page(text: str) -> bool:
    """True for a text that begins as a web page does."""
    return text[:500].lstrip("\ufeff \t\r\n").lower().startswith(("<!doctype html", "<html"))


def read_page(html: str) -> Page:
    """The article of a web page. Raises UnusableError, saying what is wrong, where none is found in it."""
    if len(html) > PAGE:
        raise UnusableError(
            "page", f"is a page of more than {PAGE:,} characters; save the article's text as .txt"
        )
    if any(tag.group().count("=") > ATTRIBUTES for tag in _LONG_TAG.finditer(html)):
        raise UnusableError(
            "page", f"has a tag of more than {ATTRIBUTES:,} attributes, as no article has; save its text"
        )
    try:
        tree, deep = _parse(html)
        stated = find_stated(tree)
        text = _body(tree)
    except Exception as error:  # a stranger's page may break the parser in any way, and costs only itself
        raise UnusableError(
            "page", f"can't be read as a page ({str(error)[:200]}); save its text as .txt"
        ) from None
    if not text.strip():
        raise UnusableError(
            "page", "holds no article that can be told from the page about it; save its text as .txt"
        )
    return Page(text, stated, [TOO_DEEP] if deep else [])


def _parse(html: str) -> tuple[Element, bool]:
    """The page's tree, and whether the parser gave up at its depth."""
    import trafilatura
    from trafilatura.utils import HTML_PARSER

    tree = trafilatura.load_html(html)
    if tree is None:
        raise ValueError("it holds no markup")
    return tree, any(error.type_name == "ERR_RESOURCE_LIMIT" for error in HTML_PARSER.error_log)


def _body(tree: Element) -> str:
    import trafilatura

    return trafilatura.extract(tree, fast=True, favor_recall=True, include_comments=False) or ""
