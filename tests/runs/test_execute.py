import ast
import contextlib
import json
import sys
import time
from pathlib import Path

import papermill
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papermill.translators import PythonTranslator

from sourcewise.runs import execute, workers
from sourcewise.runs.execute import Task
from sourcewise.runs.failures import Failure
from sourcewise.runs.isolation import FIXED
from sourcewise.runs.workers import crew, work_off

MEDDLING = {
    "MPLBACKEND": "Agg",
    "TZ": "Asia/Tokyo",
    "OMP_NUM_THREADS": "7",
    "PYTHONHASHSEED": "5",
    "LC_ALL": "de_DE.UTF-8",
    "PYTHONWARNINGS": "error",
    "COLUMNS": "11",
}


CHAINED = """def f():
    try:
        {}["a"]
    except KeyError as error:
        raise ValueError("new") from error
f()"""


@pytest.fixture(scope="module")
def hired(tmp_path_factory):
    """Two workers under a user whose own setup meddles with everything that it can."""
    home = tmp_path_factory.mktemp("home")
    startup = home / "ipython" / "profile_default" / "startup" / "meddle.py"
    startup.parent.mkdir(parents=True)
    startup.write_text("meddled = True")
    (home / "startup.py").write_text("meddled = True")
    (home / "matplotlibrc").write_text("figure.dpi: 11")
    kernel = home / "jupyter" / "kernels" / "python3" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(json.dumps({"argv": ["false"], "display_name": "other", "language": "python"}))
    places = {
        "IPYTHONDIR": home / "ipython",
        "PYTHONSTARTUP": home / "startup.py",
        "JUPYTER_PATH": home / "jupyter",
        "JUPYTER_DATA_DIR": home / "jupyter",
        "MATPLOTLIBRC": home / "matplotlibrc",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (MEDDLING | places).items():
            patch.setenv(name, str(value))
        with crew(2) as workers:
            yield workers


@pytest.fixture
def run(hired, tmp_path, notebook):
    """Execute notebooks, {name: cells}, and return their outcomes by name."""
    folder = tmp_path / "run" / "notebooks"
    folder.mkdir(parents=True)

    def execute_all(sources, *, needs=None, timeout=60, limit=600, tell=lambda *_: None, **parameters):
        paths = [notebook(name, *cells) for name, cells in sources.items()]
        tasks = [Task(path, folder, parameters, {str(tmp_path): "HERE"}, timeout, limit) for path in paths]
        return {outcome.name: outcome for outcome in work_off(hired, tasks, needs or {}, tell)}

    execute_all.folder = folder
    return execute_all


def shown(path):
    """Return what each code cell of an executed notebook printed."""
    cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    return ["".join("".join(out.get("text", "")) for out in cell["outputs"]) for cell in cells]


def test_kernels_see_nothing_of_the_users_own_setup(run):
    cells = [
        f"import os; print({{name: os.environ.get(name) for name in {sorted(FIXED)}}})",
        "import sys; print(sys.executable, os.getcwd(), 'meddled' in globals(), os.environ['MPLBACKEND'])",
        "print(sys.warnoptions, 'COLUMNS' in os.environ, get_ipython().ipython_dir)",
        "import matplotlib; print(matplotlib.rcParams['figure.dpi'])",
    ]
    outcome = run({"n": cells})["n"]
    assert outcome.failure is None
    fixed, place, flags, matplotlib = shown(run.folder / "n.ipynb")[1:]
    assert ast.literal_eval(fixed) == FIXED
    interpreter, cwd, meddled, backend = place.split()
    assert interpreter.endswith(Path(sys.executable).name)
    assert (cwd, meddled) == ("HERE/run/notebooks", "False")
    assert backend.endswith("backend_inline")
    assert flags.startswith("[] False ")
    assert str(Path.home()) not in flags
    assert matplotlib.strip() == "100.0"


def test_parameters_arrive_as_they_were_given(run):
    hostile = "\"'); import os #\\ \n{run} ☃ \u2028"
    given = {"run": "..", "n_topics": 7, "odd": hostile, "many": ["a,b", hostile], "flag": False, "x": 0.1}
    outcome = run({"n": ["print(ascii([run, n_topics, odd, many, flag, x]))"]}, **given)["n"]
    assert outcome.failure is None
    assert ast.literal_eval(shown(run.folder / "n.ipynb")[-1]) == list(given.values())
    tags = [
        cell["metadata"].get("tags") for cell in json.loads((run.folder / "n.ipynb").read_text())["cells"]
    ]
    assert tags == [["parameters"], ["injected-parameters"], None]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(st.text(), st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
    )
)
def test_any_value_survives_injection(values):
    assert ast.literal_eval(PythonTranslator.translate(values)) == values


def test_a_failing_cell_is_told_with_its_question_and_in_three_lines(run):
    cells = [
        "# What is there?",
        "1 + 1",
        "# What breaks?\n\n## Why does it break? \n\nmore",
        "import json\njson.loads('{')",
        "## Never reached?",
        "print('reached')",
    ]
    told = []
    outcomes = run({"bad": cells, "good": ["print('fine')"]}, tell=lambda *step: told.append(step), run="..")
    failure = outcomes["bad"].failure
    assert (failure.notebook, failure.cell, failure.question) == ("bad", 4, "Why does it break?")
    first, second, third = failure.error.splitlines()
    assert first.startswith("JSONDecodeError: Expecting property name")
    assert second == "line 2 of the cell: json.loads('{')"
    assert third.startswith("File ")
    assert "json/decoder.py" in third
    assert str(failure).startswith("bad, cell [4], under “Why does it break?”:\n    JSONDecodeError")
    assert "reached" not in "".join(shown(run.folder / "bad.ipynb"))
    assert outcomes["good"].failure is None
    assert [step for step in told if step[0] == "good"] == [("good", 0, 3), ("good", 1, 3), ("good", 2, 3)]


@pytest.mark.parametrize(
    ("cells", "timeout", "expected"),
    [
        (["import os; os.kill(os.getpid(), 9)"], 60, "the kernel died"),
        (["import time; time.sleep(60)"], 1, "the cell took longer than 1 s"),
        (["raise SystemExit", "print('more')"], 60, "the cell left the notebook before its end"),
        (["x = (1,,2)"], 60, "SyntaxError: invalid syntax"),
        (
            ["def f():\n    return 1 / 0\nf()"],
            60,
            "ZeroDivisionError: division by zero\nline 3 of the cell: f()\nCell In",
        ),
        ([CHAINED], 60, "ValueError: new\nline 6 of the cell: f()\nCell In[3], line 5, in f()"),
        (
            ["import os; os.kill(int(os.environ['JPY_PARENT_PID']), 9)"],
            60,
            "the process that executed it was killed",
        ),
    ],
    ids=["killed", "hanging", "leaving", "no Python", "own function", "chained", "worker killed"],
)
def test_whatever_stops_a_notebook_is_told_and_the_next_one_runs(run, cells, timeout, expected):
    outcomes = run({"bad": ["print('before')", *cells]}, timeout=timeout)
    assert expected in outcomes["bad"].failure.error
    assert "process" in expected or "before\n" in shown(run.folder / "bad.ipynb")


def test_a_notebook_that_takes_longer_than_its_limit_is_stopped_in_the_cell_that_was_running(run):
    cells = ["# Quick?", "import time; time.sleep(0.5)", "# And now?", "time.sleep(60)", "# Later?", "1"]
    failure = run({"bad": cells}, limit=4)["bad"].failure
    assert failure.error == "the notebook took longer than 4 s, and this cell was running"
    assert (failure.cell, failure.question) == (3, "And now?")
    assert (run.folder / "bad.ipynb").exists()


def test_a_worker_that_does_not_answer_when_the_time_is_long_over_is_ended(run, monkeypatch):
    monkeypatch.setattr(workers, "SLACK", 3.0)
    stopped = ["import os, signal; os.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGSTOP)"]
    failure = run({"bad": stopped}, limit=1)["bad"].failure
    assert failure.error == "it took longer than 1 s and did not stop"


def test_of_a_worker_that_dies_the_cell_and_its_question_are_told(run):
    cells = [
        "# Quick?",
        "1",
        "# Who dies?",
        "import os; os.kill(int(os.environ['JPY_PARENT_PID']), 9)",
        "# Later?",
        "1",
    ]
    failure = run({"bad": cells}, run="..")["bad"].failure
    assert (failure.cell, failure.question) == (4, "Who dies?")
    assert failure.error == "the process that executed it was killed, or memory ran out"


@pytest.mark.parametrize("copy", [None, "{", "[]", '{"cells": [{}]}'])
def test_where_no_copy_tells_the_cell_there_is_none(tmp_path, copy):
    if copy is not None:
        (tmp_path / "n.ipynb").write_text(copy)
    task = Task(tmp_path / "n.ipynb", tmp_path, {}, {}, 60)
    assert execute.locate(task, 3) == (None, "")
    assert execute.locate(task, None) == (None, "")


def test_a_copy_that_cannot_be_written_is_told_after_what_stopped_the_notebook(
    notebook, tmp_path, monkeypatch
):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    def attempt(*_):
        return execute._Place(cells=1, number=1), errors.pop()

    errors = [RuntimeError("Died"), None]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(execute.clean, "clean_file", refuse)
    monkeypatch.setattr(execute, "_attempt", attempt)
    task = Task(notebook("n", "1"), tmp_path, {}, {}, 60)
    told = [execute.execute(task, lambda *_: None).failure.error for _ in range(2)]
    assert told[0] == "the executed copy cannot be written: [Errno 28] No space left on device"
    assert told[1] == "RuntimeError: Died"


def test_the_workers_still_work_after_all_that(run):
    outcomes = run({"a": ["1"], "b": ["2"], "c": ["3"]})
    assert {name: outcome.failure for name, outcome in outcomes.items()} == {"a": None, "b": None, "c": None}


def test_what_needs_a_failed_notebook_is_left_out_and_the_rest_finishes(run):
    sources = {"bad": ["1/0"], "good": ["1"], "last": ["1"], "also": ["1"]}
    outcomes = run(sources, needs={"last": ("good", "bad"), "also": ("good",)})
    assert {name: bool(outcome.failure) for name, outcome in outcomes.items()} == {
        "bad": True, "good": False, "also": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("bad_starts", "failure"), [(1, None), (2, "the kernel did not start, tried twice: Died")]
)
def test_a_kernel_that_does_not_start_is_tried_once_more(
    notebook, tmp_path, monkeypatch, bad_starts, failure
):
    tries = []

    def start(*_, on_cell_start, **__):
        tries.append(1)
        if len(tries) <= bad_starts:
            raise RuntimeError("Died\nmore")
        for index in range(2):
            on_cell_start(cell={"cell_type": "code", "source": "1"}, cell_index=index)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(papermill, "execute_notebook", start)
    (tmp_path / "out").mkdir()
    outcome = execute.execute(Task(notebook("n", "1"), tmp_path / "out", {}, {}, 60), lambda *_: None)
    assert outcome.failure == (failure and Failure("n", None, "", failure))
    assert len(tries) == 2


def test_cells_without_id_get_the_same_one_every_time(run):
    run({"n": ["1", "# A heading?"]}, run="..")
    cells = json.loads((run.folder / "n.ipynb").read_text())["cells"]
    assert [cell["id"] for cell in cells] == ["cell-1", "injected-parameters", "cell-2", "cell-3"]


def test_leaving_the_crew_ends_its_kernels(notebook, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    path = notebook(
        "n", "import os, time, pathlib; pathlib.Path('pid').write_text(str(os.getpid())); time.sleep(60)"
    )
    with contextlib.suppress(KeyboardInterrupt), crew(1) as workers:
        for outcome in work_off(
            workers, [Task(path, folder, {}, {}, 60)], {}, lambda *_: interrupt(folder / "pid")
        ):
            pytest.fail(f"{outcome} came to an end")
    assert not alive(int((folder / "pid").read_text()))
    assert not workers[0].process.is_alive()


def interrupt(pid):
    """Play Ctrl-C as soon as the kernel is busy; called at the beginning of every cell."""
    if (pid.parent / "begun").exists():
        deadline = time.monotonic() + 20
        while not (pid.exists() and pid.read_text()) and time.monotonic() < deadline:
            time.sleep(0.02)
        raise KeyboardInterrupt
    (pid.parent / "begun").touch()


def alive(pid):
    """Whether a process runs; one that ended and is not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
