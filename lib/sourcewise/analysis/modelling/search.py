"""How many topics: what is measured at each number of topics, over starts and draws of articles, and a
rule.

Each number of topics is fitted, for each seed, to all units from a random start and to units of articles
that are drawn with replacement; the articles that a draw left out are the new text that a model is asked
about.
"""

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from sourcewise.analysis.modelling import coherence, mixture
from sourcewise.analysis.modelling.stability import stability
from sourcewise.spread import spread

MEASURES = {
    "likelihood": "log-likelihood of a new word",
    "npmi": "coherence (NPMI)",
    "umass": "coherence (UMass)",
    "exclusivity": "exclusivity (FREX)",
    "diversity": "diversity of top words",
    "jaccard": "same top words, drawn articles",
    "ari": "same grouping, drawn articles",
    "jaccard_seeds": "same top words, other starts",
    "ari_seeds": "same grouping, other starts",
}
NEW = 2000  # units of left-out articles that are asked about; more change the third digit alone
ALIKE = 0.65  # ARI from which two groupings agree moderately (Steinley 2004)


def measure(
    model: Any,  # noqa: ANN401
    features: sparse.csr_matrix,
    counts: sparse.csr_matrix,
    *,
    groups: ArrayLike,
    numbers: Sequence[int],
    seeds: Sequence[int],
    top: int = coherence.TOP,
    jobs: int = 1,
) -> pd.DataFrame:
    """What each number of topics gives: `n_topics`, `measure` (one of MEASURES), `seed`, `value`.

    `model`: an unfitted model of scikit-learn with `n_components` and `random_state`, such as NMF or LDA;
    `features`: units x terms, what it is fitted to; `counts`: the same units x terms, counted. `groups`:
    what is drawn together, such as the article of each unit. likelihood is of a word of a left-out article,
    in nats, by document completion (Wallach et al. 2009): half of its words tell its topics, the other half
    is asked. The others are means over topics; jaccard and ari are of each pair of seeds (`seed` is the
    first), 0 to 1, 1 the same. `jobs`: processes; the result does not depend on it. Raises ValueError for
    fewer than two seeds.
    """
    if len(seeds) < 2:
        raise ValueError(f"stability takes two seeds or more, not {len(seeds)}")
    from tqdm import tqdm

    every = [(k, seed) for k in numbers for seed in seeds]
    shared = (model, features, counts, np.asarray(groups), top)
    done = spread(_fits, shared, every, jobs=min(jobs, len(every)))
    fits = list(tqdm(done, total=len(every), desc="numbers of topics", unit="fit"))
    rows: list[tuple[int, str, int, float]] = []
    for k in numbers:
        mine = [fit for (number, _), fit in zip(every, fits, strict=True) if number == k]
        rows += [
            (k, name, seed, fit[0][name]) for seed, fit in zip(seeds, mine, strict=True) for name in fit[0]
        ]
        rows += _agreements(k, mine, seeds, top)
    table = pd.DataFrame(rows, columns=["n_topics", "measure", "seed", "value"]).astype({"measure": "str"})
    order = {name: place for place, name in enumerate(MEASURES)}
    return table.sort_values(
        ["n_topics", "measure", "seed"],
        key=lambda c: c.map(order) if c.name == "measure" else c,
        kind="stable",
    ).reset_index(drop=True)


def choose(table: pd.DataFrame) -> tuple[int, str]:
    """The number of topics by the written rule, and why, as a sentence; `table` as `measure` gives it.

    Numbers come into question up to the smallest whose likelihood of new words lies within one standard
    error of the best (of their differences, seed by seed; Breiman et al. 1984): more topics say new
    articles no better. Of these, the largest whose fits to drawn articles group the units alike, with a
    mean ARI of .65 (Steinley 2004: moderate) or more; where none does, the one with the highest ARI, and
    the sentence says so.
    """
    ari = table[table["measure"] == "ari"].groupby("n_topics")["value"].mean()
    by_seed = table[table["measure"] == "likelihood"].pivot(index="n_topics", columns="seed", values="value")
    best = by_seed.mean(axis=1).fillna(-np.inf).idxmax()
    behind = by_seed.loc[best] - by_seed
    error = behind.std(axis=1, ddof=1) / np.sqrt(by_seed.shape[1])
    enough = int(by_seed.index[(behind.mean(axis=1) <= error) | (by_seed.index == best)].min())
    ari = ari[ari.index <= enough]
    back = ari.index[ari >= ALIKE]
    chosen = int(back.max()) if len(back) else int(ari.idxmax())
    why = f"{chosen} topics, by the rule: "
    why += (
        f"more than {enough} say new articles no better"
        if enough < by_seed.index.max()
        else f"new articles are said best by the most that were tried, {enough}"
    )
    if not len(back):
        return (
            chosen,
            f"{why}; no number's groups come back when articles are drawn again (ARI of {ALIKE:.2f}), "
            + (f"and those of {chosen} come nearest (ARI {ari[chosen]:.2f}): one way to read the texts."),
        )
    return (
        chosen,
        f"{why}, and {chosen} is the largest number up to there whose groups come back when articles are "
        + (f"drawn again (ARI {ari[chosen]:.2f}, of at least {ALIKE:.2f})."),
    )


def draw(groups: ArrayLike, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of groups drawn with replacement, and the rows of the groups that were never drawn."""
    name, of_row = np.unique(np.asarray(groups), return_inverse=True)
    drawn = np.random.default_rng(seed).integers(len(name), size=len(name))
    times = np.bincount(drawn, minlength=len(name))[of_row]
    return np.repeat(np.arange(len(of_row)), times), np.flatnonzero(times == 0)


def completion(counts: sparse.csr_matrix, words: ArrayLike, *, seed: int) -> float:
    """Log-likelihood (nats) of a word of these texts, given half of their words: document completion.

    The halves are drawn at random, word by word. NaN where no text holds two words.
    """
    counts = sparse.csr_matrix(counts, dtype="int64")
    first = counts.copy()
    first.data = np.random.default_rng(seed).binomial(counts.data, 0.5)
    second = sparse.csr_matrix(counts - first)
    second.eliminate_zeros()
    first.eliminate_zeros()
    told = np.flatnonzero((first.getnnz(axis=1) > 0) & (second.getnnz(axis=1) > 0))
    if not len(told):
        return float("nan")
    shares = mixture.fold_in(first[told], words)
    return float(mixture.likelihood(second[told], shares, words).sum() / second[told].sum())


def fitted(model: Any, features: sparse.csr_matrix) -> np.ndarray:  # noqa: ANN401
    """Fit a model of many; its weights. One that stops before it converges is taken as it is, without a
    warning for each: what that costs shows in how far the fits agree.
    """
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit_transform(features)


def _fits(
    model: Any,  # noqa: ANN401
    features: sparse.csr_matrix,
    counts: sparse.csr_matrix,
    groups: np.ndarray,
    top: int,
    k: int,
    seed: int,
) -> tuple[dict[str, float], list[tuple[np.ndarray, np.ndarray]]]:
    """Measures of a fit to drawn articles; words and grouping of it, and of one from another start."""
    from sklearn.base import clone

    drawn, left = draw(groups, seed)
    again = clone(model).set_params(n_components=k, random_state=seed)
    weights = mixture.scaled(fitted(again, features[drawn]), again.components_)
    words = mixture.finish(counts[drawn], weights)[1]
    tops, new = coherence.top(words, top), left[np.random.default_rng(seed).permutation(len(left))[:NEW]]
    measures = {
        "likelihood": completion(counts[np.sort(new)], words, seed=seed),
        "npmi": coherence.npmi(tops, counts).mean(),
        "umass": coherence.umass(tops, counts).mean(),
        "exclusivity": coherence.exclusivity(words, n=top).mean() / top,
        "diversity": coherence.diversity(tops),
    }
    other = clone(model).set_params(n_components=k, random_state=seed)
    if "init" in other.get_params():
        other.set_params(init="random")
    start = fitted(other, features)
    return measures, [
        (again.components_, mixture.scaled(again.transform(features), again.components_)),
        (other.components_, mixture.scaled(start, other.components_)),
    ]


def _agreements(
    k: int, fits: Sequence[Any], seeds: Sequence[int], top: int
) -> Iterator[tuple[int, str, int, float]]:
    """How far the fits of one number of topics agree, over drawn articles and over starts."""
    for place, ending in enumerate(("", "_seeds")):
        words, groupings = zip(*(fit[1][place] for fit in fits), strict=True)
        found = stability(words, groupings, top=top, seeds=seeds)
        for name in ("jaccard", "ari"):
            for seed, part in found.groupby("first", sort=False):
                yield k, f"{name}{ending}", int(seed), float(part[name].mean())
