"""Concordance: every place where a query stands, with its context and voice."""

import re
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from sourcewise.analysis.words import queries
from sourcewise.analysis.words.queries import How

COLUMNS = {
    "outlet": "str", "published": "str", "doc_id": "str", "passage_id": "str", "voice": "str",
    "speaker": "str", "left": "str", "match": "str", "right": "str", "start": "Int64", "end": "Int64",
}  # fmt: skip
CONTEXT = 60
AT_ONCE = 20_000  # passages
SECONDS = 60.0  # for all matches of an expression: a sound one reads a million articles' paragraphs in less

_OPENING, _CLOSING = frozenset("“\"‘'«„‚‹(["), frozenset("”\"’'»“›)]")


def concordance(
    passages: pd.DataFrame,
    query: str | Sequence[str],
    *,
    how: How = "words",
    context: int = CONTEXT,
    case: bool = False,
    sort: str = "text",
    articles: pd.DataFrame | None = None,
    texts: pd.DataFrame | None = None,
    seconds: float = SECONDS,
) -> pd.DataFrame:
    """Every match of `query`: outlet, published, doc_id, passage_id, voice, speaker, left, match, right,
    start, end (in raw).

    `query`: a word or phrase in which `*` stands for any letters and `?` for one ("cooperat*", "win-win
    cooperation"), or several of them; with `how="regex"`, regular expressions of the package regex, whose
    grammar is that of Python's re; `^` and `$` are the edges of a paragraph. Curly and straight marks are the
    same, and so are capitals unless `case` ("US" and "WHO" are never "us" and "who"). A match may run over
    the edge of a passage inside its paragraph, and belongs to the passage where it starts. `context`: signs
    of the paragraph on either side. `texts`, the table with the raw texts: all that is shown is a slice of
    raw, quotation marks too, for which blanks stand without it. `sort`: "text" (by doc_id and place), "left"
    (by the words before, last first), "right" (by match and what follows) or a column, of this table or of
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
    pattern, deadline = queries.compiled(query, how, case), time.monotonic() + seconds
    raws = None if texts is None else texts.set_index("doc_id")["raw"]
    rows = [
        row
        for text, group in _paragraphs(passages)
        for row in _matches(text, group, raws, pattern, context, deadline)
    ]
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "published"])
    table = table.reindex(columns=list(COLUMNS)).astype(COLUMNS)
    if articles is None:
        return _sorted(table, table.get(sort), sort)
    about = articles.set_index("doc_id")
    table["published"] = table["doc_id"].map(about["published"])
    own = sort in table or sort not in about
    return _sorted(table, table.get(sort) if own else table["doc_id"].map(about[sort]), sort)


def _paragraphs(passages: pd.DataFrame) -> Iterator[tuple[str, list[tuple]]]:
    """Text and records of each paragraph's passages; what stands between passages is blank.

    Sign i of the text is sign i of raw from the first passage's start on.
    """
    wanted = ["doc_id", "kind", "paragraph", "start", "outlet", "passage_id", "voice", "speaker", "text"]
    ordered = in_order(passages[wanted])
    for _, group in groupby(_records(ordered), key=itemgetter(0, 1, 2)):
        group = list(group)
        yield _joined(group), group


def in_order(passages: pd.DataFrame) -> pd.DataFrame:
    """The passages document by document, by where they start; a corpus's own order is kept as it is."""
    doc_id, start = passages["doc_id"], passages["start"].to_numpy(dtype="int64")
    new = (doc_id != doc_id.shift()).to_numpy()
    if new.sum() == doc_id.nunique() and (new[1:] | (start[1:] >= start[:-1])).all():
        return passages.reset_index(drop=True)
    return passages.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)


def _records(passages: pd.DataFrame) -> Iterator[tuple]:
    """The rows of a table, of which few are Python's own at a time."""
    for at in range(0, len(passages), AT_ONCE):
        part = passages.iloc[at : at + AT_ONCE].fillna({"paragraph": 0})
        yield from zip(*(part[column].tolist() for column in part), strict=True)


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
    group: list[tuple],
    raws: pd.Series | None,
    pattern: Any,  # noqa: ANN401 - re's or regex's
    context: int,
    deadline: float,
) -> Iterator[tuple]:
    """Rows of one paragraph."""
    begin, which = group[0][3], 0
    found = queries.spans(pattern, text, deadline)
    raw = raws.get(group[0][0]) if found and raws is not None else None
    shown, low = _shown(text, begin, raw)
    for start, end in found:
        while which + 1 < len(group) and group[which + 1][3] <= begin + start:
            which += 1
        doc_id, _, _, _, outlet, passage_id, voice, speaker, _ = group[which]
        a, b = begin + start - low, begin + end - low
        around = shown[max(0, a - context) : a], shown[a:b], shown[b : b + context]
        yield outlet, doc_id, passage_id, voice, speaker, *around, begin + start, begin + end


def _shown(text: str, begin: int, raw: str | None) -> tuple[str, int]:
    """A paragraph as it stands in raw, with the marks around it, and where that begins."""
    if raw is None:
        return text, begin
    low, high = begin, begin + len(text)
    while low and raw[low - 1] in _OPENING:
        low -= 1
    while high < len(raw) and raw[high] in _CLOSING:
        high += 1
    return raw[low:high], low


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
