"""Rules for what editors say about a text: corrections, notes, where it first appeared, live stamps."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, Rule, either

_ZONE = r"(?:E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|GMT|BST|UTC|IST|Eastern|[Ll]ocal time)"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?|[AP]\.?M\.?|hrs)?|noon|midnight)"
_DAY = r"(?i:[a-z]{3,9}\.? \d{1,2}(?:, \d{4})?)"
_TEXT = "(?:article|story|post|piece|report|column|headline|version|analysis|transcript|interview|page)"
_LABEL = either(r"""
    editor(?:s|[’']s|s[’'])?[’']? ?notes?|author[’']s note|correction|clarification|
    corrections? (?:&|and) (?:amplifications?|clarifications?)|publisher[’']s note
""")
_MENDED = either(rf"""
    (?:an |a |the )?(?:earlier|previous|original|prior) versions? of this {_TEXT}|
    this {_TEXT} (?:was|has been) (?:amended|corrected|updated|changed|edited|clarified|revised) (?:on|
    to|at|since)|
    this {_TEXT} (?:originally|previously|initially|incorrectly) (?:said|stated|misstated|reported|listed|
    identified|referred|misspelled|misidentified|named|gave)|
    due to an editing error, an? \w+ version of this {_TEXT}|
    this (?:[a-z]+\.? \d{{1,2}} )?{_TEXT} (?:corrects|(?:has been|was) (?:refiled|republished) to correct)|
    updates?(?:,? {_DAY})?(?:,? \d{{1,2}}:\d\d [ap]\.?m\.?)?: this {_TEXT} (?:has been|was)(?: also)?
    [ ](?:updated|corrected)|
    (?:this {_TEXT}|we)(?: was)?(?: most recently)? (?:last )?(?:updated|added to)
    [ ](?:the top of )?(?:this post )?(?:at|on)
""")
_FIRST = either(rf"""
    this {_TEXT} (?:is|was|has been|first|originally) ?(?:originally |first |also |been )?
    (?:(?:appeared|appears|published|republished|reprinted|posted|syndicated|produced)(?: here)?
    [ ](?:in|on|at|by|from|with|as)|(?:adapted|excerpted) (?:from|by|with) (?=.{{0,80}}(?-i:[A-Z“‘])))|
    an? (?:\w+ )?version of this {_TEXT} (?:first |originally |also )?(?:appear(?:s|ed)|ran|was published)
    (?: first)? (?:in|on|at|as)|
    this {_TEXT} (?:is|was) (?:a collaboration (?:between|with)|co-published with|funded (?:in part )?by|
    (?:produced|reported) in (?:partnership|collaboration) with)
""")
_AGENCY_NOTE = r"(?:Corrects|Updates|Adds|Refiles|Recasts|Repeats|Removes|Fixes|Clarifies)"
_SYNDICATED = either(r"""
    distributed by .{3,60}|with assistance (?:by|from) .{3,200}|
    read the original (?:article|story|post)(?: here)?|published in|
    (?:originally|first) published (?:in|on|at|by|[a-z]+\.? \d).{3,80}|reprinted (?:from|with|by) .{3,250}|
    (?:material|information) from .{3,150} (?:was used|is included).{0,60}|h/t:? .{2,60}
""")

RULES = (
    Rule(
        "editors_note",
        "correction_note",
        re.compile(
            rf"{EDGE}(?i:{_LABEL})(?:,? {_DAY}| \({_DAY}[^()]{{0,30}}\))?"
            rf"\s?(?:[:.]|--|[—–]| -)(?:\s?.{{3,560}})?"
        ),
        version=2,
        removes="Editor’s note: The harbour’s name has been corrected.",
        leaves="Corrections to the bill came late, she said.",
    ),
    Rule(
        "correction_label",
        "correction_note",
        re.compile(
            rf"{EDGE}(?i:corrections? (?:&|and) (?:amplifications?|clarifications?)|editor[’']s note){EDGE}"
        ),
        removes="Corrections & Amplifications",
        leaves="Correction",
    ),
    Rule(
        "correction_note",
        "correction_note",
        re.compile(rf"{EDGE}(?i:{_MENDED})\b.{{3,560}}"),
        removes="An earlier version of this article misspelled the name of the harbour.",
        leaves="An earlier version of this bill failed in May.",
    ),
    Rule(
        "desk_note",
        "correction_note",
        re.compile(
            rf"\({_AGENCY_NOTE} [^()]{{5,300}}\)|[—–-]{{0,3}}\s?Updated [A-Z][a-z]{{2,8}}\.? \d{{1,2}}\."
            r"|\(Scroll down for updates\.?\)"
            rf"|Updates?,? [^.!?:]{{0,30}}(?:\d?\d[:.]\d\d [ap]\.?m\.?[^.!?:]{{0,20}})?"
            rf": {_AGENCY_NOTE} .{{3,400}}"
        ),
        version=2,
        removes="(Corrects spelling of the harbour in paragraph 2)",
        leaves="(Adds up to nothing) she said.",
    ),
    Rule(
        "first_published",
        "editor_note",
        re.compile(rf"{EDGE}(?i:{_FIRST})(?: [^!?]{{2,400}})?"),
        removes="This article was originally published on The Example.",
        leaves="This story was published by nobody else, and that is odd. Why?",
        version=2,
    ),
    Rule(
        "syndicated",
        "editor_note",
        re.compile(rf"{EDGE}(?i:{_SYNDICATED})[.)>\s]{{0,4}}"),
        removes="Read the original article.",
        leaves="Read the original and judge for yourself.",
        where="end",
        reach=6,
    ),
    Rule(
        "time_alone",
        "live_blog_stamp",
        re.compile(r"\d{1,2}:\d{2}"),
        removes="09:31",
        leaves="09:31 is when it began",
        where="top",
        reach=1,
    ),
    Rule(
        "live_stamp",
        "live_blog_stamp",
        re.compile(
            rf"[(\[]?(?:(?i:updated?|posted|last updated?),?:? (?i:at|on)?:? ?{_CLOCK}"
            rf"(?:,? {_ZONE}| ?(?=--|[—–]))"
            rf"|{_CLOCK},? {_ZONE})[\])]?"
            r"(?: on (?:[A-Z][a-z]+ )?\d{1,2}(?:, \d{4})?)?(?:\.:|\s?[:.|]|\s?(?:--|[—–-])"
            r"|(?= [“\"A-Z]))(?=\s|$)"
        ),
        removes="Update at 12:35 p.m. ET. ",
        leaves="9 a.m. ET is when the harbour opens.",
        shape="front",
        where="below",
    ),
)
