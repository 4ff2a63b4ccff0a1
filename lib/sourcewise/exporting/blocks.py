"""The report as plain blocks, from which a PDF and a Word file are set: no text of it is markup any more."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

Block = dict[str, Any]
PASSAGES, ROWS, COLUMNS = 3, 20, 8  # of a finding or a table, on paper
KINDS = {"sw-statement": "statement", "sw-facts": "small", "sw-note": "small", "sw-source": "source"}
NUMBER = re.compile(r"[-+−±]?[\d.,]+( ?%)?|[–—]?")


def read(report: Path) -> tuple[str, list[Block]]:
    """Title and blocks of a report that `report.write` wrote.

    A block is a dict with `kind`: `heading` (`level`, `text`), `text`, `statement` (of a finding), `small`,
    `quote` or `source` (where a quotation stands), all with `text`; `figure` (`key`, `png` as base64, `alt`,
    `caption`), `table` (`caption`, `heads`, `rows`, and of each column whether it holds `numbers`). Code and
    the values of articles stay in the report. Raises ValueError where the file is no such report.
    """
    root = html.parse(str(report), parser=html.HTMLParser(encoding="utf-8", huge_tree=True)).getroot()
    mains = root.xpath("//main") if root is not None else []
    if not mains:
        raise ValueError(f"{report} is no report of sourcewise: run the notebooks again")
    return _words(root.xpath("//h1")[0]), list(_blocks(mains[0]))


def _blocks(element: HtmlElement) -> Iterator[Block]:
    """The blocks inside an element, in order."""
    for child in element:
        tag, kind = child.tag, child.get("class") or ""
        if not isinstance(tag, str) or kind in ("code", "sw-values") or tag in ("style", "script"):
            continue
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            yield {"kind": "heading", "level": int(tag[1]) - 1 or 1, "text": _words(child)}
        elif tag == "figure":
            yield from _figure(child)
        elif tag == "table":
            yield from _table(child)
        elif tag == "p":
            yield {
                "kind": next((KINDS[name] for name in kind.split() if name in KINDS), "text"),
                "text": _words(child),
            }
        elif tag == "ul" and "sw-passages" in kind:
            yield from _passages(child)
        elif tag in ("ul", "ol", "pre", "blockquote", "dl"):
            yield {"kind": "quote" if tag == "blockquote" else "text", "text": _words(child)}
        else:
            yield from _blocks(child)


def _figure(figure: HtmlElement) -> Iterator[Block]:
    """A picture with its alt text and caption; one of another kind than PNG is left to the report."""
    for image in figure.iter("img"):
        head, _, data = image.get("src", "").partition(",")
        if head == "data:image/png;base64":
            caption = " ".join(_words(part) for part in figure.iter("figcaption"))
            key = (figure.get("id") or "").removeprefix("figure-")
            yield {"kind": "figure", "key": key, "png": data, "alt": image.get("alt", ""),
                   "caption": caption.partition(" figures/")[0]}  # fmt: skip


def _table(table: HtmlElement) -> Iterator[Block]:
    """A table's first rows and columns, with how much of it that is."""
    heads = [_words(cell) for cell in table.xpath("./thead/tr[1]/*")]
    rows = [[_words(cell) for cell in row] for row in table.xpath("./tbody/tr")]
    if not rows:
        return
    width = min(max(map(len, [heads, *rows])), COLUMNS)
    fill = [""] * width
    rows = [(row + fill)[:width] for row in rows]
    cut = [f"The first {ROWS} of {len(rows)} rows"] if len(rows) > ROWS else []
    cut += [f"The first {width} of {len(heads)} columns"] if len(heads) > width else []
    yield {
        "kind": "table",
        "caption": ". ".join([*(_words(part).rstrip(".") for part in table.xpath("./caption")), *cut]),
        "heads": (heads + fill)[:width],
        "rows": rows[:ROWS],
        "numbers": [all(map(NUMBER.fullmatch, cells)) for cells in zip(*rows, strict=True)],
    }


def _passages(passages: HtmlElement) -> Iterator[Block]:
    """The first passages of a finding, each with where it stands."""
    for item in passages.xpath("./li")[:PASSAGES]:
        for child in item:
            yield {"kind": "quote" if child.tag == "blockquote" else "source", "text": _words(child)}


def _words(element: HtmlElement) -> str:
    """An element's text on one line."""
    return " ".join(element.text_content().split())
