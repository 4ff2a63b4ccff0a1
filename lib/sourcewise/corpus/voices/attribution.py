"""From a quotation to its speaker: by the cue that governs it, or by what it goes on from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sourcewise.corpus.voices import mentions, names, people, subjects, verbatim
from sourcewise.corpus.voices.cues import words
from sourcewise.corpus.voices.marks import Marked
from sourcewise.corpus.voices.mentions import Scene
from sourcewise.corpus.voices.segments import Sentence
from sourcewise.corpus.voices.speakers import Cue

How = Literal["signed", "behind", "before", "colon", "joined", "continued", "carried", "near"]

_MAIN = ("subject", "inverted", "same")
_ROUND = 200
"""How many characters of its sentences are looked at on each side of a quotation."""
_FEW = 12
"""How many cues on each side."""
_MENTAL = ("think", "thought", "expect", "believ", "feel", "felt", "hope", "hoping", "fear")
"""Verbs whose words are those of whoever tells of them: "she said the town expects “a flood”"."""
_OPEN_END = tuple(",?!…—–-")
_CLAUSE_STARTS = words("and but while as who which that or when where because after before")
_JOINS = frozenset(["", "and", "or", "as well as", "to", "but"])
_SIGNED = re.compile(
    rf"\s{{1,4}}(?:—|–|--)\s{{0,2}}(?:(?:The )?Editorial(?: Board)?, )?"
    rf"({names.FULL_NAME.pattern})(?=,|[ \u00a0]?[\r\n]|\Z)"
)
_SIGNED_LINE = re.compile(
    rf"[ \u00a0]?(?:\r?\n[ \u00a0]?){{1,3}}({names.FULL_NAME.pattern}(?: and {names.FULL_NAME.pattern})?),"
    r" [A-Z][^\r\n.,:;!?“”\"]{1,40}(?=[\r\n]|\Z)"
)
"""A line of its own that signs a quotation with a name and a paper: "Ann Lee, Hull Times"."""
_VERB = re.compile(r"[ \u00a0](?:\w+ly[ \u00a0]|also[ \u00a0])?([a-z]+(?:ed|s|t|ew|an|aw|oke|ent|ing)\b)")


class Setting(NamedTuple):
    """Where a marked stretch stands: its first and last sentence, and what of them stands round it."""

    mark: Marked
    first: int
    last: int
    before: str
    behind: str

    @property
    def begins(self) -> bool:
        """Whether the sentence begins with the quotation."""
        return not self.before.strip(" \u00a0-–—([…")


class Attribution(NamedTuple):
    """Who speaks (None: nobody that can be named), the words that tell it, and by which rule it was found."""

    speaker: str | None
    mention: tuple[int, int] | None
    cue: str | None
    certain: bool
    how: How


@dataclass(frozen=True, slots=True)
class _Reading:
    """An article as it has been read: its scene and its cues by sentence."""

    scene: Scene
    cues: dict[int, list[Cue]]


def settings(raw: str, sentences: Sequence[Sentence], marked: Sequence[Marked]) -> list[Setting]:
    """Place every marked stretch among the sentences."""
    starts = [sentence.start for sentence in sentences]
    placed = []
    for mark in marked:
        first = bisect_right(starts, mark.outer_start) - 1
        last = max(first, bisect_right(starts, mark.outer_end - 1) - 1)
        before = raw[max(sentences[first].start, mark.outer_start - _ROUND) : mark.outer_start]
        behind = raw[mark.outer_end : min(sentences[last].end, mark.outer_end + _ROUND)]
        placed.append(Setting(mark, first, last, before, behind))
    return placed


def attribute(scene: Scene, cues: Sequence[Cue], placed: Sequence[Setting]) -> list[Attribution | None]:
    """Find who speaks in each marked stretch; None where no rule says anything."""
    reading = _Reading(scene, {})
    for cue in cues:
        reading.cues.setdefault(cue.sentence, []).append(cue)
    found: list[Attribution | None] = []
    for index, setting in enumerate(placed):
        said = _governed(reading, setting)
        if said is None and not setting.mark.verbatim:
            said = _inherited(reading, setting, placed[index - 1], found[-1]) if index else None
        found.append(said or _from_sentence_before(reading, setting))
    for index in range(len(found) - 1, 0, -1):
        following, own = found[index], found[index - 1]
        weak = own is None or own.how == "near" or placed[index].mark.verbatim
        if placed[index].mark.carried and following and weak:
            found[index - 1] = following._replace(how="carried")
    return found


def joined(raw: str, earlier: Setting, setting: Setting) -> bool:
    """Say whether only a comma or a conjunction stands between two quotations of one sentence."""
    if earlier.last != setting.first or setting.mark.outer_start - earlier.mark.outer_end > _ROUND:
        return False
    return raw[earlier.mark.outer_end : setting.mark.outer_start].strip(" \u00a0,;") in _JOINS


def _governed(reading: _Reading, setting: Setting) -> Attribution | None:
    """The cue of the quotation's own sentence: right behind it, before it, further behind it, or a colon."""
    scene = reading.scene
    if by := _signature(scene, setting):
        return by
    if setting.mark.verbatim:
        return None
    behind, tight = _behind(scene.raw, setting, reading.cues.get(setting.last, ()))
    if behind and tight:
        return _from_cue(scene.raw, behind, "behind")
    if before := _before(scene.raw, setting, reading.cues.get(setting.first, ())):
        return _from_cue(scene.raw, before, "before")
    if setting.before.rstrip().endswith(":"):
        meant = mentions.opening_subject(scene, setting.first)
        if meant.speaker:
            return Attribution(meant.speaker, None, ":", meant.sure, "colon")
    if behind:
        return _from_cue(scene.raw, behind, "behind")._replace(certain=False)
    return _by_any_verb(scene, setting)


def _signature(scene: Scene, setting: Setting) -> Attribution | None:
    """A name behind a dash that signs a quotation, or a post's credit line: "— Ann Lee, Hull Times"."""
    raw, mark = scene.raw, setting.mark
    credit = verbatim.signed(raw, mark)
    if credit:
        name = raw[slice(*credit)].strip(" \u00a0,-–—")
        person = people.by_name(scene.people, name)[0] if names.NAME.fullmatch(name) else None
        return Attribution(person or name or None, credit, None, True, "signed")
    upper = min(len(raw), mark.outer_end + _ROUND)
    signed = _SIGNED.match(raw, mark.outer_end, upper)
    if not signed and setting.begins:
        signed = _SIGNED_LINE.match(raw, mark.outer_end, upper)
    if not signed or mark.outer_end == mark.end:
        return None
    meant = mentions.resolve(scene, setting.last, *signed.span(1))
    return Attribution(meant.speaker, signed.span(1), None, False, "signed") if meant.speaker else None


def _by_any_verb(scene: Scene, setting: Setting) -> Attribution | None:
    """A name and any verb right behind a quotation that ends in a comma: ",” Smith thundered"."""
    raw, end = scene.raw, setting.mark.outer_end
    if raw[setting.mark.end - 1] not in ",?!" or not setting.behind.strip():
        return None
    found = subjects.first(raw, end, end + len(setting.behind))
    verb = _VERB.match(raw, found.end) if found else None
    if found is None or verb is None or raw[end : found.start].strip():
        return None
    meant = mentions.resolve(scene, setting.last, found.start, found.end)
    if meant.speaker is None:
        return None
    known = meant.sure and meant.person is not None
    return Attribution(meant.speaker, (found.start, found.end), verb.group(1), known, "behind")


def _behind(raw: str, setting: Setting, candidates: Sequence[Cue]) -> tuple[Cue | None, bool]:
    """The first cue behind a quotation with no other one between, and whether it stands right there."""
    end = setting.mark.outer_end
    at = bisect_left(candidates, end, key=lambda cue: cue.start)
    cue = candidates[at] if at < len(candidates) else None
    if cue is None or cue.lower != end or cue.link == "passive":
        return None, False
    subject = cue.mention[0] if cue.mention and end <= cue.mention[0] < cue.start else cue.start
    lead = raw[end : min(subject, end + _ROUND)].strip(" \u00a0,–—-").lower()
    if lead and lead.split()[0] in _CLAUSE_STARTS:
        final = cue.link == "subject" and raw[cue.end : cue.end + 1] in (".", ",", "")
        return (cue if final else None), False
    open_end = setting.behind.startswith(",") or raw[setting.mark.start : setting.mark.end][
        -9:
    ].rstrip().endswith(_OPEN_END)
    return cue, cue.link in ("subject", "inverted") and (not lead or open_end)


def _before(raw: str, setting: Setting, candidates: Sequence[Cue]) -> Cue | None:
    """The cue before a quotation: the one that leads right into it, else the last of the main clause."""
    start = setting.mark.outer_start
    at = bisect_left(candidates, start, key=lambda cue: cue.start)
    cues = [cue for cue in candidates[max(0, at - _FEW) : at] if cue.link != "passive"]
    if not cues:
        return None
    spoken = [cue for cue in cues[:-1] if cue.frame in ("say", "claim") and cue.link in _MAIN]
    if spoken and raw.startswith(_MENTAL, cues[-1].start) and cues[-1].mention != spoken[-1].mention:
        return spoken[-1]
    gap = raw[max(cues[-1].end, start - _ROUND) : start].strip(" \u00a0,:")
    main = [cue for cue in cues if cue.link in _MAIN]
    return cues[-1] if gap in ("", "that") or not main else main[-1]


def _inherited(
    reading: _Reading, setting: Setting, earlier: Setting, said: Attribution | None
) -> Attribution | None:
    """The speaker of the quotation before, where this one goes on from it."""
    if said is None:
        return None
    if setting.mark.carried:
        return said._replace(how="carried")
    scene = reading.scene
    if joined(scene.raw, earlier, setting):
        return said._replace(how="joined")
    paragraph = scene.sentences[setting.first].paragraph
    if not setting.begins:
        return None
    if scene.sentences[earlier.last].paragraph == paragraph and said.how != "near":
        return said._replace(how="continued", certain=said.certain and setting.first - earlier.last <= 1)
    return said._replace(how="near", certain=False) if earlier.last == setting.first - 1 else None


def _from_sentence_before(reading: _Reading, setting: Setting) -> Attribution | None:
    """Who spoke in the sentence before a quotation, or who that was about."""
    scene, before = reading.scene, setting.first - 1
    if before < 0 or scene.sentences[before].kind != "body":
        return None
    if not setting.begins and scene.sentences[before].paragraph != scene.sentences[setting.first].paragraph:
        return None
    led_in = scene.raw[scene.sentences[before].end - 1] == ":"
    near = [cue for cue in reading.cues.get(before, ())[-_FEW:] if _speaks(cue) or (led_in and cue.speaker)]
    if near:
        found = _from_cue(scene.raw, near[-1], "colon" if led_in else "near")
        return found if led_in else found._replace(certain=False)
    meant = mentions.opening_subject(scene, before) if setting.begins else mentions.NOBODY
    if meant.person or (meant.speaker and led_in):
        return Attribution(meant.speaker, None, None, False, "colon" if led_in else "near")
    return None


def _speaks(cue: Cue) -> bool:
    """Say whether a cue names somebody who speaks: no mere description, which is seldom who goes on."""
    named = cue.speaker is not None and cue.speaker[:1].isupper()
    return named and cue.link != "passive" and cue.frame != "quote"


def _from_cue(raw: str, cue: Cue, how: How) -> Attribution:
    """An attribution by a cue of speech."""
    return Attribution(cue.speaker, cue.mention, raw[cue.start : cue.end], cue.certain, how)
