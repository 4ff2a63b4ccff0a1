"""The grid of a batch: named axes with their levels, and the primary cell, read from a YAML file.

Nothing runs before every name and value of it is known to be right: the file says, ahead of any result, what
is tried and which of it is the analysis that counts.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcewise.files import hash_file
from sourcewise.runs import marked_yaml, parameters
from sourcewise.runs.grid_faults import CORPUS, DATES, find_faults, find_line, settings, spelled
from sourcewise.runs.values import Parameter


@dataclass(frozen=True)
class Axis:
    """A choice, and by level what it sets: parameters, or the folder of the articles. A facet is no choice of
    analysis but another seed, corpus or span of time: its levels are never counted together.
    """

    name: str
    levels: Mapping[str, Mapping[str, Any]]
    facet: bool


@dataclass(frozen=True)
class Cell:
    """One run of the grid: its level on every axis, the folder of its articles, its parameters."""

    levels: Mapping[str, str]
    corpus: Path
    given: Mapping[str, Any]
    primary: bool


@dataclass(frozen=True)
class Grid:
    """All of a grid file: its axes, its cells in the order of the file, and the file's own sha256."""

    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]
    sha256: str


def read(file: Path, declared: Sequence[Parameter]) -> Grid:
    """Read and check a grid file against the parameters that the notebooks declare.

    Raises ParameterError with one sentence for every fault, each with its line, axis and level; ValueError
    for a file that is no YAML mapping, or holds a name twice.
    """
    content, lines = marked_yaml.read(file)
    faults = list(find_faults(content, declared, file))
    if faults:
        raise parameters.ParameterError(
            [f"{file.name}, line {find_line(place, lines)}: {said}" for place, said in faults]
        )
    shared, base = content.get("parameters") or {}, content.get(CORPUS)
    axes = [_axis(name, levels, content.get("facets") or []) for name, levels in content["axes"].items()]
    primary = {name: spelled(level) for name, level in content["primary"].items()}
    cells = [
        _cell(levels, axes, {CORPUS: base, **shared}, primary, file.parent, declared)
        for levels in itertools.product(*(axis.levels for axis in axes))
    ]
    return Grid(tuple(axes), tuple(cells), hash_file(file))


def _axis(name: str, levels: object, facets: Sequence[str]) -> Axis:
    found = settings(name, levels)
    set_ = {one for setting in found.values() for one in setting}
    seeded = any(one == "seed" or one.endswith("_seed") for one in set_)
    facet = name in facets or seeded or not set_.isdisjoint((CORPUS, *DATES))
    return Axis(name, found, facet)


def _cell(
    names: Sequence[str],
    axes: Sequence[Axis],
    base: Mapping[str, Any],
    primary: Mapping[str, str],
    place: Path,
    declared: Sequence[Parameter],
) -> Cell:
    """The cell of one level of every axis; the corpus's folder lies from the file's own."""
    levels = {axis.name: name for axis, name in zip(axes, names, strict=True)}
    given = dict(base)
    for axis in axes:
        given |= axis.levels[levels[axis.name]]
    corpus = place / given.pop(CORPUS)
    return Cell(levels, corpus, parameters.check(given, declared), levels == primary)
