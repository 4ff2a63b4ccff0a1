"""The headline: the first line where it is one, and otherwise a reason."""

import pytest

from sourcewise.corpus.cleaning.residue import Removed, find_residue
from sourcewise.corpus.fields.headline import find_headline

BODY = "The council met on Sunday and agreed to wait until the spring before anything at all is built."


def headline(text):
    found = find_headline(text, find_residue(text))
    return text[slice(*found)] if isinstance(found, tuple) else None


@pytest.mark.parametrize(
    "line",
    [
        "Council Waits Until Spring",
        "'We Are All Here,' Mayor of Harbour Town Tells Paper",
        "Harbour Town Waits for the Whole U.S.",
        "VIDEO: Storm Hits the Old Harbour",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n\n"])
def test_a_first_line_in_title_case_is_the_headline(line, end):
    assert headline(f"{line}{end}{BODY}{end}{BODY}") == line


@pytest.mark.parametrize(
    "line",
    [
        "Council waits until spring",
        "Is the harbour safe?",
        "'We are all here,' mayor tells harbour town",
        "Harbour town waits for the U.S.",
        "Opinion: The harbour can wait",
        "VIDEO: Storm hits the harbour",
    ],
)
@pytest.mark.parametrize(
    "setting",
    [
        "{line}\nPublished: Mar 3, 2021\n{body}\n{body}",
        "{line}\n\nBy Jane Doe\n\n{body}\n\n{body}",
        "{line}\r\n\r\nLONDON (Reuters) - {body}\r\n\r\n{body}",
        "Title: {line}\n{body}\n{body}",
        "Share All sharing options for: {line}\n\n{body}\n\n{body}",
        "{line}\n\n\n{body}\n\n{body}\n\n{body}",
    ],
)
def test_a_first_line_in_sentence_case_is_the_headline_where_it_is_set_off(line, setting):
    assert headline(setting.format(line=line, body=BODY)) == line


@pytest.mark.parametrize("line", ["Council waits until spring", "COUNCIL WAITS UNTIL SPRING"])
@pytest.mark.parametrize(
    "setting",
    [
        "{line}\n\n{body}\n\n{body}\n\n{body}",
        "{line}\n\n6 years ago\n\n{body}\n\n{body}\n\n{body}",
    ],
)
def test_a_line_that_nothing_sets_off_may_be_a_summary(line, setting):
    text = setting.format(line=line, body=BODY)
    assert "may be a summary or a caption" in find_headline(text, find_residue(text))


@pytest.mark.parametrize(
    "first",
    [
        "The council agreed to wait until the spring.",
        "“We wait until the spring,” she said on Sunday",
        "Politics",
        "Mayor defends the harbour. Harbour town waits again",
        "and so the council waits",
        "Ships at the harbour in 2019 (Jane Doe)",
        "(This version corrects the name of the harbour)",
        "Jane Doe and John Roe\nUSA TODAY",
        "John Doe, Jane Roe and Mary Moe\nThe (Example Town, Del.) News Journal",
        "The Associated Press",
        "Minister John Doe at the Old Harbour (Reuters photo: Jane Roe)",
        "Harbour Town Mayor Jane Doe (left) and John Roe (right)",
        "John Doe Roe/AP Photo of the Harbour",
        "Updated at 11:00 p.m. ET on Tuesday",
        "Read: How the Old Harbour Was Built",
        "Series: Harbours Is the Old Town Safe",
        "Click the Video Above to Watch",
        "JANE DOE: What Is It That You Want?\n\nJOHN ROE: To go home, and I want it now.",
        "Doctor Who: Where Do You Come From?\n\nDoctor Who: I have asked you where you come from.",
        "The Harbour Town Council of Old Met on Sunday and Agreed\nto wait until spring before it builds.",
        "The council, which had met on Sunday for the first time since the harbour was closed, agreed after"
        " a long and at times bitter debate to wait until the spring before anything is built there",
    ],
)
def test_a_first_line_that_is_text_is_no_headline(first):
    text = f"{first}\n\n{BODY}\n\nFirm grounds for cooperation\n\n{BODY}"
    assert headline(text) is None


def test_no_line_below_the_first_becomes_the_headline():
    text = f"{BODY}\n\nFirm grounds for cooperation\n\n{BODY}"
    assert headline(text) is None


@pytest.mark.parametrize(
    "above", ["date 2021-05-03 \n", "date 2021-05-03 ", "Advertisement\n\n", "Title: ", "By Jane Doe\n"]
)
def test_what_is_removed_above_the_headline_does_not_hide_it(above):
    assert headline(f"{above}Council Waits Until Spring\n\n{BODY}") == "Council Waits Until Spring"


def test_a_line_below_a_caption_may_belong_to_it():
    text = f"The mayor in Rome, May 3, 2019. (AP Photo/John Roe)\n\nThe Case for a New Harbour\n\n{BODY}"
    assert "may belong to it" in find_headline(text, find_residue(text))


def test_a_piece_of_a_paragraph_is_no_headline():
    raw = f"House Speaker Jane Doe Roe {BODY}\n\n{BODY}"
    removed = [Removed(27, 60, "read_more", "linked_name", 1)]
    assert "piece of a paragraph" in find_headline(raw, removed)


def test_a_headline_above_wrapped_lines_is_found():
    wrapped = BODY.replace("until the", "until the\n").replace(" on Sunday", "\non Sunday")
    text = f"Council Waits Until Spring\n\n{wrapped}\n\n{wrapped}"
    assert headline(text) == "Council Waits Until Spring"


@pytest.mark.parametrize("line", ["Aa " * 333_333, "(Aa " * 250_000, "A" * 1_000_000])
def test_a_million_characters_on_one_line_are_no_headline(line):
    assert headline(f"{line}\n\n{BODY}") is None


def test_a_paragraph_after_its_dateline_is_no_headline():
    text = f"LONDON (Reuters) - The council waits until spring\n\n{BODY}"
    assert "dateline" in find_headline(text, find_residue(text))


@pytest.mark.parametrize("text", ["", " \n ", "Council Waits Until Spring", "Advertisement\n"])
def test_a_text_without_a_body_has_a_reason_and_no_headline(text):
    reason = find_headline(text, find_residue(text))
    assert isinstance(reason, str)
    assert reason.endswith(".")
