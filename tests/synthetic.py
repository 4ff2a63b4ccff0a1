"""News corpora with a known truth, drawn as tables: the articles, their values, their counts of terms.

`draw` makes no text; `write` makes the files of a corpus that was drawn. Every part of a corpus has a stream
of random numbers of its own, so that what is added behind leaves what stands before as it was: one outlet
more changes no earlier article, and a planted tone changes no count.
"""

import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse
from synthetic_text import made_up, text, vocabulary, write

from sourcewise.corpus import tables

__all__ = ["Corpus", "Design", "Outlet", "Truth", "draw", "noise", "text", "vocabulary", "write"]

Shape = Literal["normal", "t3", "uniform", "exponential", "lognormal"]

EPOCH = np.datetime64("2024-01-01")  # day 0
SHORTEST = 20  # words of an article: below that no language is told
SENTENCE = 20  # words of a sentence
COMMONEST, FLAT, FALL = 60.0, 12.0, 1.2  # rate of term r = 0, 1, ...: 60 / (1 + r / 12) ** 1.2 in 10,000
CONCENTRATION = 8.0  # of the quoted share's beta: a mean of .25 has a standard deviation of .14
OWN = 0.8  # of the rate of a topic's terms: what comes with the topic
CHANGED = 0.25  # of a near copy's counted words: about 5 % of all
CELLS = 2_000_000  # of counts, drawn at once

_FIRST = ("Anna", "Boris", "Clara", "David", "Elena", "Frank", "Greta", "Henry", "Irene", "James", "Karen")
_Authors = tuple[np.ndarray, np.ndarray, np.ndarray]  # bylines, probabilities, effects
_ARTICLES, _TONE, _QUOTED, _AUTHORS, _TOPICS, _COUNTS, _COPIES, _CHANGES = range(8)  # streams of an outlet


@dataclass(frozen=True)
class Outlet:
    """How one outlet writes. `articles`: 1 or more.

    `words`: median length; `words_spread`: standard deviation of its natural log; no article has fewer than
    20 words. `tone`: mean of the tone, in standard deviations of an article's own noise; that has the form
    `shape` (mean 0, standard deviation 1; exponential and lognormal lean to the right) times `spread`.
    `quoted`: mean share of the words in quotation marks, 0-1. `authors`: 0 leaves every article unsigned;
    else each article's author is drawn, the k-th in proportion to 1/k. `stories`, `topics`: weights over the
    design's, of any sum; None: even. `start`: first day, 0 is 1 January 2024; `days`: how many. `planted`:
    term -> what its rate is multiplied by.
    """

    name: str
    articles: int
    _: KW_ONLY
    words: float = 500
    words_spread: float = 0.4
    spread: float = 1.0
    shape: Shape = "normal"
    tone: float = 0.0
    quoted: float = 0.25
    authors: int = 0
    stories: Sequence[float] | None = None
    start: int = 0
    days: int = 30
    planted: Mapping[str, float] = field(default_factory=dict)
    topics: Sequence[float] | None = None


@dataclass(frozen=True)
class Design:
    """What a corpus is drawn from; standard deviations are those of effects on an article's tone.

    `stories`: how many (0: the column is null); `story_sd`: of a story, the same in every outlet;
    `story_outlet_sd`: of a story in one outlet. `author_sd`: of an author; "random" effects have mean 0 over
    draws, so that outlets with few authors differ by luck; "centred" ones sum to 0 in each outlet, weighted
    by the probability of each author. `day_slope`: change of tone a day. `terms`: size of the vocabulary.
    `burst`: an article's rate of a term is multiplied by a value of mean 1 and variance 1/burst (a gamma, so
    that .3 is bursty and `math.inf` Poisson); `story_burst`: share of that variance (0-1) that all articles
    of a story have in common, in every outlet. `topics`: how many (0: none). `copies`, `near_copies`: share
    of the articles (0-1) that print an earlier one, word for word or with about 5 % of its words changed.
    """

    outlets: Sequence[Outlet]
    _: KW_ONLY
    stories: int = 0
    story_sd: float = 0.0
    story_outlet_sd: float = 0.0
    author_sd: float = 0.0
    author_effects: Literal["random", "centred"] = "random"
    day_slope: float = 0.0
    terms: int = 400
    burst: float = 1.0
    story_burst: float = 0.0
    topics: int = 0
    copies: float = 0.0
    near_copies: float = 0.0


@dataclass(frozen=True)
class Truth:
    """What was planted, for articles that are no copies: series and tables with a row an outlet.

    `tone`: mean over everything that is drawn; `tone_drawn`: given the effects of stories and authors that
    this corpus has drawn. `rates`, `rates_drawn` (given what its stories share): of each term in 10,000
    words. `topics`: mean shares, 0-1. `authors`: outlet, byline, weight (probability), effect.
    """

    tone: pd.Series
    tone_drawn: pd.Series
    rates: pd.DataFrame
    rates_drawn: pd.DataFrame
    topics: pd.DataFrame
    authors: pd.DataFrame


@dataclass(frozen=True)
class Corpus:
    """A drawn corpus; the rows of all parts are in the order of `articles`, which is that of their doc_ids.

    `articles`: columns of the project's table of that name. `values`, by doc_id: tone, quoted_share (0-1),
    length (words). `counts`: articles x terms; `terms` by alphabet, as `analysis.terms.Counts` has them;
    `words`: all of an article, counted or not. `topics`: articles x topics, shares. `origin`: row of the
    article that each prints (its own where it is no copy).
    """

    articles: pd.DataFrame
    values: pd.DataFrame
    counts: sparse.csr_matrix
    terms: np.ndarray
    words: np.ndarray
    topics: np.ndarray
    origin: np.ndarray
    truth: Truth
    seed: int


@dataclass(frozen=True)
class _Shared:
    """What all outlets have in common.

    `rates`: a word; `boosts`: topics x terms, and `story_words`: stories x terms, multiply them;
    `own_shape`: of the gamma that is an article's own.
    """

    terms: np.ndarray
    rates: np.ndarray
    boosts: np.ndarray
    story_tone: np.ndarray
    story_words: np.ndarray
    own_shape: float


@dataclass(frozen=True)
class _Part:
    """One outlet as drawn: `rows` has arrays with a value an article, `truth` its part of each of Truth's."""

    rows: dict[str, np.ndarray]
    counts: sparse.csr_matrix
    truth: dict[str, float | np.ndarray]
    authors: _Authors


def draw(design: Design, *, seed: int) -> Corpus:
    """Draw a corpus; the same design and seed (0 or more) give the same.

    Raises ValueError for a design that contradicts itself.
    """
    _check(design)
    shared = _share(design, seed)
    parts = [_part(design, shared, number, seed) for number in range(len(design.outlets))]
    rows = {name: np.concatenate([part.rows[name] for part in parts]) for name in parts[0].rows}
    counts = sparse.vstack([part.counts for part in parts], format="csr")
    origin, near = _origins(design, rows, seed)
    if design.copies or design.near_copies:
        counts = _change(counts[origin], parts, rows["outlet"], near, seed)
        printed = {name: rows[name][origin] for name in rows if name not in ("outlet", "day", "byline")}
        rows |= printed
    articles = _articles(design, rows, origin)
    values = pd.DataFrame(
        {"tone": rows["tone"], "quoted_share": rows["quoted"], "length": rows["words"].astype(float)},
        index=pd.Index(articles["doc_id"]),
    )
    truth = _truth(design, shared.terms, parts)
    return Corpus(articles, values, counts, shared.terms, rows["words"], rows["topics"], origin, truth, seed)


def noise(shape: Shape, n: int, rng: np.random.Generator) -> np.ndarray:
    """`n` values of mean 0 and standard deviation 1."""
    if shape == "normal":
        return rng.standard_normal(n)
    if shape == "t3":
        return rng.standard_t(3, n) / math.sqrt(3)
    if shape == "uniform":
        return rng.uniform(-math.sqrt(3), math.sqrt(3), n)
    if shape == "exponential":
        return rng.standard_exponential(n) - 1
    if shape == "lognormal":
        return (rng.lognormal(size=n) - math.exp(0.5)) / math.sqrt((math.e - 1) * math.e)
    raise ValueError(f"shape is {shape!r}; it must be normal, t3, uniform, exponential or lognormal")


def _rng(seed: int, *part: int) -> np.random.Generator:
    """The stream of one part: (0,) is of what all outlets share, (1 + outlet, what) an outlet's own."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=part))


def _check(design: Design) -> None:
    """Raise ValueError, with what would be right, where the parts of a design do not fit."""
    names = [outlet.name for outlet in design.outlets]
    if not names or len(set(names)) < len(names) or min(o.articles for o in design.outlets) < 1:
        raise ValueError(f"the outlets are {names}; each needs a name of its own and an article or more")
    if not design.stories and (design.story_sd or design.story_outlet_sd or design.story_burst):
        raise ValueError("stories have effects but there are none; set stories to 1 or more")
    if design.author_effects not in ("random", "centred"):
        raise ValueError(f"author_effects is {design.author_effects!r}; it must be 'random' or 'centred'")
    if not 0 <= design.copies + design.near_copies < 1 or not 0 <= design.story_burst <= 1:
        raise ValueError("copies and near_copies must lie below 1 together, and story_burst between 0 and 1")
    for outlet in design.outlets:
        if strange := sorted(set(outlet.planted) - set(_zipf(design.terms)[0])):
            raise ValueError(f"{outlet.name} has {strange[0]!r} planted, which is no term of vocabulary()")


@functools.cache
def _zipf(n: int) -> tuple[np.ndarray, np.ndarray]:
    """The terms by alphabet, and the rate of each a word."""
    words = np.array(vocabulary(n), dtype=object)
    order = np.argsort(words)
    terms, rates = words[order], COMMONEST / 1e4 / (1 + order / FLAT) ** FALL
    terms.setflags(write=False)
    rates.setflags(write=False)
    return terms, rates


def _share(design: Design, seed: int) -> _Shared:
    """Draw what all outlets have in common."""
    terms, rates = _zipf(design.terms)
    rng = _rng(seed, 0)
    story_tone = rng.normal(0, design.story_sd, design.stories)
    variance = 1 / design.burst
    of_story = variance * design.story_burst
    own = (1 + variance) / (1 + of_story) - 1  # so that the product of both multipliers has `variance`
    story_words = np.ones((design.stories, design.terms if of_story else 1))
    if of_story:
        story_words = rng.standard_gamma(1 / of_story, story_words.shape) * of_story
    rank = np.argsort(np.argsort(-rates))
    owns = np.arange(design.topics)[:, None] == rank % max(design.topics, 1)  # frequent terms and rare
    boosts = 1 - OWN + OWN * design.topics * owns
    return _Shared(terms, rates, boosts, story_tone, story_words, 1 / own if own > 1e-9 else math.inf)


def _part(design: Design, shared: _Shared, number: int, seed: int) -> _Part:
    """Draw one outlet."""
    outlet, stream = design.outlets[number], functools.partial(_rng, seed, 1 + number)
    of_story = _weights(outlet.stories, design.stories, f"{outlet.name}'s stories")
    of_topic = _weights(outlet.topics, design.topics, f"{outlet.name}'s topics")
    authors, rng = _authors(design, number, stream(_AUTHORS)), stream(_TONE)
    in_story = shared.story_tone + rng.normal(0, design.story_outlet_sd, design.stories)
    rows = _facts(design, outlet, of_story, authors, stream(_ARTICLES))
    rows["outlet"] = np.full(outlet.articles, number)
    rows["tone"] = _tone(design, outlet, rows, in_story, authors[2], rng)
    rows["quoted"] = _quoted(outlet, stream(_QUOTED))
    rows["topics"] = _topics(of_topic, outlet.articles, stream(_TOPICS))
    rates = shared.rates.copy()
    rates[np.searchsorted(shared.terms, list(outlet.planted))] *= list(outlet.planted.values())
    counts = _counts(shared, rates, rows, stream(_COUNTS))
    rows["words"] = np.maximum(rows["words"], 2 * np.asarray(counts.sum(axis=1)).ravel())  # room for the rest
    mean = outlet.tone + design.day_slope * (outlet.start + (outlet.days - 1) / 2)
    rates = 1e4 * rates * (of_topic @ shared.boosts if design.topics else 1)
    truth = {
        "tone": mean,
        "tone_drawn": mean + of_story @ in_story + authors[1] @ authors[2],
        "rates": rates,
        "rates_drawn": rates * (of_story @ shared.story_words if design.stories else 1),
        "topics": of_topic,
    }
    return _Part(rows, counts, truth, authors)


def _facts(
    design: Design, outlet: Outlet, of_story: np.ndarray, authors: _Authors, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Day, length, story (-1: none), author and byline of each article."""
    n = outlet.articles
    day = outlet.start + rng.integers(outlet.days, size=n)
    words = np.rint(np.exp(rng.normal(math.log(outlet.words), outlet.words_spread, n))).astype(np.int64)
    author = rng.choice(len(authors[0]), n, p=authors[1])
    story = rng.choice(design.stories, n, p=of_story) if design.stories else np.full(n, -1)
    words = np.maximum(words, SHORTEST)
    return {"day": day, "words": words, "story": story, "author": author, "byline": authors[0][author]}


def _authors(design: Design, number: int, rng: np.random.Generator) -> _Authors:
    """An outlet's authors: bylines, probabilities, effects; an unsigned outlet has one, who is null."""
    n = design.outlets[number].authors
    if not n:
        return np.array([None], dtype=object), np.ones(1), np.zeros(1)
    pairs = [(number + k) * (number + k + 1) // 2 + k for k in range(n)]  # each outlet's and author's own
    names = [f"{_FIRST[pair % len(_FIRST)]} {made_up(pair).capitalize()}" for pair in pairs]
    weight = 1 / np.arange(1, n + 1)
    weight /= weight.sum()
    effect = rng.normal(0, design.author_sd, n)
    if design.author_effects == "centred":
        effect -= weight @ effect
    return np.array(names, dtype=object), weight, effect


def _tone(
    design: Design,
    outlet: Outlet,
    rows: Mapping[str, np.ndarray],
    in_story: np.ndarray,
    of_author: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """The tone of an outlet's articles."""
    tone = outlet.tone + outlet.spread * noise(outlet.shape, outlet.articles, rng)
    tone += design.day_slope * rows["day"] + of_author[rows["author"]]
    return tone + in_story[rows["story"]] if design.stories else tone


def _quoted(outlet: Outlet, rng: np.random.Generator) -> np.ndarray:
    """The quoted share of an outlet's articles, from a beta; 0 and 1 are certain."""
    if outlet.quoted in (0, 1):
        return np.full(outlet.articles, float(outlet.quoted))
    return rng.beta(CONCENTRATION * outlet.quoted, CONCENTRATION * (1 - outlet.quoted), outlet.articles)


def _topics(weights: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """Shares of the topics in `n` articles, uneven in each and in the mean as their weights."""
    drawn = rng.standard_gamma(weights, (n, len(weights)))
    return drawn / drawn.sum(axis=1, keepdims=True)


def _counts(
    shared: _Shared, rates: np.ndarray, rows: Mapping[str, np.ndarray], rng: np.random.Generator
) -> sparse.csr_matrix:
    """Counts of an outlet's articles x terms, a block of articles at a time."""
    blocks, step = [], max(1, CELLS // len(rates))
    for at in range(0, len(rows["words"]), step):
        words, topics, story = (rows[name][at : at + step] for name in ("words", "topics", "story"))
        mean = words[:, None] * rates
        if len(shared.boosts):
            mean *= topics @ shared.boosts
        if len(shared.story_words):
            mean *= shared.story_words[story]
        if math.isfinite(shared.own_shape):
            mean *= rng.standard_gamma(shared.own_shape, mean.shape) / shared.own_shape
        blocks.append(sparse.csr_matrix(rng.poisson(mean)))
    return sparse.vstack(blocks, format="csr")


def _weights(given: Sequence[float] | None, n: int, what: str) -> np.ndarray:
    """Weights that sum to 1. Raises ValueError where there is not one for each of `n`."""
    weights = np.ones(n) if given is None else np.asarray(given, dtype=float)
    if len(weights) != n or (n and not (weights.min() >= 0 and weights.sum() > 0)):
        raise ValueError(f"{what} have the weights {given}; give {n}, of 0 or more and not all 0")
    return weights / weights.sum() if n else weights


def _origins(design: Design, rows: Mapping[str, np.ndarray], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The row that each article prints (its own for most), and which are near copies.

    A copy's original stands in its own outlet or one before it, and came out earlier, or the same day in an
    earlier row; where there is none the article stays an original.
    """
    n, outlet = len(rows["day"]), rows["outlet"]
    sizes = enumerate(np.bincount(outlet))
    chance, which = np.hstack([_rng(seed, 1 + number, _COPIES).random((2, size)) for number, size in sizes])
    copied, origin = chance < design.copies + design.near_copies, np.arange(n)
    order = np.lexsort((origin, rows["day"]))
    place = np.argsort(order)  # in order of time
    for number in np.unique(outlet[copied]):
        pool = order[~copied[order] & (outlet[order] <= number)]
        mine = np.flatnonzero(copied & (outlet == number))
        earlier = np.searchsorted(place[pool], place[mine])
        mine, earlier = mine[earlier > 0], earlier[earlier > 0]
        origin[mine] = pool[(which[mine] * earlier).astype(int)]
    return origin, (origin != np.arange(n)) & (chance >= design.copies)


def _change(
    counts: sparse.csr_matrix, parts: Sequence[_Part], outlet: np.ndarray, near: np.ndarray, seed: int
) -> sparse.csr_matrix:
    """Counts whose near copies have other terms in the place of some."""
    for number, part in enumerate(parts):
        mine = np.flatnonzero(near & (outlet == number))
        rng, rates = _rng(seed, 1 + number, _CHANGES), part.truth["rates"]
        gone = rng.binomial(counts[mine].toarray(), CHANGED)
        come = rng.multinomial(gone.sum(axis=1), rates / rates.sum())
        into = sparse.csr_matrix(
            (np.ones(len(mine), int), (mine, np.arange(len(mine)))), (len(near), len(mine))
        )
        counts = counts + into @ sparse.csr_matrix(come - gone)
    counts.eliminate_zeros()
    counts.sort_indices()  # a text takes its terms in this order
    return counts


def _articles(design: Design, rows: Mapping[str, np.ndarray], origin: np.ndarray) -> pd.DataFrame:
    """The columns of the articles table that can be known without a text."""
    names = [outlet.name for outlet in design.outlets]
    slugs = [re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in names]
    sizes = [outlet.articles for outlet in design.outlets]
    doc_id = np.array([f"{o:03d}_{slugs[o]}_{i:05d}" for o, size in enumerate(sizes) for i in range(size)])
    stories = np.array([f"story-{number + 1:03d}" for number in range(design.stories)] + [None], dtype=object)
    cluster = np.full(len(origin), None, dtype=object)
    copied = np.bincount(origin, minlength=len(origin))[origin] > 1
    cluster[copied] = [f"d:{doc}" for doc in doc_id[origin[copied]]]
    columns = {
        "doc_id": doc_id,
        "outlet": np.array(names, dtype=object)[rows["outlet"]],
        "published": np.datetime_as_string(EPOCH + rows["day"]),
        "byline": rows["byline"],
        "genre": np.full(len(origin), "news"),
        "language": np.full(len(origin), "en"),
        "story": stories[rows["story"]],
        "n_words": rows["words"],
        "n_sentences": np.maximum(1, np.rint(rows["words"] / SENTENCE)).astype(np.int64),
        "duplicate_cluster": cluster,
    }
    dtypes = tables.COLUMNS["articles"]
    return pd.DataFrame({name: pd.array(given, dtype=dtypes[name]) for name, given in columns.items()})


def _truth(design: Design, terms: np.ndarray, parts: Sequence[_Part]) -> Truth:
    """What was planted, of all outlets."""
    names = pd.Index([outlet.name for outlet in design.outlets], name="outlet")
    tables_ = {name: np.array([part.truth[name] for part in parts]) for name in parts[0].truth}
    columns = _columns(len(terms))
    authors = [
        (name, *one)
        for name, part in zip(names, parts, strict=True)
        for one in zip(*part.authors, strict=True)
        if one[0]
    ]
    return Truth(
        tone=pd.Series(tables_["tone"], names, name="tone"),
        tone_drawn=pd.Series(tables_["tone_drawn"], names, name="tone_drawn"),
        rates=pd.DataFrame(tables_["rates"], names, columns),
        rates_drawn=pd.DataFrame(tables_["rates_drawn"], names, columns),
        topics=pd.DataFrame(tables_["topics"], names),
        authors=pd.DataFrame(authors, columns=["outlet", "byline", "weight", "effect"]),
    )


@functools.cache
def _columns(n: int) -> pd.Index:
    """The terms as columns of a table."""
    return pd.Index(_zipf(n)[0], name="term")
