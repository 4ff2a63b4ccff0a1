"""Rules for what a house says of its text while a story goes on: it develops, was updated, is mended."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, Rule, either

TAIL = 4

_TEXT = (
    "(?:article|story|post|piece|report|column|headline|version|analysis|transcript|interview|page|graphic)"
)
_STAMP = either(r"""
    (?:[A-Z][a-z]{2,8}\.?|\d{1,4}(?:[:.]\d\d)?|\d{1,2}(?:st|nd|rd|th)|\d{1,2}/\d{1,2}/\d{2,4}|[ap]\.?m\.?|
    [AP]\.?M\.?|[ECMP][SD]?T|GMT|BST|UTC|at|on|noon)
""")
_STAMPS = rf"(?=\D{{0,30}}\d|.{{0,5}}noon){_STAMP}(?:[\s,()]{{1,3}}{_STAMP}){{0,9}}"
_GOING_ON = either(rf"""
    this (?:is an? |{_TEXT} is )(?:still )?(?:developing|
    breaking)(?: news)?(?: {_TEXT})?(?: update)?(?=$|[.!,:;—–]|
    [ ](?:and|that) (?:is|will|may))|
    this {_TEXT} (?:is being|will be|will continue to be) (?:continually )?updated|
    this {_TEXT} has (?:been )?updated and will|
    (?:please )?check back (?:for|soon|later|often|here|on |tomorrow|monday|tuesday|wednesday|thursday|friday|
    saturday|sunday)|
    (?:much )?more to come(?: soon)?(?=\W{{0,4}}$)|
    stay tuned(?: (?:for|to) .{{3,80}})?(?=\W{{0,4}}$)|
    we will focus on news being reported by|some things that get reported by the media will|
    (?:note: )?as (?:often )?happens (?:when|in situations)
""")
_MENDED = either(rf"""
    note: (?=.{{0,200}}\b(?:this {_TEXT}|the headline|(?:earlier|previous|original) version of this))
    (?=.*\b(?:updated?|corrected|revised|version|incorrectly|first appeared|originally))|
    this {_TEXT} and its {_TEXT} (?:has|have) been|
    (?:update(?: \d+| [ivx]+)? ?(?:\([^()]{{3,40}}\))?|correction): (?:this )?{_TEXT} (?:has been|was|is|
    updated)|
    updated(?: (?:at|on|with) .{{0,40}})? (?:for clarity|to (?:clarify|correct|reflect|include|add|note))|
    (?:this )?{_TEXT} (?:has been|was) (?:also )?(?:updated|corrected|refiled)(?: and (?:updated|
    expanded|
    corrected))?(?= (?:to|with|since|after|at|on)|\W*$)|
    (?-i:Correction|Clarification|CORRECTION|Editor[’']s note),? [\d/:., apm]{{4,30}}:|
    due to an editing error,? the original|\(?correction to (?:my|our|the) .{{3,40}}:
""")

_DATED = r"(?:[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)? )?"
_VERSION = either(rf"""
    This (?:version of the )?{_DATED}{_TEXT} (?:corrects|adds|(?:has been|was) refiled|refiles|
    updates|removes|fixes|clarifies|drops|deletes)\b[^()]{{3,300}}\)|
    This version of the {_DATED}{_TEXT} (?:corrects|adds|has been refiled|removes|fixes|clarifies)\b
    [^()]{{3,300}}|
    A (?:corrected|revised|updated) version of (?:the|this) {_TEXT} is (?:below|available)\b.{{0,40}}|
    (?:UPDATE|Update|Note|NOTE)(?: \([^()]{{3,30}}\)| [\d:]+ [APap]\.?[Mm]\.?(?: E[SD]?T)?)?:
    [ ]This (?:is an update|concludes our|{_TEXT} is not subject)\b.{{3,300}}|
    [A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?: This {_TEXT} has been.{{3,300}}|
    This is a previous day[’']s {_TEXT}\b.{{3,120}}|SCROLL (?:TO|DOWN)[A-Z ]{{3,30}}
""")

RULES = (
    Rule(
        "developing_note",
        "editor_note",
        re.compile(rf"(?![“\"]){EDGE}(?i:{_GOING_ON})(?!.*\b(?:said|told)\b).{{0,480}}"),
        removes="This is a developing story. Please check back for updates.",
        leaves="This is a developing country that waits.",
    ),
    Rule(
        "updated_stamp",
        "live_blog_stamp",
        re.compile(
            rf"[—–\-(*\[\s]{{0,5}}(?i:most recent update|last updated?|updated?)(?:[:@]| @| at"
            rf"| on)?:? {_STAMPS}"
            r"(?: (?:to|with) [^.!?]{3,120})?[.:)\]*\s—–-]{0,5}(?:See end of post ?-*)?"
        ),
        removes="-- Updated at 4:20 pm ET --",
        leaves="Updated 3 times, the list names nobody.",
        where="below",
    ),
    Rule(
        "mended_note",
        "correction_note",
        re.compile(rf"{EDGE}(?i:{_MENDED})(?:.{{0,480}})"),
        removes="Note: This story was updated to name the harbour.",
        leaves="Note: The harbour was never named.",
        where="below",
    ),
    Rule(
        "version_note",
        "correction_note",
        re.compile(rf"\(?{_VERSION}"),
        removes="(This version of the May 3 story corrects the name of the harbour)",
        leaves="This version of the story is the one that she adds to.",
    ),
    Rule(
        "warning",
        "editor_note",
        re.compile(
            r"(?i:warning): (?i:this [\w ]{3,30} contains|graphic|strong language|some readers).{0,80}"
        ),
        removes="Warning: this report contains strong language",
        leaves="Warning: this report is long, and contains nothing.",
    ),
    Rule(
        "mended_before",
        "correction_note",
        re.compile(
            rf"(?=[^“”]{{5,400}} an? (?:earlier|previous|original) version of this {_TEXT}\b)"
            r"(?=.*\b(?:incorrect|misstated|misidentified|misspelled|mis\w+ed|wrong|error|omitted|mistake|gave|said"
            r"|listed|called))[A-Z].{10,480}|.{10,480}[Ww]e regret the error\.?"
        ),
        removes="The harbour was incorrectly called a port in an earlier version of this article. (May 3)",
        leaves="The harbour was in an earlier version of this bill.",
        where="end",
        reach=TAIL,
        needs=(" version of this ", "regret the error"),
    ),
)
