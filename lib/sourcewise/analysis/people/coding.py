"""A sheet of mentions for people to code, drawn at random with known probabilities (`coded` reads it back).

The coders see a sentence and the target in it, not the outlet, the voice or any score. What was drawn, and
with which probability, stands in a key that they do not see.
"""

import functools
import hashlib
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from sourcewise.analysis import names
from sourcewise.analysis.said import counted
from sourcewise.analysis.tone import toward

SHEET = ["item", "target", "sentence", "label", "comment"]
MENTION = ["doc_id", "passage_id", "target", "start", "end"]
LEAST = 2  # of each stratum, so that its variance can be known

_OPEN, _CLOSE = "[[", "]]"


def draw(
    scored: pd.DataFrame,
    *,
    n: int,
    strata: Sequence[str] = ("outlet", "target", "predicted"),
    seed: int = 0,
) -> tuple[pd.DataFrame, str]:
    """The key of a sample of mentions, and a sentence on how it was drawn.

    `scored`: a table of `toward.score`. Of every stratum mentions are drawn at random without replacement, in
    proportion to the square root of its size (power allocation, Bankier 1988) and no fewer than 2; where n
    does not suffice, the last of the columns `strata` is left out, and so on. Columns: `item` (in random
    order), the mention's `doc_id`, `passage_id`, `target`, `start`, `end`, its `stratum`, `probability` of
    having been drawn (0 to 1) and `frame`, a mark of all mentions that could have been. Raises ValueError
    where there are no two mentions to draw.
    """
    if min(n, len(scored)) < LEAST:
        raise ValueError(f"a sample takes 2 mentions or more: {n} of {len(scored)} cannot be drawn")
    frame = scored.sort_values(MENTION, kind="stable")
    stratum, used = _strata(frame, list(strata), n)
    sizes = stratum.value_counts().sort_index()
    taken = _allocate(sizes, min(n, len(frame)))
    rng = np.random.default_rng(seed)
    places = stratum.reset_index(drop=True).groupby(stratum.to_numpy(), sort=True).groups
    rows = [row for name in sizes.index for row in rng.choice(places[name], taken[name], replace=False)]
    rows = rng.permutation(rows)
    drawn = stratum.iloc[rows]
    key = (
        frame[MENTION]
        .iloc[rows]
        .assign(
            item=np.arange(1, len(rows) + 1),
            stratum=drawn,
            probability=(taken / sizes).reindex(drawn).round(9).to_numpy(),
            frame=mark(scored),
        )
    )
    columns = ["item", *MENTION, "stratum", "probability", "frame"]
    return key[columns].reset_index(drop=True), _how(len(key), len(frame), len(sizes), used)


def sheet(key: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """What the coders get: `item`, `target`, `sentence`, and `label` and `comment`, both empty.

    The mention stands in [[ ]], outlets' names in the sentence as [outlet].
    """
    table = key[["item", "target"]].assign(sentence=_shown(key, passages), label="", comment="")
    return table[SHEET]


def mark(mentions: pd.DataFrame) -> str:
    """A short mark of a set of mentions: two sets have one mark where they are the same mentions."""
    rows = mentions[MENTION].sort_values(MENTION, kind="stable").to_csv(index=False, lineterminator="\n")
    return hashlib.sha256(rows.encode("utf-8", "replace")).hexdigest()[:16]


def _strata(frame: pd.DataFrame, columns: list[str], n: int) -> tuple[pd.Series, list[str]]:
    """The stratum of each mention, by as many of the columns as leave at least two for each."""
    while columns:
        parts = [frame[column].astype("str").fillna("none") for column in columns]
        names = functools.reduce(lambda left, right: left + " | " + right, parts)
        if LEAST * names.nunique() <= n:
            return names, columns
        columns = columns[:-1]
    return pd.Series("all", index=frame.index, dtype="str"), []


def _allocate(sizes: pd.Series, n: int) -> pd.Series:
    """How many of each stratum: by the root of its size, at least two, never more than there are."""
    taken = sizes.clip(upper=LEAST)
    while (left := n - taken.sum()) > 0:
        room = sizes - taken
        root = np.sqrt(sizes).where(room > 0, 0.0)
        more = np.minimum(np.floor(left * root / root.sum()).astype(int), room)
        if more.sum() == 0:  # the rest, one by one, to the largest
            more = pd.Series(0, index=sizes.index)
            more[root.sort_values(ascending=False, kind="stable").index[: min(left, (room > 0).sum())]] = 1
        taken = taken + more
    return taken


def _shown(chosen: pd.DataFrame, passages: pd.DataFrame) -> list[str]:
    """The sentences, the mention in brackets, the outlets' names hidden."""
    called = {re.sub(r"^the ", "", name, flags=re.IGNORECASE) for name in passages["outlet"].dropna()}
    outlets = names.pattern(called, flags=re.IGNORECASE)
    whole, places = toward.located(passages, chosen)
    shown = []
    for row, left, right in places:
        parts = (whole[row][:left], whole[row][left:right], whole[row][right:])
        before, after = (" ".join(outlets.sub("[outlet]", part).split()) for part in (parts[0], parts[2]))
        mention = " ".join(parts[1].split())
        gap = [" " if edge.isspace() else "" for edge in (parts[0][-1:] or "x", parts[2][:1] or "x")]
        shown.append(f"{before}{gap[0]}{_OPEN}{mention}{_CLOSE}{gap[1]}{after}")
    return shown


def _how(n: int, of: int, strata: int, used: list[str]) -> str:
    """How the sample was drawn, in a sentence."""
    by = f"{strata} strata by {', '.join(used)}" if used else "all mentions together"
    return (
        f"{counted(n, 'mention')} of {of:,} drawn at random from {by}, more of the large ones by the root of "
        "their size; each with its probability in the key."
    )
