"""The rows of tables, one after another, whatever the size of the file: each a record, or why it is none."""

import csv
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from sourcewise.corpus.inputs.raw import UnusableError
from sourcewise.corpus.inputs.streams import LINE, lines

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any] | str

BATCH = 64  # rows of a Parquet file in memory at a time
CELL = LINE
LONG = 500  # characters: a longer one in an object with an array is an article's text
_JSON = json.JSONDecoder(strict=False)


def csv_rows(pieces: Iterable[str]) -> Iterator[Row]:
    """The rows of a table of comma-separated values; separated by semicolons, tabs or bars if its header is.

    Blank lines are no rows. Raises UnusableError where two columns have one name or the table breaks off.
    """
    csv.field_size_limit(max(CELL, csv.field_size_limit()))
    found = lines(pieces)
    first = next((line for line in found if line.strip()), "")
    reader = csv.reader(itertools.chain([first], found), delimiter=_delimiter(first), strict=True)
    header = [name.strip() or f"column_{n}" for n, name in enumerate(next(reader, []), start=1)]
    if len(set(header)) < len(header):
        raise UnusableError("columns", f"needs one name for every column, each once; they are {header[:12]}")
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"is no row of separated values ({error}); close its quotation marks, double those inside"
            continue
        if len(cells) == len(header):
            yield dict(zip(header, cells, strict=True))
        elif cells:
            yield f"has {len(cells)} cells and {len(header)} columns; give each a cell, in quotation marks"


def json_lines(pieces: Iterable[str]) -> Iterator[Row]:
    """A record a line of JSON; blank lines are no rows."""
    for line in lines(pieces):
        if line.strip():
            yield _record(line)


def json_rows(pieces: Iterable[str]) -> Iterator[Row]:
    """The records of a JSON file: an array of objects, of any size; an object; one that holds an array.

    Raises UnusableError where the file holds none of these, or breaks off: what stood before is given.
    """
    found = iter(pieces)
    start = next(filter(None, (piece.lstrip() for piece in found)), "")
    if start.startswith("["):
        yield from _elements(start[1:], found)
        return
    text = start + "".join(itertools.islice(found, LINE))
    try:
        value = _JSON.decode(text)
    except RecursionError:
        raise UnusableError("row", "is nested too deep") from None
    except ValueError as error:
        if not str(error).startswith("Extra data"):
            raise UnusableError("row", f"is no JSON ({error}); write it again") from None
        yield from json_lines([text])
        return
    yield from _held(value)


def parquet_rows(stream: BinaryIO) -> Iterator[Row]:
    """The rows of a Parquet file, BATCH at a time. Raises UnusableError where it is damaged."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=65_536)
        for batch in table.iter_batches(BATCH, use_threads=False):
            yield from _records(batch)
    except (pa.ArrowException, OSError) as error:
        said = str(error).partition("\n")[0][:200]
        raise UnusableError("row", f"is no whole Parquet file ({said}); write it again") from None


def _delimiter(header: str) -> str:
    return max(",;\t|", key=header.count)


def _record(text: str) -> Row:
    """A JSON object, or why the text is none."""
    try:
        value = _JSON.decode(text.strip())
    except RecursionError:
        return "is nested too deep; give the text in a column of its own"
    except ValueError as error:
        return f"is no JSON ({error}); write the row again"
    return value if isinstance(value, dict) else _no_object(value)


def _no_object(value: object) -> str:
    return f"is {'a list' if isinstance(value, list) else repr(value)[:40]} and no object with named values"


def _elements(buffer: str, pieces: Iterator[str]) -> Iterator[Row]:
    """The elements of an array whose bracket is open; read on by doubling, so that long ones stay linear."""
    place = 0
    while True:
        while place < len(buffer) and (buffer[place].isspace() or buffer[place] == ","):
            place += 1
        if buffer.startswith("]", place):
            return
        try:
            value, end = _JSON.raw_decode(buffer, place)
        except RecursionError:
            raise UnusableError("row", "is nested too deep; what follows is not read") from None
        except ValueError as error:
            more = _more(pieces, len(buffer) - place)
            if not more:
                raise UnusableError(
                    "row", f"is no JSON or breaks off ({error}); what follows is not read"
                ) from None
            buffer, place = buffer[place:] + more, 0
            continue
        place = end
        yield value if isinstance(value, dict) else _no_object(value)


def _more(pieces: Iterator[str], size: int) -> str:
    """As much again as there is, or what is left; nothing where one element is longer than LINE."""
    found, have = [], 0
    while size <= LINE and have < max(size, 1) and (piece := next(pieces, None)) is not None:
        found.append(piece)
        have += len(piece)
    return "".join(found)


def _held(value: object) -> Iterator[Row]:
    """The records that one JSON value holds."""
    if not isinstance(value, dict):
        raise UnusableError("row", f"{_no_object(value)}; give an array of objects")
    lists = [
        part for part in value.values() if isinstance(part, list) and any(isinstance(p, dict) for p in part)
    ]
    if len(lists) == 1 and not any(isinstance(part, str) and len(part) > 500 for part in value.values()):
        yield from (part if isinstance(part, dict) else _no_object(part) for part in lists[0])
    elif value and all(isinstance(part, dict) for part in value.values()):
        yield from _by_column(value)
    else:
        yield value


def _by_column(value: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """Records by their id, or, as pandas writes them, columns by the number of the row."""
    keys = [tuple(part) for part in value.values()]
    if len(set(keys)) == 1 and all(key.isdigit() for key in keys[0]):
        yield from ({name: column[key] for name, column in value.items()} for key in keys[0])
    else:
        yield from ({"id": name, **record} for name, record in value.items())


def _records(batch: "pa.RecordBatch") -> Iterator[Row]:
    """The rows of a batch; where a cell can't be read, its row alone is none."""
    try:
        yield from batch.to_pylist()
    except (UnicodeDecodeError, ValueError, OverflowError) as error:
        if len(batch) == 1:
            yield f"can't be read ({error}); write the row again"
        else:
            for row in range(len(batch)):
                yield from _records(batch.slice(row, 1))
