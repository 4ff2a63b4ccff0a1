import contextlib
import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from sourcewise.runs import building, folder, manifest, parameters, pipeline
from sourcewise.runs.execute import Outcome
from sourcewise.runs.pipeline import ANALYSES, STAGES, RunFailedError, Stage
from sourcewise.runs.values import Parameter

TWO = (Stage("01_one"), Stage("02_two", needs=("01_one",)))

WAYWARD = """
import os, sys, warnings, tempfile, pathlib
warnings.warn("odd in " + os.getcwd())
print(object(), os.getcwd(), pathlib.Path(run).resolve(), tempfile.gettempdir(), pathlib.Path.home())
print("loading", file=sys.stderr)
print({"Moscow", "Beijing", "Kyiv", "Brussels", "Ankara", "Delhi"})
"""

SAVING = """
from pathlib import Path
for place in ("figures", "tables", "findings"):
    Path(run, place).mkdir(exist_ok=True)
Path(run, "tables", "n.csv").write_text(f"{n_topics}\\n", newline="\\n")
"""


@pytest.fixture
def folders(tmp_path, notebook):
    """A corpus, a folder of two notebooks (the second reads what the first wrote), and a place for runs."""
    corpus, notebooks = tmp_path / "corpus", tmp_path / "notebooks"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Eine Ölkrise.", encoding="utf-8")
    notebook("01_one", "# What is it?", WAYWARD, SAVING, folder=notebooks)
    notebook("02_two", "# And what of it?", "print(open('../tables/n.csv').read())", folder=notebooks)
    return {"corpus": corpus, "notebooks": notebooks}


def start(folders, out, **options):
    options = {"stages": TWO, "progress": False, **options}
    return pipeline.run(folders["corpus"], out, notebooks=folders["notebooks"], **options)


def content(run):
    return {
        path.relative_to(run).as_posix(): path.read_bytes()
        for path in sorted(run.rglob("*"))
        if path.is_file() and path.name != "log.jsonl"
    }


def test_two_runs_give_the_same_bytes_wherever_they_are(folders, stubs, tmp_path, monkeypatch):
    one, other = tmp_path / "one", tmp_path / "another" / "deeper place" / "run"
    report = start(folders, one, parameters={"n_topics": 7})
    (tmp_path / "home").mkdir()
    for name, value in (
        ("HOME", tmp_path / "home"),
        ("TZ", "Asia/Tokyo"),
        ("LC_ALL", "C"),
        ("PYTHONHASHSEED", "9"),
    ):
        monkeypatch.setenv(name, str(value))
    start(folders, other, parameters={"n_topics": 7}, workers=1)

    assert report == one / "report.html"
    first, second = content(one), content(other)
    assert list(first) == [
        "corpus/a.parquet", "notebooks/01_one.ipynb", "notebooks/02_two.ipynb", "report.html", "run.json",
        "tables/n.csv",
    ]  # fmt: skip
    assert first == second
    assert not [name for name, data in first.items() if str(tmp_path).encode() in data]
    shown = first["notebooks/01_one.ipynb"].decode()
    assert "<object object> RUN/notebooks RUN TMP ~" in shown
    assert "CELL:2: UserWarning: odd in RUN/notebooks" in shown
    assert b"7\\n" in first["notebooks/02_two.ipynb"]
    check_description(one, stubs)


def check_description(out, stubs):
    """The manifest is whole and of its shape; times stand in the log alone."""
    written = json.loads((out / "run.json").read_text())
    assert manifest.validate(written)["parameters"]["given"] == {"n_topics": 7}
    assert manifest.find_changes(out) == []
    assert {entry["file"] for entry in written["outputs"]} == set(content(out)) - {"run.json"}
    assert stubs.calls == ["corpus", "report"] * 2
    assert "How the articles in" in (out / "report.html").read_text()
    log = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    stages = [line["stage"] for line in log if line["event"] == "stage"]
    assert stages == ["corpus", "01_one", "02_two", "report"]
    cells = [line["cell"] for line in log if line["event"] == "cell" and line["stage"] == "01_one"]
    assert cells == [0, 1, 2, 3, 4]
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert not any(today.encode() in data for data in content(out).values())


def test_a_failed_notebook_leaves_the_former_run_and_keeps_its_own_copies(
    folders, stubs, tmp_path, notebook, capsys
):
    out = tmp_path / "out"
    with folder.building(out, print) as partial:
        (partial / "run").mkdir()
        (partial / "run" / "run.json").write_text('{"sourcewise": "0", "outputs": []}')
    before = content(out)
    notebook("01_one", "# Will it last?", "1 / 0", folder=folders["notebooks"])
    with pytest.raises(RunFailedError) as caught:
        start(folders, out, progress=True)
    assert [failure.question for failure in caught.value.failures] == ["Will it last?"]
    told = str(caught.value)
    assert "01_one, cell [3], under “Will it last?”:\n    ZeroDivisionError" in told
    assert "not run, since it reads their results: 02_two" in told
    assert told.endswith(f"kept in {tmp_path / 'out.failed' / 'notebooks'}")
    assert content(out) == before
    kept = content(tmp_path / "out.failed")
    assert set(kept) == {"corpus/a.parquet", "notebooks/01_one.ipynb", "failure.txt"}
    assert b"ZeroDivisionError" in kept["notebooks/01_one.ipynb"]
    assert (tmp_path / "out.failed" / "log.jsonl").exists()
    [corpus] = (tmp_path / ".out.partial" / "stages").iterdir()
    assert corpus.name.startswith("corpus-")
    lines = capsys.readouterr().err.splitlines()
    assert [re.sub(r"[\d.]+ s", "N s", line) for line in lines] == [
        "corpus: N s",
        "corpus: 1 problem, listed by `sourcewise check`",
        "01_one: 4 cells, N s, failed",
    ]


@pytest.mark.parametrize("stage", ["corpus", "report"])
def test_an_error_in_another_stage_leaves_no_run_and_what_was_finished(
    folders, stubs, tmp_path, monkeypatch, stage
):
    def fail(*_, **__):
        raise ValueError(f"the {stage} cannot be made")

    def work_off(_, tasks, *__, begin):
        for task in tasks:
            begin(task)
            yield Outcome(task.name, 1, 0.1)

    monkeypatch.setattr(building, "crew", lambda count: contextlib.nullcontext([]))
    monkeypatch.setattr(building, "work_off", work_off)
    monkeypatch.setattr(getattr(stubs, stage), "build" if stage == "corpus" else "write", fail)
    with pytest.raises(ValueError, match=f"the {stage} cannot be made"):
        start(folders, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".out.partial") == [
        "corpus",
        "notebooks",
    ]
    finished = sorted(path.name[:6] for path in (tmp_path / ".out.partial").glob("stages/*"))
    assert finished == ([] if stage == "corpus" else ["01_one", "02_two", "corpus"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"parameters": {"n_topic": 7}}, "did you mean 'n_topics'"),
        ({"parameters": {"n_topics": "7"}}, "'7' is text"),
        ({"parameters": {"run": "/etc"}}, "run is set by the run itself"),
        ({"stages": (Stage("03_none"),)}, "03_none.ipynb is missing"),
    ],
)
def test_what_is_wrong_is_refused_before_anything_starts(
    folders, stubs, tmp_path, monkeypatch, options, message
):
    monkeypatch.setattr(building, "crew", lambda count: pytest.fail("a process was started"))
    with pytest.raises(ValueError, match=message):
        start(folders, tmp_path / "out", **options)
    assert stubs.calls == []
    assert not (tmp_path / "out").exists()


def test_a_corpus_that_is_missing_or_around_the_run_is_refused(folders, stubs, tmp_path):
    with pytest.raises(ValueError, match="nowhere is not a folder"):
        start({**folders, "corpus": tmp_path / "nowhere"}, tmp_path / "out")
    with pytest.raises(ValueError, match="must not lie in each other"):
        start(folders, folders["corpus"] / "out")
    assert sorted(path.name for path in folders["corpus"].iterdir()) == ["a.txt"]


def test_a_second_run_into_the_folder_is_refused_while_the_first_runs(folders, stubs, tmp_path, monkeypatch):
    out = tmp_path / "out"

    def build(*_, **__):
        with pytest.raises(ValueError, match=f"being written by another run \\(process {os.getpid()}"):
            start(folders, out)
        raise ValueError("seen")

    monkeypatch.setattr(stubs.corpus, "build", build)
    with pytest.raises(ValueError, match="seen"):
        start(folders, out)


def test_the_notebooks_are_an_explicit_list_and_the_report_needs_the_others():
    assert [stage.name for stage in STAGES] == [*ANALYSES, "05_report"]
    assert [stage.needs for stage in STAGES] == [(), (), (), (), ANALYSES]
    assert [path.stem for path in pipeline.find_notebooks(None)] == [stage.name for stage in STAGES]


def test_a_folder_of_notebooks_named_from_here_is_found_from_elsewhere(tmp_path, monkeypatch):
    shutil.copytree(pipeline.find_notebooks(None)[0].parent, tmp_path / "own")
    monkeypatch.chdir(tmp_path)
    found = pipeline.find_notebooks(Path("own"))
    assert found[0] == tmp_path / "own" / f"{STAGES[0].name}.ipynb"


def test_a_notebook_gets_what_it_declares_and_no_absolute_path():
    def row(name, notebook):
        return Parameter(name, "str", "", None, None, (), name, notebook)

    declared = [row("run", "a"), row("n", "a"), row("corpus", "b"), row("run", "b"), row("m", "b")]
    assert pipeline.inject("a", declared, {"n": "1", "m": "2"}) == {"run": "..", "n": "1"}
    assert pipeline.inject("b", declared, {"n": "1"}) == {"run": "..", "corpus": ""}
    assert pipeline.inject("c", declared, {"n": "1"}) == {}
    assert set(pipeline.SET) == set(parameters.SET_BY_RUN)
