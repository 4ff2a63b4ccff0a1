"""Rules for the lines that say who wrote an article: its signature, its author's post and books."""

import re

from sourcewise.corpus.cleaning.rule import BULLET, PEOPLE, PERSON, ROLE, Rule, either
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

_NO_VERB = r"(?!.*\b(?:said|told|says|according|tweeted|added|argued|charged|accused|arrested)\b)"
_WORKS = either(r"""
    (?:is|are) (?:currently |also |now )?(?:an?|the|co-?chair\w*|senior|economics|president|chief)
    (?! (?:weekly|daily|reported|partnership|likely|favou?rite|target|subject|focus|first|one|threat|
    better|good|bad|big|great|only|key|case)\b) |
    was (?:comptroller|the \d+(?:st|nd|rd|th)|an? former|formerly)\b|has been an? advis[eo]r\b|
    served (?:as|in|on)\b|
    serves (?:as|in|on)\b|teach(?:es)?\b|
    lives in [A-Z][\w ,]{2,30} (?:where|and) (?:(?:he|she|they) )?writes?\b|
    covers?\b|writes? (?:about|for|an?|their|on|the)\b|
    is (?:writing|completing|working on) an? book\b|worked as\b|reports? for\b|co-?founded\b|appears on\b|
    has an? (?:master|doctoral|bachelor|ph\.?d)|holds an? |is on (?:Twitter|the (?:faculty|staff|board))\b|
    (?:is|are) based in\b|(?:hosts?|edits?) (?=[A-Z])
""")

_NO_PERSON = re.compile(
    rf"(?:{CITIES}|{REGIONS})(?:$|\s)|(?:\w+\s){{1,3}}(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)$"
)


def _no_one_of_the_story(text: str, note: re.Match[str]) -> bool:
    """True where the names in an author note are no place or number, and no surname of theirs stands anywhere
    else in the text but in copies of the note.
    """
    if _NO_PERSON.match(note["byline"]):
        return False
    names = re.split(r",? and |, | & ", re.sub(r",? (?:Jr|Sr|II|III|IV)\b\.?", "", note["byline"]))
    near = text[max(0, note.start() - NEAR) : note.end() + NEAR].replace(note.group(), "")
    return not any(name.split()[-1] in near for name in names if name.strip())


RULES = (
    Rule(
        "author_by_surname",
        "author_note",
        re.compile(
            rf"{_NO_VERB}(?!(?:This|That|It|He|She|Here|There|What|Who|Which|Today|One|Now) )"
            rf"(?P<byline>[A-Z][\w’'-]+)"
            rf" is an? (?=.{{0,120}}{_OFFICE})[^!?“”]{{10,300}}"
        ),
        removes="Doe is a contributor to The Example and professor of law.",
        leaves="This is a contributor of the best kind.",
        where="end",
        reach=1,
        sure=_no_one_of_the_story,
    ),
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
            rf"|Col)\. )?(?P<byline>{PERSON}), (?:[^.!?]|(?<=[A-Z])\.){{2,100}}, "
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
        "about_author",
        "author_note",
        re.compile(rf"{BULLET}(?i:about the authors?):? (?P<byline>{PEOPLE}).{{3,500}}"),
        removes="About the author Jane Doe of Denver heads the Example Foundation.",
        leaves="About the author nobody knows much.",
    ),
    Rule(
        "author_last",
        "author_note",
        re.compile(
            rf"{BULLET}\(?{_NO_VERB}(?:(?:Dr|Rep|Sen|Gov|Gen|Col|Lt|Maj|Prof)\. )?(?P<byline>{PEOPLE})"
            rf"(?: \(@\w{{1,20}}\))?(?:, (?:of [A-Z][\w ]{{2,30}}|(?:an? |the "
            rf"|former )[^.!?]{{2,90}}),)? ?{_WORKS}.{{3,480}}"
        ),
        removes="Jane Doe covers harbours for The Example.",
        leaves="Jane Doe is glad of it.",
        where="end",
        reach=2,
        sure=_no_one_of_the_story,
    ),
    Rule(
        "author_note_above",
        "author_note",
        re.compile(
            rf"{BULLET}(?={PERSON})(?!.*\b(?:said|told|says)\b)(?P<byline>{PERSON})(?: \(@\w{{1,20}}\))?,?"
            rf"{_IS}{_POSITION}"
        ),
        version=2,
        removes="Jane Doe is editor of The Example Review.",
        leaves="Jane Doe is what they fear.",
        where="top",
        reach=4,
        sure=_no_one_of_the_story,
    ),
)
