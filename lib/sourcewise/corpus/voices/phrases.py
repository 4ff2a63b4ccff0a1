"""Noun phrases of running text, without a parser: where they begin and end, and whether they can speak."""

import functools
import re

from sourcewise.corpus.voices import cues, names

TIMES = cues.WEEKDAYS | cues.MONTHS
SPANS_OF_TIME = cues.words("week month year morning afternoon evening night weekend")
CLAUSE_MARKS = frozenset(",;:—–-()")
SUBJECT_PRONOUNS = cues.words("he she they we i")
PLURALS = cues.words("""
    police people they we you i authorities some many others most critics both women men percent half
    majority third quarter few those
""")
ADJECTIVES = cues.words("former senior retired deputy acting lead top longtime veteran fellow then-president")
NOUN_LIKE = cues.words("""
    called named known claims reports notes calls comments answers replies hopes fears estimates charges
    promises demands remarks rules shows points worries states labels feels doubts signals quotes begins
    reads jokes tweets laughs cries finds expects describes blames praises questions judges guesses hints
    projects forecasts
""")
"""Forms that are as often nouns, or say something else: a clear subject must stand right before them."""

_TOKEN = re.compile(
    rf"\w[\w’'&-]*+(?:(?!\.)|(?:\.\w++)*(?:(?=\.)(?:{names.TITLE_DOT}|(?<=\b[A-Z])\.)(?:-\w++)*)?)|[^\s\w]"
)
_EDGES = cues.PREPOSITIONS | cues.SUBORDINATORS | cues.CONJUNCTIONS | cues.AUXILIARIES
_HEADS = names.PERSONS | names.DOCUMENTS | names.COLLECTIVES
_BEGINNERS = cues.DETERMINERS | cues.PRONOUNS
_CONTRACTED = re.compile(r"(?:he|she|they|it|we|i|you|that|there|what|who)['’]", re.IGNORECASE)
_POSSESSIVE = ("'s", "’s")
_LONGEST = 10


class Words:
    """The tokens of a stretch of text: words and single marks, as they stand and in lower case."""

    __slots__ = ("lower", "matches", "texts")

    def __init__(self, matches: list[re.Match[str]]) -> None:
        """Apostrophes are straight in the lower-case tokens."""
        self.matches = matches
        self.texts = [match[0] for match in matches]
        lower = "\n".join(self.texts).lower().replace("’", "'")
        self.lower = lower.split("\n") if lower else []

    def start(self, at: int) -> int:
        """Where token `at` begins in the text."""
        return self.matches[at].start()

    def end(self, at: int) -> int:
        """Where token `at` ends in the text."""
        return self.matches[at].end()


def cut_words(raw: str, start: int, end: int) -> Words:
    """Cut a stretch of text into tokens."""
    return Words(list(_TOKEN.finditer(raw, start, end)))


def in_phrase(word: str) -> bool:
    """Say whether a token in lower case can stand inside a noun phrase."""
    return (word[0].isalnum() or word[0] in "&'$") and word not in _EDGES


def is_head(word: str) -> bool:
    """Say whether a noun stands for a person, a group or a document."""
    word = word.lower()
    if word in _HEADS or word in PLURALS or word.removesuffix("s") in _HEADS:
        return True
    return word.endswith(names.PERSON_ENDINGS)


def is_contracted(word: str) -> bool:
    """Say whether a word is a pronoun with its verb ("they're")."""
    return _CONTRACTED.match(word) is not None


def is_capital(word: str) -> bool:
    """Say whether a word is a name's: a capital at its head, or behind an article ("al-Mawlawi")."""
    article, _, rest = word.partition("-")
    return word[0].isupper() or (len(article) < 4 and rest[:1].isupper())


def is_clear(text: str) -> bool:
    """Say whether a phrase can surely speak: it has a determiner, or ends in a name or a person's noun."""
    words = text.split()
    return words[0].lower() in _BEGINNERS or is_capital(words[-1]) or is_head(words[-1])


@functools.lru_cache(maxsize=4096)
def can_speak(text: str) -> bool:
    """Say whether a phrase can speak: a clear one, or a short plural."""
    words = text.split()
    last = words[-1]
    if last.endswith(_POSSESSIVE):
        return len(words) == 1 and is_contracted(last)
    if len(words) > 1 and words[0].endswith("ed") and words[0].islower():
        return False
    head = head_of(words)
    plural = head[-1].endswith("s") and len(head) < 5
    counted = head[-1].lower() in PLURALS or last[0].isdigit() or "-" in last or is_head(head[-1])
    return plural or counted or is_clear(text)


def head_of(words: list[str]) -> list[str]:
    """The words before a phrase's first preposition or participle: "judges in March", "people held there"."""
    for index in range(1, len(words)):
        behind_noun = (index > 1 or words[0].islower()) and _is_participle(words, index)
        if words[index].lower() in cues.PREPOSITIONS or behind_noun:
            return words[:index]
    return words


def _is_participle(words: list[str], at: int) -> bool:
    """Say whether a word behind a plural noun opens a participle ("officials involved")."""
    noun = words[at - 1].endswith(("s", "people")) or words[at - 1].lower() in names.DOCUMENTS
    return noun and words[at].endswith(("ed", "ing", "familiar", "close"))


def is_name(texts: list[str]) -> bool:
    """Say whether tokens are a name, with or without a title before it."""
    if len(texts) > 8 or not is_capital(texts[-1]) or not all(in_phrase(text.lower()) for text in texts):
        return False
    return len(texts) == 1 or texts[-2][0].isupper()


def opens_clause(words: Words, at: int) -> bool:
    """Say whether a pronoun stands at the head of a main clause, behind an opening phrase at most."""
    edge = at - 1
    while edge >= 0 and in_phrase(words.lower[edge]):
        edge -= 1
    if edge < 0 or words.texts[edge] in CLAUSE_MARKS or words.lower[edge] in cues.CONJUNCTIONS:
        return edge == at - 1
    opening = edge == 0 or words.texts[edge - 1] in CLAUSE_MARKS
    return opening and edge < at - 1 and words.lower[edge] in cues.PREPOSITIONS


def edge_before(words: Words, at: int) -> int:
    """The token before the phrase that ends at `at`; `at` where none ends there, -1 at the beginning."""
    edge = at
    while edge >= 0 and (in_phrase(words.lower[edge]) or _points(words, edge)):
        if edge < at and _is_verb(words, edge):
            break
        edge -= 1
        if edge > 0 and words.texts[edge] == "of" and words.texts[edge + 1] in names.OFFICES:
            edge -= 1
    return edge


def _points(words: Words, at: int) -> bool:
    """Say whether a "that" stands behind a preposition and belongs to a noun ("of that group")."""
    return words.lower[at] == "that" and at > 0 and words.lower[at - 1] in cues.PREPOSITIONS


def end_behind(words: Words, at: int) -> int:
    """The end of the phrase that begins at `at`; `at` itself where none does."""
    end = at
    while end < min(len(words.texts), at + _LONGEST):
        word = words.texts[end]
        if word in ("of", "for") and end > at and _goes_on(words.texts, end):
            end += 2
            continue
        verb = word in cues.FRAMES and word not in cues.BASES
        if verb or not in_phrase(words.lower[end]) or word in TIMES or word in cues.ADVERBS:
            break
        end += 1
    return end


def name_end(words: Words, at: int, stop: int) -> int:
    """The end of the first name in a phrase, with its title's words ("Ministry spokesman Ren Guoqiang").

    Where the name is one word and a group's noun follows ("Republican lawmakers"), the end of that.
    """
    texts = words.texts
    end = at
    for index in range(at, stop):
        if not texts[index][0].isupper():
            continue
        small = texts[index - 1] if index > at else ""
        if end > at and small[:1].islower() and not is_head(small) and small not in ADJECTIVES:
            break
        end = index + 1
    group = next((index for index in range(end, min(end + 3, stop)) if is_head(texts[index])), None)
    return group + 1 if group and end == at + 1 else end


def _goes_on(texts: list[str], at: int) -> bool:
    """Say whether a name goes on behind "of" or "for": "Secretary of State", "Center for the Nation"."""
    rest = [text for text in texts[at + 1 : at + 3] if text != "the"]
    institution = texts[at - 1] in names.NOT_A_PERSON and texts[at - 1][0].isupper()
    return bool(rest) and (rest[0] in names.OFFICES or (institution and rest[0][0].isupper()))


def _is_verb(words: Words, at: int) -> bool:
    """Say whether a word is a past form of speech and no adjective ("the accused man")."""
    word = words.texts[at]
    if word not in cues.FRAMES or word in cues.BASES or word in NOUN_LIKE or word.endswith(("ing", "s")):
        return False
    return at > 0 and words.lower[at - 1] not in cues.DETERMINERS and in_phrase(words.lower[at - 1])
