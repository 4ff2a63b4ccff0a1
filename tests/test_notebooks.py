"""The committed notebooks keep the habits that the project promises of them."""

import ast
import dis
import re
from pathlib import Path
from types import CodeType

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
    "07_coding",
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
    lines = tagged[0].source.splitlines()
    assert len(lines) > 1 or not lines[0].startswith("run:"), "IPython takes a cell of it alone for %run"
    for line in lines:
        assert re.fullmatch(r"[a-z_]+: (int|float|str|bool|list\[str\]) = .+  # .+", line), line


def test_a_parameter_that_names_files_says_so_in_the_form_that_a_run_understands(notebook):
    [cell] = [cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", [])]
    for line in cell.source.splitlines():
        name, meaning = line.partition(":")[0], line.partition("  # ")[2]
        told = re.search(r"_file\b|\b(files?|folders?|paths?|sheets|CSV|YAML)\b", f"{name} {meaning}")
        set_by_run = name in ("run", "corpus", "batch")
        assert not told or set_by_run or re.search(r"\((file|files|folder)\)", meaning), line


TOGETHER = {"found"}  # each cell appends to it, and `findings.save` counts what is said twice once


def names(code):
    """What the code reads of what others wrote, and what it writes, in the order of its instructions."""
    read, written = set(), set()
    for step in dis.get_instructions(code):
        if isinstance(step.argval, CodeType):  # a comprehension or a lambda
            read |= names(step.argval)[0] - written
        elif step.opname in ("LOAD_NAME", "LOAD_GLOBAL") and step.argval not in written:
            read.add(step.argval)
        elif step.opname == "STORE_NAME":
            written.add(step.argval)
    return read, written


def overwritten(cells):
    """Names that one cell reads and more than one writes, each with its writers; `cells`: sources by id."""
    known = {name: names(compile(source, name, "exec")) for name, source in cells.items()}
    shared = set().union(*(read for read, _ in known.values())) - TOGETHER
    writers = {name: [cell for cell, (_, written) in known.items() if name in written] for name in shared}
    return {name: found for name, found in sorted(writers.items()) if len(found) > 1}


def test_a_parameter_stays_what_it_was_set_to(notebook):
    """Tables and figures record the parameters as they stand when they are made."""
    [cell] = [cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", [])]
    given = names(compile(cell.source, cell.id, "exec"))[1] - {"__annotations__"}
    for other in (other for other in code(notebook) if other.id != cell.id):
        assert not given & names(compile(other.source, other.id, "exec"))[1], other.id


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["x = 1", "y = x"], {}),
        (["x = 1", "x = 2; y = x"], {}),  # nobody reads the other's
        (["x = 1", "y = x", "x = 3"], {"x": ["c0", "c2"]}),
        (["x = 1", "x = x + 1"], {"x": ["c0", "c1"]}),  # not the same the second time
        (["x = 1", "x += 1"], {"x": ["c0", "c1"]}),
        (["x = 1", "y = [x for _ in 'ab']", "for x in 'ab': pass"], {"x": ["c0", "c2"]}),
        (["x = 1", "y = [x for x in 'ab']", "x = 2"], {}),  # a name of its own
        (["x = 1", "y = f'{x}'", "import x"], {"x": ["c0", "c2"]}),
        (["found = []", "found += [1]", "found.append(2)"], {}),
    ],
)
def test_a_name_that_two_cells_write_and_one_reads_is_seen(cells, expected):
    assert overwritten({f"c{n}": source for n, source in enumerate(cells)}) == expected


def test_a_cell_alone_can_be_run_again(notebook):
    """What a cell reads is written by one cell only, so that they can be run again in any order."""
    told = [
        f"`{name}` is read by a cell and written by {' and '.join(writers)}: give each a name of its own"
        for name, writers in overwritten({cell.id: cell.source for cell in code(notebook)}).items()
    ]
    assert not told, told
