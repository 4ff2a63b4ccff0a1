"""What abstaining costs and buys: the risk among the mentions that are kept, by how many are."""

import numpy as np
import pandas as pd


def risk_coverage(
    confidence: pd.Series, wrong: pd.Series, *, weights: pd.Series | None = None
) -> pd.DataFrame:
    """A row a threshold, from the highest down: `threshold`, `n`, `coverage`, `risk`.

    At a threshold all rows are kept whose `confidence` is no lower. `coverage` (0 to 1) is their share,
    `risk` (0 to 1) the mean of `wrong` among them: 1 where a person gave another class and 0 where not, or
    the expected error, 1 less the probability of the class that was predicted. `weights` (such as one over
    the inclusion probability of a coded mention) weigh both. Rows without a confidence are covered at no
    threshold and count in the whole. El-Yaniv and Wiener (2010). Raises ValueError for confidence or wrong
    outside 0 to 1.
    """
    table = pd.DataFrame({"confidence": confidence, "wrong": wrong}).astype("float64")
    for name in table:
        if not table[name].dropna().between(0, 1).all():
            raise ValueError(f"{name} must lie between 0 and 1, and {table[name].abs().max()} is among it")
    table["weight"] = 1.0 if weights is None else weights.astype("float64")
    whole = table["weight"].sum()
    known = table.dropna().sort_values("confidence", ascending=False, kind="stable")
    grown = pd.DataFrame({
        "threshold": known["confidence"].to_numpy(),
        "n": np.arange(1, len(known) + 1),
        "coverage": (known["weight"].cumsum() / whole).to_numpy(),
        "risk": ((known["wrong"] * known["weight"]).cumsum() / known["weight"].cumsum()).to_numpy(),
    })  # fmt: skip
    return grown.groupby("threshold", sort=False).last().reset_index()[["threshold", "n", "coverage", "risk"]]
