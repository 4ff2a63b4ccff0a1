"""What stands in a folder of articles: files that are read, companions, and problems.

Links are not followed: one that leads out of the folder would read what nobody chose, one that leads inside
would read an article twice.
"""

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from sourcewise.corpus.inputs import archives
from sourcewise.corpus.inputs.raw import Entry, Kind, Problem, problem

SIDECAR = "sources.csv"
KINDS: dict[str, Kind] = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "page", ".htm": "page",
    ".xhtml": "page", ".csv": "csv", ".tsv": "csv", ".jsonl": "lines", ".ndjson": "lines", ".json": "json",
    ".parquet": "parquet",
}  # fmt: skip
"""How a file is read, by its suffix; each may be gzipped (.gz), and many of them packed in a .zip."""
TABLES = ("csv", "lines", "json", "parquet")
READ = "save articles as .txt, .md, .html, or as a table in .csv, .tsv, .jsonl, .json or .parquet"

_ROW_OF = re.compile(r"(.+)#\d+")


def entries(folder: Path | str) -> tuple[list[Entry], list[Problem]]:
    """Everything under `folder` that holds articles, zips opened, sorted by file; and the problems.

    `doc_id` is the file's stem in Unicode's composed form; where several would share it, their paths from the
    folder without suffix, or with it, tell them apart. Raises ValueError where there is no `folder`.
    """
    files, problems = list_files(folder)
    found: list[tuple[str, str]] = []
    for file in files:
        if is_zip(file):
            inside, wrong = _inside(Path(folder), file)
            found += inside
            problems += wrong
        else:
            found.append((file, ""))
    found.sort()
    ids = _doc_ids([file for file, _ in found])
    listed = [
        Entry(file, doc_id, kind, archive)
        for (file, archive), doc_id in zip(found, ids, strict=True)
        if (kind := kind_of(file))
    ]
    return listed, sorted(problems, key=lambda one: (one.file, one.kind))


def list_files(folder: Path | str) -> tuple[list[str], list[Problem]]:
    """The files under `folder` that are read, sorted, and a problem for each other file that is no companion.

    Raises ValueError where `folder` is missing or is no folder.
    """
    folder = Path(folder)
    if not folder.exists():
        raise ValueError(f"there is no folder {folder}: give the folder that holds the articles")
    if not folder.is_dir():
        raise ValueError(f"{folder} is a file: give the folder that holds the articles")
    files, problems = [], []
    for name, reason in _walk(folder, ""):
        if reason is None:
            files.append(name)
        else:
            problems.append(problem(name, *reason))
    return sorted(files), sorted(problems, key=lambda one: one.file)


def is_companion(file: str) -> bool:
    """True for files that are no articles and no problems: README and LICENSE, the sidecar, hidden ones."""
    path = PurePosixPath(file)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    return hidden or path.stem.upper() in ("README", "LICENSE", "LICENCE") or file == SIDECAR


def is_zip(file: str) -> bool:
    """True for the name of a zip."""
    return file.lower().endswith(".zip")


def kind_of(file: str) -> Kind | None:
    """How a file of this name is read, or None."""
    return KINDS.get(PurePosixPath(_unpacked(file)).suffix.lower())


def _unpacked(file: str) -> str:
    return file[: -len(".gz")] if file.lower().endswith(".gz") else file


def _inside(folder: Path, file: str) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The members of a zip that hold articles, with the zip's name, and the problems."""
    names, problems = archives.members(folder, file)
    found = []
    for name in names:
        whole = f"{file}/{name}"
        if is_companion(name):
            continue
        if name.lower().endswith((".zip", ".gz")):
            problems.append(problem(whole, "archive", f"is an archive in an archive; {archives.SMALLER}"))
        elif kind_of(name) is None:
            problems.append(problem(whole, "unsupported", f"is of a kind that is not read; {READ}"))
        else:
            found.append((whole, file))
    return found, problems


def _walk(folder: Path, above: str) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Each entry's path from the folder, with None for one that is read, or its problem's kind and reason."""
    try:
        found = sorted(os.scandir(folder / above), key=lambda entry: entry.name)
    except OSError as error:
        yield above, ("unreadable", f"can't be opened ({error.strerror}); give the right to read it")
        return
    for entry in found:
        name = f"{above}/{entry.name}" if above else entry.name
        if is_companion(name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, name)
        else:
            yield name, _reason(folder, entry, name)


def _reason(folder: Path, entry: os.DirEntry[str], name: str) -> tuple[str, str] | None:
    """Why an entry is not read, or None."""
    if entry.is_symlink():
        leads = _leads(folder, Path(entry.path))
        return "link", f"{leads} and is not followed; put the file itself into the folder"
    if not entry.is_file(follow_symlinks=False):
        return "special", "is no regular file and is not opened; take it out of the folder"
    if not is_zip(name) and kind_of(name) is None:
        return "unsupported", f"is of a kind that is not read; {READ}"
    if name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") != name:
        return "name", "has a name that is no UTF-8; rename it"
    return None


def _leads(folder: Path, link: Path) -> str:
    """Where a link leads, in words."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "is a link that leads nowhere or in a circle"
    inside = target.is_relative_to(folder.resolve())
    return "is a link to a place inside the folder" if inside else "is a link that leads out of the folder"


def _doc_ids(files: Sequence[str]) -> list[str]:
    """A name of its own for each file: the stem, else the path without suffix, else the path.

    A stem that would be the id of a table's row (`stem#n`) is not taken either.
    """
    paths = [PurePosixPath(_unpacked(file)) for file in files]
    ids = [unicodedata.normalize("NFC", path.stem) for path in paths]
    names = [unicodedata.normalize("NFC", str(path.with_suffix(""))) for path in paths]
    tables = [kind_of(file) in TABLES for file in files]
    for instead in (names, files, files):
        shared = Counter(ids)
        rows_of = {doc_id for doc_id, table in zip(ids, tables, strict=True) if table}
        ids = [
            other if shared[doc_id] > 1 or _is_row(doc_id, rows_of) else doc_id
            for doc_id, other in zip(ids, instead, strict=True)
        ]
    return ids


def _is_row(doc_id: str, tables: set[str]) -> bool:
    found = _ROW_OF.fullmatch(doc_id)
    return found is not None and found[1] in tables
