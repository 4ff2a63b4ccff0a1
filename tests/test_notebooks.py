"""The committed notebooks keep the habits that the project promises of them."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
EXPECTED = [
    "00_start",
    "01_corpus",
    "02_exploration",
    "03_topics",
    "04_sentiment",
    "05_report",
    "06_multiverse",
]


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_tree_is_the_table_of_contents():
    assert [path.stem for path in NOTEBOOKS] == EXPECTED


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_it_is_valid_and_its_cells_have_names(notebook):
    nbformat.validate(notebook)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", cell.id) for cell in notebook.cells)
    assert notebook.metadata.kernelspec.language == "python"


def test_it_is_committed_without_outputs(notebook):
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code(notebook))


def test_a_cell_is_one_idea_without_def(notebook):
    for cell in code(notebook):
        tree = ast.parse(cell.source)
        parameters = "parameters" in cell.metadata.get("tags", [])  # a list, a line a name
        assert len(cell.source.splitlines()) <= (24 if parameters else 15), cell.id
        assert not any(isinstance(n, (ast.FunctionDef, ast.ClassDef)) for n in ast.walk(tree)), cell.id


def test_headings_are_questions(notebook):
    headings = [
        h for c in notebook.cells if c.cell_type == "markdown" for h in re.findall(r"^#+ .*$", c.source, re.M)
    ]
    assert len(headings) > 2
    assert all(h.endswith("?") for h in headings), headings


def test_it_has_one_typed_and_commented_parameters_cell(notebook):
    tagged = [cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    for line in tagged[0].source.splitlines():
        assert re.fullmatch(r"[a-z_]+: (int|float|str|bool|list\[str\]) = .+  # .+", line), line


def test_a_parameter_that_names_files_says_so_in_the_form_that_a_run_understands(notebook):
    [cell] = [cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", [])]
    for line in cell.source.splitlines():
        name, meaning = line.partition(":")[0], line.partition("  # ")[2]
        told = re.search(r"_file\b|\b(files?|folders?|paths?|sheets|CSV|YAML)\b", f"{name} {meaning}")
        set_by_run = name in ("run", "corpus", "batch")
        assert not told or set_by_run or re.search(r"\((file|files|folder)\)", meaning), line
