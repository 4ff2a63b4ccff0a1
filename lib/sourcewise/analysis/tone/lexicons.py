"""Lexicons as tables, the user's own among them, and the score of a text by one.

A table of a lexicon has a row a term: `term` (a word or phrase, with * at the end for any ending) and
`score`. A CSV file gives such rows. A YAML file gives lists of terms under `positive` and `negative`, and
where it has them under `neg_positive` and `neg_negative`: the form of the Lexicoder Sentiment Dictionary
(Young and Soroka 2012), whose licence does not let it be shipped; it is read from the user's own copy.
"""

import functools
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import yaml

from sourcewise.analysis import names
from sourcewise.analysis.marks import plain

__all__ = ["FLIP", "STRONGEST", "load", "scorer", "signed"]

STRONGEST = 4.0  # what the strongest term of a user's lexicon counts: the end of VADER's scale
FLIP = -0.74  # what a negated score is multiplied by: measured by Hutto and Gilbert (2014)
REACH = 3  # words before a term in which a negation turns it
LISTS = {"positive": 1.0, "negative": -1.0, "neg_positive": -1.0, "neg_negative": 1.0}

_BEFORE = 60  # characters in which three words are looked for
_BREAK = re.compile(r"[,.;:!?()\"]|\s-\s")
_WORD = re.compile(r"[\w'-]+")
_NO = re.compile(
    r"(?:no|not|never|neither|nor|none|nothing|nobody|nowhere|without|cannot|cant|dont|doesnt|didnt|isnt|arent"
    r"|wasnt|werent|wont|wouldnt|shouldnt|couldnt|hasnt|havent|hadnt|hardly|rarely|seldom|\w+n't)"
)

Scorer = Callable[[str], float]


def load(path: Path | str) -> pd.DataFrame:
    """The lexicon in a CSV file (columns term and score) or a YAML file: `term`, `score`, `list`.

    `list` is the list of a YAML file that a term stands in, "" for a CSV file. Raises FileNotFoundError, or
    ValueError with the file, the row and the value where there is no term, a score is no number, a term is
    empty or stands twice with two scores, or has a * that is not at its end.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} is not there: give a CSV file with the columns term and score")
    rows = _yaml_rows(path) if path.suffix.lower() in (".yaml", ".yml") else _csv_rows(path)
    table = pd.DataFrame(rows, columns=["term", "score", "list"]).astype({"term": "str", "list": "str"})
    table = table.drop_duplicates(["term", "score"], ignore_index=True)
    if table.empty:
        raise ValueError(f"{path.name} holds no term: it needs rows such as 'crisis,-2'")
    if (table["score"] == 0).all():
        raise ValueError(f"{path.name}: every score is 0, so it can score nothing")
    if len(twice := table[table["term"].duplicated()]):
        raise ValueError(f"{path.name}: the term {twice['term'].iloc[0]!r} stands twice with two scores")
    return table


def signed(lexicon: pd.DataFrame) -> pd.DataFrame:
    """The same terms, each counted as 1 or -1: positive words less negative ones, as many studies count."""
    score = lexicon["score"].gt(0).astype("float64") - lexicon["score"].lt(0)
    return lexicon.assign(score=score)


def scorer(lexicon: pd.DataFrame, *, negation: bool = True) -> Scorer:
    """What scores one text in plain marks, -1 to 1, + is positive; 0 is neutral or holds no term.

    The sum s of the scores of its terms, the longest where several stand in one place, on VADER's scale:
    s / sqrt(s^2 + 15). With `negation`, a term with "not", "no", "without" ... among the three words before
    it, in one piece of the sentence, counts FLIP times its score; a lexicon with lists of negated terms of
    its own ("neg_positive") is taken at its word instead.
    """
    own_negation = "list" in lexicon and lexicon["list"].str.startswith("neg_").any()
    exact, stems = _terms(lexicon)
    pattern = names.pattern((str(term) for term in lexicon["term"]), wild=True)
    return functools.partial(_score, pattern, exact, stems, negation and not own_negation)


def _score(
    pattern: re.Pattern[str], exact: dict[str, float], stems: dict[str, float], negation: bool, text: str
) -> float:
    """The score of one text."""
    total, before, at = 0.0, 0.0, -1
    text = text.lower()
    for match in pattern.finditer(text):
        value = _value(names.as_listed(match[0]), exact, stems)
        turned, by = _negated(text, match.start()) if negation else (False, -1)
        if turned and by == at:
            total -= before  # "no hope": the "no" turns the hope and is no word of its own
        value *= FLIP if turned else 1.0
        total, before, at = total + value, value, match.start()
    return total / math.sqrt(total * total + 15)


def _value(found: str, exact: dict[str, float], stems: dict[str, float]) -> float:
    """The score of what was found: its own, or that of its longest listed beginning."""
    if found in exact:
        return exact[found]
    ends = (found[:end] for end in range(min(len(found), names.LONGEST), 0, -1))
    return next((stems[part] for part in ends if part in stems), 0.0)


def _negated(text: str, start: int) -> tuple[bool, int]:
    """Whether a negation stands before `start`, and where."""
    left = max(0, start - _BEFORE)
    piece = max((cut.end() for cut in _BREAK.finditer(text, left, start)), default=left)
    words = list(_WORD.finditer(text, piece, start))[-REACH:]
    no = [word.start() for word in words if _NO.fullmatch(word[0])]
    return bool(no), no[-1] if no else -1


def _terms(lexicon: pd.DataFrame) -> tuple[dict[str, float], dict[str, float]]:
    """The terms as they are listed, and those that stand for any ending, by score."""
    rows = [
        (names.as_listed(term.lower()), score)
        for term, score in zip(lexicon["term"], lexicon["score"], strict=True)
    ]
    return (
        {term: score for term, score in rows if not term.endswith("*")},
        {term[:-1]: score for term, score in rows if term.endswith("*")},
    )


def _csv_rows(path: Path) -> Iterator[tuple[str, float, str]]:
    """The terms of a CSV file, scaled so that the strongest has STRONGEST."""
    try:
        head = path.read_text("utf-8-sig").partition("\n")[0]
        separator = max(",;\t", key=head.count)
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig", sep=separator)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not UTF-8 text: save it as CSV UTF-8") from error
    except ValueError as error:  # pandas' parser errors among them
        raise ValueError(f"{path.name} is not a CSV file with the columns term and score") from error
    table.columns = [str(name).strip().lower() for name in table.columns]
    if missing := [name for name in ("term", "score") if name not in table.columns]:
        raise ValueError(f"{path.name} has no column {missing[0]!r}; its columns are {list(table.columns)}")
    number = pd.to_numeric(table["score"].str.strip(), errors="coerce")
    wrong = number.isna() | ~number.abs().lt(math.inf)
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(
            f"{path.name}, row {row + 2}: the score {table['score'].iloc[row]!r} is not a number"
        )
    scale = STRONGEST / (number.abs().max() or 1.0)
    for row, (term, score) in enumerate(zip(table["term"], number * scale, strict=True), start=2):
        yield _checked(term, f"{path.name}, row {row}"), round(score, 6), ""


def _yaml_rows(path: Path) -> Iterator[tuple[str, float, str]]:
    """The terms of a YAML file of lists: 1 and -1, on the scale of STRONGEST words in four."""
    try:
        content = yaml.load(path.read_text("utf-8-sig"), yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not UTF-8 text: save it as UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(f"{path.name} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(content, dict) or not {"positive", "negative"} <= set(content):
        raise ValueError(f"{path.name} needs the lists 'positive' and 'negative', as LSD2015 has them")
    if extra := sorted(map(str, set(content) - set(LISTS))):
        raise ValueError(f"{path.name} has an unknown list {extra[0]!r}; the lists are {list(LISTS)}")
    for name, terms in content.items():
        if not isinstance(terms, list):
            raise ValueError(f"{path.name}: {name!r} must be a list of terms")
        for term in terms:
            yield _checked(term, f"{path.name}, {name}"), LISTS[name] * STRONGEST / 2, name


def _checked(term: object, where: str) -> str:
    """A term in plain marks and small letters."""
    text = plain(term).lower() if isinstance(term, str) else ""
    if not 1 <= len(text) <= names.LONGEST or "*" in text[:-1] or text == "*":
        raise ValueError(
            f"{where}: the term {term!r} must be text of 1 to {names.LONGEST} characters, with a * only at "
            "its end (put it in quotation marks if it is a word such as no)"
        )
    return text
