"""Texts that are too many to hold: kept in one Arrow file, each read where it is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import overload

import numpy as np
import pyarrow as pa

from sourcewise.spread import in_parts

BATCH_CHARS = 4_000_000  # of text written at once


class Kept(Sequence[str]):
    """Texts in the order of `order` (indices of the texts as they were kept), each read when it is asked for.

    Made by `keep`; a slice is a list.
    """

    def __init__(self, column: pa.ChunkedArray, order: np.ndarray) -> None:  # noqa: D107 - see `keep`
        self._chunks = column.chunks
        self._edges = np.cumsum([0, *map(len, column.chunks)])
        self._order = order

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """The text at a place, or those of a slice."""
        if isinstance(place, slice):
            return [self._text(number) for number in self._order[place].tolist()]
        return self._text(int(self._order[place]))

    def __iter__(self) -> Iterator[str]:
        """All texts, one by one."""
        return map(self._text, self._order.tolist())

    def sorted_by(self, order: np.ndarray) -> "Kept":
        """The same texts in another order: indices of those of this one."""
        return Kept(pa.chunked_array(self._chunks, type=pa.large_string()), self._order[order])

    def _text(self, number: int) -> str:
        chunk = int(np.searchsorted(self._edges, number, side="right")) - 1
        return self._chunks[chunk][number - int(self._edges[chunk])].as_py()


def keep(texts: Iterable[str], file: Path | None) -> Kept:
    """Write texts to `file`, or where it is None into memory, and give them in the same order.

    The file has to stay until the texts are no longer needed. Raises
    OSError where the file cannot be written.
    """
    schema = pa.schema([("text", pa.large_string())])
    with pa.BufferOutputStream() if file is None else pa.OSFile(str(file), "wb") as sink:
        with pa.ipc.new_file(sink, schema) as writer:
            for batch in in_parts(texts, BATCH_CHARS):
                writer.write_batch(pa.record_batch([pa.array(batch, pa.large_string())], schema=schema))
        source = pa.BufferReader(sink.getvalue()) if file is None else None
    table = pa.ipc.open_file(source or pa.memory_map(str(file))).read_all()
    return Kept(table.column("text"), np.arange(len(table)))
