"""Rules for what asks something of a reader: advertisements, newsletters, subscriptions, buttons to share."""

import re

from sourcewise.corpus.cleaning.rule import EDGE, Rule, either

_AD = either(r"""
    advertisements?|advertising|ads? feedback|ad|sponsored(?: content| links?)?|promoted(?: content)?|
    paid (?:post|content)|story continued? below(?: advertisement)?|
    (?:story|article) continues(?: below)?(?: (?:after|below) (?:this )?ad(?:vertisement)?)?|
    continue reading(?: below| the main story)?|skip (?:ad(?:vertisement)?|this ad)|
    scroll (?:down )?(?:to continue|for more)|(?:ad )?loading
""")
_LETTER = either(r"""
    newsletters?|in-?box(?:es)?|briefing|e-?mail (?:alerts?|updates?|list|newsletter)|tip sheet|mailing list|
    (?:news|breaking|push|text) alerts?|
    our (?:free |daily |weekly |new |latest )*(?:e-?mail|podcast|channel|app|alerts?|digest|roundup)
""")
_NO_SPEECH = r"(?!.*[“”\"].{20})(?!.*\b(?:said|told|says|was|were|had)\b)"
_CALL = either(r"""
    sign[- ]?up|sign me up|subscribe|register|get|receive|want|like what|join|enter your|stay|keep up|
    don[’']t miss|start (?:the|your) day|looking for|let our|daily|weekly|start your|click here|all the|
    if you liked?|for more|
    to receive|have|delivered|the best of|our best|your
""")
_TERMS = either(r"""
    by (?:signing|subscribing|clicking|registering)\b.{0,60}you (?:agree|accept|consent)|
    you (?:can|may) unsubscribe at any time|(?:thank you|thanks) for (?:signing up|subscribing)|
    (?:e-?mail|newsletter) sign[- ]?up|manage newsletters|this (?:site|form) is protected by recaptcha|
    please enter a valid e-?mail|sign up (?:here|now|today|for free)?|subscribe(?: (?:now|today|here))?
""")
_FORM = either(r"""
    by signing up,? you (?:agree|accept|consent)|sign up loading|you can unsubscribe at any time|
    protected by recaptcha|verify you[’']re not a robot|please (?:re-)?enter (?:a valid|your) e-?mail|
    you must select a newsletter|you (?:may|can) opt[- ]out at any ?time|thank you for (?:subscribing|
    signing up)
""")
_APPEAL = either(r"""
    (?:please )?consider (?:making|becoming|subscribing|supporting|donating|contributing|a (?:donation|
    contribution))|
    (?:your|a) (?:financial |tax-deductible )?(?:contribution|donation|gift|support) (?:will|helps?|
    makes?|keeps?)|
    (?:support|subscribe to) (?:our|the|us|this|[A-Z][\w ]{2,30}[’']s?) ?(?:\w+ ){0,2}(?:journalism|
    reporting|newsroom|work)
""")
_OURS = (
    r"\b(?i:our (?:work|journalism|staff|mission|newsroom|reporting|readers)|we (?:aim|rely|depend|need)"
    r"|nonprofit newsroom)\b"
)
_FOLLOWED = either(r"""
    [\w ,.’']{0,60}to stay (?:updated|up to date|informed), follow .{2,160}|
    interested in .{2,60}\? add .{2,60} as an interest\b.{0,250}|
    get real-time updates as this story unfolds\b.{0,250}|
    (?:stay up to date with|download|get) the (?:free )?[\w ]{2,30} app\b[^.]{0,120}[.!]?|
    get [\w ]{2,30} on the go by clicking here|
    [\w ]{2,40} is making its [\w ]{2,40} free for all readers\b.{0,200}|
    (?:subscribe|listen)(?: to [^.!?]{2,80})? (?:on|via|at) (?:apple podcasts?|itunes|spotify|stitcher|
    google play)\b
    [^!?]{0,200}
""")
_OPENED = either(r"""
    sign up (?:here|now|today|below|free|to (?:receive|get|the|be notified)|
    for (?=.{0,160}\b(?:newsletters?|inbox|
    alerts?|updates?|today|briefing|digest|daily|weekly|e-?mails?(?= and\b|[.!]|$))))\b
""")
_HERE = either(r"""
    (?:you can|please|not) (?:subscribe|sign up) (?:here|below|by)|to subscribe,? (?:click|go|visit|e-?mail)|
    click here to (?:subscribe|sign up|join|donate|get|read|see|watch|listen)
""")
_PAYING = either(r"""
    subscribe (?:now )?(?:to|for|on) (?:our|the|us)\b|
    subscribe to [\w .]{2,40}(?:on (?:youtube|itunes|apple|spotify)|for as little|today|now)\b|
    subscribe now|support (?:our|local|independent|progressive|quality) journalism|
    support (?:real|great|good|free|fearless|investigative) journalism|never miss a story: |
    support [A-Z][\w ]{1,30}[’']s (?:\w+ )?journalism\b|support [A-Z][\w ]{2,30}! join |
    start your (?:free )?(?:trial|subscription)|become a (?:member|subscriber|supporter)|
    already a (?:member|subscriber)
""")
_NETWORK = either(r"""
    facebook|twitter|instagram|youtube|linkedin|tiktok|telegram|whatsapp|pinterest|reddit|google\+?|
    flipboard|x|snapchat|mastodon|threads
""")
_BUTTON = either(r"""
    share(?: (?:all|this|it|on|via|to|by|link|article|story|post|page))*|all sharing options|
    tweet(?: this)?|pin(?: it)?|e-?mail(?: this)?|print(?: this)?|copy(?: the)? link|link copied|
    save(?: article)?|comment|like|flip|pocket|bookmark|more|listen to article|facebook|twitter|pinterest|
    linkedin|reddit|whatsapp|telegram|messenger|stumbleupon|tumblr|flipboard|viber|weibo|wechat|google|post|
    sms|x
""")
_ONE_BUTTON = either(rf"""
    share(?: this(?: (?:article|story|post|page))?| on {_NETWORK})?|tweet(?: this)?|print(?: this)?|
    e-?mail(?: this)?|copy link|link copied|share this with your friends
""")
_FOLLOW = either(rf"""
    (?:you can )?follow (?:[\w .’'&,@-]{{2,70}}? )?(?:on|at|via) ?:?\s?
    (?:@\w+|{_NETWORK}(?!\w)|(?:https?|www)\b)|
    (?:you can )?follow [\w .’'&,-]{{0,70}}@\w+|
    on twitter, follow [\w .’'&,-]{{2,60}} at @\w+|follow ?@\w+(?:\s*follow ?@\w+)*|
    (?:join|like|find) (?:us|me|him|her|them) (?:on|at) {_NETWORK}(?!\w)
""")

RULES = (
    Rule(
        "ad_placeholder",
        "ad_placeholder",
        re.compile(rf"(?:{EDGE}(?i:{_AD})(?!\w)){{1,6}}{EDGE}"),
        removes="- Advertisement -",
        leaves="Advertising pays for most of it.",
    ),
    Rule(
        "newsletter_call",
        "newsletter_cta",
        re.compile(
            rf"{EDGE}(?:[A-Z][\w’'&.-]* ){{0,4}}(?i:{_CALL})\b(?=.{{0,300}}\b(?i:{_LETTER})\b)"
            rf"{_NO_SPEECH}.{{0,400}}"
        ),
        removes="Subscribe to our newsletter",
        leaves="Subscribers to the newsletter were told nothing.",
    ),
    Rule(
        "newsletter_terms",
        "newsletter_cta",
        re.compile(
            rf"{EDGE}(?i:{_TERMS})\b{_NO_SPEECH}{EDGE}"
            rf"(?:.{{0,300}}\b(?i:{_LETTER}|privacy|unsubscribe|terms).{{0,200}})?"
        ),
        removes="By signing up you agree to our Privacy Policy.",
        leaves="By signing up early, voters save time.",
    ),
    Rule(
        "signup_form",
        "newsletter_cta",
        re.compile(rf"(?=.{{0,500}}\b(?i:{_FORM})\b)[\w“\"].{{10,600}}"),
        version=2,
        removes="Harbour News Sign up today Email Sign Up By signing up you agree to receive letters.",
        needs=(
            "igning up",
            "IGNING UP",
            "Sign Up",
            "nsubscribe",
            "APTCHA",
            "aptcha",
            "robot",
            "valid e",
            "newsletter to",
            "opt",
            "hank you for",
        ),
        leaves="Anyone who signs up may leave at any time, the harbour says.",
    ),
    Rule(
        "appeal",
        "newsletter_cta",
        re.compile(rf"(?=.{{0,500}}{_OURS})(?=.{{0,500}}\b(?i:{_APPEAL})){_NO_SPEECH}.{{20,600}}"),
        needs=("onsider", "ontribution", "onation", "upport", "ubscribe"),
        removes="Our work is free for all. Please consider making a contribution today.",
        leaves="Please consider a donation to the harbour, the mayor asked them.",
    ),
    Rule(
        "app_call",
        "newsletter_cta",
        re.compile(rf"{EDGE}(?i:{_FOLLOWED}){EDGE}"),
        removes="Interested in Harbours? Add Harbours as an interest to stay up to date on the latest news.",
        leaves="Interested in harbours? Nobody was.",
    ),
    Rule(
        "signup_line",
        "newsletter_cta",
        re.compile(
            rf"(?=(?:.{{0,300}}(?:[.!?:,]|Newsletter) )?(?i:{_OPENED})|.{{0,300}}(?i:{_HERE})){_NO_SPEECH}"
            r".{10,480}"
        ),
        removes="The Example is a nonprofit newsroom. Sign up to receive our biggest stories.",
        leaves="Voters may sign up here, the harbour said.",
        needs=("ign up", "IGN UP", "ubscribe", "lick here"),
    ),
    Rule(
        "form_notice",
        "page_furniture",
        re.compile(
            r"(?i:your (?:message|comment|e-?mail|request) (?:has been|was) (?:sent|submitted"
            r"|received)(?: successfully)?"
            r"|(?:error|sorry),? (?:there was )?(?:an error|something went wrong).{0,80}"
            r"|please fill out .{3,60}"
            r"|this (?:form|content|page|poll|video) requires javascript.{0,60}"
            r"|please upgrade your browser\b.{0,300}"
            r"|(?:powered by \w+\.?))[.!]?"
        ),
        removes="Your message has been sent successfully",
        leaves="Your message has been sent to the mayor by many.",
    ),
    Rule(
        "letter_named",
        "newsletter_cta",
        re.compile(
            r"(?![“\"‘]|.*\b(?:said|told|wrote|says|reports|reported)\b)"
            r"(?=.{0,300}\b(?:[Ss]ign up for|Subscribe to|[Gg]et \w+ news updates)\b.{0,160}"
            r"\b(?i:newsletters?|youtube|e-?mail (?:dispatches|newsletters?))\b).{15,560}"
        ),
        removes="To read more of this, go to our front page or sign up for the daily e-mail newsletter.",
        leaves="Members may sign up for the harbour.",
        needs=("ign up for", "ubscribe to", "news updates"),
    ),
    Rule(
        "subscribe_call",
        "newsletter_cta",
        re.compile(rf"{EDGE}(?i:{_PAYING}).{{0,200}}"),
        removes="Support local journalism. Subscribe today.",
        leaves="Subscribe is what they did, in droves.",
    ),
    Rule(
        "share_buttons",
        "share_line",
        re.compile(
            rf"(?:[\W_\d]{{0,12}}(?i:{_BUTTON})(?!\w)){{2,20}}[\W_\d]{{0,12}}"
            rf"|[\W_\d]{{0,12}}(?i:{_ONE_BUTTON})[\W_\d]{{0,12}}"
            r"|(?i:share all sharing options for:).{0,200}"
        ),
        removes="Share This Story Tweet Share Share Pin Email",
        leaves="Facebook",
    ),
    Rule(
        "share_link",
        "share_line",
        re.compile(
            r"(?i:read or share this story:\s?(?P<url>https?://\S+)"
            r"|click to (?:share|e-?mail|print)\b.{0,100}|\(opens in new window\))"
        ),
        removes="Read or Share this story: https://example.org/1",
        leaves="Read, then share what you learn.",
    ),
    Rule(
        "follow_line",
        "share_line",
        re.compile(
            rf"{EDGE}(?i:{_FOLLOW}).{{0,160}}"
            r"|(?:Follow|FOLLOW) [^.!?“”]{60,200} on (?:Twitter|Facebook|Instagram) at @\w+.?"
            r"|Like .{3,60} on Facebook (?:here|at)\b.{0,160}"
        ),
        version=2,
        removes="Follow the Harbour Desk on Facebook",
        leaves="Like Facebook, the company has followed the money.",
    ),
)
