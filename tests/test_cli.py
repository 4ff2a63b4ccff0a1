import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner

from sourcewise.cli import main
from sourcewise.corpus import build
from sourcewise.corpus.tables import COLUMNS, frame, write
from sourcewise.runs import building, compare_runs, pipeline, verify
from sourcewise.runs.failures import Failure
from sourcewise.runs.pipeline import STAGES, RunFailedError

PARAMETERS = (
    'run: str = ".."  # folder of the run\n'
    "n_topics: int = 5  # number of topics (2 to 50)\n"
    'targets: list[str] = ["China"]  # whom the tone is measured toward\n'
    'words: str = ""  # a lexicon of your own (file)'
)


@pytest.fixture
def notebooks(tmp_path):
    return write_notebooks(tmp_path / "notebooks", "1 + 1")


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("An article.")
    return folder


@pytest.fixture
def started(monkeypatch):
    """What the pipeline was called with, in the place of a run."""
    calls = []

    def run(corpus, out, **options):
        calls.append({"corpus": corpus, "out": out, **options})
        return out / "report.html"

    monkeypatch.setattr(pipeline, "run", run)
    return calls


def write_notebooks(folder, source):
    folder.mkdir()
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = {"cell_type": "code", "execution_count": None, "outputs": []}
    cells = [
        {**code, "metadata": {"tags": ["parameters"]}, "source": PARAMETERS},
        {**code, "metadata": {}, "source": source},
    ]
    for stage in STAGES:
        content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": spec}, "cells": cells}
        (folder / f"{stage.name}.ipynb").write_text(json.dumps(content))
    return folder


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_run_gives_checked_parameters_to_the_pipeline_and_says_where_the_report_is(
    notebooks, corpus, started, tmp_path
):
    file = tmp_path / "params.yaml"
    file.write_text("n_topics: 8\n")
    out = tmp_path / "out"
    given = ["-p", "targets", "China,Russia", "-f", file, "--workers", 3, "--quiet", "--cell-limit", 60]
    given += ["--notebook-limit", 600, "--force"]
    done = call("run", corpus, "-o", out, "--notebooks", notebooks, *given)
    assert (done.exit_code, done.output) == (0, f"The report is {out / 'report.html'}\n")
    assert started == [
        {
            "corpus": corpus,
            "out": out,
            "parameters": {"n_topics": 8, "targets": ["China", "Russia"]},
            "notebooks": notebooks,
            "workers": 3,
            "scheduler": None,
            "cell_limit": 60,
            "notebook_limit": 600,
            "force": True,
            "progress": False,
        }
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["-p", "n_topic", "5"], "there is no parameter 'n_topic' (did you mean 'n_topics'?)"),
        (["-p", "n_topics", "five"], "n_topics must be a whole number (int), but 'five' is text"),
        (["-p", "n_topics", "500"], "n_topics is 500: it must be from 2 to 50"),
        (["-p", "run", "/etc"], "run is set by the run itself"),
        (["-p", "n_topics", "5", "-p", "n_topics", "6"], "n_topics is given twice"),
        (["-p", "words", "gone.csv"], "words: gone.csv is missing: give the path of a file\n"),
        (["-p", "words", "notebooks"], "words: notebooks is a folder: give a file\n"),
        (["-p", "zzz", "5", "-p", "n_topics", "1"], "n_topics is 1: it must be from 2 to 50\n"),
    ],
)
def test_a_wrong_parameter_is_refused_in_a_sentence(notebooks, corpus, tmp_path, monkeypatch, given, message):
    monkeypatch.setattr(building, "crew", lambda count: pytest.fail("a process was started"))
    monkeypatch.chdir(tmp_path)
    done = call("run", corpus, "-o", tmp_path / "out", "--notebooks", notebooks, *given)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.startswith("sourcewise: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda a: a.update(corpus="nowhere"),
            "sourcewise: nowhere is not a folder: give the folder that holds",
        ),
        (lambda a: a.update(out=a["corpus"] / "run"), "must not lie in each other"),
        (lambda a: a.update(notebooks="nowhere"), "nowhere/01_corpus.ipynb is missing"),
        (lambda a: a.update(more=["-f", "nowhere.yaml"]), "nowhere.yaml is missing: give a YAML file"),
        (
            lambda a: a.update(out=a["corpus"].parent / "notebooks" / "01_corpus.ipynb" / "out"),
            "cannot be used",
        ),
        (lambda a: a.update(more=["-p", "n_topics"]), "requires 2 arguments"),
        (lambda a: a.update(more=["--workers", "0"]), "0 is not in the range"),
    ],
)
def test_bad_input_is_a_sentence_and_not_a_traceback(notebooks, corpus, tmp_path, change, message):
    arguments = {"corpus": corpus, "out": tmp_path / "out", "notebooks": notebooks, "more": []}
    change(arguments)
    done = call(
        "run",
        arguments["corpus"],
        "-o",
        arguments["out"],
        "--notebooks",
        arguments["notebooks"],
        *arguments["more"],
    )
    assert done.exit_code == (1 if "cannot be used" in message else 2)
    assert message in done.stderr
    assert isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("missing", [["corpus"], ["-o", "out"], []])
def test_folders_are_asked_for(notebooks, missing):
    done = call("run", *missing, "--notebooks", notebooks)
    assert done.exit_code == 2
    assert "give the folder of the articles and, after -o, the folder for the run" in done.stderr


def test_failed_notebooks_are_told_and_the_exit_code_is_one(notebooks, corpus, tmp_path, monkeypatch):
    failure = Failure("03_topics", 4, "Which topics?", "ValueError: no\nline 1 of the cell: f()")

    def fail(*_, **__):
        raise RunFailedError([failure], ["05_report"], tmp_path / "out.failed")

    monkeypatch.setattr(pipeline, "run", fail)
    done = call("run", corpus, "-o", tmp_path / "out", "--notebooks", notebooks)
    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "sourcewise: 03_topics, cell [4], under “Which topics?”:",
        "    ValueError: no",
        "    line 1 of the cell: f()",
        "not run, since it reads their results: 05_report",
        f"the executed copies are kept in {tmp_path}/out.failed/notebooks",
    ]


def test_a_fault_of_our_own_keeps_its_traceback(notebooks, corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "run", lambda *_, **__: json.loads("{"))
    done = call("run", corpus, "-o", tmp_path / "out", "--notebooks", notebooks)
    assert isinstance(done.exception, json.JSONDecodeError)


def test_parameters_are_listed_with_type_default_meaning_and_notebooks(notebooks):
    done = call("run", "--help-parameters", "--notebooks", notebooks)
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "Parameters: 3"
    assert lines[2].split("  ")[1:3] == ["n_topics", " int = 5 (2 to 50)"]
    assert "  number of topics  " in lines[2]
    assert lines[2].endswith("01_corpus, 02_exploration, 03_topics, 04_sentiment, 05_report")
    assert "run" not in [line.split()[0] for line in lines[2:] if line.strip()]


@pytest.fixture
def tables(monkeypatch):
    """The tables of a small corpus, in the place of one that is read."""
    known = {"sha256": "0", "outlet": "TASS", "published": "2022-02-02", "n_words": 100, "language": "en"}
    lone = {"sha256": "1", "outlet": "unknown (b)", "n_words": 20, "language": "en"}
    red, chinese = "\x1b[31mRed\x07 \u202eevil\nline", "新华社" * 40
    found = {
        "articles": [
            {"doc_id": "a", "file": "a.txt", **known, "quoted_share": 0.25, "headline": red},
            {"doc_id": "b", "file": "b.csv", "row": 3, **lone, "quoted_share": 0.0, "headline": chinese},
        ],
        "texts": [{"doc_id": name, "raw": f"={name} text", "text": f"={name} text"} for name in "ab"],
        "fields": [
            {"doc_id": "a", "field": "published", "rank": 1, "value": "2022-02-02", "provenance": "text"},
            {"doc_id": "a", "field": "byline", "rank": 1, "value": "A. B", "provenance": "sidecar"},
            {"doc_id": "b", "field": "published", "rank": 1, "provenance": "none", "reason": "no date there"},
            {"doc_id": "b", "field": "byline", "rank": 1, "value": "C", "provenance": "text"},
        ],
        "problems": [{"file": "c.txt", "kind": "empty", "message": "c.txt is empty: give it an article"}],
    }

    def build_tables(folder, out, **options):
        for name in COLUMNS:
            write(name, frame(name, found.get(name, [])), out)

    monkeypatch.setattr(build, "build", build_tables)
    return found


def test_check_shows_documents_fields_and_problems_and_writes_nothing(tables, corpus):
    before = sorted(corpus.parent.rglob("*"))
    done = call("check", corpus)
    assert done.exit_code == 0
    blocks = [block.splitlines() for block in done.output.strip().split("\n\n")]
    titles = ["Outlets: 2", "Documents: 2", "Fields: 2", "Not found: 1"]
    assert [block[0] for block in blocks[:4]] == titles
    assert blocks[0][2].split() == ["TASS", "1", "0", "100", "2022-02-02", "2022-02-02", "1", "1", "0"]
    assert blocks[1][1].split() == [
        "doc_id", "outlet", "published", "n_words", "quoted_share", "language", "headline",
    ]  # fmt: skip
    assert blocks[1][2].split()[:4] == ["a", "TASS", "2022-02-02", "100"]
    assert blocks[2][2].split() == ["byline", "1", "1", "0"]  # text, sidecar, not found
    assert blocks[3][2].split(maxsplit=2) == ["published", "1", "no date there"]
    assert blocks[4] == [
        "Of 2 articles sources.csv can give what is not stated: outlet of 1, published of 1, genre of 2, "
        "story of 2."
    ]
    assert blocks[5] == ["Problems: 1", "  c.txt is empty: give it an article"]
    assert sorted(corpus.parent.rglob("*")) == before


def test_a_strangers_text_cannot_steer_the_screen_and_columns_stay_straight(tables, corpus):
    documents = call("check", corpus).output.split("\n\n")[1]
    assert all(sign.isprintable() or sign == "\n" for sign in documents)
    assert "[31mRed   evil line" in documents
    head, first, second = documents.splitlines()[1:]
    assert first.index("[31m") - 1 == head.index("headline") == second.index("新")
    assert second.endswith("…")


def test_check_writes_a_sidecar_to_fill_in_and_no_cell_of_it_acts_or_is_written_over(
    tables, corpus, tmp_path
):
    draft = tmp_path / "draft.csv"
    assert call("check", corpus, "--sidecar", draft).exit_code == 0
    assert draft.read_text() == (
        "file,outlet,published,genre,story,begins\na.txt,TASS,2022-02-02,,,'=a text\nb.csv#3,,,,,'=b text\n"
    )
    draft.write_text("mine")
    again = call("check", corpus, "--sidecar", draft)
    assert (again.exit_code, draft.read_text()) == (2, "mine")
    assert "is already there" in again.stderr


def test_check_writes_a_page_of_as_many_articles_as_asked_for(tables, corpus, tmp_path):
    page = tmp_path / "page.html"
    assert call("check", corpus, "--html", page, "--articles", 1).exit_code == 0
    assert "=a text" in page.read_text()
    assert "=b text" not in page.read_text()


def test_long_tables_are_cut_aloud(tables, corpus):
    done = call("check", corpus, "--rows", "1")
    assert "Documents: 2" in done.output
    assert "... and 1 more (--rows)" in done.output
    assert "unknown (b)" not in done.output.split("\n\n")[1]


def test_the_seeds_are_read(tmp_path):
    done = call("check", Path(__file__).parents[1] / "seeds")
    assert done.exit_code == 0
    assert "\nDocuments: 5\n" in done.output


def test_a_corpus_that_cannot_be_read_is_bad_input(tmp_path):
    for folder in (tmp_path / "nowhere", tmp_path):
        done = call("check", folder)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith("sourcewise: ")
        assert str(folder) in done.stderr


@pytest.fixture
def verified(monkeypatch):
    """What verifying finds, in the place of a run; a list of results, one a file."""
    results = []

    def check(run, *, say, **options):
        assert options == {"corpus": None, "notebooks": None, "workers": 2, "progress": False}
        say("the code is\x1b another")
        files = [f"{number}.csv" for number in range(len(results))]
        return pd.DataFrame({"file": files, "stage": "corpus", "result": results})

    monkeypatch.setattr(verify, "verify", check)
    return results


@pytest.mark.parametrize(
    ("results", "code"),
    [(["same bytes", "same content"], 0), (["same bytes"] * 60, 0), (["same bytes", "differs"], 1)],
)
def test_verify_says_file_by_file_what_is_the_same_and_the_exit_code_tells(verified, tmp_path, results, code):
    verified += results
    done = call("verify", tmp_path, "--quiet")
    assert done.exit_code == code
    lines = done.output.splitlines()
    assert lines[:2] == ["the code is  another", f"Files: {len(results)}"]
    assert len(lines) == len(results) + 5
    assert lines[3].split() == ["corpus", *results[0].split(), "0.csv"]
    same = len(results) - code
    assert lines[-1] == f"{same} of {len(results)} files are the same"


def test_diff_shows_the_differences_and_writes_them_for_a_spreadsheet(monkeypatch, tmp_path):
    rows = [("finding", "a.b.c", "reworded", "=1+1", "\x1b[2J"), ("parameter", "n", "changed", "1", "2")]
    found = pd.DataFrame(rows, columns=compare_runs.COLUMNS)
    monkeypatch.setattr(compare_runs, "diff", lambda a, b: found)
    done = call("diff", tmp_path, tmp_path, "--csv", tmp_path / "new" / "d.csv")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "Differences: 2"
    assert lines[2].split() == ["finding", "a.b.c", "reworded", "=1+1", "[2J"]
    assert lines[-1] == f"The differences are in {tmp_path / 'new' / 'd.csv'}"
    written = (tmp_path / "new" / "d.csv").read_text().splitlines()
    assert written[0] == "what,key,change,before,after"
    assert written[1].split(",")[3] == "'=1+1"
    assert written[2] == "parameter,n,changed,1,2"


@pytest.mark.parametrize("arguments", [["verify", "RUN"], ["diff", "RUN", "RUN"]])
def test_verify_and_diff_ask_for_finished_runs(tmp_path, arguments):
    done = call(*[str(tmp_path) if one == "RUN" else one for one in arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"sourcewise: {tmp_path} holds no run.json: give the folder of a finished run\n"


QUICK = """
import sys, types, pathlib, sourcewise.corpus
def build(folder, out, **options):
    from sourcewise.corpus import tables
    article = {"doc_id": "a", "file": "a.txt", "sha256": "0", "outlet": "The Herald", "n_words": 9}
    for name, rows in (("articles", [article]), ("problems", [])):
        tables.write(name, tables.frame(name, rows), out)
sourcewise.corpus.build = types.SimpleNamespace(build=build)
from sourcewise.cli import main
main(sys.argv[1:])
"""

LIGHT = """
import sys
from sourcewise.cli import main
try:
    main(sys.argv[1:])
finally:
    heavy = ("pandas", "numpy", "papermill", "nbformat", "sklearn", "matplotlib", "nltk", "IPython", "dask")
    print("loaded:", [name for name in heavy if name in sys.modules])
"""

BUSY = "import os, pathlib, time; pathlib.Path(PLACE, str(os.getpid())).touch(); time.sleep(60)"


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["run", "--help"], ["batch", "--help"], ["run", "CORPUS", "-o", "x", "-p", "n_topic", "5"]],
)
def test_help_and_refusals_load_nothing_that_is_slow(notebooks, corpus, tmp_path, arguments):
    arguments = [str(corpus) if one == "CORPUS" else one for one in arguments]
    more = ["--notebooks", str(notebooks)] if arguments[0] == "run" and "-p" in arguments else []
    command = [sys.executable, "-c", LIGHT, *arguments, *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == (2 if more else 0)
    assert done.stdout.rstrip().endswith("loaded: []")


def test_batch_gives_the_grid_to_dask_and_says_which_runs_failed(tmp_path, monkeypatch):
    from sourcewise.runs import batch

    calls, failure = [], Failure("03_topics", 4, "Which?", "ZeroDivisionError: division by zero")
    whole = SimpleNamespace(run=SimpleNamespace(name="few-1"), failure=None)
    failed = SimpleNamespace(run=SimpleNamespace(name="many-1"), failure=failure)

    def carry_out(grid, out, **options):
        calls.append({"grid": grid, "out": out, **options})
        return [whole, *([failed] if len(calls) > 1 else [])], None

    monkeypatch.setattr(batch, "batch", carry_out)
    out = tmp_path / "out"
    given = ["--workers", 3, "--scheduler", "tcp://x:1", "--force", "--quiet", "--cell-limit", 9]
    done = call("batch", "grid.yaml", "-o", out, *given)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"1 of 1 runs are whole; their table is {out / 'runs.parquet'}\n"
    [options] = calls
    assert (options["grid"], options["out"], options["workers"]) == (Path("grid.yaml"), out, 3)
    assert (options["scheduler"], options["force"], options["progress"]) == ("tcp://x:1", True, False)
    assert (options["limits"].cell, options["limits"].notebook) == (9, 86_400)
    done = call("batch", "grid.yaml", "-o", out)
    assert done.exit_code == 1
    assert "many-1: 03_topics, cell [4], under “Which?”:\n    ZeroDivisionError" in done.stderr
    assert "1 of 2 runs are whole" in done.stdout


def test_a_grid_with_a_fault_is_a_sentence_before_anything_is_loaded(corpus, tmp_path):
    grid = f"corpus: {corpus}\naxes:\n  n_topcs: [3, 5]\nprimary: {{n_topcs: 3}}\n"
    (tmp_path / "grid.yaml").write_text(grid)
    command = [sys.executable, "-c", LIGHT, "batch", "grid.yaml", "-o", "out"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    said = (
        "sourcewise: grid.yaml, line 3: axis 'n_topcs', level '3': there is no parameter 'n_topcs' (did you"
    )
    assert done.stderr.startswith(said)
    assert done.stdout.rstrip().endswith("loaded: []")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("how", ["Ctrl-C", "kill -9"])
def test_a_run_that_is_stopped_leaves_no_kernel_behind(corpus, tmp_path, how):
    place = tmp_path / "pids"
    place.mkdir()
    notebooks = write_notebooks(tmp_path / "notebooks", BUSY.replace("PLACE", repr(str(place))))
    out = tmp_path / "runs" / "out"
    heard = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # deaf in a background job
    )
    command = [sys.executable, "-c", heard + QUICK, "run", corpus, "-o", out, "--notebooks", notebooks]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert soon(lambda: len(list(place.iterdir())) == 2, 60)
        if how == "Ctrl-C":
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
        else:
            process.kill()
        _, told = process.communicate(timeout=90)
    kernels = [int(path.name) for path in place.iterdir()]
    if how == "Ctrl-C":
        assert process.returncode == 130
        assert (
            told.splitlines()[-1]
            == "sourcewise: stopped: the same command goes on after the last finished stage"
        )
        assert "Traceback" not in told
        assert [path.name for path in out.parent.iterdir()] == [".out.partial"]
        assert not any(map(alive, kernels))
    assert soon(lambda: not any(map(alive, kernels)), 10)
    assert not out.exists()


def soon(condition, seconds):
    """Wait for a condition, and say whether it came true."""
    deadline = time.monotonic() + seconds
    while not (true := condition()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return true


def alive(pid):
    """Whether a process runs; one that ended and is not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
