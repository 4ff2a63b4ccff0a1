import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.runs import parameters
from sourcewise.runs.parameters import ParameterError
from sourcewise.runs.values import TYPES, Parameter, find_fault, from_text

KNOWN = [
    Parameter("n_topics", "int", 5, 2, 50, (), "number of topics (2 to 50)", "03_topics"),
    Parameter("share", "float", 0.5, 0, 1, (), "share (0 to 1)", "03_topics"),
    Parameter("model", "str", "nmf", None, None, ("nmf", "lda"), "model (one of: nmf, lda)", "03_topics"),
    Parameter("names", "bool", True, None, None, (), "names masked", "04_sentiment"),
    Parameter("targets", "list[str]", ["China"], None, None, (), "targets", "04_sentiment"),
    Parameter("run", "str", "..", None, None, (), "folder", "04_sentiment"),
]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("n: int = 5  # number (2 to 50)", ("n", "int", 5, 2, 50, ())),
        ("n: int = -5  # number (-10 to -1)", ("n", "int", -5, -10, -1, ())),
        ("x: float = 0.1  # share (0 to 1e2)", ("x", "float", 0.1, 0, 100, ())),
        ("x: float = 1  # whole default", ("x", "float", 1, None, None, ())),
        ('m: str = "lda"  # model (one of: nmf, lda)', ("m", "str", "lda", None, None, ("nmf", "lda"))),
        ('m: str = "a # b"  # what (so it is)', ("m", "str", "a # b", None, None, ())),
        ("b: bool = False  # flag", ("b", "bool", False, None, None, ())),
        ('t: list[str] = ["a", "b"]  # names', ("t", "list[str]", ["a", "b"], None, None, ())),
        ('t: list[str] = [\n    "a",  # first\n]  # names', ("t", "list[str]", ["a"], None, None, ())),
        ("t: list[str] = []  # ten to 20", ("t", "list[str]", [], None, None, ())),
        ('f: str = ""  # a file of words', ("f", "str", "", None, None, ())),
    ],
)
def test_a_typed_line_is_read(notebook, line, expected):
    (found,) = parameters.declared(notebook("03_topics", parameters=line))
    assert (found.name, found.type, found.default, found.low, found.high, found.choices) == expected
    assert (found.notebook, found.path) == ("03_topics", "")


@pytest.mark.parametrize(
    ("line", "path", "declaration"),
    [
        ('f: str = ""  # words, as CSV (file); empty for none', "file", "str = '' (file)"),
        ("f: list[str] = []  # sheets (files)", "file", "list[str] = [] (files)"),
        ('f: str = "../coded"  # sheets (folder)', "folder", "str = '../coded' (folder)"),
    ],
)
def test_a_comment_says_what_a_path_leads_to(notebook, line, path, declaration):
    (found,) = parameters.declared(notebook("03_topics", parameters=line))
    assert (found.path, found.declaration) == (path, declaration)
    assert "(" not in parameters.describe([found])[0][2]


def test_lines_keep_their_order_and_comments_of_their_own_are_skipped(notebook):
    source = "# what may be set\nb: int = 1  # second\n\n# more\na: int = 2  # first"
    found = parameters.declared(notebook("n", parameters=source))
    assert [(row.name, row.meaning) for row in found] == [("b", "second"), ("a", "first")]


@pytest.mark.parametrize("tag", [None, "x: int = 1  # not tagged"])
def test_a_notebook_without_parameters_cell_declares_none(notebook, tag):
    assert parameters.declared(notebook("n", *([tag] if tag else []), parameters=None)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("n = 5  # number", "line 1: write it as `name: type = value  # meaning`"),
        ("ok: int = 1  # yes\nn: int  # number", "line 2: write it as"),
        ("import os", "write it as"),
        ("n: int = 5", "n has no comment"),
        ("n: dict = {}  # what", "n has the type dict; it must be one of int, float, str, bool, list[str]"),
        ("n: int = 2 + 3  # sum", "n must be a plain value"),
        ("n: int = open('x')  # call", "n must be a plain value"),
        ("n: int = 5.0  # number", "the default of n must be a whole number (int), but 5.0 is a number"),
        ("n: int = 1  # number (2 to 50)", "the default of n is 1: it must be from 2 to 50"),
        ('m: str = "x"  # m (one of: a, b)', "the default of m is 'x': it must be one of a, b"),
        ('m: str = "x"  # m (1 to 5)', "a range such as (1 to 5) is for int and float"),
        ("n: int = 1  # n (one of: 1, 2)", "choices are for str and list[str]"),
        ("n: int = 1  # n (file)", "(file) is for str, not for int"),
        ('n: str = ""  # n (files)', "(files) is for list[str], not for str"),
        ("n: list[str] = []  # n (folder)", "(folder) is for str, not for list[str]"),
        ("n: int = (5  # number", "not Python"),
        ("%matplotlib inline", "not Python"),
    ],
)
def test_what_is_no_typed_commented_value_is_refused(notebook, line, message):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        parameters.declared(notebook("03_topics", parameters=line))
    assert "03_topics" in str(caught.value)


def test_the_cell_is_never_executed(notebook, tmp_path):
    line = f"n: int = __import__('pathlib').Path({str(tmp_path / 'made')!r}).touch() or 5  # number"
    with pytest.raises(ValueError, match="plain value"):
        parameters.declared(notebook("n", parameters=line))
    assert not (tmp_path / "made").exists()


def test_two_parameters_cells_are_refused(notebook):
    path = notebook("n", "b: int = 1  # b")
    content = json.loads(path.read_text())
    content["cells"][1]["metadata"]["tags"] = ["parameters"]
    path.write_text(json.dumps(content))
    with pytest.raises(ValueError, match="2 cells are tagged"):
        parameters.declared(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"cells": 1}', "not json"])
def test_what_is_no_notebook_is_refused_by_name(tmp_path, content):
    path = tmp_path / "odd.ipynb"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"odd\.ipynb is not a notebook"):
        parameters.declared(path)


def test_one_name_means_one_thing_in_all_notebooks(notebook):
    first = notebook("a", parameters="n: int = 5  # here (2 to 50)")
    same = notebook("b", parameters="n: int = 5  # in other words (2 to 50)")
    assert [row.notebook for row in parameters.gather([first, same])] == ["a", "b"]
    for line in (
        "n: int = 6  # here (2 to 50)",
        "n: int = 5  # here (2 to 9)",
        "n: float = 5  # here (2 to 50)",
    ):
        other = notebook("c", parameters=line)
        with pytest.raises(ValueError, match=r"n is `int = 5 \(2 to 50\)` in a, but .* in c"):
            parameters.gather([first, other])


@pytest.mark.parametrize("name", ["run", "corpus"])
def test_what_the_run_sets_may_differ_between_notebooks(notebook, name):
    first = notebook("a", parameters=f'{name}: str = ".."  # folder')
    other = notebook("b", parameters=f'{name}: str = "../outputs/seeds"  # folder')
    assert len(parameters.gather([first, other])) == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"n_topics": 2}, {"n_topics": 2}),
        ({"n_topics": 50}, {"n_topics": 50}),
        ({"share": 1}, {"share": 1.0}),
        ({"share": 0.25}, {"share": 0.25}),
        ({"model": "lda"}, {"model": "lda"}),
        ({"names": False}, {"names": False}),
        ({"targets": []}, {"targets": []}),
        (
            {"targets": ["no", "Côte d'Ivoire"], "model": "nmf"},
            {"model": "nmf", "targets": ["no", "Côte d'Ivoire"]},
        ),
        ({}, {}),
    ],
)
def test_good_values_pass(value, expected):
    checked = parameters.check(value, KNOWN)
    assert json.dumps(checked) == json.dumps(expected)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"n_topic": 5}, "there is no parameter 'n_topic' (did you mean 'n_topics'?)"),
        ({"N_Topics": 5}, "(did you mean 'n_topics'?)"),
        ({"zzz": 5}, "there is no parameter 'zzz'; there are: model, n_topics, names, share, targets"),
        ({5: 5}, "there is no parameter 5; there are:"),
        ({"n_topics": "5"}, "n_topics must be a whole number (int), but '5' is text"),
        ({"n_topics": 5.0}, "n_topics must be a whole number (int), but 5.0 is a number"),
        ({"n_topics": True}, "n_topics must be a whole number (int), but True is true or false"),
        ({"n_topics": None}, "n_topics must be a whole number (int), but it is empty"),
        ({"n_topics": {"a": 1}}, "but {'a': 1} is a dict"),
        ({"n_topics": 1}, "n_topics is 1: it must be from 2 to 50"),
        ({"n_topics": 51}, "n_topics is 51: it must be from 2 to 50"),
        ({"share": 1.5}, "share is 1.5: it must be from 0 to 1"),
        ({"share": True}, "share must be a number (float), but True is true or false"),
        ({"share": "1e-3"}, "'1e-3' is text (no quotation marks, and 1.0e-3 rather than 1e-3)"),
        ({"share": float("nan")}, "share must be a number (float), but nan"),
        ({"share": float("inf")}, "share must be a number (float), but inf"),
        ({"share": 10**400}, "share must be a number (float), but 1000"),
        ({"targets": ["China", "China"]}, "targets is ['China', 'China']: each name must stand in it once"),
        ({"model": "ldb"}, "model is 'ldb': it must be one of nmf, lda (did you mean 'lda'?)"),
        ({"model": 5}, "model must be text (str), but 5 is a whole number (put it in quotation marks)"),
        ({"names": 1}, "names must be true or false (bool), but 1 is a whole number"),
        ({"names": "yes"}, "names must be true or false (bool), but 'yes' is text"),
        (
            {"targets": "China"},
            "targets must be a list of texts (list[str]), but 'China' is text (write it as [",
        ),
        (
            {"targets": ["a", False]},
            "targets must be a list of texts (list[str]), but it holds False (put it in",
        ),
        ({"run": "/etc"}, "run is set by the run itself and cannot be given"),
        ({"corpus": "/etc"}, "corpus is set by the run itself"),
    ],
)
def test_a_wrong_value_is_refused_in_one_sentence(value, message):
    with pytest.raises(ParameterError) as caught:
        parameters.check(value, KNOWN)
    assert message in str(caught.value)
    assert len(caught.value.faults) == 1


def test_all_faults_are_told_together():
    with pytest.raises(ParameterError) as caught:
        parameters.check({"n_topics": 500, "modell": "lda", "names": "x", "share": 0.5}, KNOWN)
    assert [fault.split()[0] for fault in caught.value.faults] == ["there", "n_topics", "names"]
    assert str(caught.value).count("\n") == 2


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("5", "int", 5),
        (" -7 ", "int", -7),
        ("010", "int", 10),  # YAML 1.1 would say 8
        ("1:30", "int", "1:30"),  # and here 90
        ("5.0", "int", "5.0"),
        ("٣", "int", "٣"),
        ("0.5", "float", 0.5),
        ("5", "float", 5.0),
        ("1e-3", "float", 0.001),
        ("nan", "float", "nan"),
        ("true", "bool", True),
        ("No", "bool", False),
        ("1", "bool", "1"),
        ("no", "str", "no"),
        ("5", "str", "5"),
        (" a ", "str", " a "),
        ("China,Russia", "list[str]", ["China", "Russia"]),
        ("China, the United States", "list[str]", ["China", "the United States"]),
        ("China", "list[str]", ["China"]),
        ("", "list[str]", []),
        ('["Korea, South", no]', "list[str]", ["Korea, South", "no"]),
        ("[broken", "list[str]", "[broken"),
    ],
)
def test_a_typed_value_is_read_by_its_declared_type(text, type_, expected):
    found = from_text(text, type_)
    assert (found, type(found)) == (expected, type(expected))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=30), type_=st.sampled_from(sorted(TYPES)))
def test_whatever_is_typed_is_either_of_its_type_or_refused(text, type_):
    value = from_text(text, type_)
    fault = find_fault(value, Parameter("x", type_, None, None, None, (), "x", "n"))
    assert fault is None or value == text or isinstance(value, list)


def test_typed_values_win_over_the_file(tmp_path):
    file = tmp_path / "params.yaml"
    file.write_text("n_topics: 8\nmodel: lda\ntargets: [China, Russia]\n")
    found = parameters.load(file, [("n_topics", "9")], KNOWN)
    assert found == {"n_topics": 9, "model": "lda", "targets": ["China", "Russia"]}
    assert parameters.load(None, [], KNOWN) == {}
    file.write_text("# n_topics: 8\n")
    assert parameters.load(file, [], KNOWN) == {}


def test_a_quoted_number_in_a_file_is_text_and_wrong(tmp_path):
    file = tmp_path / "params.yaml"
    file.write_text('n_topics: "8"\n')
    with pytest.raises(ParameterError, match="'8' is text"):
        parameters.check(parameters.load(file, [], KNOWN), KNOWN)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [", "params.yaml is not YAML"),
        (b"\xff\xfe\xfa", "params.yaml is not UTF-8 text: save it as UTF-8"),
        (b"- n_topics", "must hold names and values, such as `n_topics: 8`"),
        (b"n_topics: 5\nn_topics: 6", "params.yaml, line 2: 'n_topics' stands here twice"),
        (b"!!python/object/apply:os.system [true]", "params.yaml is not YAML"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path, content, message):
    file = tmp_path / "params.yaml"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=re.escape(message)):
        parameters.load(file, [], KNOWN)


def test_a_name_typed_twice_is_refused():
    with pytest.raises(ValueError, match="n_topics is given twice"):
        parameters.load(None, [("n_topics", "5"), ("n_topics", "6")], KNOWN)


def test_parameters_are_described_by_name_with_all_their_notebooks():
    also = Parameter("model", "str", "nmf", None, None, ("nmf", "lda"), "again", "05_report")
    rows = parameters.describe([*KNOWN, also])
    assert [row[0] for row in rows] == ["model", "n_topics", "names", "share", "targets"]
    assert rows[0] == ("model", "str = 'nmf' (one of: nmf, lda)", "model", "03_topics, 05_report")
    assert rows[1][2] == "number of topics"
    assert rows[1][1] == "int = 5 (2 to 50)"


def test_checking_parameters_imports_nothing_slow():
    code = "import sys, sourcewise.runs.pipeline; print([m for m in sys.modules if m in SLOW])"
    slow = {"pandas", "numpy", "nbformat", "papermill", "jupyter_client", "pyarrow", "jsonschema"}
    done = subprocess.run(
        [sys.executable, "-c", code.replace("SLOW", repr(slow))], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_checkouts_own_notebooks_agree():
    place = Path(parameters.__file__).parents[3] / "notebooks"
    assert {row.type for row in parameters.gather(sorted(place.glob("*.ipynb")))} <= set(TYPES)
