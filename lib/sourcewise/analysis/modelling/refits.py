"""How far the shares of topics hang on which articles the model was fitted to.

A model is fitted again to articles drawn with replacement, its topics are matched to the first model's, and
all texts are read with it. What an outlet's share then moves by is added to the interval that the articles
give.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from sourcewise.analysis.comparing.families import ALPHA
from sourcewise.analysis.modelling import mixture
from sourcewise.analysis.modelling.search import draw, fitted
from sourcewise.analysis.modelling.stability import matched
from sourcewise.spread import spread

Z = 1.959964  # of 95 %
MOVED = "No p: fitted to other articles, the model's topics move by as much."
HELD = "No p: with what the model moves by, the interval holds 0."


def refit(
    model: Any,  # noqa: ANN401
    features: sparse.csr_matrix,
    counts: sparse.csr_matrix,
    words: ArrayLike,
    *,
    groups: ArrayLike,
    seeds: Sequence[int],
    jobs: int = 1,
) -> list[np.ndarray]:
    """Shares of all units, texts x topics, by each refit, in the order of the topics in `words`.

    `model`: unfitted, as `search.measure` takes it; `words`: topics x terms of the first model, to which
    the refits' topics are matched (Hungarian method); `groups`: what is drawn together, such as the article
    of each unit.
    """
    from tqdm import tqdm

    shared = (model, features, counts, np.asarray(words, dtype="float64"), np.asarray(groups))
    done = spread(_again, shared, [(seed,) for seed in seeds], jobs=min(jobs, len(seeds)))
    return list(tqdm(done, total=len(seeds), desc="refits", unit="fit"))


def by_article(shares: ArrayLike, counts: sparse.csr_matrix, doc_ids: ArrayLike) -> pd.DataFrame:
    """Shares of the articles, doc_id x topics: of their counted words; articles without any have no row."""
    lengths = np.asarray(counts.sum(axis=1), dtype="float64").ravel()
    table = pd.DataFrame(np.asarray(shares) * lengths[:, None]).assign(n=lengths)
    sums = table.groupby(pd.Index(np.asarray(doc_ids), name="doc_id"), sort=False).sum()
    sums = sums[sums["n"] > 0]
    return sums.drop(columns="n").div(sums["n"], axis=0)


def widen(table: pd.DataFrame, refitted: Sequence[pd.DataFrame], articles: pd.DataFrame) -> pd.DataFrame:
    """A table of `compare` with intervals that also hold what the model moves by; `spread` is its standard
    deviation over the refits.

    `refitted`: values by article of each refit, doc_id x statistics named as in the table. An interval's half
    is the root of the sum of its own square and the square of 1.96 spreads. A difference that is no larger
    than these 1.96 spreads loses its p, and so does one whose p is below .05 while its interval has come to
    hold 0; `reason` says why. Without refits the table stays.
    """
    outlet = articles.set_index("doc_id")["outlet"]
    spreads = [_spread(row, refitted, outlet) for row in table.to_dict("records")]
    low, high = (table[end].astype("Float64").to_numpy("float64", na_value=np.nan) for end in ("low", "high"))
    half, middle = np.hypot((high - low) / 2, Z * np.array(spreads)), (high + low) / 2
    known = np.isfinite(half)
    ends = {"low": np.where(known, middle - half, low), "high": np.where(known, middle + half, high)}
    wide = {name: pd.array(end, dtype="Float64") for name, end in ends.items()}
    return _hushed(table.assign(**wide, spread=pd.array(spreads, dtype="Float64")))


def _hushed(table: pd.DataFrame) -> pd.DataFrame:
    """No p where the model may have made a difference, and not the outlets."""
    if "p_adjusted" not in table:
        return table
    had = table["p_adjusted"].notna()
    moved = (table["estimate"].abs() <= Z * table["spread"]).fillna(False) & had
    inside = ((table["low"] <= 0) & (table["high"] >= 0) & (table["p_adjusted"] < ALPHA)).fillna(False)
    held = inside & table["spread"].notna() & ~moved
    for where, why in ((moved, MOVED), (held, HELD)):
        said = (table["reason"].fillna("") + f" {why}").str.strip()
        table = table.assign(reason=table["reason"].where(~where, said))
    return table.assign(**{name: table[name].mask(moved | held, pd.NA) for name in ("p", "p_adjusted")})


def _again(
    model: Any,  # noqa: ANN401
    features: sparse.csr_matrix,
    counts: sparse.csr_matrix,
    reference: np.ndarray,
    groups: np.ndarray,
    seed: int,
) -> np.ndarray:
    """Shares of all units by one refit."""
    from sklearn.base import clone

    drawn, _ = draw(groups, seed)
    again = clone(model).set_params(n_components=len(reference), random_state=seed)
    weights = fitted(again, features[drawn])
    words = mixture.finish(counts[drawn], mixture.scaled(weights, again.components_))[1]
    order = matched(reference, words).sort_values("topic")["other"].to_numpy()
    return mixture.fold_in(counts, words[order])


def _spread(row: dict[str, Any], refitted: Sequence[pd.DataFrame], outlet: pd.Series) -> float:
    """Standard deviation over the refits of a row's estimate: plain means, not weighted by strata."""
    if len(refitted) < 2 or pd.isna(row["estimate"]):
        return float("nan")
    mine = row["doc_ids"] if "doc_ids" in row else outlet.index[outlet == row["outlet"]]
    side = outlet.reindex(mine) == row.get("outlet", row.get("a"))
    found = []
    for values in refitted:
        column = values[row["statistic"]].reindex(mine)
        rest = column[~side.to_numpy()].mean() if "a" in row else 0.0
        found.append(column[side.to_numpy()].mean() - rest)
    return float(np.std(found, ddof=1))
