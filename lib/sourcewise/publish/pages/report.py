"""The report of a run: executed notebooks in one HTML file that needs nothing else and reaches nowhere."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sourcewise.publish import output, safe
from sourcewise.publish.pages import cells, links
from sourcewise.publish.pages.page import render, shipped

_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'<[a-z0-9]+(?: [^<>]*?)? id="([^"]*)"')
_LINK = re.compile(r'<a href="#([^"]*)">')


@dataclass(frozen=True)
class Section:
    """One notebook in the report: its id, its HTML, and its headings (level, id, HTML of the title)."""

    id: str
    html: str
    headings: list[tuple[int, str, str]]


def write(run: Path | str, *, title: str, manifest: Mapping[str, Any]) -> Path:
    """Write RUN/report.html from the executed notebooks in RUN/notebooks; return its path.

    The notebook whose name ends in `_report` comes first, the others in the order of their names. Pictures
    are held in the file; `manifest` (names to values, nested as you like) is shown at the end.
    Raises FileNotFoundError if there are no notebooks, ValueError for one that is none.
    """
    run = Path(run)
    files = sorted((run / "notebooks").glob("*.ipynb"), key=_order)
    if not files:
        raise FileNotFoundError(f"{run / 'notebooks'} holds no notebook: a report is made of executed ones")
    ids = {"contents", "content", "made"} | {safe.anchor("notebook", file.stem) for file in files}
    sections = [_section(file, ids) for file in files]
    about = {"title": title, "made": list(_flat(manifest))}
    linked = links.connect([section.html for section in sections])
    sections = [replace(section, html=html) for section, html in zip(sections, linked, strict=True)]
    styles = (output.style(), shipped("report.css"))
    page = render("report.html.jinja", styles, script="report.js", sections=sections, **about)
    ids |= set(_ID.findall("".join(linked)))
    page = _LINK.sub(lambda link: _leading(link, ids), page)  # no link leads nowhere
    return output.write(run / "report.html", page)


def _leading(link: re.Match[str], ids: set[str]) -> str:
    """A link that leads somewhere in the page: where its cell shows nothing, to the notebook; or no link."""
    if link[1] in ids:
        return link[0]
    notebook = safe.anchor("notebook", link[1].removeprefix("cell-").partition(".")[0])
    return f'<a href="#{notebook}">' if link[1].startswith("cell-") and notebook in ids else "<a>"


def _order(file: Path) -> tuple[bool, str]:
    """The report's own notebook first, then by name."""
    return not file.stem.endswith("_report"), file.stem


def _section(file: Path, ids: set[str]) -> Section:
    """One notebook, its headings put in order under the page's one title."""
    headings: list[tuple[int, str, str]] = []

    def place(match: re.Match[str]) -> str:
        above = headings[-1][0] if headings else 1
        level = min(int(match[1]) + 1, above + 1, 6)
        own = re.search(r' id="([^"]*)"', match[2])
        mark = own[1] if own else _mark(file.stem, match[3], ids)
        headings.append((level, mark, re.sub(r"<[^>]*>", "", match[3])))
        return f'<h{level} id="{mark}">{match[3]}</h{level}>'

    html = _HEADING.sub(place, cells.body(_read(file), ids, name=file.stem))
    if not headings:
        html = _HEADING.sub(place, f"<h1>{safe.escape(_spoken(file.stem))}</h1>") + html
    return Section(safe.anchor("notebook", file.stem), html, headings)


def _read(file: Path) -> dict[str, Any]:
    """A notebook of format 4."""
    try:
        notebook = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{file.name} is no notebook: {error}") from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or "cells" not in notebook:
        raise ValueError(f"{file.name} is no notebook of format 4: open it in JupyterLab and save it again")
    return notebook


def _mark(stem: str, title: str, ids: set[str]) -> str:
    """An id for a heading that no other has, readable in an address."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"<[^>]*>|&[a-z]+;", " ", title).lower())
    mark = first = "-".join([*re.findall(r"^\d+", stem)[:1], *words]) or "part"
    count = 1
    while mark in ids:
        count += 1
        mark = f"{first}-{count}"
    ids.add(mark)
    return mark


def _spoken(stem: str) -> str:
    """A notebook's name as a title: `02_exploration` is `Exploration`."""
    return re.sub(r"^\d+[_-]*", "", stem).replace("_", " ").capitalize() or stem


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Names and values of a nested mapping, in its order, one line each."""
    for name, value in values.items():
        label = f"{before}{name}".replace("_", " ")
        if isinstance(value, Mapping):
            yield from _flat(value, f"{label} · ")
        elif isinstance(value, list | tuple):
            parts = [part if isinstance(part, str) else json.dumps(part, sort_keys=True) for part in value]
            yield label, ", ".join(parts) or "none"
        else:
            yield label, "none" if value is None else str(value)
