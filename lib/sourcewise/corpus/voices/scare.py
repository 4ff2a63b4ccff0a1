"""Short marked phrases: somebody's words, or a term, a nickname or irony that the outlet sets off itself.

No sign alone settles that. Each has points, and a phrase whose signs come to `LEAST` is somebody's words.
The points are those of a logistic regression, doubled and rounded: `benchmarks/short_phrases.py` fits it to
hand marks.
"""

import re
from collections.abc import Sequence, Set
from typing import Literal, NamedTuple

from sourcewise.corpus.voices.attribution import Attribution, Setting
from sourcewise.corpus.voices.cues import one_of
from sourcewise.corpus.voices.mentions import Scene
from sourcewise.corpus.voices.speakers import Cue

Sign = Literal[
    "capital",
    "behind the",
    "unmarked too",
    "stop inside",
    "much speech",
    "certain speaker",
    "beside a phrase",
    "predicate",
    "verb of saying",
    "four words",
    "behind be",
    "given",
    "beside a quotation",
]
POINTS: dict[Sign, int] = {
    "capital": -3,
    "behind the": -2,
    "unmarked too": -2,
    "stop inside": 1,
    "much speech": 1,
    "certain speaker": 2,
    "beside a phrase": 2,
    "predicate": 2,
    "verb of saying": 3,
    "four words": 3,
    "behind be": 3,
    "given": 5,
    "beside a quotation": 6,
}
LEAST = 2
"""What the signs of a phrase must come to."""
LONGEST = 5
"""How many words such a phrase has at most; a longer one is somebody's words."""
_MUCH = 0.4
"""How many words of speech a sentence has on average in an article of much speech."""
_READ, _LETTERS = 50_000, 2
"""How much of an article's text outside marks is looked through, and for what: a phrase of more letters."""
_THE = re.compile(r"\b(?:the|this|that|these|those)\s*\Z", re.IGNORECASE)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|not)\s*\Z", re.IGNORECASE)
_BEFORE, _BEHIND, _NEAR = 80, 40, 40
"""How many characters before and behind a phrase are looked at; how near a cue makes it no term."""
_TERM = re.compile(
    r"\b(?:so-called|what(?:’s|'s| is| are) (?:known|called)(?: as)?|dubbed as|known as|nicknamed"
    r"|the (?:term|word|phrase|hashtag|label|nickname)s?|the (?:definition|concept|meaning) of"
    r"|kinds? of|sort of|the (?:number|share|percentage) of)[, ]*(?:an? |the )?\Z",
    re.IGNORECASE,
)
"""What stands before a term."""
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:the|its|their|his|her|our|this|these|most|many|number of)|['’]s) \Z", re.IGNORECASE
)
_NOUNS = """
    movement policy policies campaign campaigns program programme programs programmes threat threats
    crash stock share shares vote votes title titles rule rules law laws act acts initiative
    initiatives agenda wing rating scandal strategy section category group caucus list hat hats slogan
    slogans chant chants language rally rallies narrative doctrine clause provision option tax plan
    deal state states era test status style protest protests protester protesters march marches crowd
    people kids cities county counties countries meme page button label moment
"""
_NOUN_BEHIND = re.compile(rf" {one_of(_NOUNS.split())}\b")
"""Nouns that a term names: "the “Never Again” movement"."""
_THING_BEHIND = re.compile(
    r" (?:votes?|signs?|hats?|T-shirts?|shirts?|buttons?|bills?|visas?|ratings?|movements?|states?)\b"
)
_BEFORE_THING = re.compile(r"\b(?:an?|no|any|another|other|\d{1,4}|new) \Z")
"""What may name a thing in marks before its noun: "a “no confidence” vote"."""
_GIVING = """
    terms termed ranked rank voices voiced invokes invoked defends defended reduced compared likens
    likened rated deems deemed regard regards regarded views viewed see seen expressed raised alerted
    cites cited dismisses dismissed hails hailed condemns condemned denounces denounced blasts blasted
    slams slammed decries decried branded described vows vowed pledges pledged promises promised urges
    urged apologizes apologized apologises apologised acknowledges acknowledged praise praised
    characterizes characterized characterises characterised
"""
_OBJECT = r"(?: the)?(?: (?!(?:who|that|which|an?|the)\b)[\w’'.-]+){1,7}"
_CALLED = rf"(?<!so-)(?<!what )call(?:s|ed|ing)?(?! (?:for|on|upon|to)\b){_OBJECT} ?(?:an? |the )?\Z"
_WAS_CALLED = r"(?:(?:was|were|been|got) called|(?:lik|lov|prefer)\w* to call) (?:an? |the )?\Z"
_AS = (
    r"(?:assail|attack|denigrat|derid|mock|ridicul|castigat|lambast|trash|tout|paint|portray|cast|depict|fram"
    rf"|refer|label|criticiz|criticis|pann|rip|disparag)\w*{_OBJECT}? ?as (?:an? |the )?\Z"
)
_OF = rf"accus\w*{_OBJECT} of (?:an? |the )?\Z"
_ABOUT = r"(?:talk|spok|speak|rant|boast|complain|warn|joke)\w* (?:about|of)"
_GIVEN = re.compile(
    rf"\b(?:{one_of(_GIVING.split())}|{_ABOUT}|claims? that|wrote down|as doing|referred to|refused to)\b"
    r"(?: [\w’'.-]+){0,7} ?(?:an? |the )?\Z"
    rf"|\b(?:{_CALLED}|{_WAS_CALLED}|{_AS}|{_OF})"
)
"""Verbs shortly before a phrase that make it somebody's words."""
_PREDICATE = re.compile(
    r"(?:\b(?:would|will|could|can|may|might|must|should|cannot|not|never|is|are|was|were|be|been|being)"
    r"|[a-z]n['’]t|\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)['’](?:s|re|d|ll)) \Z"
)
_VERB = re.compile(
    r"(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|must|[a-z]+n['’]t"
    r"|(?:we|you|they|he|she|it)['’](?:s|re|ve|ll|d))\b"
)
_RELATIVE = re.compile(r"(?:\bwho|, which) \Z")
_NO_SUBJECT = re.compile(r"(?:\b(?:an?|the|his|her|its|their|our|and|or|of|with)|[-’']s) \Z")
"""What stands before a predicate in marks whose subject stands outside ("would “surely fail”"); how one may
begin; what no subject ends in."""
_GIVEN_BY = re.compile(
    r"[ ,]*(?:—|–|-)? ?"
    r"(?:words|a phrase|a term|as [A-Z]\w+|by [A-Z]|in the words of|in (?:his|her|their) words)\b"
)


class Article(NamedTuple):
    """What of an article bears on its short phrases.

    Its text; where its marked stretches stand, who speaks in each, and which of them are titles or short
    phrases; the sentences with a verb of saying, and the headlines and headings; whether there is much
    speech; the text outside marks, in small letters.
    """

    raw: str
    placed: Sequence[Setting]
    attributed: Sequence[Attribution | None]
    titles: Set[int]
    short: Set[int]
    saying: Set[int]
    headings: Set[int]
    much: bool
    unmarked: str


def read(
    scene: Scene,
    cues: Sequence[Cue],
    placed: Sequence[Setting],
    attributed: Sequence[Attribution | None],
    *,
    titles: Set[int],
    short: Set[int],
) -> Article:
    """Read what bears on the short phrases of an article."""
    edges = [0, *(edge for setting in placed for edge in (setting.mark.outer_start, setting.mark.outer_end))]
    pieces = [scene.raw[lower:upper] for lower, upper in zip(edges[::2], [*edges[1::2], None], strict=True)]
    return Article(
        scene.raw,
        placed,
        attributed,
        titles,
        short,
        saying={cue.sentence for cue in cues if cue.frame in ("say", "claim")},
        headings={index for index, sentence in enumerate(scene.sentences) if sentence.kind != "body"},
        much=len(cues) > _MUCH * len(scene.sentences),
        unmarked=" ".join(["", *pieces])[:_READ].replace("\n", " ").lower(),
    )


def is_somebodys(article: Article, index: int) -> bool:
    """Say whether a phrase is somebody's words: by its place, else by its signs."""
    by_place = settled(article, index)
    if by_place is not None:
        return by_place
    return sum(POINTS[sign] for sign in signs(article, index)) >= LEAST


def settled(article: Article, index: int) -> bool | None:
    """Say whether a phrase is somebody's words where its place settles it: a term isn't, a headline's is."""
    setting, said = article.placed[index], article.attributed[index]
    text = article.raw[setting.mark.start : setting.mark.end].strip()
    if _is_term(text, setting, said and said.cue):
        return False
    return True if setting.first in article.headings or _is_said(text, setting, said) else None


def signs(article: Article, index: int) -> set[Sign]:
    """The signs of a marked phrase."""
    setting, said = article.placed[index], article.attributed[index]
    text = article.raw[setting.mark.start : setting.mark.end].strip()
    before = setting.before[-_BEFORE:]
    found: dict[Sign, bool] = {
        "capital": text[:1].isupper(),
        "behind the": bool(_THE.search(before)),
        "unmarked too": _stands_in(article.unmarked, text),
        "stop inside": text.endswith((".", ",", "!", "?")),
        "much speech": article.much,
        "certain speaker": said is not None and said.certain,
        "predicate": _is_predicate(text, setting),
        "verb of saying": not article.saying.isdisjoint(range(setting.first, setting.last + 1)),
        "four words": len(text.split()) > 3,
        "behind be": bool(_BE.search(before)),
        "given": _is_given(setting),
    }
    for near, one, other in ((index - 1, index - 1, index), (index + 1, index, index + 1)):
        if not 0 <= near < len(article.placed) or near in article.titles:
            continue
        if article.placed[one].last == article.placed[other].first:
            found["beside a phrase" if near in article.short else "beside a quotation"] = True
    return {sign for sign, there in found.items() if there}


def _is_said(text: str, setting: Setting, said: Attribution | None) -> bool:
    """Say whether verb or speaker stand right behind a phrase that ends in a comma: "“a shame,” said Lee"."""
    if said is None or said.how != "behind" or not text.endswith((",", "!", "?")):
        return False
    end = setting.mark.outer_end
    return setting.behind.strip().startswith(said.cue or "") or (
        said.mention is not None and 0 <= said.mention[0] - end <= 1
    )


def _stands_in(unmarked: str, text: str) -> bool:
    """Say whether a phrase stands in the article without marks, too."""
    words = text.strip(" .,?!").lower()
    at = unmarked.find(f" {words}") if len(words) > _LETTERS else -1
    return at >= 0 and not unmarked[at + len(words) + 1 : at + len(words) + 2].isalnum()


def _is_term(text: str, setting: Setting, cue: str | None) -> bool:
    """Say whether marks set off a term, not somebody's words: so called, or before the noun that it names."""
    before = setting.before[-_BEFORE:]
    if text.isdigit() or _TERM.search(before):
        return True
    if text.endswith((".", ",", "?", "!")) or (cue and cue in before[-_NEAR:]):
        return False
    behind = setting.behind[:_BEHIND]
    if _THING_BEHIND.match(behind) and _BEFORE_THING.search(before):
        return True
    return bool(_NOUN_BEHIND.match(behind) and _BEFORE_NOUN.search(before))


def _is_given(setting: Setting) -> bool:
    """Say whether a phrase is somebody's words though no cue governs it: "voiced “serious concern”"."""
    before = setting.before[-_BEFORE:]
    return bool(_GIVEN.search(before) or _GIVEN_BY.match(setting.behind[:_BEHIND]))


def _is_predicate(text: str, setting: Setting) -> bool:
    """Say whether a phrase says something of a subject outside the marks: "he would “surely fail”"."""
    before = setting.before[-_BEFORE:]
    if not text[:1].islower():
        return False
    if _RELATIVE.search(before) or (_VERB.match(text) and not _NO_SUBJECT.search(before)):
        return True
    return len(text.split()) > 1 and bool(_PREDICATE.search(before))
