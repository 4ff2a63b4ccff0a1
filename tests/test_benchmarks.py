"""`make bench` runs on a tiny made-up corpus, tells what it left out, and judges what it measured."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
sys.path.append(str(BENCHMARKS))

import page  # noqa: E402
import results  # noqa: E402
import texts  # noqa: E402
import whole  # noqa: E402
from case import Inputs  # noqa: E402
from scipy import sparse  # noqa: E402
from stages import NAMES, near_copies, sentences, words  # noqa: E402


def row(who, ratio, *, stage="words", asked=None):
    return {
        "stage": stage, "who": who, "less": False, "texts": 3, "amount": 1.0, "unit": "MB", "runs": 3,
        "clock": "processor", "seconds": 1.0, "least": 0.9, "most": 1.1, "wall": 1.0, "rate": 2.0,
        "ratio": ratio, "asked": asked, "met": None if asked is None else ratio >= asked, "peak_mb": 90,
        "load_mb": 80, "load_seconds": 0.5, "quality": {"recall": 0.98},
    }  # fmt: skip


def measured(*rows, date="2026-01-02", cores=2, pieces=30):
    return {
        "date": date, "time": f"{date}T00:00", "commit": "abc", "changed": False, "load": 0.1,
        "machine": {"processor": "P", "cores": cores, "memory_gb": 8, "system": "Linux", "python": "3.11.7"},
        "packages": {"numpy": "2.0"}, "repeats": 1, "rows": list(rows), "left_out": [],
        "texts": {"source": "made up", "articles": 6, "pieces": pieces, "mb": 0.03},
    }  # fmt: skip


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """What one run with thirty pieces prints and writes; no peers stand beside."""
    out = tmp_path_factory.mktemp("bench")
    command = [sys.executable, BENCHMARKS / "bench.py", "--pieces", "30", "--repeats", "1", "--out", out]
    done = subprocess.run(
        [*command, "--stages", "near_copies"],
        env={**os.environ, "BENCH_PEERS": str(out / "nowhere")}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (file,) = out.glob("*.json")
    return done.stdout, json.loads(file.read_text()), file


def test_every_case_that_is_there_is_measured(bench):
    rows = bench[1]["rows"]
    assert [row["who"] for row in rows] == ["sourcewise", "every pair, exactly"]
    assert all(row["seconds"] > 0 and row["peak_mb"] >= row["load_mb"] > 0 for row in rows)
    assert rows[0]["ratio"] == 1


def test_quality_stands_beside_speed(bench):
    ours, exact = (row["quality"] for row in bench[1]["rows"])
    assert (ours["precision"], exact["precision"], exact["recall"]) == (1, 1, 1)
    assert exact["pairs"] >= 1


def test_contractions_are_counted_whole_or_not(tmp_path):
    inputs, case = Inputs(tmp_path), words.STAGE.cases[0]
    inputs.keep("pieces", ["I don't and won’t", "they don't"])
    matrix = sparse.csr_matrix([[1, 1, 0], [1, 0, 1]])
    assert words.quality(inputs, case, (matrix, ["don't", "won't", "they"])) == {"contractions_whole": 1}
    assert words.quality(inputs, case, (matrix, ["don't", "won", "t"])) == {"contractions_whole": 2 / 3}
    assert words.quality(inputs, case, (matrix, ["don", "t", "won"])) == {"contractions_whole": 0}


def test_a_missing_peer_is_left_out_aloud(bench):
    printed, found, _ = bench
    assert any("datasketch is missing: `make bench-peers`" in line for line in found["left_out"])
    assert "left out of near copies: datasketch" in printed


def test_a_figure_is_drawn_and_no_path_is_written(bench):
    _, found, file = bench
    assert file.with_suffix(".png").stat().st_size > 5_000
    assert str(Path.home()) not in json.dumps(found)
    assert "/tmp" not in json.dumps(found)


def test_the_articles_that_are_made_up_are_the_same_every_time():
    first, second = (texts.enough(texts.made_up(), 40) for _ in range(2))
    assert first == second
    assert len(first[1]) == 40
    assert "“" in first[1][0] + first[1][1] + first[1][2]


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [
        ([400, 400, 400], [1204]),  # a piece ends with the paragraph that fills it
        ([1200, 1200], [1200, 1200]),
        ([1200, 300], [1200]),  # a rest of less than half a piece is left
        ([1200, 600], [1200, 600]),
        ([], []),
    ],
)
def test_pieces_end_with_a_paragraph(lengths, sizes):
    article = {"text": "\n\n".join("x" * length for length in lengths)}
    assert [len(piece) for piece in texts.pieces([article])] == sizes


def test_articles_are_resampled_by_paragraph():
    articles = [{"id": "a", "outlet": "A", "text": "one\n\ntwo"}, {"id": "b", "outlet": "B", "text": "three"}]
    made = list(texts.resampled(articles, 5))
    assert [len(one["text"].split("\n\n")) for one in made] == [2, 1, 2, 1, 2]
    assert len({one["id"] for one in made}) == 5
    assert {part for one in made for part in one["text"].split("\n\n")} <= {"one", "two", "three"}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (2.0, "No ratio fell"),
        (1.71, "No ratio fell"),
        (1.69, "fell since 2026-01-01 (abc): words, beside peer: 2 times then, 1.69 now"),
    ],
)
def test_a_ratio_that_falls_by_more_than_15_percent_is_told(now, told, tmp_path):
    results.keep(measured(row("sourcewise", 1), row("peer", 2.0), date="2026-01-01"), tmp_path)
    fresh = measured(row("sourcewise", 1), row("peer", now))
    lines = list(results.compare(fresh, results.last(tmp_path, fresh)))
    assert any(line.startswith(told) for line in lines)


@pytest.mark.parametrize("other", [{"cores": 4}, {"pieces": 31}])
def test_another_machine_or_other_texts_are_not_compared(other, tmp_path):
    results.keep(measured(row("peer", 2.0), **other), tmp_path)
    assert results.last(tmp_path, measured(row("peer", 2.0))) is None


def test_the_page_holds_what_was_measured_last_and_keeps_its_text(tmp_path):
    old, new = row("sourcewise", 1), row("peer", 3.5, asked=3)
    results.keep(measured(old, row("peer", 1.5), date="2026-01-01"), tmp_path)
    results.keep(measured(old, new, date="2026-01-02"), tmp_path)
    written = tmp_path / "speed.md"
    written.write_text(f"Before.\n\n{page.BEGIN}\nstale\n{page.END}\nAfter.\n")
    page.write(tmp_path, written)
    page.write(tmp_path, written)
    text = written.read_text()
    assert text.startswith("Before.")
    assert text.endswith("After.\n")
    assert "| words (MB) | peer | 2 | 3.5 | 3, met | 1 | 90 | recall 0.98 |" in text
    assert "stale" not in text
    assert text.count("Beside what users take") == 1


def test_a_million_is_told_from_large_sizes_alone(tmp_path):
    def profile(*sizes):
        rows = [
            {"stage": stage, "articles": n, "mb": n / 100, "made": "made up", "seconds": n / 10,
             "processor": n / 10, "peak_mb": 500 + n // 100}
            for n in sizes for stage in ("corpus", "all")
        ]  # fmt: skip
        own = {"whole": rows, "growth": whole.growth(rows), "workers": 1}
        return {name: value for name, value in measured().items() if name != "rows"} | own

    results.keep(profile(100, 300), tmp_path, "whole-1")
    assert "nothing is told of a million" in "\n".join(page.growth(tmp_path))
    results.keep(profile(1_000, 10_000), tmp_path, "whole-1")
    told = "\n".join(page.growth(tmp_path))
    assert "| corpus | 100.0 s, 510 MB | 1,000.0 s, 600 MB | 1.00 | 27.8 h |" in told
    assert "Memory breaks first in corpus: 0.6 GB at 10,000 articles, 10 GB for a million." in told


def test_the_shipped_page_has_its_marks():
    text = page.PAGE.read_text(encoding="utf-8")
    assert text.index(page.BEGIN) < text.index(page.END)


def test_articles_of_a_profile_are_cut_into_pieces_with_outlet_and_day(tmp_path):
    file = tmp_path / "articles.jsonl"
    paragraphs = ["a" * 600, "b" * 600, "c" * 499, "", "d" * 400]
    lines = [{"id": n, "outlet": f"O{n}", "text": "\n".join(paragraphs[: 3 + n])} for n in (0, 2)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    how = whole.lay(tmp_path / "corpus", file, 3, 1_000)
    assert how == "evenly taken, cut into pieces of about 1,000 characters"
    made = texts.read(tmp_path / "corpus" / "articles.jsonl")
    assert [(one["id"], one["outlet"], len(one["text"])) for one in made] == [
        ("0-0", "O0", 1_202), ("2-0", "O2", 1_202), ("2-1", "O2", 901),
    ]  # fmt: skip


def test_growth_is_the_slope_between_sizes():
    rows = [
        {"stage": "corpus", "articles": n, "mb": mb, "processor": seconds, "peak_mb": 1}
        for n, mb, seconds in ((100, 1, 2.0), (1_000, 10, 20.0), (10_000, 100, 2_000.0))
    ]
    assert [found["exponent"] for found in whole.growth(rows)] == [1.0, 2.0]
    told = whole.told(whole.growth(rows)).splitlines()
    assert told[-2].endswith("not judged: small")
    assert told[-1].endswith("above 1.1")


def test_stages_are_read_from_the_log_of_a_run(tmp_path):
    log = tmp_path / "log.jsonl"
    lines = [
        {"time": "2026-01-01T00:00:00+00:00", "event": "run"},
        {"time": "2026-01-01T00:00:10+00:00", "event": "stage", "stage": "corpus", "seconds": 4.0},
    ]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    ((name, start, end),) = whole.stages(log)
    assert (name, end - start) == ("corpus", 4.0)
    seen = [
        (start - 1, 5.0, {1: 3.0}), (start + 1, 10.0, {1: 4.0, 2: 0.5}), (start + 2, 30.4, {1: 4.5, 2: 2.0}),
        (start + 3, 20.0, {1: 5.0}), (end + 1, 99.0, {1: 9.0}),
    ]  # fmt: skip
    assert whole.peak(seen, start, end) == 30
    assert whole.worked(seen, start, end) == 4.0
    assert whole.peak([], start, end) is None


def test_recall_and_precision_are_those_of_pairs(tmp_path):
    copied = ["a b c d e f", "a b c d e f", "u v w x y z", "a b c d e f", "p q r s t"]
    inputs = Inputs(tmp_path)
    inputs.keep("pieces", copied)
    inputs.keep("copied", copied)
    near_copies.every_pair(inputs)()
    assert inputs.kept("near_pairs") == [[0, 1], [0, 3], [1, 3]]
    case = near_copies.STAGE.cases[0]
    found = near_copies.quality(inputs, case, [(0, 1), (0, 2)])
    assert found == {"recall": 1 / 3, "precision": 0.5, "pairs": 3}


def test_a_cut_counts_by_the_text_that_follows_it(tmp_path):
    text = "“No.” He left. “Yes.”"
    assert sentences._starts(text, [0, 6, 15]) == sentences._starts(text, [0, 5, 14]) == {6, 16}


@pytest.mark.parametrize("name", NAMES)
def test_every_stage_begins_with_sourcewise_and_names_its_unit(name):
    stage = __import__(f"stages.{name}", fromlist=["STAGE"]).STAGE
    assert stage.cases[0].who.startswith("sourcewise")
    assert stage.unit
    assert len({case.who for case in stage.cases}) == len(stage.cases)
