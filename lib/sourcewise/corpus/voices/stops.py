"""Full stops behind ordinary words, which end their sentences, told from those of short forms.

A sentence splitter that has learnt its short forms from text takes words such as "tax" or "wall" for some.
"""

import re
from collections.abc import Iterator

from sourcewise.corpus.voices.cues import words

_STOP = re.compile(r"\.(?<=[A-Za-z]{3}.)[\"”’)]{0,2}[ \u00a0]{1,3}(?=[“\"‘(\[]?[A-Z][\w’' ])")
"""A full stop behind three letters, and the capital that follows."""
_LONGEST_WORD = 30
_NOT_IN_WORD = re.compile(r"[^\w.'’&-]")
_SHORT_FORMS = words("""
    etc inc ltd est approx dept min max vol eds fig misc assn bros ave blvd ext tel gov govt sen rep gen lts
    col sgt capt cpl adm rev prof hon msgr supt pres amb atty def asst sec supp app ver pop dist
    Sens Reps Govs Gens Capt Prof Supt Msgr Pres Atty Asst Insp Cmdr Brig Dept Assn Bros Corp Blvd Univ Intl
    Natl Dist Pvts Cols Calif Mass Penn Tenn Minn Conn Miss Ariz Okla Kans Colo Wash Mont Nebr Sept
    SEN REP GOV GEN REPS SENS PROF CAPT INC LTD DEPT
""")


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
