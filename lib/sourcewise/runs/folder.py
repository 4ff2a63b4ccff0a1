"""A run's folder: built beside its place, swapped in whole, one run at a time, nobody's files deleted."""

import contextlib
import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from sourcewise.runs import manifest
from sourcewise.runs.store import RECORD

STAGES, WHOLE = "stages", "run"  # in the folder beside a run: what is finished, and the run put together

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def check(corpus: Path, out: Path) -> None:
    """Raise ValueError where `out` may not become a run: it holds other things, or meets the corpus."""
    check_apart(corpus, out)
    out = out.resolve()
    for place, kind in ((out, "run"), (_failed(out), "failed run")):
        if place.is_dir() and any(place.iterdir()) and not _is_ours(place):
            raise ValueError(
                f"{place} is not a {kind} of sourcewise: it stays as it is; choose another folder"
            )


def check_apart(corpus: Path, out: Path) -> None:
    """Raise ValueError where results in `out` would meet the corpus, or the folder that one works in."""
    corpus, out, here = corpus.resolve(), out.resolve(), Path.cwd()
    if out == corpus or corpus in out.parents or out in corpus.parents:
        raise ValueError(f"the run's folder {out} and the corpus {corpus} must not lie in each other")
    if out == here or out in here.parents:
        raise ValueError(f"{out} is the folder that you are in: choose another one for the run")
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out} is a file: choose a folder for the run")


@contextlib.contextmanager
def building(out: Path, say: Callable[[str], None], *, afresh: bool = False) -> Iterator[Path]:
    """Give the folder beside `out` in which a run is built; its `run` becomes `out` when the block ends well.

    A block that does not end well, or whose process is killed, leaves the former run as it was, and the
    finished stages for the next run to go on from, unless that begins `afresh`. Files in the former run that
    sourcewise did not write are kept, under a name that is said. Raises ValueError while another process
    builds the same folder, and OSError in a sentence where the disk is full.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    partial, former = _beside(out, "partial"), _beside(out, "former")
    with locked(_beside(out, "lock"), out), told_if_full(out):
        if former.exists() and not out.exists():  # killed between the two renames of a swap
            former.rename(out)
        shutil.rmtree(former, ignore_errors=True)
        _clear(partial, keep=() if afresh else (STAGES, manifest.LOG))
        partial.mkdir(exist_ok=True)
        try:
            yield partial
            swap(partial / WHOLE, out, former, say)
            shutil.rmtree(partial, ignore_errors=True)
        finally:
            _clear(partial, keep=(STAGES, manifest.LOG))
            if not any(partial.glob(f"{STAGES}/*/{RECORD}")):
                shutil.rmtree(partial, ignore_errors=True)


def keep_failed(whole: Path, out: Path, reason: str) -> Path:
    """Move what a failed run made to `NAME.failed`, in the place of an earlier one, and return that path."""
    failed = _failed(out.resolve())
    (whole / "failure.txt").write_text(f"{reason}\n", encoding="utf-8")
    shutil.rmtree(failed, ignore_errors=True)
    return whole.rename(failed)


def _clear(partial: Path, *, keep: tuple[str, ...]) -> None:
    """Take away what a run left that did not end well, but for the names in `keep`."""
    if partial.is_symlink() or partial.is_file():
        partial.unlink()
    for path in partial.iterdir() if partial.is_dir() else ():
        if path.name in keep:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


@contextlib.contextmanager
def told_if_full(out: Path) -> Iterator[None]:
    """Say of a full disk what it comes to: what is finished stays, and nothing half written is taken up."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        reason = os.strerror(error.errno)
        told = f"{reason}: make room and run it again; finished stages are kept, nothing half written is"
        raise OSError(error.errno, told, str(out.parent)) from error


def _failed(out: Path) -> Path:
    return out.with_name(f"{out.name}.failed")


def _beside(out: Path, kind: str) -> Path:
    return out.with_name(f".{out.name}.{kind}")


def _is_ours(folder: Path) -> bool:
    if (folder / "failure.txt").exists() and (folder / manifest.LOG).exists():
        return True
    try:
        found = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))
        return isinstance(found, dict) and {"sourcewise", "outputs"} <= found.keys()
    except (OSError, ValueError):
        return False


def swap(whole: Path, out: Path, former: Path, say: Callable[[str], None]) -> None:
    """Put `whole` in the place of `out`: two renames, with the former run whole until the second."""
    if not out.exists() or not any(out.iterdir()):
        whole.replace(out)
        return
    kept = _free_name(out) if manifest.find_changes(out) else former
    out.rename(kept)
    whole.rename(out)
    if kept == former:
        shutil.rmtree(former, ignore_errors=True)
    else:
        say(f"{out.name} held files that sourcewise did not write: the former folder is kept as {kept}")


def _free_name(out: Path) -> Path:
    number = 1
    while (name := out.with_name(f"{out.name}.before-{number}")).exists():
        number += 1
    return name


@contextlib.contextmanager
def locked(path: Path, out: Path) -> Iterator[None]:
    """Hold the lock file `path` of `out`; the system frees it when the process ends, however it ends.

    Raises ValueError, with the process and its start, while another one holds it.
    """
    with _open_lock(path, out) as lock:
        lock.seek(0)
        lock.truncate()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        lock.write(f"process {os.getpid()}, started {now}")
        lock.flush()
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _open_lock(path: Path, out: Path) -> IO[str]:
    """Open and lock the file at `path`; once more if its holder took it away in between."""
    while True:
        lock = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read()
            lock.close()
            raise ValueError(f"{out} is being written by another run ({holder or 'just started'})") from None
        if path.exists() and path.stat().st_ino == os.fstat(lock.fileno()).st_ino:
            return lock
        lock.close()
