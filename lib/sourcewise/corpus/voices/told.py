"""What somebody is said to have said or done by saying it: the clause or the object that hangs on a cue."""

import re

from sourcewise.corpus.voices import cues
from sourcewise.corpus.voices.speakers import Cue

_ADVERBIAL = cues.one_of(
    cues.WEEKDAYS
    | cues.words("to in on at during with from by for via last this earlier later yesterday today again back")
    | cues.words("however also publicly me him her us them voters reporters")
)
_WORDS = r"(?:[ \u00a0,]+[\w’'.-]+){0,7}?"
_THAT = re.compile(rf"(?:[ \u00a0,]+(?:{_ADVERBIAL}|[a-z]+ly)\b{_WORDS})?[ \u00a0,]+that\b")
"""What may stand between a verb and its "that": an adverbial; behind verbs of telling any hearer."""
_TOLD_THAT = re.compile(rf"{_WORDS}[ \u00a0,]+that\b")
_TELLS = ("tell", "told", "remind", "assur", "warn", "inform", "advis", "promis", "caution")
_ASKED = re.compile(r"[ \u00a0,]+(?:[\w’'.-]+[ \u00a0]){0,3}(?:if|whether|how|why)\b(?![ \u00a0]to\b|[,.?])")
_PRONOUN = re.compile(r"[ \u00a0]+(?:he|she|they|it|there)(?:['’]\w+)?\b(?![,.;])")
_ACT = re.compile(
    r"(?:call(?:s|ed|ing)?|press(?:es|ed|ing)?) (?:for|on|upon)\b|urg(?:es?|ed|ing) \w"
    r"|accus(?:es?|ed|ing) .{1,120}? of\b"
    r"|demand(?:s|ed|ing)? (?:that|to|an?|the|more)\b|blam(?:es?|ed|ing) .{1,80}? (?:for|on)\b"
    r"|(?:vow|pledg|promis|threaten)(?:s|es|ed|e|ing)? (?:to|that|(?:him|her|them|voters|reporters) )\b"
    r"|(?:ask|advis|order|plead)(?:s|es|ed|e|ing)? (?:[\w’'.-]+ ){1,6}?to (?![a-z]+ing\b)[a-z]"
    r"|(?:describ|portray|defend|cast|depict|characteri[sz])(?:s|es|ed|e|ing)? .{1,120}? as\b"
)
_OBJECT = (
    r"(?:(?:it|him|her|them|this|that|himself|herself|themselves|Mr\.|Mrs\.|Ms\.|Dr\.|[A-Z][\w’'.-]*"
    r"|(?:the|his|her|their|its|any)(?: [\w’'-]+){1,3})[ \u00a0]){1,4}?"
)
_NAMED = re.compile(
    r"(?:call|label|term|brand|dub|deem)(?:s|l?ed|l?ing)? (?!(?:for|on|upon|up|off|out|in|back|to)\b)"
    rf"(?:[^.:;?!“\"]{{1,80}}[“\"]|{_OBJECT}(?:an?\b|the\b|[“\"‘]|[a-z]+(?:al|ous|ful|ive|ic|ible|able|ent|ant|less|ed|ing|y)\b))"
)
"""A name given to something: "called the plan a shame", "labelled it dangerous"."""
_TAKES_CLAUSE = re.compile(
    r"(?:alleg|insist|contend|argu|believ|think|thought)\w*[ \u00a0]"
    r"(?!(?:in|about|on|over|of|for|with|against|at|to|by|and)\b)(?:[\w’'-]+[ \u00a0]){3}"
)
_GERUND = re.compile(
    r"(?:acknowledg|admit|den(?:y|i)|recall|confess|recount|recommend|propos|suggest)\w*[ \u00a0]"
    r"(?:to[ \u00a0])?[a-z]{2,}ing\b"
)
"""What somebody says to have done: "admitted lying"."""
_TOPICS = cues.words("about over of for with against on at")
_MAIN = ("subject", "inverted", "same")
_AFTER, _WORDS_READ = 300, 12
"""How many characters behind a cue are looked at, and how many words for a finite verb."""


def acts(raw: str, cue: Cue, end: int) -> bool:
    """Say whether an act of speech has its object before `end`: "urged him", "called it a mistake"."""
    return bool(_ACT.match(raw, cue.start, end) or _NAMED.match(raw, cue.start, end))


def has_pronoun(raw: str, cue: Cue, end: int) -> bool:
    """Say whether a clause with a pronoun follows a cue: "noted he was late"."""
    return _PRONOUN.match(raw, cue.end, end) is not None


def has_clause(raw: str, cue: Cue, end: int) -> bool:
    """Say whether a clause hangs on a cue: behind "that", "whether", a pronoun, or with a finite verb."""
    that = _TOLD_THAT if raw.startswith(_TELLS, cue.start) else _THAT
    if that.match(raw, cue.end, end) or has_pronoun(raw, cue, end):
        return cue.frame != "act" or raw.startswith(("promis", "vow", "demand"), cue.start)
    if _ASKED.match(raw, cue.end, end) or _GERUND.match(raw, cue.start, end):
        return True
    return cue.frame in ("say", "claim") and _has_verb(raw, cue, end)


def _has_verb(raw: str, cue: Cue, end: int) -> bool:
    """Say whether a finite verb stands among the words that follow a cue, and they name no mere topic."""
    behind = raw[cue.end : min(end, cue.end + _AFTER)]
    following = (behind if cue.link in _MAIN else behind.partition(",")[0]).split()[:_WORDS_READ]
    if following and following[0] in _TOPICS:
        return False
    finite = len(following) > 2 and cues.FINITE.search(" ".join(following)) is not None
    return finite or _TAKES_CLAUSE.match(raw, cue.start, end) is not None
