"""One parameter and the values that it takes."""

import difflib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

TYPES: dict[str, str] = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "list[str]": "a list of texts",
}

PATHS: dict[str, tuple[str, str]] = {  # mark of a comment: the type that it is for, what the path leads to
    "file": ("str", "file"),
    "files": ("list[str]", "file"),
    "folder": ("str", "folder"),
}

_WHOLE = re.compile(r"[-+]?[0-9]{1,1000}")
_DECIMAL = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?")


class ParameterError(ValueError):
    """Parameters that no notebook can run with; `faults` has one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        """Make one message of the faults, a line each."""
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Parameter:
    """One typed line of a parameters cell; `low` and `high` are inclusive, without `choices` any will do.

    `path`: what its value is the path of, `file` or `folder` (of a list: each of them); empty for no path.
    """

    name: str
    type: str
    default: Any
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    meaning: str
    notebook: str
    path: str = ""

    @property
    def declaration(self) -> str:
        """Type, default and limits, which two notebooks that share a name must share too."""
        limits = f" ({_plain(self.low)} to {_plain(self.high)})" if self.low is not None else ""
        choices = f" (one of: {', '.join(self.choices)})" if self.choices else ""
        path = f" ({self.path}{'s' if self.type == 'list[str]' else ''})" if self.path else ""
        return f"{self.type} = {self.default!r}{limits}{choices}{path}"


def find_fault(value: object, parameter: Parameter) -> str | None:
    """Say what is wrong with a value in a sentence that lacks its subject, or None when it will do."""
    if not _fits(value, parameter.type):
        return (
            f"must be {TYPES[parameter.type]} ({parameter.type}), but {_name(value)}{_hint(value, parameter)}"
        )
    if parameter.low is not None and not parameter.low <= value <= parameter.high:
        return f"is {value}: it must be from {_plain(parameter.low)} to {_plain(parameter.high)}"
    if isinstance(value, list) and len(set(value)) < len(value):
        return f"is {value}: each name must stand in it once"
    for one in value if isinstance(value, list) else [value]:
        if parameter.choices and one not in parameter.choices:
            return (
                f"is {one!r}: it must be one of {', '.join(parameter.choices)}{guess(one, parameter.choices)}"
            )
    return None


def from_text(text: str, type_: str) -> object:
    """Read a value as it was typed on a command line; text that is not of the type comes back as it is.

    A list is comma separated (`China,Russia`) or in YAML's brackets. The declared type decides, not YAML's
    guess: `010` is ten, and `no` is text where text is wanted.
    """
    bare = text.strip()
    if type_ == "int" and _WHOLE.fullmatch(bare):
        return int(bare)
    if type_ == "float" and _DECIMAL.fullmatch(bare):
        return float(bare)
    if type_ == "bool":
        return {"true": True, "yes": True, "false": False, "no": False}.get(bare.lower(), text)
    if type_ == "list[str]" and bare.startswith("["):
        return _bracketed(bare)
    if type_ == "list[str]":
        return [part.strip() for part in bare.split(",") if part.strip()]
    return text


def guess(name: str, among: Iterable[str]) -> str:
    """Return " (did you mean 'n_topics'?)" for the nearest of the names, or nothing when none is near."""
    close = difflib.get_close_matches(name.lower(), list(among), n=1, cutoff=0.5)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _bracketed(text: str) -> object:
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return text


def _fits(value: object, type_: str) -> bool:
    if type_ == "list[str]":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if type_ == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    if type_ == "float":
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and -sys.float_info.max <= value <= sys.float_info.max
    return isinstance(value, {"str": str, "bool": bool}[type_])


def _name(value: object) -> str:
    """Name a value with its type, as in "'five' is text"."""
    if isinstance(value, list):
        odd = [one for one in value if not isinstance(one, str)]
        return f"it holds {odd[0]!r}" if odd else f"{value!r} is a list"
    kinds = {"bool": "true or false", "int": "a whole number", "float": "a number", "str": "text"}
    kind = kinds.get(type(value).__name__, f"a {type(value).__name__}")
    return "it is empty" if value is None else f"{value!r} is {kind}"


def _hint(value: object, parameter: Parameter) -> str:
    """Say how to write it, where a YAML file reads otherwise than people do."""
    if isinstance(value, str) and parameter.type == "float" and _DECIMAL.fullmatch(value):
        return " (no quotation marks, and 1.0e-3 rather than 1e-3)"
    if parameter.type == "list[str]":
        return " (put it in quotation marks)" if isinstance(value, list) else " (write it as [China, Russia])"
    return " (put it in quotation marks)" if parameter.type == "str" and value is not None else ""


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)
