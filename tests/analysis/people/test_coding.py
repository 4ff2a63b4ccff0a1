"""The coding sheet: drawn with known probabilities, blind, and read back as people leave it."""

import re

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis.people import coded, coding
from sourcewise.corpus import tables

OUTLETS = {"The Herald": 60, "Courier": 30}


def corpus():
    """Passages of two outlets, a mention of China in each, and what an instrument says of it."""
    rows, n = [], 0
    for outlet, size in OUTLETS.items():
        for _ in range(size):
            text = f"The  herald  and Courier say (no. {n}) that China’s plan is good."
            rows.append({
                "passage_id": f"d{n}:1", "doc_id": f"d{n}", "outlet": outlet, "paragraph": 1, "sentence": 1,
                "start": 5, "end": 5 + len(text), "kind": "body", "voice": "outlet", "text": text,
            })  # fmt: skip
            n += 1
    passages = tables.frame("passages", rows)
    start = passages["start"] + passages["text"].str.index("China")
    kinds = ["negative", "neutral", "positive"] * (n // 3)
    mentions = passages[["doc_id", "passage_id", "outlet"]].assign(
        target="China", start=start, end=start + 5, predicted=kinds
    )
    return passages, mentions


PASSAGES, MENTIONS = corpus()


def test_every_mention_has_the_probability_with_which_its_stratum_was_drawn():
    key, how = coding.draw(MENTIONS, n=30)
    assert len(key) == 30
    sizes = MENTIONS.groupby(["outlet", "predicted"]).size()
    for name, part in key.groupby("stratum"):
        outlet, _, predicted = name.split(" | ")
        assert part["probability"].nunique() == 1
        assert part["probability"].iloc[0] == pytest.approx(len(part) / sizes[outlet, predicted], abs=1e-6)
    assert 1 / key["probability"].min() > 1
    assert (1 / key["probability"]).sum() == pytest.approx(len(MENTIONS)), "the weights add up to the frame"
    assert "30 mentions of 90 drawn at random from 6 strata by outlet, target, predicted" in how


def test_over_many_draws_a_mention_is_drawn_as_often_as_its_probability_says():
    times, probability = pd.Series(0.0, index=MENTIONS["doc_id"]), {}
    for seed in range(80):
        key, _ = coding.draw(MENTIONS, n=24, seed=seed)
        times[key["doc_id"]] += 1
        probability.update(zip(key["doc_id"], key["probability"], strict=True))
    expected = pd.Series(probability)
    assert np.abs(times / 80 - expected).max() < 5 * np.sqrt(0.25 / 80)


def test_the_draw_is_the_same_for_any_order_of_the_mentions():
    key, _ = coding.draw(MENTIONS, n=20)
    again, _ = coding.draw(MENTIONS.sample(frac=1, random_state=1), n=20)
    pd.testing.assert_frame_equal(key, again)
    other, _ = coding.draw(MENTIONS, n=20, seed=1)
    assert not key["doc_id"].equals(other["doc_id"])


def test_strata_that_a_small_sample_cannot_fill_are_left_out_from_the_last():
    key, how = coding.draw(MENTIONS, n=5)
    assert set(key["stratum"]) == {"The Herald | China", "Courier | China"}
    assert "2 strata by outlet, target" in how
    key, how = coding.draw(MENTIONS, n=3)
    assert set(key["stratum"]) == {"all"}
    assert "all mentions together" in how


def test_a_sample_of_all_is_all_with_certainty():
    key, _ = coding.draw(MENTIONS, n=1000)
    assert len(key) == 90
    assert (key["probability"] == 1).all()


def test_the_sheet_is_blind():
    key, _ = coding.draw(MENTIONS, n=30)
    sheet = coding.sheet(key, PASSAGES)
    assert list(sheet) == ["item", "target", "sentence", "label", "comment"]
    shown = sheet["sentence"].iloc[0]
    assert re.fullmatch(
        r"The \[outlet\] and \[outlet\] say \(no\. \d+\) that \[\[China\]\]’s plan is good\.", shown
    )
    assert (sheet["label"] == "").all()
    positions = key.groupby(key["stratum"])["item"].mean()
    assert positions.max() < 30
    assert key["item"].tolist() == list(range(1, 31))


@pytest.mark.parametrize(("n", "mentions"), [(1, MENTIONS), (10, MENTIONS.iloc[:1]), (10, MENTIONS.iloc[:0])])
def test_what_cannot_be_drawn_is_refused(n, mentions):
    with pytest.raises(ValueError, match="takes 2 mentions or more"):
        coding.draw(mentions, n=n)


@pytest.fixture
def folder(tmp_path):
    """A folder with the key of a sheet of 12, and the sheet."""
    key, _ = coding.draw(MENTIONS, n=12)
    key.to_csv(tmp_path / "key.csv", index=False)
    return tmp_path, key, coding.sheet(key, PASSAGES)


def fill(place, sheet, name, labels, **options):
    sheet.assign(label=labels).to_csv(place / name, **{"index": False, **options})


def test_two_coders_are_read_as_spreadsheets_leave_them(folder):
    place, key, sheet = folder
    fill(place, sheet, "anna.csv", ["-1", "0", "1"] * 4)
    fill(place, sheet[::-1], "ben.csv", ["Positive", " 0", "", "−1"] * 3, sep=";", encoding="utf-8-sig")
    chosen, labels, told = coded.load(place, MENTIONS)
    assert list(labels) == ["anna", "ben"]
    assert labels["anna"].tolist() == [-1, 0, 1] * 4
    assert labels["ben"].tolist()[::-1][:4] == pytest.approx([1, 0, np.nan, -1], nan_ok=True)
    assert MENTIONS.loc[labels.index, "doc_id"].tolist() == key["doc_id"].tolist()
    assert chosen["probability"].tolist() == key["probability"].tolist()
    assert told == "Of 12 mentions drawn, coded by anna 12, ben 9."


def test_where_only_a_part_is_coded_it_stands_for_the_rest_of_its_stratum(folder):
    """Without this, a sheet of which the first half is filled would correct by half."""
    place, key, sheet = folder
    filled = ["0"] * 12
    first = key["stratum"].eq(key["stratum"].iloc[0])
    filled[first.idxmax()] = ""
    fill(place, sheet, "anna.csv", filled)
    chosen, labels, told = coded.load(place, MENTIONS)
    assert "1 have no label; the others of their stratum stand for them" in told
    weights = 1 / chosen.loc[labels["anna"].notna(), "probability"]
    assert weights.sum() == pytest.approx(len(MENTIONS), rel=1e-6), "the weights still add up to the frame"


def test_a_stratum_that_nobody_coded_is_told(folder):
    place, key, sheet = folder
    last = key["stratum"].eq(key["stratum"].iloc[0])
    fill(place, sheet, "anna.csv", np.where(last, "", "0"))
    assert "In 1 of 6 strata nothing is coded" in coded.load(place, MENTIONS)[2]


def test_one_coder_is_said_to_be_one(folder):
    place, _, sheet = folder
    fill(place, sheet, "anna.csv", "0")
    assert "One person coded" in coded.load(place, MENTIONS)[2]


def test_mentions_that_have_changed_are_refused(folder):
    place, _, sheet = folder
    fill(place, sheet, "anna.csv", "0")
    with pytest.raises(ValueError, match="drawn from other mentions than these"):
        coded.load(place, MENTIONS.iloc[1:])


BAD = [
    ("item,label\n1,2\n", "anna.csv, row 2: the label '2' is none of -1, 0, 1"),
    ("item,label\n1,0\n99,0\n", "row 3: the key has no item '99'"),
    ("item,label\nx,0\n", "the key has no item 'x'"),
    ("item,label\n1,0\n1,1\n", "row 3: item 1 stands twice"),
    ("item,score\n1,0\n", "anna.csv has no column 'label'"),
    ("", "anna.csv has no column 'item'"),
    (b"item,label\n\xff,0\n", "anna.csv is not UTF-8"),
]


@pytest.mark.parametrize(("content", "words"), BAD)
def test_a_bad_sheet_is_refused_with_its_row_and_value(folder, content, words):
    place, *_ = folder
    (place / "anna.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ValueError, match=re.escape(words)):
        coded.load(place, MENTIONS)


def test_a_folder_without_key_or_sheet_is_named(folder, tmp_path):
    with pytest.raises(FileNotFoundError, match="holds no filled sheet"):
        coded.load(folder[0], MENTIONS)
    with pytest.raises(FileNotFoundError, match=r"nowhere/key\.csv is not there"):
        coded.load(tmp_path / "nowhere", MENTIONS)


@pytest.mark.parametrize(("column", "value"), [("probability", 0), ("probability", 2), ("start", "x")])
def test_a_key_that_was_changed_is_refused(folder, column, value):
    place, key, sheet = folder
    key.astype({column: object}).assign(**{column: value}).to_csv(place / "key.csv", index=False)
    fill(place, sheet, "anna.csv", "0")
    with pytest.raises(ValueError, match=r"key\.csv"):
        coded.load(place, MENTIONS)
