"""Words: how a text is cut into them, and in which form each is counted.

A word is a run of letters and digits; an apostrophe or a hyphen inside keeps it whole ("don't",
"Sino-Russian"), as do the dots of initials ("U.S."). A possessive 's is taken off ("China's" counts as
"China"), since "it's" and the other pronouns and adverbs of `S_STAYS` are the contractions that news writes
with 's. Curly and straight marks are the same. "US" and "WHO" in capitals keep them, since they are not the
words "us" and "who". Web addresses are no words. Stems are those of Porter's second English stemmer
(Snowball, 2001), as NLTK has it.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Collection

APOSTROPHES, HYPHENS = "'’ʼ＇", "‐‑-"
AFTER_DOT = "'’" + HYPHENS  # behind the last dot of initials
WORD = re.compile(
    rf"\w+(?:(?=[.,{APOSTROPHES}{HYPHENS}])(?:"  # the look ahead only saves time
    rf"[{APOSTROPHES}{HYPHENS}]"  # an apostrophe or a hyphen inside
    r"|(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)"  # the dots of U.S, J.K, a.m
    rf"|(?<=\.[^\W\d_])\.[{AFTER_DOT}]"  # U.S.-led, U.S.'s
    r"|(?<=\d)[.,](?=\d)"  # 1,000 and 3.5
    r")\w+)*"
)
MARKS = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-"))
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens and zero-width signs inside words
S_STAYS = frozenset(
    (
        "anybody",
        "anyone",
        "anything",
        "everybody",
        "everyone",
        "everything",
        "he",
        "here",
        "how",
        "it",
        "let",
        "nobody",
        "nothing",
        "one",
        "she",
        "somebody",
        "someone",
        "something",
        "that",
        "there",
        "this",
        "what",
        "when",
        "where",
        "who",
        "why",
    )
)
CAPITALS = frozenset({"US", "WHO"})
INITIALS = re.compile(r"(?:\w\.)+[^\W\d_]")
LETTER = re.compile(r"[^\W\d_]")

ADDRESS = re.compile(r"(?:\bhttps?://|\bwww\.)[!-~]*", re.IGNORECASE)
JOINT = "ꙮ"  # a letter of one manuscript: it holds a named phrase together until it is counted


def tokenize(text: str, *, casefold: bool = True, numbers: bool = False) -> list[str]:
    """The words of `text`, in order; `numbers` keeps tokens without a letter ("2022", "1,000", "3.5")."""
    known = forms(casefold, numbers)
    return [form for raw in raw_words(text) if (form := known[raw])]


def forms(
    casefold: bool, numbers: bool, stopwords: Collection[str] = frozenset(), *, stem: bool = False
) -> dict[str, str]:
    """Raw token -> the form that is counted, or "" for one that is left out; filled as it is asked."""
    return _Forms(casefold, numbers, stopwords, stemmer() if stem else None)


class _Forms(dict[str, str]):
    """Each raw token is worked out once."""

    def __init__(
        self,
        casefold: bool,
        numbers: bool,
        stopwords: Collection[str],
        stem: Callable[[str], str] | None,
    ) -> None:
        super().__init__()
        self.casefold, self.numbers, self.stopwords, self.stem = casefold, numbers, stopwords, stem

    def __missing__(self, raw: str) -> str:
        if raw.isascii() and raw.isalpha():  # nine of ten: no mark, no initials, letters throughout
            form, lettered = raw, True
        else:
            form = raw.translate(MARKS)
            if form[-2:] in ("'s", "'S") and form[:-2].casefold() not in S_STAYS:
                form = form[:-2]
            form += "." if INITIALS.fullmatch(form) else ""
            lettered = bool(LETTER.search(form))
        folded = form if form in CAPITALS else form.casefold()
        left_out = folded in self.stopwords or not (self.numbers or lettered)
        form = folded if self.casefold else form
        if JOINT in form:
            form = form.replace(JOINT, " ")
        elif self.stem and form not in CAPITALS and "." not in form:
            form = self.stem(form)
        self[raw] = form = "" if left_out else form
        return form


@functools.cache
def stemmer() -> Callable[[str], str]:
    """The English stemmer; it makes small letters of all."""
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer().stem


def raw_words(text: str) -> list[str]:
    """Tokens as they are written."""
    return WORD.findall(plain(text))


def plain(text: str) -> str:
    """The text without web addresses and invisible signs, its letters and accents in one piece."""
    if "://" in text or "www." in text:
        text = ADDRESS.sub(" ", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if any(sign in text for sign in INVISIBLE):
            text = text.translate(dict.fromkeys(map(ord, INVISIBLE)))
    return text
