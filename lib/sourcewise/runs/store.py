"""The stages of a run: what each reads, and the store in which finished ones lie, whole or not at all.

A stage works in a folder of its own, in which it finds the files of the stages that it needs. What it adds is
moved to `STORE/NAME-FINGERPRINT/`, and `stage.json` is written last, with the sha256 of every file: without
it, or with other bytes, a stage has not been run.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sourcewise.files import replacing
from sourcewise.runs import hashes

CORPUS, REPORT = "corpus", "report"

RECORD = "stage.json"


@dataclass(frozen=True)
class Stage:
    """A notebook of the pipeline and the notebooks whose results it reads; all read the corpus."""

    name: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A finished stage: the folder that holds its files, and the sha256 of each by its path."""

    name: str
    fingerprint: str
    folder: Path
    files: Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """A folder in which a stage works; `before` says what it found there, by path."""

    folder: Path
    before: Mapping[str, tuple[int, int, int]]


class ForeignFileError(ValueError):
    """A stage changed files of another one, which nobody can trust from then on."""


def find_needs(stages: Sequence[Stage]) -> dict[str, tuple[str, ...]]:
    """Return the names of the stages that each stage reads, directly or through others, in their order.

    The corpus comes first and the report last; neither stands in `stages`.
    """
    needs: dict[str, tuple[str, ...]] = {CORPUS: ()}
    for stage in stages:
        direct = (CORPUS, *stage.needs)
        reached = {*direct, *(name for one in direct for name in needs[one])}
        needs[stage.name] = tuple(name for name in needs if name in reached)
    return needs | {REPORT: tuple(needs)}


def find(store: Path, name: str, fingerprint: str, say: Callable[[str], None]) -> Made | None:
    """Return a finished stage of the store, or None; one that is not whole is removed, and that is said."""
    folder = _place(store, name, fingerprint)
    if not folder.is_dir():
        return None
    record = _read(folder / RECORD)
    if record is None or record["fingerprint"] != fingerprint:
        fault = f"its {RECORD} is missing or cannot be read"
    else:
        fault = find_fault(folder, record["files"])
    if fault is None:
        return Made(name, fingerprint, folder, record["files"])
    say(f"{name}: {fault}, so it runs again")
    shutil.rmtree(folder, ignore_errors=True)
    return None


def find_fault(folder: Path, files: Mapping[str, str]) -> str | None:
    """Say which file of a stage is gone or has other bytes than it was written with, or None."""
    for file, sha256 in sorted(files.items()):
        path = folder / file
        if path.is_symlink() or not path.is_file():
            return f"{file} is missing"
        if hashes.hash_file(path) != sha256:
            return f"{file} is not as it was written"
    return None


def adopt(store: Path, name: str, fingerprint: str, run: Path, files: Mapping[str, str]) -> Made:
    """Copy the files of a stage, which are known to be whole, from a finished run into the store."""
    folder = _empty(_place(store, name, fingerprint))
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(run / file, folder / file)
    return _record(folder, name, fingerprint, files)


def begin(place: Path, name: str, needs: Iterable[Made]) -> Work:
    """Make a folder below `place` for a stage to work in, with the files of the stages that it needs."""
    place.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=place))
    assemble(folder, needs)
    return Work(folder, {file: _state(folder / file) for file in _files(folder)})


def keep(store: Path, work: Work, name: str, fingerprint: str) -> Made:
    """Move what a stage added into the store, which then holds it as finished.

    Raises ForeignFileError, with the store emptied, where it changed or removed what it found: files are
    shared between folders, so that other stages may have read the changed ones.
    """
    found = _files(work.folder)
    changed = [file for file, state in work.before.items() if _state(work.folder / file) != state]
    if changed:
        shutil.rmtree(store, ignore_errors=True)
        raise ForeignFileError(
            f"{name} changed {', '.join(sorted(changed)[:3])}, which another stage wrote: let it write to "
            "another name; all stages run again"
        )
    folder, added = _empty(_place(store, name, fingerprint)), sorted(found - work.before.keys())
    for file in added:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (work.folder / file).rename(folder / file)
    shutil.rmtree(work.folder, ignore_errors=True)
    return _record(folder, name, fingerprint, {file: hashes.hash_file(folder / file) for file in added})


def peek(work: Work, name: str) -> Made:
    """Return what a stage that failed has added so far, where it lies; it is not finished."""
    return Made(name, "", work.folder, dict.fromkeys(sorted(_files(work.folder) - work.before.keys()), ""))


def assemble(folder: Path, made: Iterable[Made], *, twice: bool = False) -> None:
    """Put the files of stages into one folder, without copying where that is possible.

    Raises ValueError for a file that two stages wrote, unless it may be so (`twice`): then the first stays.
    """
    authors: dict[str, str] = {}
    for one in made:
        for file in one.files:
            if file in authors and not twice:
                raise ValueError(f"{authors[file]} and {one.name} both wrote {file}: one needs another name")
            if file not in authors:
                authors[file] = one.name
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                share(one.folder / file, folder / file)


def share(source: Path, target: Path) -> None:
    """Give a file a second name, or a copy where the file system has no such thing; `target` is new."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _place(store: Path, name: str, fingerprint: str) -> Path:
    return store / f"{name}-{fingerprint[:16]}"


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _record(folder: Path, name: str, fingerprint: str, files: Mapping[str, str]) -> Made:
    """Write the file that makes a stage a finished one."""
    text = json.dumps({"stage": name, "fingerprint": fingerprint, "files": files}, indent=1, sort_keys=True)
    with replacing(folder / RECORD) as beside:
        beside.write_text(text + "\n", encoding="utf-8")
    return Made(name, fingerprint, folder, dict(files))


def _read(path: Path) -> dict | None:
    """A record, or None where it is missing or is none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        inside = all(
            not Path(file).is_absolute() and ".." not in Path(file).parts for file in record["files"]
        )
        hashed = all(isinstance(sha256, str) for sha256 in record["files"].values())
        return record if inside and hashed and isinstance(record["fingerprint"], str) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _files(folder: Path) -> set[str]:
    """The files below a folder; links are nobody's results."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix() for path in paths}


def _state(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file does: without reading all of a large corpus again."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
