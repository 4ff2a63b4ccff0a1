"""The grammar of attribution: which words are the subject of a verb of speech, before it or behind it."""

import re

from sourcewise.corpus.voices import clauses, cues, names, phrases
from sourcewise.corpus.voices.clauses import Subject
from sourcewise.corpus.voices.phrases import Words

_REACH, _NEAR, _MARGIN = 180, 70, 25
"""How many characters before a verb its subject may begin; how many are tried first; how near to their edge a
subject is not believed."""
_BE = cues.words("is are was were be been being am isn't aren't wasn't weren't")
_MODALS = cues.words("would will could can may might must should did does do to not cannot")
_NOUN_SLOT = (cues.words("of to for from") | cues.DETERMINERS) - cues.words(
    "this that these those some many most all both another one"
)
"""Words behind which a form is a noun: "the report", "of claims"."""
_BY = re.compile(r" by (?!(?:phone|telephone|e-?mail|text|letter|video|fax|way|saying|telling)\b)")
_NUMBERS = cues.words("two three four five six seven eight nine ten")
_OPENING = cues.PREPOSITIONS | cues.SUBORDINATORS | cues.ADVERBS
_BEHIND_SUBJECT = cues.PREPOSITIONS | cues.words("who and when after as")


def before(raw: str, lower: int, cue: tuple[int, int]) -> Subject | None:
    """Find the subject of the verb at `cue` to its left, from `lower` on; None if it is no verb of speech."""
    if word_before(raw, cue[0]) in _NOUN_SLOT or raw[cue[0] : cue[1]] == "point":
        return None
    begin = cue[0] - _NEAR
    if begin > lower and not raw[cue[0] - _NEAR : cue[0]].rstrip().endswith((",", "—", "–")):
        found = _before(raw, begin, cue)
        joint = found is not None and word_before(raw, found.start) in ("and", "or")
        if found and not joint and (found.end == 0 or found.start > begin + _MARGIN):
            return found
    return _before(raw, max(lower, cue[0] - _REACH), cue)


def behind(raw: str, start: int, upper: int, *, strict: bool) -> Subject | None:
    """Find the subject that follows a verb ("said the expert") or "according to".

    Under `strict` the words must end like a subject and not go on like a clause ("said Trump was").
    """
    words = phrases.cut_words(raw, start, min(upper, start + _REACH))
    texts = words.texts
    if not texts or texts[0] in phrases.TIMES:
        return None
    if not strict and texts[0] in ("them", "him", "her", "reports", "estimates", "some", "sources"):
        return Subject(words.start(0), words.end(0), True, "inverted")
    end = phrases.end_behind(words, 0)
    named = any(text[0].isupper() for text in texts[1:end])
    spoken = not strict and end and phrases.can_speak(" ".join(texts[:end]))
    if end == 0 or not (spoken or _can_begin(texts[0]) or (named and not strict)):
        return None
    follows = texts[end] if end < len(texts) else ""
    if strict:
        ends_well = phrases.is_capital(texts[end - 1]) or phrases.is_head(texts[end - 1])
        if not ends_well or (follows[:1].isalnum() and follows not in _BEHIND_SUBJECT):
            return None
    if follows == "," and texts[end - 1][0].islower():
        stop = phrases.end_behind(words, end + 1)
        if stop > end + 2 and phrases.is_name(texts[end + 1 : stop]):
            return Subject(words.start(end + 1), words.end(stop - 1), True, "inverted")
    if follows == "and" and texts[end - 1][0].isupper() and texts[end + 1 : end + 2]:
        end = phrases.end_behind(words, end + 1) if texts[end + 1][0].isupper() else end
    return Subject(words.start(0), words.end(end - 1), True, "inverted")


def first(raw: str, start: int, end: int) -> Subject | None:
    """Find the subject that a sentence begins with, behind an adverb or an introductory phrase."""
    words = phrases.cut_words(raw, start, min(end, start + _REACH))
    at = _over_opening(words)
    if at >= len(words.texts) or phrases.is_contracted(words.texts[at]):
        return None
    stop = phrases.end_behind(words, at)
    capitals = any(words.texts[index][0].isupper() for index in range(max(at, 1), stop))
    determined = words.lower[at] in cues.DETERMINERS
    if words.lower[at] in cues.PRONOUNS:
        stop = at + 1
    elif capitals or (stop > at and words.texts[at][0].isupper() and not determined):
        stop = phrases.name_end(words, at, stop)
    else:
        stop = next((index + 1 for index in range(at, stop) if phrases.is_head(words.texts[index])), at)
    return Subject(words.start(at), words.end(stop - 1), False, "subject") if stop > at else None


def word_before(raw: str, at: int) -> str:
    """The word that ends before `at`, in lower case."""
    return raw[max(0, at - 12) : at].rstrip().rpartition(" ")[2].lower()


def _before(raw: str, lower: int, cue: tuple[int, int]) -> Subject | None:
    """Find the subject of the verb at `cue` in the words from `lower` on."""
    verb = raw[cue[0] : cue[1]]
    words = phrases.cut_words(raw, lower, cue[0])
    at, skipped = clauses.over_adverbs(words)
    in_progress = verb.endswith("ing")
    if (skipped & _BE and not in_progress) or _BY.match(raw, cue[1]):
        return Subject(0, 0, False, "passive")
    if at < 0:
        return None
    word = words.lower[at]
    if word in _NOUN_SLOT or (word.endswith(("'s", "s'")) and not phrases.is_contracted(word)):
        return None
    if in_progress and not skipped & _BE:
        return _led_by_with(words, at) or Subject(0, 0, word == ",", "same")
    if word in cues.CONJUNCTIONS:
        noun = verb in phrases.NOUN_LIKE or f"{verb}s" in phrases.NOUN_LIKE
        return None if noun else Subject(0, 0, True, "same")
    if word in ("who", "which", "that") and at:
        noun = at - 1 - (words.texts[at - 1] == ",")
        aged = noun > 1 and words.texts[noun].isdigit() and words.texts[noun - 1] == ","
        return clauses.phrase_at(words, noun - 2 if aged else noun, "relative")
    return _to_the_left(raw, lower, cue, words, at, bool(skipped & _MODALS))


def _led_by_with(words: Words, at: int) -> Subject | None:
    """The subject of a participle behind "with": "with critics calling it"."""
    edge = phrases.edge_before(words, at)
    if not 0 <= edge < at or words.lower[edge] != "with":
        return None
    return Subject(words.start(edge + 1), words.end(at), True, "subject")


def _to_the_left(
    raw: str, lower: int, cue: tuple[int, int], words: Words, at: int, modal: bool
) -> Subject | None:
    """The phrase that ends at token `at`, where it can be the verb's subject."""
    verb = raw[cue[0] : cue[1]]
    found = (
        clauses.apposed(words, at)
        if words.texts[at] in clauses.COMMAS
        else clauses.phrase_at(words, at, "subject")
    )
    if found and word_before(raw, found.start) in ("and", "or") and not phrases.is_clear(_text(raw, found)):
        found = first(raw, lower, cue[0]) or found
    infinitive = modal and verb in cues.BASES
    if found is None or not (infinitive or _agrees(raw, found, verb)):
        return None
    return found._replace(link="infinitive") if infinitive else found


def _over_opening(words: Words) -> int:
    """The token behind conjunctions and an introductory phrase ("But on Monday, ...")."""
    texts, at = words.texts, 0
    while at + 1 < len(texts) and (words.lower[at] in cues.CONJUNCTIONS or texts[at] == ","):
        at += 1
    if at + 1 >= len(texts):
        return at
    if texts[at + 1] == "," and texts[at] in names.LEADING:
        at += 2
    opening = words.lower[at] if at < len(texts) else ""
    phrase = opening in _OPENING or opening.endswith(("ing", "ly"))
    timed = at + 1 < len(texts) and (texts[at] in phrases.TIMES or texts[at + 1] in phrases.SPANS_OF_TIME)
    if phrase or timed:
        return texts.index(",", at) + 1 if "," in texts[at:] else len(texts)
    return at


def _agrees(raw: str, subject: Subject, verb: str) -> bool:
    """Say whether a form can be the verb of a subject: "officials say", "the report claims"."""
    last = _text(raw, subject).rpartition(" ")[2]
    low = last.lower()
    if verb in cues.BASES and verb != "read":
        last = phrases.head_of(_text(raw, subject).split())[-1]
        low = last.lower().rpartition("-in-")[2]
        if low.isdigit() or low in _NUMBERS:
            return True
        plural = low.endswith("s") and not low.endswith(("ss", "'s", "’s")) and low not in cues.DETERMINERS
        return plural or low in phrases.PLURALS
    if verb in phrases.NOUN_LIKE or (verb == "thought" and not low.endswith("s")):
        return subject.tight and (last[0].isupper() or phrases.is_head(last) or low in cues.PRONOUNS)
    return True


def _can_begin(word: str) -> bool:
    """Say whether a word can begin a subject behind its verb."""
    low = word.lower()
    known = low in cues.DETERMINERS or low in cues.PRONOUNS or low in phrases.ADJECTIVES
    return known or phrases.is_capital(word) or low.endswith("s") or phrases.is_head(low)


def _text(raw: str, subject: Subject) -> str:
    """The words of a subject."""
    return raw[subject.start : subject.end]
