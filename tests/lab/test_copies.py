"""Working copies: what is run by hand stays out of git, and what somebody edited stays as it is."""

import json

import pytest

from sourcewise.lab import copies, saving


def cell(source, *, tags=(), kind="code", outputs=()):
    made = {"cell_type": kind, "id": "a", "metadata": {"tags": list(tags)} if tags else {}, "source": source}
    return made | (
        {"outputs": list(outputs), "execution_count": 1 if outputs else None} if kind == "code" else {}
    )


def write(path, *cells):
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
        encoding="utf-8",
    )
    return path


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def sources(path):
    return ["".join(cell["source"]) for cell in read(path)["cells"]]


SHOWN = {"output_type": "stream", "name": "stdout", "text": "1\n"}


@pytest.fixture
def original(tmp_path):
    return write(
        tmp_path / "notebooks" / "01_corpus.ipynb", cell("n: int = 1", tags=["parameters"]), cell("print(n)")
    )


def run_by_hand(copy, *, edit=None):
    notebook = read(copy)
    notebook["cells"][-1]["outputs"] = [SHOWN]
    if edit:
        notebook["cells"][-1]["source"] = edit
    copy.write_text(json.dumps(notebook), encoding="utf-8")


def test_a_copy_is_made_and_keeps_what_it_showed(original, tmp_path):
    desk, before = tmp_path / "lab", original.read_bytes()
    assert copies.prepare([original], desk, {}) == []
    run_by_hand(desk / original.name)
    assert copies.prepare([original], desk, {}) == []
    assert read(desk / original.name)["cells"][-1]["outputs"] == [SHOWN]
    assert original.read_bytes() == before


def test_an_original_that_changed_replaces_a_copy_that_was_only_run(original, tmp_path):
    desk = tmp_path / "lab"
    copies.prepare([original], desk, {})
    run_by_hand(desk / original.name)
    write(original, cell("n: int = 1", tags=["parameters"]), cell("print(n + 1)"))
    assert copies.prepare([original], desk, {}) == []
    assert sources(desk / original.name) == ["n: int = 1", "print(n + 1)"]
    assert read(desk / original.name)["cells"][-1]["outputs"] == []


def test_an_edited_copy_is_never_replaced_and_the_user_is_told(original, tmp_path):
    desk = tmp_path / "lab"
    copies.prepare([original], desk, {})
    run_by_hand(desk / original.name, edit="print(n * 100)")
    assert copies.prepare([original], desk, {}) == []
    write(original, cell("n: int = 1", tags=["parameters"]), cell("print(n + 1)"))
    (told,) = copies.prepare([original], desk, {})
    assert "01_corpus.ipynb" in told
    assert "your changes" in told
    assert sources(desk / original.name)[-1] == "print(n * 100)"


def test_parameters_stand_below_those_of_the_notebook_and_once(original, tmp_path):
    desk = tmp_path / "lab"
    for n in (3, 3, 4):
        copies.prepare([original], desk, {"01_corpus": {"n": n, "run": "a'b"}})
    shown = sources(desk / original.name)
    assert shown[0] == "n: int = 1"
    assert shown[1].splitlines()[1:] == ["n = 4", 'run = "a\'b"']
    assert len(shown) == 3


def test_other_parameters_empty_what_was_shown_and_the_same_do_not(original, tmp_path):
    desk = tmp_path / "lab"
    copies.prepare([original], desk, {"01_corpus": {"n": 3}})
    run_by_hand(desk / original.name)
    copies.prepare([original], desk, {"01_corpus": {"n": 3}})
    assert read(desk / original.name)["cells"][-1]["outputs"] == [SHOWN]
    copies.prepare([original], desk, {"01_corpus": {"n": 4}})
    assert read(desk / original.name)["cells"][-1]["outputs"] == []


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"cells": 1}'])
def test_a_copy_that_is_broken_is_made_again(original, tmp_path, broken):
    desk = tmp_path / "lab"
    desk.mkdir()
    (desk / original.name).write_text(broken)
    copies.prepare([original], desk, {})
    assert sources(desk / original.name) == sources(original)


@pytest.mark.parametrize(
    ("path", "stripped"),
    [
        ("notebooks/01_corpus.ipynb", True),
        ("/notebooks/01_corpus.ipynb", True),
        ("lab/01_corpus.ipynb", False),
        ("notebooks.ipynb", False),
        ("my/notebooks/01_corpus.ipynb", False),
    ],
)
def test_saving_strips_outputs_of_originals_alone(path, stripped):
    content = {"cells": [cell("1", outputs=[SHOWN]), cell("x", kind="markdown")], "metadata": {"widgets": {}}}
    saving.strip({"type": "notebook", "content": content}, path, None)
    assert (content["cells"][0]["outputs"] == []) == stripped
    assert ("widgets" not in content["metadata"]) == stripped


def test_saving_leaves_other_files_alone():
    model = {"type": "file", "content": "text"}
    saving.strip(model, "notebooks/readme.md", None)
    assert model == {"type": "file", "content": "text"}
