"""Lexicon scores of whole sentences: VADER, AFINN, TextBlob's and the user's own, for English.

Before scoring, marks are made plain, every known target name becomes one neutral word (so "the United States"
has no sentiment of its own, and who is spoken of moves no score), and so does every expression that the
domain turns ("Cold War"); see `masking`. All handle negation, each in its own way: VADER and TextBlob as
their packages do, AFINN and the user's own by VADER's rule of three words (see `lexicons`).
"""

import functools
import itertools
import math
import operator
import re
from collections.abc import Callable, Iterable
from string import punctuation

import numpy as np
import pandas as pd

from sourcewise.analysis.marks import plain
from sourcewise.analysis.tone import lexicons
from sourcewise.analysis.tone.masking import MASK, as_list, expressions, mask
from sourcewise.spread import spread

__all__ = [
    "LEXICONS",
    "LONGEST",
    "MASK",
    "OWN",
    "expressions",
    "mask",
    "plain",
    "score",
    "sentence_numbers",
    "sentences",
    "unscored",
]

LEXICONS = ("vader", "afinn", "textblob")
OWN = "own"  # the column of the user's lexicon
AT_ONCE = 10_000  # sentences of one piece of work
LONGEST = 1000  # words and marks: what is longer is no sentence, and VADER's time grows with the square

_AFINN = "AFINN-en-165.txt"
_PIECES = re.compile(r"\w+|[^\w\s]")
_LATIN = re.compile(r"[^\W\d_\u0250-\U0010ffff]")  # letters of Latin script
_SENTENCE = ["doc_id", "kind", "paragraph", "sentence"]


def score(
    sentences: Iterable[str],
    *,
    names: Iterable[str] = (),
    phrases: Iterable[str] | None = None,
    own: pd.DataFrame | None = None,
    negation: bool = True,
) -> pd.DataFrame:
    """Scores of each sentence, a row each: `vader`, `afinn`, `textblob`, all -1 to 1, + is positive.

    vader: its compound (Hutto and Gilbert 2014). afinn: AFINN-165's sum s of word valences (-5 to 5 a word,
    Nielsen 2011) on VADER's own scale, s / sqrt(s^2 + 15). textblob: PatternAnalyzer's polarity, the mean of
    the words that it knows (De Smedt and Daelemans 2012). `own` (a table of `lexicons.load`) adds the column
    `own`. 0 is neutral or unknown to the lexicon. A row is NaN where nothing was scored; `unscored` says why.
    All aliases of the shipped targets are masked, and `names` (more names, such as persons) with them;
    `phrases` replaces the shipped `expressions()`; without `negation`, afinn and own ignore it.
    """
    texts, names, phrases = as_list(sentences), as_list(names), None if phrases is None else as_list(phrases)
    parts = ((texts[first : first + AT_ONCE],) for first in range(0, len(texts), AT_ONCE))
    done = spread(_scored, (names, phrases, own, negation), parts)
    columns = [*LEXICONS, *([] if own is None else [OWN])]
    return pd.DataFrame([row for part in done for row in part], columns=columns, dtype="float64")


def _scored(
    names: list[str], phrases: list[str] | None, own: pd.DataFrame | None, negation: bool, texts: list[str]
) -> list[list[float]]:
    """Scores of some sentences; one that comes again is scored once."""
    ready = mask(texts, names=names, phrases=phrases)
    scorers = list(_scorers(negation).values())
    scorers += [] if own is None else [lexicons.scorer(own, negation=negation)]
    seen = {
        text: [round(scorer(text), 6) for scorer in scorers]
        for text in dict.fromkeys(ready)
        if not _why_not(text)
    }
    nothing = [math.nan] * len(scorers)
    return [seen.get(text, nothing) for text in ready]


def unscored(sentences: Iterable[str]) -> pd.Series:
    """Why each sentence cannot be scored, in a few words; "" where it can."""
    return pd.Series([_why_not(text) for text in sentences], dtype="str")


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
    parts = passages.loc[split, ["start", "text"]].assign(row=number[split])
    parts = parts.sort_values(["row", "start"], kind="stable")
    columns = (parts[name].tolist() for name in ("row", "start", "text"))
    for row, found in itertools.groupby(zip(*columns, strict=True), key=operator.itemgetter(0)):
        texts[row] = _joined(found)
    whole["text"] = pd.Series(texts, index=whole.index, dtype="str")
    return whole[["doc_id", "outlet", "kind", "paragraph", "sentence", "start", "end", "text"]]


def sentence_numbers(passages: pd.DataFrame) -> np.ndarray:
    """For each passage, the row of its sentence in `sentences(passages)`."""
    return passages.groupby(_SENTENCE, sort=False, dropna=False).ngroup().to_numpy()


def _joined(parts: Iterable[tuple[int, int, str]]) -> str:
    """The parts (row, start, text) of one sentence in their places, blanks between."""
    pieces, at = [], 0
    for _, start, text in parts:
        pieces += [" " * (start - at) if pieces else "", text]
        at = max(at, start + len(text))
    return "".join(pieces)


def _why_not(text: str) -> str:
    """Why a text is no sentence in English letters."""
    start = text[: LONGEST * 20]
    letters = sum(map(str.isalpha, start))
    if not letters:
        return "no word" if len(text) < LONGEST or not any(map(str.isalpha, text)) else "too long"
    if any(itertools.islice(_PIECES.finditer(text), LONGEST, None)):
        return "too long"
    return "" if 2 * len(_LATIN.findall(start)) > letters else "not in Latin letters"


@functools.cache
def _scorers(negation: bool) -> dict[str, Callable[[str], float]]:
    """The three lexicons, read once. TextBlob imports nltk, which takes seconds."""
    from afinn import Afinn
    from textblob.en.sentiments import pattern_sentiment

    words = Afinn.read_word_file(Afinn().full_filename(_AFINN))
    table = pd.DataFrame({"term": words.keys(), "score": map(float, words.values())})
    return {
        "vader": _vader(),
        "afinn": lexicons.scorer(table, negation=negation),
        "textblob": lambda text: pattern_sentiment(text)[0],
    }


def _vader() -> Callable[[str], float]:
    """VADER's compound; 0 for a text with no word of its lexicon and no emoji, without asking its rules."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    scored, emojis = frozenset(analyzer.lexicon), frozenset(analyzer.emojis)

    def compound(text: str) -> float:
        if text.isascii() or emojis.isdisjoint(text):
            tokens = text.lower().split()
            if scored.isdisjoint(tokens) and scored.isdisjoint(
                [token.strip(punctuation) for token in tokens]
            ):
                return 0.0
        return analyzer.polarity_scores(text)["compound"]

    return compound
