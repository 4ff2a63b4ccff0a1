"""Quotations of an article: where they stand, of what kind they are, and who speaks."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from sourcewise.corpus.voices import attribution, marks, scare, segments, speakers
from sourcewise.corpus.voices.attribution import Attribution, Setting
from sourcewise.corpus.voices.cues import FINITE, words
from sourcewise.corpus.voices.marks import Marked
from sourcewise.corpus.voices.mentions import NOBODY, Scene, opening_subject
from sourcewise.corpus.voices.segments import Block
from sourcewise.corpus.voices.speakers import Cue

Kind = Literal["direct", "partial", "scare", "title", "attributed_claim"]

_NAME_WORDS, _TITLE_WORDS = 5, 15
_CLAUSE_REACH, _TITLE_REACH = 600, 200
"""How many characters of a quotation are looked at for a clause, and for a title."""
_CLAIM = re.compile(
    r"\b(?:idea|notion|claim|myth|allegation|accusation|narrative|lie|pretext|fiction|canard|falsehood|slander|smear)s?"
    r"(?: that| of|:) ?\Z"
    r"|\b(?:falsely|wrongly|baselessly|groundlessly|untruthfully|mistakenly|erroneously|misleadingly|spuriously)"
    r" (?:claim|alleg|accus|assert|stat|say|said|charg|suggest|insist|argu|declar|tweet|told|call)\w*"
    r"(?: that)?[,:]? ?\Z",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:book|novel|memoir|film|movie|documentary|song|album|single|play|musical|show|series|sitcom|episode|podcast"
    r"|programme|program|article|item|list|essay|column|op-ed|editorial|report|study|paper|poem"
    r"|painting|magazine|newspaper"
    r"|headline|titled|entitled|headlined|comedy|drama|thriller|bestseller|exhibition|best-selling|hit|debut|flick"
    r"|sequel|rendition|performance|subject line)"
    r"(?: titled| called| entitled| of|,)? ?\Z",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call|dub|label|term|brand|say|said|tweet|chant|shout)\w*(?: [\w’'.-]+){0,3}[,:]? ?\Z"
)
_TITLED = re.compile(r"\b(?:titled|entitled|headlined|subtitled) ?\Z")
_WORK_NEARBY = re.compile(
    r"(?:\b(?:on|of|in|to|from|with|told|host|hosts|NBC|CBS|ABC|CNN|Fox|MSNBC|PBS|HBO|BBC)|['’]s|s['’]) ?\Z"
)
_NETWORK = re.compile(r"\b(?:NBC|CBS|ABC|CNN|Fox News|MSNBC|PBS|HBO|BBC|NPR|CNBC|Netflix|Showtime)['’]s? ?\Z")
_PROGRAMME = re.compile(
    r" (?:show|host|co-host|anchor|viewers|audience|correspondent|star|creator|actor|actress|director)s?\b"
)
_HEADLINE = re.compile(
    r"[,.]? ?(?:(?:reads?|says|said|was|ran|runs|declare[sd]?) )?(?:(?:the|a|one) )?(?:\w+ )?headlines?\b"
)
_SMALL = words("a an the and or but nor of in on at to for from by with as is vs vs. v. not")
_NO_CLAUSE = re.compile(r"\b(?:who|which|that|what|whose|to)\s+\Z", re.IGNORECASE)
_PRONOUN_CLAUSE = re.compile(r"\b(?:I|we|you|they|he|she|it)\b (?:\w+ly )?[a-z]{2,}", re.IGNORECASE)
_BEFORE_CLAUSE = re.compile(
    r"[,:—–]\s*\Z|\b(?:that|and|but|or|because|if|as|while|when|though|although|since|so|whether)\s+\Z"
)
_GOVERNED = ("signed", "behind", "before", "colon", "joined")
"""How a quotation is found to be somebody's by a cue of its own sentence."""
_FULL_STOP = (".", "?", "!", "…")


class Quote(NamedTuple):
    """A quotation: the words inside the marks, its kind, and its speaker (None: unknown) with the evidence.

    `certain` is true where a strong rule found the speaker: a cue right at the quotation whose subject is a
    full name, the only person of a short name or title, or what the same speaker goes on to say.
    """

    start: int
    end: int
    kind: Kind
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    certain: bool


def find_quotes(raw: str, blocks: Sequence[Block]) -> list[Quote]:
    """Return the quotations of the blocks in order, disjoint, each within one block."""
    marked = marks.find_marked(raw, blocks)
    sentences = segments.split(raw, blocks, marked)
    return read_quotes(*speakers.find_cues(raw, blocks, sentences, marked), marked)


def read_quotes(scene: Scene, cues: Sequence[Cue], marked: Sequence[Marked]) -> list[Quote]:
    """Give every marked stretch of a read article its kind and its speaker."""
    placed, attributed, kinds = by_form(scene, cues, marked)
    short = short_phrases(scene.raw, marked, kinds)
    if short:
        titles = {index for index, kind in enumerate(kinds) if kind == "title"}
        article = scare.read(scene, cues, placed, attributed, titles=titles, short=set(short))
        for index in short:
            kinds[index] = "partial" if scare.is_somebodys(article, index) else "scare"
    said = _spoken(scene, placed, attributed, kinds)
    return [_quote(mark, kind, who) for mark, kind, who in zip(marked, kinds, said, strict=True)]


def by_form(
    scene: Scene, cues: Sequence[Cue], marked: Sequence[Marked]
) -> tuple[list[Setting], list[Attribution | None], list[Kind]]:
    """Where the marked stretches stand, who speaks in each, and of what kind they are, scare quotes aside."""
    placed = attribution.settings(scene.raw, scene.sentences, marked)
    attributed = attribution.attribute(scene, cues, placed)
    kinds: list[Kind] = []
    for index, (setting, said) in enumerate(zip(placed, attributed, strict=True)):
        earlier = (placed[index - 1], kinds[-1]) if index else None
        kinds.append(_kind(scene.raw, setting, said, earlier))
    return placed, attributed, kinds


def short_phrases(raw: str, marked: Sequence[Marked], kinds: Sequence[Kind]) -> list[int]:
    """The indexes of the phrases of so few words that they may be scare quotes."""
    partial = [index for index, kind in enumerate(kinds) if kind == "partial"]
    texts = [raw[marked[index].start : marked[index].end] for index in partial]
    few = scare.LONGEST
    return [index for index, text in zip(partial, texts, strict=True) if len(text.split(maxsplit=few)) <= few]


def _spoken(
    scene: Scene,
    placed: Sequence[Setting],
    attributed: Sequence[Attribution | None],
    kinds: Sequence[Kind],
) -> list[Attribution | None]:
    """Who speaks in each quotation; nobody in scare quotes, titles and claims.

    A partial one that nothing attributes is said, not certainly, by whoever says the quotation beside it in
    its sentence, else by the person whom its sentence is about, else by whoever spoke last in its paragraph.
    """
    spoken: list[Attribution | None] = []
    last: tuple[int, Attribution] | None = None
    for index, (setting, said) in enumerate(zip(placed, attributed, strict=True)):
        if kinds[index] not in ("direct", "partial"):
            spoken.append(None)
            continue
        paragraph = scene.sentences[setting.first].paragraph
        if said is None and kinds[index] == "partial":
            said = _beside(placed, attributed, kinds, index) or _subject(scene, setting)
            if said is None and last and last[0] == paragraph:
                said = last[1]._replace(certain=False)
        if said and said.speaker:
            last = paragraph, said
        spoken.append(said)
    return spoken


def _beside(
    placed: Sequence[Setting], attributed: Sequence[Attribution | None], kinds: Sequence[Kind], index: int
) -> Attribution | None:
    """The speaker of the quotation beside a phrase in its sentence."""
    for near in (index - 1, index + 1):
        if not 0 <= near < len(placed) or kinds[near] not in ("direct", "partial"):
            continue
        said = attributed[near]
        one, other = sorted((near, index))
        if said and said.how in _GOVERNED and placed[one].last == placed[other].first:
            return said._replace(certain=False)
    return None


def _subject(scene: Scene, setting: Setting) -> Attribution | None:
    """The person whom the sentence of a phrase is about, where it doesn't begin with the phrase."""
    meant = NOBODY if setting.begins else opening_subject(scene, setting.first)
    return Attribution(meant.speaker, None, None, False, "near") if meant.person else None


def _quote(mark: Marked, kind: Kind, said: Attribution | None) -> Quote:
    """A row of the table of quotations."""
    if said is None:
        return Quote(mark.start, mark.end, kind, None, None, None, None, False)
    start, end = said.mention or (None, None)
    return Quote(mark.start, mark.end, kind, said.speaker, start, end, said.cue, said.certain)


def _kind(raw: str, setting: Setting, said: Attribution | None, earlier: tuple[Setting, Kind] | None) -> Kind:
    """Decide what kind of quotation stands between the marks."""
    if setting.mark.verbatim:
        return "direct"
    text = raw[setting.mark.start : setting.mark.end].strip()
    before = setting.before[-80:]
    goes_on = earlier and earlier[1] == "attributed_claim" and attribution.joined(raw, earlier[0], setting)
    if goes_on or _is_claim(before):
        return "attributed_claim"
    if not _alone(raw, setting) and _is_title(text, before, setting.behind[:40], said):
        return "title"
    governed = said is not None and said.how in _GOVERNED
    if setting.begins:
        if _alone(raw, setting):
            return "direct" if len(text.split()) > 2 or text.endswith(_FULL_STOP) else "partial"
        return _opening_kind(text, setting.behind, said, governed)
    count = len(text.split())
    if said is None or not governed:
        return "partial"
    led_in = before.rstrip().endswith((",", ":")) and said.how != "joined"
    if led_in and (count > 2 or text.endswith(_FULL_STOP)) and (text[:1].isupper() or _has_clause(text)):
        return "direct"
    at_clause = _BEFORE_CLAUSE.search(before) or (said.cue and before.rstrip().endswith(said.cue))
    return "direct" if at_clause and count > 3 and _has_clause(text) else "partial"


def _is_claim(before: str) -> bool:
    """Say whether what stands before a quotation gives it as a claim: "the myth that", "falsely said"."""
    low = before.rstrip().lower()
    return (low.endswith(("that", "of", ":")) or "ly " in low) and _CLAIM.search(before) is not None


def _alone(raw: str, setting: Setting) -> bool:
    """Say whether a quotation is a whole line."""
    mark = setting.mark
    return (
        mark.outer_start < mark.start
        and raw[mark.outer_start - 1 : mark.outer_start] in ("", "\n")
        and raw[mark.outer_end : mark.outer_end + 1] in ("", "\n", "\r")
    )


def _opening_kind(text: str, behind: str, said: Attribution | None, governed: bool) -> Kind:
    """The kind of a quotation that a sentence begins with."""
    count = len(text.split())
    open_end = text.endswith((",", "-", "—", "–", *_FULL_STOP)) or behind.startswith(",")
    if governed:
        return "direct" if open_end or _has_clause(text) else "partial"
    whole = not behind.strip(" \u00a0.,;:)—–") or text.endswith(_FULL_STOP)
    if whole and (said or count > 3):
        return "direct"
    return "partial"


def _has_clause(text: str) -> bool:
    """Say whether words hold a subject and its verb, outside a relative clause."""
    text = text[:_CLAUSE_REACH]
    for verb in FINITE.finditer(text):
        if verb.start() and not _NO_CLAUSE.search(text[max(0, verb.start() - 9) : verb.start()]):
            return True
    return bool(_PRONOUN_CLAUSE.search(text))


def _is_title(text: str, before: str, behind: str, said: Attribution | None) -> bool:
    """Say whether marked words are the name of a work, a programme or a headline."""
    parts = text[:_TITLE_REACH].rstrip(",.").split()
    if not parts or len(parts) > _TITLE_WORDS:
        return False
    capitals = sum(part[0].isupper() or part[0].isdigit() for part in parts)
    if before.rstrip(" ").endswith(("titled", "headlined")) and _TITLED.search(before):
        return True
    if not capitals or not all(
        part[0].isupper() or not part[0].isalpha() or part in _SMALL for part in parts
    ):
        return False
    if _HEADLINE.match(behind) or _WORK.search(before):
        return not (said and said.how == "before" and before.rstrip().endswith(":"))
    if _NETWORK.search(before) and len(parts) < _NAME_WORDS:
        return True
    if _CALLED.search(before):
        return False
    if _PROGRAMME.match(behind):
        return True
    if capitals < 2 or text[-1] in "?!":
        return False
    spoken = said is not None and said.how in ("behind", "before")
    return bool(_WORK_NEARBY.search(before)) or (len(parts) > 2 and not spoken)
