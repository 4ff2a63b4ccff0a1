import json
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcewise.corpus.voices import segments
from sourcewise.corpus.voices.segments import Block

ROOT = Path(__file__).parents[3]
GOLD = json.loads((ROOT / "tests/gold/seeds.json").read_text("utf-8"))["docs"]
BY_HAND = {"000": (11, 20), "001": (17, 22), "002": (19, 35), "003": (11, 36), "004": (12, 32)}


def span(start, end):
    return SimpleNamespace(start=start, end=end)


def seed(doc):
    raw = (ROOT / "seeds" / doc["file"]).read_bytes().decode("utf-8")
    removed = [span(start, end) for start, end, _ in doc["residue"]]
    return raw, segments.find_blocks(raw, removed, doc["headline"] and tuple(doc["headline"]))


def texts(raw, blocks):
    return [(block.kind, raw[block.start : block.end]) for block in blocks]


def cut(text, *quoted):
    quotes = [span(text.index(words), text.index(words) + len(words)) for words in quoted]
    found = segments.find_sentences(text, Block(1, "body", 0, len(text)), quotes)
    return [text[start:end] for start, end in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They pay the tax. China went.", ["They pay the tax.", "China went."]),
        ("He hit the wall. It fell.", ["He hit the wall.", "It fell."]),
        ("It is in Utah. Zion is a park.", ["It is in Utah.", "Zion is a park."]),
        ("He left by bus.” Then it rained.", ["He left by bus.”", "Then it rained."]),
        ("It led the network.PBS was second.", ["It led the network.", "PBS was second."]),
        (
            "Lt. Gen. Sam Lee of Hull, Calif. Department left.",
            ["Lt. Gen. Sam Lee of Hull, Calif. Department left."],
        ),
        ("Acme Corp. Chief Ann Lee left.", ["Acme Corp. Chief Ann Lee left."]),
        ("They saw Hull vs. Leeds in the U.S. Open.", ["They saw Hull vs. Leeds in the U.S. Open."]),
        ("George W. Bush met Sen. Lee and Rep. May.", ["George W. Bush met Sen. Lee and Rep. May."]),
        ("The rate (est. Monday) fell.", ["The rate (est. Monday) fell."]),
        ("It fell in 2014. Breitbart rose.", ["It fell in 2014.", "Breitbart rose."]),
        ("It fell by 5%. Sales rose.", ["It fell by 5%.", "Sales rose."]),
        ("He is Lee (R-Texas). “I won.”", ["He is Lee (R-Texas).", "“I won.”"]),
        ("1). Lee won.", ["1). Lee won."]),
        ("Lee was the “No. 4 firm” on Jan. 5, 2019.", ["Lee was the “No. 4 firm” on Jan. 5, 2019."]),
        ("He is suspect No. 2. Lee saw him.", ["He is suspect No. 2.", "Lee saw him."]),
        ("“V. Putin” met Oleh D. Lee.", ["“V. Putin” met Oleh D. Lee."]),
        (
            "Is it so? Nobody knew. “Why?” Lee asked. Wow! He left.",
            ["Is it so?", "Nobody knew.", "“Why?” Lee asked.", "Wow!", "He left."],
        ),
        ("They met in the U.S. The talks failed.", ["They met in the U.S.", "The talks failed."]),
        (
            "“Is it?” Trump left. “It is?” Then he slept.",
            ["“Is it?”", "Trump left.", "“It is?”", "Then he slept."],
        ),
        ("We lost . . . We won… He left.", ["We lost . . .", "We won…", "He left."]),
        ("It is 8. It was 9.", ["It is 8.", "It was 9."]),
    ],
)
def test_an_ordinary_word_before_a_stop_ends_its_sentence_and_a_short_form_does_not(text, sentences):
    assert cut(text) == sentences


def wrap(*paragraphs, width=72):
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)


LONG = "The mayor of the old town by the sea said that all of the houses on the shore would be moved. " * 5


def test_lines_broken_at_a_width_are_one_paragraph():
    raw = wrap(LONG.strip(), LONG.strip())
    blocks = segments.find_blocks(raw, [])
    assert [block.paragraph for block in blocks] == [1, 2]
    assert len(segments.split(raw, blocks)) == 10


@pytest.mark.parametrize(
    "raw", ["A line\n" * 40, f"{LONG}\n" * 12, "A short line of a poem\nand one more\n" * 9]
)
def test_lines_that_no_width_broke_stay_paragraphs(raw):
    assert len(segments.find_blocks(raw, [])) == raw.count("\n")


@pytest.mark.parametrize("doc", GOLD, ids=lambda doc: doc["file"][:3])
def test_the_seeds_have_the_paragraphs_and_headings_that_were_counted_by_hand(doc):
    _, blocks = seed(doc)
    paragraphs = {block.paragraph for block in blocks if block.kind == "body"}
    assert len(paragraphs) == BY_HAND[doc["file"][:3]][0]
    assert [[block.start, block.end] for block in blocks if block.kind == "heading"] == doc["subheads"]
    headlines = [[block.start, block.end] for block in blocks if block.kind == "headline"]
    assert headlines == ([doc["headline"]] if doc["headline"] else [])


@pytest.mark.parametrize("doc", GOLD, ids=lambda doc: doc["file"][:3])
def test_the_seeds_have_nearly_the_sentences_that_were_counted_by_hand(doc):
    raw, blocks = seed(doc)
    found = [s for block in blocks if block.kind == "body" for s in segments.find_sentences(raw, block)]
    assert abs(len(found) - BY_HAND[doc["file"][:3]][1]) <= 3


def test_a_removed_span_inside_a_line_makes_two_blocks_of_one_paragraph():
    raw = "One two three.\nFour."
    blocks = segments.find_blocks(raw, [span(4, 7)])
    assert [(b.paragraph, raw[b.start : b.end]) for b in blocks] == [(1, "One"), (1, "three."), (2, "Four.")]


def test_a_line_that_is_removed_wholly_has_no_number():
    blocks = segments.find_blocks("One.\nAdvertisement\nTwo.", [span(5, 18)])
    assert [(b.paragraph, b.start) for b in blocks] == [(1, 0), (2, 19)]


def test_a_removed_span_may_run_over_lines():
    raw = "One.\nAd\nmore ad\nTwo."
    assert texts(raw, segments.find_blocks(raw, [span(2, 17)])) == [("body", "On"), ("body", "wo.")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n \t\n", "\u2028"])
def test_lines_end_in_any_of_the_usual_ways(end):
    assert len(segments.find_blocks(f"One here.{end}Two here.", [])) == 2


def test_a_headline_may_be_a_part_of_its_line():
    raw = "A headline | The site\nText."
    kinds = texts(raw, segments.find_blocks(raw, [], (0, 10)))
    assert kinds == [("headline", "A headline"), ("body", "| The site"), ("body", "Text.")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Firm grounds for cooperation", "heading"),
        ("2020 and after", "heading"),
        ("A full sentence is no heading.", "body"),
        ("Is this one?", "body"),
        ("He said the following:", "body"),
        ("no capital at the head", "body"),
        ("The “so-called” deal", "body"),
        ("The 'so-called' deal", "body"),
        ("The states' rights and wrongs", "heading"),
        ("A line that runs on for far too many words to be read as a heading at all", "body"),
    ],
)
def test_a_heading_is_short_and_unfinished_and_without_quotation_marks(line, kind):
    blocks = segments.find_blocks(f"Before it.\n{line}\nBehind it.", [])
    assert blocks[1].kind == kind


@pytest.mark.parametrize(
    "raw", ["A short line\nText.", "Text.\nA short line", "Text.\nItem one\nItem two\nItem three"]
)
def test_a_short_line_without_text_on_both_sides_is_no_heading(raw):
    assert {block.kind for block in segments.find_blocks(raw, [])} == {"body"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He left. She stayed.", 2),
        ("Mr. Smith met Sen. Jones of the U.S. Senate at 5 p.m. Monday.", 1),
        ("Lt. Col. Ray spoke. Gen. Lee did not.", 2),
        ("Rep. Doug Collins (R-Ga.) said so. Sen. Joe Smith, D-Ala., did not.", 2),
        ("George W. Bush met J. K. Rowling.", 1),
        ("It rose 3.5 percent... maybe more.", 1),
        ("“Yes!” Trump said. Then he left.", 2),
        ('"Are you mad?" President Obama asked.', 1),
        ("“Why? Because I said so,” he said.", 2),
        ("“It is good.” “It is bad.”", 2),
        ("They play an irreplaceable role. “", 1),
        ("A front against “hegemonism. ” foreigner.", 1),
        ("They went home.He said no.", 2),
        ("He works for Amazon.com Inc. in Seattle.", 1),
        ("He said it in the U.S. Then he left.", 2),
        ("They depend on the West. Despite it all, they go on.", 2),
        ("Rates are low. That helps the bank. The rest is history.", 3),
        ("He met Mr. Then and Dr. Who in St. Louis.", 1),
    ],
)
def test_sentences(text, count):
    found = cut(text)
    assert len(found) == count
    assert "".join("".join(found).split()) == "".join(text.split())


def test_closing_marks_go_with_their_sentence():
    assert cut("“I go. ” He left.") == ["“I go. ”", "He left."]


def test_a_quotation_set_into_a_sentence_is_not_split():
    text = "The show “Who Is Afraid? Not Me” was cancelled."
    assert cut(text, "Who Is Afraid? Not Me") == [text]
    assert len(cut("He said: “Who is afraid? Not me.”", "Who is afraid? Not me.")) == 2


def test_a_headline_is_one_sentence():
    raw = "One. Two. Three."
    assert segments.find_sentences(raw, Block(1, "headline", 0, len(raw))) == [(0, len(raw))]


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet="aA .!?“”\"'’\n\r\u00a0\u2028(", max_size=60),
    st.lists(st.integers(0, 60), max_size=6).map(sorted),
)
def test_blocks_hold_every_kept_character_once_and_no_removed_one(raw, edges):
    edges = [edge for edge in edges if edge <= len(raw)]
    pairs = [span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    removed = [p for i, p in enumerate(pairs) if not i or pairs[i - 1].end <= p.start]
    blocks = segments.find_blocks(raw, removed)
    held = [i for block in blocks for i in range(block.start, block.end)]
    gone = {i for r in removed for i in range(r.start, r.end)}
    assert held == sorted(set(held))
    assert not gone & set(held)
    assert {i for i, c in enumerate(raw) if not c.isspace()} - gone <= set(held)
    for block in blocks:
        sentences = segments.find_sentences(raw, block)
        inside = [i for a, b in sentences for i in range(a, b)]
        assert inside == sorted(set(inside))
        assert all(raw[i].isspace() for i in range(block.start, block.end) if i not in set(inside))
        assert all(not raw[a].isspace() and not raw[b - 1].isspace() for a, b in sentences)
