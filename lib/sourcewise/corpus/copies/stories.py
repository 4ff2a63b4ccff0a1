"""Stories: articles of different outlets on one event, proposed from dates, names and words.

A proposal is for the researcher to correct, and leans to leaving out: a wrong story makes two events look
like two ways to tell one.
"""

import functools
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.corpus import tables

DAYS = 3  # between the first and the last article of a story
SIMILARITY = 0.35  # of two articles of different outlets that begin a story or join one
A_DAY = 0.1  # of their similarity, that two articles lose by every day between them
WITHIN = 0.8  # of SIMILARITY: what any two articles of a story have at least
LEAD = 1_500  # characters of an article that say what it is about
NAME, HEADLINE = 2, 2  # how often a capitalised word counts, and a word of the headline
COMMON = 0.2  # of the articles: a word that more of them have tells none apart
BLOCK = 500  # articles compared at once with those of the days that follow
TERMS = 5  # words that show what a story is about

COLUMNS = ("doc_id", "story", "similarity", "terms")

_WORD = re.compile(r"[^\W\d_][\w’'-]+|\d[\d,.]*\d")
_OWNER = re.compile(r"[’']s$")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_SHOWN = 100  # characters of an article that has no headline


def propose(
    articles: pd.DataFrame,
    texts: Iterable[pd.DataFrame],
    *,
    days: int = DAYS,
    similarity: float = SIMILARITY,
    lead: int = LEAD,
) -> pd.DataFrame:
    """A row an article that is in a story: doc_id, story (the earliest article's doc_id), similarity (to the
    nearest article of another outlet in it, 0-1), terms (what they share, separated by blanks).

    `articles`: doc_id, outlet, published, and where there are any headline and duplicate_cluster. `texts`
    (doc_id, text) come part by part and are not held. Two articles are compared where their outlets are known
    and differ and at most `days` lie between their dates; the measure is the cosine of headline and first
    `lead` characters by tf-idf, names counted twice, less a tenth for every day between them. From
    `similarity` on they are a pair. Stories are grown from the most similar pair on, as long as all their
    articles lie within `days` and any two have WITHIN of `similarity` at least. An article without a day is
    in no story: without a date, reports of events that come again cannot be told apart. Copies count once:
    the earliest stands for all, and they follow it. Raises ValueError for a similarity outside 0-1 or a
    negative number of days.
    """
    if not 0 < similarity <= 1:
        raise ValueError(f"similarity is {similarity}; it must lie above 0 and not above 1, such as 0.35")
    if days < 0:
        raise ValueError(f"days is {days}; it must be 0 or more, such as 3")
    dated = _dated(articles)
    alone = dated.drop_duplicates("copy").reset_index(drop=True)
    matrix, words = _features(alone, texts, articles, lead)
    near = _near(matrix, alone["day"].to_numpy(), days, similarity * WITHIN)
    groups = _groups(near, alone, days, similarity)
    rows = [row for group in groups for row in _rows(group, alone, near, _terms(matrix, words, group))]
    found = pd.DataFrame(rows, columns=["copy", *COLUMNS[1:]])
    return (
        dated[["doc_id", "copy"]]
        .merge(found, on="copy")[list(COLUMNS)]
        .sort_values(["story", "doc_id"], ignore_index=True)
    )


def table(proposed: pd.DataFrame, articles: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    """What a researcher edits: file, story, about (the story's first headline), outlet, published, headline,
    similarity, terms; by story and date. The columns file and story can be copied into the sidecar.

    Texts that a spreadsheet would take for a formula begin with an apostrophe.
    """
    known = articles.merge(texts[["doc_id", "text"]], on="doc_id")
    known["headline"] = known["headline"].fillna(known["text"].map(_opening)).map(_plain)
    rows = proposed.merge(known.drop(columns="story", errors="ignore"), on="doc_id")
    rows = rows.sort_values(["story", "published", "doc_id"], ignore_index=True)
    rows["about"] = rows["story"].map(known.set_index("doc_id")["headline"])
    rows["terms"] = rows["terms"].map(_plain)
    return rows[["file", "story", "about", "outlet", "published", "headline", "similarity", "terms"]]


def _dated(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles of known outlets with a day, from the earliest on: doc_id, outlet, day, copy."""
    day = pd.to_datetime(articles["published"].str[:10], format="%Y-%m-%d", errors="coerce")
    cluster = articles.get("duplicate_cluster", pd.Series(index=articles.index, dtype="str"))
    found = pd.DataFrame(
        {
            "doc_id": articles["doc_id"], "outlet": articles["outlet"],
            "day": day.dt.as_unit("s").astype("int64") // 86_400,
            "copy": "cluster " + cluster,
        }
    )  # fmt: skip
    found["copy"] = found["copy"].fillna("article " + found["doc_id"])
    known = day.notna() & ~found["outlet"].str.startswith(tables.UNKNOWN, na=True).astype(bool)
    return found[known].sort_values(["day", "doc_id"], ignore_index=True)


def _features(
    alone: pd.DataFrame, texts: Iterable[pd.DataFrame], articles: pd.DataFrame, lead: int
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Articles x words, tf-idf of length 1; and the words. Words of one article count only for its length."""
    matrix, words, docs = _counts(alone, texts, articles, lead)
    articles_with = np.bincount(matrix.indices, minlength=len(words))
    weight = np.log(len(alone) / np.maximum(articles_with, 1)).astype(np.float32)
    np.log(matrix.data, out=matrix.data)
    matrix.data += 1
    matrix.data *= weight[matrix.indices]
    squares = sparse.csr_matrix((matrix.data**2, matrix.indices, matrix.indptr), shape=matrix.shape)
    length = np.sqrt(squares @ np.ones(len(words), dtype=np.float32))
    matrix.data /= np.repeat(np.where(length > 0, length, np.float32(1)), np.diff(matrix.indptr))
    used = np.flatnonzero((articles_with > 1) & (articles_with <= max(COMMON * len(alone), 2)))
    used = used[np.argsort(words[used])]
    return matrix[:, used][pd.Index(docs).get_indexer(alone["doc_id"])], words[used]


def _counts(
    alone: pd.DataFrame, texts: Iterable[pd.DataFrame], articles: pd.DataFrame, lead: int
) -> tuple[sparse.csr_matrix, np.ndarray, list[str]]:
    """Articles x words, how much each word counts; the words, and the articles, as they come."""
    lines = articles.get("headline", pd.Series(index=articles.index, dtype="str")).fillna("")
    headline = dict(zip(articles["doc_id"], lines, strict=True))
    weigh = functools.lru_cache(100_000)(_weigh)  # gone with this call, as its memory is
    column: dict[str, int] = {}
    docs: list[str] = []
    data, indices, starts = array("f"), array("i"), array("i", [0])
    for doc, text in _leads(alone["doc_id"], texts, lead):
        counts = _weights(headline[doc], text, weigh)
        indices.extend(column.setdefault(word, len(column)) for word in counts)
        data.extend(counts.values())
        starts.append(len(indices))
        docs.append(doc)
    cells = (np.frombuffer(data, np.float32), np.frombuffer(indices, np.int32), np.array(starts, np.int32))
    matrix = sparse.csr_matrix(cells, shape=(len(docs), len(column)))
    return matrix, np.array(list(column), dtype=object), docs


def _leads(docs: Iterable[str], texts: Iterable[pd.DataFrame], lead: int) -> Iterator[tuple[str, str]]:
    """Of these documents the beginning of the text, as they come; last those that have none."""
    left = dict.fromkeys(docs)
    for part in texts:
        for doc, text in zip(part["doc_id"].tolist(), part["text"].tolist(), strict=True):
            if doc in left:
                del left[doc]
                yield doc, text[:lead]
    for doc in left:
        yield doc, ""


def _weights(headline: str, text: str, weigh: Callable[[str], tuple[str, int]]) -> Counter[str]:
    """How much each word of an article counts; a headline that stands in the text is in both."""
    counts: Counter[str] = Counter()
    for part, times in ((headline, HEADLINE), (text, 1)):
        for word, often in Counter(_WORD.findall(part)).items():
            form, weight = weigh(word)
            counts[form] += times * often * weight
    return counts


def _weigh(word: str) -> tuple[str, int]:
    """The form in which a word is counted, and how much it counts."""
    word = _OWNER.sub("", word)
    return word.casefold(), NAME if word[0].isupper() else 1


def _near(
    matrix: sparse.csr_matrix, day: np.ndarray, days: int, least: float
) -> dict[tuple[int, int], float]:
    """Similarity, from `least` on, of pairs of articles at most `days` apart; `day` is sorted."""
    found: dict[tuple[int, int], float] = {}
    for begin, end, last in _blocks(day, days):
        product = (matrix[begin:end] @ matrix[begin:last].T).tocoo()
        apart = day[product.col + begin] - day[product.row + begin]
        value = product.data * np.maximum(1 - A_DAY * apart, 0)
        wanted = (value >= least) & (product.row < product.col) & (apart <= days)
        pairs = zip(*((side[wanted] + begin).tolist() for side in (product.row, product.col)), strict=True)
        found.update(zip(pairs, value[wanted].round(6).tolist(), strict=True))
    return found


def _blocks(day: np.ndarray, days: int) -> Iterator[tuple[int, int, int]]:
    """Blocks of up to BLOCK articles of a day: first, behind the last, behind the last to compare."""
    edges = [0, *(np.flatnonzero(np.diff(day)) + 1).tolist(), len(day)]
    for first, behind in pairwise(edges):
        last = int(np.searchsorted(day, day[first] + days, side="right")) if behind > first else first
        for begin in range(first, behind, BLOCK):
            yield begin, min(begin + BLOCK, behind), last


def _groups(
    near: dict[tuple[int, int], float], alone: pd.DataFrame, days: int, similarity: float
) -> list[list[int]]:
    """Stories: joined from the most similar pair on, where all their articles are near each other."""
    outlet, day = alone["outlet"].tolist(), alone["day"].tolist()
    pairs = [(a, b) for (a, b), value in near.items() if value >= similarity and outlet[a] != outlet[b]]
    member: dict[int, list[int]] = {}
    for a, b in sorted(pairs, key=lambda pair: (-near[pair], pair)):
        one, two = member.get(a, [a]), member.get(b, [b])
        if one is two:
            continue
        joined = sorted([*one, *two])
        crossing = all((min(i, j), max(i, j)) in near for i in one for j in two)
        if crossing and day[joined[-1]] - day[joined[0]] <= days:
            member.update(dict.fromkeys(joined, joined))
    return sorted({id(group): group for group in member.values()}.values())


def _rows(
    group: list[int], alone: pd.DataFrame, near: dict[tuple[int, int], float], terms: str
) -> Iterator[tuple[str, str, float, str]]:
    """A row an article of a story."""
    outlet = alone["outlet"]
    best: dict[int, float] = defaultdict(float)
    for a, b in combinations(group, 2):
        if outlet[a] != outlet[b]:
            for one in (a, b):
                best[one] = max(best[one], near[a, b])
    story = alone["doc_id"][group[0]]
    for one in group:
        yield alone["copy"][one], story, best[one], terms


def _terms(matrix: sparse.csr_matrix, words: np.ndarray, group: list[int]) -> str:
    """The words that weigh most of those that at least half of a story's articles have, two at least."""
    part = matrix[group].tocsc()
    weight = np.asarray(part.sum(axis=0)).ravel() * (part.getnnz(axis=0) >= max(2, len(group) / 2))
    top = np.argsort(-weight, kind="stable")[:TERMS]
    return " ".join(words[top[weight[top] > 0]])


def _opening(text: object) -> str:
    """The first words of a text in place of a headline."""
    line = " ".join(str(text)[: 2 * _SHOWN].split()) if isinstance(text, str) else ""
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _plain(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
