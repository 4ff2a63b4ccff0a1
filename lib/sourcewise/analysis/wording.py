"""Which words mark a text: keyness and dispersion of counted terms; and the concordance that leads to their
passages.

These describe texts. Words come in bunches by article, so that none of the numbers here is a test; how far
outlets differ is asked of articles, with `compare`.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sourcewise.analysis import association
from sourcewise.analysis.association import Correction
from sourcewise.analysis.concordance import concordance
from sourcewise.analysis.terms import Counts

__all__ = ["concordance", "dispersion", "keyness"]

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
    (rows with the term), g2 (four terms), g2_rayson (two), chi2 (with `correction`), pmi, log_ratio (with
    `smoothing`), log_odds and z (Monroe et al. 2008: pseudo-counts in proportion to the words of both sides,
    `prior` in all). See `association` for the formulas. Above 0 is toward the target. Sorted by z, then
    term. No p: words are not independent.

    Raises ValueError where target or reference has no rows, the target is all the rows, or there are no
    terms.
    """
    group = pd.Series(groups, dtype="str").reindex(counts.rows)
    inside = (group == target).to_numpy(dtype=bool)
    outside = (group.notna() & (group != target) if reference is None else group == reference).to_numpy(
        dtype=bool
    )
    _check_sides(group, target, reference, inside, outside)
    a, b = (np.asarray(counts.matrix[side].sum(axis=0)).ravel() for side in (inside, outside))
    n_a, n_b = (float(counts.words[side].sum()) for side in (inside, outside))
    there = np.flatnonzero(a + b)
    if not len(there):
        raise ValueError(
            f"{target!r} and what it is compared with have no terms; count with fewer terms left out"
        )
    a, b = a[there], b[there]
    delta, z = association.log_odds(a, b, a.sum(), b.sum(), prior=prior * (a + b) / (a + b).sum())
    table = pd.DataFrame(
        {
            "term": pd.array(counts.terms[there], dtype="str"),
            "target": a,
            "reference": b,
            "target_rate": PER * a / n_a,
            "reference_rate": PER * b / n_b,
            "target_df": counts.matrix[inside].getnnz(axis=0)[there],
            "reference_df": counts.matrix[outside].getnnz(axis=0)[there],
            "g2": association.g2(a, b, n_a, n_b),
            "g2_rayson": association.g2_rayson(a, b, n_a, n_b),
            "chi2": association.chi2(a, b, n_a, n_b, correction=correction),
            "pmi": association.pmi(a, b, n_a, n_b),
            "log_ratio": association.log_ratio(a, b, n_a, n_b, smoothing=smoothing),
            "log_odds": delta,
            "z": z,
        }
    )
    return table.sort_values(["z", "term"], ascending=[False, True], ignore_index=True)


def dispersion(counts: Counts) -> pd.DataFrame:
    """How evenly each term is spread over the rows of `counts`: term, count, rows, dp, dp_norm; rarest
    spread first.

    dp (Gries 2008): half the sum over rows of |share of the term - share of all words|; 0 is as even as the
    rows' sizes, toward 1 in ever smaller parts. dp_norm: over 1 - the smallest share, so that 1 is reached
    (Lijffijt and Gries 2012); null where there is one row. Rows without words do not count.
    """
    filled = np.flatnonzero(counts.words)
    matrix = counts.matrix[filled].tocsc().astype(float)
    share = counts.words[filled] / max(counts.words.sum(), 1)
    total = np.asarray(matrix.sum(axis=0)).ravel()
    column = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
    expected = share[matrix.indices]
    # a row without the term adds its own share, so that only the cells that are filled need a look
    change = np.abs(matrix.data / total[column] - expected) - expected
    dp = (1 + np.bincount(column, weights=change, minlength=matrix.shape[1])) / 2
    whole = 1 - share.min() if len(filled) > 1 else np.nan
    table = pd.DataFrame(
        {
            "term": pd.array(counts.terms, dtype="str"),
            "count": total.astype(np.int64),
            "rows": np.diff(matrix.indptr),
            "dp": dp,
            "dp_norm": pd.array(dp / whole, dtype="Float64"),
        }
    )
    return table[total > 0].sort_values(["dp", "term"], ascending=[False, True], ignore_index=True)


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
