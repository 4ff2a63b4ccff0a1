"""Write the reference from docstrings: a page a room, of what the notebooks take from it.

    python docs/reference/make.py

The modules are read, not imported.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIB = ROOT / "lib" / "sourcewise"
ROOMS = {
    "corpus": "Reading articles into tables",
    "analysis": "Counting, modelling, comparing",
    "publish": "Showing and saving",
    "lab": "By hand in JupyterLab",
}


def pages() -> dict[str, str]:
    """The text of each page, by the room that it is of."""
    taken = sorted(set(_taken()))
    of = {room: [name for name in taken if name.split(".")[0] == room] for room in ROOMS}
    return {room: _page(room, title, of[room]) for room, title in ROOMS.items()}


def _taken() -> Iterator[str]:
    """The modules that notebooks import, such as analysis.compare."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            tree = ast.parse("".join(cell["source"]) if cell["cell_type"] == "code" else "")
            for node in (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)):
                room = (node.module or "").removeprefix("sourcewise").lstrip(".")
                yield from (f"{room}.{name.name}" for name in node.names if _file(f"{room}.{name.name}"))


def _file(name: str) -> Path | None:
    """The file of a module, None where the name is no module of ours."""
    path = LIB / Path(*name.split(".")).with_suffix(".py")
    return path if path.is_file() else None


def _page(room: str, title: str, modules: list[str]) -> str:
    parts = [f"# {title}: `sourcewise.{room}`", "Made from docstrings by `docs/reference/make.py`."]
    for name in modules:
        tree = ast.parse(_file(name).read_text(encoding="utf-8"))
        parts += [f"## `{name}`", ast.get_docstring(tree) or ""]
        parts += [part for made, shown in _public(name, tree) for part in _entry(made, shown)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _public(name: str, tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """What a module defines or hands on, in its order, and what each is called."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node, f"{name.split('.')[-1]}.{node.name}"
    for alias, made in _handed_on(tree):
        yield made, f"{name.split('.')[-1]}.{alias}"


def _handed_on(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """What a door imports and names in `__all__`, where it is defined."""
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    listed = [node for node in assigned if "__all__" in map(ast.unparse, node.targets)]
    names = ast.literal_eval(listed[0].value) if listed else []
    for node in (node for node in tree.body if isinstance(node, ast.ImportFrom)):
        path = _file((node.module or "").removeprefix("sourcewise."))
        body = ast.parse(path.read_text(encoding="utf-8")).body if path else []
        found = {one.name: one for one in body if isinstance(one, ast.FunctionDef | ast.ClassDef)}
        yield from (
            (one.name, found[one.name]) for one in node.names if one.name in names and one.name in found
        )


def _entry(node: ast.AST, shown: str) -> list[str]:
    """A heading with the signature, and the docstring."""
    if isinstance(node, ast.ClassDef):
        return [f"### `{shown}`", ast.get_docstring(node) or ""]
    given = ast.unparse(node.args)
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return [f"### `{shown}`", f"```python\n{shown}({given}){returns}\n```", ast.get_docstring(node) or ""]


def main() -> None:
    """Write the pages."""
    for room, text in pages().items():
        (HERE / f"{room}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
