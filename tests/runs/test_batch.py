"""A grid in one process, without kernels and without Dask: what is run, what is kept, what is written."""

import collections
import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import quick
from click.testing import CliRunner
from quick import content

from sourcewise.cli import main
from sourcewise.runs import batch, closing, cluster, execute, folder, jobs, manifest, pipeline

PARAMETERS = 'run: str = ".."  # folder of the run\n{} # a number (0 to 50)'
TOPICS, SEED = "n_topics: int = 5 ", "seed: int = 1 "
WRITE = """
from pathlib import Path
from sourcewise.analysis import findings
Path(run, "tables").mkdir(exist_ok=True)
Path(run, "tables", "NAME.csv").write_text(f"{NUMBER} {60 // NUMBER}")
how = {"estimate": NUMBER, "reason": "None.", "cell": "x", "values": {"a": 1.5}}
made = findings.make("corpus.n_NAME.number", "A number.", **how)
findings.save([made], run, "NAME")
"""
GRID = """
corpus: corpus
axes:
  k: {few: {n_topics: 5}, many: {n_topics: 20}}
  seed: [1, 2]
primary: {k: few, seed: 1}
"""


@pytest.fixture
def here(place, notebook, stubs, monkeypatch):
    """A grid beside small notebooks, the first of which reads the topics and the second the seed."""
    for name, line, number in (("01_one", TOPICS, "n_topics"), ("02_two", SEED, "seed")):
        source = WRITE.replace("NAME", name).replace("NUMBER", number)
        notebook(name, "# What?", source, parameters=PARAMETERS.format(line), folder=place / "notebooks")
    source = WRITE.replace("NAME", "03_three").replace("NUMBER", "3")
    notebook("03_three", "# What?", source, parameters=PARAMETERS.format("#"), folder=place / "notebooks")
    (place / "grid.yaml").write_text(GRID)
    monkeypatch.setattr(cluster, "local", lambda workers, scratch: contextlib.nullcontext("client"))
    monkeypatch.setattr(cluster, "work_off", quick.work_off_jobs)
    monkeypatch.setattr(jobs, "_ready", lambda: None)
    monkeypatch.chdir(place)
    monkeypatch.setattr(execute, "execute", quick.execute)
    return place


def start(place, **options):
    os.chdir(place)  # jobs leave this process in the folder of the batch
    options = {"notebooks": place / "notebooks", "stages": quick.CHAIN, "progress": False, **options}
    return batch.batch(place / "grid.yaml", place / "out", **options)[0]


def ran(out):
    """The stages that a batch's log says were run, with their fingerprints."""
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    return [
        (line["stage"], line["fingerprint"])
        for line in lines
        if line["event"] == "stage" and line["ran"] and not line["failed"]
    ]


def test_runs_share_every_stage_of_the_same_fingerprint_and_are_those_of_the_pipeline(here, in_process):
    results = start(here)
    assert [result.failure for result in results] == [None] * 4
    counts = collections.Counter(name for name, _ in ran(here / "out"))
    assert counts == {"corpus": 1, "01_one": 2, "02_two": 2, "03_three": 4, "report": 4}
    assert len(set(ran(here / "out"))) == 13
    for result in results:
        out = here / "alone" / result.run.name
        given = result.run.cell.given
        pipeline.run(
            here / "corpus", out, parameters=given, notebooks=here / "notebooks", stages=quick.CHAIN,
            progress=False,
        )  # fmt: skip
        assert content(out) == content(result.folder)
        assert manifest.find_changes(result.folder) == []


def test_the_tables_have_a_row_a_run_and_a_row_a_run_and_finding(here):
    start(here)
    runs = pd.read_parquet(here / "out" / "runs.parquet")
    assert list(runs["status"]) == ["whole"] * 4
    assert list(zip(runs["k"], runs["seed"], runs["facet"], strict=True)) == [
        ("few", "1", "seed 1"), ("few", "2", "seed 2"), ("many", "1", "seed 1"), ("many", "2", "seed 2")
    ]  # fmt: skip
    assert list(runs["primary"]) == [True, False, False, False]
    assert json.loads(runs["parameters"].iloc[3]) == {"n_topics": 20, "seed": 2}
    assert list(runs["n_findings"]) == [3] * 4
    found = pd.read_parquet(here / "out" / "findings.parquet")
    assert len(found) == 12
    assert list(found["estimate"]) == [5, 1, 3, 5, 2, 3, 20, 1, 3, 20, 2, 3]
    assert json.loads(found["values"].iloc[0]) == {"a": 1.5}
    articles = pd.read_parquet(here / "out" / "articles.parquet")
    assert list(articles["corpus_stage"]) == [runs["corpus_stage"].iloc[0]]


def test_the_primary_cell_is_written_before_anything_runs(here, stubs):
    def build(*_, **__):
        plan = json.loads((here / "out" / "batch.json").read_text())
        assert plan["primary"].startswith("few-1-")
        raise OSError(28, "No space left on device", "somewhere")

    stubs.corpus.build = build
    with pytest.raises(OSError, match="finished stages are kept"):
        start(here)


def test_a_second_batch_runs_nothing_and_another_level_only_what_is_new(here, stubs):
    start(here)
    first, before = content(here / "out"), ran(here / "out")
    start(here)
    assert content(here / "out") == first
    assert ran(here / "out") == before
    (here / "grid.yaml").write_text(GRID.replace("[1, 2]", "[1, 2, 3]"))
    start(here)
    new = collections.Counter(name for name, _ in ran(here / "out")[len(before) :])
    assert new == {"02_two": 1, "03_three": 2, "report": 2}
    start(here, force=True)
    assert len(ran(here / "out")) == 2 * 13 + 5 + 5
    assert stubs.calls.count("corpus") == 2


def test_a_run_that_fails_has_its_row_and_its_copies_and_the_others_are_whole(here, capsys):
    (here / "grid.yaml").write_text(GRID.replace("n_topics: 20", "n_topics: 0"))
    results = start(here, progress=True)
    assert [bool(result.failure) for result in results] == [False, False, True, True]
    runs = pd.read_parquet(here / "out" / "runs.parquet").set_index("k")
    assert list(runs["status"]) == ["whole", "whole", "failed", "failed"]
    failed = runs.loc["many"].iloc[0]
    assert (failed["notebook"], failed["cell"]) == ("01_one", 1)
    assert "division" in failed["error"]
    assert set(pd.read_parquet(here / "out" / "findings.parquet")["run"]) == set(runs.loc["few", "run"])
    kept = results[2].folder
    assert kept.name.endswith(".failed")
    assert {"failure.txt", "notebooks/01_one.ipynb", "notebooks/02_two.ipynb"} <= content(kept).keys()
    assert "01_one of many-1-" in capsys.readouterr().err
    (here / "grid.yaml").write_text(GRID)
    start(here)
    assert not [path for path in (here / "out" / "runs").iterdir() if path.name.endswith(".failed")]


def test_a_damaged_stage_is_run_again_and_a_changed_run_is_kept_aside(here, capsys):
    results = start(here)
    first = content(here / "out")
    [stage] = (here / "out" / "stages").glob(f"01_one-{results[0].run.stages['01_one'][:16]}")
    (stage / "tables" / "01_one.csv").write_text("mine")
    (stage.parent / f"report-{results[1].run.stages['report'][:16]}" / "stage.json").write_text("{")
    before = len(ran(here / "out"))
    start(here, progress=True)
    told = capsys.readouterr().err
    assert "01_one: tables/01_one.csv is not as it was written, so it runs again" in told
    assert "report: its stage.json is missing or cannot be read, so it runs again" in told
    assert [name for name, _ in ran(here / "out")[before:]] == ["01_one", "report"]
    found = {name: data for name, data in content(here / "out").items() if ".before-1" not in name}
    assert found == first


def test_two_batches_into_one_folder_are_refused_and_so_is_a_folder_of_others(here):
    (here / "out").mkdir()
    with (
        folder.locked(here / "out" / batch.LOCK, here / "out"),
        pytest.raises(ValueError, match=r"out is being written by another run \(process \d+, started 20"),
    ):
        start(here)
    (here / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(ValueError, match="out is not a batch of sourcewise: it stays as it is"):
        start(here)
    with pytest.raises(ValueError, match="must not lie in each other"):
        batch.batch(
            here / "grid.yaml", here / "corpus" / "out", notebooks=here / "notebooks", stages=quick.CHAIN
        )


def test_a_corpus_that_cannot_be_read_is_the_failure_of_its_runs_alone(here, stubs):
    (here / "other").mkdir()
    (here / "other" / "a.txt").write_text("x")
    places = "place: {a: {corpus: corpus}, b: {corpus: other}}"
    text = GRID.replace("corpus: corpus\n", "").replace("seed: [1, 2]", places)
    (here / "grid.yaml").write_text(text.replace("seed: 1", "place: a"))
    real = stubs.corpus.build

    def build(corpus, out, **how):
        if corpus.name == "other":
            raise ValueError("other holds no article that can be read")
        return real(corpus, out, **how)

    stubs.corpus.build = build
    assert [bool(result.failure) for result in start(here)] == [False, True, False, True]
    runs = pd.read_parquet(here / "out" / "runs.parquet")
    assert list(runs["notebook"].dropna()) == ["corpus"] * 2
    assert set(runs["facet"]) == {"place a", "place b"}


def test_the_closing_notebook_reads_the_tables_and_is_kept_while_they_stay(here, notebook):
    source = 'from pathlib import Path\nn = len(Path(batch, "runs.parquet").read_bytes())\n'
    source += 'Path(batch, "tables").mkdir()\nPath(batch, "tables", "n.csv").write_text(str(n))'
    line = 'batch: str = "x"  # folder of a finished batch'
    notebook("06_multiverse", "# What?", source, parameters=line, folder=here / "notebooks")
    start(here)
    n = len((here / "out" / "runs.parquet").read_bytes())
    assert (here / "out" / "tables" / "n.csv").read_text() == str(n)
    assert (here / "out" / "notebooks" / "06_multiverse.ipynb").exists()
    assert "What hangs on which choice?" in (here / "out" / "report.html").read_text()
    before = len(ran(here / "out"))
    start(here)
    assert len(ran(here / "out")) == before
    notebook("06_multiverse", "1 // 0", parameters=line, folder=here / "notebooks")
    os.chdir(here)
    results, stopped = batch.batch(
        here / "grid.yaml", here / "out", notebooks=here / "notebooks", stages=quick.CHAIN, progress=False
    )
    assert not any(result.failure for result in results)
    assert stopped.notebook == closing.MULTIVERSE.name


NEVER = 1_000_000


def broken_off(place, fault, at):
    command = [sys.executable, Path(quick.__file__), place, fault, str(at), "grid"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture
def undisturbed(here):
    done = broken_off(here, "kill", NEVER)
    assert done.returncode == 0, done.stderr
    found = content(here / "out")
    shutil.rmtree(here / "out")
    return found


def test_a_batch_that_is_killed_again_and_again_ends_the_same_and_runs_no_finished_stage_twice(
    here, undisturbed
):
    """`kill -9` at changes of files, then to its end; the log, which goes on, has no stage twice."""
    for at in (15, 45, 120, 200):
        assert broken_off(here, "kill", at).returncode == -9
    done = broken_off(here, "kill", NEVER)
    assert done.returncode == 0, done.stderr
    assert content(here / "out") == undisturbed
    times = collections.Counter(ran(here / "out"))
    assert set(times.values()) == {1}


@pytest.mark.parametrize("at", [3, 60, 250])
def test_a_full_disk_is_one_line_and_the_batch_goes_on_when_there_is_room(here, undisturbed, at):
    done = broken_off(here, "full", at)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()[-1:]
    assert line.startswith("sourcewise: ")
    assert "No space left on device" in line
    assert "Traceback" not in done.stderr
    done = broken_off(here, "full", NEVER)
    assert done.returncode == 0, done.stderr
    assert content(here / "out") == undisturbed


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="there is no /sys")
def test_a_folder_that_cannot_be_written_is_one_line(here, monkeypatch):
    monkeypatch.chdir(here)
    done = CliRunner().invoke(main, ["batch", "grid.yaml", "-o", "/sys/sourcewise/batch", "--quiet"])
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert "cannot be used: " in line
    assert os.sep in line
