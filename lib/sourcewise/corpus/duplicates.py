"""Copies: documents that print the same text, and paragraphs that are used again, exactly or nearly.

A word that changes here and there costs three runs: with 5 % of its words replaced a copy keeps a Jaccard of
about .75, with 10 % .57, with 17 % .40. Different articles on one event have under .15, or up to .3 where
they quote one speech, so that 0.4 finds reprints and light edits. Rewritten agency copy (a mean of .30 in
NEWS-COPY, Silcock et al. 2022) is mostly not found.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import pandas as pd

from sourcewise.corpus import alike, tables

THRESHOLD = 0.4  # Jaccard of two documents
REUSED = 0.7  # of the shorter paragraph's runs of words, those that the other has too
MIN_WORDS = 20  # of a paragraph


def find_duplicates(
    texts: pd.DataFrame,
    passages: pd.DataFrame,
    *,
    published: pd.Series | Mapping[str, str] | None = None,
    threshold: float = THRESHOLD,
    reused: float = REUSED,
    min_words: int = MIN_WORDS,
) -> pd.DataFrame:
    """Table `duplicates`: a row a member of each cluster of two or more copies; what has no copy is not in
    it.

    `texts`: doc_id, text. `passages`: the body passages give the paragraphs and their places in raw.
    `published`: doc_id to ISO date; a cluster's earliest member is first by date, then doc_id, then place,
    and names the cluster ("d:DOC_ID", "p:DOC_ID:START"). Clusters are chains, so that `jaccard` (to the
    earliest) may lie under the threshold.

    Documents are copies from a Jaccard of `threshold` on. Paragraphs of `min_words` words or more are reused
    when the share `reused` of the shorter one's runs is in the other, inside an article or across; a cluster
    that only repeats that its documents are copies is left out. Raises ValueError for a share outside 0-1,
    or a doc_id that comes twice.
    """
    for name, value in (("threshold", threshold), ("reused", reused)):
        if not 0 < value <= 1:
            raise ValueError(f"{name} is {value}; it must lie above 0 and not above 1, such as 0.4")
    if (again := texts["doc_id"].duplicated()).any():
        raise ValueError(f"table 'texts' has document {texts['doc_id'][again].iloc[0]!r} twice")
    dates = {
        doc: date for doc, date in dict({} if published is None else published).items() if pd.notna(date)
    }
    whole = texts[["doc_id", "text"]].dropna().itertuples(index=False, name=None)
    documents = sorted(((doc, 0, 0, text) for doc, text in whole), key=_earliest(dates))
    paragraphs = sorted(_paragraphs(passages), key=_earliest(dates))
    copies = alike.clusters([one[-1] for one in documents], threshold)
    parts = alike.clusters([one[-1] for one in paragraphs], reused, shorter=True, min_words=min_words)
    leaders = {documents[place][0]: documents[first][0] for place, first, _ in copies}
    rows = [
        {"cluster_id": f"d:{leaders[doc]}", "level": "document", "doc_id": doc, "jaccard": jaccard}
        for doc, jaccard in ((documents[place][0], jaccard) for place, _, jaccard in copies)
    ]
    return tables.frame("duplicates", [*rows, *_reused(paragraphs, parts, leaders)])


Text = tuple[str, int, int, str]  # doc_id, start, end, text


def _earliest(dates: Mapping[str, str]) -> Callable[[Text], tuple[bool, str, str, int]]:
    """Sort key: by date, those without one last, then doc_id and place, whatever the order of the input."""
    return lambda text: (dates.get(text[0]) is None, dates.get(text[0], ""), text[0], text[1])


def _paragraphs(passages: pd.DataFrame) -> Iterator[Text]:
    """The body's paragraphs, from the start of their first passage to the end of their last."""
    columns = ["doc_id", "paragraph", "start", "end", "text"]
    body = passages.loc[passages["kind"] == "body", columns].sort_values(["doc_id", "start"], kind="stable")
    body = body.fillna({"paragraph": 0})
    records = zip(*(body[column].tolist() for column in columns), strict=True)
    for (doc, _), group in groupby(records, key=lambda one: one[:2]):
        parts = list(group)
        yield doc, parts[0][2], max(one[3] for one in parts), " ".join(one[4] for one in parts)


def _reused(
    paragraphs: Sequence[Text], parts: Sequence[tuple[int, int, float]], leaders: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """Rows of reused paragraphs, less the clusters that only repeat that their documents are copies."""
    for first, group in groupby(parts, key=lambda one: one[1]):
        members = list(group)
        docs = [paragraphs[place][0] for place, _, _ in members]
        if len(set(docs)) == len(docs) and len({leaders.get(doc, doc) for doc in docs}) == 1:
            continue
        cluster = f"p:{paragraphs[first][0]}:{paragraphs[first][1]}"
        for place, _, jaccard in members:
            found = dict(zip(("doc_id", "start", "end"), paragraphs[place], strict=False))
            yield {"cluster_id": cluster, "level": "paragraph", **found, "jaccard": jaccard}
