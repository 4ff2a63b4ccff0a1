import copy

import pytest

from sourcewise.runs import fingerprints, hashes, store
from sourcewise.runs.store import Stage

NEEDS = store.find_needs([Stage("01"), Stage("02"), Stage("03", needs=("01", "02"))])

INPUTS = {
    "described": {
        "sourcewise": "1", "code": "c", "python": "3.11", "packages": {"pandas": "3"}, "lock": "l",
        "git": None, "title": "Told", "environment": {"TZ": "UTC"},
        "corpus": [{"file": "a.txt", "sha256": "0"}],
        "notebooks": [{"file": f"{name}.ipynb", "sha256": name} for name in ("01", "02", "03")],
        "parameters": {"declared": [{"name": "words", "notebook": "02"}, {"name": "n", "notebook": "01"}]},
        "inputs": [{"parameter": "words", "file": "inputs/words/a.csv", "sha256": "0"}],
    },
    "injected": {"01": {"n": 1}, "02": {"m": 1}, "03": {}},
    "summary": {"git": None},
    "reading": {"off": [], "columns": {}, "proposed": False},
}  # fmt: skip

ALL = {"corpus", "01", "02", "03", "report"}


def make(inputs):
    how = {"reading": inputs["reading"], "summary": inputs["summary"]}
    return fingerprints.make(inputs["described"], inputs["injected"], NEEDS, **how)


@pytest.mark.parametrize(
    ("change", "other"),
    [
        (lambda i: None, set()),
        (lambda i: i["described"].update(git={"commit": "1", "dirty": True}), set()),
        (lambda i: i["injected"]["01"].update(n=2), {"01", "03", "report"}),
        (lambda i: i["injected"]["01"].update(n=1.0), {"01", "03", "report"}),
        (lambda i: i["injected"]["02"].update(m=2), {"02", "03", "report"}),
        (lambda i: i["described"]["inputs"][0].update(sha256="1"), {"02", "03", "report"}),
        (lambda i: i["described"]["notebooks"][2].update(sha256="x"), {"03", "report"}),
        (lambda i: i["described"].update(code="other"), ALL - {"corpus"}),
        (lambda i: i["described"].update(environment={"TZ": "CET"}), ALL - {"corpus"}),
        (lambda i: i["described"].update(title="Retold"), {"report"}),
        (lambda i: i["summary"].update(git="1"), {"report"}),
        (lambda i: i["described"]["corpus"].append({"file": "b.txt", "sha256": "1"}), ALL),
        (lambda i: i["described"]["corpus"][0].update(sha256="1"), ALL),
        (lambda i: i["reading"].update(proposed=True), ALL),
        (lambda i: i["described"].update(lock="other"), ALL),
        (lambda i: i["described"].update(packages={"pandas": "4"}), ALL),
        (lambda i: i["described"].update(python="3.12"), ALL),
        (lambda i: i["described"].update(sourcewise="2"), ALL),
    ],
)
def test_a_stage_has_another_fingerprint_when_what_it_depends_on_is_another(change, other):
    before, inputs = make(INPUTS), copy.deepcopy(INPUTS)
    assert set(before) == ALL == set(NEEDS)
    assert len(set(before.values())) == len(ALL)
    change(inputs)
    after = make(inputs)
    assert {name for name in ALL if before[name] != after[name]} == other


def test_the_corpus_hangs_on_the_code_that_reads_it(monkeypatch):
    before = make(INPUTS)
    monkeypatch.setattr(hashes, "hash_code", lambda package, only: "other")
    assert set(fingerprints.READING) >= {"corpus", "data", "files.py"}
    assert make(INPUTS)["corpus"] != before["corpus"]
