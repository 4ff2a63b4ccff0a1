"""What a web page states about its article: its JSON-LD, its meta tags, its canonical address.

Only what the page's author put there to be read by machines: nothing is guessed from addresses, from class
names or from dates that stand in the text, as metadata extractors do.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sourcewise.corpus.inputs.cells import cell, mend

Element = Any  # lxml's, which brings no types
LONGEST = 1000  # characters of a value; longer ones are no field
LEAST_WORDS = 3  # of a heading that is a headline
TAGS: dict[str, tuple[str, ...]] = {
    "headline": ("headline", "og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "outlet": ("og:site_name", "publisher", "dc.publisher"),
    "published": ("article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "dc.date",
                  "dc.date.issued", "pubdate", "publishdate", "publish-date", "date"),
    "updated": ("article:modified_time", "datemodified", "og:updated_time", "last-modified"),
    "byline": ("author", "byl", "parsely-author", "sailthru.author", "dc.creator", "article:author"),
    "section": ("article:section", "articlesection", "parsely-section"),
    "url": ("og:url",),
}  # fmt: skip
"""A field and the meta tags that state it, the best first; JSON-LD comes before, but for the outlet."""

_ARTICLE = re.compile(r"Article|Posting|Report")
_ADDRESS = re.compile(r"(?:https?:)?//|www\.|@|[\w-]+(?:\.[\w-]+){0,3}\.(?:com|org|net|co|uk)$")
_BY = re.compile(r"\s*(?:by|BY|By)\s+(?=\S)")


def find_stated(tree: Element) -> dict[str, str]:
    """The fields that a parsed page states, as they stand there.

    `tree` is the root element, as lxml gives it. `stated_language` is the page's `lang`.
    """
    linked, tagged = _linked_data(tree), _meta(tree)
    found: dict[str, str] = {}
    for field, names in TAGS.items():
        values = [linked.get(field), *(tagged.get(name) for name in names)]
        if field == "outlet":
            values = [tagged.get(names[0]), *values]
        if value := _first(values, _KEEP.get(field, str.strip)):
            found[field] = value
    if headline := _headline(tree, found.get("headline")):
        found["headline"] = headline
    if address := _first([_canonical(tree), found.get("url")], _web):
        found["url"] = address
    if language := (tree.get("lang") or "").strip()[:40]:
        found["stated_language"] = language
    return found


def _headline(tree: Element, stated: str | None) -> str | None:
    """The first heading of the page that its stated headline, or where it states none its title, begins
    with: "Rain falls" of "Rain falls | The Example"; else what is stated.
    """
    title = next(tree.iter("title"), None)
    named = _text(title) if stated is None and title is not None else stated or ""
    for heading in tree.iter("h1"):
        text = _text(heading)
        if len(text.split()) >= LEAST_WORDS and named.casefold().startswith(text.casefold()):
            return text
    return stated


def _text(element: Element) -> str:
    """What stands in an element, on one line; nothing where it is too long for a field."""
    text = mend(" ".join(element.xpath("string()").split()))[0]
    return text if len(text) <= LONGEST else ""


def _first(values: Iterable[str | None], keep: Callable[[str], str]) -> str | None:
    """The first value that is there and of the right kind."""
    kept = (keep(mend(value)[0]) for value in values if value and len(value) <= LONGEST)
    return next(filter(None, kept), None)


def _name(value: str) -> str:
    """A name, or nothing where the tag gives an address or a handle."""
    return "" if _ADDRESS.match(value.strip()) else value.strip()


def _people(value: str) -> str:
    return "; ".join(_BY.sub("", name).strip() for name in value.split("; ") if _name(name))


def _web(value: str) -> str:
    return value.strip() if re.match(r"https?://\S+$", value.strip()) else ""


def _label(value: str) -> str:
    return " ".join(value.split())


_KEEP: dict[str, Callable[[str], str]] = {
    "outlet": _name, "byline": _people, "url": _web, "headline": _label, "section": _label,
}  # fmt: skip


def _canonical(tree: Element) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next(links, None)


def _meta(tree: Element) -> dict[str, str]:
    """The first value of every meta tag, and of every time element that is named."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta", "time"):
        value = tag.get("content") or tag.get("datetime")
        for attribute in ("property", "name", "itemprop"):
            for name in (tag.get(attribute) or "").lower().split():
                if value and value.strip():
                    found.setdefault(name, value)
    return found


def _linked_data(tree: Element) -> dict[str, str | None]:
    """The fields of the first article that the page's JSON-LD describes."""
    things = [thing for value in _json(tree) for thing in _walk(value)]
    article = next((thing for thing in things if _ARTICLE.search(str(thing.get("@type")))), None)
    if article is None:
        return {}
    known = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str) and "name" in thing}
    return {
        "headline": cell(article.get("headline")),
        "outlet": _named(article.get("publisher"), known),
        "published": cell(article.get("datePublished")),
        "updated": cell(article.get("dateModified")),
        "byline": _named(article.get("author"), known),
        "section": cell(article.get("articleSection")),
        "url": cell(article.get("url")),
    }


def _named(value: object, known: dict[str, Any]) -> str | None:
    """The names of persons or houses, some of which stand elsewhere on the page under their id."""
    things = value if isinstance(value, list) else [value]
    full = [
        known.get(str(t["@id"]), t) if isinstance(t, dict) and "@id" in t and "name" not in t else t
        for t in things
    ]
    return cell([t.get("name") if isinstance(t, dict) else t for t in full])


def _json(tree: Element) -> Iterator[Any]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                yield json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue


def _walk(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, the outer ones first."""
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else [])
