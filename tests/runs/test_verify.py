import json
import shutil
import tempfile

import pandas as pd
import pytest
from quick import CHAIN, WRITE, content, start

from sourcewise.runs import hashes, verify
from sourcewise.runs.pipeline import RunFailedError

TABLE = """
import pandas as pd
Path(run, "findings").mkdir(exist_ok=True)
table = pd.DataFrame({"n": [1, 2], "x": [["b", "c"], ["a"]]})
table.to_parquet(Path(run, "findings", "t.parquet"))
"""


@pytest.fixture
def finished(place, stubs, in_process, notebook):
    """A finished run, of which one notebook writes a Parquet table."""
    write = WRITE.replace("NAME", "02_two")
    notebook("02_two", "# What is it?", write, TABLE, folder=place / "notebooks")
    start(place)
    return place / "out"


@pytest.fixture
def check(place):
    """Verify the run, and return the results by file and what was said."""

    def check(run, **options):
        said = []
        options = {"notebooks": place / "notebooks", "progress": False, "say": said.append, **options}
        compared = verify.verify(run, **options)
        assert list(compared.columns) == verify.COLUMNS
        assert verify.is_same(compared) == set(compared["result"]).issubset({"same bytes", "same content"})
        return compared.set_index("file")["result"].to_dict(), said

    return check


def restate(run, file):
    """Make the manifest state a file as it now is."""
    stated = json.loads((run / "run.json").read_text())
    for row in stated["outputs"]:
        if row["file"] == file:
            row["sha256"] = hashes.hash_file(run / file)
    (run / "run.json").write_text(json.dumps(stated))


def test_a_run_is_the_same_again_file_by_file(finished, check):
    results, said = check(finished)
    stated = json.loads((finished / "run.json").read_text())["outputs"]
    assert results == {row["file"]: "same bytes" for row in stated}
    assert {"report.html", "findings/t.parquet", "tables/01_one.csv"} <= results.keys()
    assert said == []


def test_a_run_is_the_same_elsewhere_with_a_corpus_of_another_name(finished, check, place, tmp_path):
    finished.rename(tmp_path / "elsewhere")
    shutil.copytree(place / "corpus", tmp_path / "deep" / "other name")
    shutil.rmtree(place / "corpus")
    with pytest.raises(ValueError, match=r"the corpus of .*elsewhere is not where it was: give its folder"):
        check(tmp_path / "elsewhere")
    results, _ = check(tmp_path / "elsewhere", corpus=tmp_path / "deep" / "other name")
    assert set(results.values()) == {"same bytes"}


def test_files_that_are_others_are_named_each_with_what_became_of_it(finished, check, notebook, place):
    table = pd.read_parquet(finished / "findings" / "t.parquet")
    table.to_parquet(finished / "findings" / "t.parquet", compression="gzip")
    restate(finished, "findings/t.parquet")
    (finished / "tables" / "01_one.csv").write_text("old")
    restate(finished, "tables/01_one.csv")
    (finished / "tables" / "02_two.csv").write_text("mine")
    (finished / "report.html").unlink()
    more = "\nPath(run, 'tables', 'new.csv').write_text('1')"
    notebook("03_three", WRITE.replace("NAME", "03") + more, folder=place / "notebooks")
    results, said = check(finished)
    assert results == {
        "corpus/a.parquet": "same bytes",
        "findings/t.parquet": "same content",
        "notebooks/01_one.ipynb": "same bytes",
        "notebooks/02_two.ipynb": "same bytes",
        "notebooks/03_three.ipynb": "differs",
        "report.html": "is missing in the run",
        "tables/01_one.csv": "differs",
        "tables/02_two.csv": "was changed after the run",
        "tables/03.csv": "was not there",
        "tables/03_three.csv": "is not made again",
        "tables/new.csv": "was not there",
    }
    assert said == ["03_three.ipynb is not the notebook of the run"]


def test_a_table_of_other_content_differs(finished, check):
    table = pd.read_parquet(finished / "findings" / "t.parquet")
    table["n"] += 1
    table.to_parquet(finished / "findings" / "t.parquet")
    restate(finished, "findings/t.parquet")
    assert check(finished)[0]["findings/t.parquet"] == "differs"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda corpus: (corpus / "a.txt").unlink(), "is not the corpus of that run: a.txt is gone; give"),
        (lambda corpus: (corpus / "a.txt").write_text("Other."), "of that run: a.txt has changed; give the"),
        (lambda corpus: (corpus / "b.txt").touch(), "of that run: b.txt is new; give the folder as it was"),
        (
            lambda corpus: [(corpus / f"{n}.txt").touch() for n in range(7)],
            "0.txt is new, 1.txt is new, 2.txt is new, 3.txt is new, 4.txt is new, and 2 more; give",
        ),
    ],
)
def test_a_corpus_that_is_another_one_is_refused_by_name_before_anything_runs(
    finished, check, place, stubs, change, message
):
    change(place / "corpus")
    stubs.calls.clear()
    with pytest.raises(ValueError, match=message):
        check(finished)
    assert stubs.calls == []


@pytest.mark.parametrize("log", [None, "", "{", '{"event": "run"}', '{"event": "run", "corpus": 1}', "[]"])
def test_where_the_log_does_not_tell_of_the_corpus_it_is_asked_for(finished, check, place, log):
    (finished / "log.jsonl").unlink()
    if log is not None:
        (finished / "log.jsonl").write_text(log)
    with pytest.raises(ValueError, match="give its folder with --corpus"):
        check(finished)
    with pytest.raises(ValueError, match="nowhere is not a folder"):
        check(finished, corpus=place / "nowhere")


def test_what_the_run_was_made_with_is_told_where_it_is_not_the_same_and_it_goes_on(finished, check):
    stated = json.loads((finished / "run.json").read_text())
    stated |= {"sourcewise": "0.0.1", "lock": "0", "code": "0", "python": "2.7"}
    stated["git"] = {"commit": "0123456789abcdef", "dirty": True}
    stated["packages"] |= {"pandas": "0.1", "cobol": "1"}
    (finished / "run.json").write_text(json.dumps(stated))
    results, said = check(finished)
    assert len(said) == 6
    assert said[0].endswith(", and was 0.0.1")
    assert said[1].endswith(", and was 2.7")
    assert said[2] == "the code of sourcewise is not that of the run (commit 0123456789ab, with changes)"
    assert said[3] == "requirements.lock is not that of the run"
    assert said[4] == "cobol is not there, and was 1"
    assert said[5].endswith(", and was 0.1")
    assert {file for file, result in results.items() if result != "same bytes"} == {"report.html"}


def test_nothing_of_it_stays_but_the_copies_of_a_failed_run_which_are_told_of(
    finished, check, place, notebook, tmp_path, monkeypatch
):
    before, temporary = content(finished), tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    check(finished)
    assert (content(finished), list(temporary.iterdir())) == (before, [])
    notebook("03_three", "1 / 0", folder=place / "notebooks")
    with pytest.raises(RunFailedError) as caught:
        check(finished)
    assert (caught.value.kept / "notebooks" / "03_three.ipynb").is_file()
    assert content(finished) == before


def test_the_stages_and_the_needs_of_the_run_are_those_of_its_manifest(finished, check, monkeypatch):
    asked = []
    real = verify.pipeline.run
    monkeypatch.setattr(verify.pipeline, "run", lambda *a, **o: (asked.append(o["stages"]), real(*a, **o))[1])
    check(finished)
    assert [[(stage.name, set(stage.needs)) for stage in stages] for stages in asked] == [
        [(stage.name, set(stage.needs)) for stage in CHAIN]
    ]
