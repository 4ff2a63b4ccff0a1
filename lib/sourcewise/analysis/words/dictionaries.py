"""Dictionaries of categories: words and phrases that a researcher counts as one, in quanteda's YAML form."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.analysis import listed
from sourcewise.analysis.terms import Counts, Unit
from sourcewise.analysis.words import tokens
from sourcewise.analysis.words.streams import Stream

FOUND = ["category", "passage_id", "doc_id", "outlet", "voice", "words"]
LONGEST = 10  # words of an entry
WIDEST = 100  # characters of a word that a pattern is tried on: longer ones are no words

_WILD = re.compile(r"[*?]")
_BETWEEN = re.compile(r"[^\w*?.,'-]+")


def load(path: Path | str | None = None) -> pd.DataFrame:
    """The entries of a dictionary: category ("economy.trade", a level a dot), entry; a row an entry.

    `path`: a YAML file of keys that hold lists of entries, or keys that do; None: the small example that the
    package ships. Raises FileNotFoundError, or ValueError with the file, the key and the value where the file
    is no YAML, a key stands twice, or an entry is no text with a letter in it.
    """
    if path is None:
        return _table(listed.shipped("dictionary.yaml"), "dictionary.yaml")
    return _table(listed.read(Path(path), what="your categories"), str(path))


def look_up(stream: Stream, dictionary: pd.DataFrame, *, level: int | None = None) -> pd.DataFrame:
    """Every match: category, passage_id, doc_id, outlet, voice, words (as they are counted); in the order of
    the text.

    `stream`: of all words, without stopwords. `level`: how deep categories are told apart, None to the last.
    As in quanteda, `*` stands for any letters and `?` for one, capitals count for nothing, and of matches of
    one category that lie inside each other the longest counts alone; what matches in two categories counts in
    both. Raises ValueError for a stream of stems, in which entries would not be found.
    """
    if stream.stem:
        raise ValueError("a dictionary is looked up in words as they stand: make the stream with stem=False")
    keys = dictionary["category"].str.split(".").str[:level].str.join(".")
    terms = folded(stream.terms)
    spans = [_spans(stream, terms, entries) for _, entries in dictionary["entry"].groupby(keys, sort=True)]
    sizes = [len(start) for start, _ in spans]
    start, end = (np.concatenate([span[side] for span in spans] or [np.zeros(0, int)]) for side in (0, 1))
    which = np.repeat(np.arange(len(sizes)), sizes)
    order = np.lexsort((which, start))
    start, end, which = start[order], end[order], which[order]
    found = stream.passages.iloc[stream.passage[start]].reset_index(drop=True)
    words = [" ".join(stream.terms[stream.ids[a:b]]) for a, b in zip(start, end, strict=True)]
    categories = np.array(sorted(keys.unique()), dtype=object)
    return found.assign(
        category=pd.array(categories[which], dtype="str"), words=pd.array(words, dtype="str")
    )[[name for name in FOUND if name in found or name in ("category", "words")]]


def count(
    stream: Stream, dictionary: pd.DataFrame, *, level: int | None = None, unit: Unit = "doc_id"
) -> Counts:
    """How often each document or passage has each category, as `terms.count` gives terms, so that what takes
    those (`keyness`, `compare.contrast_rates`) takes categories. `words`: all words of the row.
    """
    found = look_up(stream, dictionary, level=level)
    rows = pd.factorize(stream.passages[unit])[1]
    keys = dictionary["category"].str.split(".").str[:level].str.join(".")
    categories = np.array(sorted(keys.unique()), dtype=object)
    cells = pd.Index(rows).get_indexer(found[unit]), pd.Index(categories).get_indexer(found["category"])
    shape = len(rows), len(categories)
    matrix = sparse.coo_matrix((np.ones(len(found), dtype=np.int64), cells), shape=shape).tocsr()
    row = pd.Index(rows).get_indexer(stream.passages[unit])
    words = np.bincount(row[stream.passage], minlength=len(rows))
    return Counts(matrix, np.asarray(rows, dtype=object), categories, words)


def _table(content: object, file: str) -> pd.DataFrame:
    """The entries of a file."""
    if not isinstance(content, dict) or not content:
        raise ValueError(f"{file} must hold categories, each with its entries: `threat: [threat*, menac*]`")
    rows = [row for key, value in content.items() for row in _entries((str(key),), value, file)]
    return pd.DataFrame(rows, columns=["category", "entry"]).astype("str").drop_duplicates(ignore_index=True)


def _entries(path: tuple[str, ...], value: object, file: str) -> Iterator[tuple[str, str]]:
    """The rows below one key."""
    where = f"{file}: category {'.'.join(path)!r}"
    if isinstance(value, dict) and value:
        for key, below in value.items():
            yield from _entries((*path, str(key)), below, file)
        return
    entries = value if isinstance(value, list) else [value]
    if not entries:
        raise ValueError(f"{where} has no entries: give it a list of them, or leave it out")
    if any("." in part for part in path):
        raise ValueError(f"{where} has a dot in its name: dots part the levels; use a hyphen")
    for entry in entries:
        if isinstance(entry, dict):
            yield from _entries(path, entry, file)
            continue
        words = cut(entry) if isinstance(entry, str) and any(sign.isalnum() for sign in entry) else []
        if not 1 <= len(words) <= LONGEST:
            raise ValueError(
                f"{where}: the entry {entry!r} must be text of 1 to {LONGEST} words with a letter or digit "
                "in it (put it in quotation marks if it is a word such as NO)"
            )
        yield ".".join(path), " ".join(entry.split())


def _spans(stream: Stream, terms: np.ndarray, entries: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Start and end (behind the last word) of the matches of one category, none inside another."""
    single = np.zeros(len(terms) + 1, dtype=bool)  # one more, that -1 points to
    starts, lengths = [], []
    for entry in entries:
        words = cut(entry)
        if len(words) == 1:
            single |= matching(terms, words[0])
        else:
            starts.append(_runs(stream, [matching(terms, word) for word in words]))
            lengths.append(np.full(len(starts[-1]), len(words)))
    starts.append(np.flatnonzero(single[stream.ids]))
    lengths.append(np.ones(len(starts[-1]), dtype=int))
    start, length = np.concatenate(starts), np.concatenate(lengths)
    order = np.lexsort((-length, start))
    start, end = start[order], start[order] + length[order]
    furthest = np.maximum.accumulate(np.concatenate([[0], end]))[:-1]
    outer = end > furthest
    return start[outer], end[outer]


def _runs(stream: Stream, masks: list[np.ndarray]) -> np.ndarray:
    """Where words that match one after another begin, inside one passage."""
    last = len(stream.ids) - len(masks)
    start = np.flatnonzero(masks[0][stream.ids[: last + 1]]) if last >= 0 else np.zeros(0, dtype=int)
    for step, mask in enumerate(masks[1:], start=1):
        start = start[mask[stream.ids[start + step]]]
    passage = stream.passage
    return start[passage[start] == passage[start + len(masks) - 1]]


def cut(entry: str) -> list[str]:
    """The words of an entry, cut as texts are ("AT&T" is two); those with wildcards as they stand."""
    plain = unicodedata.normalize("NFC", entry).translate(
        tokens.MARKS | dict.fromkeys(map(ord, tokens.INVISIBLE))
    )
    parts = _BETWEEN.split(plain)
    words = [[part] if _WILD.search(part) else tokens.tokenize(part, numbers=True) for part in parts]
    return [word for part in words for word in part]


def folded(terms: np.ndarray) -> np.ndarray:
    """Terms without their capitals, which count in "US" and "WHO" alone."""
    plain = [term if term in tokens.CAPITALS else term.casefold() for term in terms]
    return np.array(plain, dtype=object)


def matching(terms: np.ndarray, word: str) -> np.ndarray:
    """Which `folded` terms a word of an entry matches, and one more for none."""
    if _WILD.search(word):
        signs = {"*": ".*", "?": "."}
        expression = "".join(
            signs.get(sign) or re.escape(sign) for sign in re.sub(r"\*+", "*", word.casefold())
        )
        found = re.compile(expression, re.DOTALL)
        hits = [len(term) <= WIDEST and found.fullmatch(term.casefold()) is not None for term in terms]
    else:
        hits = terms == word
    return np.append(np.asarray(hits, dtype=bool), False)
