"""Rules for the lines above an article: crawl stamps, header lines, dates, bylines, labels."""

import re

from sourcewise.corpus.cleaning import bylines
from sourcewise.corpus.cleaning.bylines import BREAK, PUBLISHED, UPDATED
from sourcewise.corpus.cleaning.rule import Rule
from sourcewise.corpus.fields.dates import DATE, PARTIAL

TOP = 8

_ISO = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
_OUTLET = r"[A-Z][\w.&'’-]{0,30}(?: (?:of|the|and|for|in|on|&|[A-Z0-9][\w.&'’-]{0,30})){0,7}"
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")


def _above_the_text(text: str, line: re.Match[str]) -> bool:
    """True where no sentence stands above a date: below one it may head a section of the text."""
    above = text[max(0, line.start() - bylines.ABOVE) : line.start()]
    return not any(_SENTENCE.search(each.rstrip()) for each in above.splitlines())


RULES = (
    Rule(
        "crawl_stamp",
        "crawler_date_marker",
        re.compile(rf"\s*(?:(?i:date)[ \t]?[:=]?[ \t]?(?P<published>{_ISO})(?!\S)[ \t]*)+"),
        removes="date 2020-05-17 ",
        leaves="dated 2020-05-17, the letter arrived late.",
        shape="front",
        where="top",
        reach=1,
    ),
    Rule(
        "fetched_line",
        "crawler_date_marker",
        re.compile(
            r"(?i:crawled|fetched|retrieved|scraped|downloaded|accessed)(?: (?:on|at))?\s?[:=]?\s"
            rf"(?P<crawled>{DATE})"
        ),
        removes="Retrieved: 2021-04-05 10:00",
        leaves="Retrieved from the river on 5 April 2021, the car was empty.",
        where="top",
        reach=TOP,
    ),
    Rule(
        "url_line",
        "header_line",
        re.compile(r"(?i:(?:source )?(?:url|link)\s?:\s?)(?P<url>https?://[^\s<>\"]{4,500})"),
        removes="URL: https://example.org/world/1.html",
        leaves="Visit https://example.org/world for the full list.",
        where="top",
        reach=TOP,
    ),
    Rule(
        "url_alone",
        "header_line",
        re.compile(r"(?P<url>https?://[^\s<>\"]{4,500})"),
        removes="https://example.org/world/1.html",
        leaves="See https://example.org/world for the list.",
        where="top",
        reach=1,
    ),
    Rule(
        "source_line",
        "header_line",
        re.compile(
            r"(?i:source|publication|outlet|publisher|newspaper)\s?:\s?"
            rf"(?P<outlet>{_OUTLET})\.?"
        ),
        removes="Source: The Daily Example",
        leaves="Source: close to the talks, or so she said; nobody asked.",
        where="top",
        reach=2,
    ),
    Rule(
        "section_line",
        "header_line",
        re.compile(r"(?i:section|category|filed under|posted in)\s?:?\s(?P<section>[A-Z][\w&,/ -]{1,60})"),
        removes="Section: World news",
        leaves="Section 230 protects websites.",
        where="top",
        reach=TOP,
    ),
    Rule(
        "title_label",
        "header_line",
        re.compile(r"(?i:title|headline)\s?:\s{0,3}(?=[\"“”‘'«\[(]*[A-Z0-9À-ÖØ-Þ$€£#@])"),
        removes="Title: ",
        leaves="Title IX was passed in 1972.",
        shape="front",
        where="top",
        reach=TOP,
    ),
    Rule(
        "published_line",
        "published_line",
        re.compile(rf"{PUBLISHED}(?P<published>{DATE})(?:{BREAK}{UPDATED}(?P<updated>{DATE}))?\.?"),
        removes="Published: Mar 3, 2021 07:23 PM",
        leaves="Published on May 3, 2021, the report named no one.",
    ),
    Rule(
        "updated_line",
        "published_line",
        re.compile(rf"{UPDATED}(?P<updated>{DATE})(?:{BREAK}{PUBLISHED}(?P<published>{DATE}))?\.?"),
        removes="Last updated on 4 June 2019 at 10:12 BST",
        leaves="Updated guidance of 4 June 2019 is stricter.",
    ),
    Rule(
        "date_line",
        "published_line",
        re.compile(rf"(?P<published>{DATE})(?:{BREAK}{UPDATED}(?P<updated>{DATE}))?"),
        removes="Thursday, March 24, 2022 7:23 PM EDT",
        leaves="March 24, 2022 was a Thursday.",
        where="top",
        reach=3,
        version=2,
        sure=_above_the_text,
    ),
    Rule(
        "updated_time",
        "published_line",
        re.compile(
            r"[—–-]?\s?(?i:(?:last |most recently )?updated(?: (?:on|at))?:?\s)"
            rf"(?P<updated>(?i:{PARTIAL}))\.?"
        ),
        removes="Updated at 3:15 p.m. ET",
        leaves="Updated: 4:46 p.m. - The vote has begun.",
    ),
    Rule(
        "age_line",
        "published_line",
        re.compile(
            r"(?i:(?:(?:published|posted|updated):?\s)?(?:\d{1,3}|an?|one)"
            r" (?:min(?:ute)?|hour|day|week|month|year)s? ago"
            r"|this (?:article|story) is (?:more than|over) \d{1,2} (?:month|year)s? old)"
        ),
        removes="6 years ago",
        leaves="6 years ago nobody knew her name.",
        where="top",
        reach=TOP,
    ),
    Rule(
        "genre_line",
        "label_line",
        re.compile(
            r"(?i:genre|article type|content type|type)\s?:\s?"
            r"(?P<genre>(?i:news(?: analysis)?|analysis|opinion|op-ed|commentary|editorial|interview|column))"
        ),
        removes="Type: News",
        leaves="Type: blood group A, which is rare.",
        where="top",
        reach=TOP,
    ),
    *bylines.RULES,
    Rule(
        "genre_label",
        "label_line",
        re.compile(
            r"(?P<genre>(?i:analysis ?/ ?opinion|(?:news )?analysis|opinion|op-ed|commentary|editorial"
            r"|(?:the |exclusive )?interview|q ?& ?a|guest (?:column|essay|opinion)))\s?:?"
        ),
        removes="ANALYSIS/OPINION:",
        leaves="Opinion is divided.",
        where="top",
        reach=4,
        version=2,
    ),
    Rule(
        "interview_note",
        "author_note",
        re.compile(
            r"[\W_]{0,12}(?i:(?:(?:this|the|our) (?P<genre>interview)\b.{0,40} (?:has been|was|is|been)"
            r" (?:lightly |slightly )?(?:edited|condensed)"
            r"|(?:this|the|our) (?:following|transcript|conversation|discussion|exchange|q&a|responses?)\b"
            r".{0,40}"
            r" (?:lightly |slightly )?(?:edited|condensed)\b.{0,40}"
            r" for (?:\w+ and )?(?:length|clarity|brevity|space|style)"
            r"|the following (?:has been|was) (?:lightly )?(?:edited|condensed)).{0,80})"
        ),
        removes="This interview has been edited and condensed for clarity.",
        leaves="The interview was broadcast on Sunday.",
    ),
    Rule(
        "share_title",
        "share_line",
        re.compile(r"Share (?:All sharing options for: ?|this story: )(?=[\"“‘'A-Z0-9])"),
        removes="Share All sharing options for: ",
        leaves="Share prices fell on Monday.",
        shape="front",
        where="top",
        reach=3,
    ),
)
