"""What a notebook's outputs may bring into the report: structure and text, nothing that acts or calls out.

The report's policy forbids scripts and every address as well. This is the first of two locks, and the only
one for what a policy does not cover: a page that reloads elsewhere, a link that leads out.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner

_KEPT = """
    a abbr article b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption
    figure hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody
    td tfoot th thead tr u ul
"""
# Gone with all that they hold; of other tags that are not kept, the text stays.
_GONE = """
    applet audio embed iframe math noscript object script select style svg template textarea title video
"""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TAGS, ACTIVE = HEADINGS | set(_KEPT.split()), frozenset(_GONE.split())
ATTRIBUTES = {
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "details": {"open"},
    "abbr": {"title"},
    "img": {"alt", "width", "height"},
}
VALUES = {
    "class": re.compile(r"(?:(?:sw-[a-z]+|mathjax_ignore|tex2jax_ignore|dataframe) ?)+"),
    "id": re.compile(r"[A-Za-z][A-Za-z0-9._:-]*"),
    "dir": re.compile(r"auto|ltr|rtl"),
    "lang": re.compile(r"[A-Za-z0-9-]+"),
    "href": re.compile(r"#[A-Za-z0-9._:%-]+"),
    "src": re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+"),
}
OWNERS = {"href": "a", "src": "img"}


def cleaner(ids: set[str], *, headings: bool) -> Callable[[str], str]:
    """A function that returns the harmless part of some HTML, well formed.

    Kept: text, lists, tables, pictures held as data, links within the page. An id that is already in `ids` is
    dropped, others are added. Without `headings`, headings become paragraphs: the page's outline is its own.
    """

    def allowed(tag: str, name: str, value: str) -> bool:
        if name in VALUES:
            known = OWNERS.get(name, tag) == tag and VALUES[name].fullmatch(value) is not None
            if name == "id" and known:
                known = value not in ids
                ids.add(value)
            return known
        return name in ATTRIBUTES.get(tag, ())

    def quiet(source: Iterable[dict[str, Any]]) -> "_Quiet":
        return _Quiet(source, headings=headings)

    bleach = Cleaner(tags=TAGS | ACTIVE, attributes=allowed, protocols=["data"], strip=True, filters=[quiet])
    return bleach.clean


class _Quiet(Filter):
    """Drops active elements with their content, and makes headings paragraphs where they are not wanted."""

    def __init__(self, source: Iterable[dict[str, Any]], *, headings: bool) -> None:
        super().__init__(source)
        self.headings = headings

    def __iter__(self) -> Iterator[dict[str, Any]]:
        depth = 0
        for token in super().__iter__():
            name = token.get("name")
            if name in ACTIVE:
                depth += {"StartTag": 1, "EndTag": -1}.get(token["type"], 0)
            elif depth == 0 and name == "img" and (None, "src") not in token["data"]:
                yield {"type": "Characters", "data": html.unescape(token["data"].get((None, "alt"), ""))}
            elif depth == 0 and name in HEADINGS and not self.headings:
                yield token | {"name": "p"}
            elif depth == 0:
                yield token
