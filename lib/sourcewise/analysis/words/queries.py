"""Queries: what a reader looks for, as an expression, and the text in the form in which it is looked for.

Curly and straight marks are the same, composed and decomposed letters too, and soft hyphens and zero-width
signs are not there; every place that is found is one of the text as it stands.
"""

import re
import time
import unicodedata
from collections.abc import Sequence
from typing import Any, Literal

from sourcewise.analysis.words.tokens import CAPITALS, INVISIBLE

How = Literal["words", "regex"]

_BETWEEN = (
    r"[\s\"'-]{1,4}"  # between the words of a phrase: blanks, hyphens, quotation marks; no stop or comma
)
# One sign for one sign, so that places stay what they are.
_MARKS = {
    **dict.fromkeys("’‘ʼ＇", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑–", "-"),
    **dict.fromkeys("\u00a0\u2009\u202f", " "),
}
QUERY = str.maketrans(_MARKS)
TEXT = str.maketrans(_MARKS | dict.fromkeys("\n\r\t", " "))
WITHOUT = dict.fromkeys(map(ord, INVISIBLE))
_ODD = re.compile(f"[{INVISIBLE}\u0300-\u036f]")
_CLUSTER = re.compile(f".[{INVISIBLE}\u0300-\u036f]*", re.DOTALL)


def compiled(query: str | Sequence[str], how: How, case: bool) -> Any:  # noqa: ANN401 - re's or regex's
    """One expression for all queries, the longest word first. Raises ValueError for what is none."""
    queries = [query] if isinstance(query, str) else list(query)
    asked = [query.strip() if how == "words" else query for query in queries]
    if not asked or not all(asked):
        raise ValueError("the query is empty; give a word, a phrase, or an expression with how='regex'")
    asked = [unicodedata.normalize("NFC", query).translate(QUERY) for query in asked]
    if how == "regex":
        return _expression(asked, case)
    parts = sorted(map(_phrase, asked), key=lambda part: (-len(part), part))
    return re.compile("|".join(f"(?:{part})" for part in parts), 0 if case else re.IGNORECASE)


def spans(pattern: Any, text: str, deadline: float) -> list[tuple[int, int]]:  # noqa: ANN401
    """Where an expression stands in `text`, in the time (of the monotonic clock) that is left for it; matches
    of no length are none. Raises ValueError where it takes longer.
    """
    flat, places = _flat(text)
    if isinstance(pattern, re.Pattern):
        found = [match.span() for match in pattern.finditer(flat)]
    else:
        found = _timed(pattern, flat, deadline)
    found = [(start, end) for start, end in found if start < end]
    return found if places is None else [(places[start][0], places[end - 1][1]) for start, end in found]


def _expression(queries: list[str], case: bool) -> Any:  # noqa: ANN401
    """Expressions of a user, by the package whose matching can be timed."""
    import regex

    flags = regex.VERSION0 | (0 if case else regex.IGNORECASE)
    # alternatives that each number their own groups; one alone may end in a comment
    joined = f"(?|{'|'.join(queries)})" if len(queries) > 1 else queries[0]
    for query in (*queries, joined):
        try:
            pattern = regex.compile(query, flags)
        except (regex.error, RecursionError, OverflowError, MemoryError) as error:
            raise ValueError(
                f"{query!r} is not a regular expression ({error}); correct it, or search for it as it "
                "stands with how='words'"
            ) from error
    return pattern


def _phrase(query: str) -> str:
    """The expression of a word or a phrase with wildcards."""
    query = re.sub(r"\*+", "*", query.translate(WITHOUT))
    if not any(sign.isalnum() for sign in query):
        raise ValueError(f"the query {query!r} has no letter or digit; search for signs with how='regex'")
    return rf"(?<!\w){_BETWEEN.join(map(_word, query.split()))}(?!\w)"


def _word(word: str) -> str:
    """The expression of one word; "US" and "us" are two, as they are where words are counted."""
    if word == "*":
        return r"\w[\w'-]{0,80}"
    if word in CAPITALS:
        return f"(?-i:{word})"
    signs = {"*": r"\w{0,80}", "?": r"\w"}  # bounded, so that a hostile word costs little
    spelled = "".join(signs.get(sign) or re.escape(sign) for sign in word)
    return rf"(?!(?-i:{word.upper()})(?!\w)){spelled}" if word.upper() in CAPITALS else spelled


def _flat(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """The text as it is searched, and where each of its signs begins and ends; None: sign by sign."""
    flat = text.translate(TEXT)
    if flat.isascii() or not _ODD.search(flat):
        return flat, None
    parts, places = [], []
    for found in _CLUSTER.finditer(flat):
        parts.append(unicodedata.normalize("NFC", found[0].translate(WITHOUT)))
        places += [found.span()] * len(parts[-1])
    return "".join(parts), places


def _timed(pattern: Any, flat: str, deadline: float) -> list[tuple[int, int]]:  # noqa: ANN401
    """Matches of a user's expression."""
    try:
        left = max(deadline - time.monotonic(), 0.001)
        return [match.span() for match in pattern.finditer(flat, timeout=left)]
    except TimeoutError:
        raise ValueError(
            f"the expression {pattern.pattern!r} takes too long; a repeat inside a repeat, such as (a+)+, is "
            "the usual reason: write it without"
        ) from None
