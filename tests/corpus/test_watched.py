import os
import subprocess
import sys
from pathlib import Path

import pytest

from sourcewise.corpus import build, watched

SEEDS = Path(__file__).parents[2] / "seeds"
BY_HAND = """
import sys
sys.modules["ipykernel"] = sys  # as in a notebook
from sourcewise.corpus import watched
watched.DELAY = 0
watched.bar()(1, 1)
"""


@pytest.fixture
def notebook(monkeypatch):
    """As in a notebook that is run by hand, where the bar shows at once."""
    monkeypatch.setitem(sys.modules, "ipykernel", sys)
    monkeypatch.setattr(watched, "DELAY", 0)


def test_where_nobody_watches_there_is_no_bar(monkeypatch):
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    assert watched.bar() is None


def test_a_notebook_shows_how_many_articles_are_done_and_keeps_the_last_count(notebook, capsys):
    each = watched.bar()
    for done in (1, 2, 3):
        each(done, 3)
    told = capsys.readouterr().err
    assert "reading" in told
    assert told.rstrip().splitlines()[-1].count("3/3") == 1


def test_what_is_read_at_once_shows_no_bar(notebook, monkeypatch, capsys):
    monkeypatch.setattr(watched, "DELAY", 60)
    watched.bar()(1, 1)
    assert not capsys.readouterr().err


def test_tables_that_are_built_by_hand_have_a_bar_and_those_that_stand_have_none(notebook, tmp_path, capsys):
    build.load(tmp_path, corpus=SEEDS)
    assert "5/5" in capsys.readouterr().err
    build.load(tmp_path, corpus=SEEDS)
    assert not capsys.readouterr().err


@pytest.mark.parametrize(("surroundings", "shown"), [({}, True), ({"TQDM_DISABLE": "1"}, False)])
def test_a_run_shows_no_bar(surroundings, shown):
    words = [sys.executable, "-c", BY_HAND]
    there = {name: value for name, value in os.environ.items() if name != "TQDM_DISABLE"} | surroundings
    done = subprocess.run(words, env=there, capture_output=True, check=True)
    assert bool(done.stderr) is shown
