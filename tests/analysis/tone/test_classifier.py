import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.analysis.tone import classifier
from sourcewise.analysis.tone.classifier import CLASSES, classes, classify

HERE = Path(classifier.__file__).parents[2] / "data" / "toward"
ROOT = Path(__file__).parents[3]
PRAISE = "The mayor thanked TARGET for its generous and brave help after the flood."
BLAME = "Critics accused TARGET of lying to voters and covering up the deadly scandal."
PLAIN = "The delegation of TARGET arrives on Tuesday and meets the committee."


def at(template, name="TARGET"):
    """The sentence with the name in its place, and the name's span."""
    start = template.index("TARGET")
    return template.replace("TARGET", name), (start, start + len(name))


def several(*pairs):
    return classify([text for text, _ in pairs], [span for _, span in pairs])


@pytest.mark.parametrize(
    ("template", "tone"), [(PRAISE, "positive"), (BLAME, "negative"), (PLAIN, "neutral")]
)
@pytest.mark.parametrize("name", ["Norway", "the ministry", "Ms. Okafor"])
def test_the_tone_toward_the_mention_is_read(template, tone, name):
    assert classes(several(at(template, name))).tolist() == [tone]


def test_two_mentions_of_one_sentence_have_their_own_tone():
    text = "While critics praised Arden for her courage, they condemned Brook for his lies."
    spans = [(text.index(name), text.index(name) + 5) for name in ("Arden", "Brook")]
    assert classes(classify([text, text], spans)).tolist() == ["positive", "negative"]


NAMES = [
    "China",
    "Vladimir Putin",
    "NATO",
    "the United States",
    "Angela Merkel's",
    "Hamas",
    "İstanbul",
    "中国",
]


@pytest.mark.parametrize("template", [PRAISE, BLAME, PLAIN])
def test_a_name_carries_no_tone(template):
    found = several(*(at(template, name.removesuffix("'s")) for name in NAMES))
    assert len(found.drop_duplicates()) == 1


def test_the_table_is_of_rounded_probabilities():
    found = several(at(PRAISE), at(BLAME))
    assert list(found.columns) == list(CLASSES)
    assert found.to_numpy().min() >= 0
    assert (found.sum(axis=1) - 1).abs().max() <= 0.0011
    assert (found == found.round(classifier.DECIMALS)).all(axis=None)


def test_no_sentences_give_an_empty_table():
    found = classify([], [])
    assert found.shape == (0, 3)
    assert found.attrs["cut"] == []
    assert classes(found).empty


def test_a_tie_has_no_class():
    table = pd.DataFrame([[0.4, 0.4, 0.2], [0.2, 0.5, 0.3]], columns=list(CLASSES))
    assert classes(table).isna().tolist() == [True, False]
    assert classes(table)[1] == "neutral"


def test_what_else_is_asked_changes_no_answer(monkeypatch):
    pairs = [at(PRAISE), at(BLAME), at(PLAIN), at(f"{PLAIN} {BLAME.replace('TARGET', 'them')}")] * 3
    together = several(*pairs)
    monkeypatch.setattr(classifier, "AT_ONCE", 5)
    monkeypatch.setattr(classifier, "BATCH", 2)
    in_parts = several(*pairs)
    alone = pd.concat([several(pair) for pair in pairs], ignore_index=True)
    for other in (in_parts, alone):
        np.testing.assert_allclose(together, other, atol=0.0011)
        assert classes(together).equals(classes(other))
    assert several(*pairs[::-1]).iloc[::-1].reset_index(drop=True).equals(together)


def test_one_thread_and_two_give_the_same():
    pairs = [at(PRAISE), at(BLAME), at(PLAIN)]
    texts, spans = [text for text, _ in pairs], [span for _, span in pairs]
    assert classify(texts, spans, threads=2).equals(classify(texts, spans, threads=1))


BAD = {
    "span after the end": (["A fair text."], [(2, 90)], "sentence 0: the span .2, 90. is not inside its 12"),
    "span before the start": (["A fair text."], [(-1, 3)], "sentence 0: the span .-1, 3. is not inside"),
    "empty span": (["A fair text."], [(3, 3)], "sentence 0: the span .3, 3. is not inside"),
    "turned span": (["A fair text."], [(5, 2)], "sentence 0: the span .5, 2. is not inside"),
    "blank span": (["A fair text."], [(1, 2)], "sentence 0: .* holds only blanks"),
    "empty sentence": (["A fair text.", " "], [(2, 6), (0, 1)], "sentence 1 is empty"),
    "no text": (["A fair text.", None], [(2, 6), (0, 1)], "sentence 1 is NoneType, not text"),
    "a number": ([3.5], [(0, 1)], "sentence 0 is float, not text: '3.5'"),
    "one text": ("A fair text.", [(0, 1)], "give a list of sentences"),
    "too few spans": (["A fair text."] * 2, [(2, 6)], "2 sentences and 1 spans"),
    "a span of three": (["A fair text."], [(2, 6, 7)], "sentence 0: the span .* no pair of whole numbers"),
    "a span of floats": (["A fair text."], [(2.0, 6.0)], "sentence 0: the span .* no pair of whole numbers"),
    "no span": (["A fair text."], [None], "sentence 0: the span None is no pair"),
}


@pytest.mark.parametrize(("sentences", "spans", "message"), BAD.values(), ids=BAD)
def test_bad_input_is_named_by_its_row(sentences, spans, message):
    with pytest.raises(ValueError, match=message):
        classify(sentences, spans)


def test_spans_may_be_an_array_and_sentences_a_column():
    text, span = at(BLAME)
    assert classify(pd.Series([text, text]), np.array([span, span])).equals(
        several((text, span), (text, span))
    )


def test_five_thousand_words_are_cut_round_the_mention_and_said_so():
    filler = "The weather report of that week was read out on the radio. " * 450
    text = filler + BLAME.replace("TARGET", "Norway") + " " + filler
    start = text.index("Norway")
    found = classify([PRAISE, text], [(10, 15), (start, start + 6)])
    assert len(text.split()) > 5000
    assert found.attrs["cut"] == [1]
    assert classes(found)[1] == "negative"


def test_a_million_characters_pass():
    for filler in ("a", " ", "'", "é", "[SEP]"):
        text = filler * (1_000_000 // len(filler)) + " Norway " + filler * 1000
        start = text.index("Norway")
        assert classify([text], [(start, start + 6)]).attrs["cut"] == [0]


@pytest.mark.parametrize(
    "text",
    [
        "北京对此表示强烈谴责。",
        "أدانت الحكومة الهجوم",
        "Москва 🇷🇺 осуждает",
        "\u0301\u200b\x00x",
        "\ud83d half",
    ],
)
def test_other_alphabets_get_an_answer(text):
    assert classify([text], [(0, 2)]).notna().all(axis=None)


@given(st.text(min_size=1, max_size=80), st.data())
@settings(max_examples=25, deadline=None)
def test_any_text_with_a_mention_has_probabilities(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        assert classify([text], [(start, end)]).sum(axis=1)[0] == pytest.approx(1, abs=0.0011)


LATE = """
import sys
from sourcewise.analysis.tone import classifier
assert not {"onnxruntime", "tokenizers"} & set(sys.modules), "imported too early"
import socket
socket.socket = None
print(classifier.classify(["Norway was praised."], [(0, 6)]).round(1).iloc[0].tolist())
assert not {"torch", "transformers", "requests"} & set(sys.modules)
"""


def test_it_runs_with_no_torch_and_no_network():
    told = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stderr
    assert len(json.loads(told.stdout)) == 3


def test_what_ships_is_25_megabytes_at_most():
    assert sum(path.stat().st_size for path in HERE.iterdir()) <= 25_000_000


def test_the_card_lies_beside_the_weights_and_tells_their_scores():
    card = (ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    assert (HERE / "model-card.md").read_text(encoding="utf-8") == card
    scores = json.loads((HERE / "scores.json").read_text(encoding="utf-8"))
    for name in ("dev_rw", "dev_mt"):
        told = scores["sets"][name]
        low, high = told["interval"]
        assert re.search(rf"{told['macro_f1']:.3f} \({low:.3f} to {high:.3f}\)", card), name


def test_the_model_sends_nothing_and_leaves_nothing_at_home(tmp_path):
    """onnxruntime's import alone would write an identifier of this machine, and events to send, into it."""
    words = "from sourcewise.analysis.tone.classifier import classify; classify(['China wins.'], [(0, 5)])"
    there = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    there |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", words], env=there, check=True)
    assert list(tmp_path.rglob("*")) == []
