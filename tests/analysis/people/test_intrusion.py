"""Intruders: sheets that do not give them away, and scores by hand."""

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis.people import intrusion

WORDS = np.array([[9, 8, 7, 6, 5, 4, 3, 2, 1, 1] + [0.01] * 20, [0.01] * 20 + [9, 8, 7, 6, 5, 4, 3, 2, 1, 1]])
WORDS = WORDS / WORDS.sum(axis=1, keepdims=True)
TERMS = [f"t{number:02d}" for number in range(30)]
KEY = intrusion.word_sheet(WORDS, TERMS, seed=1)
OPTIONS = [f"option_{place}" for place in range(1, 7)]


def filled(key, wrong=0):
    """A sheet as a coder who errs `wrong` times gives it back."""
    sheet = intrusion.blind(key)
    right = key.set_index("item")["right"].reindex(sheet["item"])
    answers = [int(one) % 6 + 1 if place < wrong else int(one) for place, one in enumerate(right)]
    return sheet.assign(answer=[str(one) for one in answers])


def test_the_intruder_is_of_another_topic_and_the_words_are_the_topics_own():
    assert len(KEY) == 4
    for row in KEY.to_dict("records"):
        shown = [row[name] for name in OPTIONS]
        own = set(TERMS[:5]) if row["topic"] == 0 else set(TERMS[20:25])
        assert set(shown) - own == {row[f"option_{row['right']}"]}
        assert int(row[f"option_{row['right']}"][1:]) // 20 != row["topic"]


def test_a_blind_sheet_gives_nothing_away():
    sheet = intrusion.blind(KEY)
    assert list(sheet.columns) == ["item", *OPTIONS, "answer"]
    assert sheet["item"].is_monotonic_increasing, "not in the order of the topics"
    assert (sheet["answer"] == "").all()
    assert KEY["item"].str.fullmatch(r"word-[0-9a-f]{10}").all(), "no spreadsheet takes it for a number"


def test_the_key_is_the_same_for_the_same_topics_and_another_for_another_seed():
    assert intrusion.word_sheet(WORDS, TERMS, seed=1).equals(KEY)
    assert not intrusion.word_sheet(WORDS, TERMS, seed=2)["item"].equals(KEY["item"])


def test_where_intruders_stand_says_nothing():
    words = np.random.default_rng(0).dirichlet(np.full(300, 0.05), 60)
    key = intrusion.word_sheet(words, [f"w{n}" for n in range(300)], seed=3, repeats=3)
    places = key["right"].value_counts(normalize=True)
    assert places.between(0.08, 0.26).all()


def test_topics_of_a_text_and_one_that_it_hardly_has():
    shares = np.array([[0.5, 0.3, 0.1, 0.06, 0.02, 0.01, 0.01, 0.0], [0.0] * 8])
    names = pd.Series([f"name {topic}" for topic in range(8)])
    key = intrusion.topic_sheet(shares, pd.Series(["A text.\n\nOf two.", "none"]), names, seed=1)
    assert key["text"].tolist() == ["A text. Of two."], "a text without a topic is no item"
    row = key.iloc[0]
    shown = [row[f"option_{place}"] for place in range(1, 5)]
    assert set(shown) - {row[f"option_{row['right']}"]} == {"name 0", "name 1", "name 2"}
    assert row[f"option_{row['right']}"] in {"name 4", "name 5", "name 6", "name 7"}


FEW = [(1, 0), (2, 1), (3, 1), (5, 2), (8, 3)]  # topics, of which are shown beside the intruder


@pytest.mark.parametrize(("topics", "own"), FEW)
def test_few_topics_make_smaller_items_or_none(topics, own):
    shares = np.random.default_rng(1).dirichlet(np.ones(topics), 6)
    names = pd.Series([f"n{topic}" for topic in range(topics)])
    key = intrusion.topic_sheet(shares, pd.Series(list("abcdef")), names, seed=1)
    assert len([name for name in key if name.startswith("option_")]) == own + 1
    assert len(key) == (6 if own else 0)
    assert len(intrusion.word_sheet(np.ones((1, 9)), list("abcdefghi"), seed=1)) == 0


def test_scores_by_hand():
    # two coders of four items: 4 and 3 of 4 right, 7 of 8; Wilson 1927 as statsmodels 0.15 gives it
    table, alpha = intrusion.score(KEY, {"ann": filled(KEY), "bob": filled(KEY, wrong=1)})
    everyone = table.iloc[-1]
    assert everyone[["topic", "answers", "found"]].tolist() == ["all", 8, 7]
    assert everyone["share"] == 0.875
    assert [everyone["low"], everyone["high"]] == pytest.approx([0.529112, 0.977580], abs=1e-5)
    assert everyone["chance"] == pytest.approx(1 / 6)
    assert table["answers"].tolist() == [4, 4, 8]
    assert 0 < alpha < 1
    assert np.isnan(intrusion.score(KEY, {"ann": filled(KEY)})[1]), "one coder agrees with nobody"


def test_wilson_by_hand():
    # 0 of 10 and 5 of 10: Brown, Cai and DasGupta (2001), table of the Wilson interval
    assert intrusion.wilson(0, 10) == pytest.approx((0, 0.27753), abs=1e-4)
    assert intrusion.wilson(5, 10) == pytest.approx((0.23659, 0.76341), abs=1e-4)
    assert all(np.isnan(intrusion.wilson(0, 0)))


def test_an_empty_answer_is_none_and_order_does_not_matter():
    sheet = filled(KEY).sample(frac=1, random_state=1)
    sheet.loc[sheet.index[0], "answer"] = " "
    table, _ = intrusion.score(KEY, {"ann": sheet})
    assert table.iloc[-1][["answers", "found"]].tolist() == [3, 3]


WRONG = [
    (lambda t: t.assign(answer="7"), "answers item word-.* with '7'; it must be a number from 1 to 6"),
    (lambda t: t.assign(answer="second"), "with 'second'"),
    (lambda t: t.assign(item="word-0"), "has the item word-0, which is not of these topics"),
    (lambda t: pd.concat([t, t.head(1)]), "twice"),
    (lambda t: t.drop(columns="answer"), "has no column 'answer'"),
]


@pytest.mark.parametrize(("spoil", "words"), WRONG)
def test_a_sheet_that_cannot_be_is_refused_with_its_coder(spoil, words):
    with pytest.raises(ValueError, match=f"the sheet of ann.*{words}"):
        intrusion.score(KEY, {"ann": spoil(filled(KEY))})


def test_sheets_come_back_from_files_by_what_they_answer(tmp_path):
    (tmp_path / "run").mkdir()
    (tmp_path / "coded").mkdir()
    filled(KEY).to_csv(tmp_path / "coded" / "ann.csv", index=False)
    back = intrusion.load(tmp_path / "run", ["../coded/ann.csv"], KEY)
    assert intrusion.score(KEY, back)[0].iloc[-1]["found"] == 4
    other = KEY.assign(item=KEY["item"].str.replace("word", "topic"))
    assert intrusion.load(tmp_path / "run", ["../coded/ann.csv"], other) == {}
    with pytest.raises(ValueError, match=r"answers: \.\./coded/bob\.csv is missing"):
        intrusion.load(tmp_path / "run", ["../coded/bob.csv"], KEY)
    (tmp_path / "coded" / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match="has no column 'item'"):
        intrusion.load(tmp_path / "run", ["../coded/bad.csv"], KEY)
