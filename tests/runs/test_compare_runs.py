import pandas as pd
import pytest

from sourcewise.analysis import findings
from sourcewise.corpus import tables
from sourcewise.runs import compare_runs, manifest
from sourcewise.runs.store import Made
from sourcewise.runs.values import Parameter

N_TOPICS = Parameter("n_topics", "int", 5, 2.0, 50.0, (), "topics (2 to 50)", "03_topics")
SEED = Parameter("seed", "int", 1, None, None, (), "seed", "03_topics")
TARGETS = Parameter("targets", "list[str]", ["China"], None, None, (), "whom", "04_sentiment")


def finding(key, estimate=1.0, *, statement="It is so.", reason="none", **more):
    return findings.make(key, statement, estimate=estimate, reason=reason, **more)


def article(doc_id, file=None, sha256="0", outlet="TASS"):
    return {"doc_id": doc_id, "file": file or f"{doc_id}.txt", "sha256": sha256, "outlet": outlet}


def removal(rule, start, end, version=1):
    return {"doc_id": "a", "start": start, "end": end, "kind": "k", "rule": rule, "rule_version": version,
            "text": "x"}  # fmt: skip


@pytest.fixture
def make(tmp_path):
    """Write a run of these parts; what is not given is the same in every run."""

    def make(name, *, found=(), given=None, articles=None, texts=None, removed=(), files=(), **changes):
        run, corpus = tmp_path / name, tmp_path / f"{name}-articles"
        articles = [article("a"), article("b")] if articles is None else articles
        texts = {"a": "one", "b": "two"} | (texts or {})
        corpus.mkdir()
        for file in ["a.txt", "b.txt", *files]:
            (corpus / file).write_text(file)
        if found:
            findings.save(list(found), run, "01_corpus")
        records = [{"doc_id": row["doc_id"], "raw": "r", "text": texts[row["doc_id"]]} for row in articles]
        for table, rows in (("articles", articles), ("texts", records), ("removed", removed)):
            tables.write(table, tables.frame(table, rows), run / "corpus")
        described = manifest.describe(corpus, [], [N_TOPICS, SEED, TARGETS], given or {}, title="Told")
        manifest.write(run, {**described, **changes}, [Made("corpus", "f", run, {})], {"corpus": ()})
        return run

    return make


def told(make, before, after):
    """The differences of two runs, without what they were made with."""
    found = compare_runs.diff(make("one", **before), make("other", **after))
    assert list(found.columns) == compare_runs.COLUMNS
    return [row[1:] if row[0] == "finding" else row for row in found.itertuples(index=False, name=None)]


KEY = "a.b.c:tass"

PAIR = {"n_articles": 40, "low": 0.5, "high": 1.5}


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (finding(KEY), finding(KEY), []),
        (finding(KEY, 1.0000001), finding(KEY, 1.0000002), []),
        (finding(KEY, None), finding(KEY, None), []),
        (finding(KEY), None, [("vanished", "It is so.", "")]),
        (None, finding(KEY), [("appeared", "", "It is so.")]),
        (finding(KEY, 1.25), finding(KEY, 1.5), [("moved", "1.25", "1.5")]),
        (finding(KEY, 1.25), finding(KEY, 0.0), [("moved", "1.25", "0")]),
        (finding(KEY, 1.25), finding(KEY, None), [("moved", "1.25", "none")]),
        (finding(KEY, 0.000002), finding(KEY, -0.5), [("changed sign", "0.000002", "-0.5")]),
        (
            finding(KEY, n_articles=40),
            finding(KEY, **PAIR),
            [("won support", "no p, no interval", "0.5 to 1.5")],
        ),
        (
            finding(KEY, p=0.049999, n_articles=40),
            finding(KEY, p=0.05, n_articles=40),
            [("lost support", "p 0.049999", "p 0.05")],
        ),
        (
            finding(KEY, **PAIR),
            finding(KEY, p=0.2, **PAIR),
            [("lost support", "0.5 to 1.5", "p 0.2, 0.5 to 1.5")],
        ),
        (
            finding(KEY, p=0.01, n_articles=40),
            finding(KEY, p=0.02, n_articles=40),
            [("more or less sure", "p 0.01", "p 0.02")],
        ),
        (
            finding(KEY, 1.0, n_articles=40, p=0.01),
            finding(KEY, -2.0, n_articles=39, p=0.5),
            [
                ("changed sign", "1", "-2"),
                ("lost support", "p 0.01", "p 0.5"),
                ("other articles", "40", "39"),
            ],
        ),
        (
            finding(KEY, evidence=["a:1", "a:2"]),
            finding(KEY, evidence=["a:1"]),
            [("other passages", "2 passages", "1 passages")],
        ),
        (
            finding(KEY),
            finding(KEY, statement="So it is."),
            [("reworded", "It is so.", "So it is.")],
        ),
        (finding(KEY, 1.0), finding(KEY, 2.0, statement="So it is."), [("moved", "1", "2")]),
    ],
)
def test_a_finding_is_compared_by_what_it_concludes(make, before, after, changes):
    other = finding("x.y.z")
    runs = [{"found": [one, other] if one else [other]} for one in (before, after)]
    assert told(make, *runs) == [(KEY, *change) for change in changes]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ({}, {}, []),
        ({"given": {"n_topics": 5}}, {}, []),
        ({}, {"given": {"n_topics": 8}}, [("parameter", "n_topics", "changed", "5", "8")]),
        (
            {},
            {"given": {"targets": ["China", "Russia"]}},
            [("parameter", "targets", "changed", "China", "China, Russia")],
        ),
        (
            {"removed": [removal("caption", 0, 5), removal("caption", 6, 9), removal("call", 10, 11)]},
            {"removed": [removal("caption", 0, 5), removal("call", 10, 11, version=2)]},
            [
                ("rule", "call (version 1)", "gone", "1 spans, 1 characters", ""),
                ("rule", "call (version 2)", "added", "", "1 spans, 1 characters"),
                ("rule", "caption (version 1)", "changed", "2 spans, 8 characters", "1 spans, 5 characters"),
            ],
        ),
        (
            {"articles": [article("a")]},
            {"articles": [article("b")]},
            [("document", "a", "gone", "a.txt", ""), ("document", "b", "added", "", "b.txt")],
        ),
        (
            {},
            {"texts": {"a": "longer"}},
            [("document", "a", "read otherwise", "TASS, 3 characters", "TASS, 6 characters")],
        ),
        (
            {},
            {"articles": [article("a", sha256="1"), article("b")], "texts": {"a": "four"}},
            [("document", "a", "changed", "TASS, 3 characters", "TASS, 4 characters")],
        ),
        (
            {},
            {"articles": [article("a", outlet="Herald"), article("b")]},
            [("document", "a", "read otherwise", "TASS, 3 characters", "Herald, 3 characters")],
        ),
    ],
)
def test_parameters_rules_and_documents_are_named(make, before, after, rows):
    same = {"found": [finding(KEY)]}
    found = [row for row in told(make, {**same, **before}, {**same, **after}) if row[0] != "file"]
    assert found == rows


def test_files_without_documents_and_what_a_run_was_made_with_are_named(make):
    packages = manifest.origin.describe()["packages"]
    other = {
        "packages": {**packages, "pandas": "0.1"},
        "seeds": {"PYTHONHASHSEED": 0, "seed": 2},
        "lock": None,
    }
    found = compare_runs.diff(make("one", files=["sources.csv"], lock="l"), make("other", **other))
    rows = list(found[["what", "key", "change"]].itertuples(index=False, name=None))
    assert rows == [
        ("file", "sources.csv", "gone"),
        ("made with", "lock", "changed"),
        ("made with", "pandas", "changed"),
        ("made with", "seed seed", "changed"),
    ]


def test_what_is_no_run_or_cannot_be_read_is_refused_in_a_sentence(make, tmp_path):
    run = make("one", found=[finding(KEY)])
    with pytest.raises(ValueError, match=r"holds no run\.json: give the folder of a finished run"):
        compare_runs.diff(run, tmp_path)
    (run / "corpus" / "articles.parquet").write_bytes(b"PAR1 half")
    with pytest.raises(ValueError, match=r"articles.parquet cannot be read: ") as caught:
        compare_runs.diff(run, run)
    assert "\n" not in str(caught.value)
    (run / "findings" / "01_corpus.parquet").write_bytes(b"half")
    with pytest.raises(ValueError, match=r"findings cannot be read: "):
        compare_runs.diff(run, run)


def test_a_table_may_be_a_folder_of_parts(make):
    run, same = make("one"), make("other")
    whole = pd.read_parquet(run / "corpus" / "articles.parquet")
    (run / "corpus" / "articles.parquet").unlink()
    (run / "corpus" / "articles").mkdir()
    for part in range(2):
        whole.iloc[[part]].to_parquet(run / "corpus" / "articles" / f"{part}.parquet")
    assert compare_runs.diff(run, same).empty
