"""Simonsohn, Simmons and Nelson's joint test (2020): could a curve of specifications like this be chance?

Outlet labels are permuted over articles, the same permutation in every specification, and every specification
is computed again from the per-article values that its finding keeps; no notebook runs again.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse, special

from sourcewise.analysis import findings
from sourcewise.analysis.comparing import inference, resampling
from sourcewise.analysis.comparing.estimate import Sample, Sums
from sourcewise.analysis.comparing.families import ALPHA
from sourcewise.analysis.comparing.layouts import lay_out
from sourcewise.analysis.comparing.pairs import REST, comparable, members
from sourcewise.analysis.multiverse import Batch, compares, curve, values

PERMUTATIONS = 1_000
MEDIAN, SHARE, STOUFFER = "median estimate", "share settled one way", "Stouffer's Z"
NEAR = 5e-6  # kept values and estimates have six decimals

NO_PAIR = "No joint test: it compares no two outlets."
NO_P = "No joint test: the primary specification has no p here, such as where its articles are too few."
NOT_MEANS = "No joint test: its estimate is no difference of means of the values that it keeps."
TOO_FEW = "No joint test: these articles have too few arrangements for a p below .05."


@dataclass(frozen=True)
class Joint:
    """`table`: a row a statistic of the curve, `statistic`, `observed`, `p`. `specifications` in it;
    `left_out` of it, since their articles support no p or their estimate cannot be computed again;
    `arrangements` of labels; `reason` why there is no test.
    """

    table: pd.DataFrame
    specifications: int
    left_out: int
    arrangements: int
    reason: str


@dataclass(frozen=True)
class _Specification:
    """A specification's articles as units that change labels together: `block` of each."""

    sample: Sample
    block: np.ndarray


def joint_test(
    batch: Batch, key: str, *, facet: str | None = None, permutations: int = PERMUTATIONS, seed: int = 0
) -> Joint:
    """Test the whole curve of the comparison `key` in one facet (by default the primary run's).

    Three statistics, each against its distribution under permuted labels, without a predicted direction: the
    median estimate (its size), the share of specifications whose own p is below .05 in the same direction,
    and Stouffer's Z of all p. Inside, p is Welch's of the units that are permuted: an author's articles
    together, or articles inside their story, as `compare.contrast` has them in the primary specification. All
    arrangements are taken where there are 50,000 or fewer; else `permutations`, and p = (b + 1) /
    (permutations + 1). Specifications count whose finding carries a p; there is no test where the primary one
    carries none.
    """
    if permutations < 1:
        raise ValueError(f"permutations is {permutations}; it takes 1 or more, such as {PERMUTATIONS}")
    facet = batch.primary["facet"] if facet is None else facet
    rows = curve(batch, [key])
    rows = rows[(rows["facet"] == facet) & rows["estimate"].notna()]
    if rows.empty or not compares(rows["key"]).all():
        return _none(NO_PAIR, len(rows))
    tested = rows[rows["p"].notna()]
    reference = _reference(batch, tested)
    if reference is None:
        return _none(NO_P, len(rows))
    return _test(batch, key, tested, reference, len(rows), permutations, seed)


def _none(reason: str, left_out: int) -> Joint:
    empty = pd.DataFrame({"statistic": [MEDIAN, SHARE, STOUFFER], "observed": pd.NA, "p": pd.NA})
    return Joint(
        empty.astype({"statistic": "str", "observed": "Float64", "p": "Float64"}), 0, left_out, 0, reason
    )


def _reference(batch: Batch, tested: pd.DataFrame) -> str | None:
    """The run that has the primary specification in this facet, if its finding carries a p."""
    first = batch.primary
    same = np.logical_and.reduce(
        [tested[name] == first[name] for name in batch.choices] or [tested["run"] != ""]
    )
    found = tested.loc[same, "run"]
    return found.iloc[0] if len(found) else None


def _test(
    batch: Batch,
    key: str,
    tested: pd.DataFrame,
    reference: str,
    there: int,
    permutations: int,
    seed: int,
) -> Joint:
    """The test of those specifications that can be computed again."""
    kept = values(batch, key)
    about = batch.runs.set_index("run")
    sides = key.partition(":")[2].split("-")
    articles = _articles(batch.folder)
    laid = {run: _lay_out(kept[run], articles, about.loc[run], sides) for run in tested["run"]}
    estimates = tested.set_index("run")["estimate"]
    laid = {
        run: one
        for run, one in laid.items()
        if one and abs(one[0] - estimates[run]) <= NEAR * max(1, abs(one[0]))
    }
    if reference not in laid:
        return _none(NOT_MEANS, there)
    blocks = _blocks(laid[reference][1], [one[1] for one in laid.values()])
    specifications = [_specification(*one[1:], blocks) for one in laid.values()]
    first = blocks.groupby("block")[["in_a", "stratum"]].first().sort_index()
    in_a = first["in_a"].to_numpy(dtype=bool)
    strata = [np.flatnonzero(first["stratum"] == one) for one in sorted(first["stratum"].unique())]
    found = _distribution(specifications, in_a, strata, permutations, seed)
    if found is None:
        return _none(TOO_FEW, there)
    return Joint(found[0], len(laid), there - len(laid), found[1], "")


def _articles(folder: Path) -> dict[str, pd.DataFrame]:
    """The articles of each reading of a corpus."""
    table = pd.read_parquet(folder / "articles.parquet")
    return {str(stage): part.drop(columns="corpus_stage") for stage, part in table.groupby("corpus_stage")}


def _lay_out(
    kept: pd.Series, articles: dict[str, pd.DataFrame], run: pd.Series, sides: list[str]
) -> tuple[float, pd.DataFrame, Sample] | None:
    """A specification as it was: its estimate, a row an article, its sample; None where that fails."""
    given = json.loads(run["parameters"])
    unit, within = given.get("unit", "author"), given.get("within", "story") or None
    table = comparable(articles[run["corpus_stage"]], unit=unit, within=within)
    table = table[table["known"]]
    names = {findings.slug(name): name for name in [*table["outlet"].unique(), REST]}
    if not set(sides) <= names.keys():
        return None
    table = table[table.index.isin(kept.index)]
    ours, first = members(table, *(names[side] for side in sides))
    table, first = table[ours], first[ours]
    if first.all() or not first.any():
        return None
    x = kept[table.index].to_numpy()
    layout = lay_out(table, first, x, np.ones(len(x)), within=within, widen=False)
    estimate = float(inference.observed(layout.sample).difference[0, 0])
    rows = table.iloc[layout.rows].assign(value=x[layout.rows], in_a=first[layout.rows], stratum=0)
    if layout.within:
        rows["stratum"] = pd.factorize(rows[layout.within], sort=True)[0]
    return estimate, rows, layout.sample


def _blocks(reference: pd.DataFrame, all_rows: list[pd.DataFrame]) -> pd.DataFrame:
    """Of every article, the block that changes its label as one, with its label and its stratum.

    Inside stories articles are blocks, else authors, as in the reference; articles that only other
    specifications have are blocks of a stratum of their own.
    """
    every = pd.concat([reference, *all_rows])
    every = every[~every.index.duplicated()].sort_index()
    every["stratum"] = reference["stratum"].reindex(every.index).fillna(-1).astype(int)
    alone = reference["stratum"].nunique() > 1
    name = every.index.astype("str") if alone else every["author"].astype("str")
    every["block"] = pd.factorize(np.asarray(name) + "\x1f" + every["in_a"].astype("str").to_numpy())[0]
    if not alone:
        every["stratum"] = 0
    return every[["block", "in_a", "stratum"]]


def _specification(rows: pd.DataFrame, sample: Sample, blocks: pd.DataFrame) -> _Specification:
    """A specification in units of blocks: of each block its articles of one stratum."""
    block = blocks["block"].reindex(rows.index).to_numpy()
    stratum = rows["stratum"].to_numpy()
    unit = pd.factorize(pd.MultiIndex.from_arrays([block, stratum]))[0]
    first = np.unique(unit, return_index=True)[1]
    sums = sparse.csr_matrix((np.ones(len(unit)), (unit, np.arange(len(unit)))))
    total, size = sums @ rows["value"].to_numpy(), sums @ np.ones(len(unit))
    strata = [np.flatnonzero(stratum[first] == one) for one in np.unique(stratum)]
    in_a = rows["in_a"].to_numpy(dtype=bool)[first]
    units = replace(sample, total=total, size=size, in_a=in_a, strata=strata, widen=1.0)
    return _Specification(units, block[first])


def _distribution(
    specifications: list[_Specification],
    in_a: np.ndarray,
    strata: list[np.ndarray],
    permutations: int,
    seed: int,
) -> tuple[pd.DataFrame, int] | None:
    """Observed statistics and their p; None where no arrangement can be extreme enough."""
    sums = [Sums(one.sample) for one in specifications]
    observed = _statistics(*_estimates(specifications, sums, in_a[None, :].astype(float)))[0]
    beaten, total = np.zeros(3), 0
    how = {"resamples": permutations, "seed": seed, "width": len(specifications) * len(in_a)}
    for labels in resampling.relabelled(in_a, strata, **how):
        found = _statistics(*_estimates(specifications, sums, labels))
        beaten += (found >= observed * (1 - 1e-9)).sum(axis=0)
        total += len(labels)
    exact = resampling.arrangements(in_a, strata) <= resampling.EXACT_LIMIT
    p = beaten / total if exact else (beaten + 1) / (total + 1)
    if (2 if exact else 1) / total >= ALPHA:
        return None
    rows = {"statistic": [MEDIAN, SHARE, STOUFFER], "observed": observed.round(findings.DECIMALS), "p": p}
    table = pd.DataFrame(rows).astype({"statistic": "str", "observed": "Float64", "p": "Float64"})
    return table.round({"p": findings.DECIMALS}), total


def _estimates(
    specifications: list[_Specification], sums: list[Sums], labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Estimate and p of every specification (columns) under every arrangement of labels (rows)."""
    found = []
    for one, summed in zip(specifications, sums, strict=True):
        mine = labels[:, one.block]
        estimate = summed.estimate(mine, 1 - mine)
        known = np.isfinite(estimate.difference[:, 0])  # an outlet may be left without an article of it
        p = np.where(known, np.nan_to_num(estimate.p[:, 0], nan=1.0), 1.0)
        found.append((np.where(known, estimate.difference[:, 0], 0.0), p))
    return np.column_stack([gap for gap, _ in found]), np.column_stack([p for _, p in found])


def _statistics(gap: np.ndarray, p: np.ndarray) -> np.ndarray:
    """The three statistics of each curve (row), each the larger the further from chance."""
    settled = p < ALPHA
    one_way = np.maximum((settled & (gap > 0)).mean(axis=1), (settled & (gap < 0)).mean(axis=1))
    z = np.sign(gap) * -special.ndtri(np.clip(p, 1e-300, 1.0) / 2)
    return np.column_stack(
        [np.abs(np.median(gap, axis=1)), one_way, np.abs(z.sum(axis=1)) / np.sqrt(gap.shape[1])]
    )
