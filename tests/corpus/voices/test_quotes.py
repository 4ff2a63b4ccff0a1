import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from sourcewise.corpus.voices import quotes, segments

ROOT = Path(__file__).parents[3]
GOLD = json.loads((ROOT / "tests/gold/seeds.json").read_text("utf-8"))["docs"]
SPEECH = {"direct", "partial", "attributed_claim"}


def found(raw):
    return quotes.find_quotes(raw, segments.find_blocks(raw, []))


def kinds(raw):
    return [quote.kind for quote in found(raw)]


def seed_quotes(doc):
    raw = (ROOT / "seeds" / doc["file"]).read_bytes().decode("utf-8")
    removed = [SimpleNamespace(start=start, end=end) for start, end, _ in doc["residue"]]
    blocks = segments.find_blocks(raw, removed, doc["headline"] and tuple(doc["headline"]))
    return {(quote.start, quote.end): quote.kind for quote in quotes.find_quotes(raw, blocks)}


def test_the_seeds_quotations_have_exact_span_f1_of_98_percent_or_better():
    right = wanted = given = 0
    for doc in GOLD:
        gold = {tuple(mark["inner"]) for mark in doc["quotes"] if mark["kind"] in SPEECH}
        mine = {span for span, kind in seed_quotes(doc).items() if kind in SPEECH}
        right, wanted, given = right + len(gold & mine), wanted + len(gold), given + len(mine)
    assert wanted == 38
    assert 2 * right / (wanted + given) >= 0.98


def test_the_seeds_kinds_are_right_for_all_that_stand_in_kept_text():
    wrong = [
        (doc["file"], mark["inner"])
        for doc in GOLD
        for mark in doc["quotes"]
        if not any(a <= mark["inner"][0] < b for a, b, _ in doc["residue"])
        and seed_quotes(doc).get(tuple(mark["inner"])) != mark["kind"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("“We will go to the sea,” Lee said.", "direct"),
        ("“No,” Lee said.", "direct"),
        ("Lee said, “No way.”", "direct"),
        ("Lee said that “the sea is near to all of us.”", "direct"),
        ("Lee said: “very near indeed, it is.”", "direct"),
        ("It rained. “We will all go to the sea.”", "direct"),
        ("Lee said the sea was “very near.”", "partial"),
        ("Lee called the plan “a gross abuse of the power that he has.”", "partial"),
        ("Lee said they could “make us all go to a sea that is near.”", "partial"),
        ("Lee accused them of “serious lies” in court.", "partial"),
        ("The deal would help them “in every way that can be thought of” here.", "partial"),
        ("The plan was “a shame,” words spoken by the mayor.", "partial"),
        ("Lee voiced “serious concern” and left.", "partial"),
        ("Lee termed the plan “a real shame” in May.", "partial"),
        ("The mayor went on calling her a ‘fool’ all day.", "partial"),
        ("The rules were called a “mess” in May.", "partial"),
        ("The league has derided the town as “dead.”", "partial"),
        ("The sea would “surely come” for the town.", "partial"),
        ("Lee is “out of step” with the town.", "partial"),
        ("The meeting named the man who “hates” the sea.", "partial"),
        ("The town has a drink called a “splash” now.", "scare"),
        ("They have the “can do” spirit of the town.", "scare"),
        ("The town “moved” the sea.", "scare"),
        ("Lee said that in the old town of Hull it would take a “no confidence” vote to end it.", "scare"),
        ("Officials said the voters rated their hopes as a “10” in all.", "scare"),
        ("You would think that the sea, which is cold in May, is a “danger” here.", "partial"),
        ("This “American dream,” said Lee, is over.", "partial"),
        ("The dream is over. Lee called it “sad.”", "partial"),
        ("The town has a harbour. It is a “harbour” to them.", "scare"),
        ("The film “Selma” was a “hit” here.", ["title", "scare"]),
        ("The plan is bad, Lee said on CNN’s “Newsroom.”", "title"),
        ("He told Fox News’ “Fox & Friends” that the sea was near.", "title"),
        ("“Very stable,” marvels one of the sailors.", "direct"),
        ("“High water?” mayor Ann Lee guffawed in the hall.", "direct"),
        ("The town has a policy known as “stay at home” now.", "scare"),
        ("The “Never Again” movement grew.", "scare"),
        ("Lee told viewers of the “Today” show to move.", "title"),
        ("The army moved in order to “pounce” on the town.", "scare"),
        ("The so-called “war on terror” went on.", "scare"),
        ("“Obamacare” is a law.", "scare"),
        ("He wrote the novel “Moby Dick” in a year.", "title"),
        ("She was on NBC’s “Meet the Press” that day.", "title"),
        ("‘The Nightmare of the Sea: A Story,’ reads the headline of the paper.", "title"),
        ("They like the film “Selma” here.", "title"),
        ("It spread the idea that “the sea had dried up” last year.", "attributed_claim"),
        ("It went on falsely claiming “the sea drying up” in March.", "attributed_claim"),
        ("It dismissed the claim that “the sea is dry.”", "attributed_claim"),
    ],
)
def test_kinds(raw, kind):
    assert kinds(raw) == ([kind] if isinstance(kind, str) else kind)


def test_claims_that_are_strung_together_are_all_claims():
    raw = "They are falsely claiming “the sea drying up,” “the land sinking” and “the sky falling.”"
    assert kinds(raw) == ["attributed_claim"] * 3


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("The town made “great progress” here and “will go on to make more of it,” Ann Lee said.", "partial"),
        ("The town made “progress” here and “will go on to make more of it,” Ann Lee said.", "partial"),
        ("The so-called “great progress” here “will go on for a year,” Ann Lee said.", "scare"),
    ],
)
def test_a_phrase_beside_a_quotation_is_its_speakers_unless_a_term(raw, kind):
    first, _ = found(raw)
    assert (first.kind, first.speaker) == (kind, "Ann Lee" if kind == "partial" else None)


def test_marked_words_of_a_headline_are_somebodys():
    raw = "Town Calls The Sea ‘Magnificent’ In May\n\nThe town is old."
    blocks = segments.find_blocks(raw, [], (0, raw.index("\n")))
    assert [quote.kind for quote in quotes.find_quotes(raw, blocks)] == ["partial"]


@pytest.mark.parametrize(
    "raw",
    ["The army “pounced” on it.", "The film “Selma” ran.", "The myth that “the sea is dry” lives on."],
)
def test_scare_quotes_titles_and_claims_have_no_speaker(raw):
    (quote,) = found(raw)
    assert (quote.speaker, quote.cue, quote.certain) == (None, None, False)


def test_a_quotation_carries_its_evidence():
    raw = "“We will go to the sea,” mayor Ann Lee told them."
    (quote,) = found(raw)
    assert raw[quote.start : quote.end] == "We will go to the sea,"
    assert raw[quote.speaker_start : quote.speaker_end] == "mayor Ann Lee"
    assert (quote.speaker, quote.cue, quote.certain) == ("Ann Lee", "told", True)
