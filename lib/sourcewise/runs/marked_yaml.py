"""YAML of which every name is known with its line, for messages that say where."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

Lines = Mapping[tuple[str, ...], int]


def read(file: Path) -> tuple[dict[str, Any], dict[tuple[str, ...], int]]:
    """The content of a YAML file that holds names and values, and the line of each name by its path.

    The items of a list have lines under their own text. Raises ValueError, with the line, for what is no
    YAML, no mapping, or a name that stands twice; and for anchors and tags, which no such file needs.
    """
    if not file.is_file():
        raise ValueError(f"{file} is missing: give a YAML file")
    try:
        text = file.read_text(encoding="utf-8")
        _refuse_anchors(text, file)
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        content = loader.construct_document(node) if node is not None else None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, TypeError) as error:
        raise ValueError(f"{file} is not YAML: {' '.join(str(error).split())[:300]}") from None
    if not isinstance(content, dict):
        raise ValueError(f"{file} must hold names and values, such as `corpus: articles`")
    lines: dict[tuple[str, ...], int] = {}
    _mark(node, (), lines, file, text)
    return content, lines


def _refuse_anchors(text: str, file: Path) -> None:
    """An alias may stand for more than fits into memory."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ValueError(f"{file.name}, line {event.start_mark.line + 1}: write it out, without & and *")


def _mark(
    node: yaml.Node, place: tuple[str, ...], lines: dict[tuple[str, ...], int], file: Path, text: str
) -> None:
    """Note the line of every name below a node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 1
            if (*place, name) in lines:
                raise ValueError(f"{file.name}, line {line}: {name!r} stands here twice")
            lines[(*place, name)] = line
            _mark(value, (*place, name), lines, file, text)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                lines.setdefault((*place, str(item.value)), item.start_mark.line + 1)
