"""The tone toward a mention: the model's or the lexicons', whose it is, and what is not scored."""

import re

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis import sentiment, targets
from sourcewise.analysis.tone import toward
from sourcewise.corpus import tables

NAMES = ["China", "United States", "Russia"]


def passages(*parts):
    """Passages from (voice, sentence, text) or with a speaker: one document."""
    rows, start = [], 100
    for n, (voice, sentence, text, *speaker) in enumerate(parts, 1):
        rows.append({
            "passage_id": f"d:{n}", "doc_id": "d", "outlet": "The Herald", "paragraph": 1,
            "sentence": sentence, "start": start, "end": start + len(text), "kind": "body", "voice": voice,
            "text": text,
            "speaker": speaker[0] if speaker else None,
        })  # fmt: skip
        start += len(text) + 2
    return tables.frame("passages", rows)


def scored(table, **options):
    return toward.score(table, targets.find_mentions(table, NAMES), **{"scorer": "lexicon", **options})


def sure(sentences, spans):
    """A model that finds well of China and ill of all others, and looks at the words of the span alone."""
    names = [sentence[start:end] for sentence, (start, end) in zip(sentences, spans, strict=True)]
    kind = np.array([0.8 if name == "China" else 0.1 for name in names])
    return pd.DataFrame({"positive": kind, "negative": 0.9 - kind, "neutral": 0.1})


TEXT = passages(
    ("quoted", 1, "China is wonderful there", "Jane Doe"),
    ("outlet", 1, "he said, but the US did a horrible thing."),
    ("reported", 2, "The expert said that Russia is a failure."),
    ("unclear", 3, "China, too, is awful."),
    ("outlet", 4, "China won a great prize."),
)


def test_the_lexicons_read_the_clause_of_the_whole_sentence():
    table = scored(TEXT)
    assert table["clause"].tolist()[:2] == [
        "China is wonderful there he said", "but the US did a horrible thing."
    ]  # fmt: skip
    assert np.sign(table["tone"]).tolist() == [1, -1, -1, -1, 1]
    assert (table["tone"] == table["mean"]).all()
    assert table["scorer"].eq("lexicon").all()
    assert table[["negative", "neutral", "positive"]].isna().all(axis=None)


def test_who_holds_a_view_is_who_says_it():
    assert scored(TEXT)["holder"].tolist() == [
        "Jane Doe", "The Herald", "not named", "unclear", "The Herald"
    ]  # fmt: skip


def test_a_mention_beside_others_words_is_marked():
    assert scored(TEXT)["mixed"].tolist() == [True, True, False, False, False]


def test_the_model_reads_the_span_in_the_whole_sentence():
    table = scored(TEXT, scorer="model", classify=sure)
    assert table["scorer"].eq("model").all()
    assert table["tone"].tolist() == [0.7, -0.7, -0.7, 0.7, 0.7]
    assert table["confidence"].eq(0.8).all()
    assert table["predicted"].tolist() == ["positive", "negative", "negative", "positive", "positive"]
    assert (table[["negative", "neutral", "positive"]].sum(axis=1) == 1).all()
    lexicon = scored(TEXT)
    assert table["vader"].equals(lexicon["vader"]), "the lexicons stand beside the model"
    tables.validate("mentions", table[list(tables.COLUMNS["mentions"])])


def test_the_model_is_asked_once_for_each_span():
    asked = []

    def count(sentences, spans):
        asked.extend(zip(sentences, spans, strict=True))
        return sure(sentences, spans)

    mentions = targets.find_mentions(TEXT, NAMES)
    twice = pd.concat([mentions, mentions], ignore_index=True)
    table = toward.score(TEXT, twice, classify=count)
    assert len(asked) == len(set(asked)) == 5
    assert len(table) == 10


def test_the_model_that_ships_is_the_default_and_reads_countries_of_one_sentence_apart():
    text = passages(
        ("outlet", 1, "While envoys praised China for its courage, they condemned Russia for its lies.")
    )
    table = scored(text, scorer="model")
    assert table["scorer"].eq("model").all()
    assert table["predicted"].tolist() == ["positive", "negative"]
    assert table["targets"].tolist() == [2, 2]
    odds = table[["negative", "neutral", "positive"]]
    assert table["tone"].tolist() == (odds["positive"] - odds["negative"]).round(6).tolist()


def test_what_the_model_reads_in_part_is_marked():
    long = "China is praised, " + "and the talks went on " * 60
    table = scored(passages(("outlet", 1, long), ("outlet", 2, "China met them.")), scorer="model")
    assert table["cut"].tolist() == [True, False]
    assert not scored(passages(("outlet", 1, long)))["cut"].any()


def test_two_classes_alike_predict_none():
    def torn(sentences, _):
        return pd.DataFrame({"negative": [0.4] * len(sentences), "neutral": 0.2, "positive": 0.4})

    assert scored(TEXT, scorer="model", classify=torn)["predicted"].isna().all()


def test_the_targets_of_a_sentence_are_counted_once_each():
    text = passages(("outlet", 1, "China told Chinese readers that Russia spoke."), ("outlet", 2, "China."))
    assert scored(text)["targets"].tolist() == [2, 2, 2, 1]


def test_rows_and_index_are_those_of_the_mentions():
    mentions = targets.find_mentions(TEXT, NAMES)
    mentions.index = [7, 3, 9, 1, 0]
    for options in ({"scorer": "lexicon"}, {"classify": sure}):
        table = toward.score(TEXT, mentions, **options)
        assert table.index.tolist() == [7, 3, 9, 1, 0]
        assert table["target"].equals(mentions["target"])
        nothing = toward.score(TEXT, mentions.iloc[:0], **options)
        assert nothing.empty
        assert list(nothing) == list(table)


def test_the_name_in_the_targets_place_never_changes_the_tone():
    said = "{} made a horrible mistake; nobody likes it, but {} is safe"
    every = []
    for name in ("China", "the United States", "U.S. authorities", "NATO", "the Islamic State"):
        table = passages(("outlet", 1, said.format(name, name)))
        mentions = targets.find_mentions(table, sorted(set(targets.load_targets()["target"].dropna())))
        every.append(toward.score(table, mentions, scorer="lexicon")[[*sentiment.LEXICONS, "tone"]])
    assert all(table.equals(every[0]) for table in every)


def test_the_users_own_names_are_masked_too():
    text = passages(("outlet", 1, "China and the Great Victory Party spoke."))
    masked = scored(text, names=["Great Victory Party"])["tone"].tolist()
    assert masked == scored(passages(("outlet", 1, "China and somename spoke.")))["tone"].tolist() == [0]
    assert scored(text)["tone"].tolist() != [0]


UNSCORED = [
    ("word " * 5_000 + "of China", "too long"),
    ("Это провал для всех, и это так, China, говорят", "not in Latin letters"),
]


@pytest.mark.parametrize(("text", "reason"), UNSCORED)
@pytest.mark.parametrize("options", [{"scorer": "lexicon"}, {"scorer": "model", "classify": sure}])
def test_what_cannot_be_read_is_not_scored_in_silence(text, reason, options):
    table = scored(passages(("outlet", 1, text), ("outlet", 2, "China is good.")), **options)
    assert table["reason"].tolist() == [reason, ""]
    assert table["tone"].isna().tolist() == [True, False]
    assert table["confidence"].isna().tolist() == [True, False]
    assert table["predicted"].isna().tolist() == [True, False]


def test_confidence_of_the_lexicons_is_the_share_that_agrees():
    table = scored(passages(("outlet", 1, "China is good."), ("outlet", 2, "China met them.")))
    assert table["confidence"].tolist() == [1, 1]
    mixed = scored(passages(("outlet", 1, "It is clear that China supports a real war.")))
    signs = np.sign(mixed[list(sentiment.LEXICONS)]).iloc[0]
    assert mixed["confidence"].tolist() == [round(signs.value_counts().max() / 3, 6)]


BAD = [
    ({"scorer": "oracle"}, "scorer is 'oracle'"),
    ({"lexicon": "liwc"}, "lexicon is 'liwc'; it must be one of mean, vader, afinn, textblob"),
    ({"lexicon": "own"}, "read from lexicon_file"),
]


@pytest.mark.parametrize(("options", "words"), BAD)
def test_an_unknown_instrument_is_refused(options, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        scored(TEXT, **options)


MODELS = [
    (lambda s, _: pd.DataFrame({"negative": [1.0] * len(s)}), "no column 'neutral'"),
    (lambda s, _: pd.DataFrame({"negative": [1.0], "neutral": [0.0], "positive": [0.0]}), "5 rows"),
    (lambda s, _: pd.DataFrame({"negative": [0.9] * 5, "neutral": 0.9, "positive": 0.9}), "sum to 1"),
    (lambda s, _: pd.DataFrame({"negative": [np.nan] * 5, "neutral": 0.5, "positive": 0.5}), "sum to 1"),
]


@pytest.mark.parametrize(("model", "words"), MODELS)
def test_a_model_that_gives_no_probabilities_is_refused(model, words):
    with pytest.raises(ValueError, match=words):
        scored(TEXT, scorer="model", classify=model)
