"""Rules for the lines that say who wrote an article: its signature, its author's post and books."""

import re

from sourcewise.corpus.cleaning.rule import BULLET, PERSON, ROLE, Rule
from sourcewise.corpus.fields.places import CITIES, REGIONS

LAST, TAIL = 4, 8
NEAR = 100_000  # characters on both sides of an author note in which its surname is looked for

_OUT_OF = r"(?:exclusively|specially|especially|special|written) (?:for|to) (?:the )?(?:[a-z-]+ ){0,5}"
_NAMED = (
    r"(?:[“\"«‘']+(?P<quoted>[^”\"»’'\n]{2,60}?)[”\"»’']+"
    r"|(?P<outlet>[A-Z][\w.&’-]*(?: (?:of |the |and )?[A-Z][\w.&’-]*){0,5}))"
)
_IS = r" (?:is|was) (?:currently |now |also )?(?!(?!managing)\w+ing\b)(?:an? |the )?"
_OFFICE = rf"\b(?:{ROLE}s?\b|(?i:{ROLE})(?:,|[ -](?:of|at|for|in|and|on)\b))"  # no "President Doe"
_POSITION = rf"(?=[^!?]{{0,150}}?{_OFFICE})(?P<affiliation>[^!?]{{3,300}}?)(?:(?<![A-Z])\.(?:\s.{{0,500}})?)?"

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
        re.compile(
            rf"{BULLET}\(?(?={PERSON})(?!.*\b(?:said|told|says)\b)(?P<byline>{PERSON})"
            rf"(?: \(@\w{{1,20}}\))?,?{_IS}{_POSITION}\)?"
        ),
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
        "author_to_follow",
        "author_note",
        re.compile(
            rf"{BULLET}\(?(?!(?:Contact|E-?mail|Reach|Write|Follow)\b|.*\b(?:said|told|says|contributed)\b)(?P<byline>{PERSON})"
            r"(?:’s|'s)?,? [^!?]{5,450}[.;]"
            r" ?(?:You can )?[Ff]ollow (?:him|her|them|me) (?:on|at) .{2,160}"
        ),
        removes="Jane Doe serves on the board of The Example. Follow her on Twitter @janedoe.",
        leaves="Jane Doe serves on the board. Follow her on her way, said the mayor.",
        where="end",
        reach=LAST,
        needs=("ollow ",),
        sure=_no_one_of_the_story,
    ),
    Rule(
        "author_note_above",
        "author_note",
        re.compile(
            rf"{BULLET}(?={PERSON})(?!.*\b(?:said|told|says)\b)(?P<byline>{PERSON}),?{_IS}{_POSITION}"
        ),
        removes="Jane Doe is editor of The Example Review.",
        leaves="Jane Doe is what they fear.",
        where="top",
        reach=4,
        sure=_no_one_of_the_story,
    ),
)
