import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from sourcewise.corpus.voices import quotes, segments

ROOT = Path(__file__).parents[3]
GOLD = json.loads((ROOT / "tests/gold/seeds.json").read_text("utf-8"))["docs"]


def speakers(raw):
    found = quotes.find_quotes(raw, segments.find_blocks(raw, []))
    return [(quote.speaker, quote.certain) for quote in found]


@pytest.mark.parametrize(
    ("raw", "speaker"),
    [
        ("“We go,” Ann Lee, 84, told Al Jazeera at home.", "Ann Lee"),
        ("“We go,” Ann Lee, a scholar based in the US, told Al Jazeera.", "Ann Lee"),
        ("“We all go,” Ann Lee said by phone on Monday.", "Ann Lee"),
        ("“We all go,” Ann Lee over the weekend told reporters.", "Ann Lee"),
        ("Ann Lee, chairman of the Homeland Security and Trade Committee, said “we all go” now.", "Ann Lee"),
        ("Chairman and CEO Ann Lee said “we all go” now.", "Ann Lee"),
        ("The plan fell, with critics calling it “a shame.”", "critics"),
        ("Ann Lee said the town expects “a very hard winter” this year.", "Ann Lee"),
        ("Ann Lee of Hull, the head of the coast guard, said “we all go” now.", "Ann Lee"),
        ("“The sea is near to us all.”\n\nAnn Lee, Hull Times\n\nIt rained.", "Ann Lee"),
        (
            "“The sea is near to us all.”\n\nAnn Lee, who was there, left the town on foot.\n\nIt rained.",
            None,
        ),
        ("Ann Lee went home. “I can’t sit,” she’s said by way of explanation.", "Ann Lee"),
    ],
)
def test_the_one_who_speaks_is_neither_hearer_nor_apposition(raw, speaker):
    assert [name for name, _ in speakers(raw)] == [speaker]


def seed_quotes(doc):
    raw = (ROOT / "seeds" / doc["file"]).read_bytes().decode("utf-8")
    removed = [SimpleNamespace(start=start, end=end) for start, end, _ in doc["residue"]]
    blocks = segments.find_blocks(raw, removed, doc["headline"] and tuple(doc["headline"]))
    return {(q.start, q.end): q for q in quotes.find_quotes(raw, blocks)}


def test_the_seeds_speakers_are_found_where_the_marks_call_them_certain():
    right, wanted = 0, 0
    for doc in GOLD:
        found = seed_quotes(doc)
        for mark in doc["quotes"]:
            if not mark["certain"] or mark["kind"] not in ("direct", "partial"):
                continue
            wanted += 1
            name = mark["speaker"].partition(" (")[0]
            # the text spells this one name in two ways; the full form that stands in it is the other one
            names = {name, "Gen Shuang"} if name == "Geng Shuang" else {name}
            right += found[tuple(mark["inner"])].speaker in names
    assert wanted == 32
    assert right >= 30


@pytest.mark.parametrize(
    ("raw", "speaker"),
    [
        ("“We will go to the sea,” said the mayor, Ann Lee.", "Ann Lee"),
        ("“We will go to the sea,” Ann Lee told reporters on Monday.", "Ann Lee"),
        ("“We will go to the sea,” Ann Lee, the mayor of Hull, said.", "Ann Lee"),
        ("“We will go to the sea,” according to Ann Lee.", "Ann Lee"),
        ("“We will go to the sea,” mayor Ann Lee thundered.", "Ann Lee"),
        ("According to Ann Lee, “we will go to the sea.”", "Ann Lee"),
        ("Mayor Ann Lee said: “We will go to the sea.”", "Ann Lee"),
        ("On Monday, spokesman Ann Lee expressed anger: “We will go to the sea.”", "Ann Lee"),
        ("Ann Lee spoke, adding that “we will go to the sea.”", "Ann Lee"),
        ("“We will go to the sea,” said the article.", "the article"),
        ("“We will go to the sea,” a senior official said.", "a senior official"),
        ("“We will go to the sea,” the White House said.", "White House"),
    ],
)
def test_a_cue_on_either_side_gives_the_speaker(raw, speaker):
    assert speakers(raw) == [(speaker, True)]


@pytest.mark.parametrize(
    ("behind", "speaker"),
    [
        ("Lee said", "Ann Lee"),
        ("she said", "Ann Lee"),
        ("the minister said", "Ann Lee"),
        ("the British diplomat said", "Ann Lee"),
        ("the expert said", "Ann Lee"),
    ],
)
def test_short_names_pronouns_and_descriptions_give_the_full_name(behind, speaker):
    raw = f"British Minister Ann Lee said the sea was near.\n\n“We will go to the sea,” {behind}."
    assert speakers(raw) == [(speaker, True)]


@pytest.mark.parametrize("behind", ["he said", "the Russian minister said", "his lawyer said", "they said"])
def test_a_pronoun_or_description_that_does_not_fit_is_not_her(behind):
    raw = f"British Minister Ann Lee said the sea was near.\n\n“We will go to the sea,” {behind}."
    ((speaker, certain),) = speakers(raw)
    assert speaker != "Ann Lee"
    assert not certain


def test_a_quotation_goes_on_with_its_speaker():
    raw = "“We will go to the sea,” Ann Lee said. “It is near.” It rained.\n\n“It is always near.”"
    assert speakers(raw) == [("Ann Lee", True), ("Ann Lee", True), (None, False)]


def test_a_quotation_over_paragraphs_has_the_speaker_that_is_named_at_its_end():
    raw = "“We go.\n\n“We stay,” Ann Lee said."
    assert speakers(raw) == [("Ann Lee", True), ("Ann Lee", True)]


def test_a_paragraph_of_quotation_alone_goes_on_without_certainty():
    raw = "“We will go to the sea,” Ann Lee said.\n\n“It is very near to us.”"
    assert speakers(raw) == [("Ann Lee", True), ("Ann Lee", False)]


def test_a_quotation_behind_another_sentence_goes_on_without_certainty():
    raw = "“We will go to the sea,” Ann Lee said. It rained. “It is very near to us.”"
    assert speakers(raw) == [("Ann Lee", True), ("Ann Lee", False)]


@pytest.mark.parametrize(
    ("other", "certain"), [("It rained.", True), ("Bob Ray said the sea was far.", False)]
)
def test_a_description_far_from_its_speaker_is_certain_only_where_nobody_else_spoke(other, certain):
    raw = f"{other}\n\nAnn Lee said the sea was near.\n\nIt rained.\n\n“We will go to it,” the expert said."
    assert speakers(raw) == [("Ann Lee", certain)]


def test_speech_after_reported_speech_is_not_certain():
    raw = (
        "According to Ann Lee, the sea is near. It has been “very kind to all of us who live here,” however."
    )
    assert speakers(raw) == [("Ann Lee", False)]


@pytest.mark.parametrize("raw", ["“We will go to the sea and stay.”", "“We will go to the sea,” I said."])
def test_nobody_is_made_up(raw):
    assert speakers(raw) == [(None, False)]
