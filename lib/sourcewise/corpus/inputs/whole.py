"""The article of a file that holds one: plain text, Markdown or a web page."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sourcewise.corpus import limits
from sourcewise.corpus.inputs import archives, cells, pages
from sourcewise.corpus.inputs.columns import CROSSWALK, match
from sourcewise.corpus.inputs.decode import decode
from sourcewise.corpus.inputs.front import front_matter
from sourcewise.corpus.inputs.raw import Entry, Problem, RawDocument, UnusableError, problem

WHOLE = 67_108_864  # bytes: a larger file is no article
EXTRACTOR = "text"


def article(folder: Path, entry: Entry) -> Iterator[RawDocument | Problem]:
    """The article of a file, and what could not be used of it. Raises OSError; ValueError with the reason."""
    digest = hashlib.sha256()
    data = _whole(archives.read(folder, entry, digest))
    page = entry.kind == "page"
    decoded = decode(data, named=pages.charset(data) if page else "")
    if not decoded.text.strip():
        raise UnusableError("blank", "holds only blanks; it should hold the text of an article")
    found = RawDocument(
        entry.doc_id, entry.file, None, digest.hexdigest(), decoded.encoding, EXTRACTOR, decoded.text
    )
    if page or pages.is_page(decoded.text):
        yield from _page(found)
    elif stated := _front_matter(decoded.text):
        yield RawDocument(**{**vars(found), "stated": stated, "provenance": "text"})
    else:
        yield found
    if decoded.damage:
        yield problem(entry.file, "encoding", decoded.damage)


def _whole(chunks: Iterator[bytes]) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > WHOLE:
            raise UnusableError("size", f"holds more than {WHOLE:,} bytes, as no article does; divide it")
    if not data:
        raise UnusableError("empty", "is empty; it should hold the text of an article")
    return bytes(data)


def _page(found: RawDocument) -> Iterator[RawDocument | Problem]:
    """The article that a web page holds."""
    extractor = pages.extractor()
    try:
        with limits.at_most(len(found.raw)):
            page = pages.read_page(found.raw)
    except limits.TooSlowError:
        raise UnusableError("slow", limits.SLOW) from None
    text, _ = cells.mend(page.text)
    yield RawDocument(
        **{**vars(found), "raw": text, "extractor": extractor, "stated": page.stated, "provenance": "html"}
    )
    for reason in page.reasons:
        yield problem(found.file, "page", reason)


def _front_matter(text: str) -> dict[str, str]:
    """The fields that a front matter states; `raw` keeps it, and it is residue there."""
    _, record = front_matter(text)
    called = match(["text", *(name for name in record if name != "text")])
    stated = cells.stated({name: value for name, value in record.items() if name in called}, called)
    return {name: value for name, value in stated.items() if name in CROSSWALK}
