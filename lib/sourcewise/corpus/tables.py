"""The columns of every table, how they are built, checked, written and read.

A table is a pandas DataFrame and a Parquet file, or where it is large a folder of parts with that name, which
`pandas.read_parquet` reads as one. Offsets are code points into `texts.raw`, half open.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from sourcewise.files import replacing

TEXT, WHOLE, REAL, FLAG = "str", "Int64", "Float64", "boolean"

COLUMNS: dict[str, dict[str, str]] = {
    "articles": {
        "doc_id": TEXT, "file": TEXT, "row": WHOLE, "sha256": TEXT, "encoding": TEXT, "extractor": TEXT,
        "outlet": TEXT, "published": TEXT, "published_precision": TEXT, "timezone": TEXT, "updated": TEXT,
        "headline": TEXT, "byline": TEXT, "affiliation": TEXT, "dateline_place": TEXT, "agency": TEXT,
        "section": TEXT, "genre": TEXT, "url": TEXT, "crawled": TEXT, "language": TEXT, "story": TEXT,
        "n_chars": WHOLE, "n_words": WHOLE, "n_sentences": WHOLE, "quoted_share": REAL,
        "duplicate_cluster": TEXT,
    },
    "texts": {"doc_id": TEXT, "raw": TEXT, "text": TEXT},
    "fields": {
        "doc_id": TEXT, "field": TEXT, "rank": WHOLE, "value": TEXT, "start": WHOLE, "end": WHOLE,
        "rule": TEXT, "provenance": TEXT, "reason": TEXT,
    },
    "removed": {
        "doc_id": TEXT, "start": WHOLE, "end": WHOLE, "kind": TEXT, "rule": TEXT, "rule_version": WHOLE,
        "text": TEXT,
    },
    "quotes": {
        "doc_id": TEXT, "quote_id": TEXT, "start": WHOLE, "end": WHOLE, "kind": TEXT, "speaker": TEXT,
        "speaker_start": WHOLE, "speaker_end": WHOLE, "cue": TEXT, "certain": FLAG,
    },
    "passages": {
        "passage_id": TEXT, "doc_id": TEXT, "outlet": TEXT, "paragraph": WHOLE, "sentence": WHOLE,
        "start": WHOLE, "end": WHOLE, "kind": TEXT, "voice": TEXT, "speaker": TEXT, "quote_id": TEXT,
        "text": TEXT,
    },
    "signs": {"doc_id": TEXT, "start": WHOLE, "end": WHOLE, "kind": TEXT, "text": TEXT},
    "stories": {"doc_id": TEXT, "story": TEXT, "similarity": REAL, "terms": TEXT},
    "duplicates": {
        "cluster_id": TEXT, "level": TEXT, "doc_id": TEXT, "start": WHOLE, "end": WHOLE, "jaccard": REAL,
        "agency": TEXT,
    },
    "mentions": {
        "doc_id": TEXT, "passage_id": TEXT, "target": TEXT, "start": WHOLE, "end": WHOLE,
        "negative": REAL, "neutral": REAL, "positive": REAL,
    },
    "problems": {"file": TEXT, "row": WHOLE, "kind": TEXT, "message": TEXT},
}  # fmt: skip

CHOICES: dict[tuple[str, str], frozenset[str]] = {
    ("fields", "provenance"): frozenset({"text", "html", "table", "sidecar", "proposed", "none"}),
    ("quotes", "kind"): frozenset({"direct", "partial", "scare", "title", "attributed_claim"}),
    ("passages", "kind"): frozenset({"headline", "heading", "body"}),
    ("passages", "voice"): frozenset({"outlet", "quoted", "reported", "unclear"}),
    ("duplicates", "level"): frozenset({"document", "paragraph"}),
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "articles": ("doc_id", "file", "sha256", "outlet"),
    "texts": ("doc_id", "raw", "text"),
    "fields": ("doc_id", "field", "provenance"),
    "removed": ("doc_id", "start", "end", "kind", "rule", "rule_version", "text"),
    "quotes": ("doc_id", "quote_id", "start", "end", "kind", "certain"),
    "passages": ("passage_id", "doc_id", "outlet", "start", "end", "kind", "voice", "text"),
    "stories": ("doc_id", "story", "similarity"),
    "signs": ("doc_id", "start", "end", "kind", "text"),
    "duplicates": ("cluster_id", "level", "doc_id", "jaccard"),
    "mentions": ("doc_id", "passage_id", "target", "start", "end"),
    "problems": ("file", "kind", "message"),
}


COMPUTED = frozenset(
    {"doc_id", "row", "sha256", "encoding", "extractor", "language", "n_chars", "n_words", "n_sentences",
     "quoted_share", "duplicate_cluster"}
)  # fmt: skip
"""Columns of the articles table that the library computes: neither a sidecar nor a table gives them."""

UNKNOWN = "unknown ("  # how the outlet begins that neither text nor sidecar names


def unknown_outlet(doc_id: str) -> str:
    """The outlet of an article that nobody names: one of its own, never a guess."""
    return f"{UNKNOWN}{doc_id})"


def frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build table `name` from records; what a record lacks is null. Raises ValueError as `validate` does."""
    records, columns = list(rows), COLUMNS[name]
    values, extra = _by_column(records, tuple(columns))
    if extra and name != "articles":
        raise ValueError(f"table '{name}' has no column {extra[0]!r}; its columns are {list(columns)}")
    known = {
        column: pd.array(held, dtype=kind)
        for (column, kind), held in zip(columns.items(), values, strict=True)
    }
    own = {column: [record.get(column) for record in records] for column in extra}
    return validate(name, pd.DataFrame(known | own, copy=False))


def _by_column(
    records: Sequence[Mapping[str, Any]], columns: tuple[str, ...]
) -> tuple[list[list[Any]], list[str]]:
    """The values of these columns, and what other columns the records have."""
    with suppress(KeyError):
        if records and {len(record) for record in records} == {len(columns)}:
            rows = map(itemgetter(*columns), records)
            return [list(held) for held in zip(*rows, strict=True)], []
    extra = [column for column in dict.fromkeys(itertools.chain(*records)) if column not in columns]
    return [[record.get(column) for record in records] for column in columns], extra


def validate(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` unchanged if it keeps the contract of table `name`.

    Raises ValueError with the table, the column, the row and the value where a column is missing, a required
    value is null, a value is not one of the column's choices, or a span ends before it starts.
    """
    missing = [column for column in COLUMNS[name] if column not in table.columns]
    if missing:
        raise ValueError(f"table '{name}' lacks the column {missing[0]!r}")
    for column in REQUIRED[name]:
        if table[column].isna().any():
            raise ValueError(
                f"table '{name}', row {table[column].isna().argmax()}: {column!r} must not be null"
            )
    for (owner, column), choices in CHOICES.items():
        if owner == name and not (known := table[column].isin(choices)).all():
            row = (~known).argmax()
            raise ValueError(
                f"table '{name}', row {row}: {column!r} is {table[column].iloc[row]!r}; "
                f"it must be one of {sorted(choices)}"
            )
    if "start" in COLUMNS[name] and (wrong := (table["end"] < table["start"]).fillna(False)).any():
        raise ValueError(f"table '{name}', row {wrong.argmax()}: the span ends before it starts")
    return table


def write(name: str, table: pd.DataFrame, folder: Path, *, part: int | None = None) -> Path:
    """Write table `name` to `folder/name.parquet`, or part number `part` of it, whole or not at all; return
    the path.
    """
    path = folder / f"{name}.parquet"
    path = path if part is None else path / f"part-{part:05d}.parquet"
    with replacing(path) as beside:
        validate(name, table).to_parquet(beside, index=False)
    return path


def load(name: str, folder: Path | str, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read table `name` from a corpus folder, all columns unless told which.

    Raises FileNotFoundError that names the folder to build.
    """
    table = pd.read_parquet(_find(name, folder), columns=None if columns is None else list(columns))
    return table if columns is not None else validate(name, table)


def parts(name: str, folder: Path | str, *, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
    """Table `name` part by part, in order: for what must not hold all of it. Raises as `load` does."""
    path = _find(name, folder)
    for part in sorted(path.iterdir()) if path.is_dir() else [path]:
        yield pd.read_parquet(part, columns=None if columns is None else list(columns))


def _find(name: str, folder: Path | str) -> Path:
    path = Path(folder) / f"{name}.parquet"
    if not path.exists():
        raise FileNotFoundError(
            f"{path} is not there: build the corpus with `sourcewise run CORPUS -o RUN` first"
        )
    return path
