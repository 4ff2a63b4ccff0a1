"""Imports point one way: cli > exporting, checking, lab > runs > publish > analysis > corpus."""

import ast
from pathlib import Path

import pytest

LIB = Path(__file__).parents[1] / "lib" / "sourcewise"
MAY_IMPORT = {
    "corpus": set(),
    "analysis": {"corpus.tables"},
    "publish": {"analysis", "corpus.tables"},
    "runs": {"publish", "analysis", "corpus"},
    "checking": {"publish", "corpus"},
    "exporting": {"runs", "publish", "analysis", "corpus.tables"},
    "lab": {"runs", "checking", "publish", "analysis", "corpus"},
    "plain": {"publish"},
    "cli": {"plain", "lab", "checking", "exporting", "runs", "publish", "analysis", "corpus"},
}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sourcewise"):
            inside = node.module.removeprefix("sourcewise").lstrip(".")
            for name in node.names:
                yield f"{inside}.{name.name}".lstrip(".")
        elif isinstance(node, ast.Import):
            yield from (
                n.name.removeprefix("sourcewise.") for n in node.names if n.name.startswith("sourcewise.")
            )


@pytest.mark.parametrize("path", sorted(LIB.rglob("*.py")), ids=lambda path: str(path.relative_to(LIB)))
def test_imports_point_one_way(path):
    room = path.relative_to(LIB).parts[0].removesuffix(".py")
    allowed = MAY_IMPORT.get(room, set()) | {room, "cutting", "files", "memory", "spread", "__version__"}
    wrong = [name for name in imports(path) if not any(f"{name}.".startswith(f"{ok}.") for ok in allowed)]
    assert not wrong, f"{path.relative_to(LIB)} imports {wrong}"
