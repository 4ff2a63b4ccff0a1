"""Concordance: every place where a query stands, with its context and voice."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import pandas as pd

COLUMNS = {
    "outlet": "str", "doc_id": "str", "passage_id": "str", "voice": "str", "speaker": "str", "left": "str",
    "match": "str", "right": "str", "start": "Int64", "end": "Int64",
}  # fmt: skip
CONTEXT = 60

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
) -> pd.DataFrame:
    """Every match of `query`: outlet, doc_id, passage_id, voice, speaker, left, match, right, start, end (in
    raw).

    `query`: a word or phrase in which `*` stands for any letters and `?` for one ("cooperat*", "win-win
    cooperation"), or several of them; with `how="regex"`, regular expressions as Python's. Curly and
    straight marks are the same, and so are capitals unless `case`. A match may run over the edge of a
    passage inside its paragraph, and belongs to the passage where it starts. `context`: signs of the
    paragraph on either side. `sort`: "text" (by doc_id and place), "left" (by the words before, last first),
    "right" (by match and what follows) or a column.

    No match is an empty table. Raises ValueError for an empty query, an expression that is not valid, or an
    unknown `sort`. An expression runs on one paragraph at a time; one with nested repeats, such as `(a+)+`,
    can take forever on a long one.
    """
    if sort not in ("text", "left", "right", *COLUMNS):
        raise ValueError(f"sort is {sort!r}; it must be 'text', 'left', 'right' or one of {list(COLUMNS)}")
    pattern = _compiled([query] if isinstance(query, str) else list(query), how, case)
    rows = [row for paragraph in _paragraphs(passages) for row in _matches(*paragraph, pattern, context)]
    return _sorted(pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS), sort)


def _compiled(queries: list[str], how: How, case: bool) -> re.Pattern[str]:
    """One expression for all queries, longest first."""
    asked = [query.strip() if how == "words" else query for query in queries]
    if not asked or not all(asked):
        raise ValueError("the query is empty; give a word, a phrase, or an expression with how='regex'")
    parts = [_checked(query) if how == "regex" else _words(query) for query in asked]
    joined = "|".join(f"(?:{part})" for part in sorted(parts, key=lambda part: (-len(part), part)))
    return re.compile(joined, 0 if case else re.IGNORECASE)


def _checked(query: str) -> str:
    """A regular expression that compiles."""
    try:
        re.compile(query)
    except re.error as error:
        raise ValueError(
            f"{query!r} is not a regular expression ({error}); correct it, or search for it as it "
            "stands with how='words'"
        ) from error
    return query.translate(ALIKE)


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
    text: str, starts: list[int], group: list[tuple], pattern: re.Pattern[str], context: int
) -> Iterator[tuple]:
    """Rows of one paragraph."""
    flat = text.translate(ALIKE)
    which = 0
    for match in pattern.finditer(flat):
        start, end = match.span()
        if start == end:
            continue
        while which + 1 < len(starts) and starts[which + 1] <= starts[0] + start:
            which += 1
        doc_id, _, _, _, outlet, passage_id, voice, speaker, _ = group[which]
        around = text[max(0, start - context) : start], text[start:end], text[end : end + context]
        yield outlet, doc_id, passage_id, voice, speaker, *around, starts[0] + start, starts[0] + end


def _sorted(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Rows in the order asked for, ties by place."""
    table = table.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)
    if sort == "text":
        return table
    if sort == "left":
        keys = table["left"].str.casefold().map(lambda left: " ".join(reversed(re.findall(r"\w+", left))))
    elif sort == "right":
        keys = (table["match"] + table["right"]).str.casefold()
    else:
        keys = table[sort]
    return table.loc[keys.sort_values(kind="stable", na_position="last").index].reset_index(drop=True)
