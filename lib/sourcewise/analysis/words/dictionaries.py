"""Dictionaries of categories: words and phrases that a researcher counts as one, in quanteda's YAML form."""

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from scipy import sparse

from sourcewise.analysis.terms import Counts, Unit
from sourcewise.analysis.words import tokens
from sourcewise.analysis.words.streams import Stream

FOUND = ["category", "passage_id", "doc_id", "outlet", "voice", "words"]
LONGEST = 10  # words of an entry
WIDEST = 100  # characters of a word that a pattern is tried on: longer ones are no words


def load(path: Path | str | None = None) -> pd.DataFrame:
    """The entries of a dictionary: category ("economy.trade", a level a dot), entry; a row an entry.

    `path`: a YAML file of keys that hold lists of entries, or keys that do; None: the small example that the
    package ships. Raises FileNotFoundError, or ValueError with the file, the key and the value where the file
    is no YAML, a key stands twice, or an entry is no text with a letter in it.
    """
    if path is None:
        file = resources.files("sourcewise") / "data" / "dictionary.yaml"
        return _table(file.read_text("utf-8"), file.name)
    if not Path(path).is_file():
        raise FileNotFoundError(f"{path} is not there: give the YAML file with your categories")
    try:
        return _table(Path(path).read_text("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text: save it as UTF-8") from error


def look_up(stream: Stream, dictionary: pd.DataFrame, *, level: int | None = None) -> pd.DataFrame:
    """Every match: category, passage_id, doc_id, outlet, voice, words (as they are counted); in the order of
    the text.

    `stream`: of all words, without stopwords or stems. `level`: how deep categories are told apart, None to
    the last. As in quanteda, `*` stands for any letters and `?` for one, capitals count for nothing, and of
    matches of one category that lie inside each other the longest counts alone; what matches in two
    categories counts in both.
    """
    keys = dictionary["category"].str.split(".").str[:level].str.join(".")
    spans = [_spans(stream, entries) for _, entries in dictionary["entry"].groupby(keys, sort=True)]
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


def _table(text: str, file: str) -> pd.DataFrame:
    """The entries of a file's text."""
    try:
        _refuse_twice(yaml.compose(text, yaml.CSafeLoader), file)
        content = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"{file} is not YAML: {str(error).splitlines()[0]}") from error
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
        letters = isinstance(entry, str) and any(sign.isalnum() for sign in entry)
        if not letters or len(entry.split()) > LONGEST:
            raise ValueError(
                f"{where}: the entry {entry!r} must be text of 1 to {LONGEST} words with a letter or digit "
                "in it (put it in quotation marks if it is a word such as NO)"
            )
        yield ".".join(path), " ".join(entry.split())


def _refuse_twice(node: yaml.Node | None, file: str) -> None:
    """Refuse a key that stands twice in one mapping: YAML keeps the last one in silence."""
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise ValueError(
                f"{file}, line {key.start_mark.line + 1}: {key.value!r} stands twice; merge them"
            )
        seen.add(key.value)
        _refuse_twice(value, file)


def _spans(stream: Stream, entries: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Start and end (behind the last word) of the matches of one category, none inside another."""
    single = np.zeros(len(stream.terms) + 1, dtype=bool)  # one more, that -1 points to
    starts, lengths = [], []
    for entry in entries:
        words = entry.translate(tokens.MARKS).split()
        if len(words) == 1:
            single |= matching(stream.terms, words[0])
        else:
            starts.append(_runs(stream, [matching(stream.terms, word) for word in words]))
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
    return start[stream.passage[start] == stream.passage[start + len(masks) - 1]]


def matching(terms: np.ndarray, word: str) -> np.ndarray:
    """Which terms a word of an entry matches, and one more for none."""
    if "*" in word or "?" in word:
        signs = {"*": ".*", "?": "."}
        expression = "".join(
            signs.get(sign) or re.escape(sign) for sign in re.sub(r"\*+", "*", word.casefold())
        )
        found = re.compile(expression, re.DOTALL)
        hits = [found.fullmatch(term.casefold()) is not None for term in terms]
    else:
        hits = terms == next(iter(tokens.tokenize(word, numbers=True)), word.casefold())
    return np.append(np.asarray(hits, dtype=bool), False)
