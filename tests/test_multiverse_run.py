"""What `06_multiverse` says of a finished batch keeps the promise of restraint."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import written_batch

from sourcewise.analysis import compare
from sourcewise.analysis.findings import COMPARING
from sourcewise.publish import show

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "06_multiverse.ipynb"
KEY = "sentiment.tone.own:birch-cedar"
AXES = {"lexicon": ["mean", "vader", "afinn"], "k": ["few", "many"], "seed": ["1", "2"]}
PRIMARY = {"lexicon": "mean", "k": "few", "seed": "1"}


@pytest.fixture
def said(monkeypatch):
    """What the notebook's cells say, run in this process on the batch that is given."""
    texts = []
    monkeypatch.setattr(show, "say", texts.append)

    def carry_out(folder, **given):
        names = {}
        for cell in json.loads(NOTEBOOK.read_text())["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
                if "parameters" in cell["metadata"].get("tags", []):
                    names |= {"batch": str(folder), **given}
        return texts

    return carry_out


def batch(folder, n, gap, *, failing=None):
    """Two outlets with `n` articles each, findings as the comparison of their values gives them."""
    outlets = ["Birch"] * n + ["Cedar"] * n
    rows = [
        {"doc_id": f"d{i:02d}", "file": f"d{i}.txt", "sha256": "0", "outlet": outlet, "n_words": 9}
        for i, outlet in enumerate(outlets)
    ]
    rng = np.random.default_rng(4)
    base = rng.normal(size=2 * n) + gap * (np.arange(2 * n) < n)
    names = [row["doc_id"] for row in rows]
    drawn = {
        (lexicon, k): pd.Series((base + rng.normal(scale=0.8, size=2 * n)).round(6), names)
        for lexicon in AXES["lexicon"]
        for k in AXES["k"]
    }

    def found(levels):
        if levels == failing:
            return None
        values = drawn[levels["lexicon"], levels["k"]] + 0.01 * int(levels["seed"])
        [row] = compare.contrast(values, pd.DataFrame(rows), resamples=199).to_dict("records")
        finding = {
            name: None if pd.isna(row[name]) else row[name] for name in ("estimate", "low", "high", "p")
        }
        if finding["estimate"] is None:
            return [
                {
                    "key": "sentiment.tone.own:birch",
                    "estimate": 0.1,
                    "values": "{}",
                    "statement": "It is 0.1.",
                }
            ]
        told = {"key": KEY, "values": values.to_json(), "n_articles": 2 * n, "statement": "As it was found."}
        return [{**finding, **told, "estimate": round(row["estimate"], 6)}]

    return written_batch.write(folder, AXES, PRIMARY, found, rows, facets=["seed"])


def test_a_supported_comparison_has_its_curve_its_share_and_its_joint_test(said, tmp_path):
    failing = {"lexicon": "afinn", "k": "many", "seed": "1"}
    texts = said(batch(tmp_path, 14, 1.5, failing=failing))
    assert texts[0].startswith(
        "12 runs: 11 are whole, 1 failed. The primary one, named before any ran, is r0."
    )
    assert f"{KEY}. As it was found." in texts
    [own, other] = [text for text in texts if text.startswith("With seed")]
    assert own.startswith("With seed 1: 5 of 6 specifications have this finding; ")
    assert other.startswith("With seed 2: 6 of 6 specifications")
    assert "Under 1,000 arrangements of labels the shares of curves as far from 0 are 0.00" in texts[-1]
    joint = pd.read_csv(tmp_path / "tables" / "multiverse-joint.csv")
    assert (joint["p"] < 0.01).all()
    agreed = pd.read_csv(tmp_path / "tables" / "multiverse-facets.csv")
    assert list(agreed["there"]) == [5, 6]
    assert (tmp_path / "figures" / "multiverse-curve.png").exists()
    assert len(pd.read_csv(tmp_path / "figures" / "multiverse-curve.csv")) == 5


@pytest.mark.parametrize(
    ("n", "reason"), [(2, "it compares no two outlets"), (3, "the primary specification has")]
)
def test_of_too_few_articles_it_describes_and_tests_nothing(said, tmp_path, n, reason):
    texts = said(batch(tmp_path, n, 9.0))
    assert texts[-1].startswith("No joint test: ")
    assert reason in texts[-1]
    assert not [text for text in texts if COMPARING.search(text)]
    joint = pd.read_csv(tmp_path / "tables" / "multiverse-joint.csv")
    assert joint[["observed", "p"]].isna().all().all()


def test_a_batch_whose_runs_all_failed_says_so(said, tmp_path):
    folder = written_batch.write(tmp_path, {"k": ["few"]}, {"k": "few"}, lambda _: None, [])
    texts = said(folder)
    assert texts[0].startswith("1 run: 0 are whole, 1 failed.")
    assert "No run has a finding with an estimate." in texts[2]
    assert not (folder / "figures" / "multiverse-curve.png").exists()
