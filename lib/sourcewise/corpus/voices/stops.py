"""Where sentences can begin: behind ordinary words' full stops, told from short forms', and by nupunkt.

A sentence splitter that has learnt its short forms from text takes words such as "tax" or "wall" for some.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import nupunkt

from sourcewise.corpus.voices.cues import words

_STOP = re.compile(r"\.(?<=[A-Za-z]{3}.)[\"”’)]{0,2}[ \u00a0]{1,3}(?=[“\"‘(\[]?[A-Z][\w’' ])")
"""A full stop behind three letters, and the capital that follows."""
_OPENS = (  # words that begin a sentence where they have a capital after a stop, even of an abbreviation
    "The|This|That|These|Those|There|It|Its|He|She|They|We|You|His|Her|Their|Our|But|And|So|Yet|If|When|While|Although"
    "|Though|Because|Since|As|At|By|For|From|In|On|Despite|However|Meanwhile|After|Before|What|Who|Why|How|Not|Now"
)
_MISSED_CUT = re.compile(
    r"[.!?](?<=[a-z]{2}.)"
    r"(?: +(?=(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Maj|Capt|Adm|Rev|Prof)\. ?[A-Z])"
    r"|[\"”’]?(?=[A-Z][a-z]+[ ,’']|[A-Z]{2,5} )"
    rf"| (?=(?:{_OPENS})[ ,’']))"
)
_STOPS, CLOSERS = ".?!…", "\"“”„‟»＂'‘’›)]}"
_LONGEST_WORD = 30
_NOT_IN_WORD = re.compile(r"[^\w.'’&-]")
_SHORT_FORMS = words("""
    etc inc ltd est approx dept min max vol eds fig misc assn bros ave blvd ext tel gov govt sen rep gen lts
    col sgt capt cpl adm rev prof hon msgr supt pres amb atty def asst sec supp app ver pop dist
    Sens Reps Govs Gens Capt Prof Supt Msgr Pres Atty Asst Insp Cmdr Brig Dept Assn Bros Corp Blvd Univ Intl
    Natl Dist Pvts Cols Calif Mass Penn Tenn Minn Conn Miss Ariz Okla Kans Colo Wash Mont Nebr Sept
    SEN REP GOV GEN REPS SENS PROF CAPT INC LTD DEPT
""")


def find_starts(raw: str, bodies: Sequence[tuple[int, int]]) -> list[int]:
    """Where sentences can begin in the bodies, spans of a text in order, and more places outside them.

    They begin behind the stops that surely end one, and where nupunkt sees a beginning. It is asked about the
    other stops only, which takes a third of its time: in what it reads, a comma stands for each stop that is
    sure and for the one that a body ends in.
    """
    sure = dict(after_words(raw))
    sure.update((match.start(), match.end()) for match in _MISSED_CUT.finditer(raw))
    places = sorted(sure)
    starts: set[int] = set()
    settled: list[int] = []
    for start, end in bodies:
        own = places[bisect_left(places, start) : bisect_left(places, end)]
        starts.update(sure[stop] for stop in own)
        last = len(raw[start:end].rstrip(CLOSERS)) + start - 1
        settled += own
        if last >= start and raw[last] in _STOPS and last not in sure:
            settled.append(last)
    pieces = [raw[start + 1 : end] for start, end in pairwise([-1, *settled, len(raw)])]
    starts.update(start for start, _ in nupunkt.sent_spans(",".join(pieces)))
    return sorted(starts)


def after_words(raw: str) -> Iterator[tuple[int, int]]:
    """Give the full stops of ordinary words in a text, and where the next sentence begins, in order.

    A word is ordinary that has three small letters or capitals at least, or four where only its first is a
    capital ("Utah", not "Rep"), and is no known short form.
    """
    for stop in _STOP.finditer(raw):
        at = stop.start()
        word = raw[max(0, at - _LONGEST_WORD) : at].rpartition(" ")[2]
        if not word.isalpha():
            word = _NOT_IN_WORD.split(word)[-1]
        plain = word.isalpha() and word not in _SHORT_FORMS
        if plain and (word.islower() or word.isupper() or len(word) > 3):
            yield at, stop.end()
