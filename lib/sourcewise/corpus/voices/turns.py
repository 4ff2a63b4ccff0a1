"""Turns of a dialogue: paragraphs of an interview or a transcript that a label gives to a speaker.

"HOLM: The state pays." is not what the outlet says, and nothing tells that the words are verbatim: unclear.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from sourcewise.corpus.voices.people import People
from sourcewise.corpus.voices.segments import Sentence

LEAST, EACH = 4, 2  # labelled paragraphs of a dialogue, and under one label of each of two parties
LONG = 60  # characters of a labelled paragraph on average: shorter ones are rows of a list
GAP = 3  # paragraphs without a label that a turn goes on over, where another label follows
OUTLET, ANSWER = " outlet", " answer"  # parties; no name begins with a blank

_NAMED = r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,4}"
_ADDED = r"(?: \([^()\n]{1,40}\)|, (?:[JjSs][Rr]\.?|[^:\na-z0-9]{2,40}))"  # (R-TX); ", BYLINE"
_LABEL = re.compile(rf"(?P<who>{_NAMED}){_ADDED}?:(?=\s)")
_ENDS = tuple('.?!…"”’)]—-')
_LETTERS = {"q": OUTLET, "question": OUTLET, "a": ANSWER, "answer": ANSWER}
_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV"})
_NO_NAME = frozenset({"THE", "A", "AN", "WHAT", "WHO", "WHY", "HOW", "WHEN", "WHERE", "MORE", "ON", "IN"})


def find_turns(raw: str, sentences: Sequence[Sentence], people: People, outlet: str) -> frozenset[int]:
    """The paragraphs that are turns of somebody else than `outlet`.

    A dialogue has LEAST labelled paragraphs and two parties with EACH under one label: "Q" and "A", the
    outlet, persons whom the text names in full, and beside one of these names in capitals. Turns of "Q" and
    of the outlet by a word of its name or its initials are its own. A turn goes on over up to GAP paragraphs
    without a label, where another label follows.
    """
    labels = list(_labels(raw, sentences))
    if len(labels) < LEAST:
        return frozenset()
    parties = _known(people) | dict.fromkeys(_own(outlet), OUTLET) | _LETTERS
    again = [who for who, number in Counter(who for _, who, _ in labels).items() if number >= EACH]
    if not any(_name(who) in parties for who in again):
        return frozenset()
    for _, who, _ in labels:
        if who.isupper() and " " in who and who.split()[0] not in _NO_NAME:
            parties.setdefault(_name(who), who)
    turns = [(at, parties.get(_name(who)), length) for at, who, length in labels]
    lengths = [length for _, party, length in turns if party]
    several = {parties.get(_name(who)) for who in again} - {None}
    if len(lengths) < LEAST or len(several) < 2 or sum(lengths) < LONG * len(lengths):
        return frozenset()
    theirs = {at for at, party, _ in turns if party and party != OUTLET}
    for (at, *_), (following, *_) in pairwise(turns):
        if at in theirs and following - at <= GAP + 1:
            theirs.update(range(at, following))
    return frozenset(theirs)


def _labels(raw: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, str, int]]:
    """Paragraphs of the body that begin with a label and end as a sentence does: number, label, length."""
    for paragraph, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        said = list(group)
        start, end = said[0].start, said[-1].end
        if (
            said[0].kind == "body"
            and raw.endswith(_ENDS, start, end)
            and (label := _LABEL.match(raw, start, end))
        ):
            yield paragraph, label["who"], end - start


def _name(label: str) -> str:
    """What tells who speaks: of a name the last word, in small letters."""
    words = [word for word in label.split() if word.rstrip(".").upper() not in _SUFFIXES]
    return words[-1].casefold() if words else ""


def _known(people: People) -> dict[str, str]:
    """Persons whom the text names in full, not in capitals alone, by last and first name and initials."""
    known: dict[str, str] = {}
    for person in people.everybody:
        if not person.last.isupper():
            for part in (person.last, person.first, _initials(person.name)):
                known.setdefault(part.casefold(), person.name)
    return known


def _own(outlet: str) -> set[str]:
    """What an outlet calls itself in a label: a word of its name, its initials."""
    words = [word.casefold() for word in re.findall(r"\w+", outlet) if word.casefold() != "the"]
    return {*words, _initials(" ".join(words))} - {""}


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).casefold()
