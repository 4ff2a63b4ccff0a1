"""Explorers for JupyterLab, a line each; where nobody can click, a sentence or a text stands instead.

What is set in one becomes parameters of a run: as text to copy, and in a file by a button.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from numpy.typing import ArrayLike

from sourcewise.analysis import terms
from sourcewise.corpus import tables as stored
from sourcewise.lab import twins
from sourcewise.lab.article import Article
from sourcewise.lab.coding import Coding
from sourcewise.lab.concordance import Concordance
from sourcewise.lab.sentiment import Sentiment
from sourcewise.lab.topics import Topics
from sourcewise.lab.words import Words
from sourcewise.publish import show
from sourcewise.publish.pages import marked

Tables = Mapping[str, pd.DataFrame]

__all__ = ["article", "coding", "concordance", "sentiment", "topics", "words"]


def concordance(run: Path | str, tables: Tables | None = None, *, query: str = "the") -> None:
    """Find words, phrases, patterns and expressions while one types, by outlet and voice.

    `tables`: those of the run's corpus; they are loaded where they are not given.
    """
    known = tables or _load(run, "articles", "passages")
    explorer = Concordance(run, known["passages"], known["articles"], query=query)
    twins.both(explorer.box, *explorer.twin())


def article(
    run: Path | str, tables: Tables | None = None, *, targets: Sequence[str] = (), doc_id: str | None = None
) -> None:
    """Read an article whole, with what was removed, quoted, reported and named as a target coloured in it.

    `doc_id`: the one that it opens with. Raises ValueError for a target that is not known.
    """
    known = tables or _load(run, "articles", *marked.PARTS)
    explorer = Article(run, known, names=list(targets), doc_id=doc_id)
    twins.both(explorer.box, *explorer.twin())


def words(
    run: Path | str,
    counts: terms.Counts,
    places: terms.Counts,
    groups: pd.Series | Mapping[str, str],
    passages: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    more_stopwords: Sequence[str] = (),
) -> None:
    """Words of two sources by rate; a click, or Enter, on one shows the passages that it was counted in.

    `counts` are by article, whose sources `groups` names; `places` are the same counts by passage.
    """
    explorer = Words(run, counts, places, groups, passages, articles, stopwords=list(more_stopwords))
    twins.both(explorer.box, *explorer.twin())


def topics(
    run: Path | str,
    names: pd.Series,
    by_topic: ArrayLike,
    words: ArrayLike,
    shares: ArrayLike,
    units: pd.DataFrame,
    *,
    proposed: pd.Series,
) -> None:
    """The words of each topic with their weights, the texts that are most about it, and a name to give it.

    `by_topic`: topics x words; `shares`: texts x topics; `proposed`: the names by which a run knows topics.
    """
    explorer = Topics(run, names, by_topic, words, shares, units, proposed=proposed)
    twins.both(explorer.box, *explorer.twin())


def sentiment(run: Path | str, mentioned: pd.DataFrame, *, abstain_below: float = 0.0) -> None:
    """Mentions of targets in their sentences, by source and voice, the strongest or the least sure first.

    `mentioned`: a table of `toward.score`.
    """
    explorer = Sentiment(run, mentioned, least=abstain_below)
    twins.both(explorer.box, *explorer.twin())


def coding(run: Path | str, *, coder: str = "") -> None:
    """A form for coding the run's blind sheet; what a coder fills in stands in RUN/coding/CODER.csv.

    `coder`: the name that the form opens with.
    """
    try:
        explorer = Coding(run, coder)
    except FileNotFoundError as error:
        show.say(f"{error}.")
    else:
        twins.both(explorer.box, *explorer.twin())


def _load(run: Path | str, *names: str) -> dict[str, pd.DataFrame]:
    """Tables of the run's corpus."""
    return {name: stored.load(name, Path(run) / "corpus") for name in names}
