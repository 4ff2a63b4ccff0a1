import io
import json
import sys

import pytest

from sourcewise.runs.execute import Outcome
from sourcewise.runs.failures import Failure
from sourcewise.runs.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def play(log, *, show, failure=None):
    """Show a run of one notebook with three cells."""
    progress = Progress(log, show=show)
    progress.documents(1, 2)
    progress.documents(2, 2)
    progress.finish(Outcome("corpus", 0, 0.5))
    progress.say("a word")
    for cell in range(3):
        progress.step("03_topics", cell, 3)
    progress.finish(Outcome("03_topics", 3, 1.25, failure))
    progress.close()


def test_on_a_terminal_every_notebook_has_a_bar_by_cell(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    play(tmp_path / "log", show=True)
    drawn = sys.stderr.getvalue()
    assert "corpus          100% |" in drawn
    assert "2/2 [" in drawn
    assert "03_topics         0% |" in drawn
    assert "03_topics       100% |" in drawn
    assert "3/3 [" in drawn
    assert "a word\n" in drawn


def test_a_bar_of_a_failed_notebook_stays_where_it_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    play(tmp_path / "log", show=True, failure=Failure("03_topics", 3, "", "no"))
    assert "03_topics       100%" not in sys.stderr.getvalue()


@pytest.mark.parametrize(
    ("show", "lines"), [(True, ["corpus: 0.5 s", "a word", "03_topics: 3 cells, 1.2 s"]), (False, [])]
)
def test_elsewhere_every_notebook_has_a_line(tmp_path, capsys, show, lines):
    play(tmp_path / "log", show=show)
    shown = capsys.readouterr()
    assert (shown.out, shown.err.splitlines()) == ("", lines)


def test_the_log_has_a_line_a_cell_and_a_stage(tmp_path):
    failure = Failure("03_topics", 3, "Which?", "no")
    play(tmp_path / "log", show=False, failure=failure)
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert [(line["event"], line["stage"], line.get("cell")) for line in lines] == [
        ("stage", "corpus", None),
        ("cell", "03_topics", 0),
        ("cell", "03_topics", 1),
        ("cell", "03_topics", 2),
        ("stage", "03_topics", None),
    ]
    assert (lines[0]["failed"], lines[-1]["failed"], lines[-1]["seconds"]) == (None, str(failure), 1.25)
    assert all(line["time"].endswith("+00:00") for line in lines)
