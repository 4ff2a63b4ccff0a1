"""Rules for the lines above an article: crawl stamps, header lines, dates, bylines, labels."""

import re

from sourcewise.corpus.dates import DATE
from sourcewise.corpus.places import AGENCIES
from sourcewise.corpus.rule import PEOPLE, PERSON, ROLE, Rule

TOP = 8

_BREAK = r"(?:\s?[|·•,–—-]\s?|\s)"
_ISO = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
_PUBLISHED = (
    r"(?i:(?:first |originally |date |last )?(?:published|posted|publication date|publish date"
    r"|released|issued|date)(?: date)?(?: (?:on|at))?\s?[:|–—-]?\s?)"
)
_UPDATED = (
    r"(?i:(?:last |most recently )?(?:updated|modified|revised|update)(?: (?:on|at|date))?\s?[:|–—-]?\s?)"
)
_BY = r"(?:(?i:by|(?:written|words|story|text|report|posted|analysis) by|authors?:|byline:)\s+)"
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
            r"(?i:source|publication|outlet|publisher|newspaper)\s?:\s?(?P<outlet>[A-Z][^:;!?|]{1,60}?)\.?"
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
        re.compile(rf"{_PUBLISHED}(?P<published>{DATE})(?:{_BREAK}{_UPDATED}(?P<updated>{DATE}))?\.?"),
        removes="Published: Mar 3, 2021 07:23 PM",
        leaves="Published on May 3, 2021, the report named no one.",
    ),
    Rule(
        "updated_line",
        "published_line",
        re.compile(rf"{_UPDATED}(?P<updated>{DATE})(?:{_BREAK}{_PUBLISHED}(?P<published>{DATE}))?\.?"),
        removes="Last updated on 4 June 2019 at 10:12 BST",
        leaves="Updated guidance of 4 June 2019 is stricter.",
    ),
    Rule(
        "date_line",
        "published_line",
        re.compile(rf"(?P<published>{DATE})(?:{_BREAK}{_UPDATED}(?P<updated>{DATE}))?"),
        removes="Thursday, March 24, 2022 7:23 PM EDT",
        leaves="March 24, 2022 was a Thursday.",
        where="top",
        reach=3,
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
        "byline",
        "byline",
        re.compile(
            rf"{_BY}(?P<byline>{PEOPLE}){_HANDLE}{_AFFILIATED}{_HANDLE}"
            rf"(?:{_BREAK}(?:(?:{_PUBLISHED})?(?P<published>{DATE})|{_UPDATED}(?P<updated>{DATE})))?"
        ),
        removes="By Jane Doe and John Roe, Staff Writer",
        leaves="By Any Means Necessary",
        where="top",
        reach=TOP,
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
    ),
    Rule(
        "byline_within",
        "byline",
        re.compile(
            rf"(?:By|by) {PERSON}(?:(?:, (?:and )?| and | & ){PERSON}){{0,9}}(?:, [A-Z][\w.&’' -]{{1,40}})?"
        ),
        removes="By Sonam Vashi & Gisela Crespo, CNN",
        leaves="By contrast, she won.",
    ),
    Rule(
        "genre_label",
        "label_line",
        re.compile(
            r"(?P<genre>(?i:analysis ?/ ?opinion|(?:news )?analysis|opinion|op-ed|commentary|editorial"
            r"|interview))\s?:?"
        ),
        removes="ANALYSIS/OPINION:",
        leaves="Opinion is divided.",
        where="top",
        reach=4,
    ),
)
