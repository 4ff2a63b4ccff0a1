"""How a run reads its corpus: what the parameters of the corpus notebook say of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sourcewise.runs.values import Parameter


def options(declared: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """Options of `build.build`, of the parameters `columns`, `rules_off`, `stories`, `since` and `until`,
    given or by default.

    Raises ValueError that names the value where a pair has no "=", a field or a rule is not known, or a date
    is none.
    """
    values = {parameter.name: parameter.default for parameter in declared} | dict(given)
    pairs = [_pair(text) for text in values.get("columns", [])]
    found = {
        "columns": dict(sorted(pairs)),
        "off": sorted(values.get("rules_off", [])),
        "proposed": values.get("stories") == "proposed",
        "since": values.get("since", ""),
        "until": values.get("until", ""),
    }
    if found["columns"]:
        from sourcewise.corpus.inputs.columns import check_given

        check_given(found["columns"])
    if found["off"]:
        from sourcewise.corpus.cleaning.residue import find_residue

        find_residue("", off=found["off"])
    if found["since"] or found["until"]:
        from sourcewise.corpus.window import Window

        Window(found["since"], found["until"])
    return found


def _pair(text: str) -> tuple[str, str]:
    """A field and its column."""
    name, mark, column = text.partition("=")
    if not (mark and name.strip() and column.strip()):
        raise ValueError(
            f"columns holds {text!r}: write a field, = and its column, such as 'text=story_body'"
        )
    return name.strip(), column.strip()
