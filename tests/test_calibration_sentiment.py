"""What `tests/calibrate_sentiment.py` found holds the promises on tone toward a target."""

from pathlib import Path

import pandas as pd
import pytest
from calibrate_sentiment import CORPORA, SETTINGS

FILE = Path(__file__).with_name("calibration-sentiment.csv")
if not FILE.exists():
    pytest.skip("what tests/calibrate_sentiment.py writes is not there yet", allow_module_level=True)
RESULTS = pd.read_csv(FILE)


def rows(measured, of=None):
    found = RESULTS[RESULTS["measured"] == measured]
    return found if of is None else found[found["of"].str.startswith(of)]


def test_the_corpora_are_those_of_the_settings_as_they_stand():
    seeds = RESULTS.drop_duplicates("setting").set_index("setting")["first_seed"]
    known = {setting.name: setting.seed for setting in SETTINGS}
    assert {name: known.get(name) for name in seeds.index} == seeds.to_dict()
    assert (RESULTS["corpora"] == CORPORA).all()


def test_the_corrected_estimate_is_unbiased_and_the_naive_one_is_not():
    corrected, naive = rows("mean error", "corrected"), rows("mean error", "naive")
    assert len(corrected)
    assert (corrected["value"].abs() < 3.5 * corrected["standard_error"]).all()
    assert (naive["value"].abs() > 10 * naive["standard_error"]).all()


def test_printed_intervals_hold_the_truth():
    shown = rows("interval holds the truth")
    shown = shown[(shown["n"] >= 100) & ~shown["setting"].str.endswith("40 coded")]
    assert len(shown)
    assert shown["value"].between(0.93, 0.97).all(), shown[~shown["value"].between(0.93, 0.97)].to_string()


def test_outlets_that_do_not_differ_seldom_get_a_p_below_05():
    assert (rows("p below .05")["value"] <= 0.065).all()
