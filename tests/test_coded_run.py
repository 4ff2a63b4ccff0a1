"""The notebook of sentiment with sheets that people filled: what they say corrects what the lexicons hear."""

import json
import random
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from test_supported_run import WORDS

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "04_sentiment.ipynb"
DRAWN = "people-draw"  # the cell that draws the sheet
OUTLETS = ("The Courier", "The Herald")
MOODS = ("awful", "horrible", "terrible")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A corpus of two outlets of 12 articles, whose every sentence sounds bad beside the name of China."""
    rng, place = random.Random(3), tmp_path_factory.mktemp("coded")
    (place / "articles").mkdir()
    rows = ["file,outlet"]
    for outlet in OUTLETS:
        for number in range(12):
            words = (rng.sample(WORDS.split(), 8) for _ in range(8))
            said = [f"The {' '.join(some)} of China was {rng.choice(MOODS)}." for some in words]
            name = f"{outlet.split()[1].lower()}-{number}.txt"
            (place / "articles" / name).write_text("\n\n".join(said), encoding="utf-8")
            rows.append(f"{name},{outlet}")
    (place / "articles" / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return place


def run(place, *, until="", **parameters):
    """The names that the notebook's cells leave behind, carried out one after the other, but for figures."""
    mpl.use("agg")
    given = {"run": str(place / "run"), "targets": ["China"], "scorer": "lexicon", "n_coded": 120}
    names = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and "figures.save" not in source:
            exec(compile(source, cell["id"], "exec"), names)
        if "parameters" in cell["metadata"].get("tags", []):
            names.update(given, **parameters)
        if cell["id"] == until:
            break
    return names


@pytest.fixture(scope="module")
def after(place):
    """The notebook's names with the sheet coded: nothing ill in the Courier, all ill in the Herald."""
    drawn = run(place, corpus=str(place / "articles"), until=DRAWN)
    key, body = drawn["key"], drawn["body"]
    sheet = drawn["sheets"].sheet(key, body)
    labels = np.where(key["doc_id"].str.startswith("courier"), "0", "-1").astype(object)
    folder = place / "people"
    folder.mkdir()
    key.to_csv(folder / "key.csv", index=False)
    sheet.assign(label=labels).to_csv(folder / "anna.csv", index=False)
    labels[100:] = ""
    sheet.assign(label=labels).to_csv(folder / "ben.csv", index=False)
    return run(place, corpus="", coding=str(folder))


def test_the_corrected_means_are_what_people_say_and_the_naive_ones_are_not(place, after):
    table = pd.read_csv(place / "run" / "tables" / "sentiment-corrected.csv").set_index("outlet")
    assert (table["estimate naive"] < -0.4).all()
    assert table["estimate corrected"].to_dict() == pytest.approx(
        {"The Courier": 0, "The Herald": -1}, abs=0.15
    )


def test_the_corrected_difference_is_a_finding_with_its_interval(after):
    found = {finding.key: finding for finding in after["found"]}
    apart = found["sentiment.corrected.china:the_courier-the_herald"]
    assert apart.low < 1 < apart.high
    assert apart.p < 0.01
    assert "corrected by what people coded" in apart.statement


def test_who_coded_and_how_far_they_agree_is_said(after):
    assert after["told"].startswith("Of 120 mentions drawn, coded by anna 120, ben 100.")
    assert "alpha between them is 1.00" in after["told"]
    assert len(after["people"]) == 120
