"""Files that parameters name: found and hashed before anything starts, copied into the run, read from there.

A run holds them as `inputs/PARAMETER/NAME`, those of a folder under the names that they have in it. So a run
knows what it was made of, and can be made again, without the places where its user keeps things.
"""

import itertools
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcewise.files import hash_file
from sourcewise.runs.values import Parameter, ParameterError

FOLDER = "inputs"
MOST = 10_000  # files that one folder may hold: more is somebody's home

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Input:
    """A file that a parameter names: where it will lie in the run, its hash and size, where it lies now."""

    parameter: str
    file: str
    sha256: str
    bytes: int
    source: Path

    @property
    def row(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "parameter": self.parameter, "file": self.file, "sha256": self.sha256, "bytes": self.bytes
        }  # fmt: skip


def seen_from(given: Mapping[str, Any], known: Iterable[Parameter], folder: Path) -> dict[str, Any]:
    """Return the given values with the paths among them, which are meant from `folder`, led there.

    What is of the wrong type stays as it is: `parameters.check` says so.
    """
    names = {parameter.name for parameter in known if parameter.path}
    return {name: _led(value, folder) if name in names else value for name, value in given.items()}


def find_faults(given: Mapping[str, Any], known: Iterable[Parameter]) -> Iterator[str]:
    """Say, in a sentence each, what is wrong with the files that the given values name."""
    for parameter in _path_parameters(known):
        values = _listed(given.get(parameter.name))
        yield from (f"{parameter.name}: {fault}" for one in values if (fault := _fault(one, parameter.path)))
        names = [Path(one).name for one in values]
        twice = sorted({name for name in names if names.count(name) > 1})
        yield from (f"{parameter.name}: two files are called {name}: rename one" for name in twice)


def find(
    given: Mapping[str, Any], known: Sequence[Parameter], home: Path
) -> tuple[dict[str, Any], tuple[Input, ...]]:
    """Return the given values, of which each path leads from a run's folder to its own copy, and the files.

    A default that a notebook declares is meant from `home`, the notebook's folder. Raises ParameterError with
    one sentence for every file or folder that is missing, is something else or cannot be read.
    """
    own = _path_parameters(known)
    declared = {parameter.name: parameter.default for parameter in own if parameter.default}
    given = seen_from(declared, known, home) | dict(given)
    if faults := list(find_faults(given, known)):
        raise ParameterError(faults)
    found: list[Input] = []
    for parameter in own:
        for path in map(Path, _listed(given.get(parameter.name))):
            found += _inputs(parameter, path)
        if given.get(parameter.name):
            given[parameter.name] = _inside(given[parameter.name], parameter)
    return dict(sorted(given.items())), tuple(found)


def read_by(notebook: str, described: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Of the files of a manifest, those that a notebook reads: whose parameters it declares."""
    declared = described["parameters"]["declared"]
    own = {row["name"] for row in declared if row["notebook"] == notebook}
    return [row for row in described["inputs"] if row["parameter"] in own]


def mark(row: Mapping[str, Any]) -> str:
    """What a batch calls one of the files."""
    return f"{row['file']} {row['sha256']}"


def copy(found: Iterable[Input], place: Path) -> None:
    """Copy the files below `place`. Raises ValueError for one that is no longer what it was."""
    for one in found:
        target = place / one.file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(one.source, target)
        if hash_file(target) != one.sha256:
            raise ValueError(f"{one.parameter}: {one.source} changed while it was read: run it again")


def _path_parameters(known: Iterable[Parameter]) -> list[Parameter]:
    """The parameters whose values are paths, each once, by name."""
    return [one for _, one in sorted({parameter.name: parameter for parameter in known}.items()) if one.path]


def _listed(value: object) -> list[str]:
    """The paths in a value; empty text is none, but not in a list."""
    return value if isinstance(value, list) else [value] if value else []


def _led(value: Any, folder: Path) -> Any:  # noqa: ANN401 - what a file holds, right or wrong
    if isinstance(value, list):
        return [_led(one, folder) for one in value]
    return str(folder / value) if isinstance(value, str) and value else value


def _fault(path: str, kind: str) -> str | None:
    """Say what is wrong with a path, or None."""
    if not path.strip():
        return "a path in it is empty"
    try:
        Path(path).name.encode("utf-8")
        if kind == "file":
            return _fault_of_file(Path(path))
        return _fault_of_folder(Path(path))
    except UnicodeEncodeError:
        return f"{path!r} has a name that is not UTF-8: rename it"
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}"


def _fault_of_file(path: Path) -> str | None:
    if path.is_dir():
        return f"{path} is a folder: give a file"
    if not path.is_file():
        return f"{path} is {'no plain file' if path.exists() else 'missing'}: give the path of a file"
    path.open("rb").close()
    return None


def _fault_of_folder(path: Path) -> str | None:
    if not path.is_dir():
        return f"{path} is {'a file' if path.exists() else 'missing'}: give the path of a folder"
    files = list(itertools.islice(_files(path), MOST + 1))
    if not files:
        return f"{path} holds no file"
    if len(files) > MOST:
        return f"{path} holds more than {MOST:,} files: give a folder that holds only what is meant"
    faults = (_fault(str(file), "file") for _, file in files)
    return next((fault for fault in faults if fault), None)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder, by their names in it, but for hidden ones (locks and traces of programs)."""
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(place, name)
            yield path.relative_to(folder).as_posix(), path


def _raise(error: OSError) -> None:
    raise error


def _inputs(parameter: Parameter, path: Path) -> Iterator[Input]:
    """The files that one path stands for."""
    named = [(path.name, path)] if parameter.path == "file" else list(_files(path))
    for name, source in named:
        size, sha256 = source.stat().st_size, hash_file(source)
        yield Input(parameter.name, f"{FOLDER}/{parameter.name}/{name}", sha256, size, source.absolute())


def _inside(value: Any, parameter: Parameter) -> Any:  # noqa: ANN401 - a path or a list of them
    """The same path or paths inside a run."""
    if isinstance(value, list):
        return [_inside(one, parameter) for one in value]
    place = f"{FOLDER}/{parameter.name}"
    return f"{place}/{Path(value).name}" if parameter.path == "file" else place
