"""Rules for what stands below an article: who helped, whom to write to, whose views it gives."""

import re

from sourcewise.corpus.cleaning.rule import BULLET, EDGE, PEOPLE, PERSON, Rule, either
from sourcewise.corpus.fields.dates import DATE

TAIL = 8

_TEXT = "(?:report|story|article|post|piece|analysis|review)"
_NO_REPORT = r"(?!.*\b(?:has|was|found|shows?|showed|that|said|says|told)\b)"
_HELPED = either(rf"""
    (?:.{{3,350}}? )?contributed (?:(?:additional |further )?(?:reporting |research ))?(?:(?:to|
    for) )?this (?:\w+ )?
    {_TEXT}(?: from [^.]{{2,60}})?(?:,? (?:which|that) (?:is|was) .{{3,80}}|
    ,? (?:last )?updated .{{3,60}}|, as well as
    [ ].{{3,60}}|\. Associated .{{3,80}})?|
    .{{3,120}}? contributed (?:additional )?(?:reporting|research)(?: (?:from|in|to) [A-Z][^.]{{2,60}})?|
    (?:.{{3,200}}[.;] ?)?Contribut(?:ing|ors?)(?: [A-Z]?[a-z]+)?:\s?[A-Z].{{2,350}}|
    Contributing The [A-Z].{{2,60}}|
    Contributing to this {_TEXT} (?:was|were) .{{3,300}}|Additional contributions by .{{3,100}}|
    (?:Numerous |The )?(?:Associated Press|AP|Reuters) (?:writers?|reporters?|
    journalists?) .{{3,200}} contributed
    (?: (?:from|to) .{{3,80}})?|
    {_NO_REPORT}(?:Additional |Writing and )?[Rr]eporting (?:and writing |and editing )?by [A-Z].{{2,350}}|
    {_NO_REPORT}Edit(?:ed|ing) by [A-Z].{{2,150}}|
    With (?:Post [Ww]ires|files from .{{2,80}}|reporting by .{{2,120}})
""")
_NAME_BEFORE = re.compile(
    r"[A-Z][\w’'-]+(?: in [A-Z][\w.,]{1,20}(?: [A-Z][\w.,]{1,20}){0,3})? (?:contributed|reported from)"
)
_WHOSE = (
    r"\b(?:own|solely|authors?|columnists?|contributors?|writers?"
    r"|not (?:necessarily )?(?:those|reflect|represent|the views))\b"
)


def _of_a_name(_: str, note: re.Match[str]) -> bool:
    """True where names stand before the verb: "Jane Doe contributed", not "many contributed"."""
    return bool(_NAME_BEFORE.search(note.group()))


RULES = (
    Rule(
        "contributors",
        "author_note",
        re.compile(
            rf"{EDGE}{_HELPED}[.)\s]{{0,3}}"
            r"(?:Follow .{3,120}|(?:Correction|Clarification)(?:, .{6,14})?: .{9,400})?"
        ),
        removes="The Associated Press contributed to this report.",
        leaves="Three scientists contributed to the report.",
        where="end",
        reach=TAIL,
        needs=("ontribut", "eporting", "dit", "With "),
        version=3,
    ),
    Rule(
        "reported_from",
        "author_note",
        re.compile(
            rf"{EDGE}{_NO_REPORT}[A-Z][^“”\"!?:;]{{0,250}}?(?<=[A-Z]|[a-z’'-])(?<!\bwho)"
            r" (?:contributed(?: from [A-Z][^.]{2,60})?\.?(?: Updated .{3,60})?|reported from [A-Z].{2,350})"
        ),
        removes="Jane Doe reported from Rome; John Roe in Paris contributed.",
        leaves="Jane Doe reported from Rome that nobody had contributed.",
        where="end",
        reach=TAIL,
        needs=(" contributed", " reported from "),
        sure=_of_a_name,
    ),
    Rule(
        "contributors_between",
        "author_note",
        re.compile(
            rf"(?:[A-Z][\w.]+[’']s )?{PEOPLE} contributed (?:reporting )?to this (?:report|story|article)\.?"
            rf"|(?:--|[—–]) ?[Ww]ith additional reporting (?:from|by) {PEOPLE}\.?"
            rf"|(?:Associated Press|AP|Reuters) (?:writers?|reporters?|journalists?) {PEOPLE} contributed"
            rf" (?:reporting )?from [A-Z].{{2,60}}|Numerous (?:AP|Reuters) journalists contributed .{{3,60}}"
        ),
        removes="Example’s Jane Doe and John Roe contributed to this report.",
        leaves="Jane Doe and John Roe contributed to this harbour.",
        needs=("contributed", "additional reporting"),
    ),
    Rule(
        "name_below",
        "author_note",
        re.compile(rf"(?:--|—) ?{PEOPLE}(?<!\.)(?: in [A-Z]\w+(?: and {PERSON} in [A-Z]\w+)?)?"),
        removes="—Jane Doe in Rome and John Roe in Paris",
        leaves="—Jane Doe’s coverage",
        where="end",
        reach=2,
        needs=("--", "—"),
    ),
    Rule(
        "contact",
        "author_note",
        re.compile(
            r"(?:(?:.{3,120} can be (?:reached|contacted) (?:at|on|via)(?: Twitter at| e-?mail at)? "
            r"|(?i:e-?mail|contact|reach|write to|send (?:letters|tips|feedback)) .{0,80}?(?:at |to |: ?))"
            r"\S*(?:@|\[email|twitter\.com/).{0,200}"
            rf"|{PERSON}(?: in [A-Z][\w. ]{{2,30}})? at \S{{1,40}}@\S{{3,40}}"
            r"|(?:[Tt]witter:? )?@\w{2,20}"
            r"|(?!.*\b(?:said|says|told|wrote|was|were)\b)(?=.{0,400}(?:\S@\w{2,30}\.\w|\[email))"
            r"(?=.{0,400}\b(?i:us|our|letters?|tips?|contact|pitch|comments?|column|e-?mail)\b)[^“”\"]{10,330})"
        ),
        removes="Jane Doe can be reached at jane.doe@example.org.",
        leaves="He can be reached at his office, she said.",
        needs=("@", "[email", "twitter.com/"),
        version=2,
        where="end",
        reach=TAIL,
    ),
    Rule(
        "contact_call",
        "contact_line",
        re.compile(
            r"(?=.{0,500}(?:\S@\w|\[email))(?=.{0,500}\b(?i:tips?|contact|reach|e-?mail(?:ing)?|write|send|ask"
            r"|drop (?:me|us) a line)\b)"
            r"(?i:do you|did you|is your|flag on|how (?:have|has|are)|if you|have (?:a|you|any)|got (?:a|any)"
            r"|are you|were you"
            r"|contact (?=[A-Z])|send (?:us |your )|share your|get in touch|we (?:want|would like"
            r"|['’]d like) to hear|questions|comments?"
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
            rf"{BULLET}(?:[A-Z][^.“”\"]{{10,200}}\. )?(?:The )?"
            rf"(?i:(?:views?|opinions?)(?: and (?:opinions?|views?))?"
            rf"(?: and [a-z ]{{3,40}})?,? (?:expressed|represented)) (?=.*{_WHOSE}).{{3,300}}"
            r"|This (?:document|article|story|content|post)"
            r" (?:does not constitute|is not intended (?:as|to be)) [\w ,]{3,80}\badvice\b.{0,160}"
            r"|(?:Views|Opinions) (?:expressed )?do not necessarily (?:represent|reflect) .{3,200}"
        ),
        removes="The opinions expressed by columnists are their own.",
        leaves="Opinions expressed at the hearing were split.",
        needs=("xpressed", "epresented", "do not necessarily", "advice"),
        version=2,
    ),
    Rule(
        "commentary_note",
        "author_note",
        re.compile(
            r"[A-Z][^“”\n]{20,60}.{0,800}?(?:[Vv]iews?|[Oo]pinions?) expressed (?:here|in this"
            r" (?:commentary|article|column|piece|op-ed)) (?:are|belong|do)\b[^.]{2,120}\."
            r"(?: (?:Read|View|See|Find|Visit)\b[^.]{0,60}\b[Oo]pinion[^.]{0,60}\.?)?"
        ),
        removes="Jane Doe is an adjunct senior fellow of the Harbour. The views expressed here are her own. ",
        leaves="Views expressed in the harbour are many. The council has none.",
        shape="front",
        where="top",
        reach=4,
        version=2,
        needs=(" expressed ",),
    ),
    Rule(
        "disclosure",
        "author_note",
        re.compile(r"\W{0,3}(?:Full |FULL )?(?:[Dd]isclosure|DISCLOSURE): .{10,400}"),
        removes="Full disclosure: The mayor is a cousin of this reporter.",
        leaves="Full disclosure is what the council asks for: nobody gave it.",
        where="end",
        reach=4,
        needs=("isclosure", "DISCLOSURE"),
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
            r"|(?:npr )?transcripts are created on a rush deadline).{0,560}"
        ),
        removes="This is a rush transcript. Copy may not be in its final form.",
        leaves="This is a rush to judgment.",
    ),
)
