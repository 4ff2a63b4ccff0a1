"""When a word of speech makes its sentence reported speech: somebody's words must stand outside the marks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sourcewise.corpus.voices import cues, phrases, told
from sourcewise.corpus.voices.segments import HasSpan, Sentence
from sourcewise.corpus.voices.speakers import Cue

_PASSIVE = re.compile(r"accused of\b|(?:said|reported|alleged|rumou?red) to\b")
_SET_BACK = re.compile(
    r"\b(?:although|even (?:if|though)|unless|(?:hour|day|week|month|year)s? (?:after|before))[ \u00a0]+\Z",
    re.IGNORECASE,
)
"""Words that set what was said back behind the sentence's own news: "a day after she claimed"."""
_THAT = re.compile(r"(?:[\w’'.-]+,? ){0,7}?that\b")
_FINDS = re.compile(
    r"(?:find|found|show|suggest|estimat|indicat|reveal|project|predict|conclud|forecast|expect)\w*"
    r"[ \u00a0,]+\S"
)
_RESEARCH = cues.words("""
    study studies research researcher researchers poll polls survey surveys analysis analyses experiment
    experiments scientists economists analysts forecasters pollsters investigators data
""")
"""What finds and shows things in general, and those who do: what they find is theirs."""
_NO_ONE = re.compile(r"no\b|nobody\b|no-one\b|rest\Z|none\b")
_INSTEAD = re.compile(
    r"\b(?:without|(?:rather|other) than|instead of|if)[ \u00a0]+(?:[\w’'.-]+[ \u00a0]+){0,3}\Z",
    re.IGNORECASE,
)
"""Words that tell what somebody does not say."""
_POINTS = " \u00a0,;:.”\"’'–—"
_SOURCES = cues.words("data figures statistics records results estimates people reports sources those")
_NOT_OTHERS = frozenset({"i", "we", "you", "one"})
_SPOKEN = ("subject", "inverted", "same")
_CLAUSED = (*_SPOKEN, "subordinate", "relative")
_AFTER = 300
"""How many characters behind a cue are looked at."""
_AS_REACH = 50
"""How far behind "As" its subject may stand ("As the ambassador, Qin Gang, noted")."""
_LEAD = 20
"""How many characters before a subject are looked at for what sets its clause back."""
_NEAR = 24
"""How far behind a verb "that" leads in its clause where the verb itself closes a quotation."""
_FEW = 8
"""The most words behind a closing attribution ("..., he said in a statement on Monday")."""


def reports(raw: str, cue: Cue, sentence: Sentence, direct: Sequence[HasSpan] = ()) -> bool:
    """Say whether a cue makes its sentence reported speech.

    `direct` are the direct quotations of the sentence, in order: where there are any, words of the speaker's
    must stand outside them.
    """
    if cue.link == "passive":
        return _PASSIVE.match(raw, cue.start, sentence.end) is not None
    if cue.frame == "quote" or cue.link not in _CLAUSED:
        return False
    if cue.mention is None:
        return cue.frame == "act" and raw.startswith("accus", cue.start) and told.acts(raw, cue, sentence.end)
    who = raw[cue.mention[0] : cue.mention[1]].lower()
    if who in _NOT_OTHERS or _NO_ONE.match(who) or not _is_speech(raw, cue, who):
        return False
    if cue.frame != "act" and _is_unsaid(raw, cue, sentence):
        return False
    if direct:
        return _reports_round(raw, cue, sentence, direct)
    if raw[cue.end - 3 : cue.end] == " to":
        return _is_source(raw, cue, cue.mention, sentence)
    if cue.link not in _SPOKEN and not raw.startswith("As ", sentence.start, cue.mention[0]):
        return not _SET_BACK.search(raw, max(sentence.start, cue.mention[0] - _LEAD), cue.mention[0]) and (
            (cue.frame == "act" and told.acts(raw, cue, sentence.end))
            or told.has_clause(raw, cue, sentence.end)
        )
    if _FINDS.match(raw, cue.start, sentence.end) and not _RESEARCH.isdisjoint(who.split()):
        return True
    return _closes(raw, cue, cue.mention, sentence) or _has_words(raw, cue, sentence.end)


def _is_unsaid(raw: str, cue: Cue, sentence: Sentence) -> bool:
    """Say whether the words before a verb tell that it was not spoken: "without saying", "if he says"."""
    first = max(sentence.start, cue.start - _LEAD)
    lead = raw[first : cue.start].lower()
    told_so = "if" in lead or "than" in lead or "without" in lead or "instead" in lead
    return told_so and _INSTEAD.search(raw, first, cue.start) is not None


def _is_speech(raw: str, cue: Cue, who: str) -> bool:
    """Say whether a verb is spoken by its subject: no infinitive, no thing that threatens."""
    assert cue.mention is not None
    verb = raw[cue.start : cue.end]
    if cue.link == "same" and (verb in cues.BASES or who in ("it", "this", "there")):
        return False
    if who in ("it", "this") and cue.frame == "act":
        return False
    last = who.rpartition(" ")[2]
    person = last in cues.PRONOUNS or phrases.is_head(last) or raw[cue.mention[1] - len(last)].isupper()
    return person or not (cue.link == "relative" or verb.startswith("threat"))


def _closes(raw: str, cue: Cue, mention: tuple[int, int], sentence: Sentence) -> bool:
    """Say whether a cue attributes what stands before it, or opens with "As"."""
    first = min(cue.start, mention[0]) if mention[0] >= sentence.start else cue.start
    end = max(cue.end, mention[1]) if cue.link == "inverted" else cue.end
    rest = raw[end : min(sentence.end, end + _AFTER)]
    asked = raw.startswith("ask", cue.start) and "?" in rest and not rest.strip(_POINTS + "?")
    if (cue.frame == "act" and not asked) or cue.link == "same":
        return False
    lead = raw[max(sentence.start, first - _AFTER) : first]
    if raw.startswith("As ", sentence.start) and cue.link in ("subject", "subordinate"):
        return first - sentence.start < _AS_REACH and bool(rest.strip(" .,"))
    if rest.startswith(","):
        return len(lead.split()) + len(rest.split()) > 3 and bool(lead.strip())
    if not rest.strip(' .,;:!?)”"’') or rest[0] == "." or cue.link == "inverted":
        return len(lead.split()) > 2
    near = cue.start - mention[1] < _NEAR and len(rest.split()) <= _FEW
    return (
        near
        and lead.rstrip().endswith(",")
        and len(lead.split()) > 4
        and not told.has_clause(raw, cue, sentence.end)
    )


def _has_words(raw: str, cue: Cue, end: int) -> bool:
    """Say whether the words that somebody is said to have said follow a cue, as its frame asks."""
    rest = raw[cue.end : min(end, cue.end + _AFTER)]
    if cue.frame == "say":
        return bool(rest.strip(' .,;:!?)”"’')) or cue.link == "same"
    return (cue.frame == "act" and told.acts(raw, cue, end)) or told.has_clause(raw, cue, end)


def _reports_round(raw: str, cue: Cue, sentence: Sentence, direct: Sequence[HasSpan]) -> bool:
    """Say whether a sentence with direct quotations also holds words of the speaker's outside them."""
    assert cue.mention is not None
    first = min(cue.start, cue.mention[0]) if cue.mention[0] >= sentence.start else cue.start
    lower, upper = _between(direct, first, cue.end, sentence)
    if lower > sentence.start and upper == sentence.end and _leads_on(raw, cue, lower, first):
        return True
    rest = raw[cue.end : min(upper, cue.end + _AFTER)].strip(" \u00a0,:;.“”\"‘’'")
    inside = cue.link == "same" or lower == sentence.start
    if that := _THAT.match(rest):
        told_here = inside or that.end() < _NEAR
        return told_here and len(rest[that.end() :].split()) > 1 and told.has_clause(raw, cue, upper)
    if not inside and upper == sentence.end:
        return False
    if cue.frame == "act":
        return told.acts(raw, cue, upper)
    clause = told.has_clause(raw, cue, upper) if cue.frame != "note" else told.has_pronoun(raw, cue, upper)
    return clause and len(rest.split()) > 2


def _between(direct: Sequence[HasSpan], first: int, end: int, sentence: Sentence) -> tuple[int, int]:
    """Where the quotation before an attribution ends and the one behind it begins, or the sentence."""
    at = bisect_right(direct, first, key=lambda quote: quote.end)
    lower = max(direct[at - 1].end, sentence.start) if at else sentence.start
    at = bisect_left(direct, end, key=lambda quote: quote.start)
    return lower, min(direct[at].start, sentence.end) if at < len(direct) else sentence.end


def _leads_on(raw: str, cue: Cue, lower: int, first: int) -> bool:
    """Say whether words stand between a quotation and ", she said": "“a need” for rain, she said"."""
    lead = raw[max(lower, first - _AFTER) : first]
    open_end = raw[lower - 1] not in ",.?!…—–" and lead.rstrip().endswith(",")
    return cue.link in ("subject", "inverted") and open_end and len(lead.strip(_POINTS).split()) > 1


def _is_source(raw: str, cue: Cue, mention: tuple[int, int], sentence: Sentence) -> bool:
    """Say whether "according to" names a source and not a standard."""
    parts = raw[mention[0] : mention[1]].split()
    before = raw[max(sentence.start, cue.start - 2) : cue.start].strip()
    set_off = cue.start - sentence.start < len("And ,") or before in (",", "—", "–", "“", '"')
    named = any(part[0].isupper() for part in parts[1:]) or (parts[0][0].isupper() and parts[0] != "The")
    return set_off or named or phrases.is_head(parts[-1]) or not _SOURCES.isdisjoint(parts)
