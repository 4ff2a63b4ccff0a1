"""Rules for pictures and rights: captions, photo credits, copyright and licence lines."""

import re

from sourcewise.corpus.cleaning.rule import DASH, PERSON, Rule, either

_SERVICE = either("""
    AP|AFP|Reuters|REUTERS|EPA|EPA-EFE|UPI|TASS|Xinhua|Sputnik|SPUTNIK|Bloomberg|Getty|Getty Images?|
    GETTY IMAGES|Shutterstock|Associated Press|AP Images|Redux|Corbis|PA|VCG|CNS|SIPA|Sipa USA|NurPhoto|
    Anadolu(?: Agency)?|Pool|iStock(?:photo)?|Alamy|CQ Roll Call|ZUMA(?: Press| Wire)?|Newscom|
    Rex Features
""")
_PICTURE = either(r"""
    Photos?|Photographs?|Images?|Pictures?|Illustration|Graphic|Screenshot|Screengrab|Video(?= ?[CcSs])
""")
_CREDIT = (
    r"[A-Z][\w.&'’]*(?:(?: ?[,/|–—] ?|[ -])(?:of |the |and |via |for |at )*[A-Z0-9][\w.&'’]*){0,9}"
    r"(?: \( ?[^()]{2,30} ?\))?\.?"
)
_SLASHED = (
    rf"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{0,4}} ?/ ?(?:[A-Z][\w. ’'-]{{1,30}} ?/ ?){{0,2}}{_SERVICE}"
    rf"(?: via {_SERVICE}| Images?)?(?:, (?:FILE|File|file))?"
)
_PARENTHESIS = either(rf"""
    (?:AP|Reuters|REUTERS|AFP|Getty|EPA|Xinhua|UPI|Courtesy|File|Main|Cover|Image|Photo|Picture)? ?
    {_PICTURE}\b(?: by| source| credit| courtesy(?: of)?)? ?[:/]? ?[^()]{{0,100}}|
    [^()/]{{2,60}}/ ?(?:[^()/]{{2,40}}/ ?)?{_SERVICE}[^()]{{0,40}}|
    {_SERVICE}(?: Video| Graphic)?/[A-Z][^()]{{2,60}}|
    {PERSON}(?: for [A-Z][^()/]{{2,40}})? ?/ ?[A-Z][^()/]{{1,40}}|
    {PERSON},? special to [A-Z][^()/]{{2,40}}|
    {PERSON} for (?:The [A-Z][\w ]{{2,30}}|ProPublica|TIME|NPR|[A-Z]\w+ (?:News|Post|Times|Magazine|Tribune))|
    (?:Graph|Chart|Map|Table)s? (?:courtesy|by|credit)\b[^()]{{0,80}}|
    [^()]{{2,60}}\bvia {_SERVICE}|
    (?i:file|handout|courtesy)(?:\b (?i:photo|image))?|
    {_SERVICE}\b (?:[Ff]ile )?(?i:photo|image|picture)s?(?: ?[:/] ?[^()]{{2,80}})?|
    (?<=[.!?”"’] \(){_SERVICE}|
    Pixabay|Unsplash|Wikimedia Commons|Screenshot
""")
_HOUSE = r"[A-Z][\w.’']*(?: [A-Z&][\w.’']*){0,4}"
_OPENING = either(r"""
    Enlarge this image\b|toggle caption\b|Image (?:copyright|caption|source)\b|Media caption\b|
    Media playback is (?:un|not )supported\b|FILE PHOTO\b|FILE ?[-–—]+ ?(?=[A-Z])|FILE: |File photo\b|
    Facebook Twitter Pinterest\b|Photos?: (?=[A-Z])|Caption: |Photographers?: |Close video\b|
    CLOSE(?: (?=[A-Z])|$)|Hide Caption\b|(?:prev|next) Image \d|Slideshow \(\d|Image \d+ of \d+|
    (?:Photo|Video)s?$|Slideshow$
""")

_NO_CREDIT = r"[A-Z’'&.\s-]{1,60}/"  # capitals throughout

RULES = (
    Rule(
        "caption_marked",
        "photo_caption_credit",
        re.compile(rf"{_OPENING}.{{0,500}}"),
        removes="Enlarge this image toggle caption Jane Doe/AP Jane Doe/AP",
        leaves="Photos of the scene were shown in court.",
    ),
    Rule(
        "caption_in_parentheses",
        "photo_caption_credit",
        re.compile(
            rf"[^()]{{0,560}}(?:\([^()]{{1,60}}\)[^()]{{0,200}}){{0,3}}\({_PARENTHESIS}\)(?: ?Buy Photo)?"
        ),
        version=2,
        removes="Sen. Jane Doe speaks in Denver, May 3, 2019. (AP Photo/John Roe, File)",
        leaves="He spoke to the Associated Press (AP).",
        needs=(")",),
    ),
    Rule(
        "caption_in_brackets",
        "photo_caption_credit",
        re.compile(
            rf"[^\[\]]{{3,450}} ?\[ ?(?!.*\d)(?:[A-Z][\w.’'-]* (?:[A-Z][\w.’'-]* ){{1,3}}AP Photo"
            rf"|(?:File: ?)?[A-Z][\w.’'-]*(?: (?:al-|el-)?[A-Z][\w.’'-]*){{0,4}} ?/ ?"
            rf"(?:[A-Z][\w. /’'-]{{1,40}})"
            rf"|(?:File: ?)?{_SERVICE}|Al Jazeera|Courtesy of [A-Z][\w .’'-]{{2,40}})\]"
        ),
        removes="Ships leave the harbour in spring [Jane Doe/Reuters]",
        leaves="He spoke of ships [and harbours]",
        needs=("]",),
    ),
    Rule(
        "caption_barred",
        "photo_caption_credit",
        re.compile(
            r"[A-Z“\"‘'][^|]{10,400}? \| (?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}/)?(?:(?:AFP|Pool"
            r"|Bloomberg|EPA)/)?"
            r"(?:AP Photo/[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}|(?:(?:Getty(?: Images)?|AP|POLITICO|Reuters"
            r"|REUTERS)(?:,| and)? )?(?:Getty(?: Images)?|AP|POLITICO|Reuters|REUTERS)"
            r"(?: [Pp]hotos?)?)(?=\s|$)"
        ),
        removes="The harbour in spring. | Jane Doe/Getty Images ",
        leaves="One | two | three harbours stand in Getty's book. ",
        shape="front",
        where="top",
        reach=2,
    ),
    Rule(
        "caption_barred_line",
        "photo_caption_credit",
        re.compile(
            rf"[A-Z“\"‘'][^|]{{15,560}} ?\| ?(?:[A-Z][\w.’'-]*(?:"
            rf" [A-Z][\w.’'-]*){{0,4}}/)(?:[A-Z]\w{{1,20}}/){{0,2}}(?:{_SERVICE}|Staff|{_HOUSE})"
            rf"(?: Photo| via {_SERVICE})?|[A-Z“\"‘'][^|]{{15,560}}[.”\"] ?\| (?:{_SERVICE}(?: Photo)?"
            rf"|{PERSON})|[A-Z“\"‘'][^|]{{15,560}}[.”\"\w] {PERSON} ?\| ?(?:{_SERVICE}|CNBC|NBC News)"
        ),
        removes="Ships leave the harbour in Denver. | Jane Doe/AP Photo",
        leaves="Ships leave | The harbour",
        where="below",
        needs=("| ",),
    ),
    Rule(
        "view_photos",
        "photo_caption_credit",
        re.compile(r"View [Pp]hotos? [A-Z].{10,450}\)(?: More(?:\.\.\.)?)?"),
        removes="View photos Ships leave the harbour. (Photo: Jane Doe/AFP) More",
        leaves="View photos as she does: (with care)",
        needs=("View ",),
    ),
    Rule(
        "caption_agency",
        "photo_caption_credit",
        re.compile(
            rf".{{0,450}}?(?:(?<![\w.]){_SLASHED}|Getty Images"
            rf"|(?:REUTERS|AP Photo)/[A-Z][\w.’' -]{{1,40}}(?:/[\w ]{{1,30}})?"
            rf"|[\w)’\"”.]\s?{DASH}? ?(?:\w[\w ’'-]{{0,40}} )?via {_SERVICE})"
        ),
        removes="The president leaves Moscow on May 15, 2021. JANE DOE / SPUTNIK / AFP via Getty Images",
        leaves="The figures come from AFP and Reuters/Ipsos polls.",
        needs=("/", " via ", "Getty Images"),
    ),
    Rule(
        "caption_credit",
        "photo_caption_credit",
        re.compile(
            rf".{{0,220}}?(?<![\w-])(?:(?:{_PICTURE}|Main image|Cover image|[Ff]eatured image)"
            rf"(?: [Cc]redit| [Cc]ourtesy| [Ss]ource)?s? ?(?::| by:?| courtesy of)"
            rf"|(?:Image |Photo )?Credits?:) ?{_CREDIT}|(?:{_PICTURE}|GIF|Gif) : [^.:?!]{{2,120}}"
        ),
        removes="China Russia Photo: VCG",
        leaves="The Photo shows what happened: nothing.",
        needs=("Photo", "photo", "Image", "Picture", "Illustration", "Graphic", "Screen", "Video", "redit"),
    ),
    Rule(
        "credit_alone",
        "photo_caption_credit",
        re.compile(
            rf"(?!{_NO_CREDIT}){PERSON} ?/ ?(?:Via |via )?{_HOUSE}(?: ?[/-] ?(?:{_SERVICE}|AP Photo))?"
            r"(?:,? ?/?(?:FILE|File))?"
            rf"|{PERSON} ?\| ?(?:{_SERVICE}|CNBC|NBC News)"
        ),
        removes="Jane Doe / Example Media",
        leaves="Example Media / Who owns it, and why",
        needs=("/", "|"),
    ),
    Rule(
        "agency_alone",
        "photo_caption_credit",
        re.compile(
            r"AP|AFP|Reuters|REUTERS|EPA|UPI|Getty(?: Images)?|GETTY IMAGES|Associated Press|AP Photo"
        ),
        removes="AP",
        leaves="AP says no",
    ),
    Rule(
        "credit_before",
        "photo_caption_credit",
        re.compile(
            rf"(?!.*(?:\bsaid\b|\bpoll\b|\bsurvey\b)){PERSON}(?: for {_HOUSE})? ?/ ?"
            rf"(?:{_HOUSE}/)?(?:{_SERVICE}|Staff|(?i:The) {_HOUSE}|{_HOUSE}(?=/File))"
            rf"(?: ?[/-] ?(?:File|FILE|{_SERVICE}))* [A-Z“\"].{{15,560}}"
        ),
        removes="Jane Doe/AP/File Ships leave the harbour on May 3, 2019, in Denver.",
        leaves="Jane Doe/AP readers know the harbour.",
        needs=("/",),
    ),
    Rule(
        "copyright",
        "copyright_line",
        re.compile(
            r"\(?(?:(?:(?i:image |photo )?(?:(?i:copyright )?(?:©|\([cC]\))|(?i:©?copyright) (?=\d{4})))"
            r"(?: ?Copyright)?\s?(?:\d{4}(?:[-–]\d{2,4})?,?\s)?(?:by )?"
            r"(?P<holder>[A-Z][\w.&/’' -]{1,60}?(?:, (?:LLC|Inc|Ltd|LP)\b\.?)?)?"
            r"(?:[.,]?\s?(?i:all rights reserved|click here|this material|used with|reprinted|distributed"
            r"|visit our).{0,250})?[.\s]{0,2}"
            r"|(?i:all rights reserved|this material may not be (?:published|reproduced)).{0,250}"
            r"|Republishing .{3,160} is prohibited\.|Permission is (?:given|granted) to .{10,500})\)?"
        ),
        removes="Copyright © 2019 The Daily Example, LLC. All rights reserved.",
        leaves="Copyright law has not kept up.",
    ),
    Rule(
        "licence_notice",
        "copyright_line",
        re.compile(
            r"(?i:content created by .{3,80} is available without charge"
            r"|republish (?:this|our) (?:article|stor)"
            r"|(?:to|for) (?:request )?(?:reprint|licens(?:e|ing))\b.{0,60}"
            r"(?:permission|rights|content|opportunities)).{0,400}"
        ),
        removes="Content created by the Example Foundation is available without charge to publishers.",
        leaves="Content created by users is what the law covers.",
    ),
)
