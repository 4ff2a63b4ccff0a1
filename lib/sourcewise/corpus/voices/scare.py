"""Short marked phrases without a cue of speech: terms and nicknames, or somebody's words all the same."""

import re

from sourcewise.corpus.voices.attribution import Setting
from sourcewise.corpus.voices.cues import one_of

_LONGEST_TERM = 5
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
_ABOUT = r"(?:talk|spok|speak|rant|boast|complain|warn|joke)\w* (?:about|of)"
_GIVEN = re.compile(
    rf"\b(?:{one_of(_GIVING.split())}|{_ABOUT}|claims? that|wrote down|as doing|referred to|refused to)\b"
    r"(?: [\w’'.-]+){0,7} ?(?:an? |the )?\Z"
    rf"|\b(?:{_CALLED}|{_WAS_CALLED}|{_AS})"
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


def is_term(text: str, setting: Setting, cue: str | None) -> bool:
    """Say whether marks set off a term, not somebody's words: so called, or before the noun that it names."""
    if len(text.split()) > _LONGEST_TERM:
        return False
    before = setting.before[-_BEFORE:]
    if text.isdigit() or _TERM.search(before):
        return True
    if text.endswith((".", ",", "?", "!")) or (cue and cue in before[-_NEAR:]):
        return False
    behind = setting.behind[:_BEHIND]
    if _THING_BEHIND.match(behind) and _BEFORE_THING.search(before):
        return True
    return bool(_NOUN_BEHIND.match(behind) and _BEFORE_NOUN.search(before))


def is_given(setting: Setting) -> bool:
    """Say whether a phrase is somebody's words though no cue governs it: "voiced “serious concern”"."""
    before = setting.before[-_BEFORE:]
    return bool(_GIVEN.search(before) or _GIVEN_BY.match(setting.behind[:_BEHIND]))


def is_predicate(text: str, setting: Setting) -> bool:
    """Say whether a phrase says something of a subject outside the marks: "he would “surely fail”"."""
    before = setting.before[-_BEFORE:]
    if not text[:1].islower():
        return False
    if _RELATIVE.search(before) or (_VERB.match(text) and not _NO_SUBJECT.search(before)):
        return True
    return len(text.split()) > 1 and bool(_PREDICATE.search(before))
