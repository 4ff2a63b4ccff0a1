"""Rules for what a house says of itself between two paragraphs: its programmes, polls, readers' letters."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, Rule, either

_ON_AIR = either(r"""
    [\w ’']{4,60} (?:broadcasts live|airs) (?:on|weekdays|weeknights|every)\b.{2,160}\b[ap]\.?m\b.{0,60}|
    [^?!.]{10,140}\? vote (?:now|here|in urgent poll)\b.{0,20}|
    [^?!.]{10,140} (?:on your cable system|tv now on directv)\b.{0,60}|
    [^“”]{20,560}your purchase helps support .{3,40}|
    [^“”]{20,400}[.!?] click to subscribe!?
""")
_OF_READERS = either(r"""
    [\w ’']{3,60} is reader[- ](?:supported|funded).{0,300}|
    [“"][\w ]{2,20}[”"] shows you diverse perspectives .{3,60}|
    columnists in-depth political coverage, .{3,90}|
    [^.!?]{10,140}\? yes no(?: (?:unsure|undecided|not sure|maybe|other|i don[’']t know))?|
    get (?:instant|unlimited|full) access to .{5,160}|
    [\w ]{2,40} get the latest [\w ]{3,40} (?:from|in) .{3,60} (?:every|each) (?:weekday|day|morning|week)\.?|
    .{0,120}committed to publishing a diversity of letters to the editor\b.{0,300}
""")
_SERVICES = either(r"""
    (?:watch|listen to|read) [\w ’'“”"]{2,60} (?:on demand|sundays|weekdays|weeknights|saturdays)
    [ ](?:at |on )?.{2,160}|
    watch [\w ]{2,40} on (?:directv|dish|roku|xfinity)\b.{2,200}|
    (?:explore|hear|listen) [^.!?]{10,160} podcast\. subscribe .{3,120}|
    (?:read|see|follow) .{3,60} flipboard magazine|follow @?\w+ on flipboard.{0,60}|
    do you [^?!.]{5,140}\? vote (?:now|here|in)\b.{0,30}|
    want (?:more|news) [^?]{3,120}\? ?(?:sign up for|download the|click this link) .{3,160}|
    like what you[’']re reading\?.{0,200}|
    support [\w ]{3,30} journalism [\w ’']{3,40} is reader[- ]supported.{0,400}|
    for [^.!?]{5,120}, subscribe to [^.!?]{3,60} newsletters?|
    i invite you to sign up for .{3,160}|
    to (?:send|submit) a letter to the editor\b.{0,300}
""")

RULES = (
    Rule(
        "programme_call",
        "newsletter_cta",
        re.compile(rf"{EDGE}(?i:{_SERVICES}){EDGE}"),
        removes="Watch “Harbour Tonight” weeknights at 6:30pm ET on Example TV",
        leaves="Watch the harbour: nobody airs it on Sunday at 6 p.m.",
    ),
    Rule(
        "house_call",
        "newsletter_cta",
        re.compile(rf"{EDGE}(?i:{_ON_AIR}|{_OF_READERS}){EDGE}"),
        removes="The Example is reader supported: Chip in $10 to help us.",
        leaves="The Example is read by few.",
        needs=(
            "? Vote",
            " airs on",
            "broadcasts live",
            " is reader",
            "diverse perspectives",
            "In-depth political",
            "? Yes No",
            " access to ",
            "et the latest ",
            "committed to publishing",
            "your cable",
            "on DIRECTV",
            "purchase helps",
            "lick to subscribe",
        ),
    ),
)
