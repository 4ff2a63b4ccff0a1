"""Which words mark a text: each counted term on two sides, with the measures of the field.

These describe texts. Words come in bunches by article, so that none of the numbers here is a test; how far
outlets differ is asked of articles, with `compare`.
"""

from collections.abc import Mapping
from itertools import permutations
from typing import get_args

import numpy as np
import pandas as pd

from sourcewise.analysis.comparing.pairs import REST, Against
from sourcewise.analysis.terms import Counts
from sourcewise.analysis.words import association
from sourcewise.analysis.words.association import Correction
from sourcewise.analysis.words.dispersion import deviation

FACTS = [f"{side}{what}" for what in ("", "_rate", "_df", "_dp") for side in ("target", "reference")]
MEASURES = ["g2", "g2_rayson", "chi2", "pmi", "log_ratio", "log_odds", "z"]
PER = 10_000


def keyness(
    counts: Counts,
    groups: pd.Series | Mapping[str, str],
    *,
    target: str,
    reference: str | None = None,
    correction: Correction = "none",
    smoothing: float = 0.5,
    prior: float = 500.0,
) -> pd.DataFrame:
    """Each term in the rows of group `target` against those of `reference`, or against all others that have
    a group.

    `groups`: row id of `counts` to group, such as doc_id to outlet; rows without one are left out. Columns:
    term, target, reference (counts), target_rate, reference_rate (per 10,000 words), target_df, reference_df
    (rows with the term), target_dp, reference_dp (DPnorm of the side, see `dispersion`), g2 (four terms),
    g2_rayson (two), chi2, pmi, log_ratio (with `smoothing`), log_odds and z (Monroe et al. 2008:
    pseudo-counts in proportion to the words of both sides, `prior` in all). `correction` is that of chi2,
    and of g2 where it has it. See `association` for the formulas. Above 0 is toward the target. Sorted by z,
    then term. No p: words are not independent.

    Raises ValueError where target or reference has no rows, the target is all the rows, or there are no
    terms.
    """
    group = pd.Series(groups, dtype="str").reindex(counts.rows)
    inside = (group == target).to_numpy(dtype=bool)
    outside = (group.notna() & (group != target) if reference is None else group == reference).to_numpy(
        dtype=bool
    )
    _check_sides(group, target, reference, inside, outside)
    table = _facts(counts, inside, outside)
    if table.empty:
        raise ValueError(
            f"{target!r} and what it is compared with have no terms; count with fewer terms left out"
        )
    a, b = (table[side].to_numpy() for side in ("target", "reference"))
    sides = a, b, *(float(counts.words[side].sum()) for side in (inside, outside))
    delta, z = association.log_odds(a, b, a.sum(), b.sum(), prior=prior * (a + b) / (a + b).sum())
    measures = {
        "g2": association.g2(*sides, correction="none" if correction == "quanteda" else correction),
        "g2_rayson": association.g2_rayson(*sides),
        "chi2": association.chi2(*sides, correction=correction),
        "pmi": association.pmi(*sides),
        "log_ratio": association.log_ratio(*sides, smoothing=smoothing),
        "log_odds": delta,
        "z": z,
    }
    return table.assign(**measures).sort_values(["z", "term"], ascending=[False, True], ignore_index=True)


def keyness_of_each(
    counts: Counts,
    groups: pd.Series | Mapping[str, str],
    *,
    against: Against = "rest",
    most: int | None = None,
    correction: Correction = "none",
    smoothing: float = 0.5,
    prior: float = 500.0,
) -> pd.DataFrame:
    """`keyness` of every group, each against all others, or with `against="pairs"` against each of them.

    Columns a (the target), b (the other, or "all others"), and those of `keyness`; rows by a, b and z. `most`
    keeps the first so many terms of each that lean toward a; None keeps all. Empty where there is one group
    alone, or no term.
    """
    if against not in get_args(Against):
        raise ValueError(f"against is {against!r}; it must be 'pairs' or 'rest'")
    names = sorted(pd.Series(groups, dtype="str").reindex(counts.rows).dropna().unique())
    sides = [(a, None) for a in names] if against == "rest" else list(permutations(names, 2))
    how = {"correction": correction, "smoothing": smoothing, "prior": prior}
    parts = []
    for a, b in sides if len(names) > 1 and counts.matrix.nnz else []:
        try:
            table = keyness(counts, groups, target=a, reference=b, **how)
        except ValueError:  # two outlets without one term between them
            continue
        table = table if most is None else table[table["z"] > 0].head(most)
        parts.append(table.assign(a=a, b=b or REST))
    columns = ["a", "b", *(parts[0].columns[:-2] if parts else ["term", *FACTS, *MEASURES])]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def passages_of(counts: Counts, terms: pd.Series | list[str]) -> pd.DataFrame:
    """Which rows of `counts` hold each of `terms`, and how often: term, row, times; by term, in the order of
    the rows. With counts by passage_id, these are the passages that a number was counted from.
    """
    columns = pd.Index(counts.terms).get_indexer(pd.unique(pd.Series(terms, dtype="str")))
    cells = counts.matrix[:, columns[columns >= 0]].tocoo()
    found = pd.DataFrame(
        {
            "term": pd.array(counts.terms[columns[columns >= 0]][cells.col], dtype="str"),
            "row": pd.array(counts.rows[cells.row], dtype="str"),
            "times": cells.data,
        }
    )
    return found.iloc[np.lexsort((cells.row, cells.col))].reset_index(drop=True)


def _facts(counts: Counts, inside: np.ndarray, outside: np.ndarray) -> pd.DataFrame:
    """Counts, rates, rows and dispersion on both sides, of the terms that stand on either."""
    facts: dict[str, np.ndarray] = {"term": pd.array(counts.terms, dtype="str")}
    for name, side in (("target", inside), ("reference", outside)):
        part = counts.matrix[side]
        facts[name] = np.asarray(part.sum(axis=0)).ravel()
        facts[f"{name}_rate"] = PER * facts[name] / max(float(counts.words[side].sum()), 1.0)
        facts[f"{name}_df"] = part.getnnz(axis=0)
        facts[f"{name}_dp"] = deviation(counts, side)[1]
    table = pd.DataFrame(facts)[["term", *FACTS]]
    return table[(table["target"] + table["reference"] > 0).to_numpy()].reset_index(drop=True)


def _check_sides(
    group: pd.Series, target: str, reference: str | None, inside: np.ndarray, outside: np.ndarray
) -> None:
    """Both sides have rows."""
    there = sorted(group.dropna().unique())
    for name, side in ((target, inside), (reference, outside)):
        if name is not None and not side.any():
            raise ValueError(f"{name!r} has no counted rows; the groups are {there}")
    if reference == target:
        raise ValueError(f"target and reference are both {target!r}; name two groups")
    if not outside.any():
        raise ValueError(f"the target cannot be all the documents: every row belongs to {target!r}")
