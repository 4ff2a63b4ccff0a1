"""What lexicons are kept from hearing: names of targets, and expressions that news about politics turns."""

import functools
import re
from collections.abc import Iterable

import pandas as pd

from sourcewise.analysis import listed
from sourcewise.analysis import names as known
from sourcewise.analysis.marks import plain

MASK = "somename"  # known to no lexicon, no booster or negation, and long enough to end TextBlob's negation


def mask(
    sentences: Iterable[str], *, names: Iterable[str] = (), phrases: Iterable[str] | None = None
) -> list[str]:
    """The sentences as the lexicons read them: plain marks, a neutral word for each name and each expression.

    A name takes its article and a word for the state with it ("the Chinese government" is one word), so that
    any other name in its place gives the same sentence. Raises ValueError for one text in place of a list.
    """
    turned = _phrases(tuple(expressions()["phrase"] if phrases is None else as_list(phrases)))
    named = _names(tuple(as_list(names)))
    return [_in_case(turned.sub(MASK, named.sub(MASK, plain(sentence)))) for sentence in as_list(sentences)]


def as_list(texts: Iterable[str]) -> list[str]:
    """Texts as a list. Raises ValueError for one text in place of several."""
    if isinstance(texts, str):
        raise ValueError("sentences, names and phrases are lists of texts, [like, this], not one text")
    return list(texts)


def expressions() -> pd.DataFrame:
    """The expressions that are made neutral before scoring: `phrase`, `why`."""
    return pd.DataFrame(_read_expressions(), columns=["phrase", "why"]).astype("str")


@functools.cache
def _read_expressions() -> tuple[tuple[str, str], ...]:
    """The shipped expressions with their reasons."""
    parts = listed.shipped("expressions.yaml")
    return tuple((phrase, part["why"]) for part in parts for phrase in part["phrases"])


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
