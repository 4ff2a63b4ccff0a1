"""Concordance: every place where a query stands, with its context and voice."""

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import pandas as pd

COLUMNS = {
    "outlet": "str", "published": "str", "doc_id": "str", "passage_id": "str", "voice": "str",
    "speaker": "str", "left": "str", "match": "str", "right": "str", "start": "Int64", "end": "Int64",
}  # fmt: skip
CONTEXT = 60
SECONDS = 60.0  # for all matches of an expression: a sound one reads a million articles' paragraphs in less

# One sign for one sign, so that places stay what they are.
ALIKE = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "＇": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‐": "-",
        "‑": "-",
    }
    | {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\n": " ", "\r": " ", "\t": " "}
)
BETWEEN = (
    r"[\s\"'-]{1,4}"  # between the words of a phrase: blanks, hyphens, quotation marks; no stop or comma
)

How = Literal["words", "regex"]


def concordance(
    passages: pd.DataFrame,
    query: str | Sequence[str],
    *,
    how: How = "words",
    context: int = CONTEXT,
    case: bool = False,
    sort: str = "text",
    articles: pd.DataFrame | None = None,
    seconds: float = SECONDS,
) -> pd.DataFrame:
    """Every match of `query`: outlet, published, doc_id, passage_id, voice, speaker, left, match, right,
    start, end (in raw).

    `query`: a word or phrase in which `*` stands for any letters and `?` for one ("cooperat*", "win-win
    cooperation"), or several of them; with `how="regex"`, regular expressions of the package regex, whose
    grammar is that of Python's re. Curly and straight marks are the same, and so are capitals unless `case`.
    A match may run over the edge of a passage inside its paragraph, and belongs to the passage where it
    starts. `context`: signs of the paragraph on either side. `sort`: "text" (by doc_id and place), "left" (by
    the words before, last first), "right" (by match and what follows) or a column, of this table or of
    `articles`, which also give `published`; empty values come last.

    No match is an empty table. Raises ValueError for an empty query, an expression that is not valid or
    takes more than `seconds` on all paragraphs together (nested repeats, such as `(a+)+`, can take for ever),
    or an unknown `sort`.
    """
    columns = [*COLUMNS, *([] if articles is None else articles.columns)]
    if sort not in ("text", "left", "right", *columns):
        raise ValueError(
            f"sort is {sort!r}; it must be 'text', 'left', 'right' or one of {sorted(set(columns))}"
        )
    pattern, deadline = _compiled(query, how, case), time.monotonic() + seconds
    rows = [
        row for paragraph in _paragraphs(passages) for row in _matches(*paragraph, pattern, context, deadline)
    ]
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "published"])
    table = table.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    if articles is None:
        return _sorted(table, table.get(sort), sort)
    about = articles.set_index("doc_id")
    table["published"] = table["doc_id"].map(about["published"])
    own = sort in table or sort not in about
    return _sorted(table, table.get(sort) if own else table["doc_id"].map(about[sort]), sort)


def _compiled(query: str | Sequence[str], how: How, case: bool) -> Any:  # noqa: ANN401 - re's or regex's
    """One expression for all queries, longest first."""
    queries = [query] if isinstance(query, str) else list(query)
    asked = [query.strip() if how == "words" else query for query in queries]
    if not asked or not all(asked):
        raise ValueError("the query is empty; give a word, a phrase, or an expression with how='regex'")
    if how == "regex":
        return _expression(asked, case)
    parts = sorted(map(_words, asked), key=lambda part: (-len(part), part))
    return re.compile("|".join(f"(?:{part})" for part in parts), 0 if case else re.IGNORECASE)


def _expression(queries: list[str], case: bool) -> Any:  # noqa: ANN401
    """Expressions of a user, by the package whose matching can be timed."""
    import regex

    for query in queries:
        try:
            regex.compile(query)
        except (regex.error, RecursionError, OverflowError) as error:
            raise ValueError(
                f"{query!r} is not a regular expression ({error}); correct it, or search for it as it "
                "stands with how='words'"
            ) from error
    joined = "|".join(f"(?:{query.translate(ALIKE)})" for query in queries)
    return regex.compile(joined, regex.VERSION0 | (0 if case else regex.IGNORECASE))


def _words(query: str) -> str:
    """The expression of a word or a phrase with wildcards."""
    signs = {"*": r"\w{0,80}", "?": r"\w"}  # bounded, so that a hostile word costs little
    words = re.split(r"\s+", re.sub(r"\*+", "*", query.translate(ALIKE)))
    if not any(sign.isalnum() for sign in query):
        raise ValueError(f"the query {query!r} has no letter or digit; search for signs with how='regex'")
    spelled = ["".join(signs.get(sign) or re.escape(sign) for sign in word) for word in words]
    return rf"(?<!\w){BETWEEN.join(spelled)}(?!\w)"


def _paragraphs(passages: pd.DataFrame) -> Iterator[tuple[str, list[int], list[tuple]]]:
    """Text, starts and records of each paragraph's passages; what stands between passages is blank.

    Sign i of the text is sign `starts[0] + i` of raw.
    """
    wanted = ["doc_id", "kind", "paragraph", "start", "outlet", "passage_id", "voice", "speaker", "text"]
    ordered = passages.sort_values(["doc_id", "start"], kind="stable")[wanted].fillna({"paragraph": 0})
    group: list[tuple] = []
    for record in zip(*(ordered[column].tolist() for column in wanted), strict=True):
        if group and record[:3] != group[-1][:3]:
            yield _joined(group), [one[3] for one in group], group
            group = []
        group.append(record)
    if group:
        yield _joined(group), [one[3] for one in group], group


def _joined(group: list[tuple]) -> str:
    """The paragraph's text, blanks for the gaps."""
    parts: list[str] = []
    place = group[0][3]
    for record in group:
        parts += [" " * (record[3] - place), record[-1]]
        place = record[3] + len(record[-1])
    return "".join(parts)


def _matches(
    text: str,
    starts: list[int],
    group: list[tuple],
    pattern: Any,  # noqa: ANN401
    context: int,
    deadline: float,
) -> Iterator[tuple]:
    """Rows of one paragraph."""
    which = 0
    for start, end in _spans(pattern, text.translate(ALIKE), deadline):
        if start == end:
            continue
        while which + 1 < len(starts) and starts[which + 1] <= starts[0] + start:
            which += 1
        doc_id, _, _, _, outlet, passage_id, voice, speaker, _ = group[which]
        around = text[max(0, start - context) : start], text[start:end], text[end : end + context]
        yield outlet, doc_id, passage_id, voice, speaker, *around, starts[0] + start, starts[0] + end


def _spans(pattern: Any, flat: str, deadline: float) -> list[tuple[int, int]]:  # noqa: ANN401
    """Where an expression stands in a text, in the time that is left for it."""
    if isinstance(pattern, re.Pattern):
        return [found.span() for found in pattern.finditer(flat)]
    try:
        left = max(deadline - time.monotonic(), 0.001)
        return [found.span() for found in pattern.finditer(flat, timeout=left)]
    except TimeoutError:
        raise ValueError(
            f"the expression {pattern.pattern[3:-1]!r} takes too long; a repeat inside a repeat, such as "
            "(a+)+, is the usual reason: write it without"
        ) from None


def _sorted(table: pd.DataFrame, keys: pd.Series | None, sort: str) -> pd.DataFrame:
    """Rows in the order asked for, ties by place."""
    order = table.sort_values(["doc_id", "start"], kind="stable").index
    if sort == "left":
        keys = table["left"].str.casefold().map(lambda left: " ".join(reversed(re.findall(r"\w+", left))))
    elif sort == "right":
        keys = (table["match"] + table["right"]).str.casefold()
    if keys is not None and sort != "text":
        order = keys[order].sort_values(kind="stable", na_position="last").index
    return table.loc[order].reset_index(drop=True)
