"""Hashes of files and folders, by which a run knows what it was made of and what it made."""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

from sourcewise.files import hash_file as hash_file


def hash_folder(folder: Path, *, leave_out: Iterable[str] = ()) -> list[dict[str, str]]:
    """Return path and sha256 of every file below a folder, by path, without links that lead out of it.

    Bytes of a path that are no UTF-8 are written as `\\xff`, as the problems of a corpus name it.
    """
    root, unwanted = folder.resolve(), set(leave_out)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return [
        {"file": os.fsencode(name).decode("utf-8", "backslashreplace"), "sha256": hash_file(path)}
        for name, path in sorted(paths.items())
        if name not in unwanted and path.resolve().is_relative_to(root)
    ]


def hash_json(value: object) -> str:
    """Return the sha256 of a value of plain JSON, whatever the order of its names."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_code(package: Path, *, only: Iterable[str] = ()) -> str:
    """Return one sha256 for the files of a package, or for those below the names in `only`.

    Compiled files do not count: they are made from the others.
    """
    roots = [package / name for name in only] or [package]
    files = {path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))}
    own = sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts)
    return hash_json({path.relative_to(package).as_posix(): hash_file(path) for path in own})
