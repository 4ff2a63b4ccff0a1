"""A run's folder: built beside its place, swapped in whole, one run at a time, nobody's files deleted."""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from sourcewise.runs import manifest


def check(corpus: Path, out: Path) -> None:
    """Raise ValueError where `out` may not become a run: it holds other things, or meets the corpus."""
    corpus, out, here = corpus.resolve(), out.resolve(), Path.cwd()
    if out == corpus or corpus in out.parents or out in corpus.parents:
        raise ValueError(f"the run's folder {out} and the corpus {corpus} must not lie in each other")
    if out == here or out in here.parents:
        raise ValueError(f"{out} is the folder that you are in: choose another one for the run")
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out} is a file: choose a folder for the run")
    for place, kind in ((out, "run"), (_failed(out), "failed run")):
        if place.is_dir() and any(place.iterdir()) and not _is_ours(place):
            raise ValueError(
                f"{place} is not a {kind} of sourcewise: it stays as it is; choose another folder"
            )


@contextlib.contextmanager
def building(out: Path, say: Callable[[str], None]) -> Iterator[Path]:
    """Give an empty folder beside `out`, which takes its place when the block ends well, and else is gone.

    The former run stays until then; files in it that sourcewise did not write are kept, under a name that is
    said. Raises ValueError while another process builds the same folder.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    partial, former = _beside(out, "partial"), _beside(out, "former")
    with _locked(out):
        if former.exists() and not out.exists():  # killed between the two renames of a swap
            former.rename(out)
        for left in (partial, former):
            shutil.rmtree(left, ignore_errors=True)
        partial.mkdir()
        try:
            yield partial
            _swap(partial, out, former, say)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def keep_failed(partial: Path, out: Path, reason: str) -> Path:
    """Move what a failed run made to `NAME.failed`, in the place of an earlier one, and return that path."""
    failed = _failed(out.resolve())
    (partial / "failure.txt").write_text(f"{reason}\n", encoding="utf-8")
    shutil.rmtree(failed, ignore_errors=True)
    return partial.rename(failed)


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


def _swap(partial: Path, out: Path, former: Path, say: Callable[[str], None]) -> None:
    """Put `partial` in the place of `out`: two renames, with the former run whole until the second."""
    if not out.exists() or not any(out.iterdir()):
        partial.replace(out)
        return
    kept = _free_name(out) if manifest.find_changes(out) else former
    out.rename(kept)
    partial.rename(out)
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
def _locked(out: Path) -> Iterator[None]:
    """Hold the lock file beside `out`; the system frees it when the process ends, however it ends."""
    path = _beside(out, "lock")
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
