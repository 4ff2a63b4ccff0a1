"""Words of speech as data: verbs that lead to somebody's words, and the small words that stand round them.

A verb's frame says what must follow before the words of its sentence count as reported speech: after `say`
any clause, after `claim` one with a finite verb, after `note` "that" or the end of the sentence, after `act`
its own particle ("called for"). `quote` verbs lead to words in marks only.
"""

import re
from collections.abc import Iterable
from typing import Literal

Frame = Literal["say", "claim", "note", "act", "quote"]

VERBS: dict[Frame, str] = {
    "quote": """
                answer bash beg begin blast chant cite comment condemn continue criticise criticize cry
        decry deride denounce dismiss exclaim express hail intone invoke laugh rant gush lash
        liken mock praise question quote read refer scoff scream shout sigh sing slam tease
        thunder tout voice whisper yell marvel guffaw ooze gripe grumble fume bellow crow deadpan enthuse
        groan growl holler huff interject moan mutter murmur sneer snipe trumpet
    """,
    "act": """
        accuse advise ask blame brand call characterise characterize cast deem defend demand depict
        describe dub label order plead pledge portray press promise term threaten urge vow
    """,
    "note": """
        add agree announce calculate clarify conclude confide confirm disclose elaborate estimate expect
        fear feel find forecast guess highlight hint hope imply indicate inform inquire joke judge note
        observe point pray project propose recall recommend recount reject remind repeat report reveal
        rule show signal speculate surmise theorize assess underline underscore wonder worry write
    """,
    "claim": """
        acknowledge admit affirm allege argue assert assure believe boast caution claim complain concede
        confess contend counter declare deny emphasise emphasize explain insist lament maintain muse opine
        posit predict profess proclaim quip reckon reiterate remark reply respond retort state stress
        suggest swear testify think tweet warn
    """,
    "say": "say tell",
}
_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote writing",
    "think": "thinks thought thinking", "find": "finds found finding", "show": "shows showed showing",
    "feel": "feels felt feeling", "begin": "begins began beginning", "swear": "swears swore swearing",
    "sing": "sings sang singing", "read": "reads reading", "beg": "begs begged begging",
    "admit": "admits admitted admitting", "quip": "quips quipped quipping", "dub": "dubs dubbed dubbing",
    "forecast": "forecasts forecasting",
    "slam": "slams slammed slamming", "refer": "refers referred referring",
}  # fmt: skip


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(text.split())


def forms(verb: str) -> list[str]:
    """Return a verb's forms: base, third person, past, participle."""
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch")) else f"{verb}s"
    return [verb, third, f"{stem}ed", f"{stem}ing"]


def one_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words`, factored by common beginnings so that it is fast."""
    heads: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        heads.setdefault(word[:1], []).append(word[1:])
    optional = "" in heads
    heads.pop("", None)
    branches = [re.escape(head) + one_of(tails) for head, tails in heads.items()]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"


FRAMES: dict[str, Frame] = {
    form: frame for frame, verbs in VERBS.items() for verb in verbs.split() for form in forms(verb)
}
"""Every form of every verb, with the verb's frame."""
BASES = frozenset(verb for verbs in VERBS.values() for verb in verbs.split())
"""Forms that need a plural subject ("officials say"); behind "to" or a modal verb they are infinitives."""

_CUES = one_of([*FRAMES, "according to", "According to"])
CUE = re.compile(rf"(?<![\w-])(?:{_CUES})\b")
_BEHIND_EDGE = re.compile(rf"[^\w-]({_CUES})\b")  # found twice as fast: it begins with what is rarer
PRONOUNS = words("he she they it we i you")
WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = words("""
    January February March April May June July August September October November December Jan Feb Mar
    Apr Jun Jul Aug Sept Sep Oct Nov Dec
""")
DETERMINERS = words("""
    the a an this that these those his her its their our my your one some another several many most two
    three four five no both each every other any all
""")
PREPOSITIONS = words("""
    of in at for from with by on to about against between near under over through during including than
    into toward towards without within across along around behind beyond despite like unlike upon via
    among amid outside inside per citing regarding concerning
""")
SUBORDINATORS = words("""
    after before when while as because since if until unless though although whether that what how why
    where who whom whose which once so lest
""")
CONJUNCTIONS = words("and but or nor yet then")
AUXILIARIES = words("""
    has have had is are was were be been being will would can could should may might must do does did
    not hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't
    doesn't don't didn't
""")
ADVERBS = words("""
    also later again then further still even once yesterday today earlier recently repeatedly often
    always sometimes never ever just already now soon therefore thus instead however too here there back
    ago only nevertheless meanwhile moreover furthermore tonight tomorrow
""")
NOT_ADVERBS = words("family ally assembly reply supply bully anomaly monopoly fly july italy")

FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|should|may|might|must|shall|cannot"
    r"|[a-z]+n['’]t)\b|\b(?:I|we|you|they|he|she|it|that|there|what|who)['’](?:s|re|ve|ll|m|d)\b"
)
_SPEAKER = (
    r"(?:(?:he|she|they|it|we|I)\b"
    r"|(?:the|a|an|one)(?:[ \u00a0](?!(?:who|which|that|has|had|was|is)\b)[\w’'-]+){1,4}"
    r"|(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\. )?[A-Z][\w.’'-]*(?:[ \u00a0][A-Z][\w.’'-]*){0,4})"
)
FINITE_SPEECH = one_of(form for form in FRAMES if not form.endswith("ing") and form not in BASES)
"""Forms of verbs of speech that can stand behind one person, as a regular expression."""
ATTRIBUTION = re.compile(
    rf"\s*(?:{_SPEAKER}[ \u00a0](?:[a-z]+ly[ \u00a0]|also[ \u00a0])?{FINITE_SPEECH}\b"
    rf"|{FINITE_SPEECH}[ \u00a0](?:[a-z]+[ \u00a0]){{0,3}}{_SPEAKER})"
)
"""What stands right behind a quotation: a speaker and a verb, or a verb and a speaker."""


def find(raw: str) -> list[tuple[int, int]]:
    """The spans of the words of speech in a text, in order: what CUE matches there."""
    found = [cue.span(1) for cue in _BEHIND_EDGE.finditer(raw)]
    first = CUE.match(raw)
    return [first.span(), *found] if first else found
