import pytest

from sourcewise.analysis import multiverse
from sourcewise.analysis.multiverse import ABOVE, ABSENT, BELOW, DESCRIBED, OPEN

KEY = "sentiment.tone.own:tass-bbc"
AXES = {"lexicon": ["mean", "vader", "afinn", "textblob"], "seed": ["1", "2"]}
PRIMARY = {"lexicon": "mean", "seed": "1"}

# of each lexicon: estimate, low, high, p of the comparison
SAID = {"mean": (0.2, 0.1, 0.3, 0.01), "vader": (0.4, None, None, 0.04), "afinn": (0.1, -0.1, 0.3, 0.2)}


def found(levels):
    if levels["lexicon"] == "textblob":
        return None
    estimate, low, high, p = SAID[levels["lexicon"]]
    sign = -1 if levels["seed"] == "2" else 1
    low, high = (low, high) if sign > 0 or low is None else (-high, -low)
    row = {"key": KEY, "estimate": sign * estimate, "low": low, "high": high, "p": p, "n_articles": 30}
    alone = {"key": "sentiment.tone.own:tass", "estimate": estimate, "low": 0.01, "high": 0.9}
    return [row, alone] if levels["lexicon"] != "vader" else [row]


@pytest.fixture
def batch(write_batch):
    return multiverse.load(write_batch(AXES, PRIMARY, found, [], facets=["seed"]))


def test_the_axes_are_choices_or_facets(batch):
    assert (batch.choices, batch.facets) == (["lexicon"], ["seed"])
    assert batch.axes["lexicon"] == ["mean", "vader", "afinn", "textblob"]
    assert batch.primary["run"] == "r0"


def test_a_curve_has_a_row_for_every_run_also_for_those_that_failed(batch):
    curve = multiverse.curve(batch, [KEY])
    assert list(curve["run"]) == ["r3", "r1", "r5", "r4", "r0", "r2", "r6", "r7"]
    assert list(curve["verdict"]) == [BELOW, BELOW, OPEN, OPEN, ABOVE, ABOVE, ABSENT, ABSENT]
    assert list(curve["status"])[-2:] == ["failed", "failed"]


@pytest.mark.parametrize(
    ("estimate", "low", "high", "p", "verdict"),
    [
        (0.2, None, None, 0.049, ABOVE),
        (0.2, None, None, 0.05, OPEN),
        (-0.2, -0.3, -0.1, 0.01, BELOW),
        (-0.2, -0.3, -0.1, None, BELOW),
        (0.2, -0.1, 0.5, None, OPEN),
        (0.2, 0.1, 0.5, 0.3, OPEN),
        (0.2, None, None, None, OPEN),
        (0.0, None, None, 0.01, OPEN),
        (None, None, None, None, None),
    ],
)
def test_a_comparison_is_settled_by_its_p_and_where_it_has_none_by_its_interval(
    write_batch, estimate, low, high, p, verdict
):
    row = {"key": KEY, "estimate": estimate, "low": low, "high": high, "p": p}
    folder = write_batch({"k": ["5"]}, {"k": "5"}, lambda _: [row], [])
    assert list(multiverse.curve(multiverse.load(folder))["verdict"]) == ([verdict] if verdict else [])


def test_only_specifications_of_one_facet_are_counted_together(batch):
    table = multiverse.agreement(multiverse.curve(batch)).set_index(["key", "facet"])
    own, other = table.loc[(KEY, "seed 1")], table.loc[(KEY, "seed 2")]
    assert (own["specifications"], own["there"], own["agree"]) == (4, 3, 2)
    assert own["share"] == pytest.approx(2 / 3, abs=1e-6)
    assert own["same_sign"] == 1
    assert (other["specifications"], other["there"], other["agree"]) == (4, 3, 0)
    assert (own["primary"], other["primary"]) == (ABOVE, ABOVE)
    assert (other["share"], other["same_sign"], other["estimate"]) == (0, 0, 0.2)
    assert (own["lowest"], own["highest"]) == (0.1, 0.4)


def test_what_describes_one_outlet_has_a_range_and_no_share(batch):
    table = multiverse.agreement(multiverse.curve(batch)).set_index(["key", "facet"])
    own = table.loc[("sentiment.tone.own:tass", "seed 1")]
    assert (own["primary"], own["there"], own["lowest"], own["highest"]) == (DESCRIBED, 2, 0.1, 0.2)
    assert own[["agree", "share", "same_sign"]].isna().all()


def test_a_primary_run_without_the_finding_agrees_with_nothing(write_batch):
    folder = write_batch(AXES, {"lexicon": "textblob", "seed": "1"}, found, [], facets=["seed"])
    table = multiverse.agreement(multiverse.curve(multiverse.load(folder), [KEY]))
    assert list(table["primary"]) == [ABSENT, ABSENT]
    assert table[["agree", "share", "same_sign", "estimate"]].isna().all().all()


def test_a_comparison_that_the_primary_run_settles_is_chosen_first(batch):
    summary = multiverse.agreement(multiverse.curve(batch))
    assert multiverse.choose(summary) == KEY
    assert multiverse.choose(summary, "sentiment.tone.own:tass") == "sentiment.tone.own:tass"
    with pytest.raises(ValueError, match=r"did you mean 'sentiment\.tone\.own:tass'"):
        multiverse.choose(summary, "sentiment.tone.own:tas")


def test_a_grid_whose_runs_all_failed_has_empty_tables(write_batch):
    folder = write_batch({"k": ["5"]}, {"k": "5"}, lambda _: None, [])
    curve = multiverse.curve(multiverse.load(folder))
    assert (len(curve), len(multiverse.agreement(curve))) == (0, 0)


def test_a_folder_that_is_no_batch_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"nowhere is no finished batch .*: give the folder that"):
        multiverse.load(tmp_path / "nowhere")
