"""Reported speech: sentences in somebody else's voice without marks, and what goes on from them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple

from sourcewise.corpus.voices.mentions import Scene
from sourcewise.corpus.voices.quotes import Quote
from sourcewise.corpus.voices.reporting import reports
from sourcewise.corpus.voices.segments import Sentence
from sourcewise.corpus.voices.speakers import Cue

_ORDINAL = re.compile(
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Last)(?:ly)?(?: of all)?,|Finally,"
    r"|(?:The|A) (?:second|third|fourth|fifth)\b"
)
_HEARSAY = re.compile(r"(?:[Rr]eported|[Aa]lleged)ly\b")
"""Words that give a sentence as somebody else's without saying whose."""


class Stretch(NamedTuple):
    """A sentence in another voice than the outlet's own, and whose it is."""

    start: int
    end: int
    voice: Literal["reported", "unclear"]
    speaker: str | None


def find_stretches(scene: Scene, found: Sequence[Cue], quotes: Sequence[Quote]) -> list[Stretch]:
    """Return the reported and unclear sentences of an article, in order.

    A sentence with a direct quotation is reported where words of the speaker's stand outside the marks, else
    the outlet's; one with an attributed claim is the outlet's. What follows a reported sentence in its
    paragraph without a cue is unclear, and so is a paragraph that counts on from one ("Second, ...").
    "Reportedly" and "allegedly" give their own sentence alone, as nobody's.
    """
    spoken: dict[int, list[Cue]] = {}
    for cue in found:
        spoken.setdefault(cue.sentence, []).append(cue)
    holding = _set_off(scene.sentences, quotes)
    stretches: list[Stretch] = []
    voice, paragraph = "outlet", 0
    some = "eportedly" in scene.raw or "llegedly" in scene.raw  # a plain search is ten times as fast
    rumours = [match.start() for match in _HEARSAY.finditer(scene.raw)] if some else []
    for index, sentence in enumerate(scene.sentences):
        new = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        direct = holding.get(index, ())
        if sentence.kind != "body" or (direct and any(quote.kind != "direct" for quote in direct)):
            voice = "outlet"
            continue
        told = spoken.get(index)
        cue = told and next((cue for cue in told if reports(scene.raw, cue, sentence, direct)), None)
        rumour = not (cue or direct) and _has_one(rumours, sentence)
        goes_on = voice != "outlet" and not direct and (not new or _ORDINAL.match(scene.raw, sentence.start))
        voice = "reported" if cue else "unclear" if goes_on else "outlet"
        if voice != "outlet" or rumour:
            kept = "reported" if rumour else voice
            stretches.append(Stretch(sentence.start, sentence.end, kept, cue.speaker if cue else None))
    return stretches


def _has_one(places: Sequence[int], sentence: Sentence) -> bool:
    """Say whether one of the places, in order, stands in a sentence."""
    at = bisect_left(places, sentence.start)
    return at < len(places) and places[at] < sentence.end


def _set_off(sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> dict[int, list[Quote]]:
    """The direct quotations and attributed claims of every sentence that holds one, by its place."""
    holding: dict[int, list[Quote]] = {}
    at = 0
    for quote in quotes:
        while at < len(sentences) and sentences[at].end <= quote.start:
            at += 1
        place = at if quote.kind in ("direct", "attributed_claim") else len(sentences)
        while place < len(sentences) and sentences[place].start < quote.end:
            holding.setdefault(place, []).append(quote)
            place += 1
    return holding
