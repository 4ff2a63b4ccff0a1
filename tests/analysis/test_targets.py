"""Targets: what is a mention and what is not, and where it stands."""

import re
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis import names, targets
from sourcewise.analysis.tone import toward
from sourcewise.corpus import tables

US = "United States"
MAIN = [
    "China",
    "Russia",
    "United States",
    "the West",
    "NATO",
    "European Union",
    "Taiwan",
    "World Health Organization",
    "Guinea-Bissau",
]


def passages(*texts, start=100):
    rows = []
    for n, text in enumerate(texts, 1):
        rows.append({
            "passage_id": f"d:{n}", "doc_id": "d", "outlet": "O", "paragraph": n, "sentence": 1,
            "start": start, "end": start + len(text), "kind": "body", "voice": "quoted", "text": text,
        })  # fmt: skip
        start += len(text) + 1
    return tables.frame("passages", rows)


def found(text, names=MAIN, **options):
    table = targets.find_mentions(passages(text), names, **options)
    return [(row.target, text[row.start - 100 : row.end - 100]) for row in table.itertuples()]


MENTIONS = [  # text, the words that count as (target, words)
    (
        "China’s wall, the People’s Republic\nof China and the PRC.",
        [("China", "China"), ("China", "People’s Republic\nof China"), ("China", "PRC")],
    ),
    ("Beijing and the Chinese government", [("China", "Beijing"), ("China", "Chinese government")]),
    (
        "Sino-Russian and Russian‑Chinese ties",
        [("China", "Sino"), ("Russia", "Russian"), ("Russia", "Russian"), ("China", "Chinese")],
    ),
    (
        "Guinea–Bissau, Guinea-Bissau",
        [("Guinea-Bissau", "Guinea–Bissau"), ("Guinea-Bissau", "Guinea-Bissau")],
    ),
    ("BEIJING, Feb. 2: RUSSIA", [("China", "BEIJING"), ("Russia", "RUSSIA")]),
    ("the US, U.S.-led, the U.S. and USA", [(US, "US"), (US, "U.S."), (US, "U.S."), (US, "USA")]),
    ("the United  States of America", [(US, "United  States of America")]),
    (
        "the White House and Washington’s allies in the West",
        [(US, "White House"), (US, "Washington"), ("the West", "the West")],
    ),
    (
        "NATO/EU and anti-Russian Americans",
        [("NATO", "NATO"), ("European Union", "EU"), ("Russia", "Russian"), (US, "Americans")],
    ),
    ("the Republic of China (Taiwan)", [("Taiwan", "Republic of China"), ("Taiwan", "Taiwan")]),
    ("in Beijing’s view, ties with Moscow", [("China", "Beijing"), ("Russia", "Moscow")]),
    ("US", [(US, "US")]),
    ("The West, WHO says", [("the West", "The West"), ("World Health Organization", "WHO")]),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS)
def test_a_target_is_found_under_its_names(text, expected):
    assert found(text) == expected


NO_MENTIONS = [
    "It told us that they, the country and the two powers agree.",
    "in the South China Sea, the China\u00a0Sea",
    "the Washington Post and Russia Today, China Daily, USA Today",
    "George Washington, Washington, D.C., Washington state",
    "Wang Yi, Vladimir Putin and Joe Biden",
    "Latin America, African Americans, Bank of America",
    "US$100 and US dollars",
    "in Beijing, near Moscow, outside\nWashington, within Moscow",
    "TELL US WHO DID IT",
    "chinaware, Chinatown, Muscovites, Russification, eu, nato, europe",
    "the west coast, the West Bank, the West Coast, Western Sahara",
    "the Paris Agreement and the Minsk agreements",
]


@pytest.mark.parametrize("text", NO_MENTIONS)
def test_what_is_not_the_target_is_not_counted(text):
    assert found(text, [*MAIN, "France", "Belarus"]) == []


def test_a_target_that_was_not_asked_for_still_keeps_its_name():
    text = "South Sudan, Sudan, Northern Ireland, Papua New Guinea, North Korea and Niger, Nigeria"
    assert found(text, ["Sudan", "Ireland", "Guinea", "Niger"]) == [("Sudan", "Sudan"), ("Niger", "Niger")]


def test_kinds_choose_what_counts():
    text = "Beijing, the Kremlin, Chinese, China, Chinese authorities"
    chosen = {kind: [word for _, word in found(text, kinds=[kind])] for kind in targets.KINDS}
    assert chosen == {
        "name": ["China", "Chinese authorities"], "capital": ["Beijing"], "seat": ["Kremlin"],
        "adjective": ["Chinese"],
    }  # fmt: skip


def test_mentions_keep_the_contract():
    table = targets.find_mentions(passages("US US", "China, the Chinese government and US-China ties"), MAIN)
    assert list(table.columns) == list(tables.COLUMNS["mentions"])
    assert table[["negative", "neutral", "positive"]].isna().all(axis=None)
    assert table["passage_id"].tolist() == ["d:1"] * 2 + ["d:2"] * 4
    assert targets.find_mentions(passages("nobody"), MAIN).empty


PIECES = [
    "China",
    "the US",
    "us",
    " ",
    "’s ",
    "South China Sea",
    "-",
    "Chinese government",
    "in Moscow",
    "\n",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_every_mention_is_an_alias_where_it_stands(pieces):
    text = "".join(pieces)
    table = targets.find_mentions(passages(text), MAIN)
    words = {text[a - 100 : b - 100] for a, b in zip(table["start"], table["end"], strict=True)}
    assert words <= {"China", "US", "Moscow", "Chinese", "Chinese government"}
    assert (table["start"].to_numpy()[1:] >= table["end"].to_numpy()[:-1]).all(), "mentions never overlap"


def test_what_was_counted_is_told_word_by_word():
    text = passages("China, CHINA and China’s Chinese government", "Chinese, People’s Republic of  China")
    table = targets.counted(targets.find_mentions(text, ["China", "Russia"]), text)
    assert table.to_numpy().tolist() == [
        ["China", "name", "China", 2],
        ["China", "adjective", "Chinese", 1],
        ["China", "name", "CHINA", 1],
        ["China", "name", "Chinese government", 1],
        ["China", "name", "People's Republic of China", 1],
    ]
    assert targets.counted(targets.find_mentions(text, ["Russia"]), text).empty


def test_the_rule_says_what_counts_and_what_does_not():
    said = targets.rule(["China", "NATO"])
    assert "China is counted as China, mainland China" in said
    assert "Beijing" in said
    assert "NATO is counted as NATO" in said
    assert "right after in" in said
    assert "Pronouns" in said
    assert "right after in" not in targets.rule(["China"], kinds=["name"])


BAD_CHOICE = [
    (["Chnia"], {}, "did you mean 'China'"),
    (["Atlantis of the deep sea"], {}, "add it in a YAML file"),
    ([], {}, "at least one target"),
    ("China", {}, "at least one target in a list"),
    (["China"], {"kinds": ["nick"]}, "no kind of alias 'nick'"),
]


@pytest.mark.parametrize(("chosen", "options", "words"), BAD_CHOICE)
def test_an_unknown_target_is_refused_with_the_nearest(chosen, options, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        targets.find_mentions(passages("China"), chosen, **options)


def test_every_shipped_alias_is_found_as_its_target():
    table = targets.load_targets().query("kind != 'not'")
    text = passages(*(f"said {alias} today" for alias in table["alias"]))
    mentions = targets.find_mentions(text, sorted(set(table["target"])))
    assert mentions["target"].tolist() == table["target"].tolist()
    assert {"China", "Russia", "United States"} <= set(table["target"])
    assert table["target"].nunique() > 200


def test_every_exclusion_holds_an_alias_and_a_reason():
    table = targets.load_targets()
    no = table.query("kind == 'not'")
    assert no["why"].str.len().gt(3).all()
    aliases = names.pattern(table.query("kind != 'not'")["alias"])
    assert [phrase for phrase in no["alias"] if not aliases.search(phrase)] == []
    assert targets.find_mentions(passages(*no["alias"]), sorted(set(table["target"].dropna()))).empty


def test_the_users_targets_join_and_win(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(
        "targets:\n  Wang Yi: [Wang Yi, Foreign Minister Wang]\n"
        "  Japan: {name: [Nippon]}\n  BoA: {name: [Bank of America]}\n"
        "not_targets:\n- {why: a song, phrases: [Nippon Rock]}\n",
        encoding="utf-8",
    )
    mine = targets.load_targets(file)
    text = "Japan, Nippon Rock and Nippon: Wang Yi of China, Bank of America"
    assert found(text, ["Wang Yi", "Japan", "BoA", "United States"], targets=mine) == [
        ("Japan", "Nippon"), ("Wang Yi", "Wang Yi"), ("BoA", "Bank of America"),
    ]  # fmt: skip
    assert "Wang Yi" not in set(targets.load_targets()["target"]), "the shipped table stays as it is"


BAD_FILES = [
    ("targets: {A: {name: [Foo, China]}}", "'CHINA' belongs to 'China' and to 'A'"),
    ("targets: {A: {name: [Foo]}, B: {name: [foo]}}", "'FOO' belongs to 'A' and to 'B'"),
    ("targets: {A: {name: [Foo]}}\nnot_targets: [{why: x, phrases: [Foo]}]", "to 'A' and to 'not_targets'"),
    ("targets: {A: {nick: [Foo]}}", "unknown kind 'nick'"),
    ("targets: {A: {name: Foo}}", "must be a list"),
    ("targets: {A: {name: []}}", "must be a list"),
    ("targets: {A: {name: [NO]}}", "alias False must be text"),
    ("targets: {A: {name: [7]}}", "alias 7 must be text"),
    ("targets: {A: {name: ['!!']}}", "with a letter"),
    ("targets: {A: {name: [x]}}", "2 to 100 characters"),
    (f"targets: {{A: {{name: [{'x' * 101}]}}}}", "2 to 100 characters"),
    ("targets: {A: }", "target 'A' needs its aliases"),
    ("targets: {A: {name: [Foo]}, A: {name: [Bar]}}", "line 1: 'A' stands twice"),
    ("targets: [A]", "has no 'targets'"),
    ("", "has no 'targets'"),
    ("target: {A: {name: [Foo]}}", "has no 'targets'"),
    ("targets: {A: {name: [Foo]}}\nother: 1", "unknown part 'other'"),
    ("targets: {A: {name: [Foo]}}\nnot_targets: [Foo]", "needs 'why' and 'phrases'"),
    ("targets: {A: [", "is not YAML"),
    ("a: !!python/object/apply:os.system [ls]\ntargets: {}", "is not YAML"),
    ("[" * 5000, "is not YAML"),
]


@pytest.mark.parametrize(("content", "words"), BAD_FILES)
def test_a_bad_file_is_refused_with_its_name_and_what_would_be_right(tmp_path, content, words):
    file = tmp_path / "mine.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(words)) as error:
        targets.load_targets(file)
    assert "mine.yaml" in str(error.value)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.yaml is not there"):
        targets.load_targets(tmp_path / "nowhere.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"targets: \xff\xfe")
    with pytest.raises(ValueError, match=r"bytes\.yaml is not UTF-8"):
        targets.load_targets(tmp_path / "bytes.yaml")


HOSTILE = [
    "US WHO X " * 110_000,
    "China " * 170_000,
    "United " * 140_000,
    "in " + " " * 1_000_000 + "Moscow",
    "South China " * 80_000,
    "“" * 100_000,
    ", and" * 200_000,
    "China said, and " * 60_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_takes_linear_time(text):
    table = passages(text)
    start = time.process_time()
    mentions = targets.find_mentions(table, MAIN)
    toward.score(table, mentions, scorer="lexicon")
    assert len(mentions.columns) == 8
    assert time.process_time() - start < 80


def test_the_tables_are_the_same_in_any_order_of_the_passages():
    text = passages("China and the US", "Russia", "NATO or the EU")
    forth, back = targets.find_mentions(text, MAIN), targets.find_mentions(text.iloc[::-1], MAIN[::-1])
    by = ["start"]
    pd.testing.assert_frame_equal(
        forth.sort_values(by, ignore_index=True), back.sort_values(by, ignore_index=True)
    )


def test_classify_is_found_beside_the_targets():
    text = "Critics accused Norway of lying to voters and covering up the deadly scandal."
    odds = targets.classify([text], [(text.index("Norway"), text.index("Norway") + 6)])
    assert list(odds) == ["negative", "neutral", "positive"]
    assert odds["negative"].iloc[0] > 0.5
