"""Lexicon scores: names and marks move nothing, expressions are neutral, the numbers the packages' own."""

import importlib.util
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from sourcewise.analysis import names, sentiment
from sourcewise.analysis.people import agreement
from sourcewise.corpus import tables

ECOSENT = Path(__file__).parents[3] / "shared" / "data" / "ecosent" / "gold_en.csv"
ALIASES = names.load_targets().query("kind != 'not'")["alias"].tolist()
IN_PLACE = [
    "{} is a good friend.",
    "He said {} isn't a threat to anybody, and never was.",
    "They do not trust {} or like it very much!",
    "The report on {}'s ugly war crimes is really bad news; nobody loves it.",
    "Without {}, no peace; with {}, a victory.",
    "anti-{} protests were violent",
    "It is a GREAT day for {} and a horrible one for others.",
    "{} and its allies lost the best chance for peace",
]


def scores(*texts, **options):
    return sentiment.score(texts, **options).to_numpy().tolist()


@pytest.mark.parametrize("template", IN_PLACE)
def test_another_name_in_the_targets_place_never_changes_a_score(template):
    table = sentiment.score(template.format(*[alias] * 2) for alias in ALIASES)
    assert (table == table.iloc[0]).all(axis=None)
    assert (table.iloc[0] != 0).any(), "a template without any sentiment would prove nothing"


@pytest.mark.parametrize("template", IN_PLACE)
def test_article_and_state_word_go_with_the_name(template):
    written = ["China", "the United States", "the Chinese government", "U.S. authorities", "Iraqi leadership"]
    table = sentiment.score(template.format(*[name] * 2) for name in written)
    assert (table == table.iloc[0]).all(axis=None)


def test_in_a_line_of_capitals_every_name_is_in_capitals_too():
    loud, louder = scores("CHINA IS GREAT", "THE UNITED STATES IS GREAT")
    assert loud == louder == scores("IT IS GREAT")[0]
    assert scores("China IS GREAT")[0] == loud, "a name's own letters are no emphasis and hide none"
    emphatic, calm = scores("China is GREAT", "China is great")
    assert emphatic[0] > calm[0], "among small letters, capitals are emphasis"


def test_no_name_has_sentiment_of_its_own():
    assert (sentiment.score(ALIASES) == 0).all(axis=None)
    bare = ["Hope Hicks", "Victory Party", "Justice and Peace Watch"]
    assert (sentiment.score(bare, phrases=()) != 0).any(axis=1).all()
    assert (sentiment.score(bare, names=bare) == 0).all(axis=None)


def test_the_users_names_are_masked_beside_the_shipped_ones():
    assert sentiment.mask(["Hope Hicks left the United States"], names=["Hope Hicks"]) == [
        "somename left somename"
    ]


def test_the_mask_is_an_unknown_word_to_all_three_lexicons():
    from textblob.en.sentiments import pattern_sentiment
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, negated

    assert scores(sentiment.MASK, sentiment.MASK.upper()) == [[0, 0, 0]] * 2
    assert sentiment.MASK not in BOOSTER_DICT
    assert not negated([sentiment.MASK])
    assert pattern_sentiment.assessments([(sentiment.MASK, None)]) == []
    for text in ("not {} good", "very {} bad", "it is {} good!", "a GREAT {}", "no {} peace"):
        assert scores(text.format(sentiment.MASK)) == scores(text.format("zzyzxian")), text


PLAIN = [
    ("They don’t like it", "They don't like it"),
    ("They donʼt like it", "They don't like it"),
    ("It is  not\n\ngood", "It is not good"),
    ("It is\u00a0not\u2009good ", "It is not good"),
    ("no\u00adthing go\u200bod", "nothing good"),
    ("“Good,” he said", '"Good," he said'),
    ("good—bad", "good - bad"),
    ("a well‑being", "a well-being"),
    ("wait…", "wait..."),
    ("cafe\u0301", "café"),
]


@pytest.mark.parametrize(("written", "plain"), PLAIN)
def test_marks_and_blanks_are_made_plain_and_move_no_score(written, plain):
    assert sentiment.plain(written) == plain
    assert scores(written) == scores(plain)


@pytest.mark.parametrize(
    "text", ["it's \"5'\" - a low-key, e.g. O'Neil... well-being?", "x²", "Türkiye: 100 %"]
)
def test_plain_text_stays(text):
    assert sentiment.plain(text) == text


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_plain_is_plain_already(text):
    assert sentiment.plain(sentiment.plain(text)) == sentiment.plain(text)


def test_a_curly_apostrophe_does_not_turn_a_negation():
    assert scores("It isn’t good") == scores("It isn't good")
    assert scores("It isn't good")[0][0] == -0.3412


NEGATION = [  # sentence, sign of vader, afinn, textblob
    ("It is safe.", (1, 1, 1)),
    ("It is not safe.", (-1, -1, -1)),
    ("It is not good.", (-1, -1, -1)),  # a phrase of AFINN's own list
    ("It never was safe.", (-1, -1, 1)),  # TextBlob's negation ends at the first long word
    ("No, it is safe.", (1, 0, 1)),  # a comma ends AFINN's negation, and "no" counts -1 itself
]


@pytest.mark.parametrize(("text", "signs"), NEGATION)
def test_who_handles_negation_is_as_documented(text, signs):
    assert tuple(agreement.signs(sentiment.score([text])).iloc[0]) == signs


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "good",
                "GOOD!",
                "not",
                "kind",
                "of",
                "the",
                "table",
                "(bad)",
                ":)",
                ":(",
                "very",
                "but",
                "no",
                "❤",
                "naïve",
            ]
        )
        | st.text(max_size=6)
    )
)
def test_vader_is_the_packages_own_whatever_the_text(words):
    text = " ".join(words)
    assert sentiment._vader()(text) == SentimentIntensityAnalyzer().polarity_scores(text)["compound"]


def test_vaders_own_examples_come_out_as_published():
    published = {  # README of vaderSentiment
        "VADER is smart, handsome, and funny.": 0.8316,
        "VADER is smart, handsome, and funny!": 0.8439,
        "VADER is very smart, handsome, and funny.": 0.8545,
        "VADER is VERY SMART, handsome, and FUNNY.": 0.9227,
        "The book was good.": 0.4404,
        "Today SUX!": -0.5461,
        "Not bad at all": 0.431,
    }
    assert sentiment.score(published)["vader"].tolist() == list(published.values())


TEXTS = [
    "A kind of does not work well-being, can't stand the cover-up; no fun.",
    "Bad luck! The short-sighted, ill-fated son-of-a-bitch isn't naïve, n00b.",
    "GOOD news: made-up, self-deluded... not good, dont like, some kind",
    "Peace, good-natured self-confidence and environment-friendly growth.",
]


def test_afinn_and_textblob_are_the_packages_numbers():
    from afinn import Afinn
    from textblob.en.sentiments import PatternAnalyzer

    table = sentiment.score(TEXTS, phrases=(), negation=False)
    sums = [Afinn().score(text) for text in TEXTS]
    assert table["afinn"].tolist() == [round(s / (s * s + 15) ** 0.5, 6) for s in sums]
    assert len(set(sums)) > 2
    assert table["textblob"].tolist() == [round(PatternAnalyzer().analyze(text)[0], 6) for text in TEXTS]


def test_the_domains_expressions_are_neutral_in_capitals_or_not():
    assert (
        scores("a Cold War", "THE COLD WAR", "the Security Council", "a new kind of relations")[:3]
        == [[0] * 3] * 3
    )
    assert scores("a new kind of relations")[0][:2] == [0, 0]
    assert scores("a cold war", phrases=())[0][0] < 0, "without the list the lexicon hears a war"
    assert (
        scores("Prewar coldness; a warm kindness")[0]
        == scores("Prewar coldness; a warm kindness", phrases=())[0]
    )


def test_every_expression_has_a_reason_a_score_and_no_name_in_it():
    table = sentiment.expressions()
    assert table["phrase"].is_unique
    assert table["why"].str.len().gt(3).all()
    assert (sentiment.score(table["phrase"], phrases=()) != 0).any(axis=1).all()
    phrase = table["phrase"].str
    named = sentiment.mask([*table["phrase"], *phrase.title(), *phrase.upper()], phrases=())
    assert not [text for text in named if sentiment.MASK in text.lower()]


NOTHING = ["", "   \n", "... 2022 — !", "word " * 1001, "👍" * 20_000, "no " * 300_000]


def test_what_is_no_sentence_is_not_scored_in_silence():
    table = sentiment.score(["good", *NOTHING, "good"])
    assert table.isna().all(axis=1).tolist() == [False, *[True] * len(NOTHING), False]
    assert table.iloc[0].equals(table.iloc[-1])


@pytest.mark.parametrize(
    "text",
    ["good " * 999, "!" * 1_000_000, "‘" * 100_000, "a" * 1_000_000, "the " * 250_000, "United " * 150_000],
)
def test_hostile_text_takes_linear_time(text):
    sentiment.score(["warm"])
    start = time.process_time()
    sentiment.score([text])
    assert time.process_time() - start < 40


@pytest.mark.parametrize("wrong", [{"sentences": "one text"}, {"sentences": ["a"], "names": "Xi Jinping"}])
def test_one_text_in_place_of_a_list_is_refused(wrong):
    with pytest.raises(ValueError, match="lists of texts"):
        sentiment.score(**wrong)


def test_blank_names_and_phrases_mask_nothing():
    assert sentiment.mask(["a good day"], names=["", " "], phrases=[""]) == ["a good day"]


def passage(n, start, text, sentence=1, voice="outlet", **more):
    return {
        "passage_id": f"d:{n}", "doc_id": "d", "outlet": "O", "paragraph": 1, "sentence": sentence,
        "start": start, "end": start + len(text), "kind": "body", "voice": voice, "text": text, **more,
    }  # fmt: skip


def test_a_sentence_is_whole_over_changes_of_voice_and_keeps_its_offsets():
    raw = "“China is not,” he said, “good.” Next."
    spans = [(1, 14), (16, 25), (26, 31), (33, 38)]
    rows = [passage(n, a, raw[a:b], sentence=1 + (n == 3)) for n, (a, b) in enumerate(spans)]
    rows += [passage(9, 50, "Head", sentence=None, paragraph=None, kind="headline")]
    passages = tables.frame("passages", rows)
    whole = sentiment.sentences(passages)
    assert whole["text"].tolist() == ["China is not,  he said,  good.", "Next.", "Head"]
    assert all(whole["text"][0][a - 1 : b - 1] == raw[a:b] for a, b in spans[:3]), (
        "character i stands at start + i"
    )
    assert sentiment.sentence_numbers(passages).tolist() == [0, 0, 0, 1, 2]
    assert sentiment.sentences(passages.iloc[::-1])["text"].tolist()[::-1] == whole["text"].tolist()


WHY = [
    ("", "no word"),
    ("... 2022 — !", "no word"),
    ("good " * 5_000, "too long"),
    ("Это хорошо, и всем нравится, said he", "not in Latin letters"),
    ("中国 is 好的国家之一", "not in Latin letters"),
    ("A “хороший” deal in Kyiv was good news", ""),
    ("Türkiye’s naïve élan", ""),
]


@pytest.mark.parametrize(("text", "why"), WHY)
def test_what_is_not_scored_has_a_reason_and_no_score(text, why):
    assert sentiment.unscored([text]).tolist() == [why]
    assert sentiment.score([text]).isna().all(axis=None) == bool(why)


def test_the_users_lexicon_stands_beside_the_three_and_hears_no_name():
    own = pd.DataFrame({"term": ["harmonious", "united", "cold"], "score": [4.0, 4.0, -4.0]})
    table = sentiment.score(["a harmonious day for the United States", "the Cold War", "united"], own=own)
    assert list(table) == ["vader", "afinn", "textblob", "own"]
    assert table["own"].gt(0).tolist() == [True, False, True]
    assert table["own"].tolist()[0] == table["own"].tolist()[2], "the name adds nothing"
    assert table["own"].tolist()[1] == 0


@pytest.mark.skipif(not ECOSENT.exists(), reason="the ecosent headlines are not on this machine")
def test_afinn_reproduces_what_was_published_of_it_headline_by_headline():
    file = Path(__file__).parents[2] / "benchmarks" / "ecosent.py"
    spec = importlib.util.spec_from_file_location("ecosent", file)
    spec.loader.exec_module(ecosent := importlib.util.module_from_spec(spec))
    table, _ = ecosent.compare(ECOSENT.parent)
    first = table[table["step"].str.startswith("AFINN-111, words")].set_index("text")
    assert (first["as_published"] == 1).all(), "each of 284 headlines has the published sign"
    assert first[["accuracy", "alpha"]].loc["deepl"].round(2).tolist() == [0.43, 0.27]
