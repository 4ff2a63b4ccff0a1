"""Lists that people write as YAML, their own and the shipped ones, and one sentence for what is wrong."""

from importlib import resources
from pathlib import Path

import yaml


def shipped(name: str) -> object:
    """The content of a YAML file of the package's `data`."""
    return yaml.load((resources.files("sourcewise") / "data" / name).read_text("utf-8"), yaml.CSafeLoader)


def read(path: Path, *, what: str) -> object:
    """The content of a YAML file that a user wrote; `what` the file is for, as in "your targets".

    Raises FileNotFoundError, or ValueError with the file, and the line where one is known, for what is no
    UTF-8, no YAML, or a mapping with a key that stands twice: YAML itself keeps the last one in silence.
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there: give the YAML file with {what}")
    try:
        text = path.read_text("utf-8-sig")
        _refuse_twice(yaml.compose(text, yaml.CSafeLoader), path)
        return yaml.load(text, yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text: save it as UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"{path} is not YAML: {str(error).splitlines()[0]}{_line(error)}") from error


def _line(error: Exception) -> str:
    """Where a YAML error stands."""
    mark = getattr(error, "problem_mark", None)
    return f", line {mark.line + 1}" if mark else ""


def _refuse_twice(node: yaml.Node | None, path: Path) -> None:
    """Refuse a key that stands twice in one mapping."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise ValueError(
                f"{path}, line {key.start_mark.line + 1}: {key.value!r} stands twice; merge the two"
            )
        seen.add(key.value)
        _refuse_twice(value, path)
