"""Rules for pictures and films that name their source in other forms than `credits` knows."""

import re

from sourcewise.corpus.cleaning.rule import PERSON, Rule, either

_SERVICE = either("""
    AP|AFP|Reuters|REUTERS|EPA|UPI|Bloomberg|Getty(?: Images)?|Shutterstock|Associated Press|NurPhoto|
    Anadolu(?: Agency)?|iStock(?:photo)?|Alamy|ZUMA(?: Press| Wire)?|Newscom|Rex Features|AP Images?|
    European Pressphoto Agency|Agence France-Presse|POLITICO|Politico|Landov|Sipa|MCT
""")
_PHOTO = r"(?: [Pp]hotos?| [Ii]llustration)?"
_SERVICES = rf"{_SERVICE}{_PHOTO}(?:(?:,|;| and| /|/) ?(?:{_SERVICE}){_PHOTO}){{0,3}}"
_FROM = (
    r"[A-Z@0-9][\w.&’'@-]*(?:(?: ?[/,|&—–-] ?| )(?:of |the |and |via |for |at "
    r"|on )*[A-Z0-9@][\w.&’'@-]*){0,10}"
)
_HOUSE = r"[A-Z][\w.’']*(?: [A-Z&][\w.’']*){0,4}"
_FEATURE = either(r"""
    Featured? [Ii]mages?|Cover(?: [Ii]mage| [Pp]hoto)?|(?:Lead|Header|Top|Main|Hero) (?:[Ii]mage|[Pp]hoto)|
    [Pp]hotos? (?:at|on) top|Photo[ -][Ii]llustration|(?:All )?[Pp]hotos?|Photographs?|Images?|Illustrations?|
    Animation|Screenshot|Golf icon
""")

RULES = (
    Rule(
        "image_and_credit",
        "photo_caption_credit",
        re.compile(
            r"Image [A-Z].{3,560}?Credit(?:\.\.\.|…)?:? ?[A-Z].{2,160}"
            r"|Embed [^a-z].{0,300}(?i:autoplay autoplay copy this code).{0,60}"
            r"|Embed autoplay autoplay .{10,60}|Buy Photo [A-Z].{5,560}|Expand [A-Z].{10,560}© .{3,60}"
        ),
        removes="Image Ships leave the harbour in spring. Credit Jane Doe for The Example",
        leaves="Image is all that the harbour has. Credit goes to no one.",
    ),
    Rule(
        "feature_credit",
        "photo_caption_credit",
        re.compile(
            rf"[(\[]?{_FEATURE}(?: [Cc]redits?)?(?: of [^.“”]{{3,120}}?)?(?: (?:by|via|from|courtesy of)"
            rf"|:) ?{_FROM}"
            rf"(?:\. Covers? .{{3,60}})?[.)\]]?"
            r"|Featured? [Ii]mages?(?: [Cc]redit)?: [^!?]{5,200}"
            rf"|\((?:Video|Photo|Image) via {_FROM}\)?|\[image via [^\[\]]{{3,60}}\]"
            r"|Photo credits?(?: belongs to|:) .{3,200}|(?:Photo )?Credits?:(?: [A-Z][^!?:]{3,120})?"
            r"|(?:Shutterstock|iStock|Flickr|Pixabay|Dreamstime|Wikimedia)[\w.]{0,8}/[\w .]{2,40}"
            r"|Courtesy (?:of |: ?)?[A-Z][^.!?]{2,60}"
            r"|\((?:Data|Graph|Chart|Sources?|Screenshot|Images?|Photos?): [^()]{3,100}\)"
        ),
        removes="Photograph of the harbour by Jane Doe/Example Pictures.",
        leaves="Photographs of the harbour by sailors were shown.",
    ),
    Rule(
        "caption_then_house",
        "photo_caption_credit",
        re.compile(
            rf"(?!.*\b(?:said|says)\b)[A-Z].{{15,560}}[.”\"] ?{PERSON} ?(?:/|—) ?{_HOUSE}"
            rf"(?: for [A-Z][\w ]{{2,20}})?"
            rf"|[A-Z].{{15,560}} \| (?:{PERSON}/)?{_SERVICES}(?: for {_HOUSE})?"
            rf"|[A-Z].{{15,560}} \| Courtesy of .{{3,50}}"
            rf"|[A-Z].{{15,560}}[.] ?(?:Getty(?: Images)?|European Pressphoto Agency|Associated Press)"
            rf"|[A-Z].{{15,560}} ?(?:Photo|Photograph|PHOTO): ?{_FROM}\.?"
            rf"|[A-Z].{{10,400}} ©\s?(?:\d{{4}} )?[A-Z][^.!?]{{2,80}}"
            rf"|© [A-Z].{{3,120}} / Getty Images .{{10,400}}"
            rf"|[A-Z].{{15,400}}\. (?:U\.S\. )?[A-Z][\w ]{{2,30}} photo by [A-Z].{{2,60}}"
        ),
        removes="Ships leave the harbour on May 3, 2019. Jane Doe / Example News",
        leaves="Ships leave the harbour. One / two",
        where="below",
        needs=("/", " | ", "—Magnum", ". Getty", "Associated Press", "hoto:", "©"),
    ),
    Rule(
        "service_before",
        "photo_caption_credit",
        re.compile(
            r"(?:[A-Z][\w .’'-]{2,40} ?/ ?){0,2}(?:(?:AFP|EPA|AP|Reuters) ?)?(?:/ ?|via )?Getty Images"
            r" (?=[A-Z][a-z]* )(?!CEO|President|Chief)[A-Z“\"].{15,500}"
            r"|(?:[A-Z][\w .’'-]{2,40} ?/ ?)(?:AFP|EPA|AP|Reuters) via Getty Images (?=[A-Z]).{15,500}"
        ),
        removes="Example / Getty Images A ship leaves the harbour in spring.",
        leaves="Getty Images says that a ship leaves the harbour in spring.",
        needs=("Getty Images ",),
    ),
    Rule(
        "credit_only",
        "photo_caption_credit",
        re.compile(
            r"(?:[A-Z][\w.&’' -]{2,40}/){1,3}AP Photo(?:, (?:FILE|File))?"
            r"|[A-Z][\w./&’' -]{2,80} via Getty Images, FILE|.{10,500}(?:Getty Images|AP Photo|Reuters"
            r"|AFP|AP), FILE"
            r"|[A-Z].{5,500}[.!?”\"] \((?:Facebook|Twitter|Instagram|YouTube|Shutterstock)/[^()]{2,50}\)"
            r"|[A-Z].{5,400}[.!?] (?:Shutterstock|Flickr|Pixabay|iStock)[\w.]{0,8}/[\w .]{2,40}"
        ),
        removes="Channel 7 video/AP Photo",
        leaves="The AP Photo desk waits",
        needs=("AP Photo", ", FILE", "Shutterstock/", "(Facebook/"),
    ),
    Rule(
        "film_credit",
        "video_embed",
        re.compile(
            r"(?!.*\b(?:said|says|told)\b)(?:[^!?:]{3,260}[.”\"?] )?(?:[A-Z][\w.&/’'-]*"
            r"(?: [\w.&/’'-]+){0,7} )"
            r"(?:via )?(?<!on )(?<!to )(?<!of )(?<!from )(?<!and )(?<!by )(?<!at )(?<!the )(?<!with )(?<!in )"
            r"YouTube(?: YouTube)?"
            r"|(?!.*\bto Listen$)[A-Z“\"‘'].{4,240}[\w.?!”\"'’)] Listen(?: (?:· )?\d+:\d\d)*"
            r"|(?:Listen|LISTEN) (?:now|below|here|to (?:this|the) (?:story|podcast|episode)"
            r"(?: Listen)?)[:.]?"
        ),
        removes="The mayor opens the harbour. Example News via YouTube",
        leaves="Nobody had seen the harbour on YouTube",
        needs=(
            "YouTube",
            "Listen",
            "LISTEN",
        ),
    ),
    Rule(
        "image_named_last",
        "photo_caption_credit",
        re.compile(
            r"(?<=[.!?”\"’)] )(?:(?:Top|Featured?|Main|Lead|Header|Cover) [Ii]mage(?: credit)?|(?:Photo"
            r"|Image) credit|Photo):"
            r" ?[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}/[A-Z]\w*(?: (?:Images|Press|Photo))?"
        ),
        removes="Top image: Shutterstock.com/Doe",
        leaves="Top image makers met the council.",
        shape="inside",
        needs=("mage: ", "hoto: "),
    ),
    Rule(
        "hidden_caption",
        "photo_caption_credit",
        re.compile(r"Hide caption [A-Z].{5,580}"),
        removes="Hide caption Ships leave the harbour. 1 of 9 i View slideshow",
        leaves="Hide captions of ships, the council told them.",
    ),
    Rule(
        "credit_in_parentheses",
        "photo_caption_credit",
        re.compile(
            rf"\({PERSON}(?: ?[/|] ?[^()]{{2,40}})?\)"
            rf"|(?:[^()]{{5,300}} )?\((?:Reuters|REUTERS|AP|AFP|Dreamstime|Getty|Wikimedia)"
            rf"(?: [\w ]{{2,20}})?: ?[^()]{{3,60}}\)"
            r"|(?:[^()]{5,300} )?\((?:Reuters|Dreamstime)(?: image| photo)?\)"
            rf"|(?:[^()]{{5,300}} )?\([\w ]{{2,30}} via (?:YouTube|Twitter|Facebook|Instagram)[^()]{{0,40}}\)"
        ),
        removes="Ships leave the harbour (Reuters: Jane Doe)",
        leaves="(Jane Doe is the mayor.)",
        where="top",
        reach=2,
        needs=(")",),
    ),
    Rule(
        "picture_label",
        "photo_caption_credit",
        re.compile(
            r"(?:AP [Pp]hotos?|REUTERS|AFP/Getty|AP/Getty)(?: \|)? (?:Opinion )?(?=[A-Z0-9“‘])"
            r"|(?:AP|Getty)(?: \|)? (?=(?:[A-Z0-9][\w.,:’'-]* ){2})"
            rf"(?!(?:Exclusive|EXCLUSIVE|Poll|Sources?|Fact|FACT|Explains|Images?|Reports?|Oil|Museum|News|Interview)\b)"
            rf"|{PERSON} ?/ ?(?:POLITICO|Politico|AP|Getty) (?=(?:[A-Z0-9][\w.,:’'-]* ){{2}})"
            rf"|POLITICO Staff (?=[A-Z])"
        ),
        removes="REUTERS Opinion ",
        leaves="AP Exclusive The Harbour Waits",
        shape="front",
        where="top",
        reach=1,
    ),
)
