"""A folder of articles to raw documents; what can't be read is listed, never dropped.

Links are not followed: one that leads out of the folder would read what nobody chose, one that leads inside
would read an article twice.
"""

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sourcewise.corpus.decode import decode

SUFFIXES = (".txt",)
SIDECAR = "sources.csv"
EXTRACTOR = "text"


@dataclass(frozen=True)
class RawDocument:
    """One article as found: `raw` is the decoded text with its line ends, `sha256` of the file's bytes."""

    doc_id: str
    file: str
    row: int | None
    sha256: str
    encoding: str
    extractor: str
    raw: str


@dataclass(frozen=True)
class Problem:
    """A file or row that could not be used, wholly or in part: one sentence that says what would be right."""

    file: str
    row: int | None
    kind: str
    message: str


def read_folder(folder: Path | str) -> tuple[list[RawDocument], list[Problem]]:
    """Read every text file under `folder`: documents sorted by file (path from the folder), and the problems.

    `doc_id` is the file's stem in Unicode's composed form; where several files would share it, their paths
    from the folder without suffix, or with it, tell them apart. Raises ValueError where the folder is
    missing, is no folder, or holds no article that can be read.
    """
    folder = Path(folder)
    files, problems = list_files(folder)
    read = [(file, _read(folder, file)) for file in files]
    problems += [found for _, found in read if isinstance(found, Problem)]
    texts = {file: found for file, found in read if not isinstance(found, Problem)}
    if not texts:
        tried = f" ({' '.join(problem.message for problem in problems[:3])})" if problems else ""
        raise ValueError(f"{folder} holds no article that can be read: put .txt files into it{tried}")
    documents = []
    for (file, (data, text, encoding, damage)), doc_id in zip(
        texts.items(), _doc_ids(list(texts)), strict=True
    ):
        sha256 = hashlib.sha256(data).hexdigest()
        documents.append(RawDocument(doc_id, file, None, sha256, encoding, EXTRACTOR, text))
        if damage:
            problems.append(Problem(file, None, "encoding", f"{file} {damage}."))
    return documents, sorted(problems, key=lambda problem: (problem.file, problem.kind))


def list_files(folder: Path | str) -> tuple[list[str], list[Problem]]:
    """The articles' files under `folder`, sorted, and a problem for each other file that is no companion.

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
            problems.append(Problem(_shown(name), None, reason[0], f"{_shown(name)} {reason[1]}."))
    return sorted(files), sorted(problems, key=lambda problem: problem.file)


def is_companion(file: str) -> bool:
    """True for files that are no articles and no problems: README and LICENSE, the sidecar, hidden ones."""
    path = PurePosixPath(file)
    hidden = any(part.startswith(".") for part in path.parts)
    return hidden or path.stem.upper() in ("README", "LICENSE", "LICENCE") or file == SIDECAR


def _walk(folder: Path, above: str) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Each entry's path from the folder, with None for an article, or its problem's kind and sentence."""
    try:
        entries = sorted(os.scandir(folder / above), key=lambda entry: entry.name)
    except OSError as error:
        yield above, ("unreadable", f"can't be opened ({error.strerror}); give the right to read it")
        return
    for entry in entries:
        name = f"{above}/{entry.name}" if above else entry.name
        if is_companion(name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, name)
        else:
            yield name, _reason(folder, entry, name)


def _reason(folder: Path, entry: os.DirEntry[str], name: str) -> tuple[str, str] | None:
    """Why an entry is not read, or None for an article."""
    if entry.is_symlink():
        return (
            "link",
            f"{_leads(folder, Path(entry.path))} and is not followed; put the file itself into the folder",
        )
    if not entry.is_file(follow_symlinks=False):
        return "special", "is no regular file and is not opened; take it out of the folder"
    if not entry.name.lower().endswith(SUFFIXES):
        return "unsupported", "is of a kind that is not read; save articles as .txt"
    if _shown(name) != name:
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


def _read(folder: Path, file: str) -> tuple[bytes, str, str, str | None] | Problem:
    """A file's bytes, text, encoding and damage, or the problem."""
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        return Problem(
            file, None, "unreadable", f"{file} can't be opened ({error.strerror}); give the right to read it."
        )
    if not data:
        return Problem(file, None, "empty", f"{file} is empty; it should hold the text of an article.")
    try:
        decoded = decode(data)
    except ValueError as error:
        return Problem(file, None, "encoding", f"{file} {error}.")
    if not decoded.text.strip():
        return Problem(
            file, None, "blank", f"{file} holds only blanks; it should hold the text of an article."
        )
    return data, decoded.text, decoded.encoding, decoded.damage


def _doc_ids(files: list[str]) -> list[str]:
    """A name of its own for each file: the stem, else the path without suffix, else the path."""
    ids = [unicodedata.normalize("NFC", PurePosixPath(file).stem) for file in files]
    names = [unicodedata.normalize("NFC", str(PurePosixPath(file).with_suffix(""))) for file in files]
    while len(shared := Counter(ids)) < len(ids):
        ids = [name if shared[doc_id] > 1 else doc_id for doc_id, name in zip(ids, names, strict=True)]
        names = files
    return ids


def _shown(name: str) -> str:
    """A name with bytes that are no UTF-8 written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
