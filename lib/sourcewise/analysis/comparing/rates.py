"""How often outlets use their words: rates of counted terms, compared as far as the articles support it."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse

from sourcewise.analysis.comparing import inference, verdicts
from sourcewise.analysis.comparing.estimate import Sample
from sourcewise.analysis.comparing.independence import Unit
from sourcewise.analysis.comparing.layouts import Layout, lay_out, widened
from sourcewise.analysis.comparing.pairs import Against, comparable, members, pairs
from sourcewise.analysis.comparing.support import level
from sourcewise.analysis.terms import Counts

PER = 10_000
EXPECTED = 8  # articles of either group that would hold a term if both used it alike, from which it is tested
RESAMPLES = 1_999
RATES = {
    "statistic": "str", "a": "str", "b": "str", "n_a": "Int64", "n_b": "Int64", "units_a": "Int64",
    "units_b": "Int64", "within": "str", "strata": "Int64", "count_a": "Int64", "count_b": "Int64",
    "df_a": "Int64", "df_b": "Int64", "rate_a": "Float64", "rate_b": "Float64", "estimate": "Float64",
    "low": "Float64", "high": "Float64", "p": "Float64", "p_adjusted": "Float64", "family": "Int64",
    "level": "str", "reason": "str", "note": "str", "doc_ids": "object",
}  # fmt: skip


def contrast_rates(
    counts: Counts,
    articles: pd.DataFrame,
    *,
    against: Against = "rest",
    unit: Unit = "author",
    within: str | None = "story",
    resamples: int = RESAMPLES,
    seed: int = 0,
    rare: bool = True,
    jobs: int = 1,
) -> pd.DataFrame:
    """How outlets differ in the rates of terms: a row a pair (or an outlet and all others) and term.

    `counts`: articles x terms, rows named by doc_id. Columns: statistic (the term), a, b, n_a, n_b, units_a,
    units_b, within, strata (as `compare.contrast`), count_a, count_b, df_a, df_b (articles with the term),
    rate_a, rate_b (per 10,000 words; inside strata, weighted as the estimate), estimate (log2 of their ratio,
    half a case added to each: above 0, a has more), low and high (95 % t interval of each alone, from 50
    independent articles), p (studentised permutation of articles, from 10), p_adjusted (step-down max-T over
    the terms of a pair, times the pairs),
    family (number of tests), level, reason, note, doc_ids.

    A term is tested where at least 8 articles of either group would hold it if both used it alike, by their
    numbers of words: below, no test keeps its promise. With `rare=False` the others have no row: of many
    outlets and words they are most of the table. Copies and unknown outlets are left out. `jobs`: pairs
    worked on side by side, on which the result does not hang. Raises ValueError for rows of `counts` that are
    not a doc_id of `articles`.
    """
    from joblib import Parallel, delayed

    if len(set(counts.rows)) < len(counts.rows):
        raise ValueError("an article has two rows of counts; count with unit='doc_id'")
    strangers = set(counts.rows) - set(articles["doc_id"])
    if strangers:
        raise ValueError(f"{min(strangers)!r} is not a doc_id of table 'articles'; count with unit='doc_id'")
    table = comparable(articles, unit=unit, within=within)
    place = pd.Series(np.arange(len(counts.rows)), index=counts.rows)
    table = table[table["known"] & table.index.isin(place.index)]
    chosen = place[table.index].to_numpy()
    table.index = table.index.astype(object)  # so that the doc_ids of all pairs are the same strings
    matrix = counts.matrix[chosen]
    matrix.eliminate_zeros()
    counts = Counts(matrix, counts.rows[chosen], counts.terms, counts.words[chosen])
    sides = pairs(sorted(table["outlet"].unique()), against) if table["outlet"].nunique() > 1 else []
    how = {"within": within, "n_pairs": len(sides), "resamples": resamples, "seed": seed, "rare": rare}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # doc_ids: against all others they are those of all
    calls = (delayed(_pair)(counts, table, a, b, same, **how) for a, b in sides)
    parts = Parallel(n_jobs=min(jobs, max(len(sides), 1)), prefer="threads")(calls)
    empty = pd.DataFrame(columns=list(RATES)).astype(RATES)
    result = pd.concat(parts, ignore_index=True) if parts else empty
    return result.assign(family=result["p"].notna().sum()).astype(RATES)


def _pair(
    counts: Counts,
    table: pd.DataFrame,
    a: str,
    b: str,
    same: dict[tuple[str, ...], tuple[str, ...]],
    *,
    within: str | None,
    n_pairs: int,
    resamples: int,
    seed: int,
    rare: bool,
) -> pd.DataFrame:
    """The terms of one pair."""
    ours, first = members(table, a, b)
    matrix, words = counts.matrix[ours], counts.words[ours].astype(float)
    layout = lay_out(table[ours], first[ours], matrix, words, scale="log_ratio", within=within, widen=False)
    enough = _expected(layout.sample) >= EXPECTED
    shown = np.flatnonzero(enough | rare)
    layout, enough = replace(layout, sample=_some(layout.sample, shown)), enough[shown]
    matrix, words, in_a = matrix[layout.rows][:, shown], words[layout.rows], first[ours][layout.rows]
    result = _facts(matrix, words, in_a).assign(
        statistic=counts.terms[shown], a=a, b=b, n_a=layout.n_a, n_b=layout.n_b, units_a=layout.units_a,
        units_b=layout.units_b, within=layout.within, strata=layout.strata, note=layout.note,
        level=level(layout.n),
    )  # fmt: skip
    doc_ids = same.setdefault(layout.doc_ids, layout.doc_ids)
    result["doc_ids"] = pd.Series([doc_ids] * len(result), dtype="object")
    result = result.reindex(columns=list(RATES)).astype(RATES)
    reason = verdicts.no_comparison(layout)
    if not reason and not (words[in_a].sum() and words[~in_a].sum()):
        reason = "One of the groups has no words."
    if reason:
        return result.assign(estimate=pd.NA, reason=reason)
    return _tested(result, layout, enough, n_pairs, resamples, seed)


def _some(sample: Sample, terms: np.ndarray) -> Sample:
    """The sample of some terms."""
    return replace(sample, total=sample.total[:, terms])


def _facts(matrix: sparse.csr_matrix, words: np.ndarray, in_a: np.ndarray) -> pd.DataFrame:
    """Counts, articles and rates of both sides."""
    facts = {}
    for side, rows in (("a", in_a), ("b", ~in_a)):
        count = np.asarray(matrix[rows].sum(axis=0)).ravel()
        facts |= {f"count_{side}": count, f"df_{side}": matrix[rows].getnnz(axis=0)}
        facts |= {f"rate_{side}": PER * count / max(words[rows].sum(), 1.0)}
    return pd.DataFrame(facts)


def _tested(
    result: pd.DataFrame, layout: Layout, enough: np.ndarray, n_pairs: int, resamples: int, seed: int
) -> pd.DataFrame:
    """Estimates for all terms; p and interval for those that are frequent enough."""
    result["estimate"] = inference.observed(layout.sample).difference[0] / np.log(2)
    result["rate_a"], result["rate_b"] = (PER * rate for rate in inference.levels(layout.sample))
    how = {"shape": "rate", "resamples": resamples}
    no_p = verdicts.no_p(layout, correction=n_pairs, **how)
    no_interval = verdicts.no_interval_between(layout, shape="rate")
    said = " ".join(part for part in (no_p, no_interval) if part)
    rare = "No p or interval: too rare in articles of this number and length."
    result["reason"] = np.where(enough, said, rare)
    sample = _some(layout.sample, np.flatnonzero(enough))
    sample = widened(layout, sample) if enough.any() else sample
    if not no_p and enough.any():
        found = inference.permutation(sample, resamples=resamples, seed=seed)
        result.loc[enough, "p"] = found.p
        result.loc[enough, "p_adjusted"] = np.minimum(1.0, np.maximum(found.p_family * n_pairs, found.p))
    if not no_interval and enough.any():
        low, high = inference.t_interval(sample)
        result.loc[enough, "low"], result.loc[enough, "high"] = low / np.log(2), high / np.log(2)
    return result


def _expected(sample: Sample) -> np.ndarray:
    """How many units of the smaller side would hold each term if both used it alike: by their words."""
    shares = np.bincount(sample.in_a.astype(int), weights=sample.size, minlength=2)
    shares = shares / max(shares.sum(), 1.0)
    return sample.total.getnnz(axis=0) * shares.min()
