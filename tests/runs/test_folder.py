import errno
import fcntl
import json
import os
import re
import signal
import subprocess
import sys

import pytest

from sourcewise.runs import folder, hashes


@pytest.fixture
def out(tmp_path):
    return tmp_path / "outputs" / "seeds"


@pytest.fixture
def said():
    return []


def make(out, said, **files):
    """Build a run of these files, as the pipeline does."""
    with folder.building(out, said.append) as partial:
        whole = partial / "run"
        whole.mkdir()
        for name, text in files.items():
            (whole / name).write_text(text)
        entries = hashes.hash_folder(whole)
        (whole / "run.json").write_text(json.dumps({"sourcewise": "0", "outputs": entries}))


def names(place):
    return sorted(path.name for path in place.iterdir())


def test_a_run_appears_whole_and_nothing_is_left_beside_it(out, said):
    make(out, said, a="1")
    assert names(out) == ["a", "run.json"]
    assert names(out.parent) == ["seeds"]


def test_a_new_run_takes_the_place_of_the_former_one(out, said):
    make(out, said, a="1", b="1")
    make(out, said, a="2")
    assert names(out) == ["a", "run.json"]
    assert (out / "a").read_text() == "2"
    assert (names(out.parent), said) == (["seeds"], [])


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_run_that_is_broken_off_leaves_the_former_one_as_it_was(out, said, error):
    make(out, said, a="1")
    before = hashes.hash_folder(out)
    with pytest.raises(error), folder.building(out, said.append) as partial:  # noqa: PT012 - it is the block
        (partial / "run").mkdir()
        (partial / "run" / "a").write_text("half")
        raise error
    assert hashes.hash_folder(out) == before
    assert names(out.parent) == ["seeds"]


@pytest.mark.parametrize("change", ["added", "edited"])
def test_what_a_user_put_into_a_run_is_kept(out, said, change):
    make(out, said, a="1")
    (out / ("notes.txt" if change == "added" else "a")).write_text("mine")
    make(out, said, a="2")
    make(out, said, a="3")
    assert names(out.parent) == ["seeds", "seeds.before-1"]
    assert "mine" in [path.read_text() for path in (out.parent / "seeds.before-1").iterdir()]
    assert len(said) == 1
    assert "seeds.before-1" in said[0]


def test_checkpoints_and_the_log_do_not_count_as_a_users_files(out, said):
    make(out, said, a="1")
    (out / ".ipynb_checkpoints").mkdir()
    (out / ".ipynb_checkpoints" / "a-checkpoint").touch()
    (out / "log.jsonl").touch()
    make(out, said, a="2")
    assert names(out.parent) == ["seeds"]


def test_a_swap_that_was_killed_between_its_renames_is_mended(out, said):
    make(out, said, a="1")
    out.rename(out.with_name(".seeds.former"))
    with pytest.raises(RuntimeError), folder.building(out, said.append):
        raise RuntimeError
    assert (out / "a").read_text() == "1"


LEFT = ("run/half", "work/02-x/half", "stages/01-a/stage.json", "stages/02-b/half", "log.jsonl", "odd")


@pytest.mark.parametrize(
    ("afresh", "stay"), [(False, ["log.jsonl", "stages/01-a/stage.json", "stages/02-b/half"]), (True, [])]
)
def test_of_a_killed_run_nothing_but_its_stages_and_its_log_stays(out, said, afresh, stay):
    partial = out.parent / ".seeds.partial"
    for name in LEFT:
        (partial / name).parent.mkdir(parents=True, exist_ok=True)
        (partial / name).touch()
    with pytest.raises(RuntimeError), folder.building(out, said.append, afresh=afresh) as found:  # noqa: PT012
        files = sorted(path.relative_to(found).as_posix() for path in found.rglob("*") if path.is_file())
        assert (found, files) == (partial, stay)
        raise RuntimeError
    assert partial.exists() is not afresh
    make(out, said, a="1")
    assert names(out) == ["a", "run.json"]
    assert names(out.parent) == ["seeds"]


@pytest.mark.parametrize("kind", ["file", "link"])
def test_a_file_or_a_link_where_the_run_is_built_goes_and_what_it_leads_to_stays(out, said, tmp_path, kind):
    partial, elsewhere = out.parent / ".seeds.partial", tmp_path / "elsewhere"
    out.parent.mkdir()
    elsewhere.mkdir()
    (elsewhere / "mine").touch()
    partial.touch() if kind == "file" else partial.symlink_to(elsewhere)
    make(out, said, a="1")
    assert names(out) == ["a", "run.json"]
    assert names(elsewhere) == ["mine"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_with_what_stays(out, said, number):
    with (
        pytest.raises(OSError, match="make room and run it again") as caught,
        folder.building(out, said.append),
    ):
        raise OSError(number, "full")
    assert (caught.value.errno, caught.value.filename) == (number, str(out.parent))
    assert names(out.parent) == []


def test_other_errors_of_the_system_stay_as_they_are(out, said):
    with pytest.raises(PermissionError, match="no") as caught, folder.building(out, said.append):
        raise PermissionError(errno.EACCES, "no", "a file")
    assert caught.value.filename == "a file"


def test_a_second_run_into_one_folder_is_refused_with_the_first_ones_process(out, said):
    with folder.building(out, said.append) as partial:
        (partial / "run").mkdir()
        (partial / "run" / "a").write_text("first")
        told = rf"being written by another run \(process {os.getpid()}, started 20\d\d-\d\d-\d\dT"
        with pytest.raises(ValueError, match=told), folder.building(out, said.append):
            pytest.fail("two runs at once")
        assert (partial / "run" / "a").exists()
    assert names(out.parent) == ["seeds"]


def test_a_place_where_nothing_can_be_written_is_named_and_not_the_lock(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", "a lock")

    monkeypatch.setattr(folder.Path, "open", refuse)
    with pytest.raises(PermissionError) as caught, folder.building(tmp_path / "run", print):
        pass
    assert caught.value.filename == str(tmp_path)


def test_the_lock_of_a_dead_process_is_taken_over(out, said):
    out.parent.mkdir()
    code = (
        "import sys, time, pathlib; from sourcewise.runs import folder\n"
        "with folder.building(pathlib.Path(sys.argv[1]), print): print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, out], stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"in\n"
        with pytest.raises(ValueError, match=f"process {other.pid}, "), folder.building(out, said.append):
            pytest.fail("two runs at once")
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert (out.parent / ".seeds.lock").exists()
    make(out, said, a="1")
    assert names(out.parent) == ["seeds"]


def test_a_lock_that_its_holder_took_away_is_not_trusted(out, said, monkeypatch):
    """The file is locked, but no longer the one that others see at the path."""
    out.parent.mkdir()
    real, calls = fcntl.flock, []

    def flock(file, how):
        real(file, how)
        if not calls:
            (out.parent / ".seeds.lock").unlink()
        calls.append(how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with folder.building(out, said.append) as partial:
        assert (out.parent / ".seeds.lock").exists()
        (partial / "run").mkdir()
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("make_it", "message"),
    [
        (
            lambda place: (place / "out" / "thesis.tex").touch(),
            "out is not a run of sourcewise: it stays as it is",
        ),
        (lambda place: (place / "out" / "run.json").write_text("{}"), "is not a run of sourcewise"),
        (lambda place: (place / "out" / "run.json").write_text("[1"), "is not a run of sourcewise"),
        (
            lambda place: (place / "out" / "run.json").write_text('["sourcewise"]'),
            "is not a run of sourcewise",
        ),
        (
            lambda place: (place / "out.failed" / "mine").touch(),
            "out.failed is not a failed run of sourcewise",
        ),
    ],
)
def test_a_folder_of_other_things_is_never_taken(tmp_path, make_it, message):
    for name in ("out", "out.failed", "corpus"):
        (tmp_path / name).mkdir()
    folder.check(tmp_path / "corpus", tmp_path / "out")
    make_it(tmp_path)
    with pytest.raises(ValueError, match=re.escape(message)):
        folder.check(tmp_path / "corpus", tmp_path / "out")


@pytest.mark.parametrize(
    ("corpus", "out", "message"),
    [
        ("corpus", "corpus", "must not lie in each other"),
        ("corpus", "corpus/run", "must not lie in each other"),
        ("corpus/sub", "corpus", "must not lie in each other"),
        ("corpus", "link/run", "must not lie in each other"),
        ("corpus", "corpus/../corpus/run", "must not lie in each other"),
        ("corpus", "file", "is a file: choose a folder"),
        ("corpus", "here", "is the folder that you are in"),
        ("corpus", "corpus-run", None),
        ("corpus", "new/deep/run", None),
    ],
)
def test_run_and_corpus_lie_apart(tmp_path, monkeypatch, corpus, out, message):
    (tmp_path / "corpus" / "sub").mkdir(parents=True)
    (tmp_path / "here" / "deeper").mkdir(parents=True)
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path / "here" / "deeper")
    if message is None:
        folder.check(tmp_path / corpus, tmp_path / out)
        return
    with pytest.raises(ValueError, match=message):
        folder.check(tmp_path / corpus, tmp_path / out)


def test_a_failed_run_is_kept_in_the_place_of_an_earlier_failure(out, said):
    for text in ("one", "two"):
        with pytest.raises(RuntimeError), folder.building(out, said.append) as partial:  # noqa: PT012
            whole = partial / "run"
            whole.mkdir()
            (whole / "log.jsonl").write_text(text)
            folder.keep_failed(whole, out, f"reason {text}")
            raise RuntimeError
        folder.check(out.parent / "corpus", out)
    assert names(out.parent) == ["seeds.failed"]
    assert (out.parent / "seeds.failed" / "failure.txt").read_text() == "reason two\n"
