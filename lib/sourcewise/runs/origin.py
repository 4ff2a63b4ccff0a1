"""What ran: the commit, the code, the lock and the versions of the packages."""

import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sourcewise
from sourcewise.runs import hashes

CODE = ("lib", "notebooks", "pyproject.toml", "requirements.lock")

PACKAGE = Path(sourcewise.__file__).parent


def describe() -> dict[str, Any]:
    """Return the version, the hash of the code, Python, packages, the hash of the lock, and the commit."""
    checkout = PACKAGE.parents[1]
    lock = checkout / "requirements.lock"
    return {
        "sourcewise": sourcewise.__version__,
        "code": find_code(),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "packages": dict(_versions()),
        "lock": hashes.hash_file(lock) if lock.exists() else None,
        "git": find_commit(checkout),
    }


def find_code() -> str:
    """The sha256 of all the code of this package."""
    return hashes.hash_code(PACKAGE)


def find_commit(checkout: Path) -> dict[str, Any] | None:
    """Return the commit that is checked out and whether code or notebooks differ from it, or None."""
    try:
        top, commit = _git(checkout, "rev-parse", "--show-toplevel", "HEAD").split("\n")
        if Path(top).resolve() != checkout.resolve():
            return None
        return {"commit": commit, "dirty": bool(_git(checkout, "status", "--porcelain", "--", *CODE))}
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _git(checkout: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(checkout), *arguments], check=True, capture_output=True, text=True, timeout=30
    )
    return done.stdout.strip()


def _versions() -> Iterator[tuple[str, str]]:
    """The packages that sourcewise declares, and which of them is installed."""
    declared = importlib.metadata.requires("sourcewise") or ()
    for name in sorted({re.match(r"[\w.-]+", line)[0] for line in declared if "extra ==" not in line}):
        yield name, importlib.metadata.version(name)
