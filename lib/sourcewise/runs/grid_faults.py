"""What is wrong in a grid file: every fault a sentence, with its place in the file."""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sourcewise.runs import parameters, reading
from sourcewise.runs.marked_yaml import Lines
from sourcewise.runs.values import Parameter, guess

ENTRIES = ("corpus", "parameters", "axes", "facets", "primary")
CORPUS, DATES = "corpus", ("since", "until")
TAKEN = (
    "run", "primary", "facet", "status", "corpus_stage", "parameters", "n_articles", "n_findings", "notebook",
    "cell", "question", "error", "manifest", "key", "estimate", "low", "high", "p", "verdict",
)  # fmt: skip
MOST = 10_000  # runs of one grid

_NAME = re.compile(r"[A-Za-z]\w{0,39}")

Place = tuple[str, ...]


def spelled(level: object) -> str:
    """A level's name as text: `true` for yes, a list with commas."""
    if isinstance(level, bool):
        return str(level).lower()
    return ", ".join(map(str, level)) or "none" if isinstance(level, list) else str(level)


def settings(axis: str, levels: object) -> dict[str, Any]:
    """What each level of an axis sets: levels by name, or values of what the axis is named after."""
    if isinstance(levels, Mapping):
        return {spelled(name): setting for name, setting in levels.items()}
    return {spelled(value): {axis: value} for value in levels}


def find_faults(
    content: Mapping[str, Any], declared: Sequence[Parameter], file: Path
) -> Iterator[tuple[Place, str]]:
    """Everything that is wrong in a grid file, with where: from the outside in."""
    for name in content:
        if name not in ENTRIES:
            named = guess(str(name), ENTRIES) or f"; there are: {', '.join(ENTRIES)}"
            yield (name,), f"there is no entry {name!r}{named}"
    shapes = {"parameters": Mapping, "facets": list, "primary": Mapping, CORPUS: str}
    wrong = [name for name, kind in shapes.items() if not isinstance(content.get(name), kind | None)]
    for name in wrong:
        yield (name,), f"{name} must be {_called(shapes[name])}"
    axes = content.get("axes")
    if not isinstance(axes, Mapping) or not axes:
        yield ("axes",), "axes must name at least one axis with its levels, such as `lexicon: [mean, vader]`"
        return
    shaped = list(_find_shapes(axes))
    yield from shaped
    if shaped or wrong:
        return
    yield from _find_values(content, declared, file)
    yield from _find_unfit(content)


def find_line(place: Place, lines: Lines) -> int:
    """The line of a place in the file, or of what holds it."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _called(kind: type) -> str:
    kinds = {Mapping: "names and values", list: "a list of axes", str: "the path of a folder"}
    return kinds[kind]


def _find_shapes(axes: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Axes and levels that are not written as such."""
    for name, levels in axes.items():
        where = ("axes", name)
        if not (isinstance(name, str) and _NAME.fullmatch(name)):
            yield where, f"an axis is named by letters, digits and _, up to 40, and {name!r} is not"
        elif name in TAKEN:
            yield where, f"axis {name!r}: the table of runs has a column of that name; choose another"
        elif not isinstance(levels, (list, Mapping)) or not levels:
            yield where, f"axis {name!r} needs levels: a list of values, or names with what each sets"
        elif len({spelled(level) for level in levels}) < len(levels):
            yield where, f"axis {name!r} holds a level twice"
        elif isinstance(levels, Mapping):
            for level, setting in levels.items():
                if not isinstance(setting, Mapping):
                    said = f"{_at(name, level)}: write what it sets, such as {{n_topics: 8}}"
                    yield (*where, spelled(level)), said


def _find_values(
    content: Mapping[str, Any], declared: Sequence[Parameter], file: Path
) -> Iterator[tuple[Place, str]]:
    """Parameters and corpora that no run can have, wherever they stand."""
    shared = content.get("parameters") or {}
    for fault in _faults(shared, declared):
        yield ("parameters",), f"parameters: {fault}"
    for axis, levels in content["axes"].items():
        for level, setting in settings(axis, levels).items():
            where = ("axes", axis, level)
            for fault in _faults({k: v for k, v in setting.items() if k != CORPUS}, declared):
                yield where, f"{_at(axis, level)}: {fault}"
            yield from ((where, f"{_at(axis, level)}: {said}") for said in _of_corpus(setting, file))
    if content.get(CORPUS) is not None:
        yield from (((CORPUS,), said) for said in _of_corpus(content, file))


def _of_corpus(setting: Mapping[str, Any], file: Path) -> Iterator[str]:
    corpus = setting.get(CORPUS)
    if CORPUS in setting and not isinstance(corpus, str):
        yield f"corpus must be the path of a folder, not {corpus!r}"
    elif corpus is not None and not (file.parent / corpus).is_dir():
        yield f"corpus {corpus!r} is not a folder, as seen from {file.parent}"


def _faults(given: Mapping[str, Any], declared: Sequence[Parameter]) -> list[str]:
    try:
        reading.options(declared, parameters.check(given, declared))
    except parameters.ParameterError as error:
        return error.faults
    except ValueError as error:
        return [str(error)]
    return []


def _find_unfit(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """What does not go together: one thing set twice, equal levels, a primary cell that is none."""
    axes = {name: settings(name, levels) for name, levels in content["axes"].items()}
    owners = dict.fromkeys(content.get("parameters") or {}, "parameters")
    owners |= {CORPUS: "the file"} if content.get(CORPUS) is not None else {}
    for axis, levels in axes.items():
        for name in sorted({name for setting in levels.values() for name in setting}):
            if name in owners:
                yield (
                    ("axes", axis),
                    f"axis {axis!r} sets {name}, and so does {owners[name]}: leave it in one",
                )
            owners[name] = f"axis {axis!r}"
            without = [level for level, setting in levels.items() if name not in setting]
            if name == CORPUS and without:
                yield ("axes", axis, without[0]), f"{_at(axis, without[0])} names no corpus, and others do"
        same = [b for a, b in itertools.combinations(levels, 2) if levels[a] == levels[b]]
        for level in same[:1]:
            yield ("axes", axis, level), f"{_at(axis, level)} sets the same as another level"
    if CORPUS not in owners:
        yield (), "corpus is missing: name the folder of the articles, from this file's own folder"
    if (runs := math.prod(len(levels) for levels in axes.values())) > MOST:
        yield ("axes",), f"the grid has {runs:,} runs; it may have {MOST:,}"
    yield from _of_primary(content.get("primary") or {}, axes)
    for name in content.get("facets") or []:
        if name not in axes:
            yield ("facets",), f"facets: there is no axis {name!r}{guess(str(name), axes)}"


def _of_primary(
    primary: Mapping[str, Any], axes: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Place, str]]:
    """The primary cell names a level of every axis, and nothing else."""
    for name, level in primary.items():
        if name not in axes:
            yield ("primary", name), f"primary: there is no axis {name!r}{guess(str(name), axes)}"
        elif spelled(level) not in axes[name]:
            among = guess(spelled(level), axes[name]) or f"; there are: {', '.join(axes[name])}"
            yield ("primary", name), f"primary: axis {name!r} has no level {spelled(level)!r}{among}"
    for name in axes:
        if name not in primary:
            yield (
                ("primary",),
                f"primary: name a level of axis {name!r}: which cell counts is said before any runs",
            )


def _at(axis: str, level: object) -> str:
    return f"axis {axis!r}, level {spelled(level)!r}"
