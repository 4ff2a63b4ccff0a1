"""Rules for what asks something of a reader: advertisements, newsletters, subscriptions, buttons to share."""

import re

from sourcewise.corpus.rule import EDGE, Rule, either

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
    don[’']t miss|looking for|let our|daily|weekly|start your|click here|all the|if you liked?|for more|
    to receive|have|delivered|the best of|our best|your
""")
_TERMS = either(r"""
    by (?:signing|subscribing|clicking|registering)\b.{0,60}you (?:agree|accept|consent)|
    you (?:can|may) unsubscribe at any time|(?:thank you|thanks) for (?:signing up|subscribing)|
    (?:e-?mail|newsletter) sign[- ]?up|manage newsletters|this (?:site|form) is protected by recaptcha|
    please enter a valid e-?mail|sign up (?:here|now|today|for free)?|subscribe(?: (?:now|today|here))?
""")
_PAYING = either(r"""
    subscribe (?:now )?(?:to|for|on) (?:our|the|us)\b|
    subscribe to [\w .]{2,40}(?:on (?:youtube|itunes|apple|spotify)|for as little|today|now)\b|
    subscribe now|support (?:our|local|independent|progressive|quality) journalism|
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
    e-?mail(?: this)?|copy link|link copied
""")
_FOLLOW = either(rf"""
    (?:you can )?follow (?:[\w .’'&,@-]{{2,70}}? )?(?:on|at|via) ?:?\s?
    (?:@\w+|{_NETWORK}(?!\w)|(?:https?|www)\b)|
    (?:you can )?follow [\w .’'&,-]{{0,70}}@\w+|follow ?@\w+(?:\s*follow ?@\w+)*|
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
        re.compile(rf"{EDGE}(?i:{_FOLLOW}).{{0,160}}"),
        removes="Follow Jane Doe on Twitter @janedoe",
        leaves="Like Facebook, the company has followed the money.",
    ),
)
