"""The notebooks' parameters: read from their typed cells, and checked before any kernel starts.

A parameters cell holds lines like `n_topics: int = 5  # number of topics (2 to 50)` or
`model: str = "nmf"  # topic model (one of: nmf, lda)`; of paths it says `(file)`, `(files)` for a list of
them, or `(folder)`. They are read, never executed.
"""

import ast
import io
import json
import re
import tokenize
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sourcewise.runs import inputs, marked_yaml
from sourcewise.runs.values import (
    PATHS,
    TYPES,
    Parameter,
    ParameterError,
    find_fault,
    from_text,
    guess,
)

SET_BY_RUN = ("run", "corpus")

_NUMBER = r"([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)"
_RANGE = re.compile(rf"\({_NUMBER} to {_NUMBER}\)")
_CHOICES = re.compile(r"\(one of: ([^()]+)\)")
_PATH = re.compile(rf"\(({'|'.join(PATHS)})\)")
_LIMITS = re.compile(rf" *(?:{_RANGE.pattern}|{_CHOICES.pattern}|{_PATH.pattern})")


def declared(notebook: Path) -> list[Parameter]:
    """Read the parameters that a notebook declares, in their order; none when it has no parameters cell.

    Raises ValueError with the notebook, the line and what would be right.
    """
    tagged = [
        cell for cell in _code_cells(notebook) if "parameters" in cell.get("metadata", {}).get("tags", [])
    ]
    if len(tagged) > 1:
        raise ValueError(f"{notebook.name}: {len(tagged)} cells are tagged 'parameters'; there must be one")
    source = "".join(tagged[0]["source"]) if tagged else ""
    try:
        statements, comments = ast.parse(source).body, _comments(source)
    except (SyntaxError, ValueError, tokenize.TokenError) as error:
        raise ValueError(f"{notebook.name}: the parameters cell is not Python ({error})") from None
    return [_parameter(notebook.stem, statement, comments) for statement in statements]


def gather(notebooks: Iterable[Path]) -> list[Parameter]:
    """Read the parameters of all notebooks, one row a notebook and name.

    Raises ValueError where two notebooks give one name different types, defaults or limits (those that the
    run sets itself may differ).
    """
    found = [parameter for notebook in notebooks for parameter in declared(notebook)]
    first: dict[str, Parameter] = {}
    for parameter in found:
        other = first.setdefault(parameter.name, parameter)
        if parameter.declaration != other.declaration and parameter.name not in SET_BY_RUN:
            raise ValueError(
                f"{parameter.name} is `{other.declaration}` in {other.notebook}, "
                f"but `{parameter.declaration}` in {parameter.notebook}: they must be the same"
            )
    return found


def load(file: Path | None, typed: Iterable[tuple[str, str]], known: Iterable[Parameter]) -> dict[str, Any]:
    """Read parameters from a YAML file and from NAME VALUE pairs as typed, which win; none is checked yet.

    Paths in the file are meant from its own folder, typed ones from where one is. Raises ValueError for a
    file that is no YAML mapping, and a name that stands in it or is typed twice.
    """
    known = list(known)
    given = _read(file, known) if file else {}
    types = {parameter.name: parameter.type for parameter in known}
    seen = set[str]()
    for name, text in typed:
        if name in seen:
            raise ValueError(f"{name} is given twice")
        seen.add(name)
        given[name] = from_text(text, types.get(name, "str"))
    return given


def check(given: Mapping[str, Any], known: Iterable[Parameter]) -> dict[str, Any]:
    """Return the given parameters, sorted by name; a whole number becomes a float where a float is declared.

    Raises ParameterError with one sentence for every unknown name, wrong type and value out of range.
    """
    by_name = {parameter.name: parameter for parameter in known if parameter.name not in SET_BY_RUN}
    faults: list[str] = []
    checked: dict[str, Any] = {}
    for name, value in sorted(given.items(), key=lambda item: str(item[0])):
        if name in SET_BY_RUN:
            faults.append(f"{name} is set by the run itself and cannot be given")
        elif name not in by_name:
            names = f"; there are: {', '.join(sorted(by_name)) or 'none'}"
            faults.append(f"there is no parameter {name!r}{guess(str(name), by_name) or names}")
        elif fault := find_fault(value, by_name[name]):
            faults.append(f"{name} {fault}")
        else:
            checked[name] = float(value) if by_name[name].type == "float" else value
    if faults:
        raise ParameterError(faults)
    return checked


def describe(known: Iterable[Parameter]) -> list[tuple[str, str, str, str]]:
    """Return name, declaration, meaning and notebooks of every parameter that may be given, by name."""
    rows = [parameter for parameter in known if parameter.name not in SET_BY_RUN]
    by_name = {name: [row for row in rows if row.name == name] for name in sorted({row.name for row in rows})}
    return [
        (name, same[0].declaration, _LIMITS.sub("", same[0].meaning), ", ".join(row.notebook for row in same))
        for name, same in by_name.items()
    ]


def _read(file: Path, known: Iterable[Parameter]) -> dict[str, Any]:
    """The parameters of a file."""
    content, _ = marked_yaml.read(file, such_as="n_topics: 8")
    return inputs.seen_from(content, known, file.parent)


def _code_cells(notebook: Path) -> list[dict[str, Any]]:
    """Read a notebook's code cells as plain JSON, since nbformat takes a second to import."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{notebook} is not a notebook of format 4") from None


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _parameter(notebook: str, statement: ast.stmt, comments: Mapping[int, str]) -> Parameter:
    """Read one line; everything that is not a typed, commented, plain value is refused."""
    where = f"{notebook}, parameters cell, line {statement.lineno}"
    if not (
        isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value
    ):
        raise ValueError(f"{where}: write it as `name: type = value  # meaning`")
    name, type_ = statement.target.id, ast.unparse(statement.annotation)
    meaning = comments.get(statement.end_lineno) or comments.get(statement.lineno, "")
    if type_ not in TYPES:
        raise ValueError(f"{where}: {name} has the type {type_}; it must be one of {', '.join(TYPES)}")
    if not meaning:
        raise ValueError(f"{where}: {name} has no comment that says what it means")
    try:
        default = ast.literal_eval(statement.value)
    except (ValueError, TypeError):
        raise ValueError(f"{where}: {name} must be a plain value, not a calculation") from None
    limits = _limits(where, type_, meaning)
    parameter = Parameter(name, type_, default, *limits, meaning, notebook, _path(where, type_, meaning))
    if fault := find_fault(default, parameter):
        raise ValueError(f"{where}: the default of {name} {fault}")
    return parameter


def _limits(where: str, type_: str, meaning: str) -> tuple[float | None, float | None, tuple[str, ...]]:
    """Read the range and the choices that a comment states."""
    span, choices = _RANGE.search(meaning), _CHOICES.search(meaning)
    if span and type_ not in ("int", "float"):
        raise ValueError(f"{where}: a range such as {span[0]} is for int and float, not for {type_}")
    if choices and type_ not in ("str", "list[str]"):
        raise ValueError(f"{where}: choices are for str and list[str], not for {type_}")
    low, high = (float(span[1]), float(span[2])) if span else (None, None)
    return low, high, tuple(part.strip() for part in choices[1].split(",")) if choices else ()


def _path(where: str, type_: str, meaning: str) -> str:
    """Read what a comment says that the value is the path of."""
    mark = _PATH.search(meaning)
    if mark and PATHS[mark[1]][0] != type_:
        raise ValueError(f"{where}: {mark[0]} is for {PATHS[mark[1]][0]}, not for {type_}")
    return PATHS[mark[1]][1] if mark else ""
