"""Rules for what a house asks of its readers below a text: to comment, join, listen, write and follow."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, PERSON, Rule, either

TAIL = 6

_NO_SPEECH = r"(?!.*\b(?:said|says|told|tweeted)\b)"
_SHOW = r"(?:podcasts?|episodes?|itunes|spotify|stitcher|radio \d|wherever you|newsletters?)"
_COMMENT = either(r"""
    (?:post|leave) (?:a |your )?comments?\b(?! (?:on|about|in) the\b)|to comment(?: on this \w+)?,|
    respond to this (?:post|article|story)|
    (?:have your say|tell us|let us know|sound off) in the comments|
    (?:join|continue) the (?:conversation|discussion)\b(?! with\b)|share your (?:thoughts|story|views|
    photos)\b|
    we encourage readers (?:who|to)|we (?:want|would like|’d like) to hear from you|
    send (?:us )?(?:a tip|tips|questions|comments|your (?:questions|pictures|photos|stories))\b|
    send questions/comments|read our terms and conditions|
    please include a (?:contact|phone) number|(?:help us report|tell us more) (?:on|about)\b
""")
_JOIN = either(r"""
    becom(?:e|ing) a (?:\w+ )?(?:member|subscriber|supporter)(?! of (?:the|a|Congress))|
    your subscription\b(?! to a)|digital subscription|
    subscri(?:be|bing)\b.{0,120}\b(?:newsletters?|today|now|here|channel|podcasts?|inbox|e-?mails?|offers)|
    sign(?:ed|ing)? up\b.{0,120}\b(?:here|newsletters?|podcasts?|today|inbox|weekly|daily)|
    join our .{0,40}\b(?:membership|community|newsletter|facebook|group|list)|
    thank you for (?:supporting|reading)|support (?:real|our|local|independent|great|quality|good|free) \w*
    [ ]?journalism|thanks for reading|follow (?:us|along|the \w+) (?:on|via) (?:facebook|twitter|instagram)|
    get (?:the latest|our|updates?|it|more) .{0,80}\b(?:inbox|e-?mail|phone|app)\b
""")

RULES = (
    Rule(
        "comment_call",
        "comment_furniture",
        re.compile(rf"{EDGE}(?i:(?:what do you think\? ?)?{_COMMENT})\b{_NO_SPEECH}.{{0,400}}"),
        removes="Post comments below, or join our discussion on Twitter.",
        leaves="Post offices in the harbour take comments.",
        where="end",
        reach=TAIL,
    ),
    Rule(
        "membership_call",
        "newsletter_cta",
        re.compile(
            rf"{_NO_SPEECH}(?=.{{0,450}}\b(?i:{_JOIN}))(?=.*\b(?i:our|us|here|you|your|we|today|now)\b)[^“”\"]{{8,580}}"
        ),
        removes="The Example lives by its readers: become a member today.",
        leaves="She wants to become a member of the council, not a mayor.",
        where="end",
        reach=3,
        needs=("member", "ubscri", "ign", "oin our", "upport", "hank", "ollow us"),
    ),
    Rule(
        "listening_call",
        "newsletter_cta",
        re.compile(
            rf"{EDGE}(?:Listen|Hear|HEAR MORE|To hear|To listen|Tune in|Subscribe|Download)\b{_NO_SPEECH}"
            rf"(?=.{{0,250}}\b(?i:{_SHOW})\b).{{5,400}}|Listen to [A-Z][\w ,’'&-]{{2,50}}"
            r"|(?:-\s*)?(?:Watch|WATCH|Tune in)\b[^!?]{3,200}\b(?:\d ?[ap]\.?m\b|weeknights|weekdays"
            r"|[A-Z]\w+days?)\b.{0,120}(?<!:)"
        ),
        removes="Listen to the full interview on the latest episode of “Harbour Hour.”",
        leaves="Listen to the sailors: they know the harbour.",
        where="end",
        reach=TAIL,
    ),
    Rule(
        "reach_author",
        "author_note",
        re.compile(
            rf"{EDGE}(?:Reach|Contact|Follow|Email|E-mail|Tweet|Find|Connect with) (?:{PERSON}|(?:him|her"
            rf"|them|me"
            r"|us))\b(?=.{0,80}(?:@|\d{3}[-.]\d{3,4}|\.com|on (?:Twitter|Facebook))).{3,300}"
            rf"|{EDGE}(?:On|on) Twitter, follow .{{3,250}}"
            rf"|{EDGE}To contact the (?:author|editor|reporter|writer|columnist)s? .{{3,200}}"
            r"|(?:FOLLOW|Follow) [A-Z]\w+"
        ),
        removes="Reach Jane Doe on Twitter @janedoe.",
        leaves="Reach for the harbour, she wrote @janedoe.",
        where="end",
        reach=TAIL,
    ),
    Rule(
        "author_to_reach",
        "author_note",
        re.compile(
            rf"{PERSON} (?:is )?on (?:Twitter|Facebook|X):? ?@?\w.{{1,60}}"
            rf"|{EDGE}{PERSON} can be (?:followed|found|reached|contacted) .{{3,200}}"
            rf"|{_NO_SPEECH}[A-Z][^“”]{{10,450}}[.!?] (?:You can )?[Ff]ollow (?:him|her|them|me"
            rf"|[A-Z][\w’'-]+)"
            r" (?:on|at) ?:?(?:[Tt]witter|[Ff]acebook|Instagram|@).{0,120}"
            r"|.{5,80} columnists? .{3,80} appears? (?:on )?(?:Sundays?|Mondays?|Tuesdays?|Wednesdays?"
            r"|Thursdays?"
            r"|Fridays?)\b.{0,300}"
        ),
        removes="Jane Doe on Twitter @janedoe",
        leaves="Jane Doe is on the way to Twitter, she wrote.",
        where="end",
        reach=3,
        needs=("witter", "acebook", "ollow ", " can be ", " columnist"),
    ),
    Rule(
        "story_form",
        "contact_line",
        re.compile(
            r"(?:Help Us|Tell Us|Help us|Tell us)(?: [A-Z][\w’']*| on| about| report"
            r"| more){1,8} (?:Are you|Have you|Do you|Did you|We (?:want|are|need)|If you) "
            r".{10,560}|Share Your Thoughts .{5,200} Join the conversation below\."
        ),
        removes="Help Us Report on Harbours Are you a sailor? We want to know what you saw.",
        leaves="Help us, they said, to report on harbours.",
    ),
)
