"""Rules for what stands inside a paragraph and is not the article: tweets' links, players, prices, code.

What is quoted stays: of a tweet only its links and its credit line go, never its words.
"""

import re

from sourcewise.corpus.cleaning.rule import Rule, either
from sourcewise.corpus.fields.dates import DATE

_START = r"(?<![^\n\r\x0b\x0c\x85\u2028\u2029])"  # of a line
_OPENS = rf"(?:{_START}|(?<=[.!?…”\"’'):\]] ))"  # of a line or a sentence
_AFTER_AD = r"(?:(?<=isement )|(?<=ISEMENT )|(?<=elow )|(?<=ELOW ))"  # so that a row of them goes at once
_TITLE = r"[\"“‘'«(]*[A-Z0-9$#@]"
_LOOSE_AD = either("""
    Advertisement|ADVERTISEMENT|Story [Cc]ontinued [Bb]elow|STORY CONTINUED BELOW|Skip [Aa]dvertisement|
    (?:Story|Article|Post) continues below(?: (?:the |this )?(?:advertisement|ad|video))?\\b\\.?|
    Continue [Rr]eading [Bb]elow(?: [Aa]dvertisement)?|Continue reading the main story|
    Scroll (?:down )?(?:to continue(?: reading)?|for more|for video|down for video)|
    Thanks for watching! Visit Website|Ad Policy
""")
_PLAYER = either(r"""
    JUST WATCHED .{2,250}?Replay(?: More Videos(?: \.\.\.)?)?(?: MUST WATCH(?: .{2,250}? \d?\d:\d\d)?)?|
    Media playback is (?:un|not )?supported on (?:this|your) device|
    Your browser does(?: not|n[’']t) support .{2,60}? (?:audio|video|iframes?|element)\b\.?
    (?: Here is a link to .{3,40}? instead\.)?(?: Play Pause)?(?: Loading\.{0,3})?|
    Watch the latest video at (?:<a.{0,80}>)?[\w.-]{4,40}(?:</a>)?|
    (?:Sorry, (?:but )?)?[Yy]our browser (?:cannot|does not|doesn[’']t) play .{2,40}\.|
    Visit \w[\w.]{2,30} for breaking news, world news, and news about the economy|
    Please enable [Jj]ava[Ss]cript to (?:view|watch|see|play|read) .{3,60}?(?:\.|$)
""")
_SHORTCODES = (
    "pullquote|audio-clip|video-clip|caption|gallery|embed(?:tweet|video|ly)?|youtube|playlist|ooyala|brightcove"
    "|iframe"
)
_TAGS = "iframe|a|div|span|script|style|p|br|img|em|strong|i|b|u|blockquote|h[1-6]|ul|ol|li|figure|section"
_SERIES = r"(?:Photos?|Videos?): .{3,900}?\b(?:Hide|Show) Caption(?: \d{1,3} of \d{1,3})?"
_ASIDE = either("""
    RELATED|READ(?: MORE| ALSO)?|MORE|WATCH|VIDEOS?|PHOTOS?|SEE ALSO|ALSO(?: READ)?|POLL|LISTEN|
    Related(?: story| stories| article| video)?|Read more|Also read
""")

_BOX = r"(?:Q&A|Quick [Gg]uide|Profile|Timeline|Fact ?[Ff]ile)"

RULES = (
    Rule(
        "tweet_link",
        "tweet_link",
        re.compile(
            r"(?:https?://t\.co/|(?:https?://)?pic\.twitter\.com/)\w{1,20}(?:…|\b[.,]?)(?=\s|$|[”\"#—])"
        ),
        removes="pic.twitter.com/a1b2c3d4e5",
        leaves="She runs pic.twitter.community for the harbour.",
        shape="inside",
        needs=("t.co/", "pic.twitter.com/"),
    ),
    Rule(
        "tweet_credit",
        "tweet_credit",
        re.compile(
            rf"(?:[—–]|--)\s?[^@\n\r—–]{{1,80}}?\s?\(@\w{{1,20}}\),?\s{{1,3}}(?:{DATE})"
            r"|A (?:photo|video|post) (?:posted|shared) by [^@\n\r]{1,80}? \(@[\w.]{1,30}\) on"
            r" [A-Z][a-z]{2} \d{1,2}, \d{4} at \d{1,2}:\d\d[ap]m [A-Z]{3}"
        ),
        removes="— Jane Doe, MD (@janedoe) March 3, 2019",
        leaves="The mayor — Jane Doe (@janedoe) to her readers — did not answer.",
        shape="inside",
        needs=("(@",),
    ),
    Rule(
        "tweet_author",
        "tweet_credit",
        re.compile(
            rf"{_START}[^\W\d_](?:[^@\n\r.:,()—–]|(?<= [A-Z])\.){{1,50}} \(@\w{{1,20}}\)(?= (?:[.“\"#@‘]"
            rf"|[A-Z0-9][^ ]{{0,20}} (?!@)))"
        ),
        removes="Jane Doe (@janedoe)",
        leaves="Jane Doe (@janedoe) is the mayor of the harbour.",
        shape="inside",
        needs=("(@",),
    ),
    Rule(
        "video_player",
        "video_embed",
        re.compile(_PLAYER),
        removes="JUST WATCHED Harbour reopens Replay More Videos ... MUST WATCH Harbour reopens 02:37",
        leaves="Nobody had just watched, nor asked for a replay.",
        shape="inside",
        needs=(
            "JUST WATCHED",
            "supported",
            "support ",
            "the latest video",
            "for breaking news",
            "cannot play",
            "enable ",
        ),
    ),
    Rule(
        "gallery",
        "photo_caption_credit",
        re.compile(rf"{_SERIES}|{_START}.{{3,900}}?\b(?:Hide|Show) Caption \d{{1,3}} of \d{{1,3}}"),
        removes="Photos: The harbour in spring Ships leave the harbour. Hide Caption 3 of 15",
        leaves="Photos: nobody had asked for any, and none were hidden.",
        shape="inside",
        needs=("Hide Caption", "Show Caption"),
    ),
    Rule(
        "enlarge_image",
        "photo_caption_credit",
        re.compile(
            r"(?:Enlarge this image(?: toggle caption)?|(?:toggle|hide) caption)"
            r"(?:\s([A-Z].{2,60}?)\s\1)?"
        ),
        removes="Enlarge this image toggle caption Jane Doe/AP Jane Doe/AP",
        leaves="They asked to enlarge this image of the harbour.",
        shape="inside",
        needs=("Enlarge this image", "toggle caption", "hide caption"),
    ),
    Rule(
        "caption_file",
        "photo_caption_credit",
        re.compile(
            rf"{_START}(?:FILE ?[-–—]+|FILE PHOTO:) .{{10,1200}}?\((?:AP|Reuters|REUTERS|Photo"
            rf"|[^()]{{2,60}}via AP)[^()]{{0,80}}\)"
        ),
        removes="FILE - In this May 3, 2019, file photo, ships leave the harbour. (AP Photo/Jane Doe, File)",
        leaves="The FILE - as she calls it - is thin (AP readers knew).",
        shape="inside",
        needs=("FILE",),
    ),
    Rule(
        "share_price",
        "page_furniture",
        re.compile(r"(?<=[\w.)’'&] )[A-Z]{1,6}(?:\.[A-Z])?, [+−–-]?\d{1,3}\.\d\d%(?!\w)"),
        removes="SPX, +0.07%",
        leaves="The index rose 0.07%, and GDP, at +2.1%, slowed.",
        shape="inside",
        needs=("%",),
    ),
    Rule(
        "box_label",
        "page_furniture",
        re.compile(rf"{_START}{_BOX}(?= .{{3,160}} Show Hide )|(?<=\S )Show Hide(?= [A-Z0-9“‘\"'])"),
        removes="Show Hide",
        leaves="Quick guide to a harbour that has nothing to show, or hide.",
        shape="inside",
        needs=("Show Hide",),
    ),
    Rule(
        "ad_inside",
        "ad_placeholder",
        re.compile(
            rf"(?:{_OPENS}|{_AFTER_AD})(?:{_LOOSE_AD}(?!\w)[.:]?\s{{0,3}}){{1,6}}(?=$|{_TITLE})"
            rf"|(?<=\s)ADVERTISEMENT(?=\s[a-z])"
        ),
        removes="Story Continued Below",
        leaves="Advertisement for the harbour is forbidden.",
        shape="inside",
        needs=("dvertisement", "ADVERTISEMENT", "ontinue", "ONTINUE", "Scroll", "Visit Website", "Ad Policy"),
    ),
    Rule(
        "pointer_inside",
        "read_more",
        re.compile(rf"\((?:{_ASIDE}):\s?{_TITLE}[^()]{{8,200}}\)"),
        removes="(RELATED: Harbour Town Waits For Spring)",
        leaves="(READ: nobody had.)",
        shape="inside",
        needs=("(",),
    ),
    Rule(
        "file_label",
        "read_more",
        re.compile(r"[(\[](?i:pdf)[)\]]"),
        removes="(PDF)",
        leaves="The report (a PDF of nine pages) says so.",
        shape="inside",
        needs=("pdf", "PDF", "Pdf"),
    ),
    Rule(
        "more_inside",
        "read_more",
        re.compile(rf"{_OPENS}(?:Learn|Read|Find out|See) more(?: here)?\.(?=\s|$)"),
        removes="Learn more.",
        leaves="They all want to learn more.",
        shape="inside",
        needs=("more.", "more here."),
    ),
    Rule(
        "linked_name",
        "read_more",
        re.compile(
            r"\b([A-Z][\w’'-]{1,20}(?: [JS]r\.?)?) (?P<cut>(?:[A-Z][\w.’'-]{0,20} |\([^()]{2,20}\) "
            r"|\"[^\"]{2,20}\" ){1,4}"
            r"\1(?=[A-Z0-9'\"‘“#$]).{20,500}? MORE\b)"
        ),
        removes="Jane Mary DoeHarbour town waits for spring Doe: Council is late on harbour MORE",
        leaves="Jane McDoe says nothing MORE can be done.",
        shape="inside",
        needs=(" MORE",),
    ),
    Rule(
        "linked_name_apart",
        "read_more",
        re.compile(
            r"\b([A-Z][\w’'-]{1,20}) ([A-Z][\w’'-]{1,20}) (?P<cut>\1 (?:[A-Z][\w.’'-]{0,20} ){0,3}\2"
            r" (?=[A-Z0-9'\"‘“#$]).{20,500}? MORE\b)"
        ),
        removes="Jane Mary Doe Harbour town waits for spring Doe: Council is late on harbour MORE",
        leaves="Jane Doe said MORE than Jane Doe.",
        shape="inside",
        needs=(" MORE",),
    ),
    Rule(
        "note_in_brackets",
        "correction_note",
        re.compile(
            r"\[(?:Editor[’']?s?[’']?s? [Nn]ote|EDITOR[’']?S?[’']? NOTE|Correction|CORRECTION"
            r"|Clarification)\b[^\[\]]{3,600}\]"
        ),
        removes="[Editor’s note: An earlier version misspelled the name of the harbour.]",
        leaves="[The editor’s note was lost.]",
        shape="inside",
        needs=("[",),
    ),
    Rule(
        "shortcode",
        "page_furniture",
        re.compile(
            rf"\[/?(?:{_SHORTCODES})(?:[ =:][^\[\]\n]{{0,300}})?\]|(?<!\w)#(?:related|share|page|embed)#"
        ),
        version=2,
        removes="#related#",
        leaves="He said that [the] caption was wrong, and #related to nothing.",
        shape="inside",
        needs=("[", "#related#", "#share#", "#page#", "#embed#"),
    ),
    Rule(
        "html_tag",
        "page_furniture",
        re.compile(
            rf"</?(?:{_TAGS})(?:\s[^<>]{{0,500}})?/?>|<!(?:--|–)[^<>]{{0,300}}(?:--|–)>|<!–|//–>"
            r"|\bposter=\"https?://[^\"\s]{5,300}\""
        ),
        removes="</iframe>",
        leaves="He typed <checks notes> and waited.",
        shape="inside",
        needs=("<", "//–>", "poster="),
    ),
)
