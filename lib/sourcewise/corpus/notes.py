"""Rules for what stands below an article: who wrote it, who helped, whose views it gives, corrections."""

import re

from sourcewise.corpus.rule import BULLET, EDGE, PERSON, ROLE, Rule, either

LAST, TAIL = 1, 8
BEFORE = 100_000  # characters before an author note in which its surname is looked for

_TEXT = "(?:report|story|article|post|piece|analysis|review)"
_OUT_OF = r"(?:exclusively|specially|especially|special|written) (?:for|to) (?:the )?(?:[a-z-]+ ){0,5}"
_NAMED = (
    r"(?:[“\"«‘']+(?P<quoted>[^”\"»’'\n]{2,60}?)[”\"»’']+"
    r"|(?P<outlet>[A-Z][\w.&’-]*(?: (?:of |the |and )?[A-Z][\w.&’-]*){0,5}))"
)
_IS = r" (?:is|was) (?:currently |now |also )?(?:an? |the )?"
_POSITION = (
    rf"(?=[^!?]{{0,150}}?\b{ROLE}s?\b)(?P<affiliation>[^!?]{{3,300}}?)(?:(?<![A-Z])\.(?:\s.{{0,500}})?)?"
)
_NO_REPORT = r"(?!.*\b(?:has|was|found|shows?|showed|that|said|says|told)\b)"
_HELPED = either(rf"""
    .{{3,350}}? contributed (?:reporting )?(?:to|for) this {_TEXT}(?: from [^.]{{2,60}})?|
    .{{3,120}}? contributed reporting|
    Contribut(?:ing|ors?)(?: [A-Z]?[a-z]+)?:\s?[A-Z].{{2,350}}|
    {_NO_REPORT}(?:Additional |Writing and )?[Rr]eporting (?:and writing |and editing )?by [A-Z].{{2,350}}|
    {_NO_REPORT}Edit(?:ed|ing) by [A-Z].{{2,150}}|
    With (?:Post wires|files from .{{2,80}}|reporting by .{{2,120}})
""")
_WHOSE = (
    r"\b(?:own|solely|authors?|columnists?|contributors?|writers?"
    r"|not (?:necessarily )?(?:those|reflect|represent|the views))\b"
)


def _no_one_of_the_story(text: str, note: re.Match[str]) -> bool:
    """True where the surname in an author note stands nowhere in the text before the note."""
    surname = re.split(r"[\s,]+", re.sub(r",? (?:Jr|Sr|II|III|IV)\b\.?$", "", note["byline"]))[-1]
    return surname not in text[max(0, note.start() - BEFORE) : note.start()]


RULES = (
    Rule(
        "end_byline",
        "byline",
        re.compile(
            rf"(?P<byline>{PERSON})(?:,|\s?[|])\s(?P<affiliation>(?:[^.!?]{{3,120}}?,\s)?{_OUT_OF}{_NAMED})\.?"
        ),
        removes="Ivan Petrov, historian, exclusively for the online magazine “Example Outlook”.",
        leaves="Ivan Petrov, historian, wrote exclusively about the war.",
        where="end",
        reach=TAIL,
    ),
    Rule(
        "author_is",
        "author_note",
        re.compile(rf"{BULLET}(?i:the (?:author|writer))(?:,? (?P<byline>{PERSON}),?)?{_IS}{_POSITION}"),
        removes="The author is a research fellow of the Institute of Examples in Rome.",
        leaves="The author is right about one thing.",
        where="end",
        reach=3,
    ),
    Rule(
        "author_note",
        "author_note",
        re.compile(rf"{BULLET}(?!.*\b(?:said|told|says)\b)(?P<byline>{PERSON}),?{_IS}{_POSITION}"),
        removes="• Jane Doe is a professor of law at Example University.",
        leaves="Jane Doe is the first to be tried.",
        where="end",
        reach=LAST,
        sure=_no_one_of_the_story,
    ),
    Rule(
        "contributors",
        "author_note",
        re.compile(rf"{EDGE}{_HELPED}[.)\s]{{0,3}}(?:Follow .{{3,120}})?"),
        removes="The Associated Press contributed to this report.",
        leaves="Three scientists contributed to the report.",
        where="end",
        reach=TAIL,
        needs=("ontribut", "eporting", "dit", "With "),
    ),
    Rule(
        "contact",
        "author_note",
        re.compile(
            r"(?:.{3,120} can be (?:reached|contacted) (?:at|on|via) "
            r"|(?i:e-?mail|contact|reach|write to|send (?:letters|tips|feedback)) .{0,80}?(?:at |to |: ?))"
            r"\S*(?:@|\[email).{0,200}"
        ),
        removes="Jane Doe can be reached at jane.doe@example.org.",
        leaves="He can be reached at his office, she said.",
        where="end",
        reach=TAIL,
    ),
    Rule(
        "views_disclaimer",
        "disclaimer",
        re.compile(
            rf"{BULLET}(?:The )?(?i:(?:views?|opinions?)(?: and (?:opinions?|views?))?"
            rf"(?: and [a-z ]{{3,40}})?,? (?:expressed|represented)) (?=.*{_WHOSE}).{{3,300}}"
        ),
        removes="The opinions expressed by columnists are their own.",
        leaves="Opinions expressed at the hearing were split.",
    ),
    Rule(
        "updated_note",
        "published_line",
        re.compile(
            rf"{EDGE}(?i:this (?:story|article|post|report|piece|page|headline)) (?:has been|was|is being)"
            r" (?:last )?(?:updated|corrected|revised)"
            r"(?: (?:on|at|to|with|throughout|since|after)\b.{0,300})?[\W_]{0,3}"
        ),
        removes="This story has been updated.",
        leaves="The report was revised to show less growth.",
    ),
    Rule(
        "transcript_notice",
        "disclaimer",
        re.compile(
            rf"{EDGE}(?i:this is a rush transcript|copy may not be in its final form"
            r"|(?:npr )?transcripts are created on a rush deadline).{0,250}"
        ),
        removes="This is a rush transcript. Copy may not be in its final form.",
        leaves="This is a rush to judgment.",
    ),
)
