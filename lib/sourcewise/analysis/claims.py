"""From a table of `compare` to findings: a claim a row, in the wording that its number of articles allows."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from sourcewise.analysis import findings
from sourcewise.analysis.comparing.sentences import phrase
from sourcewise.analysis.findings import Finding

MOST = 40  # passages kept as evidence of one finding; the others are found by its articles


def claims(
    table: pd.DataFrame,
    key: str,
    *,
    what: str,
    values: pd.DataFrame,
    articles: pd.DataFrame,
    evidence: Mapping[str, pd.DataFrame],
    cell: str,
    unit: str = "",
    digits: int = 2,
    beside: Mapping[tuple[str, str], str] | None = None,
) -> list[Finding]:
    """A finding for each row of `compare.describe` or `compare.contrast`.

    `values`: those that the table was made of, doc_id x statistics. `key` (`area.measure.subject`, to which
    the row's outlets are added) and `what` (the statistic in the sentence, in `unit`) may name the row's
    statistic as `{statistic}`. `evidence`: by statistic, the passages that it was counted from, of which the
    first of every article, then the second, and so on are kept, up to 40. `beside`: by statistic and
    outlet ("" for two that are compared), a sentence that goes with the statement, such as how far the
    instruments agree there. Rows that could not be compared, or have no article with a value, make no
    finding.
    """
    articles = articles.assign(doc_id=articles["doc_id"].astype(object))  # strings that findings share
    values = values.set_axis(values.index.astype(object))
    return [
        findings.make(
            f"{key.format(statistic=findings.slug(row['statistic']))}:{_subject(row)}",
            _statement(row, what, unit, digits, beside or {}),
            estimate=row["estimate"],
            low=row["low"],
            high=row["high"],
            p=row.get("p_adjusted"),
            n_articles=len(mine),
            reason=row["reason"],
            cell=cell,
            evidence=first_of_each(_of(evidence[row["statistic"]], mine.index)),
            values=mine,
            names=[row["statistic"], *_sides(row)],
        )
        for row in table.to_dict("records")
        if not pd.isna(row["estimate"])
        for mine in [_values(row, values[row["statistic"]], articles)]
    ]


def _statement(
    row: dict[str, Any], what: str, unit: str, digits: int, beside: Mapping[tuple[str, str], str]
) -> str:
    """The row as a sentence, and what goes with it."""
    said = phrase(row, what=what.format(statistic=row["statistic"]), unit=unit, digits=digits)
    return f"{said} {beside.get((row['statistic'], row.get('outlet', '')), '')}".strip()


def first_of_each(passages: pd.DataFrame, *, most: int = MOST) -> list[str]:
    """Ids of up to `most` passages: the first of every article, then the second, and so on."""
    turn = passages.groupby("doc_id", sort=False).cumcount()
    return passages.loc[turn.sort_values(kind="stable").index, "passage_id"].head(most).tolist()


def _of(passages: pd.DataFrame, documents: pd.Index) -> pd.DataFrame:
    """The passages of some documents."""
    return passages[["doc_id", "passage_id"]][passages["doc_id"].isin(documents)]


def _subject(row: dict[str, Any]) -> str:
    """The outlets of a row as the end of a key."""
    return "-".join(findings.slug(side) for side in _sides(row))


def _sides(row: dict[str, Any]) -> list[str]:
    """The outlet of a description, or both of a comparison."""
    return [row[side] for side in ("outlet", "a", "b") if side in row]


def _values(row: dict[str, Any], values: pd.Series, articles: pd.DataFrame) -> pd.Series:
    """The values of the articles that a row is about."""
    if "doc_ids" in row:
        return values.reindex(pd.Index(row["doc_ids"], dtype=object)).dropna().astype(float)
    mine = articles["outlet"].isin(_sides(row))
    return values.reindex(articles.loc[mine, "doc_id"]).dropna().astype(float)
