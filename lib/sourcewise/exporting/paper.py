"""The report on paper: PDF by typst and Word by pandoc, from the same blocks, where the extra `paper` is
there.
"""

import base64
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sourcewise.exporting import blocks
from sourcewise.exporting.journal import refuse_inside
from sourcewise.publish import output
from sourcewise.publish.style import FONTS

TEMPLATE = Path(__file__).with_name("paper.typ")
MISSING = "{} is not installed: pip install 'sourcewise[paper]' gives it, and nothing else changes"


def write(run: Path, out: Path) -> list[Path]:
    """Write `out`/report.pdf and `out`/report.docx from the report of a finished run; return their paths.

    The texts of articles are handed over as data, never as markup of typst, LaTeX or Markdown. Raises
    ValueError where the run has no report, or a package of the extra is missing.
    """
    refuse_inside(run, out)
    if not (run / "report.html").is_file():
        raise ValueError(f"{run} holds no report.html: give the folder of a finished run")
    title, content = blocks.read(run / "report.html")
    with tempfile.TemporaryDirectory() as kept:
        place = Path(kept)
        for number, block in enumerate(one for one in content if one["kind"] == "figure"):
            block |= _picture(run, place, number, block)
        pdf, docx = _pdf(place, title, content), _docx(place, title, content)
    return [output.write(out / "report.pdf", pdf), output.write(out / "report.docx", docx)]


def _picture(run: Path, place: Path, number: int, block: dict[str, Any]) -> dict[str, Any]:
    """Put a figure beside the text, as lines where the run has them; its width in mm."""
    (place / f"{number}.png").write_bytes(base64.b64decode(block["png"]))
    files, width = {"png": f"{number}.png", "file": f"{number}.png"}, 160.0
    lines, about = (run / "figures" / f"{block['key']}.{kind}" for kind in ("svg", "json"))
    if lines.is_file() and about.is_file():
        (place / f"{number}.svg").write_bytes(lines.read_bytes())
        files["file"] = f"{number}.svg"
        width = float(json.loads(about.read_text(encoding="utf-8"))["width_mm"])
    return files | {"width": width}


def _pdf(place: Path, title: str, content: list[dict[str, Any]]) -> bytes:
    """The PDF, tagged for who cannot see it (PDF/UA-1)."""
    try:
        import typst
    except ImportError:
        raise ValueError(MISSING.format("typst")) from None
    (place / "content.json").write_text(
        json.dumps({"title": title, "blocks": _levels(content)}), encoding="utf-8"
    )
    (place / "paper.typ").write_bytes(TEMPLATE.read_bytes())
    import matplotlib

    faces = [FONTS, Path(matplotlib.get_data_path(), "fonts", "ttf")]
    return typst.compile(
        str(place / "paper.typ"),
        root=str(place),
        font_paths=[str(face) for face in faces],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def _levels(content: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks whose headings begin at the first level and skip none, as PDF/UA asks."""
    made, last = [], 0
    for block in content:
        if block["kind"] == "heading":
            last = min(block["level"], last + 1)
            block = block | {"level": last}
        made.append({name: value for name, value in block.items() if name != "png"})
    return made


def _docx(place: Path, title: str, content: list[dict[str, Any]]) -> bytes:
    """The Word file, from pandoc's own tree, in which text is no markup."""
    try:
        import pypandoc
    except ImportError:
        raise ValueError(MISSING.format("pypandoc-binary")) from None
    tree = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"title": {"t": "MetaInlines", "c": _inlines(title)}},
        "blocks": [_node(block, place) for block in content],
    }
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "946684800"
    try:
        pypandoc.convert_text(json.dumps(tree), "docx", format="json", outputfile=str(place / "report.docx"))
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
    return (place / "report.docx").read_bytes()


def _inlines(text: str) -> list[dict[str, Any]]:
    """A text as words and blanks."""
    words = [{"t": "Str", "c": word} for word in text.split()]
    return [one for word in words for one in (word, {"t": "Space"})][:-1]


def _node(block: dict[str, Any], place: Path) -> dict[str, Any]:
    """One block of pandoc's tree."""
    plain = {"t": "Para", "c": _inlines(block.get("text", ""))}
    if block["kind"] == "heading":
        return {"t": "Header", "c": [block["level"], ["", [], []], plain["c"]]}
    if block["kind"] == "statement":
        return {"t": "Para", "c": [{"t": "Strong", "c": plain["c"]}]}
    if block["kind"] == "quote":
        return {"t": "BlockQuote", "c": [plain]}
    if block["kind"] == "figure":
        size = [["width", f"{min(block['width'], 160):g}mm"]]
        image = {"t": "Image", "c": [["", [], size], _inlines(block["alt"]), [str(place / block["png"]), ""]]}
        caption = [None, [{"t": "Plain", "c": _inlines(block["caption"])}]]
        return {"t": "Figure", "c": [["", [], []], caption, [{"t": "Plain", "c": [image]}]]}
    return _grid(block) if block["kind"] == "table" else plain


def _grid(block: dict[str, Any]) -> dict[str, Any]:
    """A table of pandoc's tree."""
    empty = ["", [], []]

    def row(texts: list[str]) -> list[Any]:
        cells = [
            [empty, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": _inlines(text)}]] for text in texts
        ]
        return [empty, cells]

    sides = ("AlignRight" if numbers else "AlignLeft" for numbers in block["numbers"])
    columns = [[{"t": side}, {"t": "ColWidthDefault"}] for side in sides]
    caption = [None, [{"t": "Plain", "c": _inlines(block["caption"])}]]
    body = [empty, 0, [], [row(texts) for texts in block["rows"]]]
    return {"t": "Table", "c": [empty, caption, columns, [empty, [row(block["heads"])]], [body], [empty, []]]}
