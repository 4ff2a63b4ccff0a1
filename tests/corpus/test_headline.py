"""The headline: the first line where it is one, and otherwise a reason."""

import pytest

from sourcewise.corpus.headline import find_headline
from sourcewise.corpus.residue import find_residue

BODY = "The council met on Sunday and agreed to wait until the spring before anything at all is built."


def headline(text):
    found = find_headline(text, find_residue(text))
    return text[slice(*found)] if isinstance(found, tuple) else None


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
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n\n"])
def test_the_first_line_is_the_headline_where_it_looks_like_one(line, end):
    assert headline(f"{line}{end}{BODY}{end}{BODY}") == line


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
    assert headline(f"{above}Council waits until spring\n\n{BODY}") == "Council waits until spring"


def test_a_paragraph_after_its_dateline_is_no_headline():
    text = f"LONDON (Reuters) - The council waits until spring\n\n{BODY}"
    assert "dateline" in find_headline(text, find_residue(text))


@pytest.mark.parametrize("text", ["", " \n ", "Council waits until spring", "Advertisement\n"])
def test_a_text_without_a_body_has_a_reason_and_no_headline(text):
    reason = find_headline(text, find_residue(text))
    assert isinstance(reason, str)
    assert reason.endswith(".")
