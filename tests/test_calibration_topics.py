"""What `make calibrate` found of planted topics holds the promises, for the corpora that it draws now."""

import pandas as pd
import pytest
from calibrate_topics import CORPORA, RESULTS, SETTINGS

FOUND = pd.read_csv(RESULTS).set_index("setting")
KNOWN = {setting.name: setting for setting in SETTINGS}


@pytest.mark.parametrize("name", FOUND.index)
def test_a_setting_was_measured_on_the_corpora_that_it_draws_now(name):
    assert FOUND.loc[name, "first_seed"] == KNOWN[name].seed
    assert FOUND.loc[name, "corpora"] == CORPORA


@pytest.mark.parametrize("name", [name for name in FOUND.index if "200 words" in name])
def test_sharp_topics_are_found_and_intervals_hold_the_difference(name):
    row = FOUND.loc[name]
    assert row["cosine_least"] >= 0.95
    assert 0.93 <= row["held_widened"] <= 0.97
    assert abs(row["estimate_mean"] - row["truth"]) <= 3 * row["estimate_sd"] / row["corpora"] ** 0.5
