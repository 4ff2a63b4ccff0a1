"""A long table sorts where somebody sits at a notebook, and stands still everywhere else."""

import json

import pandas as pd
import pytest
from ipywidgets import Widget

from sourcewise.publish import show

VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def live(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "lab/01_corpus.ipynb")


def sent(bundle):
    """What goes to the browser of the widget in a bundle."""
    from ipywidgets.widgets.widget import _instances

    return _instances[bundle[VIEW]["model_id"]].get_state()


def test_a_long_table_is_a_widget_with_its_twin(live, shown, hostile, tmp_path):
    frame = pd.DataFrame({"n_words": range(50), "share": [1 / 3] * 50, "text": [hostile] * 49 + [None]})
    show.table(frame, run=tmp_path, key="many", rows=5, caption="Many")
    bundle, _ = shown[0]
    assert "<table" in bundle["text/html"]
    state = sent(bundle)
    assert isinstance(state, dict)
    data = json.loads(state["_dt_args"]["data_json"])
    assert len(data) == 50
    assert data[0][0] == 0
    assert "<script" not in json.dumps(data)
    assert "<img" not in json.dumps(data)
    assert "n words" in state["_dt_args"]["table_html"]
    assert {"targets": [2], "className": "dt-left"} in state["_dt_args"]["columnDefs"]
    Widget.close_all()


def test_a_table_that_is_shown_whole_is_none(live, shown):
    show.table(pd.DataFrame({"n": range(3)}))
    show.table(pd.DataFrame({"n": range(50)}), rows=3)  # a sample, such as of a key that coders don't see
    assert not any(VIEW in bundle for bundle, _ in shown)


def test_in_a_run_no_table_is_one(monkeypatch, shown):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    show.table(pd.DataFrame({"n": range(50)}), rows=10)
    assert VIEW not in shown[0][0]
