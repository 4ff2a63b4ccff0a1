import copy
import time

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.runs.clean import clean, clean_file, scrubber

SPEC = {"name": "python3", "display_name": "Python 3"}

PLACES = {
    "/": "ROOT",
    "/home/ann": "~",
    "/tmp": "TMP",
    "/home/ann/proj": "SOURCEWISE",
    "/home/ann/proj/outputs/.seeds.partial": "RUN",
    "/home/ann/my corpus & more": "CORPUS",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/home/ann/proj/lib/a.py", "SOURCEWISE/lib/a.py"),
        ("/home/ann/proj/outputs/.seeds.partial/figures/a.png", "RUN/figures/a.png"),
        ("~/proj/lib/a.py", "SOURCEWISE/lib/a.py"),
        ("in '/home/ann/x'", "in '~/x'"),
        ("(/tmp)", "(TMP)"),
        ("/tmp.", "TMP."),
        ("PATH=/tmp:/home/ann/bin", "PATH=TMP:~/bin"),
        ("File \x1b[32m/home/ann/proj/a.py:3\x1b[39m, in f", "File \x1b[32mSOURCEWISE/a.py:3\x1b[39m, in f"),
        ("'a\\n/tmp/x'", "'a\\nTMP/x'"),
        ("file:///tmp/x", "TMP/x"),
        ("/home/ann/my corpus &amp; more/a.txt", "CORPUS/a.txt"),
        ("file:///home/ann/my%20corpus%20%26%20more/a.txt", "CORPUS/a.txt"),
        ("/tmp/ipykernel_4711/12345.py:1: UserWarning", "CELL:1: UserWarning"),
        ("<object object at 0x7f3a5c0b8e90>", "<object object>"),
        ("&lt;function f at 0x7f3a5c0b8e90&gt;", "&lt;function f&gt;"),
        ('<code object f at 0x7f3a5c0b8e90, file "x", line 1>', '<code object f, file "x", line 1>'),
    ],
)
def test_what_differs_between_machines_is_replaced(text, expected):
    assert scrubber(PLACES)(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/tmp/a",
        "https://example.org/home/ann/proj",
        "/tmpfs and /tmp-1 and /tmp.bak and ../tmp and a/tmp",
        "/home/anna",
        "/home/ann-old/x",
        "~ and ~/other and /usr/lib",
        "on/off, and/or, 24/7",
        "at 0x10 sharp, and look at 0x7f3a5c0b8e90 itself",
        "the ipykernel_4711 process",
        "«Ça va?» 50% | 3/5 |",
        "",
    ],
)
def test_what_is_the_same_everywhere_stays(text):
    assert scrubber(PLACES)(text) == text
    assert scrubber({})(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "/" * 1_000_000,
        "/a" * 500_000,
        "0" * 1_000_000,
        "1%|" * 300_000,
        "/tmp" * 250_000,
        " at 0x" * 150_000,
        "\x1b[31m" * 200_000,
        "~/" * 500_000,
        "/home/ann/my%20" * 60_000,
    ],
    ids=range(9),
)
def test_hostile_text_takes_linear_time(text):
    begun = time.process_time()
    notebook = nb(code([stream(text, "stderr"), stream(text)]))
    clean(notebook, PLACES)
    assert time.process_time() - begun < 24


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        # pieces of a stream are joined, printed text before warnings, as far as the next figure
        (
            [("stdout", "a\n"), ("stderr", "w\n"), ("stdout", "b\n")],
            [("stdout", "a\nb\n"), ("stderr", "w\n")],
        ),
        ([("stderr", "w\n"), ("stdout", "a\n")], [("stdout", "a\n"), ("stderr", "w\n")]),
        # what a progress bar drew goes; what stood last on an overdrawn line stays
        ([("stderr", "  0%|   | 0/5 [00:00<?, ?it/s]\r100%|███| 5/5 [00:01<00:00, 4.2it/s]\n")], []),
        ([("stderr", "37it [00:01, 30.5it/s]\n")], []),
        ([("stderr", "topics: 20%|██ | 1/5 [00:00<00:01,  3.1it/s]")], []),
        ([("stderr", "fit:  50%|█| 1/2 [00:00<00:00]\nreal warning\n")], [("stderr", "real warning\n")]),
        ([("stderr", "one\rtwo\n")], [("stderr", "two\n")]),
        # and what only looks like one stays
        ([("stderr", "50% of the articles\n")], [("stderr", "50% of the articles\n")]),
        ([("stdout", "  5%|   | 1/20 [00:00<?]\n")], [("stdout", "  5%|   | 1/20 [00:00<?]\n")]),
    ],
)
def test_streams_settle(outputs, expected):
    notebook = nb(code([stream(text, name) for name, text in outputs]))
    clean(notebook, {})
    assert [(output["name"], output["text"]) for output in notebook["cells"][0]["outputs"]] == expected


def test_printing_before_and_after_a_figure_stays_where_it_was():
    shown = display({"image/png": "aGk="})
    notebook = nb(code([stream("a"), shown, stream("b"), stream("c")]))
    clean(notebook, {})
    kinds = [output.get("text") or "figure" for output in notebook["cells"][0]["outputs"]]
    assert kinds == ["a", "figure", "bc"]


def test_of_a_widget_with_a_twin_the_twin_stays():
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "f00d"}}
    twin = {"text/html": "<b>1</b>", "text/plain": "1"}
    notebook = nb(code([display({**view, **twin}), display({**view, "text/plain": "HBox(children=1)"})]))
    clean(notebook, {})
    assert [output["data"] for output in notebook["cells"][0]["outputs"]] == [twin]


def test_records_of_the_execution_go_and_the_rest_stays():
    cell = code(
        [display({"text/html": "<b>1</b>"}), display({"application/vnd.jupyter.widget-view+json": {}})]
    )
    cell["metadata"] = {"papermill": {"duration": 1}, "execution": {"iopub": "now"}, "tags": ["hide-input"]}
    injected = {**code([]), "id": "f00d", "metadata": {"tags": ["injected-parameters"]}}
    notebook = nb(cell, injected, {**code([]), "metadata": {"tags": []}})
    notebook["metadata"] |= {"papermill": {"start_time": "now"}, "widgets": {"state": {}}}
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.11.7"}
    clean(notebook, PLACES)
    assert notebook["metadata"] == {"kernelspec": SPEC, "language_info": {"name": "python"}}
    first, second, third = notebook["cells"]
    assert first["metadata"] == {"tags": ["hide-input"]}
    assert first["outputs"] == [display({"text/html": "<b>1</b>"})]
    assert (second["id"], third["metadata"]) == ("injected-parameters", {})


def test_sources_and_pictures_are_never_changed():
    shown = display({"image/png": "/tmp/at", "application/pdf": "/tmp/x", "image/svg+xml": "/tmp/x"})
    cell = {**code([shown]), "source": "open('/tmp/x')"}
    heading = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "in /tmp"}
    notebook = nb(cell, heading)
    clean(notebook, PLACES)
    assert notebook["cells"][0]["source"] == "open('/tmp/x')"
    assert notebook["cells"][1]["source"] == "in /tmp"
    data = notebook["cells"][0]["outputs"][0]["data"]
    assert data == {"image/png": "/tmp/at", "application/pdf": "/tmp/x", "image/svg+xml": "TMP/x"}


def test_errors_and_nested_json_are_scrubbed():
    error = {"output_type": "error", "ename": "E", "evalue": "no /tmp/x", "traceback": ["at /tmp/y", "z"]}
    notebook = nb(code([error, display({"application/json": {"/tmp/k": ["/tmp/v", 1, None]}})]))
    clean(notebook, PLACES)
    first, second = notebook["cells"][0]["outputs"]
    assert (first["evalue"], first["traceback"]) == ("no TMP/x", ["at TMP/y", "z"])
    assert second["data"]["application/json"] == {"TMP/k": ["TMP/v", 1, None]}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["stdout", "stderr"]), st.text(max_size=40)), max_size=6))
def test_cleaning_twice_changes_nothing_more(pieces):
    notebook = nb(code([stream(text, name) for name, text in pieces]))
    clean(notebook, PLACES)
    once = copy.deepcopy(notebook)
    clean(notebook, PLACES)
    assert notebook == once


def test_a_file_is_written_in_one_formatting(tmp_path):
    path = tmp_path / "n.ipynb"
    notebook = nbformat.from_dict(nb(code([stream("/tmp\nß")])))
    path.write_text(nbformat.writes(notebook, indent=4, ensure_ascii=True))
    clean_file(path, PLACES)
    first = path.read_bytes()
    clean_file(path, PLACES)
    assert path.read_bytes() == first
    assert [line.strip() for line in first.decode().splitlines()].count('"TMP\\n",') == 1
    assert "ß".encode() in first
    assert first.endswith(b"}\n")
    nbformat.validate(nbformat.read(path, as_version=4))
    assert [file.name for file in tmp_path.iterdir()] == ["n.ipynb"]


def nb(*cells):
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": SPEC},
        "cells": list(cells),
    }


def code(outputs):
    return {
        "cell_type": "code",
        "id": "c",
        "metadata": {},
        "execution_count": 1,
        "source": "x",
        "outputs": outputs,
    }


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def display(data):
    return {"output_type": "display_data", "data": data, "metadata": {}}
