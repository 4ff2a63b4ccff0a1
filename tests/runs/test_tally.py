import io
import json
import sys

import pytest

from sourcewise.runs.execute import Outcome
from sourcewise.runs.failures import Failure
from sourcewise.runs.jobs import Done, Job
from sourcewise.runs.tally import Tally


class Terminal(io.StringIO):
    def isatty(self):
        return True


def job(name):
    return Job(name, f"mark of {name}", (), None, "run a", "code")


def play(log, *, show, failure=None):
    """Show a batch of two stages, one of them kept, and one that ends it."""
    tally = Tally(log, show=show)
    tally.begin(grid="g", runs=1, stages=2)
    tally.keep([job("corpus")])
    tally.finish(job("01_one"), Done("mark", Outcome("01_one", 3, 1.25, failure), None))
    tally.expect(1)
    tally.finish(job("06_multiverse"), Done("mark", Outcome("06_multiverse", 3, 2.0), None))
    tally.close()
    return tally


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (None, ["2 of 2: 01_one of run a, 1.2 s"]),
        (Failure("n", 1, "", "no"), ["2 of 2: 01_one of run a, failed:", "n, cell [1]:", "    no"]),
    ],
)
def test_every_stage_has_a_line_and_its_number_is_never_above_the_last(tmp_path, capsys, failure, told):
    play(tmp_path / "log", show=True, failure=failure)
    lines = capsys.readouterr().err.splitlines()
    kept = "kept, since nothing they depend on has changed: corpus"
    assert lines == ["1 run, of 2 different stages", kept, *told, "3 of 3: 06_multiverse of run a, 2.0 s"]


def test_on_a_terminal_the_bar_grows_with_the_stages_that_end_a_batch(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    play(tmp_path / "log", show=True)
    drawn = sys.stderr.getvalue()
    assert "1/2 [" in drawn
    assert "2/3 [" in drawn
    assert "3/3 [" in drawn
    assert "3/2" not in drawn


def test_nothing_is_shown_unless_asked_and_the_log_has_it_all(tmp_path, capsys):
    tally = play(tmp_path / "log", show=False)
    assert capsys.readouterr() == ("", "")
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert [(line["event"], line.get("stage")) for line in lines] == [
        ("batch", None), ("kept", "corpus"), ("stage", "01_one"), ("stage", "06_multiverse"),
    ]  # fmt: skip
    assert tally.seconds == {"mark of 01_one": 1.25, "mark of 06_multiverse": 2.0}
