"""How the articles of two groups are laid out for a comparison: which count, as what units, in what strata.

Outlets differ in what they cover and in how they tell it. Where two of them share stories, their articles
are compared inside those; where they don't, coverage and telling can't be told apart, and the note says so.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.analysis.comparing import independence
from sourcewise.analysis.comparing.clustering import widening
from sourcewise.analysis.comparing.estimate import PAIRED_FROM, Matrix, Sample, Scale
from sourcewise.analysis.said import counted


@dataclass(frozen=True)
class Layout:
    """Two groups of articles as a sample. `rows`: which of the given articles are in it. `n_a`, `n_b`:
    articles. `units_a`, `units_b`: how many independent ones they are worth. `n`: what the table of the
    design is asked with, the smallest of these and of the stories where stories are the units. `within`,
    `strata`: inside the values of which column they are compared, and of how many, None and 0 where the whole
    is. `note`: what is left out of it. `doc_ids`: of its articles. `author`: a number for each unit,
    where authors stand in several strata, else empty.
    """

    sample: Sample
    rows: np.ndarray
    n_a: int
    n_b: int
    units_a: int
    units_b: int
    n: int
    within: str | None
    strata: int
    note: str
    doc_ids: tuple[str, ...]
    author: np.ndarray


def lay_out(
    articles: pd.DataFrame,
    in_a: np.ndarray,
    total: Matrix,
    size: np.ndarray,
    *,
    scale: Scale = "difference",
    within: str | None = "story",
    widen: bool = True,
) -> Layout:
    """Articles of two groups as units of inference.

    `articles`: columns author (units are made of articles of one group and author) and that of `within`, if
    any, a row an article; `in_a`, `total` and `size` in the same order (see `estimate.Sample`). Articles
    whose story only one group covers are left out where any is shared. Of fewer than ten shared stories,
    those where both groups have two articles or more are compared, if they weigh as much as the others; else,
    and from ten on, the stories are the units. Inside stories articles are units, and what authors have in
    common widens the variance.
    """
    keep, stratum, within, note = _shared(articles, in_a, within)
    rows = np.flatnonzero(keep)
    stratum, in_a = stratum[rows], in_a[rows]
    author = pd.factorize(pd.MultiIndex.from_arrays([in_a, articles["author"].to_numpy()[rows]]))[0]
    many = len(np.unique(stratum)) > 1
    unit = np.arange(len(rows)) if many else author
    first = np.unique(unit, return_index=True)[1]
    sample = Sample(
        _summed(total[rows], unit),
        _summed(size[rows], unit),
        in_a[first],
        [np.flatnonzero(stratum[first] == one) for one in np.unique(stratum)],
        scale,
    )
    units_a, units_b = independence.worth(author[in_a]), independence.worth(author[~in_a])
    strata = len(sample.strata) if within else 0
    n = min(units_a, units_b, _worth(stratum, in_a) if sample.paired else units_a)
    sides = int(in_a.sum()), int((~in_a).sum()), units_a, units_b
    crossed = author if many and author.max() + 1 < len(author) else author[:0]
    doc_ids = tuple(articles.index[rows])
    layout = Layout(sample, rows, *sides, n, within, strata, note, doc_ids, crossed)
    return replace(layout, sample=widened(layout, sample)) if widen else layout


def widened(layout: Layout, sample: Sample) -> Sample:
    """The layout's sample, or some of its statistics, with what authors have in common across strata."""
    if not len(layout.author):
        return sample
    worth = min(layout.units_a, layout.units_b)
    return replace(sample, widen=widening(sample, layout.author, worth=worth))


APART = ", so that coverage and telling can't be told apart."


def _shared(
    articles: pd.DataFrame, in_a: np.ndarray, within: str | None
) -> tuple[np.ndarray, np.ndarray, str | None, str]:
    """Which articles are compared, the stratum of each, inside what, and what is to be said of that."""
    everyone, one = np.ones(len(in_a), dtype=bool), np.zeros(len(in_a), dtype=int)
    if within is None or within not in articles or articles[within].isna().all():
        return everyone, one, None, ""
    stratum, names = pd.factorize(articles[within], sort=True)
    known = stratum >= 0
    sides = [np.bincount(stratum[known & side], minlength=len(names)) for side in (in_a, ~in_a)]
    least = np.minimum(*sides)
    shared = least >= 1
    if not shared.any():
        apart = f"They share no {within}" + (APART if within == "story" else ".")
        return everyone, one, None, apart if in_a.any() and not in_a.all() else ""
    if shared.sum() < PAIRED_FROM:
        weight = sides[0] * sides[1] / np.maximum(sides[0] + sides[1], 1)
        if weight[least >= 2].sum() >= weight.sum() / 2:
            shared = least >= 2
    keep = known & shared[stratum]
    note = f"Left out: {counted(int((~keep).sum()))} of another {within}." if (~keep).any() else ""
    return keep, stratum, within, note


def _summed(values: Matrix, unit: np.ndarray) -> Matrix:
    """Sums over the articles of each unit, units in the order of their first article."""
    n = int(unit.max()) + 1 if len(unit) else 0
    if n == len(unit):
        return values
    by_unit = sparse.csr_matrix((np.ones(len(unit)), (unit, np.arange(len(unit)))), shape=(n, len(unit)))
    return by_unit @ values


def _worth(stratum: np.ndarray, in_a: np.ndarray) -> int:
    """How many equal strata these are worth, by the weight that each has in the estimate."""
    a, b = (np.bincount(stratum[side], minlength=stratum.max() + 1) for side in (in_a, ~in_a))
    return independence.effective(a * b / np.maximum(a + b, 1))
