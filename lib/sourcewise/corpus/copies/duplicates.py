"""Copies: documents that print the same text, and paragraphs that are used again, exactly or nearly.

A word that changes here and there costs three runs: with 5 % of its words replaced a copy keeps a Jaccard of
about .75, with 10 % .57, with 17 % .40. Different articles on one event have under .15, or up to .3 where
they quote one speech, so that 0.4 finds reprints and light edits. Rewritten agency copy (a mean of .30 in
NEWS-COPY, Silcock et al. 2022) is mostly not found. What was measured stands in docs/copies-and-stories.md.
"""

import itertools
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import pandas as pd

from sourcewise import memory
from sourcewise.corpus import tables
from sourcewise.corpus.copies import alike
from sourcewise.corpus.copies.kept import Kept, keep
from sourcewise.corpus.fields import agencies

THRESHOLD = 0.4  # Jaccard of two documents
REUSED = 0.7  # of the shorter paragraph's runs of words, those that the other has too
MIN_WORDS = 20  # of a paragraph
FURNITURE = 5  # articles of one outlet that print a paragraph, from which it says nothing of two of them


@dataclass(frozen=True)
class Texts:
    """Documents or paragraphs, from the earliest on: `names` of the documents, of each text the number of its
    document in `names`, its place in raw and, read when it is asked for, what it says.
    """

    names: list[str]
    document: np.ndarray
    start: np.ndarray
    end: np.ndarray
    text: Kept

    def name(self, place: int) -> str:
        """The document of a text."""
        return self.names[self.document[place]]


def find_duplicates(
    texts: Iterable[pd.DataFrame],
    passages: Iterable[pd.DataFrame],
    *,
    published: pd.Series | Mapping[str, str] | None = None,
    threshold: float = THRESHOLD,
    reused: float = REUSED,
    min_words: int = MIN_WORDS,
    scratch: Path | None = None,
) -> pd.DataFrame:
    """Table `duplicates`: a row a member of each cluster of two or more copies; what has no copy is not in
    it.

    `texts` (doc_id, text) and `passages` (the body passages give the paragraphs and their places in raw) come
    part by part, a document's rows in one part. `published`: doc_id to ISO date; a cluster's earliest member
    is first by date, then doc_id, then place, and names the cluster ("d:DOC_ID", "p:DOC_ID:START"). Every
    member is a copy of the earliest itself, so that copies of copies do not chain different texts together,
    and `jaccard` is to the earliest. The texts lie in files in the folder `scratch` while they are compared,
    or in memory where there is none.

    Documents are copies from a Jaccard of `threshold` on; two of one outlet must also be copies without the
    paragraphs that FURNITURE or more of its articles print. Paragraphs of `min_words` words or more are
    reused when the share `reused` of the shorter one's runs is in the other, inside an article or across; a
    cluster that only repeats that its documents are copies is left out, and a long paragraph that holds
    several others is in the cluster of each. Raises ValueError for a share outside 0-1, or a doc_id that
    comes twice.
    """
    for name, value in (("threshold", threshold), ("reused", reused)):
        if not 0 < value <= 1:
            raise ValueError(f"{name} is {value}; it must lie above 0 and not above 1, such as 0.4")
    dates = {
        doc: date for doc, date in dict({} if published is None else published).items() if pd.notna(date)
    }
    outlets: dict[str, str] = {}
    documents = _kept(map(_documents, texts), dates, scratch and scratch / "documents.arrow")
    if len(documents.names) < len(documents.document):
        again = Counter(documents.document.tolist()).most_common(1)[0][0]
        raise ValueError(f"table 'texts' has document {documents.names[again]!r} twice")
    bodies = (_paragraphs(part, outlets) for part in passages)
    paragraphs = _kept(bodies, dates, scratch and scratch / "paragraphs.arrow")
    copies = alike.clusters(documents.text, threshold, scratch=scratch)
    parts = alike.clusters(paragraphs.text, reused, shorter=True, min_words=min_words, scratch=scratch)
    copies = _without_furniture(documents, copies, paragraphs, parts, outlets, threshold)
    leaders = {documents.name(place): documents.name(first) for place, first, _ in copies}
    rows = [
        {"cluster_id": f"d:{leaders[doc]}", "level": "document", "doc_id": doc, "jaccard": jaccard}
        for doc, jaccard in ((documents.name(place), jaccard) for place, _, jaccard in copies)
    ]
    return tables.frame("duplicates", [*rows, *_reused(paragraphs, parts, leaders)])


Text = tuple[str, int, int, str]  # doc_id, start, end, text


def _kept(parts: Iterable[Iterable[Text]], dates: Mapping[str, str], file: Path | None) -> Texts:
    """Texts from the earliest on: by date, those without one last, then doc_id and place, whatever the order
    of the input.
    """
    numbers: dict[str, int] = {}
    places = array("q")

    def texts() -> Iterator[str]:
        for doc, start, end, text in itertools.chain.from_iterable(parts):
            places.extend((numbers.setdefault(doc, len(numbers)), start, end))
            yield text

    words = keep(texts(), file)
    memory.give_back()
    names = list(numbers)
    document, start, end = np.array(places, dtype=np.int64).reshape(-1, 3).T
    rank = np.empty(len(names), dtype=np.int64)
    rank[
        sorted(range(len(names)), key=lambda n: (names[n] not in dates, dates.get(names[n], ""), names[n]))
    ] = np.arange(len(names))
    order = np.lexsort((start, rank[document]))
    return Texts(names, document[order], start[order], end[order], words.sorted_by(order))


def _documents(texts: pd.DataFrame) -> Iterator[Text]:
    for doc, text in texts[["doc_id", "text"]].dropna().itertuples(index=False, name=None):
        yield doc, 0, 0, text


def _paragraphs(passages: pd.DataFrame, outlets: dict[str, str]) -> Iterator[Text]:
    """The body's paragraphs, from the start of their first passage to the end of their last; `outlets` learns
    whose they are.
    """
    outlets.update(zip(passages["doc_id"], passages["outlet"], strict=True))
    columns = ["doc_id", "paragraph", "start", "end", "text"]
    body = passages.loc[passages["kind"] == "body", columns].sort_values(["doc_id", "start"], kind="stable")
    body = body.fillna({"paragraph": 0})
    records = zip(*(body[column].tolist() for column in columns), strict=True)
    for (doc, _), group in groupby(records, key=lambda one: one[:2]):
        parts = list(group)
        yield doc, parts[0][2], max(one[3] for one in parts), " ".join(one[4] for one in parts)


def _reused(
    paragraphs: Texts, parts: Sequence[tuple[int, int, float]], leaders: Mapping[str, str]
) -> Iterator[dict[str, object]]:
    """Rows of reused paragraphs, less the clusters that only repeat that their documents are copies."""
    for first, group in groupby(parts, key=lambda one: one[1]):
        members = list(group)
        docs = [paragraphs.name(place) for place, _, _ in members]
        if len(set(docs)) == len(docs) and len({leaders.get(doc, doc) for doc in docs}) == 1:
            continue
        cluster = f"p:{paragraphs.name(first)}:{paragraphs.start[first]}"
        for (place, _, jaccard), doc in zip(members, docs, strict=True):
            span = {"start": int(paragraphs.start[place]), "end": int(paragraphs.end[place])}
            yield {"cluster_id": cluster, "level": "paragraph", "doc_id": doc, **span, "jaccard": jaccard}


def _without_furniture(
    documents: Texts,
    copies: Sequence[tuple[int, int, float]],
    paragraphs: Texts,
    parts: Sequence[tuple[int, int, float]],
    outlets: Mapping[str, str],
    threshold: float,
) -> list[tuple[int, int, float]]:
    """The copies less those that are so only by what their outlet prints again and again."""
    names = documents.name
    same = [
        (place, first)
        for place, first, jaccard in copies
        if jaccard < 1 and outlets.get(names(place)) == outlets.get(names(first)) is not None
    ]
    if not same:
        return list(copies)
    again = _furniture(paragraphs, parts, outlets)
    rest: dict[str, list[str]] = {names(place): [] for pair in same for place in pair}
    wanted = np.array([name in rest for name in paragraphs.names], dtype=bool)
    for number in np.flatnonzero(wanted[paragraphs.document]).tolist():
        if number not in again:
            rest[paragraphs.name(number)].append(paragraphs.text[number])
    texts = ["\n".join(rest[names(place)]) for pair in same for place in pair]
    near, _ = alike.compare(texts, np.arange(0, len(texts), 2), np.arange(1, len(texts), 2))
    wrong = {pair for pair, jaccard in zip(same, near.tolist(), strict=True) if jaccard < threshold}
    kept = [one for one in copies if one[:2] not in wrong]
    members = Counter(first for _, first, _ in kept)
    return [one for one in kept if members[one[1]] > 1]


def _furniture(
    paragraphs: Texts, parts: Sequence[tuple[int, int, float]], outlets: Mapping[str, str]
) -> set[int]:
    """Paragraphs that FURNITURE or more articles of their outlet print."""
    found: set[int] = set()
    for _, group in groupby(parts, key=lambda one: one[1]):
        members = [(place, paragraphs.name(place)) for place, _, _ in group]
        docs = Counter(outlets.get(doc) for doc in {doc for _, doc in members})
        found |= {place for place, doc in members if docs[outlets.get(doc)] >= FURNITURE}
    return found


def wire(duplicates: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The agency whose text a cluster of documents is, for each row of `duplicates`; null where it is none.

    Wire copy is a cluster of two outlets or more, of which a member states an agency in its text
    (`articles.agency`), or has one as its outlet. The one that most members name stands, of several the first
    in the alphabet. Outlets that are not known count for none.
    """
    by_doc = articles.set_index("doc_id")
    documents = duplicates[duplicates["level"] == "document"]
    outlet, stated = (documents["doc_id"].map(by_doc[name]) for name in ("outlet", "agency"))
    stated = stated.mask(stated.isin(agencies.BROADCASTERS))
    known = outlet.mask(outlet.str.startswith(tables.UNKNOWN, na=True).astype(bool))
    itself = known.where(known.map(_is_service))
    rows = pd.DataFrame(
        {"cluster": documents["cluster_id"], "outlet": known, "agency": stated.fillna(itself)}
    )
    names = {
        cluster: part["agency"].mode().iloc[0]
        for cluster, part in rows.groupby("cluster")
        if part["outlet"].nunique() > 1 and part["agency"].notna().any()
    }
    return duplicates["cluster_id"].map(names).astype("str").rename("agency")


def _is_service(name: object) -> bool:
    """Whether an outlet's name is that of an agency whose texts other outlets print."""
    return isinstance(name, str) and agencies.is_agency(name) and name not in agencies.BROADCASTERS
