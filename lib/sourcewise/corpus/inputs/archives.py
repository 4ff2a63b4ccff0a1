"""The bytes of files, gzipped files and members of zips, piece by piece; nothing is unpacked to disk.

What is packed by a stranger may unpack to more than a machine holds: beyond FREE bytes a file may unpack to
RATIO times its size (news packs to a third or fifth), and to MOST bytes at all.
"""

import collections
import functools
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from sourcewise.corpus.inputs.raw import Entry, Problem, UnusableError, problem

CHUNK = 262_144
FREE = 16_777_216
RATIO = 200
MOST = 68_719_476_736
MEMBERS = 500_000
CHANGED = "was changed while it was read; read the corpus again when it is finished"
SMALLER = "unpack it and put its files into the folder"


class Digest(Protocol):
    """A hash in the making."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""


def read(folder: Path, entry: Entry, digest: Digest) -> Iterator[bytes]:
    """The unpacked bytes of an entry; `digest` takes in the bytes of the file on disk, or of a zip's member.

    Raises OSError where it can't be opened; UnusableError with the reason, after what could be read, where
    it breaks off, is damaged, unpacks to too much or is changed while it is read.
    """
    if entry.archive:
        yield from _member(folder, entry, digest)
    elif entry.file.lower().endswith(".gz"):
        packed = _on_disk(folder, entry.file, digest)
        try:
            yield from _inflate(packed)
        except UnusableError:
            collections.deque(packed, maxlen=0)  # the digest is that of the whole file
            raise
    else:
        yield from _on_disk(folder, entry.file, digest)


def open_file(folder: Path, file: str) -> BinaryIO:
    """Open a regular file of the folder, no link; raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    stream = os.fdopen(os.open(folder / file, flags), "rb")
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(0, "it is no regular file")
    return stream


def members(folder: Path, file: str) -> tuple[list[str], list[Problem]]:
    """The names of a zip's members that may be read, and a problem for each other; folders are left out."""
    try:
        found = _zip(folder, file).infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        return [], [problem(file, "archive", f"can't be opened as a zip ({_said(error)}); make it again")]
    if len(found) > MEMBERS:
        reason = f"has {len(found):,} members, and {MEMBERS:,} are read; divide it"
        return [], [problem(file, "archive", reason)]
    names: dict[str, int] = {}
    problems = []
    for info in found:
        reason = _refused(info, names)
        if reason:
            problems.append(problem(f"{file}/{info.filename}", "archive", reason))
        elif not info.is_dir():
            names[info.filename] = info.file_size
    packed = (folder / file).stat().st_size
    if sum(names.values()) > _allowed(packed):
        reason = f"says that it unpacks from {packed:,} bytes to {sum(names.values()):,}; {SMALLER}"
        return [], [*problems, problem(file, "archive", reason)]
    return list(names), problems


def _refused(info: zipfile.ZipInfo, names: dict[str, int]) -> str:
    """Why a member is not read, or nothing."""
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        return "has a name that leads out of the archive and is not read; give it a name inside"
    if info.filename in names:
        return "is there twice, and the first counts; give each a name of its own"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link and is not followed; put the file itself into the archive"
    if info.flag_bits & 1:
        return "is encrypted and is not read; pack it without a password"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in a way that is not read; pack it with the usual one (deflate)"
    if info.file_size > _allowed(info.compress_size):
        return f"says that it unpacks from {info.compress_size:,} bytes to {info.file_size:,} and is not read"
    return ""


def _allowed(packed: int) -> int:
    return min(MOST, max(FREE, RATIO * packed))


def _on_disk(folder: Path, file: str, digest: Digest) -> Iterator[bytes]:
    with open_file(folder, file) as stream:
        before = _state(stream)
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            yield chunk
        if _state(stream) != before:
            raise UnusableError("changed", CHANGED)


def _state(stream: BinaryIO) -> tuple[int, int]:
    found = os.fstat(stream.fileno())
    return found.st_size, found.st_mtime_ns


def _inflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip, of one or several parts."""
    decoder, packed, unpacked = _gzip(), 0, 0
    for chunk in chunks:
        packed += len(chunk)
        while chunk:
            if decoder.eof and not (chunk := chunk.lstrip(b"\0")):
                break
            decoder = _gzip() if decoder.eof else decoder
            for piece in _pieces(decoder, chunk):
                unpacked += len(piece)
                if unpacked > _allowed(packed):
                    reason = f"unpacks from {packed:,} bytes to over {unpacked:,} and is not read on"
                    raise UnusableError("archive", f"{reason}; {SMALLER}")
                yield piece
            chunk = decoder.unused_data if decoder.eof else b""
    if not decoder.eof:
        raise UnusableError("archive", "breaks off before its end; get it again")


def _gzip() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=31)


def _pieces(decoder: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    """What a packed chunk holds, at most CHUNK bytes at a time."""
    while True:
        try:
            piece = decoder.decompress(chunk, CHUNK)
        except zlib.error:
            raise UnusableError("archive", "is no whole gzip file; get it again") from None
        if piece:
            yield piece
        chunk = decoder.unconsumed_tail
        if decoder.eof or (not chunk and len(piece) < CHUNK):
            return


def _member(folder: Path, entry: Entry, digest: Digest) -> Iterator[bytes]:
    name = entry.file[len(entry.archive) + 1 :]
    try:
        with _zip(folder, entry.archive).open(name) as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                yield chunk
    except (KeyError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnusableError(
            "archive", f"can't be unpacked ({_said(error)}); make the archive again"
        ) from None


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or "it breaks off").strip("'\"")[:200]


def _zip(folder: Path, file: str) -> zipfile.ZipFile:
    path = folder / file
    if path.is_symlink():
        raise OSError(0, "it is a link")
    found = path.stat()
    return _opened(str(path), found.st_size, found.st_mtime_ns, os.getpid())


@functools.lru_cache(maxsize=2)
def _opened(path: str, size: int, changed: int, process: int) -> zipfile.ZipFile:
    """An open zip, kept so that its directory is read once for all members; no two processes share one."""
    return zipfile.ZipFile(path)
