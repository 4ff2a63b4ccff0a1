"""The joint test against every arrangement, counted one by one with scipy's Welch test."""

import itertools
import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sourcewise.analysis import compare, joint, multiverse

KEY = "sentiment.tone.own:a-b"
LEXICONS = ["mean", "vader", "afinn"]


def articles(n_a, n_b, **columns):
    rows = [
        {
            "doc_id": f"d{i:03d}",
            "file": f"d{i}.txt",
            "sha256": "0",
            "outlet": "A" if i < n_a else "B",
            "n_words": 9,
        }
        for i in range(n_a + n_b)
    ]
    return [row | {name: values[i] for name, values in columns.items()} for i, row in enumerate(rows)]


def drawn(rows, seed, *, gap=0.0):
    """Values of each article under each lexicon, alike between lexicons as real ones are."""
    rng = np.random.default_rng(seed)
    base = rng.normal(size=len(rows)) + gap * np.array([row["outlet"] == "A" for row in rows])
    names = [row["doc_id"] for row in rows]
    return {
        name: pd.Series((base + rng.normal(scale=0.5, size=len(rows))).round(6), names) for name in LEXICONS
    }


def batch_of(write_batch, rows, drawn, *, parameters=None, change=lambda finding, lexicon: finding):
    """A batch whose findings are what `compare.contrast` says of the values."""
    frame = pd.DataFrame(rows)
    given = parameters or (lambda _: {})

    def found(levels):
        lexicon = levels["lexicon"]
        how = {"within": "story", "unit": "author"} | given(levels)
        [row] = compare.contrast(drawn[lexicon], frame, resamples=99, **how).to_dict("records")
        values = {doc: float(drawn[lexicon][doc]) for doc in row["doc_ids"]}
        finding = {"key": KEY, "estimate": round(row["estimate"], 6), "values": json.dumps(values)}
        p = None if pd.isna(row["p"]) else row["p"]
        return [change(finding | {"p": p, "n_articles": len(values)}, lexicon)]

    primary = {"lexicon": "mean"}
    return multiverse.load(write_batch({"lexicon": LEXICONS}, primary, found, rows, parameters=given))


def counted_by_hand(drawn, n_a):
    """The three p by all arrangements, with scipy."""
    values = np.column_stack([drawn[name] for name in LEXICONS])
    n = len(values)

    def curve(of_a):
        rest = [i for i in range(n) if i not in of_a]
        a, b = values[list(of_a)], values[rest]
        gap, p = a.mean(0) - b.mean(0), stats.ttest_ind(a, b, equal_var=False).pvalue
        z = np.sign(gap) * stats.norm.isf(p / 2)
        one_way = max(((p < 0.05) & (gap > 0)).mean(), ((p < 0.05) & (gap < 0)).mean())
        return abs(np.median(gap)), one_way, abs(z.sum()) / np.sqrt(len(z))

    every = np.array([curve(of_a) for of_a in itertools.combinations(range(n), n_a)])
    observed = np.array(curve(tuple(range(n_a))))
    return observed, (every >= observed * (1 - 1e-9)).mean(axis=0)


@pytest.mark.parametrize(("n_a", "n_b", "gap"), [(5, 5, 2.0), (4, 6, 0.0), (5, 4, 1.0)])
def test_p_is_the_share_of_all_arrangements_counted_one_by_one(write_batch, n_a, n_b, gap):
    rows = articles(n_a, n_b)
    values = drawn(rows, 3, gap=gap)
    test = joint.joint_test(batch_of(write_batch, rows, values), KEY)
    observed, p = counted_by_hand(values, n_a)
    assert list(test.table["observed"]) == pytest.approx(observed, abs=2e-6)
    assert list(test.table["p"]) == pytest.approx(p, abs=2e-6)
    assert (test.specifications, test.left_out, test.reason) == (3, 0, "")


def test_drawn_arrangements_come_near_those_counted_and_return_under_the_same_seed(write_batch):
    rows = articles(14, 12)
    batch = batch_of(write_batch, rows, drawn(rows, 5, gap=0.8))
    one, again = (joint.joint_test(batch, KEY, permutations=2000, seed=7) for _ in range(2))
    other = joint.joint_test(batch, KEY, permutations=2000, seed=8)
    assert one.table.equals(again.table)
    assert one.arrangements == 2000
    assert np.abs((one.table["p"] - other.table["p"]).to_numpy(dtype=float)).max() < 0.03
    assert (one.table["p"] * 2001 % 1 - 0.5).abs().min() > 0.4  # (b + 1) / (B + 1), never 0


def test_articles_of_one_author_change_their_label_together(write_batch):
    bylines = [f"Ann Writer{i // 2}" for i in range(12)] + [f"Bob Author{i // 2}" for i in range(12)]
    rows = articles(12, 12, byline=bylines)
    batch = batch_of(write_batch, rows, drawn(rows, 1))
    assert joint.joint_test(batch, KEY).arrangements == 924  # six authors of twelve
    alone = batch_of(write_batch, rows, drawn(rows, 1), parameters=lambda _: {"unit": "article"})
    assert joint.joint_test(alone, KEY, permutations=500).arrangements == 500


def test_labels_change_inside_stories_only(write_batch):
    rows = articles(8, 8, story=[f"s{i % 2}" for i in range(16)])
    batch = batch_of(write_batch, rows, drawn(rows, 2))
    assert joint.joint_test(batch, KEY).arrangements == 70 * 70


def test_specifications_of_other_units_and_stories_take_the_same_labels(write_batch):
    """The primary one compares inside stories; another one compares all articles, by their authors."""
    rows = articles(
        8, 8, story=[f"s{i % 2}" for i in range(16)], byline=[f"Ann Writer{i // 2}" for i in range(16)]
    )
    other = {"mean": {}, "vader": {"within": None}, "afinn": {"within": None, "unit": "article"}}
    batch = batch_of(write_batch, rows, drawn(rows, 2), parameters=lambda levels: other[levels["lexicon"]])
    test = joint.joint_test(batch, KEY)
    assert (test.arrangements, test.specifications, test.reason) == (4900, 3, "")


def test_too_few_articles_get_no_test_but_its_reason(write_batch):
    rows = articles(3, 9)
    test = joint.joint_test(batch_of(write_batch, rows, drawn(rows, 1, gap=5)), KEY)
    assert (test.reason, test.specifications, test.left_out) == (joint.NO_P, 0, 3)
    assert test.table[["observed", "p"]].isna().all().all()


def test_an_estimate_that_is_no_difference_of_these_means_is_left_out_and_counted(write_batch):
    rows = articles(6, 6)

    def change(finding, lexicon):
        return finding | ({"estimate": 1.234} if lexicon == "vader" else {})

    test = joint.joint_test(batch_of(write_batch, rows, drawn(rows, 1), change=change), KEY)
    assert (test.specifications, test.left_out) == (2, 1)
    test = joint.joint_test(
        batch_of(write_batch, rows, drawn(rows, 1), change=lambda finding, _: finding | {"estimate": 9.0}),
        KEY,
    )
    assert test.reason == joint.NOT_MEANS


def test_what_compares_nothing_is_not_tested(write_batch):
    rows = articles(6, 6)
    batch = batch_of(
        write_batch, rows, drawn(rows, 1), change=lambda finding, _: finding | {"key": "a.b.c:a"}
    )
    assert joint.joint_test(batch, "a.b.c:a").reason == joint.NO_PAIR
    with pytest.raises(ValueError, match="permutations is 0; it takes 1 or more"):
        joint.joint_test(batch, "a.b.c:a", permutations=0)
