"""Where sentences can begin: behind ordinary words' full stops, told from short forms', and by nupunkt.

A sentence splitter that has learnt its short forms from text takes words such as "tax" or "wall" for some.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import nupunkt

from sourcewise.corpus.voices.cues import words

CLOSERS = "\"“”„‟»＂'‘’›)]}"
_OPENS = (  # words that begin a sentence where they have a capital after a stop, even of an abbreviation
    "The|This|That|These|Those|There|It|Its|He|She|They|We|You|His|Her|Their|Our|But|And|So|Yet|If|When|While|Although"
    "|Though|Because|Since|As|At|By|For|From|In|On|Despite|However|Meanwhile|After|Before|What|Who|Why|How|Not|Now"
)
_TITLES = "Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Maj|Capt|Adm|Rev|Prof"
_TO_A_CAPITAL = r"[\"”’)]{0,2}[ \u00a0]{1,3}(?=[“\"‘(\[]?[A-Z][\w’' ])"
_FINISHED = r"(?:(?<=[a-z]{6}\.)|(?<=[ (](?:19|20)\d\d\.)|(?<=\w%\.)|(?<=[^\d\s][)\]]\.))"
_LIKELY = (
    r"(?<=[a-z]{2}[.!?])(?P<likely>"
    rf" +(?=(?:{_TITLES})\. ?[A-Z])"
    r"|[\"”’]?(?=[A-Z][a-z]+[ ,’']|[A-Z]{2,5} )"
    rf"| (?=(?:{_OPENS})[ ,’'])"
    r"|(?<=[?!])[\"”’] {1,3}(?=[“\"‘(\[]?[A-Z]))"
)
_OPEN = (  # what nupunkt looks at, where no small letter follows
    r"(?P<open>)(?=[)\";}\]*:@({\[\s?!”»]|['’](?![^\W\d_]))"
    r"(?![\"”’)]{0,2}\s+[“\"‘(\[]?[a-z](?![A-Z]))"
)
_NOT_AT_LINE_END = r"(?![\"”’)]{0,2}[ \u00a0]*(?:[\r\n]|\Z))"
_STOPS = {  # by their sign, which is so looked for much faster
    sign: re.compile(
        rf"{re.escape(sign)}{_NOT_AT_LINE_END}(?:"
        rf"(?P<sure>{_FINISHED}{_TO_A_CAPITAL}"
        r"|(?<=[a-z0-9][?!]) (?=[A-Z]))"
        rf"|(?<=[A-Za-z]{{3}}\.)(?P<word>{_TO_A_CAPITAL})"
        rf"|{_LIKELY}|{_OPEN})"
    )
    for sign in ".?!…"
}
"""A stop at which a sentence can end, by what it ends, and what stands before the next one."""
_SHORT_STOP = re.compile(rf"\.(?:{_LIKELY}|{_OPEN})")
TITLE_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘])(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gens?|Lt|Cols?|Sgt|Maj|Capt|Cpl|Adm|Rev|Prof|Hon|Msgr|Supt"
    r"|St|Ft|Mt)\.$"
)
LONGEST_TITLE = 12
"""How many characters hold a title's abbreviation with what stands around it."""
_CAPITAL = re.compile(r"\s+[A-Z]")
_WITHIN = re.compile(
    r"(?<=[\s(“\"‘][A-Z])\. (?=[A-Z])"
    r"|(?:(?<=\b(?:Jan|Feb|Aug|Oct|Nov|Dec))|(?<=\bSept)|(?<=\bNo))\. (?=\d)"
)
"""The stop of a name's initial, or of a month's or a number's short form before figures."""
_LONGEST_WORD = 30
_AROUND, _FAR, _WIDEST = 24, 120, 2_000
"""How many characters nupunkt reads round a stop, to a blank; round one at most; round several at most."""
_BETWEEN = CLOSERS + ".?!…* \t\u00a0\r\n"
_NOT_IN_WORD = re.compile(r"[^\w.'’&-]")
_SHORT_FORMS = words("""
    etc inc ltd est approx dept min max vol eds fig misc assn bros ave blvd ext tel gov govt sen rep gen lts
    col sgt capt cpl adm rev prof hon msgr supt pres amb atty def asst sec supp app ver pop dist
    Sens Reps Govs Gens Capt Prof Supt Msgr Pres Atty Asst Insp Cmdr Brig Dept Assn Bros Corp Blvd Univ Intl
    Natl Dist Pvts Cols Calif Mass Penn Tenn Minn Conn Miss Ariz Okla Kans Colo Wash Mont Nebr Sept
    SEN REP GOV GEN REPS SENS PROF CAPT INC LTD DEPT
""")


class Starts(NamedTuple):
    """Where sentences can begin in a text, in order, and which of these places may not begin one."""

    places: list[int]
    unsure: set[int]


def find_starts(raw: str, bodies: Sequence[tuple[int, int]]) -> Starts:
    """Where sentences can begin in the bodies, spans of a text in order; places outside them mean nothing.

    Surely behind the full stops of ordinary words, years and brackets and behind questions, where a capital
    follows; and where nupunkt sees a beginning: it is asked about the other stops, but for those of titles
    ("Mr. Lee"), initials and dates and those before small letters.
    """
    sure: list[int] = []
    unsure: set[int] = set()
    unclear: list[int] = []
    found = (pattern.finditer(raw) for sign, pattern in _STOPS.items() if sign in raw)
    for stop in chain.from_iterable(found):
        kind, at = stop.lastgroup, stop.start()
        if kind == "sure" or (kind == "word" and _is_ordinary(raw, at)):
            sure.append(stop.end())
            continue
        short = _SHORT_STOP.match(raw, at) if kind == "word" else stop
        if short and short.lastgroup == "likely":
            unsure.add(short.end())
        elif short and not _ends_none(raw, at):
            unclear.append(at)
    if unclear:
        unsure.update(_asked(raw, bodies, sorted(unclear)))
    unsure.difference_update(sure)
    return Starts(sorted(unsure.union(sure)), unsure)


def _asked(raw: str, bodies: Sequence[tuple[int, int]], unclear: Sequence[int]) -> Iterator[int]:
    """Where nupunkt sees a sentence begin behind one of the stops; it reads a few words around them."""
    windows = _windows(raw, bodies, unclear)
    begins = [0, *accumulate(end - start + 1 for start, end in windows)]
    text = "\n".join([raw[start:end] for start, end in windows])
    for found, _ in nupunkt.sent_spans(text):
        window = bisect_right(begins, found) - 1
        place = windows[window][0] + found - begins[window]
        stop = bisect_left(unclear, place) - 1
        if stop >= 0 and not raw[unclear[stop] + 1 : place][:_AROUND].strip(_BETWEEN):
            yield place


def _windows(raw: str, bodies: Sequence[tuple[int, int]], stops: Sequence[int]) -> list[tuple[int, int]]:
    """Spans of a few words around the stops, each within one body; `stops` are in order.

    Spans that overlap are one, up to a width: nupunkt's time grows with the square of what holds no blank.
    """
    windows: list[tuple[int, int]] = []
    for at in stops:
        body = bisect_right(bodies, (at, len(raw))) - 1
        if body < 0 or at >= bodies[body][1]:
            continue
        first, last = max(bodies[body][0], at - _FAR), min(bodies[body][1], at + _FAR)
        start = max(first, raw.rfind(" ", first, max(first, at - _AROUND)) + 1)
        end = raw.find(" ", at + _AROUND, last)
        end = end if end >= 0 else last
        if windows and start < windows[-1][1] < windows[-1][0] + _WIDEST:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


def _is_ordinary(raw: str, at: int) -> bool:
    """Say whether the stop at `at` is that of an ordinary word.

    A word is ordinary that has three small letters or capitals at least, or four where only its first is a
    capital ("Utah", not "Rep"), and is no known short form.
    """
    word = raw[max(0, at - _LONGEST_WORD) : at].rpartition(" ")[2]
    if not word.isalpha():
        word = _NOT_IN_WORD.split(word)[-1]
    plain = word.isalpha() and word not in _SHORT_FORMS
    return plain and (word.islower() or word.isupper() or len(word) > 3)


def _ends_none(raw: str, at: int) -> bool:
    """Say whether the stop at `at` is that of a title or an initial before a name, or of "Jan." or "No."
    before figures.
    """
    if _WITHIN.match(raw, at):
        return True
    before = max(0, at + 1 - LONGEST_TITLE)
    return bool(_CAPITAL.match(raw, at + 1) and TITLE_ABBREVIATION.search(raw, before, at + 1))
