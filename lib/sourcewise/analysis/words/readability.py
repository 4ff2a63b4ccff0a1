"""How hard a text is to read, by its sentences' and words' lengths alone: Flesch's and Gunning's formulas.

Syllables are told by a rule: the runs of vowels, less a silent e. Against the CMU Pronouncing Dictionary, on
1.1 million words of US news, 94 % of words get the right number, and texts 1 % too few syllables and 4 % too
few words of three or more. The packages that could do it do worse offline, or need a download: pyphen counts
7 % too few syllables, readability 4 %, NLTK's SyllableTokenizer 7 % too many; textstat downloads the
dictionary when it runs.
"""

import functools
import re

import pandas as pd

from sourcewise.analysis.words import tokens

LEAST = 100  # words: what both formulas were made for

_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
_APART = re.compile(r"(?<=[aeiouy])ing|(?<![ctsgln])i[ao]|ual|uar")  # two vowels, two syllables: going, media
_SILENT = re.compile(r"(?:[^aeiouyl]e|[^aeiouyltd]ed|[^aeiouylszxcg]es|[aeiouy]le)$")


@functools.lru_cache(maxsize=200_000)
def syllables(word: str) -> int:
    """Syllables of an English word, 1 or more; initials are letters ("U.S." has two)."""
    if tokens.INITIALS.fullmatch(word):
        return len(tokens.LETTER.findall(word))
    return sum(
        max(1, len(_VOWELS.findall(part)) + len(_APART.findall(part)) - bool(_SILENT.search(part)))
        for part in re.split(r"[-‐‑]", word.casefold())
    )


def readability(passages: pd.DataFrame, *, least: int = LEAST) -> pd.DataFrame:
    """Each document's words, sentences, syllables, long_words, flesch and fog, by doc_id: a row a document.

    flesch (1948): 206.835 - 1.015 words a sentence - 84.6 syllables a word; about 0 to 100, more is easier.
    fog (Gunning 1952): .4 (words a sentence + per cent of words of three syllables or more, names with a
    capital left out); about years of school. Null below `least` words. `passages`: with all voices, since a
    sentence of which only the outlet's half is kept counts as a short one.
    """
    rows = []
    for doc_id, part in passages.groupby("doc_id", sort=True):
        words = [
            word for text in part["text"] for word in tokens.raw_words(text) if tokens.LETTER.search(word)
        ]
        counted = [syllables(word) for word in words]
        long = sum(n >= 3 and word[0].islower() for n, word in zip(counted, words, strict=True))
        row = {"doc_id": doc_id, "words": len(words), "sentences": part["sentence"].nunique()}
        row |= {"syllables": sum(counted), "long_words": long}
        if len(words) >= max(least, 1) and row["sentences"]:
            length = len(words) / row["sentences"]
            row["flesch"] = 206.835 - 1.015 * length - 84.6 * row["syllables"] / len(words)
            row["fog"] = 0.4 * (length + 100 * long / len(words))
        rows.append(row)
    columns = {"doc_id": "str", **dict.fromkeys(("words", "sentences", "syllables", "long_words"), "Int64")}
    columns |= {"flesch": "Float64", "fog": "Float64"}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)
