"""Rules for datelines: where, when and by which agency a report was filed.

An agency in a dateline names whose text it is, also where another outlet prints it.
"""

import re

from sourcewise.corpus.cleaning.rule import DASH, Rule, either
from sourcewise.corpus.fields.dates import MONTH
from sourcewise.corpus.fields.places import AGENCIES, CAPITAL_CITIES, CITIES, REGIONS

FIRST_PARAGRAPH = 5  # kept lines: headline, deck and a summary may stand above it

_STARTS = r"(?=.{0,80}[a-z]{2})(?=[\"“”‘'«\[(]*[A-Z0-9À-ÖØ-Þ$€£#@])"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]{1,20}"
_LABELS = either("""
    ADVERTISEMENT|ALERT|ALSO|ANALYSIS|AND|BREAKING|BRIEF|BY|COLUMN|COMMENTARY|CORRECTION|DEVELOPING|
    EDITORIAL|EDITOR|EXCLUSIVE|EXPLAINED|EXPLAINER|FACT|FILE|FOR|INTERVIEW|LISTEN|LIVE|MORE|NEWS|NOTE|
    OPINION|PHOTO|PHOTOS|PODCAST|POLL|READ|RECAP|RELATED|REPORT|REVIEW|SEE|SPECIAL|SPOILER|SUMMARY|
    THE(?! HAGUE)|TRANSCRIPT|UPDATE|UPDATED|VIDEO|VIDEOS|WARNING|WATCH|WHY|WHAT|WHO|HOW
""")
_CAPS_PLACE = (
    rf"(?!{_LABELS}\b)(?:{_CAPITALS}(?:[ -]{_CAPITALS}){{0,4}})"
    rf"(?:\s?(?:/|\band\b)\s?{_CAPITALS}(?: {_CAPITALS}){{0,3}}){{0,3}}"
)
_REGION = r",? (?:[A-Z][\w’'-]*\.?|(?:[A-Z]\.){2,3})(?: (?:of |and |the )?[A-Z][\w.’'-]*){0,3}(?!\w)"
_KNOWN_REGION = rf"(?:,? (?i:{REGIONS})|, (?:[A-Z]{{2}}|[A-Z][a-z]{{1,5}}\.))(?!\w)"
_HELD = (
    r"(?:[A-Z][a-z]{2,12}-(?:administered|controlled|held|occupied)|[Oo]ccupied) (?:[A-Z][a-z]+ ?){1,2}(?<! )"
)
_MIXED_CASE = r"(?!The\b|Cable\b|Agence\b)[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}"
_DATE = rf"(?P<published>(?:{MONTH} [0-3]?\d|[0-3]?\d {MONTH})(?:,? (?:19|20)\d\d)?)"
_NO_CAPTION = rf"(?!{MONTH} \d)"  # agencies' captions open with PLACE, COUNTRY - MONTH DAY

_OPENINGS = tuple(
    Rule(
        name,
        "dateline",
        re.compile(pattern),
        removes,
        leaves,
        shape="front",
        where="top",
        reach=FIRST_PARAGRAPH,
    )
    for name, pattern, removes, leaves in (
        (
            "dateline_agency",
            rf"(?:(?P<dateline_place>(?:{_CAPS_PLACE}|{_MIXED_CASE})(?:,? {REGIONS})?)(?:[,.]? {_DATE})?"
            rf"[,.]? ?)?(?:\((?P<agency>{AGENCIES}(?:(?:/| and ){AGENCIES})?)\)"
            rf"|(?<=[. ])/(?P<signed>[A-Z][\w. -]{{1,30}})/)"
            rf"[.:,]?\s*(?:{DASH}|:)?\s*{_STARTS}",
            "BEIJING, February 2. /TASS/. ",
            "Public Radio International (PRI) Reporters were there.",
        ),
        (
            "dateline_source",
            rf"(?P<dateline_place>{_CAPS_PLACE}(?:{_REGION})?)(?:[,.]? {_DATE})?[,.]? ?"
            rf"\((?P<agency>[A-Z][\w.&/ -]{{1,40}})\)\s*{DASH}\s*{_STARTS}",
            "WASHINGTON (CBSDC/AP) — ",
            "NASA (National Aeronautics and Space Administration) said so.",
        ),
        (
            "dateline_capitals",
            rf"(?P<dateline_place>{CAPITAL_CITIES}(?:/{CAPITAL_CITIES}|{_KNOWN_REGION})?|{_CAPS_PLACE}{_KNOWN_REGION})"
            rf"(?:[,.]? {_DATE})?[.,]?(?: ?{DASH}\s+|--|[—–]){_STARTS}{_NO_CAPTION}",
            "PORT ST. LUCIE, Fla. — ",
            "NATO — The Alliance, as it likes to be called — was founded in 1949.",
        ),
        (
            "dateline_dated",
            rf"(?P<dateline_place>{_CAPS_PLACE}(?:{_REGION})?)[,.] {_DATE}[.,]? ?{DASH}\s+{_STARTS}",
            "SOMERSWORTH, Jan. 5 — ",
            "D-DAY, June 6 — they waited.",
        ),
        (
            "dateline_colon",
            rf"(?P<dateline_place>{CAPITAL_CITIES}(?:{_KNOWN_REGION})?)(?:[,.]? {_DATE})?:\s+{_STARTS}",
            "NEW DELHI: ",
            "TRUMP: We won.",
        ),
        (
            "dateline_city",
            rf"(?P<dateline_place>{CITIES}|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,2}}, (?:{REGIONS}|{_HELD}))"
            rf"(?:[,.]? {_DATE})?\s{DASH}\s+{_STARTS}{_NO_CAPTION}",
            "New Delhi, India - ",
            "Robert Spencer — He was there.",
        ),
        (
            "dateline_in_parentheses",
            rf"\((?P<dateline_place>{CITIES}(?:,? {REGIONS}|, D\.?C\.?)?)"
            rf"(?:[,.]? {_DATE})?\)\s?{DASH}\s+{_STARTS}",
            "(Beirut, March 3, 2019) – ",
            "(Beirut is a city) – They said so.",
        ),
    )
)
RULES = (
    *_OPENINGS,
    Rule(
        "dateline_alone",
        "dateline",
        re.compile(rf"(?P<dateline_place>{CITIES}(?:, {REGIONS})?)"),
        removes="Washington",
        leaves="Washington waits",
        where="top",
        reach=1,
    ),
)
