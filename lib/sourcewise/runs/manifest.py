"""run.json: what went into a run and what came out of it, without times, absolute paths or user names."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sourcewise.files import replacing
from sourcewise.runs import hashes, origin
from sourcewise.runs.isolation import FIXED
from sourcewise.runs.parameters import SET_BY_RUN
from sourcewise.runs.store import Made
from sourcewise.runs.values import Parameter

NAME, LOG = "run.json", "log.jsonl"

FORMAT = 2

_FILE = {"file": str, "sha256": str}
_LIMIT = (int, float, type(None))
_PARAMETER = {
    "name": str, "type": str, "default": object, "low": _LIMIT, "high": _LIMIT, "choices": (list, tuple),
    "meaning": str, "notebook": str,
}  # fmt: skip
_SHAPE: dict[str, Any] = {
    "format": int,
    "title": str,
    "sourcewise": str,
    "code": str,
    "python": str,
    "packages": dict,
    "lock": (str, type(None)),
    "git": (dict, type(None)),
    "environment": dict,
    "seeds": dict,
    "corpus": [_FILE],
    "notebooks": [_FILE],
    "parameters": {"declared": [_PARAMETER], "given": dict},
    "stages": [{"name": str, "needs": [str], "fingerprint": str, "files": [str]}],
    "outputs": [_FILE],
}


def describe(
    corpus: Path,
    notebooks: Iterable[Path],
    declared: Sequence[Parameter],
    given: Mapping[str, Any],
    *,
    title: str,
) -> dict[str, Any]:
    """Return the manifest of a run that is about to start; its stages and outputs are still to come.

    `seeds` holds every parameter whose name is or ends in `seed`, and the one of Python's hashes.
    """
    described = {
        "format": FORMAT,
        "title": title,
        **origin.describe(),
        "environment": dict(FIXED),
        "corpus": hashes.hash_folder(corpus),
        "notebooks": [{"file": path.name, "sha256": hashes.hash_file(path)} for path in notebooks],
        "stages": [],
        "outputs": [],
    }
    return described | describe_given(declared, given)


def describe_given(declared: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries of a manifest that hang on the parameters: themselves, and the seeds among them."""
    values = find_values(declared, given)
    seeds = {name: value for name, value in values.items() if name == "seed" or name.endswith("_seed")}
    return {
        "seeds": {"PYTHONHASHSEED": int(FIXED["PYTHONHASHSEED"])} | seeds,
        "parameters": {"declared": [asdict(parameter) for parameter in declared], "given": dict(given)},
    }


def find_values(declared: Iterable[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every parameter that a user may give, by name."""
    values = {parameter.name: parameter.default for parameter in declared} | dict(given)
    return {name: values[name] for name in sorted(values) if name not in SET_BY_RUN}


def summarise(described: Mapping[str, Any]) -> dict[str, Any]:
    """Return a manifest short enough to be read: files counted, with one hash, parameters by name.

    Its order is the same whether the manifest is that of a run to come or was read from a file.
    """
    parameters = [Parameter(**row) for row in described["parameters"]["declared"]]
    corpus = {"files": len(described["corpus"]), "sha256": hashes.hash_json(described["corpus"])}
    left_out = ("title", "environment", "corpus", "notebooks", "parameters", "stages", "outputs")
    return {name: described[name] for name in _SHAPE if name not in left_out} | {
        "corpus": corpus,
        "notebooks": {row["file"]: row["sha256"] for row in described["notebooks"]},
        "parameters": find_values(parameters, described["parameters"]["given"]),
    }


def write(
    run: Path, described: Mapping[str, Any], stages: Iterable[Made], needs: Mapping[str, Iterable[str]]
) -> Path:
    """Write `run.json`, the last file of a run, with its stages and the hashes of their files."""
    made = list(stages)
    rows = [
        {"name": one.name, "needs": list(needs[one.name]), "fingerprint": one.fingerprint,
         "files": sorted(one.files)}
        for one in made
    ]  # fmt: skip
    files = sorted((file, sha256) for one in made for file, sha256 in one.files.items())
    outputs = [{"file": file, "sha256": sha256} for file, sha256 in files]
    whole = validate({**described, "stages": rows, "outputs": outputs})
    with replacing(run / NAME) as beside:
        text = json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True)
        beside.write_text(text + "\n", encoding="utf-8")
    return run / NAME


def read(run: Path) -> dict[str, Any]:
    """Read the manifest of a finished run. Raises ValueError that names the folder or the faulty entry."""
    if not run.is_dir():
        raise ValueError(f"{run} is not a folder: give the folder of a finished run")
    try:
        found = json.loads((run / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"{run} holds no {NAME}: give the folder of a finished run") from None
    except ValueError:
        raise ValueError(f"{run / NAME} is damaged: it is not JSON") from None
    if not isinstance(found, dict):
        raise ValueError(f"{run / NAME} is damaged: it must hold names and values")
    try:
        return validate(found)
    except ValueError as error:
        raise ValueError(f"{run}: {error}") from None


def validate(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest if it has the shape of format 2.

    Raises ValueError that names the entry: one that is missing, unknown or of another type, a file's path
    that is absolute or leads out of its folder.
    """
    if isinstance(manifest.get("format"), int) and manifest["format"] != FORMAT:
        raise ValueError(f"{NAME} is of format {manifest['format']}; this version reads format {FORMAT}")
    for where, fault in _find_faults(manifest, _SHAPE, NAME):
        raise ValueError(f"{where} {fault}")
    files = [(part, row["file"]) for part in ("corpus", "notebooks", "outputs") for row in manifest[part]]
    files += [("stages", file) for row in manifest["stages"] for file in row["files"]]
    for part, file in files:
        if Path(file).is_absolute() or ".." in Path(file).parts:
            raise ValueError(f"{NAME}, {part}: {file!r} must be a path inside the folder")
    return dict(manifest)


def find_changes(run: Path) -> list[str]:
    """Return the files of a finished run that are not as it wrote them, and those that it did not write."""
    stated = json.loads((run / NAME).read_text(encoding="utf-8")).get("outputs", [])
    known = {entry["file"]: entry["sha256"] for entry in stated}
    found = hashes.hash_folder(run, leave_out=(NAME, LOG))
    return [
        entry["file"]
        for entry in found
        if ".ipynb_checkpoints/" not in entry["file"] and known.get(entry["file"]) != entry["sha256"]
    ]


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
