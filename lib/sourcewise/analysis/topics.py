"""Reading topics: their words, their names, what is near a tie. The models themselves are called in the
notebook.

`words` is topics x terms (probabilities, from `mixture.finish`), `shares` texts x topics, both without
negative values. Topics are numbered from 0.
"""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from sourcewise.analysis.modelling import coherence
from sourcewise.analysis.modelling.stability import heaviest, matched, stability
from sourcewise.analysis.modelling.units import check, how_many, to_try, units

__all__ = [
    "check", "how_many", "matched", "named", "near_tie", "reading", "score", "shares", "stability", "to_try",
    "top_words", "units",
]  # fmt: skip

NAME = 3  # words of a proposed name
LIFTED = 5  # fewest times that a word stands in all texts to be listed by lift: rarer ones are chance


def top_words(components: ArrayLike, terms: Sequence[str], n: int = 10) -> pd.DataFrame:
    """The `n` heaviest terms of each topic, weight 0 left out: `topic`, `rank` from 1, `term`, `weight`."""
    values = np.asarray(components, dtype="float64")
    if values.shape[1] != len(terms):
        raise ValueError(f"components have {values.shape[1]} terms and {len(terms)} are named")
    rows = [
        (topic, rank, terms[term], row[term])
        for topic, row in enumerate(values)
        for rank, term in enumerate(heaviest(row, n), 1)
    ]
    return pd.DataFrame(rows, columns=["topic", "rank", "term", "weight"]).astype({"term": "str"})


def reading(words: ArrayLike, terms: Sequence[str], counts: sparse.csr_matrix, n: int = 10) -> pd.DataFrame:
    """A row a topic: `topic`, `name`, and its first `n` words by `probability`, `frex` and `lift`.

    FREX is frequent and exclusive (weight .5; Airoldi and Bischof 2016); lift is how many times as probable
    as in all texts (Taddy 2012), of words that it makes likelier and that stand there five times or more
    (once or more, where fewer than `n` and fewer than half do).
    `name` proposes the three words of the highest `score`; equal ones of two topics get the topic's number.
    """
    values, known = np.asarray(words, dtype="float64"), np.asarray(terms, dtype=object)
    times, lift = np.asarray(counts.sum(axis=0)).ravel(), coherence.lift(values, counts)
    often = times >= LIFTED
    often = often if often.sum() >= min(n, len(often) / 2) else times > 0
    lifted = np.where((lift > 1) & often, lift, 0)
    ranked = {"probability": values, "frex": coherence.frex(values, weight=0.5), "lift": lifted}
    table = pd.DataFrame({"topic": range(len(values)), "name": _listed(score(values), known, NAME)})
    twice = table["name"].duplicated(keep=False)
    table.loc[twice, "name"] += " (" + table["topic"].astype("str") + ")"
    return table.assign(**{kind: _listed(of, known, n) for kind, of in ranked.items()})


def score(words: ArrayLike) -> np.ndarray:
    """Words that are likely in a topic and in few others: p log(p / geometric mean over topics) (Chang
    2010).
    """
    values = np.asarray(words, dtype="float64")
    logs = np.log(np.maximum(values, 1e-9))  # what notebooks round words to
    return values * (logs - logs.mean(axis=0)) if len(values) > 1 else values


def named(proposed: pd.Series, given: Sequence[str]) -> tuple[pd.Series, str]:
    """Names of the topics: those given as "proposed name = your name", else the proposed ones; and a
    sentence.

    A name is kept by the words of the proposed one, not by a number, since another run may order topics
    otherwise. Where no topic has just these words, it goes to the one topic that has most of them, two of
    three, if no other has as many; the sentence says so, and names those that fit no topic. Lines that are as
    they were proposed give no name. Raises ValueError for text without "=", and for a name given twice.
    """
    own = _pairs(given)
    places = _places(own, proposed)
    names = proposed.copy()
    for old, place in places.items():
        names[place] = own[old]
    if names.duplicated().any():
        raise ValueError(f"topic_names gives {names[names.duplicated()].iloc[0]!r} twice: each needs its own")
    if not own:
        return (
            names,
            "The names are proposed: three words of each topic, until a reader of its texts gives another.",
        )
    said = [f"{len(places)} of {len(names)} topics have the names that were given."]
    said += [
        f"“{own[old]}” was given to “{old}” and stands at “{proposed[place]}” now: read it again."
        for old, place in places.items()
        if _words(old) != _words(proposed[place])
    ]
    lost = [f"“{old}”" for old in sorted(set(own) - set(places))]
    return names, " ".join([*said, *([f"No topic here is {'; '.join(lost)}."] if lost else [])])


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """Your names by proposed name, without the lines that nobody has changed."""
    pairs = [tuple(part.strip() for part in text.partition("=")[::2]) for text in given]
    if wrong := [text for text, pair in zip(given, pairs, strict=True) if not all(pair)]:
        raise ValueError(f"topic_names holds {wrong[0]!r}; it must read 'proposed name = your name'")
    changed = list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))
    if len(dict(changed)) < len(changed) or len({new for _, new in changed}) < len(changed):
        raise ValueError("topic_names gives two topics one name, or one topic two: each needs its own")
    return dict(changed)


def _places(own: Iterable[str], proposed: pd.Series) -> dict[str, Hashable]:
    """Where the topics with the words of names stand: first those with all of them, then the nearest."""
    words = proposed.map(_words)
    same = {old: words.index[words == _words(old)] for old in own}
    found = {old: place[0] for old, place in same.items() if len(place)}
    free = words.drop(list(found.values()))
    near = {old: _nearest(_words(old), free) for old in own if old not in found}
    wanted = pd.Series(near, dtype=object).dropna()
    return found | wanted[~wanted.duplicated(keep=False)].to_dict()


def _nearest(words: frozenset[str], others: pd.Series) -> Hashable | None:
    """The one topic that shares most of the words."""
    shared = others.map(lambda other: len(words & other)).astype(int)
    best = shared.index[(shared == shared.max()) & (2 * shared > len(words))]
    return best[0] if len(best) == 1 else None


def _words(name: str) -> frozenset[str]:
    """The words of a proposed name, in whatever order."""
    return frozenset(part.strip() for part in name.split(","))


def shares(weights: ArrayLike) -> np.ndarray:
    """Weights as shares of their row, 0 to 1; a row without any topic stays 0."""
    values = np.asarray(weights, dtype="float64")
    total = values.sum(axis=1, keepdims=True)
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)


def near_tie(weights: ArrayLike, margin: float = 0.05) -> np.ndarray:
    """Which units have their first two topics within `margin` of share: they are about neither one more.

    A unit without any topic is a tie too. Other processors change the last digits of weights: so never name
    the first topic of a unit that is here.
    """
    values = np.sort(shares(weights), axis=1)
    return values[:, -1] - values[:, -2] <= margin if values.shape[1] > 1 else values[:, -1] == 0


def _listed(values: np.ndarray, terms: np.ndarray, n: int) -> list[str]:
    """The first `n` terms of each topic as one text; "no words" where it has none."""
    return [", ".join(terms[heaviest(row.round(9), n)]) or "no words" for row in values]
