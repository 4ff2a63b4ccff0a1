"""Files that parameters name: found, refused, copied, hashed, and enough to make a run again."""

import errno
import hashlib
import json
import os
import shutil

import pytest
from quick import CHAIN, content

from sourcewise.exporting import package
from sourcewise.runs import compare_runs, inputs, manifest, parameters, pipeline, verify
from sourcewise.runs.parameters import ParameterError
from sourcewise.runs.values import Parameter

WORDS = Parameter("words", "str", "", None, None, (), "words (file)", "01_one", "file")
SHEETS = Parameter("sheets", "list[str]", [], None, None, (), "sheets (files)", "02_two", "file")
CODED = Parameter("coded", "str", "", None, None, (), "sheets (folder)", "02_two", "folder")
TOPICS = Parameter("n_topics", "int", 5, None, None, (), "topics", "02_two")
KNOWN = [WORDS, SHEETS, CODED, TOPICS]

LINES = """run: str = ".."  # folder of the run
words: str = ""  # words, one a line (file); empty for none
coded: str = ""  # what coders filled in (folder); empty for none"""
READ = """
from pathlib import Path
Path(run, "tables").mkdir(exist_ok=True)
found = [Path(words).read_text() if words else "none", *sorted(p.name for p in Path(coded or "x").glob("*"))]
Path(run, "tables", "read.txt").write_text(f"{words} {coded} {found}")
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A file, two sheets and a folder, as seen from where the user is."""
    place = tmp_path / "my things"
    (place / "coded").mkdir(parents=True)
    (place / "w\u00f6rter.csv").write_text("krise\n")
    for name in ("coded/ann.csv", "coded/bob.csv", "coded/.~lock.ann.csv#", "ann.csv"):
        (place / name).write_text(f"{name}\n")
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def reading(place, notebook, stubs, in_process):
    """A run whose second notebook reads a file and a folder, both named by parameters."""
    notebook("02_two", "# What?", READ, parameters=LINES, folder=place / "notebooks")
    (place / "coded").mkdir()
    (place / "coded" / "ann.csv").write_text("1")
    (place / "words.txt").write_text("krise")
    return place


def start(place, name="out", given=None, **options):
    given = {"words": str(place / "words.txt"), "coded": str(place / "coded")} if given is None else given
    how = {"notebooks": place / "notebooks", "stages": CHAIN, "progress": False, **options}
    pipeline.run(place / "corpus", place / name, parameters=given, **how)
    return place / name


def ran(run):
    """The stages that were carried out when a run was last made."""
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    return [line["stage"] for line in lines if line["event"] == "stage"]


def test_files_are_found_hashed_and_named_from_the_run(files):
    given = {
        "words": "w\u00f6rter.csv",
        "sheets": ["coded/bob.csv", "ann.csv"],
        "coded": "coded",
        "n_topics": 7,
    }
    values, found = inputs.find(given, KNOWN, files)
    assert values == {
        "coded": "inputs/coded", "n_topics": 7, "sheets": ["inputs/sheets/bob.csv", "inputs/sheets/ann.csv"],
        "words": "inputs/words/w\u00f6rter.csv",
    }  # fmt: skip
    assert [(one.parameter, one.file, one.bytes) for one in found] == [
        ("coded", "inputs/coded/ann.csv", 14), ("coded", "inputs/coded/bob.csv", 14),
        ("sheets", "inputs/sheets/bob.csv", 14), ("sheets", "inputs/sheets/ann.csv", 8),
        ("words", "inputs/words/w\u00f6rter.csv", 6),
    ]  # fmt: skip
    assert found[-1].sha256 == hashlib.sha256(b"krise\n").hexdigest()
    inputs.copy(found, files / "run")
    assert (files / "run" / "inputs" / "words" / "w\u00f6rter.csv").read_text() == "krise\n"


def test_no_path_is_no_file(files):
    given = {"words": "", "sheets": [], "coded": ""}
    assert inputs.find(given, KNOWN, files) == (given, ())
    assert inputs.find({}, KNOWN, files) == ({}, ())


FAULTS = [
    ({"words": "nowhere.csv"}, "words: nowhere.csv is missing: give the path of a file"),
    ({"words": "coded"}, "words: coded is a folder: give a file"),
    ({"words": " "}, "words: a path in it is empty"),
    ({"words": "/dev/null"}, "words: /dev/null is no plain file: give the path of a file"),
    ({"words": "a" * 300}, f"words: {'a' * 300} cannot be read: File name too long"),
    ({"words": "a\0b"}, "words: a\0b is missing: give the path of a file"),
    ({"words": "\udcff"}, "words: '\\udcff' has a name that is not UTF-8: rename it"),
    ({"sheets": ["ann.csv", ""]}, "sheets: a path in it is empty"),
    ({"sheets": ["ann.csv", "bob.csv"]}, "sheets: bob.csv is missing: give the path of a file"),
    ({"sheets": ["ann.csv", "coded/ann.csv"]}, "sheets: two files are called ann.csv: rename one"),
    ({"coded": "ann.csv"}, "coded: ann.csv is a file: give the path of a folder"),
    ({"coded": "nowhere"}, "coded: nowhere is missing: give the path of a folder"),
    ({"coded": "empty"}, "coded: empty holds no file"),
]


@pytest.mark.parametrize(("given", "message"), FAULTS)
def test_what_is_no_such_file_is_refused_in_a_sentence(files, given, message):
    (files / "empty").mkdir()
    (files / "empty" / ".hidden").write_text("")
    with pytest.raises(ParameterError) as caught:
        inputs.find(given, KNOWN, files)
    assert caught.value.faults == [message]


@pytest.mark.parametrize("given", [{"words": "ann.csv"}, {"coded": "coded"}, {"sheets": ["ann.csv"]}])
def test_a_file_that_may_not_be_read_is_refused(files, monkeypatch, given):
    def refuse(*_):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(inputs.Path, "open", refuse)
    with pytest.raises(ParameterError, match=r"ann\.csv cannot be read: Permission denied"):
        inputs.find(given, KNOWN, files)


def test_a_folder_that_cannot_be_meant_is_refused_before_it_is_hashed(files, monkeypatch):
    monkeypatch.setattr(inputs, "MOST", 1)
    monkeypatch.setattr(inputs, "hash_file", None)
    with pytest.raises(ParameterError, match="coded holds more than 1 files: give a folder that holds only"):
        inputs.find({"coded": "coded"}, KNOWN, files)


def test_every_fault_is_told_at_once(files):
    with pytest.raises(ParameterError) as caught:
        inputs.find({"words": "x", "coded": "y", "sheets": ["z"]}, KNOWN, files)
    assert len(caught.value.faults) == 3


def test_a_file_that_changes_while_it_is_read_is_refused(files):
    _, found = inputs.find({"words": "ann.csv"}, KNOWN, files)
    (files / "ann.csv").write_text("other")
    with pytest.raises(ValueError, match=r"words: .*ann\.csv changed while it was read: run it again"):
        inputs.copy(found, files / "run")


def test_paths_of_a_parameter_file_are_meant_from_its_folder_and_typed_ones_from_here(files):
    (files / "sub").mkdir()
    (files / "sub" / "p.yaml").write_text("words: ../ann.csv\nsheets: [s.csv]\nn_topics: 7\n")
    given = parameters.load(files / "sub" / "p.yaml", [("coded", "coded")], KNOWN)
    assert given["coded"] == "coded"
    assert given["n_topics"] == 7
    assert (files / given["words"]).samefile(files / "ann.csv")
    assert given["sheets"] == [str(files / "sub" / "s.csv")]
    assert parameters.load(files / "sub" / "p.yaml", [("words", "x.csv")], KNOWN)["words"] == "x.csv"


def test_a_notebook_reads_the_copy_in_its_run_and_no_output_knows_where_the_file_was(reading):
    run = start(reading)
    assert (run / "tables" / "read.txt").read_text() == (
        "../inputs/words/words.txt ../inputs/coded ['krise', 'ann.csv']"
    )
    assert (run / "inputs" / "words" / "words.txt").read_text() == "krise"
    stated = manifest.read(run)
    assert stated["parameters"]["given"] == {"coded": "inputs/coded", "words": "inputs/words/words.txt"}
    assert [(row["parameter"], row["file"], row["bytes"]) for row in stated["inputs"]] == [
        ("coded", "inputs/coded/ann.csv", 1), ("words", "inputs/words/words.txt", 5)
    ]  # fmt: skip
    assert not [file for file, data in content(run).items() if str(reading).encode() in data]
    assert manifest.find_changes(run) == []
    (run / "inputs" / "words" / "words.txt").write_text("mine")
    assert manifest.find_changes(run) == ["inputs/words/words.txt"]


def test_the_same_files_elsewhere_give_the_same_bytes(reading, tmp_path):
    one = start(reading)
    shutil.copytree(reading / "coded", tmp_path / "deep" / "called otherwise")
    shutil.copy(reading / "words.txt", tmp_path / "deep")
    given = {"words": str(tmp_path / "deep/words.txt"), "coded": str(tmp_path / "deep/called otherwise")}
    assert content(start(reading, "other", given)) == content(one)


def test_a_changed_file_runs_the_stages_that_read_it_and_what_needs_them(reading):
    start(reading)
    assert ran(start(reading)) == []
    (reading / "words.txt").write_text("Krisen")
    run = start(reading)
    assert ran(run) == ["02_two", "03_three", "report"]
    assert "Krisen" in (run / "tables" / "read.txt").read_text()
    (reading / "coded" / "bob.csv").write_text("2")
    assert ran(start(reading)) == ["02_two", "03_three", "report"]
    (reading / "coded" / ".notes").write_text("hidden files are programs' own")
    assert ran(start(reading)) == []


def test_a_default_of_a_notebook_is_meant_from_its_folder(reading, notebook):
    lines = LINES.replace('words: str = ""', 'words: str = "../words.txt"')
    notebook("02_two", "# What?", READ, parameters=lines, folder=reading / "notebooks")
    run = start(reading, given={})
    assert (run / "tables" / "read.txt").read_text() == "../inputs/words/words.txt  ['krise']"
    assert "none" in (start(reading, given={"words": ""}) / "tables" / "read.txt").read_text()


def test_a_missing_file_is_refused_before_anything_is_made(reading):
    before = sorted(reading.iterdir())
    with pytest.raises(ParameterError, match=r"words: .*gone\.txt is missing"):
        start(reading, given={"words": str(reading / "gone.txt")})
    assert sorted(reading.iterdir()) == before


def test_a_stage_that_changes_its_input_is_refused_and_the_file_of_the_user_stays(reading, notebook):
    spoil = "from pathlib import Path\nPath(words).write_text('spoilt')"
    notebook("02_two", "# What?", spoil, parameters=LINES, folder=reading / "notebooks")
    with pytest.raises(ValueError, match=r"02_two changed inputs/words/words\.txt"):
        start(reading)
    assert (reading / "words.txt").read_text() == "krise"


def test_a_run_is_verified_without_the_files_that_it_was_made_of(reading):
    run = start(reading)
    shutil.rmtree(reading / "coded")
    (reading / "words.txt").unlink()
    how = {"notebooks": reading / "notebooks", "progress": False}
    assert verify.is_same(verify.verify(run, **how))
    (run / "inputs" / "words" / "words.txt").write_text("mine")
    with pytest.raises(ValueError, match=r"words\.txt was changed after the run: put back the"):
        verify.verify(run, **how)
    shutil.rmtree(run / "inputs")
    with pytest.raises(ValueError, match=r"ann\.csv is gone: put back the file that coded"):
        verify.verify(run, **how)


def test_two_runs_differ_in_the_parameter_whose_file_differs(reading, monkeypatch):
    monkeypatch.setattr(compare_runs, "_load_findings", lambda run: compare_runs.pd.DataFrame())
    monkeypatch.setattr(compare_runs, "_rules", lambda run: {})
    monkeypatch.setattr(compare_runs, "_compare_documents", lambda a, b: iter(()))
    monkeypatch.setattr(compare_runs, "_other_files", lambda run, made: {})
    one = start(reading)
    assert compare_runs.diff(one, one).empty
    (reading / "words.txt").write_text("other")
    rows = compare_runs.diff(one, start(reading, "two"))
    assert rows[["what", "key", "change"]].to_numpy().tolist() == [["parameter", "words", "changed"]]
    assert rows["before"].iloc[0].startswith("words.txt (sha256 ")
    assert rows["before"].iloc[0] != rows["after"].iloc[0]


def test_the_package_of_a_run_holds_its_files(reading):
    run = start(reading)
    stated = manifest.read(run) | {"notebooks": []}
    names = [name for name, _ in package._files(run, stated, None)]
    assert {"run/inputs/words/words.txt", "run/inputs/coded/ann.csv"} <= set(names)
    (run / "inputs" / "coded" / "ann.csv").unlink()
    with pytest.raises(ValueError, match=r"is not as it was written \(inputs/coded/ann\.csv\)"):
        package._check_whole(run, stated)
