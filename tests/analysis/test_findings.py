import json

import numpy as np
import pandas as pd
import pytest

from sourcewise.analysis import findings

GOOD = {"estimate": 0.5, "reason": "One article an outlet.", "n_articles": 2}
WITH_P = {"estimate": 0.5, "p": 0.01, "n_articles": 12, "reason": "No interval: 6 articles."}
WITH_INTERVAL = {"estimate": 0.5, "low": 0.1, "high": 0.9, "n_articles": 24}


def made(key="sentiment.toward.china:tass-global_times", statement="In this article, x is 0.5.", **fields):
    return findings.make(key, statement, **{**GOOD, **fields})


@pytest.mark.parametrize(
    "key",
    ["a.b.c", "sentiment.toward.china:tass", "sentiment.toward.china:tass-global_times", "a.b.2022:ж-中国"],
)
def test_keys_that_fit(key):
    assert made(key).key == key


@pytest.mark.parametrize(
    "key", ["", "a.b", "a.b.c.d", "a.b.c:", "a.b.c:a-b-c", "A.b.c", "a.b.c d", "a/b.b.c", "a.b.c\n", "a..c"]
)
def test_keys_that_do_not_fit_are_refused(key):
    with pytest.raises(ValueError, match="is not a key"):
        made(key)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("TASS", "tass"),
        ("New Eastern Outlook", "new_eastern_outlook"),
        ("unknown (001_ad57)", "unknown_001_ad57_3de47c"),
        ("Le Monde – Édition", "le_monde_édition_43908a"),
        ("人民日报", "人民日报"),
    ],
)
def test_slugs_are_parts_of_keys(name, part):
    assert findings.slug(name) == part
    assert made(f"a.b.c:{part}").key == f"a.b.c:{part}"


def test_names_that_differ_in_marks_have_different_slugs():
    names = ["unknown (a-b)", "unknown (a_b)", "unknown (a b)", "unknown a b"]
    assert len({findings.slug(name) for name in names}) == len(names)


def test_a_name_without_letters_has_a_slug_of_its_own():
    assert findings.slug("— !").startswith("name_")
    assert findings.slug("— !") != findings.slug("***")


def test_what_an_outlet_is_called_is_no_claim():
    statement = "In this article of Better Government News, the quoted share is 3%."
    with pytest.raises(ValueError, match="compares"):
        made("a.b.c", statement)
    assert made("a.b.c", statement, names=["Better Government News"]).statement == statement


COMPARING = [
    "A is more negative than B.",
    "A quotes less.",
    "A has fewer quotations.",
    "Tone is HIGHER in A.",
    "A differs significantly.",
    "The tone of A exceeds that of B.",
    "A differs from B.",
    "A is biased.",
    "Larger in A than in B.",
    "A has the highest share.",
]


@pytest.mark.parametrize("statement", COMPARING)
def test_comparisons_need_support(statement):
    for unsupported in (GOOD, {**WITH_P, "p": 0.2}):
        with pytest.raises(ValueError, match="describe each side instead"):
            findings.make("a.b.c", statement, **unsupported)
    for supported in (WITH_P, WITH_INTERVAL):
        assert findings.make("a.b.c", statement, **supported).statement == statement


@pytest.mark.parametrize(
    "statement",
    [
        "In this article of TASS, the tone is 0.27.",
        "The words “more” and “higher” stand out in this article.",
        'The expert said "no more than that" here.',
        "Unless stated, lessons of Moreland and lowering Thana are meant.",
        "It takes 30 articles or more.",
        "Quotes rather than paraphrase, and other than that nothing.",
    ],
)
def test_descriptions_pass_without_support(statement):
    assert made(statement=statement).statement == statement


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"low": 0.1, "high": 0.9, "n_articles": None}, "n_articles of 10 or more"),
        ({"low": 0.1, "high": 0.9, "n_articles": 9}, "n_articles of 10 or more"),
        ({"low": 0.1, "n_articles": 20}, "half an interval"),
        ({"low": 0.6, "high": 0.9, "n_articles": 20}, "outside 0.6 to 0.9"),
        ({"p": 0.01, "n_articles": 5}, "n_articles of 6 or more"),
        ({"p": 1.5, "n_articles": 50}, "between 0 and 1"),
        ({"reason": None}, "no reason why"),
        ({"reason": ""}, "no reason why"),
        ({"estimate": float("inf")}, "infinite"),
    ],
)
def test_what_numbers_do_not_hold_together_is_refused(fields, said):
    with pytest.raises(ValueError, match=said):
        made(**fields)


def test_numbers_are_rounded_and_null_is_none():
    finding = made(
        estimate=np.float64(-1e-9), p=pd.NA, low=np.nan, high=None, values={"d2": 1 / 3, "d1": np.nan}
    )
    assert (finding.estimate, finding.p, finding.low, finding.high) == (0.0, None, None, None)
    assert str(finding.estimate) == "0.0"
    assert finding.values == {"d1": None, "d2": 0.333333}
    assert list(finding.values) == ["d1", "d2"]


def written(folder):
    one = made(
        "a.b.c", evidence=pd.Series(["d1:1", "d2:3"]), values=pd.Series({"d2": 0.25, "d1": 0.5}), cell="x"
    )
    two = made("a.b.d", "“Ünï\u2028code” <b>", n_articles=None)
    findings.save([one, two], folder, "04_sentiment")
    findings.save([findings.make("b.b.c", "A is above 0.", **WITH_INTERVAL)], folder, "02_exploration")
    return folder


def test_what_is_saved_is_loaded(tmp_path):
    table = findings.load(written(tmp_path))
    assert list(table.columns) == list(findings.COLUMNS)
    assert table["key"].tolist() == ["b.b.c", "a.b.c", "a.b.d"]
    assert table["notebook"].tolist() == ["02_exploration", "04_sentiment", "04_sentiment"]
    first = table.iloc[1]
    assert first["evidence"] == ["d1:1", "d2:3"]
    assert first["values"] == {"d1": 0.5, "d2": 0.25}
    assert (first["estimate"], first["n_articles"], first["cell"]) == (0.5, 2, "x")
    assert pd.isna(first["low"])
    assert pd.isna(table["n_articles"].iloc[2])
    assert table["values"].iloc[2] == {}


def test_json_says_the_same_as_parquet(tmp_path):
    table = findings.load(written(tmp_path))
    records = json.loads((tmp_path / "findings/04_sentiment.json").read_text(encoding="utf-8"))
    assert [record["key"] for record in records] == ["a.b.c", "a.b.d"]
    assert records[0]["values"] == table["values"].iloc[1]
    assert records[0]["evidence"] == table["evidence"].iloc[1]
    assert list(records[0]) == list(findings.COLUMNS)
    assert records[1]["low"] is None


def test_plain_pandas_reads_the_parquet_file(tmp_path):
    plain = pd.read_parquet(written(tmp_path) / "findings/04_sentiment.parquet")
    assert list(plain["evidence"].iloc[0]) == ["d1:1", "d2:3"]
    assert json.loads(plain["values"].iloc[0]) == {"d1": 0.5, "d2": 0.25}


def test_the_same_findings_are_the_same_bytes_and_leave_nothing_beside(tmp_path):
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    names = sorted(path.name for path in (one / "findings").iterdir())
    assert names == [
        f"{stem}.{end}" for stem in ("02_exploration", "04_sentiment") for end in ("json", "parquet")
    ]
    for name in names:
        assert (one / "findings" / name).read_bytes() == (two / "findings" / name).read_bytes()


def test_no_findings_are_an_empty_table_with_columns(tmp_path):
    assert list(findings.load(tmp_path).columns) == list(findings.COLUMNS)
    findings.save([], tmp_path, "05_report")
    assert findings.load(tmp_path).empty


def test_a_key_names_one_claim(tmp_path):
    with pytest.raises(ValueError, match=r"'a\.b\.c' comes twice in the findings of 01_corpus"):
        findings.save([made("a.b.c"), made("a.b.c", reason="Another.")], tmp_path, "01_corpus")
    findings.save(
        [made("a.b.c"), made("d.e.f"), made("a.b.c")], tmp_path, "01_corpus"
    )  # a cell was run again
    assert list(findings.load(tmp_path)["key"]) == ["a.b.c", "d.e.f"]
    findings.save([made("a.b.c")], tmp_path, "02_exploration")
    with pytest.raises(ValueError, match=r"'a\.b\.c' comes twice"):
        findings.load(tmp_path)


@pytest.mark.parametrize("name", ["../x", "a b", "", "a/b", "x.parquet"])
def test_a_notebooks_name_is_no_path(tmp_path, name):
    with pytest.raises(ValueError, match="not the name of a notebook"):
        findings.save([], tmp_path, name)


def test_findings_that_are_written_in_parts_are_the_same(tmp_path, monkeypatch):
    several = [
        made(key=f"sentiment.toward.china:a{n}", evidence=["p"] * (n % 3), values={"d1": n}, reason="few")
        for n in range(5)
    ]
    findings.save(several, tmp_path / "whole", "04_sentiment")
    monkeypatch.setattr(findings, "PART", 2)
    findings.save(several, tmp_path / "parts", "04_sentiment")
    whole, parts = findings.load(tmp_path / "whole"), findings.load(tmp_path / "parts")
    pd.testing.assert_frame_equal(whole, parts)
    assert len(whole) == 5
