"""How evenly terms are spread over texts."""

import numpy as np
import pandas as pd

from sourcewise.analysis.terms import Counts


def dispersion(counts: Counts) -> pd.DataFrame:
    """How evenly each term is spread over the rows of `counts`: term, count, rows, dp, dp_norm; rarest
    spread first.

    dp (Gries 2008): half the sum over rows of |share of the term - share of all words|; 0 is as even as the
    rows' sizes, toward 1 in ever smaller parts. dp_norm: over 1 - the smallest share, so that 1 is reached
    (Lijffijt and Gries 2012); null where there is one row. Rows without words do not count.
    """
    dp, dp_norm = deviation(counts, np.ones(len(counts.rows), dtype=bool))
    total = np.asarray(counts.matrix.sum(axis=0)).ravel()
    table = pd.DataFrame(
        {
            "term": pd.array(counts.terms, dtype="str"),
            "count": total.astype(np.int64),
            "rows": counts.matrix.getnnz(axis=0),
            "dp": dp,
            "dp_norm": dp_norm,
        }
    )
    return table[total > 0].sort_values(["dp", "term"], ascending=[False, True], ignore_index=True)


def deviation(counts: Counts, side: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DP and DPnorm of each term over some rows; null where the term, or a second row, is not there."""
    filled = np.flatnonzero(side & (counts.words > 0))
    matrix = counts.matrix[filled].tocsc().astype(float)
    share = counts.words[filled] / max(counts.words[filled].sum(), 1)
    total = np.asarray(matrix.sum(axis=0)).ravel()
    column = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
    expected = share[matrix.indices]
    # a row without the term adds its own share, so that only the cells that are filled need a look
    change = np.abs(matrix.data / total[column] - expected) - expected
    dp = (1 + np.bincount(column, weights=change, minlength=matrix.shape[1])) / 2
    dp = np.where(total > 0, dp, np.nan)
    whole = 1 - share.min() if len(filled) > 1 else np.nan
    return pd.array(dp, dtype="Float64"), pd.array(dp / whole, dtype="Float64")
