"""Runs that are killed, broken off or repeated: no finished stage runs twice, and the end is the same."""

import collections
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import quick
from click.testing import CliRunner
from quick import CHAIN, NAMES, WRITE, content, start

from sourcewise.cli import main
from sourcewise.runs.pipeline import RunFailedError


def events(folder, event):
    """The stages of which a log tells something, as often as it does."""
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return [line["stage"] for line in lines if line["event"] == event and not line.get("failed")]


def test_a_second_run_runs_nothing_and_gives_the_same_bytes(place, stubs, in_process, capsys):
    start(place)
    first = content(place / "out")
    start(place, progress=True)
    assert content(place / "out") == first
    assert stubs.calls == ["corpus", "report"]
    assert (events(place / "out", "kept"), events(place / "out", "stage")) == (NAMES, [])
    told = f"kept, since nothing they depend on has changed: {', '.join(NAMES)}"
    assert capsys.readouterr().err.splitlines() == [told]
    assert sorted(path.name for path in place.iterdir() if path.name.startswith(".")) == []


def test_only_what_hangs_on_a_change_runs_again(place, stubs, in_process, notebook, capsys):
    """Four runs into one folder: another notebook, a damaged table, another corpus, by force."""
    start(place)
    first = content(place / "out")
    notebook("02_two", "# What else?", WRITE.replace("NAME", "02_two"), folder=place / "notebooks")
    start(place)
    assert events(place / "out", "stage") == ["02_two", "03_three", "report"]
    assert content(place / "out")["tables/01_one.csv"] == first["tables/01_one.csv"]

    (place / "out" / "tables" / "01_one.csv").write_text("mine")
    second = content(place / "out")
    capsys.readouterr()
    start(place, progress=True)
    told = capsys.readouterr().err
    assert "01_one: tables/01_one.csv is not as it was written, so it runs again\n" in told
    assert "the former folder is kept as" in told
    assert events(place / "out", "stage") == ["01_one"]
    assert content(place / "out") == {**second, "tables/01_one.csv": first["tables/01_one.csv"]}
    assert (place / "out.before-1" / "tables" / "01_one.csv").read_text() == "mine"

    (place / "corpus" / "a.txt").write_text("Keine.")
    start(place, stages=CHAIN[:1])
    assert events(place / "out", "stage") == ["corpus", "01_one", "report"]
    start(place, stages=CHAIN[:1], force=True)
    assert events(place / "out", "stage") == ["corpus", "01_one", "report"]


def test_a_mended_notebook_goes_on_from_the_finished_stages_of_the_failed_run(
    place, stubs, in_process, notebook
):
    bad = "open('half.txt', 'w').write('x')\n1 / 0"
    notebook("03_three", "# Why?", bad, folder=place / "notebooks")
    with pytest.raises(RunFailedError):
        start(place)
    failed = content(place / "out.failed")
    assert {"tables/01_one.csv", "notebooks/03_three.ipynb", "notebooks/half.txt"} <= failed.keys()
    assert not (place / "out").exists()
    notebook("03_three", "# Why?", WRITE.replace("NAME", "03_three"), folder=place / "notebooks")
    start(place)
    assert stubs.calls == ["corpus", "report"]
    assert events(place / "out", "stage") == NAMES
    assert events(place / "out", "kept") == ["corpus", "01_one", "02_two"]
    assert "notebooks/half.txt" not in content(place / "out")


def test_an_input_that_changes_while_it_is_read_is_not_taken_for_what_was_hashed(
    place, stubs, in_process, notebook
):
    real = stubs.corpus.build

    def build(folder, out, *, each, **_):
        (folder / "a.txt").write_text("Another one.")
        return real(folder, out, each=each)

    stubs.corpus.build = build
    with pytest.raises(ValueError, match=r"the corpus changed while it was read \(a.txt\): run it again"):
        start(place)
    stubs.corpus.build = real
    changing = f"Path({str(place / 'notebooks' / '01_one.ipynb')!r}).open('a').write(' ')"
    notebook("01_one", WRITE.replace("NAME", "01_one"), changing, folder=place / "notebooks")
    with pytest.raises(ValueError, match=r"a notebook changed while it was read \(01_one.ipynb\): run it"):
        start(place)
    assert not (place / "out").exists()


def test_two_notebooks_that_write_one_file_are_refused(place, stubs, in_process, notebook):
    notebook("02_two", WRITE.replace("NAME", "01_one"), folder=place / "notebooks")
    with pytest.raises(
        ValueError, match=r"01_one and 02_two both wrote tables/01_one.csv: one needs another"
    ):
        start(place)
    assert not (place / "out").exists()


def test_a_notebook_sees_only_what_it_needs(place, stubs, in_process, notebook):
    """`02_two` reads what `01_one` wrote, of which it does not say so: it fails in every order of running."""
    notebook("02_two", "open('../tables/01_one.csv')", folder=place / "notebooks")
    with pytest.raises(FileNotFoundError, match="01_one"):
        start(place)


def break_off(place, fault, at):
    command = [sys.executable, Path(quick.__file__), place, fault, str(at)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


NEVER = 1_000_000


@pytest.fixture
def undisturbed(place):
    """What a run leaves that nothing befell; the folder is free for another one."""
    assert break_off(place, "kill", NEVER).returncode == 0
    found = content(place / "out")
    (place / "out").rename(place / "undisturbed")
    return found


def test_a_run_that_is_killed_again_and_again_ends_the_same_and_runs_no_finished_stage_twice(
    place, undisturbed
):
    """`kill -9` of one run at twelve changes of files, always later ones, each taken up where it was."""
    killed = 0
    for at in range(4, 124, 10):
        done = break_off(place, "kill", at)
        killed += done.returncode == -signal.SIGKILL
        if (place / "out").exists():  # from here on whole, were it killed or not
            assert content(place / "out") == undisturbed
    assert killed >= 4
    done = break_off(place, "kill", NEVER)
    assert done.returncode == 0, done.stderr
    assert content(place / "out") == undisturbed
    assert ".out.partial" not in [path.name for path in place.iterdir()]


def test_of_a_killed_run_every_finished_stage_is_kept(place, undisturbed):
    """The log, which goes on over the breaks, tells of no stage twice."""
    log = place / ".out.partial" / "log.jsonl"
    for at in (30, 40, 50):
        assert break_off(place, "kill", at).returncode == -signal.SIGKILL
    before = events(log.parent, "stage")
    assert before
    assert break_off(place, "kill", NEVER).returncode == 0
    counts = collections.Counter(events(place / "out", "stage"))
    assert set(counts) | set(events(place / "out", "kept")) == set(NAMES)
    assert set(counts.values()) == {1}
    assert content(place / "out") == undisturbed


def test_a_killed_run_leaves_the_former_one_whole(place):
    assert break_off(place, "kill", NEVER).returncode == 0
    former = content(place / "out")
    (place / "corpus" / "a.txt").write_text("Keine.")
    for at in (10, 60):
        assert break_off(place, "kill", at).returncode == -signal.SIGKILL
        assert content(place / "out") == former
    assert break_off(place, "kill", NEVER).returncode == 0
    assert content(place / "out")["corpus/a.parquet"] == b"Keine."
    assert [path.name for path in place.iterdir() if path.name.startswith((".out.p", ".out.f"))] == []


@pytest.mark.parametrize("at", [1, 8, 25, 60])
def test_a_full_disk_is_one_line_and_nothing_half_written_is_taken_for_whole(place, undisturbed, at):
    done = break_off(place, "full", at)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()[-1:]
    assert line.startswith("sourcewise: ")
    assert "No space left on device" in line
    assert "Traceback" not in done.stderr
    assert not (place / "out").exists()
    done = break_off(place, "full", NEVER)
    assert done.returncode == 0, done.stderr
    assert content(place / "out") == undisturbed


SMALL = """
import pathlib, resource, signal, sys
import quick
if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
    quick.main(pathlib.Path(sys.argv[1]), "", 0)
"""


def program(place, source):
    """A program that imports `quick`, with its arguments and its environment."""
    (place / "program.py").write_text(source)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(quick.__file__).parent), *sys.path])}
    return {"args": [sys.executable, place / "program.py", place], "env": environment, "text": True}


def test_files_that_the_system_cuts_off_are_never_taken_for_whole(place, undisturbed):
    """The kernel itself ends each file at 600 bytes, as it does with a quota."""
    done = subprocess.run(**program(place, SMALL), capture_output=True, timeout=60)
    assert done.returncode == 1
    assert "File too large: make room and run it again" in done.stderr.splitlines()[-1]
    assert not (place / "out").exists()
    assert break_off(place, "full", NEVER).returncode == 0
    assert content(place / "out") == undisturbed


@pytest.mark.parametrize("where", ["/sys/sourcewise/run", "locked/run"])
def test_a_folder_that_cannot_be_written_is_one_line(place, where, monkeypatch):
    if where.startswith("/sys"):
        if not Path("/sys").is_dir():
            pytest.skip("there is no /sys")
    elif os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    monkeypatch.chdir(place)
    (place / "locked").mkdir(mode=0o500)
    arguments = ["run", "corpus", "-o", where, "--quiet"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("sourcewise: ")
    assert "cannot be used: " in line


DRIVER = """
import pathlib, sys
import quick
from sourcewise.cli import main
from sourcewise.runs import building
crew, work_off = building.crew, building.work_off
if __name__ == "__main__":
    quick.break_off = lambda *_: setattr(building, "crew", crew) or setattr(building, "work_off", work_off)
    quick.main(pathlib.Path(sys.argv[1]), "", 0)
"""


def drive(place):
    """Run with workers and kernels, in a process of its own."""
    return subprocess.Popen(**program(place, DRIVER), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def soon(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while not (true := condition()) and time.monotonic() < deadline:
        time.sleep(0.005)
    return true


def logged(place, **facts):
    """Whether the log of the run that is being built tells of this."""
    log = place / ".out.partial" / "log.jsonl"
    lines = log.read_text().splitlines() if log.exists() else []
    told = [json.loads(line) for line in lines if line.endswith("}")]
    return any(facts.items() <= line.items() for line in told)


def test_killed_workers_and_drivers_cost_what_was_not_finished_and_nothing_else(place, notebook):
    """With kernels: the worker of one notebook is killed, then the driver, then the run comes to its end."""
    wait = (
        "import os, time\nfrom pathlib import Path\n"
        f"Path({str(place)!r}, 'who').write_text(os.environ['JPY_PARENT_PID'])\n"
        f"if not Path({str(place)!r}, 'go').exists(): time.sleep(60)"
    )
    notebook("02_two", "# Slow?", wait, WRITE.replace("NAME", "02_two"), folder=place / "notebooks")
    with drive(place) as process:
        assert soon(lambda: logged(place, event="stage", stage="01_one"))
        assert soon(lambda: logged(place, event="cell", stage="02_two", cell=1))
        assert soon(lambda: (place / "who").exists() and (place / "who").read_text())
        os.kill(int((place / "who").read_text()), signal.SIGKILL)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "02_two, cell [3], under “Slow?”:\n    the process that executed it was killed" in told
    assert "not run, since it reads their results: 03_three" in told
    (place / "go").touch()
    with drive(place) as process:
        assert soon(lambda: logged(place, event="stage", stage="02_two", failed=None))
        process.send_signal(signal.SIGKILL)
    with drive(place) as process:
        assert process.wait(60) == 0, process.stderr.read()
    assert collections.Counter(events(place / "out", "stage")) == dict.fromkeys(NAMES, 1)
    assert set(events(place / "out", "kept")) == {"corpus", "01_one", "02_two"}
