"""What reading a corpus gives: articles as found, and problems."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "markdown", "page", "csv", "lines", "json", "parquet"]

ROWS_TOLD = 20  # problems of one kind in one file: more are counted


@dataclass(frozen=True)
class Entry:
    """A file, or a member of a zip (`archive` is then the zip's path), that holds one article or a table."""

    file: str
    doc_id: str
    kind: Kind
    archive: str = ""


@dataclass(frozen=True)
class RawDocument:
    """One article as found: `raw` is the decoded text with its line ends, a page's extracted text or a cell.

    `sha256` is of the bytes of the file on disk, or of an archive's member. `stated` holds what the file's
    structure says of the article (fields, and a table's own columns), `provenance` which: "html", "table",
    "text" (a front matter) or "" where it says nothing.
    """

    doc_id: str
    file: str
    row: int | None
    sha256: str
    encoding: str
    extractor: str
    raw: str
    stated: Mapping[str, str] = field(default_factory=dict)
    provenance: str = ""


@dataclass(frozen=True)
class Problem:
    """A file or row that could not be used, wholly or in part: one sentence that says what would be right."""

    file: str
    row: int | None
    kind: str
    message: str


class UnusableError(ValueError):
    """Why a file, or the rest of it, can't be used, and what kind of problem that is."""

    def __init__(self, kind: str, reason: str) -> None:
        """`reason` follows the name of the file in a sentence."""
        super().__init__(reason)
        self.kind = kind


def problem(file: str, kind: str, reason: str, *, row: int | None = None) -> Problem:
    """A problem as one sentence that names the file and the row."""
    name = file.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    place = name if row is None else f"{name}, row {row},"
    return Problem(name, row, kind, f"{place} {reason}.")


def told(found: Iterable[RawDocument | Problem]) -> Iterator[RawDocument | Problem]:
    """Pass on what was found in one file; of each kind of problem ROWS_TOLD rows, then their count."""
    seen: Counter[str] = Counter()
    last: dict[str, Problem] = {}
    for one in found:
        if isinstance(one, Problem) and one.row is not None:
            seen[one.kind] += 1
            last[one.kind] = one
            if seen[one.kind] > ROWS_TOLD:
                continue
        yield one
    for kind, count in seen.items():
        if more := max(0, count - ROWS_TOLD):
            reason = (
                f"has {more:,} more problems of the kind '{kind}'; the last is that of row {last[kind].row}"
            )
            yield problem(last[kind].file, kind, reason)
