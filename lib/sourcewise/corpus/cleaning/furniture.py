"""Rules for the furniture of a page: players, labels, comment forms, tags, footers, notices."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, Rule, either

BOTTOM = 8

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
        "video_line",
        "video_embed",
        re.compile(
            r"Play [Vv]ideo \d{1,2}:\d\d .{3,250}|Now [Pp]laying: .{3,250}"
            r"|(?:Watch|WATCH) (?:the )?(?:full |video )?(?:video"
            r"|interview|clip)(?: here| below| above)?[.:]?"
        ),
        version=2,
        removes="Play Video 2:11 What is the harbour? – video",
        leaves="Play video games, she said.",
    ),
    Rule(
        "player_line",
        "video_embed",
        re.compile(
            r".{0,300}\bListen ?· ?\d{1,2}:\d\d(?: \d{1,2}:\d\d)?|(?:YouTube|Vimeo)"
            r"|[A-Z“\"‘'][^:]{10,200} (?:www\.)?(?:youtu\.be|youtube\.com|vimeo\.com)"
            r"|(?:https?://(?:www\.|m\.)?(?:youtube|youtu|vimeo|dailymotion|soundcloud|facebook"
            r"|instagram|twitter)\.\S{3,300}\s?){1,3}"
            r"(?:YouTube|Vimeo)?"
        ),
        removes="Harbour Waits For Spring Listen · 4:08 4:08",
        leaves="Listen to the harbour for 4:08 minutes.",
        needs=("Listen", "YouTube", "Vimeo", "http", "youtu", "vimeo."),
    ),
    Rule(
        "page_label",
        "page_furniture",
        re.compile(r"(?:Story [Hh]ighlights|STORY HIGHLIGHTS|KEY POINTS)(?= [A-Z\"“‘'$\d]|$)"),
        version=2,
        removes="Story highlights ",
        leaves="Story highlights are what she reads first.",
        shape="front",
        where="top",
        reach=2,
    ),
    Rule(
        "script_left",
        "page_furniture",
        re.compile(r".*(?:\}catch\(|document\.(?:write|getElement)|\]\]> ?\*/| Select Date…).*"),
        removes="28){j=28+s;l[i].href=t.value}}catch(e){}}}catch(e){}})(document);/* ]]> */",
        leaves="The document. It is on the wall, they feared.",
        needs=("}catch(", "document.", "]]>", " Select Date…"),
    ),
    Rule(
        "player_left",
        "video_embed",
        re.compile(
            r".*[Yy]our browser does not support .*|\[jwplayer.*\]|.{0,300} by [\w .’'-]{2,50} on Scribd"
        ),
        removes="Harbours today Sorry your browser does not support audio - but you can listen here",
        leaves="Your browser supports no harbour.",
        needs=("rowser does not support", "[jwplayer", " on Scribd"),
    ),
    Rule(
        "label_alone",
        "page_furniture",
        re.compile(
            r"OPINION|COLUMNIST|COMMENTARY|Play|Sign up|Authors:|EXCLUSIVE:|NEWSMAKER INTERVIEW:"
            r"|See also \[ edit \]|Other opinions below\.|Embed as [\w ]{2,20}:"
            r"|(?:Sound )?The gallery will resume in ?\d* seconds"
            r"|\d+ [Mm]in(?:ute)?s? [Rr]ead(?: [Tt]ime)?(?: Share:)?"
        ),
        removes="OPINION",
        leaves="Opinion",
    ),
    Rule(
        "id_line",
        "page_furniture",
        re.compile(r"\d{9,24}|[0-9a-f]{24,64}"),
        removes="191230065243012",
        leaves="1918",
    ),
    Rule(
        "divider_at_end",
        "page_furniture",
        re.compile(r"[_=*~•·.#\s—–-]{1,80}"),
        removes="___",
        leaves="___ and no more",
        where="end",
        reach=1,
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
            r"(?i:tags?|(?:this article )?tagged(?: (?:as|with|in|under))?|keywords"
            r"|topics)\s?:\s?[A-Z#][^.!?]{1,200}"
            r"|(?i:filed under|tagged(?: under)?|posted in)\s?:"
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
