"""A folder of articles to raw documents, one after another; what can't be read is listed, never dropped."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sourcewise.corpus.inputs import archives, tabular, whole
from sourcewise.corpus.inputs.columns import check_given
from sourcewise.corpus.inputs.listing import SIDECAR as SIDECAR
from sourcewise.corpus.inputs.listing import TABLES
from sourcewise.corpus.inputs.listing import entries as entries
from sourcewise.corpus.inputs.listing import is_companion as is_companion
from sourcewise.corpus.inputs.listing import list_files as list_files
from sourcewise.corpus.inputs.raw import Entry as Entry
from sourcewise.corpus.inputs.raw import Problem as Problem
from sourcewise.corpus.inputs.raw import RawDocument as RawDocument
from sourcewise.corpus.inputs.raw import UnusableError, problem, told

SIGNS = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a zip or an office document", b"\x1f\x8b": "a gzip file",
    b"PAR1": "a Parquet table", b"\xd0\xcf\x11\xe0": "an office document",
}  # fmt: skip
"""What files begin with that are no text, whatever their names say."""


def documents(
    folder: Path | str, entry: Entry, *, columns: Mapping[str, str] | None = None
) -> Iterator[RawDocument | Problem]:
    """The articles of one entry and the problems with it, read as they are asked for.

    `columns` says which column of a table holds a field ("text", "outlet", ...) where its name does not.
    Tables are read in constant memory; their documents are `doc_id#n` from row n, counted from 1 without the
    header and blank lines. Raises ValueError at once where `columns` names no field.
    """
    check_given(columns)
    return told(_guarded(Path(folder), entry, columns))


def _guarded(
    folder: Path, entry: Entry, columns: Mapping[str, str] | None
) -> Iterator[RawDocument | Problem]:
    """What one entry holds; what ends its reading is its last problem."""
    row = None
    try:
        _check_content(folder, entry)
        found = (
            tabular.articles(folder, entry, columns) if entry.kind in TABLES else whole.article(folder, entry)
        )
        for one in found:
            row = one.row or row
            yield one
    except OSError as error:
        reason = f"can't be opened ({error.strerror or error}); give the right to read it"
        yield problem(entry.file, "unreadable", reason, row=row and row + 1)
    except ValueError as error:
        kind = error.kind if isinstance(error, UnusableError) else "encoding"
        yield problem(entry.file, kind, str(error), row=row and row + 1)


def _check_content(folder: Path, entry: Entry) -> None:
    """Raise UnusableError where a file begins as one of another kind than its name says."""
    begins = next(archives.read(folder, entry, hashlib.sha256()), b"")
    table = entry.kind == "parquet"
    if table and begins and not begins.startswith(b"PAR1"):
        raise UnusableError("encoding", "is no whole Parquet file; write it again")
    found = next((what for sign, what in SIGNS.items() if begins.startswith(sign)), None)
    if found and not table:
        raise UnusableError(
            "encoding", f"holds {found} and no text as its name says; save it as plain text in UTF-8"
        )
