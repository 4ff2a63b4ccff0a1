"""A finding across all specifications of a grid: what it is in each, and which of them agree.

Every defensible choice is a specification (Steegen, Tuerlinckx, Gelman and Vanpaemel 2016); the one that
counts was named before any ran. Seeds, corpora and spans of time are facets: the same analysis of something
else, never counted together with the choices.
"""

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sourcewise.analysis import findings
from sourcewise.analysis.comparing.families import ALPHA

ABOVE, BELOW, OPEN, DESCRIBED, ABSENT = "above 0", "below 0", "not settled", "described", "not there"

CURVE = ["estimate", "low", "high", "p", "n_articles"]


@dataclass(frozen=True)
class Batch:
    """A finished batch. `runs`: a row a run. `findings`: a row a run and finding, without values and
    evidence. `axes`: the levels of every axis, in the order of the grid; `choices` and `facets` are their
    names.
    """

    folder: Path
    runs: pd.DataFrame
    findings: pd.DataFrame
    axes: Mapping[str, list[str]]
    choices: list[str]
    facets: list[str]

    @property
    def primary(self) -> pd.Series:
        """The run that was named before any ran."""
        return self.runs[self.runs["primary"]].iloc[0]


def load(folder: Path | str) -> Batch:
    """Read the tables of a finished batch. Raises ValueError that names the folder where it is none."""
    folder = Path(folder)
    try:
        plan = json.loads((folder / "batch.json").read_text(encoding="utf-8"))
        runs = pd.read_parquet(folder / "runs.parquet")
        columns = ["run", *(name for name in findings.COLUMNS if name not in ("evidence", "values"))]
        found = pd.read_parquet(folder / "findings.parquet", columns=columns)
    except (OSError, ValueError) as error:
        told = str(error).splitlines()[0]
        raise ValueError(
            f"{folder} is no finished batch ({told}): give the folder that `sourcewise batch` wrote"
        ) from None
    axes = {axis["name"]: list(axis["levels"]) for axis in plan["axes"]}
    facets = [axis["name"] for axis in plan["axes"] if axis["facet"]]
    choices = [name for name in axes if name not in facets]
    found = found.astype({name: findings.COLUMNS[name] for name in columns[1:]} | {"run": "str"})
    return Batch(folder, runs, found, axes, choices, facets)


def values(batch: Batch, key: str) -> dict[str, pd.Series]:
    """By run, the per-article values that the finding `key` keeps, indexed by doc_id."""
    found = pd.read_parquet(
        batch.folder / "findings.parquet", columns=["run", "values"], filters=[("key", "==", key)]
    )
    texts = zip(found["run"], found["values"], strict=True)
    return {run: pd.Series(json.loads(text), dtype=float) for run, text in texts}


def compares(key: pd.Series) -> pd.Series:
    """Which keys name two sides (`area.measure.subject:a-b`): only these can agree or not."""
    return key.str.contains(":.*-", regex=True)


def curve(batch: Batch, keys: list[str] | None = None) -> pd.DataFrame:
    """What findings are in every run, also in those that failed or don't have them: a row a key and run.

    Columns: key, run, primary, facet, status, the choices, estimate, low, high, p, n_articles, and
    `verdict`: `above 0` or `below 0` where a comparison is settled (its p is below .05 or, where it has none,
    its interval leaves out 0), `not settled` where it is not, `described` for what compares nothing, `not
    there`. Sorted by key and estimate. Only keys that have an estimate in some run.
    """
    found = batch.findings[batch.findings["estimate"].notna()]
    found = found if keys is None else found[found["key"].isin(keys)]
    names = sorted(found["key"].unique())
    about = batch.runs[["run", "primary", "facet", "status", *batch.choices]]
    every = pd.DataFrame({"key": pd.Series(names, dtype="str")}).merge(about, how="cross")
    table = every.merge(found[["key", "run", *CURVE]], on=["key", "run"], how="left")
    table["verdict"] = _verdict(table)
    return table.sort_values(["key", "estimate", "run"], kind="stable", ignore_index=True)


def _verdict(table: pd.DataFrame) -> pd.Series:
    """What each row says of its comparison."""
    estimate, p = (table[name].astype(float) for name in ("estimate", "p"))
    low, high = (table[name].astype(float) for name in ("low", "high"))
    settled = (p < ALPHA) | (p.isna() & ((low > 0) | (high < 0)))
    verdict = np.select(
        [estimate.isna(), ~compares(table["key"]), ~settled | (estimate == 0), estimate > 0],
        [ABSENT, DESCRIBED, OPEN, ABOVE],
        BELOW,
    )
    return pd.Series(verdict, index=table.index, dtype="str")


def agreement(table: pd.DataFrame) -> pd.DataFrame:
    """How many specifications say the same as the primary one, a row a key and facet of a `curve`.

    Columns: key, facet, primary (the primary run's verdict), estimate (the primary run's), lowest, highest
    (of the facet's), specifications, there (that have the finding), agree (whose verdict is the primary's),
    share (agree over there, 0 to 1), same_sign (over there). Share and same_sign are null where the primary
    run lacks the finding, or it compares nothing. The primary run's own facet comes first.
    """
    first = table[table["primary"]].set_index("key")
    own = first["facet"].iloc[0] if len(first) else ""
    table = table.assign(
        there=table["verdict"] != ABSENT,
        agree=table["verdict"] == table["key"].map(first["verdict"]),
        sign=np.sign(table["estimate"].astype(float)),
    )
    table["alike"] = table["sign"] == table["key"].map(first["estimate"].astype(float).map(np.sign))
    result = table.groupby(["key", "facet"], sort=True).agg(
        lowest=("estimate", "min"), highest=("estimate", "max"), specifications=("run", "size"),
        there=("there", "sum"), agree=("agree", "sum"), alike=("alike", "sum"),
    ).reset_index()  # fmt: skip
    result.insert(2, "primary", result["key"].map(first["verdict"]))
    result.insert(3, "estimate", result["key"].map(first["estimate"]).astype("Float64"))
    known = result["primary"].isin([ABOVE, BELOW, OPEN]) & (result["there"] > 0)
    for name, count in (("share", "agree"), ("same_sign", "alike")):
        share = result[count] / result["there"].where(result["there"] > 0)
        result[name] = share.where(known).round(findings.DECIMALS).astype("Float64")
    result["agree"] = result["agree"].where(known).astype("Int64")
    result["other"] = result["facet"] != own
    result = result.sort_values(["key", "other", "facet"], kind="stable")
    return result.drop(columns=["alike", "other"]).reset_index(drop=True)


def choose(summary: pd.DataFrame, key: str = "") -> str:
    """The key of the finding to look at: `key`, or without one the first comparison that the primary run
    settles, else one that it makes, else the description that moves most under the choices. Raises ValueError
    for a key that is not in `summary`, a table of `agreement`.
    """
    known = list(summary["key"].unique())
    if key and key not in known:
        close = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
        meant = f" (did you mean {close[0]!r}?)" if close else ""
        raise ValueError(f"no run has a finding {key!r} with an estimate{meant}")
    order = summary["primary"].map({ABOVE: 0, BELOW: 0, OPEN: 1, DESCRIBED: 2}).fillna(3)
    span = (summary["highest"] - summary["lowest"]) / summary[["highest", "lowest"]].abs().max(axis=1)
    still = -span.astype(float).fillna(0).where(order > 1, 0).round(findings.DECIMALS)
    table = summary.assign(order=order, gone=-summary["there"], still=still)
    return key or table.sort_values(["order", "gone", "still", "key"], kind="stable")["key"].iloc[0]
