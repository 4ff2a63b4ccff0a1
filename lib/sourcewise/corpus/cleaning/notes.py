"""Rules for what stands below an article: who wrote it, who helped, whose views it gives, corrections."""

import re

from sourcewise.corpus.cleaning.rule import BULLET, EDGE, PERSON, ROLE, Rule, either
from sourcewise.corpus.fields.dates import DATE
from sourcewise.corpus.fields.places import CITIES, REGIONS

LAST, TAIL = 4, 8
NEAR = 100_000  # characters on both sides of an author note in which its surname is looked for

_TEXT = "(?:report|story|article|post|piece|analysis|review)"
_OUT_OF = r"(?:exclusively|specially|especially|special|written) (?:for|to) (?:the )?(?:[a-z-]+ ){0,5}"
_NAMED = (
    r"(?:[“\"«‘']+(?P<quoted>[^”\"»’'\n]{2,60}?)[”\"»’']+"
    r"|(?P<outlet>[A-Z][\w.&’-]*(?: (?:of |the |and )?[A-Z][\w.&’-]*){0,5}))"
)
_IS = r" (?:is|was) (?:currently |now |also )?(?!(?!managing)\w+ing\b)(?:an? |the )?"
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


_NO_PERSON = re.compile(
    rf"(?:{CITIES}|{REGIONS})(?:$|\s)|(?:\w+\s){{1,3}}(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)$"
)


def _no_one_of_the_story(text: str, note: re.Match[str]) -> bool:
    """True where the name in an author note is no place or number, and its surname stands nowhere else in the
    text but in copies of the note.
    """
    if _NO_PERSON.match(note["byline"]):
        return False
    surname = re.split(r"[\s,]+", re.sub(r",? (?:Jr|Sr|II|III|IV)\b\.?$", "", note["byline"]))[-1]
    near = text[max(0, note.start() - NEAR) : note.end() + NEAR]
    return surname not in near.replace(note.group(), "")


RULES = (
    Rule(
        "end_byline",
        "byline",
        re.compile(
            rf"(?P<byline>{PERSON})(?:,|\s?["
            rf"|])\s(?P<affiliation>(?:[^.!?]{{3,120}}?,\s)?{_OUT_OF}{_NAMED})\.?"
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
        "author_apposition",
        "author_note",
        re.compile(
            rf"{BULLET}\(?(?!.*\b(?:said|told|says)\b)(?:(?:Sen|Rep|Dr|Gov|Prof|Gen"
            rf"|Col)\. )?(?P<byline>{PERSON}), [^.!?]{{2,100}}, "
            rf"(?:is (?=[^!?]{{0,200}}?\b(?:{ROLE}s?|member|graduate|veteran|former)\b)"
            rf"|writes? (?=[^!?]{{0,80}}(?:column|for|about))"
            r"|covers? |hosts? |blogs? )[^!?]{3,480}"
        ),
        removes="Jane Doe, a lawyer from Denver, writes a weekly column for The Example.",
        leaves="Jane Doe, a lawyer from Denver, is glad.",
        where="end",
        reach=LAST,
        sure=_no_one_of_the_story,
    ),
    Rule(
        "author_note_above",
        "author_note",
        re.compile(rf"{BULLET}(?!.*\b(?:said|told|says)\b)(?P<byline>{PERSON}),?{_IS}{_POSITION}"),
        removes="Jane Doe is editor of The Example Review.",
        leaves="Jane Doe is what they fear.",
        where="top",
        reach=4,
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
        "contact_call",
        "contact_line",
        re.compile(
            r"(?=.{0,500}(?:\S@\w|\[email))(?=.{0,500}\b(?i:tips?|contact|reach|e-?mail|write|send|ask)\b)"
            r"(?i:do you|if you|have (?:a|you|any)|got (?:a|any)|are you|were you|questions|comments?"
            r"|want to|tips|know "
            r"(?:something|anything)|please include|to (?:reach|contact|submit|respond)"
            r"|you can (?:reach|contact|e-?mail|write))\b.{5,560}"
        ),
        removes="Do you know more about the harbour? If so, write to jane.doe@example.org.",
        leaves="Do you know jane.doe@example.org, she asked.",
        needs=("@", "[email"),
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
            r" (?:last )?(?:updated|amended|corrected|revised)"
            rf"(?: on (?P<updated>{DATE})\b.{{0,300}}|"
            r" (?:on|at|to|with|throughout|since|after)\b.{0,300})?[\W_]{0,3}"
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
