"""Risk and coverage at every threshold, by hand."""

import pandas as pd
import pytest

from sourcewise.analysis.tone.abstention import risk_coverage


def test_the_curve_can_be_checked_by_hand():
    confidence = pd.Series([0.9, 0.8, 0.8, 0.4, None])
    wrong = pd.Series([0.0, 1.0, 0.0, 1.0, 0.0])
    assert risk_coverage(confidence, wrong).round(6).to_numpy().tolist() == [
        [0.9, 1, 0.2, 0.0], [0.8, 3, 0.6, 0.333333], [0.4, 4, 0.8, 0.5],
    ]  # fmt: skip


def test_weights_weigh_risk_and_coverage():
    curve = risk_coverage(pd.Series([0.9, 0.5]), pd.Series([0.0, 1.0]), weights=pd.Series([3.0, 1.0]))
    assert curve[["coverage", "risk"]].to_numpy().tolist() == [[0.75, 0.0], [1.0, 0.25]]


def test_no_mention_gives_no_curve():
    assert risk_coverage(pd.Series([], dtype=float), pd.Series([], dtype=float)).empty
    assert risk_coverage(pd.Series([None], dtype=float), pd.Series([0.0])).empty


@pytest.mark.parametrize(("confidence", "wrong"), [(1.2, 0.0), (0.5, -1.0)])
def test_what_is_no_share_is_refused(confidence, wrong):
    with pytest.raises(ValueError, match="between 0 and 1"):
        risk_coverage(pd.Series([confidence]), pd.Series([wrong]))
