"""The articles of a table, row by row."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from sourcewise.corpus.inputs import archives, cells
from sourcewise.corpus.inputs.columns import match, notes
from sourcewise.corpus.inputs.raw import Entry, Problem, RawDocument, UnusableError, problem
from sourcewise.corpus.inputs.rows import Row, csv_rows, json_lines, json_rows, parquet_rows
from sourcewise.corpus.inputs.streams import choose, texts

PACKED = 1_073_741_824  # bytes of a packed Parquet file, which is unpacked in memory
READERS = {"csv": csv_rows, "lines": json_lines, "json": json_rows}
EXTRACTOR = "table"

Found = RawDocument | Problem


def articles(folder: Path, entry: Entry, given: Mapping[str, str] | None) -> Iterator[Found]:
    """The articles of a table, `doc_id#n` from its row n, and the problems with its rows.

    The file is gone through twice, first for its encoding and sha256. Raises OSError and ValueError, after
    what could be read, where the rest can't be.
    """
    first, second = hashlib.sha256(), hashlib.sha256()
    chunks = _until_broken(archives.read(folder, entry, first))
    chosen = None if entry.kind == "parquet" else choose(chunks)
    if chosen is None:
        found = parquet_rows(_whole(folder, entry, chunks))
    else:
        found = READERS[entry.kind](texts(archives.read(folder, entry, second), chosen.encoding))
        if chosen.damage:
            yield problem(entry.file, "encoding", chosen.damage)
    encoding = chosen.encoding if chosen else "utf-8"
    frame = RawDocument(entry.doc_id, entry.file, None, first.hexdigest(), encoding, EXTRACTOR, "")
    yield from _articles(frame, found, given, fixed=entry.kind in ("csv", "parquet"))
    if chosen and first.digest() != second.digest():
        raise UnusableError("changed", archives.CHANGED)


def _until_broken(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """What can be read: why no more can is told when the rows are."""
    with suppress(UnusableError):
        yield from chunks


def _whole(folder: Path, entry: Entry, chunks: Iterator[bytes]) -> BinaryIO:
    """A Parquet file to be read from any place in it; `chunks` is gone through."""
    if not entry.archive and not entry.file.lower().endswith(".gz"):
        for _ in chunks:
            pass
        return archives.open_file(folder, entry.file)
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > PACKED:
            raise UnusableError("archive", f"unpacks to more than {PACKED:,} bytes; {archives.SMALLER}")
    return io.BytesIO(data)


def _articles(
    frame: RawDocument, found: Iterable[Row], given: Mapping[str, str] | None, *, fixed: bool
) -> Iterator[Found]:
    """Rows to articles; where columns are `fixed`, none that holds the text ends the table."""
    names: list[str] = []
    called: dict[str, str] = {}
    number = 0
    for number, record in enumerate(found, start=1):
        if isinstance(record, str):
            yield problem(frame.file, "row", record, row=number)
            continue
        if list(record) != names:
            try:
                called = match(list(record), given)
            except UnusableError as error:
                if fixed:
                    raise
                yield problem(frame.file, "columns", str(error), row=number)
                continue
            if not names:
                yield from (problem(frame.file, "columns", note) for note in notes(called))
            names = list(record)
        yield from _article(replace(frame, doc_id=f"{frame.doc_id}#{number}", row=number), record, called)
    if not number:
        raise UnusableError("empty", "holds no row; it should hold an article in each")


def _article(frame: RawDocument, record: dict[str, Any], called: Mapping[str, str]) -> Iterator[Found]:
    """One row: its article, or why it holds none, and what could not be used of the rest."""
    value = next(record[name] for name, field in called.items() if field == "text")
    if value is not None and value == value and not isinstance(value, str | list):
        reason = f"holds {cells.cell(value) or 'nothing'!s:.40} where the text of an article should stand"
        yield problem(frame.file, "text", reason, row=frame.row)
        return
    text, halves = cells.mend(cells.cell(value, between="\n\n") or "")
    if why := cells.unusable(text):
        yield problem(frame.file, "text", why, row=frame.row)
        return
    yield replace(frame, raw=text, stated=cells.stated(record, called), provenance="table")
    if halves:
        reason = f"holds {halves} halves of characters (lone surrogates), read as U+FFFD; write the row again"
        yield problem(frame.file, "encoding", reason, row=frame.row)
