"""run.json: what went into a run and what came out of it, without times, absolute paths or user names."""

import hashlib
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sourcewise
from sourcewise.files import replacing
from sourcewise.runs.parameters import SET_BY_RUN
from sourcewise.runs.values import Parameter

NAME, LOG = "run.json", "log.jsonl"

FORMAT = 1

CODE = ("lib", "notebooks", "pyproject.toml", "requirements.lock")

_FILE = {"file": str, "sha256": str}
_LIMIT = (int, float, type(None))
_PARAMETER = {
    "name": str, "type": str, "default": object, "low": _LIMIT, "high": _LIMIT, "choices": (list, tuple),
    "meaning": str, "notebook": str,
}  # fmt: skip
_SHAPE: dict[str, Any] = {
    "format": int,
    "sourcewise": str,
    "python": str,
    "packages": dict,
    "lock": (str, type(None)),
    "git": (dict, type(None)),
    "corpus": [_FILE],
    "notebooks": [_FILE],
    "parameters": {"declared": [_PARAMETER], "given": dict},
    "outputs": [_FILE],
}


def describe(
    corpus: Path, notebooks: Iterable[Path], declared: Iterable[Parameter], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the manifest of a run that is about to start; its outputs are still to come."""
    checkout = Path(sourcewise.__file__).parents[2]
    lock = checkout / "requirements.lock"
    return {
        "format": FORMAT,
        "sourcewise": sourcewise.__version__,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "packages": dict(_versions()),
        "lock": hash_file(lock) if lock.exists() else None,
        "git": find_commit(checkout),
        "corpus": hash_folder(corpus),
        "notebooks": [{"file": path.name, "sha256": hash_file(path)} for path in notebooks],
        "parameters": {"declared": [asdict(parameter) for parameter in declared], "given": dict(given)},
        "outputs": [],
    }


def summarise(described: Mapping[str, Any]) -> dict[str, Any]:
    """Return a manifest short enough to be read: files counted, with one hash, parameters by name."""
    parameters = described["parameters"]
    values = {row["name"]: row["default"] for row in parameters["declared"]} | parameters["given"]
    files = json.dumps(described["corpus"], sort_keys=True).encode()
    corpus = {"files": len(described["corpus"]), "sha256": hashlib.sha256(files).hexdigest()}
    left_out = ("outputs", "corpus", "notebooks", "parameters")
    return {name: value for name, value in described.items() if name not in left_out} | {
        "corpus": corpus,
        "notebooks": {row["file"]: row["sha256"] for row in described["notebooks"]},
        "parameters": {name: values[name] for name in sorted(values) if name not in SET_BY_RUN},
    }


def write(run: Path, described: Mapping[str, Any]) -> Path:
    """Write `run.json`, the last file of a run, with the hashes of all others but the log."""
    whole = validate({**described, "outputs": hash_folder(run, leave_out=(NAME, LOG))})
    with replacing(run / NAME) as beside:
        text = json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True)
        beside.write_text(text + "\n", encoding="utf-8")
    return run / NAME


def validate(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest if it has the shape of format 1.

    Raises ValueError that names the entry: one that is missing, unknown or of another type, a file's path
    that is absolute or leads out of its folder.
    """
    for where, fault in _find_faults(manifest, _SHAPE, NAME):
        raise ValueError(f"{where} {fault}")
    if manifest["format"] != FORMAT:
        raise ValueError(f"{NAME} is of format {manifest['format']}; this version reads format {FORMAT}")
    for part in ("corpus", "notebooks", "outputs"):
        for entry in manifest[part]:
            if Path(entry["file"]).is_absolute() or ".." in Path(entry["file"]).parts:
                raise ValueError(f"{NAME}, {part}: {entry['file']!r} must be a path inside the folder")
    return dict(manifest)


def find_changes(run: Path) -> list[str]:
    """Return the files of a finished run that are not as it wrote them, and those that it did not write."""
    stated = json.loads((run / NAME).read_text(encoding="utf-8")).get("outputs", [])
    known = {entry["file"]: entry["sha256"] for entry in stated}
    found = hash_folder(run, leave_out=(NAME, LOG))
    return [
        entry["file"]
        for entry in found
        if ".ipynb_checkpoints/" not in entry["file"] and known.get(entry["file"]) != entry["sha256"]
    ]


def hash_folder(folder: Path, *, leave_out: Iterable[str] = ()) -> list[dict[str, str]]:
    """Return path and sha256 of every file below a folder, by path, without links that lead out of it."""
    root, unwanted = folder.resolve(), set(leave_out)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return [
        {"file": name, "sha256": hash_file(path)}
        for name, path in sorted(paths.items())
        if name not in unwanted and path.resolve().is_relative_to(root)
    ]


def hash_file(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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


def _find_faults(value: Any, shape: Any, where: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """Yield every place where a value is not of the shape, with what is wrong there."""
    if isinstance(shape, dict) and isinstance(value, Mapping):
        for name in sorted(shape.keys() | value.keys()):
            if name in shape and name in value:
                yield from _find_faults(value[name], shape[name], f"{where}, {name}")
            else:
                yield f"{where}, {name}", "is missing" if name in shape else "is no entry that is known"
    elif isinstance(shape, list) and isinstance(value, list):
        for position, one in enumerate(value, start=1):
            yield from _find_faults(one, shape[0], f"{where} {position}")
    elif isinstance(shape, (dict, list)) or not isinstance(value, shape):
        yield where, f"must not be a {type(value).__name__}"
