"""Batches: every document once, in the order of the files, whatever the number of processes."""

import json

import pandas as pd
import pytest

from sourcewise.corpus import batches, build, tables
from sourcewise.corpus.copies import duplicates
from sourcewise.corpus.inputs import read, sidecar

TEXT = "The harbour was quiet on Monday. The minister said that rain would come.\n\nNobody had expected it.\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:03d}.txt").write_text(f"{TEXT}It was day {number}.\n")
    rows = [{"text": f"{TEXT}Row {number}.", "paper": "The Row"} for number in range(40)]
    (folder / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\nbroken\n")
    sources = "file,outlet\n003.txt,The Three\nrows.jsonl,The Table\nrows.jsonl#7,The Seventh\n"
    (folder / "sources.csv").write_text(sources)
    return folder


def parsed(folder, **options):
    entries, _ = read.entries(folder)
    known, _ = sidecar.load_sidecar(folder)
    return list(batches.parse_all(batches.Source(folder), entries, known, **options))


def test_every_document_is_parsed_once_in_the_order_of_the_files(folder):
    found = parsed(folder)
    ids = [doc for part in found for doc in part.frames["articles"]["doc_id"]]
    assert ids == [*(f"{number:03d}" for number in range(70)), *(f"rows#{number}" for number in range(1, 41))]
    assert [part.documents for part in found] == [32, 32, 6, 40]
    outlets = pd.concat([part.frames["articles"] for part in found]).set_index("doc_id")["outlet"]
    assert outlets.loc[["002", "003", "rows#6", "rows#7"]].tolist() == [
        "unknown (002)", "The Three", "The Table", "The Seventh",
    ]  # fmt: skip
    assert sum(len(part.frames["problems"]) for part in found) == 1


def test_rows_of_a_table_are_cut_by_their_size(folder, monkeypatch):
    monkeypatch.setattr(batches, "CHARACTERS", 10 * len(TEXT))
    assert [part.documents for part in parsed(folder)] == [32, 32, 6, 10, 10, 10, 10, 0]


@pytest.mark.parametrize("limit", [0, 500, 10**9])
def test_what_the_survey_kept_is_not_read_again_and_gives_the_same(folder, monkeypatch, limit):
    monkeypatch.setattr(batches, "KEPT", limit)
    entries, _ = read.entries(folder)
    kept = batches.survey(batches.Source(folder), entries, sidecar.load_sidecar(folder)[0]).kept
    some, again = len(kept), parsed(folder)
    assert {0: some == 0, 500: 0 < some < 71, 10**9: some == 71}[limit]
    for one, other in zip(parsed(folder, kept=kept), again, strict=True):
        assert one.documents == other.documents
        for name, table in other.frames.items():
            pd.testing.assert_frame_equal(one.frames[name], table)
    assert not kept


def test_two_processes_give_the_same_tables_as_one(folder):
    one, two = (build.read_corpus(folder, workers=workers) for workers in (1, 2))
    for name in build.BUILT:
        pd.testing.assert_frame_equal(one[name], two[name])


def test_a_survey_counts_documents_and_finds_the_lines_that_repeat(folder):
    line = "Read all about it in our harbour guide."
    for number in range(10):
        body = f"It was day {number} of many days that the harbour lay as still as this, unexpectedly so."
        (folder / f"{number:03d}.txt").write_text(f"{TEXT}\n{body}\n\n{line}\n")
    entries, _ = read.entries(folder)
    known, _ = sidecar.load_sidecar(folder)
    seen = batches.survey(batches.Source(folder), entries, known)
    assert seen.documents == 110
    assert line in seen.repeated.of("")
    removed = build.read_corpus(folder)["removed"].query("rule == 'repeated_line'")
    assert len(removed) >= 9  # all but 003, the only one of its outlet
    assert "003" not in set(removed["doc_id"])


def test_large_tables_are_folders_of_parts_that_read_as_one(folder, tmp_path, monkeypatch):
    whole = build.read_corpus(folder)
    monkeypatch.setattr(build, "PART", 40 * (len(TEXT) + build.ROWS))
    build.build(folder, tmp_path / "corpus")
    names = sorted(path.name for path in (tmp_path / "corpus" / "passages.parquet").iterdir())
    assert names == ["part-00000.parquet", "part-00001.parquet"]
    for name in build.BUILT:
        pd.testing.assert_frame_equal(tables.load(name, tmp_path / "corpus"), whole[name])
        parts = pd.concat(list(tables.parts(name, tmp_path / "corpus")), ignore_index=True)
        pd.testing.assert_frame_equal(parts, whole[name])


def test_a_build_that_fails_leaves_nothing_and_a_former_one_as_it_was(folder, tmp_path, monkeypatch):
    build.build(folder, tmp_path / "corpus")
    before = {path.name: path.read_bytes() for path in (tmp_path / "corpus").iterdir()}
    monkeypatch.setattr(duplicates, "find_duplicates", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build.build(folder, tmp_path / "corpus")
    assert {path.name: path.read_bytes() for path in (tmp_path / "corpus").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["mixed", "corpus"] or len(
        list(tmp_path.iterdir())
    ) == 2


def test_proposed_stories_count_where_the_user_says_so_and_none_is_given(tmp_path):
    one = "The reactor at Zaporizhzhia was shut down after shelling cut its last power line, Energoatom said."
    two = (
        "Energoatom shut the reactor at Zaporizhzhia down: shelling had cut the last power line of the plant."
    )
    rows = [
        {"text": text, "outlet": outlet, "published": "2022-09-01"}
        for outlet, text in (("The One", one), ("The Other", two))
    ]
    other = [
        {"text": f"{TEXT} Day {number}.", "outlet": "The Third", "published": "2020-01-01"}
        for number in range(9)
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in (*rows, *other)))
    corpus = build.read_corpus(tmp_path)
    assert corpus["articles"]["story"].isna().all()
    corpus = build.read_corpus(tmp_path, proposed=True)
    stories = corpus["articles"].set_index("doc_id")["story"]
    assert stories.dropna().to_dict() == {"rows#1": "rows#1", "rows#2": "rows#1"}
    assert corpus["stories"].set_index("doc_id")["story"].to_dict() == stories.dropna().to_dict()
    (tmp_path / "sources.csv").write_text("file,story\nrows.jsonl#1,mine\n")
    stories = build.read_corpus(tmp_path, proposed=True)["articles"].set_index("doc_id")["story"]
    assert stories.dropna().to_dict() == {"rows#1": "mine", "rows#2": "rows#1"}
