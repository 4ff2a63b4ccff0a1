import json
import os
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcewise.runs import store
from sourcewise.runs.store import Stage


@pytest.fixture
def place(tmp_path):
    return tmp_path / "stages"


@pytest.fixture
def said():
    return []


def make(place, name, fingerprint="f", needs=(), **files):
    """Carry out a stage that writes these files."""
    work = store.begin(place.parent / "work", name, needs)
    for file, text in files.items():
        (work.folder / file).write_text(text)
    return store.keep(place, work, name, fingerprint)


def below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_finished_stage_is_found_again_under_its_fingerprint_alone(place, said):
    made = make(place, "corpus", "one", a="1", b="2")
    assert below(made.folder) == ["a", "b", "stage.json"]
    assert store.find(place, "corpus", "one", said.append) == made
    assert store.find(place, "corpus", "other", said.append) is None
    assert store.find(place, "report", "one", said.append) is None
    assert (said, below(place.parent / "work")) == ([], [])


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda folder: (folder / "a").write_text("2"), "a is not as it was written"),
        (lambda folder: (folder / "a").write_text(""), "a is not as it was written"),
        (lambda folder: (folder / "a").unlink(), "a is missing"),
        (
            lambda folder: ((folder / "a").rename(folder.parent / "a"), (folder / "a").symlink_to("../a")),
            "a is missing",
        ),
        (lambda folder: (folder / "stage.json").unlink(), "its stage.json is missing or cannot be read"),
        (lambda folder: (folder / "stage.json").write_text("{"), "its stage.json is missing or cannot"),
        (lambda folder: (folder / "stage.json").write_text("[]"), "its stage.json is missing or cannot"),
        (lambda folder: (folder / "stage.json").write_bytes(b"\xff"), "its stage.json is missing or cannot"),
        (lambda folder: restate(folder, fingerprint="other"), "its stage.json is missing or cannot"),
        (lambda folder: restate(folder, fingerprint=None), "its stage.json is missing or cannot"),
        (lambda folder: restate(folder, files=["a"]), "its stage.json is missing or cannot"),
        (lambda folder: restate(folder, files={"../../a": "0"}), "its stage.json is missing or cannot"),
        (lambda folder: restate(folder, files={"/etc/passwd": "0"}), "its stage.json is missing or cannot"),
    ],
)
def test_a_stage_that_is_not_whole_runs_again_and_this_is_said(place, said, harm, fault):
    made = make(place, "corpus", a="1")
    harm(made.folder)
    assert store.find(place, "corpus", "f", said.append) is None
    [line] = said
    assert line.startswith(f"corpus: {fault}")
    assert line.endswith(", so it runs again")
    assert not made.folder.exists()
    assert make(place, "corpus", a="1") == made


def restate(folder, **changes):
    record = json.loads((folder / "stage.json").read_text())
    (folder / "stage.json").write_text(json.dumps(record | changes))


@given(st.integers(0, 400))
def test_a_record_that_was_cut_off_anywhere_is_none(tmp_path_factory, at):
    place = tmp_path_factory.mktemp("cut") / "stages"
    made = make(place, "corpus", a="1")
    whole = (made.folder / "stage.json").read_bytes()
    (made.folder / "stage.json").write_bytes(whole[:at])
    found = store.find(place, "corpus", "f", lambda _: None)
    assert (found == made) if at >= len(whole) - 1 else (found is None)


def test_a_stage_sees_what_it_needs_and_owns_what_it_adds(place):
    one = make(place, "01", a="1")
    other = make(place, "02", b="2")
    work = store.begin(place.parent / "work", "03", [one])
    assert below(work.folder) == ["a"]
    (work.folder / "deep").mkdir()
    (work.folder / "deep" / "c").write_text("3")
    (work.folder / "link").symlink_to(work.folder / "a")
    assert list(store.peek(work, "03").files) == ["deep/c"]
    made = store.keep(place, work, "03", "f")
    assert sorted(made.files) == ["deep/c"]
    store.assemble(place.parent / "run", [one, other, made])
    assert below(place.parent / "run") == ["a", "b", "deep/c"]


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_text("2"),
        lambda file: file.unlink(),
        lambda file: (file.unlink(), file.write_text("1")),
        lambda file: os.utime(file, ns=(0, 0)),
    ],
)
def test_a_stage_that_changes_anothers_files_is_refused_and_nothing_is_trusted_after(place, change):
    one = make(place, "01", a="1")
    work = store.begin(place.parent / "work", "02", [one])
    change(work.folder / "a")
    with pytest.raises(store.ForeignFileError, match="02 changed a, which another stage wrote"):
        store.keep(place, work, "02", "f")
    assert not place.exists()


def test_two_stages_with_one_file_are_refused_unless_the_first_may_stay(place, tmp_path):
    both = [make(place, "01", a="1"), make(place, "02", a="2")]
    with pytest.raises(ValueError, match="01 and 02 both wrote a: one needs another name"):
        store.assemble(tmp_path / "run", both)
    store.assemble(tmp_path / "again", both, twice=True)
    assert (tmp_path / "again" / "a").read_text() == "1"
    assert [(one.folder / "a").read_text() for one in both] == ["1", "2"]


def test_where_files_can_have_one_name_only_they_are_copied(place, tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    one = make(place, "01", a="1")
    assert make(place, "02", needs=[one], b="2").files.keys() == {"b"}
    store.assemble(tmp_path / "run", [one])
    (tmp_path / "run" / "a").write_text("mine")
    assert (one.folder / "a").read_text() == "1"


def test_a_name_that_is_taken_is_never_written_over(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    with pytest.raises(FileExistsError):
        store.share(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "b"


def test_a_stage_of_a_finished_run_is_copied_so_that_the_run_stays_its_own(place, tmp_path, said):
    made = make(place, "01", a="1")
    run = tmp_path / "run"
    store.assemble(run, [made])
    shutil.rmtree(place)
    again = store.adopt(place, "01", "f", run, made.files)
    (run / "a").write_text("mine")
    assert again == made
    assert store.find(place, "01", "f", said.append) == made


def test_a_stage_needs_the_corpus_and_what_its_needs_need():
    stages = [Stage("01"), Stage("02", needs=("01",)), Stage("03", needs=("02",)), Stage("04")]
    assert store.find_needs(stages) == {
        "corpus": (),
        "01": ("corpus",),
        "02": ("corpus", "01"),
        "03": ("corpus", "01", "02"),
        "04": ("corpus",),
        "report": ("corpus", "01", "02", "03", "04"),
    }
