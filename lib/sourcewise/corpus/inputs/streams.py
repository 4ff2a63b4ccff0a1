"""Text files of any size, piece by piece: their encoding, their text, their lines."""

import codecs
import itertools
from collections.abc import Iterable, Iterator

from sourcewise.corpus.inputs.decode import (
    SAMPLE,
    WIDE,
    Decoded,
    damaged,
    decode,
    guess,
    is_damaged_utf8,
    marked,
)
from sourcewise.corpus.inputs.raw import UnusableError

LINE = 67_108_864  # characters of one line of a table: a longer one is no article
WIDE_FROM = 0.1  # of the bytes are NUL: fewer are damage in a cell, more are UTF-16 or UTF-32
_LATER = bytes(range(0x80, 0xC0))  # bytes that begin no character in UTF-8


def choose(chunks: Iterable[bytes]) -> Decoded:
    """Decide how `decode` would read a stream: the encoding and the damage, with no text.

    The stream is gone through once; its first SAMPLE bytes and those about the first place that is no UTF-8
    are kept. Raises ValueError, saying why it is no text.
    """
    head, about, before, size, others, broken = b"", b"", b"", 0, 0, 0
    strict = codecs.getincrementaldecoder("utf-8")()
    mending = codecs.getincrementaldecoder("utf-8")("replace")
    for chunk in itertools.chain(chunks, [b""]):
        head += chunk[: SAMPLE - len(head)]
        size += len(chunk)
        if not about and not _fits(strict, chunk, final=not chunk):
            about = _about(before.lstrip(_LATER) + chunk) or b"\n"
        before = (before + chunk)[-4:]
        text = mending.decode(chunk, not chunk)
        broken += text.count("\ufffd")
        others += len(text) - len(text.encode("ascii", "ignore"))
    if encoding := marked(head):
        return Decoded("", encoding)
    if head.count(0) > WIDE_FROM * len(head):
        return Decoded("", guess(head, only=WIDE).replace("_", "-"))
    if not about:
        return Decoded("", "utf-8")
    if is_damaged_utf8(others, broken, size):
        return Decoded("", "utf-8", damaged(broken))
    return Decoded("", decode(head[: head.rfind(b"\n") + 1] + about).encoding)


def texts(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Decode a stream; a leading mark of byte order is left out, what does not fit is read as U+FFFD."""
    decoder, begun = codecs.getincrementaldecoder(encoding)("replace"), False
    for chunk in chunks:
        text = decoder.decode(chunk)
        yield text if begun else text.removeprefix("\ufeff")
        begun = begun or bool(text)
    yield decoder.decode(b"", final=True)


def lines(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a text with their ends: "\\n", or "\\r" where its first piece has no other.

    Raises UnusableError where a line is longer than LINE characters.
    """
    end, waiting, size = "", list[str](), 0
    for piece in pieces:
        end = end or ("\r" if "\r" in piece and "\n" not in piece else "\n" if piece else "")
        *ended, last = piece.split(end) if end else [""]
        for line in ended:
            yield "".join([*waiting, line, end])
            waiting, size = [], 0
        waiting.append(last)
        size += len(last)
        if size > LINE:
            raise UnusableError("row", f"has a line of more than {LINE:,} characters, as no article has")
    if any(waiting):
        yield "".join(waiting)


def _fits(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _about(chunk: bytes) -> bytes:
    """What stands about the first bytes of a chunk that are no UTF-8, from the beginning of their line."""
    try:
        chunk.decode("utf-8")
    except UnicodeDecodeError as error:
        start = chunk.rfind(b"\n", 0, error.start) + 1
        return chunk[max(start, error.start - SAMPLE) : error.start + SAMPLE]
    return chunk[:SAMPLE]
