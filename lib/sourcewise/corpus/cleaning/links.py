"""Rules for lines whose whole point is a link: to documents, films, other pages of the house."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, PERSON, Rule, either

TAIL = 7

_NO_SPEECH = r"(?!.*\b(?:said|says|told|asked)\b)"
_URL = r"(?:https?://|www\.|apne\.ws/|bit\.ly/|tmsnrt\.rs/)\S{3,300}"
_DOCUMENT = either(r"""
    (?:blog|post|documents?|testimony|statement|transcript|story|report|letter|remarks|memo|lawsuit|op-ed|
    column|speech|article|opinion|ruling|complaint|indictment|filing|bill|text|summary|analysis|interview|
    results|thing|conversation|list|piece|message|email|study|decision|order)s?
""")
_THE = (
    r"(?:the|his|her|their|this|[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}[’']s?) (?:(?:full|entire|complete"
    r"|whole|original|rest of the|unedited|prepared|final) )*"
)
_MORE = either(r"""
    More (?:on|about|from) (?![^.!?]*\b(?:is|are|was|later|that)\b)[^.!?,;:]{2,60}|
    (?:Find out|Learn|Read) more(?: (?:about|on|from|here)[^.!?,;:]{0,80})?\.?|
    Find out (?:who|how|what|why|about) [^.!?,;:]{5,90}\.?|
    More (?:(?:Great|Photo|Top|Storm|Election|News|Related) )*(?:Stories|Galleries|Coverage|News|Headlines)
    (?: from .{3,40})?|More in this series|Recent Stories|Related [Nn]ews|Want to know more\?|
    (?:Full|Complete|Live|FULL|COMPLETE) (?:[\w-]+ ){0,2}(?:[Cc]overage|COVERAGE)(?: (?:of|on|
    OF) [^.!?]{3,60}|
    [ ]here)?|
    (?:IN PICTURES|In pictures|PICTURES|PHOTOS|GALLERY): .{5,120}|
    Watch (?:more|it|the (?:segment|clip|interview|exchange|moment|speech|full (?:segment|clip|interview|
    exchange|speech|video)))(?: (?:above|below|here))?[.:]?|Watch more above\.|
    See (?:relevant |the |full )?transcript (?:below|here)[.:]?|
    (?:Take me back|Return|Back) to the top of this (?:post|page|story)\.?
""")
_ASK = (
    r"(?:(?:You can |Please |To )(?:read|see|watch|view|listen|find|follow|download|donate|learn|get|hear)\b"
    r"|Read\b|See\b|Watch\b|View\b|Explore\b|Listen\b|Get the latest\b)"
)

_LABEL = either(r"""
    for more(?: info(?:rmation)?| (?:on|about) [^.:!?,]{2,60})?|
    more (?:on|in|about|from|coverage of|coverage from) [^.:!?,’']{2,60}|
    related (?:news|stories|reading|posts?|videos?)|
    (?:read|see|watch) more (?:about|on|from) [^.:!?,]{3,80}|
    other [^.:!?,]{3,40} stories from [^.:,]{1,30}|watch \w{2,20} videos|dig deeper|
    go deeper|full story|icymi|see related|in case you missed it|now read|and see|and watch this|
    you can find out more [^.:!?,]{2,80}|our (?:latest )?coverage of [^.:!?,]{3,60}|
    you can also contact us in the following ways|links|previously in \w+|worthy of your time|
    (?:other )?related developments
""")
_LOOK = r"(?:please )?(?:listen|watch|read|see|check|click|go|tune|sign|follow|head|turn)\b[^!?“”]{3,200}"
_FOR_MORE = either(rf"""
    For (?:more(?! information)|all(?: of)? our|another|further)\b[^.!?“”]{{3,120}}, {_LOOK}|
    To (?:read|see|hear|watch|learn) (?:more|the (?:full|rest|entire|whole))\b[^.!?“”]{{0,120}}, {_LOOK}|
    (?:Read|See|Get|Find) more [^.!?“”:]{{2,100}} (?:coverage|analysis|stories|news|politics|reporting)
    [ ](?:from|at|on|here)\b[^!?“”]{{0,80}}|
    Read more from [A-Z][^!?“”]{{3,120}}|Our latest coverage (?:of|on) [^.!?“”]{{3,80}}|
    See (?:upcoming|all|more) [^.!?“”]{{3,60}} »|
    Read [A-Z][\w.]+[’']s [^.!?“”]{{3,60}} for more\b[^!?“”]{{0,80}}|
    Read why [^.!?“”]{{3,100}}: QuickTake.*|Read a QuickTake on [^.!?“”]{{3,100}}|
    Terminal (?:users|customers) can read our [^.!?“”]{{3,60}}\.|Related - [A-Z0-9“‘][^”]{{10,200}}
""")

RULES = (
    Rule(
        "labelled_link",
        "read_more",
        re.compile(
            rf"{EDGE}{_NO_SPEECH}(?:[A-Z][\w.’'&,/()-]*(?: [\w.’'&,/()“”-]+){{0,13}}?)(?::| at| here:?"
            rf"| visit:?)"
            rf" ?{_URL}(?: (?:and|or) {_URL})?\s?\.?|Online:?|{EDGE}Find AP Fact Checks .{{3,60}}"
            r"|Online: [\w.]+\.(?:com|org|gov)\S*"
        ),
        removes="Poll results: http://example.org/harbour",
        leaves="The harbour is not at any address: nobody knows one.",
        where="end",
        reach=TAIL,
        needs=("http", "www.", "apne.ws", "Online"),
    ),
    Rule(
        "address_alone",
        "contact_line",
        re.compile(r"[\w.+-]{2,40}@[\w-]{2,30}\.[\w.]{2,20}|\[email.protected\]"),
        removes="jane.doe@example.org",
        leaves="@janedoe and many more",
        where="end",
        reach=4,
        needs=("@", "[email"),
    ),
    Rule(
        "document_link",
        "read_more",
        re.compile(
            rf"\(?(?:(?:You can |To )?(?:[Rr]ead|[Ww]atch|[Ss]ee|[Vv]iew|[Dd]ownload) {_THE}{_DOCUMENT}\b"
            r"(?: (?:from|of|by|about|on|to|in) [^.!?“”,]{3,80})?(?: (?:here|HERE|below"
            r"|in full))?)[.:!)]{0,2}"
            r"|Read .{3,120} by [\w ]{2,30} on Scribd|https?://(?:www\.)?scribd\.com/\S{3,200}"
            rf"|(?:READ|WATCH|SEE|LISTEN TO|TRACK|COMPLETE|TRANSCRIPT OF)(?: [A-Z0-9'’.&-]+){{2,12}}"
            rf"|{_ASK}(?!.*[Cc]lick){_NO_SPEECH} [^.!?“”]{{3,140}} (?:here|HERE)[.)!:]{{0,2}}"
            r"|(?:Watch|WATCH) [^.!?“”]{3,120} (?:above|below)(?:,? via .{3,40})?[.:!]?"
            r"|(?:(?:You can )?[Rr]ead|See|View) [^.!?“”]{3,140} below[.:]"
        ),
        removes="Read the full statement here:",
        leaves="Read the letter, she told them, and left.",
        where="below",
    ),
    Rule(
        "click_inside",
        "read_more",
        re.compile(
            rf"[(\[]?{_NO_SPEECH}(?:[^“”.!?]{{3,140}}[.!?:] )?(?:[^“”.!?]|\.(?=\S)"
            rf"|(?<=[A-Z])\.){{0,180}}\b(?:[Cc]lick(?:ing)?|CLICK)(?: (?:on|over))?:?"
            r" (?:here|HERE)"
            r"(?:[.)!\]]{0,2}|,? (?:to|for|now|on|and)\b(?:[^.!?]|\.(?=\S)){0,220}[.!?)\]]{0,2})"
            r"|[(\[]?(?:For|Get|See|To)\b [^“”]{5,160}(?:: here|(?:click|see|visit):? (?:here"
            r"|\S+\.\w\w/\S+))[)\].]{0,2}"
            r"|(?:Not seeing|Don[’']t see|Can[’']t see) .{3,40}\? Click here.{0,40}"
        ),
        removes="To read more about the harbour, click here.",
        leaves="Whoever clicks there sees the harbour.",
        where="below",
        needs=("lick here", "licking here", "CLICK HERE", ": here", "tmsnrt"),
    ),
    Rule(
        "more_alone",
        "read_more",
        re.compile(rf"{EDGE}{_MORE}"),
        removes="More on the harbour",
        leaves="More on the harbour is what they want, she said.",
        where="below",
    ),
    Rule(
        "pointer_sentence",
        "read_more",
        re.compile(
            rf"{EDGE}(?:Also (?:read|see|WATCH)|Read (?:more|now|next)|See (?:also|now)|Don[’']t miss"
            rf"|Related|RELATED"
            r"|SEE RELATED|More|MORE|Must read|Check out|Opinion|ICYMI|NOW READ|Editorial) ?: ?(?!//)"
            r"(?!.{0,160}\b(?:said|says|told)\b.{0,10}$)[A-Z0-9“‘'\"(].{8,200}|NOW READ"
            r"|(?:Read More|READ MORE) [A-Z0-9“‘].{12,500}"
        ),
        removes="Don’t miss: The harbour waits. What should the council do now?",
        leaves="Related: nothing that anybody knew.",
        where="below",
    ),
    Rule(
        "label_of_links",
        "read_more",
        re.compile(rf"(?i:{_LABEL})\s?:"),
        removes="Read more about the harbour:",
        leaves="More from the mayor, as told to us:",
        needs=(":",),
    ),
    Rule(
        "label_of_title",
        "read_more",
        re.compile(
            rf"{_NO_SPEECH}([A-Z0-9“‘][^:,“”@•.]{{3,60}} [^:,“”@•. ]{{1,20}}(?<=[a-z?!’']):)"
            r"[‘'\"]?[A-Z0-9](?:[^:“”]|:(?= )){18,130}"
        ),
        removes="Who is the mayor?:The harbour waits, and so does the council.",
        leaves="Who is the mayor?: The harbour waits, and so does the council.",
        where="below",
        needs=(":",),
        sure=lambda text, match: text.count(match[1]) == 1,
    ),
    Rule(
        "can_be_found",
        "read_more",
        re.compile(
            rf"{_NO_SPEECH}(?!.*\. They\b)[A-Z][^“”!?]{{5,120}} can be"
            r" (?:heard|found|read|seen|viewed|downloaded|watched) (?:here|below)[.:]?"
            r"|[A-Z][^“”!?]{3,80}, click [“\"]expand[”\"] to read:"
        ),
        removes="A longer talk with the mayor can be heard here.",
        leaves="The harbour can be found below the town.",
        where="below",
        needs=("can be ", "expand"),
    ),
    Rule(
        "title_with_source",
        "read_more",
        re.compile(r"[A-Z0-9“‘][^\[\].]{20,160} \[[A-Z][\w ’'.&]{3,30}\]"),
        removes="Harbour town waits for spring [Example Chronicle]",
        leaves="The harbour town waits for spring [and for boats]",
        where="end",
        reach=8,
        needs=("]",),
    ),
    Rule(
        "for_more",
        "read_more",
        re.compile(rf"[(\[]?(?=(?:For|To|Read|See|Get|Find|Our|Terminal|Related) ){_NO_SPEECH}{_FOR_MORE}"),
        removes="For more on the harbour, listen to this week’s episode.",
        leaves="For more on the harbour, nobody asks.",
        where="below",
    ),
    Rule(
        "graphic_link",
        "read_more",
        re.compile(
            r"\(?(?:Interactive )?(?:GRAPHIC|[Gg]raphic)\b.{2,200}"
            r"(?:(?:tmsnrt|reut)\.rs/?\S*.{0,40}|: here)\)?"
        ),
        removes="Graphic on harbours tmsnrt.rs/2A115Sm",
        leaves="Graphic scenes were seen in the harbour: here and there.",
    ),
    Rule(
        "pointer_on_top",
        "read_more",
        re.compile(r"Read: [A-Z].{8,160}[^.:]|[^.!?|]{20,200} Read more"),
        removes="Read: How the harbour will wait",
        leaves="Read: the harbour will wait.",
        where="top",
        reach=1,
    ),
    Rule(
        "pointer_with_author",
        "read_more",
        re.compile(r"[^|“”]{10,250} \| [A-Z][\w’'.-]+(?: (?:and )?[\w’'.-]+){1,6} Read more"),
        removes="The harbour waits. Now it is in peril | Jane Doe Read more",
        leaves="The harbour waits | Jane Doe reads more",
        needs=(" Read more",),
    ),
    Rule(
        "bracketed_pointer",
        "read_more",
        re.compile(
            rf"\[{PERSON}: [A-Z][^\[\].]{{10,150}}\]"
            r"|\[[^\[\]]{0,300}\b(?:Read our|See which|See how|Sign up|Get daily|Follow our|Listen to"
            r"|[Ss]ubscribe|Get our"
            r"|You can get|Read more)\b[^\[\]]{2,300}\]"
            r"|\((?:CHART|MAP|QUIZ|GRAPHIC|TIMELINE|INTERACTIVE|FULL TEXT|LIVE|AUDIO|IN \d+ SECONDS"
            r"|Transcript"
            r"|Subscribe to)\b:? [^()]{3,200}\)"
            r"|\[(?:image|sidebar|salon_video[^\[\]]{0,80}|/?jwplayer[^\[\]]{0,300})\]|\{articleGUID\}"
            r"|\[n[A-Z0-9]{6,14}\]|<?\^{10,200}>?|Infographic ID: '\w+'"
        ),
        removes="[Jane Doe: The harbour is another monument]",
        leaves="[Jane Doe: yes.]",
    ),
)
