"""Bytes to text: marks of byte order, UTF-8, Windows-1252, then what charset-normalizer is sure of."""

import codecs
import re
from dataclasses import dataclass

SAMPLE = 65_536  # bytes on which an encoding is guessed
FEW = 0.02  # of the bytes: fewer that are no UTF-8 are single damaged characters
FOREIGN = 0.2  # of the letters: more outside ASCII are no English in Windows-1252
SAVE = "save it as plain text in UTF-8"
WIDE = ("utf_16", "utf_32")  # encodings in which text holds NUL bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
"""Names of encodings that web pages give for their wider ones (https://encoding.spec.whatwg.org)."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MISREAD = re.compile(r"[a-z][À-ÖØ-Þ]")


@dataclass(frozen=True)
class Decoded:
    """Text without a leading mark of byte order, the encoding used, and what went wrong with a part of it."""

    text: str
    encoding: str
    damage: str | None = None


def decode(data: bytes, *, named: str = "") -> Decoded:
    """Decode a text file; line ends stay as they are. Raises ValueError, saying why `data` is no text.

    `named` is the encoding that the file itself names (as HTML may); it counts where `data` is no UTF-8 and
    can be read so.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain(_strict(data[len(mark) :], encoding), encoding)
    if b"\0" in data:
        return _plain(*_guessed(data, only=WIDE))
    try:
        return _plain(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _as_named(data, named) or _not_utf8(data)


def control_characters(text: str) -> int:
    """How many characters stand in `text` that no text has, NUL among them; tabs and line ends are text."""
    return len(_CONTROL.findall(text))


def marked(data: bytes) -> str | None:
    """The encoding that a mark of byte order at the beginning of `data` names, or None."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def is_damaged_utf8(others: int, broken: int, size: int) -> bool:
    """True where of `others` characters beyond ASCII, in `size` bytes, few are `broken`."""
    return others > 2 * broken and broken < FEW * size


def damaged(broken: int) -> str:
    """Why a text is read as UTF-8 although a few of its bytes are none."""
    return f"holds bytes that are no UTF-8, {broken} times read as U+FFFD; {SAVE}"


def guess(data: bytes, *, only: tuple[str, ...] = ("",)) -> str:
    """The encoding of `data` by charset-normalizer; raises ValueError where it is sure of none."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is None or not best.encoding.startswith(only):
        raise ValueError(f"holds bytes that are no text; {SAVE}")
    return best.encoding


def _as_named(data: bytes, named: str) -> Decoded | None:
    """The text by the encoding that the file names, if there is one and it fits all of `data`."""
    try:
        encoding = codecs.lookup(_WIDER.get(named.lower(), named)).name if named else ""
        return _plain(data.decode(encoding), encoding) if encoding else None
    except (LookupError, UnicodeError):
        return None


def _not_utf8(data: bytes) -> Decoded:
    """Damaged UTF-8, Windows-1252, or an encoding that charset-normalizer finds."""
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("\ufffd")
    if is_damaged_utf8(sum(character > "\x7f" for character in mended), broken, len(data)):
        return Decoded(_plain(mended, "utf-8").text, "utf-8", damaged(broken))
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        return _plain(*_guessed(data))
    letters = [character for character in western[:SAMPLE] if character.isalpha()]
    foreign = sum(character > "\x7f" for character in letters)
    if foreign < FOREIGN * len(letters) and not _MISREAD.search(western):
        return _plain(western, "cp1252")
    return _plain(*_guessed(data))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"is marked as {encoding.upper()} but breaks at byte {error.start}; {SAVE}"
        ) from None


def _guessed(data: bytes, *, only: tuple[str, ...] = ("",)) -> tuple[str, str]:
    """Text and encoding by charset-normalizer, where it finds one that suits all of `data`."""
    encoding = guess(data, only=only)
    return _strict(data, encoding), encoding.replace("_", "-")


def _plain(text: str, encoding: str) -> Decoded:
    """The text, if it holds no more control characters than a slip explains."""
    controls = control_characters(text)
    if "\0" in text or controls > 1 + len(text) // 1000:
        raise ValueError(f"holds control characters, as no text does; {SAVE}")
    return Decoded(text, encoding)
