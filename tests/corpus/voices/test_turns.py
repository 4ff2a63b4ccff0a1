"""Which paragraphs are turns of a dialogue, and which only look like them."""

import pytest

from sourcewise.corpus.voices import passages, segments
from sourcewise.corpus.voices.people import find_people
from sourcewise.corpus.voices.turns import find_turns

LONG = "There is a great deal to say about this dam, and about who is to pay for it in the end."
LEAD = "The Weekly met Petra Holm, who runs the harbour, and Per Oort, who grows wheat beside it."


def turns(*lines, outlet="The Weekly"):
    """The numbers of the lines, from 0, that are turns."""
    raw = "\n".join(lines)
    blocks = segments.find_blocks(raw, [])
    sentences = segments.split(raw, blocks)
    found = find_turns(raw, sentences, find_people(raw, blocks), outlet)
    return [number - 1 for number in sorted(found)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # questions and answers; the outlet asks
        (["Q: Why now?", f"A: {LONG}", "Q: Who pays?", f"A: {LONG} {LONG}"], [1, 3]),
        (["WEEKLY: Why now?", f"HOLM: {LONG}", "WEEKLY: Who pays?", f"HOLM: {LONG} {LONG}", LEAD], [1, 3]),
        # persons by last name, first name, initials, name and role
        ([LEAD, f"HOLM: {LONG}", f"OORT: {LONG}", f"HOLM: {LONG}", f"OORT: {LONG}"], [1, 2, 3, 4]),
        ([LEAD, f"Petra: {LONG}", f"Per: {LONG}", f"Petra: {LONG}", f"Per: {LONG}"], [1, 2, 3, 4]),
        ([LEAD, f"PH: {LONG}", f"PO: {LONG}", f"PH: {LONG}", f"PO: {LONG}"], [1, 2, 3, 4]),
        (
            [
                LEAD,
                f"PETRA HOLM, HARBOUR: {LONG}",
                f"OORT: {LONG}",
                f"HOLM (Lib.): {LONG}",
                f"OORT: {LONG}",
                f"HOLM: {LONG}",
            ],
            [1, 2, 3, 4, 5],
        ),
        # names in capitals alone count beside one that the text names in full
        ([LEAD, f"MAY BOEVE: {LONG}", f"OORT: {LONG}", f"MAY BOEVE: {LONG}", f"OORT: {LONG}"], [1, 2, 3, 4]),
        # a turn goes on where another label follows, not behind the last and not too far
        (
            [LEAD, f"HOLM: {LONG}", LONG, f"OORT: {LONG}", f"HOLM: {LONG}", f"OORT: {LONG}", LONG],
            [1, 2, 3, 4, 5],
        ),
        (
            [LEAD, f"HOLM: {LONG}", *[LONG] * 4, f"OORT: {LONG}", f"HOLM: {LONG}", f"OORT: {LONG}"],
            [1, 6, 7, 8],
        ),
        # what only looks like it
        ([LEAD, f"HOLM: {LONG}", f"OORT: {LONG}"], []),
        ([LEAD, *[f"HOLM: {LONG}", f"THE FACTS: {LONG}"] * 3], []),
        ([LEAD, *[f"MYTH: {LONG}", f"FACT: {LONG}"] * 3], []),
        ([LEAD, *[f"PROTEST GROUP: {LONG}", f"WHAT THEY PLAN: {LONG}"] * 3], []),
        ([LEAD, *["Holm: 33 percent.", "Oort: 31 percent."] * 3], []),
        ([LEAD, *["Holm: 33%", "Oort: 31%"] * 3], []),
        ([LEAD, *[f"Winner: {LONG}", f"Loser: {LONG}"] * 3], []),
        ([LEAD, *[f"Petra: {LONG}", f"Holm: {LONG}"] * 3], []),
        ([LEAD, f"A: {LONG}", f"B: {LONG}", f"C: {LONG}", f"D: {LONG}"], []),
        ([LEAD, *["10:42 am", f"The plan: {LONG}", f"The cost: {LONG}"] * 3], []),
        ([LONG], []),
        ([""], []),
    ],
)
def test_turns_are_labelled_paragraphs_of_two_parties(lines, expected):
    assert turns(*lines) == expected


def test_turns_are_unclear_and_what_stands_in_marks_there_is_quoted():
    said = f"HOLM: {LONG} “We have no choice,” the minister told me."
    raw = "\n".join([LEAD, said, "Q: Who pays?", f"HOLM: {LONG}", "Q: Why?"])
    found, _ = passages.cut("a", "The Weekly", raw, [], None)
    voices = [(row["voice"], row["text"][:12]) for row in found]
    assert voices == [
        ("outlet", "The Weekly m"),
        ("unclear", "HOLM: There "),
        ("quoted", "We have no c"),
        ("unclear", "the minister"),
        ("outlet", "Q: Who pays?"),
        ("unclear", "HOLM: There "),
        ("outlet", "Q: Why?"),
    ]
