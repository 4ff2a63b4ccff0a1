import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from sourcewise.corpus.voices import marks, quotes, segments, speakers
from sourcewise.corpus.voices import stretches as voices

ROOT = Path(__file__).parents[3]
GOLD = json.loads((ROOT / "tests/gold/seeds.json").read_text("utf-8"))["docs"]


def read(raw, removed=(), headline=None):
    blocks = segments.find_blocks(raw, removed, headline)
    marked = marks.find_marked(raw, blocks)
    sentences = segments.split(raw, blocks, marked)
    scene, cues = speakers.find_cues(raw, blocks, sentences, marked)
    found = quotes.read_quotes(scene, cues, marked)
    return sentences, found, voices.find_stretches(scene, cues, found)


def stretches(raw):
    return [(raw[s.start : s.end][:12], s.voice, s.speaker) for s in read(raw)[2]]


def test_reported_sentences_of_the_seeds_reach_an_f1_of_85_percent():
    right = wanted = given = 0
    for doc in GOLD:
        raw = (ROOT / "seeds" / doc["file"]).read_bytes().decode("utf-8")
        removed = [SimpleNamespace(start=start, end=end) for start, end, _ in doc["residue"]]
        sentences, found, cut = read(raw, removed, doc["headline"] and tuple(doc["headline"]))
        spoken = {s.start for s in cut if s.voice == "reported"}
        for sentence in sentences:
            a, b = sentence.start, sentence.end
            quoted = any(q.kind in ("direct", "partial") and a < q.end and q.start < b for q in found)
            gold = any(a < mark["span"][1] and mark["span"][0] < b for mark in doc["reported"])
            mine = a in spoken and not quoted
            right, wanted, given = right + (gold and mine), wanted + gold, given + mine
    assert wanted == 19
    assert 2 * right / (wanted + given) >= 0.85


@pytest.mark.parametrize(
    "raw",
    [
        "Ann Lee said the sea was near.",
        "The sea will stay where it is for years, Ann Lee said.",
        "The sea will stay where it is for years, says Ann Lee of the coast guard.",
        "At the same time, Ann Lee underscores, the sea is near.",
        "According to Ann Lee, the sea is near.",
        "The sea is near, according to Ann Lee.",
        "As Ann Lee notes, ironically, the sea is near.",
        "Ann Lee noted that the sea was near.",
        "Ann Lee added in March that the sea was near.",
        "Ann Lee warned the sea was near.",
        "Ann Lee called on the town to move.",
        "Ann Lee vowed to move the town.",
        "Ann Lee praised the town and stressed that the sea was near.",
        "Ann Lee praised the town, saying the sea was near.",
        "Officials say the sea is near.",
        "Ann Lee, the mayor of Hull, argued that the sea was near.",
        "Ann Lee, who said the sea was near, went home.",
        "Shares fell after Ann Lee said the sea was near.",
        "Ann Lee called the plan a shame.",
        "Ann Lee described the plan as a shame.",
        "The town moved, although not far, as it announced that the sea was near.",
        "People close to the mayor said the sea was near.",
        "Judges in March said the sea was near.",
        "About half of that group (51%) say the sea is near.",
        "The sea is near, according to people familiar with the matter.",
        "The sea is near, according to local media reports.",
        "The sea will stay where it is, Ann Lee announced Thursday.",
        "Ann Lee was accused of selling the sea.",
        "“The sea is near to all of us,” Ann Lee said, adding that the town would have to move.",
        "Ann Lee said that the sea had come nearer to the town: “We will all have to move.”",
        "“The sea is near” to every house of the town, Ann Lee said.",
        "The sea is near, according to data released Friday by the town.",
        "The harbour, added Lee, has been closed since May.",
        "Why is the sea so near, Lee asks?",
        "The mayor acknowledged selling the sea.",
        "The study found no sign of the sea.",
        "A new poll shows the mayor ahead of Lee.",
        "Economists had expected a colder sea.",
        "The mayor pleaded with the town to move.",
        "The harbour was allegedly sold in May.",
        "Rep. Ann Lee of Hull, the head of the Committee on Harbours, said the sea was near.",
        "Ann Lee noted that, after years of calm, “the sea is near to all of us.”",
    ],
)
def test_a_cue_with_a_subject_makes_reported_speech(raw):
    ((_, voice, _),) = stretches(raw)
    assert voice == "reported"


@pytest.mark.parametrize(
    "raw",
    [
        "The sea is near.",
        "The statement came a day after Ann Lee claimed that the sea was near.",
        "The report on the claims went missing.",
        "I said the sea was near.",
        "Ann Lee was told that the sea was near.",
        "Ann Lee added 50 jobs.",
        "Ann Lee claimed responsibility.",
        "It judges according to the actual situation.",
        "“The sea is near to all of us,” Ann Lee said.",
        "“The sea is near to all of us,” Ann Lee told reporters in the town that day.",
        "Ann Lee said: “The sea is near to all of us.”",
        "Ann Lee said that “the sea is near to all of us.”",
        "Ann Lee spoke about the sea.",
        "Nobody ever said that the sea was near.",
        "If the town believed that the sea was near, it would move.",
        "The town moved without admitting that the sea was near.",
        "A terrible thought crossed the mind of the town.",
        "She is advising the town on its approach to selling the sea.",
        "Rest assured that the sea is near.",
        "The sailor found a boat.",
        "Although Ann Lee has repeatedly stressed that the sea is near, nobody moved.",
        "The storm threatened to flood the town.",
        "Ann Lee announced 50 new jobs.",
        "They are falsely claiming “the sea drying up” and said so.",
    ],
)
def test_the_outlets_own_sentences_stay_its_own(raw):
    assert stretches(raw) == []


def test_what_follows_without_a_cue_is_unclear_until_the_paragraph_ends():
    raw = "Rain fell. Ann Lee said the sea was near. It had risen.\nIt was cold."
    assert stretches(raw) == [("Ann Lee said", "reported", "Ann Lee"), ("It had risen", "unclear", None)]


def test_nothing_is_unclear_behind_hearsay():
    raw = "Rain fell. The harbour was reportedly sold. It was cold."
    assert stretches(raw) == [("The harbour ", "reported", None)]


def test_a_quotation_ends_what_is_unclear():
    raw = "Ann Lee said the sea was near. “It will rise to us all,” she said. It was cold."
    assert [voice for _, voice, _ in stretches(raw)] == ["reported"]


def test_a_list_that_counts_on_over_paragraphs_is_unclear():
    raw = "Ann Lee said the sea was near. First of all, it rose.\n\nSecond, it was cold.\n\nThe town is old."
    assert [(start, voice) for start, voice, _ in stretches(raw)] == [
        ("Ann Lee said", "reported"),
        ("First of all", "unclear"),
        ("Second, it w", "unclear"),
    ]


def test_a_list_of_the_outlets_own_is_not_unclear():
    assert stretches("The town is old.\n\nSecond, it was cold.") == []


def test_reported_speech_resolves_its_speaker():
    raw = "Mayor Ann Lee went home. She said the sea was near. The mayor warned that it would rise."
    assert [speaker for _, _, speaker in stretches(raw)] == ["Ann Lee", "Ann Lee"]


def test_a_sentence_with_a_partial_quotation_can_be_reported():
    assert [voice for _, voice, _ in stretches("Ann Lee said the sea was “very near” to them.")] == [
        "reported"
    ]
