"""Lexicon scores of whole sentences: VADER, AFINN, TextBlob's, for English.

Before scoring, marks are made plain, every known target name becomes one neutral word (so "the United States"
has no sentiment of its own, and who is spoken of moves no score), and so does every expression that the
domain turns ("Cold War"). VADER and TextBlob handle negation. AFINN knows it only in the few phrases of its
list ("not good"): to it "not safe" is as positive as "safe".
"""

import functools
import itertools
import math
import re
from collections.abc import Callable, Iterable
from importlib import resources

import numpy as np
import pandas as pd
import yaml

from sourcewise.analysis import names as known
from sourcewise.analysis.marks import plain

__all__ = [
    "LEXICONS",
    "LONGEST",
    "MASK",
    "expressions",
    "mask",
    "plain",
    "score",
    "sentence_numbers",
    "sentences",
]

LEXICONS = ("vader", "afinn", "textblob")
MASK = "somename"  # known to no lexicon, no booster or negation, and long enough to end TextBlob's negation
LONGEST = 1000  # words and marks: what is longer is no sentence, and VADER's time grows with the square

_AFINN = "AFINN-en-165.txt"
_PIECES = re.compile(r"\w+|[^\w\s]")
_SENTENCE = ["doc_id", "kind", "paragraph", "sentence"]


def score(
    sentences: Iterable[str], *, names: Iterable[str] = (), phrases: Iterable[str] | None = None
) -> pd.DataFrame:
    """Scores of each sentence, a row each: `vader`, `afinn`, `textblob`, all -1 to 1, + is positive.

    vader: its compound (Hutto and Gilbert 2014). afinn: AFINN-165's sum s of word valences (-5 to 5 a word,
    Nielsen 2011) on VADER's own scale, s / sqrt(s^2 + 15). textblob: PatternAnalyzer's polarity, the mean of
    the words that it knows (De Smedt and Daelemans 2012). 0 is neutral or unknown to the lexicon. A row is
    NaN where nothing was scored: no word, or more than LONGEST words and marks. All aliases of the shipped
    targets are masked, and `names` (more names, such as persons) with them; `phrases` replaces the shipped
    `expressions()`.
    """
    ready = mask(sentences, names=names, phrases=phrases)
    scorers = _scorers()
    seen = {
        text: [round(scorer(text), 6) for scorer in scorers]
        for text in dict.fromkeys(ready)
        if _scorable(text)
    }
    nothing = [math.nan] * len(LEXICONS)
    return pd.DataFrame([seen.get(text, nothing) for text in ready], columns=list(LEXICONS), dtype="float64")


def mask(
    sentences: Iterable[str], *, names: Iterable[str] = (), phrases: Iterable[str] | None = None
) -> list[str]:
    """The sentences as the lexicons read them: plain marks, a neutral word for each name and each expression.

    A name takes its article and a word for the state with it ("the Chinese government" is one word), so that
    any other name in its place gives the same sentence. Raises ValueError for one text in place of a list.
    """
    if isinstance(sentences, str) or isinstance(names, str) or isinstance(phrases, str):
        raise ValueError("sentences, names and phrases are lists of texts, [like, this], not one text")
    turned = _phrases(tuple(expressions()["phrase"]) if phrases is None else tuple(phrases))
    named = _names(tuple(names))
    return [_in_case(turned.sub(MASK, named.sub(MASK, plain(sentence)))) for sentence in sentences]


@functools.cache
def _read_expressions() -> tuple[tuple[str, str], ...]:
    """The shipped expressions with their reasons."""
    file = resources.files("sourcewise") / "data" / "expressions.yaml"
    parts = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    return tuple((phrase, part["why"]) for part in parts for phrase in part["phrases"])


def expressions() -> pd.DataFrame:
    """The expressions that are made neutral before scoring: `phrase`, `why`."""
    return pd.DataFrame(_read_expressions(), columns=["phrase", "why"]).astype("str")


def sentences(passages: pd.DataFrame) -> pd.DataFrame:
    """Whole sentences of table `passages`, joined over changes of voice: a row each, in their order.

    Columns: doc_id, outlet, kind, paragraph, sentence, start, end, text. `text` keeps offsets: character i
    stands at start + i in the raw text; what stands between two passages (marks, removed spans) is blank.
    """
    groups = passages.groupby(_SENTENCE, sort=False, dropna=False)
    whole = groups.agg(
        outlet=("outlet", "first"), start=("start", "min"), end=("end", "max"), text=("text", "first")
    ).reset_index()
    number, texts = sentence_numbers(passages), whole["text"].tolist()
    split = pd.Series(number).duplicated(keep=False).to_numpy()
    for row, parts in passages[split].groupby(number[split]):
        texts[row] = _joined(parts.sort_values("start", kind="stable"))
    whole["text"] = pd.Series(texts, index=whole.index, dtype="str")
    return whole[["doc_id", "outlet", "kind", "paragraph", "sentence", "start", "end", "text"]]


def sentence_numbers(passages: pd.DataFrame) -> np.ndarray:
    """For each passage, the row of its sentence in `sentences(passages)`."""
    return passages.groupby(_SENTENCE, sort=False, dropna=False).ngroup().to_numpy()


def _joined(parts: pd.DataFrame) -> str:
    """The parts of one sentence in their places, blanks between."""
    pieces, at = [], int(parts["start"].iloc[0])
    for start, text in zip(parts["start"], parts["text"], strict=True):
        pieces += [" " * (start - at), text]
        at = max(at, start + len(text))
    return "".join(pieces)


@functools.lru_cache(maxsize=8)
def _names(more: tuple[str, ...]) -> re.Pattern[str]:
    """Every alias of the shipped targets and `more` names, with article and word for the state."""
    table = known.load_targets()
    aliases = [*table["alias"][table["kind"] != "not"], *map(plain, more)]
    state = "|".join(known.STATE_WORDS)
    words = (form for alias in aliases if alias for form in known.forms(alias))
    return known.pattern(words, before="(?:(?:[Tt]he|THE) )?", after=f"(?: (?:{state}|{state.upper()}))?")


@functools.lru_cache(maxsize=8)
def _phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """The expressions, in capitals or not."""
    return known.pattern((plain(phrase).lower() for phrase in phrases), flags=re.IGNORECASE)


def _in_case(text: str) -> str:
    """The mask in capitals where all else is: to VADER, capitals among small letters are emphasis."""
    return text.replace(MASK, MASK.upper()) if text.replace(MASK, "").isupper() else text


def _scorable(text: str) -> bool:
    """Whether there is a word, and no more than a sentence holds."""
    return any(c.isalpha() for c in text) and not any(itertools.islice(_PIECES.finditer(text), LONGEST, None))


@functools.cache
def _scorers() -> tuple[Callable[[str], float], ...]:
    """The three lexicons, read once. TextBlob imports nltk, which takes seconds."""
    from afinn import Afinn
    from textblob.en.sentiments import pattern_sentiment
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader, words = SentimentIntensityAnalyzer(), Afinn.read_word_file(Afinn().full_filename(_AFINN))
    listed = known.pattern(words)  # the sum is Afinn.score's; its own pattern is fifty times slower

    def afinn(text: str) -> float:
        total = sum(map(words.__getitem__, listed.findall(text.lower())))
        return total / math.sqrt(total * total + 15)

    return (
        lambda text: vader.polarity_scores(text)["compound"],
        afinn,
        lambda text: pattern_sentiment(text)[0],
    )
