"""Rules for the furniture of a page: pointers to other texts, comment forms, tags, footers, notices."""

import re

from sourcewise.corpus.rule import EDGE, Rule, either

BOTTOM = 8

_POINTER = either(r"""
    read(?: more| also| this| next)?|also read|see(?: also| more)?|also see|
    related(?: coverage| content| stories| story| articles?| links?)?|
    more(?: on this| on this topic| coverage| stories| news| from (?-i:[A-Z])[\w .]{1,40})?|
    recommended(?: reading| for you)?|watch(?: now| live| more)?|view(?: gallery| photos)?|go deeper|
    further reading|don[’']t miss|must[- ]read|top stories|trending(?: now)?|most (?:read|popular|viewed)|
    you (?:may|might) also like|editors?[’'] picks?|also on [\w .]{2,40}|opinion|photos?|photo gallery|
    video|gallery|slideshow|(?:complete|full|special) coverage|what others are reading|up next|
    (?:next|previous) (?:story|article)|in case you missed it|from the archives?|
    read more from [\w .’']{2,40}
""")
_POINTER_ALONE = either(r"""
    read (?:more|also|next)|also read|see (?:also|more)|also see|
    related(?: coverage| content| stories| articles?| links?)|more on this(?: topic)?|
    recommended(?: reading| for you)|view gallery|further reading|top stories|trending now|
    most (?:read|popular|viewed)|you (?:may|might) also like|what others are reading|up next|
    (?:next|previous) (?:story|article)|(?:complete|full|more) coverage|more stories|
    (?:read )?more (?:from|by) (?-i:[A-Z])[\w .’']{1,40}
""")
_IN_CAPITALS = either(r"""
    READ(?: MORE| ALSO| NEXT)?|SEE ALSO|RELATED(?: [A-Z]+)?|MORE(?: FROM [A-Z ]{2,40})?|WATCH(?: NOW| LIVE)?|
    ALSO READ|PHOTOS?|VIDEOS?|LISTEN|RECOMMENDED|DON[’']T MISS|SPECIAL COVERAGE
""")
_ASIDE = either(r"""
    PHOTOS?|VIDEOS?|WATCH|RELATED|READ|MORE|SEE|POLL|
    (?i:also on [A-Z]\w+|also(?: see| read)?|see also|see more from [^()]{2,60}|read more|related|more|
    earlier|sign up for [^()]{2,60})
""")
_CLICK = either(r"""
    (?i:click|tap) (?i:here|for|on|to|through)\b(?! rates?)[^.]{0,150}[.\W]{0,4}|
    (?i:get the [\w ]{2,30} app|visit [\w .’']{2,40} homepage for more .{2,30})[.\W]{0,4}|
    (?i:(?:continue reading|read|view|see)(?: the)?(?: full| rest of (?:this|the)| original| entire| complete)
    (?: story| article| post| report| list| gallery| piece| interview| transcript)
    (?: here| on [\w .]{2,40}| at [\w .]{2,40})?)[.\W]{0,4}
""")
_COMMENTS = either(r"""
    leave a (?:reply|comment)|post a comment|add (?:a|your) comment|
    comments?(?: are)? (?:closed|off|disabled)|
    (?:view|show|see|hide|load(?: more)?) (?:all |the )?(?:\d+ )?comments?|\d[\d,]* comments?|
    no comments(?: yet)?|be the first to comment(?: on this (?:story|article))?|comments? ?\(\d+\)|
    join the (?:conversation|discussion)|cancel reply|notify me of .{3,80}|save my name,? e-?mail.{0,120}|
    (?:your )?e-?mail address will not be published.{0,60}|required fields are marked.{0,20}|
    you must (?:be logged in|log ?in) to (?:post a )?comment|login to comment|
    this entry was posted (?:in|on) .{3,250}|both comments and pings are (?:currently )?closed|
    pinging is currently not allowed|trackbacks?(?: and pings?)?
""")
_ENGINE = either("""
    wordpress|blogger|drupal|joomla|ghost|squarespace|wix|medium|disqus|livefyre|tumblr|vbulletin|shopify|
    webflow
""")
_FOOT = either(r"""
    (?:back to|return to|go to) top|skip (?:to (?:main )?content|navigation)|
    terms(?: (?:of|and) (?:use|service|conditions))?|privacy(?: (?:policy|notice|statement))?|
    cookies?(?: (?:policy|settings|notice))?|contact(?: us)?|about(?: us)?|advertise(?: with us)?|careers|
    site ?map|site index|home|help|faqs?|accessibility|corrections?|disclaimer|rss(?: feeds?)?|menu|search|
    log ?in|do not sell my (?:personal )?info(?:rmation)?|sign in|my account
""")

RULES = (
    Rule(
        "pointer_in_parentheses",
        "read_more",
        re.compile(rf"[(\[] ?{_ASIDE}\b:? ?[^()\[\]]{{0,200}}[)\]]"),
        removes="( PHOTOS: Republicans, 2016 contenders)",
        leaves="(See how easily it fits in a pocket, he said).",
    ),
    Rule(
        "pointer",
        "read_more",
        re.compile(
            rf"{EDGE}(?:(?i:{_POINTER})\s?(?::|>>|\|)(?!//)\s?(?:[^.!?:]{{0,40}}[:?] ?)?(?=[A-Z0-9“‘'\"(#@])"
            rf"[^.]{{3,200}}[^.:]|(?i:{_POINTER})\s?:)"
        ),
        removes="SEE ALSO: Fallen heroes identified",
        leaves="Watch: it will rain. Nobody else had said so.",
        where="below",
    ),
    Rule(
        "pointer_capitals",
        "read_more",
        re.compile(rf"{EDGE}{_IN_CAPITALS}\s?[:>|]+\s?(?!.*\w\w\. [A-Z].*\.$)\S.{{3,220}}"),
        removes="RELATED: Senate passes the U.S. bill.",
        leaves="MORE THAN 300 people came: a record.",
        where="below",
    ),
    Rule(
        "pointer_alone",
        "read_more",
        re.compile(rf"{EDGE}(?i:{_POINTER_ALONE}){EDGE}"),
        removes="More On This...",
        leaves="More on this later, she promised.",
    ),
    Rule(
        "click_line",
        "read_more",
        re.compile(rf"{EDGE}{_CLICK}"),
        removes="CLICK HERE TO GET THE APP",
        leaves="Click rates fell by half.",
    ),
    Rule(
        "comment_form",
        "comment_furniture",
        re.compile(rf"{EDGE}(?i:{_COMMENTS}){EDGE}"),
        removes="Leave a Reply",
        leaves="Comments were scarce on Sunday.",
    ),
    Rule(
        "comment_closing",
        "comment_furniture",
        re.compile(
            r"(?i:you can (?:skip to the end and )?leave a (?:response|comment|reply)"
            r"|responses are currently closed|you can follow any responses to this entry"
            r"|both comments and pings are).{0,250}"
        ),
        removes="You can leave a response, or trackback from your own site.",
        leaves="You can leave a window open.",
        where="end",
        reach=BOTTOM,
    ),
    Rule(
        "tag_line",
        "tag_line",
        re.compile(
            r"(?i:tags?|tagged(?: (?:as|with|in))?|keywords|topics)\s?:\s?[A-Z#][^.!?]{1,200}"
            r"|(?i:filed under|posted in)\s?:\s?(?P<section>[A-Z][^.!?]{1,80})"
        ),
        removes="Filed under: Politics",
        leaves="Topics: nobody agreed on any. That was the point.",
        where="end",
        reach=BOTTOM,
    ),
    Rule(
        "theme_footer",
        "theme_footer",
        re.compile(
            rf"(?i:(?:proudly )?powered by (?:\w+ ){{0,2}}{_ENGINE}\b|(?:wordpress )?theme(?: by|s? ?:)"
            r"|(?:designed|website|site) by ?:).{0,250}"
        ),
        removes="Powered by WordPress | Designed by: Themes Inc",
        leaves="Powered by strong sales, shares rose.",
        where="end",
        reach=BOTTOM,
    ),
    Rule(
        "page_footer",
        "theme_footer",
        re.compile(
            rf"(?:{EDGE}(?i:{_FOOT})(?!\w)){{2,30}}{EDGE}"
            rf"|{EDGE}(?i:(?:back to|return to) top|skip to (?:main )?content){EDGE}"
        ),
        removes="Privacy Policy | Terms of Use | Contact Us",
        leaves="Help",
    ),
    Rule(
        "cookie_notice",
        "cookie_notice",
        re.compile(
            r"(?i:this (?:web)?site uses (?:cookies|akismet)|we use cookies"
            r"|we (?:and our partners )?value your privacy"
            r"|by (?:using|continuing to (?:use|browse)) (?:this|our|the) (?:web)?site,? you).{0,400}"
        ),
        removes="We use cookies to give you the best experience.",
        leaves="Cookies were served.",
    ),
)
