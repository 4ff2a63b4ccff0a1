"""Whether a figure's file is what a preset asks, read from the file itself where a file can tell."""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sourcewise.publish.venues.presets import Preset

NEAR = 0.5  # mm by which a width may be off
TRUETYPE, OUTLINES, PIXELS = "TrueType", "outlines", "pixels"


class Check(NamedTuple):
    """One check of one file: what was asked, what was found, whether that holds."""

    file: str
    check: str
    asked: str
    found: str
    passed: bool


class Seen(NamedTuple):
    """What a file says of itself: mm, points; none where it cannot tell."""

    width: float
    height: float
    sizes: list[float]
    fonts: str
    transparent: bool
    dpi: float | None


def check(name: str, kind: str, content: bytes, fig: Figure, preset: Preset, width: float) -> Iterator[Check]:
    """Check a file of that kind, drawn of `fig` for a width of `width` mm.

    Type is measured in PDF and EPS files; SVG files hold it as outlines and pixels hold none, so that there
    the sizes are those of the texts that were drawn.
    """
    seen = _READ[kind](content)
    file = f"{name}.{kind}"
    yield Check(
        file, "width", f"{width:g} mm ± {NEAR:g}", f"{seen.width:.2f} mm", abs(seen.width - width) <= NEAR
    )
    high = f"at most {preset.highest:g} mm"
    yield Check(file, "height", high, f"{seen.height:.1f} mm", seen.height <= preset.highest + NEAR)
    sizes = seen.sizes or sorted({round(text.get_fontsize(), 2) for text in _texts(fig)})
    asked = f"{preset.smallest:g} to {preset.largest:g} pt"
    within = all(preset.smallest - 0.01 <= size <= preset.largest + 0.01 for size in sizes)
    yield Check(file, "type", asked, f"{min(sizes):g} to {max(sizes):g} pt" if sizes else "no text", within)
    wanted = {"pdf": TRUETYPE, "eps": TRUETYPE, "svg": OUTLINES}.get(kind, PIXELS)
    yield Check(file, "fonts", wanted, seen.fonts, seen.fonts in (wanted, "no text"))
    clear = "any" if preset.transparent else "none"
    found = "some" if seen.transparent else "none"
    yield Check(file, "transparency", clear, found, preset.transparent or not seen.transparent)
    if seen.dpi is not None:
        enough = seen.dpi >= preset.dpi - 1
        yield Check(file, "resolution", f"at least {preset.dpi} dpi", f"{seen.dpi:.0f} dpi", enough)


def overlapping(fig: Figure) -> list[str]:
    """Texts of a drawn figure that lie on one another or stand out of it, by their words."""
    fig.draw_without_rendering()
    renderer = fig._get_renderer()
    shown = [(text, text.get_window_extent(renderer)) for text in _texts(fig)]
    frame = fig.bbox
    out = [
        text.get_text()
        for text, box in shown
        if box.x0 < -1 or box.y0 < -1 or box.x1 > frame.x1 + 1 or box.y1 > frame.y1 + 1
    ]
    shown.sort(key=lambda one: one[1].x0)
    for place, (text, box) in enumerate(shown):
        for other, near in shown[place + 1 :]:
            if near.x0 > box.x1 - 1:
                break
            low = min(box.y1, near.y1) - max(box.y0, near.y0) <= 1.5
            if not low and _touch(text, box, other, near, renderer):
                out.append(f"{text.get_text()} / {other.get_text()}")
    return [" ".join(words.split()) for words in out]


def _touch(text: Text, box: Bbox, other: Text, near: Bbox, renderer: RendererBase) -> bool:
    """Whether two texts whose upright boxes overlap do so themselves: slanted ones lie side by side."""
    if text.get_rotation() % 90 == 0 and other.get_rotation() % 90 == 0:
        return True
    one, two = _corners(text, box, renderer), _corners(other, near, renderer)
    for edge in (one[1] - one[0], one[3] - one[0], two[1] - two[0], two[3] - two[0]):
        across, beside = one @ edge, two @ edge  # apart along any edge is apart
        if min(across.max(), beside.max()) - max(across.min(), beside.min()) < np.linalg.norm(edge):
            return False
    return True


def _corners(text: Text, box: Bbox, renderer: RendererBase) -> np.ndarray:
    """The four corners of a text as it is turned, in pixels."""
    turn = np.deg2rad(text.get_rotation())
    text.set_rotation(0)
    flat = text.get_window_extent(renderer)
    text.set_rotation(np.rad2deg(turn))
    middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
    around = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [flat.width / 2, flat.height / 2]
    rotate = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return middle + around @ rotate


def _texts(fig: Figure) -> list[Text]:
    """The texts of a figure that are seen: of tick labels those within the axes' limits."""
    hidden = {id(text) for ax in fig.axes for axis in (ax.xaxis, ax.yaxis) for text in _unseen(axis)}
    gone = {id(text) for ax in fig.axes if not ax.get_visible() or not ax.axison for text in ax.findobj(Text)}
    gone -= {id(text) for ax in fig.axes if ax.get_visible() for text in ax.texts}
    return [
        text for text in fig.findobj(Text)
        if text.get_text().strip() and text.get_visible() and id(text) not in hidden | gone
    ]  # fmt: skip


def _unseen(axis: object) -> Iterator[Text]:
    """Tick labels that are not drawn."""
    low, high = sorted(axis.get_view_interval())
    room = (high - low) * 1e-6
    for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
        inside = axis.get_visible() and tick.get_visible() and low - room <= tick.get_loc() <= high + room
        for label in (tick.label1, tick.label2):
            if not inside or not label.get_visible():
                yield label


def _pdf(content: bytes) -> Seen:
    from pypdf import PdfReader

    page = PdfReader(io.BytesIO(content)).pages[0]
    box, resources = page.mediabox, page["/Resources"].get_object()
    fonts = [font.get_object() for font in resources.get("/Font", {}).get_object().values()]
    drawn = page.get_contents().get_data()
    sizes = sorted({float(size) for size in re.findall(rb"/\S+ ([\d.]+) Tf", drawn)})
    states = {
        name: state.get_object() for name, state in resources.get("/ExtGState", {}).get_object().items()
    }
    used = {name.decode() for name in re.findall(rb"(/\S+) gs\b", drawn)}
    clear = any(
        state.get(part, 1) != 1 for name, state in states.items() if name in used for part in ("/CA", "/ca")
    )
    images = resources.get("/XObject", {}).get_object().values()
    clear = clear or any("/SMask" in one.get_object() for one in images)
    kinds = {_font(font) for font in fonts}
    told = "no text" if not sizes else TRUETYPE if kinds <= {TRUETYPE} else ", ".join(sorted(kinds))
    return Seen(_mm(float(box.width)), _mm(float(box.height)), sizes, told, clear, None)


def _font(font: dict) -> str:
    """The kind of an embedded font; one that is not embedded says so."""
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    described = inner.get("/FontDescriptor")
    if described is not None and "/FontFile2" in described.get_object():
        return TRUETYPE
    return str(font.get("/Subtype", "?")).lstrip("/") + (" not embedded" if described is None else "")


def _eps(content: bytes) -> Seen:
    text = content.decode("latin-1")
    left, low, right, high = map(
        float, re.search(r"%%HiResBoundingBox: (\S+) (\S+) (\S+) (\S+)", text).groups()
    )
    sizes = sorted({float(size) for size in re.findall(r"([\d.]+) (?:selectfont|scalefont)", text)})
    kinds = set(re.findall(r"/FontType (\d+) def", text))
    told = (
        "no text"
        if not sizes
        else TRUETYPE
        if kinds == {"42"}
        else f"type {', '.join(sorted(kinds)) or 'unknown'}"
    )
    return Seen(
        _mm(right - left), _mm(high - low), sizes, told, False, None
    )  # PostScript has no transparency


def _svg(content: bytes) -> Seen:
    text = content.decode()
    width, height = (
        float(re.search(rf'<svg[^>]*\b{side}="([\d.]+)pt"', text)[1]) for side in ("width", "height")
    )
    opacities = re.findall(r"(?:fill-|stroke-)?opacity: ([\d.]+)", text)
    live = "live text" if "<text" in text else OUTLINES
    return Seen(_mm(width), _mm(height), [], live, any(float(one) < 1 for one in opacities), None)


def _pixels(content: bytes) -> Seen:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # it is our own file
    with Image.open(io.BytesIO(content)) as picture:
        across, down = map(float, picture.info["dpi"])
        clear = "A" in picture.getbands() and picture.getchannel("A").getextrema()[0] < 255
        return Seen(picture.width / across * 25.4, picture.height / down * 25.4, [], PIXELS, clear, across)


def _mm(points: float) -> float:
    return points / 72 * 25.4


_READ = {"pdf": _pdf, "eps": _eps, "svg": _svg, "png": _pixels, "tif": _pixels}
