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
_NO_SPEECH = r"(?!.*\b(?:said|says|told|according)\b)"
_MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?{_MONTH} \d{{1,2}}(?:, \d{{4}})?,?)"
_DATE = rf"{_MONTH} \d\d?, (?:19|20)\d\d"
_SHOWN = either(r"""
    speaks|arrives?|looks|holds?|walks?|listens?|delivers|waves|attends?|gestures|testifies|stands|watch(?:es)?|
    gather|participates?|reacts|departs|boards|addresses|greets|hugs|shakes hands|talks|sits|poses|smiles|
    applauds?|signs|embraces|kisses|meets|welcome|answers questions|takes questions|is sworn in
""")
_PLACE = either(r"""
    [Pp]ictured(?:,? (?:above|cent(?:re|er)|left|right|together|(?:standing|sitting|on) [\w ]{3,20}))?|
    (?:far |front |back |second from (?:the )?)?(?:left|right)|cent(?:re|er)
""")
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
            r"|Expand [A-Z].{10,560} \d{4} [A-Z][^.!?]{3,40}/Getty Images[^.!?]{0,40}"
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
        "dated_photo",
        "photo_caption_credit",
        re.compile(
            r"(?=FILE|In this |This )(?!.*\b(?:said|says|told)\b)(?:FILE ?[–—-]{1,3} ?)?(?:In this|This) "
            r"(?:(?:image|photo|frame|picture) (?:taken|provided|made)\b"
            rf"|(?:undated|file|combination|combo|{_DAY})(?:,? (?:file|combination))? ?"
            r"(?:photo|image|picture|frame|still|screen ?grab)s?\b).{10,560}"
        ),
        removes="In this Monday, Dec. 16, 2019, photo, ships leave the harbour.",
        leaves="In this December photo nobody saw a harbour.",
    ),
    Rule(
        "caption_dated",
        "photo_caption_credit",
        re.compile(
            rf"(?!.*(?:@|https?:|\b(?:said|says|told|was|were|had|will|would|according|because|could|did|that|who)\b))"
            rf"[A-Z][^!?“”]{{5,160}}? {_SHOWN}\b[^!?“”]{{5,300}}?\b{_DATE}\b[^!?“”]{{0,70}}"
        ),
        removes="The mayor of Denver speaks to sailors at the harbour on May 3, 2019, in Denver.",
        leaves="The mayor of Denver spoke to sailors at the harbour on May 3, 2019, in Denver.",
        needs=(", 19", ", 20"),
    ),
    Rule(
        "caption_of_places",
        "photo_caption_credit",
        re.compile(
            rf"(?!.*@)(?:(?:[A-Z][^“”]{{5,260}}? )?[A-Z][\w-]{{2,30}} \({_PLACE}\)[^“”]{{0,260}}"
            r"|(?:[A-Z][^!?“”]{15,400}\. )?Pictured: .{5,400})"
        ),
        removes="Jane Doe (left) and John Roe (right) met at the harbour, which the council wants to sell",
        leaves="The Union of Sailors (left of the council) wants to keep the harbour.",
        needs=("left)", "right)", "(cent", "(pictured", "(Pictured", "Pictured:"),
    ),
    Rule(
        "caption_of_author",
        "photo_caption_credit",
        re.compile(r"[A-Z][^.!?“”]{15,250}, the (?:author|writer) (?:writes|says|argues)\.(?= [A-Z]|$)"),
        removes="The harbour could open in spring, the author writes. ",
        leaves="The harbour could open in spring, the author writes, and closes her book.",
        shape="front",
        where="top",
        reach=2,
        needs=("author ", "writer "),
    ),
    Rule(
        "caption_then_more",
        "photo_caption_credit",
        re.compile(
            r".{10,500}\([^()]*(?:[Pp]hoto|Getty|AP|Reuters|Screenshot|AFP|Twitter|You[Tt]ube|Image)[^()]*\)"
            r" More"
        ),
        removes="Ships leave the harbour in spring. (Photo: Getty Images) More",
        leaves="Ships leave the harbour (in the photo) More or less",
        needs=(") More",),
    ),
    Rule(
        "caption_then_service",
        "photo_caption_credit",
        re.compile(
            rf"{_NO_SPEECH}[A-Z].{{15,450}}\.(?<!Mr\.)(?<!Ms\.)(?<!Dr\.) "
            rf"(?:(?:By )?{PERSON}/(?:[A-Z]+/)*(?:{_SERVICE}|REX)(?:/{_SERVICE})*|AP|AFP|Reuters|REUTERS"
            r"|(?:ABC|CBS|NBC) News"
            rf"|(?:US|U\.S\.) (?:Navy|Army|Air Force|Marine Corps)(?:/| photo by )[A-Z].{{3,60}}"
            rf"|{PERSON} for (?:TIME|The [A-Z][\w ]{{2,24}}))\.?"
            rf"|{_NO_SPEECH}[A-Z].{{15,560}}/ ?via (?:REUTERS|AP)(?: ATTENTION EDITORS.*)?"
        ),
        removes="Ships leave the harbour on Wednesday. Reuters",
        leaves="Ships leave the harbour, as told to Reuters",
        where="below",
        needs=(
            ". AP",
            ". AFP",
            ". Reuters",
            ". REUTERS",
            "C News",
            "S News",
            " for T",
            "Navy",
            "Corps",
            "/via ",
            "stock.",
        ),
    ),
    Rule(
        "caption_on_top",
        "photo_caption_credit",
        re.compile(
            rf"{_NO_SPEECH}(?:[A-Z][^()]{{20,300}}\d{{4}}\.? \({PERSON}\)"
            r"|[A-Z][^()]{10,300} \(\([^()]{3,60}\)\)"
            r"|[A-Z][^()]{10,300} \((?:via )?[^()/]{2,50}/ ?(?:[^()/]{2,40}/ ?)?"
            r"(?:@\w+|YouTube|Twitter|Facebook|Wikimedia Commons|Flickr|Instagram|Screenshot)\)"
            r"|[A-Z][^()]{10,400} \((?:[^()]{2,40} )?[Ff]ile photo(?:: [^()]{2,40})?\))"
        ),
        removes="The mayor speaks in Denver, May 3, 2019. (John Roe)",
        leaves="The mayor spoke in Denver in 2019. (Nobody came.)",
        where="top",
        reach=2,
        needs=(")",),
    ),
    Rule(
        "caption_before_highlights",
        "photo_caption_credit",
        re.compile(
            r"[A-Z][^()]{15,480}\((?:Photos?|AP|Getty|Graphic|Image)\b[^()]{2,80}\)"
            r" Story Highlights(?= [A-Z])"
        ),
        removes="Ships leave the harbour in spring. (Photo: Jane Doe, AP) Story Highlights ",
        leaves="Ships leave the harbour (Photo: none) in spring. ",
        shape="front",
        where="top",
        reach=2,
        needs=("Story Highlights",),
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
