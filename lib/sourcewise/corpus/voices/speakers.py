"""Who speaks: every word of speech outside the marks, with its speaker by the fullest name there is."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sourcewise.corpus.voices import cues, mentions, phrases, subjects
from sourcewise.corpus.voices.clauses import Link, Subject
from sourcewise.corpus.voices.marks import Marked
from sourcewise.corpus.voices.mentions import NOBODY, Meant, Scene
from sourcewise.corpus.voices.people import find_people
from sourcewise.corpus.voices.segments import Block, Sentence

_MAIN = ("subject", "inverted", "same")
_TELLS = frozenset({"tell", "tells", "told", "reminded", "assured", "informed"})
"""Verbs behind which the hearer stands, never the speaker."""
_LEAD = 40
"""How many characters before a verb are looked at for what it follows."""


class Cue(NamedTuple):
    """A word of speech: its span, frame and sentence, where its unmarked stretch begins, and who speaks.

    `mention` is the span of the words that name the speaker; `speaker` is None where nobody can be named.
    """

    start: int
    end: int
    frame: cues.Frame
    sentence: int
    lower: int
    link: Link
    mention: tuple[int, int] | None
    speaker: str | None
    certain: bool


class _Stretch(NamedTuple):
    """An unmarked stretch of a sentence, and whether marks stand before it or anywhere in the sentence."""

    sentence: int
    lower: int
    upper: int
    behind_quote: bool
    quoting: bool


def find_cues(
    raw: str, blocks: Sequence[Block], sentences: Sequence[Sentence], marked: Sequence[Marked]
) -> tuple[Scene, list[Cue]]:
    """Read all words of speech that stand outside the marked stretches of body sentences, in order."""
    scene = Scene(raw, sentences, find_people(raw, blocks))
    said = cues.find(raw)
    starts = [start for start, _ in said]
    found: list[Cue] = []
    for stretch in _stretches(raw, sentences, marked):
        first, last = bisect_left(starts, stretch.lower), bisect_left(starts, stretch.upper)
        if first < last:
            found += _read(scene, found, said[first:last], stretch)
    return scene, found


def _stretches(raw: str, sentences: Sequence[Sentence], marked: Sequence[Marked]) -> Iterator[_Stretch]:
    """The unmarked stretches of body sentences, in order."""
    at = 0
    for index, sentence in enumerate(sentences):
        while at < len(marked) and marked[at].outer_end <= sentence.start:
            at += 1
        if sentence.kind != "body":
            continue
        lower, nearest = sentence.start, at
        while nearest < len(marked) and marked[nearest].outer_start < sentence.end:
            mark = marked[nearest]
            yield _Stretch(index, lower, mark.outer_start, lower > sentence.start, True)
            lower = mark.outer_end
            nearest += 1
        behind = lower > sentence.start
        yield _Stretch(index, lower, sentence.end, behind, behind or raw[sentence.end - 1] == ":")


def _read(scene: Scene, earlier: list[Cue], said: Sequence[tuple[int, int]], stretch: _Stretch) -> list[Cue]:
    """Read the words of speech of a stretch; verbs that only lead to marks are passed over without them."""
    found: list[Cue] = []
    for start, end in said:
        if not stretch.quoting and cues.FRAMES.get(scene.raw[start:end]) == "quote":
            continue
        subject = _subject(scene.raw, start, end, stretch)
        if subject and (not subject.end or phrases.can_speak(scene.raw[subject.start : subject.end])):
            found.append(_entered(scene, [*earlier[-4:], *found[-4:]], (start, end), stretch, subject))
    return found


def _subject(raw: str, start: int, end: int, stretch: _Stretch) -> Subject | None:
    """The subject of a word of speech, on either side of it."""
    word = raw[start:end]
    if word.endswith(" to"):
        return subjects.behind(raw, end, stretch.upper, strict=False)
    lead = raw[max(stretch.lower, start - _LEAD) : start].rstrip()
    bare = stretch.behind_quote and start - stretch.lower < _LEAD and not lead.strip(" \u00a0,–—-")
    found = None
    inverts = not word.endswith("ing") and word not in _TELLS
    if (bare or lead.endswith((",", "–", "—"))) and inverts:
        found = subjects.behind(raw, end, stretch.upper, strict=not bare)
    found = found or subjects.before(raw, stretch.lower, (start, end))
    return Subject(0, 0, False, "same") if found is None and bare else found


def _entered(
    scene: Scene, earlier: Sequence[Cue], span: tuple[int, int], stretch: _Stretch, subject: Subject
) -> Cue:
    """Resolve a subject, or take over that of the verb before, and keep who spoke."""
    index = stretch.sentence
    mention: tuple[int, int] | None = (subject.start, subject.end) if subject.end else None
    meant = mentions.resolve(scene, index, *mention) if mention else NOBODY
    if subject.link in ("same", "infinitive") and mention is None:
        before = [cue for cue in earlier if cue.sentence == index and cue.mention and cue.link in _MAIN]
        if before:
            mention, meant = before[-1].mention, Meant(before[-1].speaker, None, before[-1].certain)
        else:
            mention, meant = _opening(scene, index, span[0])
    if subject.end and (subject.link in (*_MAIN, "infinitive") or meant.person):
        mentions.hear(scene, index, subject.start, meant)
    certain = (
        bool(meant.speaker)
        and meant.sure
        and (subject.tight or subject.link == "same" or meant.person is not None)
    )
    frame = cues.FRAMES.get(scene.raw[slice(*span)], "say")
    return Cue(*span, frame, index, stretch.lower, subject.link, mention, meant.speaker, certain)


def _opening(scene: Scene, index: int, before: int) -> tuple[tuple[int, int] | None, Meant]:
    """The subject that a sentence begins with, kept as one that spoke."""
    first = subjects.first(scene.raw, scene.sentences[index].start, before)
    if first is None or not phrases.can_speak(scene.raw[first.start : first.end]):
        return None, NOBODY
    meant = mentions.resolve(scene, index, first.start, first.end)
    mentions.hear(scene, index, first.start, meant)
    return (first.start, first.end), meant
