"""Rules for what a house says of where a text comes from: wires, partners, funds, the printed page."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, PEOPLE, Rule, either

TAIL = 5

_TEXT = "(?:article|story|post|piece|report|column|essay|commentary|coverage|series|project|work|content)"
_NO_SPEECH = r"(?!.*\b(?:said|says|told|tweeted|asked)\b)"
_HOUSE = r"(?:The )?[A-Z][\w .’'&]{1,50}"
_WIRE = either(rf"""
    this {_TEXT} (?:(?:is|was|has been) )?(?:based|drawn|compiled)(?: in (?:part|whole)| partly| largely)?
    [ ](?:on|from) (?=.{{0,80}}\b(?-i:wire|AP|AFP|Reuters|Associated Press|[Ss]ervices|[Rr]eporting by))|
    this {_TEXT} (?:contains|includes|incorporates|uses) (?:material|reporting|information|content|reports?)
    [ ](?:from|by)|
    this {_TEXT} was (?:reported|written|compiled) by (?-i:The Associated|[A-Z])|
    (?:[\w ]{{2,30}} )?wire (?:services|reports) (?:were used in|contributed to) this {_TEXT}|
    with (?:wire|staff|news|agency) (?:reports|services)|
    with (?:Reuters|AP|AFP|(?:the )?associated press)$
""")
_FUNDED = either(rf"""
    this {_TEXT} (?:is|was) (?:being )?(?:
    part of (?:an?|the|our|(?-i:[A-Z]\w*[’']s?)) (?=.{{0,60}}\b(?:series|partnership|project|collaboration))|
    made possible|(?:supported|funded) (?:in part )?by|
    (?:published|produced|reported) (?:by .{{2,40}} )?(?:as part of|in (?:partnership|collaboration)|with
    [ ]support)|the (?:first|second|third|fourth|fifth|last|latest) (?:in|of|part|installment|article))|
    .{{2,80}} (?:coverage|work|reporting|journalism)(?: at [\w .]{{2,30}})? is (?:made possible|
    supported|funded)
    [ ](?:in part )?by|
    [\w .,’'&]{{2,60}} is (?:funded|supported) in part by|
    [\w .,’'&]{{2,60}} receives? (?:financial )?(?:support|funding) (?:for .{{3,60}} )?from\b
    (?=.{{0,300}}(?:solely responsible|editorial (?:input|control|independence)))|
    [\w .,’'&]{{2,120}} (?:partnered|teamed up|joined forces|collaborated) (?:with .{{2,80}} )?to
    [ ](?:report|produce|publish|uncover|bring)\b
""")
_IS = either(rf"""
    {_HOUSE} is an? (?:[\w-]+,? ){{0,3}}(?:non-?profit|nonpartisan|
    editorially independent)(?:,? [\w-]+){{0,2}}
    [ ](?:newsroom|news|program|service|site|organi[sz]ation|outlet|institution|website)\b|
    {_HOUSE} is a (?:partnership|collaboration|joint project) (?:of|between) (?=[A-Z])|
    {_HOUSE} is an? (?:[A-Z][\w ]{{1,20}} )?(?:daily|weekly|biweekly|monthly|reported|regular)
    (?: [\w’'-]+){{0,3}} (?:column|feature|newsletter|podcast)\b|
    {_HOUSE} is (?:compiled|written|edited|produced) by (?=[A-Z].{{3,60}}\. (?:Thank|Sign|Subscribe|Follow))|
    {_HOUSE} is one of [\w’' ]{{3,30}}[’']s fastest[- ]growing\b|
    {_HOUSE}, (?:headed|founded|led) by .{{5,80}}, is a leading provider\b|
    We are committed to .{{5,120}}\. Read our\b|In addition to its own editorials,|
    You can read (?:more )?diverse opinions from\b
""")
_DONE = r"(?:shot|edited|written|hosted|directed|produced|narrated|filmed|animated)"
_MADE = (
    r"(?:(?:Story|Video|Episode) )?(?:[Pp]roduced|Shot|Filmed|Hosted|Narrated|Animated|Edited|Reported"
    rf"|Interview|Written|Videography)(?:,? (?:(?:and|&) )?(?i:{_DONE}))* by"
)

RULES = (
    Rule(
        "wire_note",
        "editor_note",
        re.compile(rf"{EDGE}(?i:{_WIRE}){_NO_SPEECH}(?:\b.{{0,200}})?"),
        removes="This report is based in part on wire service reports.",
        leaves="This report is based in part on what the mayor knew.",
        where="end",
        reach=TAIL,
        needs=(
            "wire",
            "Wire",
            "Associated Press",
            "Reuters",
            "AFP",
            "AP ",
            "staff reports",
            "agency reports",
            "news services",
        ),
    ),
    Rule(
        "partner_note",
        "editor_note",
        re.compile(rf"{EDGE}(?i:{_FUNDED}){_NO_SPEECH}[^?!“”]{{0,400}}"),
        removes="This story is part of a reporting partnership of Example Radio and The Harbour.",
        leaves="This story is part of what makes the harbour great.",
        where="end",
        reach=TAIL,
        needs=(
            "partner",
            "series",
            "ollaboration",
            "project",
            "made possible",
            "upport",
            "fund",
            "installment",
            "joined forces",
            "teamed up",
        ),
    ),
    Rule(
        "house_note",
        "editor_note",
        re.compile(rf"{EDGE}{_IS}{_NO_SPEECH}.{{3,480}}"),
        removes="The Example is a nonprofit newsroom that covers harbours.",
        leaves="The Example is a nonprofit that few had asked.",
        where="end",
        reach=4,
        needs=(" is ", "own editorials", "diverse opinions", "We are committed"),
    ),
    Rule(
        "print_note",
        "editor_note",
        re.compile(
            rf"{EDGE}(?i:(?:this {_TEXT} )?(?:(?:also )?appear(?:s|ed)|was (?:featured|published)) "
            rf"(?:in print )?"
            r"in) (?=[^.!?]{0,70}\d{4})[^.!?]{3,70}\b(?:edition|issue)\b.{0,200}"
        ),
        removes="Appeared in the May 3, 2019, print edition as 'The Harbour Waits.'",
        leaves="It appeared in the evening edition of the harbour.",
        where="end",
        reach=TAIL,
    ),
    Rule(
        "partner_content",
        "editor_note",
        re.compile(
            rf"(?:This (?:{_TEXT} )?(?:also )?)?appears (?:as|under|in)"
            r" .{3,160}\b(?:edition|issue) of .{3,60}"
            rf"|This {_TEXT} also appears in [A-Z].{{2,60}}"
            rf"|[A-Z].{{5,120}} originally appeared on \S{{3,40}}\.\w{{2,3}}"
            rf"|This (?:{_TEXT}|content|commenting section) is"
            r" (?:being published by|created and maintained by)\b.{5,400}"
            rf"|This is a compilation of stories from.{{5,300}}"
            rf"|.{{3,60}} is an? [\w ]{{2,30}} content partner\b.{{3,300}}"
            rf"|[“\"A-Z][^.]{{3,40}} is a (?:co-)?production of [A-Z].{{3,400}}"
        ),
        removes="This article appears as “The Harbour” in the May 3, 2019, print edition of The Example.",
        leaves="This article appears as a threat to the harbour.",
        where="end",
        reach=TAIL,
        needs=("appear", "partner", "published by", "maintained by", "compilation", "production of"),
    ),
    Rule(
        "credits_of_work",
        "author_note",
        re.compile(
            r".{0,600}(?:Photo editing|Art direction|Graphics|Data|Design|Video): [A-Z].{0,300}"
            r"(?:Photo editing|Art direction|Graphics|Design|Edited by).{3,200}"
        ),
        removes="By Jane Doe Data: John Roe Photo editing: Mary Major Edited by Richard Miles",
        leaves="Data: the harbour has none. Video: it has none.",
        where="end",
        reach=3,
        needs=("Photo editing", "Art direction", "Graphics", "Design", "Edited by"),
    ),
    Rule(
        "made_by",
        "author_note",
        re.compile(
            rf"{EDGE}{_MADE} {PEOPLE}(?!\w)[^?!“”]{{0,500}}"
            rf"|(?:Videographer|Photographer|Producer|Editor) {PEOPLE} (?:is|was"
            rf"|are) credited with .{{3,100}}"
        ),
        removes="Produced by Jane Doe. Edited by John Roe.",
        leaves="Produced by the harbour, the salt is sold by none.",
        where="end",
        reach=4,
    ),
    Rule(
        "excerpt_note",
        "editor_note",
        re.compile(
            rf"{EDGE}(?:This {_TEXT} (?:is|was) )?(?i:excerpted|adapted|reprinted|republished)"
            r" (?:from|with permission) .{8,400}"
        ),
        removes="Excerpted from “The Harbour in Spring” by Jane Doe.",
        leaves="Excerpted letters from the harbour were read.",
        where="end",
        reach=4,
    ),
)
