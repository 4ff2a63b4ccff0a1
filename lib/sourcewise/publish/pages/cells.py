"""The cells of an executed notebook as HTML for the report."""

import base64
import re
from typing import Any

import mistune
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from sourcewise.publish import output, safe
from sourcewise.publish.pages.sanitise import cleaner

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
WIDE = 500  # pixels from which a figure scrolls on a phone instead of shrinking to nothing
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_CODE = '<details class="code"><summary>Code</summary>'


class _Markdown(mistune.HTMLRenderer):
    """Links to other notebooks become links to their sections; addresses outside are shown, not linked."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if url.startswith("#"):
            return f'<a href="{safe.escape(url)}">{text}</a>'
        notebook, is_notebook, _ = url.partition(".ipynb")
        if is_notebook and "://" not in url:
            return f'<a href="#{safe.anchor("notebook", notebook.rsplit("/")[-1])}">{text}</a>'
        return text if url in text else f"{text} ({safe.escape(url)})"


_markdown = mistune.create_markdown(renderer=_Markdown(escape=False), plugins=["table", "strikethrough"])


def body(notebook: dict[str, Any], ids: set[str], *, name: str = "") -> str:
    """All cells of a notebook as HTML, in order: prose, folded code, outputs.

    `ids` holds the ids that the page has already; those of this notebook are added. With `name`, the
    notebook's, what a cell shows has an id to link to (`safe.cell_anchor`).
    """
    parts: list[str] = []
    for part in (part for cell in notebook["cells"] for part in _cell(cell, ids, name) if part):
        if part.startswith(_CODE) and parts and parts[-1].startswith(_CODE):
            parts[-1] = parts[-1].removesuffix("</details>") + part.removeprefix(_CODE)
        else:
            parts.append(part)
    return "\n".join(parts)


def _cell(cell: dict[str, Any], ids: set[str], name: str) -> list[str]:
    """One cell as a few stretches of HTML."""
    source = _text(cell.get("source", ""))
    if cell["cell_type"] == "markdown":
        return [_prose(_attached(source, cell.get("attachments", {})), ids, headings=True)]
    if cell["cell_type"] != "code":
        return []
    shown = [_output(part, ids) for part in cell.get("outputs", [])]
    mark = safe.cell_anchor(name, str(cell.get("id", "")))
    if not name or mark in ids or not any(shown):
        return [_code(source), *shown]
    ids.add(mark)
    return [_code(source), f'<div id="{mark}">' + "\n".join(part for part in shown if part) + "</div>"]


def _prose(source: str, ids: set[str], *, headings: bool) -> str:
    """Markdown, its raw HTML made harmless."""
    return _scrolling(cleaner(ids, headings=headings)(str(_markdown(source))))


def _attached(source: str, attachments: dict[str, dict[str, str]]) -> str:
    """Markdown whose pasted pictures stand in it as data."""
    for name, bundle in attachments.items():
        for kind, data in bundle.items():
            source = source.replace(f"attachment:{name}", f"data:{kind};base64,{_text(data).strip()}")
    return source


def _code(source: str) -> str:
    """Code, folded; `body` puts what follows one another under one fold."""
    if not source.strip():
        return ""
    code = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))
    return f"{_CODE}<pre><code>{code}</code></pre></details>"


def _output(part: dict[str, Any], ids: set[str]) -> str:
    """One output: a picture, HTML or text, the richest that a page without scripts can show."""
    kind = part["output_type"]
    if kind == "stream":
        text = _preformatted(_text(part["text"]))
        error = part.get("name") == "stderr"
        return f'<details class="code"><summary>Messages</summary>{text}</details>' if error else text
    if kind == "error":
        return _preformatted(f"{part['ename']}: {part['evalue']}")
    if output.CAPTION in part.get("metadata", {}):
        return ""  # it stands under its picture
    return _bundle(part["data"], part.get("metadata", {}), ids)


def _bundle(data: dict[str, Any], metadata: dict[str, Any], ids: set[str]) -> str:
    """One output that exists in several forms."""
    for kind in PICTURES:
        if kind in data:
            return _picture(kind, _text(data[kind]), metadata.get(kind, metadata), ids)
    if "text/markdown" in data and "text/html" not in data:
        return _prose(_text(data["text/markdown"]), ids, headings=False)
    html = _scrolling(cleaner(ids, headings=False)(_text(data.get("text/html", ""))))
    if html.strip():
        return f'<div class="output">{html}</div>'
    return _preformatted(_text(data["text/plain"])) if "text/plain" in data else ""


def _picture(kind: str, content: str, about: dict[str, Any], ids: set[str]) -> str:
    """A picture as data in the page, with its alt text, its caption, and where its files are."""
    if kind == "image/svg+xml":
        content = base64.b64encode(content.encode("utf-8", "replace")).decode()
    alt = safe.escape(about.get("alt") or "A picture that its author did not describe.")
    sides = {
        side: int(about[side]) for side in ("width", "height") if isinstance(about.get(side), int | float)
    }
    size = "".join(f' {side}="{pixels}"' for side, pixels in sides.items())
    image = f'<img src="data:{kind};base64,{safe.escape("".join(content.split()))}" alt="{alt}"{size}>'
    wide = ' class="wide"' if sides.get("width", 0) > WIDE else ""
    image = f'<div class="scroll" tabindex="0" role="group" aria-label="Figure">{image}</div>'
    return f"<figure{wide}{_figure_id(about, ids)}>{image}{_caption(about)}</figure>"


def _figure_id(about: dict[str, Any], ids: set[str]) -> str:
    """The id of a figure that has a key, if it is the first of it."""
    mark = safe.anchor("figure", str(about.get("key", "")))
    if "key" not in about or mark in ids:
        return ""
    ids.add(mark)
    return f' id="{mark}"'


def _caption(about: dict[str, Any]) -> str:
    """A figure's caption, and the names of its files."""
    if not about.get("caption"):
        return ""
    key = safe.escape(about.get("key", ""))
    files = f'<span class="files">figures/{key}.pdf, .svg, .csv</span>' if key else ""
    return f"<figcaption>{safe.escape(about['caption'])} {files}</figcaption>"


def _preformatted(text: str) -> str:
    """Plain text as it is, less the colours of a terminal."""
    return f"<pre>{safe.escape(_COLOURS.sub('', text))}</pre>" if text.strip() else ""


def _scrolling(html: str) -> str:
    """Tables in boxes that scroll sideways on a narrow screen, by keyboard too; no heading without words."""
    box = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
    html = html.replace("<th></th>", "<td></td>")
    return html.replace("<table", f"{box}<table").replace("</table>", "</table></div>")


def _text(value: str | list[str]) -> str:
    """Text that a notebook's file may hold as lines."""
    return value if isinstance(value, str) else "".join(value)
