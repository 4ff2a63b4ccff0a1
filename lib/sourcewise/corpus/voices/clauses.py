"""Subjects before a verb: the noun phrase that ends there, out of appositions and past prepositions."""

from typing import Literal, NamedTuple

from sourcewise.corpus.voices import cues, phrases
from sourcewise.corpus.voices.phrases import Words

Link = Literal["subject", "inverted", "same", "relative", "subordinate", "infinitive", "passive"]

COMMAS = frozenset(",—–-)")
"""What a verb can follow that does not begin its clause."""
_OVER = cues.ADVERBS | cues.AUXILIARIES
_BEFORE_TIME = cues.words("on in this last earlier late early next")
_NUMBERED = cues.words(
    "half a one two three four five six seven eight nine ten three-quarters two-thirds one-third"
)
_ABOUT = cues.words("about around over under")
_APPOSITIONS = 6


class Subject(NamedTuple):
    """A subject's span (empty where only the link is known), whether it is right at its verb, and the link.

    `same` is the subject of the verb before ("..., and said", "adding that"); `relative` and `subordinate`
    verbs do not make the main clause.
    """

    start: int
    end: int
    tight: bool
    link: Link


def over_adverbs(words: Words) -> tuple[int, set[str]]:
    """Step left over adverbs, auxiliaries and weekdays: the place reached, and the words stepped over."""
    at = len(words.texts) - 1
    skipped: set[str] = set()
    while at >= 0:
        word, text = words.lower[at], words.texts[at]
        adverb = word.endswith("ly") and text[0].islower() and word not in cues.NOT_ADVERBS
        if word in _OVER or adverb:
            skipped.add(word)
        elif at and (text in phrases.TIMES or word in phrases.SPANS_OF_TIME):
            at -= words.lower[at - 1] in _BEFORE_TIME
            if (
                at > 2
                and words.lower[at - 1] == "the"
                and words.lower[at - 2] in ("over", "during", "in", "on")
            ):
                at -= 2
        else:
            break
        at -= 1
    return at, skipped


def phrase_at(words: Words, at: int, link: Link) -> Subject | None:
    """The noun phrase that ends at `at`; phrases led in by a preposition are stepped over."""
    last, tight = at, True
    while at >= 0:
        pronoun = words.lower[at].partition("'")[0]
        if pronoun in phrases.SUBJECT_PRONOUNS and words.lower[at] not in ("we'll", "i'll"):
            return Subject(
                words.start(at),
                words.end(at),
                True,
                link if phrases.opens_clause(words, at) else "subordinate",
            )
        edge = phrases.edge_before(words, at)
        if edge == at:
            return None
        if edge < 0 or words.lower[edge] not in cues.PREPOSITIONS or _counts(words, edge):
            return _bounded(words, edge, at, last, link, tight)
        if (edge == 0 or words.texts[edge - 1] == ",") and (begin := _behind_time(words, edge + 1, at)):
            return Subject(words.start(begin), words.end(at), True, link)
        at, tight = edge - 1, False
    return None


def apposed(words: Words, at: int) -> Subject | None:
    """The subject before a comma, a dash or a bracket and a verb: "Simes, president of the center, said"."""
    texts = words.texts
    if texts[at] == ")":
        while at >= 0 and texts[at] != "(":
            at -= 1
        if at > 0 and texts[at - 1] not in COMMAS:
            return phrase_at(words, at - 1, "subject")
        at -= 1
    fallback: Subject | None = None
    for turn in range(_APPOSITIONS):
        left = at - 1
        while left >= 0 and texts[left] not in ",—–-":
            left -= 1
        content = texts[left + 1 : max(at, 0)]
        if content and phrases.is_name(content) and (len(content) > 1 or left < 0 or turn):
            return Subject(words.start(left + 1), words.end(at - 1), True, "subject")
        if at < 1:
            return fallback
        timed = texts[at - 1] in phrases.TIMES
        found = phrase_at(words, at - 1, "subject") if len(content) > 1 and not timed else None
        if found and found.tight and (texts[at - 1][0].isupper() or left < 0):
            if left < 1 or not _describes(content):
                named = texts[at - 1][0].isupper()
                return found if named else fallback or found
            fallback = fallback or found
        if left < 0:
            opens = found and found.start == words.start(0) and texts[0][0].isupper()
            return fallback or (found if opens and words.lower[0] not in cues.DETERMINERS else None)
        at = left
    return fallback


def _describes(content: list[str]) -> bool:
    """Say whether words between commas tell what somebody is: "a scholar at Yale"."""
    return content[0].lower() in ("a", "an", "the") or any(
        word[0].islower() and phrases.is_head(word) for word in content
    )


def _counts(words: Words, edge: int) -> bool:
    """Say whether a preposition stands before a number: "about half", "at least one"."""
    word, following = words.lower[edge], words.lower[edge + 1]
    if word == "at":
        return following in ("least", "most")
    number = following[0].isdigit() or following in _NUMBERED or "-in-" in following
    return word in _ABOUT and number


def _bounded(words: Words, edge: int, at: int, last: int, link: Link, tight: bool) -> Subject:
    """The phrase between the edge and `at`, from its last determiner on, with what follows up to `last`."""
    word = words.lower[edge] if edge >= 0 else ""
    if word in cues.SUBORDINATORS and link == "subject" and not (word == "as" and edge == 0):
        link = "subordinate"
    begin = edge + 1
    for index in range(begin + 1, at + 1):
        if words.lower[index] in cues.DETERMINERS:
            begin = index
    if word == "and" and edge and words.texts[begin][0].isupper():
        begin = _joint(words, edge, begin)
    if words.texts[at][0].isupper() or words.lower[begin] in cues.PRONOUNS:
        last = at
    return Subject(words.start(begin), words.end(last), tight, link)


def _joint(words: Words, conjunction: int, begin: int) -> int:
    """Where a joint subject ("Allison and Simes") begins, if it opens the clause; else `begin`."""
    start = conjunction
    while start > 0 and words.texts[start - 1][0].isupper() and phrases.in_phrase(words.lower[start - 1]):
        start -= 1
    before = words.lower[start - 1] if start else ","
    opens = before in phrases.CLAUSE_MARKS or before in cues.CONJUNCTIONS
    return start if opens and start < conjunction else begin


def _behind_time(words: Words, begin: int, at: int) -> int:
    """Where a subject begins behind an opening without a comma ("On Monday Trump said"); 0 if none does."""
    for index in range(begin, at):
        text, following = words.texts[index], words.texts[index + 1]
        timed = (
            text in phrases.TIMES or text.isdigit() or text in phrases.SPANS_OF_TIME or text == "interview"
        )
        if timed and following[0].isupper() and following not in phrases.TIMES:
            return index + 1
    return 0
