"""Rules for the lines that name an article's authors: above it, or as an address below it."""

import re

from sourcewise.corpus.cleaning.rule import BULLET, PEOPLE, PERSON, ROLE, Rule
from sourcewise.corpus.fields.dates import DATE
from sourcewise.corpus.fields.places import AGENCIES

TOP, TAIL = 8, 8
ABOVE = 5_000  # characters above a line that are looked at
NEXT = 300  # characters in which the line above or below an author's name is looked for
STANDFIRSTS, SENTENCE = 1, 60
"""How many lines above a byline may end as sentences do, and how many characters make one count."""

BREAK = r"(?:\s?[|·•,–—-]\s?|\.?\s)"
PUBLISHED = (
    r"(?i:(?:first |originally |date |last )?(?:published|posted|publication date|publish date"
    r"|released|issued|date)(?: date)?(?: (?:on|at))?\s?[:|–—-]?\s?)"
)
UPDATED = (
    r"(?i:(?:last |most recently )?(?:updated|modified|revised|update)(?: (?:on|at|date))?\s?[:|–—-]?\s?)"
)
_BY = (
    r"(?:\*{0,2}(?i:by|(?:a )?(?:written|words|story|text|report|posted|analysis|commentary) by"
    r"|authors?:|byline:)\s+)"
)
_OFFICE = (
    rf"(?:(?:[\w’'-]+ ){{0,4}}{ROLE}s?\b)?"
    r"(?:[, ]*(?:(?:of|for|at|in|with|to|the|and|&) )*[A-Z][\w.&’'/-]*){0,8}"
)
_AFFILIATED = rf"(?:(?:,\s|\s?[|]\s?|\s[–—-]\s|\sof\s|\sfor\s|\s\()(?P<affiliation>{_OFFICE})\)?)?"
_HANDLE = r"(?:\s?\(?\s?@\w+\s?\)?)?"
_DESK = r"(?:[Tt]he )?(?:[A-Z][\w’']*\s){0,3}(?:Editorial Board|EDITORIAL BOARD|Editors|Staff|STAFF)"
_STAFF = (
    r"(?i:(?:staff )?(?:writers?|reporters?|correspondents?)|staff|contributor|associated press|columnist"
    r"|editor)"
)
_PAPER = (
    r"(?:TODAY|Times|Post|News|Journal|Herald|Tribune|Republic|Register|Star|Gazette|Chronicle|Courier|Daily"
    r"|Observer|Telegraph|Guardian|Sentinel|Enquirer|Inquirer|Democrat|Dispatch|Globe|Network|NETWORK|Advertiser"
    r"|Bureau|Service|Examiner|Beacon|Press|Tennessean)"
)
_MASTHEAD = (
    rf"(?:(?:(?:Special )?(?:for|to) )?(?:[Tt]he )?(?:\([\w., ]{{3,30}}\) |[A-Z][\w.&’'-]* ){{0,3}}"
    rf"(?:\([\w., ]{{3,30}}\) )?(?:[A-Z][\w.&’'-]* )?{_PAPER}(?: NETWORK| Network| Sports| College)?"
    rf"|USATODAY|GlobalPost"
    r"|(?:[A-Z][\w.&’/-]* ){0,3}(?:[Cc]olumnists?|[Cc]ontributors?|[Oo]pinion contributors?"
    r"|Staff [Ww]riter|[Rr]eporter))"
)
_ADDRESS = r"(?:[\w.+-]{1,40}@[\w.-]{3,40}|\[email.protected\]|@\w{1,20}|https?://\S{4,60})"
_SIGNED = rf"{PERSON} at {_ADDRESS}"
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")


def _above_the_text(text: str, line: re.Match[str]) -> bool:
    """True where no more than a standfirst stands above: an author named further down wrote an insertion."""
    above = (each.strip() for each in text[max(0, line.start() - ABOVE) : line.start()].splitlines())
    return sum(len(each) >= SENTENCE and bool(_ENDS.search(each)) for each in above) <= STANDFIRSTS


def _masthead_below(text: str, line: re.Match[str]) -> bool:
    """True where the next line names an outlet: then a name above it is the author's."""
    below = text[line.end() : line.end() + NEXT].strip().splitlines()
    return bool(below and re.fullmatch(_MASTHEAD, below[0].strip()))


def _author_above(text: str, line: re.Match[str]) -> bool:
    """True where the one line above names authors and nothing else."""
    above = text[max(0, line.start() - NEXT) : line.start()].strip()
    return bool(re.fullmatch(rf"(?:{_BY})?{PEOPLE}", above))


RULES = (
    Rule(
        "byline",
        "byline",
        re.compile(
            rf"{_BY}(?P<byline>{PEOPLE}){_HANDLE}{_AFFILIATED}{_HANDLE}"
            rf"(?:{BREAK}(?:(?:{PUBLISHED})?(?P<published>{DATE})|{UPDATED}(?P<updated>{DATE})))?"
        ),
        removes="By Jane Doe and John Roe, Staff Writer",
        leaves="By Any Means Necessary",
        where="top",
        reach=TOP,
        version=2,
        sure=_above_the_text,
    ),
    Rule(
        "byline_desk",
        "byline",
        re.compile(
            rf"(?i:by )(?:(?:the )?(?P<agency>{AGENCIES})(?: [Ss]taff)?"
            rf"|(?P<byline>{_DESK}(?: [Ww]riters?| [Rr]eporters?)?))"
        ),
        removes="By The Editorial Board",
        leaves="By staff estimates it was cheap.",
        where="top",
        reach=TOP,
    ),
    Rule(
        "byline_role",
        "byline",
        re.compile(rf"(?P<byline>{PEOPLE})(?:,|\s?[|])\s(?P<affiliation>(?:[A-Z][\w.’'-]+ ){{0,3}}{_STAFF})"),
        removes="Jane Doe, Staff Writer",
        leaves="Jane Doe, Mother of Three",
        where="top",
        reach=TOP,
        version=2,
        sure=_above_the_text,
    ),
    Rule(
        "byline_house",
        "byline",
        re.compile(
            rf"(?P<byline>{PEOPLE}), (?P<affiliation>(?:[Tt]he )?(?:[A-Z][\w.&’'-]* ){{0,3}}{_PAPER})"
        ),
        removes="Jane Doe and John Roe, The Example Tribune",
        leaves="Jane Doe, Reporter of the Year",
        where="top",
        reach=2,
        sure=_above_the_text,
    ),
    Rule(
        "byline_over_outlet",
        "byline",
        re.compile(rf"(?P<byline>{PEOPLE})"),
        removes="Jane Doe and John Roe",
        leaves="Jane Doe is late",
        where="top",
        reach=1,
        sure=_masthead_below,
    ),
    Rule(
        "outlet_under_byline",
        "byline",
        re.compile(rf"(?P<affiliation>{_MASTHEAD})"),
        removes="The Example Tribune",
        leaves="The Example Tribune is late.",
        where="top",
        reach=2,
        sure=_author_above,
    ),
    Rule(
        "byline_within",
        "byline",
        re.compile(
            rf"(?:By|by) {PERSON}(?:(?:, (?:and )?| and | & ){PERSON}){{0,9}}"
            r"(?:, [A-Z][\w.&’' -]{1,40}){0,2}"
        ),
        removes="By Sonam Vashi & Gisela Crespo, CNN",
        leaves="By contrast, she won.",
    ),
    Rule(
        "signed_address",
        "author_note",
        re.compile(
            rf"{BULLET}(?:[Ww]rite|[Ss]end e-?mail|[Ee]-?mail)(?: to)? (?P<byline>{_SIGNED}"
            rf"(?:(?:, (?:and )?| and ){_SIGNED}){{0,5}})\.?"
        ),
        removes="Write to Jane Doe at jane.doe@example.org and John Roe at john.roe@example.org",
        leaves="Write to Congress at once.",
        where="end",
        reach=TAIL,
    ),
    Rule(
        "signed_handle",
        "author_note",
        re.compile(
            rf"{BULLET}[Ff]ollow (?P<byline>{PERSON}(?:(?:, (?:and )?| and ){PERSON}){{0,5}}) on"
            rf" (?:Twitter|X)[:,]?(?: at)? ?{_ADDRESS}\.?"
        ),
        removes="Follow Jane Doe on Twitter: @janedoe",
        leaves="Follow Jane Doe on her way north.",
        where="end",
        reach=TAIL,
    ),
)
