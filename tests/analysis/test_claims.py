"""Findings made from tables of `compare`: what they say, what they rest on, and what makes none."""

import pandas as pd
import pytest

from sourcewise.analysis import claims, compare
from sourcewise.corpus import tables


def corpus(sizes):
    """Articles of outlets of these sizes, a passage of each article, and two statistics."""
    documents = [(f"{outlet}{n}", outlet) for outlet, size in sizes.items() for n in range(size)]
    articles = tables.frame(
        "articles",
        [
            {"doc_id": d, "file": f"{d}.txt", "sha256": "0", "outlet": o, "published": None}
            for d, o in documents
        ],
    )
    passages = tables.frame(
        "passages",
        [
            {"passage_id": f"{d}:{n}", "doc_id": d, "outlet": o, "start": n, "end": n + 1, "kind": "body",
             "voice": "outlet", "text": "x"}
            for d, o in documents
            for n in (1, 2)
        ],
    )  # fmt: skip
    numbers = [float(len(d) * 7 % 5 + i % 4 + 10 * (o == "B")) for i, (d, o) in enumerate(documents)]
    values = pd.DataFrame({"China": numbers, "Russia": numbers[::-1]}, index=[d for d, _ in documents])
    return articles, passages, values


def made(table, articles, passages, values, **more):
    return claims.claims(
        table,
        "tone.toward.{statistic}",
        what="the tone toward {statistic}",
        values=values,
        articles=articles,
        evidence={"China": passages, "Russia": passages[passages["passage_id"].str.endswith(":2")]},
        cell="here",
        **more,
    )


def test_each_row_is_a_finding_with_its_statistic_its_articles_and_their_passages():
    articles, passages, values = corpus({"A": 1, "B": 2})
    found = made(compare.describe(values, articles), articles, passages, values)
    assert [finding.key for finding in found] == [
        "tone.toward.china:a", "tone.toward.china:b", "tone.toward.russia:a", "tone.toward.russia:b"
    ]  # fmt: skip
    assert found[0].statement.startswith("In this article of A, the tone toward China is ")
    assert found[1].evidence == ("B0:1", "B1:1", "B0:2", "B1:2")
    assert found[3].evidence == ("B0:2", "B1:2")
    assert found[1].values == values.loc[["B0", "B1"], "China"].to_dict()
    assert all(finding.low is None and finding.p is None and finding.reason for finding in found)


def test_what_cannot_be_compared_makes_no_finding():
    articles, passages, values = corpus({"A": 1, "B": 2})
    assert made(compare.contrast(values, articles), articles, passages, values) == []


def test_a_comparison_names_both_outlets_and_carries_the_p_of_the_whole_family():
    articles, passages, values = corpus({"A": 12, "B": 12})
    table = compare.contrast(values, articles)
    found = made(table, articles, passages, values)
    assert [finding.key for finding in found] == ["tone.toward.china:a-b", "tone.toward.russia:a-b"]
    assert set(table["family"]) == {2}
    assert [finding.p for finding in found] == pytest.approx(table["p_adjusted"].astype(float), abs=1e-6)
    assert found[0].n_articles == 24
    assert "is lower in A than in B" in found[0].statement


def test_a_comparison_inside_stories_rests_on_the_articles_of_these():
    articles, passages, values = corpus({"A": 5, "B": 4})
    articles["story"] = ["s1"] * 3 + ["s2"] * 2 + ["s1"] * 3 + ["s3"]
    found = made(compare.contrast(values, articles), articles, passages, values)
    compared = ["A0", "A1", "A2", "B0", "B1", "B2"]
    assert found[0].n_articles == 6
    assert found[0].values == values.loc[compared, "China"].to_dict()
    assert {passage.split(":")[0] for passage in found[0].evidence} == set(compared)
    assert found[0].estimate == pytest.approx(
        values.loc[compared[:3], "China"].mean() - values.loc[compared[3:], "China"].mean()
    )


def test_articles_of_an_unknown_outlet_are_not_among_all_others():
    articles, passages, values = corpus({"A": 3, "B": 3, "C": 4, "unknown (x)": 2})
    values.loc["C0", "China"] = float("nan")
    found = made(compare.contrast(values, articles, against="rest"), articles, passages, values)
    china = [finding for finding in found if ".china:" in finding.key]
    assert [finding.n_articles for finding in china] == [9] * 3
    named = {"A0", "A1", "A2", "B0", "B1", "B2", "C1", "C2", "C3"}
    assert all(set(finding.values) == named for finding in china)


def test_evidence_is_the_first_of_every_article_before_a_second_of_any():
    _, passages, _ = corpus({"A": 3})
    assert claims.first_of_each(passages, most=4) == ["A0:1", "A1:1", "A2:1", "A0:2"]
    assert claims.first_of_each(passages.iloc[:0]) == []


def test_what_goes_with_a_result_stands_beside_it():
    articles, passages, values = corpus({"A": 12, "B": 12})
    beside = {("China", "A"): "They agree on 3 of 4.", ("China", ""): "They agree on all."}
    described = made(compare.describe(values, articles), articles, passages, values, beside=beside)
    assert described[0].statement.endswith(" They agree on 3 of 4.")
    assert described[1].statement.endswith(").")
    compared = made(compare.contrast(values, articles), articles, passages, values, beside=beside)
    assert compared[0].statement.endswith(" They agree on all.")
    assert not compared[1].statement.endswith("all.")
