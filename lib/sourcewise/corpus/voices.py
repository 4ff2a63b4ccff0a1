"""Reported speech: sentences in somebody else's voice without marks, and what goes on from them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sourcewise.corpus import cues, phrases
from sourcewise.corpus.mentions import Scene
from sourcewise.corpus.quotes import Quote
from sourcewise.corpus.segments import Sentence
from sourcewise.corpus.speakers import Cue

_THAT = re.compile(r"(?:[ \u00a0,]+[\w’'.-]+){0,4}?[ \u00a0,]+that\b")
_PRONOUN = re.compile(r"[ \u00a0]+(?:he|she|they|it|there)\b")
_ACT = re.compile(
    r"call(?:s|ed|ing)? (?:for|on|upon)\b|urg(?:es?|ed|ing) \w|accus(?:es?|ed|ing) .{1,80}? of\b"
    r"|demand(?:s|ed|ing)? (?:that|to|an?|the)\b"
    r"|(?:vow|pledg|promis|threaten)(?:s|es|ed|e|ing)? (?:to|that)\b"
    r"|(?:ask|advis)(?:s|es|ed|e|ing)? (?:\w+ ){1,4}?to\b"
)
_TAKES_CLAUSE = re.compile(
    r"(?:alleg|insist|contend|argu|believ|think|thought)\w*[ \u00a0]"
    r"(?!(?:in|about|on|over|of|for|with|against|at|to|by|and)\b)(?:[\w’'-]+[ \u00a0]){3}"
)
_ORDINAL = re.compile(
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Last)(?:ly)?(?: of all)?,|Finally,"
    r"|(?:The|A) (?:second|third|fourth|fifth)\b"
)
_SOURCES = cues.words("data figures statistics records results estimates")
_AFTER = 300
"""How many characters behind a cue are looked at."""
_AS_REACH = 50
"""How far behind "As" its subject may stand ("As the ambassador, Qin Gang, noted")."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence in another voice than the outlet's own, and whose it is."""

    start: int
    end: int
    voice: Literal["reported", "unclear"]
    speaker: str | None


def find_stretches(scene: Scene, found: Sequence[Cue], quotes: Sequence[Quote]) -> list[Stretch]:
    """Return the reported and unclear sentences of an article, in order.

    A sentence with a direct quotation or an attributed claim is the outlet's outside the marks; one with a
    partial quotation can be reported. What follows a reported sentence in its paragraph without a cue is
    unclear, and so is a paragraph that counts on from one ("Second, ...").
    """
    spoken: dict[int, list[Cue]] = {}
    for cue in found:
        spoken.setdefault(cue.sentence, []).append(cue)
    own = _own_sentences(scene.sentences, quotes)
    stretches: list[Stretch] = []
    voice, paragraph = "outlet", 0
    for index, sentence in enumerate(scene.sentences):
        new = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        if sentence.kind != "body" or index in own:
            voice = "outlet"
            continue
        cue = next((cue for cue in spoken.get(index, ()) if _reports(scene.raw, cue, sentence)), None)
        goes_on = voice != "outlet" and (not new or _ORDINAL.match(scene.raw, sentence.start))
        voice = "reported" if cue else "unclear" if goes_on else "outlet"
        if voice != "outlet":
            stretches.append(Stretch(sentence.start, sentence.end, voice, cue.speaker if cue else None))
    return stretches


def _own_sentences(sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> set[int]:
    """The places of the sentences that hold a direct quotation or an attributed claim."""
    holding: set[int] = set()
    at = 0
    for quote in quotes:
        while at < len(sentences) and sentences[at].end <= quote.start:
            at += 1
        place = at if quote.kind in ("direct", "attributed_claim") else len(sentences)
        while place < len(sentences) and sentences[place].start < quote.end:
            holding.add(place)
            place += 1
    return holding


def _reports(raw: str, cue: Cue, sentence: Sentence) -> bool:
    """Say whether a cue makes its sentence reported speech."""
    if cue.link not in ("subject", "inverted", "same") or cue.mention is None or cue.frame == "quote":
        return False
    who = raw[cue.mention[0] : cue.mention[1]].lower()
    if who in ("i", "we", "you") or (who in ("it", "this") and cue.frame != "say"):
        return False
    if raw[cue.end - 3 : cue.end] == " to":
        return _is_source(raw, cue, cue.mention, sentence)
    first = min(cue.start, cue.mention[0]) if cue.mention[0] >= sentence.start else cue.start
    rest = raw[cue.end : min(sentence.end, cue.end + _AFTER)]
    if raw.startswith("As ", sentence.start) and cue.link == "subject" and cue.frame != "act":
        return first - sentence.start < _AS_REACH and bool(rest.strip(" .,"))
    final = not rest.strip(' .,;:!?)”"’') or rest[0] in ",." or cue.link == "inverted"
    if final and cue.link != "same" and cue.frame != "act":
        return len(raw[max(sentence.start, first - _AFTER) : first].split()) > 2
    return cue.frame == "say" or _has_words(raw, cue, sentence.end, rest)


def _has_words(raw: str, cue: Cue, end: int, rest: str) -> bool:
    """Say whether the words that somebody is said to have said follow a cue, as its frame asks."""
    if cue.frame == "act":
        return _ACT.match(raw, cue.start, end) is not None
    if _THAT.match(raw, cue.end, end) or _PRONOUN.match(raw, cue.end, end):
        return True
    if cue.frame != "claim":
        return False
    following = rest.split()[:12]
    clause = len(following) > 2 and cues.FINITE.search(" ".join(following)) is not None
    return clause or _TAKES_CLAUSE.match(raw, cue.start, end) is not None


def _is_source(raw: str, cue: Cue, mention: tuple[int, int], sentence: Sentence) -> bool:
    """Say whether "according to" names a source and not a standard."""
    parts = raw[mention[0] : mention[1]].split()
    before = raw[max(sentence.start, cue.start - 2) : cue.start].strip()
    set_off = cue.start - sentence.start < len("And ,") or before in (",", "—", "–", "“", '"')
    named = any(part[0].isupper() for part in parts[1:]) or (parts[0][0].isupper() and parts[0] != "The")
    return set_off or named or phrases.is_head(parts[-1]) or not _SOURCES.isdisjoint(parts)
