import numpy as np
import pandas as pd
import pytest
import yaml

from sourcewise.analysis.words import dictionaries, streams


def running(**texts):
    table = pd.DataFrame({"passage_id": list(texts), "doc_id": list(texts), "text": list(texts.values())})
    return streams.stream(table, numbers=True)


def written(tmp_path, content):
    path = tmp_path / "mine.yaml"
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")
    return dictionaries.load(path)


def counted(stream, dictionary, **options):
    counts = dictionaries.count(stream, dictionary, **options)
    return {
        term: column.tolist() for term, column in zip(counts.terms, counts.matrix.toarray().T, strict=True)
    }


# texts, dictionaries and numbers of quanteda's own tests of tokens_lookup (test-tokens_lookup.R)
QUANTEDA = running(
    d1="The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
    d2="The Supreme Court of the United States is seldom in a united state.",
    d3="It's Arsenal versus Manchester United, states the announcer.",
    d4="We need Manchester Unity in the Federal Republic of Germany today.",
    d5="United statehood is a good state.",
    d6="luv the united states XXOO!",
)


def test_phrases_count_as_in_quanteda(tmp_path):
    dictionary = written(
        tmp_path,
        {
            "Countries": ["United States", "Federal Republic of Germany"],
            "oceans": ["Atlantic Ocean", "Pacific Ocean"],
            "Institutions": ["federal government", "Supreme Court"],
            "team": ["Manchester United", "Arsenal"],
        },
    )
    assert counted(QUANTEDA, dictionary) == {
        "Countries": [1, 1, 1, 1, 0, 1],
        "Institutions": [0, 1, 0, 0, 0, 0],
        "oceans": [2, 0, 0, 0, 0, 0],
        "team": [0, 0, 2, 0, 0, 0],
    }


def test_wildcards_and_words_in_two_categories_count_as_in_quanteda(tmp_path):
    content = {
        "Countries": ["Stat*"],
        "oceans": ["*ic"],
        "gameconsoles": ["?box", "Nintendo*"],
        "swords": "*s",
    }
    found = dictionaries.look_up(QUANTEDA, written(tmp_path, content))
    by_document = found[found["doc_id"] == "d1"].groupby("category")["words"].agg(list).to_dict()
    assert by_document == {
        "Countries": ["states"], "oceans": ["atlantic", "pacific"], "swords": ["states", "is"],
    }  # fmt: skip


@pytest.mark.parametrize(("entries", "text"), [(["A B", "A B C"], "A B C"), (["B C", "A B C"], "A B C")])
def test_of_matches_inside_each_other_the_longest_counts_alone(tmp_path, entries, text):
    found = dictionaries.look_up(running(d=text), written(tmp_path, {"key": entries}))
    assert found["words"].tolist() == ["a b c"]


def test_levels_are_those_of_quanteda(tmp_path):
    dictionary = written(
        tmp_path,
        {
            "geo": {"Countries": ["States"], "oceans": ["Atlantic", "Pacific"]},
            "other": {"gameconsoles": ["Xbox"], "swords": ["States"]},
        },
    )
    first = {"geo": [3, 1], "other": [1, 1]}
    deep = {
        "geo.Countries": [1, 1],
        "geo.oceans": [2, 0],
        "other.gameconsoles": [0, 0],
        "other.swords": [1, 1],
    }
    for level, wanted in ((1, first), (2, deep), (None, deep)):
        found = counted(QUANTEDA, dictionary, level=level)
        assert {key: column[:2] for key, column in found.items()} == wanted


@pytest.mark.parametrize(
    ("entry", "text", "words"),
    [
        ("cooperat*", "Cooperation, cooperates; uncooperative", ["cooperation", "cooperates"]),
        ("*operat*", "uncooperative", ["uncooperative"]),
        ("wom?n", "woman women womn", ["woman", "women"]),
        ("don't", "they don’t", ["don't"]),
        ("U.S.", "the U.S. and us", ["u.s."]),
        ("US", "the US told us", ["US"]),
        ("belt and road", "Belt and Road; belt, and road", ["belt and road", "belt and road"]),
        ("win-win", "win‑win", ["win-win"]),
        ("5g", "a 5G net in 2022", ["5g"]),
        ("20*", "in 2022", ["2022"]),
        ("* ocean", "Pacific Ocean", ["pacific ocean"]),
        ("1.5", "1.5 and 145", ["1.5"]),  # a dot is a dot
        ("nowhere", "here", []),
    ],
)
def test_entries_match(tmp_path, entry, text, words):
    found = dictionaries.look_up(running(d=text), written(tmp_path, {"key": [entry]}))
    assert found["words"].tolist() == words
    assert found["doc_id"].eq("d").all()


def test_a_phrase_stays_in_its_passage_and_words_are_all_words(tmp_path):
    dictionary = written(tmp_path, {"key": ["trade war"]})
    counts = dictionaries.count(running(a="free trade", b="war and trade war 2022"), dictionary)
    assert counts.matrix.toarray().tolist() == [[0], [1]]
    assert counts.words.tolist() == [2, 5]


def test_no_passage_and_no_match_are_tables_without_rows(tmp_path):
    dictionary = written(tmp_path, {"key": ["trade"]})
    nothing = dictionaries.look_up(
        streams.stream(pd.DataFrame(columns=["passage_id", "doc_id", "text"])), dictionary
    )
    assert nothing.empty
    assert dictionaries.look_up(running(a="x"), dictionary).columns.tolist() == [
        "category", "passage_id", "doc_id", "words",
    ]  # fmt: skip


def test_the_example_that_is_shipped_has_its_five_categories_and_no_entry_twice():
    dictionary = dictionaries.load()
    top = dictionary["category"].str.split(".").str[0]
    assert sorted(top.unique()) == ["cooperation", "economy", "military", "sovereignty", "threat"]
    assert top.value_counts().min() >= 15
    assert not dictionary["entry"].duplicated().any()
    found = dictionaries.look_up(running(d="Cold war mentality threatens win-win trade"), dictionary, level=1)
    assert sorted(set(found["category"])) == ["cooperation", "economy", "military", "threat"]
    assert found.loc[found["category"] == "threat", "words"].tolist() == ["cold war mentality", "threatens"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: [b", "mine.yaml is not YAML"),
        ("- a", "must hold categories"),
        ("", "must hold categories"),
        ("a: []", "category 'a' has no entries"),
        ("a: [no]", "the entry False must be text"),
        ("a: ['*']", "with a letter or digit"),
        ("a: {b: }", "the entry None must be text"),
        ("a.b: [c]", "has a dot in its name"),
        ("a: [x]\na: [y]", "line 2: 'a' stands twice"),
    ],
)
def test_what_is_no_dictionary_is_refused_in_plain_words(tmp_path, content, said):
    with pytest.raises(ValueError, match=said):
        written(tmp_path, content)
    with pytest.raises(FileNotFoundError, match="give the YAML file with your categories"):
        dictionaries.load(tmp_path / "other.yaml")


def test_counts_by_passage_add_up_to_those_by_document(tmp_path):
    table = pd.DataFrame(
        {"passage_id": ["p1", "p2", "p3"], "doc_id": ["a", "a", "b"], "text": ["war war", "peace", "war"]}
    )
    stream, dictionary = streams.stream(table), written(tmp_path, {"war": ["war"], "peace": ["peace"]})
    small, large = (dictionaries.count(stream, dictionary, unit=unit) for unit in ("passage_id", "doc_id"))
    assert small.rows.tolist() == ["p1", "p2", "p3"]
    assert np.array_equal(small.matrix.toarray()[:2].sum(axis=0), large.matrix.toarray()[0])
